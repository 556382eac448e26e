"""A policy book as a .docx that looks like an official document: A4, title centred, body in 仿宋, tables that may break.

Written by python-docx (the extra `office`), imported when used. The same book gives the same bytes: the archive is packed anew
without a clock.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from caserules.errors import InputRejected, Problem
from caserules.report.book.content import Block, Book, Cell, Choice, Facts, Grid, Heading, Para, Sign

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["MARK", "written_docx"]

MARK: Final = "caserules-policy-book"
"""Stands in the document's keywords, at the head of the file: by it the program knows its own."""

_CORE: Final = "docProps/core.xml"
_MARKS: Final = ("☐", "☑")
_BLANK: Final = "\u3000" * 7
_MARGINS: Final = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # millimetres
_TYPE_AREA: Final = 156
_FONTS: Final = {"方正小标宋简体": "宋体", "仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "微软雅黑"}
"""The fonts of official documents, each with what stands in where it is not installed."""

_STYLES: Final = {
    # style: East Asian font, points, points of a line, points before, bold, centred
    "Normal": ("仿宋", 14, 24, 0, False, False),
    "Title": ("方正小标宋简体", 22, 34, 6, False, True),
    "Subtitle": ("楷体", 15, 26, 4, False, True),
    "Heading 1": ("黑体", 16, 28, 18, False, False),
    "Heading 2": ("楷体", 15, 26, 12, True, False),
    "Heading 3": ("黑体", 14, 24, 10, False, False),
    "Heading 4": ("仿宋", 14, 24, 6, True, False),
}
_CELL_SIZE: Final = 10.5


def written_docx(book: Book) -> bytes:
    """Return a book as a .docx.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    try:
        import docx
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "office"),))]) from None
    document = docx.Document()
    _prepared(document, book)
    for text, style in ((book.place, "Subtitle"), (book.title, "Title"), (book.subtitle, "Subtitle")):
        document.add_paragraph(text, style)
    for block in book.blocks:
        _add(document, block)
    _font_table(document)
    made = BytesIO()
    document.save(made)
    return _packed(made)


def _packed(made: BytesIO) -> bytes:
    """The archive without the time at which it was made; the document's properties stand readable near its head."""
    packed = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda x: (x != "[Content_Types].xml", x != _CORE, x))
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == _CORE else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()


# ------------------------------------------------------------ page and styles


def _prepared(document: Document, book: Book) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in _MARGINS.items():
        setattr(section, side, Mm(width))
    for name, look in _STYLES.items():
        _style(document.styles[name], *look)
    properties = document.core_properties
    properties.title, properties.keywords, properties.author = book.title[:255], MARK, "caserules"
    properties.language = "zh-CN" if book.lang == "zh" else "en"
    properties.comments = ""
    _page_number(section.footer.paragraphs[0])


def _style(style: Any, font: str, size: float, line: float, before: float, bold: bool, centred: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    _fonts(style.element.get_or_add_rPr(), font)
    spacing = style.paragraph_format
    spacing.line_spacing, spacing.space_before, spacing.space_after = Pt(line), Pt(before), Pt(4)
    if centred:
        spacing.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)


def _fonts(properties: Any, font: str) -> None:
    """Set the font of Chinese by name, and of Latin letters and digits to one that goes with it."""
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), "Times New Roman")
    fonts.set(qn("w:eastAsia"), font)


def _font_table(document: Document) -> None:
    """Name for each font what stands in for it."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    told = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in _FONTS.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", f"{told}</w:fonts>".encode())


def _page_number(paragraph: Paragraph) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    run = paragraph.add_run()
    for kind in ("begin", "PAGE", "end"):
        run._r.append(_element("instrText", text=kind) if kind.isupper() else _element("fldChar", fldCharType=kind))
    paragraph.add_run(" —")


def _element(name: str, *, text: str | None = None, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.text = text
    return made


# ------------------------------------------------------------ blocks


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(text, level)
        case Para(text, dim):
            _paragraph(document, text, dim)
        case Facts(rows):
            _table(document, (), rows, (24, 76))
        case Grid(heads, rows, shares):
            _table(document, heads, rows, shares)
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


def _table(
    document: Document, heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], shares: tuple[int, ...]
) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(shares), style="Table Grid")
    table.autofit = False
    widths = [Mm(_TYPE_AREA * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in ((heads,) if heads else ()) + rows:
        made = table.add_row()
        made._tr.get_or_add_trPr().append(_element("cantSplit"))
        for cell, text, width in zip(made.cells, row, widths, strict=True):
            cell.width = width
            _fill(cell, text, bold=row is heads)
    if heads:
        table.rows[0]._tr.get_or_add_trPr().append(_element("tblHeader"))
    document.add_paragraph().paragraph_format.line_spacing = Mm(2)


def _fill(cell: _Cell, text: Cell, *, bold: bool) -> None:
    from docx.shared import Pt

    lines = (text,) if isinstance(text, str) else text
    for i, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(15)
        paragraph.paragraph_format.space_after = Pt(1)
        run = paragraph.add_run(line)
        run.font.size, run.bold = Pt(_CELL_SIZE), bold or None
        if bold:
            _fonts(run._r.get_or_add_rPr(), "黑体")
