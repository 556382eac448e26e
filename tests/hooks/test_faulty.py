"""Every plugin of the catalogue: refused with its code, or isolated: what depends on it undetermined, all else as without it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from caserules import Assessment, PluginError, Plugins, Register, assess, load_policy, plugins_of
from caserules.hooks import Remark, hookimpl
from caserules.report import render_json
from caserules.testing import FAULTY, FaultyPlugin, sample
from hooks.conftest import DAY

REFUSED = [x for x in FAULTY if x.fate == "refused"]
ISOLATED = [x for x in FAULTY if x.fate == "isolated"]
OF_RULES = [x for x in ISOLATED if "sample-visit" in plugins_of(x.make()).brought().packs]
BESIDE = [x for x in ISOLATED if x not in OF_RULES]


class Neighbour:
    """A plugin that does nothing wrong beside one that does."""

    caserules_api = 1

    @hookimpl
    def before_assess(self, register: Any) -> tuple[Remark, ...]:
        return tuple(Remark("有一件", "a case", case.key) for case in register.cases)


def judged(register: Register, plugins: Plugins | None, policy: str = "pengshui-2023") -> Assessment:
    return assess(register, policy, as_of=DAY, plugins=plugins)


def plain(found: Assessment, *, without: str = "") -> list[dict[str, Any]]:
    return [x.to_dict() for x in found.findings if x.rule != without]


def faults(found: Assessment) -> list[tuple[str, str]]:
    return [(plugin["name"], fault["code"]) for plugin in found.plugins for fault in plugin["faults"]]


def test_each_row_of_the_table_stands_in_the_catalogue() -> None:
    assert {x.row for x in FAULTY} == {f"P{n:02}" for n in range(1, 15)}
    assert len({x.name for x in FAULTY}) == len(FAULTY)


@pytest.mark.parametrize("faulty", REFUSED, ids=str)
def test_what_can_be_told_before_anything_is_judged_is_refused_naming_the_plugin(faulty: FaultyPlugin) -> None:
    with pytest.raises(PluginError) as refused:
        plugins_of(faulty.make()).faults()
    assert refused.value.code == faulty.code
    for lang in ("zh", "en"):
        assert faulty.name in refused.value.message(lang) or faulty.name == "class"


@pytest.mark.parametrize("faulty", BESIDE, ids=str)
def test_a_fault_beside_the_rules_changes_no_finding(faulty: FaultyPlugin, register: Register) -> None:
    found = judged(register, plugins_of(faulty.make(), Neighbour()))
    assert plain(found) == plain(judged(register, None))
    assert faults(found) == [(faulty.name, faulty.code)]
    codes = [x.code for x in found.data_issues]
    assert faulty.code in codes and "DATA-028" in codes  # its neighbour was heard all the same


@pytest.mark.parametrize("faulty", OF_RULES, ids=str)
def test_a_faulty_rule_is_undetermined_and_all_others_stand(faulty: FaultyPlugin, register: Register) -> None:
    sound = judged(register, plugins_of(sample), "sample-visit")
    found = judged(register, plugins_of(faulty.make()), "sample-visit")
    assert plain(found, without="VISIT-01") == plain(sound, without="VISIT-01")
    visits = [x for x in found.findings if x.rule == "VISIT-01"]
    assert [(x.verdict.value, x.because) for x in visits] == [("undetermined", "plugin_faulty")]
    assert [x.verdict.value for x in sound.findings if x.rule == "VISIT-01"] == ["broken"]
    assert faults(found) == [(faulty.name, faulty.code)]
    (issue,) = (x for x in found.to_dict()["data_issues"] if x["code"] == faulty.code)
    assert issue["affects"] == [x.id for x in visits]


@pytest.mark.parametrize("faulty", OF_RULES, ids=str)
def test_a_faulty_rule_costs_nobody_points_and_can_be_explained(faulty: FaultyPlugin, register: Register) -> None:
    found = judged(register, plugins_of(faulty.make()), "sample-visit")
    scores = found.scores
    assert scores is not None
    assert not any(x.rule == "VISIT-01" for score in scores.values() for x in score.deductions)
    (visit,) = (x for x in found.findings if x.rule == "VISIT-01")
    told = found.explain(visit.id)
    assert "the plugin that brings the rule failed" in told.text("en")
    assert told.to_dict()["finding"]["verdict"] == "undetermined"


@pytest.mark.parametrize("faulty", ISOLATED, ids=str)
def test_the_same_fault_gives_the_same_bytes(faulty: FaultyPlugin, register: Register) -> None:
    policy = "sample-visit" if faulty in OF_RULES else "pengshui-2023"
    one, other = (render_json(judged(register, plugins_of(faulty.make()), policy).to_dict()) for _ in range(2))
    assert one == other


def test_the_order_of_plugins_never_matters(register: Register) -> None:
    some = [next(x for x in FAULTY if x.name == name) for name in ("exits", "list", "sets")]
    told = {
        render_json(judged(register, plugins_of(*(x.make() for x in order), Neighbour(), sample)).to_dict())
        for order in permutations(some)
    }
    assert len(told) == 1
    backwards = judged(register, plugins_of(sample, Neighbour(), *(x.make() for x in some)))
    assert told == {render_json(backwards.to_dict())}


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_a_persons_interrupt_and_want_of_memory_pass(error: type[BaseException], register: Register) -> None:
    class Interrupting:
        caserules_api = 1

        @hookimpl
        def before_assess(self) -> tuple[Remark, ...]:
            raise error

    with pytest.raises(error):
        judged(register, plugins_of(Interrupting()))


def test_nothing_of_an_exception_but_its_class_is_told(register: Register) -> None:
    class Telling:
        caserules_api = 1

        @hookimpl
        def before_assess(self) -> tuple[Remark, ...]:
            raise ValueError("张三丰")

    text = json.dumps(judged(register, plugins_of(Telling())).to_dict(), ensure_ascii=False)
    assert "张三丰" not in text
    assert "ValueError" in text


def test_a_policy_keeps_apart_the_rules_of_a_plugin_that_could_not_bring_them(register: Register) -> None:
    class Empty:
        caserules_api = 1

        @hookimpl
        def packs(self) -> Any:
            return sample.packs()

        @hookimpl
        def rules(self) -> Any:
            raise SystemExit(0)

    plugins = plugins_of(Empty())
    policy = plugins.load_policy("sample-visit")
    assert policy.unread == ("VISIT-01",)
    found = assess(register, policy, as_of=DAY, plugins=plugins)
    told = [(x.code, x.where) for x in found.data_issues if x.code.startswith("PLG-")]
    assert told == [("PLG-101", "empty rules"), ("PLG-107", "VISIT-01")]
    sound = judged(register, plugins_of(sample), "sample-visit")
    assert plain(found) == plain(sound, without="VISIT-01")


def test_a_rule_that_fails_is_told_by_a_policy_alone(register: Register) -> None:
    faulty = next(x for x in OF_RULES if x.name == "rule-raises")
    policy = plugins_of(faulty.make()).load_policy("sample-visit")
    found = assess(register, policy, as_of=DAY)  # nobody gives the plugins again
    assert found.plugins == []
    assert [x.code for x in found.data_issues if x.where == "VISIT-01"] == ["PLG-101"]


def test_without_plugins_nothing_is_otherwise(register: Register) -> None:
    one = render_json(judged(register, None).to_dict())
    assert one == render_json(judged(register, plugins_of()).to_dict())
    assert json.loads(one)["plugins"] == []
    assert load_policy("pengshui-2023", plugins=plugins_of()) is load_policy("pengshui-2023")


@pytest.mark.parametrize(
    "failing", [set(), {"visits"}, {"remarks"}, {"days"}, {"visits", "remarks"}, {"visits", "days"}]
)
def test_any_subset_failing_changes_only_what_depends_on_it(failing: set[str], register: Register) -> None:
    """The visit's rule depends on its plugin; whatever is counted in working days on the calendar's; nothing on remarks."""

    def fails(name: str, answer: Any) -> Any:
        if name in failing:
            raise SystemExit(0)
        return answer

    class Visits:
        caserules_api = 1

        @hookimpl
        def rules(self) -> Any:
            return tuple(replace(x, write=_failing) for x in sample.rules()) if "visits" in failing else sample.rules()

        @hookimpl
        def packs(self) -> Any:
            return sample.packs()

    class Remarks:
        caserules_api = 1

        @hookimpl
        def before_assess(self) -> Any:
            return fails("remarks", ())

    class Days:
        caserules_api = 1

        @hookimpl
        def calendars(self) -> Any:
            return fails("days", ())

    sound = {x.id: x.to_dict() for x in judged(register, plugins_of(sample), "sample-visit").findings}
    found = judged(register, plugins_of(Visits(), Remarks(), Days()), "sample-visit")
    for one in found.findings:
        if one.rule == "VISIT-01" and "visits" in failing:
            assert (one.verdict.value, one.because) == ("undetermined", "plugin_faulty")
        elif one._duty.doubt == "calendar_faulty":
            assert "days" in failing
            assert one.verdict.value in ("undetermined", "pending", "not_applicable")
        else:
            assert one.to_dict() == sound[one.id]
    assert {plugin["name"] for plugin in found.plugins if plugin["faults"]} == failing


def _failing(f: Any, *, visit_term: Any, visit_post: Any, visit_forms: Any) -> Any:
    raise SystemExit(0)
