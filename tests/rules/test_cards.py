"""Every rule's cases, told on its card as dated events, give the verdicts that the card expects of each day.

And the promises over all cards: both languages alike, and cases enough that a rule's every outcome was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest

from caserules import Assessment, Breach, Finding, Register, Verdict, assess
from caserules.errors import RuleError
from caserules.io.scenario import read_story
from caserules.messages.sentences import BECAUSE
from caserules.rules import all_rules, cards
from caserules.rules.cards import Expected, RuleCase, card, cases

RULES: Final = tuple(rule.id for rule in all_rules())

UNDATED: Final = frozenset(
    "ROLE-01 ROLE-02 ROLE-03 ROLE-04 CONTACT-03 KEY-01 KEY-02 COHAND-02 OUTCOME-01 OUTCOME-03 OUTCOME-04 REPLY-02 REPLY-03 "
    "REPLY-04 CARRY-01 CARRY-02 CARRY-04 FEEDBACK-03".split()
)
"""The notice sets no day, so nothing can break them."""

PROPOSERS: Final = frozenset({"FEEDBACK-01"})
"""The proposer's own acts: their day only reminds, so that they are met or pending, whatever is not known."""

FORBIDS: Final = frozenset({"COHAND-03"})
"""Prohibitions: broken by an act, so never missing and never late."""

NEVER_LATE: Final = frozenset({"PROMISE-01"})
"""A promise is dated when it is made, or never."""

NEVER_MISSING: Final = frozenset({"INTAKE-01"})
"""A return is asked for late, or not at all; who never asks owes nothing."""

YEAR_END: Final = date(2023, 12, 31)
ONE_DAY: Final = timedelta(days=1)


@cache
def register_of(case: RuleCase) -> Register:
    return read_story(case.story, base=case.base)


@cache
def judged(case: RuleCase, day: date) -> Assessment:
    return assess(register_of(case), case.policy, as_of=day)


def listed(case: RuleCase, expected: Expected) -> list[Finding]:
    """The findings that an expectation is about; one that names another rule is about its only one in the story."""
    named = expected.rule != case.rule
    found = judged(case, expected.day).findings
    return [x for x in found if x.rule == expected.rule and (named or case.picks(x.id))]


def unlisted(case: RuleCase, expected: Expected) -> list[Finding]:
    return [x for x in judged(case, expected.day).unlisted() if x.rule == expected.rule and case.picks(x.id)]


def said(finding: Finding) -> str:
    how = finding.breach.value if finding.breach is not None else finding.because
    return finding.verdict.value if how is None else f"{finding.verdict.value} {how}"


EXPECTED: Final = [(rule, case, expected) for rule in RULES for case in cases(rule) for expected in case.expect]


@pytest.mark.parametrize(
    ("rule", "case", "expected"), EXPECTED, ids=[f"{r} {c.name.en}, {e.day}" for r, c, e in EXPECTED]
)
def test_case(rule: str, case: RuleCase, expected: Expected) -> None:
    found = listed(case, expected)
    if expected.verdict is not None:
        assert [said(x) for x in found] == [str(expected)], [x.id for x in found]
        return
    assert [said(x) for x in found] == []
    if expected.code:
        codes = [said(x) for x in unlisted(case, expected)]
        assert codes, "no such duty: its code cannot be told"
        assert set(codes) == {f"not_applicable {expected.code}"}


# ------------------------------------------------------------------------------------------------------- promises


@dataclass
class Seen:
    """What the cases of a rule show."""

    said: Counter[str] = field(default_factory=Counter)
    offsets: set[int] = field(default_factory=set)
    looked: set[int] = field(default_factory=set)
    year_end: set[str] = field(default_factory=set)


@cache
def seen(rule: str) -> Seen:
    """By the findings themselves: what was said, how far from the due day a thing was done, and how far from it one looked."""
    found = Seen()
    for case in cases(rule):
        for expected in case.expect:
            if expected.rule != rule:
                continue
            if expected.verdict is None:
                found.said["unlisted"] += 1
            for finding in listed(case, expected):
                found.said[said(finding)] += 1
                if finding.due is None:
                    continue
                found.looked.add((expected.day - finding.due).days)
                if finding.done is not None:
                    found.offsets.add((finding.done - finding.due).days)
    return found


