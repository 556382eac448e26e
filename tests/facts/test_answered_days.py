"""What an answering unit's rows say: when handling started, when its reply went out and came back, and its category."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, row, rows, where
from smallest import CASE, GONE, LAST, OLD, adjusted, changed, judged, one, short, well_handled

Json = dict[str, Any]
REPLY = "/cases/0/replies/0"


def draft(on: str) -> list[Json]:
    return [{"step": "draft", "person": "jiaowei.handler", "on": on}]


STARTED: list[tuple[str, Json, str, str]] = [
    ("its first step", {}, "2023-06-01", f"{REPLY}/steps/0/on"),
    ("a step in some month, by the issue", {"steps": draft("2023-06")}, "2023-06-01..2023-06-05", f"{REPLY}/issued"),
    ("no step, the issue", {"steps": []}, "2023-06-05", f"{REPLY}/issued"),
    ("no step, issued in some month", {"steps": [], "issued": "2023-06"}, "2023-06-01..2023-06-30", f"{REPLY}/issued"),
    ("no step and no day of the issue", {"steps": [], "issued": GONE}, "2024-02-01..never", "/complete_through/steps"),
    ("no step, issued by the last day on record", {"steps": [], "issued": "done"}, "2024-01-31", "/complete_through/steps"),
    ("a step and no day of the issue", {"issued": GONE}, "2023-06-01", f"{REPLY}/steps/0/on"),
    ("a step of no day, no day of the issue", {"steps": draft("done"), "issued": GONE}, "2023-04-10..2024-01-31", f"{REPLY}/steps/0/on"),
    ("nothing issued", {"issued": "not_yet"}, "2023-06-01", f"{REPLY}/steps/0/on"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "day", "at"), [x[1:] for x in STARTED], ids=[x[0] for x in STARTED])
def test_handling_started_with_the_first_step_and_by_the_issue_at_the_latest(changes: Json, day: str, at: str) -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/{name}": value for name, value in changes.items()}))
    cell = row(found, "handling", CASE).cells["started"]
    assert (in_words(cell), where(found, cell)) == (day, at)


WENT: list[tuple[str, Json, tuple[str, str, str]]] = [
    ("each on its day", {}, ("2023-06-06", "2023-06-07", "2023-06-20")),
    ("sent by the day through which deliveries are kept", {"deliveries/0/sent": "done"}, ("ever..2023-08-01", "2023-06-07", "2023-06-20")),
    ("arrived by that day", {"deliveries/0/on": "done"}, ("2023-06-06", "ever..2023-08-01", "2023-06-20")),
    ("not sent yet by that day", {"deliveries/0/sent": "not_yet"}, ("2023-08-02..never", "2023-06-07", "2023-06-20")),
    ("returned by the day through which forms are kept", {"receipts/0/returned": "done"}, ("2023-06-06", "2023-06-07", "ever..2023-09-01")),
    ("not returned yet by that day", {"receipts/0/returned": "not_yet"}, ("2023-06-06", "2023-06-07", "2023-09-02..never")),
    ("no delivery", {"deliveries": []}, ("2023-08-02..never", "2023-08-02..never", "2023-06-20")),
    ("no form", {"receipts": []}, ("2023-06-06", "2023-06-07", "2023-09-02..never")),
    ("sent to two", {"deliveries/-": {"proposer": "d2", "sent": "2023-06-05", "on": "2023-06-09"}}, ("2023-06-05", "2023-06-07", "2023-06-20")),
]  # fmt: skip
KEPT: Json = {"/complete_through/deliveries": "2023-08-01", "/complete_through/receipts": "2023-09-01"}


@pytest.mark.parametrize(("changes", "days"), [x[1:] for x in WENT], ids=[x[0] for x in WENT])
def test_when_a_reply_was_sent_when_it_arrived_and_when_its_form_came_back(
    changes: Json, days: tuple[str, str, str]
) -> None:
    doc = changed(well_handled(), KEPT | {f"{REPLY}/{name}": value for name, value in changes.items()})
    cells = row(judged(doc), "handling", CASE).cells
    assert tuple(in_words(cells[name]) for name in ("dispatched", "reached", "receipt_returned")) == days


SENT: list[tuple[str, Json, str, str]] = [
    ("by its own record", {}, "2023-06-06", f"{REPLY}/deliveries/0/sent"),
    ("by its arrival at the latest", {"sent": GONE}, "ever..2023-06-07", f"{REPLY}/deliveries/0/on"),
    ("by its arrival in some month", {"sent": GONE, "on": "2023-06"}, "ever..2023-06-30", f"{REPLY}/deliveries/0/on"),
    ("arrived by the day through which deliveries are kept", {"sent": GONE, "on": "done"}, "ever..2023-08-01", f"{REPLY}/deliveries/0/on"),
    ("never arrived, and may have been sent", {"sent": GONE, "on": "none"}, "ever..never", f"{REPLY}/deliveries/0/on"),
    ("neither day recorded", {"sent": GONE, "on": GONE}, "ever..never", f"{REPLY}/deliveries/0/sent"),
    ("never sent", {"sent": "none"}, "2023-08-02..never", f"{REPLY}/deliveries/0/sent"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "day", "at"), [x[1:] for x in SENT], ids=[x[0] for x in SENT])
def test_when_a_reply_was_sent_to_a_proposer(changes: Json, day: str, at: str) -> None:
    found = judged(
        changed(well_handled(), KEPT | {f"{REPLY}/deliveries/0/{name}": value for name, value in changes.items()})
    )
    (first, _) = rows(found, "recipient", CASE)
    cell = first.cells["sent"]
    assert (first.ref, in_words(cell), where(found, cell)) == ("d1", day, at)


NAMED: list[tuple[str, Json, list[tuple[str, str, str]]]] = [
    ("on its day", {}, [("1", "2023-06-05", f"{REPLY}/category/0/decided")]),
    ("on some day", {"category/0/decided": GONE}, [("1", "ever..2024-01-31", f"{REPLY}/category/0/decided")]),
    ("none", {"category": []}, [("1", "2023-06-05..never", f"{REPLY}/category")]),
    ("none, issued in some month", {"category": [], "issued": "2023-06"}, [("1", "2023-06-01..never", f"{REPLY}/category")]),
    ("none, the issue's day not recorded", {"category": [], "issued": GONE}, [("1", "ever..never", f"{REPLY}/category")]),
    ("none, never issued", {"category": [], "issued": "none"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "given"), [x[1:] for x in NAMED], ids=[x[0] for x in NAMED])
def test_when_a_category_was_given_or_from_when_it_may_have_been(
    changes: Json, given: list[tuple[str, str, str]]
) -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/{name}": value for name, value in changes.items()}))
    told = [(x.ref, x.cells["decided"]) for x in rows(found, "category", CASE)]
    assert [(ref, in_words(cell), where(found, cell)) for ref, cell in told] == given


@pytest.mark.parametrize(
    ("said_of", "day"),
    [
        ("done", "ever..2023-08-01"),
        ("not_yet", "2023-08-02..never"),
        ("2023-07-01", "2023-07-01"),
        (GONE, "ever..never"),
    ],
)
def test_what_was_carried_out_is_bounded_by_the_day_through_which_that_is_kept(said_of: object, day: str) -> None:
    doc = changed(
        well_handled(), {"/cases/0/follow_up/implemented": said_of, "/complete_through/follow_up": "2023-08-01"}
    )
    assert in_words(row(judged(doc), "category", CASE).cells["implemented"]) == day


@pytest.mark.parametrize(
    ("outcome", "refs"),
    [
        ("accepted", ["d1", "d2", "proposal-2022-5.d1"]),
        ("refused", ["d1", "d2"]),
    ],
)
def test_the_leading_proposer_of_a_case_merged_into_another_is_answered_unless_that_was_refused(
    outcome: str, refs: list[str]
) -> None:
    merge = adjusted("merge", OLD, None, on="2023-05-01", outcome=outcome, into=CASE)
    found = judged(changed(well_handled(), {"/adjustments": [merge]}))
    assert [x.ref for x in rows(found, "recipient", CASE)] == refs


@pytest.mark.parametrize(
    ("record", "bound"),
    [
        ({"on": "2023-05-01", "outcome": "accepted"}, (True, True)),
        ({"on": "2023-05-01", "outcome": "pending"}, (False, True)),
    ],
)
def test_until_a_merge_is_decided_it_is_not_known_who_answers_the_merged_cases_proposer(
    record: dict[str, Any], bound: tuple[bool, bool]
) -> None:
    merge = adjusted("merge", OLD, None, into=CASE, **record)
    brought = rows(judged(changed(well_handled(), {"/adjustments": [merge]})), "recipient", CASE)[-1]
    assert (brought.ref, brought.cells["bound"][:2]) == ("proposal-2022-5.d1", bound)


def test_a_merge_that_was_asked_for_and_not_decided_binds_nobody_yet() -> None:
    merge = {"kind": "merge", "about": {"case": OLD}, "into": CASE, "asked": "2023-05-01"}
    brought = rows(judged(changed(well_handled(), {"/adjustments": [merge]})), "recipient", CASE)[-1]
    assert brought.cells["bound"][:2] == (False, True)


def test_a_reply_whose_day_is_not_recorded_issued_on_the_day_of_the_assignment_at_the_earliest() -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/issued": GONE}), LAST)
    cell = row(found, "handling", CASE).cells["answered"]
    assert (in_words(cell), where(found, cell)) == ("2023-04-10..never", f"{REPLY}/issued")
    assert short(one(found, f"REPLY-01/{CASE}")) == "undetermined"
