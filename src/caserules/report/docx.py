"""How the library writes a .docx: the page, fonts and lines of official documents, tables that may break, no clock.

A4 with the margins of official documents; fonts are set by their East Asian names, each with what stands in for it. Written by
python-docx (the extra `office`), imported when used. What the documents say is for the rooms that use this one.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from caserules.errors import InputRejected, Problem

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["Cell", "Look", "add_table", "element", "new_document", "office", "packed", "set_fonts"]

Cell: TypeAlias = str | tuple[str, ...]
"""What stands in a cell: a text, or several lines."""

_CORE: Final = "docProps/core.xml"
_MARGINS: Final = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}  # millimetres
_TYPE_AREA: Final = 156
_FONTS: Final = {"方正小标宋简体": "宋体", "仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "微软雅黑"}
"""The fonts of official documents, each with what stands in where it is not installed."""
_CELL_SIZE: Final = 10.5


class Look(NamedTuple):
    """How a style looks: its East Asian font, points, points of a line, points before, whether bold, whether centred."""

    font: str
    size: float
    line: float
    before: float = 0
    bold: bool = False
    centred: bool = False


def office() -> Any:
    """Return python-docx.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    try:
        import docx
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "office"),))]) from None
    return docx


def new_document(looks: Mapping[str, Look], *, title: str, mark: str, lang: str) -> Document:
    """Return an empty document.

    Args:
        looks: how each style looks that it uses.
        title: its title, in its properties.
        mark: its keyword, by which the program knows its own.
        lang: `zh` or `en`.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    document: Document = office().Document()
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in _MARGINS.items():
        setattr(section, side, Mm(width))
    for name, look in looks.items():
        _style(document.styles[name], look)
    properties = document.core_properties
    properties.title, properties.keywords, properties.author = title[:255], mark, "caserules"
    properties.language = "zh-CN" if lang == "zh" else "en"
    properties.comments = ""
    _page_number(section.footer.paragraphs[0])
    _font_table(document)
    return document


def _style(style: Any, look: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_fonts(style.element.get_or_add_rPr(), look.font)
    spacing = style.paragraph_format
    spacing.line_spacing, spacing.space_before, spacing.space_after = Pt(look.line), Pt(look.before), Pt(4)
    if look.centred:
        spacing.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for border in style.element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)


def set_fonts(properties: Any, font: str) -> None:
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
        run._r.append(element("instrText", text=kind) if kind.isupper() else element("fldChar", fldCharType=kind))
    paragraph.add_run(" —")


def element(name: str, *, text: str | None = None, **attributes: str) -> Any:
    """Return an element of WordprocessingML, with its attributes and its text."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.text = text
    return made


# ------------------------------------------------------------ tables and the archive


def add_table(
    document: Document, heads: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], shares: tuple[int, ...]
) -> Any:
    """Add a table over the width of the page, whose head is repeated and whose rows are not torn, and return it.

    Args:
        document: the document.
        heads: its head; empty where it has none.
        rows: its cells, a row each.
        shares: the columns' parts of its width.
    """
    from docx.shared import Mm

    table: Any = document.add_table(rows=0, cols=len(shares), style="Table Grid")
    table.autofit = False
    widths = [Mm(_TYPE_AREA * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in ((heads,) if heads else ()) + rows:
        made = table.add_row()
        made._tr.get_or_add_trPr().append(element("cantSplit"))
        for cell, text, width in zip(made.cells, row, widths, strict=True):
            cell.width = width
            _fill(cell, text, bold=row is heads)
    if heads:
        table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    document.add_paragraph().paragraph_format.line_spacing = Mm(2)
    return table


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
            set_fonts(run._r.get_or_add_rPr(), "黑体")


def packed(made: BytesIO) -> bytes:
    """Return a .docx without the time at which it was made; the document's properties stand readable near its head.

    Args:
        made: the archive as python-docx saved it.
    """
    packed = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = sorted(source.namelist(), key=lambda x: (x != "[Content_Types].xml", x != _CORE, x))
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if name == _CORE else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name))
    return packed.getvalue()
