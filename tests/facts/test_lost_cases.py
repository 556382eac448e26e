"""Last year's cases: one that this year's register lacks, closed out or not, and what is on record of one that it has."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, row, where
from smallest import GONE, LAST, OLD, changed, judged, one, short, well_handled

Json = dict[str, Any]
LOST: Json = {"/cases/1": GONE}


@pytest.mark.parametrize(
    ("closed_out", "verdict", "asked"),
    [
        (GONE, "undetermined", ["listed_this_year"]),
        ("2022-12-20", "not_applicable closed_out", []),
        ("2024-01", "undetermined", ["listed_this_year", "endings"]),
    ],
)
def test_a_case_lost_between_two_years_is_not_lost_once_closed_out(
    closed_out: object, verdict: str, asked: list[str]
) -> None:
    entry = {} if closed_out is GONE else {"/carried/0/closed_out": closed_out}
    kept = one(judged(changed(well_handled(), LOST | entry)), f"CARRY-01/{OLD}")
    assert (short(kept), [need.fact for need in kept.needs]) == (verdict, asked)


def test_a_lost_case_is_told_by_its_number_in_last_years_list() -> None:
    found = judged(changed(well_handled(), LOST))
    each = row(found, "carry", OLD, "caizheng")
    assert (in_words(each.cells["listed_this_year"]), in_words(each.cells["here"]), each.cells["endings"]) == (
        "ever..never",
        "no",
        (),
    )
    assert where(found, each.cells["listed_this_year"]) == "/carried/0/number"


@pytest.mark.parametrize(
    ("follow", "tracker", "plan"),
    [
        ({}, "2023-01-10", "2023-03-01"),
        ({"tracker": {"person": "x"}}, "ever..2023-08-01", "2023-03-01"),
        ({"tracker": {"person": "x", "from": "not_yet"}}, "2023-08-02..never", "2023-03-01"),
        ({"tracker": GONE}, "ever..never", "2023-03-01"),
        ({"solution_plan": "done"}, "2023-01-10", "ever..2023-08-01"),
        ({"solution_plan": "not_yet"}, "2023-01-10", "2023-08-02..never"),
        ({"solution_plan": GONE}, "2023-01-10", "ever..never"),
    ],
)
def test_what_followed_a_case_is_bounded_by_the_day_through_which_that_is_kept(
    follow: Json, tracker: str, plan: str
) -> None:
    changes = {f"/cases/1/follow_up/{name}": value for name, value in follow.items()}
    cells = row(judged(changed(well_handled(), changes | {"/complete_through/follow_up": "2023-08-01"})), "carry").cells
    assert (in_words(cells["tracker"]), in_words(cells["plan_refined"])) == (tracker, plan)


def test_with_nothing_on_record_of_what_followed_nothing_had_been_done_by_the_last_day_kept() -> None:
    doc = changed(well_handled(), {"/cases/1/follow_up": GONE, "/complete_through/follow_up": "2023-08-01"})
    cells = row(judged(doc, LAST), "carry").cells
    assert (in_words(cells["tracker"]), in_words(cells["plan_refined"])) == ("2023-08-02..never", "2023-08-02..never")
