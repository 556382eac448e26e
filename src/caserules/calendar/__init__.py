"""Working days of mainland China: which days are worked, and the n-th one after a day.

The one idea: a table of every covered day, read by rank (how many working days up to it) and by selection
(the k-th working day), so that a due day is two look-ups. What the table does not settle is told as an
interval: next year's holiday notice can still change the last days of December and all that lies after them,
and where two sources disagree about a day nobody is right.

From below: `days` (the table by day numbers) and `outlook` (what lies after it); `dates` (asked with dates);
`table` (how a calendar comes about). Beside them what a calendar is made of: `source`, the packaged `notices`
with the days of their publication (`known`), overlays (`reading`, `writing`, `merging`), and their `faults`.

This room reads no clock and no network; its data come from the package chinese-calendar, from our corrections
of it, and from packaged files of festivals and notices, all read when first needed. It knows no rule and no
policy, and a user's file only as text.
"""

from __future__ import annotations

from caserules.calendar.announced import Announced, AnnouncedDeadline, announced_deadline
from caserules.calendar.faults import CalendarRejected
from caserules.calendar.notices import Notice, Overlay, OverlayKind
from caserules.calendar.table import WorkCalendar
from caserules.calendar.words import EVER, MAX_WORKING_DAYS, NEVER, Conflict, DayNumber, Provisional, Skipped

__all__ = [
    "EVER",
    "MAX_WORKING_DAYS",
    "NEVER",
    "Announced",
    "AnnouncedDeadline",
    "CalendarRejected",
    "Conflict",
    "DayNumber",
    "Notice",
    "Overlay",
    "OverlayKind",
    "Provisional",
    "Skipped",
    "WorkCalendar",
    "announced_deadline",
]
