"""A template and a letter put together: places filled wherever they stand, the row of duties repeated, the draft's mark kept.

A place may be cut into pieces by an editor's formatting; it is found over the pieces, and its text takes the first one's look.
What is filled in is text: it is never read as a place again, and cannot change the document's structure.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from caserules.errors import InputRejected, Problem
from caserules.report.docx import office, packed
from caserules.report.letters.content import PLACES, ROW_PLACES, Letter, key_of, place
from caserules.report.letters.template import MARK
from caserules.report.words import Lang

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["filled"]

_PLACE: Final = re.compile(r"\{([^{}]{1,20})\}")
_MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_PARTS: Final = 500
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def filled(letter: Letter, template: bytes, where: str) -> bytes:
    """Return a template with a letter's texts in its places.

    Args:
        letter: the letter.
        template: a .docx.
        where: how an error names the template.

    Raises:
        InputRejected: `INP-014`, `LTR-001`, `LTR-002`, `LTR-003`.
    """
    document = _opened(template, where)
    for root in _roots(document):
        _check(root, where)
    pattern = None if letter.rows is None else _pattern(document.element.body, letter.lang, where)
    for root in _roots(document):
        for paragraph in list(root.iter(_w("p"))):
            if pattern is None or pattern not in paragraph.iterancestors():
                _fill(paragraph, letter.values)
    if pattern is not None:
        _repeat(pattern, letter)
    _mark_as_draft(document, letter.values.get("draft", ""))
    properties = document.core_properties
    properties.author, properties.keywords, properties.last_modified_by = "caserules", MARK, ""
    made = BytesIO()
    document.save(made)
    return packed(made)


def _opened(template: bytes, where: str) -> Document:
    docx = office()
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
            raise InputRejected([Problem("LTR-002", where, (("why", f"> {_MOST_BYTES // 1024 // 1024} MB"),))])
        opened: Document = docx.Document(BytesIO(template))
        opened.element.body.getparent()
    except InputRejected:
        raise
    except Exception as error:  # noqa: BLE001  whatever the library meets in a file that is none
        raise InputRejected([Problem("LTR-002", where, (("why", type(error).__name__),))]) from None
    return opened


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(f"w:{name}")
    return found


def _roots(document: Document) -> Iterator[Any]:
    """The body, and every header and footer of its own."""
    yield document.element.body
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield part._element


# ------------------------------------------------------------ places


def _pieces(paragraph: Any) -> list[Any]:
    """The texts of a paragraph, without those of paragraphs within it (a text box)."""
    return [x for x in paragraph.iter(_w("t")) if next(x.iterancestors(_w("p"))) is paragraph]


def _text(paragraph: Any) -> str:
    return "".join(x.text or "" for x in _pieces(paragraph))


def _check(root: Any, where: str) -> None:
    for paragraph in root.iter(_w("p")):
        for name in _PLACE.findall(_text(paragraph)):
            if key_of(name) is None:
                known = ", ".join(zh for zh, _ in (*PLACES.values(), *ROW_PLACES.values()))
                raise InputRejected([Problem("LTR-001", where, (("place", name), ("known", known)))])


def _fill(paragraph: Any, values: Mapping[str, str]) -> None:
    """Fill the places of a paragraph; take it away where nothing is left of it."""
    pieces = _pieces(paragraph)
    text = _text(paragraph)
    found = [x for x in _PLACE.finditer(text) if key_of(x[1]) in values]
    for match in reversed(found):
        _put(pieces, match.start(), match.end(), values[str(key_of(match[1]))])
    if found and not _text(paragraph).strip() and paragraph.getparent().tag == _w("body"):
        paragraph.getparent().remove(paragraph)


def _put(pieces: list[Any], start: int, end: int, value: str) -> None:
    """Put a text where a place stands, from a character to another, over all pieces that it is cut into."""
    at, is_put = 0, False
    for piece in pieces:
        old = piece.text or ""
        lo, hi = max(start - at, 0), min(end - at, len(old))
        at += len(old)
        if lo >= hi:
            continue
        piece.text = old[:lo] + ("" if is_put else value) + old[hi:]
        piece.set(_SPACE, "preserve")
        is_put = True


# ------------------------------------------------------------ the table


def _pattern(body: Any, lang: Lang, where: str) -> Any:
    """The row that has places of a row."""
    found = next((x for x in body.iter(_w("tr")) if _is_pattern(x)), None)
    if found is None:
        raise InputRejected([Problem("LTR-003", where, (("place", place("number", lang)[1:-1]),))])
    return found


def _repeat(pattern: Any, letter: Letter) -> None:
    """Write the row once for each duty; a table without duties falls away."""
    table = pattern.getparent()
    for row in letter.rows or ():
        made = deepcopy(pattern)
        for paragraph in list(made.iter(_w("p"))):
            _fill(paragraph, {**letter.values, **row})
        pattern.addprevious(made)
    table.remove(pattern)
    if not letter.rows:
        table.getparent().remove(table)


def _is_pattern(row: Any) -> bool:
    names = (name for paragraph in row.iter(_w("p")) for name in _PLACE.findall(_text(paragraph)))
    return any(key_of(name) in ROW_PLACES for name in names)


# ------------------------------------------------------------ the draft's mark


def _mark_as_draft(document: Document, mark: str) -> None:
    """See to it that a draft says so, whatever the template leaves out."""
    if not mark or any(mark in _text(x) for root in _roots(document) for x in root.iter(_w("p"))):
        return
    first = document.add_paragraph()
    first.add_run(mark).bold = True
    document.element.body.insert(0, first._p)
