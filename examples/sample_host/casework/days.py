"""Working days of 2023, counted by the system's own table; moments turned into days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def days(month: int, first: int, last: int | None = None) -> set[date]:
    return {date(2023, month, day) for day in range(first, (last or first) + 1)}


DAYS_OFF = (
    days(1, 1, 2) | days(1, 21, 27) | days(4, 5) | days(4, 29, 30) | days(5, 1, 3) | days(6, 22, 24)
    | days(9, 29, 30) | days(10, 1, 6)
)  # fmt: skip
MADE_UP = days(1, 28, 29) | days(4, 23) | days(5, 6) | days(6, 25) | days(10, 7, 8)


def is_working_day(day: date) -> bool:
    if day in MADE_UP:
        return True
    if day in DAYS_OFF:
        return False
    return day.weekday() < 5


def working_days_after(start: date, count: int) -> date:
    """The day on which so many working days have passed; the first day does not count."""
    day = start
    while count:
        day += ONE_DAY
        if is_working_day(day):
            count -= 1
    return day


def day_of(moment: datetime) -> date:
    """The day on which something arrived, here."""
    return moment.astimezone(HERE).date()
