"""An assessment had again: with the plugins of then, or refused by their names; with others only where told."""

from __future__ import annotations

from pathlib import Path

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


def test_another_set_of_plugins_is_refused_unless_told(
    call: Call,  # noqa: F811
    kept: Path,
    register: Path,  # noqa: F811
    install: Install,
) -> None:
    install("idle", IDLE, version="2.0")
    found = call("replay", kept, "--register", register)
    assert (found.code, "PLG-016" in found.err, "idle 2.0" in found.err) == (3, True, True)
    assert call("replay", kept, "--register", register, "--other-plugins").code == 0
    assert call("replay", kept, "--register", register, "--plugins-off", "idle").code == 0
