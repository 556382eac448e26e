"""What the calendar refuses, with which code, and what it is made of."""

from __future__ import annotations

import copy
import dataclasses
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caserules.calendar import EVER, NEVER, WorkCalendar
from caserules.errors import CalendarError

LAST_DATE = (date.max - date(1970, 1, 1)).days


def code_of(ask: Callable[[], object]) -> str:
    with pytest.raises(CalendarError) as refused:
        ask()
    assert refused.value.message("zh")
    assert "?" not in refused.value.message("en")
    return refused.value.code


@pytest.mark.parametrize(
    ("start", "n", "code"),
    [
        ("2026-11-23", 30, "CAL-001"),  # next year's notice is not out
        ("2026-12-31", 1, "CAL-001"),
        ("2027-01-01", 1, "CAL-001"),
        ("2003-12-31", 1, "CAL-001"),
        ("1023-04-10", 1, "CAL-001"),
        ("9999-12-31", 1, "CAL-003"),
        ("9999-12-31", 400, "CAL-003"),
        ("0001-01-01", 400, "CAL-001"),
    ],
)
def test_a_day_outside_the_years(calendar: WorkCalendar, start: str, n: int, code: str) -> None:
    assert code_of(lambda: calendar.nth_working_day(date.fromisoformat(start), n)) == code


def test_the_refusal_says_which_day_is_wanted_and_which_years_there_are(calendar: WorkCalendar) -> None:
    with pytest.raises(CalendarError) as refused:
        calendar.nth_working_day(date(2026, 11, 23), 30)
    assert refused.value.params == {"day": "2027-01-01", "first": 2004, "last": 2026}


@pytest.mark.parametrize("n", [0, -1, -30, 401, 10**6, 10**18, 1.5, 30.0, True, False, "30", "1_000", "３０", None])
def test_a_count_that_is_none(calendar: WorkCalendar, n: Any) -> None:
    assert code_of(lambda: calendar.nth_working_day(date(2023, 4, 10), n)) == "CAL-002"
    assert code_of(lambda: calendar.nth_range(19457, n)) == "CAL-002"
    assert code_of(lambda: calendar.nth_range(EVER, n)) == "CAL-002"
    assert code_of(lambda: calendar.provisional_working_day(date(2023, 4, 10), n)) == "CAL-002"


@pytest.mark.parametrize("n", [1, 400])
def test_the_smallest_and_the_largest_count(calendar: WorkCalendar, n: int) -> None:
    start = date(2023, 4, 10)
    assert calendar.count_working_days(start, calendar.nth_working_day(start, n)) == n


@pytest.mark.parametrize("day", ["2023-04-10", 19457, None, [2023], datetime(2023, 4, 10, tzinfo=UTC)])
def test_what_is_no_date(calendar: WorkCalendar, day: Any) -> None:
    later = date(2023, 5, 1)
    assert code_of(lambda: calendar.nth_working_day(day, 1)) == "CAL-003"
    assert code_of(lambda: calendar.is_working_day(day)) == "CAL-003"
    assert code_of(lambda: calendar.count_working_days(day, later)) == "CAL-003"
    assert code_of(lambda: calendar.skipped_days(day, later)) == "CAL-003"
    assert code_of(lambda: calendar.made_up_days(later, day)) == "CAL-003"
    assert code_of(lambda: calendar.provisional_working_day(day, 1)) == "CAL-003"


def test_a_kind_of_date_is_taken_as_a_date(calendar: WorkCalendar) -> None:
    class Day(date):
        """As test suites that freeze the clock make them."""

    assert calendar.nth_working_day(Day(2023, 4, 10), 30) == date(2023, 5, 23)
    assert calendar.is_working_day(Day(2023, 4, 23))


@pytest.mark.parametrize("day", [date.max, date(9999, 12, 30), date.min])
def test_the_ends_of_time_never_overflow(calendar: WorkCalendar, day: date) -> None:
    codes = {"CAL-001", "CAL-003"}
    assert not calendar.covers(day)
    for n in (1, 30, 400):
        assert code_of(lambda n=n: calendar.nth_working_day(day, n)) in codes  # type: ignore[misc]
        assert code_of(lambda n=n: calendar.provisional_working_day(day, n)) in codes  # type: ignore[misc]
    for ask in (calendar.is_working_day, calendar.next_working_day, calendar.next_working_day_or_same):
        assert code_of(lambda ask=ask: ask(day)) in codes  # type: ignore[misc]
    assert code_of(lambda: calendar.count_working_days(date(2023, 1, 1), day)) in codes


