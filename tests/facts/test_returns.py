"""Returns and their days: asked more than once, by a unit that another succeeded, received before it was given, attested both ways."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from asread import in_words, read_at, row_of
from caserules import Assessment, assess
from caserules.io.scenario import read_story
from smallest import CASE, GONE, LAST, adjusted, changed, well_handled

STORY = "complete_through = 2024-01-31\n2023-04-10 assigned jiaowei lead\n2023-04-10 assigned caizheng co_handling\n"


def judged(lines: str) -> Assessment:
    return assess(read_story(STORY + lines), "pengshui-2023-full", as_of=date(2024, 1, 31))


def said(found: Assessment, rule: str, unit: str = "jiaowei") -> list[str]:
    return [x.verdict.value for x in found.findings if x.rule == rule and x.unit == unit]


@pytest.mark.parametrize(
    ("first", "verdicts"),
    [
        ("2023-04-20 return jiaowei decided=2023-04-24 outcome=refused", ["met", "met"]),
        ("2023-05-05 return jiaowei decided=2023-05-08 outcome=refused", ["broken", "broken"]),
        ("2023-04-20 return ? decided=2023-04-24 outcome=refused", ["undetermined"]),
    ],
)
def test_asked_again_after_its_day_counts_from_when_it_was_first_asked(first: str, verdicts: list[str]) -> None:
    """The second asking, on 10 May, is too late by itself; a first one in time, if it was this unit's, excuses it."""
    found = judged(f"{first}\n2023-05-10 return jiaowei decided=2023-05-15 outcome=refused")
    assert said(found, "INTAKE-01") == verdicts


def test_what_the_predecessor_asked_is_not_asked_by_its_successor() -> None:
    lines = "2023-04-20 return jiaowei decided=2023-04-24 outcome=refused\nunit jiaowei to=2023-07-20 successor=jiaoyu\nunit jiaoyu"
    found = judged(lines)
    assert (said(found, "INTAKE-01"), said(found, "INTAKE-01", "jiaoyu")) == (["met"], [])


def test_a_case_is_not_received_before_it_is_given() -> None:
    found = judged("2023-04-03 received jiaowei")
    assert [(x.code, x.unit) for x in found.data_issues if x.code == "DATA-001"] == [("DATA-001", "jiaowei")]
    assert said(found, "CONTACT-04") == ["undetermined"]
    assert said(judged("2023-04-11 received jiaowei"), "CONTACT-04") == ["broken"]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("2023-05-01 attested wide_and_hard jiaowei", "2023-10-10"),
        ("2023-05-01 attested not_wide_or_hard jiaowei", "2023-07-10"),
        ("2023-05-01 attested wide_and_hard jiaowei\n2023-05-01 attested not_wide_or_hard jiaowei", None),
    ],
)
def test_attested_both_ways_on_one_day_it_is_not_known(lines: str, last: str | None) -> None:
    found = judged(f"{lines}\n2023-08-15 issued jiaowei")
    (closing,) = (x for x in found.findings if x.rule == "REPLY-01" and x.part.key == "city")
    expected = {"2023-10-10": "met", "2023-07-10": "broken", None: "undetermined"}[last]
    assert closing.verdict.value == expected


# ------------------------------------------------------------------------------------------------------ the days of a row

Json = dict[str, Any]
RETURN = "/adjustments/0"
KINDS = {"default": LAST, "adjustments": "2023-12-31"}
ASKED, REFUSED, ACCEPTED = "2023-04-20", ("2023-04-24", "refused"), ("2023-04-24", "accepted")
OF_OFFICE = "reassignment"


def returned(of: tuple[str, str] | None = None, **days: Any) -> Json:
    decided = {"decided": {"on": of[0], "outcome": of[1]}} if of else {}
    return adjusted("return") | decided | {name.rstrip("_"): day for name, day in days.items()}


def read(
    record: Json, table: str, unit: str = "jiaowei", changes: Json | None = None
) -> Callable[[str], tuple[str, str]]:
    doc = changed(well_handled(), {"/complete_through": KINDS, "/adjustments": [record]} | (changes or {}))
    found = assess(doc, "pengshui-2023-full", as_of=date(2024, 1, 31))
    cells = row_of(found, table, "government_office" if table == OF_OFFICE else unit).cells
    return lambda name: (in_words(cells[name]), read_at(found, cells[name]))