def words_of(seen: Seen) -> set[str]:
    return set(seen.said) | {said.split()[0] for said in seen.said}


@pytest.mark.parametrize("rule", RULES)
def test_a_card_speaks_both_languages(rule: str) -> None:
    words = card(rule)
    assert set(words) == {"title", "act", "acted", "why"}
    for text in words.values():
        assert any("一" <= x <= "鿿" for x in text["zh"])
        assert text["en"].isascii()
    assert not words["act"]["zh"].startswith("应"), "it follows 应"
    assert words["act"]["zh"][-1] not in "。；，"
    assert words["act"]["en"].split()[0].islower(), "it follows “is to”"
    assert words["acted"]["en"].split()[0].islower(), "it follows “has”"
    assert not (words["act"]["en"] + words["acted"]["en"]).endswith(".")
    assert words["why"]["zh"].endswith("。")
    assert words["why"]["en"].endswith(".")


@pytest.mark.parametrize("rule", RULES)
def test_a_rules_cases_are_named_in_both_languages(rule: str) -> None:
    assert cases(rule)
    for case in cases(rule):
        assert any("一" <= x <= "鿿" for x in case.name.zh)
        assert not any("一" <= x <= "鿿" for x in case.name.en)


@pytest.mark.parametrize("rule", sorted(set(RULES) - UNDATED - PROPOSERS - FORBIDS))
def test_a_dated_rules_cases_show_every_outcome(rule: str) -> None:
    words = words_of(seen(rule))
    wanted = {"met", "pending", "undetermined", "broken missing", "broken late"}
    never = {"broken late": NEVER_LATE, "broken missing": NEVER_MISSING}
    assert wanted - words == {how for how, rules in never.items() if rule in rules}
    assert words & {"not_applicable", "unlisted"}


@pytest.mark.parametrize("rule", sorted(set(RULES) - UNDATED - PROPOSERS - FORBIDS))
def test_a_dated_rule_is_tried_around_its_day(rule: str) -> None:
    offsets, looked = seen(rule).offsets, seen(rule).looked
    assert 0 in offsets, "done on the due day"
    if rule not in NEVER_LATE:
        assert min(offsets) < 0 < max(offsets), "done before and after the due day"
    assert {0, 1} <= looked, "looked at on the due day and the day after"


@pytest.mark.parametrize("rule", sorted(UNDATED))
def test_an_undated_rules_cases_show_every_outcome(rule: str) -> None:
    words = words_of(seen(rule))
    assert {"met", "pending", "undetermined"} <= words
    assert words & {"not_applicable", "unlisted"}
    assert "broken" not in words


@pytest.mark.parametrize("rule", sorted(UNDATED - {"CARRY-01"}))
def test_an_undated_rule_is_tried_at_the_years_end(rule: str) -> None:
    told = [{e.day: str(e) for e in case.expect if e.rule == rule} for case in cases(rule)]
    after = YEAR_END + ONE_DAY
    assert any((x.get(YEAR_END), x.get(after)) == ("pending", "undetermined") for x in told)


@pytest.mark.parametrize("rule", sorted(FORBIDS))
def test_a_prohibitions_cases_show_every_outcome(rule: str) -> None:
    words = words_of(seen(rule))
    assert {"met", "pending", "undetermined", "broken forbidden"} <= words
    assert words & {"not_applicable", "unlisted"}


@pytest.mark.parametrize("rule", sorted(PROPOSERS))
def test_a_proposers_act_is_met_or_open_and_accuses_nobody(rule: str) -> None:
    words = words_of(seen(rule))
    assert {"met", "pending"} <= words
    assert words & {"not_applicable", "unlisted"}
    assert not words & {"broken", "undetermined"}


def test_nothing_else_is_never_broken() -> None:
    """So that a rule which gets a day, or loses it, cannot keep the wrong promises."""
    assert {rule for rule in RULES if "broken" not in words_of(seen(rule))} == UNDATED | PROPOSERS


def test_every_way_to_break_and_every_reason_stands_in_some_case() -> None:
    told = Counter(expected.code for _, _, expected in EXPECTED)
    assert {breach.value for breach in Breach} <= set(told)
    assert set(BECAUSE) - {"not_in_force"} <= set(
        told
    )  # told by stacks of dated layers alone: tests/policy/test_law_day.py
    assert set(told) <= {breach.value for breach in Breach} | set(BECAUSE) | {""}


