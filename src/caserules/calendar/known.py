"""The calendar as it was known on a day: which holiday notices were out, and what they said then.

The packaged notices (`caserules/data/notices`) tell of each year which notices there were, when each was
published and what it said. The final state of a year is the default calendar's, whatever these files say of
it; only a year of which a later notice was not out yet is taken from them. A year without a file counts as
known from its first day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from caserules.calendar.notices import Notice, Overlay
from caserules.calendar.words import notice_year
from caserules.errors import CalendarError

__all__ = ["State", "known_notices", "state_as_of"]


class State(NamedTuple):
    """Days as they were known."""

    latest: date
    """Since when the last of the notices known was known."""
    last_year: int
    holidays: dict[date, str]
    workdays: set[date]


@cache
def known_notices() -> Mapping[int, Overlay]:
    """Return the packaged notices by year.

    Example:
        >>> [str(notice.published) for notice in known_notices()[2019].notices]
        ['2018-12-06', '2019-03-22']
    """
    from importlib import resources  # noqa: PLC0415  read when needed

    folder = resources.files("caserules").joinpath("data/notices")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    overlays = (Overlay.parse(file.read_text(encoding="utf-8"), file.name) for file in files)
    return MappingProxyType({overlay.year or 0: overlay for overlay in overlays})


def state_as_of(
    day: date, years: tuple[int, int], holidays: Mapping[date, str], workdays: Iterable[date]
) -> State | None:
    """Return the days of a calendar as known on a day; None if all of it was.

    Args:
        day: the day; at its end.
        years: the calendar's first and last year.
        holidays: its days off with their names.
        workdays: its worked weekend days.

    Raises:
        CalendarError: CAL-001 no year's notice was known.
    """
    files = known_notices()
    latest, last = date.min, None
    full: set[int] = set()
    named: dict[date, str | None] = {}
    for year in range(years[0], years[1] + 1):
        notices = files[year].notices if year in files else (Notice(),)
        known = [notice for notice in notices if notice.known_from(year) <= day]
        if not known:
            break
        latest, last = max(latest, *(notice.known_from(year) for notice in known)), year
        if len(known) == len(notices):
            full.add(year)
        else:
            for notice in known:
                named |= notice.days()
    if last is None:
        raise CalendarError("CAL-001", day=day.isoformat(), first=years[0], last=years[1])
    if full.issuperset(range(years[0], years[1] + 1)):
        return None
    off = {each: name for each, name in holidays.items() if notice_year(each) in full}
    off |= {each: name for each, name in named.items() if name is not None}
    made_up = {each for each in workdays if notice_year(each) in full} | {each for each in named if named[each] is None}
    return State(latest, last, off, made_up)
