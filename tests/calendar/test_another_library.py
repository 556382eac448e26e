"""Every start day of 2007 to 2026 as the package holidays has its days, counted one by one."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import Any

import pytest

from caserules.calendar import WorkCalendar

holidays = pytest.importorskip("holidays", reason="the package holidays (of the dev requirements) is not installed")

DAY = timedelta(days=1)
NS = (1, 5, 7, 10, 15, 20, 30)
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)

DIVERGENCES: dict[str, str] = {}
"""Days of 2004 to 2026 about which that package and this calendar differ, each with its reason. There is none."""

CHINESE_CALENDAR_DIVERGES = {
    "2005-12-31": "that year's notice has it worked for 2006-01-03; chinese-calendar has a free Saturday, holidays a worked one",
}
"""Days about which holidays and the uncorrected chinese-calendar differ."""


@pytest.fixture(scope="module")
def china() -> Any:
    return holidays.China(years=range(2003, 2028))


def test_the_days_themselves(calendar: WorkCalendar, china: Any) -> None:
    days = (date(2004, 1, 1) + DAY * i for i in range((LAST - date(2004, 1, 1)).days + 1))
    assert {str(day) for day in days if china.is_working_day(day) != calendar.is_working_day(day)} == set(DIVERGENCES)


def test_what_chinese_calendar_itself_has_otherwise(china: Any) -> None:
    from chinese_calendar import is_workday  # noqa: TID251  the other side of the comparison

    days = (date(2004, 1, 1) + DAY * i for i in range((LAST - date(2004, 1, 1)).days + 1))
    assert {str(day) for day in days if china.is_working_day(day) != is_workday(day)} == set(CHINESE_CALENDAR_DIVERGES)


@pytest.mark.parametrize("n", NS)
def test_every_start_day(calendar: WorkCalendar, china: Any, n: int) -> None:
    """The n-th of its working days after each start, found by walking; where it lies within the coverage."""
    days = [FIRST + DAY * i for i in range((LAST - FIRST).days + 1)]
    worked = [day for day in days if china.is_working_day(day)]
    compared = 0
    for start in days:
        index = bisect_right(worked, start) + n - 1
        if index < len(worked):
            assert calendar.nth_working_day(start, n) == worked[index], (start, n)
            compared += 1
    assert compared >= len(days) - 50


def test_a_walk_and_the_list_of_worked_days_are_one(china: Any) -> None:
    """The comparison's own short cut, against the plain walk."""
    worked = [day for i in range(400) if china.is_working_day(day := FIRST + DAY * i)]
    for i in range(0, 300, 7):
        start = day = FIRST + DAY * i
        left = 30
        while left:
            day += DAY
            left -= china.is_working_day(day)
        assert worked[bisect_right(worked, start) + 29] == day
