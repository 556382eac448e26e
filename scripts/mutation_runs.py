"""Every change of the core against the tests that reach it: collected once, a fork a change, until some test is red.

A plugin of pytest's, used by `mutation.py` in a copy in which all changes stand beside the code and one is chosen by its name in
`MUTANT_UNDER_TEST`. First each test runs without any change, and it is noted which functions it reaches; what a shared fixture
reaches counts for every test that has it. Then each change has a process of its own, with nothing remembered of what the code made
without the change. A change that makes the tests run for far longer than without it is seen, too.
"""

from __future__ import annotations

import functools
import gc
import json
import os
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from _pytest.doctest import DoctestItem
from _pytest.runner import runtestprotocol
from mutmut.mutation import trampoline

CHOSEN = "MUTANT_UNDER_TEST"
KEPT = ("policy/", "rules/", "expr/", "program.py")
"""What these rooms make is kept by a process, so a test may not reach them: their own tests are always run."""

REMEMBERED = (*KEPT, "calendar/", "terms.py", "duties.py")
"""What these rooms answered is remembered, and forgotten before a change of them is tried; it takes a while to be made again."""

LONGER = 10
"""How many times as long as without the change the tests of a change may run, and ten seconds more."""

MOST_MEMORY = 6 << 30
"""Bytes; some changes grow without end."""


class Running(NamedTuple):
    """A change that is being tried: its name, its module, and where its process tells which test was red."""

    name: str
    module: str
    told: int


class Runs:
    """Runs the changes of some modules, several at once, and writes how each ended."""

    def __init__(self, modules: dict[str, Sequence[str]], results: Path, at_once: int, share: int, first: int) -> None:
        self.modules = modules
        self.results = results
        self.at_once = at_once
        self.share = share
        self.first = first
        self.ends: dict[str, str] = {}
        self.hits: set[str] = set()
        self.reached: defaultdict[str, set[int]] = defaultdict(set)
        self.of_fixture: defaultdict[str, set[str]] = defaultdict(set)
        self.lasted: list[float] = []
        self.luck: list[int] = []
        self.caches: list[Any] = []
        self.red_before: defaultdict[str, Counter[int]] = defaultdict(Counter)
        """By function and by module: which test saw how many changes."""
        self.unfit: set[int] = set()
        """Tests that look at the code's own lines, or at who called."""
        trampoline.record_trampoline_hit = lambda name, caller=None: self.hits.add(name)  # type: ignore[assignment]

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[None]:
        before, self.hits = self.hits, set()
        try:
            return (yield)  # type: ignore[return-value]
        finally:
            if fixturedef.scope != "function":
                self.of_fixture[fixturedef.argname] |= self.hits
            self.hits |= before

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.config.option.collectonly or session.testsfailed:
            return False
        session.items[:] = [
            item for item in session.items if not isinstance(item, DoctestItem)
        ]  # they hang on their order
        self.without_change(session.items)
        self.see_that_no_change_survives(session.items)
        changes = [(name, module) for module in self.modules for name in names(module)[self.first :: self.share]]
        running: dict[int, Running] = {}
        for done, (name, module) in enumerate(changes):
            tests = self.tests_of(name, module, session.items)
            if not tests:
                self.ends[name] = "not reached"
                continue
            while len(running) >= self.at_once:
                self.await_one(running)
            pid, told = self.forked(name, module, session.items, tests)
            running[pid] = Running(name, module, told)
            if done % 25 == 0:
                self.results.write_text(json.dumps(self.ends), encoding="utf-8")  # a run cut short is not lost
                survived = Counter(self.ends.values())["survived"]
                print(
                    f"{done} of {len(changes)} changes, {survived} survived, {time.strftime('%H:%M:%S')}",
                    file=sys.stderr,
                    flush=True,
                )
        while running:
            self.await_one(running)
        self.results.write_text(json.dumps(self.ends), encoding="utf-8")
        return True

    def without_change(self, items: list[pytest.Item]) -> None:
        """Run all tests, and note what each of them reaches and how long it lasts."""
        os.environ[CHOSEN] = "stats"
        file = None
        for i, item in enumerate(items):
            if item.path != file:
                forget(caches())
                file = item.path
            self.hits = set()
            began = time.perf_counter()
            red = reports(item, items[i + 1] if i + 1 < len(items) else None)
            self.lasted.append(time.perf_counter() - began)
            if red:
                print(f"of no use, red as soon as changes stand beside the code: {item.nodeid}", file=sys.stderr)
                self.unfit.add(i)
                continue
            for name in self.hits:
                self.reached[name].add(i)
        for i, item in enumerate(items):
            for fixture in self.of_fixture.keys() & set(getattr(item, "fixturenames", ())):
                for name in self.of_fixture[fixture]:
                    self.reached[name].add(i)
        os.environ[CHOSEN] = ""
        self.luck = Random(0).sample(range(len(items)), len(items))  # noqa: S311
        self.caches = caches()
        gc.freeze()  # else each fork copies the whole memory

    def see_that_no_change_survives(self, items: list[pytest.Item]) -> None:
        """Try no change at all, as changes are tried: else whatever ails these runs would count as seen.

        A test that is red then hangs on the order of tests, and is of no use either.
        """
        while True:
            tests = sorted(set(range(len(items))) - self.unfit, key=lambda i: self.luck[i])
            pid, told = self.forked("", "", items, tests)
            _, status = os.waitpid(pid, 0)
            red = seen_by(told)
            if not status:
                return
            if red is None:
                raise SystemExit(f"the runs themselves fail: {status}")
            print(f"of no use, red in another order: {items[red].nodeid}", file=sys.stderr)
            self.unfit.add(red)

    def tests_of(self, name: str, module: str, items: list[pytest.Item]) -> list[int]:
        """The tests of a change: first those that saw others of its function, then of its module, then by chance."""
        function = name.rpartition("__mutmut_")[0]
        reached = set(self.reached.get(function, ()))
        if module.startswith(KEPT):
            reached |= {i for i, item in enumerate(items) if item.nodeid.startswith(tuple(self.modules[module]))}
        near, far = self.red_before[function], self.red_before[module]
        return sorted(reached - self.unfit, key=lambda i: (-near[i], -far[i], self.luck[i]))

    def forked(self, name: str, module: str, items: list[pytest.Item], tests: list[int]) -> tuple[int, int]:
        told, telling = os.pipe()
        pid = os.fork()
        if pid:
            os.close(telling)
            return pid, told
        seen = 1
        try:
            limit = int(LONGER * sum(self.lasted[i] for i in tests)) + 10
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5))
            signal.alarm(10 * limit)  # what waits uses no processor
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            os.environ[CHOSEN] = name
            if module.startswith(REMEMBERED):
                forget(self.caches)
            for i, then in zip(tests, [*tests[1:], None], strict=True):
                if reports(items[i], None if then is None else items[then]):
                    os.write(telling, str(i).encode())
                    break
            else:
                seen = 0
        finally:
            os._exit(seen)

    def await_one(self, running: dict[int, Running]) -> None:
        pid, status = os.wait()
        name, module, told = running.pop(pid)
        self.ends[name] = {0: "survived", 1: "seen"}.get(os.waitstatus_to_exitcode(status), "seen: no end")
        red = seen_by(told)
        if red is not None:
            self.red_before[name.rpartition("__mutmut_")[0]][red] += 1
            self.red_before[module][red] += 1


