"""Working days over columns: what the calendar says day by day, with coverage marked in each row and never raised."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from calendar_files import BASE, toml_local
from caserules.bulk import due_days, working_days_between
from caserules.bulk.days import TermTable
from caserules.calendar import Overlay, WorkCalendar
from caserules.errors import CalendarError, TermError
from caserules.expr import EVER, NEVER
from caserules.terms import RestDay, Term, to_number

CALENDAR = WorkCalendar.default()
RNG = random.Random(7)
STARTS = [date(2003, 6, 1) + timedelta(days=RNG.randrange(366 * 26)) for _ in range(3_000)]
TERMS = ("1wd", "5wd", "30wd", "400wd", "30d", "3m", "6m", "08-31")


@pytest.mark.parametrize("text", TERMS)
def test_due_days_are_the_terms_own(text: str) -> None:
    for rest_day in RestDay:
        if text.endswith("wd") and rest_day is not RestDay.AS_WRITTEN:
            continue
        term = Term.parse(text, rest_day=rest_day)
        found = due_days(np.array(STARTS, "datetime64[D]"), term)
        want = [term.span(to_number(day), CALENDAR, day.year) for day in STARTS]
        assert list(zip(found.earliest.tolist(), found.latest.tolist(), strict=True)) == want
        settled = [lo == hi and CALENDAR.origin <= lo <= CALENDAR.settled_through for lo, hi in want]
        assert found.covered.tolist() == settled


def test_what_is_not_covered_is_marked_and_not_raised() -> None:
    days = pa.array([date(1, 1, 1), date(1999, 1, 4), date(2023, 4, 10), None, date(2026, 12, 28), date(9999, 12, 31)])
    found = due_days(days, 30)
    assert found.covered.tolist() == [False, False, True, False, False, False]
    assert found.dates.tolist() == [None, None, date(2023, 5, 23), None, None, None]
    assert (int(found.earliest[3]), int(found.latest[3])) == (EVER, NEVER)


def test_arrow_numpy_and_day_numbers_are_one() -> None:
    numbers = np.array([to_number(day) for day in STARTS], np.int32)
    forms = (numbers, numbers.astype(np.int64), np.array(STARTS, "datetime64[D]"), pa.array(STARTS))
    first, *others = (due_days(form, "30wd") for form in (*forms, pa.chunked_array([STARTS[:7], STARTS[7:]])))
    for other in others:
        assert (first.latest == other.latest).all() and (first.covered == other.covered).all()


def test_a_missing_date_of_numpy_is_not_known() -> None:
    found = due_days(np.array(["2023-04-10", "NaT"], "datetime64[D]"), 30)
    assert found.dates.tolist() == [date(2023, 5, 23), None]


def test_a_day_that_sources_dispute_leaves_what_hangs_on_it_uncovered() -> None:
    calendar = BASE.with_overlay(Overlay.parse(toml_local("2023-04-23"), "x.toml"))
    assert calendar.conflicts
    found = due_days(pa.array([date(2023, 4, 10), date(2023, 5, 8)]), 30, calendar)
    assert found.covered.tolist() == [False, True]
    assert int(found.earliest[0]) < int(found.latest[0])


def test_counts_are_the_calendars_own() -> None:
    inside = [day for day in STARTS if 2004 <= day.year <= 2026]
    ends = [day + timedelta(days=RNG.randrange(-20, 400)) for day in inside]
    counts, covered = working_days_between(pa.array(inside), pa.array(ends))
    for day, end, count, is_covered in zip(inside, ends, counts.tolist(), covered.tolist(), strict=True):
        assert is_covered == (2004 <= end.year <= 2026)
        if is_covered:
            assert count == CALENDAR.count_working_days(day, end)


def test_a_term_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(TermError):
        due_days(pa.array(STARTS), "soon")
    with pytest.raises(TermError):
        due_days(pa.array(STARTS), 401)


def test_a_table_refuses_a_day_only_when_a_row_asks_for_it() -> None:
    def span(day: int) -> tuple[int, int]:
        if day == 5:
            raise CalendarError("CAL-003", day="5")
        return day + 1, day + 1

    table = TermTable(span, 0)
    column = np.array([3, 7, EVER, NEVER], np.int32)
    assert table(column, column)[0].tolist() == [4, 8, EVER, NEVER]  # type: ignore[union-attr]
    with pytest.raises(CalendarError):
        table(np.array([4, 5], np.int32), np.array([4, 5], np.int32))


def test_days_very_far_apart_are_counted_each_once() -> None:
    asked: list[int] = []

    def span(day: int) -> tuple[int, int]:
        asked.append(day)
        return day + 1, day + 2

    table = TermTable(span, 0)
    column = np.array([-5, 900_000, -5, EVER, 900_000], np.int32)
    lo, hi = table(column, column.copy())
    assert (lo.tolist(), hi.tolist()) == (  # type: ignore[union-attr]
        [-4, 900_001, -4, EVER, 900_001],
        [-3, 900_002, -3, EVER, 900_002],
    )
    assert len(asked) == 4
