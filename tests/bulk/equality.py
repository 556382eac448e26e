"""Findings by row and by column as one plain form, so that the two can be compared; and many registers compared at once."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from caserules.assess import assess
from caserules.bulk import audit, facts_tables
from caserules.calendar import WorkCalendar
from caserules.findings import Finding
from caserules.models import Register
from caserules.policy import Policy
from oracle.registers import random_register


def generated(seed: int) -> Register:
    return Register.model_validate_json(json.dumps(random_register(random.Random(seed))))


def told(finding: Finding) -> dict[str, Any]:
    due_range = finding.due_range or (None, None)
    return {
        "rule": finding.rule,
        "clause": finding.clause,
        "case": finding.case,
        "unit": finding.unit,
        "verdict": finding.verdict.value,
        "breach": finding.breach and finding.breach.value,
        "because": finding.because,
        "due": finding.due,
        "due_open": finding.due_range is not None,
        "due_from": due_range[0],
        "due_to": due_range[1],
        "done": finding.done,
        "late": finding.late,
        "provisional": finding.provisional,
        "fact": finding.fact,
    }


def by_id(findings: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    found = {
        f"{x['rule']}/{x['case'] or '-'}/{x['name']}/{x['part']}/{x['ref']}": {key: x[key] for key in KEYS}
        for x in findings
    }
    assert len(found) == len(findings)
    return found


KEYS = (
    "rule",
    "clause",
    "case",
    "unit",
    "verdict",
    "breach",
    "because",
    "due",
    "due_open",
    "due_from",
    "due_to",
    "done",
    "late",
    "provisional",
    "fact",
)


def by_columns(
    registers: Sequence[Register], policy: Policy, as_of: date, calendar: WorkCalendar | None = None
) -> list[dict[str, dict[str, Any]]]:
    """Return each register's findings by id, all registers judged in one table."""
    named = [register.model_copy(update={"place": f"{index}"}) for index, register in enumerate(registers)]
    tables = facts_tables(named, policy, calendar=calendar).values()
    whole = pa.concat_tables(tables, promote_options="default").combine_chunks()
    found: list[list[dict[str, Any]]] = [[] for _ in registers]
    for finding in audit(whole, policy, as_of, calendar=calendar).findings().to_pylist():
        found[int(finding["register"].rpartition("/")[0])].append(finding)
    return [by_id(each) for each in found]


def differing(registers: Sequence[Register], policy: Policy, as_of: date) -> list[str]:
    """Return the ids of findings in which rows and columns differ, over registers judged in one table."""
    wrong: list[str] = []
    for index, (register, got) in enumerate(zip(registers, by_columns(registers, policy, as_of), strict=True)):
        want = {x.id: told(x) for x in assess(register, policy, as_of=as_of).findings}
        wrong += [f"{index}: {key}" for key in sorted(want.keys() | got.keys()) if want.get(key) != got.get(key)]
    return wrong
