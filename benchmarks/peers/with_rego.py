"""Rego: a module with a rule a check (an else-chain over the five verdicts) and the points, asked once a case by regopy."""

from __future__ import annotations

import json
from typing import Any

from cases import Cases, rows
from checks import CHECKS, VERDICTS, Check, Steps, steps, written
from regopy import Interpreter

NAME = "Rego"
DISTRIBUTION = "regopy"
SAMPLE = 200

# regopy 1.5.2 orders numbers as text: max([9, 10]) is 9 there
HEAD = """
package duties

import rego.v1

later(a, b) := a if { a >= b } else := b
points := sum([n | some n in lost])
"""
RULES = """
verdicts["{c}"] := {c}
default {c} := "undetermined"
{c} := "not_applicable" if {{ not {c}_owed_possible }}
else := "not_applicable" if {{ {c}_stopped; not {c}_met_before }}
else := "not_applicable" if {{ not {c}_owed_certain; {c}_met }}
else := "not_applicable" if {{ not {c}_owed_certain; not {c}_closing }}
else := "met" if {{ {c}_met }}
else := "pending" if {{ not {c}_closing }}
else := "broken" if {{ {c}_owed_certain; {c}_closed; not {c}_maybe_met; not {c}_maybe_stopped }}
{c}_met_before if {{ {c}_met; {c}_met_first }}
lost["{c}"] := {points} if {c} == "broken"
"""


def rules(check: Check, as_of: int) -> str:
    conditions = [
        f"{check.name}_{field} if {{ {rego_text(text)} }}"
        for field, text in zip(Steps._fields, steps(check, as_of), strict=True)
    ]
    return RULES.format(c=check.name, points=check.points) + "\n".join(conditions)


def rego_text(text: str) -> str:
    parts = text.split(" and ")
    return "; ".join(written(part, name="input.{}", most=lambda a, b: f"later({a}, {b})") for part in parts)


def module(as_of: int) -> str:
    text = "\n".join(rules(check, as_of) for check in CHECKS)
    return f"{HEAD}{text}\n"


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Any, Any, list[dict[str, Any]]]:
    rego = Interpreter()
    rego.add_module("duties", module(as_of))
    bundle = rego.build("verdicts = data.duties.verdicts; points = data.duties.points")
    return rego, bundle, rows(cases, count)


def judge(state: tuple[Any, Any, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    rego, bundle, held = state
    found = []
    for case in held:
        rego.set_input(case)
        found.append(json.loads(str(rego.query_bundle(bundle)))["bindings"])
    return found


def read(answer: list[dict[str, Any]]) -> tuple[Any, Any]:
    found = [[VERDICTS.index(one["verdicts"][check.name]) for check in CHECKS] for one in answer]
    return found, [one["points"] for one in answer]
