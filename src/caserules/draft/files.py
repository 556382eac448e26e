"""A notice's text from a file: plain text in UTF-8, UTF-16 or GB18030, or a `.docx` after a look at its archive.

Told by its contents, not its name. Of a `.docx` only the paragraphs of the main part are read, with the numbers that its lists
make; the parser resolves nothing, and a document type is refused.
"""

from __future__ import annotations

import codecs
import os
from typing import Final

from caserules.draft.docx import docx_text
from caserules.draft.text import MOST_CHARACTERS
from caserules.errors import PolicyError
from caserules.io.archive import members_of
from caserules.io.files import read_file, told_path

__all__ = ["notice_text"]

_OTHERS: Final = (
    (b"\xd0\xcf\x11\xe0", ".doc / .wps"),
    (b"%PDF", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"Rar!", ".rar"),
    (b"\x1f\x8b", ".gz"),
)
_MOST_BYTES: Final = 4 * MOST_CHARACTERS
_DOCUMENT: Final = "word/document.xml"
_NUMBERING: Final = "word/numbering.xml"


def notice_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a notice, a paragraph a line.

    Args:
        path: a `.txt` or `.docx` file.

    Raises:
        PolicyError: `POL-014` if it is no text or document that can be read.
        InputRejected: `INP-001`, `INP-002` no file; `INP-017` a suspicious archive.
    """
    data = read_file(path)
    where = told_path(path)
    for start, kind in _OTHERS:
        if data.startswith(start):
            raise PolicyError("POL-014", why=kind)
    if data.startswith(b"PK"):
        members = members_of(data, where)
        if _DOCUMENT not in members:
            raise PolicyError("POL-014", why="no .docx")
        return docx_text(members[_DOCUMENT], members.get(_NUMBERING, b""))
    if len(data) > _MOST_BYTES:
        raise PolicyError("POL-014", why=f"> {MOST_CHARACTERS}")
    return _decoded(data)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PolicyError("POL-014", why="encoding")
