#!/usr/bin/env python3
"""The bill of materials: what the library stands on, as locked, in CycloneDX; the build puts it into the wheel (PEP 770).

    python scripts/sbom.py                print it
    python scripts/sbom.py --check WHEEL  1 if the wheel does not hold this very one, or its packages are not those of the lock

It is made from pyproject.toml and requirements/core.txt alone: no clock, no network, no number drawn at random, so that two
builds have the same bytes. What each locked package needs in turn the lock does not say, and neither does the bill.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "caserules.cdx.json"
LOCK = "requirements/core.txt"
_LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\\n]+?))?\s*\\?$")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEEDED = re.compile(r"^[A-Za-z0-9._-]+")


def locked(text: str) -> Iterator[dict[str, Any]]:
    """Yield each package of a lock as a component."""
    component: dict[str, Any] = {}
    for line in text.split("\n"):
        if found := _LOCKED.match(line):
            if component:
                yield component
            name, version, marker = found[1], found[2], found[3]
            component = {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "scope": "optional" if marker else "required",
                "properties": [{"name": "caserules:marker", "value": marker}] if marker else [],
            }
        for digest in _HASH.findall(line):
            component["properties"].append({"name": "caserules:locked-sha256", "value": digest})
    if component:
        yield component


def bill(root: Path) -> bytes:
    """Return the bill of materials of a checkout or of an unpacked sdist."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ref = f"pkg:pypi/{project['name']}@{project['version']}"
    components = sorted(locked((root / LOCK).read_text(encoding="utf-8")), key=lambda x: str(x["name"]))
    known = {x["name"]: x["bom-ref"] for x in components}
    needed = [known[_name(x)] for x in project["dependencies"]]
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "lifecycles": [{"phase": "build"}],
            "component": {
                "type": "library",
                "bom-ref": ref,
                "name": project["name"],
                "version": project["version"],
                "purl": ref,
                "licenses": [{"license": {"id": project["license"]}}],
            },
            "properties": [{"name": "caserules:made-from", "value": LOCK}],
        },
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(needed)}],
        "compositions": [{"aggregate": "complete", "assemblies": [ref]}],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _name(requirement: str) -> str:
    found = _NEEDED.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


class Hook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own hooks name no configuration either
    """Put the bill into a wheel that is to be published; an editable installation has none."""

    _folder: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the bill where the build takes it from."""
        if version == "standard":
            self._folder = Path(tempfile.mkdtemp(prefix="caserules-sbom-"))
            (self._folder / NAME).write_bytes(bill(Path(self.root)))
            build_data["sbom_files"].append(str(self._folder / NAME))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take it away again."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)


def faults(wheel: Path, root: Path) -> Iterator[str]:
    """Yield what is wrong with a wheel's bill."""
    with zipfile.ZipFile(wheel) as archive:
        names = [x for x in archive.namelist() if x.endswith(f".dist-info/sboms/{NAME}")]
        if len(names) != 1:
            yield f"{wheel.name}: {len(names)} bills of materials"
            return
        held = archive.read(names[0])
        metadata = archive.read(names[0].replace(f"sboms/{NAME}", "METADATA")).decode("utf-8")
    if held != bill(root):
        yield f"{wheel.name}: its bill is not the one of this checkout"
    told = json.loads(held)
    known = {x["name"] for x in told["components"]}
    for line in re.findall(r"^Requires-Dist: ([^;\n]+)$", metadata, re.MULTILINE):
        if _name(line) not in known:
            yield f"{wheel.name}: {_name(line)} is needed and not in the bill"


def main(arguments: list[str]) -> int:
    """Print the bill, or check a wheel's."""
    root = Path(__file__).resolve().parent.parent
    if not arguments:
        print(bill(root).decode(), end="")
        return 0
    if len(arguments) != 2 or arguments[0] != "--check":
        print(__doc__, file=sys.stderr)
        return 2
    told = list(faults(Path(arguments[1]), root))
    print("".join(f"{x}\n" for x in told), end="")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
