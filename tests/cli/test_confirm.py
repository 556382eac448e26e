"""`caserules confirm`, `criticism` and `audit --profile`: from a recorded step to a draft, and to what the public sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from cli.conftest import Call

GIVEN = ("--policy", "pengshui-2023", "--as-of", "2023-08-25")
KEY = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
NAME = "欧阳无名"


@pytest.fixture
def record(call: Call, tmp_path: Path) -> Path:
    """A record in which the one broken finding is confirmed."""
    path = tmp_path / "confirmed.jsonl"
    for state in ("draft", "told", "answered", "confirmed"):
        assert call("confirm", path, KEY, state, "--by", NAME, "--on", "2023-08-20").code == 0
    return path


def test_steps_are_recorded_and_those_out_of_order_refused(call: Call, record: Path) -> None:
    told = [json.loads(x) for x in record.read_text(encoding="utf-8").splitlines()]
    assert told[0] == {"schema": "caserules.confirmations/1"}
    assert told[-1] == {"finding": KEY, "state": "confirmed", "by": NAME, "on": "2023-08-20"}
    before = record.read_bytes()
    for state, day, code in (("told", "2023-08-21", "CNF-002"), ("published", "2023-08-19", "CNF-003")):
        refused = call("confirm", record, KEY, state, "--by", NAME, "--on", day)
        assert refused.code == 3 and code in refused.err and NAME not in refused.err
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("REPLY-99/-/a/b/-", "draft", "--by", NAME, "--on", "2023-08-20"), 3, "CNF-001"),
        ((KEY, "draft", "--by", " ", "--on", "2023-08-20"), 3, "CNF-005"),
        ((KEY, "done", "--by", NAME, "--on", "2023-08-20"), 2, "draft"),
        ((KEY, "draft", "--by", NAME, "--on", "today"), 2, "--on"),
        ((KEY, "draft", "--on", "2023-08-20"), 2, "--by"),
        ((KEY, "draft", "--by", NAME, "--on", "2023-08-20", "--register", "x.json"), 2, "--policy"),
    ],
)
def test_a_step_that_is_none_is_not_recorded(
    call: Call, tmp_path: Path, arguments: tuple[str, ...], code: int, told: str
) -> None:
    refused = call("confirm", tmp_path / "c.jsonl", *arguments)
    assert refused.code == code and told in refused.err
    assert not (tmp_path / "c.jsonl").exists()


def test_a_register_says_whether_it_is_broken(call: Call, register: Path, tmp_path: Path) -> None:
    by = ("--by", NAME, "--register", register, "--policy", "pengshui-2023")
    path = tmp_path / "c.jsonl"
    early = call("confirm", path, KEY, "draft", "--on", "2023-05-12", *by)
    assert early.code == 3 and "CNF-008" in early.err
    unknown = call("confirm", path, KEY.replace("/2/", "/9/"), "draft", "--on", "2023-08-25", *by)
    assert unknown.code == 3 and "CNF-001" in unknown.err
    assert call("confirm", path, KEY, "draft", "--on", "2023-08-25", *by, "--note", "说明").code == 0
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[1])["note"] == "说明"


def test_a_draft_as_text_json_and_document(call: Call, register: Path, record: Path, tmp_path: Path) -> None:
    arguments = ("criticism", register, *GIVEN, "--confirmed", record)
    text = call(*arguments)
    assert text.code == 0 and "可以列入（1）" in text.out and "由人决定" in text.err
    told = call(*arguments, "--format", "json")
    assert [x["finding"] for x in told.json["items"]] == [KEY]
    place = tmp_path / "draft.docx"
    assert call(*arguments, "--format", "docx", "--out", place).code == 0
    document: Any = docx.Document(str(place))
    assert document.tables[0].rows[1].cells[1].text == "县财政局"
    for made in (text.out, told.out, *(x.text for x in document.paragraphs)):
        assert NAME not in made
    nothing = call(*arguments, "--format", "docx", "--corrections", "--out", tmp_path / "none.docx")
    assert nothing.code == 0 and not (tmp_path / "none.docx").exists()


def test_a_published_one_that_is_withdrawn_is_to_be_corrected(
    call: Call, register: Path, record: Path, tmp_path: Path
) -> None:
    for state in ("published", "withdrawn"):
        assert call("confirm", record, KEY, state, "--by", NAME, "--on", "2023-08-22").code == 0
    arguments = ("criticism", register, *GIVEN, "--confirmed", record)
    assert "应予更正（1）" in call(*arguments).out
    place = tmp_path / "correction.docx"
    assert call(*arguments, "--format", "docx", "--corrections", "--out", place).code == 0
    document: Any = docx.Document(str(place))
    assert "更正" in document.core_properties.title
    assert call("confirm", record, KEY, "corrected", "--by", NAME, "--on", "2023-08-24").code == 0
    assert "应予更正（0）" in call(*arguments).out


@pytest.mark.parametrize(
    ("more", "code"),
    [(("--format", "docx"), 2), (("--out", "x.txt"), 2), (("--format", "pdf"), 2)],
)
def test_a_draft_that_cannot_be_written_is_a_usage_error(
    call: Call, register: Path, record: Path, more: tuple[str, ...], code: int
) -> None:
    assert call("criticism", register, *GIVEN, "--confirmed", record, *more).code == code


def test_a_record_of_later_days_is_refused(call: Call, register: Path, record: Path) -> None:
    early = ("--policy", "pengshui-2023", "--as-of", "2023-08-19")
    refused = call("criticism", register, *early, "--confirmed", record)
    assert refused.code == 3 and "CNF-004" in refused.err and NAME not in refused.err


# ------------------------------------------------------------ profiles


def test_the_public_sees_what_was_published(call: Call, register: Path, record: Path) -> None:
    arguments = ("audit", register, *GIVEN, "--format", "json", "--profile", "public", "--confirmed", record)
    confirmed = call(*arguments)
    assert confirmed.code == 1 and confirmed.json["findings"] == []
    assert call("confirm", record, KEY, "published", "--by", NAME, "--on", "2023-08-22").code == 0
    published = call(*arguments)
    assert [x["unit"] for x in published.json["findings"]] == ["caizheng"] and NAME not in published.out
    without = call(*arguments[:-2])
    assert without.json["findings"] == [] and without.json["options"]["profile"] == "public"


def test_a_unit_sees_its_own(call: Call, register: Path, tmp_path: Path) -> None:
    page = tmp_path / "u.html"
    arguments = ("audit", register, *GIVEN, "--profile", "unit", "--unit", "fengxi")
    assert call(*arguments, "--format", "html", "--out", page).code == 1
    assert "枫溪镇" in page.read_text(encoding="utf-8") and "县教委" not in page.read_text(encoding="utf-8")
    assert {x["unit"] for x in call(*arguments, "--format", "json").json["findings"]} == {"fengxi"}
    lines = call(*arguments, "--format", "jsonl").out.splitlines()
    assert {json.loads(x)["unit"] for x in lines[1:]} == {"fengxi"}


@pytest.mark.parametrize(
    "more",
    [
        ("--profile", "public"),
        ("--profile", "public", "--format", "xlsx"),
        ("--profile", "unit", "--format", "json"),
        ("--unit", "fengxi", "--format", "json"),
        ("--profile", "unit", "--unit", "nobody", "--format", "json"),
        ("--profile", "public", "--unit", "fengxi", "--format", "json"),
        ("--confirmed", "x.jsonl", "--format", "json"),
        ("--profile", "public", "--only", "broken", "--format", "json"),
        ("--profile", "public", "--all", "--format", "json"),
        ("--profile", "friends", "--format", "json"),
    ],
)
def test_options_that_do_not_go_together_are_a_usage_error(call: Call, register: Path, more: tuple[str, ...]) -> None:
    refused = call("audit", register, *GIVEN, *more)
    assert (refused.code, refused.out) == (2, "")
