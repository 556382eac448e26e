"""What is known of working days before the holiday notice is out: the earliest and latest a day can become.

How many days are off is law: weekends, the statutory days, and one more working day off for each of these
that falls on a weekend. Only *which* days is each year's notice, which swaps rest days near a festival. So
around each festival there is a window of weekdays that can be given off and one of weekend days that can be
worked; within them anything may happen, but over the whole of them the sum is fixed. From this the fewest and
the most working days of any span follow exactly, and from those the earliest and the latest n-th working day.

A special notice may give more days off (2015: seventy years after the victory; 2020: the epidemic), so the
fewest is less by `SPECIAL_DAYS_OFF`. The windows are wider than every notice for 2008 to 2026; the tests hold
them so. Beyond the festivals' data, and before the table, only what no calendar has passed is said: see
`wide`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Final, NamedTuple

from caserules.calendar.festivals import FIRST_LAW_YEAR, Festival, festivals_of, last_festival_year
from caserules.calendar.words import EPOCH, LAST_DATE, NEVER, DayNumber, is_weekend, number

__all__ = ["SPECIAL_DAYS_OFF", "Outlook", "wide"]

SPECIAL_DAYS_OFF: Final = 2
"""Working days that special notices may give off within a span: two in 2015 and in 2020, none otherwise."""

_OFF_WINDOW: Final = {
    "new_year": (-3, 4),
    "spring_festival": (-3, 9),
    "qingming": (-3, 4),
    "labour_day": (-3, 6),
    "dragon_boat": (-3, 4),
    "mid_autumn": (-3, 4),
    "national_day": (-3, 9),
}
"""First and last day, counted from the festival, on which a weekday can be given off."""

_WORK_WINDOW: Final = {
    "new_year": (-6, 8),
    "spring_festival": (-9, 13),
    "qingming": (-7, 7),
    "labour_day": (-10, 12),
    "dragon_boat": (-7, 7),
    "mid_autumn": (-8, 8),
    "national_day": (-13, 13),
}
"""First and last day, counted from the festival, on which a weekend day can be worked."""


class _Cluster(NamedTuple):
    """Festivals whose windows meet: first and last day, and weekdays off owed for days lost to weekends."""

    first: DayNumber
    last: DayNumber
    owed: int


def wide(start: DayNumber, n: int) -> tuple[DayNumber, DayNumber]:
    """Return bounds of the n-th working day after a day where no calendar is known.

    The earliest is right if every day were worked; the latest allows twice as many days and twenty, which no
    count within 2004 to 2026 has passed. What lies after the last date is `NEVER`.

    Example:
        >>> wide(0, 30)
        (30, 80)
    """
    latest = start + 2 * n + 20
    return min(start + n, LAST_DATE), latest if latest <= LAST_DATE else NEVER


class Outlook:
    """Bounds and best guesses for the days after the last settled one.

    Args:
        settled: the last day that no notice will change; the outlook's days come after it.
        known: the days after `settled` that the table holds all the same, in order: worked or not.
    """

    __slots__ = ("_can_off", "_can_work", "_clusters", "_ends", "_guessed", "_settled", "_worked", "last")

    def __init__(self, settled: DayNumber, known: Sequence[bool]) -> None:
        year = date.fromordinal(settled + EPOCH).year + 1
        years = range(year, last_festival_year() + 1) if year >= FIRST_LAW_YEAR else ()
        festivals = [festival for each in years for festival in festivals_of(each)]
        # Without festivals there is no outlook; and the last December's days hang on a year beyond the data.
        self.last = number(date(last_festival_year(), 12, 25)) if festivals else settled
        days = range(settled + 1, self.last + 1)
        statutory = {day for festival in festivals for day in festival.off}
        worked = {day for day in days if not is_weekend(day)} - statutory
        for day, is_worked in zip(days, known, strict=False):
            (worked.add if is_worked else worked.discard)(day)
        may_be_off = worked & _days_within(festivals, _OFF_WINDOW)
        may_be_worked = _days_within(festivals, _WORK_WINDOW) - worked - statutory
        self._settled = settled
        self._worked = _counts(days, worked)
        self._guessed = _counts(days, worked - _made_up_for(festivals, statutory))
        self._can_off = _counts(days, may_be_off)
        self._can_work = _counts(days, {day for day in may_be_worked if is_weekend(day)})
        self._clusters = tuple(_clusters(festivals))
        self._ends = [cluster.last for cluster in self._clusters]

    def nth_range(self, start: DayNumber, n: int) -> tuple[DayNumber, DayNumber] | None:
        """Return the earliest and the latest day that the n-th working day after `start` can become.

        Args:
            start: the last settled day, or a later one.
            n: working days, 1 or more.

        Returns:
            Both days, or None where the latest lies beyond the festivals' data.
        """
        days = range(start + 1, min(self.last, wide(start, n)[1]) + 1)
        earliest = bisect_left(days, n, key=lambda day: self._most(start, day))
        latest = bisect_left(days, n, key=lambda day: self._fewest(start, day))
        return (days[earliest], days[latest]) if latest < len(days) else None

    def guess(self, start: DayNumber, n: int) -> DayNumber | None:
        """Return the n-th working day after `start` if nothing were swapped; None beyond the festivals' data.

        Monday to Friday less the statutory days; one lost to a weekend is given off on the next weekday.
        """
        if not self._settled <= start <= self.last:
            return None
        index = bisect_left(self._guessed, self._guessed[start - self._settled] + n)
        return self._settled + index if index < len(self._guessed) else None

    def _most(self, after: DayNumber, through: DayNumber) -> int:
        swings = (min(work_in, off - off_in - owed) for owed, off, off_in, _, work_in in self._swaps(after, through))
        return self._in(self._worked, after, through) + sum(swings)

    def _fewest(self, after: DayNumber, through: DayNumber) -> int:
        swings = (min(off_in, work - work_in + owed) for owed, _, off_in, work, work_in in self._swaps(after, through))
        return self._in(self._worked, after, through) - sum(swings) - SPECIAL_DAYS_OFF

    def _swaps(self, after: DayNumber, through: DayNumber) -> Iterator[tuple[int, int, int, int, int]]:
        """For each cluster in the span: owed; days that can be off, in all and inside; that can be worked."""
        for first, last, owed in self._clusters[bisect_right(self._ends, after) :]:
            if first > through:
                return
            whole, inside = (first - 1, last), (max(after, first - 1), min(through, last))
            off, off_in = self._in(self._can_off, *whole), self._in(self._can_off, *inside)
            yield owed, off, off_in, self._in(self._can_work, *whole), self._in(self._can_work, *inside)

    def _in(self, counts: Sequence[int], after: DayNumber, through: DayNumber) -> int:
        return counts[through - self._settled] - counts[after - self._settled]


def _counts(days: Iterable[DayNumber], chosen: Collection[DayNumber]) -> list[int]:
    """Return how many of the days up to each one are chosen, beginning with 0 for none."""
    return list(accumulate((day in chosen for day in days), initial=0))


def _days_within(festivals: Iterable[Festival], windows: Mapping[str, tuple[int, int]]) -> set[DayNumber]:
    return {
        festival.day + offset
        for festival in festivals
        for offset in range(windows[festival.name][0], windows[festival.name][1] + 1)
    }


def _lost(festival: Festival, taken: Collection[DayNumber]) -> int:
    """Count a festival's days off that fall on a weekend or on another festival's day off."""
    return sum(is_weekend(day) or day in taken for day in festival.off)


def _clusters(festivals: Iterable[Festival]) -> Iterator[_Cluster]:
    """Join festivals whose windows meet."""
    current: _Cluster | None = None
    taken: set[DayNumber] = set()
    for festival in sorted(festivals, key=lambda f: f.day + _WORK_WINDOW[f.name][0]):
        begin, end = (festival.day + offset for offset in _WORK_WINDOW[festival.name])
        owed = _lost(festival, taken)
        taken.update(festival.off)
        if current is None or begin > current.last:
            if current is not None:
                yield current
            current = _Cluster(begin, end, owed)
        else:
            current = _Cluster(current.first, max(current.last, end), current.owed + owed)
    if current is not None:
        yield current


def _made_up_for(festivals: Iterable[Festival], statutory: Collection[DayNumber]) -> set[DayNumber]:
    """Return the weekday after each festival that stands in for a statutory day lost to a weekend."""
    given: set[DayNumber] = set()
    taken: set[DayNumber] = set()
    for festival in sorted(festivals, key=lambda f: f.day):
        owed, day = _lost(festival, taken), festival.off[-1]
        taken.update(festival.off)
        while owed:
            day += 1
            if not (is_weekend(day) or day in statutory or day in given):
                given.add(day)
                owed -= 1
    return given