WHEN: list[tuple[str, Json, tuple[str, str]]] = [
    ("on its day", returned(REFUSED, asked=ASKED), (ASKED, "asked")),
    ("on the day of the assignment", returned(REFUSED, asked="2023-04-10"), ("2023-04-10", "asked")),
    ("in the month of the assignment", returned(REFUSED, asked="2023-04"), ("2023-04-10..2023-04-30", "asked")),
    ("before the assignment, which cannot be", returned(REFUSED, asked="2023-04-09"), ("2023-04-10..never", "asked")),
    ("not yet, of a kind complete through another day", returned(asked="not_yet"), ("2024-01-01..never", "asked")),
    ("on a day not recorded", returned(asked="done"), ("2023-04-10..2023-12-31", "asked")),
    ("no day: by the day from which it acts", returned(REFUSED, from_="2023-04-22"), ("2023-04-10..2023-04-22", "asked")),
    ("no day: by the month from which it acts", returned(("2023-05-10", "refused"), from_="2023-04"), ("2023-04-10..2023-04-30", "asked")),
    ("no day: by the decision", returned(REFUSED), ("2023-04-10..2023-04-24", "asked")),
    ("no day: by a decision before the day from which it acts", returned(REFUSED, from_="2023-05-01"), ("2023-04-10..2023-04-24", "asked")),
    ("nothing but that it was", returned(), ("2023-04-10..never", "asked")),
]  # fmt: skip


@pytest.mark.parametrize(("record", "told"), [row[1:] for row in WHEN], ids=[row[0] for row in WHEN])
def test_when_a_return_was_asked_for(record: Json, told: tuple[str, str]) -> None:
    expected = (told[0], f"{RETURN}/{told[1]}")
    assert [read(record, table)("return_asked") for table in ("return", OF_OFFICE)] == [expected] * 2


DECISIONS: list[tuple[str, Json, tuple[str, str], tuple[str, str]]] = [
    ("refused", returned(REFUSED, asked=ASKED), ("never", "decided/on"), ("2023-04-24", "decided/on")),
    ("accepted", returned(ACCEPTED, asked=ASKED), ("2023-04-24", "decided/on"), ("never", "decided/on")),
    ("no decision on record", returned(asked=ASKED), ("ever..never", "decided"), ("ever..never", "decided")),
    ("how is not said", adjusted("return", asked=ASKED, decided={"on": "2023-04-24"}), ("2023-04-24..never", "decided/on"), ("2023-04-24..never", "decided/on")),
    ("when is not said", adjusted("return", asked=ASKED, decided={"outcome": "refused"}), ("never", "decided/on"), ("ever..2023-12-31", "decided/on")),
    ("not yet", returned(("not_yet", "refused"), asked=ASKED), ("never", "decided/on"), ("2024-01-01..never", "decided/on")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "accepted", "refused"), [row[1:] for row in DECISIONS], ids=[row[0] for row in DECISIONS]
)
def test_when_a_return_was_decided_on(record: Json, accepted: tuple[str, str], refused: tuple[str, str]) -> None:
    found = read(record, "return")
    expected = [(day, f"{RETURN}/{where}") for day, where in (accepted, refused)]
    assert [found(name) for name in ("return_accepted", "return_refused")] == expected


def test_a_decision_that_is_pending_may_come_once_adjustments_are_not_complete_any_more() -> None:
    found = read(returned(("2023-04-24", "pending"), asked=ASKED), "return")
    assert {found(name) for name in ("return_accepted", "return_refused")} == {
        ("2024-01-01..never", "complete_through")
    }


NONE_YET = ("2024-02-01..never", "complete_through")
INTO = returned(ACCEPTED, asked=ASKED, into="x")
ANEW: list[tuple[str, Json, tuple[str, str], tuple[str, str]]] = [
    ("accepted, and not given anew", returned(ACCEPTED, asked=ASKED), ("", ""), NONE_YET),
    ("refused", returned(REFUSED, asked=ASKED), ("", ""), ("2023-04-24", f"{RETURN}/decided/on")),
    ("not decided on", returned(asked=ASKED), ("", ""), (f"{ASKED}..never", f"{RETURN}/decided")),
    ("pending", returned(("2023-04-24", "pending"), asked=ASKED), ("", ""), NONE_YET),
    ("accepted, given to whom a record says, on no day", INTO, ("", ""), (f"{ASKED}..never", f"{RETURN}/into")),
    ("given anew", returned(ACCEPTED, asked=ASKED), ("2023-04-28", "lead"), ("2023-04-28", "given")),
    ("given anew before it was refused", returned(REFUSED, asked=ASKED), ("2023-04-22", "lead"), ("2023-04-22", "given")),
    ("given anew on the day it was asked", returned(ACCEPTED, asked=ASKED), (ASKED, "lead"), (ASKED, "given")),
    ("given to another before it was asked", returned(ACCEPTED, asked=ASKED), ("2023-04-19", "lead"), NONE_YET),
    ("given to another on the same day as to it", returned(ACCEPTED, asked="2023-04-10"), ("2023-04-10", "lead"), ("2023-04-10..never", "given")),
    ("given in the month in which it was asked", returned(ACCEPTED, asked=ASKED), ("2023-04", "lead"), (f"{ASKED}..never", "given")),
    ("given in a month after it was asked", returned(ACCEPTED, asked=ASKED), ("2023-05", "lead"), ("2023-05-01..2023-05-31", "given")),
    ("given while it may have been asked later", returned(ACCEPTED, asked="2023-04"), (ASKED, "lead"), (f"{ASKED}..never", "given")),
    ("a co-handling unit is no lead", returned(ACCEPTED, asked=ASKED), ("2023-04-28", "co_handling"), NONE_YET),
]  # fmt: skip


