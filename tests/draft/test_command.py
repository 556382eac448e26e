"""`caserules policy draft`, and `policy check` on what nobody has confirmed."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from caserules.cli.run import run
from draft.measure import NOTICES

NOTICE = NOTICES / "han.txt"


def called(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    code = run([str(x) for x in args])
    out, err = capsys.readouterr()
    return code, out, err


def test_without_a_place_the_pack_goes_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capsys, "policy", "draft", NOTICE)
    assert code == 0
    assert out.startswith("# ")
    assert "[cohandling.COHAND-01]" in out
    assert "COHAND-01.opinion_term = 25wd ← asked" in err


def test_with_a_place_the_report_goes_to_standard_output(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "draft.toml"
    code, out, _ = called(capsys, "policy", "draft", NOTICE, "--out", place, "--lang", "en")
    assert code == 0
    assert "[cohandling.COHAND-01]" in place.read_text(encoding="utf-8")
    assert "Found (" in out
    assert called(capsys, "policy", "draft", NOTICE, "--out", place)[0] == 3, "a person may have confirmed half of it"


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "policy", "draft", NOTICE, "--json", "--base", "pengshui-2023")
    assert code == 0
    assert json.loads(out)["notice"]["year"] == 2024


@pytest.mark.parametrize(("name", "base"), [("none.txt", "pengshui-2023"), ("han.txt", "no-such")])
def test_what_is_not_there_ends_3(capsys: pytest.CaptureFixture[str], name: str, base: str) -> None:
    assert called(capsys, "policy", "draft", NOTICES / name, "--base", base)[0] == 3


def test_a_pack_that_nobody_confirmed_is_refused_unless_allowed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "county.toml"
    shutil.copyfile(str(files("caserules.policy").joinpath("packs", "pengshui-2023.toml")), path)
    assert called(capsys, "policy", "check", path)[0] == 0
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('opinion_term = { term = "30wd"', 'opinion_term = { basis = "unconfirmed", term = "30wd"'),
        encoding="utf-8",
    )
    code, _, err = called(capsys, "policy", "check", path)
    assert code == 3
    assert "POL-013" in err
    assert "county.toml:" in err
    assert called(capsys, "policy", "check", path, "--allow-unconfirmed")[0] == 0
