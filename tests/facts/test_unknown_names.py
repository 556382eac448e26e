"""Where a name stands that nobody knows, and what a unit's successors answer; an issue's sentence of no case."""

from __future__ import annotations

from typing import Any

import pytest

from caserules.facts.book import Issue
from smallest import CASE, GONE, OFFICE, OLD, adjusted, attestation, changed, filing, judged, one, short, well_handled

Json = dict[str, Any]
PLAN, REPLY = filing("work_plan", "jiaowei", OFFICE), filing("reply", "jiaowei", OFFICE)
WORD, DEPLOYED = attestation("kept"), attestation("deployed-1")

NAMED: list[tuple[str, Json, list[tuple[str, str | None]]]] = [
    ("none", {}, []),
    ("of an opinion", {"/cases/0/requests/0/unit": "x"}, [("/cases/0/requests/0/unit", CASE)]),
    ("of an opinion, a unit not in the case", {"/units/-": {"id": "x", "name": "x", "bound": True}, "/cases/0/requests/0/unit": "x"}, [("/cases/0/requests/0/unit", CASE)]),
    ("of a reply", {"/cases/0/replies/0/unit": "x"}, [("/cases/0/replies/0/unit", CASE)]),
    ("of a contact", {"/cases/0/contacts/1/unit": "x"}, [("/cases/0/contacts/1/unit", CASE)]),
    ("of a contact that names none", {"/cases/0/contacts/1/unit": GONE}, []),
    ("of a filing about no case", {f"{PLAN}/unit": "x"}, [(f"{PLAN}/unit", None)]),
    ("of a filing about a case", {f"{REPLY}/unit": "x"}, [(f"{REPLY}/unit", CASE)]),
    ("of a filing about two", {f"{REPLY}/unit": "x", f"{REPLY}/cases": [CASE, OLD]}, [(f"{REPLY}/unit", CASE), (f"{REPLY}/unit", OLD)]),
    ("of an adjustment", {"/adjustments": [adjusted("withdrawal", unit="x", on="2023-05-01")]}, [("/adjustments/0/about", CASE)]),
    ("of an adjustment that names none", {"/adjustments": [adjusted("withdrawal", unit=None, on="2023-05-01")]}, []),
    ("of an attestation", {f"{WORD}/about/unit": "x"}, [(f"{WORD}/about", CASE)]),
    ("of an attestation about no case", {f"{DEPLOYED}/about/unit": "x"}, [(f"{DEPLOYED}/about", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "told"), [x[1:] for x in NAMED], ids=[x[0] for x in NAMED])
def test_a_unit_that_nobody_knows_is_told_by_the_place_where_it_stands(
    changes: Json, told: list[tuple[str, str | None]]
) -> None:
    found = judged(changed(well_handled(), changes))
    assert [(x.where, x.case) for x in found.data_issues if x.code == "DATA-021"] == told


@pytest.mark.parametrize(
    ("answering", "verdict", "strange"), [("first", "met", 0), ("second", "met", 0), ("third", "undetermined", 1)]
)
def test_whoever_succeeded_a_units_successor_answers_for_it_and_is_no_stranger(
    answering: str, verdict: str, strange: int
) -> None:
    def unit(id_: str) -> Json:
        return {"id": id_, "name": id_, "bound": True}

    changes = {
        "/units/0/to": "2023-04-20",
        "/units/0/successor": "first",
        "/units/-": unit("first") | {"to": "2023-04-30", "successor": "second"},
        "/cases/0/replies/0/unit": answering,
    }
    doc = changed(changed(well_handled(), changes), {"/units/-": unit("second")})
    found = judged(changed(doc, {"/units/-": unit("third")}))
    assert [x.code for x in found.data_issues].count("DATA-021") == strange
    assert short(one(found, f"REPLY-01/{CASE}/second")) == verdict


@pytest.mark.parametrize("code", ["DATA-001", "DATA-013", "DATA-016", "DATA-023"])
def test_an_issue_of_no_case_and_no_unit_names_none_and_is_told_in_chinese_unless_asked(code: str) -> None:
    bare, empty = Issue(code, "/here"), Issue(code, "/here", " ", " ")
    assert bare.message() == bare.message("zh") == empty.message("zh")
    assert bare.message("en") == empty.message("en") != bare.message()
