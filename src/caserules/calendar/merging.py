"""A calendar's own days and overlays made one: who speaks of which day, who wins, and where two disagree.

Who has a view of a day: a calendar, and a year's notices, of every day of their years (a day that they do not
name is an ordinary one); all others only of the days that they name. Two views that differ are a conflict,
and nobody wins; but an amendment is later than the year's notices and wins over them, and a place's own days
off win over days that no notice names. What comes out does not hang on the order in which overlays are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from caserules.calendar.faults import CalendarRejected, Fault
from caserules.calendar.notices import Overlay, OverlayKind
from caserules.calendar.words import Conflict, is_weekend, notice_year, number

__all__ = ["Merged", "merged"]

_ORDER = (OverlayKind.NOTICE, OverlayKind.AMENDMENT, OverlayKind.LOCAL)


class Merged(NamedTuple):
    """The days of a calendar with its overlays."""

    last_year: int
    holidays: dict[date, str]
    workdays: frozenset[date]
    conflicts: tuple[Conflict, ...]


def merged(
    base: str,
    years: tuple[int, int],
    holidays: Mapping[date, str],
    workdays: Iterable[date],
    overlays: Iterable[Overlay],
) -> Merged:
    """Return a calendar's days with overlays.

    Args:
        base: the calendar's name, for conflicts.
        years: its first and its last year.
        holidays: its days off with their names.
        workdays: its worked weekend days.
        overlays: what is added, in any order.

    Raises:
        CalendarRejected: CAL-004 with `why` `gap` (a year that does not adjoin), `not_covered` (a year, or a
            place's day, that is not covered) or `id_taken`; all at once.
    """
    merge = _Merge(base, years, holidays, workdays)
    ids: set[str] = set()
    for overlay in sorted(overlays, key=_place):
        if overlay.id in ids:
            merge.faults.append(Fault("CAL-004", overlay.id, "id_taken"))
        ids.add(overlay.id)
        merge.add(overlay)
    if merge.faults:
        raise CalendarRejected(merge.faults)
    return Merged(merge.last, merge.off, frozenset(merge.made_up), tuple(merge.conflicts()))


def _place(overlay: Overlay) -> tuple[int, int, str, str]:
    published = max((str(notice.published) for notice in overlay.notices if notice.published), default="")
    return _ORDER.index(overlay.kind), overlay.year or 0, published, overlay.id


class _Merge:
    """The days so far, and who said them."""

    def __init__(
        self, base: str, years: tuple[int, int], holidays: Mapping[date, str], workdays: Iterable[date]
    ) -> None:
        self.first, self.last = years
        self.off, self.made_up = dict(holidays), set(workdays)
        self.said_by = dict.fromkeys((*self.off, *self.made_up), base)
        self.year_of = dict.fromkeys(range(years[0], years[1] + 1), base)
        self.amended: dict[date, date | None] = {}
        self.disputes: dict[date, dict[bool, set[str]]] = {}
        self.faults: list[Fault] = []

    def add(self, overlay: Overlay) -> None:
        if overlay.kind is OverlayKind.NOTICE:
            self.notices(overlay, overlay.year or 0)
        elif overlay.kind is OverlayKind.AMENDMENT:
            self.amendment(overlay, overlay.year or 0)
        else:
            self.local(overlay)

    def notices(self, overlay: Overlay, year: int) -> None:
        """Every day of the year, and the last days of the December before it."""
        if not self.first <= year <= self.last + 1:
            self.faults.append(Fault("CAL-004", f"{overlay.id}: {year}", "gap"))
            return
        named = overlay.days()
        start = date(year - 1, 12, 26) if year > self.first else date(year, 1, 1)
        known = dict(self.year_of)
        self.year_of.setdefault(year, overlay.id)
        self.last = max(self.last, year)
        for i in range((date(year, 12, 31) - start).days + 1):
            day = start + timedelta(days=i)
            speaks = day in named or notice_year(day) == year
            heard = day in self.said_by or notice_year(day) in known
            worked = named[day] is None if day in named else not is_weekend(number(day))
            if speaks and heard and worked != self.worked(day):
                self.dispute(day, worked, overlay.id)
            elif day in named and day not in self.said_by:
                self.put(day, named[day], overlay.id)

    def amendment(self, overlay: Overlay, year: int) -> None:
        """The days that it names; against another amendment the later one, if it is known which is."""
        if year not in self.year_of:
            self.faults.append(Fault("CAL-004", f"{overlay.id}: {year}", "not_covered"))
            return
        for notice in overlay.notices:
            for day, name in notice.days().items():
                if self.is_open(day, name is None, notice.published, overlay.id):
                    self.dispute(day, name is None, overlay.id)
                else:
                    self.put(day, name, overlay.id)
                    self.disputes.pop(day, None)
                    self.amended[day] = notice.published

    def is_open(self, day: date, worked: bool, published: date | None, source: str) -> bool:
        """Say whether another amendment differs about a day, and it is not known which is the later one."""
        if day not in self.amended or self.said_by[day] == source or self.worked(day) == worked:
            return False
        before = self.amended[day]
        return before is None or published is None or published <= before

    def local(self, overlay: Overlay) -> None:
        """The days that it names, where nobody named them before."""
        for day, name in overlay.days().items():
            if not self.first <= day.year <= self.last:
                self.faults.append(Fault("CAL-004", f"{overlay.id}: {day}", "not_covered"))
            elif day not in self.said_by:
                self.put(day, name, overlay.id)
            elif self.worked(day) != (name is None):
                self.dispute(day, name is None, overlay.id)

    # ------------------------------------------------------------ a day

    def worked(self, day: date) -> bool:
        return day in self.made_up or (day not in self.off and not is_weekend(number(day)))

    def put(self, day: date, name: str | None, source: str) -> None:
        self.off.pop(day, None)
        self.made_up.discard(day)
        if name is None:
            self.made_up.add(day)
        else:
            self.off[day] = name
        self.said_by[day] = source

    def dispute(self, day: date, worked: bool, source: str) -> None:
        sides = self.disputes.setdefault(day, {True: set(), False: set()})
        sides[self.worked(day)].add(self.said_by.get(day) or self.year_of[notice_year(day)])
        sides[worked].add(source)

    def conflicts(self) -> Iterable[Conflict]:
        for day, sides in sorted(self.disputes.items()):
            yield Conflict(day, tuple(sorted(sides[True])), tuple(sorted(sides[False])))
