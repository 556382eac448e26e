"""The pack that is drafted: it loads once a person has filled it in, and is refused until every value is confirmed."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from caserules.draft import Confidence, Draft, draft_policy, read_notice, unconfirmed
from caserules.draft.gather import gather, leftovers
from caserules.draft.model import MOST_KEY
from caserules.draft.sentences import WORDS
from caserules.errors import PolicyRejected
from caserules.policy import Basis, load_policy
from caserules.rules import all_rules
from draft.measure import HELD_OUT, NOTICES

TEXTS = {
    path.stem: path.read_text(encoding="utf-8")
    for folder in (NOTICES, HELD_OUT)
    for path in sorted(folder.glob("*.txt"))
}


def loaded(draft: Draft, folder: Path, *, filled: bool, states: Mapping[str, str] = MappingProxyType({})) -> object:
    """Load the draft; `filled`: every rule that lacks something switched off, or stated, as a person would do it."""
    text = draft.toml
    if filled:
        lacking = {x.rule for x in draft.missing} | {x.rule for x in draft.conflicts}
        lacking |= {x.about.split(".")[0] for x in draft.remarks if x.what == "no_closing"}
        for rule in all_rules():
            if rule.id in lacking:
                head = f"[{rule.chapter}.{rule.id}]"
                off = states.get(rule.id, 'off = true\nbecause = "本地没有这项规定"')
                text = (
                    text.replace(f"# {head}", f"{head}\n{off}")
                    if f"\n{head}\n" not in text
                    else text.replace(f"\n{head}\n", f"\n{head}\n{off}\n")
                )
    path = folder / "draft.toml"
    path.write_text(text, encoding="utf-8")
    return load_policy(path)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_draft_is_toml_and_loads_once_it_is_filled_in(name: str, tmp_path: Path) -> None:
    draft = draft_policy(TEXTS[name])
    tomllib.loads(draft.toml)
    loaded(draft, tmp_path, filled=True)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_what_is_missing_is_refused_by_name(name: str, tmp_path: Path) -> None:
    draft = draft_policy(TEXTS[name])
    with pytest.raises(PolicyRejected) as refused:
        loaded(draft, tmp_path, filled=False)
    named = {dict(problem.params)["rule"] for problem in refused.value.problems if problem.code == "POL-003"}
    assert {x.rule for x in draft.missing} <= named


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_value_is_unconfirmed_with_its_clause(name: str) -> None:
    draft = draft_policy(TEXTS[name])
    doc = tomllib.loads(draft.toml)
    locators = {clause.locator for clause in draft.notice.clauses}
    for rule in all_rules():
        for key, value in doc.get(rule.chapter, {}).get(rule.id, {}).items():
            if key in rule.params:
                assert value["basis"] == Basis.UNCONFIRMED
                assert value["at"] in locators
                assert f"{rule.chapter}.{rule.id}.{key}" in unconfirmed(doc)
    assert "sources.notice" in unconfirmed(doc)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_no_more_than_a_few_of_the_notices_characters_are_kept(name: str) -> None:
    draft = draft_policy(TEXTS[name])
    keys = [*(x.key for x in draft.found), *(x.key for x in draft.remarks), *(x.key for x in draft.unread)]
    assert max(map(len, keys)) <= MOST_KEY
    for clause in draft.notice.clauses:
        if len(clause.text) > 2 * MOST_KEY:
            assert clause.text not in draft.toml


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_every_clause_is_used_or_listed(name: str) -> None:
    notice = read_notice(TEXTS[name])
    made = gather(notice, "contact_forms")
    left = list(leftovers(notice, made))
    assert not made.used & set(left)
    quiet = set(notice.clauses) - made.used - set(left)
    assert all(clause.is_heading or "如下" in clause.text for clause in quiet)
    assert [x.locator for x in draft_policy(TEXTS[name]).unread] == [clause.locator for clause in left]


def test_a_short_first_sentence_is_read_but_only_its_parts_are_listed() -> None:
    draft = draft_policy(
        "某县2024年通知\n一、审签\n（一）报主要负责人签发答复。其余从其旧，不变。\n（二）注意保密。其余从其旧，不变。"
    )
    assert [x.value for x in draft.found if x.parameter == "signing_posts"] == [{"sign_off": "principal"}]
    assert [x.locator for x in draft.unread] == ["一.1", "一.2"]


def test_the_same_text_gives_the_same_draft() -> None:
    text = TEXTS["han"]
    assert draft_policy(text) == draft_policy(text)
    assert draft_policy(text, base=load_policy("pengshui-2023")).toml == draft_policy(text).toml


def test_silence_is_the_bases_reading_and_says_so() -> None:
    draft = draft_policy(TEXTS["han"])
    silent = {x.parameter: x for x in draft.found if x.reading and x.confidence is Confidence.LOW}
    assert silent["redo_term"].value == {"term": "undated"}
    assert silent["closing_event"].value == "@closing_event"
    assert 'closing_event = { value = "@closing_event"' in draft.toml


def test_two_terms_of_one_duty_are_left_to_a_person() -> None:
    draft = draft_policy("某县2024年通知\n主办单位须于8月31日前答复代表。\n所有建议须于9月30日前办结。")
    (conflict,) = draft.conflicts
    assert (conflict.rule, conflict.parameter) == ("REPLY-01", "reply_term")
    assert {x.value["term"] for x in conflict.found} == {"08-31", "09-30"}
    assert "# reply_term =" in draft.toml


def test_a_letter_with_two_meanings_is_left_to_a_person() -> None:
    draft = draft_policy("某县2024年通知\n问题已解决的，列为A类；列入计划逐步解决的，列为A类。")
    assert [x.rule for x in draft.conflicts] == ["categories"]
    assert not [x for x in draft.found if x.rule == "categories"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_tells_everything(lang: str) -> None:
    draft = draft_policy(TEXTS["back"])
    text = draft.text(lang)
    told = [
        *((x.locator, x.key) for x in draft.found),
        *((x.locator, x.key) for x in draft.remarks),
        *((x.locator, x.key) for x in draft.unread),
    ]
    for locator, key in told:
        assert locator in text
        assert key in text
    assert "REPLY-01.reply_term" in text
    assert draft.to_dict()["expected"] == {"suggestion": 109}


def test_words_are_in_both_languages_with_the_same_places() -> None:
    for zh, en in WORDS.values():
        assert zh
        assert en
        assert {x[1] for x in string.Formatter().parse(zh)} == {x[1] for x in string.Formatter().parse(en)}


def test_unconfirmed_reads_any_document() -> None:
    assert unconfirmed({}) == ()
    assert unconfirmed({"policy": 3, "plan": 4, "x": {"y": 5}}) == ()
    assert unconfirmed(
        {"days": {"closing": {"basis": "unconfirmed"}}, "closeout": {"CLOSE-01": {"basis": "unconfirmed"}}}
    ) == ("days.closing", "closeout.CLOSE-01")


def test_a_draft_on_a_stack_keeps_the_higher_instruments_and_not_the_other_years_notice(tmp_path: Path) -> None:
    draft = draft_policy(TEXTS["han"], base="pengshui-2023-full")
    layers = tomllib.loads(draft.toml)["policy"]["layers"]
    assert layers
    assert "pengshui-2023" not in layers
    silent = {x.parameter: x.value for x in draft.found if x.reading and x.confidence is Confidence.LOW}
    assert "redo_term" not in silent, "the city sets its day"
    assert not [x for x in draft.missing if x.parameter == "redo_term"]
    # the city has every signatory answered: that cannot be switched off, so its day has to be stated
    loaded(draft, tmp_path, filled=True, states={"REPLY-02": 'clause = "x"\nsending_term = "undated"'})
