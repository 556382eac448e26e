"""A register as a workbook that a person can read and fill in, and that reads back as the same register.

The same register gives the same bytes. Every text is written as text, whatever it begins with; nothing is a
formula. The file appears whole or not at all.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final, NamedTuple, TypeAlias

from caserules.errors import InputRejected, Problem
from caserules.io.archive import MOST_ROWS
from caserules.io.cells import Cell, to_cell
from caserules.io.files import write_whole
from caserules.io.labels import SHEET_LABELS, label_of
from caserules.io.layout import SHEETS, Column, Sheet, numbered
from caserules.io.shape import Kind
from caserules.messages.width import width_of
from caserules.models import Model, Register

__all__ = ["write_workbook"]

Row: TypeAlias = dict[str, Cell]

_LONGEST: Final = 32_767
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_DATE: Final = "yyyy-mm-dd"


def write_workbook(register: Register, path: str | os.PathLike[str], *, overwrite: bool = False) -> None:
    """Write a register as the project's own workbook.

    Args:
        register: the register; people's names, where it has them, are written too.
        path: where the `.xlsx` file is to stand; its folder has to exist.
        overwrite: replace a file that stands there.

    Raises:
        InputRejected: `INP-014` without the extra `xlsx`; `INP-016` where the file cannot be written;
            `INP-011` more than 100,000 records of a kind, or a cell of more than 32,767 characters.
    """
    write_whole(path, lambda: _content(register), overwrite=overwrite)


def _content(register: Register) -> bytes:
    try:
        import xlsxwriter
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "xlsx"),))]) from None
    rows = _rows(register)
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "caserules.register/1", "created": _MADE})
    formats = _Formats.of(book)
    for sheet in SHEETS:
        _write(book.add_worksheet(f"{SHEET_LABELS[sheet.name]} {sheet.name}"), sheet, rows[sheet.name], formats)
    book.close()
    return buffer.getvalue()


def _rows(register: Register) -> dict[str, list[Row]]:
    """Return the rows of each sheet."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    _add(SHEETS[0], register, {}, "", rows)
    return rows


def _add(sheet: Sheet, record: Model, above: Row, name: str, rows: dict[str, list[Row]]) -> None:
    """Add the rows of a record and of all that belongs to it."""
    rows[sheet.name].append({**above, **dict(_cells(sheet, record))})
    names: Row = {**above, sheet.key_name: name} if sheet.key else above
    for below in sheet.below:
        seen: Counter[str] = Counter()
        for inside in _inside(record, below):
            key = numbered((getattr(inside, part) for part in below.key), seen)
            _add(below, inside, names, key, rows)


def _inside(record: Model, below: Sheet) -> Iterator[Model]:
    held = getattr(record, below.way[-1])
    if below.single:
        if isinstance(held, Model):
            yield held
    else:
        yield from held or ()


def _cells(sheet: Sheet, record: Model) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a record that are not empty."""
    for column in sheet.columns:
        value: Any = record
        for shape in column.shapes:
            given = isinstance(value, Model) and shape.name in value.model_fields_set
            value = getattr(value, shape.name) if given else None
        cell = _mark(value, column) if column.marks else None if value == () else value
        if cell is not None:
            yield column.name, cell if column.marks else to_cell(cell, column.shape)


def _mark(value: object, column: Column) -> Cell | None:
    """Return what says that a list or a record is there, where nothing else says it."""
    if value == ():
        return "none"
    return True if isinstance(value, Model) and not _says(value) else None


def _says(record: Model) -> bool:
    values = (getattr(record, name) for name in record.model_fields_set)
    return any(_says(value) if isinstance(value, Model) else value is not None for value in values)


class _Formats(NamedTuple):
    header: Any
    text: Any
    day: Any

    @classmethod
    def of(cls, book: Any) -> _Formats:
        """Make the formats of a book."""
        header = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDEBF7", "bottom": 1}
        return cls(
            book.add_format(header),
            book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            book.add_format({"num_format": _DATE, "align": "left", "valign": "top"}),
        )


_DAYS: Final = (Kind.DAY, Kind.DATE)
_TYPED: Final = (Kind.INTEGER, Kind.FLAG)


def _write(page: Any, sheet: Sheet, rows: list[Row], formats: _Formats) -> None:
    if len(rows) >= MOST_ROWS:
        raise InputRejected([Problem("INP-011", sheet.name, (("limit", f"{MOST_ROWS - 1}"),))])
    used = {name for row in rows for name in row}
    columns = [column for column in sheet.columns if column.usual or column.name in used]
    names = [*(above.key_name for above in sheet.parents), *(column.name for column in columns)]
    kinds = [None] * len(sheet.parents) + list(columns)
    for place, (name, column) in enumerate(zip(names, kinds, strict=True)):
        title = f"{label_of(sheet.name, name)} {name}"
        page.write_string(0, place, title, formats.header)
        page.set_column(place, place, _width(title, name, rows), _format(column, formats))
        if column is not None and column.shape.kind is Kind.CHOICE and "true" not in column.shape.choices:
            choices = {"validate": "list", "source": list(column.shape.choices)}
            page.data_validation(1, place, MOST_ROWS - 1, place, choices)
    for line, row in enumerate(rows, 1):
        for place, name in enumerate(names):
            if name in row:
                _write_cell(page, line, place, row[name], sheet.name, formats)
    page.freeze_panes(1, len(sheet.parents))
    page.autofilter(0, 0, max(len(rows), 1), len(names) - 1)


def _format(column: Column | None, formats: _Formats) -> Any:
    """Return how an empty cell of a column is to take what a person types."""
    if column is None or column.marks:
        return formats.text
    if column.shape.kind in _DAYS or column.shape.plain_day:
        return formats.day
    return None if column.shape.kind in _TYPED else formats.text


def _write_cell(page: Any, line: int, place: int, cell: Cell, sheet: str, formats: _Formats) -> None:
    if isinstance(cell, bool):
        page.write_boolean(line, place, cell)
    elif isinstance(cell, date):
        page.write_datetime(line, place, cell, formats.day)
    elif isinstance(cell, str):
        if len(cell) > _LONGEST:
            raise InputRejected([Problem("INP-011", f"{sheet}!{line + 1}", (("limit", f"≤ {_LONGEST}"),))])
        page.write_string(line, place, cell, formats.text)
    else:
        page.write_number(line, place, cell)


_WIDTHS: Final = (10, 48)


def _width(title: str, name: str, rows: list[Row]) -> int:
    """Return a width that shows the label and most of the first cells."""
    shown = [title.rpartition(" ")[0], name, *(str(row.get(name, "")) for row in rows[:200])]
    least, most = _WIDTHS
    return min(most, max(least, *(2 + _wide(text) for text in shown)))


def _wide(text: str) -> int:
    lines = text.split("\n")
    return max(width_of(line[:60]) for line in lines)
