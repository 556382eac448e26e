"""Gaps accepted one by one: each names its finding, who, when and why; all mistakes are told at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules.errors import InputRejected
from caserules.io.acceptance import Accepted, load_accepted

HEAD = 'schema = "caserules.accepted/1"\n'
GOOD = '[[accepted]]\nfinding = "PLAN-01/-/x/work_plan/-"\nby = "某某"\non = 2023-09-02\nbecause = "原件遗失"\n'


def loaded(text: str, tmp_path: Path) -> object:
    path = tmp_path / "accepted.toml"
    path.write_text(text, encoding="utf-8")
    return load_accepted(path)


def test_each_entry_is_read(tmp_path: Path) -> None:
    id_ = "PLAN-01/-/x/work_plan/-"
    assert loaded(HEAD + GOOD, tmp_path) == {id_: Accepted(id_, "某某", date(2023, 9, 2), "原件遗失")}
    assert loaded(HEAD, tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("not toml", [("INP-003", "TOML")]),
        (GOOD, [("INP-056", 'schema = "caserules.accepted/1", [[accepted]]')]),
        (HEAD + "accepted = 1", [("INP-056", 'schema = "caserules.accepted/1", [[accepted]]')]),
        (HEAD + "accepted = [1]", [("INP-056", "[[accepted]]")]),
        (HEAD + GOOD + GOOD, [("INP-056", "finding")]),
        (
            HEAD + GOOD.replace("某某", " ") + GOOD.replace("on = 2023-09-02\n", ""),
            [("INP-056", "by"), ("INP-056", "on")],
        ),
        (HEAD + GOOD.replace("2023-09-02", "2023-09-02T00:00:00"), [("INP-056", "on")]),
        (HEAD + GOOD.replace("原件遗失", "a\\nb"), [("INP-056", "because")]),
        (HEAD + GOOD + "points = 1\n", [("INP-056", "points")]),
    ],
)
def test_what_is_wrong_is_told_by_its_entry(text: str, found: list[tuple[str, str]], tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as refused:
        loaded(text, tmp_path)
    assert [(x.code, dict(x.params)["why"]) for x in refused.value.problems] == found
