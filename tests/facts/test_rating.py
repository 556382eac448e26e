"""What a reply's row says of what comes after it: rated when, demanded when, answered again when; and whose word that is."""

from __future__ import annotations

import random
from typing import Any

import pytest

from caserules import assess
from caserules.facts.desk import Row
from caserules.io.scenario import read_story
from caserules.terms import to_date
from laws.test_laws_after_the_reply import DAYS, judged

BASE = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei
2023-06-05 issued jiaowei
"""
NOT_SATISFIED = "2023-06-15 returned jiaowei not_satisfied\n"
SECOND = "2023-07-10 issued jiaowei version=2\n"


def rows(story: str, table: str = "answer") -> list[Row]:
    register = read_story(BASE + story)
    return assess(register, "pengshui-2023-full", as_of=DAYS[-1])._context.facts.rows[table]


def told(row: Row, name: str) -> str:
    """An interval as text: `2023-06-15`, `2023-06-15..`, `never`."""
    low, high = row.cells[name][:2]
    first, last = to_date(low), to_date(high)
    if low == high:
        return "never" if first is None else first.isoformat()
    return f"{first or ''}..{last or ''}"


ONE: list[tuple[str, str, dict[str, str]]] = [
    ("no form", "", {"rated": "2024-01-01..", "demanded": "2024-01-01..", "arrived": "2023-06-05.."}),
    ("no form, receipts not kept", "not_kept = receipts", {"rated": "2023-06-05..", "demanded": "2023-06-05.."}),
    ("not satisfied", NOT_SATISFIED, {"rated": "2023-06-15", "demanded": "2023-06-15", "failed_again": "never"}),
    ("satisfied", "2023-06-15 returned jiaowei satisfied", {"rated": "2023-06-15", "demanded": "never"}),
    ("no answer", "2023-06-15 returned jiaowei no_answer", {"rated": "2024-01-01..", "demanded": "never"}),
    ("the rating left out", "2023-06-15 returned jiaowei", {"rated": "2023-06-15..", "demanded": "2023-06-15.."}),
    ("rated by the unit", "2023-06-15 returned jiaowei satisfied rated_by=jiaowei", {"demanded": "2023-06-15.."}),
    ("rated, the day left out", "? returned jiaowei not_satisfied", {"rated": "2023-06-05..2023-12-31"}),
    ("returned before it arrived", "2023-06-20 arrived jiaowei\n" + NOT_SATISFIED, {"rated": "2023-06-20.."}),
    ("returned before it was delivered", "2023-06-20 reached jiaowei\n" + NOT_SATISFIED, {"rated": "2023-06-20.."}),
    ("arrived on two days", "2023-06-08 arrived jiaowei\n2023-06-10 reached jiaowei", {"arrived": "2023-06-08..2023-06-10"}),
    ("arrived before the issue", "2023-06-01 reached jiaowei", {"arrived": "2023-06-05.."}),
    ("demanded on another day", NOT_SATISFIED + "2023-06-20 demanded jiaowei", {"demanded": "2023-06-20"}),
    ("demanded, the rating left out", "2023-06-15 returned jiaowei\n2023-06-20 demanded jiaowei", {"demanded": "2023-06-20.."}),
    ("demanded though satisfied", "2023-06-15 returned jiaowei satisfied\n2023-06-20 demanded jiaowei", {"demanded": "never"}),
    ("not demanded", NOT_SATISFIED + "none demanded jiaowei", {"demanded": "never"}),
    ("demanded before the issue", NOT_SATISFIED + "2023-06-01 demanded jiaowei", {"demanded": "2023-06-05.."}),
    ("a co-signer's form", "proposers = p1 p2\n2023-06-15 returned jiaowei not_satisfied p2", {"demanded": "2024-01-01.."}),
    ("a stranger's form", "2023-06-15 returned jiaowei not_satisfied p9", {"demanded": "2023-06-05.."}),
    ("two forms that agree", NOT_SATISFIED + "2023-06-18 returned jiaowei not_satisfied p2\nproposers = p1 p2", {"demanded": "2023-06-15"}),
    ("published", "2023-06-20 published jiaowei", {"published": "2023-06-20", "withheld": ".."}),
    ("published before the issue", "2023-06-01 published jiaowei", {"published": "2023-06-05.."}),
    ("publications complete", "complete.publications = 2023-12-31", {"published": "2024-01-01..", "withheld": "2024-01-01.."}),
    ("withheld", "2023-06-20 withheld jiaowei reason=x", {"withheld": "2023-06-20"}),
    ("withheld, the day left out", "? withheld jiaowei reason=x recorded_on=2023-07-01", {"withheld": "..2023-07-01"}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "cells"), [x[1:] for x in ONE], ids=[x[0] for x in ONE])
def test_one_reply(story: str, cells: dict[str, str]) -> None:
    (row,) = rows(story)
    assert {name: told(row, name) for name in cells} == cells


def test_a_reason_that_is_blank_is_none() -> None:
    document = read_story(BASE + "2023-06-20 withheld jiaowei reason=x").model_dump(mode="json", exclude_unset=True)
    document["cases"][0]["replies"][0]["withheld"]["reason"] = " "
    found = assess(document, "pengshui-2023-full", as_of=DAYS[-1])._context.facts.rows["answer"]
    assert told(found[0], "withheld") == "2023-06-20.."


TWO: list[tuple[str, str, str, dict[str, str]]] = [
    ("after the demand", NOT_SATISFIED + SECOND, "1", {"handled_again": "2023-07-10"}),
    ("on the day itself", NOT_SATISFIED + "2023-06-15 issued jiaowei version=2", "1", {"handled_again": "2023-06-15"}),
    ("before the form came back", NOT_SATISFIED + "2023-06-12 issued jiaowei version=2", "1", {"handled_again": "2023-06-12.."}),
    ("before the recorded demand", NOT_SATISFIED + "2023-06-20 demanded jiaowei\n2023-06-18 issued jiaowei version=2", "1", {"handled_again": "2024-01-01.."}),
    ("its day left out", NOT_SATISFIED + "? issued jiaowei version=2", "1", {"handled_again": "2023-04-10.."}),
    ("not issued", NOT_SATISFIED + "not_yet issued jiaowei version=2", "1", {"handled_again": "2024-01-01.."}),
    ("an earlier reply is no new one", NOT_SATISFIED + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2", "2", {"handled_again": "2024-01-01..", "failed_again": "2023-07-25", "demanded": "2024-01-01.."}),
    ("satisfied by the second", NOT_SATISFIED + SECOND + "2023-07-25 returned jiaowei satisfied version=2", "2", {"failed_again": "never", "demanded": "never"}),
    ("the first rated after the second issued", "2023-07-12 returned jiaowei not_satisfied\n" + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2", "2", {"failed_again": "never", "demanded": "2023-07-25"}),
    ("the first's rating left out", "2023-06-15 returned jiaowei\n" + SECOND + "2023-07-25 returned jiaowei not_satisfied version=2", "2", {"failed_again": "2023-07-25..", "demanded": "2023-07-25.."}),
]  # fmt: skip


@pytest.mark.parametrize(("story", "ref", "cells"), [x[1:] for x in TWO], ids=[x[0] for x in TWO])
def test_a_second_reply(story: str, ref: str, cells: dict[str, str]) -> None:
    (row,) = [row for row in rows(story) if row.ref == ref]
    assert {name: told(row, name) for name in cells} == cells


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
    ("nothing, and nothing complete", "", "2023-10-01.."),
    ("nothing, tellings complete", "complete.tellings = 2023-12-31", "2024-01-01.."),
    ("told in the quarter", "2023-11-05 told c1\ncomplete.tellings = 2023-12-31", "2023-11-05"),
    ("told in it, and earlier in it perhaps", "2023-11-05 told c1", "2023-10-01..2023-11-05"),
    (
        "told before it, and in it",
        "2023-07-05 told c1\n2023-11-05 told c1\ncomplete.tellings = 2023-12-31",
        "2023-11-05",
    ),
    ("told before it alone", "2023-07-05 told c1\ncomplete.tellings = 2023-12-31", "2024-01-01.."),
    ("told twice in it", "2023-12-05 told c1\n2023-11-05 told c1\ncomplete.tellings = 2023-12-31", "2023-11-05"),
    ("perhaps in it", "2023 told c1", "2023-10-01.."),
    ("told before it was promised", "2023-05-05 told c1\ncomplete.tellings = 2023-12-31", "2023-10-01.."),
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
