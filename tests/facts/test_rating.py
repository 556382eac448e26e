"""What a reply's row says of what comes after it: rated when, demanded when, answered again when; and whose word that is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from asread import in_words, read_at, row_of
from caserules import Assessment, assess
from caserules.facts.desk import Row
from caserules.io.scenario import read_story
from laws.test_laws_after_the_reply import DAYS, judged

BASE = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei
2023-06-05 issued jiaowei
"""
NOT_SATISFIED = "2023-06-15 returned jiaowei not_satisfied\n"
ISSUED_IN_JUNE = "- 2023-06-05 issued jiaowei\n2023-06 issued jiaowei\n"
IN_APRIL = "- 2023-04-10 assigned jiaowei\n- 2023-06-05 issued jiaowei\n2023-04 assigned jiaowei\n"
SECOND = "2023-07-10 issued jiaowei version=2\n"


def after(story: str) -> Assessment:
    return assess(read_story(story, base=BASE), "pengshui-2023-full", as_of=DAYS[-1])


def rows(story: str, table: str = "answer") -> list[Row]:
    return after(story)._context.facts.rows[table]


def told(row: Row, name: str) -> str:
    return in_words(row.cells[name])


ONE: list[tuple[str, str, dict[str, str]]] = [
    ("no form", "", {"rated": "2024-01-01..never", "demanded": "2024-01-01..never", "arrived": "2023-06-05..never"}),
    ("no form, receipts not kept", "not_kept = receipts", {"rated": "2023-06-05..never", "demanded": "2023-06-05..never"}),
    ("not satisfied", NOT_SATISFIED, {"rated": "2023-06-15", "demanded": "2023-06-15", "failed_again": "never"}),
    ("satisfied", "2023-06-15 returned jiaowei satisfied", {"rated": "2023-06-15", "demanded": "never"}),
    ("no answer", "2023-06-15 returned jiaowei no_answer", {"rated": "2024-01-01..never", "demanded": "never"}),
    ("the rating left out", "2023-06-15 returned jiaowei", {"rated": "2023-06-15..never", "demanded": "2023-06-15..never"}),
    ("rated by the unit", "2023-06-15 returned jiaowei satisfied rated_by=jiaowei", {"demanded": "2023-06-15..never"}),
    ("rated, the day left out", "? returned jiaowei not_satisfied", {"rated": "2023-06-05..2023-12-31"}),
    ("returned before it arrived", "2023-06-20 arrived jiaowei\n" + NOT_SATISFIED, {"rated": "2023-06-20..never"}),
    ("returned before it was delivered", "2023-06-20 reached jiaowei\n" + NOT_SATISFIED, {"rated": "2023-06-20..never"}),
    ("returned on the day it arrived", "2023-06-15 arrived jiaowei\n" + NOT_SATISFIED, {"arrived": "2023-06-15", "rated": "2023-06-15"}),
    ("returned in the month it arrived", "2023-06-20 arrived jiaowei\n2023-06 returned jiaowei satisfied", {"rated": "2023-06-20..2023-06-30"}),
    ("arrived on the day of the issue", "2023-06-05 reached jiaowei", {"arrived": "2023-06-05"}),
    ("the form not arrived yet, by its own kind", "complete.receipts = 2023-10-31\nnot_yet arrived jiaowei", {"arrived": "2023-11-01..never"}),
    ("the reply not delivered yet, by its own kind", "complete.deliveries = 2023-10-31\nnot_yet reached jiaowei", {"arrived": "2023-11-01..never"}),
    ("delivered to a co-signer", "proposers = p1 p2\n2023-06-08 reached jiaowei p2", {"arrived": "2023-06-05..never"}),
    ("arrived on two days", "2023-06-08 arrived jiaowei\n2023-06-10 reached jiaowei", {"arrived": "2023-06-08..2023-06-10"}),
    ("arrived before the issue", "2023-06-01 reached jiaowei", {"arrived": "2023-06-05..never"}),
    ("demanded on another day", NOT_SATISFIED + "2023-06-20 demanded jiaowei", {"demanded": "2023-06-20"}),
    ("demanded, the rating left out", "2023-06-15 returned jiaowei\n2023-06-20 demanded jiaowei", {"demanded": "2023-06-20..never"}),
    ("demanded though satisfied", "2023-06-15 returned jiaowei satisfied\n2023-06-20 demanded jiaowei", {"demanded": "never"}),
    ("not demanded", NOT_SATISFIED + "none demanded jiaowei", {"demanded": "never"}),
    ("demanded before the issue", NOT_SATISFIED + "2023-06-01 demanded jiaowei", {"demanded": "2023-06-05..never"}),
    ("demanded on the day of the issue", NOT_SATISFIED + "2023-06-05 demanded jiaowei", {"demanded": "2023-06-05"}),
    ("demanded in the month of the issue", ISSUED_IN_JUNE + NOT_SATISFIED + "2023-06-12 demanded jiaowei", {"issued": "2023-06-01..2023-06-30", "demanded": "2023-06-12"}),
    ("a co-signer's form", "proposers = p1 p2\n2023-06-15 returned jiaowei not_satisfied p2", {"demanded": "2024-01-01..never"}),
    ("a stranger's form", "2023-06-15 returned jiaowei not_satisfied p9", {"demanded": "2023-06-05..never"}),
    ("two forms that agree", NOT_SATISFIED + "2023-06-18 returned jiaowei not_satisfied p2\nproposers = p1 p2", {"demanded": "2023-06-15"}),
    ("published", "2023-06-20 published jiaowei", {"published": "2023-06-20", "withheld": "ever..never"}),
    ("published before the issue", "2023-06-01 published jiaowei", {"published": "2023-06-05..never"}),
    ("publications complete", "complete.publications = 2023-12-31", {"published": "2024-01-01..never", "withheld": "2024-01-01..never"}),
    ("published on the day of the issue", "2023-06-05 published jiaowei", {"published": "2023-06-05"}),
    ("withheld, no day of it or its recording", "complete.publications = 2023-11-30\n? withheld jiaowei reason=x", {"withheld": "ever..2023-11-30"}),
    ("a step done again before the issue", "2023-06-01 sign_off jiaowei\n2023-06-03 sign_off jiaowei", {"issued": "2023-06-05"}),
    ("a step done again after the issue", "2023-06-01 sign_off jiaowei\n2023-06-13 sign_off jiaowei", {"issued": "2023-06-05"}),
    ("issued, the day left out", "- 2023-06-05 issued jiaowei\n? issued jiaowei", {"issued": "2023-04-10..never"}),
    ("issued before the assignment", "- 2023-06-05 issued jiaowei\n2023-04-09 issued jiaowei", {"issued": "2023-04-10..never"}),
    ("issued by the month of the assignment", IN_APRIL + "done issued jiaowei recorded_on=2023-04-20", {"issued": "2023-04-01..2023-04-20"}),
    ("issued in the month of the assignment", IN_APRIL + "2023-04 issued jiaowei", {"issued": "2023-04-01..2023-04-30"}),
    ("withheld", "2023-06-20 withheld jiaowei reason=x", {"withheld": "2023-06-20"}),
    ("withheld, the day left out", "? withheld jiaowei reason=x recorded_on=2023-07-01", {"withheld": "ever..2023-07-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "cells"), [x[1:] for x in ONE], ids=[x[0] for x in ONE])
def test_one_reply(story: str, cells: dict[str, str]) -> None:
    (row,) = rows(story)
    assert {name: told(row, name) for name in cells} == cells


def test_a_reason_that_is_blank_is_none() -> None:
    document = read_story(BASE + "2023-06-20 withheld jiaowei reason=x").model_dump(mode="json", exclude_unset=True)
    document["cases"][0]["replies"][0]["withheld"]["reason"] = " "
    found = assess(document, "pengshui-2023-full", as_of=DAYS[-1])._context.facts.rows["answer"]
    assert told(found[0], "withheld") == "2023-06-20..never"


TWO: list[tuple[str, str, str, dict[str, str]]] = [
    ("after the demand", NOT_SATISFIED + SECOND, "1", {"handled_again": "2023-07-10"}),
    ("on the day itself", NOT_SATISFIED + "2023-06-15 issued jiaowei version=2", "1", {"handled_again": "2023-06-15"}),
    ("before the form came back", NOT_SATISFIED + "2023-06-12 issued jiaowei version=2", "1", {"handled_again": "2023-06-12..never"}),
    ("before the recorded demand", NOT_SATISFIED + "2023-06-20 demanded jiaowei\n2023-06-18 issued jiaowei version=2", "1", {"handled_again": "2024-01-01..never"}),
    ("in the month of the recorded demand", NOT_SATISFIED + "2023-06 demanded jiaowei\n2023-06-18 issued jiaowei version=2", "1", {"demanded": "2023-06-05..2023-06-30", "handled_again": "2023-06-18..never"}),
    ("on the last day of the demand's month", NOT_SATISFIED + "2023-06 demanded jiaowei\n2023-06-30 issued jiaowei version=2", "1", {"handled_again": "2023-06-30"}),
    ("before the month of the recorded demand", NOT_SATISFIED + "2023-07 demanded jiaowei\n2023-06-30 issued jiaowei version=2", "1", {"handled_again": "2024-01-01..never"}),
    ("on the day of the recorded demand", NOT_SATISFIED + "2023-06-20 demanded jiaowei\n2023-06-20 issued jiaowei version=2", "1", {"handled_again": "2023-06-20"}),
    ("two on one day: the second version is the new one", "2023-06-05 returned jiaowei not_satisfied\n2023-06-05 issued jiaowei version=2", "1", {"handled_again": "2023-06-05"}),
    ("two on one day: the first version is none", "2023-06-05 issued jiaowei version=2\n2023-06-05 returned jiaowei not_satisfied version=2", "2", {"handled_again": "2024-01-01..never"}),
    ("the one in a month, the other on its last day", "- 2023-06-05 issued jiaowei\n2023-06-30 issued jiaowei\n2023-06 issued jiaowei version=2\n2023-07-15 returned jiaowei not_satisfied version=2", "2", {"handled_again": "2023-06-30..never"}),
    ("its day left out", NOT_SATISFIED + "? issued jiaowei version=2", "1", {"handled_again": "2023-04-10..never"}),
    ("not issued", NOT_SATISFIED + "not_yet issued jiaowei version=2", "1", {"handled_again": "2024-01-01..never"}),
    ("an earlier reply is no new one", NOT_SATISFIED + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2", "2", {"handled_again": "2024-01-01..never", "failed_again": "2023-07-25", "demanded": "2024-01-01..never"}),
    ("satisfied by the second", NOT_SATISFIED + SECOND + "2023-07-25 returned jiaowei satisfied version=2", "2", {"failed_again": "never", "demanded": "never"}),
    ("the first rated after the second issued", "2023-07-12 returned jiaowei not_satisfied\n" + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2", "2", {"failed_again": "never", "demanded": "2023-07-25"}),
    ("the first's rating left out", "2023-06-15 returned jiaowei\n" + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2", "2", {"failed_again": "2023-07-25..never", "demanded": "2023-07-25..never"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "ref", "cells"), [x[1:] for x in TWO], ids=[x[0] for x in TWO])
def test_a_second_reply(story: str, ref: str, cells: dict[str, str]) -> None:
    (row,) = [row for row in rows(story) if row.ref == ref]
    assert {name: told(row, name) for name in cells} == cells


REPLY = "/cases/0/replies/0"
WHERE: list[tuple[str, str, dict[str, str]]] = [
    ("nothing but the issue", "", {"issued": f"{REPLY}/issued", "arrived": f"{REPLY}/deliveries", "rated": "complete_through", "demanded": "complete_through", "published": "complete_through", "withheld": "complete_through", "handled_again": "complete_through", "secret": "/cases/0/secret"}),
    ("a form", "2023-06-08 arrived jiaowei\n" + NOT_SATISFIED, {"arrived": f"{REPLY}/receipts/0/arrived", "rated": f"{REPLY}/receipts/0/returned", "demanded": f"{REPLY}/receipts/0/returned", "failed_again": ""}),
    ("a form that came back before it arrived", "2023-06-20 arrived jiaowei\n" + NOT_SATISFIED, {"rated": f"{REPLY}/receipts/0/returned"}),
    ("a stranger's form", "2023-06-15 returned jiaowei not_satisfied p9", {"rated": f"{REPLY}/receipts", "demanded": f"{REPLY}/receipts"}),
    ("a delivery", "2023-06-08 reached jiaowei", {"arrived": f"{REPLY}/deliveries/0/on"}),
    ("a demand", NOT_SATISFIED + "2023-06-20 demanded jiaowei", {"demanded": f"{REPLY}/receipts/0/demanded"}),
    ("a demand before the issue", NOT_SATISFIED + "2023-06-01 demanded jiaowei", {"demanded": f"{REPLY}/receipts/0/demanded"}),
    ("published", "2023-06-20 published jiaowei", {"published": f"{REPLY}/published"}),
    ("published before the issue", "2023-06-01 published jiaowei", {"published": f"{REPLY}/published"}),
    ("withheld", "2023-06-20 withheld jiaowei reason=x", {"withheld": f"{REPLY}/withheld/on"}),
    ("issued before the assignment", "- 2023-06-05 issued jiaowei\n2023-04-09 issued jiaowei", {"issued": f"{REPLY}/issued"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "places"), [x[1:] for x in WHERE], ids=[x[0] for x in WHERE])
def test_where_what_came_after_a_reply_was_read(story: str, places: dict[str, str]) -> None:
    found = after(story)
    cells = row_of(found, "answer").cells
    assert {name: read_at(found, cells[name]) for name in places} == places


@pytest.mark.parametrize(("stated", "secret"), [("", "no"), ("secret = false", "no"), ("secret = true", "yes")])
def test_a_secret_case_is_one_that_says_so(stated: str, secret: str) -> None:
    assert in_words(row_of(after(stated), "answer").cells["secret"]) == secret


TWICE = NOT_SATISFIED + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2\n"


@pytest.mark.parametrize(
    ("story", "met"),
    [
        ("2023-08-01 contact jiaowei meeting", "2023-08-01"),
        ("2023-08-01 contact ? meeting", "2023-08-01"),
        ("2023-08-01 contact ? meeting\n2023-04-10 assigned caizheng co_handling", "2023-08-01..never"),
        ("2023-08-01 contact caizheng meeting\n2023-04-10 assigned caizheng co_handling", "2024-01-01..never"),
        ("2023-08-01 contact jiaowei telephone", "2024-01-01..never"),
        ("2023-08-01 contact jiaowei", "2023-08-01..never"),
        ("2023-07-24 contact jiaowei meeting", "2024-01-01..never"),
        ("2023-07-25 contact jiaowei meeting", "2023-07-25"),
        ("2023-07 contact jiaowei meeting", "2023-07-01..never"),
        ("", "2024-01-01..never"),
    ],
)
def test_a_meeting_about_a_second_failure_is_held_with_its_unit_and_after_it(story: str, met: str) -> None:
    cells = row_of(after(TWICE + story), "answer", ref="2").cells
    assert [in_words(cell) for name, cell in cells.items() if name.startswith("met_about.")] == [met]


@pytest.mark.parametrize(("version", "of"), [("version=1", ["1"]), ("version=2", ["2"]), ("", ["1", "2"])])
def test_a_meeting_attested_of_one_reply_is_none_about_another(version: str, of: list[str]) -> None:
    found = after(TWICE + f"2023-08-10 attested done jiaowei aspect=meeting {version}")
    cells = {ref: row_of(found, "answer", ref=ref).cells["attested.meeting"] for ref in ("1", "2")}
    assert [ref for ref, cell in cells.items() if in_words(cell) == "ever"] == of


@pytest.mark.parametrize(
    ("story", "ref", "days"),
    [
        ("", "1", ["2024-01-01..never"]),
        (SECOND, "1", ["2023-07-10", "2024-01-01..never"]),
        (SECOND, "2", ["2024-01-01..never"]),
        ("2023-06-05 issued jiaowei version=2", "1", ["2023-06-05", "2024-01-01..never"]),
        ("2023-06-04 issued jiaowei version=2", "1", ["2024-01-01..never"]),
        ("2023-06 issued jiaowei version=2", "1", ["2023-06-01..2023-06-30", "2024-01-01..never"]),
        ("not_kept = replies", "1", ["2023-06-05..never"]),
    ],
)
def test_a_later_answer_supersedes_the_one_before_it(story: str, ref: str, days: list[str]) -> None:
    row = row_of(after(story), "answer", ref=ref)
    told = [(in_words(x[0]), x[1], in_words(x[2])) for x in row.cells["endings"] if x[3] == "superseded"]
    assert told == [(day, None, "yes") for day in days]
    assert [x for x in row.cells["case_endings"] if x[3] == "superseded"] == []


def test_a_reply_that_will_not_issue_has_no_row_and_a_tenth_needs_no_new_rule() -> None:
    assert rows("none issued jiaowei version=2")[1:] == []
    many = "".join(f"2023-07-{day:02d} issued jiaowei version={day}\n" for day in range(2, 12))
    assert [row.ref for row in rows(many)] == [str(version) for version in range(1, 12)]


def test_a_reply_of_a_unit_nobody_knows_may_be_the_new_one() -> None:
    document: dict[str, Any] = read_story(BASE + NOT_SATISFIED).model_dump(mode="json", exclude_unset=True)
    document["cases"][0]["replies"].append({"unit": "nobody", "version": 2, "issued": "2023-07-10"})
    found = assess(document, "pengshui-2023-full", as_of=DAYS[-1])
    assert {x.verdict.value for x in found.findings if x.rule == "FEEDBACK-02"} == {"undetermined"}


def test_a_merged_reply_is_rated_by_the_leading_proposer_of_each_case() -> None:
    document: dict[str, Any] = read_story(
        BASE + NOT_SATISFIED + "suggestion/2023/13: proposers = p3\nsuggestion/2023/13: 2023-04-10 assigned jiaowei"
    ).model_dump(mode="json", exclude_unset=True)
    reply = document["cases"][0]["replies"][0]
    reply["cases"] = ["suggestion/2023/12", "suggestion/2023/13"]
    reply["receipts"].append({"proposer": "p3", "returned": "2023-06-20", "rating": "satisfied"})
    found = assess(document, "pengshui-2023-full", as_of=DAYS[-1])._context.facts.rows["answer"]
    assert {(row.case, told(row, "rated"), told(row, "demanded")) for row in found} == {
        ("suggestion/2023/12", "2023-06-15", "2023-06-15"),
        ("suggestion/2023/13", "2023-06-20", "never"),
    }


PROMISE = "2023-06-05 made c1 promised_for=2023-07-31 steps=x\n"
TOLD: list[tuple[str, str, str]] = [
    ("nothing, and nothing complete", "", "2023-10-01..never"),
    ("nothing, tellings complete", "complete.tellings = 2023-12-31", "2024-01-01..never"),
    ("told in the quarter", "2023-11-05 told c1\ncomplete.tellings = 2023-12-31", "2023-11-05"),
    ("told in it, and earlier in it perhaps", "2023-11-05 told c1", "2023-10-01..2023-11-05"),
    (
        "told before it, and in it",
        "2023-07-05 told c1\n2023-11-05 told c1\ncomplete.tellings = 2023-12-31",
        "2023-11-05",
    ),
    ("told before it alone", "2023-07-05 told c1\ncomplete.tellings = 2023-12-31", "2024-01-01..never"),
    ("told twice in it", "2023-12-05 told c1\n2023-11-05 told c1\ncomplete.tellings = 2023-12-31", "2023-11-05"),
    ("perhaps in it", "2023 told c1", "2023-10-01..never"),
    ("told before it was promised", "2023-05-05 told c1\ncomplete.tellings = 2023-12-31", "2023-10-01..never"),
]


@pytest.mark.parametrize(("story", "day"), [x[1:] for x in TOLD], ids=[x[0] for x in TOLD])
def test_when_results_were_told(story: str, day: str) -> None:
    (row,) = rows(PROMISE + story, "commitment")
    assert told(row, "told.Q4") == day


def test_no_day_of_a_row_ends_before_it_begins() -> None:
    for seed in random.Random(1).sample(range(10_000), 30):
        for row in (x for found in judged(seed, DAYS[-1])._context.facts.rows.values() for x in found):
            for name, cell in row.cells.items():
                if isinstance(cell, tuple) and len(cell) == 4 and type(cell[0]) is int:
                    assert cell[0] <= cell[1], (seed, row.table, name, cell)
