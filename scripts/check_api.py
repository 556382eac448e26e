#!/usr/bin/env python3
"""Hold the public face against the last tag: what was added is told in CHANGELOG.md, and so is what breaks.

Public is what `caserules` and the rooms of `ROOMS` list in their `__all__`, and the commands. Breaks are found by griffe (of the
extra `docs`): a name removed, a parameter removed, moved or newly required, another default, another kind of thing. Before 1.0 a
minor version may break, if the section of the changelog that is not released yet names what does.

    python scripts/check_api.py        0: all told, 1: something is not; without a tag it says so, and nothing was compared

A name is told where the section has it between backticks.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "caserules"
ROOMS = (
    "bulk",
    "calendar",
    "confirming",
    "errors",
    "importing",
    "io",
    "models",
    "policy",
    "replaying",
    "report",
    "testing",
)
"""The rooms that the documentation sends people to, beside the package's own face."""

_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TOLD = re.compile(r"`([^`]+)`")


class Break(NamedTuple):
    """A break: the public name that it belongs to, and what griffe says of it."""

    name: str
    what: str


def last_tag(root: Path = ROOT) -> str | None:
    """Return the last version's tag that this commit comes after, or is; None where there is none, or no repository."""
    ran = subprocess.run(
        ["git", "-C", str(root), "describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"],
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.stdout.strip() or None


def tags(root: Path = ROOT) -> list[str]:
    """Return every version's tag."""
    ran = subprocess.run(
        ["git", "-C", str(root), "tag", "--list", "v[0-9]*"], capture_output=True, text=True, check=False
    )
    return ran.stdout.split()


def text_at(ref: str, path: str, root: Path = ROOT) -> str | None:
    """Return a file as it was at a tag; None where it was not there."""
    ran = subprocess.run(["git", "-C", str(root), "show", f"{ref}:{path}"], capture_output=True, check=False)
    return None if ran.returncode else ran.stdout.decode("utf-8")


def listed(source: str | None) -> set[str]:
    """Return the names of a module's `__all__`; none where there is no module."""
    for node in ast.parse(source or "").body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == "__all__":
            return {x.value for x in ast.walk(node) if isinstance(x, ast.Constant) and isinstance(x.value, str)}
    return set()


def modules(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield the public modules: the name, and the path within the repository."""
    yield PACKAGE, f"src/{PACKAGE}/__init__.py"
    for room in ROOMS:
        folder = f"src/{PACKAGE}/{room}"
        is_file = (root / f"{folder}.py").is_file()
        yield f"{PACKAGE}.{room}", f"{folder}.py" if is_file else f"{folder}/__init__.py"


def added(ref: str | None, root: Path = ROOT) -> list[str]:
    """Return the names of the package's own face that a tag did not have; without a tag, all of them."""
    _, path = next(modules(root))
    now = listed((root / path).read_text(encoding="utf-8"))
    return sorted(now - (listed(text_at(ref, path, root)) if ref else set()))


# ------------------------------------------------------------ the changelog


def sections(text: str) -> dict[str, str]:
    """Return the changelog's sections by heading, in its order."""
    found = list(_HEADING.finditer(text))
    ends = [*(x.start() for x in found[1:]), len(text)]
    return {head[1].strip(): text[head.end() : end] for head, end in zip(found, ends, strict=True)}


def unreleased(text: str) -> str:
    """Return the section of what is not released yet.

    Raises:
        SystemExit: the changelog does not begin with one.
    """
    found = sections(text)
    first = next(iter(found), "")
    if not first.startswith("Unreleased"):
        raise SystemExit("CHANGELOG.md: its first section is to be `## Unreleased`")
    return found[first]


def to_tell(text: str, tag: str | None) -> str:
    """Return where what is new has to be told: the section not released yet, or anywhere where no tag is to be seen.

    A clone can lack its tags, and what is unpacked from an sdist has none.
    """
    return unreleased(text) if tag else text


def untold(names: Iterable[str], section: str) -> list[str]:
    """Return the names that a section does not have between backticks, by themselves or at the end of a dotted name."""
    told = {word for text in _TOLD.findall(section) for word in re.findall(r"[A-Za-z0-9_-]+", text)}
    return [name for name in names if name.rpartition(".")[2] not in told]


def unheaded(text: str, found: Iterable[str]) -> list[str]:
    """Return the tags whose version has no section, `## 0.1.0 (2026-12-01)`, of its own."""
    dated = {head.split(" ")[0] for head in sections(text) if re.fullmatch(r"\S+ \([0-9]{4}-[0-9]{2}-[0-9]{2}\)", head)}
    return [tag for tag in found if tag.removeprefix("v") not in dated]


# ------------------------------------------------------------ what breaks


def breaks(ref: str, root: Path = ROOT) -> list[Break]:
    """Return what breaks since a tag, of public names alone. Needs griffe."""
    import griffe

    old = griffe.load_git(
        PACKAGE, ref=ref, repo=root, search_paths=["src"], resolve_aliases=True, resolve_external=False
    )
    new = griffe.load(
        PACKAGE, search_paths=[root / "src"], resolve_aliases=True, resolve_external=False, allow_inspection=False
    )
    found = [Break(name, "removed") for name in _removed(ref, root)]
    public = dict(_public(old, root))
    for one in griffe.find_breaking_changes(old, new):
        path = one.obj.canonical_path
        name = next(
            (x for place, x in public.items() if path == place or path.startswith((f"{place}.", f"{place}("))), None
        )
        if name is not None:
            told = _COLOUR.sub("", one.explain(griffe.ExplanationStyle.ONE_LINE))
            found.append(Break(name, " ".join(told.split())))
    return sorted(set(found))


def _removed(ref: str, root: Path) -> Iterator[str]:
    for module, path in modules(root):
        now = (root / path).read_text(encoding="utf-8") if (root / path).is_file() else None
        yield from (f"{module}.{x}" for x in listed(text_at(ref, path, root)) - listed(now))


def _public(package: Any, root: Path) -> Iterator[tuple[str, str]]:
    """Each public name's own place, and its name."""
    for module, _ in modules(root):
        rest = module.removeprefix(PACKAGE).removeprefix(".")
        if rest and rest not in package.members:
            continue
        room = package[rest] if rest else package
        for name in room.exports or ():
            if (member := room.members.get(str(name))) is not None:
                yield member.canonical_path, f"{module}.{name}"


def main() -> int:
    """Tell what is not told, and what could not be compared."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    tag = last_tag()
    section = to_tell(text, tag)
    told = [f"no section of its own: {x}" for x in unheaded(text, tags())]
    told += [f"added and not told: {x}" for x in untold(added(tag), section)]
    number = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if tag is None:
        print(
            f"NOT COMPARED: no tag is to be seen here; if {number} is the first version, nothing public can break yet"
        )
    else:
        found = breaks(tag)
        new = untold([x.name for x in found], section)
        told += [f"breaks and is not told: {x.name}: {x.what}" for x in found if x.name in new]
        print(f"compared with {tag}: {len(found)} breaks, {len(found) - len(new)} of them told")
    print("".join(f"{x}\n" for x in told), end="")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
