"""The days of contacts as a row holds them: what may have served an earlier stage, and what may not have been recorded."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, row, where
from caserules import assess
from caserules.assess import Assessment
from caserules.facts.desk import Row
from caserules.io.scenario import read_story
from caserules.terms import to_date
from laws.test_laws_after_the_reply import DAYS
from smallest import CASE, changed, judged, one, short, well_handled

Json = dict[str, Any]
CONTACTS = "/cases/0/contacts"


def met(on: str, **more: Any) -> Json:
    return {"unit": "jiaowei", "form": "face_to_face", "on": on} | more


def of_stage(found: Assessment, stage: str, unit: str = "jiaowei", case: str = CASE) -> Any:
    cells = row(found, "handling", case, unit).cells
    (name,) = (x for x in cells if x.startswith(f"contact.{stage}."))
    return cells[name]


@pytest.mark.parametrize(
    ("contacts", "verdicts"),
    [
        ([met("2023-04-15")], ("undetermined", "undetermined")),
        ([met("2023-04-15", post="leader_in_charge")], ("met", "broken missing")),
        ([met("2023-04-15", post="handler")], ("broken missing", "met")),
        ([met("2023-06-01", post="principal")], ("met", "broken missing")),
        ([met("2023-06-03", post="principal")], ("undetermined", "undetermined")),
        ([met("2023-04-15"), met("2023-04-16")], ("undetermined", "undetermined")),
        ([met("2023-04-15"), met("2023-04-16", post="handler")], ("undetermined", "met")),
    ],
)
def test_a_contact_that_may_have_served_before_handling_is_not_surely_one_during_it(
    contacts: list[Json], verdicts: tuple[str, str]
) -> None:
    found = judged(changed(well_handled(), {CONTACTS: contacts}))
    assert tuple(short(one(found, f"{rule}/{CASE}/jiaowei")) for rule in ("CONTACT-01", "CONTACT-02")) == verdicts


DAYS_OF: list[tuple[str, Json, Json, str, str]] = [
    ("a contact that counts", {"on": "2023-04-15", "post": "leader_in_charge"}, {}, "2023-04-15", f"{CONTACTS}/0/on"),
    ("in some month", {"on": "2023-04", "post": "principal"}, {}, "2023-04-01..2023-04-30", f"{CONTACTS}/0/on"),
    ("one that perhaps counts", {"on": "2023-04-15"}, {}, "2023-04-15..never", f"{CONTACTS}/0/on"),
    ("of a form not recorded", {"on": "2023-04-15", "post": "principal", "form": None}, {}, "2023-04-15..never", f"{CONTACTS}/0/on"),
    ("by telephone", {"on": "2023-04-15", "post": "principal", "form": "telephone"}, {}, "2024-02-01..never", "/complete_through/contacts"),
    ("of no unit, the case having two", {"on": "2023-04-15", "post": "principal", "unit": None}, {}, "2023-04-15..never", f"{CONTACTS}/0/on"),
    ("of a unit that nobody knows", {"on": "2023-04-15", "post": "principal", "unit": "x"}, {}, "2023-04-15..never", f"{CONTACTS}/0/on"),
    ("of the other unit", {"on": "2023-04-15", "post": "principal", "unit": "caizheng"}, {}, "2024-02-01..never", "/complete_through/contacts"),
    ("by a person who holds the post", {"on": "2023-04-15", "person": "jiaowei.leader"}, {}, "2023-04-15", f"{CONTACTS}/0/on"),
    ("by a person who holds a lower one", {"on": "2023-04-15", "person": "jiaowei.handler"}, {}, "2024-02-01..never", "/complete_through/contacts"),
    ("had, by the day through which contacts are kept", {"on": "done", "post": "principal"}, {"contacts": "2023-05-01"}, "ever..2023-05-01", f"{CONTACTS}/0/on"),
    ("not yet had by that day", {"on": "not_yet", "post": "principal"}, {"contacts": "2023-05-01"}, "2023-05-02..never", f"{CONTACTS}/0/on"),
    ("one that does not count, and contacts kept through a day", {"on": "2023-04-15", "post": "handler"}, {"contacts": "2023-05-01"}, "2023-05-02..never", "/complete_through/contacts"),
    ("one that does not count, and contacts not kept", {"on": "2023-04-15", "post": "handler"}, {"contacts": "not_kept"}, "2023-04-10..never", "/complete_through/contacts"),
    ("one that counts, and contacts not kept", {"on": "2023-04-15", "post": "principal"}, {"contacts": "not_kept"}, "2023-04-10..2023-04-15", f"{CONTACTS}/0/on"),
]  # fmt: skip


@pytest.mark.parametrize(("contact", "kept", "day", "at"), [x[1:] for x in DAYS_OF], ids=[x[0] for x in DAYS_OF])
def test_the_first_contact_of_a_stage_and_where_it_was_read(contact: Json, kept: Json, day: str, at: str) -> None:
    given: Json = {"stage": "before", "unit": "jiaowei", "form": "face_to_face"} | contact
    contacts = [{name: value for name, value in given.items() if value is not None}]
    changes = {CONTACTS: contacts} | {f"/complete_through/{kind}": through for kind, through in kept.items()}
    found = judged(changed(well_handled(), changes))
    cell = of_stage(found, "before")
    assert (in_words(cell), where(found, cell)) == (day, at)


def test_a_contact_not_recorded_may_have_been_had_from_the_first_day_on_which_the_case_may_have_been_assigned() -> None:
    changes = {
        CONTACTS: [],
        "/complete_through/contacts": "not_kept",
        "/cases/0/assignments/0/assigned": "2023-04",
    }
    assert in_words(of_stage(judged(changed(well_handled(), changes)), "before")) == "2023-04-01..never"


def test_of_two_contacts_the_one_that_may_have_been_earlier_serves_the_earlier_stage() -> None:
    contacts = [met(day, post="leader_in_charge") for day in ("2023-04-15", "2023-04")]
    found = judged(changed(well_handled(), {CONTACTS: contacts}))
    assert [in_words(of_stage(found, stage)) for stage in ("before", "during")] == [
        "2023-04-01..2023-04-30",
        "2023-04-15",
    ]


FAILED_TWICE = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei
2023-06-05 issued jiaowei
2023-06-15 returned jiaowei not_satisfied
2023-07-10 issued jiaowei version=2
2023-07-20 returned jiaowei not_satisfied version=2
"""


