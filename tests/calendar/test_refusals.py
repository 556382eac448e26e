"""What the calendar refuses, with which code, and what it is made of."""

from __future__ import annotations

import copy
import dataclasses
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

import pytest

from caserules.calendar import EVER, NEVER, WorkCalendar
from caserules.calendar.words import number
from caserules.errors import CalendarError

LAST_DATE = (date.max - date(1970, 1, 1)).days


def refusal(ask: Callable[[], object]) -> CalendarError:
    with pytest.raises(CalendarError) as refused:
        ask()
    assert refused.value.message("zh")
    assert "?" not in refused.value.message("en")
    return refused.value


def code_of(ask: Callable[[], object]) -> str:
    return refusal(ask).code


@pytest.mark.parametrize(
    ("start", "n", "code", "wanted"),
    [
        ("2026-11-23", 30, "CAL-001", "2027-01-01"),  # next year's notice is not out
        ("2026-12-31", 1, "CAL-001", "2027-01-01"),
        ("2027-01-01", 1, "CAL-001", "2027-01-01"),
        ("2003-12-31", 1, "CAL-001", "2003-12-31"),
        ("1023-04-10", 1, "CAL-001", "1023-04-10"),
        ("2050-12-31", 1, "CAL-001", "2050-12-31"),  # the last year whose festivals are known: its notice will come
        ("2051-01-01", 1, "CAL-003", "2051-01-01"),
        ("9999-12-31", 1, "CAL-003", "9999-12-31"),
        ("9999-12-31", 400, "CAL-003", "9999-12-31"),
        ("0001-01-01", 400, "CAL-001", "0001-01-01"),
    ],
)
def test_a_day_outside_the_years_is_refused_with_the_day_and_the_years(
    calendar: WorkCalendar, start: str, n: int, code: str, wanted: str
) -> None:
    error = refusal(lambda: calendar.nth_working_day(date.fromisoformat(start), n))
    years = {"first": 2004, "last": 2026} if code == "CAL-001" else {}
    assert (error.code, error.params) == (code, {"day": wanted, **years})


@pytest.mark.parametrize("n", [0, -1, -30, 401, 10**6, 10**18, 1.5, 30.0, True, False, "30", "1_000", "３０", None])
def test_a_count_that_is_none(calendar: WorkCalendar, n: Any) -> None:
    for ask in (
        lambda: calendar.nth_working_day(date(2023, 4, 10), n),
        lambda: calendar.nth_range(19457, n),
        lambda: calendar.nth_range(EVER, n),
        lambda: calendar.nth_range_before(19457, n),
        lambda: calendar.provisional_working_day(date(2023, 4, 10), n),
    ):
        error = refusal(ask)
        assert (error.code, error.params) == ("CAL-002", {"field": "n"})


@pytest.mark.parametrize("n", [1, 400])
def test_the_smallest_and_the_largest_count(calendar: WorkCalendar, n: int) -> None:
    start = date(2023, 4, 10)
    due = calendar.nth_working_day(start, n)
    assert calendar.count_working_days(start, due) == n
    assert calendar.nth_range(number(start), n) == (number(due), number(due))


@pytest.mark.parametrize("day", ["2023-04-10", 19457, None, [2023], datetime(2023, 4, 10, tzinfo=UTC)])
def test_what_is_no_date(calendar: WorkCalendar, day: Any) -> None:
    later = date(2023, 5, 1)
    for ask in (
        lambda: calendar.nth_working_day(day, 1),
        lambda: calendar.is_working_day(day),
        lambda: calendar.count_working_days(day, later),
        lambda: calendar.skipped_days(day, later),
        lambda: calendar.made_up_days(later, day),
        lambda: calendar.provisional_working_day(day, 1),
    ):
        error = refusal(ask)
        assert (error.code, error.params) == ("CAL-003", {"day": type(day).__name__})


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
    assert last.provisional_working_day(date(9999, 12, 30), 1).day == date.max, "the last day of a table is no guess"
    assert last.nth_range(LAST_DATE - 1, 400) == (LAST_DATE, NEVER)


