"""Spreadsheets opened, and their sheets named: what the project's own workbook and an office's sheets are both read by.

The reader's own faults are told as one refusal, whatever it raises. Knows no layout: what the cells mean is for the rooms that
use this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import unescape

from caserules.errors import InputRejected, Problem

__all__ = ["column_letters", "opened_book", "sheet_members"]

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_LINK: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_QUOTES: Final = {"&quot;": '"', "&apos;": "'"}


@contextmanager
def opened_book(file: BytesIO, where: str, kinds: str) -> Iterator[Any]:
    """Open a spreadsheet for reading.

    Args:
        file: the spreadsheet.
        where: its name, for errors.
        kinds: the kinds of file that it can be, for errors.

    Raises:
        InputRejected: `INP-003` it cannot be read; `INP-014` without the extra `xlsx`.
    """
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "xlsx"),))]) from None
    unreadable = InputRejected([Problem("INP-003", where, (("why", kinds),))])
    try:
        with load_workbook(file) as book:
            yield book
    except InputRejected:
        raise
    except (CalamineError, ValueError, OverflowError, OSError):
        raise unreadable from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own fault, which is no Exception
            raise unreadable from None
        raise


def sheet_members(members: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each sheet's name and the archive's member that holds it; nothing of an archive that is no .xlsx.

    Args:
        members: the archive's members.
    """
    links = {x.get(b"Id"): x.get(b"Target", b"") for x in _attributes(_LINK, members.get("xl/_rels/workbook.xml.rels"))}
    for sheet in _attributes(_SHEET, members.get("xl/workbook.xml")):
        target = links.get(sheet.get(b"r:id"), b"").decode("utf-8", "replace").lstrip("/").removeprefix("xl/")
        yield unescape(sheet.get(b"name", b"").decode("utf-8", "replace"), _QUOTES), f"xl/{target}"


def _attributes(element: re.Pattern[bytes], content: bytes | None) -> Iterator[dict[bytes, bytes]]:
    return (dict(_ATTRIBUTE.findall(found)) for found in element.findall(content or b""))


def column_letters(place: int) -> str:
    """Return the letters of a column counted from 0.

    Example:
        >>> column_letters(0), column_letters(27)
        ('A', 'AB')
    """
    return chr(65 + place) if place < 26 else column_letters(place // 26 - 1) + chr(65 + place % 26)
