"""A promise's row: from when it was dated, whether it is of late, its results told, and its day changed by agreement."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, row, where
from smallest import CASE, GONE, attestation, changed, judged, one, short, well_handled

Json = dict[str, Any]
FULL = "pengshui-2023-full"
PROMISE = "/cases/0/commitments/0"
KEPT = f"PROMISE-02/{CASE}/jiaowei/kept/c1"


def telling(*days: str) -> list[Json]:
    return [{"on": day} for day in days]


ROWS: list[tuple[str, Json, str, str, str]] = [
    ("dated when made", {}, "promise_dated", "2023-06-05", f"{PROMISE}/made"),
    ("dated, made in some month", {"made": "2023-06"}, "promise_dated", "2023-06-01..2023-06-30", f"{PROMISE}/made"),
    ("whether it was dated is not recorded", {"promised_for": GONE}, "promise_dated", "ever..never", f"{PROMISE}/promised_for"),
    ("it has no day", {"promised_for": "none"}, "promise_dated", "never", f"{PROMISE}/promised_for"),
    ("steps", {}, "steps_stated", "yes", f"{PROMISE}/steps"),
    ("no steps", {"steps": []}, "steps_stated", "no", f"{PROMISE}/steps"),
    ("steps not recorded", {"steps": GONE}, "steps_stated", "not known", f"{PROMISE}/steps"),
    ("of this year", {}, "made_lately", "yes", f"{PROMISE}/made"),
    ("of the first day of last year", {"made": "2022-01-01"}, "made_lately", "yes", f"{PROMISE}/made"),
    ("of the year before", {"made": "2021-12-31"}, "made_lately", "no", f"{PROMISE}/made"),
    ("of a day not recorded", {"made": GONE}, "made_lately", "not known", f"{PROMISE}/made"),
    ("told in the quarter", {"told": telling("2023-10-05")}, "told.Q4", "2023-10-05", f"{PROMISE}/told/0/on"),
    ("told on its first day", {"told": telling("2023-10-01")}, "told.Q4", "2023-10-01", f"{PROMISE}/told/0/on"),
    ("told on its eve", {"told": telling("2023-09-30")}, "told.Q4", "2024-02-01..never", "/complete_through/tellings"),
    ("told before it was made", {"made": "2023-11-01", "told": telling("2023-10-15")}, "told.Q4", "2023-11-01..never", f"{PROMISE}/told"),
    ("answered by the reply", {}, "answered", "2023-06-05", "/cases/0/replies/0/issued"),
    ("attested as kept", {}, "promise_attested.kept", "yes", f"{attestation('kept')}/judged"),
    ("attested as closed out", {}, "promise_attested.closed_out", "yes", f"{attestation('kept')}/judged"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "column", "day", "at"), [x[1:] for x in ROWS], ids=[x[0] for x in ROWS])
def test_what_a_promises_row_says_and_where_it_was_read(changes: Json, column: str, day: str, at: str) -> None:
    doc = changed(well_handled(), {f"{PROMISE}/{name}": value for name, value in changes.items()})
    found = judged(changed(doc, {"/complete_through/tellings": "2024-01-31"}), policy=FULL)
    cell = row(found, "commitment").cells[column]
    assert (in_words(cell), where(found, cell)) == (day, at)


def agreed(on: str, planned: str, commitment: str = "c1", kind: str = "extension", **decision: str) -> Json:
    about = {"case": CASE, "unit": "jiaowei", "commitment": commitment}
    return {
        "kind": kind,
        "about": about,
        "planned_end": planned,
        "decided": {"by": "office", "on": on, "outcome": "accepted"} | decision,
    }


FIRST, SECOND = agreed("2023-07-20", "2023-08-31"), agreed("2023-08-20", "2023-09-30")


@pytest.mark.parametrize(
    ("changes", "done", "verdict"),
    [
        ([], "2023-07-31", "met"),
        ([], "2023-08-01", "broken late"),
        ([FIRST], "2023-08-31", "met"),
        ([FIRST], "2023-09-01", "broken late"),
        ([agreed("2023-07-20", "2023-08-31", "c2")], "2023-08-20", "broken late"),
        ([agreed("2023-07-20", "2023-08-31", kind="suspension")], "2023-08-20", "broken late"),
        ([agreed("2023-07-20", "2023-08-31", outcome="refused")], "2023-08-20", "broken late"),
        ([agreed("2023-07-20", "2023-08-31", outcome="pending")], "2023-08-20", "undetermined"),
        ([FIRST, SECOND], "2023-09-30", "met"),
        ([SECOND, FIRST], "2023-09-30", "met"),
        ([FIRST, FIRST], "2023-08-31", "met"),
        ([agreed("2023-07-20", "2023-08-31", by="x"), FIRST], "2023-08-31", "met"),
        ([FIRST, agreed("2023-07-20", "2023-09-30")], "2023-10-01", "broken late"),
    ],
)
def test_a_promise_is_kept_by_the_day_last_agreed_while_it_was_open(
    changes: list[Json], done: str, verdict: str
) -> None:
    found = judged(changed(well_handled(), {"/adjustments": changes, f"{PROMISE}/done": done}))
    assert short(one(found, KEPT)) == verdict


def test_an_unsigned_word_on_a_promise_does_not_silence_a_signed_one_after_it() -> None:
    unsigned = {"id": "z", "about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}, "judged": "not_done"}
    doc = changed(well_handled(), {"/attestations/-": unsigned | {"on": "2023-09-01"}})
    assert short(one(judged(doc), KEPT)) == "met"


def test_closing_out_is_bounded_by_the_day_through_which_promises_are_kept() -> None:
    doc = changed(well_handled(), {f"{PROMISE}/closed_out": "done", "/complete_through/commitments": "2023-09-01"})
    assert in_words(row(judged(doc), "commitment").cells["closed_out"]) == "ever..2023-09-01"


def test_an_agreement_of_no_day_was_decided_by_the_day_through_which_changes_are_kept() -> None:
    undated = agreed("done", "2023-08-31")
    doc = changed(well_handled(), {"/adjustments": [undated], "/complete_through/adjustments": "2023-09-01"})
    ((decided, accepted, planned),) = row(judged(doc), "commitment").cells["extensions"]
    assert (in_words(decided), accepted, in_words(planned)) == ("ever..2023-09-01", (True, True), "2023-08-31")
