"""The days to get right, one test for each line of the table: working days, months, rest days, what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from caserules.calendar import WorkCalendar, announced_deadline
from caserules.errors import CalendarError
from caserules.terms import RestDay, Term, to_number


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2023-04-10", "30wd", "2023-05-23"),
        ("2023-04-08", "30wd", "2023-05-22"),  # a Saturday; one common library call gives 05-23
        ("2023-04-10", "10wd", "2023-04-23"),  # return of a case: a Sunday that is worked
        ("2023-05-23", "5wd", "2023-05-30"),  # redo of an opinion
        ("2023-04-10", "3m", "2023-07-10"),
        ("2023-04-10", "6m", "2023-10-10"),
        ("2023-11-30", "3m", "2024-02-29"),
        ("2023-04-23", "1wd", "2023-04-24"),  # from a worked Sunday
        ("2023-04-22", "1wd", "2023-04-23"),  # to a worked Sunday
    ],
)
def test_a_due_day(start: str, term: str, due: str) -> None:
    assert Term.parse(term).due(day(start)) == day(due)
    counted = Term.parse(term).span(to_number(day(start)), WorkCalendar.default(), 2023)
    assert counted == (to_number(day(due)),) * 2, "as rules count it, by day numbers"


def test_the_receipt_s_last_useful_day() -> None:
    """Twenty working days before 31 August."""
    found = WorkCalendar.default().nth_range_before(to_number(day("2023-08-31")), 20)
    assert found == (to_number(day("2023-08-03")),) * 2


@pytest.mark.parametrize(("month", "number"), [(4, 20), (8, 31)])
@pytest.mark.parametrize("year", [2024, 2025, 2030])
def test_fixed_days_on_a_weekend_are_the_policy_s_to_read(
    calendar: WorkCalendar, year: int, month: int, number: int
) -> None:
    """D20: as written, rolled, or from the one to the other."""
    written = date(year, month, number)
    assert written.weekday() >= 5
    spans = {how: Term.parse(f"{month:02d}-{number:02d}", rest_day=how).span(0, calendar, year) for how in RestDay}
    first = to_number(written)
    assert spans[RestDay.AS_WRITTEN] == (first, first)
    rolled = spans[RestDay.ROLL_FORWARD]
    assert rolled[0] > first
    assert spans[RestDay.UNSETTLED] == (first, rolled[1])


def test_next_year_s_notice_is_not_out(calendar: WorkCalendar) -> None:
    """D01: refused, and a provisional day marked as such."""
    with pytest.raises(CalendarError) as refused:
        calendar.nth_working_day(day("2026-11-23"), 30)
    assert (refused.value.code, refused.value.params["last"]) == ("CAL-001", 2026)
    found = calendar.provisional_working_day(day("2026-11-23"), 30)
    assert found.earliest < found.day < found.latest


def test_2005_12_31_was_worked(calendar: WorkCalendar) -> None:
    import chinese_calendar

    assert calendar.is_working_day(day("2005-12-31"))
    assert WorkCalendar.known_as_of(day("2005-12-22")).is_working_day(day("2005-12-31"))
    assert not WorkCalendar.known_as_of(day("2005-12-21")).is_working_day(day("2005-12-31"))
    assert day("2005-12-31") not in chinese_calendar.workdays


@pytest.mark.parametrize(
    ("start", "n", "first_notice", "second_notice", "eve"),
    [
        ("2015-08-24", 10, "2015-09-07", "2015-09-08", "2015-05-12"),
        ("2019-03-15", 30, "2019-04-29", "2019-04-28", "2019-03-21"),
        ("2020-01-20", 7, "2020-02-04", "2020-02-06", "2020-01-26"),
    ],
)
def test_amended_years(start: str, n: int, first_notice: str, second_notice: str, eve: str) -> None:
    assert WorkCalendar.known_as_of(day(eve)).nth_working_day(day(start), n) == day(first_notice)
    assert WorkCalendar.default().nth_working_day(day(start), n) == day(second_notice)
    kept = announced_deadline(day(start), n, day(eve))
    assert kept.due == max(day(first_notice), day(second_notice))
