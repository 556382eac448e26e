"""The heart: what a duty is, and the one function that says what became of it as of a day.

Every clause becomes duties of one shape: by when, when done, under which condition owed, whether what was done counts, what
ended it, and from when it can be broken. `status` fills every unknown in every possible way, in arithmetic of intervals and
pairs instead of by enumeration; a test holds the two equal. It knows no rule, no clause and no register, and there is no
second place that decides a verdict.

    met      = counts & done <= due
    stopped  = ended <= due
    owed     = applies & since < due
    excused  = ~owed | stopped | met
    closed   = closes <= as_of
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from caserules.expr import ALWAYS, EVER, NEVER, Cond, Const, Day, Ended, Pair, Span, day_after

__all__ = [
    "DAY_AFTER_DUE",
    "NO_PART",
    "NOT_BEFORE",
    "OWN_ENDING",
    "Breach",
    "Duties",
    "Duty",
    "Part",
    "Verdict",
    "status",
    "verdict",
]


class Verdict(StrEnum):
    """What became of a duty, as of a day. There are five and no more."""

    MET = "met"
    """Done in time and as the clause asks."""
    BROKEN = "broken"
    """Broken however the unknowns turn out."""
    PENDING = "pending"
    """Still open, and not broken yet."""
    UNDETERMINED = "undetermined"
    """Broken in some fillings of what is not known, not in others."""
    NOT_APPLICABLE = "not_applicable"
    """Never owed, or ended before it was met."""


class Breach(StrEnum):
    """How a broken duty was broken."""

    MISSING = "missing"
    """Not done."""
    LATE = "late"
    """Done after its day or event."""
    INSUFFICIENT = "insufficient"
    """Done in time, but not by the right person or not as the clause asks."""
    OUT_OF_ORDER = "out_of_order"
    """Done before a step that it must follow."""
    FORBIDDEN = "forbidden"
    """What was forbidden was done."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a rule's duty this is: the source of the day, a step, a paper and its recipient, an aspect."""

    key: str = ""
    paper: str | None = None
    recipient: str | None = None
    step: str | None = None
    aspect: str | None = None


NO_PART: Final = Part()
OWN_ENDING: Final = Ended("endings")
"""The row's own ending: what ended the duties of this row (a return, a withdrawal, a merge …)."""
NOT_BEFORE: Final = Const((EVER, EVER))
DAY_AFTER_DUE: Final = Const((NEVER, NEVER))
"""Stands for the day after a duty's own due day, which replaces it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A duty as a rule yields it: a handful of days and conditions of the row.

    Args:
        due: by when (the day itself is in time).
        done: when it was done.
        applies: under which condition it is owed at all.
        counts: whether what was done counts; may look only at facts no later than the doing.
        since: from when it can be owed: only if this day is before the due day.
        ended: what ended it while it was still open.
        closes: the first day on which it can be broken; by itself the day after `due`.
        remind: a day on which to remind, which no verdict reads.
        part: which step, paper, recipient or source of the day this is.
        forbidden: whether a breach is a forbidden act.
    """

    due: Day
    done: Day
    applies: Cond = ALWAYS
    counts: Cond = ALWAYS
    since: Day = NOT_BEFORE
    ended: Day = OWN_ENDING
    closes: Day = DAY_AFTER_DUE
    remind: Day | None = None
    part: Part = NO_PART
    forbidden: bool = False

    def __post_init__(self) -> None:
        if self.closes is DAY_AFTER_DUE:
            object.__setattr__(self, "closes", day_after(self.due))


Duties: TypeAlias = Iterator[Duty]

_BROKEN, _UNDETERMINED, _NA, _MET, _PENDING = (
    Verdict.BROKEN,
    Verdict.UNDETERMINED,
    Verdict.NOT_APPLICABLE,
    Verdict.MET,
    Verdict.PENDING,
)


def status(  # noqa: PLR0913  a duty's seven places and the day
    applies: Pair,
    since: Span,
    due: Span,
    done: Span,
    counts: Pair,
    ended: Span,
    closes: Span,
    as_of: int,
    lag: int | None = None,
) -> Verdict:
    """Say what became of a duty as of the end of a day.

    Args:
        applies, counts: pairs `(certain, possible)`.
        since, due, done, ended, closes: days `(earliest, latest)`, in day numbers; events already cut at as_of.
        as_of: the day of the verdict, as a day number.
        lag: how many days after the due day `closes` lies, where it hangs on it (0: an event, 1: a day); None: it does not.

    Returns:
        The verdict that all fillings of what is not known share, or what they leave open.

    Example:
        >>> due, closes = (100, 100), (101, 101)
        >>> never = (NEVER, NEVER)
        >>> status((True, True), (EVER, EVER), due, (101, NEVER), (True, True), never, closes, 100).value
        'pending'
        >>> status((True, True), (EVER, EVER), due, (102, NEVER), (True, True), never, closes, 101).value
        'broken'
        >>> status((True, True), (EVER, EVER), due, (EVER, NEVER), (True, True), never, closes, 101).value
        'undetermined'
    """
    return verdict(*applies, *since, *due, *done, *counts, *ended, *closes, as_of, lag)


def verdict(  # noqa: PLR0913  the same, spread out: what compiled rules call
    applies_certain: bool,
    applies_possible: bool,
    since_lo: int,
    since_hi: int,
    due_lo: int,
    due_hi: int,
    done_lo: int,
    done_hi: int,
    counts_certain: bool,
    counts_possible: bool,
    ended_lo: int,
    ended_hi: int,
    close_lo: int,
    close_hi: int,
    as_of: int,
    lag: int | None,
) -> Verdict:
    """Say what became of a duty: `status` with each pair and each day as two arguments."""
    # owed = applies & since < due; for days, `x < y` is `x <= eve of y`, and the eve of an end of time is that end
    eve_lo = due_lo - 1 if EVER < due_lo < NEVER else due_lo
    eve_hi = due_hi - 1 if EVER < due_hi < NEVER else due_hi
    if not (applies_possible and since_lo <= eve_hi and since_lo != NEVER):
        return _NA
    owed_certain = applies_certain and since_hi <= eve_lo and since_hi != NEVER
    if due_lo <= since_lo:  # where it is owed at all, the due day is after `since`
        due_lo = since_lo + 1 if since_lo > EVER else due_lo
        if lag is not None:
            close_lo = max(close_lo, due_lo + lag)
    met_certain = counts_certain and done_hi <= due_lo and done_hi != NEVER
    stopped_certain = ended_hi <= due_lo and ended_hi != NEVER
    if close_lo <= as_of and not (met_certain or stopped_certain):
        excused_possible = (
            not owed_certain
            or (counts_possible and done_lo <= due_hi and done_lo != NEVER)
            or (ended_lo <= due_hi and ended_lo != NEVER)
        )
        return _UNDETERMINED if excused_possible or close_hi > as_of else _BROKEN
    if stopped_certain and not (met_certain and done_hi <= ended_lo):
        return _NA
    return _MET if met_certain or stopped_certain else _PENDING
