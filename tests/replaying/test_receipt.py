"""A receipt is read strictly: what is no whole assessment is refused by its key, and nothing of it is told."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from caserules import InputRejected, assess
from caserules.demo import small_register
from caserules.replaying import differing, load_assessment, receipt_of
from caserules.report import render_json, render_json_lines
from caserules.report.profiles import profiled

DAY = date(2023, 8, 25)


@cache
def _plain() -> str:
    return json.dumps(assess(small_register(), "pengshui-2023", as_of=DAY).to_dict())


def plain() -> dict[str, Any]:
    """The small register's assessment, anew each time: tests change it."""
    found: dict[str, Any] = json.loads(_plain())
    return found


def refused(data: Any) -> tuple[str, object]:
    with pytest.raises(InputRejected) as error:
        receipt_of(data)
    problem = error.value.problems[0]
    return problem.code, dict(problem.params).get("key")


def test_a_receipt_holds_what_the_assessment_was_made_from() -> None:
    data = plain()
    receipt = receipt_of(data)
    assert receipt.policy == "pengshui-2023" and list(receipt.layers) == [x["id"] for x in data["policy"]["layers"]]
    assert receipt.register == data["register"]["sha256"] and receipt.calendar == data["calendar"]["sha256"]
    assert (receipt.as_of, receipt.known_by, receipt.only, receipt.not_owed, receipt.partial) == (
        DAY,
        None,
        None,
        False,
        False,
    )
    assert differing(receipt, receipt) == ()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"schema": "caserules.register/1"}, "schema"),
        ({"schema": None}, "schema"),
        ({"policy": []}, "policy"),
        ({"policy": {"id": "../../etc/passwd", "layers": []}}, "policy.id"),
        ({"policy": {"id": "a", "layers": [{"id": "a"}]}}, "policy.layers"),
        ({"calendar": {}}, "calendar.sha256"),
        ({"register": {"sha256": 1}}, "register.sha256"),
        ({"as_of": "2023-8-25"}, "as_of"),
        ({"as_of": "2023-02-30"}, "as_of"),
        ({"as_of": "２０２３-08-25"}, "as_of"),
        ({"known_by": 3}, "known_by"),
        ({"library": 1}, "library"),
        ({"plugins": None}, "plugins"),
        ({"options": None}, "options"),
        ({"options": {"only": "broken"}}, "options.only"),
        ({"findings": {}}, "findings"),
        ({"findings": [{"id": "x"}]}, "findings"),
        ({"findings": [{"id": "x", "rule": "A", "unit": "u", "verdict": "met"}] * 2}, "findings.id"),
        ({"scores": []}, "scores"),
        ({"scores": {"a": 1}}, "scores"),
    ],
)
def test_what_is_no_assessment_is_refused_by_its_key(change: dict[str, Any], key: str) -> None:
    assert refused(plain() | change) == ("RPL-001", key)


@pytest.mark.parametrize(
    "key", ["policy", "calendar", "register", "as_of", "known_by", "library", "plugins", "findings"]
)
def test_a_key_that_is_missing_is_refused(key: str) -> None:
    data = plain()
    del data[key]
    assert refused(data)[0] == "RPL-001"


def test_what_was_cut_down_for_others_is_refused() -> None:
    assert refused(profiled(plain(), "public")) == ("RPL-002", None)
    assert refused(profiled(plain(), "unit", unit="jiaowei")) == ("RPL-002", None)


def test_a_newer_form_is_refused_by_name() -> None:
    with pytest.raises(InputRejected) as error:
        receipt_of(plain() | {"schema": "caserules.assessment/2"})
    assert error.value.code == "RPL-003" and "caserules.assessment/2" in str(error.value)


def test_both_files_that_audit_writes_are_read(tmp_path: Path) -> None:
    for name, contents in (("a.json", render_json(plain())), ("a.jsonl", render_json_lines(plain()))):
        (tmp_path / name).write_bytes(contents)
        assert load_assessment(tmp_path / name) == plain()


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"[]",
        b"\xff\xfe",
        b'{"schema": "caserules.assessment/1"',
        b'{"schema": "caserules.assessment/1", "schema": "caserules.assessment/1"}',
        b'{"schema": NaN}',
        b"[" * 100_000,
        b'{"findings": []}\n{}\n',
        b'{"schema": "caserules.assessment/1"}\n\n',
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / "a.json").write_bytes(contents)
    with pytest.raises(InputRejected) as error:
        load_assessment(tmp_path / "a.json")
    assert error.value.code == "RPL-001"


def test_no_value_of_the_file_stands_in_the_error(tmp_path: Path) -> None:
    data = plain() | {"as_of": "欧阳无名 13812345678"}
    (tmp_path / "a.json").write_bytes(render_json(data))
    with pytest.raises(InputRejected) as error:
        load_assessment(tmp_path / "a.json")
    assert "欧阳" not in str(error.value) and "138" not in str(error.value)
