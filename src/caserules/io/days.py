"""Instants become days, here and nowhere else: aware ones in the register's time zone, naive as they stand.

A model holds days only, so no rule ever meets an hour. The zone is the register's, never the machine's.
"""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["DEFAULT_ZONE", "day_of", "day_written", "zone_named"]

DEFAULT_ZONE: Final = "Asia/Shanghai"

_INSTANT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]"
    r"((?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?)(?:\.[0-9]{1,9})?"
    r"(Z|[+-][0-2][0-9]:[0-5][0-9])?"
)
_LONGEST: Final = 40
_ZONE: Final = re.compile(r"[A-Za-z_]{1,32}(/[A-Za-z_+\-0-9]{1,32}){0,2}")


def zone_named(name: object) -> ZoneInfo | None:
    """Return the time zone of a name, or None where there is none of that name.

    Example:
        >>> zone_named("Asia/Shanghai"), zone_named("Asia/Nowhere"), zone_named("../etc/passwd")
        (zoneinfo.ZoneInfo(key='Asia/Shanghai'), None, None)
    """
    if not isinstance(name, str) or not _ZONE.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, OSError, ValueError):
        return None


def day_of(instant: datetime, zone: tzinfo) -> date | None:
    """Return the day of an instant in a zone, or None where it falls out of all years.

    Example:
        >>> from datetime import timezone
        >>> day_of(datetime(2023, 8, 31, 16, tzinfo=timezone.utc), ZoneInfo("Asia/Shanghai"))
        datetime.date(2023, 9, 1)
        >>> day_of(datetime(2023, 8, 31, 20), ZoneInfo("Asia/Shanghai"))
        datetime.date(2023, 8, 31)
    """
    try:
        return (instant if instant.utcoffset() is None else instant.astimezone(zone)).date()
    except (OverflowError, ValueError):
        return None


def day_written(text: str, zone: tzinfo) -> str:
    """Return the day of an instant written in ISO 8601; any other text as it stands.

    Example:
        >>> day_written("2023-08-31T16:00:00Z", ZoneInfo("Asia/Shanghai"))
        '2023-09-01'
        >>> day_written("not_yet", ZoneInfo("Asia/Shanghai"))
        'not_yet'
    """
    found = _INSTANT.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return text
    day, time, offset = found.groups()
    try:
        # parts of a second are left out: no zone's offset has any, so they never move the day
        instant = datetime.fromisoformat(f"{day}T{time}{(offset or '').replace('Z', '+00:00')}")
    except ValueError:
        return text
    moved = day_of(instant, zone)
    return text if moved is None else moved.isoformat()
