"""A plugin's rule takes the same way as a built-in one: program, interpreter, columns, score, explanation, book, comparison."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules import PluginError, Policy, PolicyRejected, Register, assess, compare, load_policy, plugins_of
from caserules.calendar import WorkCalendar
from caserules.duties import Duties, Duty
from caserules.explain import interpreted
from caserules.expr import Column, Const, Extended
from caserules.facts.tables import Handling, Version
from caserules.foreign import RuleFault, duties_of
from caserules.hooks import hookimpl
from caserules.program import program_for
from caserules.rules import RuleSet, all_rules
from caserules.rules.rule import Rule, Steps
from caserules.testing import FAULTY, sample
from caserules.testing.sample.visit import key_case_visited
from hooks.conftest import DAY

PLUGINS = plugins_of(sample)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return PLUGINS.load_policy("sample-visit")


def bringing(*rules: Rule, name: str = "bringing") -> Any:
    class Bringing:
        caserules_api = 1
        __name__ = name

        @hookimpl
        def rules(self) -> Any:
            return rules

        @hookimpl
        def packs(self) -> Any:
            return sample.packs()

    return Bringing()


def test_it_is_judged_scored_and_explained(register: Register, policy: Policy) -> None:
    found = assess(register, policy, as_of=DAY, plugins=PLUGINS)
    (visit,) = (x for x in found.findings if x.rule == "VISIT-01")
    assert (visit.verdict.value, visit.breach and visit.breach.value, visit.due) == (
        "broken",
        "missing",
        date(2023, 4, 23),
    )
    assert (visit.clause, visit.title.en) == ("第三条", "Visit in a key case")
    assert "visit the proposer of this key case in person by 2023-04-23" in visit.message.en
    scores = found.scores
    assert scores is not None
    assert [(x.rule, str(x.points)) for x in scores["jiaowei"].deductions] == [("VISIT-01", "1")]
    explanation = found.explain(visit.id)
    assert {x.name: x.source for x in explanation.parameters} == dict.fromkeys(key_case_visited.params, "visits")
    assert found.to_dict()["rules"]["VISIT-01"]["deed"] == "key_case_visited"


def test_the_interpreter_says_what_the_compiled_rule_says(register: Register, policy: Policy) -> None:
    for day in (date(2023, 4, 22), date(2023, 4, 23), date(2023, 4, 24), DAY):
        found = assess(register, policy, as_of=day, plugins=PLUGINS)
        for one in found.findings:
            again = interpreted(found._context, one._duty, one._row)
            assert (one.verdict, one._due, one._done) == (again.verdict, again._due, again._done)


@pytest.mark.parametrize("name", ["", "rule-raises"])
def test_columns_say_what_rows_say(name: str, register: Register) -> None:
    pytest.importorskip("pyarrow")
    from bulk.equality import differing

    plugins = plugins_of(next(x for x in FAULTY if x.name == name).make()) if name else PLUGINS
    assert differing([register], plugins.load_policy("sample-visit"), DAY) == []


def test_a_policy_that_says_nothing_of_it_has_it_off_and_says_why() -> None:
    policy = load_policy("pengshui-2023", plugins=PLUGINS)
    setting = policy.rules["VISIT-01"]
    assert setting.off_because("en") == "a plugin brings this rule, and no layer of the policy says anything of it"
    assert len(policy.rules) == len(all_rules()) + 1


def test_a_policy_that_names_it_is_refused_without_the_plugin() -> None:
    (path,) = sample.packs()
    with pytest.raises(PolicyRejected) as refused:
        load_policy(path)
    assert {x.code for x in refused.value.problems} == {"POL-004"}


def test_a_value_that_it_needs_and_nobody_gives_is_refused(tmp_path: Path) -> None:
    (path,) = sample.packs()
    pack = tmp_path / "short.toml"
    pack.write_text(path.read_text("utf-8").replace("visit_post = {", "# visit_post = {"), encoding="utf-8")
    with pytest.raises(PolicyRejected) as refused:
        load_policy(pack, plugins=PLUGINS)
    assert [(x.code, dict(x.params)["key"]) for x in refused.value.problems] == [("POL-003", "visit_post")]


def test_a_policy_may_switch_it_off_with_a_reason(tmp_path: Path, register: Register) -> None:
    pack = tmp_path / "off.toml"
    head = (
        '[policy]\nid = "off"\nversion = "1"\nschema = "caserules.policy/1"\nplace = "某县"\nrank = "county"\nyear = 2023\n'
        'time_zone = "Asia/Shanghai"\nlayers = ["sample-visit"]\n'
    )
    pack.write_text(f'{head}[visit.VISIT-01]\noff = true\nbecause = "本县不走访"\n', encoding="utf-8")
    policy = load_policy(pack, plugins=PLUGINS)
    assert policy.rules["VISIT-01"].off == "本县不走访"
    assert not [x for x in assess(register, policy, as_of=DAY).findings if x.rule == "VISIT-01"]


def test_two_policies_are_compared_though_one_was_read_without_it(register: Register, policy: Policy) -> None:
    found = compare(register, "pengshui-2023", policy, as_of=DAY)
    assert "VISIT-01" in {x.rule for x in found.changes}
    assert "VISIT-01" in found.text("en")


def test_what_reads_a_policy_knows_it(policy: Policy) -> None:
    from caserules.policy.review import review_policy
    from caserules.policy.standing import standings
    from caserules.report.book import render_book_html

    assert {x.parameter for x in standings(policy) if x.rule == "VISIT-01"} == set(key_case_visited.params)
    assert "Visit in a key case" in render_book_html(policy, "en", start=date(2023, 4, 10))
    reviewed, notes = review_policy("sample-visit", plugins=PLUGINS)
    assert reviewed.rules["VISIT-01"].clause == "第三条"
    assert not [x for x in notes if "visit" in x.where.lower()]


def test_a_set_of_rules_is_a_value() -> None:
    rules = RuleSet((key_case_visited,))
    assert [x.id for x in rules][-1] == "VISIT-01"
    assert rules.by_id("VISIT-01") is key_case_visited
    assert rules.by_id("REPLY-01").id == "REPLY-01"
    assert "VISIT-01" not in {x.id for x in all_rules()}  # nothing was registered


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"fact": "opinion"}, "opinion"),
        ({"fact": "Two words"}, "fact"),
        ({"id": "REPLY-09"}, "REPLY"),
        ({"id": "visit-1"}, "id"),
        ({"owes": "anyone"}, "owes"),
        ({"table": type("Own", (Handling,), {})}, "table"),
        ({"params": {}}, "write"),
        ({"card": Path("/nowhere/visit/VISIT-01.toml")}, "card"),
        ({"card": Path("/nowhere/VISIT-02.toml")}, "card"),
        ({"card": Path("/nowhere/Visit 1/VISIT-01.toml")}, "chapter"),
    ],
    ids=lambda x: str(x)[:40],
)
def test_a_rule_that_cannot_stand_beside_the_librarys_own_is_refused(change: dict[str, Any], why: str) -> None:
    if "id" in change:
        change["card"] = Path(f"/nowhere/visit/{change['id']}.toml")
    with pytest.raises(PluginError) as refused:
        plugins_of(bringing(replace(key_case_visited, **change))).brought()
    assert refused.value.code == "PLG-012"
    if "card" not in change or why in ("card", "chapter"):
        assert why in str(refused.value.params["why"])


def test_two_plugins_may_not_share_a_chapter_or_a_group_of_facts() -> None:
    other = replace(key_case_visited, id="VISIT-02")
    with pytest.raises(PluginError) as refused:
        plugins_of(sample, bringing(other, name="other")).brought()
    assert refused.value.code == "PLG-012"


def test_a_pack_of_a_packaged_name_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "pengshui-2023.toml"
    taken.write_text("", encoding="utf-8")

    class Packs:
        caserules_api = 1

        @hookimpl
        def packs(self) -> Any:
            return (taken,)

    with pytest.raises(PluginError) as refused:
        plugins_of(Packs()).brought()
    assert refused.value.code == "PLG-013"


# ------------------------------------------------------------ what is left of a rule that fails later


def written(body: Any) -> Rule:
    def write(f: Any, *, visit_term: Any, visit_post: Any, visit_forms: Any) -> Duties:
        yield from body(f)

    return replace(key_case_visited, write=write)


def rejected(body: Any, values: dict[str, Any]) -> tuple[str, str]:
    found = duties_of(written(body), values)
    assert isinstance(found, RuleFault)
    return found.code, found.kind


BODIES: dict[str, tuple[Any, str]] = {
    "a day of three ends": (lambda f: iter([Duty(due=Const((1, 2, 3)), done=f.answered)]), "PLG-102"),  # type: ignore[arg-type]
    "a day whose ends are exchanged": (lambda f: iter([Duty(due=Const((2, 1)), done=f.answered)]), "PLG-105"),
    "a truth for a day": (lambda f: iter([Duty(due=Const((True, True)), done=f.answered)]), "PLG-102"),
    "an event told as a judgement": (lambda f: iter([Duty(due=Column("answered", False), done=f.answered)]), "PLG-105"),
    "a column that is no text": (lambda f: iter([Duty(due=Column(3, True), done=f.answered)]), "PLG-105"),  # type: ignore[arg-type]
    "a condition for a day": (lambda f: iter([Duty(due=f.carried, done=f.answered, closes=f.assigned)]), "PLG-102"),
    "no duty": (lambda f: iter([None]), "PLG-102"),
    "Python's own if": (
        lambda f: iter([Duty(due=f.assigned, done=f.answered, applies=f.carried and f.bound)]),
        "PLG-101",
    ),
    "a tree that folds itself": (lambda f: iter([Duty(due=folded(f.assigned), done=f.answered)]), "PLG-103"),
}


def folded(day: Any) -> Any:
    from caserules.expr import earliest

    for _ in range(60):
        day = earliest(day, day)
    return day


@pytest.mark.parametrize("name", BODIES)
def test_a_tree_that_is_not_made_as_trees_are_is_told_apart(name: str, policy: Policy) -> None:
    body, code = BODIES[name]
    values = {key: value.value for key, value in policy.rules["VISIT-01"].values.items()}
    assert rejected(body, values)[0] == code


def test_a_column_of_a_family_that_cannot_be_filled_ends_the_rule_alone(register: Register) -> None:
    def body(f: Any) -> Iterator[Duty]:
        yield Duty(due=f.assigned, done=f.contact["before"])  # a family of several keys, asked with one

    plugins = plugins_of(bringing(written(body)))
    found = assess(register, "sample-visit", as_of=DAY, plugins=plugins)
    sound = assess(register, "sample-visit", as_of=DAY, plugins=PLUGINS)
    assert [(x.verdict.value, x.because) for x in found.findings if x.rule == "VISIT-01"] == [
        ("undetermined", "plugin_faulty")
    ]
    assert [x.to_dict() for x in found.findings if x.rule != "VISIT-01"] == [
        x.to_dict() for x in sound.findings if x.rule != "VISIT-01"
    ]


def test_a_cell_that_the_table_lacks_ends_the_rule_alone(register: Register) -> None:
    def body(f: Any) -> Iterator[Duty]:
        yield Duty(due=Extended("extensions.of_its_own", f.assigned), done=f.answered)

    found = assess(register, "sample-visit", as_of=DAY, plugins=plugins_of(bringing(written(body))))
    assert {x.because for x in found.findings if x.rule == "VISIT-01"} == {"plugin_faulty"}
    assert [x["code"] for x in found.plugins[0]["faults"]] == ["PLG-101"]


def test_a_plugins_chain_of_steps_never_replaces_the_policys(policy: Policy) -> None:
    calendar = WorkCalendar.default()
    with_it, without = (
        program_for(x, calendar, 2023) for x in (policy, replace(policy, ruleset=RuleSet(), rules={**policy.rules}))
    )
    assert with_it.chain == without.chain
    assert with_it.functions.keys() == without.functions.keys()
    assert Version.key in with_it.functions


def test_a_step_that_only_a_plugins_rule_knows_joins_the_chain(policy: Policy) -> None:
    def write(f: Any, *, visit_steps: Any, **given: Any) -> Duties:
        yield from key_case_visited.write(f, **given)

    rule = replace(key_case_visited, params={**key_case_visited.params, "visit_steps": Steps}, write=write)
    setting = policy.rules[rule.id]
    steps = {"announce": ("sign_off",), "review": ("announce",)}
    told = replace(setting.values["visit_term"], value=steps)
    with_steps = replace(setting, values={**setting.values, "visit_steps": told})
    read = replace(policy, ruleset=RuleSet((rule,)), rules={**policy.rules, rule.id: with_steps})
    chain, before = (program_for(x, WorkCalendar.default(), 2023).chain for x in (read, policy))
    assert chain == {**before, "announce": frozenset(("sign_off",))}  # what the policy says of review stands


@pytest.mark.parametrize(
    "change",
    [
        {"card": "VISIT-01.toml"},
        {"params": 3},
        {"params": {"visit_term": 7}},
        {"since": None},
        {"deed": "名"},
        {"write": 3},
    ],
    ids=str,
)
def test_a_rule_declared_with_anything_at_all_is_refused_and_raises_nothing_else(change: dict[str, Any]) -> None:
    with pytest.raises(PluginError) as refused:
        plugins_of(bringing(replace(key_case_visited, **change))).brought()
    assert refused.value.code == "PLG-012"


def test_a_parameter_of_a_type_that_no_pack_states_is_refused() -> None:
    def write(f: Any, *, visit_term: Any) -> Duties:
        yield Duty(due=f.assigned, done=f.answered)

    odd = replace(key_case_visited, write=write, params={"visit_term": float | None})
    with pytest.raises(PluginError) as refused:
        plugins_of(bringing(odd)).brought()
    assert (refused.value.code, refused.value.params["why"]) == ("PLG-012", "params")
