"""The days to get right, and the wrong counts that must not pass for right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from caserules.calendar import Skipped, WorkCalendar
from caserules.calendar.festivals import last_festival_year
from caserules.calendar.words import EVER, NEVER, number

DAY = timedelta(days=1)
Works = Callable[[date], bool]
Count = Callable[[date, int, Works], date]


def test_vector(calendar: WorkCalendar, vector: Any) -> None:
    assert calendar.nth_working_day(vector.start, vector.n) == vector.due


def test_vectors_agree_with_a_plain_count(calendar: WorkCalendar, vector: Any, counted: Count) -> None:
    assert counted(vector.start, vector.n, calendar.is_working_day) == vector.due


def test_every_start_day_as_chinese_calendar_counts(calendar: WorkCalendar) -> None:
    """Every start of 2007 to 2026 with a covered due day, against a walk over chinese-calendar's answers."""
    from chinese_calendar import is_workday  # noqa: TID251  the other side of the comparison

    first = date(2007, 1, 1)
    days = [first + DAY * i for i in range((date(2026, 12, 31) - first).days + 1)]
    works = [is_workday(day) for day in days]
    wanted = {1, 5, 7, 10, 15, 20, 30}
    compared = 0
    for index, start in enumerate(days):
        n = 0
        for offset in range(index + 1, min(index + 70, len(days))):
            n += works[offset]
            if works[offset] and n in wanted:
                assert calendar.nth_working_day(start, n) == days[offset], (start, n)
                compared += 1
            if n == 30:
                break
    assert compared > 50_000


def test_differs_from_chinese_calendar_on_one_day_only(calendar: WorkCalendar) -> None:
    from chinese_calendar import is_workday  # noqa: TID251  the other side of the comparison

    first = date(calendar.first_year, 1, 1)
    days = (first + DAY * i for i in range(len(calendar.ranks)))
    assert [day for day in days if calendar.is_working_day(day) != is_workday(day)] == [date(2005, 12, 31)]


def test_agrees_with_another_library_on_every_day(calendar: WorkCalendar) -> None:
    holidays = pytest.importorskip("holidays")
    china = holidays.China(years=range(2004, 2027))
    days = (date(2004, 1, 1) + DAY * i for i in range((date(2027, 1, 1) - date(2004, 1, 1)).days))
    assert [day for day in days if china.is_working_day(day) != calendar.is_working_day(day)] == []


# ---------------------------------------------------------------- the days themselves


@pytest.mark.parametrize("day", ["2023-04-23", "2005-12-31", "2007-12-29", "2011-12-31", "2018-12-29", "2026-02-14"])
def test_a_weekend_day_that_is_worked(calendar: WorkCalendar, day: str) -> None:
    assert calendar.is_working_day(date.fromisoformat(day))
    assert date.fromisoformat(day) in calendar.workdays


@pytest.mark.parametrize("day", ["2007-12-31", "2018-12-31", "2020-01-31", "2015-09-03", "2023-05-01"])
def test_a_weekday_that_is_off(calendar: WorkCalendar, day: str) -> None:
    assert not calendar.is_working_day(date.fromisoformat(day))
    assert date.fromisoformat(day) in calendar.holidays


@pytest.mark.parametrize("year", [2024, 2025, 2030])
@pytest.mark.parametrize(("month", "day"), [(4, 20), (8, 31)])
def test_april_20_and_august_31_fall_on_weekends(year: int, month: int, day: int) -> None:
    assert date(year, month, day).weekday() >= 5


@pytest.mark.parametrize(
    ("day", "rolled"),
    [
        ("2024-08-31", "2024-09-02"),
        ("2025-08-31", "2025-09-01"),
        ("2023-08-31", "2023-08-31"),
        ("2024-04-20", "2024-04-22"),
        ("2023-04-23", "2023-04-23"),
        ("2026-02-15", "2026-02-24"),
    ],
)
def test_roll_to_the_next_working_day_or_the_same(calendar: WorkCalendar, day: str, rolled: str) -> None:
    assert calendar.next_working_day_or_same(date.fromisoformat(day)) == date.fromisoformat(rolled)


def test_next_working_day_never_is_the_same(calendar: WorkCalendar) -> None:
    assert calendar.next_working_day(date(2023, 4, 10)) == date(2023, 4, 11)


def test_what_was_skipped_and_made_up_on_the_way_to_the_due_day(calendar: WorkCalendar) -> None:
    start, due = date(2023, 4, 10), date(2023, 5, 23)
    skipped = calendar.skipped_days(start, due)
    assert skipped[0] == Skipped(date(2023, 4, 15), "weekend", "")
    assert [s.day.day for s in skipped if s.reason == "holiday"] == [29, 30, 1, 2, 3]
    assert {s.name for s in skipped if s.reason == "holiday"} == {"劳动节"}
    assert calendar.made_up_days(start, due) == (date(2023, 4, 23), date(2023, 5, 6))
    assert len(skipped) + calendar.count_working_days(start, due) == (due - start).days