# ------------------------------------------------------------------------------------------- cards badly written

WORDS: Final = """
title = { zh = "标题", en = "Title" }
act = { zh = "做", en = "do it" }
acted = { zh = "做", en = "done it" }
why = { zh = "因为。", en = "Because." }
"""
CASE: Final = """
[[cases]]
name = { zh = "名", en = "name" }
story = "complete_through = 2023-12-31"
expect = { "2023-05-23" = "met" }
"""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A card of its own, for a rule that is not packaged."""
    path = tmp_path / "TEST-01.toml"
    monkeypatch.setattr(cards, "rule_by_id", lambda _: SimpleNamespace(card=path))
    yield path
    for kept in (cards._text, cards.card, cards.cases):
        kept.cache_clear()


def test_a_card_names_the_policy_of_its_cases(written: Path) -> None:
    written.write_text(WORDS + 'policy = "pengshui-2023-full"\n' + CASE, encoding="utf-8")
    assert card("TEST-01").keys() == {"title", "act", "acted", "why"}
    assert [case.policy for case in cases("TEST-01")] == ["pengshui-2023-full"]


def test_a_card_is_read(written: Path) -> None:
    written.write_text(WORDS + CASE, encoding="utf-8")
    (case,) = cases("TEST-01")
    assert card("TEST-01").keys() == {"title", "act", "acted", "why"}
    assert case.expect == (Expected(date(2023, 5, 23), "TEST-01", Verdict.MET),)
    assert case.policy == "pengshui-2023"


WRONG: Final = {
    "not TOML": (CASE + "name", "end of document"),
    "a key that no case has": (CASE + 'due = "2023-05-23"', "cases[0].due"),
    "a key that no card has": ("note = 1\n" + CASE, "note"),
    "a policy that is no text": ("policy = 1\n" + CASE, "policy"),
    "one language alone": (CASE.replace(', en = "name"', ""), "cases[0].name"),
    "a language left empty": (CASE.replace('en = "name"', 'en = ""'), "cases[0].name"),
    "no name": (CASE.replace("name =", "#"), "cases[0].name"),
    "a story that is no text": (CASE.replace('"complete_through = 2023-12-31"', "12"), "cases[0].story"),
    "nothing expected": (CASE.replace("expect =", "#"), "cases[0].expect"),
    "expected of no day": (CASE.replace('"2023-05-23"', '"May"'), "cases[0].expect.May"),
    "no verdict": (CASE.replace('"met"', '"late"'), "cases[0].expect.2023-05-23"),
    "broken, not said how": (CASE.replace('"met"', '"broken"'), "cases[0].expect.2023-05-23"),
    "broken in no known way": (CASE.replace('"met"', '"broken badly"'), "cases[0].expect.2023-05-23"),
    "met with a code": (CASE.replace('"met"', '"met late"'), "cases[0].expect.2023-05-23"),
    "too many words": (CASE.replace('"met"', '"broken late missing"'), "cases[0].expect.2023-05-23"),
    "nothing but a rule": (CASE.replace('"met"', '"REPLY-01"'), "cases[0].expect.2023-05-23"),
    "days out of order": (CASE.replace('"met"', '"met", "2023-05-22" = "met"'), "cases[0].expect.2023-05-22"),
    "two cases of one name": (CASE * 2, "cases[1].name"),
    "cases that are no list": ("cases = 1", "cases"),
    "a case that is no table": ("cases = [1]", "cases[0]"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_badly_written_card_is_refused_with_the_place(written: Path, what: str) -> None:
    text, where = WRONG[what]
    written.write_text(WORDS + text, encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        cases("TEST-01")
    assert refused.value.code == "RUL-005"
    assert refused.value.params["where"] == where


def test_a_card_without_words_is_refused(written: Path) -> None:
    written.write_text(WORDS.replace("why", "reason") + CASE, encoding="utf-8")
    with pytest.raises(RuleError) as refused:
        card("TEST-01")
    assert (refused.value.code, refused.value.params["where"]) == ("RUL-005", "why")
