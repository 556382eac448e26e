"""From the days of a notice to a table's flags: the checks that data must pass, the flags, and their hash."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Final

from caserules.calendar.words import is_weekend, number
from caserules.errors import CalendarError

__all__ = ["table_hash", "working_flags"]

_WEEK: Final = bytes((1, 1, 1, 1, 1, 0, 0))  # from Monday


def working_flags(
    first_year: int, last_year: int, holidays: Collection[date], workdays: Collection[date]
) -> bytearray:
    """Return for each day of the years 1 if it is worked, else 0.

    Raises:
        CalendarError: CAL-004 with `why`: `no_year`, `not_a_date` (an instant), `other_year`,
            `off_and_worked`, or `weekday_worked` (Monday to Friday are worked anyway, so the day is
            mistyped).

    Example:
        >>> sum(working_flags(2023, 2023, [date(2023, 1, 2)], [date(2023, 1, 7)]))
        260
    """
    if not date.min.year <= first_year <= last_year <= date.max.year:
        raise CalendarError("CAL-004", where=f"{first_year}-{last_year}", why="no_year")
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    for day in (*holidays, *workdays):
        if isinstance(day, datetime):
            raise CalendarError("CAL-004", where=day.isoformat(), why="not_a_date")
        if not first <= day <= last:
            raise CalendarError("CAL-004", where=day.isoformat(), why="other_year")
    for day in workdays:
        if not is_weekend(number(day)):
            raise CalendarError("CAL-004", where=day.isoformat(), why="weekday_worked")
        if day in holidays:
            raise CalendarError("CAL-004", where=day.isoformat(), why="off_and_worked")
    origin, size = number(first), number(last) - number(first) + 1
    flags = bytearray((_WEEK * (size // 7 + 2))[first.weekday() :][:size])
    for chosen, flag in ((holidays, 0), (workdays, 1)):
        for day in chosen:
            flags[number(day) - origin] = flag
    return flags


def table_hash(
    first_year: int, last_year: int, flags: bytes | bytearray, holidays: Mapping[date, str]
) -> str:
    """Return the SHA-256, in hexadecimal, of a table: its years, its working days and its holidays' names."""
    from hashlib import sha256

    names = "".join(f"{day} {name}\n" for day, name in sorted(holidays.items()))
    head = f"caserules working days, 1\n{first_year} {last_year}\n"
    return sha256(head.encode() + bytes(flags) + b"\n" + names.encode()).hexdigest()
