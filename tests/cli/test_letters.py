"""`caserules letters` and `letter-template`: a file a unit, and never over another's."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from cli.conftest import Call

GIVEN = ("--policy", "pengshui-2023", "--as-of", "2023-08-25")


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ((), ["reminder-2023-08-25-fengxi.docx"]),
        (("--within", "1wd"), []),
        (("--unit", "jiaowei"), []),
        (("--kind", "notice"), ["notice-2023-08-25-caizheng.docx"]),
        (("--kind", "reply_form", "--unit", "jiaotong"), ["reply_form-2023-08-25-jiaotong.docx"]),
    ],
)
def test_a_file_a_unit(call: Call, register: Path, tmp_path: Path, more: tuple[str, ...], names: list[str]) -> None:
    place = tmp_path / "letters"
    place.mkdir()
    made = call("letters", register, *GIVEN, "--out", place, *more)
    assert (made.code, made.out) == (0, "")
    assert sorted(x.name for x in place.iterdir()) == names
    assert f"共 {len(names)} 份" in made.err


def test_the_same_letters_are_written_again_and_an_edited_one_stays(call: Call, register: Path, tmp_path: Path) -> None:
    place = tmp_path / "reply_form-2023-08-25-fengxi.docx"
    arguments = ("letters", register, *GIVEN, "--kind", "reply_form", "--out", tmp_path)
    assert call(*arguments).code == 0
    before = place.read_bytes()
    assert call(*arguments).code == 0
    assert place.read_bytes() == before
    document: Any = docx.Document(BytesIO(before))
    document.paragraphs[-1].text = "改过"
    document.save(str(place))
    edited, others = place.read_bytes(), [x for x in tmp_path.iterdir() if x.suffix == ".docx" and x != place]
    for other in others:
        other.unlink()
    refused = call(*arguments)
    assert refused.code == 3 and "INP-016" in refused.err and place.name in refused.err
    assert place.read_bytes() == edited
    assert not [x for x in others if x.exists()]


def test_an_office_has_its_own_template_and_name(call: Call, register: Path, tmp_path: Path) -> None:
    template = tmp_path / "notice.docx"
    assert call("letter-template", "notice", "--out", template).code == 0
    document: Any = docx.Document(str(template))
    document.add_paragraph("抄送：{地区}人大")
    document.save(str(template))
    assert call("letter-template", "notice", "--out", template).code == 3
    given = ("--kind", "notice", "--template", template, "--issuer", "某县某办", "--out", tmp_path)
    assert call("letters", register, *GIVEN, *given).code == 0
    made: Any = docx.Document(str(tmp_path / "notice-2023-08-25-caizheng.docx"))
    lines = [x.text for x in made.paragraphs]
    assert "抄送：彭水苗族土家族自治县人大" in lines and "某县某办" in lines


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", ["reminder", "notice", "reply_form", "criticism", "correction"])
def test_every_kind_has_a_template(call: Call, tmp_path: Path, kind: str, lang: str) -> None:
    assert call("letter-template", kind, "--out", tmp_path / "t.docx", "--lang", lang).code == 0
    document: Any = docx.Document(str(tmp_path / "t.docx"))
    assert document.core_properties.language == ("en" if lang == "en" else "zh-CN")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--out", "nowhere/letters"), 3),
        (("--out", "register.json"), 3),
        (("--out", ".", "--kind", "criticism"), 2),
        (("--out", ".", "--unit", "nobody"), 2),
        (("--out", ".", "--within", "soon"), 2),
        (("--out", ".", "--kind", "notice", "--template", "none.docx"), 3),
        ((), 2),
    ],
)
def test_what_cannot_be_done_is_told(
    call: Call, register: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(register.parent)
    assert call("letters", register, *GIVEN, *arguments).code == code
    assert list(register.parent.iterdir()) == [register]


def test_the_missing_extra_ends_3(call: Call, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    refused = call("letters", register, *GIVEN, "--kind", "notice", "--out", tmp_path)
    assert refused.code == 3 and "caserules[office]" in refused.err
    assert list(tmp_path.glob("*.docx")) == []
