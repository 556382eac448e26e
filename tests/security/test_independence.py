"""The same bytes whatever the machine says: hash seed, zone, language, encoding, folder, decimals, order of what is given."""

from __future__ import annotations

import decimal
import json
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules import assess, load_register
from caserules.demo import build_register, small_register
from caserules.policy import load_policy
from caserules.report import render_json
from security.test_hook import walked

MACHINES: Mapping[str, dict[str, str]] = {
    "another seed, west, no locale": {
        "PYTHONHASHSEED": "1",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
    },
    "any seed, the date line, Chinese, no home": {
        "PYTHONHASHSEED": "random",
        "TZ": "Pacific/Kiritimati",
        "LANG": "zh_CN.GB18030",
        "HOME": "/nowhere",
    },
    "another seed, UTC": {"PYTHONHASHSEED": "4294967295", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    made: Mapping[str, Any] = walked(
        tmp_path_factory.mktemp("here"), environment={"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai"}
    )["made"]
    return made


@pytest.mark.parametrize("machine", MACHINES)
def test_another_machine_makes_the_same_bytes(machine: str, here: Mapping[str, Any], tmp_path: Path) -> None:
    there = walked(tmp_path, cwd=tmp_path, environment=MACHINES[machine])["made"]
    assert {name for name, made in there.items() if made != here[name]} == set()
    assert there.keys() == here.keys()


def test_without_assertions_and_docstrings_the_same_bytes(here: Mapping[str, Any], tmp_path: Path) -> None:
    assert walked(tmp_path, options=("-OO",))["made"] == here


def test_a_hosts_decimal_context_changes_nothing() -> None:
    def told() -> bytes:
        return render_json(assess(build_register(), "pengshui-2023", as_of=date(2023, 9, 1)).to_dict(only=["broken"]))

    before = told()
    with decimal.localcontext() as context:
        context.prec, context.rounding = 2, decimal.ROUND_UP
        context.traps[decimal.Inexact] = True
        assert told() == before


def turned(document: dict[str, Any], seed: int) -> dict[str, Any]:
    """The document with its lists of records and the keys of its objects in another order."""
    draw = random.Random(seed)
    lists = {key: draw.sample(value, len(value)) for key, value in document.items() if isinstance(value, list)}
    return dict(sorted((document | lists).items(), key=lambda _: draw.random()))


@pytest.mark.parametrize(("seed", "policy"), [(1, "pengshui-2023"), (2, "pengshui-2023-full")])
def test_the_order_of_cases_units_and_records_changes_no_finding(seed: int, policy: str) -> None:
    register = build_register() if policy == "pengshui-2023" else small_register()
    document = register.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def told(doc: dict[str, Any]) -> tuple[list[str], Any]:
        found = assess(load_register(doc), load_policy(policy), as_of=date(2023, 9, 1)).to_dict()
        findings = [
            json.dumps({k: v for k, v in x.items() if k != "evidence"}, sort_keys=True) for x in found["findings"]
        ]
        return sorted(findings), {
            unit: x["score"] for unit, x in (found["scores"] or {}).items()
        }  # evidence has pointers

    assert told(turned(document, seed)) == told(document)
