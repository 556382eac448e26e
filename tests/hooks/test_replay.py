"""A kept assessment judged again: the same, or refused by what is not the same; other plugins only where told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Call, call, document, register  # noqa: F401  fixtures
from hooks.conftest import Install

AUDIT = ("--policy", "pengshui-2023", "--as-of", "2023-08-25", "--format", "json")
IDLE = "caserules_api = 1\n"


@pytest.fixture
def kept(call: Call, register: Path, tmp_path: Path) -> Path:  # noqa: F811
    path = tmp_path / "kept.json"
    call("audit", register, *AUDIT, "--out", path)
    return path


def changed(path: Path, change: Any) -> Path:
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_same_comes_out(call: Call, kept: Path, register: Path) -> None:  # noqa: F811
    found = call("replay", kept, register, "--lang", "en")
    assert (found.code, found.out[:9]) == (0, "The same:")


@pytest.mark.parametrize("args", [("--only", "broken,met"), ("--all",)])
def test_what_was_asked_for_is_asked_again(call: Call, register: Path, tmp_path: Path, args: tuple[str, ...]) -> None:  # noqa: F811
    path = tmp_path / "kept.json"
    call("audit", register, *AUDIT, *args, "--out", path)
    assert call("replay", path, register).code == 0


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda x: x["findings"][0].update(verdict="broken"), "PLAN-01"),
        (lambda x: x["findings"].pop(), "pengshui"),
        (lambda x: x["register"].update(sha256="0" * 64), "register.sha256"),
        (lambda x: x["calendar"].update(sha256="0" * 64), "calendar.sha256"),
        (lambda x: x["policy"].update(layers=[]), "policy.layers"),
        (lambda x: x.update(library="9.9"), "library"),
        (lambda x: x["summary"].update(cases_later=7), "summary"),
    ],
)
def test_what_is_not_as_it_was_is_refused(call: Call, kept: Path, register: Path, change: Any, where: str) -> None:  # noqa: F811
    found = call("replay", changed(kept, change), register)
    assert found.code == 3
    assert "INP-071" in found.err
    assert where in found.err or where == "pengshui"


@pytest.mark.parametrize(
    "change",
    [
        lambda x: x.update(schema="caserules.register/1"),
        lambda x: x.update(plugins=None),
        lambda x: x.update(as_of="tomorrow"),
    ],
)
def test_what_is_no_assessment_is_refused(call: Call, kept: Path, register: Path, change: Any) -> None:  # noqa: F811
    found = call("replay", changed(kept, change), register)
    assert (found.code, "INP-070" in found.err) == (3, True)


def test_another_set_of_plugins_is_refused_unless_told(
    call: Call,  # noqa: F811
    kept: Path,
    register: Path,  # noqa: F811
    install: Install,
) -> None:
    install("idle", IDLE, version="2.0")
    found = call("replay", kept, register)
    assert (found.code, "PLG-016" in found.err, "idle 2.0" in found.err) == (3, True, True)
    assert call("replay", kept, register, "--other-plugins").code == 0
    assert call("replay", kept, register, "--plugins-off", "idle").code == 0