def test_a_table_that_ends_with_the_last_date() -> None:
    last = WorkCalendar.from_days(version="last", first_year=9999, last_year=9999, holidays={})
    assert code_of(lambda: last.nth_working_day(date(9999, 12, 30), 2)) == "CAL-001"
    assert last.provisional_working_day(date(9999, 12, 29), 1) == (
        date(9999, 12, 30),
        date(9999, 12, 30),
        date.max,
    )
    assert last.nth_range(LAST_DATE - 1, 400) == (LAST_DATE, NEVER)


@pytest.mark.parametrize(
    ("first", "last", "holidays", "workdays", "why"),
    [
        (2024, 2023, [], [], "no_year"),
        (0, 2023, [], [], "no_year"),
        (2023, 10000, [], [], "no_year"),
        (2023, 2023, [date(2024, 1, 1)], [], "other_year"),
        (2023, 2023, [], [date(2022, 12, 31)], "other_year"),
        (2023, 2023, [], [date(2023, 4, 10)], "weekday_worked"),
        (2023, 2023, [date(2023, 4, 22)], [date(2023, 4, 22)], "off_and_worked"),
        (2023, 2023, [datetime(2023, 4, 22, tzinfo=UTC)], [], "not_a_date"),
    ],
)
def test_data_that_cannot_be_right(first: int, last: int, holidays: list[date], workdays: list[date], why: str) -> None:
    with pytest.raises(CalendarError) as refused:
        WorkCalendar.from_days(
            version="bad",
            first_year=first,
            last_year=last,
            holidays=dict.fromkeys(holidays, "节"),
            workdays=workdays,
        )
    assert (refused.value.code, refused.value.params["why"]) == ("CAL-004", why)


# ---------------------------------------------------------------- the object


def small(version: str = "small", **changes: Any) -> WorkCalendar:
    days = {date(2023, 1, 2): "元旦"}
    settings: dict[str, Any] = {"first_year": 2023, "last_year": 2023, "holidays": days} | changes
    return WorkCalendar.from_days(version=version, **settings)


def test_equal_by_version_and_contents() -> None:
    assert small() == small()
    assert hash(small()) == hash(small())
    assert small() != small("other")
    assert small() != small(workdays=[date(2023, 1, 7)])
    assert small() != small(holidays={date(2023, 1, 2): "春节"})
    assert small() != small(last_year=2024)
    assert small() != "small"


def test_frozen() -> None:
    calendar = small()
    with pytest.raises(dataclasses.FrozenInstanceError):
        calendar.version = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        calendar.holidays[date(2023, 1, 3)] = "元旦"  # type: ignore[index]


def test_copied_whole() -> None:
    calendar = small(workdays=[date(2023, 1, 7)])
    twin = copy.deepcopy(calendar)
    assert twin == calendar
    assert (twin.holidays, twin.workdays, twin.ranks) == (
        calendar.holidays,
        calendar.workdays,
        calendar.ranks,
    )


def test_the_default_is_built_once_and_says_which_data_it_has() -> None:
    import chinese_calendar

    calendar = WorkCalendar.default()
    assert WorkCalendar.default() is calendar
    assert calendar.version == f"cn-{chinese_calendar.__version__.removesuffix('.0')}+1"
    assert calendar.first_year == min(chinese_calendar.holidays).year
    assert calendar.last_year == max(chinese_calendar.holidays).year
    assert repr(calendar).startswith(f"<WorkCalendar {calendar.version}, 2004 to ")


def test_rank_and_selection_are_each_other_s_inverse(calendar: WorkCalendar) -> None:
    assert calendar.origin == (date(2004, 1, 1) - date(1970, 1, 1)).days
    assert all(calendar.ranks[day - calendar.origin] == k + 1 for k, day in enumerate(calendar.working_days))
    assert calendar.ranks[-1] == len(calendar.working_days)


def test_importing_the_calendar_reads_no_data() -> None:
    code = (
        "import sys; import caserules.calendar; before = 'chinese_calendar' in sys.modules; "
        "caserules.calendar.WorkCalendar.default(); print(before, 'chinese_calendar' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["False", "True"]
