"""Days beyond the table: an interval that holds the truth, and no more than it must."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caserules.calendar import EVER, NEVER, WorkCalendar, outlook
from caserules.calendar.festivals import FIRST_LAW_YEAR, festivals_of, last_festival_year
from caserules.calendar.words import is_weekend, number
from caserules.errors import CalendarError

Cut = Callable[[int], WorkCalendar]
DAY = timedelta(days=1)
NS = (1, 5, 7, 10, 15, 20, 30, 60)
PRETENDED = range(FIRST_LAW_YEAR, 2026)

ESCAPES = {
    "2015-09-04": "the second of two days off by a special notice, for which Sunday the 6th was worked:",
    "2015-09-05": "no festival is near that would let that Sunday be worked",
}
"""Start days whose real due day is earlier than any swap explains, with the reason. No other may escape."""

ROLL_ESCAPES = {"2015-09-05", "2015-09-06"}
"""The same Sunday, when that weekend is rolled to a working day."""


def to_date(day: int) -> date:
    return date(1970, 1, 1) + DAY * day


def real_cases(calendar: WorkCalendar, year: int) -> Iterator[tuple[int, int, int]]:
    """Every start from September before a year to its end, each n, and the real due day."""
    for start in range(number(date(year - 1, 9, 1)), number(date(year, 12, 31)) + 1):
        rank = calendar.ranks[start - calendar.origin]
        for n in NS:
            if rank + n <= len(calendar.working_days):
                yield start, n, calendar.working_days[rank + n - 1]


@pytest.mark.parametrize("year", PRETENDED)
def test_the_real_due_day_lies_within_had_the_year_s_notice_not_been_out(
    calendar: WorkCalendar, pretend_uncovered: Cut, year: int
) -> None:
    before = pretend_uncovered(year)
    escaped = set()
    for start, n, real in real_cases(calendar, year):
        earliest, latest = before.nth_range(start, n)
        if not earliest <= real <= latest:
            escaped.add(str(to_date(start)))
        if earliest == latest:
            assert before.is_settled(real), (to_date(start), n)
    assert escaped == {day for day in ESCAPES if day.startswith(str(year))}


@pytest.mark.parametrize("year", PRETENDED)
def test_the_real_roll_lies_within(calendar: WorkCalendar, pretend_uncovered: Cut, year: int) -> None:
    before = pretend_uncovered(year)
    escaped = set()
    for day in range(number(date(year - 1, 12, 1)), number(date(year, 12, 31)) + 1):
        earliest, latest = before.roll_range(day)
        assert day <= earliest
        if not earliest <= calendar.roll_range(day)[0] <= latest:
            escaped.add(str(to_date(day)))
    assert escaped == {day for day in ROLL_ESCAPES if day.startswith(str(year))}


def test_without_special_notices_only_their_two_years_escape(
    calendar: WorkCalendar, pretend_uncovered: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the number of days off is fixed by law, and the allowance serves special notices alone."""
    monkeypatch.setattr(outlook, "SPECIAL_DAYS_OFF", 0)
    years = set()
    for year in PRETENDED:
        before = pretend_uncovered(year)
        for start, n, real in real_cases(calendar, year):
            earliest, latest = before.nth_range(start, n)
            if not earliest <= real <= latest:
                years.add(to_date(real).year)
    assert years == {2015, 2020}


