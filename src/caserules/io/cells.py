r"""What stands in a workbook's cell for a value of a register, and back: each exactly the other's inverse.

A day is a date cell where a spreadsheet has that day, else text; words in a day's place are text. A text stands
as it is, but for a backslash, which is doubled, an empty text, which is `\0` (an empty cell is no value), and
`_x000D_` and its like, which a workbook would take for a character: `_\x000D_`. The texts of a list stand one a
line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Final, TypeAlias

from caserules.io.shape import Kind, Shape
from caserules.models import Model, Personal

__all__ = ["Cell", "from_cell", "to_cell"]

Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty text where it is empty."""

YEARS: Final = range(1990, 2101)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_MEANINGS: Final[Mapping[str, str]] = {"\\": "\\", "n": "\n", "0": "", "x": "x"}
_LIKE_XML: Final = re.compile(r"_x(?=[0-9A-Fa-f]{4}_)")
_NO_DAY: Final = "?"
_BY_KIND: Final = "by_kind"
"""Stands where a day might for all kinds of record; the days by kind have a sheet of their own."""


def to_cell(value: object, shape: Shape) -> Cell:
    r"""Return the cell of a value.

    Example:
        >>> from caserules.io.shape import fields_of
        >>> from caserules.models import Unit
        >>> fields = {shape.key: shape for shape in fields_of(Unit)}
        >>> to_cell(("教委", "县\\教委"), fields["aliases"])
        '教委\n县\\\\教委'
        >>> to_cell(date(2023, 4, 10), fields["to"]), to_cell(date(1023, 4, 10), fields["to"])
        (datetime.date(2023, 4, 10), '1023-04-10')
    """
    if isinstance(value, Personal):
        return _escaped(value.reveal())
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Model):
        return _BY_KIND
    if isinstance(value, date):
        return value if value.year in YEARS else value.isoformat()
    if isinstance(value, tuple):
        return "\n".join(_escaped(item).replace("\n", "\\n") for item in value)
    if isinstance(value, str) and shape.kind is Kind.TEXT:
        return _escaped(value)
    assert isinstance(value, (str, int))  # noqa: S101  no field holds anything else
    return value


def _escaped(text: str) -> str:
    return _LIKE_XML.sub(r"_\\x", text.replace("\\", "\\\\")) or "\\0"


def from_cell(cell: Cell, shape: Shape) -> object:
    """Return the value of a cell that is not empty; what fits no value is refused by the model.

    Example:
        >>> from caserules.io.shape import fields_of
        >>> from caserules.models import Unit
        >>> fields = {shape.key: shape for shape in fields_of(Unit)}
        >>> from_cell(date(2023, 4, 10), fields["to"]), from_cell(45026.0, fields["to"])
        ('2023-04-10', '?')
    """
    if shape.plain_day and cell == _BY_KIND:
        return {}
    if shape.kind in (Kind.DAY, Kind.DATE) or shape.plain_day:
        return _day(cell)
    if isinstance(cell, str):
        if shape.kind is Kind.TEXTS:
            return [_plain(line) for line in cell.split("\n")]
        return _plain(cell) if shape.kind is Kind.TEXT else cell
    if isinstance(cell, float) and cell.is_integer() and shape.kind is Kind.INTEGER:
        return int(cell)
    return cell if isinstance(cell, (bool, int, float)) else {}


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANINGS.get(found[1], found[0]), text)


def _day(cell: Cell) -> str:
    """Return the day of a date cell; a bare number or a time of day is none."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, date) and cell.year in YEARS:  # an instant too: a naive one, taken as it stands
        return cell.isoformat()
    return _NO_DAY
