"""A policy book as a .docx that looks like an official document: A4, title centred, body in 仿宋, tables that may break.

Written by python-docx (the extra `office`), imported when used. The same book gives the same bytes.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from caserules.report.book.content import Block, Book, Choice, Facts, Grid, Heading, Para, Sign
from caserules.report.docx import Look, add_table, new_document, packed

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["MARK", "written_docx"]

MARK: Final = "caserules-policy-book"
"""Stands in the document's keywords, at the head of the file: by it the program knows its own."""

_MARKS: Final = ("☐", "☑")
_BLANK: Final = "\u3000" * 7
_STYLES: Final = {
    "Normal": Look("仿宋", 14, 24, 0, False, False),
    "Title": Look("方正小标宋简体", 22, 34, 6, False, True),
    "Subtitle": Look("楷体", 15, 26, 4, False, True),
    "Heading 1": Look("黑体", 16, 28, 18, False, False),
    "Heading 2": Look("楷体", 15, 26, 12, True, False),
    "Heading 3": Look("黑体", 14, 24, 10, False, False),
    "Heading 4": Look("仿宋", 14, 24, 6, True, False),
}


def written_docx(book: Book) -> bytes:
    """Return a book as a .docx.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    document = new_document(_STYLES, title=book.title, mark=MARK, lang=book.lang)
    for text, style in ((book.place, "Subtitle"), (book.title, "Title"), (book.subtitle, "Subtitle")):
        document.add_paragraph(text, style)
    for block in book.blocks:
        _add(document, block)
    made = BytesIO()
    document.save(made)
    return packed(made)


# ------------------------------------------------------------ blocks


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(text, level)
        case Para(text, dim):
            _paragraph(document, text, dim)
        case Facts(rows):
            add_table(document, (), rows, (24, 76))
        case Grid(heads, rows, shares):
            add_table(document, heads, rows, shares)
        case Choice(options):
            for text, is_chosen in options:
                paragraph = document.add_paragraph()
                paragraph.paragraph_format.keep_with_next = True
                paragraph.add_run(f"{_MARKS[is_chosen]} {text}").bold = is_chosen or None
        case Sign(lines, name, day):
            for label, who, on in lines:
                _sign(document, label, ((name, who), (day, on)))


def _paragraph(document: Document, text: str, dim: bool) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.keep_with_next = True
    if dim:
        paragraph.runs[0].font.size = Pt(12)
    else:
        paragraph.paragraph_format.first_line_indent = Pt(28)


def _sign(document: Document, label: str, blanks: tuple[tuple[str, str], ...]) -> None:
    from docx.shared import Pt

    paragraph = document.add_paragraph(f"{label}\u3000\u3000")
    paragraph.paragraph_format.space_before = Pt(10)
    for name, filled in blanks:
        paragraph.add_run(f"{name} ")
        paragraph.add_run(f" {filled} " if filled else _BLANK).underline = True
        paragraph.add_run("\u3000")
