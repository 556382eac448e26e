"""A fault of the data met while rows are made is told once, with the kind of record, the case and the unit that it is about."""

from __future__ import annotations

from typing import Any

import pytest

from caserules.facts.book import Issue
from smallest import CASE, OLD, adjusted, changed, judged, well_handled

Json = dict[str, Any]
UNIT, REPLY = "/cases/0/assignments/0", "/cases/0/replies/0"
POLICY = "pengshui-2023-full"
GONE_BEFORE = {"/units/1/to": "2022-12-31", "/units/1/successor": "jiaowei"}

ROWS: list[tuple[str, Json, list[Issue]]] = [
    ("a step that nobody knows", {f"{REPLY}/steps/1/step": "re_check"}, [Issue("DATA-022", "steps", CASE, "jiaowei")]),
    ("a reply before its assignment", {f"{REPLY}/issued": "2023-04-09"}, [Issue("DATA-001", "replies", CASE, "jiaowei")]),
    ("a reply on the day of its assignment", {f"{REPLY}/issued": "2023-04-10"}, []),
    ("a reply in the month of its assignment", {f"{REPLY}/issued": "2023-04"}, []),
    ("published before the issue", {f"{REPLY}/published": "2023-06-04"}, [Issue("DATA-001", "replies", CASE, "jiaowei")]),
    ("published on the day of the issue", {f"{REPLY}/published": "2023-06-05"}, []),
    (
        "handling again demanded before the issue",
        {f"{REPLY}/receipts/0": {"proposer": "d1", "returned": "2023-06-20", "rating": "not_satisfied", "demanded": "2023-06-04"}},
        [Issue("DATA-001", "receipts", CASE, "jiaowei")],
    ),
    (
        "handling again demanded on the day of the issue",
        {f"{REPLY}/receipts/0": {"proposer": "d1", "returned": "2023-06-20", "rating": "not_satisfied", "demanded": "2023-06-05"}},
        [],
    ),
    (
        "handling again demanded in the month of the issue",
        {
            f"{REPLY}/issued": "2023-06",
            f"{REPLY}/receipts/0": {"proposer": "d1", "returned": "2023-07-20", "rating": "not_satisfied", "demanded": "2023-06-05"},
        },
        [],
    ),
    ("received before it was given", {f"{UNIT}/received": "2023-04-09"}, [Issue("DATA-001", "assignments", CASE, "jiaowei")]),
    ("received on the day it was given", {f"{UNIT}/received": "2023-04-10"}, []),
    (
        "withdrawn before the assignment",
        {"/adjustments": [adjusted("withdrawal", **{"from": "2023-04-09"})]},
        [Issue("DATA-002", "adjustment", CASE, "jiaowei")],
    ),
    ("withdrawn on the day of the assignment", {"/adjustments": [adjusted("withdrawal", **{"from": "2023-04-10"})]}, []),
    ("withdrawn in the month of the assignment", {"/adjustments": [adjusted("withdrawal", **{"from": "2023-04"})]}, []),
    ("a unit that the register does not list", {f"{UNIT}/unit": "shuili"}, [Issue("DATA-004", "assignments", CASE, "shuili")]),
    (
        "a unit given the same part twice on one day",
        {"/cases/0/assignments/-": {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}},
        [Issue("DATA-020", "assignments", CASE, "caizheng")],
    ),
    (
        "a unit given another part on one day",
        {"/cases/0/assignments/-": {"unit": "jiaowei", "role": "co_handling", "assigned": "2023-04-10"}},
        [],
    ),
    (
        "units that were no more on the day of the assignment",
        GONE_BEFORE,
        [Issue("DATA-005", "assignments", CASE, "caizheng"), Issue("DATA-005", "assignments", OLD, "caizheng")],
    ),
    ("a unit whose last day is that of the assignment", {"/units/0/to": "2023-04-10", "/units/0/successor": "caizheng"}, []),
    ("a unit whose last day is the day before", {"/units/0/to": "2023-04-09"}, [Issue("DATA-005", "assignments", CASE, "jiaowei")]),
]  # fmt: skip
CODES = {"DATA-001", "DATA-002", "DATA-004", "DATA-005", "DATA-020", "DATA-022"}


@pytest.mark.parametrize(("changes", "told"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_fault_is_told_of_the_record_the_case_and_the_unit(changes: Json, told: list[Issue]) -> None:
    doc = changed(well_handled(), changes)
    found = judged(doc, policy=POLICY)
    assert [issue for issue in found.data_issues if issue.code in CODES] == told
