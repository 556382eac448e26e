"""GoRules zen, bare: the ten checks as one compiled expression, without a decision graph around it."""

from __future__ import annotations

from typing import Any

import zen
from cases import Cases, rows
from checks import BROKEN, CHECKS, UNDETERMINED, VERDICTS, Check, cascade, steps, written

NAME = "zen expressions"
DISTRIBUTION = "zen-engine"
SAMPLE = 5_000


def expression(check: Check, as_of: int) -> str:
    arms = "".join(
        f"{zen_text(condition)} ? {VERDICTS.index(verdict)} : " for condition, verdict in arms_of(check, as_of)
    )
    return f"{check.name}: {arms}{UNDETERMINED}"


def arms_of(check: Check, as_of: int) -> tuple[tuple[str, str], ...]:
    return cascade(steps(check, as_of))


def zen_text(condition: str) -> str:
    return f"({written(condition, most=lambda a, b: f'max([{a}, {b}])')})"


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Any, list[dict[str, Any]]]:
    text = "{" + ", ".join(expression(check, as_of) for check in CHECKS) + "}"
    return zen.compile_expression(text), rows(cases, count)


def judge(state: tuple[Any, list[dict[str, Any]]]) -> list[tuple[dict[str, int], int]]:
    compiled, held = state
    found = []
    for case in held:
        verdicts = compiled.evaluate(case)
        found.append((verdicts, sum([check.points for check in CHECKS if verdicts[check.name] == BROKEN])))
    return found


def read(answer: list[tuple[dict[str, int], int]]) -> tuple[Any, Any]:
    return [[found[check.name] for check in CHECKS] for found, _ in answer], [points for _, points in answer]
