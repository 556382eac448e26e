"""From the days of a notice to a table's flags: the checks that data must pass, the flags, and their hash."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Final

from caserules.calendar.faults import CalendarRejected, Fault
from caserules.calendar.words import Conflict, is_weekend, number

__all__ = ["sources_hash", "table_hash", "working_flags"]

_WEEK: Final = bytes((1, 1, 1, 1, 1, 0, 0))  # from Monday


def working_flags(first_year: int, last_year: int, holidays: Collection[date], workdays: Collection[date]) -> bytearray:
    """Return for each day of the years 1 if it is worked, else 0.

    Raises:
        CalendarRejected: CAL-004, all faults at once, with `why`: `no_year`, `not_a_date` (an instant),
            `other_year`, `off_and_worked`, or `weekday_worked` (Monday to Friday are worked anyway, so the
            day is mistyped).

    Example:
        >>> sum(working_flags(2023, 2023, [date(2023, 1, 2)], [date(2023, 1, 7)]))
        260
    """
    faults = list(_faults(first_year, last_year, holidays, workdays))
    if faults:
        raise CalendarRejected(faults)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    origin, size = number(first), number(last) - number(first) + 1
    flags = bytearray((_WEEK * (size // 7 + 2))[first.weekday() :][:size])
    for chosen, flag in ((holidays, 0), (workdays, 1)):
        for day in chosen:
            flags[number(day) - origin] = flag
    return flags


def _faults(first_year: int, last_year: int, holidays: Collection[date], workdays: Collection[date]) -> Iterator[Fault]:
    if not date.min.year <= first_year <= last_year <= date.max.year:
        yield Fault("CAL-004", f"{first_year}-{last_year}", "no_year")
        return
    for day in (*holidays, *workdays):
        if isinstance(day, datetime):
            yield Fault("CAL-004", day.isoformat(), "not_a_date")
        elif not first_year <= day.year <= last_year:
            yield Fault("CAL-004", day.isoformat(), "other_year")
    for day in workdays:
        if not is_weekend(number(day)):
            yield Fault("CAL-004", day.isoformat(), "weekday_worked")
        if day in holidays:
            yield Fault("CAL-004", day.isoformat(), "off_and_worked")


def table_hash(first_year: int, last_year: int, flags: bytes | bytearray, holidays: Mapping[date, str]) -> str:
    """Return the SHA-256, in hexadecimal, of a table: its years, its working days and its holidays' names."""
    from hashlib import sha256  # noqa: PLC0415  when a table is made

    # The layout is kept: receipts of earlier releases hold these hashes.
    names = "".join(f"{day} {name}\n" for day, name in sorted(holidays.items()))
    head = f"caserules working days, 1\n{first_year} {last_year}\n"
    return sha256(head.encode() + bytes(flags) + b"\n" + names.encode()).hexdigest()


def sources_hash(table: str, overlays: Iterable[str], conflicts: Iterable[Conflict]) -> str:
    """Return the SHA-256, in hexadecimal, of a table with the overlays that it holds and its disputed days.

    Args:
        table: the table's own hash.
        overlays: the overlays' hashes.
        conflicts: the days about which sources disagree.
    """
    from hashlib import sha256  # noqa: PLC0415  when a table is made

    disputed = (f"{x.day} {' '.join(x.worked_by)} / {' '.join(x.off_by)}" for x in conflicts)
    return sha256("\n".join((table, *overlays, *disputed)).encode()).hexdigest()
