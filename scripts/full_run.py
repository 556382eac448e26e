#!/usr/bin/env python3
"""The full run before a release: what is too long for every change, each step with its own command; hours in all.

`full_run.py` runs every step, `full_run.py orders fuzz …` those named; what each told, when, and how long it took goes into
`docs/full-run.json`, beside what that has of other steps, and from there into `docs/trust.md` (`make_docs.py`). Ends 1 if a step failed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "docs" / "full-run.json"


class Step(NamedTuple):
    """What is run, what is set for it, which of its lines tell how it went, and what it shows."""

    command: str
    told: str
    zh: str
    en: str
    settings: tuple[tuple[str, str], ...] = ()

    def shown(self) -> str:
        """The command as one types it."""
        return " ".join((*(f"{name}={value}" for name, value in self.settings), self.command))


PASSED = r"[0-9]+ (?:passed|failed).*"
STEPS = {
    "orders": Step(
        "pytest -n 2 tests/oracle/test_orders.py",
        PASSED,
        "穷举小范围：协办、审签、承诺的全部先后，对第二份实现",
        "The whole small scope: every order of co-handling, sign-off and promises, against the second implementation",
        (("ORDERS_SHARE", "1"),),
    ),
    "differential": Step(
        "pytest -n 2 tests/oracle/test_differential.py",
        PASSED,
        "随机台账对第二份实现：通知 1,200 份，别的政策 840 份；五项政策各 20 份，一年里的每一天",
        "Random registers against the second implementation: 1,200 of the notice, 840 of other policies; 20 of each of five policies, as of every day of a year",
        (("ORACLE_SEEDS", "1200"), ("ORACLE_EVERY_DAY", "1")),
    ),
    "examples": Step(
        "pytest -n 2 tests/calendar/test_laws.py tests/calendar/test_known.py tests/calendar/test_outlook.py tests/terms/test_terms.py "
        "tests/expr/test_rows.py",
        PASSED,
        "日子、期限、条件的性质，每个二万例",
        "Properties of days, terms and conditions, 20,000 examples each",
        (("HYPOTHESIS_PROFILE", "release"),),
    ),
    "laws": Step(
        "pytest -n 2 tests/laws/test_invariants.py",
        PASSED,
        "整份台账的性质，每个一千份",
        "Properties of whole registers, a thousand each",
        (("LAW_SEEDS", "1000"),),
    ),
    "planted": Step(
        "python scripts/planted_bugs.py",
        r"[0-9]+ of [0-9]+ bugs.*",
        "逐一种下写好的错误",
        "Each written bug planted in turn",
    ),
    "mutation": Step(
        "python scripts/mutation.py --at-once 2 --results tests/mutation/results.json",
        r"in all: .*",
        "核心的每处小改动",
        "Every small change of the core",
    ),
    "fuzz": Step(
        "python scripts/fuzz.py --full",
        r"(?:sound|FINDING) .*",
        "每个读取器，跟着覆盖变的输入",
        "Every reader, with input that follows coverage",
    ),
    "kills": Step(
        "python scripts/kill_store.py",
        r"(?:delete|wal): .*",
        "写到一半杀掉，每种日志模式 2,000 次",
        "Killed in mid-write, 2,000 times in each journal mode",
    ),
}


def run(step: Step) -> dict[str, object]:
    """Run a step, and return when, for how long, how it ended and what it told."""
    began = time.monotonic()
    program, *words = step.command.split()
    ran = subprocess.run(
        [sys.executable, *(["-m", program] if program == "pytest" else []), *words],
        cwd=ROOT,
        env={**os.environ, **dict(step.settings)},
        check=False,
        stdout=subprocess.PIPE,
        text=True,
    )
    told = re.findall(rf"^\W*({step.told})$", ran.stdout, re.MULTILINE)
    if ran.returncode or not told:
        print(ran.stdout[-4000:])
    return {
        "on": date.today().isoformat(),  # noqa: TID251, DTZ011
        "seconds": round(time.monotonic() - began),
        "sound": ran.returncode == 0,
        "told": [" ".join(line.strip("= ").split()) for line in told],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("steps", nargs="*", choices=[[], *STEPS], metavar="STEP", help=", ".join(STEPS))
    given = parser.parse_args()
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    sound = True
    for name in given.steps or STEPS:
        print(f"{name}: {STEPS[name].shown()}", flush=True)
        results[name] = found = run(STEPS[name])
        sound &= bool(found["sound"])
        print(
            f"    {'sound' if found['sound'] else 'FAILED'}, {found['seconds']} s: {'; '.join(map(str, found['told']))}",
            flush=True,
        )
        ordered = {key: results[key] for key in STEPS if key in results}
        RESULTS.write_text(json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
