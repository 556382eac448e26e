"""`caserules questions` and `caserules answers`: sheets out, sheets back, the old register as it was."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from caserules.cli.run import run as run_command
from caserules.demo import build_register
from caserules.io import load_register, write_register

ASKING = ("--policy", "pengshui-2023", "--as-of", "2023-09-01")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("register") / "register.json"
    write_register(build_register(), where)
    return where


def run(*args: object) -> int:
    return run_command([str(arg) for arg in args])


def test_the_facts_wanted_are_listed_by_unit(register: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("questions", register, *ASKING) == 0
    text, notes = capsys.readouterr()
    assert run("questions", register, *ASKING, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)["questions"]
    assert f"待补事实 {len(told)} 项" in text
    assert notes == ""
    assert run("questions", register, *ASKING, "--unit", told[0]["unit"], "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["questions"] == [x for x in told if x["unit"] == told[0]["unit"]]


def test_a_sheet_a_unit_filled_in_and_merged(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = register.read_bytes()
    assert run("questions", register, *ASKING, "--out", tmp_path) == 0
    sheets = sorted(tmp_path.glob("questions-2023-09-01-*.xlsx"))
    assert len(sheets) > 5
    places = set()
    for path in sheets:
        book = load_workbook(io.BytesIO(path.read_bytes()))
        for row in book["待补事实"].iter_rows(min_row=2):
            if row[6].value is not None:
                row[4].value = "2023-08-30"
                places.add(row[6].value)
        book.save(path)
    assert len(places) > 20
    assert run("answers", register, *sheets, "--out", tmp_path / "new.json") == 0
    assert f"并入 {len(places)} 处答复" in capsys.readouterr().err
    assert register.read_bytes() == before
    assert load_register(tmp_path / "new.json") != load_register(register)
    assert run("answers", tmp_path / "new.json", *sheets, "--out", tmp_path / "again.json") == 3
    assert "INP-053" in capsys.readouterr().err
    assert not (tmp_path / "again.json").exists()


def test_what_is_asked_about_a_secret_case_is_counted_and_not_listed(
    register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(register.read_text(encoding="utf-8"))
    assert run("questions", register, *ASKING, "--format", "json") == 0
    asked = json.loads(capsys.readouterr().out)["questions"]
    case = next(x["case"] for x in asked if "case" in x)
    for each in told["cases"]:
        each["secret"] = f"{each['kind']}/{each['year']}/{each['number']}" == case
    (tmp_path / "secret.json").write_text(json.dumps(told), encoding="utf-8")
    assert run("questions", tmp_path / "secret.json", *ASKING, "--format", "json") == 0
    out, notes = capsys.readouterr()
    assert [x for x in json.loads(out)["questions"] if x.get("case") == case] == []
    assert f"另有 {sum(x.get('case') == case for x in asked)} 项涉密" in notes


def test_what_is_no_folder_no_unit_and_no_sheet_is_refused(register: Path, tmp_path: Path) -> None:
    assert run("questions", register, *ASKING, "--out", tmp_path / "nowhere" / "sheets") == 3
    assert run("questions", register, *ASKING, "--out", register) == 3
    assert run("questions", register, *ASKING, "--unit", "nobody") == 2
    assert run("answers", register, register, "--out", tmp_path / "new.json") == 3
