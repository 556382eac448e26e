"""Whose signature a supervising leader's is: another's convicts only where it is known who was in office and that nothing was delegated."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, read_at, row_of
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
        ({SIGNER: "zhao", "/adjustments": [LENT | {"from": "2023-06"}]}, "undetermined"),
        ({SIGNER: "zhao", "/adjustments": [LENT | {"decided": {"outcome": "pending"}}]}, "undetermined"),
        ({SIGNER: "zhao", "/adjustments": [LENT | {"decided": {"outcome": "refused"}}]}, "broken insufficient"),
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


HEARD = "/cases/0/designations"
LISTED = {"is": "supervised", "leader": "he", "from": "2023-04-11"}
UNNAMED = {"is": "supervised", "from": "2023-04-11"}
STRANGE = {"is": "supervised", "leader": "qian", "from": "2023-04-11"}


@pytest.mark.parametrize(
    ("listings", "signer", "said"),
    [
        ([LISTED], "he", "met"),
        ([LISTED], "zhao", "broken insufficient"),
        ([UNNAMED, LISTED], "he", "met"),
        ([LISTED, UNNAMED], "he", "met"),
        ([UNNAMED, LISTED], "zhao", "undetermined"),
        ([LISTED, UNNAMED], "zhao", "undetermined"),
        ([STRANGE, LISTED], "zhao", "undetermined"),
        ([LISTED, LISTED], "zhao", "broken insufficient"),
        ([{"is": "key", "leader": "li", "from": "2023-04-11"}, LISTED], "zhao", "broken insufficient"),
        ([LISTED | {"to": "2023-06-05"}, LISTED | {"leader": "li"}], "li", "met"),
    ],
)
def test_a_leader_whose_name_is_not_on_record_may_be_the_one_who_signed(
    listings: list[dict[str, Any]], signer: str, said: str
) -> None:
    leaders = [{"id": name, "person": name, "body": "county_government"} for name in ("he", "li")]
    changes = {HEARD: listings, SIGNER: signer, "/leaders": leaders}
    assert short(one(judged(changed(well_handled(), changes)), LEADER)) == said


@pytest.mark.parametrize(
    ("listings", "told"),
    [
        ([LISTED], ("2023-04-11", f"{HEARD}/0/from")),
        ([LISTED | {"to": "2023-06-04"}], ("2024-01-01..never", "complete_through")),
        ([LISTED | {"to": "2023-06-05"}], ("2023-04-11", f"{HEARD}/0/from")),
        ([LISTED | {"to": "2023-06"}], ("2023-04-11", f"{HEARD}/0/from")),
        ([LISTED | {"leader": "li"}], ("2024-01-01..never", "complete_through")),
        ([STRANGE], ("2023-04-11..never", "complete_through")),
        ([{"is": "supervised", "leader": "he"}], ("ever..2023-12-31", f"{HEARD}/0/from")),
        ([LISTED | {"from": "2023-04-20"}, UNNAMED], ("2023-04-11..2023-04-20", f"{HEARD}/0/from")),
    ],
)
def test_a_case_is_listed_under_a_leader_of_a_body_as_long_as_it_still_was_at_the_issue(
    listings: list[dict[str, Any]], told: tuple[str, str]
) -> None:
    leaders = [{"id": "he", "body": "county_government"}, {"id": "li", "body": "congress"}]
    kept = {"default": LAST, "designations": "2023-12-31"}
    found = judged(changed(well_handled(), {HEARD: listings, "/leaders": leaders, "/complete_through": kept}))
    cell = row_of(found, "version").cells["listed.county_government"]
    assert (in_words(cell), read_at(found, cell)) == told


@pytest.mark.parametrize(
    ("review", "sign_off", "told"),
    [
        (("2023-06-03", 2), ("2023-06-03", 1), "yes"),
        (("2023-06", 2), ("2023-06", 1), "not known"),
        (("2023-06", 1), ("2023-06", 2), "no"),
        (("2023-06", 2), ("2023-06-03", 1), "no"),  # what days say is not the sequence's to settle
        (("2023-06-02", 2), ("2023-06-03", 1), "no"),
    ],
)
def test_a_sequence_settles_what_one_day_or_one_month_leaves_open(
    review: tuple[str, int], sign_off: tuple[str, int], told: str
) -> None:
    changes = {
        f"{STEPS}/{at}/{name}": value
        for at, step in ((2, review), (3, sign_off))
        for name, value in zip(("on", "seq"), step, strict=True)
    }
    row = row_of(judged(changed(well_handled(), changes)), "version")
    assert in_words(row.cells["before.sign_off.review.accept"]) == told


SECOND = {"unit": "jiaowei", "version": 2, "issued": "2023-07-01"}


@pytest.mark.parametrize(
    ("issued", "opened", "told"),
    [
        ("2023-06-05", "2023-06-20", None),
        ("2023-06-19", "2023-06-20", None),
        ("2023-06-20", "2023-06-20", "yes"),
        ("2023-06-21", "2023-06-20", "yes"),
        ("2023-06", "2023-06-20", "not known"),
        ("2023-06-15", "2023-06", "not known"),
        ("2023-06-30", "2023-06", "yes"),
        ("2023-05-31", "2023-06", None),
        ("none", "2023-06-20", "yes"),
    ],
)
def test_a_version_is_superseded_unless_it_issued_before_the_next_opened(
    issued: str, opened: str, told: str | None
) -> None:
    second = SECOND | {"steps": [{"step": "draft", "person": "jiaowei.handler", "on": opened}]}
    changes = {"/cases/0/replies/0/issued": issued, "/cases/0/replies/-": second}
    row = row_of(judged(changed(well_handled(), changes)), "version", ref="1")
    assert [in_words(x[2]) for x in row.cells["endings"] if x[3] == "superseded"] == ([] if told is None else [told])
