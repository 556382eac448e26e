"""What the answers are: every unknown of a case filled in every way that matters. Slow, plain, and shares no formula.

CHECKS.md says what is met, owed, stopped and closed in one filling; a verdict is what all fillings have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, product

from checks import CHECKS, CLOSE, DAYS, EVENTS, FLAGS, NEVER, PLAN_DAY, YEAR_END, Check

Case = dict[str, int | bool]
_READ = {
    check.name: [name for name in (*DAYS, *FLAGS) if name.startswith("ended_") or name in str(check)]
    for check in CHECKS
}


def verdicts(case: Case, as_of: int) -> list[str]:
    """Return a case's ten verdicts as of a day."""
    cut = dict(case)
    for name in EVENTS:  # what may lie after the day has not happened yet
        if case[f"{name}_hi"] > as_of:
            cut[f"{name}_lo"], cut[f"{name}_hi"] = min(case[f"{name}_lo"], as_of + 1), NEVER
    return [_verdict(check, tuple((name, cut[name]) for name in _READ[check.name]), as_of) for check in CHECKS]


@lru_cache(maxsize=100_000)
def _verdict(check: Check, read: tuple[tuple[str, int | bool], ...], as_of: int) -> str:
    """Return what all fillings share. Of each: is it owed, stopped, met, met before it was stopped, broken?"""
    case = dict(read)
    fillings = []
    for day, owed, counts in _fillings(check, case, as_of):
        due, done = _days(check, case, day)
        met = counts and done != NEVER and done <= due
        stopped = day["ended"] != NEVER and day["ended"] <= due
        broken = owed and not stopped and not met and due + check.lag <= as_of
        fillings.append((owed, stopped, met, met and done <= day["ended"], broken))
    every = [all(column) for column in zip(*fillings, strict=True)]
    if any(x[4] for x in fillings):
        return "broken" if every[4] else "undetermined"
    if not every[0] or (every[1] and not every[3]):  # a duty only possibly owed is not listed before it could be broken
        return "not_applicable"
    return "met" if all(not owed or stopped or met for owed, stopped, met, *_ in fillings) else "pending"


def _fillings(check: Check, case: Case, as_of: int) -> Iterator[tuple[dict[str, int], bool, bool]]:
    texts = (*check.due, *check.done)
    names = [name for name in (*EVENTS, "promised_for") if any(f"{name}_lo" in text for text in texts)]
    bounds = {name: (int(case[f"{name}_lo"]), int(case[f"{name}_hi"])) for name in (*names, "ended")}
    marks = {as_of, *_days(check, case, {name: lo for name, (lo, _) in bounds.items()}), *chain(*bounds.values())}
    near = {mark + by for mark in marks for by in (-1, 0, 1)}
    choices = [sorted({lo, hi, *(day for day in near if lo <= day <= hi)}) for lo, hi in bounds.values()]
    for days in product(*choices):
        for owed, counts in product(_truths(check.owed, case), _truths(check.counts, case)):
            yield dict(zip(bounds, days, strict=True)), owed, counts


def _truths(pair: tuple[str, str], case: Case) -> list[bool]:
    """Return what a condition may be: for certain, or either."""
    certain, possible = (_holds(text, case) for text in pair)
    return sorted({certain, possible})


def _holds(text: str, case: Case) -> bool:
    if text == "true":
        return True
    if text.startswith("assigned < "):
        return int(case["assigned"]) < int(text.removeprefix("assigned < "))
    return bool(case[text])


def _days(check: Check, case: Case, day: dict[str, int]) -> tuple[int, int]:
    """Return by when and when in one filling; written out, so that nothing is shared with the table's texts."""
    by_when: dict[str, Callable[[], tuple[int, int]]] = {
        "opinion": lambda: (int(case["opinion_due"]), day["opinion"]),
        "plan": lambda: (PLAN_DAY, day["plan"]),
        "reply": lambda: (CLOSE, day["issued"]),
        "review": lambda: (day["signed"], day["reviewed"]),
        "signature": lambda: (day["issued"], day["signed"]),
        "filing": lambda: (max(CLOSE, day["issued"]), max(day["filed_a"], day["filed_b"])),
        "talk": lambda: (day["handling"], day["talked"]),
        "carry_over": lambda: (CLOSE, day["refined"]),
        "promise": lambda: (day["promised_for"], day["kept"]),
        "own_answer": lambda: (day["own_answer"] - 1, YEAR_END),
    }
    return by_when[check.name]()