def seen_by(told: int) -> int | None:
    """Which test a forked process says was red; None where it says nothing."""
    with os.fdopen(told, "rb") as pipe:
        red = pipe.read()
    return int(red) if red else None


def caches() -> list[Any]:
    """Every function of ours that keeps its answers."""
    found = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    return [one for one in found if str(one.__module__).startswith("caserules")]


def names(module: str) -> list[str]:
    """The names of a module's changes."""
    held = Path("src", "caserules", f"{module}.meta")
    return list(json.loads(held.read_text(encoding="utf-8"))["exit_code_by_key"])


def reports(item: pytest.Item, next_item: pytest.Item | None) -> list[pytest.TestReport]:
    """Run a test; return its red reports."""
    return [report for report in runtestprotocol(item, log=False, nextitem=next_item) if report.failed]


def forget(kept: Sequence[Any]) -> None:
    """Forget what the process remembers of the code's own answers."""
    for one in kept:
        one.cache_clear()
    for name, held in (("caserules.program", "_KNOWN"), ("caserules.bulk.judge", "_JUDGES")):
        if name in sys.modules:
            getattr(sys.modules[name], held).clear()


def main() -> int:
    """`mutation_runs.py RESULTS AT_ONCE SHARE FIRST MODULES-AS-JSON TEST…`, in the folder of the changes."""
    results, at_once, share, first, modules, *tests = sys.argv[1:]
    runs = Runs(json.loads(modules), Path(results), int(at_once), int(share), int(first))
    return pytest.main(
        ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "-p", "no:xdist", *tests], plugins=[runs]
    )


if __name__ == "__main__":
    sys.exit(main())
