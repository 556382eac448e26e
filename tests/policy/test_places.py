"""Packs of other places: each with a story counted by hand, and one register that runs under all of them."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caserules import Assessment, Finding, Register, assess, known_policies, load_policy
from caserules.demo import build_register
from caserules.io.scenario import read_story
from caserules.policy import Basis
from caserules.rules import all_rules

HERE = Path(__file__).parent / "places"
PLACES = tuple(sorted(path.stem for path in HERE.glob("*.toml")))
OWN = ("pengshui-2023", "pengshui-2023-full")


@cache
def example(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def register_of(name: str) -> Register:
    return read_story(example(name)["story"], year=example(name).get("year", 2023))


@cache
def judged(name: str, day: date) -> Assessment:
    return assess(register_of(name), name, as_of=day)


def found(name: str, of: str, day: str) -> list[Finding]:
    rule, case, unit = of.split()
    findings = judged(name, date.fromisoformat(day)).findings
    return [x for x in findings if (x.rule, x.case) == (rule, case) and unit in x.id]


def said(finding: Finding) -> str:
    how = finding.breach.value if finding.breach is not None else finding.because
    return " ".join(filter(None, (finding.verdict.value, how)))


EXPECTED = [(name, x, day) for name in PLACES for x in example(name)["expect"] for day in x["on"]]


@pytest.mark.parametrize(("name", "expected", "day"), EXPECTED, ids=[f"{n} {x['of']} {d}" for n, x, d in EXPECTED])
def test_a_story_counted_by_hand(name: str, expected: dict[str, Any], day: str) -> None:
    findings = found(name, expected["of"], day)
    verdict, _, because = expected["on"][day].partition("unlisted")
    assert [said(x) for x in findings] == ([verdict] if verdict else []), expected["why"]
    if because:
        rule, case, unit = expected["of"].split()
        left = [
            x
            for x in judged(name, date.fromisoformat(day)).unlisted()
            if (x.rule, x.case, x.unit) == (rule, case, unit)
        ]
        assert [said(x) for x in left] == [f"not_applicable{because}"]
    for name_of_day in ("due", "first_due", "remind") if day == max(expected["on"]) else ():
        if name_of_day in expected:
            told = findings[0].to_dict() | findings[0].detail()
            assert told[name_of_day] == expected[name_of_day].isoformat(), expected["why"]


def test_every_pack_of_a_place_has_its_story() -> None:
    assert set(PLACES) == set(known_policies()) - set(OWN)


@pytest.mark.parametrize("name", PLACES)
def test_every_rule_that_a_place_sets_is_in_its_story(name: str) -> None:
    on = {rule for rule, setting in load_policy(name).rules.items() if setting.off is None}
    assert on <= {x["of"].split()[0] for x in example(name)["expect"]}


# ------------------------------------------------------------ one register under all of them


@cache
def demo() -> Register:
    return build_register(2023)


@cache
def of_demo(name: str) -> Assessment:
    register = demo()
    return assess(register, name, as_of=date(2023, 9, 1))


@pytest.mark.parametrize("name", known_policies())
def test_the_same_register_runs_under_every_policy(name: str) -> None:
    policy, assessment = load_policy(name), of_demo(name)
    assert [rule.id for rule in all_rules()] == list(policy.rules)
    for rule, setting in policy.rules.items():
        if setting.off is not None:
            assert setting.off_because("zh") and setting.off_because("en")
            assert not [x.id for x in assessment.findings if x.rule == rule]
    assert {"COHAND-01", "REPLY-01"} & {x.rule for x in assessment.findings}
    assert assessment.policy.id == name


def test_every_policy_has_its_own_receipt_and_its_own_findings() -> None:
    told = [of_demo(name) for name in known_policies()]
    receipts = {tuple((layer.id, layer.sha256) for layer in x.policy.layers) for x in told}
    verdicts = {frozenset((x.id, x.verdict, x.due) for x in each.findings) for each in told}
    assert len(receipts) == len(verdicts) == len(told)


# ------------------------------------------------------------ what was read, and what was not


@pytest.mark.parametrize("name", PLACES)
def test_a_place_states_no_more_than_the_table(name: str) -> None:
    """Articles are not in the table, so none is named; what was read in part is unconfirmed; what is a reading is explained."""
    policy = load_policy(name)
    (layer,) = policy.layers
    (source,) = layer.sources.values()
    used = set()
    for setting in policy.rules.values():
        assert "第" not in setting.clause
        for value in setting.values.values():
            assert value.basis in (Basis.UNCONFIRMED, Basis.READING) or source.read == "whole"
            assert (value.basis is Basis.READING) <= (value.reading is not None)
            used.add(value.reading)
    assert used - {None} == set(layer.readings) - {"rest_day"}
    assert not policy.letters and not policy.scoring.points


@pytest.mark.parametrize("name", PLACES)
def test_a_place_asks_of_suggestions_alone(name: str) -> None:
    for setting in load_policy(name).rules.values():
        for value in setting.values.values():
            if isinstance(value.value, tuple):
                assert all(term.kinds == ("suggestion",) for term in value.value)
