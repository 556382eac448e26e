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
        first, second, *_ = (ROOT / "docs" / name).read_text(encoding="utf-8").split("\n", 2)
        head = second if first == "---" else first  # a page with tags opens with them
        assert "Written by: python scripts/make_docs.py" in head, name


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_and_every_clause_has_its_place(make_docs: Any, lang: str) -> None:
    from caserules.policy import load_policy
    from caserules.rules import all_rules

    rules, clauses = make_docs.doc_rules.index_page(lang), make_docs.doc_clauses.clauses_page(lang)
    policy = load_policy("pengshui-2023")
    for rule in all_rules():
        assert f'<a id="{rule.id.lower()}"></a>[{rule.id}]({rule.id}.md)' in rules
        if policy.rules[rule.id].silent is None:  # the others are of other instruments
            assert f"(rules/{rule.id}.md)" in clauses
            assert f"</a>{policy.rules[rule.id].clause} |" in clauses
    assert all(f"</a>{locator} |" in clauses for locator in policy.clauses)


def test_nothing_is_left_uncovered_and_a_gap_is_seen(make_docs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    covering = make_docs.doc_clauses
    assert covering.gaps() == ()
    bare = tuple(x._replace(reason="") for x in covering.notice_clauses("zh"))
    monkeypatch.setattr(covering, "notice_clauses", lambda lang: bare)
    assert "一.1" in covering.gaps()
    with pytest.raises(SystemExit, match="not covered"):
        covering.coverage_page("zh")


def test_an_example_that_is_not_as_its_vector_says_is_refused(rule_examples: Any) -> None:
    from caserules.rules import rule_by_id

    made = rule_examples
    vector, _, finding = made.example(rule_by_id("COHAND-01"), "broken")
    assert "逾期1天" in made.explained(vector, finding, "broken", "zh")[0]
    with pytest.raises(SystemExit, match="expected met"):
        made.explained(vector, finding, "met", "zh")


def test_a_rules_page_tells_what_it_should(make_docs: Any, rule_examples: Any) -> None:
    from caserules.rules import all_rules

    made = make_docs.doc_rules
    for rule in all_rules():
        for lang in ("zh", "en"):
            page = made.rule_page(rule, lang)
            for place in (
                "asks",
                "parameters",
                "due",
                "states",
                "examples",
                "met",
                "broken",
                "undetermined",
                "open",
                "override",
                "text",
            ):
                assert f"{{#{place}" in page, (rule.id, place)
            never = "broken" not in rule_examples.reached(rule)
            assert (made.say(lang, "states.no_breach", why="") in page) == never, rule.id
            assert ('class="cr-strip"' in page) or made.say(lang, "due.none") in page or "wd" not in page, rule.id


@pytest.mark.parametrize(
    ("rule", "name", "term", "zh", "en"),
    [
        ("COHAND-01", "opinion_term", "30wd", "第 30 个工作日", "30th"),
        ("REPLY-01", "reply_term", "08-31", "8月31日前", "08-31"),
        ("INTAKE-01", "return_term", "10wd", "10 个工作日", "10 working days"),
        ("FEEDBACK-01", "receipt_term", "20wd", "20 个工作日", "20 working days"),
        ("FEEDBACK-02", "handling_again_term", "2m", "2 个月内", "within 2 months"),
    ],
)
def test_what_the_home_pages_answer_is_what_the_packs_say(rule: str, name: str, term: str, zh: str, en: str) -> None:
    from caserules.policy import load_policy

    policies = (load_policy("pengshui-2023"), load_policy("pengshui-2023-full"))
    stated = next(x.rules[rule].values[name].value for x in policies if x.rules[rule].off is None)
    assert str(stated[0].term) == term
    for page, words in ((ROOT / "docs" / "index.md", zh), (ROOT / "docs" / "en" / "index.md", en)):
        lines = [x for x in page.read_text(encoding="utf-8").splitlines() if f"rules/{rule}.md" in x]
        assert any(words in x for x in lines), page


def test_every_public_name_stands_on_a_page_of_the_api(make_docs: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    api = make_docs.doc_api
    assert api.unplaced() == set()
    monkeypatch.setitem(api.PAGES, "index", api.PAGES["index"]._replace(rooms=("assess",)))
    assert "compute_deadlines" in api.unplaced()


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


def test_the_script_itself_says_that_a_page_is_current() -> None:
    ran = subprocess.run(
        [sys.executable, "scripts/make_docs.py", "--check", "docs/errors.md", "docs/rules/index.md"],
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
