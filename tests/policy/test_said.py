"""What a pack says is kept as it says it: its title, readings, scoring, and of each rule the clause, key term and head."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from caserules.policy import Basis, Policy, Reading, Scoring, load_policy
from packs import PACK, head, stacked, written

EVERY = '[silent]\n"*" = { zh = "x", en = "x" }\n'


@pytest.fixture(scope="module")
def county() -> Policy:
    return load_policy("pengshui-2023")


def alone(folder: Path, text: str) -> Policy:
    return load_policy(written(folder, "a", head("a") + EVERY + text))


def test_a_policys_title_is_its_topmost_packs_and_each_layer_keeps_its_own(tmp_path: Path, county: Policy) -> None:
    title = tomllib.loads(PACK)["policy"]["title"]
    assert (county.title, county.layers[-1].title) == (title, title)
    above = load_policy(written(tmp_path, "upper", head("upper", "pengshui-2023")))
    assert ([x.title for x in above.layers], above.title) == ([title, {}], {})


def test_a_reading_of_which_only_the_value_is_given_says_no_more(tmp_path: Path) -> None:
    policy = alone(tmp_path, '[readings.start_day]\nvalue = "in"\n')
    assert policy.reading("start_day") == Reading("start_day", "in", (), {}, "", "", "")


def test_a_reading_tells_its_options_why_and_who_reviewed_it_when(tmp_path: Path) -> None:
    text = (
        '[readings.start_day]\nvalue = "in"\noptions = ["out", "in"]\nwhy = { zh = "甲", en = "a" }\n'
        'source = "notice"\nreviewed_by = "somebody"\nreviewed_on = 2024-01-02\n'
    )
    told = Reading("start_day", "in", ("out", "in"), {"zh": "甲", "en": "a"}, "somebody", "2024-01-02", "notice")
    assert alone(tmp_path, text).reading("start_day") == told


@pytest.mark.parametrize(
    ("rule", "clause", "key_term", "of_default"),
    [
        ("COHAND-01", "三.1.d", "30个工作日", "not_as_required"),
        ("REPLY-03", "二.4.d", "内容具体实在", "contradicts_facts"),
    ],
)
def test_a_rule_has_the_clause_key_term_and_head_of_default_that_its_pack_states(
    county: Policy, rule: str, clause: str, key_term: str, of_default: str
) -> None:
    said = county.rules[rule]
    assert (said.clause, said.key_term, said.head) == (clause, key_term, of_default)


def test_a_rule_without_a_key_term_or_a_head_has_none_and_is_not_as_required(tmp_path: Path) -> None:
    said = alone(tmp_path, '[closeout.CLOSE-01]\nclause = "9"\n').rules["CLOSE-01"]
    assert (said.clause, said.key_term, said.head, said.off) == ("9", "", "not_as_required", None)


@pytest.mark.parametrize(
    ("more", "clause"),
    [("", ""), ('clause = "9"\n', "9"), ('redo_term = { term = "5wd", from = "asked" }\n', "")],
    ids=["without a clause", "with one", "with a value"],
)
def test_a_rule_that_is_off_has_the_reason_and_no_value(tmp_path: Path, more: str, clause: str) -> None:
    said = alone(tmp_path, '[cohandling.COHAND-02]\noff = true\nbecause = "not here"\n' + more).rules["COHAND-02"]
    assert (said.off, said.clause, said.values, said.silent) == ("not here", clause, {}, None)


def test_a_value_that_no_layer_states_holds_by_default_and_is_of_no_source(county: Policy) -> None:
    said = county.rules["REPLY-02"]
    held = said.values["sending_reminder"]
    assert "sending_reminder" not in said.stated
    assert (held.value, held.layer, held.source, held.at, held.basis) == ((), "", "", "", Basis.STATED)


@pytest.mark.parametrize(
    ("text", "source", "exempt"),
    [("", "", ()), ('source = "notice"\nexempt = ["jiaowei"]\n', "notice", ("jiaowei",))],
)
def test_scoring_tells_its_source_and_who_is_exempt(
    tmp_path: Path, text: str, source: str, exempt: tuple[str, ...]
) -> None:
    assert alone(tmp_path, "[scoring]\n" + text).scoring == Scoring(source=source, exempt=exempt)


def test_the_topmost_layer_that_speaks_of_scoring_is_heard_alone(tmp_path: Path) -> None:
    lower = PACK.replace("[scoring]\n", '[scoring]\nsource = "notice"\n', 1)
    silent, speaking = (stacked(tmp_path, text, lower).scoring for text in ("", "[scoring]\n"))
    assert (silent.source, set(silent.unscored), speaking) == ("notice", {"zh", "en"}, Scoring())
