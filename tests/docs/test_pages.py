"""What the documentation says is so: code runs, output is what was printed, what is made from the code is current."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caserules.report.shape import AssessmentShape, DetailShape, FindingShape

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
AGAIN = "to write it anew: python scripts/make_docs.py"


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_a_page_is_what_its_code_prints_and_its_tables_are_current(page: Path, make_docs: Any) -> None:
    assert make_docs.made(page) == page.read_text(encoding="utf-8"), AGAIN


def test_a_made_page_names_its_command_on_its_first_line(make_docs: Any) -> None:
    for name in make_docs.PAGES:
        first = (ROOT / "docs" / name).read_text(encoding="utf-8").split("\n", 1)[0]
        assert first.startswith("<!-- Written by: python scripts/make_docs.py"), name


def test_every_rule_and_every_clause_has_its_place(make_docs: Any) -> None:
    from caserules.policy import load_policy
    from caserules.rules import all_rules

    rules, clauses = make_docs.rules_page(), make_docs.clauses_page()
    policy = load_policy("pengshui-2023")
    for rule in all_rules():
        assert f"\n### {rule.id}\n" in rules
        if policy.rules[rule.id].silent is None:  # the others are of other instruments
            assert f"(rules.md#{rule.id.lower()})" in clauses
            assert f"\n| {policy.rules[rule.id].clause} |" in clauses
    assert all(f"\n| {locator} |" in clauses for locator in policy.clauses)


def test_every_code_has_its_sentence_in_both_languages(make_docs: Any) -> None:
    from caserules.messages.errors import ERRORS
    from caserules.messages.issues import ISSUES

    page = make_docs.errors_page()
    for code, (zh, en) in {**ERRORS, **ISSUES}.items():
        assert f"| `{code}` | {make_docs.cell(zh)} | {make_docs.cell(en)} |" in page


def test_the_page_on_formats_tells_every_key() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([a-z_]+)`", page))
    keys = {key for shape in (AssessmentShape, FindingShape) for key in shape.__annotations__}
    assert keys - told == set()
    assert set(DetailShape.__annotations__) - told == set()


def test_the_script_itself_says_that_all_is_current() -> None:
    ran = subprocess.run(
        [sys.executable, "scripts/make_docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, ""), ran.stdout + ran.stderr


# ------------------------------------------------------------ the runner itself refuses what is not so


def page_of(folder: Path, text: str) -> Path:
    page = folder / "page.md"
    page.write_text(text, encoding="utf-8")
    return page


def test_an_output_that_was_not_printed_is_replaced(tmp_path: Path, doc_blocks: Any) -> None:
    page = page_of(tmp_path, "```python\nprint(1 + 1)\n```\n\n<!-- output -->\n```text\n3\n```\n")
    assert doc_blocks.refreshed(page).endswith("```text\n2\n```\n")


def test_blocks_of_a_page_share_their_names(tmp_path: Path, doc_blocks: Any) -> None:
    page = page_of(tmp_path, "```python\na = 2\n```\n```python\nprint(a)\n```\n<!-- output -->\n```text\n```\n")
    assert "```text\n2\n```" in doc_blocks.refreshed(page)


def test_a_block_that_fails_is_told_with_its_line(tmp_path: Path, doc_blocks: Any) -> None:
    page = page_of(tmp_path, "# Title\n\n```python\n1 / 0\n```\n")
    with pytest.raises(SystemExit, match=r"page\.md:4: ZeroDivisionError"):
        doc_blocks.refreshed(page)


def test_a_transcript_is_run_and_its_exit_code_told(tmp_path: Path, doc_blocks: Any) -> None:
    page = page_of(tmp_path, "```console\n$ caserules --version\nother\n$ echo $?\n9\n```\n")
    lines = doc_blocks.refreshed(page).split("\n")
    assert lines[2].startswith("caserules ")
    assert lines[4] == "0"


def test_only_the_command_line_is_run(tmp_path: Path, doc_blocks: Any) -> None:
    with pytest.raises(SystemExit, match="only caserules is run"):
        doc_blocks.refreshed(page_of(tmp_path, "```console\n$ ls\n```\n"))


def test_usage_errors_do_not_pass_as_output(tmp_path: Path, doc_blocks: Any) -> None:
    with pytest.raises(SystemExit, match="exit 2"):
        doc_blocks.refreshed(page_of(tmp_path, "```console\n$ caserules no-such-command\n```\n"))
