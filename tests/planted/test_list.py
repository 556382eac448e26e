"""Every bug of the list can still be planted: its lines stand exactly once in the source. `scripts/planted_bugs.py` plants them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planted.planted import SOURCE, Bug, bugs

BUGS = bugs()
ROOT = Path(__file__).parents[2]
CORE = ("calendar", "terms", "expr", "facts", "duties", "rules", "policy", "assess", "explain", "scoring", "bulk")


@pytest.mark.parametrize("bug", BUGS, ids=[bug.en for bug in BUGS])
def test_a_bug_applies_and_still_compiles(bug: Bug) -> None:
    text = (SOURCE / bug.file).read_text(encoding="utf-8")
    assert text.count(bug.before) == 1
    compile(text.replace(bug.before, bug.after), bug.file, "exec")
    assert all((ROOT / test).exists() for test in bug.tests)


def test_the_list_reaches_every_room_of_the_core() -> None:
    rooms = {bug.file.removesuffix(".py").split("/")[0] for bug in BUGS}
    assert set(CORE) <= rooms
    assert len({(bug.file, bug.before, bug.after) for bug in BUGS}) == len(BUGS) >= 30
    assert all(bug.zh and bug.en.isascii() for bug in BUGS)