def test_spans_leave_the_first_day_out_and_take_the_last_in(calendar: WorkCalendar) -> None:
    saturday, sunday, monday = date(2023, 4, 15), date(2023, 4, 16), date(2023, 4, 17)
    assert [s.day for s in calendar.skipped_days(saturday, sunday)] == [sunday]
    assert calendar.count_working_days(sunday, monday) == 1
    assert calendar.count_working_days(monday, sunday) == 0
    assert calendar.made_up_days(date(2023, 4, 23), date(2023, 5, 5)) == ()
    assert calendar.skipped_days(monday, sunday) == ()


def test_the_longest_gaps_between_working_days(calendar: WorkCalendar) -> None:
    days = [day for day in calendar.working_days if day >= (date(2007, 1, 1) - date(1970, 1, 1)).days]
    gaps = sorted(((b - a, a) for a, b in pairwise(days)), reverse=True)
    assert [(gap, str(date(1970, 1, 1) + DAY * a)) for gap, a in gaps[:2]] == [
        (11, "2020-01-23"),
        (10, "2026-02-14"),
    ]


# ---------------------------------------------------------------- counts that are wrong


EVES = {2015: date(2015, 5, 12), 2019: date(2019, 3, 21), 2020: date(2020, 1, 26)}
"""The day before each second notice."""


def _before_the_second_notices(calendar: WorkCalendar) -> Works:
    """2015, 2019 and 2020 as their first notices had them."""
    firsts = {year: WorkCalendar.known_as_of(eve) for year, eve in EVES.items()}
    return lambda day: firsts.get(day.year, calendar).is_working_day(day)


def test_the_first_notices_day_by_day(calendar: WorkCalendar) -> None:
    """The reconstructed first notices against the days by which the second ones differ, written out."""
    worked = {(2015, 9, 3), (2015, 9, 4), (2019, 5, 2), (2019, 5, 3), (2020, 1, 31), (2020, 2, 1)}
    free = {(2015, 9, 6), (2019, 4, 28), (2019, 5, 5)}
    before = _before_the_second_notices(calendar)
    for year in EVES:
        for i in range(365):
            day = date(year, 1, 1) + DAY * i
            key = (day.year, day.month, day.day)
            assert before(day) == (key in worked or (key not in free and calendar.is_working_day(day)))


def _mutants(calendar: WorkCalendar, counted: Count) -> Iterator[tuple[str, Callable[[date, int], date]]]:
    right = calendar.is_working_day

    def weekday(day: date) -> bool:
        return day.weekday() < 5

    yield "the first day is counted", lambda d, n: counted(d - DAY, n, right)
    yield "Monday to Friday only", lambda d, n: counted(d, n, weekday)
    yield "no made-up days", lambda d, n: counted(d, n, lambda x: right(x) and weekday(x))
    yield "no holidays", lambda d, n: counted(d, n, lambda x: right(x) or weekday(x))
    yield "calendar days", lambda d, n: d + DAY * n
    yield "one too many", lambda d, n: counted(d, n + 1, right)
    yield "one too few", lambda d, n: counted(d, n - 1, right) if n > 1 else d
    yield "the day in UTC of an early hour", lambda d, n: counted(d - DAY, n, right)
    yield "the previous notice", lambda d, n: counted(d, n, _before_the_second_notices(calendar))


@pytest.mark.parametrize("index", range(9))
def test_a_wrong_count_fails_at_least_three_vectors(
    calendar: WorkCalendar, all_vectors: list[Any], counted: Count, index: int
) -> None:
    name, wrong = list(_mutants(calendar, counted))[index]
    covered = [v for v in all_vectors if v.start > date(2004, 1, 1) and v.due < date(2026, 12, 1)]
    caught = [v for v in covered if wrong(v.start, v.n) != v.due]
    assert len(caught) >= 3, name


@pytest.mark.parametrize(("index", "wrong_day"), [(0, "05-22"), (1, "05-22"), (2, "05-25"), (3, "05-18"), (4, "05-10")])
def test_the_notice_s_own_case_tells_each_wrong_count(
    calendar: WorkCalendar, counted: Count, index: int, wrong_day: str
) -> None:
    _, wrong = list(_mutants(calendar, counted))[index]
    assert wrong(date(2023, 4, 10), 30) == date.fromisoformat(f"2023-{wrong_day}")


def test_where_nothing_is_known_the_day_lies_within_what_no_calendar_has_passed(calendar: WorkCalendar) -> None:
    before = calendar.origin - 1
    assert calendar.nth_range(before, 30) == (before + 30, before + 80)
    assert [calendar.nth_range_before(end, 5) for end in (EVER, NEVER)] == [(EVER, EVER), (NEVER, NEVER)]
    assert [calendar.nth_range(end, 5) for end in (EVER, NEVER)] == [(EVER, EVER), (NEVER, NEVER)]


def test_a_count_that_reaches_the_last_festival_of_all_is_still_a_range(calendar: WorkCalendar) -> None:
    start = number(date(last_festival_year(), 9, 1))
    earliest, latest = calendar.nth_range(start, 50)
    assert start + 50 <= earliest < latest <= number(date(last_festival_year(), 12, 25))
    assert calendar.nth_range(number(date(last_festival_year(), 12, 1)), 30)[1] - start > 60
