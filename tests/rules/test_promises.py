"""Promises over all rules, read from the rules, their text and the packs; each with a planted rule or pack that it refuses."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import caserules.rules as rooms
from caserules.duties import Breach, Duties, Duty
from caserules.errors import RuleError
from caserules.facts.tables import FACTS, TABLES, Request
from caserules.messages.sentences import BECAUSE
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
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LOCATOR = re.compile(r"[一二三四五六七八九十]\.[0-9]|前言")


NOTICE, STACK = load_policy("pengshui-2023"), load_policy("pengshui-2023-full")
ARTICLE = re.compile(r"第[一二三四五六七八九十]+条(至第[一二三四五六七八九十]+条)?")


def setting_of(each: Rule) -> RuleSetting:
    """What the notice says of a rule; where it is silent, what the instruments above it say."""
    setting = NOTICE.rules[each.id]
    return STACK.rules[each.id] if setting.silent else setting


def is_locator(text: str) -> bool:
    return text in CLAUSES or ARTICLE.fullmatch(text) is not None


def chapter_of(each: Rule) -> str:
    return each.card.parent.name


# --------------------------------------------------------------------------------------------------- ids and chapters


def wrong_id(id_: str, chapter: str) -> bool:
    """An id is its chapter's prefix and two digits."""
    return re.fullmatch(rf"{PREFIXES.get(chapter, '-')}-(0[1-9]|[1-9][0-9])", id_) is None


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_an_id_fits_its_chapter(each: Rule) -> None:
    assert not wrong_id(each.id, each.chapter)
    assert each.chapter == chapter_of(each)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)+", each.deed)
    assert rule_by_id(each.id) is each


@pytest.mark.parametrize("id_", ["REPLY-1", "REPLY-00", "REPLY-100", "COHAND-01", "reply-01", "REPLY-01\n"])
def test_a_planted_id_is_refused(id_: str) -> None:
    assert wrong_id(id_, "reply")


def test_ids_and_deeds_are_each_used_once_and_no_number_is_skipped() -> None:
    assert len(set(IDS)) == len(IDS)
    assert max(Counter(each.deed for each in RULES).values()) == 1
    for chapter, prefix in PREFIXES.items():
        mine = [each.id for each in RULES if each.chapter == chapter]
        assert mine == [f"{prefix}-{number:02d}" for number in range(1, len(mine) + 1)]


def test_each_chapter_has_at_most_nine_rules_and_all_are_listed() -> None:
    assert set(PREFIXES) == set(CHAPTERS)
    assert max(Counter(each.chapter for each in RULES).values()) <= 9
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


# ------------------------------------------------------------------------------------------------------------- cards


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_a_card_says_title_deed_and_why_in_both_languages(each: Rule) -> None:
    words = card(each.id)
    for name in ("title", "act", "acted", "why"):
        assert set(words[name]) == {"zh", "en"}, name
        assert CHINESE.search(words[name]["zh"]), name
        assert words[name]["en"].strip(), name
        assert not CHINESE.search(words[name]["en"]), name
    assert not re.search(r"[。.]$", words["act"]["zh"] + words["act"]["en"])


def test_every_card_belongs_to_a_rule() -> None:
    cards = {path.stem for path in Path(rooms.__file__).parent.rglob("*.toml")}
    assert cards == set(IDS)


# ---------------------------------------------------------------------------------------------------------- a rule's text


