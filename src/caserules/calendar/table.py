"""A calendar and how it comes about: packaged, from days, as it was known on a day, or with overlays.

It is the table of `dates` with a name and a hash. A calendar with overlays keeps what it was made of, so that
one more overlay, or a copy, is made from the start; the order of overlays never matters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import final

from caserules.calendar.build import sources_hash, table_hash, working_flags
from caserules.calendar.dates import DateTable, check_date
from caserules.calendar.days import DayTable, plain_table
from caserules.calendar.notices import Overlay
from caserules.calendar.source import read_source
from caserules.calendar.words import EPOCH, Conflict, number

__all__ = ["WorkCalendar"]


@final
@dataclass(frozen=True, slots=True, eq=False, repr=False, kw_only=True)
class WorkCalendar(DateTable):
    """Working days of whole years. Frozen; equal, and of one hash, if version and `sha256` are equal.

    Get one from `WorkCalendar.default()`, `WorkCalendar.known_as_of(day)` or `WorkCalendar.from_days(...)`, and
    add overlays with `with_overlay`. Days are dates: an instant
    (`datetime`) is refused, since only its reader knows of which zone's day it speaks. A count begins on the
    day after the start.

    Example:
        >>> from datetime import date
        >>> calendar = WorkCalendar.default()
        >>> calendar.nth_working_day(date(2023, 4, 10), 30)
        datetime.date(2023, 5, 23)
    """

    version: str
    """Which data these are: `cn-1.11+1` is chinese-calendar 1.11 with one correction of ours; `@2019-03-22` after
    it, with no notice later than that; `/cn-2027` after it, with that overlay."""
    sha256: str
    """Hash of the covered years, the working days and the holidays' names, and of the overlays if there are
    any; the version is not in it."""
    overlays: tuple[Overlay, ...] = ()
    """The overlays that it holds."""
    _base: WorkCalendar | None = None
    """The calendar without them."""

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
        return _built(version, (first_year, last_year), holidays, workdays)

    @classmethod
    def known_as_of(cls, day: date, *overlays: Overlay) -> WorkCalendar:
        """Return the default calendar as it was known at the end of a day: with the notices that were out then.

        Years whose notice was not out are not covered. Where no source shows when a notice was published, it
        counts as known from the first day of its year. If all was known, it is the default calendar itself.

        Args:
            day: the day.
            overlays: what is added, each as far as it was known then (`Overlay.known_as_of`).

        Raises:
            CalendarError: CAL-001 no notice was out yet, CAL-003 not a date; otherwise as for `with_overlay`.

        Example:
            >>> before = WorkCalendar.known_as_of(date(2019, 3, 21))
            >>> before.version, before.last_year, str(before.nth_working_day(date(2019, 3, 15), 30))
            ('cn-1.11+1@2018-12-06', 2019, '2019-04-29')
        """
        check_date(day)
        known = _known_as_of(day)
        added = (overlay.known_as_of(day) for overlay in overlays)
        fitting = [
            each.within(known.first_year, known.last_year) if each.year is None else each for each in added if each
        ]
        return known.with_overlay(*fitting)

    def with_overlay(self, *overlays: Overlay) -> WorkCalendar:
        r"""Return this calendar with overlays: a new year's notices, an amendment, a place's own days off.

        Where two sources differ about a day, and neither is an amendment or speaks of a place's days where no
        notice does, the day is a conflict: `conflicts` lists it, `nth_range` gives both ends, and
        `nth_working_day` refuses to choose.

        Args:
            overlays: in any order; one that is there already changes nothing.

        Raises:
            CalendarRejected: CAL-004 a year that does not adjoin the years covered, a day of a place outside
                them, two overlays of one id.

        Example:
            >>> text = 'schema = 1\nkind = "local"\nid = "x"\narea = "某州"\nsource = "某条例"\n'
            >>> text += '[[notices]]\noff = [{ name = "州庆", day = 2023-04-11 }]\n'
            >>> local = WorkCalendar.default().with_overlay(Overlay.parse(text, "x.toml"))
            >>> local.version, str(local.nth_working_day(date(2023, 4, 10), 1))
            ('cn-1.11+1/x', '2023-04-12')
        """
        base = self._base or self
        chosen = tuple(dict.fromkeys((*self.overlays, *overlays)))
        if chosen == self.overlays:
            return self
        from caserules.calendar.merging import merged  # noqa: PLC0415  read when needed

        years = (base.first_year, base.last_year)
        made = merged(base.version, years, base.holidays, base.workdays, chosen)
        chosen = tuple(sorted(chosen, key=lambda overlay: overlay.id))
        return _built(
            "/".join((base.version, *(overlay.id for overlay in chosen))),
            (base.first_year, made.last_year),
            made.holidays,
            made.workdays,
            conflicts=made.conflicts,
            overlays=chosen,
            base=base,
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
        base = self._base or self
        days = (base.version, (base.first_year, base.last_year), dict(base.holidays), base.workdays)
        return _rebuilt, (*days, self.overlays)


def _built(
    version: str,
    years: tuple[int, int],
    holidays: Mapping[date, str],
    workdays: Collection[date],
    *,
    conflicts: tuple[Conflict, ...] = (),
    overlays: tuple[Overlay, ...] = (),
    base: WorkCalendar | None = None,
) -> WorkCalendar:
    """Build the table; with conflicts, beside it those with every disputed day worked, and none."""
    flags = working_flags(*years, holidays, workdays)
    first = date(years[0], 1, 1)
    origin = number(first)
    table = plain_table(origin, flags)
    disputed = sorted(number(conflict.day) for conflict in conflicts)
    agreed = bisect_left(table.working_days, disputed[0]) if disputed else len(table.working_days)
    sure = min(table._settled_count, agreed)
    sha256 = table_hash(*years, flags, holidays)
    return WorkCalendar(
        version=version,
        sha256=sources_hash(sha256, (overlay.sha256 for overlay in overlays), conflicts) if overlays else sha256,
        first_year=years[0],
        last_year=years[1],
        origin=origin,
        ranks=table.ranks,
        working_days=table.working_days,
        settled_through=table.settled_through,
        holidays=MappingProxyType(dict(sorted(holidays.items()))),
        workdays=tuple(sorted(set(workdays))),
        conflicts=conflicts,
        overlays=overlays,
        _base=base,
        _first_ordinal=first.toordinal(),
        _dates=tuple(date.fromordinal(day + EPOCH) for day in table.working_days[:agreed]),
        _settled_count=table._settled_count,
        _sure_count=sure,
        _disputed=frozenset(disputed),
        _bounds=(_with(flags, origin, disputed, 1), _with(flags, origin, disputed, 0)) if disputed else None,
    )


def _with(flags: bytearray, origin: int, days: list[int], flag: int) -> DayTable:
    changed = bytearray(flags)
    for day in days:
        changed[day - origin] = flag
    return plain_table(origin, changed)


@cache
def _default() -> WorkCalendar:
    source = read_source()
    return _built(source.version, (source.first_year, source.last_year), source.holidays, source.workdays)


@lru_cache(maxsize=256)
def _known_as_of(day: date) -> WorkCalendar:
    from caserules.calendar.known import state_as_of  # noqa: PLC0415  read when needed

    whole = _default()
    state = state_as_of(day, (whole.first_year, whole.last_year), whole.holidays, whole.workdays)
    if state is None:
        return whole
    version = f"{whole.version}@{state.latest}"
    return _built(version, (whole.first_year, state.last_year), state.holidays, state.workdays)


def _rebuilt(
    version: str,
    years: tuple[int, int],
    holidays: dict[date, str],
    workdays: tuple[date, ...],
    overlays: tuple[Overlay, ...],
) -> WorkCalendar:
    """Build a copy from what a pickle keeps: the days given, not the table made of them."""
    return _built(version, years, holidays, workdays).with_overlay(*overlays)
