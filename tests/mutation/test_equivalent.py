"""The changes that are not counted are of lines that still stand, and each says why nobody can see it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "caserules"
SAME = tomllib.loads((HERE / "equivalent.toml").read_text(encoding="utf-8"))["same"]


@pytest.mark.parametrize("each", SAME, ids=[f"{each['file']}: {each['after'][:60]}" for each in SAME])
def test_a_change_that_is_not_counted_is_of_a_line_that_stands(each: dict[str, str]) -> None:
    lines = {line.strip() for line in (SOURCE / each["file"]).read_text(encoding="utf-8").splitlines()}
    assert set(each["before"].splitlines()) <= lines
    assert each["before"] != each["after"]
    assert each["why"]
