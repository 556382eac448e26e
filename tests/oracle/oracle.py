"""The verdict, by trying every filling of what is not known.

A fact is the set of all that it may be: `{738620}`, `{True, False}`. Where a set would be endless, the ends
of all spans that the duty reads and their neighbours stand for it, and never. A duty is built twice: first
to learn those ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from itertools import product
from typing import Any

from oracle.days import EVER, NEVER, Span, iso, number, written

Json = dict[str, Any]
UNOWED = EVER - 1
Fact = tuple[int, int, int, bool, str, int]
"""When due, from when it can be broken, when done, whether that counts, its code if not, when overtaken.

Overtaken may say `UNOWED`: of this filling nothing is owed.
"""
Truth = frozenset[bool]
YES, NO, MAYBE = Truth({True}), Truth({False}), Truth({True, False})


class Reading:
    """One duty's look at the register, as of a day."""

    def __init__(self, doc: Json, as_of: int) -> None:
        self.doc, self.as_of, self.year = doc, as_of, int(doc["year"])
        self.ends: set[int] = {as_of, as_of + 1}
        self.grid: list[int] | None = None

    def settle(self) -> None:
        """Take all ends met so far, with their neighbours, as the days to try."""
        known = self.ends - {EVER, NEVER}
        self.grid = sorted({near for end in known for near in (end - 1, end, end + 1)})

    def span(self, low: int, high: int) -> set[int]:
        self.ends |= {low, high}
        if self.grid is None:
            return {low, high}
        return {low, high, *(day for day in self.grid if low <= day <= high)}

    def every(self, days: set[int]) -> set[int]:
        """All days between the first and the last that may be, where they are few."""
        low, high = min(days), max(days)
        return days if high - low > 400 else set(range(low, high + 1))

    def through(self, kind: str) -> int | None:
        stated = self.doc["complete_through"]
        own = kind in ("delegations", "attestations", "publications", "tellings")
        if isinstance(stated, str):
            stated = {"default": stated}
        day = stated.get(kind, "not_kept" if own else stated.get("default", "not_kept"))
        return None if day == "not_kept" else number(day)

    def complete(self, kind: str, day: int) -> bool:
        through = self.through(kind)
        return through is not None and day <= through

    def cut(self, low: int, high: int) -> Span:
        return (min(low, self.as_of + 1), NEVER) if high > self.as_of else (low, high)

    def span_of(self, record: Json, key: str, kind: str = "default") -> Span:
        """What a day of a record may be; "not yet" is told as of the kind's last day, or else the register's."""
        through = self.through(kind)
        if through is None and record.get(key) == "not_yet":
            through = self.through("default")
        return written(record.get(key), through, record.get("recorded_on"))

    def event_span(self, record: Json, key: str, kind: str = "default") -> Span:
        return self.cut(*self.span_of(record, key, kind))

    def event(self, record: Json, key: str, kind: str = "default") -> set[int]:
        return self.span(*self.event_span(record, key, kind))

    def planned(self, record: Json, key: str, kind: str = "default") -> set[int]:
        return self.span(*self.span_of(record, key, kind))

    def unrecorded(self, kind: str = "default") -> set[int]:
        """When something of which there is no record may still have happened."""
        through = self.through(kind)
        return self.span(*self.cut(EVER if through is None else through + 1, NEVER))

    def day(self, month: int, day: int) -> int:
        return number(f"{self.year}-{month:02}-{day:02}")

    def undated(self) -> set[int]:
        return self.span(self.day(12, 31), NEVER)


def each(what: Callable[..., Any], *facts: Iterable[Any]) -> set[Any]:
    """All that comes out of what these facts may be."""
    return {what(*values) for values in product(*facts)}


def first(*days: set[int]) -> set[int]:
    return reduce(lambda one, other: each(min, one, other), days, {NEVER})


Standing = Callable[[int], Iterable[tuple[bool, int]]]


@dataclass
class Duty:
    """All that a duty may be; `standing`: for a due day, whether it can bind and when it ended."""

    facts: set[Fact]
    standing: Standing
    applies: Truth = YES
    here: Truth = YES  # whether what owes it exists already
    forbidden: bool = False
    codes: set[str] = field(default_factory=set)


def code_of(fact: Fact, as_of: int, forbidden: bool) -> str:
    due, _, done, _, code, _ = fact
    if forbidden:
        return "forbidden"
    if done > as_of:
        return "insufficient" if code == "unfit" else "missing"
    return "late" if done > due else code


def weigh(duty: Duty, as_of: int) -> tuple[str, bool]:
    """The verdict over all fillings, and whether the finding is listed."""
    broken = spared = ever_owed = False
    always_owed = always_stopped = always_met_first = always_excused = True
    standing = {due: set(duty.standing(due)) for due in {fact[0] for fact in duty.facts}}
    for fact in duty.facts:
        due, closes, done, counts, _, overtaken = fact
        for applies, (binds, end) in product(duty.applies, standing[due]):
            owed = applies and binds and overtaken != UNOWED
            ended = end if overtaken == UNOWED else min(end, overtaken)
            stopped = ended <= due and ended < NEVER
            met = counts and done <= due and done < NEVER
            excused = not owed or stopped or met
            if not excused and closes <= as_of:
                broken = True
                duty.codes.add(code_of(fact, as_of, duty.forbidden))
            else:
                spared = True
            if broken and spared:
                return "undetermined", True
            ever_owed |= owed
            always_owed &= owed
            always_stopped &= stopped
            always_met_first &= met and done <= ended
            always_excused &= excused
    if broken:
        return "broken", True
    listed = always_owed and duty.here == YES
    if not ever_owed or (always_stopped and not always_met_first):
        return "not_applicable", listed
    return ("met" if always_excused else "pending"), listed


Builder = Callable[[Reading], Duty | None]


def judge_all(doc: Json, as_of: str, policy: str = "pengshui-2023") -> tuple[dict[str, Json], dict[str, Json]]:
    """All findings as of a day: those listed, and those that are only possible or were never owed."""
    from oracle.layers import duties

    today = number(as_of)
    listed: dict[str, Json] = {}
    others: dict[str, Json] = {}
    for name, build in duties(policy, doc, today):
        reading = Reading(doc, today)
        build(reading)
        reading.settle()
        duty = build(reading)
        if duty is None:
            continue
        verdict, stands = weigh(duty, today)
        dues = {fact[0] for fact in duty.facts}
        breach = min(duty.codes) if verdict == "broken" and len(duty.codes) == 1 else None
        finding = {"verdict": verdict, "breach": breach, "due": iso(min(dues)) if len(dues) == 1 else None}
        assert name not in listed, name
        (listed if stands else others)[name] = finding
    return listed, others


def judge(doc: Json, as_of: str) -> dict[str, Json]:
    """The findings that stand as of a day: finding id to verdict, breach and due day."""
    return judge_all(doc, as_of)[0]
