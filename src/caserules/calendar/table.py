"""The calendar by dates: what people and files ask, with refusals where the table ends.

It is the table of `days`, read by date, with the date of each working day beside it. The quick path takes
plain dates within the table; all else (kinds of date, refusals, what lies beyond the table) stands outside
it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate, compress
from types import MappingProxyType
from typing import final

from caserules.calendar.build import table_hash, working_flags
from caserules.calendar.days import DayTable, check_count
from caserules.calendar.festivals import last_festival_year
from caserules.calendar.source import read_source
from caserules.calendar.words import EPOCH, LAST_DATE, MAX_WORKING_DAYS, Provisional, Skipped, number
from caserules.errors import CalendarError

__all__ = ["WorkCalendar"]


@final
@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class WorkCalendar(DayTable):
    """Working days of whole years. Frozen; equal, and of one hash, if version and `sha256` are equal.

    Get one from `WorkCalendar.default()` or `WorkCalendar.from_days(...)`. Days are dates: an instant
    (`datetime`) is refused, since only its reader knows of which zone's day it speaks. A count begins on the
    day after the start.

    Example:
        >>> from datetime import date
        >>> calendar = WorkCalendar.default()
        >>> calendar.nth_working_day(date(2023, 4, 10), 30)
        datetime.date(2023, 5, 23)
    """

    version: str
    """Which data these are, such as `cn-1.11+1`: chinese-calendar 1.11 with one correction of ours."""
    sha256: str
    """Hash of the covered years, the working days and the holidays' names; the version is not in it."""
    first_year: int
    """The first year covered."""
    last_year: int
    """The last year covered."""
    holidays: Mapping[date, str]
    """Days off by a holiday notice, weekend days within a holiday too, with the holiday's Chinese name."""
    workdays: tuple[date, ...]
    """Weekend days that are worked, in order."""
    _first_ordinal: int
    _dates: tuple[date, ...]

    @classmethod
    def default(cls) -> WorkCalendar:
        """Return the calendar of mainland China: the installed chinese-calendar, known errors corrected.

        Built once; the package is imported at the first call.

        Example:
            >>> WorkCalendar.default().is_working_day(date(2005, 12, 31))
            True
        """
        return _default()

    @classmethod
    def from_days(
        cls,
        *,
        version: str,
        first_year: int,
        last_year: int,
        holidays: Mapping[date, str],
        workdays: Collection[date] = (),
    ) -> WorkCalendar:
        """Build a calendar in which Monday to Friday are worked, but for the days given.

        Args:
            version: a name for these data.
            first_year: first year covered, from 1 January.
            last_year: last year covered, through 31 December.
            holidays: days off and their Chinese names; weekend days are allowed.
            workdays: weekend days that are worked.

        Raises:
            CalendarError: CAL-004, a day outside the years, a weekday among `workdays`, a day in both, no
                year at all.

        Example:
            >>> local = WorkCalendar.from_days(
            ...     version="local", first_year=2023, last_year=2023, holidays={date(2023, 4, 11): "本地节日"}
            ... )
            >>> local.nth_working_day(date(2023, 4, 10), 1)
            datetime.date(2023, 4, 12)
        """
        flags = working_flags(first_year, last_year, holidays, workdays)
        origin = number(date(first_year, 1, 1))
        ranks, days = tuple(accumulate(flags)), range(origin, origin + len(flags))
        working_days = tuple(compress(days, flags))
        settled = days[-1] - 6
        return cls(
            version=version,
            sha256=table_hash(first_year, last_year, flags, holidays),
            first_year=first_year,
            last_year=last_year,
            origin=origin,
            ranks=ranks,
            working_days=working_days,
            settled_through=settled,
            holidays=MappingProxyType(dict(sorted(holidays.items()))),
            workdays=tuple(sorted(set(workdays))),
            _first_ordinal=origin + EPOCH,
            _dates=tuple(date.fromordinal(day + EPOCH) for day in working_days),
            _settled_count=ranks[settled - origin],
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WorkCalendar):
            return NotImplemented
        return (self.version, self.sha256) == (other.version, other.sha256)

    def __hash__(self) -> int:
        return hash((self.version, self.sha256))

    def __repr__(self) -> str:
        return f"<WorkCalendar {self.version}, {self.first_year} to {self.last_year}, {self.sha256[:12]}>"

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.version, self.first_year, self.last_year, dict(self.holidays), self.workdays)

    # ------------------------------------------------------------ asked with dates

    def covers(self, day: date) -> bool:
        """Say whether a day lies in the years of this calendar.

        Example:
            >>> WorkCalendar.default().covers(date(2003, 12, 31))
            False
        """
        _check_date(day)
        return self.first_year <= day.year <= self.last_year

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is worked.

        Raises:
            CalendarError: CAL-001 outside the years covered, CAL-003 not a date.

        Example:
            >>> WorkCalendar.default().is_working_day(date(2023, 4, 23))  # a Sunday, worked for 1 May
            True
        """
        rank = self._rank(day)
        return rank > 0 and self._dates[rank - 1] == day

    def nth_working_day(self, start: date, n: int) -> date:
        """Return the n-th working day strictly after a day.

        A day of the last covered December after the 25th is returned as it is known now; `nth_range` says
        whether next year's notice can still move it.

        Args:
            start: the day from which is counted; it need not be worked and never counts itself.
            n: working days, 1 to 400.

        Raises:
            CalendarError: CAL-001 the start or the answer outside the years covered, CAL-002 `n` is no whole
                number from 1 to 400, CAL-003 no date, or one too late to be computed.

        Example:
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
            >>> WorkCalendar.default().next_working_day(date(2026, 2, 13))
            datetime.date(2026, 2, 14)
        """
        return self.nth_working_day(day, 1)

    def next_working_day_or_same(self, day: date) -> date:
        """Return a day itself if it is worked, else the first working day after it.

        Raises:
            CalendarError: as for `nth_working_day`.

        Example:
            >>> WorkCalendar.default().next_working_day_or_same(date(2024, 8, 31))
            datetime.date(2024, 9, 2)
        """
        return day if self.is_working_day(day) else self.nth_working_day(day, 1)

    def count_working_days(self, after: date, through: date) -> int:
        """Count the working days after one day and up to and with another; 0 if the second is not later.

        Raises:
            CalendarError: CAL-001 a day outside the years covered, CAL-003 not a date.

        Example:
            >>> WorkCalendar.default().count_working_days(date(2023, 4, 10), date(2023, 5, 23))
            30
        """
        return max(0, self._rank(through) - self._rank(after))

    def skipped_days(self, after: date, through: date) -> tuple[Skipped, ...]:
        """List the days not worked after one day and up to and with another, with the reason of each.

        Raises:
            CalendarError: CAL-001 a day outside the years covered, CAL-003 not a date.

        Example:
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
            Skipped(day, "holiday", names[day]) if day in names else Skipped(day, "weekend", "")
            for day in idle
        )

    def made_up_days(self, after: date, through: date) -> tuple[date, ...]:
        """List the weekend days that are worked after one day and up to and with another.

        Raises:
            CalendarError: CAL-001 a day outside the years covered, CAL-003 not a date.

        Example:
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
            >>> calendar = WorkCalendar.from_days(
            ...     version="to 2022", first_year=2022, last_year=2022, holidays={}
            ... )
            >>> print(*calendar.provisional_working_day(date(2022, 12, 5), 30))
            2023-01-17 2023-01-15 2023-01-27
        """
        check_count(n)
        _check_date(start)
        if number(start) < self.origin:
            raise self._refusal(start)
        guess = self.guess(number(start), n)
        if guess is None:
            raise CalendarError("CAL-003", day=start.isoformat())
        days = (guess, *self.nth_range(number(start), n))
        return Provisional(*(date.fromordinal(min(day, LAST_DATE) + EPOCH) for day in days))

    # ------------------------------------------------------------ refusals and days beyond the table

    def _rank(self, day: date) -> int:
        """Return how many working days there are up to and with a covered day."""
        if not self.covers(day):
            raise self._refusal(day)
        return self.ranks[number(day) - self.origin]

    def _nth_with_checks(self, start: date, n: int) -> date:
        check_count(n)
        index = self._rank(start) + n - 1
        if index < len(self._dates):
            return self._dates[index]
        raise self._not_covered(f"{self.last_year + 1}-01-01")

    def _refusal(self, day: date) -> CalendarError:
        """Return what is wrong with a date that the table does not have."""
        if day.year > max(self.last_year, last_festival_year()):
            return CalendarError("CAL-003", day=day.isoformat())
        return self._not_covered(day.isoformat())

    def _not_covered(self, day: str) -> CalendarError:
        return CalendarError("CAL-001", day=day, first=self.first_year, last=self.last_year)


def _check_date(day: object) -> None:
    """Refuse what is no plain date: an instant is a day only in some zone, which its reader must choose."""
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CalendarError("CAL-003", day=type(day).__name__)


@cache
def _default() -> WorkCalendar:
    source = read_source()
    return WorkCalendar.from_days(
        version=source.version,
        first_year=source.first_year,
        last_year=source.last_year,
        holidays=source.holidays,
        workdays=source.workdays,
    )


def _rebuild(
    version: str, first_year: int, last_year: int, holidays: dict[date, str], workdays: tuple[date, ...]
) -> WorkCalendar:
    """Build a copy from what a pickle keeps: the days given, not the table made of them."""
    return WorkCalendar.from_days(
        version=version, first_year=first_year, last_year=last_year, holidays=holidays, workdays=workdays
    )
