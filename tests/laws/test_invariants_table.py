"""Each invariant of the library is held by a test that exists, or says what is missing."""

from __future__ import annotations

import ast
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TABLE: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("invariants.toml").read_text(encoding="utf-8"))[
    "invariants"
]


@cache
def named_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_invariants_are_numbered_from_1_to_44() -> None:
    assert [each["number"] for each in TABLE] == list(range(1, 45))


@pytest.mark.parametrize("each", TABLE, ids=[str(each["number"]) for each in TABLE])
def test_an_invariant_is_held_by_tests_that_exist_or_says_why_not(each: dict[str, Any]) -> None:
    assert each["says"]["zh"] and each["says"]["en"].isascii()
    assert each["held"] or all(each["less"][lang] for lang in ("zh", "en"))
    for place in each["held"]:
        file, _, name = place.partition("::")
        assert named_in(file)
        assert not name or name in named_in(file)
