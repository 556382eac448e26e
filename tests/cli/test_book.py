"""`caserules policy book`: the file's name says what is written; what is not ours stays."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from cli.conftest import Call

HEAD = (
    '[policy]\nid = "upper"\nversion = "1"\nschema = "caserules.policy/1"\nplace = "某县"\nrank = "county"\n'
    'time_zone = "Asia/Shanghai"\nlayers = ["pengshui-2023"]\n'
)


def test_a_page_and_a_document_are_written_and_written_again(call: Call, tmp_path: Path) -> None:
    for name in ("book.html", "book.docx", "BOOK.HTML"):
        for _ in range(2):
            made = call("policy", "book", "pengshui-2023", "-o", tmp_path / name)
            assert (made.code, made.out) == (0, "")
            assert name in made.err
    assert "2023-05-23" in (tmp_path / "book.html").read_text(encoding="utf-8")
    document: Any = docx.Document(BytesIO((tmp_path / "book.docx").read_bytes()))
    assert document.core_properties.keywords == "caserules-policy-book"


def test_the_language_and_the_day_are_as_asked(call: Call, tmp_path: Path) -> None:
    place = tmp_path / "book.html"
    call("policy", "book", "pengshui-2023", "--out", place, "--assigned", "2023-04-11", "--lang", "en")
    page = place.read_text(encoding="utf-8")
    assert '<html lang="en">' in page and "Taking 2023-04-11 (Tue)" in page and "2023-05-24" in page


@pytest.mark.parametrize("name", ["book.html", "book.docx"])
def test_what_is_not_ours_is_left(call: Call, tmp_path: Path, name: str) -> None:
    place = tmp_path / name
    place.write_bytes(b"PK\x03\x04 a letter")
    assert call("policy", "book", "pengshui-2023", "-o", place).code == 3
    assert place.read_bytes() == b"PK\x03\x04 a letter"


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "book.pdf"),
        ("-o", "book"),
        (),
        ("-o", "book.html", "--assigned", "2023-13-01"),
    ],
)
def test_what_cannot_be_written_is_a_usage_error(call: Call, arguments: tuple[str, ...]) -> None:
    assert call("policy", "book", "pengshui-2023", *arguments).code == 2


def test_a_policy_without_a_first_day_asks_for_one(call: Call, tmp_path: Path) -> None:
    pack, place = tmp_path / "upper.toml", tmp_path / "book.html"
    for more in ("", "in_force = 2022-01-01\nyear = 2023\n"):
        pack.write_text(HEAD + more, encoding="utf-8")
        refused = call("policy", "book", pack, "-o", place)
        assert refused.code == 2 and "--assigned" in refused.err and not place.exists()
    assert call("policy", "book", pack, "-o", place, "--assigned", "2023-04-10").code == 0


def test_a_policy_that_is_not_there_and_a_missing_extra_end_3(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert call("policy", "book", "nowhere", "-o", tmp_path / "x.html").code == 3
    monkeypatch.setitem(sys.modules, "docx", None)
    refused = call("policy", "book", "pengshui-2023", "-o", tmp_path / "x.docx")
    assert refused.code == 3 and "caserules[office]" in refused.err
    assert list(tmp_path.iterdir()) == []
