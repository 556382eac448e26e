"""`caserules whatif` and `caserules simulate`: what they print, and that they judge nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caserules.cli.run import run
from caserules.demo import small_register

Call = Callable[..., tuple[int, str, str]]
ON = ("--policy", "pengshui-2023")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.json"
    plain = small_register().model_dump(mode="json", by_alias=True, exclude_unset=True)
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    monkeypatch.setenv("COLUMNS", "100")

    def called(*args: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return called


def test_a_parameter_set_is_compared_and_ends_0(call: Call, register: Path) -> None:
    code, out, _ = call("whatif", register, *ON, "--set", "cohandling.COHAND-01.opinion_term=20wd")
    assert code == 0
    assert "COHAND-01.opinion_term" in out
    assert "20wd from asked" in re.sub(r"\s+", " ", out)


def test_json_is_the_comparisons_own_form(call: Call, register: Path) -> None:
    args = ("whatif", register, *ON, "--set", "REPLY-01.closing_event=delivered", "--set", "KEY-01.off=true")
    code, out, _ = call(*args, "--format", "json")
    data = json.loads(out)
    assert (code, data["schema"]) == (0, "caserules.comparison/1")
    assert [x["key"] for x in data["differences"]] == ["KEY-01", "REPLY-01.closing_event"]
    assert call(*args, "--format", "json", "--lang", "en")[1] == out


def test_another_policy_and_another_day(call: Call, register: Path) -> None:
    assert call("whatif", register, *ON, "--against", "pengshui-2023")[:1] == (0,)
    code, out, _ = call(
        "whatif", register, *ON, "--as-of", "2023-05-01", "--against-as-of", "2023-09-01", "--lang", "en"
    )
    assert code == 0
    assert "day of the verdicts" in out


def test_all_lists_what_is_left_out(call: Call, register: Path) -> None:
    args = ("whatif", register, *ON, "--as-of", "2023-05-01", "--against-as-of", "2023-12-31")
    short, whole = call(*args)[1], call(*args, "--all")[1]
    assert "项未列出" in short
    assert "项未列出" not in whole
    assert len(whole) > len(short)


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        ((), 2, "--against"),
        (("--set", "opinion_term"), 2, "--set"),
        (("--set", "COHAND-01.opinion_term="), 2, "--set"),
        (("--set", "COHAND-01.nope=1"), 3, "POL-004"),
        (("--set", "COHAND-01.opinion_term=soon"), 3, "TRM-001"),
        (("--set", "REPLY-01.closing_event=never"), 3, "POL-005"),
        (("--against", "nowhere"), 3, "POL-001"),
        (("--against-as-of", "9"), 2, "--against-as-of"),
        (("--set", "KEY-01.off=true", "--format", "html"), 2, "--format"),
    ],
)
def test_what_is_wrong_ends_2_or_3(call: Call, register: Path, args: tuple[str, ...], code: int, words: str) -> None:
    for lang in ("zh", "en"):
        ended, out, err = call("whatif", register, *ON, *args, "--lang", lang)
        assert (ended, out) == (code, "")
        assert words in err


def test_without_a_day_the_register_must_state_one(call: Call, register: Path) -> None:
    plain = json.loads(register.read_text(encoding="utf-8"))
    plain["complete_through"] = {"contacts": "2023-09-01"}
    register.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
    code, _, err = call("whatif", register, *ON, "--set", "KEY-01.off=true")
    assert code == 2
    assert "--as-of" in err


def test_problems_of_all_inputs_are_told_at_once(call: Call, tmp_path: Path) -> None:
    code, _, err = call("whatif", tmp_path / "none.json", "--policy", "one", "--against", "two")
    assert code == 3
    assert err.count("POL-001") == 2
    assert "INP-001" in err


@pytest.mark.parametrize("by", ["week", "unit", "rule"])
def test_a_load_is_drawn_by_each(call: Call, register: Path, by: str) -> None:
    code, out, _ = call("simulate", register, *ON, "--by", by)
    assert code == 0
    assert "█" in out


def test_a_load_as_json_and_where_only_ascii_is_drawn(
    call: Call, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data: dict[str, Any] = json.loads(call("simulate", register, *ON, "--format", "json")[1])
    assert data["schema"] == "caserules.load/1"
    monkeypatch.setattr("caserules.cli.out.look", lambda: {"width": 80, "color": False, "plain_lines": True})
    out = call("simulate", register, *ON, "--lang", "en")[1]
    assert "█" not in out
    assert "##" in out


@pytest.mark.parametrize("command", ["whatif", "simulate"])
def test_help_speaks_both_languages_whole(call: Call, command: str) -> None:
    zh, en = call(command, "--help")[1], call(command, "--help", "--lang", "en")[1]
    assert "显示本说明并退出" in zh
    assert "…" not in zh + en
    assert not re.search("[\u3000-\u303f\uff01-\uff5e\u4e00-\u9fff]", en)
