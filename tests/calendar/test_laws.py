"""Laws of counting working days: on the real calendar, and on calendars made up at random."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caserules.calendar import WorkCalendar
from caserules.errors import CalendarError

DAY = timedelta(days=1)
EPOCH = date(1970, 1, 1)

real_days = st.dates(date(2004, 1, 1), date(2025, 1, 1))
counts = st.integers(1, 60)
invented_days = st.dates(date(2022, 1, 1), date(2024, 12, 31))


@st.composite
def invented(draw: st.DrawFn) -> WorkCalendar:
    off = draw(st.frozensets(invented_days, max_size=25))
    worked = {day for day in draw(st.frozensets(invented_days, max_size=25)) if day.weekday() >= 5} - off
    return WorkCalendar.from_days(
        version="invented",
        first_year=2022,
        last_year=2024,
        holidays=dict.fromkeys(off, "节"),
        workdays=worked,
    )


calendars = st.one_of(st.just(WorkCalendar.default()), invented())
starts = st.dates(date(2022, 1, 1), date(2024, 6, 1))


@given(calendars, starts, starts, counts)
def test_a_later_start_is_never_due_earlier(calendar: WorkCalendar, a: date, b: date, n: int) -> None:
    early, late = sorted((a, b))
    assert calendar.nth_working_day(early, n) <= calendar.nth_working_day(late, n)


@given(calendars, starts, st.integers(1, 60))
def test_one_day_more_is_due_later(calendar: WorkCalendar, start: date, n: int) -> None:
    assert start < calendar.nth_working_day(start, n) < calendar.nth_working_day(start, n + 1)


@given(calendars, starts, st.integers(1, 30), st.integers(1, 30))
def test_counting_on_from_the_due_day_is_counting_at_once(calendar: WorkCalendar, start: date, m: int, n: int) -> None:
    middle = calendar.nth_working_day(start, m)
    assert calendar.nth_working_day(middle, n) == calendar.nth_working_day(start, m + n)


@given(calendars, starts, counts)
def test_the_due_day_is_worked_and_the_count_comes_back(calendar: WorkCalendar, start: date, n: int) -> None:
    due = calendar.nth_working_day(start, n)
    assert calendar.is_working_day(due)
    assert calendar.count_working_days(start, due) == n


@given(calendars, st.lists(starts, min_size=3, max_size=3))
def test_counts_of_adjoining_spans_add_up(calendar: WorkCalendar, days: list[date]) -> None:
    a, b, c = sorted(days)
    count = calendar.count_working_days
    assert count(a, c) == count(a, b) + count(b, c)


@given(real_days, st.integers(1, 400))
def test_a_due_day_is_n_to_twice_n_and_twenty_days_away(start: date, n: int) -> None:
    assert n <= (WorkCalendar.default().nth_working_day(start, n) - start).days <= 2 * n + 20


@given(real_days)
def test_thirty_working_days_take_39_to_52_days(start: date) -> None:
    start = max(start, date(2007, 1, 1))
    assert 39 <= (WorkCalendar.default().nth_working_day(start, 30) - start).days <= 52


def changed(
    calendar: WorkCalendar, *, off: frozenset[date] = frozenset(), worked: frozenset[date] = frozenset()
) -> WorkCalendar:
    return WorkCalendar.from_days(
        version="changed",
        first_year=calendar.first_year,
        last_year=calendar.last_year,
        holidays={d: n for d, n in calendar.holidays.items() if d not in worked} | dict.fromkeys(off, "加"),
        workdays=(set(calendar.workdays) | {d for d in worked if d.weekday() >= 5}) - off,
    )


@given(invented(), starts, counts, invented_days)
def test_a_holiday_more_is_never_due_earlier(calendar: WorkCalendar, start: date, n: int, day: date) -> None:
    more = changed(calendar, off=frozenset({day}))
    assert more.nth_working_day(start, n) >= calendar.nth_working_day(start, n)


@given(invented(), starts, counts, invented_days)
def test_a_made_up_day_more_is_never_due_later(calendar: WorkCalendar, start: date, n: int, day: date) -> None:
    more = changed(calendar, worked=frozenset({day}))
    assert more.nth_working_day(start, n) <= calendar.nth_working_day(start, n)


@given(invented(), starts, counts, st.frozensets(invented_days, max_size=20))
def test_a_change_outside_the_span_changes_nothing(
    calendar: WorkCalendar, start: date, n: int, days: frozenset[date]
) -> None:
    due = calendar.nth_working_day(start, n)
    outside = frozenset(day for day in days if not start < day <= due)
    assert changed(calendar, off=outside).nth_working_day(start, n) == due
    assert changed(calendar, worked=outside).nth_working_day(start, n) == due


@given(calendars, starts, counts)
def test_day_numbers_and_dates_answer_alike(calendar: WorkCalendar, start: date, n: int) -> None:
    due, start_number = calendar.nth_working_day(start, n), (start - EPOCH).days
    if calendar.is_settled((due - EPOCH).days):
        assert calendar.nth_range(start_number, n) == ((due - EPOCH).days,) * 2
    rolled = (calendar.next_working_day_or_same(start) - EPOCH).days
    assert calendar.roll_range(start_number) == (rolled, rolled)


@given(calendars, starts, starts)
def test_every_day_of_a_span_is_worked_or_skipped(calendar: WorkCalendar, a: date, b: date) -> None:
    after, through = sorted((a, b))
    skipped = calendar.skipped_days(after, through)
    assert len(skipped) + calendar.count_working_days(after, through) == (through - after).days
    assert all(not calendar.is_working_day(s.day) and after < s.day <= through for s in skipped)
    made_up = calendar.made_up_days(after, through)
    assert all(day.weekday() >= 5 and calendar.is_working_day(day) for day in made_up)


# ---------------------------------------------------------------- one instant, one day


@given(st.datetimes(datetime(2022, 1, 1), datetime(2024, 6, 1)), counts)  # noqa: DTZ001  read in a zone below
def test_all_forms_of_an_instant_give_one_due_day(instant: datetime, n: int) -> None:
    """The reader turns an instant into a day of its zone; the forms of one instant are then one day."""
    shanghai = ZoneInfo("Asia/Shanghai")
    aware = instant.replace(tzinfo=shanghai)
    days = {instant.date(), aware.date(), aware.astimezone(UTC).astimezone(shanghai).date()}
    assert len({WorkCalendar.default().nth_working_day(day, n) for day in days}) == 1


@pytest.mark.parametrize("zone", [None, UTC])
def test_an_instant_itself_is_refused(zone: ZoneInfo | None) -> None:
    calendar, instant = WorkCalendar.default(), datetime(2023, 8, 31, 16, tzinfo=zone)
    for ask in (
        calendar.covers,
        calendar.is_working_day,
        calendar.next_working_day,
        calendar.next_working_day_or_same,
    ):
        with pytest.raises(CalendarError) as refused:
            ask(instant)
        assert refused.value.code == "CAL-003"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="this system cannot change its zone while running")
def test_the_machine_s_time_zone_is_irrelevant(calendar: WorkCalendar, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = set()
    for zone in ("Asia/Shanghai", "UTC", "America/New_York", "Pacific/Kiritimati"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        answers.add(calendar.nth_working_day(date(2023, 4, 10), 30))
    monkeypatch.undo()
    time.tzset()
    assert answers == {date(2023, 5, 23)}
