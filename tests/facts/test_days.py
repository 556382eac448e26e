"""What a register says becomes an interval: the table of the page on verdicts, row by row, read through the book."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest

from caserules.calendar import WorkCalendar
from caserules.expr import EVER, NEVER
from caserules.facts.book import Book, first_of
from caserules.models import Request
from caserules.terms import RestDay, Term, to_date, to_number
from oracle.registers import random_register
from smallest import GONE, LAST, changed, judged, one, register, short, well_handled

THROUGH = "2023-09-01"
OPINION = "COHAND-01/suggestion/2023/12/caizheng/notice/0"


def book(**kinds: str) -> Book:
    return Book.of(register({"place": "x", "year": 2023, "complete_through": {"default": THROUGH} | kinds}))


def request(said: Any, **more: Any) -> Request:
    record = {"unit": "a"} | ({} if said is GONE else {"delivered": said}) | more
    return Request.model_validate_json(json.dumps(record))


def told(cell: Any) -> tuple[str, str]:
    ends = {EVER: "ever", NEVER: "never"}
    lo, hi = (ends.get(day) or str(to_date(day)) for day in cell[:2])
    return lo, hi


SAID: list[tuple[str, Any, dict[str, str], tuple[str, str]]] = [
    ("a day", "2023-05-23", {}, ("2023-05-23", "2023-05-23")),
    ("the key is absent", GONE, {}, ("ever", "never")),
    ("it will not happen", "none", {}, ("never", "never")),
    ("not yet, complete through a day", "not_yet", {}, ("2023-09-02", "never")),
    ("not yet, of a kind complete through another day", "not_yet", {"contacts": "2023-08-01"}, ("2023-08-02", "never")),
    (
        "not yet, of a kind not kept: by the register's day",
        "not_yet",
        {"contacts": "not_kept"},
        ("2023-09-02", "never"),
    ),
    ("not yet, nothing complete", "not_yet", {"contacts": "not_kept", "default": "not_kept"}, ("ever", "never")),
    ("done, no day, no recording: by the register's day", "done", {}, ("ever", "2023-09-01")),
    ("done, of a kind complete through another day", "done", {"contacts": "2023-08-01"}, ("ever", "2023-08-01")),
    ("done, nothing complete", "done", {"contacts": "not_kept", "default": "not_kept"}, ("ever", "never")),
    ("a month", "2023-05", {}, ("2023-05-01", "2023-05-31")),
    ("December", "2023-12", {}, ("2023-12-01", "2023-12-31")),
    ("February of a leap year", "2024-02", {}, ("2024-02-01", "2024-02-29")),
    ("a quarter", "2023-Q2", {}, ("2023-04-01", "2023-06-30")),
    ("the last quarter", "2023-Q4", {}, ("2023-10-01", "2023-12-31")),
    ("a year", "2023", {}, ("2023-01-01", "2023-12-31")),
]


@pytest.mark.parametrize(("said", "kinds", "interval"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_a_record_says_of_a_day(said: Any, kinds: dict[str, str], interval: tuple[str, str]) -> None:
    assert told(book(**kinds).day(request(said), "delivered", "contacts")) == interval


def test_done_on_an_unknown_day_is_by_the_day_it_was_recorded() -> None:
    record = request("done", recorded_on="2023-06-01")
    assert told(book().day(record, "delivered")) == ("ever", "2023-06-01")


def test_a_record_that_shows_the_act_is_some_day_up_to_its_recording() -> None:
    assert told(book().done_by(request(GONE, recorded_on="2023-06-01"), "delivered")) == ("ever", "2023-06-01")
    assert told(book().done_by(request(GONE), "delivered")) == ("ever", "2023-09-01")
    assert told(book().done_by(request("none"), "delivered")) == ("never", "never")


@pytest.mark.parametrize(
    ("kinds", "kind", "interval"),
    [
        ({}, "contacts", ("2023-09-02", "never")),
        ({"contacts": "2023-08-01"}, "contacts", ("2023-08-02", "never")),
        ({"contacts": "not_kept"}, "contacts", ("ever", "never")),
        ({"default": "not_kept"}, "contacts", ("ever", "never")),
        ({"default": "not_kept", "contacts": "2023-08-01"}, "contacts", ("2023-08-02", "never")),
        ({}, "delegations", ("ever", "never")),
        ({}, "attestations", ("ever", "never")),
        ({"delegations": "2023-08-01"}, "delegations", ("2023-08-02", "never")),
    ],
)
def test_no_such_record(kinds: dict[str, str], kind: str, interval: tuple[str, str]) -> None:
    assert told(book(**kinds).absent[kind]) == interval


@pytest.mark.parametrize("kind", ["delegations", "attestations", "publications", "tellings"])
def test_a_plain_day_does_not_speak_of_kinds_that_are_complete_only_where_named(kind: str) -> None:
    found = Book.of(register({"place": "x", "year": 2023, "complete_through": THROUGH}))
    assert told(found.absent[kind]) == ("ever", "never")
    assert told(found.absent["contacts"]) == ("2023-09-02", "never")


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        ("1023-04-10", False),
        ("2012-12-31", False),
        ("2013-01-01", True),
        ("2024-09-01", True),
        ("2024-09-02", False),
        ("2032-04-10", False),
    ],
)
def test_an_implausible_day_is_not_known_and_told(day: str, kept: bool) -> None:
    found = book()
    cell = found.day(request(day), "delivered")
    assert told(cell) == ((day, day) if kept else ("ever", "never"))
    assert bool(found.implausible) is not kept


def test_where_nothing_is_complete_two_years_are_plausible() -> None:
    found = book(default="not_kept")
    assert told(found.day(request("2024-12-31"), "delivered")) == ("2024-12-31", "2024-12-31")


@pytest.mark.parametrize(
    ("said", "interval"),
    [
        ("2050-01-01", ("2050-01-01", "2050-01-01")),
        (GONE, ("ever", "never")),
        ("none", ("never", "never")),
        ("2023-06", ("2023-06-01", "2023-06-30")),
    ],
)
def test_a_planned_day_may_lie_far_ahead(said: Any, interval: tuple[str, str]) -> None:
    assert told(book().planned(request(said), "delivered")) == interval


def test_the_first_of_some_days_is_told_by_the_record_that_bounds_it() -> None:
    a, b, c = (5, 9, "a", ""), (1, 20, "b", ""), (7, 7, "c", "")
    assert first_of((a,)) == a
    assert first_of((a, b)) == (1, 9, "a", "")
    assert first_of((a, c)) == (5, 7, "c", "")
    assert first_of((b, c)) == (1, 7, "c", "")


def test_a_due_day_beyond_the_calendar_is_from_the_earliest_to_the_latest_that_swaps_can_make_it() -> None:
    lo, hi = Term.parse("30wd").span(to_number(date(2026, 11, 23)), WorkCalendar.default(), 2026)
    assert (to_date(lo), to_date(hi)) == (
        date(2026, 12, 31),
        date(2027, 1, 8),
    ) or WorkCalendar.default().last_year > 2026


def test_an_open_reading_lies_between_its_two_days() -> None:
    span = Term.parse("08-31", rest_day=RestDay.UNSETTLED).span(0, WorkCalendar.default(), 2024)
    assert [to_date(day) for day in span] == [date(2024, 8, 31), date(2024, 9, 2)]


THREE = [
    ("missing: not known", GONE, "2023-05-24", "undetermined"),
    ("it will not happen", "none", "2023-05-24", "broken missing"),
    ("not yet, and complete past the day", "not_yet", "2023-05-24", "broken missing"),
    ("a month that ends before the day", "2023-04", "2023-05-24", "met"),
    ("a month with the day in it", "2023-05", "2023-06-01", "undetermined"),
    ("a month after the day", "2023-06", "2023-07-01", "broken late"),
    ("done, recorded by the day", {"recorded_on": "2023-05-23", "delivered": "done"}, "2023-05-24", "met"),
    ("done, recorded after the day", {"recorded_on": "2023-05-24", "delivered": "done"}, "2023-05-24", "undetermined"),
]


@pytest.mark.parametrize(("said", "as_of", "verdict"), [row[1:] for row in THREE], ids=[row[0] for row in THREE])
def test_an_opinion_by_what_is_said_of_it(said: Any, as_of: str, verdict: str) -> None:
    record = {"unit": "caizheng"} | (said if isinstance(said, dict) else {} if said is GONE else {"delivered": said})
    assert short(one(judged(changed(well_handled(), {"/cases/0/requests/0": record}), as_of), OPINION)) == verdict


def test_not_yet_reaches_only_as_far_as_the_register_is_complete() -> None:
    changes = {"/cases/0/requests/0/delivered": "not_yet", "/complete_through": "2023-05-22"}
    found = judged(changed(well_handled(), changes), "2023-05-24")
    assert short(one(found, OPINION)) == "undetermined"
    assert "DATA-010" in {issue.code for issue in found.data_issues}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"/cases/0/requests/0/delivered": "1023-05-20"}, "/cases/0/requests/0/delivered"),
        ({"/cases/0/replies/0/steps/0/on": "2043-06-01"}, "/cases/0/replies/0/steps/0/on"),
        ({"/cases/0/assignments/0/assigned": "1999-04-10"}, "/cases/0/assignments/0/assigned"),
    ],
)
def test_a_typo_in_the_year_accuses_nobody(changes: dict[str, Any], where: str) -> None:
    found = judged(changed(well_handled(), changes))
    assert not found.broken()
    assert ("DATA-003", where) in {(issue.code, issue.where) for issue in found.data_issues}


def test_a_post_held_for_many_years_is_plausible() -> None:
    found = judged(changed(well_handled(), {"/units/0/posts/0/from": "2003-03-01"}))
    assert short(one(found, "SIGN-02/suggestion/2023/12/jiaowei/sign_off/1")) == "met"
    assert "DATA-003" not in {issue.code for issue in found.data_issues}


@pytest.mark.parametrize(
    "kind", ["contacts", "steps", "filings", "deliveries", "receipts", "designations", "follow_up"]
)
def test_a_kind_not_kept_breaks_nothing(kind: str) -> None:
    doc = changed(
        well_handled(),
        {
            "/complete_through": {"default": LAST, kind: "not_kept"},
            "/cases/0/contacts": [],
            "/cases/0/designations": [],
            "/cases/1/contacts": [],
            "/cases/0/follow_up": GONE,
            "/filings": [],
        },
    )
    for case in doc["cases"]:
        for reply in case["replies"]:
            reply.update(steps=[], deliveries=[], receipts=[])
    whole = judged(changed(doc, {"/complete_through": LAST}))
    part = judged(doc)
    cleared = {x.id for x in whole.broken()} - {x.id for x in part.broken()}
    assert {x.id for x in part.broken()} <= {x.id for x in whole.broken()}
    rules = {
        "contacts": {"CONTACT-01", "CONTACT-02"},
        "steps": {"SIGN-01", "SIGN-02"},
        "filings": {"PLAN-01", "FILE-01", "FILE-03"},
    }
    assert {x.split("/")[0] for x in cleared} == rules.get(kind, set())
    assert all(x.not_kept for x in part.findings if x.id in cleared)


@pytest.mark.parametrize("block", range(4))
def test_no_day_of_any_row_ends_before_it_begins(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        for as_of in ("2023-06-01", "2024-01-10"):
            facts = judged(random_register(random.Random(seed)), as_of)._context.facts
            for rows in facts.rows.values():
                for row in rows:
                    for name, cell in row.cells.items():
                        if isinstance(cell, tuple) and len(cell) == 4 and type(cell[0]) is int:
                            assert cell[0] <= cell[1], (seed, row.table, name, cell)
