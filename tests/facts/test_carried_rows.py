"""The rows of a carried-over case: joined with last year's list by either number, and its points."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, row, where
from smallest import GONE, OLD, attestation, changed, judged, one, short, well_handled

Json = dict[str, Any]
POINT = attestation("point")
NEW = "suggestion/2023/40"
RENUMBERED: Json = {
    "/cases/1/kind": "suggestion",
    "/cases/1/year": 2023,
    "/cases/1/number": 40,
    "/cases/1/carried_from": {"kind": "proposal", "year": 2022, "number": 5},
}


@pytest.mark.parametrize(
    ("changes", "case", "then"),
    [
        ({}, OLD, "to_be_planned"),
        ({"/carried/0/category": "solvable_now"}, OLD, "solvable_now"),
        ({"/carried/0/category": GONE}, OLD, "to_be_planned"),
        ({"/carried/0/number": 6, "/carried/0/category": "solvable_now"}, OLD, "to_be_planned"),
        (RENUMBERED | {"/carried/0/category": "solvable_now"}, NEW, "solvable_now"),
    ],
)
def test_last_years_category_is_that_of_its_list_under_either_number_else_b(
    changes: Json, case: str, then: str
) -> None:
    found = judged(changed(well_handled(), changes))
    each = row(found, "carry", case)
    assert (each.ref, each.cells["then"], row(found, "carry_point", case).cells["then"]) == ("-", then, then)
    assert in_words(each.cells["here"]) == "yes"


def test_a_case_that_this_year_has_is_listed_from_new_year_by_its_number() -> None:
    found = judged(well_handled())
    cell = row(found, "carry", OLD).cells["listed_this_year"]
    assert (in_words(cell), where(found, cell)) == ("2023-01-01", "/cases/1/number")


def test_closed_out_last_year_ends_what_a_case_and_its_points_owe_as_carried_over() -> None:
    found = judged(changed(well_handled(), {"/carried/0/closed_out": "2022-12-20"}))
    for table in ("carry", "carry_point"):
        start, *_, code = row(found, table, OLD).cells["endings"][-1]
        assert (in_words(start), where(found, start), code) == ("2022-12-20", "/carried/0/closed_out", "closed_out")


@pytest.mark.parametrize(
    ("dealt_with", "day"),
    [
        ("2023-07-01", "2023-07-01"),
        ("done", "ever..2023-08-01"),
        ("not_yet", "2023-08-02..never"),
        ("none", "never"),
        (GONE, "ever..never"),
    ],
)
def test_when_a_point_was_dealt_with(dealt_with: object, day: str) -> None:
    changes = {"/cases/1/follow_up/points/0/dealt_with": dealt_with, "/complete_through/follow_up": "2023-08-01"}
    each = row(judged(changed(well_handled(), changes)), "carry_point", OLD)
    assert (each.ref, in_words(each.cells["dealt_with"])) == ("p1", day)


@pytest.mark.parametrize(
    ("changes", "day", "verdict"),
    [
        ({}, "ever", "met"),
        ({f"{POINT}/judged": "not_done"}, "never", "undetermined"),
        ({f"{POINT}/about/point": "p2"}, "ever..never", "undetermined"),
        ({f"{POINT}/about/point": GONE}, "ever", "met"),
    ],
)
def test_a_point_is_dealt_with_where_that_was_attested_of_it(changes: Json, day: str, verdict: str) -> None:
    found = judged(changed(well_handled(), {"/cases/1/follow_up/points": []} | changes))
    assert in_words(row(found, "carry_point", OLD).cells["attested.point"]) == day
    assert short(one(found, f"CARRY-04/{OLD}")) == verdict


def test_a_lost_case_is_carried_over_and_borne_by_last_years_unit() -> None:
    each = row(judged(changed(well_handled(), {"/cases/1": GONE})), "carry", OLD)
    assert (each.table, each.unit, in_words(each.cells["carried"]), each.cells["then"]) == (
        "carry",
        "caizheng",
        "yes",
        "to_be_planned",
    )


@pytest.mark.parametrize(
    ("issued", "answered"), [("2023-01-01", "2023-01-01"), ("2022-12-31", "2024-02-01..never")], ids=["this", "last"]
)
def test_a_reply_of_new_years_day_is_this_years_and_one_of_the_day_before_is_history(
    issued: str, answered: str
) -> None:
    doc = changed(well_handled(), {"/cases/1/replies": [{"unit": "caizheng", "issued": issued}]})
    assert in_words(row(judged(doc), "handling", OLD).cells["answered"]) == answered
