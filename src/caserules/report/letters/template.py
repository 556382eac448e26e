"""The packaged templates: the layout of official letters with the words of each kind and places between them.

Title centred in 小标宋, addressee flush left, body in 仿宋 with the first line indented by two characters, a table of duties,
issuer and day at the right. A template is an ordinary .docx: the office edits it as it does any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from caserules.report.docx import Cell, Look, add_table, element, new_document, packed, set_fonts
from caserules.report.letters.content import Kind, place
from caserules.report.letters.words import WORDS, say
from caserules.report.words import Lang

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["MARK", "template_of"]

MARK: Final = "caserules-letter"
"""Stands in the document's keywords."""

_LOOKS: Final = {"Normal": Look("仿宋", 16, 28), "Title": Look("方正小标宋简体", 22, 34, 6, False, True)}
_PLACE: Final = re.compile(r"\[([a-z_]+)\]")
_COLUMNS: Final[Mapping[Kind, Mapping[str, int]]] = {
    "reminder": {"number": 10, "duty": 35, "case": 24, "clause": 15, "due": 28, "state": 19, "mend": 25},
    "notice": {"number": 10, "duty": 35, "case": 24, "clause": 15, "due": 28, "state": 19, "mend": 25},
    "criticism": {"number": 10, "bearer": 26, "duty": 34, "case": 24, "clause": 15, "due": 28, "state": 19},
    "correction": {"number": 10, "bearer": 28, "duty": 38, "case": 24, "clause": 15, "state": 41},
}
_RECEIPT: Final = (
    ("case", ""),
    ("unit", "[unit]"),
    ("arrived", "blank"),
    ("rating", "[ratings]"),
    ("remarks", "room"),
    ("signed", ""),
    ("signed_on", "blank"),
)


@cache
def template_of(kind: Kind, lang: Lang) -> bytes:
    """Return the packaged template of a kind of letter.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    document = new_document(_LOOKS, title=_text(f"{kind}.title", lang), mark=MARK, lang=lang)
    if kind == "reply_form":
        _reply_form(document, lang)
    else:
        _with_table(document, kind, lang)
    made = BytesIO()
    document.save(made)
    return packed(made)


def _with_table(document: Document, kind: Kind, lang: Lang) -> None:
    _draft(document, lang)
    _right(document, say(lang, "reference"), centred=True)
    document.add_paragraph(_text(f"{kind}.title", lang), "Title")
    if kind in ("reminder", "notice"):
        document.add_paragraph(_text("to", lang))
    _body(document, _text(f"{kind}.open", lang))
    columns = _COLUMNS[kind]
    heads = tuple(say(lang, f"head.{key}") for key in columns)
    table = add_table(document, heads, (tuple(place(key, lang) for key in columns),), tuple(columns.values()))
    _narrow_margins(table)
    if kind in ("reminder", "notice"):
        _body(document, place("withheld", lang))
    for key in ("close", "end"):
        if f"{kind}.{key}" in WORDS:
            _body(document, _text(f"{kind}.{key}", lang))
    _signed(document, (place("issuer", lang), place("day", lang)))


def _reply_form(document: Document, lang: Lang) -> None:
    _right(document, _text("reply_form.mark", lang), font="黑体")
    _right(document, say(lang, "reference"), centred=True)
    document.add_paragraph(_text("reply_form.title", lang), "Title")
    document.add_paragraph(say(lang, "reply_form.to"))
    for key in ("open", "points", "close"):
        _body(document, say(lang, f"reply_form.{key}"))
    _signed(document, (_text("reply_form.signed", lang), say(lang, "reply_form.signed_on")))
    _body(document, say(lang, "reply_form.contact"))
    _body(document, _text("reply_form.meanings", lang))
    document.add_paragraph(say(lang, "receipt.title"), "Title").paragraph_format.page_break_before = True
    blanks: dict[str, Cell] = {"blank": say(lang, "reply_form.signed_on"), "room": ("",) * 6}
    rows = tuple((say(lang, f"receipt.{key}"), blanks.get(x, _placed(x, lang))) for key, x in _RECEIPT)
    table = add_table(document, (), rows, (30, 70))
    for row in table.rows:
        for cell in row.cells:
            _roomy(cell.paragraphs)


# ------------------------------------------------------------ paragraphs


def _text(key: str, lang: Lang) -> str:
    return _placed(say(lang, key), lang)


def _placed(text: str, lang: Lang) -> str:
    """A text with its `[keys]` as the template's places."""
    return _PLACE.sub(lambda found: place(found[1], lang), text)


def _draft(document: Document, lang: Lang) -> None:
    from docx.shared import RGBColor

    run = document.add_paragraph().add_run(place("draft", lang))
    run.bold, run.font.color.rgb = True, RGBColor(0xC0, 0, 0)
    set_fonts(run._r.get_or_add_rPr(), "黑体")


def _body(document: Document, text: str) -> None:
    """A paragraph whose first line is indented by two characters, whatever their size."""
    paragraph = document.add_paragraph(text)
    indent = element("ind", firstLineChars="200", firstLine="640")
    properties = paragraph._p.get_or_add_pPr()
    properties.append(indent)


def _right(document: Document, text: str, *, centred: bool = False, font: str | None = None) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.RIGHT
    if font is not None:
        set_fonts(paragraph.runs[0]._r.get_or_add_rPr(), font)


def _signed(document: Document, lines: tuple[str, ...]) -> None:
    """The issuer and the day at the right, four characters from the edge, kept together."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for number, line in enumerate(lines):
        paragraph = document.add_paragraph(line)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        look = paragraph.paragraph_format
        look.right_indent, look.keep_with_next = Pt(64), number < len(lines) - 1
        look.space_before = Pt(28 if number == 0 else 0)


def _narrow_margins(table: Any) -> None:
    """Leave a table's cells a millimetre at each side, so that a day stands on one line."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w="57", type="dxa"))
    properties = table._tbl.tblPr
    looks = properties.xpath("./w:tblLook")
    looks[0].addprevious(margins) if looks else properties.append(margins)


def _roomy(paragraphs: list[Paragraph]) -> None:
    """The cells of a form, with room to write in."""
    from docx.shared import Pt

    for paragraph in paragraphs:
        paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_before = Pt(28), Pt(4)
        for run in paragraph.runs:
            run.font.size = Pt(14)
