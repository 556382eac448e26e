"""Damaged and disguised files: each refused by a code at once, or read as told; never a traceback, never a guess."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.importing import OfficeMapping, import_file, read_mapping
from importing.sheets import LAYOUT_A, LAYOUT_C, parquet, text, workbook

SAID = OfficeMapping(
    place="某县", year=2023, complete_through=date(2023, 9, 1), scheme="pengshui", bound=True, kept=("adjustments",)
)
GOOD = workbook(LAYOUT_A)


def zipped(**members: bytes) -> bytes:
    """A workbook with some members changed or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        changed = {
            name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): x for name, x in members.items()
        }
        for info in old.infolist():
            new.writestr(info.filename, changed.pop(info.filename, old.read(info)))
        for name, content in changed.items():
            new.writestr(name, content)
    return buffer.getvalue()


SHEET = b'<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>'
DAMAGED: dict[str, tuple[bytes, str]] = {
    "a bomb": (zipped(xl__worksheets__sheet1_xml=SHEET + b" " * 80_000_000), "INP-017"),
    "entities": (zipped(xl__worksheets__sheet1_xml=b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET), "INP-017"),
    "macros": (zipped(xl__vbaProject_bin=b"x"), "INP-017"),
    "cut short": (GOOD[: len(GOOD) // 2], "INP-017"),
    "a page renamed .xls": (b"<html><table><tr><td>x</td></tr></table></html>", "INP-022"),
    "a .pdf": (b"%PDF-1.7 ...", "INP-022"),
    "json": (b'{"cases": []}', "INP-022"),
    "an old workbook that is none": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096, "INP-003"),
    "nothing": (b"", "INP-042"),
    "a text without a header": ("一,二,三\r\n1,2,3\r\n".encode(), "INP-042"),
    "a quote that is never closed": (text(LAYOUT_A) + b'\r\n"3,x', "INP-003"),
    "zero bytes in a text": (text(LAYOUT_A) + b"\x00", "INP-042"),
    "a Parquet file cut short": (parquet(LAYOUT_C)[:-9], "INP-063"),
    "a Parquet table with lists in it": (parquet((("提案号", "案由", "主办单位"), (1, "x", ["教委"]))), "INP-063"),
    "two encodings in one text": (text(LAYOUT_A) + "\r\n尾".encode("utf-16-le"), "INP-042"),
}


@pytest.mark.parametrize(("data", "code"), DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_refused_by_its_code(data: bytes, code: str) -> None:
    with pytest.raises(InputRejected) as refused:
        import_file(data, SAID, name="x")
    assert [x.code for x in refused.value.problems] == [code]


def test_another_archive_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("readme.txt", "x")
    with pytest.raises(InputRejected) as refused:
        import_file(buffer.getvalue(), SAID, name="x")
    assert refused.value.code == "INP-022"


@pytest.mark.parametrize("where", ["/dev/zero", "/tmp", "no such file.xlsx"])  # noqa: S108  no file is made there
def test_what_is_no_file_is_refused(where: str) -> None:
    with pytest.raises(InputRejected):
        import_file(where, SAID)


def test_an_old_workbook_is_read() -> None:
    found = import_file(Path(__file__).parent / "data" / "layout-a.xls", SAID)
    assert found.problems == ()
    assert found.document["cases"] == [
        {**case, "source": {**case["source"], "file": "layout-a.xls"}}
        for case in import_file(GOOD, SAID, name="x").document["cases"]
    ]


def test_too_many_columns_are_refused() -> None:
    wide = (LAYOUT_A[0] + ("x",) * 300, *LAYOUT_A[1:])  # type: ignore[operator]  # a tuple of texts
    with pytest.raises(InputRejected) as refused:
        import_file(workbook(wide), SAID, name="x")
    assert refused.value.code == "INP-011"


def test_a_text_in_gb18030_is_told_as_guessed() -> None:
    assert import_file(text(LAYOUT_A, "gb18030"), SAID).report.notes[0][0] == "encoding_guessed"
    assert all(name != "encoding_guessed" for name, _ in import_file(text(LAYOUT_A), SAID).report.notes)


def test_characters_beyond_the_common_set_stay_as_they_are() -> None:
    rows = [list(row) for row in LAYOUT_A]
    rows[1][1], rows[1][6] = "阿不都·买买提", "𬱖㛃与金的提案"
    for data in (workbook(rows), text(rows), text(rows, "gb18030")):
        case = import_file(data, SAID).register().cases[0]
        assert case.title == "𬱖㛃与金的提案"


@pytest.mark.parametrize(
    ("toml", "keys"),
    [
        ("year = 2023", {"schema"}),
        ('schema = "caserules.import/1"\nyears = 2023', {"years"}),
        ('schema = "caserules.import/1"\nyear = "2023"\nbound = false', {"year", "bound"}),
        ('schema = "caserules.import/1"\nfill_down = ["unit"]\n[columns]\n"x" = "y"', {"fill_down", "columns"}),
        ('schema = "caserules.import/1"\n[blank]\nissued = "no"', {"blank"}),
        ("not toml", {"-"}),
    ],
)
def test_a_mapping_with_a_mistake_is_refused_by_its_key(toml: str, keys: set[str]) -> None:
    with pytest.raises(InputRejected) as refused:
        read_mapping(toml.encode(), "map.toml")
    assert {x.code for x in refused.value.problems} == {"INP-041"}
    assert {dict(x.params)["key"] for x in refused.value.problems} == keys


def test_a_mapping_is_written_and_read_back() -> None:
    from caserules.importing.mapping import written
    from caserules.messages.importing import MAPPING

    said: Any = OfficeMapping(
        place='某"县', year=2023, complete_through=date(2023, 9, 1), bound=True, units={"县财政局": ("财政局",)},
        columns={"题\n目": "title"}, sessions={"一届二次": 2023}, expected={"proposal": 3}, blank={"issued": "not_yet"},
        kept=("adjustments",), serial_days=True,
    )  # fmt: skip
    assert read_mapping(written(said, MAPPING).encode()) == said
