"""What our own rules and the packaged policy promise beside the promises of every rule (`caserules.testing.promises`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import caserules.rules as rooms
from caserules.duties import Duties, Duty
from caserules.errors import RuleError
from caserules.facts.tables import FACTS, TABLES, Request
from caserules.policy import RuleSetting, load_policy
from caserules.policy.checker import value_of
from caserules.policy.model import plain
from caserules.rules import CHAPTERS, all_rules, rule_by_id
from caserules.rules.cards import card
from caserules.rules.rule import Party, Rule, Terms, rule

RULES = all_rules()
IDS = [each.id for each in RULES]
PACK = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
PREFIXES = {
    "intake": "INTAKE", "plan": "PLAN", "roles": "ROLE", "contact": "CONTACT", "keycase": "KEY", "cohandling": "COHAND", "outcome": "OUTCOME",
    "signoff": "SIGN", "reply": "REPLY", "filing": "FILE", "feedback": "FEEDBACK", "publication": "PUBLISH",
    "carryover": "CARRY", "commitment": "PROMISE", "closeout": "CLOSE",
}  # fmt: skip
CLAUSES = """前言 一.1 一.2.a 一.2.b 一.2.c 一.2.d 一.2.e 一.2.f 二.1.a 二.1.b 二.1.c 二.1.d 二.1.e 二.1.f 二.2.a 二.2.b 二.3 二.3.a
二.3.b 二.3.c 二.4.a 二.4.b 二.4.c 二.4.d 二.5.a 二.5.b 二.5.c 三.1.a 三.1.b 三.1.c 三.1.d 三.1.e 三.2.a 三.2.b 三.2.c 三.2.d 三.2.e""".split()
NOTICE, STACK = load_policy("pengshui-2023"), load_policy("pengshui-2023-full")
ARTICLE = re.compile(r"第[一二三四五六七八九十]+条(至第[一二三四五六七八九十]+条)?")


def setting_of(each: Rule) -> RuleSetting:
    """What the notice says of a rule; where it is silent, what the instruments above it say."""
    setting = NOTICE.rules[each.id]
    return STACK.rules[each.id] if setting.silent else setting


def is_locator(text: str) -> bool:
    return text in CLAUSES or ARTICLE.fullmatch(text) is not None


# --------------------------------------------------------------------------------------------------- ids and chapters


def test_no_number_is_skipped_and_each_chapter_has_its_prefix() -> None:
    for chapter, prefix in PREFIXES.items():
        mine = [each.id for each in RULES if each.chapter == chapter]
        assert mine == [f"{prefix}-{number:02d}" for number in range(1, len(mine) + 1)]


def test_all_chapters_are_listed() -> None:
    assert set(PREFIXES) == set(CHAPTERS)
    folders = {x.name for x in Path(rooms.__file__).parent.iterdir() if x.is_dir() and not x.name.startswith("_")}
    assert folders == set(CHAPTERS)


def test_an_id_taken_twice_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    copy = ModuleType("copy")
    copy.a, copy.b = RULES[0], RULES[0]  # type: ignore[attr-defined]
    monkeypatch.setattr(rooms, "import_module", lambda _: copy)
    with pytest.raises(RuleError) as refused:
        all_rules.__wrapped__()
    assert refused.value.code == "RUL-002"


@pytest.mark.parametrize("ask", [rule_by_id, card])
def test_a_rule_that_is_not_there_is_refused(ask: Callable[[str], Any]) -> None:
    with pytest.raises(RuleError) as refused:
        ask("REPLY-99")
    assert refused.value.code == "RUL-003"


def test_every_card_belongs_to_a_rule() -> None:
    cards = {path.stem for path in Path(rooms.__file__).parent.rglob("*.toml")}
    assert cards == set(IDS)


# ----------------------------------------------------------------------------------------------------- what is declared


def _planted(f: type[Request], *, opinion_term: Terms) -> Duties:
    for term in opinion_term:
        yield Duty(due=term(f), done=f.delivered)


def test_a_rule_is_declared_by_its_signature() -> None:
    made = rule("COHAND-99", owes=Party.CO_HANDLING_UNIT, to=Party.LEAD_UNIT, fact="opinion", since="0.1")(_planted)
    assert (made.id, made.deed, made.table, dict(made.params)) == (
        "COHAND-99",
        "_planted",
        Request,
        {"opinion_term": Terms},
    )


def test_a_parameter_without_a_type_is_refused() -> None:
    def untyped(f: type[Request], *, term) -> Duties:  # type: ignore[no-untyped-def]
        yield Duty(due=term, done=f.delivered)

    with pytest.raises(RuleError) as refused:
        rule("COHAND-99", owes=Party.LEAD_UNIT, to=Party.LEAD_UNIT, fact="x", since="0.1")(untyped)
    assert (refused.value.code, refused.value.params["key"]) == ("RUL-004", "term")


def test_pythons_if_in_a_rule_is_refused_with_the_rule_and_line() -> None:
    def with_if(f: type[Request]) -> Duties:
        if f.delivered <= f.asked:
            yield Duty(due=f.asked, done=f.delivered)

    made = rule("COHAND-99", owes=Party.LEAD_UNIT, to=Party.LEAD_UNIT, fact="x", since="0.1")(with_if)
    with pytest.raises(RuleError) as refused:
        made.duties({})
    assert (refused.value.code, refused.value.params["rule"]) == ("RUL-001", "with_if")


# ------------------------------------------------------------------------------------------------------ rules and packs


def test_a_reminder_and_whose_leaders_sign_may_be_left_out() -> None:
    assert {(each.id, name) for each in RULES for name in each.defaults} == {
        ("REPLY-02", "sending_reminder"),
        ("SIGN-01", "leader_bodies"),
        ("SIGN-02", "leader_bodies"),
    }
    assert STACK.rules["REPLY-02"].values["sending_reminder"].value
    assert (NOTICE.rules["REPLY-02"].values["sending_reminder"].value, NOTICE.reading("receipt_by_closing")) == (
        (),
        None,
    )


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_every_parameter_stands_in_the_pack_and_the_pack_has_no_other(each: Rule) -> None:
    setting = setting_of(each)
    assert setting.off is None
    assert set(setting.values) == set(each.params)
    assert is_locator(setting.clause)
    assert setting.key_term
    for key, value in setting.stated.items():
        assert value.value is not None, key
        assert is_locator(value.at), key
        assert value.basis.value in ("stated", "reading"), key
        if each.params[key] != Terms:
            assert value_of(each.params[key], plain(value.value)) == value.value


def test_every_clause_has_a_rule_or_a_reason() -> None:
    policy = load_policy("pengshui-2023")
    ruled = {setting.clause for setting in policy.rules.values() if not setting.silent}
    assert ruled | set(policy.clauses) == set(CLAUSES)
    assert not ruled & set(policy.clauses)
    assert all(set(reason) == {"zh", "en"} and all(reason.values()) for reason in policy.clauses.values())


def test_every_reading_is_used_and_explained() -> None:
    policy = load_policy("pengshui-2023")
    readings = policy.layers[0].readings
    used = {value.reading for setting in policy.rules.values() for value in setting.values.values() if value.reading}
    named = {name for name in readings if f"@{name}" in PACK or f'reading = "{name}"' in PACK}
    assert used <= set(readings) == named
    assert all(set(reading.why) == {"zh", "en"} and reading.value in reading.options for reading in readings.values())


def test_no_rule_of_the_pack_rests_on_a_day_of_its_own() -> None:
    sources = {
        value.source for setting in load_policy("pengshui-2023").rules.values() for value in setting.stated.values()
    }
    assert sources == {"notice"}


def test_columns_are_named_once_for_all_tables() -> None:
    assert {fact.kind for fact in FACTS.values()} == {"event", "fixed", "condition", "word"}
    assert all(re.fullmatch(r"[a-z_]+", name) for name in FACTS)
    assert len({table.key for table in TABLES}) == len(TABLES)
