"""The table by day numbers: what the core asks, millions of times, and is always answered.

Two parallel readings of the covered days: for each day how many working days there are up to and with it (its
rank), and the working days in order (selection). The n-th working day after a day is the selection at the
day's rank and n: two look-ups, whatever n is. Where a notice to come can still move the answer, it is an
interval, and where two sources disagree about a day it is one too; nothing here raises for want of coverage.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, pairwise

from caserules.calendar.outlook import Outlook, wide
from caserules.calendar.words import EVER, MAX_WORKING_DAYS, NEVER, DayNumber
from caserules.errors import CalendarError

__all__ = ["DayTable", "check_count", "plain_table"]

_LONGEST_WAY = 21
"""By how much the n-th working day can at most lie farther away than twice n, and one; see `outlook.wide`."""


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class DayTable:
    """Working days of whole years as day numbers, counted from 1970-01-01."""

    origin: DayNumber
    """The first day covered, to which the first of `ranks` belongs."""
    ranks: tuple[int, ...]
    """For each covered day: how many working days there are up to and with it."""
    working_days: tuple[DayNumber, ...]
    """The working days in order."""
    settled_through: DayNumber
    """The last day that next year's notice will not change: 25 December of the last year."""
    _settled_count: int
    _sure_count: int
    """Working days before the first disputed day; without one, as many as are settled."""
    _disputed: frozenset[DayNumber] = frozenset()
    _bounds: tuple[DayTable, DayTable] | None = None
    """Where days are disputed: the tables with all of them worked, and with none."""

    def is_settled(self, day: DayNumber) -> bool:
        """Say whether a day is covered, no later notice will change it, and no two sources disagree about it.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> calendar = WorkCalendar.default()
            >>> [calendar.is_settled(calendar.settled_through + i) for i in (0, 1)]
            [True, False]
        """
        return self.origin <= day <= self.settled_through and day not in self._disputed

    def nth_range(self, start: DayNumber, n: int) -> tuple[DayNumber, DayNumber]:
        """Return the earliest and the latest day that the n-th working day after a day can become.

        Both are equal where the day is settled. Never raises for want of coverage: far from all data the
        interval is wide. A disputed day on the way is taken as worked for the earliest and as off for the
        latest. `EVER` gives `EVER`, `NEVER` gives `NEVER`.

        Args:
            start: a day number, counted from 1970-01-01.
            n: working days, 1 to 400.

        Raises:
            CalendarError: CAL-002 `n` is no whole number from 1 to 400.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> calendar = WorkCalendar.default()
            >>> calendar.nth_range(19457, 30)  # 2023-04-10, and 2023-05-23
            (19500, 19500)
        """
        offset = start - self.origin
        if offset >= 0 and type(n) is int and 0 < n <= MAX_WORKING_DAYS:
            try:
                index = self.ranks[offset] + n
            except IndexError:
                index = NEVER
            if index <= self._sure_count:
                day = self.working_days[index - 1]
                return day, day
        check_count(n)
        if self._bounds:
            most, fewest = self._bounds
            return most.nth_range(start, n)[0], fewest.nth_range(start, n)[1]
        if not EVER < start < NEVER:
            return (EVER, EVER) if start <= EVER else (NEVER, NEVER)
        if offset < 0:
            return wide(start, n)
        return _outlook(self).nth_range(*self._after_settled(start, n)) or wide(start, n)

    def roll_range(self, day: DayNumber) -> tuple[DayNumber, DayNumber]:
        """Return the earliest and the latest day that a day, or the first working day after it, can become.

        Both are equal where that is settled; otherwise as for `nth_range`.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().roll_range(19966)  # Saturday 2024-08-31
            (19968, 19968)
        """
        if self.is_settled(day):
            index = bisect_left(self.working_days, day)
            if index < self._sure_count:
                return self.working_days[index], self.working_days[index]
        return self.nth_range(day - 1, 1) if day < NEVER else (NEVER, NEVER)

    def nth_range_before(self, day: DayNumber, n: int) -> tuple[DayNumber, DayNumber]:
        """Return the earliest and the latest day that the n-th working day before a day can become.

        Args:
            day: a day number, itself not counted.
            n: working days, 1 to 400.

        Raises:
            CalendarError: CAL-002 `n` is no whole number from 1 to 400.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().nth_range_before(19600, 20)  # 2023-08-31, and 2023-08-03
            (19572, 19572)
        """
        check_count(n)
        if self._bounds:
            most, fewest = self._bounds
            return fewest.nth_range_before(day, n)[0], most.nth_range_before(day, n)[1]
        if not EVER < day < NEVER:
            return (EVER, EVER) if day <= EVER else (NEVER, NEVER)
        index = bisect_left(self.working_days, day)
        if index >= n and day <= self.settled_through:
            return self.working_days[index - n], self.working_days[index - n]
        # The first start whose n-th working day is not before the day: at the latest possible, and at the earliest.
        # Before the table, where bounds are wide, it is not sought if it surely lies within.
        within = self.nth_range(self.origin, n)[1] < day
        starts = range(self.origin if within else day - 2 * n - _LONGEST_WAY, day)
        earliest = bisect_left(starts, day, key=lambda start: self.nth_range(start, n)[1])
        latest = bisect_left(starts, day, key=lambda start: self.nth_range(start, n)[0])
        return starts[earliest], starts[latest]

    def guess(self, start: DayNumber, n: int) -> DayNumber | None:
        """Return the n-th working day as the table has it or, beyond the table, if nothing were swapped.

        Args:
            start: a day number, not before the table's first day.
            n: working days, 1 to 400.

        Returns:
            The day, or None beyond the years whose festivals are known.
        """
        offset = start - self.origin
        if offset < len(self.ranks) and self.ranks[offset] + n <= len(self.working_days):
            return self.working_days[self.ranks[offset] + n - 1]
        return _outlook(self).guess(*self._after_settled(start, n))

    def _after_settled(self, start: DayNumber, n: int) -> tuple[DayNumber, int]:
        """Return the last settled day and how many of the n days come after it, or both as they are."""
        if start > self.settled_through:
            return start, n
        return self.settled_through, n - self._settled_count + self.ranks[start - self.origin]


def plain_table(origin: DayNumber, flags: bytes | bytearray) -> DayTable:
    """Return the table of whole years whose every day is worked or not.

    Args:
        origin: the day of the first flag, a 1 January.
        flags: for each day 1 if it is worked, else 0; through a 31 December.
    """
    ranks, days = tuple(accumulate(flags)), range(origin, origin + len(flags))
    settled = days[-1] - 6
    return DayTable(
        origin=origin,
        ranks=ranks,
        working_days=tuple(compress(days, flags)),
        settled_through=settled,
        _settled_count=ranks[settled - origin],
        _sure_count=ranks[settled - origin],
    )


def check_count(n: object) -> None:
    """Refuse what is no whole number from 1 to 400; True is none."""
    if type(n) is not int or not 0 < n <= MAX_WORKING_DAYS:
        raise CalendarError("CAL-002", field="n")


@lru_cache(maxsize=16)
def _outlook(table: DayTable) -> Outlook:
    known = table.ranks[-7:]
    return Outlook(table.settled_through, [after > before for before, after in pairwise(known)])