def faults(tree: ast.AST) -> Iterator[str]:
    """Yield what a rule's code may not hold: day counts, sentences, locators, clocks, other chapters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and not isinstance(node.value, (str, bool, type(None), type(...))):
            yield f"number {node.value!r}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if LOCATOR.search(node.value):
                yield f"locator {node.value!r}"
            elif CHINESE.search(node.value) or (" " in node.value):
                yield f"sentence {node.value!r}"
        if isinstance(node, (ast.If, ast.IfExp, ast.BoolOp, ast.While)) or (
            isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ):
            yield f"Python's own {type(node).__name__}"


def imports(tree: ast.AST) -> set[str]:
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} | {
        name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names
    }


def body_of(each: Rule) -> ast.AST:
    lines = inspect.getsource(each.write)
    tree = ast.parse(lines).body[0]
    assert isinstance(tree, ast.FunctionDef)
    tree.decorator_list = []
    return tree


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_a_rules_code_has_no_numbers_sentences_or_locators(each: Rule) -> None:
    assert list(faults(body_of(each))) == []
    assert len(inspect.getsource(each.write).splitlines()) <= 25


@pytest.mark.parametrize(
    "planted",
    [
        "due = f.asked + 30",
        "x = '三.1.d'",
        "x = '逾期未送达'",
        "x = 'not delivered in time'",
        "if f.bound: pass",
        "x = a and b",
        "x = not a",
        "x = a if b else c",
        "x = 0.5",
    ],
)
def test_a_planted_line_is_refused(planted: str) -> None:
    assert list(faults(ast.parse(planted)))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_opens_with_a_note_and_knows_no_other_chapter_nor_an_edge(chapter: str) -> None:
    path = Path(rooms.__file__).parent / chapter / "__init__.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    known = {
        "caserules.duties",
        "caserules.expr",
        "caserules.facts.tables",
        "caserules.models",
        "caserules.rules.rule",
        "typing",
    }
    assert imports(tree) <= known


def test_a_chapter_that_imports_another_is_seen() -> None:
    assert imports(ast.parse("from caserules.rules.reply import case_answered\nimport time")) == {
        "caserules.rules.reply",
        "time",
    }


# ----------------------------------------------------------------------------------------------------- what is declared


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_a_declaration_is_whole(each: Rule) -> None:
    assert each.owes in Party
    assert each.to in Party
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", each.fact)
    assert re.fullmatch(r"[0-9]+\.[0-9]+", each.since)
    assert each.table in TABLES


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_a_rules_duties_have_distinct_parts_and_codes_of_the_closed_lists(each: Rule) -> None:
    from caserules.expr import Called, walk

    setting = setting_of(each)
    duties = each.duties({key: value.value for key, value in setting.values.items()})
    assert duties
    assert len({duty.part.key for duty in duties}) == len(duties)
    codes = {
        node.code
        for duty in duties
        for tree in (duty.applies, duty.counts)
        for node in walk(tree)
        if isinstance(node, Called)
    }
    assert codes <= set(BECAUSE) | {breach.value for breach in Breach}
    names = {
        node.name.partition(".")[0]
        for duty in duties
        for tree in (duty.due, duty.done, duty.applies, duty.counts)
        for node in walk(tree)
        if hasattr(node, "name")
    }
    assert names <= set(FACTS)


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


def test_only_a_reminder_may_be_left_out() -> None:
    assert {(each.id, name) for each in RULES for name in each.optional} == {("REPLY-02", "sending_reminder")}
    assert "sending_reminder" in STACK.rules["REPLY-02"].values
    assert NOTICE.rules["REPLY-02"].values["sending_reminder"].value == ()


@pytest.mark.parametrize("each", RULES, ids=IDS)
def test_every_parameter_stands_in_the_pack_and_the_pack_has_no_other(each: Rule) -> None:
    setting = setting_of(each)
    assert setting.off is None
    assert set(setting.values) | each.optional == set(each.params) | each.optional
    assert is_locator(setting.clause)
    assert setting.key_term
    for key, value in setting.values.items():
        if not value.layer:  # no layer states it, and the rule can do without
            assert key in each.optional
            continue
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
        value.source
        for setting in load_policy("pengshui-2023").rules.values()
        for value in setting.values.values()
        if value.layer
    }
    assert sources == {"notice"}


def test_columns_are_named_once_for_all_tables() -> None:
    assert {fact.kind for fact in FACTS.values()} == {"event", "fixed", "condition", "word"}
    assert all(re.fullmatch(r"[a-z_]+", name) for name in FACTS)
    assert len({table.key for table in TABLES}) == len(TABLES)
