"""Terms: how they are written, what they count to, and what is refused; the worked days of the notice and of the statutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caserules.calendar import WorkCalendar
from caserules.duties import NOT_BEFORE, Part
from caserules.errors import CalendarError, TermError
from caserules.expr import EVER, NEVER, NO, YES, Applied, Column, Const, walk
from caserules.expr.interpret import Env, cond_of
from caserules.facts.tables import Handling, Request
from caserules.terms import (
    MonthEnd,
    RestDay,
    RuleTerm,
    StartDay,
    Term,
    TermUnit,
    Window,
    counter,
    to_date,
    to_iso,
    to_number,
)

IN, ROLL, OPEN = StartDay.IN, RestDay.ROLL_FORWARD, RestDay.UNSETTLED
ANCHORS = {"closing": (8, 31), "leap": (2, 29)}
CALENDAR = WorkCalendar.default()


def term(text: str, **how: Any) -> Term:
    return Term.parse(text, anchors=ANCHORS, **how)


WORKED: list[tuple[str, str, str, dict[str, Any]]] = [
    ("30wd", "2023-04-10", "2023-05-23", {}),
    ("30wd", "2023-04-10", "2023-05-22", {"start_day": IN}),
    ("30wd", "2023-04-08", "2023-05-22", {}),
    ("10wd", "2023-04-10", "2023-04-23", {}),
    ("5wd", "2023-05-23", "2023-05-30", {}),
    ("1wd", "2023-04-22", "2023-04-23", {}),
    ("1wd", "2023-04-23", "2023-04-24", {}),
    ("1wd", "2023-04-10", "2023-04-10", {"start_day": IN}),
    ("30wd", "2019-03-15", "2019-04-28", {}),
    ("30d", "2023-04-10", "2023-05-10", {}),
    ("30d", "2023-04-10", "2023-05-09", {"start_day": IN}),
    ("10d", "2023-04-22", "2023-05-02", {}),
    ("10d", "2023-04-22", "2023-05-04", {"rest_day": ROLL}),
    ("13d", "2023-04-10", "2023-04-23", {"rest_day": ROLL}),
    ("3m", "2023-04-10", "2023-07-10", {}),
    ("6m", "2023-04-10", "2023-10-10", {}),
    ("3m", "2023-04-10", "2023-07-09", {"start_day": IN}),
    ("3m", "2023-11-30", "2024-02-29", {}),
    ("1m", "2023-01-31", "2023-02-28", {}),
    ("2m", "2023-01-31", "2023-03-31", {}),
    ("12m", "2024-02-29", "2025-02-28", {}),
    ("3m", "2023-04-08", "2023-07-10", {"rest_day": ROLL}),
    ("08-31", "2023-04-10", "2023-08-31", {}),
    ("closing", "2023-04-10", "2023-08-31", {"rest_day": OPEN}),
    ("08-31", "2024-04-10", "2024-08-31", {}),
    ("08-31", "2024-04-10", "2024-09-02", {"rest_day": ROLL}),
    ("08-31", "2025-04-10", "2025-09-01", {"rest_day": ROLL}),
    ("04-20", "2024-04-10", "2024-04-22", {"rest_day": ROLL}),
    ("04-20", "2025-04-10", "2025-04-21", {"rest_day": ROLL}),
    ("08-31", "2022-04-10", "2023-08-31", {"year": 2023}),
    ("02-29", "2023-01-01", "2023-02-28", {}),
    ("02-29", "2024-01-01", "2024-02-29", {}),
    ("20wd before closing", "2023-04-10", "2023-08-03", {}),
    ("20d before closing", "2023-04-10", "2023-08-11", {}),
    ("1m before closing", "2023-04-10", "2023-07-31", {}),
    ("2m before closing", "2023-04-10", "2023-06-30", {}),
    ("10d before leap", "2023-04-10", "2023-02-18", {}),
    ("28d before closing", "2024-04-10", "2024-08-05", {"rest_day": ROLL}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "start", "due", "how"), WORKED, ids=[f"{t} {s} {h}" for t, s, _, h in WORKED])
def test_due_day(text: str, start: str, due: str, how: dict[str, Any]) -> None:
    assert term(text, **how).due(date.fromisoformat(start)).isoformat() == due


@pytest.mark.parametrize(
    ("year", "first", "last"), [(2023, "08-31", "08-31"), (2024, "08-31", "09-02"), (2025, "08-31", "09-01")]
)
def test_an_unsettled_fixed_day_is_from_the_written_to_the_rolled_one(year: int, first: str, last: str) -> None:
    lo, hi = term("closing", rest_day=OPEN).span(0, CALENDAR, year)
    assert (to_date(lo), to_date(hi)) == (date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}"))
    assert term("closing", rest_day=OPEN).due(date(year, 4, 10)) == to_date(lo)


def test_months_are_not_chained() -> None:
    once = term("1m")
    assert once.due(once.due(date(2023, 1, 31))) == date(2023, 3, 28)


def test_without_a_day_it_lies_from_the_years_end_on() -> None:
    undated = term("undated")
    assert undated.span(0, CALENDAR, 2023) == (to_number(date(2023, 12, 31)), NEVER)
    with pytest.raises(CalendarError):
        undated.due(date(2023, 4, 10))


REFUSED = [
    ("", "TRM-001"),
    ("30", "TRM-001"),
    ("30 wd", "TRM-001"),
    ("30WD", "TRM-001"),
    (" 30wd", "TRM-001"),
    ("30wd\n", "TRM-001"),
    ("1.5wd", "TRM-001"),
    ("-1wd", "TRM-001"),
    ("+1wd", "TRM-001"),
    ("1_000d", "TRM-001"),
    ("３０wd", "TRM-001"),
    ("٣d", "TRM-001"),
    ("30w", "TRM-001"),
    ("True", "TRM-001"),
    ("08-32", "TRM-001"),
    ("02-30", "TRM-001"),
    ("04-31", "TRM-001"),
    ("13-01", "TRM-001"),
    ("8-31", "TRM-001"),
    ("2023-08-31", "TRM-001"),
    ("20wd before", "TRM-001"),
    ("20wd after closing", "TRM-001"),
    ("20wd before Closing", "TRM-001"),
    ("9" * 20 + "d", "TRM-001"),
    ("0wd", "TRM-002"),
    ("0d", "TRM-002"),
    ("0m", "TRM-002"),
    ("401wd", "TRM-002"),
    ("4001d", "TRM-002"),
    ("121m", "TRM-002"),
    ("1000000wd", "TRM-002"),
    (f"{10**18}wd", "TRM-002"),
    ("0wd before closing", "TRM-002"),
    ("20wd before opening", "TRM-004"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_no_term_is_refused_with_the_field(text: str, code: str) -> None:
    with pytest.raises(TermError) as refused:
        Term.parse(text, field="opinion_term", anchors=ANCHORS)
    assert (refused.value.code, refused.value.params["field"]) == (code, "opinion_term")
    assert not text or text not in str(refused.value.params)


@pytest.mark.parametrize("text", ["1wd", "400wd", "1d", "4000d", "1m", "120m", "1wd before closing"])
def test_the_limits_themselves_are_terms(text: str) -> None:
    assert str(term(text)) == text


@pytest.mark.parametrize(
    ("text", "start", "code", "how"),
    [
        ("30wd", date(2026, 11, 23), "CAL-001", {}),
        ("1wd", date(2003, 12, 31), "CAL-001", {}),
        ("1wd", date(9999, 12, 31), "CAL-003", {}),
        ("400wd", date(9999, 12, 1), "CAL-003", {}),
        ("1wd", date(1, 1, 1), "CAL-003", {"start_day": IN}),
        ("1d", date(9999, 12, 31), "CAL-003", {}),
        ("1m", date(9999, 12, 31), "CAL-003", {}),
        ("4000d before closing", date(1, 4, 10), "CAL-003", {}),
        ("120m before closing", date(1, 4, 10), "CAL-003", {}),
        ("20wd before closing", date(2030, 4, 10), "CAL-001", {}),
        ("20wd before closing", date(2003, 4, 10), "CAL-001", {}),
        ("08-31", date(2030, 4, 10), "CAL-001", {"rest_day": OPEN}),
        ("08-31", date(2030, 4, 10), "CAL-001", {"rest_day": ROLL}),
        ("08-31", date(9999, 4, 10), "CAL-001", {"rest_day": ROLL}),
    ],
)
def test_beyond_the_calendar_it_says_so(text: str, start: date, code: str, how: dict[str, Any]) -> None:
    with pytest.raises(CalendarError) as refused:
        term(text, **how).due(start)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["30", "0wd", "13-01", "20wd before autumn"])
def test_what_is_refused_says_where_it_stands_and_what_it_names(text: str) -> None:
    with pytest.raises(TermError) as refused:
        Term.parse(text)
    assert refused.value.params["field"] == "term"
    assert refused.value.params.get("anchor", "autumn") == "autumn"


def test_a_fixed_day_of_one_year_is_not_that_of_another() -> None:
    count = counter(CALENDAR, 2023)
    days = [count(RuleTerm(term("08-31", year=year)), (EVER, EVER)) for year in (2022, 2023, None)]
    assert [to_iso(first) for first, _ in days] == ["2022-08-31", "2023-08-31", "2023-08-31"]
    undated = [term("undated", year=year).span(EVER, CALENDAR, 2023) for year in (2022, None)]
    assert [(to_iso(first), last) for first, last in undated] == [("2022-12-31", NEVER), ("2023-12-31", NEVER)]
    assert term("30wd", year=2022).key == term("30wd").key


def test_a_fixed_day_binds_whom_it_finds_and_a_term_that_is_counted_binds_always() -> None:
    day = Request.received
    assert RuleTerm(term("closing")).binds_from(day) is day
    assert RuleTerm(term("30wd"), "asked").binds_from(day) is NOT_BEFORE


def test_a_law_is_asked_of_what_starts_a_term_while_it_is_in_force_else_of_what_starts_the_duty() -> None:
    window = Window("2023-05-01", None)
    april, may = (to_number(date(2023, *day)) for day in ((4, 30), (5, 1)))
    env = Env({"asked": (april, april, None, ""), "received": (may, may, None, "")}, may, counter(CALENDAR, 2023))
    counted, fixed = RuleTerm(term("30wd"), "asked", window=window), RuleTerm(term("closing"), window=window)
    assert [cond_of(x.asked(Request, Request.received), env) for x in (counted, fixed)] == [NO, YES]


@pytest.mark.parametrize(
    ("window", "covers", "misses"),
    [
        (Window(None, None), True, False),
        (Window("2023-01-01", "2023-12-31"), True, False),
        (Window("2023-01-02", None), False, False),
        (Window(None, "2023-12-30"), False, False),
        (Window("2023-12-31", None), False, False),
        (Window("2024-01-01", None), False, True),
        (Window(None, "2023-01-01"), False, False),
        (Window(None, "2022-12-31"), False, True),
    ],
)
def test_a_window_covers_a_year_misses_it_or_neither(window: Window, covers: bool, misses: bool) -> None:
    assert window.covers("2023-01-01", "2023-12-31") is covers
    assert window.misses("2023-01-01", "2023-12-31") is misses


def test_a_month_without_the_day_can_be_refused() -> None:
    with pytest.raises(TermError) as refused:
        term("1m", month_end=MonthEnd.REFUSE).due(date(2023, 1, 31))
    assert refused.value.code == "TRM-003"
    assert term("1m", month_end=MonthEnd.REFUSE).due(date(2023, 1, 28)) == date(2023, 2, 28)


@given(
    st.sampled_from(["1wd", "30wd", "1d", "30d", "3m", "12m", "closing", "20wd before closing"]),
    st.sampled_from(list(RestDay)),
    st.sampled_from(list(StartDay)),
    st.tuples(st.integers(13_000, 20_900), st.integers(0, 40)),
)
def test_a_term_is_monotone_and_its_interval_is_that_of_its_ends(
    text: str, rest: RestDay, start_day: StartDay, days: tuple[int, int]
) -> None:
    made = RuleTerm(term(text, rest_day=rest, start_day=start_day), "asked")
    count = counter(CALENDAR, 2023)
    first, last = days[0], days[0] + days[1]
    a, b = count(made, (first, first)), count(made, (last, last))
    assert a[0] <= a[1]
    assert a[0] <= b[0]
    assert a[1] <= b[1]
    assert count(made, (first, last)) == (a[0], b[1])
    assert count(made, (first, last)) == counter(CALENDAR, 2023)(made, (first, last))


def test_a_term_of_a_day_not_known_is_not_known() -> None:
    count = counter(CALENDAR, 2023)
    for text in ("30wd", "30d", "3m"):
        made = RuleTerm(term(text), "asked")
        assert count(made, (EVER, NEVER)) == (EVER, NEVER)
        assert count(made, (NEVER, NEVER)) == (NEVER, NEVER)
        assert count(made, (EVER, 19_457))[0] == EVER


def test_terms_counted_alike_are_equal_whatever_they_are_called() -> None:
    assert term("closing") == term("08-31")
    assert term("closing").key == term("08-31").key
    assert (
        len({term("30wd").key, term("30wd", start_day=IN).key, term("30d").key, term("30wd before closing").key}) == 4
    )


@pytest.mark.parametrize(
    ("text", "unit", "needs_start"),
    [
        ("30wd", "wd", True),
        ("3m", "m", True),
        ("08-31", "fixed", False),
        ("undated", "undated", False),
        ("2d before closing", "d", False),
    ],
)
def test_what_a_term_needs(text: str, unit: str, needs_start: bool) -> None:
    assert (term(text).unit, term(text).needs_start) == (TermUnit(unit), needs_start)
    assert str(Term.parse(str(term(text)), anchors=ANCHORS)) == text


def test_applied_to_a_table_it_counts_from_the_column_that_the_policy_names() -> None:
    counted, fixed = RuleTerm(term("30wd"), "asked")(Request), RuleTerm(term("closing"))(Request)
    assert isinstance(counted, Applied)
    assert isinstance(counted.start, Column)
    assert counted.start.name == "asked"
    assert isinstance(fixed, Applied)
    assert isinstance(fixed.start, Const)


@pytest.mark.parametrize(
    ("sole", "key", "part"),
    [
        (True, "", "notice"),
        (False, "", "notice"),
        (True, "summary→x", "summary→x"),
        (False, "summary→x", "summary→x@notice"),
    ],
)
def test_the_part_of_a_duty_names_its_source_where_there_are_several(sole: bool, key: str, part: str) -> None:
    assert RuleTerm(term("closing"), source="notice", sole=sole).part(key) == Part(part)


def test_day_numbers_are_days_since_1970() -> None:
    assert (to_number(date(1970, 1, 1)), to_date(0), to_date(EVER), to_date(NEVER)) == (0, date(1970, 1, 1), None, None)


@pytest.mark.parametrize(("year", "day"), [(1900, 28), (2000, 29), (2023, 28), (2024, 29), (2100, 28)])
def test_29_february_is_the_last_of_the_month_where_there_is_none(year: int, day: int) -> None:
    assert term("02-29").span(0, CALENDAR, year) == (to_number(date(year, 2, day)),) * 2


@pytest.mark.parametrize(
    ("text", "start", "params", "how"),
    [
        ("10d", date(2027, 6, 1), {"first": CALENDAR.first_year, "last": CALENDAR.last_year}, {"rest_day": ROLL}),
        ("1m", date(9999, 12, 31), {"day": "9999-12-31"}, {}),
        ("1d", date(9999, 12, 31), {"day": "1d"}, {}),
        ("120m before closing", date(1, 4, 10), {"day": "120m before closing"}, {}),
        ("1wd", date(1, 1, 1), {"day": "0001-01-01"}, {"start_day": IN}),
        ("1m", date(2023, 1, 31), {"day": "2023-01-31"}, {"month_end": MonthEnd.REFUSE}),
    ],
)
def test_a_refusal_names_the_day_and_what_is_covered(
    text: str, start: date, params: dict[str, Any], how: dict[str, Any]
) -> None:
    with pytest.raises((CalendarError, TermError)) as refused:
        term(text, **how).due(start)
    assert params.items() <= refused.value.params.items()
    if "first" in params:
        assert date.fromisoformat(str(refused.value.params["day"])) > start
    assert "{" not in refused.value.message("zh") + refused.value.message("en")


def test_where_the_start_day_counts_a_worked_start_is_the_first_day() -> None:
    assert [str(term("1wd", start_day=IN).due(date(2023, 4, day))) for day in (12, 13)] == ["2023-04-12", "2023-04-13"]


def test_what_was_counted_once_is_not_taken_for_another_day() -> None:
    count = counter(CALENDAR, 2023)
    five, ten = (RuleTerm(term(text), "asked", "layer", "source") for text in ("5wd", "10wd"))
    spans = [
        (to_number(date(2023, 4, a)), to_number(date(2023, 4, b))) for a, b in ((3, 10), (3, 12), (5, 12), (10, 10))
    ]
    for each in (five, ten, five):
        for start in spans:
            expected = (each.term.span(start[0], CALENDAR, 2023)[0], each.term.span(start[1], CALENDAR, 2023)[1])
            assert count(each, start) == expected


def test_a_day_number_is_told_as_iso_text_and_an_end_of_time_as_a_dash() -> None:
    assert [to_iso(day) for day in (19457, EVER, NEVER)] == ["2023-04-10", "-", "-"]


def test_a_part_is_named_by_its_source_where_another_layer_sets_a_day_too() -> None:
    sole = RuleTerm(term("5wd"), "asked", "layer", "city")
    other = replace(sole, sole=False)
    assert [x.part() for x in (sole, other)] == [Part("city"), Part("city")]
    assert [x.part("step", step="review") for x in (sole, other)] == [
        Part("step", step="review"),
        Part("step@city", step="review"),
    ]


def test_applied_to_a_case_the_longer_term_and_the_cap_are_each_a_term_alone() -> None:
    both = RuleTerm(
        term("3m"), "assigned", longer=term("6m"), when="wide_and_hard", extended=term("8m"), extension="consent"
    )
    applied = [x.term for x in walk(both(Handling)) if isinstance(x, Applied)]
    made = [x for x in dict.fromkeys(applied) if isinstance(x, RuleTerm)]
    assert made[0] is both, "the duty's term is the one that the policy states"
    alone = {(str(x.term), x.longer, x.extended) for x in made[1:]}
    assert alone == {("6m", None, None), ("8m", None, None)}
    assert {(x.trigger, x.when, x.extension) for x in made} == {("assigned", "wide_and_hard", "consent")}
