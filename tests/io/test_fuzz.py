"""Whatever comes in: a register, or a refusal with codes. Never another exception, never a value in a message."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from caserules.errors import InputRejected
from caserules.io import (
    load_case,
    load_register,
    load_register_reporting,
    read_register_json,
    read_story,
    write_workbook,
)
from caserules.io.shape import fields_of
from caserules.messages.errors import ERRORS
from caserules.models import Case, Register

often = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

keys = st.sampled_from([shape.key for model in (Register, Case) for shape in fields_of(model)]) | st.text(max_size=3)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["2023-05-01", "not_yet", "suggestion", "suggestion/2023/1", "a", "2023-08-31T16:00:00Z"])
)
documents = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6), max_leaves=30
)
STATED = {"place": "某县", "year": 2023, "complete_through": "2023-09-01"}
registers = st.fixed_dictionaries({}, optional={shape.key: documents for shape in fields_of(Register)}).map(
    lambda found: {**STATED, **found}
)


def tried(read: Any, source: object) -> None:
    problems = []
    try:
        read(source)
    except InputRejected as error:
        problems = list(error.problems)
    for problem in problems:
        assert problem.code in ERRORS
        assert problem.message("zh")
        assert len(problem.where) < 300


@often
@given(st.binary(max_size=200) | st.binary(max_size=60).map(lambda more: b'{"place":"a","year":2023,' + more))
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes(data: bytes) -> None:
    tried(load_register, data)
    tried(read_register_json, data)
    tried(load_case, data)


@often
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    tried(load_register, text)
    tried(read_register_json, text)


@often
@given(documents | registers)
def test_any_document(document: object) -> None:
    tried(load_register, document)
    tried(load_case, document)
    tried(lambda source: load_register_reporting(source, allow_partial=True), document)
    tried(read_register_json, json.dumps(document))


lines = st.lists(
    st.sampled_from(["2023-04-10", "?", "none", "assigned", "delivered", "asked", "unit", "carried", "post", "return"])
    | st.sampled_from(["category", "A", "jiaowei", "=", "year", "not_kept", "-", "round=1", "x=1", "case=none", "#"])
    | st.sampled_from(["suggestion/2023/5:", "suggestion/2023/5", "title", "steps=a,b", "issued", "filed", "attested"])
    | st.text(max_size=5),
    max_size=6,
).map(" ".join)


@often
@given(st.lists(lines, max_size=6).map("\n".join), st.lists(lines, max_size=2).map("\n".join))
def test_any_story(text: str, base: str) -> None:
    tried(lambda source: read_story(source, complete_through="2023-12-31", base=base), text)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("books") / "a.xlsx"
    cases = [{"kind": "suggestion", "year": 2023, "number": n, "contacts": [{"on": "2023-05-01"}]} for n in range(1, 9)]
    source = {"place": "某县", "year": 2023, "complete_through": "2023-09-01", "cases": cases}
    write_workbook(load_register(source), path)
    return path.read_bytes()


def test_any_damage_to_a_workbook(workbook: bytes) -> None:
    luck = random.Random(7)
    for _ in range(300):
        data = bytearray(workbook)
        for _ in range(luck.randint(1, 8)):
            data[luck.randrange(len(data))] = luck.randrange(256)
        if luck.random() < 0.2:
            del data[luck.randrange(len(data)) :]
        tried(load_register, bytes(data))


def test_any_damage_to_a_sheets_own_text(workbook: bytes, tmp_path: Path) -> None:
    import zipfile

    luck = random.Random(11)
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in members if name.endswith((".xml", ".rels"))]
    for _ in range(400):
        name = luck.choice(names)
        content = bytearray(members[name])
        for _ in range(luck.randint(1, 6)):
            place = luck.randrange(len(content))
            content[place : place + luck.randint(0, 3)] = luck.choice(
                [b"", b"<", b">", b'"', b"A1", b"99999", b"&", b"/"]
            )
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for other, whole in members.items():
                archive.writestr(other, bytes(content) if other == name else whole)
        tried(load_register, buffer.getvalue())
