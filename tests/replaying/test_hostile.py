"""An assessment comes back as a file from anywhere: whatever stands in it is refused with a code, or compared and shown harmlessly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caserules import InputRejected
from caserules.replaying import load_assessment, recheck, replay
from caserules.report import render_json
from cli.conftest import Call
from replaying.test_receipt import plain

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of a document, of a list the first two."""
    found = [path] if path else []
    held = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for key, inner in held:
        found += places(inner, (*path, key))
    return found


PLACES = places(plain())


def changed(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    data: Any = plain()
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    whole: dict[str, Any] = data
    return whole


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PLACES), value=JSON)
def test_any_value_anywhere_is_refused_or_compared(tmp_path: Path, path: tuple[Any, ...], value: Any) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(changed(path, value)), encoding="utf-8")
    try:
        before = load_assessment(file)
        found = replay(before, plain())
        assert found.same == (render_json(before) == render_json(plain()))
        assert found.same != bool(found.keys)  # what differs is named
        render_json(found.to_dict())
        render_json(recheck(before, plain()).to_dict())
    except InputRejected as refused:
        assert refused.code in ("RPL-001", "RPL-002", "RPL-003", "RPL-004")  # noqa: PT017  either way is right


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_any_bytes_are_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(InputRejected):
        load_assessment(file)


@pytest.mark.parametrize("depth", [50, 900, 960, 975, 985, 995, 2_000, 100_000])
def test_brackets_without_end_end_nothing(call: Call, register: Path, depth: int) -> None:
    file = register.with_name("deep.json")
    text = json.dumps(plain())
    file.write_text(f'{text[:-1]}, "deep": {"[" * depth}{"]" * depth}}}', encoding="utf-8")
    told = call("replay", file, "--register", register, "--format", "json")
    assert told.code == 3
    assert told.out == "" or told.json["same"] is False


@pytest.mark.parametrize(
    "path", [("findings", 0, "rule"), ("findings", 0, "unit"), ("findings", 0, "id"), ("library",)]
)
@pytest.mark.parametrize("text", ["\x1b[2J", "\ud800", "x" * 100_000, "[red]x[/red]"])
def test_a_text_that_would_act_is_shown(call: Call, register: Path, path: tuple[Any, ...], text: str) -> None:
    file = register.with_name("acting.json")
    data = changed(path, text)
    data["findings"][0]["verdict"] = "broken"
    file.write_text(json.dumps(data), encoding="utf-8")
    for command in ("replay", "recheck"):
        told = call(command, file, "--register", register)
        assert told.code in (1, 3)
        assert "\x1b" not in told.out + told.err
