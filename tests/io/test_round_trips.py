"""A register written and read back is the same register: as JSON, as a mapping, as objects, as a workbook."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caserules.demo import small_register
from caserules.errors import InputRejected
from caserules.io import (
    load_register,
    load_register_reporting,
    read_register_json,
    read_workbook,
    write_register,
    write_workbook,
)
from caserules.io.json_lines import lines_of
from caserules.io.shape import Kind, Shape, fields_of
from caserules.models import Model, Register

ODD_TEXTS = (
    "",
    " ",
    " 前后空格 ",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("http://x")',
    "'=1",
    "_x000D_",
    "_x005F_x000D_",
    "一\n二",
    "一\r\n二\r",
    "\t制表",
    "\\0",
    "\\n\\",
    "none",
    "TRUE",
    "001",
    "2023-04-10",
    "#REF!",
    "𬱖㛃",
    "阿不都·买买提",
    "县\ufa0a教委",
    "a\u0301",
    "👨\u200d👩",
    "\U000e0041",
    "<b>&amp;]]>",
    "\u2028",
)
texts = st.sampled_from(ODD_TEXTS) | st.from_regex(
    r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    r"\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]{0,12}",
    fullmatch=True,
)
ids = st.sampled_from(["jiaowei", "财政局", "a", "1", "01", "x-1.2_3"])
slugs = st.sampled_from(["work_plan", "reply", "draft", "government_office", "s1"])
cases = st.builds(
    "{}/{}/{}".format,
    st.sampled_from(["suggestion", "proposal"]),
    st.integers(1990, 2100),
    st.integers(1, 999_999_999),
)
dates = st.dates().map(str)
days = dates | st.sampled_from(["none", "not_yet", "done", "2023-05", "2023-Q2", "2023", "1023-04-10", "9999-12-31"])
PATTERNED = {"[a-z]": slugs, "[A-Z]": st.sampled_from("ABZ"), "(suggestion": cases, "[0-9A-Za-z": ids}


def value(shape: Shape) -> st.SearchStrategy[Any]:
    if shape.model is not None:
        model = shape.model
        one = st.deferred(lambda: record(model))  # so that a strategy's own name stays short
        if shape.kind is Kind.RECORD:
            return (dates | one) if shape.plain_day else one
        return st.lists(one, max_size=2, unique_by=IDENTITIES.get(shape.key))
    if shape.kind is Kind.TEXTS:
        return st.lists(text(shape), max_size=3)
    return {
        Kind.DAY: days,
        Kind.DATE: dates | st.sampled_from(shape.choices) if shape.choices else dates,
        Kind.CHOICE: st.sampled_from([True if word == "true" else word for word in shape.choices or ("?",)]),
        Kind.INTEGER: st.integers(*map(int, shape.limit.split("–"))) if "–" in shape.limit else st.nothing(),
        Kind.FLAG: st.booleans(),
        Kind.TEXT: text(shape),
    }[shape.kind]


def text(shape: Shape) -> st.SearchStrategy[str]:
    if shape.key == "time_zone":
        return st.sampled_from(["Asia/Shanghai", "Asia/Urumqi", "UTC"])
    return next((known for start, known in PATTERNED.items() if shape.pattern.startswith(f"^{start}")), texts)


IDENTITIES: dict[str, Any] = {
    "cases": lambda case: (case["kind"], case["year"], case["number"]),
    **dict.fromkeys(("units", "people", "leaders", "attestations"), lambda found: found["id"]),
}


def record(model: type[Model]) -> st.SearchStrategy[dict[str, Any]]:
    shapes = fields_of(model)
    listed = [shape for shape in shapes if shape.kind is Kind.RECORDS and not shape.optional_list]
    always = {shape.key: value(shape) for shape in shapes if shape.required or shape in listed}
    others = {shape.key: value(shape) for shape in shapes if shape.key not in always}
    return st.fixed_dictionaries(always, optional=others)


registers = record(Register).map(load_register)
often = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@often
@given(registers)
def test_json(register: Register) -> None:
    assert read_register_json(register.model_dump_json(exclude_unset=True)) == register


@often
@given(registers)
def test_json_lines(register: Register) -> None:
    lines = lines_of(register)
    assert lines.count(b"\n") == len(register.cases) + 1
    assert load_register(lines) == register


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".xlsx"])
def test_a_file_of_each_kind(suffix: str, tmp_path: Path) -> None:
    register, where = small_register(), tmp_path / f"register{suffix}"
    write_register(register, where)
    assert load_register(where) == register
    with pytest.raises(InputRejected) as refused:
        write_register(register, where)
    assert refused.value.code == "INP-016"
    write_register(register, where, overwrite=True)
    assert load_register(where) == register


@pytest.mark.parametrize("name", ["register.csv", "register", "no/such/register.json"])
def test_a_file_that_cannot_be_written_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as refused:
        write_register(small_register(), tmp_path / name)
    assert refused.value.code == "INP-016"
    assert not list(tmp_path.iterdir())


def test_a_head_that_holds_cases_beside_the_lines_is_refused() -> None:
    head = b'{"place": "x", "year": 2023, "complete_through": "2023-09-01", "cases": []}'
    with pytest.raises(InputRejected) as refused:
        load_register(head + b'\n{"kind": "proposal", "year": 2023, "number": 1}\n')
    assert refused.value.code == "INP-007"


@often
@given(registers)
def test_a_mapping_and_the_register_itself(register: Register) -> None:
    assert load_register(json.loads(register.model_dump_json(exclude_unset=True))) == register
    assert load_register(register.model_dump(exclude_unset=True)) == register
    assert load_register_reporting(register) == (register, ())


def with_a_key_twice(value: object, turn: Iterator[int]) -> str:
    """Write a document as JSON; the object whose turn it is has its first key a second time, with another value."""
    if isinstance(value, list):
        return f"[{','.join(with_a_key_twice(item, turn) for item in value)}]"
    if not isinstance(value, dict):
        return json.dumps(value)
    pairs = [(json.dumps(key), with_a_key_twice(held, turn)) for key, held in value.items()]
    if pairs and next(turn) == 0:
        pairs.insert(0, (pairs[0][0], '{"kind": "a: \\":", "round": [":", {}]}'))
    return "{" + ",".join(f"{key}:{held}" for key, held in pairs) + "}"


@often
@given(registers, st.integers(0, 30))
def test_a_key_that_stands_twice_anywhere_is_refused(register: Register, turn: int) -> None:
    document = json.loads(register.model_dump_json(exclude_unset=True))
    left = itertools.count(turn, -1)
    text = with_a_key_twice(document, left)
    if next(left) < 0:
        with pytest.raises(InputRejected) as caught:
            read_register_json(text)
        assert "INP-007" in [problem.code for problem in caught.value.problems]
    else:
        assert read_register_json(text) == register


def as_object(found: Any) -> Any:
    if isinstance(found, Model):
        return SimpleNamespace(**{name: as_object(getattr(found, name)) for name in type(found).model_fields})
    return [as_object(item) for item in found] if isinstance(found, tuple) else found


@often
@given(registers)
def test_objects_with_the_same_attributes(register: Register) -> None:
    assert load_register(as_object(register)) == register


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("books") / "register.xlsx"


@often
@given(register=registers)
def test_workbook(file: Path, register: Register) -> None:
    write_workbook(register, file, overwrite=True)
    first = file.read_bytes()
    assert read_workbook(file) == register
    assert load_register(file) == register
    write_workbook(register, file, overwrite=True)
    assert file.read_bytes() == first
