"""The second implementation of the layers' rules against the cases that the rules' cards tell as stories."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from caserules.rules import cards
from caserules.rules.cards import has_parts
from caserules.testing.expecting import Expectation
from caserules.testing.scenario import Scenario, card_scenarios
from oracle.oracle import judge_all

RULES = (
    *("INTAKE-01", "INTAKE-02", "CONTACT-04", "REPLY-01", "REPLY-04", "COHAND-01", "COHAND-02"),
    *("FEEDBACK-01", "FEEDBACK-02", "FEEDBACK-03", "PUBLISH-01", "PROMISE-03"),
)
Told = tuple[str, Scenario, Expectation]


def told() -> Iterator[Told]:
    for rule in RULES:
        policy = {case.policy for case in cards.cases(rule)}.pop()
        for scenario in card_scenarios(rule):
            if not any(unit.successor for unit in scenario.register.units):  # unit reforms are not told here
                yield from ((policy, scenario, line) for line in scenario.expected)


@cache
def found(policy: str, register: Any, as_of: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return judge_all(register.model_dump(mode="json", exclude_unset=True), as_of, policy)


ALL = tuple(told())


@pytest.mark.parametrize(
    ("policy", "scenario", "line"), ALL, ids=[f"{line.rule} {x.name.en} {line.day}" for _, x, line in ALL]
)
def test_a_card_s_case(policy: str, scenario: Scenario, line: Expectation) -> None:
    listed, others = found(policy, scenario.register, line.day.isoformat())

    def about(findings: dict[str, Any]) -> list[Any]:
        return [one for name, one in findings.items() if name.startswith(line.rule) and has_parts(name, line.parts)]

    if line.verdict is None:
        assert not about(listed)
        return
    (finding,) = about(listed) or about(others)
    assert finding["verdict"] == line.verdict.value
    if finding["verdict"] == "broken" and line.code:
        assert finding["breach"] == line.code
