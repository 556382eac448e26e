"""Cards as files: what a badly written one is told, and what all cards together show.

Their cases are run by our own pytest plugin, as tests of `src/caserules/rules`; what each card promises is in `tests/testing`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Final

import pytest

from caserules import Breach, Verdict
from caserules.errors import RuleError
from caserules.messages.sentences import BECAUSE
from caserules.rules import all_rules, cards
from caserules.rules.cards import Expected, card, cases


def test_every_way_to_break_and_every_reason_stands_in_some_case() -> None:
    told = Counter(expected.code for rule in all_rules() for case in cases(rule) for expected in case.expect)
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
    monkeypatch.setattr(cards, "rule_by_id", lambda id_: SimpleNamespace(id=id_, card=path))
    yield path
    for kept in (cards._text, cards._words, cards._cases):
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


def test_what_a_case_expects_is_told_in_a_word_and_a_code() -> None:
    day = date(2023, 5, 1)
    told = [Expected(day, "REPLY-01", Verdict.BROKEN, "late"), Expected(day, "REPLY-01", Verdict.MET)]
    assert [str(x) for x in (*told, Expected(day, "REPLY-01", None, "kind"))] == [
        "broken late",
        "met",
        f"{cards.UNLISTED} kind",
    ]


def test_a_case_picks_findings_by_whole_steps_of_their_path() -> None:
    (case, *_) = cases("SIGN-02")
    mine = replace(case, of=("jiaowei", "review/1"))
    ids = [
        f"SIGN-02/suggestion/2023/12/{rest}" for rest in ("jiaowei/review/1", "jiaowei/review/1.2", "jiaowei2/review/1")
    ]
    assert [mine.picks(id_) for id_ in ids] == [True, False, False]
    assert replace(case, of=("plan→office",)).picks("PLAN-01/-/x/plan→office/-") is False
    assert replace(case, of=("office",)).picks("PLAN-01/-/x/plan→office/-") is True
