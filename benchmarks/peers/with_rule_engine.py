"""rule-engine: a rule for each check and verdict, tried in their order until one matches."""

from __future__ import annotations

from typing import Any

import rule_engine
from cases import Cases, rows
from checks import BROKEN, CHECKS, DAYS, FLAGS, UNDETERMINED, VERDICTS, cascade, steps, written

NAME = "rule-engine"
DISTRIBUTION = "rule-engine"
SAMPLE = 500

Rules = list[list[tuple[rule_engine.Rule, int]]]


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Rules, list[dict[str, Any]]]:
    kinds = dict.fromkeys(DAYS, rule_engine.DataType.FLOAT) | dict.fromkeys(FLAGS, rule_engine.DataType.BOOLEAN)
    context = rule_engine.Context(type_resolver=rule_engine.type_resolver_from_dict(kinds))
    rules = [
        [
            (rule_engine.Rule(rule_text(condition), context=context), VERDICTS.index(verdict))
            for condition, verdict in cascade(steps(check, as_of))
        ]
        for check in CHECKS
    ]
    return rules, rows(cases, count)


def rule_text(condition: str) -> str:
    return written(condition, most=lambda a, b: f"$max([{a}, {b}])")


def judge(state: tuple[Rules, list[dict[str, Any]]]) -> list[tuple[list[int], int]]:
    rules, held = state
    found = []
    for case in held:
        verdicts = [next((code for rule, code in each if rule.matches(case)), UNDETERMINED) for each in rules]
        lost = sum([check.points for check, code in zip(CHECKS, verdicts, strict=True) if code == BROKEN])
        found.append((verdicts, lost))
    return found


def read(answer: list[tuple[list[int], int]]) -> tuple[Any, Any]:
    return [found for found, _ in answer], [points for _, points in answer]
