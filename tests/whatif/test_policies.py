"""`diff_policies`: what differs between two policies, section by section, with source and clause; nothing where nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest

from caserules import diff_policies, load_policy, vary
from caserules.whatif.policies import SECTIONS, PolicyDiff, Section
from packs import PACK, written

NOTICE, FULL = "pengshui-2023", "pengshui-2023-full"


def against(folder: Path, old: str, new: str) -> PolicyDiff:
    """The county's pack against itself with one piece changed."""
    assert old in PACK
    text = PACK.replace(old, new, 1)
    return diff_policies(load_policy(NOTICE), load_policy(written(folder, "other", text)))


CHANGED: list[tuple[str, str, str, Section, str, object, object]] = [
    ("a day", 'closing = { day = "08-31"', 'closing = { day = "07-31"', "days", "closing", "08-31", "07-31"),
    ("a recipient", "the CPPCC proposals committee", "the committee", "recipients", "cppcc_committee", None, None),
    ("a letter", 'solvable_now = "A"', 'solvable_now = "甲"', "categories", "solvable_now", "A", "甲"),
    ("a reading", 'value = "unsettled"\noptions', 'value = "as_written"\noptions', "readings", "rest_day_of_fixed_days", "unsettled", "as_written"),
    ("points", "[scoring]\n", '[scoring]\nfull = "100"\n', "scoring", "full", None, "100"),
    ("a year", "year = 2023", "year = 2024", "head", "year", 2023, 2024),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "section", "key", "before", "after"), [x[1:] for x in CHANGED], ids=[x[0] for x in CHANGED])  # fmt: skip
def test_what_a_pack_says_beside_its_rules_is_compared(
    tmp_path: Path, old: str, new: str, section: Section, key: str, before: object, after: object
) -> None:
    found = {x.key: x for x in against(tmp_path, old, new).of(section)}
    assert key in found
    if before or after:
        assert (found[key].before, found[key].after) == (before, after)


def test_a_parameter_is_told_old_and_new_with_source_and_clause(tmp_path: Path) -> None:
    diff = against(tmp_path, '"30wd", from = "asked"', '"20wd", from = "asked", at = "三.1.x"')
    (change,) = diff.of("parameters")
    assert change.key == "COHAND-01.opinion_term"
    assert (change.before.value[0]["term"], change.before.at) == ("30wd", "三.1.d")
    assert (change.after.value[0]["term"], change.after.at) == ("20wd", "三.1.x")
    assert {x.section for x in diff.changes} == {"parameters"}


def test_the_same_demand_by_another_clause_is_told_apart(tmp_path: Path) -> None:
    diff = against(tmp_path, 'clause = "三.1.d"', 'clause = "四.2"')
    assert [(x.section, x.key, x.before.at, x.after.at) for x in diff.changes] == [
        ("citations", "COHAND-01.opinion_term", "三.1.d", "四.2")
    ]


def test_a_rule_switched_off_and_on_is_told() -> None:
    policy = load_policy(NOTICE)
    off = vary(policy, {"COHAND-02.off": "not asked"})
    (change,) = diff_policies(policy, off).of("rules")
    assert (change.key, change.before.value, change.after.value) == ("COHAND-02", "on", "off: not asked")
    (change,) = diff_policies(off, policy).of("rules")
    assert (change.before.value, change.after.value) == ("off: not asked", "on")


def test_layers_and_what_they_bring_are_told() -> None:
    diff = diff_policies(load_policy(NOTICE), load_policy(FULL))
    assert [x.key for x in diff.of("layers")][:3] == [
        "cn-civil-code-2020",
        "cn-deputies-law-2015",
        "cn-deputies-law-2025",
    ]
    reply = next(x for x in diff.of("parameters") if x.key == "REPLY-01.reply_term")
    assert [(x["term"], x["source"], x["at"]) for x in reply.after.value] == [
        ("3m", "city", "第二十一条"),
        ("08-31", "notice", "三.1.a"),
    ]


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有差别"), ("en", "do not differ")])
def test_no_difference_is_said(lang: str, words: str) -> None:
    diff = diff_policies(load_policy(NOTICE), load_policy(NOTICE))
    assert (diff.changes, words in diff.text(lang)) == ((), True)
    assert diff.to_dict()["changes"] == {section: [] for section in SECTIONS}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_change_stands_in_the_text(lang: str) -> None:
    diff = diff_policies(load_policy(NOTICE), load_policy(FULL))
    text = diff.text(lang)
    assert [x.key for x in diff.changes if x.key not in text] == []
    assert "?" not in text.replace("？", "")
