"""The text report: readable at 80 and 120 columns in both languages, nothing obeyed, nothing left out in silence."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from rich.cells import cell_len

from caserules.report import render_text
from caserules.report.words import Lang
from report.sample import assessment

LANGS: tuple[Lang, ...] = ("zh", "en")
HOSTILE = "[bold]局[/bold]\x1b[31m\n\u202e红:smile:"


@pytest.mark.parametrize(("lang", "width"), [*itertools.product(LANGS, (60, 80, 120))])
def test_no_line_is_wider_than_the_terminal(lang: Lang, width: int) -> None:
    lines = render_text(assessment(60), lang, width=width).splitlines()
    assert max(cell_len(line) for line in lines) <= width


@pytest.mark.parametrize("lang", LANGS)
def test_the_head_says_the_day_and_that_a_person_must_confirm(lang: Lang) -> None:
    text = render_text(assessment(), lang)
    assert "2023-09-01" in text
    assert {"zh": "系统初判，须经人工复核", "en": "a person must confirm"}[lang] in text


def test_what_is_left_out_is_told_and_everything_leaves_nothing_out() -> None:
    data = assessment(200)
    assert "--all" in render_text(data)
    full = render_text(data, everything=True)
    assert "--all" not in full
    assert all(x["id"] in full.replace("\n", "").replace(" ", "") for x in data["findings"] if x["verdict"] == "broken")


def test_text_from_the_data_is_neither_markup_nor_a_terminal_code() -> None:
    data = assessment(20, unit_names={"u0": HOSTILE})
    text = render_text(data, color=False, width=200)
    assert not {c for c in text if ord(c) < 32} - {"\n"}
    assert "\u202e" not in text
    assert "[bold]局[/bold]\\u001b[31m\\u000a\\u202e红:smile:" in text
    assert text.count("\n") == render_text(assessment(20, unit_names={"u0": "局" * 12}), width=200).count("\n")


def test_selected_verdicts_are_listed_alone_with_the_totals_of_all() -> None:
    data = assessment(30)
    data["options"] = {"only": ["met"]}
    data["findings"] = [x for x in data["findings"] if x["verdict"] == "met"]
    text = render_text(data, everything=True, width=120)
    assert "所选结论" in text
    assert all(x["id"] in text for x in data["findings"])


def test_what_is_not_kept_is_a_line_a_unit() -> None:
    data = assessment(40)
    units = {x["unit"] for x in data["findings"] if x["detail"].get("not_kept")}
    assert units
    assert sum("因登记不含该类记录" in line for line in render_text(data, width=160).splitlines()) == len(units)


def test_nothing_broken_is_said() -> None:
    empty: dict[str, Any] = {"findings": [], "summary": {"verdicts": {}, "units": {}}, "upcoming": [], "questions": []}
    text = render_text(assessment(1, **empty))
    assert "没有违反的事项" in text
    assert "没有无法判断的事项" in text


def test_scored_units_are_ranked_by_points() -> None:
    data = assessment(40)
    data["scores"] = {unit: {"deducted": "0", "score": "100"} for unit in data["units"]}
    data["scores"]["u9"] = {"deducted": "2.5", "score": "97.5"}
    lines = render_text(data, width=120).splitlines()
    first = next(i for i, line in enumerate(lines) if "位次" in line)
    assert "县郁山镇" in lines[first + 2]
    assert "2.5" in lines[first + 2]


def test_lines_can_be_drawn_with_ascii_alone() -> None:
    text = render_text(assessment(20), "en", plain_lines=True)
    assert not set("─━│…·→–") & set(text)


def test_the_same_data_give_the_same_text() -> None:
    assert render_text(assessment(20)) == render_text(assessment(20))
