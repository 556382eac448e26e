"""The words this room shares: day numbers, the two days that are no date, what is told of a day."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple, TypeAlias

__all__ = [
    "EPOCH",
    "EVER",
    "LAST_DATE",
    "MAX_WORKING_DAYS",
    "NEVER",
    "Conflict",
    "DayNumber",
    "Provisional",
    "Skipped",
    "is_weekend",
    "notice_year",
    "number",
]

DayNumber: TypeAlias = int
"""A day, counted from 1970-01-01, which is 0."""

EVER: Final[DayNumber] = -1_000_000_000
"""Before every date: it may have happened at any time."""

NEVER: Final[DayNumber] = 1_000_000_000
"""After every date: it does not happen."""

MAX_WORKING_DAYS: Final = 400
"""The largest count of working days that is computed."""

EPOCH: Final = date(1970, 1, 1).toordinal()
LAST_DATE: Final[DayNumber] = date.max.toordinal() - EPOCH


class Skipped(NamedTuple):
    """A day that a count passed over."""

    day: date
    """The day that was not worked."""
    reason: str
    """`holiday` if the year's notice gives it off (weekend days within a holiday too), else `weekend`."""
    name: str
    """The holiday's Chinese name; empty for a weekend."""


class Provisional(NamedTuple):
    """A due day of which the holiday notice is not out yet."""

    day: date
    """The best single guess; the day itself where it is settled."""
    earliest: date
    """The earliest day that swaps can make it."""
    latest: date
    """The latest day that swaps can make it."""


class Conflict(NamedTuple):
    """A day about which two sources disagree."""

    day: date
    """The day."""
    worked_by: tuple[str, ...]
    """The sources by which it is worked."""
    off_by: tuple[str, ...]
    """The sources by which it is a day off."""


def notice_year(day: date) -> int:
    """Return the year whose holiday notice settles a day: the next one's from 26 December on.

    Example:
        >>> notice_year(date(2018, 12, 29)), notice_year(date(2018, 12, 25))
        (2019, 2018)
    """
    return day.year + ((day.month, day.day) > (12, 25))


def number(day: date) -> DayNumber:
    """Return the day number of a date.

    Example:
        >>> from datetime import date
        >>> number(date(1970, 1, 2))
        1
    """
    return day.toordinal() - EPOCH


def is_weekend(day: DayNumber) -> bool:
    """Say whether a day is a Saturday or a Sunday (1970-01-01 was a Thursday)."""
    return (day + 3) % 7 >= 5
