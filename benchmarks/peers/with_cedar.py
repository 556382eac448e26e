"""Cedar: a policy for each check and verdict; a case is the context of one request, its verdicts the policies that determined it.

Policies are parsed once, and a thousand requests go in one batch. Cedar decides and does not count, so the points are added
up in Python from the policies' names.
"""

from __future__ import annotations

from typing import Any

import cedarpy
from cases import Cases, rows
from checks import CHECKS, UNDETERMINED, VERDICTS, Check, cascade, steps, written

NAME = "Cedar"
DISTRIBUTION = "cedarpy"
SAMPLE = 1_000

REQUEST = {"principal": 'Office::"government"', "action": 'Action::"judge"', "resource": 'Register::"2023"'}
LOST = {f"{check.name}.broken": check.points for check in CHECKS}


def policies(check: Check, as_of: int) -> list[str]:
    """Return a check's policies; each holds where its own condition does and none before it."""
    before: list[str] = []
    found: list[str] = []
    for condition, verdict in cascade(steps(check, as_of)):
        text = cedar_text(condition)
        when = " && ".join([*(f"!({x})" for x in before), f"({text})"])
        found.append(f'@id("{check.name}.{verdict}")\npermit (principal, action, resource) when {{ {when} }};')
        before.append(text)
    when = " && ".join(f"!({x})" for x in before)
    found.append(f'@id("{check.name}.undetermined")\npermit (principal, action, resource) when {{ {when} }};')
    return found


def cedar_text(condition: str) -> str:
    return written(
        condition,
        name="context.{}",
        most=lambda a, b: f"(if {a} > {b} then {a} else {b})",
        words={"and": "&&", "not": "!"},
    )


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Any, Any, list[dict[str, Any]]]:
    text = "\n".join(policy for check in CHECKS for policy in policies(check, as_of))
    requests = [{**REQUEST, "context": case} for case in rows(cases, count)]
    return cedarpy.PolicySet.from_str(text), cedarpy.Entities.from_json_str("[]"), requests


def judge(state: tuple[Any, Any, list[dict[str, Any]]]) -> list[tuple[list[str], int]]:
    policy_set, entities, requests = state
    found = []
    for answer in cedarpy.is_authorized_batch(requests, policy_set, entities):
        reasons = list(answer.diagnostics.id_annotations_by_reason.values())
        found.append((reasons, sum([LOST.get(reason, 0) for reason in reasons])))
    return found


def read(answer: list[tuple[list[str], int]]) -> tuple[Any, Any]:
    found = []
    for reasons, _ in answer:
        told = dict(reason.split(".") for reason in reasons)
        found.append([VERDICTS.index(told.get(check.name, VERDICTS[UNDETERMINED])) for check in CHECKS])
    return found, [points for _, points in answer]
