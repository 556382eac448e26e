"""How long a store takes: 10,000 findings of real size written, written again, compared, checked; SQLite on this disk.

    python benchmarks/store_speed.py [WHERE]       WHERE: postgresql://… instead of a file

Each figure is the middle of five; it ends with 1 where the first takes more than 2 s. The findings are the demo register's, made to 10,000; the assessment itself is not in the
figures, and is told beside them.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from caserules import assess
from caserules.demo import build_register
from caserules.store import Run, run_of
from caserules.store.chain import canonical, digest_of
from caserules.store.opening import create_store

FINDINGS = 10_000
TIMES = 5
MOST_SECONDS = 2.0


def made(base: Run, day: date, mark: int) -> Run:
    """A run of 10,000 findings, each its own; `mark` makes a hundredth of them say something else."""
    findings = []
    for n in range(FINDINGS):
        x = base.findings[n % len(base.findings)]
        told = json.loads(x.document)
        told["id"] = f"{x.id}x{n}"
        told["mark"] = mark if n % 100 == 0 else 0
        findings.append(replace(x, id=told["id"], document=canonical(told)))
    receipt = canonical({"as_of": day.isoformat(), "mark": mark})
    return replace(base, key=digest_of(receipt), receipt=receipt, as_of=day, findings=tuple(findings))


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main(where: str | None) -> int:
    register = build_register(0)
    began = time.perf_counter()
    base = run_of(assess(register, "pengshui-2023", as_of=date(2023, 9, 1)))
    print(f"assess and tell {len(base.findings):,} findings: {time.perf_counter() - began:.2f} s")
    seconds: dict[str, list[float]] = {}
    for turn in range(TIMES):
        first, second = made(base, date(2023, 9, 1), turn * 2 + 1), made(base, date(2023, 9, 2), turn * 2 + 2)
        with tempfile.TemporaryDirectory() as folder, create_store(where or f"{folder}/a.db") as store:
            deeds: dict[str, Callable[[], object]] = {
                "first run, all new": lambda run=first: store.add(run, tell=["broken"]),  # type: ignore[misc]
                "next run, 1 % new": lambda run=second: store.add(run, tell=["broken"]),  # type: ignore[misc]
                "the same run again": lambda run=second: store.add(run, tell=["broken"]),  # type: ignore[misc]
                "verify both": store.verify,
            }
            for name, deed in deeds.items():
                seconds.setdefault(name, []).append(timed(deed))
            size = Path(f"{folder}/a.db").stat().st_size / 1e6 if where is None else 0
    print(f"SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}, file {size:.0f} MB")
    for name, found in seconds.items():
        print(f"{name:20} {statistics.median(found):6.2f} s   (from {min(found):.2f} to {max(found):.2f})")
    return int(statistics.median(seconds["first run, all new"]) > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
