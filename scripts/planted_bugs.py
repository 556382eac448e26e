"""Plant each bug of `tests/planted/bugs.toml` in a copy of the source and see some test turn red.

`planted_bugs.py` plants all of them, one after another; `--only TEXT` those whose file or sentence has the text; `--results FILE` writes
what caught each as JSON. Ends 1 if a bug survives the tests named with it, or if those tests are not green without any.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "examples", "docs", "benchmarks", "scripts", "conftest.py", "pyproject.toml", "README.md")
LONGEST = 900
"""Seconds after which a test run is given up: a bug that hangs the tests is seen too."""

sys.path.insert(0, str(ROOT / "tests"))

from planted.planted import Bug, bugs  # noqa: E402


class Caught(NamedTuple):
    """How a bug fared: the first test that was red, or none, and after how many seconds."""

    bug: Bug
    by: str
    seconds: float


def tested(copy: Path, tests: tuple[str, ...]) -> tuple[int, str]:
    """Run some tests of a copy until one is red; return pytest's exit code and the name of that one."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "--tb=no",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        *tests,
    ]
    settings = {
        **os.environ,
        "PYTHONPATH": str(copy / "src"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(copy / ".hypothesis"),
        "HYPOTHESIS_PROFILE": "unshrunk",
    }
    try:
        ran = subprocess.run(
            command, cwd=copy, env=settings, capture_output=True, encoding="utf-8", check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return 1, f"no end after {LONGEST} s"
    red = [line.split(" ")[1] for line in ran.stdout.splitlines() if line.startswith(("FAILED ", "ERROR "))]
    return ran.returncode, red[0] if red else ""


def planted(copy: Path, bug: Bug) -> Caught:
    """Plant a bug in a copy, run its tests, and take it out again."""
    path = copy / "src" / "caserules" / bug.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(bug.before) != 1:
        raise SystemExit(f"{bug.en}: its lines stand {whole.count(bug.before)} times in {bug.file}")
    started = time.monotonic()
    try:
        rewritten(path, whole.replace(bug.before, bug.after))
        by = ""
        for test in bug.tests:
            code, red = tested(copy, (test,))
            if code == 1 and red:
                by = red
                break
            if code not in (0, 1):  # a copy that cannot even be collected is no proof
                raise SystemExit(f"{bug.en}: {test} does not run ({code}) {red}")
    finally:
        rewritten(path, whole)
    return Caught(bug, by, time.monotonic() - started)


def rewritten(path: Path, text: str) -> None:
    """Write a module, and drop what was compiled of it: two versions in one second look alike to Python."""
    path.write_text(text, encoding="utf-8")
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
        compiled.unlink()


def copied(folder: Path) -> Path:
    copy = folder / "copy"
    copy.mkdir()
    left_out = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=left_out)
        else:
            shutil.copy2(ROOT / name, copy / name)
    return copy


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="bugs whose file or sentence has this text")
    parser.add_argument("--results", type=Path, help="where to write what caught each, as JSON")
    given = parser.parse_args()
    chosen = [bug for bug in bugs() if given.only in bug.file or given.only in bug.en or given.only in bug.zh]
    found = []
    with tempfile.TemporaryDirectory(prefix="caserules-planted-") as folder:
        copy = copied(Path(folder))
        clean, red = tested(copy, tuple(sorted({test for bug in chosen for test in bug.tests})))
        if clean != 0:
            print(f"without any bug: {red or clean}")
            return 1
        for bug in chosen:
            caught = planted(copy, bug)
            found.append(caught)
            mark = "red     " if caught.by else "SURVIVED"
            print(f"{mark} {caught.seconds:6.1f} s  {bug.file}: {bug.en}\n                   {caught.by}", flush=True)
    survived = [caught for caught in found if not caught.by]
    print(f"{len(found) - len(survived)} of {len(found)} bugs turned a test red")
    if given.results:
        told = [{"file": x.bug.file, "bug": x.bug.en, "caught_by": x.by, "seconds": round(x.seconds, 1)} for x in found]
        given.results.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if survived or not found else 0


if __name__ == "__main__":
    sys.exit(main())
