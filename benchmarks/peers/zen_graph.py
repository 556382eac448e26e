"""GoRules zen as its users use it: a decision graph, with a node of expressions, a decision table a check, and the points."""

from __future__ import annotations

import json
from typing import Any

import zen
from cases import Cases, rows
from checks import CHECKS, VERDICTS, Check, Steps, steps
from zen_expressions import zen_text

NAME = "zen graph"
DISTRIBUTION = "zen-engine"
SAMPLE = 1_000

# a row: cells for (owed_certain, owed_possible, stopped, met, met_first, maybe_met, maybe_stopped, closing, closed)
YES, NO, ANY = "true", "false", ""
TABLE = (
    ((ANY, NO, ANY, ANY, ANY, ANY, ANY, ANY, ANY), "not_applicable"),
    ((ANY, ANY, YES, NO, ANY, ANY, ANY, ANY, ANY), "not_applicable"),
    ((ANY, ANY, YES, ANY, NO, ANY, ANY, ANY, ANY), "not_applicable"),
    ((NO, ANY, ANY, YES, ANY, ANY, ANY, ANY, ANY), "not_applicable"),
    ((NO, ANY, ANY, ANY, ANY, ANY, ANY, NO, ANY), "not_applicable"),
    ((ANY, ANY, ANY, YES, ANY, ANY, ANY, ANY, ANY), "met"),
    ((ANY, ANY, ANY, ANY, ANY, ANY, ANY, NO, ANY), "pending"),
    ((YES, ANY, ANY, ANY, ANY, NO, NO, ANY, YES), "broken"),
    ((ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY), "undetermined"),
)


def node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content or {}}


def edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}


def expressions(pairs: dict[str, str]) -> dict[str, Any]:
    return {"expressions": [{"id": key, "key": key, "value": value} for key, value in pairs.items()]}


def conditions(as_of: int) -> dict[str, str]:
    """Return every condition of every check, under the name that the tables read."""
    return {
        f"{check.name}.{field}": zen_text(text)
        for check in CHECKS
        for field, text in zip(Steps._fields, steps(check, as_of), strict=True)
    }


def decision_table(check: Check) -> dict[str, Any]:
    inputs = [{"id": field, "name": field, "field": f"{check.name}.{field}"} for field in Steps._fields]
    rules = [
        {"_id": str(at), **dict(zip(Steps._fields, cells, strict=True)), "verdict": f'"{verdict}"'}
        for at, (cells, verdict) in enumerate(TABLE)
    ]
    outputs = [{"id": "verdict", "name": "verdict", "field": f"verdicts.{check.name}"}]
    return {"hitPolicy": "first", "inputs": inputs, "outputs": outputs, "rules": rules}


def graph(as_of: int) -> str:
    lost = " + ".join(f"(verdicts.{check.name} == 'broken' ? {check.points} : 0)" for check in CHECKS)
    tables = [node(check.name, "decisionTableNode", decision_table(check)) for check in CHECKS]
    nodes = [
        node("case", "inputNode"),
        node("conditions", "expressionNode", expressions(conditions(as_of))),
        *tables,
        node("score", "expressionNode", expressions({"verdicts": "verdicts", "points": lost})),
        node("judged", "outputNode"),
    ]
    edges = [edge("case", "conditions"), edge("score", "judged")]
    edges += [edge(*pair) for check in CHECKS for pair in (("conditions", check.name), (check.name, "score"))]
    return json.dumps({"nodes": nodes, "edges": edges})


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Any, list[dict[str, Any]]]:
    return zen.ZenEngine().create_decision(graph(as_of)), rows(cases, count)


def judge(state: tuple[Any, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    decision, held = state
    return [decision.evaluate(case)["result"] for case in held]


def read(answer: list[dict[str, Any]]) -> tuple[Any, Any]:
    found = [[VERDICTS.index(one["verdicts"][check.name]) for check in CHECKS] for one in answer]
    return found, [one["points"] for one in answer]
