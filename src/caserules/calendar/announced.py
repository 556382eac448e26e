"""A deadline that was announced, and a holiday notice that came after: the announced day is not shortened.

A recipient was told a day. A later notice may give days off on the way (2020), which moves the day back, or
have weekend days worked (2019), which would bring it forward. By itself the later of the two days holds:
nobody who relied on the announced day is late, and nobody works on a day off.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from caserules.calendar.table import WorkCalendar
from caserules.errors import CalendarError

__all__ = ["Announced", "AnnouncedDeadline", "announced_deadline"]


class Announced(StrEnum):
    """What a later holiday notice does to an announced deadline."""

    KEEP = "keep"
    """It may put the day back, and never brings it forward."""
    RECOMPUTE = "recompute"
    """The day is counted anew."""


class AnnouncedDeadline(NamedTuple):
    """A deadline as announced and as counted anew."""

    due: date
    """The day that holds."""
    announced: date | None
    """The day as the calendar of the announcement had it; None where the notice it needs was not out."""
    recounted: date
    """The day by the calendar that counts now."""
    announced_by: str
    """The version of the calendar of the announcement."""
    recounted_by: str
    """The version of the calendar that counts now."""

    @property
    def changed(self) -> bool:
        """Whether a later notice changed the count."""
        return self.announced is not None and self.announced != self.recounted


def announced_deadline(
    start: date,
    n: int,
    announced_on: date,
    *,
    calendar: WorkCalendar | None = None,
    announced: Announced | str = Announced.KEEP,
) -> AnnouncedDeadline:
    """Return the n-th working day after a day, where that day was announced before later notices.

    Args:
        start: the day from which is counted; it does not count itself.
        n: working days, 1 to 400.
        announced_on: the day on which the deadline was told; the notices known then count for it.
        calendar: the calendar that counts now, overlays included; by itself the default one.
        announced: `keep`: never shortened; `recompute`: counted anew.

    Raises:
        CalendarError: as for `WorkCalendar.nth_working_day`.
        ValueError: `announced` is neither.

    Example:
        >>> asked = date(2019, 3, 15)
        >>> kept = announced_deadline(asked, 30, asked)
        >>> str(kept.due), str(kept.announced), str(kept.recounted), kept.changed
        ('2019-04-29', '2019-04-29', '2019-04-28', True)
        >>> str(announced_deadline(asked, 30, asked, announced="recompute").due)
        '2019-04-28'
        >>> str(announced_deadline(date(2020, 1, 20), 7, date(2020, 1, 20)).due)  # more days off came
        '2020-02-06'
    """
    how, now = Announced(announced), calendar or WorkCalendar.default()
    then = WorkCalendar.known_as_of(announced_on, *now.overlays)
    recounted = now.nth_working_day(start, n)
    try:
        told: date | None = then.nth_working_day(start, n)
    except CalendarError as error:
        if error.code != "CAL-001":
            raise
        told = None
    due = max(told, recounted) if told and how is Announced.KEEP else recounted
    return AnnouncedDeadline(due, told, recounted, then.version, now.version)
