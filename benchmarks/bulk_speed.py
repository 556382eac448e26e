"""How fast an archive is audited by columns, and in how much memory: `python benchmarks/bulk_speed.py [--cases 1000000]`.

Every rule of the policy over every row of the archive (some six rows and thirty duties a case), from memory and from Parquet;
counts alone, scores, the broken listed, everything listed; how the time grows; and the peak memory of a process of its own.
The clock is the processor's, all threads together, so that a busy machine says the same; the wall clock stands beside it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import bulk_cases

from caserules.bulk import audit, count
from caserules.policy import load_policy

AS_OF = date(2023, 9, 1)
MOST_MIB = 500.0
MOST_GROWTH = 2.2
LEAST_MILLIONS = 1.0
"""A second, of the ten checks that the goal speaks of."""


class Took(NamedTuple):
    """The shortest of some runs, in seconds."""

    processor: float
    wall: float


def best(work: Callable[[], Any], tries: int = 3) -> Took:
    """Return the shortest of some runs by each clock."""
    found = []
    for _ in range(tries):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        found.append(Took(time.process_time() - processor, time.perf_counter() - wall))
    return Took(min(x.processor for x in found), min(x.wall for x in found))


def listed(facts: Any, policy: Any, **options: Any) -> int:
    """List findings, a block at a time, and say how many there were."""
    return sum(batch.num_rows for batch in audit(facts, policy, AS_OF, **options))


def scored() -> Any:
    """The policy with a point for each rule."""
    policy = load_policy(bulk_cases.POLICY)
    points = {rule: Decimal(1) for rule in policy.rules}
    return replace(policy, scoring=replace(policy.scoring, full=Decimal(100), points=points))


def row(name: str, cases: int, took: Took) -> None:
    print(
        f"{name:44} {took.processor / cases * 1e9:8.0f} ns a case, {cases / took.processor / 1e6:5.2f} million a second "
        f"(wall {cases / took.wall / 1e6:5.2f})"
    )


def speed(cases: int, folder: Path) -> None:
    """Print how long each kind of audit takes."""
    policy, with_points = load_policy(bulk_cases.POLICY), scored()
    tables = bulk_cases.archive(cases)
    held = cases // bulk_cases.CASES * bulk_cases.CASES
    print(f"{held} cases, {bulk_cases.rows(tables) / held:.1f} rows a case")
    row("from memory, counts", held, best(lambda: count(tables, policy, AS_OF)))
    row("from memory, counts and scores", held, best(lambda: count(tables, with_points, AS_OF)))
    row("from memory, the broken listed", held, best(lambda: listed(tables, policy, only=["broken"])))
    row("from memory, everything listed", held, best(lambda: listed(tables, policy), 2))
    written = bulk_cases.write_archive(folder / "whole", cases)
    row("from Parquet, counts", written, best(lambda: count(folder / "whole", policy, AS_OF)))
    row("from Parquet, counts and scores", written, best(lambda: count(folder / "whole", with_points, AS_OF)))
    row("from Parquet, the broken listed", written, best(lambda: listed(folder / "whole", policy, only=["broken"])))


def ten_checks(cases: int, folder: Path) -> float:
    """Print how fast the peers' ten checks are judged from Parquet, with points, and return the million cases a second."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sys.path.append(str(Path(__file__).parent / "peers"))
    import caserules_columns
    from caserules_rows import duties
    from cases import generate

    from caserules.bulk.ops import OPS
    from caserules.bulk.sources import ROWS, without_marks, written_as
    from caserules.expr.columns import compile_columns
    from caserules.terms import to_number

    table = without_marks(pa.table({name: pa.array(column) for name, column in generate(cases).items()}))
    pq.write_table(table, folder / "ten.parquet", **written_as(table.schema))
    del table
    function, as_of = compile_columns(duties(), OPS), to_number(AS_OF)

    def work() -> None:
        for batch in pq.ParquetFile(folder / "ten.parquet").iter_batches(ROWS):
            columns = {name: batch.column(name).to_numpy(zero_copy_only=False) for name in batch.schema.names}
            caserules_columns.judge((function, caserules_columns.columns(columns, batch.num_rows), as_of))

    took = best(work)
    row("ten checks and points, from Parquet", cases, took)
    return cases / took.processor / 1e6


def growth(cases: int, folder: Path) -> float:
    """Print t(2n)/t(n), from Parquet, and return the largest."""
    policy, last, most, size = load_policy(bulk_cases.POLICY), None, 0.0, cases // 8
    while size <= cases:
        bulk_cases.write_archive(folder / str(size), size)
        took = best(lambda size=size: count(folder / str(size), policy, AS_OF)).processor  # type: ignore[misc]
        if last is not None:
            most = max(most, took / last)
            print(f"{size} cases: t(2n)/t(n) {took / last:.2f}")
        last, size = took, size * 2
    return most


def memory(cases: int, folder: Path) -> float:
    """Print and return the peak memory, in MiB, of a process that audits so many cases and lists the broken."""
    written = bulk_cases.write_archive(folder / "large", cases)
    found = subprocess.run(
        [sys.executable, __file__, "--child", str(folder / "large")], check=True, capture_output=True, text=True
    )
    peak, bare, findings, seconds = found.stdout.split()
    print(
        f"{written} cases streamed, {findings} broken listed in {float(seconds):.0f} s: peak {float(peak):.0f} MiB "
        f"(libraries alone {float(bare):.0f})"
    )
    return float(peak)


def child(folder: str) -> None:
    def peak() -> float:
        """The highest resident size of this program; the kernel's own count for `getrusage` begins with the parent's."""
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024

    bare, start = peak(), time.perf_counter()
    findings = listed(folder, load_policy(bulk_cases.POLICY), only=["broken"])
    print(peak(), bare, findings, time.perf_counter() - start)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--streamed", type=int, default=10_000_000)
    parser.add_argument("--child")
    given = parser.parse_args()
    if given.child:
        child(given.child)
        return 0
    with tempfile.TemporaryDirectory() as place:
        millions = ten_checks(given.cases, Path(place))
        speed(given.cases, Path(place))
        grown = growth(given.cases, Path(place))
        peak = memory(given.streamed, Path(place))
    met = peak <= MOST_MIB and grown <= MOST_GROWTH and millions >= LEAST_MILLIONS
    print("all goals met" if met else "a goal is missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
