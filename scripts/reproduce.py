#!/usr/bin/env python3
"""Build the wheel once more, from the sdist and somewhere else, and say whether it has the same bytes.

    python scripts/reproduce.py DIST     DIST holds one sdist and the wheel that was built from it; needs hatchling

The second build stands in another folder, in another time zone and language, with another hash seed, a year later by the files'
own times; SOURCE_DATE_EPOCH is the same, as it stands in the wheel. Anyone can do this with a published sdist and wheel.
"""

from __future__ import annotations

import calendar
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "77"}


def epoch(wheel: Path) -> int:
    """Return the time that a wheel's files bear, in seconds since 1970."""
    with zipfile.ZipFile(wheel) as archive:
        return calendar.timegm((*archive.infolist()[0].date_time, 0, 0, 0))


def again(sdist: Path, when: int, folder: Path) -> Path:
    """Build the wheel of an sdist in a folder, its files a year older than their own times."""
    with tarfile.open(sdist) as archive:
        safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # since 3.11.4
        archive.extractall(folder, **safely)  # type: ignore[arg-type]  # noqa: S202  our own sdist
    (source,) = folder.iterdir()
    for path in source.rglob("*"):
        os.utime(path, (when - 31_536_000,) * 2)
    environment = {**os.environ, **ELSEWHERE, "SOURCE_DATE_EPOCH": str(when)}
    code = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=source,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / made.stdout.strip().split("\n")[-1]


def differences(one: Path, other: Path) -> list[str]:
    """Return the members in which two wheels differ; of wheels with the same members, how they are packed."""
    with zipfile.ZipFile(one) as first, zipfile.ZipFile(other) as second:
        names = [x.namelist() for x in (first, second)]
        found = sorted(set(names[0]) ^ set(names[1]))
        found += [x for x in names[0] if x in names[1] and first.read(x) != second.read(x)]
        if not found and one.read_bytes() != other.read_bytes():
            found.append("the order, the times or the modes of the members")
    return found


def main(arguments: list[str]) -> int:
    """Say whether the second build has the same bytes as the first."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    (sdist,), (wheel,) = (list(Path(arguments[0]).glob(x)) for x in ("*.tar.gz", "*.whl"))
    with tempfile.TemporaryDirectory() as folder:
        found = differences(wheel, again(sdist, epoch(wheel), Path(folder)))
    print("".join(f"not the same: {x}\n" for x in found), end="")
    if not found:
        print(f"built twice, the same bytes: {hashlib.sha256(wheel.read_bytes()).hexdigest()}  {wheel.name}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
