"""Working days and terms over columns: from start days to due days, and counts, without a Python step a row.

A term is tabulated once over the days that occur: the table's rank and selection, the outlook beyond the last notice and the
months' ends are all in it, and a column is then one look-up. What the calendar does not cover is an interval and is marked;
it is never raised.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caserules.bulk.ops import Days, End, as_column
from caserules.bulk.read import ints
from caserules.calendar import WorkCalendar
from caserules.errors import CaserulesError
from caserules.expr import EVER, NEVER, Span, SpanTerm
from caserules.terms import EPOCH, RuleTerm, Term, to_number

__all__ = ["DueDays", "TermTable", "counter_of", "due_days", "working_days_between"]

_BAD: Final = -2_000_000_000
_STEP: Final = 32_768
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
        table, base = self._hi if end else self._lo, np.int32(self._first - 1)
        found: Days = np.empty(len(days), np.int32)
        for start in range(0, len(days), _STEP):
            part = slice(start, start + _STEP)
            # before the table stands ever, after it never: what lies outside is one of these
            np.take(table, days[part] - base, mode="clip", out=found[part])
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


@dataclass(frozen=True, slots=True)
class DueDays:
    """The due days of a column of start days, as day numbers counted from 1970-01-01.

    Attributes:
        earliest, latest: the ends of each day; one and the same column where nothing is open.
        calendar: what they were counted by.
    """

    earliest: Days
    latest: Days
    calendar: WorkCalendar

    @property
    def covered(self) -> Bools:
        """Whether the calendar settles the day in each row: one day, that no notice to come can move."""
        calendar = self.calendar
        found: Bools = self.latest <= calendar.settled_through
        found &= self.earliest >= calendar.origin
        if self.earliest is not self.latest:
            found &= self.earliest == self.latest
        return found

    @property
    def dates(self) -> npt.NDArray[np.datetime64]:
        """The due day in each row, `NaT` where it is not one certain day."""
        days = self.latest.astype("datetime64[D]")
        days[~self.covered] = np.datetime64("NaT", "D")
        return days


def due_days(starts: object, term: int | str | Term, calendar: WorkCalendar | None = None) -> DueDays:
    """Return the due days of a column of start days.

    Nothing is raised for want of coverage: where the calendar does not settle a day both its ends are given, and it is
    not `covered`; where there is no start, or no such day at all, nothing is known of it.

    Args:
        starts: a column of dates: an Arrow array, a NumPy array of `datetime64` or of day numbers.
        term: a term, `"30wd"`, `"3m"`, or a number of working days.
        calendar: the working-day calendar; by itself the packaged one.

    Raises:
        TermError: `TRM-001` the term cannot be read, `TRM-002` it is out of its limits.

    Example:
        >>> starts = np.array(["2023-04-10", "2026-12-20"], "datetime64[D]")
        >>> found = due_days(starts, 30)
        >>> found.dates.tolist(), found.covered.tolist()
        ([datetime.date(2023, 5, 23), None], [True, False])
    """
    if not isinstance(term, Term):
        term = Term.parse(f"{term}wd" if isinstance(term, int) else term)
    chosen = calendar or WorkCalendar.default()
    lo, hi = _ends(starts)
    earliest, latest = _table(term, chosen)(lo, hi)
    return DueDays(as_column(earliest, len(lo)), as_column(latest, len(lo)), chosen)


@lru_cache(maxsize=256)
def _table(term: Term, calendar: WorkCalendar) -> TermTable:
    def span(day: int) -> Span:
        try:
            return term.span(day, calendar, date.fromordinal(day + EPOCH).year)
        except (CaserulesError, ValueError, OverflowError):  # no such day
            return EVER, NEVER

    return TermTable(span, calendar.origin)


def working_days_between(after: object, through: object, calendar: WorkCalendar | None = None) -> tuple[Days, Bools]:
    """Return how many working days lie after one day and up to and with another, and whether the calendar covers both.

    Where it does not, the number is that of the part it covers. Where the second day is not later it is 0.

    Args:
        after, through: columns of dates, as for `due_days`.
        calendar: the working-day calendar; by itself the packaged one.

    Example:
        >>> days = [np.array([day], "datetime64[D]") for day in ("2023-04-10", "2023-05-23")]
        >>> working_days_between(*days)
        (array([30], dtype=int32), array([ True]))
    """
    chosen = calendar or WorkCalendar.default()
    ranks = _ranks(chosen)
    first, last = _ends(after)[0], _ends(through)[1]
    base = np.int32(chosen.origin - 1)
    counts = np.take(ranks, last - base, mode="clip") - np.take(ranks, first - base, mode="clip")
    end = chosen.origin + len(chosen.ranks) - 1
    covered: Bools = (first >= chosen.origin) & (first <= end) & (last >= chosen.origin) & (last <= end)
    return np.maximum(counts, 0), covered


@lru_cache(maxsize=64)
def _ranks(calendar: WorkCalendar) -> Days:
    return np.array([0, *calendar.ranks], np.int32)


def _ends(column: object) -> tuple[Days, Days]:
    """A column of dates as day numbers: both ends, which differ where there is none."""
    if isinstance(column, (pa.Array, pa.ChunkedArray)):
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        lo = ints(array, EVER)
        return lo, ints(array, NEVER) if array.null_count else lo
    days = np.asarray(column)
    if days.dtype.kind != "M":
        return (found := days.astype(np.int32, copy=False)), found
    whole = days.astype("datetime64[D]")
    none = np.isnat(whole)
    if not none.any():
        return (found := whole.astype(np.int32)), found
    return (
        np.where(none, EVER, whole.astype(np.int64)).astype(np.int32),
        np.where(none, NEVER, whole.astype(np.int64)).astype(np.int32),
    )
