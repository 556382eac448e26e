"""Change the core in small ways, one by one, and count how many of the changes some test sees.

`mutation.py` runs every module of `MODULES`; `mutation.py terms.py …` those named; `--results FILE` writes the counts and survivors
as JSON, beside what the file already has of other modules. Needs `mutmut` 3.8 (pip install mutmut), which makes the changes and which
no other step needs. It works in a copy, and changes nothing here. Survivors that change nothing a caller can see stand with their
reasons in `tests/mutation/equivalent.toml`; ends 1 if, without those, fewer than 95 of 100 are seen in some module.

What mutmut does not change: what stands outside functions, and functions with a decorator (properties, class methods, rules).
The bugs of `tests/planted` and the truth tables of `tests/rules` reach those.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("src", "tests", "examples", "docs", "scripts", "conftest.py", "pyproject.toml", "README.md")
LEAST = 95.0
RUNS = Path(__file__).with_name("mutation_runs.py")
MAKE = "from mutmut.__main__ import *; copy_src_dir(); copy_also_copy_files(); create_mutants(2)"

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
    "program.py": ("tests/assess", "tests/policy", "tests/hooks"),
    "assess.py": ("tests/assess", "tests/narrow", "tests/scoring", "tests/hooks"),
    "explain.py": ("tests/explain", "tests/assess"),
    "policy/stacking.py": _POLICY,
    "policy/layering.py": _POLICY,
    "policy/values.py": _POLICY,
    "facts/book.py": _FACTS,
    "facts/answering.py": _FACTS,
    "facts/flatten.py": _FACTS,
    "facts/handling.py": _FACTS,
    "facts/versions.py": _FACTS,
    "facts/signing.py": _FACTS,
    "facts/returning.py": (*_FACTS, "tests/rules/test_truths.py"),
    "facts/rating.py": (*_FACTS, "tests/rules/test_after_the_reply.py"),
    "facts/carrying.py": _FACTS,
    "facts/contacts.py": _FACTS,
    "facts/asking.py": _FACTS,
}


class Survivor(NamedTuple):
    """A change that no test saw: its function, what stood there and what stands there now."""

    function: str
    before: str
    after: str


def copied(folder: Path, modules: Mapping[str, Sequence[str]]) -> Path:
    """Copy what the tests need, with every change of some modules beside the code; return the folder to test in."""
    left_out = shutil.ignore_patterns("__pycache__", ".hypothesis")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=left_out)
        else:
            shutil.copy2(ROOT / name, folder / name)
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/caserules/{module}" for module in modules],
        "also_copy": [name for name in COPIED if name != "src"],
    }
    lines = "\n".join(f"{key} = {json.dumps(value)}" for key, value in settings.items())
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as pyproject:
        pyproject.write(f"\n[tool.mutmut]\n{lines}\n")
    subprocess.run([sys.executable, "-c", MAKE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "mutants"


def ended(made: Path, modules: Mapping[str, Sequence[str]], given: argparse.Namespace) -> dict[str, str]:
    """Run the tests against every change; return how each ended, by its name."""
    results = made / "ends.json"
    tests = sorted({test for each in modules.values() for test in each})
    numbers = (str(x) for x in (given.at_once, given.share, given.first))
    command = [sys.executable, str(RUNS), str(results), *numbers, json.dumps(modules), *tests]
    paths = (str(made / "src"), os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, "HYPOTHESIS_PROFILE": "unshrunk", "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    ran = subprocess.run(command, cwd=made, env=env, check=False, stdout=subprocess.PIPE, text=True)
    if not results.exists():
        raise SystemExit(f"the tests did not run: {ran.returncode}\n{ran.stdout[-4000:]}")
    ends: dict[str, str] = json.loads(results.read_text(encoding="utf-8"))
    return ends


def shown(copy: Path, name: str) -> Survivor:
    """What a change changes."""
    command = [sys.executable, "-m", "mutmut", "show", name]
    told = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=True).stdout
    lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    before, after = ("\n".join(line[1:].strip() for line in lines if line[0] == sign) for sign in "-+")
    return Survivor(
        name.rpartition("__mutmut_")[0].replace("\u01c1", ".").rpartition(".x")[2].strip("._"), before, after
    )


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
    parser.add_argument("--at-once", type=int, default=1, help="how many changes at once; by itself one")
    parser.add_argument("--share", type=int, default=1, help="one in how many changes is tried; by itself all")
    parser.add_argument("--first", type=int, default=0, help="which of them comes first, from 0")
    given = parser.parse_args()
    modules = {name: MODULES[name] for name in given.modules or MODULES}
    told = json.loads(given.results.read_text(encoding="utf-8")) if given.results and given.results.exists() else {}
    short = []
    with tempfile.TemporaryDirectory(prefix="caserules-mutation-") as folder:
        made = copied(Path(folder), modules)
        ends = ended(made, modules, given)
        for module in modules:
            mine = {name: end for name, end in ends.items() if name.startswith(prefix(module))}
            survivors = [shown(Path(folder), name) for name, end in mine.items() if end in ("survived", "not reached")]
            same = equivalent(module)
            left = [x for x in survivors if (x.before, x.after) not in same]
            counted = len(mine) - (len(survivors) - len(left))
            score = round(100 * (counted - len(left)) / max(counted, 1), 1)
            print(
                f"{module}: {dict(Counter(mine.values()))}; {len(survivors) - len(left)} are no change; {score} %",
                flush=True,
            )
            for one in left:
                print(f"    {one.function}\n      - {one.before}\n      + {one.after}", flush=True)
            told[module] = {"on": date.today().isoformat(), "share": given.share}  # noqa: TID251, DTZ011
            told[module] |= {"changes": counted, "seen": counted - len(left), "no_change": len(survivors) - len(left)}
            told[module]["left"] = [x._asdict() for x in left]
            short += [module] if score < LEAST else []
    mine = [told[module] for module in modules]
    seen, counted = (sum(x[key] for x in mine) for key in ("seen", "changes"))
    print(f"in all: {seen:,} of {counted:,} changes seen, {100 * seen / max(counted, 1):.1f} %")
    if given.results:
        given.results.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if short else 0


def prefix(module: str) -> str:
    """How the names of a module's changes begin."""
    return f"caserules.{module.removesuffix('.py').removesuffix('/__init__').replace('/', '.')}.x"


if __name__ == "__main__":
    sys.exit(main())
