"""The record of confirmations as a file: only added to, read back as it was, refused when it is not whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules import Confirmation, InputRejected
from caserules.confirming import State
from caserules.io.confirmations import add_confirmation, load_confirmations, step_line

KEY = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
STEPS = (
    Confirmation(KEY, State.DRAFT, "某某", date(2023, 6, 1)),
    Confirmation(KEY, State.TOLD, "某某", date(2023, 6, 2), note='函〔2023〕5号 "quoted" \\ {x} ＝1+1'),
    Confirmation(KEY, State.UNANSWERED, "O'Neil", date(2023, 6, 30)),
)
HEAD = '{"schema": "caserules.confirmations/1"}\n'
LINE = step_line(STEPS[0]) + "\n"


def test_what_is_written_is_read_back_and_lines_are_only_added(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    before = b""
    for number, step in enumerate(STEPS, 1):
        assert add_confirmation(path, step).state(KEY) is step.state
        now = path.read_bytes()
        assert now.startswith(before) and now.count(b"\n") == number + 1
        assert load_confirmations(path).steps == STEPS[:number]
        before = now


def test_a_step_that_is_refused_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    with pytest.raises(InputRejected):
        add_confirmation(path, STEPS[1])
    assert not path.exists()
    add_confirmation(path, STEPS[0])
    before = path.read_bytes()
    with pytest.raises(InputRejected):
        add_confirmation(path, STEPS[2])
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD + LINE[:-1], "CNF-006"),
        (HEAD + LINE[:40] + "\n", "CNF-006"),
        (LINE, "CNF-006"),
        (HEAD.replace("/1", "/2"), "CNF-006"),
        ("\n", "CNF-006"),
        (HEAD + "\n", "CNF-006"),
        (HEAD + "[]\n", "CNF-006"),
        (HEAD + LINE.replace('"draft"', '"done"'), "CNF-006"),
        (HEAD + LINE.replace("2023-06-01", "20230601"), "CNF-006"),
        (HEAD + LINE.replace('"某某"', "3"), "CNF-006"),
        (HEAD + LINE.replace('"by"', '"by": "x", "by"'), "CNF-006"),
        (HEAD + LINE.replace('"by"', '"who"'), "CNF-006"),
        (HEAD + "[" * 100_000 + "\n", "CNF-006"),
        (HEAD + LINE + LINE, "CNF-002"),
        (HEAD + LINE.replace("COHAND-01", "COHAND-99"), "CNF-001"),
        (HEAD + LINE.replace("某某", " "), "CNF-005"),
    ],
)
def test_a_file_that_is_not_one_is_refused_and_left(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputRejected) as refused:
        load_confirmations(path)
    assert refused.value.code == code
    with pytest.raises(InputRejected) as refused:
        add_confirmation(path, STEPS[0])
    assert refused.value.code == code
    assert path.read_text(encoding="utf-8") == text


def test_no_file_and_no_place(tmp_path: Path) -> None:
    with pytest.raises(InputRejected) as refused:
        load_confirmations(tmp_path / "none.jsonl")
    assert refused.value.code == "INP-001"
    with pytest.raises(InputRejected) as refused:
        add_confirmation(tmp_path / "no" / "c.jsonl", STEPS[0])
    assert refused.value.code == "INP-016"
    with pytest.raises(InputRejected) as refused:
        add_confirmation(tmp_path, STEPS[0])
    assert refused.value.code == "INP-002"
