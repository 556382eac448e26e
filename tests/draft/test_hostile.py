"""Files that are no notice, and texts made to hurt: refused with a code, or read in time that grows as the text does."""

from __future__ import annotations

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from caserules.draft import draft_policy, notice_text
from caserules.draft.docx import docx_text
from caserules.draft.text import MOST_CHARACTERS
from caserules.errors import CaserulesError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SIZE = 40_000


@pytest.mark.parametrize(
    "text",
    ["", "  \n\u3000\n", "\x00\x01\x02" * 50, "\ud800" * 40, "字" * (MOST_CHARACTERS + 1)],
    ids=["empty", "blank", "binary", "surrogates", "long"],
)
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(CaserulesError) as refused:
        draft_policy(text)
    assert refused.value.code == "POL-014"


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "12345 67890",
        "通知",
        "一、二、三、",
        "\u202e\u2066abc通知。",
        "A类",
        "。；；。",
        "第一条",
        "（一）",
        "附件",
    ],
)
def test_little_text_gives_an_empty_draft(text: str) -> None:
    draft = draft_policy(text)
    assert not draft.found
    assert draft.missing


@pytest.mark.parametrize(
    "unit",
    [
        "三十",
        "1",
        "4月20日前",
        "一是",
        "（",
        "一、",
        "1.\n",
        "A类",
        "承诺",
        "主要负责人审核",
        "办理前沟通代表",
        "，",
        "；甲",
        "关于",
        "于5月1日前将工作方案报县政府办，",
        "县人大常委会人事代表",
        "协办单位于5日内将协办意见送主办单位。\n",
        "未扣1分",
        "第一条 甲。\n",
        "每",
    ],
)
def test_time_grows_as_the_text_does(unit: str) -> None:
    def spent(size: int) -> float:
        start = time.process_time()
        draft_policy((unit * (size // len(unit) + 1))[:size])
        return time.process_time() - start

    spent(SIZE // 8)
    short, long = min(spent(SIZE // 4) for _ in range(2)), spent(SIZE)
    assert long < 12 * short + 0.5


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe\x00",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0 old",
        b"{\\rtf1}",
        b"PK\x03\x04 broken",
        b"\x81" * 9,
        b"a" * 10_000_000,
    ],
    ids=["empty", "zeros", "odd utf-16", "pdf", "doc", "rtf", "broken zip", "no encoding", "10 MB"],
)
def test_files_that_are_no_notice(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes(data)
    with pytest.raises(CaserulesError) as refused:
        draft_policy(notice_text(path))
    assert refused.value.code in ("POL-014", "INP-017")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notice.txt"
    path.write_bytes("某县通知\n主办单位于8月31日前答复代表。".encode(encoding))
    assert [x.value for x in draft_policy(notice_text(path)).found if x.parameter == "reply_term"] == [
        {"term": "08-31"}
    ]


# --------------------------------------------------------------------------------------------------------------- .docx


def archive(members: dict[str, str]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return buffer.getvalue()


def paragraph(text: str, num: str = "", level: int = 0) -> str:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>' if num else ""
    return f"<w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p>"


def document(*paragraphs: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{"".join(paragraphs)}</w:body></w:document>'


NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def test_a_docx_is_read_with_the_numbers_of_its_lists(tmp_path: Path) -> None:
    body = document(
        paragraph("某县2024年办理通知"),
        paragraph("任务", "3"),
        paragraph("8月31日前办结全部建议。", "3", 1),
        paragraph("协办单位自交办之日起10个工作日内将协办意见送主办单位。", "3", 1),
        paragraph("其他", "3"),
        paragraph("4月20日前将工作方案报县政府办。", "3", 1),
    )
    path = tmp_path / "notice.docx"
    path.write_bytes(archive({"word/document.xml": body, "word/numbering.xml": NUMBERING}))
    draft = draft_policy(notice_text(path))
    assert {
        x.parameter: x.locator for x in draft.found if x.parameter in ("reply_term", "opinion_term", "plan_term")
    } == {
        "reply_term": "一.1",
        "opinion_term": "一.2",
        "plan_term": "二.1",
    }


def test_deleted_text_is_left_out_and_runs_are_joined() -> None:
    body = document(
        "<w:p><w:r><w:t>8月</w:t></w:r><w:del><w:r><w:delText>30</w:delText></w:r></w:del><w:r><w:t>31日前</w:t></w:r></w:p>"
    )
    assert docx_text(body.encode()) == "8月31日前\n"


def test_what_python_docx_writes_is_read(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    for line in ("某县2024年通知", "一、时限", "主办单位于8月31日前答复代表。"):
        made.add_paragraph(line)
    path = tmp_path / "notice.docx"
    made.save(str(path))
    assert [x.locator for x in draft_policy(notice_text(path)).found if x.parameter == "reply_term"] == ["一.1"]


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"word/other.xml": "<a/>"}, "POL-014"),
        ({"word/document.xml": "<a>"}, "POL-014"),
        ({"word/document.xml": "no xml"}, "INP-017"),
        ({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "INP-017"),
        ({"word/document.xml": document(), "word/vbaProject.bin": "x"}, "INP-017"),
        ({"word/document.xml": document(), "../evil.xml": "<a/>"}, "INP-017"),
        ({"word/document.xml": document(paragraph("0" * 70_000_000))}, "INP-017"),
        ({"word/document.xml": document()}, "POL-014"),
    ],
    ids=["no document", "broken", "no xml", "entities", "macros", "path", "bomb", "empty"],
)
def test_archives_that_are_no_plain_document(tmp_path: Path, members: dict[str, str], code: str) -> None:
    path = tmp_path / "notice.docx"
    path.write_bytes(archive(members))
    with pytest.raises(CaserulesError) as refused:
        draft_policy(notice_text(path))
    assert refused.value.code == code


@pytest.mark.parametrize("part", [b"<!DOCTYPE a><a/>", b"<a" + b"<b" * 100_000], ids=["a document type", "no end"])
def test_a_part_that_is_refused(part: bytes) -> None:
    with pytest.raises(CaserulesError) as refused:
        docx_text(part)
    assert refused.value.code == "POL-014"


def test_deep_nesting_costs_nothing() -> None:
    assert docx_text(b"<b>" * 100_000 + b"</b>" * 100_000) == ""
