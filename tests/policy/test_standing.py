"""`policy show`: for each parameter what every layer says of it, and what became of that."""

from __future__ import annotations

from pathlib import Path

import pytest

from caserules.policy import Policy, load_policy
from caserules.policy.standing import Outcome, standings
from packs import head, stacked, written

FULL = "pengshui-2023-full"
FORMS = '[contact.CONTACT-01]\nclause = "9"\ntalk_forms = ["face_to_face"]\n'
POST = '[contact.CONTACT-01]\nclause = "9"\ntalk_post = { value = "principal", basis = "reading" }\n'


def told(policy: Policy, rule: str, parameter: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    (found,) = [x for x in standings(policy) if (x.rule, x.parameter) == (rule, parameter)]
    return [(x.layer, x.outcome.value, x.kinds, x.by) for x in found.said]


@pytest.mark.parametrize(
    ("rule", "parameter", "expected"),
    [
        ("PLAN-01", "plan_term", [("pengshui-2023", "only", (), "")]),
        ("COHAND-01", "opinion_term", [("pengshui-2023", "added", (), ""), ("cq-suggestions-2018", "joined", (), "pengshui-2023")]),
        ("COHAND-02", "redo_term", [("pengshui-2023", "added", ("proposal",), ""), ("cq-suggestions-2018", "added", ("suggestion",), "")]),
        ("REPLY-02", "answer_to", [("pengshui-2023", "topmost", ("proposal",), ""), ("cq-suggestions-2018", "stated", ("suggestion",), "")]),
        ("REPLY-01", "reply_term", [
            ("pengshui-2023", "added", (), ""),
            ("cq-suggestions-2018", "added", ("suggestion",), ""),
            ("cq-deputies-measures-2016", "joined", (), "cq-suggestions-2018"),
            ("cn-deputies-law-2025", "not_in_force", (), ""),
            ("cn-deputies-law-2015", "joined", (), "cq-suggestions-2018"),
        ]),
    ],
)  # fmt: skip
def test_the_packaged_stack_tells_who_won_and_why(rule: str, parameter: str, expected: list[object]) -> None:
    assert told(load_policy(FULL), rule, parameter) == expected


def test_a_layer_above_overrides_and_a_reading_above_yields(tmp_path: Path) -> None:
    assert told(stacked(tmp_path, FORMS), "CONTACT-01", "talk_forms") == [
        ("upper", "topmost", (), ""),
        ("lower", "overridden", (), "upper"),
    ]
    assert told(stacked(tmp_path, POST), "CONTACT-01", "talk_post") == [
        ("lower", "stated", (), ""),
        ("upper", "reading", (), "lower"),
    ]


def test_no_day_yields_to_one_that_is_set(tmp_path: Path) -> None:
    redo = '[cohandling.COHAND-02]\nclause = "20"\nredo_term = { term = "5wd", from = "asked" }\n'
    assert told(stacked(tmp_path, redo), "COHAND-02", "redo_term") == [
        ("upper", "added", (), ""),
        ("lower", "yields", (), "upper"),
    ]


@pytest.mark.parametrize("name", ["pengshui-2023", FULL])
def test_what_holds_is_what_the_policy_asks(name: str) -> None:
    policy = load_policy(name)
    for each in standings(policy):
        value = policy.rules[each.rule].values[each.parameter]
        asked = value.value if _is_terms(value.value) else value.stated_for(None)
        assert {x.layer for x in each.said if x.outcome.holds} == {x.layer for x in asked}, (each.rule, each.parameter)


def _is_terms(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "term")


def test_every_outcome_is_told_in_both_languages() -> None:
    from caserules.cli.words import say

    told = {say(lang, f"outcome.{x.value}", by="b") for x in Outcome for lang in ("zh", "en")}
    assert len(told) == 2 * len(Outcome)


def test_a_rule_that_is_off_has_no_standing(tmp_path: Path) -> None:
    text = head("a") + '[silent]\n"*" = { zh = "x", en = "x" }\n' + '[closeout.CLOSE-01]\nclause = "x"\n'
    assert not list(standings(load_policy(written(tmp_path, "a", text))))


def test_as_plain_data_it_names_kinds_and_winner_only_where_there_are_any() -> None:
    told = {(each.rule, each.parameter): [x.to_dict() for x in each.said] for each in standings(load_policy(FULL))}
    plain = {"layer", "value", "source", "at", "basis", "outcome"}
    (plan,) = told["PLAN-01", "plan_term"]
    assert plan.keys() == plain
    assert [x["outcome"] for x in told["COHAND-01", "opinion_term"]] == ["added", "joined"]
    assert told["COHAND-01", "opinion_term"][1]["by"] == "pengshui-2023"
    assert [x["kinds"] for x in told["REPLY-02", "answer_to"]] == [["proposal"], ["suggestion"]]
