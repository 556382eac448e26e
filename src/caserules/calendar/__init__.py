"""Working days of mainland China: which days are worked, and the n-th one after a day.

The one idea: a table of every covered day, read by rank (how many working days up to it) and by selection
(the k-th working day), so that a due day is two look-ups. What the table does not settle is told as an
interval: next year's holiday notice can still change the last days of December and all that lies after them.

This room reads no clock and no network; its data come from the package chinese-calendar, from our corrections
of it, and from a packaged file of festival dates, all read when first needed. It knows no rule and no policy.
"""

from __future__ import annotations

from caserules.calendar.table import WorkCalendar
from caserules.calendar.words import EVER, MAX_WORKING_DAYS, NEVER, DayNumber, Provisional, Skipped

__all__ = ["EVER", "MAX_WORKING_DAYS", "NEVER", "DayNumber", "Provisional", "Skipped", "WorkCalendar"]
