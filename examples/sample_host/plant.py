"""Plant each bug of `bugs.toml` in a copy of this system and see its own test suite turn red.

`python plant.py` plants all of them, two at a time, and ends 1 if one was not caught; `python plant.py N` the N-th alone.
"""

import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent


class Bug(NamedTuple):
    zh: str
    en: str
    file: str
    before: str
    after: str


def bugs() -> list[Bug]:
    """The written list."""
    held = tomllib.loads((HERE / "bugs.toml").read_text(encoding="utf-8"))
    return [Bug(x["name"]["zh"], x["name"]["en"], x["file"], x["before"], x["after"]) for x in held["bugs"]]


def tested(bug: Bug | None) -> subprocess.CompletedProcess[str]:
    """Run the test suite of a copy, with a bug in it or none."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "host"
        shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
        if bug is not None:
            path = copy / "casework" / bug.file
            text = path.read_text(encoding="utf-8")
            if text.count(bug.before) != 1:
                raise SystemExit(f"{bug.en}: its lines stand {text.count(bug.before)} times in {bug.file}")
            path.write_text(text.replace(bug.before, bug.after), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "--tb=line", *options()]
        return subprocess.run(command, cwd=copy, capture_output=True, encoding="utf-8", check=False, timeout=300)


def is_red(bug: Bug) -> bool:
    """Whether a test failed; a copy that does not even run would be no proof."""
    ran = tested(bug)
    return ran.returncode == 1 and " failed" in ran.stdout and "error" not in ran.stdout.splitlines()[-1]


def options() -> list[str]:
    """Name our plugin where caserules is not installed and so does not announce it."""
    from importlib.metadata import entry_points

    announced = {point.name for point in entry_points(group="pytest11")}
    return [] if "caserules" in announced else ["-p", "caserules.testing.plugin"]


def main(only: int | None = None) -> int:
    clean = tested(None)
    if clean.returncode != 0:
        print(clean.stdout)
        return 1
    listed = bugs() if only is None else [bugs()[only - 1]]
    with ThreadPoolExecutor(2) as pool:
        red = list(pool.map(is_red, listed))
    for bug, caught in zip(listed, red, strict=True):
        print(f"{'红 red   ' if caught else '！ MISSED'}  {bug.zh} · {bug.en}")
    return 0 if all(red) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))
