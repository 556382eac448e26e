"""The README: one case in twenty lines with its true output, its two commands, and what it says of numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_one_case_in_twenty_lines_prints_what_it_says(doc_blocks: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found = list(doc_blocks.blocks(README))
    code = next(block for block in found if block.language == "python")
    output = next(block for block in found if block.mark is not None and block.mark[0] == "output")
    exec(compile(code.text, "README.md", "exec"), {"__name__": "__main__"})  # noqa: S102  our own page
    assert capsys.readouterr().out.rstrip("\n") == output.text
    assert len([line for line in code.text.split("\n") if line.strip()]) <= 20


def test_its_case_shows_three_verdicts() -> None:
    assert {"broken", "undetermined", "pending"} <= set(README.split("\n"))


@pytest.mark.parametrize("marker", ["demo-command", "test-command"])
def test_its_commands_stand_right_after_their_marker(marker: str) -> None:
    block = re.search(rf"^<!-- {marker} -->\n```sh\n([^\n]+)\n```$", README, re.MULTILINE)
    assert block is not None
    assert ".venv/bin/" in block[1]


def test_it_counts_the_rules_right() -> None:
    from caserules.rules import all_rules

    assert f"{len(all_rules())} 条规则" in README
    assert f"{len(all_rules())} rules" in README


def test_chinese_comes_first() -> None:
    opening = README.split("## ")[0]
    assert opening.index("代表") < opening.index("deputies")
    for head in re.findall(r"^## (.+)$", README, re.MULTILINE):
        assert re.match(r"[\u4e00-\u9fff]", head), head


def test_its_licence_is_the_projects() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'license = "Apache-2.0"' in project
    assert "[Apache-2.0](LICENSE)" in README
