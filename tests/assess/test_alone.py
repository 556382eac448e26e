"""A case given alone: the caller vouches for the lists that it has, and for nothing that it does not mention."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules import assess
from caserules.assess import case_register
from caserules.models import Case, Completeness
from smallest import POLICY

GIVEN = {
    "kind": "suggestion",
    "year": 2023,
    "number": 12,
    "assignments": [
        {"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
        {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"},
    ],
}
DONE = {"unit": "jiaowei", "issued": "2023-06-05"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, {"REPLY-01": "undetermined", "COHAND-01": "undetermined"}),
        ({"requests": []}, {"REPLY-01": "undetermined", "COHAND-01": "broken"}),
        ({"replies": []}, {"REPLY-01": "broken", "COHAND-01": "undetermined"}),
        ({"contacts": []}, {"REPLY-01": "undetermined", "COHAND-01": "undetermined"}),
        ({"replies": [DONE]}, {"CONTACT-01": "undetermined"}),
        ({"replies": [DONE], "contacts": []}, {"CONTACT-01": "broken"}),
        ({"replies": [DONE]}, {"REPLY-01": "met", "SIGN-01": "undetermined", "REPLY-02": None}),
        ({"replies": [DONE | {"steps": []}]}, {"REPLY-01": "met", "SIGN-01": "broken"}),
        ({"replies": [DONE], "proposers": [{"id": "d1"}]}, {"REPLY-02": "undetermined"}),
        ({"replies": [DONE | {"deliveries": []}], "proposers": [{"id": "d1"}]}, {"REPLY-02": "undetermined"}),
    ],
)
def test_only_a_list_that_is_there_is_taken_as_complete(more: dict[str, Any], said: dict[str, str | None]) -> None:
    found = assess(GIVEN | more, POLICY, as_of=date(2024, 1, 10))
    told: dict[str, set[str]] = {}
    for x in found.findings:
        told.setdefault(x.rule, set()).add(x.verdict.value)
    assert {rule: told.get(rule) for rule in said} == {rule: None if x is None else {x} for rule, x in said.items()}


ALWAYS = {"adjustments"}


@pytest.mark.parametrize(
    ("more", "complete"),
    [
        ({}, set()),
        ({"requests": [], "replies": [], "contacts": []}, {"requests", "replies", "contacts"}),
        ({"designations": [], "commitments": [], "follow_up": {}}, {"designations", "commitments", "follow_up"}),
        (
            {"replies": [DONE | {"steps": []}, DONE | {"version": 2, "deliveries": []}]},
            {"replies", "steps", "deliveries"},
        ),
        ({"replies": [DONE | {"receipts": []}]}, {"replies", "receipts"}),
        ({"roles": []}, {"posts"}),
    ],
)
def test_what_a_case_has_is_complete_through_the_day(more: dict[str, Any], complete: set[str]) -> None:
    through = assess(GIVEN | more, POLICY, as_of=date(2024, 1, 10)).register.complete_through
    assert isinstance(through, Completeness)
    kept = {kind for kind, day in through.model_dump(exclude={"default"}).items() if day not in ("not_kept", None)}
    assert kept == complete | ALWAYS


@pytest.mark.parametrize(("year", "of"), [(2022, 2023), (2023, 2023), (2024, 2024), (None, 2023)])
def test_a_case_is_judged_in_its_year_or_a_later_one(year: int | None, of: int) -> None:
    assert case_register(Case.model_validate(GIVEN, strict=False), date(2024, 1, 10), year).year == of
