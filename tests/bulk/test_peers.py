"""The benchmark against other engines still stands: its own peers give the answers of its reference, on every edge."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OURS = ("plain_python", "with_numpy", "caserules_rows", "caserules_columns")


def test_the_ten_checks_have_equal_answers() -> None:
    command = [sys.executable, str(ROOT / "benchmarks" / "peers" / "run.py")]
    command += ["--cases", "500", "--sample", "15", "--rounds", "1", "--only", *OURS, "no_such_peer"]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603  our own script
    assert ran.returncode == 0, ran.stderr
    rows = [line for line in ran.stdout.splitlines() if line.startswith("| ")][2:]
    told = {line.split(" | ")[0].removeprefix("| "): line.split(" | ")[3] for line in rows}
    assert len(told) == len(OURS) + 1
    assert told.pop("no_such_peer") == "not installed (no_such_peer)"
    assert all(answers.endswith(" equal") for answers in told.values()), told


def test_a_peer_that_answers_otherwise_is_found_out(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong_peer.py"
    wrong.write_text(
        "from plain_python import *\n"
        "from plain_python import judge as right\n"
        "def judge(state):\n"
        "    return [((4, *found[1:]), points) for found, points in right(state)]\n",
        encoding="utf-8",
    )
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); sys.path.insert(0, {str(ROOT / 'benchmarks' / 'peers')!r})\n"
    code += "import run\nsys.argv = ['run.py', '--cases', '50', '--sample', '2', '--only', 'wrong_peer']\nsys.exit(run.main())"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    assert ran.returncode == 1, ran.stderr
    assert " differ | – | – | – |" in ran.stdout