@pytest.mark.parametrize(("record", "anew", "told"), [row[1:] for row in ANEW], ids=[row[0] for row in ANEW])
def test_what_answers_a_return(record: Json, anew: tuple[str, str], told: tuple[str, str]) -> None:
    given = {"unit": "jiaotong", "role": anew[1], "assigned": anew[0]}
    found = read(record, OF_OFFICE, changes={"/cases/0/assignments/-": given} if anew[0] else None)
    expected = (told[0], "/cases/0/assignments/2/assigned" if told[1] == "given" else told[1])
    assert found("reassigned") == expected


@pytest.mark.parametrize(("of", "told"), [(ACCEPTED, "2023-04-24"), (REFUSED, "2023-04-24")])
def test_a_co_handling_units_return_is_answered_by_the_decision_alone(of: tuple[str, str], told: str) -> None:
    record = returned(of, asked=ASKED) | {"about": {"case": CASE, "unit": "caizheng"}}
    assert read(record, OF_OFFICE, "caizheng")("reassigned") == (told, f"{RETURN}/decided/on")


SOLE = {"/cases/0/assignments/1": GONE}
TWICE = {"/cases/0/assignments/-": {"unit": "jiaowei", "role": "lead", "assigned": "2023-06-20"}}


@pytest.mark.parametrize(
    ("about", "changes", "unit", "own"),
    [
        ({"unit": "jiaowei"}, {}, "jiaowei", "yes"),
        ({}, {}, "jiaowei", "not known"),
        ({}, SOLE, "jiaowei", "yes"),
        ({"unit": "jiaowe"}, {}, "jiaowei", "not known"),
        ({"unit": "jiaowei"}, TWICE, "jiaowei@2023-04-10", "not known"),
        ({"unit": "jiaowei", "assigned": "2023-04-10"}, TWICE, "jiaowei@2023-04-10", "yes"),
    ],
)
def test_whose_return_it_was_must_be_said(about: Json, changes: Json, unit: str, own: str) -> None:
    record = returned(REFUSED, asked=ASKED) | {"about": {"case": CASE} | about}
    doc = changed(well_handled(), {"/adjustments": [record], **changes})
    found = assess(doc, "pengshui-2023-full", as_of=date(2024, 1, 31))
    cell = row_of(found, "return", unit).cells["own_return"]
    assert (in_words(cell), read_at(found, cell)) == (own, f"{RETURN}/about")


@pytest.mark.parametrize(
    ("ids", "of_unit", "of_office"),
    [
        ((None, None), ["-", "2"], ["jiaowei", "jiaowei.2"]),
        (("a", "b"), ["a", "b"], ["jiaowei.a", "jiaowei.b"]),
    ],
)
def test_each_asking_is_a_duty_of_its_own(
    ids: tuple[str | None, str | None], of_unit: list[str], of_office: list[str]
) -> None:
    records = [
        returned(REFUSED, asked=day) | ({"id": id_} if id_ else {})
        for id_, day in zip(ids, ("2023-04-20", "2023-05-10"), strict=True)
    ]
    doc = changed(well_handled(), {"/adjustments": records})
    rows = assess(doc, "pengshui-2023-full", as_of=date(2024, 1, 31))._context.facts.rows
    assert [row.ref for row in rows["return"]] == of_unit
    assert [row.ref for row in rows[OF_OFFICE]] == of_office


def test_the_office_owes_a_successor_its_answer_though_it_never_was_bound_before() -> None:
    heir = {"id": "jiaoyu", "name": "jiaoyu", "bound": "copied_only"}
    record = returned(REFUSED, asked="2023-07-25") | {"about": {"case": CASE, "unit": "jiaoyu"}}
    changes = {
        "/units/-": heir,
        "/units/0/to": "2023-07-20",
        "/units/0/successor": "jiaoyu",
        "/adjustments": [record | {"decided": {"on": "2023-07-28", "outcome": "accepted"}}],
    }
    found = assess(changed(well_handled(), changes), "pengshui-2023-full", as_of=date(2024, 1, 31))
    mine, office = row_of(found, "return", "jiaoyu").cells, row_of(found, OF_OFFICE, "government_office").cells
    assert (in_words(mine["bearing"]), in_words(office["bearing"])) == ("2023-07-20", "ever")
    assert (in_words(mine["bound"]), in_words(office["bound"])) == ("no", "yes")
    codes = [{code for *_, code in cells["endings"]} for cells in (mine, office)]
    assert codes == [{"returned", None}, {None}]
