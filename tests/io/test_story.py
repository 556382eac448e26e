"""A story told as dated events becomes the register that the same facts in JSON would be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

import caserules.io.scenario
from caserules.errors import InputRejected
from caserules.io import load_register, read_story
from caserules.io.activities import ACTIVITIES, arguments_of
from caserules.models import AdjustmentKind, Designated

CASE = "suggestion/2023/12"


def told(text: str, **options: Any) -> dict[str, Any]:
    """Return what a story says, beside what every story says."""
    register = read_story(text, **{"complete_through": "2023-12-31", **options})
    return register.model_dump(mode="json", exclude_unset=True)


def of_case(text: str) -> dict[str, Any]:
    (case,) = told(text)["cases"]
    return {key: value for key, value in case.items() if key not in ("kind", "year", "number", "proposers", "mode")}


def of_register(text: str, name: str) -> Any:
    return told(text)[name]


def refusal(text: str, **options: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputRejected) as caught:
        read_story(text, **{"complete_through": "2023-12-31", **options})
    for problem in caught.value.problems:
        assert problem.message("zh")
        assert "?" not in problem.message("en")
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_the_smallest_story() -> None:
    assert told("2023-04-10 assigned jiaowei") == {
        "place": "某县",
        "year": 2023,
        "complete_through": "2023-12-31",
        "units": [{"id": "jiaowei", "name": "jiaowei", "bound": True}],
        "cases": [
            {
                "kind": "suggestion",
                "year": 2023,
                "number": 12,
                "mode": "single",
                "proposers": [{"id": "p1"}],
                "assignments": [{"unit": "jiaowei", "role": "single", "assigned": "2023-04-10"}],
            }
        ],
    }


R = {"unit": "u", "version": 1}


@pytest.mark.parametrize(
    ("text", "case"),
    [
        ("? assigned u lead", {"assignments": [{"unit": "u", "role": "lead"}]}),
        (
            "2023-04-11 acknowledged u\nnot_yet received u\n2023-04-10 assigned u",
            {"assignments": [{"unit": "u", "role": "single", "assigned": "2023-04-10", "acknowledged": "2023-04-11",
                              "received": "not_yet"}]},
        ),
        (
            "2023-04-10 assigned u\n2023-05-10 assigned u\n2023-05-11 received u",
            {"assignments": [{"unit": "u", "role": "single", "assigned": "2023-04-10"},
                             {"unit": "u", "role": "single", "assigned": "2023-05-10", "received": "2023-05-11"}]},
        ),
        ("2023-05-24 delivered u", {"requests": [{"unit": "u", "round": 0, "delivered": "2023-05-24"}]}),
        ("done delivered u", {"requests": [{"unit": "u", "round": 0, "delivered": "done"}]}),
        ("2023-05 delivered u", {"requests": [{"unit": "u", "round": 0, "delivered": "2023-05"}]}),
        ("? delivered u", {"requests": [{"unit": "u", "round": 0}]}),
        (
            "2023-06-08 delivered u\n2023-06-01 asked u attestation=a1\n2023-05-20 delivered u",
            {"requests": [{"unit": "u", "round": 1, "asked": "2023-06-01", "attestation": "a1", "delivered": "2023-06-08"},
                          {"unit": "u", "round": 0, "delivered": "2023-05-20"}]},
        ),
        (
            "? asked u\n2023-07-01 asked u\nnone delivered u\n2023-05-20 delivered u round=0\n2023-08-01 own_answer u",
            {"requests": [{"unit": "u", "round": 1}, {"unit": "u", "round": 2, "asked": "2023-07-01", "delivered": "none"},
                          {"unit": "u", "round": 0, "delivered": "2023-05-20", "own_answer": "2023-08-01"}]},
        ),
        (
            "2023-04-20 contact u wang face_to_face leader_in_charge before cases=suggestion/2023/12,proposal/2023/7",
            {"contacts": [{"unit": "u", "person": "wang", "form": "face_to_face", "post": "leader_in_charge",
                           "stage": "before", "on": "2023-04-20", "cases": [CASE, "proposal/2023/7"]}]},
        ),
        ("none contact stage=during", {"contacts": [{"stage": "during", "on": "none"}]}),
        (
            "2023-08-01 draft u li\n2023-08-02 review u zhao seq=1\n2023-08-02 sign_off u seq=2\n2023-08-03 step joint_sign v",
            {"replies": [{**R, "steps": [{"step": "draft", "person": "li", "on": "2023-08-01"},
                                         {"step": "review", "person": "zhao", "on": "2023-08-02", "seq": 1},
                                         {"step": "sign_off", "on": "2023-08-02", "seq": 2}]},
                         {"unit": "v", "version": 1, "steps": [{"step": "joint_sign", "on": "2023-08-03"}]}]},
        ),
        (
            "2023-08-05 issued u number=函〔2023〕1号 cases=suggestion/2023/13\n? issued u version=2",
            {"replies": [{**R, "number": "函〔2023〕1号", "cases": ["suggestion/2023/13"], "issued": "2023-08-05"},
                         {"unit": "u", "version": 2}]},
        ),
        (
            "2023-08-04 category u B by=u\n2023-08-05 category u not_possible",
            {"replies": [{**R, "category": [{"meaning": "to_be_planned", "letter": "B", "decided": "2023-08-04", "by": "u"},
                                            {"meaning": "not_possible", "decided": "2023-08-05"}]}]},
        ),
        (
            "proposers = wei chen\n2023-08-06 sent u\n2023-08-09 reached u\n2023-08-07 sent u chen",
            {"replies": [{**R, "deliveries": [{"proposer": "wei", "sent": "2023-08-06", "on": "2023-08-09"},
                                              {"proposer": "chen", "sent": "2023-08-07"}]}]},
        ),
        (
            "2023-08-09 arrived u\n2023-08-20 rating u satisfied rated_by=p1\n2023-08-21 returned u p2",
            {"replies": [{**R, "receipts": [{"proposer": "p1", "arrived": "2023-08-09", "returned": "2023-08-20",
                                             "rating": "satisfied", "rated_by": "p1"},
                                            {"proposer": "p2", "returned": "2023-08-21"}]}]},
        ),
        (
            "2023-08-20 returned u not_satisfied\n2023-08-18 reminded u\n2023-08-22 demanded u\n2023-08-25 published u\n"
            "2023-08-26 withheld u reason=涉及隐私\nnot_yet published u version=2\n? withheld v reason=x",
            {"replies": [{**R, "receipts": [{"proposer": "p1", "returned": "2023-08-20", "rating": "not_satisfied",
                                             "reminded": "2023-08-18", "demanded": "2023-08-22"}],
                          "published": "2023-08-25", "withheld": {"reason": "涉及隐私", "on": "2023-08-26"}},
                         {"unit": "u", "version": 2, "published": "not_yet"},
                         {"unit": "v", "version": 1, "withheld": {"reason": "x"}}]},
        ),
        (
            "2023-08-05 made c1\n2023-11-20 told c1\n? told c1",
            {"commitments": [{"id": "c1", "made": "2023-08-05", "told": [{"on": "2023-11-20"}, {}]}]},
        ),
        (
            "2023-06-01 plan_entry\n2023-06-02 solution_plan\n? implemented\nnone explained\n2023-05-01 tracker sun\n"
            "2023-07-01 dealt_with p1",
            {"follow_up": {"plan_entry": "2023-06-01", "solution_plan": "2023-06-02", "explained": "none",
                           "tracker": {"person": "sun", "from": "2023-05-01"},
                           "points": [{"id": "p1", "dealt_with": "2023-07-01"}]}},
        ),
        ("? tracker", {"follow_up": {"tracker": {}}}),
        ("? implemented", {"follow_up": {}}),
        (
            "2023-08-05 made c1 promised_for=2023-11-30 steps=设计,施工\n2023-11-20 done c1\nnot_yet closed_out c1\n"
            "2023-08-06 made c2 unit=u steps=none",
            {"commitments": [{"id": "c1", "promised_for": "2023-11-30", "steps": [{"text": "设计"}, {"text": "施工"}],
                              "made": "2023-08-05", "done": "2023-11-20", "closed_out": "not_yet"},
                             {"id": "c2", "unit": "u", "steps": [], "made": "2023-08-06"}]},
        ),
        (
            "2023-05-01 key\n2023-05-02 supervised l1 to=2023-06-30\n? major",
            {"designations": [{"is": "key", "from": "2023-05-01"},
                              {"is": "supervised", "leader": "l1", "from": "2023-05-02", "to": "2023-06-30"}, {"is": "major"}]},
        ),
        (
            "2023-04-12 role u leader_in_charge wang",
            {"roles": [{"post": "leader_in_charge", "person": "wang", "unit": "u", "from": "2023-04-12"}]},
        ),
        (
            "title = 关于 照明 的建议\nsecret = true\npoints = a b\ncarried_from = suggestion/2022/5\nproposers = none",
            {"title": "关于 照明 的建议", "secret": True, "points": [{"id": "a"}, {"id": "b"}],
             "carried_from": {"kind": "suggestion", "year": 2022, "number": 5}},
        ),
    ],
)  # fmt: skip
def test_what_a_line_says_of_a_case(text: str, case: Mapping[str, Any]) -> None:
    assert of_case(text) == case


ACCEPTED = {"on": "2023-04-20", "outcome": "accepted"}
IT = {"case": CASE, "unit": "u"}


@pytest.mark.parametrize(
    ("text", "name", "record"),
    [
        ("2023-04-18 filed u work_plan government_office", "filings",
         {"paper": "work_plan", "unit": "u", "recipient": "government_office", "filed": "2023-04-18"}),
        ("2023-08-31 filed u receipt cppcc_committee arrived=2023-09-02", "filings",
         {"paper": "receipt", "unit": "u", "recipient": "cppcc_committee", "filed": "2023-08-31", "arrived": "2023-09-02",
          "cases": [CASE]}),
        ("proposal/2023/7: not_yet filed u reply o", "filings",
         {"paper": "reply", "unit": "u", "recipient": "o", "filed": "not_yet", "cases": ["proposal/2023/7"]}),
        ("carried suggestion/2022/5 u B closed_out=2022-12-01", "carried",
         {"kind": "suggestion", "year": 2022, "number": 5, "unit": "u", "category": "to_be_planned", "closed_out": "2022-12-01"}),
        ("leader l1 county_government person=he", "leaders", {"id": "l1", "body": "county_government", "person": "he"}),
        ("2023-08-21 reminder u answer_by=2023-08-30", "reminders", {"to": "u", "on": "2023-08-21", "answer_by": "2023-08-30"}),
        ("2023-05-30 attested no_substance u round=0 by=jiaowei ground=只写了同意", "attestations",
         {"id": "a1", "judged": "no_substance", "on": "2023-05-30", "by": "jiaowei", "ground": "只写了同意", "about": {**IT, "round": 0}}),
        ("? attested principal_led u aspect=deployed case=none id=x", "attestations",
         {"id": "x", "judged": "principal_led", "about": {"unit": "u", "aspect": "deployed"}}),
        ("2023-04-20 return u", "adjustments",
         {"kind": "return", "about": IT, "asked": "2023-04-20", "from": "2023-04-20", "decided": ACCEPTED}),
        ("2023-04-20 return u decided=2023-04-25 outcome=refused by=office", "adjustments",
         {"kind": "return", "about": IT, "asked": "2023-04-20", "from": "2023-04-20",
          "decided": {"on": "2023-04-25", "outcome": "refused", "by": "office"}}),
        ("2023-04-20 return u pending", "adjustments",
         {"kind": "return", "about": IT, "asked": "2023-04-20", "from": "2023-04-20", "decided": {"outcome": "pending"}}),
        ("? return u decided=? assigned=2023-04-10", "adjustments",
         {"kind": "return", "about": {**IT, "assigned": "2023-04-10"}, "decided": {"outcome": "accepted"}}),
        ("2023-04-20 extension u planned_end=2023-09-30", "adjustments",
         {"kind": "extension", "about": IT, "asked": "2023-04-20", "planned_end": "2023-09-30", "decided": ACCEPTED}),
        ("2023-04-20 transfer u v from=2023-04-22", "adjustments",
         {"kind": "transfer", "about": IT, "into": "v", "from": "2023-04-22", "decided": ACCEPTED}),
        ("2023-04-20 withdrawal", "adjustments",
         {"kind": "withdrawal", "about": {"case": CASE}, "from": "2023-04-20", "decided": ACCEPTED}),
        ("2023-04-20 merge suggestion/2023/13", "adjustments",
         {"kind": "merge", "about": {"case": CASE}, "into": "suggestion/2023/13", "from": "2023-04-20", "decided": ACCEPTED}),
        ("2023-04-20 suspension u actual_end=2023-05-20 ground=普查", "adjustments",
         {"kind": "suspension", "about": IT, "from": "2023-04-20", "actual_end": "2023-05-20", "ground": "普查", "decided": ACCEPTED}),
        ("2023-04-20 delegation u qian zhao principal", "adjustments",
         {"kind": "delegation", "about": {"unit": "u", "post": "principal"}, "from_person": "qian", "to_person": "zhao",
          "from": "2023-04-20", "decided": ACCEPTED}),
    ],
)  # fmt: skip
def test_what_a_line_says_of_the_register(text: str, name: str, record: Mapping[str, Any]) -> None:
    assert of_register(text, name) == [record]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("unit u copied_only name=县法院 aliases=法院,人民法院", {"name": "县法院", "bound": "copied_only", "aliases": ["法院", "人民法院"]}),
        ("unit u to=2023-06-30 successor=v\nunit v", {"to": "2023-06-30", "successor": "v"}),
        ("2023-04-12 roles_named u", {"roles_named": "2023-04-12"}),
        ("2023-01-01 post u principal qian to=2023-06-30 acting=true",
         {"posts": [{"post": "principal", "person": "qian", "from": "2023-01-01", "to": "2023-06-30", "acting": True}]}),
        ("2023-01-01 post unit=u post=principal person=qian",
         {"posts": [{"post": "principal", "person": "qian", "from": "2023-01-01"}]}),
    ],
)  # fmt: skip
def test_what_a_line_says_of_a_unit(text: str, unit: Mapping[str, Any]) -> None:
    assert of_register(text, "units")[0] == {"id": "u", "name": "u", "bound": True, **unit}


def test_units_are_those_that_are_named() -> None:
    text = (
        "2023-04-10 assigned a lead\n2023-04-10 assigned b co_handling\n2023-08-21 reminder c\n2023-04-20 transfer a d"
    )
    assert [unit["id"] for unit in told(text)["units"]] == ["a", "b", "c", "d"]


@pytest.mark.parametrize(
    ("roles", "mode"),
    [(["single"], "single"), (["lead", "co_handling"], "lead_with_co_handling"), (["lead"], "lead_with_co_handling"),
     (["separate", "separate"], "separate")],
)  # fmt: skip
def test_the_mode_follows_from_the_roles(roles: list[str], mode: str) -> None:
    lines = [f"2023-04-10 assigned u{n} {role}" for n, role in enumerate(roles)]
    assert told("\n".join(lines))["cases"][0]["mode"] == mode
    assert told("\n".join(["mode = separate", *lines]))["cases"][0]["mode"] == "separate"
    assert "mode" not in told("2023-05-01 key")["cases"][0]


def test_several_cases_in_the_order_in_which_they_are_named() -> None:
    text = f"""
    proposal/2023/7: title = 后
    {CASE}: 2023-04-10 assigned a
    proposal/2023/7: 2023-04-10 assigned b
    suggestion/2022/5: 2022-04-10 assigned c
    """
    cases = told(text)["cases"]
    assert [(case["kind"], case["year"], case["number"]) for case in cases] == [
        ("proposal", 2023, 7),
        ("suggestion", 2023, 12),
        ("suggestion", 2022, 5),
    ]
    assert [case["assignments"][0]["unit"] for case in cases] == ["b", "a", "c"]
    assert told("2023-04-18 filed u work_plan o")["cases"] == []


@pytest.mark.parametrize(
    ("text", "stated", "complete"),
    [
        ("", "2023-06-30", "2023-06-30"),
        ("", date(2023, 6, 30), "2023-06-30"),
        ("", {"default": date(2023, 6, 30)}, "2023-06-30"),
        ("", {"contacts": "2023-06-30"}, {"contacts": "2023-06-30"}),
        ("complete_through = 2023-07-31", "2023-06-30", "2023-07-31"),
        ("complete_through = 2023-07-31", None, "2023-07-31"),
        ("not_kept = contacts steps", "2023-06-30", {"default": "2023-06-30", "contacts": "not_kept", "steps": "not_kept"}),
        ("complete.delegations = 2023-07-01", {"default": "2023-06-30", "steps": "not_kept"},
         {"default": "2023-06-30", "steps": "not_kept", "delegations": "2023-07-01"}),
    ],
)  # fmt: skip
def test_through_which_day_it_is_complete(text: str, stated: Any, complete: object) -> None:
    assert told(text, complete_through=stated)["complete_through"] == complete


def test_what_holds_for_the_register() -> None:
    found = told("place = 某市\nyear = 2024\ntime_zone = UTC\ncarried = none\n2024-04-10 assigned u # 注")
    assert (found["place"], found["year"], found["time_zone"], found["carried"]) == ("某市", 2024, "UTC", [])
    assert found["cases"][0]["year"] == 2024
    assert told("2024-04-10 assigned u", year=2024)["cases"][0]["year"] == 2024


BASE = """
2023-04-10 assigned jiaowei lead     # 主办
2023-04-10 assigned caizheng co_handling
2023-05-20   delivered caizheng
proposal/2023/7: 2023-04-10 assigned jiaowei
"""


def test_a_base_story_changed_by_a_line() -> None:
    found = told("- 2023-05-20 delivered caizheng\n2023-05-24 delivered caizheng", base=BASE)
    assert found["cases"][0]["requests"] == [{"unit": "caizheng", "round": 0, "delivered": "2023-05-24"}]
    assert len(found["cases"][0]["assignments"]) == 2
    assert told("", base=BASE) == told(BASE)
    for line in ("- proposal/2023/7: 2023-04-10 assigned jiaowei", "proposal/2023/7: - 2023-04-10 assigned jiaowei"):
        assert len(told(line, base=BASE)["cases"]) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hello", [("INP-023", "L1")]),
        ("\n\n2023-4-1 assigned u", [("INP-023", "L3")]),
        ("assigned u", [("INP-023", "L1")]),
        ("2023-04-10", [("INP-023", "L1")]),
        ("2023-04-10 unit u", [("INP-024", "L1")]),
        ("2023-04-10 asigned u", [("INP-024", "L1")]),
        ("unit", [("INP-023", "L1")]),
        ("titel = x", [("INP-023", "L1")]),
        ("not_kept = visits", [("INP-023", "L1")]),
        ("complete.visits = 2023-04-10", [("INP-023", "L1")]),
        ("2023-04-10 assigned u lead v", [("INP-025", "L1")]),
        ("2023-04-10 assigned u lead co_handling", [("INP-025", "L1")]),
        ("2023-04-10 assigned u person=wang", [("INP-025", "L1")]),
        ("2023-04-10 assigned u unit=v", [("INP-025", "L1")]),
        ("2023-05-20 delivered u\n2023-05-21 delivered u", [("INP-026", "L2")]),
        ("title = a\ntitle = b", [("INP-026", "L2")]),
        ("- 2023-05-20 delivered u\n2023-05-20 delivered u", [("INP-027", "L1")]),
        ("-", [("INP-027", "L1")]),
        ("2023-02-30 assigned u", [("INP-012", "L1 assigned")]),
        ("2023-04-10 assigned u\n2023-13 received u", [("INP-012", "L2 received")]),
        ("2023-04-10 assigned", [("INP-006", "L1 unit")]),
        ("2023-04-10 assigned u/v", [("INP-004", "L1 id"), ("INP-004", "L1 unit")]),
        ("2023-04-10 received u", [("INP-006", "L1 role")]),
        ("2023-05-24 delivered u round=100", [("INP-011", "L1 round")]),
        ("2023-05-24 delivered u round=x", [("INP-004", "L1 round")]),
        ("carried 5 u", [("INP-006", "L1 kind"), ("INP-006", "L1 year"), ("INP-006", "L1 number")]),
        ("year = 1980\n2023-04-10 assigned u", [("INP-011", "year"), ("INP-011", "L2 year")]),
        ("2023-04-10 return u outcome=good", [("INP-004", "L1 outcome")]),
        ("hello\n2023-04-10 assigned u x=1\n2023-04-10 asigned u", [("INP-023", "L1"), ("INP-024", "L3"), ("INP-025", "L2")]),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read(text: str, found: list[tuple[str, str]]) -> None:
    assert refusal(text) == found


def test_where_the_fault_is_the_bases_or_nobodys() -> None:
    assert refusal("2023-04-10 assigned u", base="\nhello") == [("INP-023", "base:L2")]
    assert refusal("2023-04-10 assigned u", complete_through=None) == [("INP-028", "")]
    assert refusal("2023-04-10 assigned u", complete_through="2023-05") == [("INP-012", "complete_through")]


def test_the_vocabulary_is_the_registers() -> None:
    assert set(AdjustmentKind) | set(Designated) <= ACTIVITIES.keys()
    words = set(re.findall("[a-z_]+", str(caserules.io.scenario.__doc__)))
    for name, activity in ACTIVITIES.items():
        arguments = arguments_of(name)
        assert {*activity.day, *activity.words, *activity.defaults, *activity.fixed} <= arguments.keys(), name
        assert name in words


def test_a_story_is_a_register_like_any_other() -> None:
    register = read_story(BASE, complete_through="2023-12-31")
    assert load_register(register.model_dump(mode="json", exclude_unset=True)) == register