def meeting(story: str) -> tuple[Row, str]:
    found = assess(read_story(FAILED_TWICE + story), "pengshui-2023-full", as_of=DAYS[-1])
    (second,) = (x for x in found._context.facts.rows["answer"] if x.ref == "2")
    (name,) = (x for x in second.cells if x.startswith("met_about."))
    return second, in_words(second.cells[name])


@pytest.mark.parametrize(
    ("story", "day"),
    [
        ("2023-07-25 contact jiaowei form=meeting", "2023-07-25"),
        ("2023-07-20 contact jiaowei form=meeting", "2023-07-20"),
        ("2023-07-19 contact jiaowei form=meeting", "2024-01-01..never"),
        ("2023-07-19 contact jiaowei form=meeting\nnot_kept = contacts", "2023-07-20..never"),
        ("2023-07-25 contact jiaowei form=meeting\nnot_kept = contacts", "2023-07-20..2023-07-25"),
        ("not_kept = contacts", "2023-07-20..never"),
        ("", "2024-01-01..never"),
    ],
)
def test_a_meeting_about_an_answer_that_failed_again_is_held_from_that_day_on(story: str, day: str) -> None:
    second, told = meeting(story)
    assert str(to_date(second.cells["failed_again"][0])) == "2023-07-20"
    assert told == day
