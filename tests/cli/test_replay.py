"""`caserules replay` and `recheck`: exit codes, both languages, what a file may not do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import Call

BROKEN = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
GIVEN = ("--policy", "pengshui-2023", "--as-of", "2023-08-25")


def audited(call: Call, register: Path, *more: str, form: str = "json") -> Path:
    path = register.with_name(f"assessment.{form}")
    call("audit", register, *GIVEN, "--format", form, "--out", path, *more)
    return path


def edited(path: Path, **changes: Any) -> Path:
    """The assessment with its version or one finding changed, as an earlier version might have told it."""
    data = json.loads(path.read_text(encoding="utf-8"))
    for finding in data["findings"]:
        if finding["id"] == BROKEN:
            finding.update(changes.pop("finding", {}))
    path.write_text(json.dumps(data | changes, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.parametrize("more", [(), ("--only", "broken,met"), ("--all",)])
def test_an_assessment_is_had_again(call: Call, register: Path, form: str, more: tuple[str, ...]) -> None:
    path = audited(call, register, *more, form=form)
    told = call("replay", path, "--register", register, "--format", "json")
    assert (told.code, told.json["same"], told.json["receipt"], told.err) == (0, True, [], "")
    assert call("recheck", path, "--register", register, "--format", "json").json["changes"] == []


def test_what_was_left_out_is_left_out_again(call: Call, register: Path, document: dict[str, Any]) -> None:
    first, *rest = document["cases"]
    partial = document | {"cases": [first | {"mode": "nonsense"}, *rest]}
    register.write_text(json.dumps(partial), encoding="utf-8")
    path = audited(call, register, "--allow-partial")
    assert json.loads(path.read_text(encoding="utf-8"))["options"]["partial"] is True
    assert call("replay", path, "--register", register).code == 0


def test_another_register_is_not_the_same_and_cannot_be_rechecked(
    call: Call, register: Path, document: dict[str, Any]
) -> None:
    path = audited(call, register)
    register.write_text(json.dumps(document | {"place": "别县"}), encoding="utf-8")
    told = call("replay", path, "--register", register, "--format", "json")
    assert told.code == 3 and [x["name"] for x in told.json["receipt"]] == ["register"]
    assert "凭据" in call("replay", path, "--register", register).out
    refused = call("recheck", path, "--register", register)
    assert (refused.code, refused.out) == (3, "") and "RPL-004" in refused.err


def test_a_file_changed_by_hand_is_told(call: Call, register: Path) -> None:
    path = edited(audited(call, register), finding={"verdict": "met"})
    told = call("replay", path, "--register", register, "--lang", "en")
    assert told.code == 3 and "changed after it was written" in told.out


@pytest.mark.parametrize(
    ("finding", "code"),
    [
        ({"verdict": "met", "breach": None}, 1),
        ({"due": "2023-05-22"}, 1),
        ({}, 0),
    ],
)
def test_a_changed_finding_that_is_or_was_broken_ends_1(
    call: Call, register: Path, finding: dict[str, Any], code: int
) -> None:
    path = edited(audited(call, register), library="0.0.9", finding=finding)
    told = call("recheck", path, "--register", register, "--format", "json")
    assert told.code == code
    assert [x["finding"] for x in told.json["changes"]] == ([BROKEN] if finding else [])
    assert told.json["library"]["before"] == "0.0.9"


def test_a_changed_finding_that_was_undetermined_ends_4(call: Call, register: Path) -> None:
    path = audited(call, register)
    data = json.loads(path.read_text(encoding="utf-8"))
    met = next(x for x in data["findings"] if x["verdict"] == "met")
    met["verdict"] = "undetermined"
    path.write_text(json.dumps(data), encoding="utf-8")
    assert call("recheck", path, "--register", register).code == 4


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("没有公告说明", "符合", "违反")), ("en", ("no advisory", "met", "broken"))]
)
def test_a_change_is_told_in_words(call: Call, register: Path, lang: str, words: tuple[str, ...]) -> None:
    path = edited(audited(call, register), library="0.0.9", finding={"verdict": "met"})
    told = call("recheck", path, "--register", register, "--lang", lang)
    assert told.code == 1 and BROKEN in told.out.replace("\n", "")
    assert all(word in told.out for word in words)


def test_a_file_names_no_policy_file_to_open(call: Call, register: Path, tmp_path: Path) -> None:
    path = audited(call, register)
    data = json.loads(path.read_text(encoding="utf-8"))
    for name, code in (("mycounty-2031", "RPL-005"), (str(tmp_path / "pack.toml"), "RPL-001")):
        data["policy"]["id"] = name
        path.write_text(json.dumps(data), encoding="utf-8")
        refused = call("replay", path, "--register", register)
        assert refused.code == 3 and code in refused.err


def test_nothing_in_a_file_acts_on_a_terminal(call: Call, register: Path) -> None:
    path = edited(audited(call, register), library="\x1b[31m0.0.9", finding={"verdict": "\x1b]0;x\x07"})
    told = call("recheck", path, "--register", register)
    assert "\x1b" not in told.out and "\x07" not in told.out


@pytest.mark.parametrize("command", ["replay", "recheck"])
def test_what_is_missing_is_a_usage_error(call: Call, register: Path, command: str) -> None:
    assert call(command, register).code == 2
    refused = call(command, register, "--register", register)
    assert refused.code == 3 and "RPL-001" in refused.err
