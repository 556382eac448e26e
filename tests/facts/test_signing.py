"""Whose signature a supervising leader's is: another's convicts only where it is known who was in office and that nothing was delegated."""

from __future__ import annotations

from typing import Any

import pytest

from smallest import CASE, LAST, changed, judged, one, short, well_handled

LEADER = f"SIGN-03/{CASE}/jiaowei/leader_sign_off/1"
SIGNER = "/cases/0/replies/0/steps/4/person"
KEPT = {"default": LAST, "delegations": LAST, "attestations": LAST}
LENT = {
    "kind": "delegation",
    "about": {"case": CASE},
    "from_person": "he",
    "to_person": "zhao",
    "from": "2023-05-01",
    "planned_end": "2023-12-31",
}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "met"),
        ({SIGNER: "zhao"}, "broken insufficient"),
        ({SIGNER: "zhao", "/complete_through": KEPT | {"delegations": "not_kept"}}, "undetermined"),
        ({SIGNER: "zhao", "/complete_through": KEPT | {"delegations": "2023-06-03"}}, "undetermined"),
        ({SIGNER: "zhao", "/complete_through": KEPT | {"designations": "not_kept"}}, "undetermined"),
        ({SIGNER: "zhao", "/adjustments": [LENT]}, "met"),
        ({SIGNER: "zhao", "/adjustments": [LENT | {"from": "2023-06-05"}]}, "broken insufficient"),
        ({SIGNER: "zhao", "/leaders": [{"id": "he", "body": "county_government"}]}, "undetermined"),
    ],
)
def test_who_signed_for_the_supervising_leader(changes: dict[str, Any], said: str) -> None:
    assert short(one(judged(changed(well_handled(), changes)), LEADER)) == said


STEPS = "/cases/0/replies/0/steps"
SIGNED = f"SIGN-02/{CASE}/jiaowei/review/1"


@pytest.mark.parametrize(
    ("review", "sign_off", "said"),
    [
        (1, 2, "met"),
        (2, 1, "broken out_of_order"),
        (1, 1, "met"),  # one number for both: neither is told to come first
    ],
)
def test_of_two_steps_on_one_day_the_sequence_given_decides(review: int, sign_off: int, said: str) -> None:
    changes = {f"{STEPS}/2/on": "2023-06-03", f"{STEPS}/2/seq": review, f"{STEPS}/3/seq": sign_off}
    assert short(one(judged(changed(well_handled(), changes)), SIGNED)) == said
