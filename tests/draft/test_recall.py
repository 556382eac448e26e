"""Notices of our own wording in many styles: what a person reads in them is read, nothing else is, and what is open is told.

`notices/` was written with the patterns; each notice of `held_out/` was written before the patterns were changed for it. The
generated ones draw numerals, numbering, synonyms and orders by a seed.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from caserules.draft import Draft, draft_policy
from draft.generate import made
from draft.measure import HELD_OUT, NOTICES, Score, expected_of, plain, read_of, score

FILES = [*sorted(NOTICES.glob("*.toml")), *sorted(HELD_OUT.glob("*.toml"))]
SEEDS = 120


def drafted(path: Path) -> Draft:
    return draft_policy(path.with_suffix(".txt").read_text(encoding="utf-8"))


def test_there_are_at_least_eight_styles_and_eight_held_out() -> None:
    assert len(list(NOTICES.glob("*.txt"))) >= 8
    assert len(list(HELD_OUT.glob("*.txt"))) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nine_of_ten_parameters_are_read_and_none_invented(path: Path) -> None:
    found = score(drafted(path), expected_of(path))
    assert not found.invented
    assert found.recall >= 0.9, found.not_read


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_could_not_be_used_and_what_contradicts_itself_is_told(path: Path) -> None:
    doc = tomllib.loads(path.read_text(encoding="utf-8"))
    draft = drafted(path)
    assert {(x.what, x.about or x.key) for x in draft.remarks} == {
        (what, about) for what, all_ in doc.get("remarks", {}).items() for about in all_
    }
    assert {f"{x.rule}.{x.parameter}": {plain(y.value) for y in x.found} for x in draft.conflicts} == {
        key: set(values) for key, values in doc.get("conflicts", {}).items()
    }


def test_drawn_notices_are_read_too() -> None:
    right, not_read, invented = set(), set(), set()
    for seed in range(SEEDS):
        text, said = made(seed)
        read = {x for x in read_of(draft_policy(text)) if ".clause = " not in x}
        right |= {(seed, x) for x in read & said}
        not_read |= {(seed, x) for x in said - read}
        invented |= {(seed, x) for x in read - said}
    assert not invented
    assert len(right) >= 9 * len(not_read)
    assert len(right) > 10 * SEEDS


def test_a_measure_that_invents_or_loses_is_seen() -> None:
    path = NOTICES / "han.toml"
    expected = expected_of(path)
    assert score(drafted(path), expected | {"X-01.term = 3d"}).not_read == {"X-01.term = 3d"}
    assert len(score(drafted(path), frozenset(sorted(expected)[1:])).invented) == 1
    assert Score(frozenset(), frozenset(), frozenset()).recall == 1.0
