"""What names a unit, paper, step or person that nobody knows: told as a data issue, and never a breach of those it may mean."""

from __future__ import annotations

from typing import Any

import pytest

from smallest import CASE, GONE, OFFICE, changed, filing, judged, one, short, well_handled

Json = dict[str, Any]
OPINION, ANSWERED = f"COHAND-01/{CASE}/caizheng/notice/0", f"REPLY-01/{CASE}/jiaowei/notice/-"
PLAN = f"PLAN-01/-/jiaowei/work_plan→{OFFICE}/-"
RECHECK, REVIEW = f"SIGN-01/{CASE}/jiaowei/recheck/1", f"SIGN-02/{CASE}/jiaowei/review/1"

ROWS: list[tuple[str, Json, str, str, str]] = [
    ("an opinion of a misspelt unit", {"/cases/0/requests/0/unit": "caizhen"}, OPINION, "undetermined", "DATA-021"),
    ("an opinion of a unit not in the case", {"/cases/0/requests/0/unit": "shuili"}, OPINION, "undetermined", "DATA-021"),
    ("a reply of a misspelt unit", {"/cases/0/replies/0/unit": "jiaowe"}, ANSWERED, "undetermined", "DATA-021"),
    ("a plan of a misspelt unit", {f"{filing('work_plan', 'jiaowei', OFFICE)}/unit": "jiaowe"}, PLAN, "undetermined", "DATA-021"),
    ("a misspelt paper", {f"{filing('work_plan', 'jiaowei', OFFICE)}/paper": "workplan"}, PLAN, "undetermined", ""),
    ("a misspelt recipient", {f"{filing('work_plan', 'jiaowei', OFFICE)}/recipient": "gov_office"}, PLAN, "undetermined", ""),
    ("a contact of a misspelt unit", {"/cases/0/contacts/0/unit": "jiaowe"}, f"CONTACT-01/{CASE}/jiaowei/-/-", "undetermined", "DATA-021"),
    ("a misspelt step", {"/cases/0/replies/0/steps/1/step": "re_check"}, RECHECK, "undetermined", "DATA-022"),
    ("no record at all is still none", {"/cases/0/requests/0": GONE}, OPINION, "broken missing", ""),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "id_", "said", "issue"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_stranger_convicts_nobody(changes: Json, id_: str, said: str, issue: str) -> None:
    found = judged(changed(well_handled(), changes))
    assert short(one(found, id_)) == said
    assert not issue or issue in {x.code for x in found.data_issues}


def test_a_withdrawal_about_a_misspelt_unit_may_be_this_ones() -> None:
    change = {
        "kind": "withdrawal",
        "about": {"case": CASE, "unit": "caizhen"},
        "from": "2023-05-01",
        "decided": {"on": "2023-05-01", "outcome": "accepted"},
    }
    doc = changed(well_handled(), {"/adjustments": [change], "/cases/0/requests/0/delivered": "not_yet"})
    assert short(one(judged(doc), OPINION)) == "undetermined"


def test_an_extension_of_a_case_is_shown_and_moves_no_day() -> None:
    change = {"kind": "extension", "about": {"case": CASE, "unit": "jiaowei"}, "planned_end": "2023-10-30"}
    found = judged(changed(well_handled(), {"/adjustments": [change]}))
    (issue,) = (x for x in found.data_issues if x.code == "DATA-023")
    assert issue.message("en").startswith("/adjustments/0")


def test_a_step_by_somebody_who_is_on_no_list_is_not_known() -> None:
    people = [{"id": "jiaowei.principal"}, {"id": "jiaowei.leader"}]
    doc = changed(well_handled(), {"/people": people, "/cases/0/replies/0/steps/2/person": "zz"})
    assert short(one(judged(doc), REVIEW)) == "undetermined"
