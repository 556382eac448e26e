"""`caserules import`: what was read is shown, a mapping learnt, a register written; the exit code says whether it can be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caserules import load_register
from cli.conftest import Call
from importing.sheets import LAYOUT_A, workbook

SAID = """schema = "caserules.import/1"
place = "某县"
year = 2023
complete_through = 2023-09-01
scheme = "pengshui"
bound = true
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    where = tmp_path / "提案.xlsx"
    where.write_bytes(workbook(LAYOUT_A))
    return where


@pytest.fixture
def said(tmp_path: Path) -> Path:
    where = tmp_path / "map.toml"
    where.write_text(SAID, encoding="utf-8")
    return where


def test_a_report_is_told_and_what_is_missing_ends_3(call: Call, office: Path) -> None:
    told = call("import", office, "--report")
    assert told.code == 3
    assert "主办单位" in told.out
    assert told.err.count("INP-045") == 5
    assert call("import", office, "--json").json["sheets"][0]["cases"] == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_complete_mapping_ends_0(call: Call, office: Path, said: Path, lang: str) -> None:
    told = call("import", office, "--map", said, "--lang", lang)
    assert (told.code, told.err) == (0, "")


def test_a_mapping_is_learnt_and_used(call: Call, office: Path, said: Path, tmp_path: Path) -> None:
    learnt = tmp_path / "learnt.toml"
    assert call("import", office, "--map", said, "--learn", learnt).code == 0
    assert '"内容" = "-"' in learnt.read_text(encoding="utf-8")
    again = call("import", office, "--map", learnt, "--json")
    assert (again.code, again.json["counts"]) == (0, {"proposal": 2})


@pytest.mark.parametrize("suffix", ["json", "xlsx"])
def test_a_register_is_written_and_audited(call: Call, office: Path, said: Path, tmp_path: Path, suffix: str) -> None:
    where = tmp_path / f"register.{suffix}"
    assert call("import", office, "--map", said, "--out", where).code == 0
    assert len(load_register(where).cases) == 2
    assert call("audit", where, "--policy", "pengshui-2023", "--as-of", "2023-09-01").code in (0, 4)


def test_a_count_that_differs_withholds_the_register(call: Call, office: Path, said: Path, tmp_path: Path) -> None:
    said.write_text(SAID + "[expected]\nproposal = 3\n", encoding="utf-8")
    where = tmp_path / "register.json"
    told = call("import", office, "--map", said, "--out", where, "--allow-partial")
    assert (told.code, where.exists()) == (3, False)
    assert "INP-047" in told.err


def test_a_foreign_file_is_not_overwritten(call: Call, office: Path, said: Path, tmp_path: Path) -> None:
    where = tmp_path / "notes.json"
    where.write_text(json.dumps({"mine": 1}), encoding="utf-8")
    assert call("import", office, "--map", said, "--out", where).code == 3
    assert json.loads(where.read_text(encoding="utf-8")) == {"mine": 1}