def test_thirty_working_days_are_typically_known_to_a_few_days(calendar: WorkCalendar, pretend_uncovered: Cut) -> None:
    before = pretend_uncovered(2023)
    starts = range(number(date(2023, 1, 1)), number(date(2023, 12, 31)))
    widths = sorted(late - early for early, late in (before.nth_range(start, 30) for start in starts))
    assert widths[0] >= 2
    assert widths[len(widths) // 2] <= 5
    assert widths[-1] <= 20


# ---------------------------------------------------------------- the bounds are exact


def arrangements(off: list[int], work: list[int], owed: int) -> Iterator[set[int]]:
    """Every way to give weekdays off and have weekend days worked whose sum is what the law fixes."""
    for worked in range(len(work) + 1):
        for extra in combinations(work, worked):
            for given_off in combinations(off, worked + owed):
                yield set(extra) | {-day for day in given_off}


@pytest.mark.parametrize("n", range(1, 13))
@pytest.mark.parametrize(("year", "owed"), [(2027, 0), (2028, 1), (2029, 0)])  # 2028-01-01 is a Saturday
def test_bounds_are_those_of_all_arrangements(
    pretend_uncovered: Cut, monkeypatch: pytest.MonkeyPatch, n: int, year: int, owed: int
) -> None:
    """Around New Year: enumerate what could be decreed and count in each; the interval is theirs, exactly."""
    monkeypatch.setattr(outlook, "SPECIAL_DAYS_OFF", 0)
    first = number(date(year, 1, 1))
    calendar = WorkCalendar.from_days(version="x", first_year=year - 1, last_year=year - 1, holidays={})
    off = [d for d in range(first - 3, first + 5) if not is_weekend(d) and d != first]
    work = [d for d in range(first - 6, first + 9) if is_weekend(d) and d != first]
    plain = {d for d in range(first - 6, first + 40) if not is_weekend(d) and d != first}
    for start in (first - 7, first - 3, first - 1, first + 2):
        dues = set()
        for change in arrangements(off, work, owed):
            days = sorted((plain | {d for d in change if d > 0}) - {-d for d in change if d < 0})
            dues.add([d for d in days if d > start][n - 1])
        assert calendar.nth_range(start, n) == (min(dues), max(dues))


# ---------------------------------------------------------------- the last December and after


def test_2026_11_23_and_thirty_working_days_is_a_range(calendar: WorkCalendar) -> None:
    due = calendar.provisional_working_day(date(2026, 11, 23), 30)
    assert due.day == date(2027, 1, 5)
    assert due.earliest < due.day < due.latest
    assert (due.latest - due.earliest).days <= 10


@pytest.mark.parametrize(("day", "settled"), [("2004-01-01", True), ("2026-12-25", True)])
def test_what_is_settled(calendar: WorkCalendar, day: str, settled: bool) -> None:
    assert calendar.is_settled(number(date.fromisoformat(day))) is settled


@pytest.mark.parametrize("day", ["2003-12-31", "2026-12-26", "2026-12-31", "2027-06-01"])
def test_what_is_not_settled(calendar: WorkCalendar, day: str) -> None:
    assert not calendar.is_settled(number(date.fromisoformat(day)))


def test_the_last_days_of_december_are_known_but_not_settled(calendar: WorkCalendar) -> None:
    start = date(2026, 12, 20)
    assert calendar.nth_working_day(start, 6) == date(2026, 12, 28)
    earliest, latest = calendar.nth_range(number(start), 6)
    assert earliest <= number(date(2026, 12, 26)) < latest  # the Saturday can be worked
    assert calendar.nth_range(number(start), 5) == (number(date(2026, 12, 25)),) * 2
    assert calendar.provisional_working_day(start, 6).day == date(2026, 12, 28)


@pytest.mark.parametrize("year", [2007, 2018, 2011])
def test_a_december_that_next_year_s_notice_changed(calendar: WorkCalendar, pretend_uncovered: Cut, year: int) -> None:
    before, start = pretend_uncovered(year + 1), date(year, 12, 28)
    assert before.covers(date(year, 12, 31))
    known, real = before.nth_working_day(start, 1), calendar.nth_working_day(start, 1)
    earliest, latest = before.nth_range(number(start), 1)
    assert earliest <= min(number(known), number(real)) <= max(number(known), number(real)) <= latest


def test_the_guess_gives_a_weekday_off_for_a_statutory_day_on_a_weekend(calendar: WorkCalendar) -> None:
    guess = calendar.provisional_working_day(date(2027, 4, 29), 2)  # 1 and 2 May 2027: a weekend
    assert guess.day == date(2027, 5, 5)


def test_the_guess_in_a_covered_year_is_the_day_itself(calendar: WorkCalendar) -> None:
    assert set(calendar.provisional_working_day(date(2023, 4, 10), 30)) == {date(2023, 5, 23)}


@given(st.dates(date(2026, 1, 1), date(2049, 1, 1)), st.integers(1, 400))
def test_the_guess_lies_within_and_the_range_is_never_one_day(start: date, n: int) -> None:
    guess = WorkCalendar.default().provisional_working_day(start, n)
    assert start < guess.earliest <= guess.day <= guess.latest
    assert guess.earliest < guess.latest or WorkCalendar.default().is_settled(number(guess.latest))
    assert (guess.latest - guess.earliest).days <= 35


@given(st.integers(number(date(2025, 1, 1)), number(date(2049, 1, 1))), st.integers(0, 40), st.integers(1, 60))
def test_ranges_are_monotone_in_the_start_and_in_n(start: int, more: int, n: int) -> None:
    calendar = WorkCalendar.default()
    earliest, latest = calendar.nth_range(start, n)
    for later in (calendar.nth_range(start + more, n), calendar.nth_range(start, n + more)):
        assert earliest <= later[0]
        assert latest <= later[1]


@given(st.integers(EVER, NEVER), st.integers(1, 400))
def test_a_range_is_always_given_and_in_order(start: int, n: int) -> None:
    calendar = WorkCalendar.default()
    for earliest, latest in (calendar.nth_range(start, n), calendar.roll_range(start)):
        assert EVER <= earliest <= latest <= NEVER


@pytest.mark.parametrize("start", [EVER, NEVER, EVER - 5, NEVER + 5])
def test_ever_and_never_stay_so(calendar: WorkCalendar, start: int) -> None:
    wanted = EVER if start <= EVER else NEVER
    assert calendar.nth_range(start, 30) == (wanted, wanted)
    assert calendar.roll_range(start) == (wanted, wanted)


@pytest.mark.parametrize("start", ["2003-12-31", "1990-01-01", "2050-12-20", "2060-01-01"])
def test_far_from_all_data_the_range_is_wide(calendar: WorkCalendar, start: str) -> None:
    day = number(date.fromisoformat(start))
    assert calendar.nth_range(day, 30) == (day + 30, day + 80)


@pytest.mark.parametrize("day", ["1960-01-01", "1970-01-01", "2004-01-01", "2060-06-01"])
def test_far_from_all_data_the_range_back_is_as_wide(calendar: WorkCalendar, day: str) -> None:
    known = number(date.fromisoformat(day))
    assert calendar.nth_range_before(known, 30) == (known - 80, known - 30)


def test_the_first_day_covered_is_a_start_like_any_other(calendar: WorkCalendar) -> None:
    """Counted from it or from the next one, which is not worked either, n days end alike, beyond the table too."""
    alone = only(calendar, 2023)
    for n in (1, 200, 300, 400):
        assert alone.nth_range(alone.origin, n) == alone.nth_range(alone.origin + 1, n)
    assert alone.provisional_working_day(date(2023, 1, 1), 1).day == date(2023, 1, 3)


def test_the_day_after_the_table_is_guessed_from(calendar: WorkCalendar) -> None:
    assert calendar.provisional_working_day(date(2027, 1, 1), 1).day == date(2027, 1, 4)


@pytest.mark.parametrize(("start", "code"), [("2003-12-31", "CAL-001"), ("2050-12-20", "CAL-003")])
def test_far_from_all_data_there_is_no_guess(calendar: WorkCalendar, start: str, code: str) -> None:
    with pytest.raises(CalendarError) as refused:
        calendar.provisional_working_day(date.fromisoformat(start), 30)
    assert (refused.value.code, refused.value.params["day"]) == (code, start)


@pytest.mark.parametrize("start", ["2050-12-23", "2050-12-25", "2050-12-26", "2060-01-01"])
def test_no_guess_beyond_the_festivals(calendar: WorkCalendar, start: str) -> None:
    """The Monday after 25 December 2050 hangs on the notice of a year whose festivals are not known."""
    with pytest.raises(CalendarError, match="CAL-003"):
        calendar.provisional_working_day(date.fromisoformat(start), 1)


def test_the_last_year_whose_festivals_are_known_is_guessed_with_them(calendar: WorkCalendar) -> None:
    """Mid-Autumn on a Friday; the National Day's three days from Saturday on, two of them given off after."""
    assert calendar.provisional_working_day(date(2050, 9, 29), 1).day == date(2050, 10, 6)


def test_the_year_before_the_measures_first_year_has_an_outlook() -> None:
    before = WorkCalendar.from_days(version="x", first_year=2007, last_year=2007, holidays={})
    start = number(date(2007, 12, 24))
    assert before.nth_range(start, 5)[1] < outlook.wide(start, 5)[1]


def test_what_the_table_has_of_its_last_days_is_in_the_guess_beyond_it() -> None:
    changed = WorkCalendar.from_days(
        version="x",
        first_year=2026,
        last_year=2026,
        holidays={date(2026, 12, 28): "加"},
        workdays=[date(2026, 12, 26)],
    )
    assert changed.provisional_working_day(date(2026, 12, 25), 5).day == date(2027, 1, 4), "26, 29, 30, 31, and then"
    assert changed.provisional_working_day(date(2026, 12, 26), 4).day == date(2027, 1, 4)


def test_a_weekend_day_of_two_festivals_is_worked_once(pretend_uncovered: Cut) -> None:
    """Sunday 18 September 2022 lies within reach of Mid-Autumn and of the National Day."""
    friday = number(date(2022, 9, 16))
    assert [pretend_uncovered(2022).nth_range(friday, n)[0] - friday for n in (1, 2, 3)] == [1, 2, 3]


@pytest.mark.parametrize("year", [2028, 2031, 2050])
def test_a_weekend_before_the_national_day_can_be_worked_though_mid_autumn_is_near(
    calendar: WorkCalendar, year: int
) -> None:
    """Of two festivals whose windows meet, the later one's window can begin before the other's."""
    friday = next(day for i in range(7) if (day := date(year, 9, 18) + DAY * i).weekday() == 4)
    assert calendar.nth_range(number(friday), 1)[0] == number(friday) + 1


@pytest.mark.parametrize("years", [(1999, 2000), (2050, 2051)])
def test_a_table_without_festivals_after_it_has_no_outlook(years: tuple[int, int]) -> None:
    old = WorkCalendar.from_days(version="x", first_year=years[0], last_year=years[1], holidays={})
    start = number(date(years[1], 12, 24))
    assert old.nth_range(start, 5) == (start + 5, start + 30)


@pytest.mark.parametrize("n", [1, 5, 20, 30])
@pytest.mark.parametrize("year", [2019, 2023, 2026])
def test_counting_back_from_a_day_that_is_not_settled_holds_the_truth(
    calendar: WorkCalendar, pretend_uncovered: Cut, year: int, n: int
) -> None:
    before = pretend_uncovered(year)
    for day in range(number(date(year, 1, 1)), number(date(year, 6, 1)), 5):
        earliest, latest = before.nth_range_before(day, n)
        assert earliest <= calendar.nth_range_before(day, n)[0] <= latest < day
    assert before.nth_range_before(EVER, n) == (EVER, EVER)
    assert before.nth_range_before(NEVER, n) == (NEVER, NEVER)


def only(calendar: WorkCalendar, year: int) -> WorkCalendar:
    return WorkCalendar.from_days(
        version=f"{year} alone",
        first_year=year,
        last_year=year,
        holidays={day: name for day, name in calendar.holidays.items() if day.year == year},
        workdays=[day for day in calendar.workdays if day.year == year],
    )


def test_counting_back_from_the_last_settled_day_to_the_first_day_of_all() -> None:
    plain = WorkCalendar.from_days(version="plain", first_year=2024, last_year=2024, holidays={})
    day = plain.settled_through
    assert plain.working_days[0] == plain.origin, "a Monday"
    assert plain.nth_range_before(day, plain.ranks[day - 1 - plain.origin]) == (plain.origin, plain.origin)


def test_counting_back_a_year_alone_answers_as_all_years_do(calendar: WorkCalendar, pretend_uncovered: Cut) -> None:
    """Within the year alike, whatever n is; before it wider, never narrower."""
    alone, whole = only(calendar, 2023), pretend_uncovered(2024)
    within = 0
    for day in range(alone.settled_through - 1, alone.settled_through + 70, 6):
        for n in range(230, 275):
            told, wanted = alone.nth_range_before(day, n), whole.nth_range_before(day, n)
            if wanted[0] > alone.origin:
                assert told == wanted
                within += 1
            else:
                assert told[0] <= wanted[0] <= wanted[1] <= told[1]
    assert within > 200


# ---------------------------------------------------------------- the festivals


def test_every_statutory_day_was_off_in_every_covered_year(calendar: WorkCalendar) -> None:
    """The file's dates and the three versions of the Measures, against what was really given off."""
    for year in range(FIRST_LAW_YEAR, calendar.last_year + 1):
        for festival in festivals_of(year):
            for day in map(to_date, festival.off):
                assert not calendar.is_working_day(day), (festival.name, day)
                assert day in calendar.holidays or day.weekday() >= 5, (festival.name, day)


@pytest.mark.parametrize(("year", "days"), [(2008, 11), (2013, 11), (2014, 11), (2024, 11), (2025, 13), (2050, 13)])
def test_how_many_days_the_measures_give(year: int, days: int) -> None:
    assert sum(len(festival.off) for festival in festivals_of(year)) == days


LUNAR_PYTHON = """
    2027 0206 0405 0609 0915  2028 0126 0404 0528 1003  2029 0213 0404 0616 0922  2030 0203 0405 0605 0912
    2031 0123 0405 0624 1001  2032 0211 0404 0612 0919  2033 0131 0404 0601 0908  2034 0219 0405 0620 0927
    2035 0208 0405 0610 0916  2036 0128 0404 0530 1004  2037 0215 0404 0618 0924  2038 0204 0405 0607 0913
    2039 0124 0405 0527 1002  2040 0212 0404 0614 0920  2041 0201 0404 0603 0910  2042 0122 0404 0622 0928
    2043 0210 0405 0611 0917  2044 0130 0404 0531 1005  2045 0217 0404 0619 0925  2046 0206 0404 0608 0915
    2047 0126 0405 0529 1004  2048 0214 0404 0615 0922  2049 0202 0404 0604 0911  2050 0123 0404 0623 0930
"""
"""Spring Festival, Qingming, Dragon Boat, Mid-Autumn of each year, transcribed from lunar_python 1.4.8."""


def test_the_festivals_to_come_are_those_of_another_library() -> None:
    words = LUNAR_PYTHON.split()
    for i in range(0, len(words), 5):
        year, days = int(words[i]), words[i + 1 : i + 5]
        moving = {f.name: to_date(f.day) for f in festivals_of(year)}
        names = ("spring_festival", "qingming", "dragon_boat", "mid_autumn")
        assert [f"{moving[name]:%m%d}" for name in names] == days
    assert last_festival_year() == 2050


def test_the_festivals_file_is_what_its_script_writes() -> None:
    pytest.importorskip("holidays")
    path = Path(__file__).parents[2] / "scripts" / "make_festivals.py"
    spec = importlib.util.spec_from_file_location("make_festivals", path)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.main(["--check"]) == 0
