"""Working days and terms over columns: from start days to due days, and counts, without a Python step a row.

A term is tabulated once over the days that occur: the table's rank and selection, the outlook beyond the last notice and the
months' ends are all in it, and a column is then one look-up. What the calendar does not cover is an interval and is marked;
it is never raised.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from caserules.bulk.ops import Days, End
from caserules.calendar import WorkCalendar
from caserules.errors import CaserulesError
from caserules.expr import EVER, NEVER, Span, SpanTerm
from caserules.terms import RuleTerm, to_number

__all__ = ["TermTable", "counter_of"]

_BAD: Final = -2_000_000_000
_MOST: Final = 400_000
"""More days than this are not tabulated, but counted each once."""

Bools = npt.NDArray[np.bool_]


class TermTable:
    """A term's due days by start day: a table that grows to the days that are asked for.

    Args:
        span: from a start day to the earliest and latest due day.
        start: a day about which the table begins.
    """

    def __init__(self, span: Callable[[int], Span], start: int) -> None:
        self._span = span
        self._first, self._last = start, start - 1
        self._lo: Days = np.array([EVER, NEVER], np.int32)
        self._hi: Days = self._lo
        self._faults: dict[int, CaserulesError] = {}

    def __call__(self, lo: End, hi: End) -> tuple[End, End]:
        """Return the due days' ends of a column of start days."""
        same = lo is hi or (isinstance(lo, int) and isinstance(hi, int) and lo == hi)
        if isinstance(lo, int) and isinstance(hi, int):
            first = self._of(lo)
            return first[0], first[1] if same else self._of(hi)[1]
        earliest = self._looked_up(lo, 0) if not isinstance(lo, int) else self._of(lo)[0]
        if same and self._exact:
            return earliest, earliest
        return earliest, self._looked_up(hi, 1) if not isinstance(hi, int) else self._of(hi)[1]

    @property
    def _exact(self) -> bool:
        return self._lo is self._hi

    def _of(self, day: int) -> Span:
        return (day, day) if day in (EVER, NEVER) else self._span(day)

    def _looked_up(self, days: Days, end: int) -> Days:
        if not days.size:
            return days
        low, high = int(days.min()), int(days.max())
        if low < self._first or high > self._last:
            low, high = self._grown(days, low, high)
            if high - low > _MOST:
                return self._each(days, end)
        table = self._hi if end else self._lo
        # before the table stands ever, after it never: what lies outside is one of these
        found: Days = np.take(table, days - np.int32(self._first - 1), mode="clip")
        if self._faults:
            self._raise_if_used(days, found)
        return found

    def _grown(self, days: Days, low: int, high: int) -> tuple[int, int]:
        """Make the table hold every day of a column that is no end of time; return the first and last day it then holds."""
        if low <= EVER or high >= NEVER:
            real = days[(days > EVER) & (days < NEVER)]
            if not real.size:
                return self._first, self._last
            low, high = int(real.min()), int(real.max())
        first, last = min(low, self._first), max(high, self._last)
        if last - first > _MOST or (first, last) == (self._first, self._last):
            return first, last
        before = [self._filled(day) for day in range(first, self._first)]
        after = [self._filled(day) for day in range(self._last + 1, last + 1)]
        lo, hi = (
            np.array([EVER, *(x[i] for x in before), *old[1:-1].tolist(), *(x[i] for x in after), NEVER], np.int32)
            for i, old in ((0, self._lo), (1, self._hi))
        )
        self._lo, self._hi = lo, lo if np.array_equal(lo, hi) else hi
        self._first, self._last = first, last
        return first, last

    def _filled(self, day: int) -> Span:
        try:
            return self._span(day)
        except CaserulesError as fault:  # told when a row asks for that very day
            self._faults[day] = fault
            return _BAD, _BAD

    def _raise_if_used(self, days: Days, found: Days) -> None:
        used = np.flatnonzero(found == _BAD)
        if used.size:
            raise self._faults[int(days[used[0]])]

    def _each(self, days: Days, end: int) -> Days:
        starts, where = np.unique(days, return_inverse=True)
        found: Days = np.array([self._of(int(day))[end] for day in starts], np.int32)[where]
        return found


def counter_of(calendar: WorkCalendar, year: int) -> Callable[[SpanTerm, End, End], tuple[End, End]]:
    """Return the function that applies a term to a column of start days, with a table for each term.

    Args:
        calendar: the working-day calendar.
        year: the year of fixed days whose policy states none.
    """
    tables: dict[str, TermTable] = {}

    def count(term: SpanTerm, lo: End, hi: End) -> tuple[End, End]:
        assert isinstance(term, RuleTerm)  # noqa: S101  the only kind that policies make
        if not term.term.needs_start:
            return term.term.span(0, calendar, year)
        table = tables.get(term.key)
        if table is None:
            table = tables[term.key] = TermTable(
                lambda day: term.term.span(day, calendar, year), to_number(date(year, 1, 1))
            )
        return table(lo, hi)

    return count


class DueDays:
    """Due days of a column of start days.

    Attributes:
        earliest, latest: the day's ends, as day numbers; equal where nothing is open.
        covered: whether the calendar settles the day.
    """

    __slots__ = ("covered", "earliest", "latest")

    def __init__(self, earliest: Days, latest: Days, covered: Bools) -> None:
        self.earliest, self.latest, self.covered = earliest, latest, covered
