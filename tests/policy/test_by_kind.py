"""A value stated for some kinds of case alone: merged kind by kind, and a reading never above what is stated for that kind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules import Assessment, Finding, assess, load_policy
from caserules.errors import PolicyRejected
from caserules.io.scenario import read_story
from caserules.policy import Basis, Policy
from packs import PACK, head, stacked, written

STACK = "pengshui-2023-full"
STORY = """
complete_through = 2024-02-01
proposers = p1 p2
2023-04-10 assigned jiaowei lead
2023-06-05 issued jiaowei
2023-06-06 sent jiaowei p1
proposal/2023/7: proposers = p3 p4
proposal/2023/7: 2023-04-10 assigned jiaowei lead
proposal/2023/7: 2023-06-05 issued jiaowei
proposal/2023/7: 2023-06-06 sent jiaowei p3
"""
ALL = '[reply.REPLY-02]\nclause = "23"\nanswer_to = { value = "all", kinds = ["suggestion"] }\n'


def judged(policy: str | Policy = STACK, as_of: str = "2024-02-01") -> Assessment:
    return assess(read_story(STORY), policy, as_of=date.fromisoformat(as_of))


def test_each_signatory_of_a_suggestion_is_answered_and_the_leading_one_of_a_proposal() -> None:
    found = {(x.kind, x.ref): x.verdict.value for x in judged().findings if x.rule == "REPLY-02"}
    assert found == {
        ("suggestion", "p1"): "met",
        ("suggestion", "p2"): "undetermined",
        ("proposal", "p3"): "met",
    }


def test_under_the_notice_alone_only_the_leading_proposer_is_answered() -> None:
    assert len([x for x in judged("pengshui-2023").findings if x.rule == "REPLY-02"]) == 2


def test_what_is_stated_for_a_kind_is_taken_and_the_reading_stays_for_the_other() -> None:
    value = load_policy(STACK).rules["REPLY-02"].values["answer_to"]
    assert dict(value.value) == {"suggestion": "all", "proposal": "leading"}
    parts = {x.kinds: (x.source, x.at, x.basis) for x in value.parts}
    assert parts == {
        ("suggestion",): ("city", "第二十三条", Basis.STATED),
        ("proposal",): ("notice", "二.4.d", Basis.READING),
    }


def test_a_finding_rests_on_the_value_of_its_own_kind() -> None:
    found: dict[str | None, Finding] = {x.kind: x for x in judged().findings if x.rule == "REPLY-02"}
    assert "answer_to" not in found["suggestion"].basis
    assert "answer_to" in found["proposal"].basis
    told = judged().explain(found["suggestion"].id).parameters
    assert [x.source for x in told if x.name == "answer_to"] == ["city"]


def test_copies_are_stated_for_suggestions_and_read_for_proposals() -> None:
    value = load_policy(STACK).rules["FILE-01"].values["reply_recipients"]
    assert {key: set(kinds) for key, kinds in value.value.items()} == {
        "government_office": {"suggestion", "proposal"},
        "congress_committee": {"suggestion"},
        "cppcc_committee": {"proposal"},
    }
    assert [(x.kinds, x.source) for x in value.parts] == [(("suggestion",), "city"), (("proposal",), "notice")]


def test_the_policys_plain_data_tells_the_parts() -> None:
    told = load_policy(STACK).to_dict()["rules"]["REPLY-02"]["values"]["answer_to"]
    assert told["value"] == {"suggestion": "all", "proposal": "leading"}
    assert [(x["kinds"], x["value"], x["layer"]) for x in told["by_kind"]] == [
        (["suggestion"], "all", "cq-suggestions-2018"),
        (["proposal"], "leading", "pengshui-2023"),
    ]


def test_a_kind_of_which_no_layer_states_a_value_is_asked_nothing(tmp_path: Path) -> None:
    text = head("a") + (
        '[silent]\n"*" = { zh = "x", en = "x" }\n' + ALL + 'sending_term = { term = "30d", from = "assigned" }\n'
    ).replace('from = "assigned"', "").replace('"30d", ', '"undated"')
    policy = load_policy(written(tmp_path, "a", text))
    found = judged(policy)
    assert {x.kind for x in found.findings} == {"suggestion"}
    unlisted = [x.because for x in found.unlisted() if x.kind == "proposal"]
    assert set(unlisted) == {"kind"}


def test_a_stated_value_above_wins_for_its_kind_alone(tmp_path: Path) -> None:
    policy = stacked(tmp_path, ALL)
    assert dict(policy.rules["REPLY-02"].values["answer_to"].value) == {"suggestion": "all", "proposal": "leading"}


def test_a_stated_value_of_both_kinds_is_one_value(tmp_path: Path) -> None:
    policy = stacked(tmp_path, ALL.replace('["suggestion"]', '["suggestion", "proposal"]'))
    value = policy.rules["REPLY-02"].values["answer_to"]
    assert (dict(value.value), value.parts, value.layer) == ({"suggestion": "all", "proposal": "all"}, (), "upper")


@pytest.mark.parametrize(
    ("rule", "line", "code"),
    [
        ("contact.CONTACT-01", 'talk_post = { value = "principal", kinds = ["suggestion"] }', "POL-017"),
        ("contact.CONTACT-01", 'talk_forms = { value = ["meeting"], kinds = ["suggestion"] }', "POL-017"),
        ("reply.REPLY-02", 'answer_to = { value = "all", kinds = ["motion"] }', "POL-005"),
        ("reply.REPLY-02", 'answer_to = { value = "nobody", kinds = ["suggestion"] }', "POL-005"),
        ("reply.REPLY-02", 'answer_to = { value = "all", kinds = "suggestion" }', "POL-005"),
        ("plan.PLAN-01", 'plan_term = { term = "04-20", kinds = ["suggestion"] }', "POL-017"),
        ("plan.PLAN-01", 'plan_term = { term = "04-20", carried = false }', "POL-017"),
        ("filing.FILE-01", 'reply_recipients = { value = { government_office = ["proposal"] }, kinds = ["suggestion"] }', "POL-005"),
        ("filing.FILE-01", "reply_recipients = { value = { government_office = [] } }", "POL-005"),
    ],
)  # fmt: skip
def test_kinds_where_they_mean_nothing_are_refused_with_the_line(
    tmp_path: Path, rule: str, line: str, code: str
) -> None:
    written(tmp_path, "lower", PACK.replace('id = "pengshui-2023"', 'id = "lower"', 1))
    text = head("upper", "lower") + f'[{rule}]\nclause = "x"\n{line}\n'
    with pytest.raises(PolicyRejected) as refused:
        load_policy(written(tmp_path, "upper", text))
    assert (code, f"upper.toml:{text.count(chr(10))}") in {(x.code, x.where) for x in refused.value.problems}


def test_two_layers_that_speak_of_one_kind_alone_leave_the_other_without_a_value(tmp_path: Path) -> None:
    text = '[silent]\n"*" = { zh = "x", en = "x" }\n' + ALL + 'sending_term = { term = "undated" }\n'
    written(tmp_path, "lower", head("lower") + text)
    upper = head("upper", "lower", rank="county") + ALL.replace('"all"', '"leading"')
    value = load_policy(written(tmp_path, "upper", upper)).rules["REPLY-02"].values["answer_to"]
    assert (dict(value.value), value.layer) == ({"suggestion": "leading"}, "upper")


def test_a_reading_of_each_kind_yields_to_two_layers_that_state_one_each(tmp_path: Path) -> None:
    proposals = ALL.replace('"suggestion"', '"proposal"').replace('"all"', '"leading"')
    written(tmp_path, "law", head("law", rank="law") + ALL)
    written(tmp_path, "lower", head("lower", "law") + '[silent]\n"*" = { zh = "x", en = "x" }\n' + proposals)
    reading = ALL.replace('kinds = ["suggestion"]', 'basis = "reading"') + 'sending_term = "undated"\n'
    policy = load_policy(written(tmp_path, "upper", head("upper", "lower", rank="county") + reading))
    value = policy.rules["REPLY-02"].values["answer_to"]
    assert dict(value.value) == {"suggestion": "all", "proposal": "leading"}
    assert [(x.kinds, x.layer, x.basis) for x in value.parts] == [
        (("suggestion",), "law", Basis.STATED),
        (("proposal",), "lower", Basis.STATED),
    ]


def test_a_value_of_parts_is_of_every_kind_in_no_window_of_its_own(tmp_path: Path) -> None:
    dated = head("city", year="in_force = 2023-05-01\n") + ALL
    written(tmp_path, "city", dated)
    lower = PACK.replace("layers = []", 'layers = ["city"]', 1)
    for value in (
        stacked(tmp_path, ALL).rules["REPLY-02"].values["answer_to"],
        stacked(tmp_path, "", lower).rules["REPLY-02"].values["answer_to"],
    ):
        assert (value.kinds, value.window) == ((), None)
        assert [x.kinds for x in value.parts] == [("suggestion",), ("proposal",)]
    assert [x.window and x.window.first for x in value.parts] == ["2023-05-01", None]
