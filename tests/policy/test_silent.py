"""`[silent]`: what an instrument says nothing of is off, with the reason, unless another layer of the stack has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from caserules.errors import PolicyError, PolicyRejected
from caserules.policy import Policy, load_policy
from caserules.rules import all_rules
from packs import head, terms, written
from smallest import CASE, judged, well_handled

SILENT = '[silent]\nCOHAND-02 = { zh = "未规定重提。", en = "It says nothing of giving it again." }\n'
EVERY = '[silent]\n"*" = { zh = "未规定。", en = "Not read there." }\n'
OPINION = '[cohandling.COHAND-01]\nclause = "9"\nopinion_term = { term = "1m", from = "received" }\n'
REDO = '[cohandling.COHAND-02]\nclause = "20"\nredo_term = { term = "5wd", from = "asked" }\n'


def stacked(folder: Path, lower: str, upper: str) -> Policy:
    written(folder, "lower", head("lower") + lower)
    return load_policy(written(folder, "upper", head("upper", "lower") + upper))


def test_a_pack_of_another_place_states_only_what_was_read(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, "a", head("a") + EVERY + OPINION))
    assert {key for key, x in policy.rules.items() if x.off is None} == {"COHAND-01"}
    assert policy.rules.keys() == {rule.id for rule in all_rules()}
    assert [policy.rules["REPLY-01"].off_because(lang) for lang in ("zh", "en")] == ["未规定。", "Not read there."]
    assert {x.rule for x in judged(well_handled(), policy=policy).findings} == {"COHAND-01"}


def test_a_rule_named_keeps_its_own_reason_beside_the_star(tmp_path: Path) -> None:
    both = EVERY + SILENT.partition("\n")[2]
    policy = load_policy(written(tmp_path, "a", head("a") + both + OPINION))
    assert policy.rules["COHAND-02"].off == "未规定重提。"


@pytest.mark.parametrize(("lower", "upper"), [(EVERY, EVERY + REDO), (EVERY + REDO, EVERY), (REDO, EVERY)])
def test_silence_yields_to_any_layer_that_has_the_rule(tmp_path: Path, lower: str, upper: str) -> None:
    policy = stacked(tmp_path, lower, upper)
    assert policy.rules["COHAND-02"].off is None
    assert [x.partition(": ")[2] for x in terms(policy, "COHAND-02", "redo_term")] == ["5wd"]
    assert policy.rules["REPLY-01"].silent == {"zh": "未规定。", "en": "Not read there."}


def test_a_rule_switched_off_is_not_switched_on_by_silence(tmp_path: Path) -> None:
    off = '[cohandling.COHAND-02]\noff = true\nbecause = "x"\n'
    assert stacked(tmp_path, EVERY + off, EVERY).rules["COHAND-02"].off == "x"


def test_silence_on_a_higher_instruments_duty_is_no_switching_off(tmp_path: Path) -> None:
    written(tmp_path, "lower", head("lower", rank="law") + EVERY + REDO)
    policy = load_policy(written(tmp_path, "upper", head("upper", "lower", rank="county") + EVERY))
    assert policy.rules["COHAND-02"].off is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (SILENT + REDO, "POL-015", "COHAND-02 = {"),
        ('[silent]\nCOHAND-99 = { zh = "x", en = "x" }\n', "POL-004", "COHAND-99"),
        ('[silent]\nCOHAND-02 = "x"\n', "POL-005", "COHAND-02"),
        ('[silent]\nCOHAND-02 = { zh = "x" }\n', "POL-005", "COHAND-02"),
    ],
    ids=["set and silent", "no such rule", "no words", "one language"],
)
def test_a_mistake_in_silence_is_refused_with_its_line(tmp_path: Path, text: str, code: str, line: str) -> None:
    whole = head("a") + text
    with pytest.raises(PolicyRejected) as refused:
        load_policy(written(tmp_path, "a", whole))
    told = {x.where: x.code for x in refused.value.problems}
    at = next(i for i, x in enumerate(whole.splitlines(), 1) if x.startswith(line))
    assert told[f"a.toml:{at}"] == code


def test_asked_about_a_rule_that_is_off_the_answer_is_the_reason(tmp_path: Path) -> None:
    policy = load_policy(written(tmp_path, "a", head("a") + EVERY + OPINION))
    found = judged(well_handled(), policy=policy)
    with pytest.raises(PolicyError) as refused:
        found.explain(f"REPLY-01/{CASE}/jiaowei/notice/-")
    assert refused.value.code == "POL-016"
    assert ("未规定" in refused.value.message("zh"), "Not read there" in refused.value.message("en")) == (True, True)


def test_the_county_packs_silence_is_broken_by_the_layers_below_it() -> None:
    silent = {key for key, x in load_policy("pengshui-2023").rules.items() if x.silent}
    assert silent
    assert not {x.rule for x in load_policy("pengshui-2023-full").rules.values() if x.silent} & silent


@pytest.mark.parametrize("rule", ["CLOSE-01", "COHAND-02"])
def test_where_two_layers_are_silent_the_upper_ones_reason_is_told(tmp_path: Path, rule: str) -> None:
    policy = stacked(tmp_path, EVERY, EVERY.replace("未规定。", "未写明。"))
    assert (policy.rules[rule].off, policy.rules[rule].values) == ("未写明。", {})
