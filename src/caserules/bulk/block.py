"""Rows as columns: what a batch holds, and a block of its rows as a compiled function asks for them.

A batch is read once; a block is a stretch of it that fits the processor's cache, and gives its columns as views. Endings,
cases and extensions are lists: their values lie in one flat table, and offsets say which of them are a row's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from caserules.bulk.ops import Days, End, Truth, as_column, before, cut
from caserules.expr import EVER, NEVER

__all__ = ["Block", "Cases", "Columns", "Endings", "Extensions", "Flags", "Offsets", "Words"]

Flags: TypeAlias = npt.NDArray[np.uint8]
"""Conditions: 0 no, 1 not known, 2 yes."""
Offsets: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]

_NO: Final = 0
_NOT_KNOWN: Final = 1
_YES: Final = 2


@dataclass(frozen=True, slots=True)
class Words:
    """A column of a closed list: codes into the words, -1 where the row has none."""

    codes: npt.NDArray[Any]
    words: tuple[str, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class Endings:
    """What ended each row's duties: the earliest unrecorded end, and the recorded ones in one flat table."""

    lo: Days
    hi: Days
    offsets: Offsets
    from_lo: Days
    from_hi: Days
    decided: Bools
    """Whether the ending hangs on a decision; else its day is the ending."""
    decided_hi: Days
    accepted: Flags
    codes: Words

    def acting(self, first: int, last: int, as_of: int) -> tuple[Days, Days]:
        """Return when each recorded ending acts, as decided by as_of: `expr.interpret.ended` over columns."""
        part = slice(first, last)
        lo, hi = cut(self.from_lo[part], self.from_hi[part], as_of)
        decided, accepted = self.decided[part], self.accepted[part]
        by_now = self.decided_hi[part] <= as_of
        hi = np.where(decided & (~by_now | (accepted != _YES)), np.int32(NEVER), hi)
        lo = np.where(decided & by_now & (accepted == _NO), np.int32(NEVER), lo)
        return lo, hi


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of each row (a unit's), each with when it was assigned and its own endings."""

    offsets: Offsets
    assigned_lo: Days
    assigned_hi: Days
    endings: Endings


@dataclass(frozen=True, slots=True)
class Extensions:
    """The extensions of each row's day, in the order in which they were decided."""

    offsets: Offsets
    decided_lo: Days
    decided_hi: Days
    accepted: Flags
    to_lo: Days
    to_hi: Days


@dataclass(slots=True)
class Columns:
    """A batch's columns by the names of facts."""

    size: int
    days: dict[str, tuple[Days, Days]] = field(default_factory=dict)
    flags: dict[str, tuple[Flags, bool]] = field(default_factory=dict)
    """Each with whether all are known."""
    words: dict[str, Words] = field(default_factory=dict)
    endings: dict[str, Endings] = field(default_factory=dict)
    cases: dict[str, Cases] = field(default_factory=dict)
    extensions: dict[str, Extensions] = field(default_factory=dict)


class Block:
    """A stretch of a batch's rows as of a day: what a compiled column function reads."""

    __slots__ = ("as_of", "columns", "part", "size", "start", "stop")

    def __init__(self, columns: Columns, as_of: int, start: int, stop: int) -> None:
        self.columns = columns
        self.as_of = as_of
        self.start, self.stop = start, stop
        self.part = slice(start, stop)
        self.size = stop - start

    def day(self, name: str, event: bool) -> tuple[Days, Days]:
        """Return a day's ends; an event's are cut at as_of."""
        first, last = self.columns.days[name]
        lo = first[self.part]
        hi = lo if first is last else last[self.part]
        return cut(lo, hi, self.as_of) if event else (lo, hi)

    def flag(self, name: str) -> tuple[Truth, Truth]:
        """Return a condition's truths; one and the same where all are known."""
        flags, whole = self.columns.flags[name]
        part = flags[self.part]
        certain = part == _YES
        return certain, certain if whole else part != _NO

    def word(self, name: str, words: frozenset[str]) -> tuple[Truth, Truth]:
        """Return whether a word is one of some; not known where the row has none."""
        column = self.columns.words[name]
        codes = column.codes[self.part]
        certain: Truth = False
        for code, word in enumerate(column.words):
            if word in words:
                certain = codes == code if certain is False else certain | (codes == code)
        return certain, certain if column.whole else certain | (codes < 0)

    def ended(self, name: str) -> tuple[Days, Days]:
        """Return the earliest of each row's endings."""
        return self._ended(self.columns.endings[name], self.start, self.stop)

    def _ended(self, endings: Endings, start: int, stop: int) -> tuple[Days, Days]:
        given = endings.lo[start:stop]
        lo, hi = cut(given, endings.hi[start:stop], self.as_of)
        if given.size and int(given.max()) == NEVER:  # in some rows nothing can have ended them unrecorded
            lo = np.where(given == NEVER, given, lo)
        offsets = endings.offsets[start : stop + 1]
        first, last = int(offsets[0]), int(offsets[-1])
        if first == last:
            return lo, hi
        acts_lo, acts_hi = endings.acting(first, last, self.as_of)
        rows = np.flatnonzero(np.diff(offsets))
        at = offsets[rows] - first
        lo, hi = lo.copy(), hi.copy()
        lo[rows] = np.minimum(lo[rows], np.minimum.reduceat(acts_lo, at))
        hi[rows] = np.minimum(hi[rows], np.minimum.reduceat(acts_hi, at))
        return lo, hi

    def ended_last(self, name: str, before_lo: End, before_hi: End) -> tuple[Days, Days]:
        """Return when the last of each row's cases assigned before a day had ended."""
        cases = self.columns.cases[name]
        lo, hi = np.full(self.size, EVER, np.int32), np.full(self.size, EVER, np.int32)
        offsets = cases.offsets[self.start : self.stop + 1]
        first, last = int(offsets[0]), int(offsets[-1])
        if first == last:
            return lo, hi
        many = np.diff(offsets)
        assigned = cut(cases.assigned_lo[first:last], cases.assigned_hi[first:last], self.as_of)
        days = (np.repeat(as_column(end, self.size), many) for end in (before_lo, before_hi))
        certain, possible = before(*assigned, *days)
        ended_lo, ended_hi = self._ended(cases.endings, first, last)
        rows = np.flatnonzero(many)
        at = offsets[rows] - first
        ever = np.int32(EVER)
        lo[rows] = np.maximum.reduceat(np.where(np.logical_and(certain, possible), ended_lo, ever), at)
        hi[rows] = np.maximum.reduceat(np.where(possible, ended_hi, ever), at)
        return lo, hi

    def given(self, name: str) -> Extensions:
        """Return the extensions of the whole batch."""
        return self.columns.extensions[name]

    def extended(
        self, name: str, first_lo: End, first_hi: End, cap_lo: End | None = None, cap_hi: End | None = None
    ) -> tuple[Days, Days]:
        """Return a due day with the extensions of each row, each in its turn, and none of them beyond a cap."""
        given = self.given(name)
        lo, hi = as_column(first_lo, self.size), as_column(first_hi, self.size)
        offsets = given.offsets[self.start : self.stop + 1]
        many = np.diff(offsets)
        if not many.any():
            return lo, hi
        lo, hi = lo.copy(), hi.copy()
        for turn in range(int(many.max())):
            rows = np.flatnonzero(many > turn)
            at = offsets[rows] + turn
            decided = cut(given.decided_lo[at], given.decided_hi[at], self.as_of)
            by_lo, by_hi = np.minimum(lo[rows], NEVER - 1), np.minimum(hi[rows], NEVER - 1)
            accepted = given.accepted[at]
            surely = (decided[1] <= by_lo) & (accepted == _YES)
            perhaps = (decided[0] <= by_hi) & (accepted != _NO) & ~surely
            to_lo, to_hi = given.to_lo[at], given.to_hi[at]
            old_lo, old_hi = lo[rows], hi[rows]
            if cap_lo is not None and cap_hi is not None:
                most_lo, most_hi = as_column(cap_lo, self.size)[rows], as_column(cap_hi, self.size)[rows]
                to_lo = np.maximum(old_lo, np.minimum(to_lo, most_lo))
                to_hi = np.maximum(old_hi, np.minimum(to_hi, most_hi))
            lo[rows] = np.where(surely, to_lo, np.where(perhaps, np.minimum(old_lo, to_lo), old_lo))
            hi[rows] = np.where(surely, to_hi, np.where(perhaps, np.maximum(old_hi, to_hi), old_hi))
        return lo, hi
