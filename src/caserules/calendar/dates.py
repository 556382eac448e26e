"""The calendar by dates: what people and files ask, with refusals where the table ends or its sources disagree.

It is the table of `days`, read by date, with the date of each working day beside it. The quick path takes
plain dates whose answer no disputed day touches; all else (kinds of date, refusals, what lies beyond the
table) stands outside it. How such a table comes about is the room of `table`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from caserules.calendar.days import DayTable, check_count
from caserules.calendar.festivals import last_festival_year
from caserules.calendar.words import EPOCH, LAST_DATE, MAX_WORKING_DAYS, Conflict, Provisional, Skipped, number
from caserules.errors import CalendarError

__all__ = ["DateTable", "check_date"]


@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class DateTable(DayTable):
    """Working days of whole years, asked with dates."""

    first_year: int
    """The first year covered."""
    last_year: int
    """The last year covered."""
    holidays: Mapping[date, str]
    """Days off by a holiday notice, weekend days within a holiday too, with the holiday's Chinese name."""
    workdays: tuple[date, ...]
    """Weekend days that are worked, in order."""
    conflicts: tuple[Conflict, ...] = ()
    """The days about which two sources disagree, in order."""
    _first_ordinal: int
    _dates: tuple[date, ...]
    """The working days that the quick path may give: those before the first disputed day."""

    def covers(self, day: date) -> bool:
        """Say whether a day lies in the years of this calendar.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().covers(date(2003, 12, 31))
            False
        """
        check_date(day)
        return self.first_year <= day.year <= self.last_year

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is worked.

        Raises:
            CalendarError: CAL-001 outside the years covered, CAL-003 not a date, CAL-005 sources disagree.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().is_working_day(date(2023, 4, 23))  # a Sunday, worked for 1 May
            True
        """
        rank = self._rank(day)
        self._check_agreed(number(day) - 1, number(day))
        return rank > 0 and self.working_days[rank - 1] == number(day)

    def nth_working_day(self, start: date, n: int) -> date:
        """Return the n-th working day strictly after a day.

        A day of the last covered December after the 25th is returned as it is known now; `nth_range` says
        whether next year's notice can still move it.

        Args:
            start: the day from which is counted; it need not be worked and never counts itself.
            n: working days, 1 to 400.

        Raises:
            CalendarError: CAL-001 the start or the answer outside the years covered, CAL-002 `n` is no whole
                number from 1 to 400, CAL-003 no date, or one too late to be computed, CAL-005 sources disagree
                about a day on the way (`nth_range` and `provisional_working_day` give both ends).

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().nth_working_day(date(2023, 4, 22), 1)
            datetime.date(2023, 4, 23)
        """
        if type(start) is date and type(n) is int and 0 < n <= MAX_WORKING_DAYS:
            offset = start.toordinal() - self._first_ordinal
            if offset >= 0:
                try:
                    return self._dates[self.ranks[offset] + n - 1]
                except IndexError:
                    pass
        return self._nth_with_checks(start, n)

    def next_working_day(self, day: date) -> date:
        """Return the first working day after a day.

        Raises:
            CalendarError: as for `nth_working_day`.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().next_working_day(date(2026, 2, 13))
            datetime.date(2026, 2, 14)
        """
        return self.nth_working_day(day, 1)

    def next_working_day_or_same(self, day: date) -> date:
        """Return a day itself if it is worked, else the first working day after it.

        Raises:
            CalendarError: as for `nth_working_day`.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().next_working_day_or_same(date(2024, 8, 31))
            datetime.date(2024, 9, 2)
        """
        return day if self.is_working_day(day) else self.nth_working_day(day, 1)

    def count_working_days(self, after: date, through: date) -> int:
        """Count the working days after one day and up to and with another; 0 if the second is not later.

        A day about which sources disagree is counted as the earlier source has it; see `conflicts_between`.

        Raises:
            CalendarError: CAL-001 a day outside the years covered, CAL-003 not a date.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().count_working_days(date(2023, 4, 10), date(2023, 5, 23))
            30
        """
        return max(0, self._rank(through) - self._rank(after))

    def skipped_days(self, after: date, through: date) -> tuple[Skipped, ...]:
        """List the days not worked after one day and up to and with another, with the reason of each.

        A day about which sources disagree is told as the earlier source has it; see `conflicts_between`.

        Raises:
            CalendarError: CAL-001 a day outside the years covered, CAL-003 not a date.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> for day in WorkCalendar.default().skipped_days(date(2023, 4, 4), date(2023, 4, 8)):
            ...     print(*day)
            2023-04-05 holiday 清明
            2023-04-08 weekend
        """
        for day in (after, through):
            self._rank(day)
        ranks, origin, names = self.ranks, self.origin, self.holidays
        offsets = range(number(after) - origin + 1, number(through) - origin + 1)
        idle = (date.fromordinal(i + origin + EPOCH) for i in offsets if ranks[i] == ranks[i - 1])
        return tuple(
            Skipped(day, "holiday", names[day]) if day in names else Skipped(day, "weekend", "") for day in idle
        )

    def made_up_days(self, after: date, through: date) -> tuple[date, ...]:
        """List the weekend days that are worked after one day and up to and with another.

        Raises:
            CalendarError: CAL-001 a day outside the years covered, CAL-003 not a date.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> days = WorkCalendar.default().made_up_days(date(2023, 4, 10), date(2023, 5, 23))
            >>> [str(day) for day in days]
            ['2023-04-23', '2023-05-06']
        """
        for day in (after, through):
            self._rank(day)
        return self.workdays[bisect_right(self.workdays, after) : bisect_right(self.workdays, through)]

    def provisional_working_day(self, start: date, n: int) -> Provisional:
        """Return the n-th working day after a day as far as it is known: a guess, and what it can become.

        The guess beyond the table is Monday to Friday less the statutory days, with the next weekday off for
        one that falls on a weekend. Show it only as provisional; no verdict reads it.

        Args:
            start: a covered day, or a later one.
            n: working days, 1 to 400.

        Raises:
            CalendarError: CAL-001 a start before the first year covered, CAL-002 as for `nth_working_day`,
                CAL-003 no date, or one beyond the years whose festivals are known.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> calendar = WorkCalendar.from_days(version="to 2022", first_year=2022, last_year=2022, holidays={})
            >>> print(*calendar.provisional_working_day(date(2022, 12, 5), 30))
            2023-01-17 2023-01-15 2023-01-27
        """
        check_count(n)
        check_date(start)
        if number(start) < self.origin:
            raise self._refusal(start)
        guess = self.guess(number(start), n)
        if guess is None:
            raise CalendarError("CAL-003", day=start.isoformat())
        days = (guess, *self.nth_range(number(start), n))
        return Provisional(*(date.fromordinal(min(day, LAST_DATE) + EPOCH) for day in days))

    def conflicts_between(self, after: date, through: date) -> tuple[Conflict, ...]:
        """List the days about which sources disagree after one day and up to and with another.

        Example:
            >>> from caserules.calendar import WorkCalendar
            >>> WorkCalendar.default().conflicts_between(date(2023, 4, 10), date(2023, 5, 23))
            ()
        """
        return tuple(conflict for conflict in self.conflicts if after < conflict.day <= through)

    # ------------------------------------------------------------ refusals and days beyond the table

    def _check_agreed(self, after: int, through: int) -> None:
        """Refuse a span of day numbers in which sources disagree about a day."""
        if not self._disputed:
            return
        for day, worked_by, off_by in self.conflicts:
            if after < number(day) <= through:
                worked, off = ", ".join(worked_by), ", ".join(off_by)
                raise CalendarError("CAL-005", day=day.isoformat(), worked=worked, off=off)

    def _rank(self, day: date) -> int:
        """Return how many working days there are up to and with a covered day."""
        if not self.covers(day):
            raise self._refusal(day)
        return self.ranks[number(day) - self.origin]

    def _nth_with_checks(self, start: date, n: int) -> date:
        check_count(n)
        index = self._rank(start) + n - 1
        if index < len(self.working_days):
            due = self.working_days[index]
            self._check_agreed(number(start), due)
            return date.fromordinal(due + EPOCH)
        raise self._not_covered(f"{self.last_year + 1}-01-01")

    def _refusal(self, day: date) -> CalendarError:
        """Return what is wrong with a date that the table does not have."""
        if day.year > max(self.last_year, last_festival_year()):
            return CalendarError("CAL-003", day=day.isoformat())
        return self._not_covered(day.isoformat())

    def _not_covered(self, day: str) -> CalendarError:
        return CalendarError("CAL-001", day=day, first=self.first_year, last=self.last_year)


def check_date(day: object) -> None:
    """Refuse what is no plain date: an instant is a day only in some zone, which its reader must choose."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CalendarError("CAL-003", day=type(day).__name__)
