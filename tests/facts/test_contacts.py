"""Contacts: one serves one stage; a stage not told is the first whose post, form and day it meets, given those before it."""

from __future__ import annotations

from typing import Any

import pytest

from smallest import CASE, GONE, OLD, changed, judged, one, short, well_handled

Json = dict[str, Any]
BEFORE, DURING, AFTER = (f"{rule}/{CASE}/jiaowei" for rule in ("CONTACT-01", "CONTACT-02", "CONTACT-03"))


def contact(on: str, post: str, form: str = "face_to_face", **more: Any) -> Json:
    return {"unit": "jiaowei", "post": post, "form": form, "on": on} | more


ROWS: list[tuple[str, list[Json], tuple[str, str, str]]] = [
    ("three that meet a stage each", [contact("2023-04-15", "leader_in_charge"), contact("2023-05-15", "handler", "telephone"), contact("2023-06-10", "principal")], ("met", "met", "met")),
    ("told out of order", [contact("2023-06-10", "principal"), contact("2023-05-15", "handler", "telephone"), contact("2023-04-15", "leader_in_charge")], ("met", "met", "met")),
    ("one meeting serves one stage", [contact("2023-04-15", "principal")], ("met", "broken missing", "undetermined")),
    ("two before: the second is told during", [contact("2023-04-15", "leader_in_charge"), contact("2023-04-20", "leader_in_charge")], ("met", "met", "undetermined")),
    ("the principal met in May and again after the reply", [contact("2023-05-10", "principal"), contact("2023-06-10", "principal")], ("met", "broken missing", "met")),
    ("a telephone call before is progress told", [contact("2023-04-15", "leader_in_charge", "telephone")], ("broken missing", "met", "undetermined")),
    ("a day not recorded", [{"unit": "jiaowei", "post": "principal", "form": "meeting"}], ("undetermined", "undetermined", "undetermined")),
    ("a month", [contact("2023-06", "leader_in_charge")], ("undetermined", "undetermined", "undetermined")),
    ("a letter after the issue is none", [contact("2023-06-10", "handler", "letter")], ("broken missing", "broken missing", "undetermined")),
]  # fmt: skip


@pytest.mark.parametrize(("contacts", "said"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_contact_whose_stage_is_not_told(contacts: list[Json], said: tuple[str, str, str]) -> None:
    found = judged(changed(well_handled(), {"/cases/0/contacts": contacts}))
    assert tuple(short(one(found, duty)) for duty in (BEFORE, DURING, AFTER)) == said


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ({"stage": "before", "post": "leader_in_charge", "form": "meeting", "on": "2023-04-15"}, "undetermined"),
        (
            {
                "stage": "before",
                "unit": "jiaowei",
                "person": "jiaowei.principal",
                "form": "meeting",
                "on": "2023-04-15",
            },
            "met",
        ),
        (
            {"stage": "before", "unit": "jiaowei", "person": "jiaowei.handler", "form": "meeting", "on": "2023-04-15"},
            "broken missing",
        ),
        (
            {"stage": "before", "unit": "jiaowei", "person": "stranger", "form": "meeting", "on": "2023-04-15"},
            "broken missing",
        ),
        ({"stage": "before", "unit": "jiaowei", "form": "meeting", "on": "2023-04-15"}, "undetermined"),
        (
            {"stage": "during", "unit": "jiaowei", "post": "leader_in_charge", "form": "meeting", "on": "2023-04-15"},
            "broken missing",
        ),
    ],
)
def test_a_contact_before_handling(contact: Json, said: str) -> None:
    assert short(one(judged(changed(well_handled(), {"/cases/0/contacts/0": contact})), BEFORE)) == said


def test_a_contact_that_names_no_unit_is_nobodys_where_two_answer() -> None:
    separate = [{"unit": unit, "role": "separate", "assigned": "2023-04-10"} for unit in ("jiaowei", "caizheng")]
    doc = changed(
        well_handled(),
        {"/cases/0/mode": "separate", "/cases/0/assignments": separate, "/cases/0/contacts/0/unit": GONE},
    )
    assert short(one(judged(doc), BEFORE)) == "undetermined"


def test_one_contact_serves_several_cases() -> None:
    shared = {"stage": "before", "post": "leader_in_charge", "form": "meeting", "on": "2023-04-15", "cases": [OLD]}
    doc = changed(well_handled(), {"/cases/0/contacts/0": shared, "/cases/1/contacts/0": GONE})
    found = judged(doc)
    said = [short(one(found, id_)) for id_ in (BEFORE, f"CONTACT-01/{OLD}/caizheng")]
    assert said == ["undetermined", "met"]  # no unit named: the second case has one unit alone


def test_handling_starts_with_the_issue_where_no_step_is_on_record() -> None:
    doc = changed(well_handled(), {"/cases/0/replies/0/steps": [], "/cases/0/contacts/0/on": "2023-06-04"})
    assert short(one(judged(doc), BEFORE)) == "met"
    assert short(one(judged(changed(doc, {"/cases/0/contacts/0/on": "2023-06-06"})), BEFORE)) == "broken late"


def test_a_policy_that_asks_of_no_contact_fills_no_column(tmp_path: Any) -> None:
    from importlib.resources import files

    from caserules.policy import load_policy

    text = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
    for clause in ("二.1.a", "二.1.b", "二.1.c", "二.2.a"):
        text = text.replace(f'clause = "{clause}"', f'clause = "{clause}"\noff = true\nbecause = "not asked"', 1)
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    found = judged(well_handled(), policy=load_policy(tmp_path / "p.toml"))
    assert not [x for x in found.findings if x.rule.startswith(("CONTACT", "KEY-01"))]
    assert {short(x) for x in found.findings} == {"met"}
