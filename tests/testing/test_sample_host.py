"""The sample host's own test suite is green, and turns red for each of the twenty bugs planted in it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HOST = Path(__file__).parents[2] / "examples" / "sample_host"


def _plant() -> ModuleType:
    spec = importlib.util.spec_from_file_location("plant", HOST / "plant.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PLANT = _plant()
BUGS = PLANT.bugs()


def test_the_list_holds_twenty_different_bugs() -> None:
    assert len(BUGS) == 20
    assert len({(bug.file, bug.before, bug.after) for bug in BUGS}) == 20
    assert all(bug.zh and bug.en.isascii() and bug.before != bug.after for bug in BUGS)


@pytest.mark.usefixtures("elsewhere")
def test_without_a_bug_the_suite_is_green() -> None:
    ran = PLANT.tested(None)
    assert ran.returncode == 0, ran.stdout


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("bug", BUGS, ids=[bug.en for bug in BUGS])
def test_a_bug_turns_the_suite_red(bug: object) -> None:
    assert PLANT.is_red(bug)