def test_a_table_that_begins_with_the_first_date() -> None:
    first = WorkCalendar.from_days(version="first", first_year=1, last_year=1, holidays={})
    assert date.min.weekday() == 0
    assert [first.nth_working_day(date.min, n) for n in (1, 5)] == [date(1, 1, 2), date(1, 1, 8)]


def test_a_table_in_which_no_day_is_worked() -> None:
    """A place that shut down for a year."""
    days = [date.fromordinal(date(2023, 1, 1).toordinal() + i) for i in range(365)]
    shut = WorkCalendar.from_days(version="shut", first_year=2023, last_year=2023, holidays=dict.fromkeys(days, "停"))
    assert not any(map(shut.is_working_day, days))
    assert shut.count_working_days(days[0], days[-1]) == 0
    assert code_of(lambda: shut.next_working_day_or_same(days[0])) == "CAL-001"


@pytest.mark.parametrize(
    ("first", "last", "holidays", "workdays", "why", "where"),
    [
        (2024, 2023, [], [], "no_year", "2024-2023"),
        (0, 2023, [], [], "no_year", "0-2023"),
        (2023, 10000, [], [], "no_year", "2023-10000"),
        (2023, 2023, [date(2024, 1, 1)], [], "other_year", "2024-01-01"),
        (2023, 2023, [], [date(2022, 12, 31)], "other_year", "2022-12-31"),
        (2023, 2023, [], [date(2023, 4, 10)], "weekday_worked", "2023-04-10"),
        (2023, 2023, [date(2023, 4, 22)], [date(2023, 4, 22)], "off_and_worked", "2023-04-22"),
        (2023, 2023, [datetime(2023, 4, 22, tzinfo=UTC)], [], "not_a_date", "2023-04-22T00:00:00+00:00"),
    ],
)
def test_data_that_cannot_be_right(
    first: int, last: int, holidays: list[date], workdays: list[date], why: str, where: str
) -> None:
    with pytest.raises(CalendarError) as refused:
        WorkCalendar.from_days(
            version="bad",
            first_year=first,
            last_year=last,
            holidays=dict.fromkeys(holidays, "节"),
            workdays=workdays,
        )
    assert (refused.value.code, refused.value.params) == ("CAL-004", {"where": where, "why": why})


# ---------------------------------------------------------------- the object


def small(version: str = "small", **changes: Any) -> WorkCalendar:
    days = {date(2023, 1, 2): "元旦"}
    settings: dict[str, Any] = {"first_year": 2023, "last_year": 2023, "holidays": days} | changes
    return WorkCalendar.from_days(version=version, **settings)


def test_equal_by_version_and_contents() -> None:
    assert small() == small()
    assert hash(small()) == hash(small()) != hash(small("other"))
    assert small() != small("other")
    assert small() != small(workdays=[date(2023, 1, 7)])
    assert small() != small(holidays={date(2023, 1, 2): "春节"})
    assert small() != small(last_year=2024)
    assert small() != "small"


def test_the_hash_is_of_a_layout_that_receipts_of_earlier_releases_hold() -> None:
    calendar = small(holidays={date(2023, 1, 3): "元旦", date(2023, 1, 2): "元旦"})
    flags = bytes(calendar.is_working_day(date.fromordinal(date(2023, 1, 1).toordinal() + i)) for i in range(365))
    told = b"caserules working days, 1\n2023 2023\n" + flags + "\n2023-01-02 元旦\n2023-01-03 元旦\n".encode()
    assert calendar.sha256 == sha256(told).hexdigest()


def test_told_by_its_version_its_years_and_the_head_of_its_hash() -> None:
    assert repr(small(last_year=2024)) == f"<WorkCalendar small, 2023 to 2024, {small(last_year=2024).sha256[:12]}>"


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
