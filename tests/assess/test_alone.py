"""A case given alone: the caller vouches for the lists that it has, and for nothing that it does not mention."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules import assess
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
