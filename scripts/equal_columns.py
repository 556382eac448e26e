#!/usr/bin/env python3
"""Hold verdicts by column against verdicts by row over many generated registers: `scripts/equal_columns.py [--registers N]`.

Every register is judged as of a day of its own, some dozens of them in one table, and each finding compared with all its days
and codes. Ends with 1 if any differs, naming its seed. The tests do the same with a few hundred.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent.parent / folder) for folder in ("tests", "src")]

from bulk.equality import differing, generated  # noqa: E402  the tests' own comparison
from caserules.policy import load_policy  # noqa: E402

TOGETHER = 50
FIRST = date(2023, 4, 1)


def some(first: int) -> list[str]:
    """Compare the registers of some seeds, as of a day, and tell what differs."""
    as_of = FIRST + timedelta(days=first // TOGETHER * 97 % 300)
    wrong = differing([generated(seed) for seed in range(first, first + TOGETHER)], load_policy("pengshui-2023"), as_of)
    return [f"seeds from {first}, as of {as_of}: {each}" for each in wrong]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--registers", type=int, default=100_000)
    parser.add_argument("--from", type=int, default=1_000_000, dest="first")
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    wrong = 0
    with ProcessPoolExecutor(given.processes) as pool:
        for done, found in enumerate(pool.map(some, range(given.first, given.first + given.registers, TOGETHER)), 1):
            wrong += len(found)
            print(*found, sep="\n", end="\n" if found else "")
            if done * TOGETHER % 10_000 == 0:
                print(f"{done * TOGETHER} registers, {wrong} findings differ", flush=True)
    print(f"{given.registers} registers: {wrong} findings differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
