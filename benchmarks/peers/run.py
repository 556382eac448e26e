"""The ten checks of CHECKS.md by every peer: equal answers first, then what a case costs, in one run.

    python benchmarks/peers/run.py --cases 1000000

Every peer judges the cases that lie in its own usual form in memory; making that form is not timed, making the answers is.
What counts is processor time, since every peer has one thread and machines are shared.
Slow peers judge fewer of the cases (the table says how many). Of several rounds, one after the other through all peers, the
quickest counts. A peer that is not installed, or whose answers differ, is listed as such. Ends with 1 if answers differ.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
import time
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Any, Final

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # read when Polars is imported
os.environ.setdefault("OMP_NUM_THREADS", "1")
HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.append(str(HERE.parent.parent / "src"))  # where caserules is not installed

import numpy as np  # noqa: E402  after the threads are set
from cases import Cases, edges, generate, rows  # noqa: E402
from checks import CHECKS, POINTS, VERDICTS, number  # noqa: E402
from reference import verdicts  # noqa: E402

import report  # noqa: E402

PEERS: Final = (
    "with_numpy",
    "caserules_columns",
    "with_polars",
    "with_openfisca",
    "with_duckdb",
    "with_msgspec",
    "plain_python",
    "caserules_rows",
    "zen_expressions",
    "zen_graph",
    "with_cedar",
    "with_rule_engine",
    "with_rego",
)
AS_OF: Final = date(2023, 9, 10)
DAYS: Final = (date(2023, 4, 20), date(2023, 8, 31), date(2023, 9, 1), AS_OF, date(2024, 1, 10))


@dataclass
class Peer:
    """A peer, and what became of it: why it cannot run, whether it answers alike, what a case costs."""

    file: str
    module: ModuleType | None = None
    trouble: str = ""
    compared: int = 0
    differ: int = 0
    cases: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.module.NAME if self.module else self.file.removeprefix("with_")

    @property
    def version(self) -> str:
        if self.module is None or self.module.DISTRIBUTION is None:
            return platform.python_version() if self.module else ""
        try:
            return version(self.module.DISTRIBUTION)
        except PackageNotFoundError:
            return "checkout"

    @property
    def cost(self) -> float:
        """Nanoseconds a case, or infinity."""
        return min(self.times, default=float("inf")) / max(self.cases, 1) * 1e9

    def answers(self, cases: Cases, count: int, as_of: int) -> tuple[Any, Any]:
        assert self.module is not None
        found, points = self.module.read(self.module.judge(self.module.prepare(cases, count, as_of)))
        return np.asarray(found), np.asarray(points)


def opened(name: str) -> Peer:
    try:
        return Peer(name, importlib.import_module(name))
    except ImportError as error:
        return Peer(name, trouble=f"not installed ({error.name or error})")


def compare(peers: list[Peer], sample: int) -> None:
    """Hold every peer's answers to the reference, on every edge and on generated cases, as of several days."""
    for cases in (edges(), generate(sample, seed=4)):
        count = len(cases["assigned"])
        held = rows(cases, count)
        for day in map(number, DAYS):
            right = np.array([[VERDICTS.index(verdict) for verdict in verdicts(case, day)] for case in held])
            lost = (right == VERDICTS.index("broken")) @ np.array(POINTS)
            for peer in peers:
                if peer.module is not None:
                    found, points = peer.answers(cases, count, day)
                    peer.differ += int((found != right).sum() + (points != lost).sum())
                    peer.compared += count * len(CHECKS)


def measure(peers: list[Peer], cases: Cases, count: int, rounds: int) -> None:
    """Time the judging alone; what a peer is given is made anew for each peer and dropped after it."""
    for turn in range(rounds):
        for peer in peers:
            if peer.module is None or (turn >= 2 and peer.times and peer.times[-1] > 2):
                continue
            peer.cases = min(count, peer.module.SAMPLE)
            state = peer.module.prepare(cases, peer.cases, number(AS_OF))
            for _ in range(3):
                start = time.process_time()
                peer.module.judge(state)
                peer.times.append(time.process_time() - start)
                if peer.times[-1] > 0.5:
                    break


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1_000_000, help="how many cases are generated")
    parser.add_argument(
        "--sample", type=int, default=300, help="how many generated cases are compared with the reference"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=PEERS, help="the peers to run, by file name")
    parser.add_argument(
        "--write", type=date.fromisoformat, metavar="DAY", help="write docs/peers.md and its chart, dated"
    )
    given = parser.parse_args()
    peers = [opened(name) for name in given.only]
    compare(peers, given.sample)
    measure([peer for peer in peers if not peer.differ], generate(given.cases), given.cases, given.rounds)
    print(report.table(peers))
    print(report.goals(peers))
    if given.write:
        report.write(peers, given.write)
    return int(any(peer.differ for peer in peers))


if __name__ == "__main__":
    sys.exit(main())
