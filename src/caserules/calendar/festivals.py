"""The statutory festivals of a year: the days that are off by law, whatever that year's holiday notice says.

The Measures on festivals say how many days each festival gives, in three versions since 2008. Three festivals
stand on fixed dates; the dates of the other four are packaged data (`caserules/data/festivals.csv`). Which
rest days are swapped with which working days is not law but each year's notice, and stands nowhere here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from caserules.calendar.words import DayNumber, number

__all__ = ["FIRST_LAW_YEAR", "Festival", "festivals_of", "last_festival_year"]

_FIXED: Final = {"new_year": (1, 1), "labour_day": (5, 1), "national_day": (10, 1)}

_OFF: Final[Mapping[str, tuple[int, ...]]] = {
    "new_year": (0,),
    "spring_festival": (-1, 0, 1, 2),
    "qingming": (0,),
    "labour_day": (0, 1),
    "dragon_boat": (0,),
    "mid_autumn": (0,),
    "national_day": (0, 1, 2),
}
"""Days off, counted from the festival's own day: the Measures as amended on 2024-11-10 (order 795)."""

_LAWS: Final[tuple[tuple[int, Mapping[str, tuple[int, ...]]], ...]] = (
    (2025, _OFF),
    (2014, {**_OFF, "spring_festival": (0, 1, 2), "labour_day": (0,)}),  # order 644
    (2008, {**_OFF, "spring_festival": (-1, 0, 1), "labour_day": (0,)}),  # order 513
)
"""Each version of the Measures with its first year, newest first."""

FIRST_LAW_YEAR: Final = _LAWS[-1][0]


class Festival(NamedTuple):
    """A festival of one year: its own day, and the days off that the law gives for it (weekend days too)."""

    name: str
    day: DayNumber
    off: tuple[DayNumber, ...]


@cache
def _moving() -> dict[int, dict[str, DayNumber]]:
    from importlib import resources  # noqa: PLC0415  when first asked

    text = resources.files("caserules").joinpath("data/festivals.csv").read_text(encoding="utf-8")
    head, *rows = (line.split(",") for line in text.splitlines() if not line.startswith("#"))
    return {
        int(row[0]): {name: number(date.fromisoformat(day)) for name, day in zip(head[1:], row[1:], strict=True)}
        for row in rows
    }


def last_festival_year() -> int:
    """Return the last year whose festivals are known.

    Example:
        >>> last_festival_year()
        2050
    """
    return max(_moving())


def festivals_of(year: int) -> tuple[Festival, ...]:
    """Return the seven statutory festivals of a year, in no promised order.

    Args:
        year: from 2008 to the last year of the packaged data.

    Raises:
        KeyError: no data for that year.

    Example:
        >>> spring = next(f for f in festivals_of(2027) if f.name == "spring_festival")
        >>> spring.day - spring.off[0], len(spring.off)
        (1, 4)
    """
    days = {name: number(date(year, *month_day)) for name, month_day in _FIXED.items()} | _moving()[year]
    law = next(off for since, off in _LAWS if since <= year)
    return tuple(Festival(name, day, tuple(day + i for i in law[name])) for name, day in days.items())
