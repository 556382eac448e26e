"""The project's own workbook, read back into a register: every sheet and column by name, every error by cell.

The archive is looked at first (`archive.py`); what a person typed becomes the document that JSON would be, and
goes the same way. An unknown sheet or column is refused, for here the document is canonical.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, Final, NamedTuple

from caserules.errors import InputRejected, Problem
from caserules.io.archive import members_of, repacked
from caserules.io.cells import Cell, from_cell
from caserules.io.documents import Document, plain_key
from caserules.io.layout import SHEETS, Column, Sheet, numbered
from caserules.io.problems import Place, rejected
from caserules.io.reading import Reading, read_register

__all__ = ["register_from_workbook"]


def register_from_workbook(data: bytes, *, where: str = "", allow_partial: bool = False) -> Reading:
    """Read a register from the bytes of a workbook.

    Args:
        data: the `.xlsx` file.
        where: the file's name, for errors about the file as a whole.
        allow_partial: leave out the cases that are wrong; wrong sheets, columns and keys still refuse all.

    Raises:
        InputRejected: with every problem, each at its cell (`cases!C5`).
    """
    members = members_of(data, where)
    if "xl/workbook.xml" not in members:
        raise InputRejected([Problem("INP-022", where, (("kind", "zip"),))])
    filled = _Filled()
    for name, rows in _pages(repacked(members), where):
        filled.take(name, rows)
    filled.problems += _no_values(members)
    try:
        reading = read_register(filled.document, locate=filled.locate(), allow_partial=allow_partial)
    except InputRejected as error:
        raise rejected([*filled.problems, *error.problems]) from None
    if filled.problems:
        raise rejected(filled.problems)
    return reading
