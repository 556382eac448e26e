#!/usr/bin/env python3
"""Kill writers of a store with signal 9 in mid-write, over and over: nothing torn, nothing acknowledged and lost.

    scripts/kill_store.py                         2,000 kills in each journal mode of SQLite
    scripts/kill_store.py --kills 40 --mode delete

A writer is forked, stores run after run and writes each number to a pipe once `add` has returned. After a number of
runs and a time drawn at random it is killed. The store is then opened anew: every run that it has must be whole, every number in the pipe must be there, and
the chain must hold. WAL is tried also with a SQLite older than the library lets one use it with; the journal's own faults do
not show by killing a process.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from caserules.store import Run, opening
from caserules.store.opening import create_store, open_store
from stored import finding, run

FINDINGS = 25
LONGEST = 0.05
"""Seconds after which a writer is killed at the latest, counted from what it said last."""
FRESH = 10
"""After so many kills a new file is begun, so that checking stays quick."""


def numbered(number: int) -> Run:
    """The run of a number, with messages and contents of a page or two each."""
    text = f" {number} " + "办" * 1500
    return run([finding(n, text=text) for n in range(1, FINDINGS + 1)], mark=number)


@cache
def key_of(number: int) -> str:
    """The key of the run of a number."""
    return numbered(number).key


def write(where: str, first: int, most: int, acknowledge: int, *, wal: bool = False) -> None:
    """Store runs, and write each one's number to a file descriptor once it is stored."""
    with open_store(where, wal=wal) as store:
        for number in range(first, first + most):
            store.add(numbered(number), tell=["broken"])
            os.write(acknowledge, f"{number}\n".encode())


def forked_writer(where: str, first: int, most: int, *, wal: bool = False) -> tuple[int, int]:
    """Fork a writer, and return its process and the end of the pipe from which its numbers are read."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reads)
            write(where, first, most, writes, wal=wal)
            code = 0
        except BaseException:  # noqa: BLE001  whatever it is
            traceback.print_exc()  # the child ends here: nobody else can tell why
        finally:
            os._exit(code)
    os.close(writes)
    return child, reads


def said_by(reads: int) -> set[int]:
    """The numbers that a writer said were stored."""
    with os.fdopen(reads, "rb") as pipe:
        return {int(line) for line in pipe.read().split(b"\n")[:-1]}


def killed_writer(where: str, first: int, dice: random.Random, *, wal: bool) -> set[int]:
    """Fork a writer, kill it in the middle of its first, second or third run, and return the numbers that it said were stored."""
    child, reads = forked_writer(where, first, 10_000, wal=wal)
    seen = b""
    for _ in range(dice.randrange(3)):
        while (got := os.read(reads, 1)) not in {b"\n", b""}:
            seen += got
        seen += got
    time.sleep(dice.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return {int(line) for line in seen.split()} | said_by(reads)


def many_writers(where: str, writers: int, each: int) -> set[int]:
    """Let many write at once, each its own runs, and return the numbers that they said were stored; each has to end well."""
    forked = [forked_writer(where, n * each, each) for n in range(writers)]
    said = [said_by(reads) for _, reads in forked]
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, _ in forked]
    assert ends == [0] * writers, ends
    return set().union(*said)


def kill_often(folder: Path, kills: int, *, wal: bool, seed: int = 0) -> Counter[str]:
    """Kill so many writers, and count what was seen: `torn` and `lost` must be 0."""
    dice = random.Random(seed)  # noqa: S311  when to kill
    counts: Counter[str] = Counter(torn=0, lost=0)
    was, opening.WAL_FROM = opening.WAL_FROM, (3, 0, 0)  # type: ignore[misc,assignment]
    try:
        where, first, said = "", 0, set[int]()
        for cycle in range(kills):
            if cycle % FRESH == 0:
                where = str(folder / f"{'wal' if wal else 'delete'}-{cycle}.db")
                create_store(where, wal=wal).close()
                first, said = 0, set()
            acknowledged = killed_writer(where, first, dice, wal=wal)
            said |= acknowledged
            counts["hot_journals"] += Path(f"{where}-journal").exists() or Path(f"{where}-wal").exists()
            first = _checked(where, said, counts, wal=wal)
            counts["kills"] += 1
            counts["acknowledged"] += len(acknowledged)
    finally:
        opening.WAL_FROM = was  # type: ignore[misc]
    return counts


def _checked(where: str, said: set[int], counts: Counter[str], *, wal: bool) -> int:
    """Open the store after a kill, count what is wrong, and return the next number."""
    with open_store(where, wal=wal) as store:
        runs = store.runs()
        found = store.verify()
        keys = {key_of(n): n for n in range(len(runs))}
        there = {keys[x.key] for x in runs}
        messages = Counter(x.message.run for x in store.outbox() if x.message is not None)
        torn = sum(len(store.findings(x.number)) != FINDINGS for x in runs[-2:])
        torn += sum(messages[x.key] not in {0, FINDINGS} for x in runs) + (found.broken is not None)
        counts["torn"] += torn
        counts["lost"] += len(said - there)
        counts["stored_unsaid"] += len(there - said)
        said |= there
        return len(runs)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument(
        "--longest", type=float, default=0.25, help="seconds after which a writer is killed at the latest"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--mode", choices=["delete", "wal", "both"], default="both")
    given = parser.parse_args()
    bad = 0
    print(f"SQLite {sqlite3.sqlite_version}, Python {sys.version.split()[0]}, {date.today()}")  # noqa: TID251, DTZ011
    for mode in ("delete", "wal") if given.mode == "both" else (given.mode,):
        with tempfile.TemporaryDirectory() as folder:
            began = time.perf_counter()
            counts = kill_often(Path(folder), given.kills, wal=mode == "wal", seed=given.seed)
        print(f"{mode}: {dict(counts)} in {time.perf_counter() - began:.0f} s", flush=True)
        bad += counts["torn"] + counts["lost"]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
