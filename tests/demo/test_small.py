"""The register of three cases: its file is the function's text, and its three cases are what they are said to be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules import assess, load_register
from caserules.demo import small_register, small_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "register-small.json"
WRITE = (
    'python -c "from caserules.demo import small_text; print(small_text(), end=str())" > examples/register-small.json'
)


def test_the_example_file_is_what_the_function_makes() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == small_text(), f"to write it anew: {WRITE}"


def test_the_example_file_reads_as_the_same_register() -> None:
    assert load_register(EXAMPLE) == small_register()


@pytest.fixture(scope="module")
def verdicts() -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for finding in assess(small_register(), "pengshui-2023", as_of=date(2023, 8, 25)).findings:
        found.setdefault(finding.case or "-", set()).add((finding.rule, finding.verdict.value))
    return found


def test_in_the_first_case_all_is_met_but_the_prohibition_that_runs_to_the_years_end(
    verdicts: dict[str, set[tuple[str, str]]],
) -> None:
    assert {item for item in verdicts["suggestion/2023/1"] if item[1] != "met"} == {("COHAND-03", "pending")}


def test_in_the_second_case_the_late_opinion_alone_is_broken(verdicts: dict[str, set[tuple[str, str]]]) -> None:
    assert {item for item in verdicts["suggestion/2023/2"] if item[1] == "broken"} == {("COHAND-01", "broken")}


def test_the_third_case_is_open_and_nobodys_fault(verdicts: dict[str, set[tuple[str, str]]]) -> None:
    assert {verdict for _, verdict in verdicts["proposal/2023/1"]} == {"met", "pending"}
    assert ("REPLY-01", "pending") in verdicts["proposal/2023/1"]


def test_nothing_is_broken_outside_the_cases(verdicts: dict[str, set[tuple[str, str]]]) -> None:
    assert {verdict for _, verdict in verdicts["-"]} == {"met", "pending"}
