"""Working days of the invented year: everything an office does happens on one of them.

Days are ISO texts, as a register's file has them; they compare as days do. No clock is read: the year ends where the register
does.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final, TypeAlias

from caserules.calendar import WorkCalendar

__all__ = ["ASSIGNED", "CLOSING", "END", "PLAN", "When", "WorkingDays", "record", "working_days"]

ASSIGNED: Final = "2023-04-10"
PLAN: Final = "2023-04-20"
CLOSING: Final = "2023-08-31"
END: Final = "2023-09-01"
"""The day through which the register is complete."""

When: TypeAlias = str | None
"""A day or a register's word for one; None: the key is left out, and the day is not known."""


class WorkingDays:
    """The working days from the year's first through the register's last, in order."""

    def __init__(self, days: tuple[str, ...]) -> None:
        self.days = days

    def shift(self, day: str, n: int) -> str:
        """Return the n-th working day after a day (before it, if negative); no further than the last or the first."""
        at = bisect_left(self.days, day)
        return self.days[min(max(at + n, 0), len(self.days) - 1)]

    def room(self, day: str, until: str) -> int:
        """Return how many working days there are after one day through another; negative if it lies before."""
        return bisect_left(self.days, until) - bisect_left(self.days, day)

    def between(self, dice: Random, first: str, last: str) -> str:
        """Draw a working day from one day through another."""
        return self.shift(first, dice.randint(0, max(0, self.room(first, last))))

    def after(self, day: str, n: int) -> str:
        """Return the n-th working day after a day, or `not_yet` where that lies beyond the register's last day."""
        return self.shift(day, n) if self.room(day, END) >= n else "not_yet"


@cache
def working_days() -> WorkingDays:
    """Return the working days of 2023 through the register's last day."""
    calendar = WorkCalendar.default()
    first = date(2023, 1, 1)
    span = (date.fromisoformat(END) - first).days + 1
    days = (first + timedelta(days=i) for i in range(span))
    return WorkingDays(tuple(day.isoformat() for day in days if calendar.is_working_day(day)))


def record(**fields: object) -> dict[str, object]:
    """Return a record of a register's file: a key without a value is left out; `from_` and `is_` lose their mark."""
    return {key.rstrip("_"): value for key, value in fields.items() if value is not None}
