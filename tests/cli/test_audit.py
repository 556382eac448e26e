"""`caserules audit` and `explain`: one object, its keys, the exit codes, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from caserules.cli.audit import exit_code
from cli.conftest import Call

ON = ("--policy", "pengshui-2023", "--as-of")
KEYS = {
    "schema", "policy", "calendar", "register", "as_of", "known_by", "library", "plugins", "options", "summary", "findings",
    "data_issues", "scores", "scores_reason", "upcoming", "questions", "units", "rules", "facts",
}  # fmt: skip


def test_json_is_one_object_with_the_published_keys(call: Call, register: Path) -> None:
    result = call("audit", register, *ON, "2023-09-01", "--format", "json")
    assert set(result.json) == KEYS
    assert result.json["as_of"] == "2023-09-01"
    assert result.json["summary"]["verdicts"]["broken"] == 1
    assert result.code == 1


def test_the_same_call_gives_the_same_bytes(call: Call, register: Path) -> None:
    first, second = (call("audit", register, *ON, "2023-09-01", "--format", "json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("as_of", "code"), [("2023-05-01", 0), ("2023-06-01", 1)])
def test_the_exit_code_says_whether_something_is_broken(call: Call, register: Path, as_of: str, code: int) -> None:
    assert call("audit", register, *ON, as_of).code == code


def found(verdict: str, *, not_kept: bool = False) -> Any:
    return SimpleNamespace(id=verdict, verdict=verdict, not_kept=not_kept)


@pytest.mark.parametrize(
    ("findings", "issues", "code", "allowed"),
    [
        ([], [], 0, 0),
        ([found("met"), found("pending"), found("not_applicable")], [], 0, 0),
        ([found("undetermined")], [], 4, 0),
        ([found("undetermined", not_kept=True)], [], 0, 0),
        ([found("undetermined"), found("broken")], [], 1, 1),
        ([found("broken")], [SimpleNamespace(code="PLG-001")], 3, 3),
        ([found("met")], [SimpleNamespace(code="DATA-001")], 0, 0),
    ],
)
def test_exit_codes_the_first_that_fits(findings: list[Any], issues: list[Any], code: int, allowed: int) -> None:
    assert exit_code(findings, issues) == code
    assert exit_code(findings, issues, allow_undetermined=True) == allowed


def without_assignment_day(document: dict[str, Any]) -> dict[str, Any]:
    """The register without the day on which a co-handling unit was assigned, which leaves its opinion open."""
    changed: dict[str, Any] = json.loads(json.dumps(document))
    for case in changed["cases"]:
        for assignment in case["assignments"]:
            if assignment["role"] == "co_handling":
                del assignment["assigned"]
    return changed


def test_undetermined_ends_4_and_is_let_through_by_name(call: Call, tmp_path: Path, document: dict[str, Any]) -> None:
    path = tmp_path / "open.json"
    path.write_text(json.dumps(without_assignment_day(document)), encoding="utf-8")
    result = call("audit", path, *ON, "2023-06-01", "--format", "json")
    assert result.json["summary"]["verdicts"]["broken"] == 0
    assert result.code == 4
    assert "--allow-undetermined" in result.err
    allowed = call("audit", path, *ON, "2023-06-01", "--allow-undetermined")
    assert allowed.code == 0
    assert "放行了" in allowed.err
    assert "COHAND-01" in allowed.err


def test_only_lists_the_verdicts_asked_for_and_counts_all(call: Call, register: Path) -> None:
    told = call("audit", register, *ON, "2023-09-01", "--format", "json", "--only", "broken,undetermined").json
    assert {x["verdict"] for x in told["findings"]} == {"broken", "undetermined"}
    assert told["summary"]["verdicts"]["met"] > 0
    assert told["options"]["only"] == ["broken", "undetermined"]


def test_all_lists_what_was_never_owed_too(call: Call, register: Path) -> None:
    usual, every = (
        len(call("audit", register, *ON, "2023-09-01", "--format", "json", *more).json["findings"])
        for more in ((), ("--all",))
    )
    assert every > usual


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_page_are_written_in_the_language(call: Call, register: Path, tmp_path: Path, lang: str) -> None:
    text = call("audit", register, *ON, "2023-09-01", "--lang", lang)
    assert {"zh": "违反事项", "en": "Broken duties"}[lang] in text.out
    page = tmp_path / "report.html"
    result = call("audit", register, *ON, "2023-09-01", "--format", "html", "--out", page, "--lang", lang)
    assert (result.code, result.out) == (1, "")
    assert {"zh": 'lang="zh-Hans"', "en": 'lang="en"'}[lang] in page.read_text(encoding="utf-8")


# ------------------------------------------------------------ refused


@pytest.mark.parametrize(
    "contents",
    [
        b"",
        b"x,y\n1,2\n",
        b"[]",
        b"{",
        b'{"a": 1}',
        b'{"a": NaN}',
        b"\xff\xfe",
        b"%PDF-1.4",
        b"PK\x03\x04junk",
        b"[" * 100_000,
    ],
)
def test_what_is_no_register_ends_3_with_a_code(call: Call, tmp_path: Path, contents: bytes) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(contents)
    result = call("audit", path, *ON, "2023-09-01")
    assert (result.code, result.out) == (3, "")
    assert "INP-" in result.err


def test_a_missing_file_a_folder_and_an_unknown_policy_end_3(call: Call, register: Path, tmp_path: Path) -> None:
    for path, code in ((tmp_path / "nope.json", "INP-001"), (tmp_path, "INP-002"), ("a\0b", "INP-001")):
        result = call("audit", path, *ON, "2023-09-01")
        assert (result.code, result.out) == (3, "")
        assert code in result.err
    result = call("audit", register, "--policy", "nowhere-2023", "--as-of", "2023-09-01")
    assert result.code == 3
    assert "POL-001" in result.err


def test_all_that_is_wrong_is_told_at_once(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"place": 3, "year": "x", "unknown": 1}', encoding="utf-8")
    result = call("audit", path, "--policy", "nowhere", "--as-of", "2023-09-01", "--lang", "en")
    assert result.code == 3
    for place in ("/place", "/year", "/complete_through", "/unknown", "POL-001"):
        assert place in result.err
    assert "5 errors." in result.err


def test_a_policy_that_is_a_folder_or_broken_ends_3(call: Call, register: Path, tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    broken = tmp_path / "broken.toml"
    broken.write_text("[policy\n", encoding="utf-8")
    for policy in (tmp_path / "folder.toml", broken, tmp_path / "nope.toml"):
        result = call("audit", register, "--policy", policy, "--as-of", "2023-09-01")
        assert (result.code, result.out) == (3, "")
        assert "POL-" in result.err


def test_faulty_cases_can_be_left_out_and_then_nothing_is_scored(
    call: Call, tmp_path: Path, document: dict[str, Any]
) -> None:
    faulty = json.loads(json.dumps(document))
    faulty["cases"][0]["year"] = "soon"
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(faulty), encoding="utf-8")
    assert call("audit", path, *ON, "2023-09-01").code == 3
    result = call("audit", path, *ON, "2023-09-01", "--allow-partial", "--format", "json")
    assert result.code in (0, 1, 4)
    assert result.json["options"]["partial"] is True
    assert result.json["scores"] is None
    assert "/cases/0/year" in result.err
    assert "只读入了部分台账" in call("audit", path, *ON, "2023-09-01", "--allow-partial").out


def test_no_value_of_the_data_is_told_in_an_error(call: Call, tmp_path: Path, document: dict[str, Any]) -> None:
    faulty = json.loads(json.dumps(document))
    faulty["cases"][0]["title"] = "机密\x00标题"
    path = tmp_path / "faulty.json"
    path.write_text(json.dumps(faulty), encoding="utf-8")
    result = call("audit", path, *ON, "2023-09-01")
    assert result.code == 3
    assert "机密" not in result.err


# ------------------------------------------------------------ explain


def test_explain_tells_a_findings_reasons(call: Call, register: Path) -> None:
    told = call("audit", register, *ON, "2023-09-01", "--format", "json", "--only", "broken").json
    (finding,) = told["findings"]
    result = call("explain", register, finding["id"], *ON, "2023-09-01", "--json")
    assert result.code == 0
    assert result.json["finding"]["id"] == finding["id"]
    assert result.json["schema"].startswith("caserules.explanation/")
    for lang in ("zh", "en"):
        text = call("explain", register, finding["id"], *ON, "2023-09-01", "--lang", lang)
        assert text.code == 0
        assert finding["message"][lang] in text.out


def test_explain_answers_for_a_duty_never_owed(call: Call, register: Path) -> None:
    listed, every = (
        call("audit", register, *ON, "2023-09-01", "--format", "json", *more).json["findings"]
        for more in ((), ("--all",))
    )
    unlisted = {x["id"] for x in every} - {x["id"] for x in listed}
    assert call("explain", register, min(unlisted), *ON, "2023-09-01").code == 0


def test_explain_of_no_finding_ends_3(call: Call, register: Path) -> None:
    result = call("explain", register, "COHAND-01/nothing", *ON, "2023-09-01")
    assert (result.code, result.out) == (3, "")
    assert "INP-018" in result.err
