"""Change the core in small ways, one by one, and count how many of the changes some test sees.

`mutation.py` runs every module of `MODULES`; `mutation.py terms.py …` those named; `--results FILE` writes the counts and survivors
as JSON. Needs `mutmut` (pip install mutmut), which no other step needs. It works in a copy, and changes nothing here. Survivors
that change nothing a caller can see stand with their reasons in `tests/mutation/equivalent.toml`; ends 1 if, without those, fewer than
95 of 100 are seen in some module.

What mutmut does not change: what stands outside functions, and functions with a decorator (properties, class methods, rules).
The bugs of `tests/planted` and the truth tables of `tests/rules` reach those.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "examples", "docs", "scripts", "conftest.py", "pyproject.toml", "README.md")
LEAST = 95.0

_CALENDAR = ("tests/calendar",)
_POLICY = ("tests/policy", "tests/explain")
_FACTS = ("tests/facts", "src/caserules/rules", "tests/assess", "tests/narrow")
MODULES = {
    "duties.py": ("tests/duties",),
    "terms.py": ("tests/terms", "tests/policy", "tests/calendar/test_days_to_get_right.py"),
    "expr/interpret.py": ("tests/expr", "tests/duties", "tests/policy/test_extension.py"),
    "expr/__init__.py": ("tests/expr", "tests/duties"),
    "expr/emit.py": ("tests/expr", "tests/duties"),
    "expr/rows.py": ("tests/expr", "tests/duties"),
    "calendar/days.py": _CALENDAR,
    "calendar/dates.py": _CALENDAR,
    "calendar/table.py": _CALENDAR,
    "calendar/build.py": _CALENDAR,
    "calendar/merging.py": _CALENDAR,
    "calendar/known.py": _CALENDAR,
    "calendar/outlook.py": _CALENDAR,
    "scoring.py": ("tests/scoring",),
    "context.py": ("tests/scoring", "tests/assess", "tests/explain"),
    "program.py": ("tests/assess", "tests/policy"),
    "assess.py": ("tests/assess", "tests/narrow", "tests/scoring"),
    "explain.py": ("tests/explain", "tests/assess"),
    "policy/stacking.py": _POLICY,
    "policy/layering.py": _POLICY,
    "policy/values.py": _POLICY,
    "facts/book.py": _FACTS,
    "facts/handling.py": _FACTS,
    "facts/versions.py": _FACTS,
    "facts/signing.py": _FACTS,
    "facts/returning.py": (*_FACTS, "tests/rules/test_truths.py"),
    "facts/rating.py": (*_FACTS, "tests/rules/test_after_the_reply.py"),
    "facts/carrying.py": _FACTS,
    "facts/contacts.py": _FACTS,
    "facts/asking.py": _FACTS,
}

FORGET = '''

def pytest_sessionstart(session):
    """What an earlier run of this process remembers was made by the code without the change."""
    import functools, gc, sys

    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and str(one.__module__).startswith("caserules"):
            one.cache_clear()
    for name, held in (("caserules.program", "_KNOWN"), ("caserules.bulk.judge", "_JUDGES")):
        if name in sys.modules:
            getattr(sys.modules[name], held).clear()
'''


class Survivor(NamedTuple):
    """A change that no test saw: its function, what stood there and what stands there now."""

    function: str
    before: str
    after: str


def changed(folder: Path, module: str, tests: tuple[str, ...]) -> tuple[Counter[str], list[Survivor]]:
    """Run all changes of a module in a copy; return how many there are of each outcome, and the survivors."""
    copy = folder / module.replace("/", "-")
    left_out = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=left_out)
        else:
            shutil.copy2(ROOT / name, copy / name)
    with (copy / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(FORGET)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/caserules/{module}"],
        "pytest_add_cli_args_test_selection": list(tests),
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:randomly"],
        "also_copy": [name for name in COPIED if name != "src"],
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as pyproject:
        pyproject.write(f"\n[tool.mutmut]\n{lines}\n")
    ran = subprocess.run(mutmut("run", "--max-children", "1"), cwd=copy, capture_output=True, text=True, check=False)
    held = copy / "mutants" / "src" / "caserules" / f"{module}.meta"
    if ran.returncode != 0 or not held.exists():
        raise SystemExit(f"{module}: mutmut ended {ran.returncode}\n{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}")
    ends: dict[str, int | None] = json.loads(held.read_text(encoding="utf-8"))["exit_code_by_key"]
    outcomes = Counter(outcome(end) for end in ends.values())
    return outcomes, [shown(copy, name) for name, end in ends.items() if outcome(end) in ("survived", "not reached")]


def outcome(end: int | None) -> str:
    """What a change's run ended in: mutmut keeps pytest's exit codes, and a few of its own."""
    if end is None:
        return "not run"
    return {0: "survived", 5: "not reached", 33: "not reached", 1: "seen", 3: "seen"}.get(end, "seen: no end")


def shown(copy: Path, name: str) -> Survivor:
    """What a change changes."""
    told = subprocess.run(mutmut("show", name), cwd=copy, capture_output=True, text=True, check=True).stdout
    lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    before, after = ("\n".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return Survivor(
        name.rpartition("__mutmut_")[0].replace("\u01c1", ".").rpartition(".x")[2].strip("._"), before, after
    )


def mutmut(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "mutmut", *arguments]


def equivalent(module: str) -> dict[tuple[str, str], str]:
    """The changes of a module that nobody can see, each with the reason."""
    held = tomllib.loads((ROOT / "tests" / "mutation" / "equivalent.toml").read_text(encoding="utf-8"))
    return {(each["before"], each["after"]): each["why"] for each in held["same"] if each["file"] == module}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "modules", nargs="*", metavar="MODULE", help="such as duties.py or expr/interpret.py; by itself all"
    )
    parser.add_argument("--results", type=Path, help="where to write counts and survivors, as JSON")
    given = parser.parse_args()
    told, short = {}, []
    for module in given.modules or MODULES:
        with tempfile.TemporaryDirectory(prefix="caserules-mutation-") as folder:
            outcomes, survivors = changed(Path(folder), module, MODULES[module])
        same = equivalent(module)
        left = [x for x in survivors if (x.before, x.after) not in same]
        counted = sum(outcomes.values()) - outcomes["not run"] - (len(survivors) - len(left))
        score = 100 * (counted - len(left)) / max(counted, 1)
        print(f"{module}: {dict(outcomes)}; {len(survivors) - len(left)} are no change; {score:.1f} %", flush=True)
        for one in left:
            print(f"    {one.function}\n      - {one.before}\n      + {one.after}", flush=True)
        told[module] = {"outcomes": outcomes, "same": len(survivors) - len(left), "score": round(score, 1)}
        told[module]["left"] = [x._asdict() for x in left]
        short += [module] if score < LEAST or outcomes["not run"] else []
        if given.results:
            given.results.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
