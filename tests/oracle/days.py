"""Days as numbers, and a calendar that walks day by day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache

import chinese_calendar

EVER, NEVER = 0, 10**7
"""A day before all days, and one after all days. All others are numbered as `date.toordinal` does."""

Span = tuple[int, int]


def number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def iso(day: int) -> str | None:
    return None if day in (EVER, NEVER) else date.fromordinal(day).isoformat()


def after(day: int) -> int:
    return day if day in (EVER, NEVER) else day + 1


def eve(day: int) -> int:
    return day if day in (EVER, NEVER) else day - 1


@cache
def worked(day: int) -> bool:
    if date.fromordinal(day) == date(2005, 12, 31):  # that year's notice made it a working day
        return True
    return bool(chinese_calendar.is_workday(date.fromordinal(day)))  # noqa: TID251  slow and plain on purpose


@cache
def working_days_after(day: int, count: int) -> int:
    """The day that many working days on: the first day is not counted."""
    if day in (EVER, NEVER):
        return day
    while count:
        day += 1
        count -= worked(day)
    return day


def fixed(day: int) -> Span:
    """A fixed day; on a rest day nobody said whether it stands or moves to the next working day."""
    later = day
    while not worked(later):
        later += 1
    return day, later


def counted(day: int, term: str) -> int:
    """The day that a term ends: `20wd`, `10d`, `3m`; one that ends on a rest day ends on the next working day."""
    if day in (EVER, NEVER):
        return day
    count = int(term.rstrip("wdm"))
    if term.endswith("wd"):
        return working_days_after(day, count)
    if term.endswith("d"):
        return fixed(day + count)[1]
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return fixed(date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal())[1]


def written(value: str | None, through: int | None, recorded: str | None) -> Span:
    """What the register's word for a day leaves possible, before anything is cut."""
    if value is None:
        return EVER, NEVER
    if value == "none":
        return NEVER, NEVER
    if value == "not_yet":
        return (EVER, NEVER) if through is None else (through + 1, NEVER)
    if value == "done":
        last = number(recorded) if recorded else through
        return EVER, NEVER if last is None else last
    if len(value) == 10:
        return number(value), number(value)
    year = int(value[:4])
    first, last = 1, 12
    if "Q" in value:
        last = int(value[-1]) * 3
        first = last - 2
    elif len(value) == 7:
        first = last = int(value[-2:])
    return date(year, first, 1).toordinal(), date(year, last, monthrange(year, last)[1]).toordinal()
