"""Fuzz a reader, or all: whatever comes in, it is read or refused with a known code, within two seconds.

`fuzz.py TARGET… --runs N --seconds S`; the targets stand in `tests/fuzzing/targets.py`. `--full` runs each as often as a release wants. Needs `atheris` (pip install atheris, Python 3.11), a
fuzzer that follows coverage, which no other step needs. Ends 1 on a finding, whose bytes are then in `--findings`.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SLOW = 2
"""Seconds for one input."""

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]


def fuzzed(name: str, options: list[str]) -> None:
    """Fuzz one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["caserules"]):
        from fuzzing.targets import TARGETS

    atheris.Setup([sys.argv[0], *options], TARGETS[name].run)
    atheris.Fuzz()


def run(name: str, given: argparse.Namespace) -> bool:
    """Fuzz one target in a process of its own, from its seeds; tell how it went."""
    from fuzzing.targets import TARGETS

    with tempfile.TemporaryDirectory(prefix="caserules-fuzz-") as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for i, seed in enumerate(TARGETS[name].seeds()):
            (corpus / f"seed-{i}").write_bytes(seed)
        given.findings.mkdir(parents=True, exist_ok=True)
        options = [
            str(corpus),
            f"-runs={TARGETS[name].full if given.full else given.runs}",
            f"-max_total_time={0 if given.full else given.seconds}",
            f"-timeout={SLOW * given.patience}",
        ]
        options += [
            f"-seed={given.seed}",
            f"-artifact_prefix={given.findings}/{name}-",
            "-max_len=65536",
            "-print_final_stats=1",
        ]
        command = [sys.executable, __file__, "--inside", name, "--", *options]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    done = re.search(r"stat::number_of_executed_units: *([0-9]+)", ran.stderr)
    sound = ran.returncode == 0 and done is not None
    print(f"{'sound  ' if sound else 'FINDING'}  {name}: {done[1] if done else '?'} executions", flush=True)
    if not sound:
        print("\n".join((ran.stdout + ran.stderr).splitlines()[-40:]), flush=True)
    return sound


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="by itself all")
    parser.add_argument("--runs", type=int, default=-1, help="executions a target; by itself no bound")
    parser.add_argument("--seconds", type=int, default=60, help="seconds a target")
    parser.add_argument(
        "--full", action="store_true", help="as many executions as a release wants, however long it takes"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=int, default=1, help="times two seconds for one input, on a busy machine")
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"), help="the folder for what was found")
    given = parser.parse_args()
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 3
    from fuzzing.targets import TARGETS

    unknown = set(given.targets) - TARGETS.keys()
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: known are {', '.join(TARGETS)}")
    sound = [run(name, given) for name in given.targets or TARGETS]
    return 0 if all(sound) else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        fuzzed(sys.argv[2], sys.argv[4:])
    sys.exit(main())
