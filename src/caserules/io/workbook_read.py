"""The project's own workbook, read back into a register: every sheet and column by name, every error by cell.

The archive is looked at first (`archive.py`); what a person typed becomes the document that JSON would be, and
goes the same way. An unknown sheet or column is refused, for here the document is canonical.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final, TypeAlias

from caserules.errors import InputRejected, Problem
from caserules.io.archive import MOST_CELLS, members_of, repacked
from caserules.io.cells import Cell, from_cell
from caserules.io.documents import Document, plain_key
from caserules.io.layout import SHEETS, Column, Sheet, numbered
from caserules.io.problems import Place, rejected
from caserules.io.reading import Reading, read_register
from caserules.io.shape import Kind
from caserules.io.spreadsheet import column_letters, opened_book, sheet_members

__all__ = ["register_from_workbook"]

Rows: TypeAlias = Sequence[Sequence[Cell]]
Names: TypeAlias = tuple[str, ...]
"""What a record belongs to, as the columns before its own say it."""

_BY_NAME: Final = {sheet.name: sheet for sheet in SHEETS}


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
    filled = _Filled(list(_no_values(members)))
    filled.take_all(_pages(repacked(members), where))
    try:
        reading = read_register(filled.document, locate=filled.locate(), allow_partial=allow_partial)
    except InputRejected as error:
        raise rejected([*filled.problems, *error.problems]) from None
    if filled.problems:
        raise rejected(filled.problems)
    return reading


def _pages(file: BytesIO, where: str) -> list[tuple[str, Rows]]:
    """Return the sheets with their rows, from the first cell on."""
    found: list[tuple[str, Rows]] = []
    left = MOST_CELLS
    with opened_book(file, where, "xlsx") as book:
        for name in book.sheet_names:
            page = book.get_sheet_by_name(name)
            left -= page.total_height * page.total_width
            if left < 0:
                raise InputRejected([Problem("INP-011", where, (("limit", f"{MOST_CELLS}"),))])
            found.append((name, page.to_python(skip_empty_area=False)))
    return found


_NO_VALUE: Final = re.compile(rb'<c r="([A-Z]{1,2}[0-9]{1,6})"(?:[^>]*\bt="e"|[^>]*>\s*<(?:\w+:)?f[ />])')
_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z0-9:]{1,20})"')


def _no_values(members: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield a problem for each cell that holds a formula or an error, and for each merged one."""
    names = _sheet_names(members)
    for member, content in members.items():
        if b"<sheetData" in content:
            for found in (*_NO_VALUE.findall(content), *_MERGED.findall(content)):
                yield Problem("INP-029", f"{names.get(member, member)}!{found.decode()}")


def _sheet_names(members: Mapping[str, bytes]) -> dict[str, str]:
    """Return the English name of each sheet's member."""
    told = ((member, title.split()[-1:]) for title, member in sheet_members(members))
    return {member: name[0] for member, name in told if name and name[0] in _BY_NAME}


class _Filled:
    """The document that a workbook's rows add up to, and where each record stands."""

    def __init__(self, problems: list[Problem]) -> None:
        self.document: Document = {}
        self.problems = problems
        self._rows: dict[int, tuple[str, int]] = {}
        self._letters: dict[str, dict[str, str]] = {}
        self._records: dict[tuple[str, Names], Document] = {}

    def take_all(self, pages: Sequence[tuple[str, Rows]]) -> None:
        """Take the sheets of a workbook, in the order in which they build on each other."""
        found: dict[str, Rows] = {}
        for number, (title, rows) in enumerate(pages, 1):
            name = (title.split() or [""])[-1]
            if name not in _BY_NAME or name in found:
                code = "INP-007" if name in found else "INP-005"
                self.problems.append(Problem(code, f"{plain_key(name, number)}!"))
            found.setdefault(name, rows)
        for sheet in SHEETS:
            if sheet.name in found:
                self._take(sheet, found[sheet.name])

    def _take(self, sheet: Sheet, rows: Rows) -> None:
        if not rows:
            return
        places = self._header(sheet, rows)
        needed = [above.key_name for above in sheet.parents]
        missing = [name for name in needed if name not in places]
        seen: defaultdict[Names, Counter[str]] = defaultdict(Counter)
        if missing:
            self.problems += (Problem("INP-006", f"{sheet.name}! {name}") for name in missing)
            return
        by_marks = sorted(sheet.columns, key=lambda column: column.marks)
        columns = [(places[column.name], column) for column in by_marks if column.name in places]
        for number, row in enumerate(rows[1:], 2):
            if any(cell != "" for cell in row):
                names = tuple(str(row[places[name]]) for name in needed)
                record = _record(sheet, row, columns)
                self._rows[id(record)] = (sheet.name, number)
                self._attach(sheet, record, names, number)
                if sheet.key:
                    parts = (record.get(key, sheet.model.model_fields[key].default) for key in sheet.key)
                    self._records[sheet.name, (*names, numbered(parts, seen[names]))] = record

    def _header(self, sheet: Sheet, rows: Rows) -> dict[str, int]:
        """Return the place of each column by its name."""
        known = {above.key_name for above in sheet.parents} | {column.name for column in sheet.columns}
        places: dict[str, int] = {}
        for place, cell in enumerate(rows[0]):
            name = (str(cell).split() or [""])[-1]
            if name in known and name not in places:
                places[name] = place
            elif name in known or any(row[place] != "" for row in rows):
                code = "INP-007" if name in known else "INP-005"
                self.problems.append(Problem(code, f"{sheet.name}!{column_letters(place)}1"))
        self._letters[sheet.name] = {name: column_letters(place) for name, place in places.items()}
        return places

    def _attach(self, sheet: Sheet, record: Document, names: Names, number: int) -> None:
        """Put a record where it belongs."""
        if not sheet.way:
            if self.document:
                self.problems.append(Problem("INP-007", f"{sheet.name}!{number}"))
            self.document.update(record)
            return
        holder = self._holder(sheet, names)
        if holder is None:
            above = sheet.parents[-1].key_name
            place = f"{sheet.name}!{self._letters[sheet.name][above]}{number}"
            self.problems.append(Problem("INP-015", place, (("what", above),)))
        elif not sheet.single:
            listed = holder.setdefault(sheet.way[-1], [])
            if isinstance(listed, list):  # else what says that the list is empty is wrong, and told as such
                listed.append(record)
        elif holder.get(sheet.way[-1]):
            self.problems.append(Problem("INP-007", f"{sheet.name}!{number}"))
        else:
            holder[sheet.way[-1]] = record

    def _holder(self, sheet: Sheet, names: Names) -> Document | None:
        """Return the record that holds a sheet's records of these names, or None where there is none."""
        above = sheet.parents[-1] if sheet.parents else SHEETS[0]
        holder = self._records.get((above.name, names)) if sheet.parents else self.document
        for key in sheet.way[len(above.way) : -1]:
            holder = None if holder is None else holder.setdefault(key, {})
        return holder

    def locate(self) -> Callable[[Place], str]:
        """Return how a place of the document is told: by sheet, column and row."""
        rows: dict[Place, tuple[str, int]] = {}

        def told(place: Place) -> str:
            if not rows:
                rows.update(self._places(self.document, ()))
            known = next((n for n in range(len(place), 0, -1) if place[:n] in rows), 0)
            sheet, row = rows.get(place[:known], (SHEETS[0].name, 2))
            rest = [part for part in place[known:] if isinstance(part, str)]
            letters = self._letters.get(sheet, {})
            for end in range(len(rest), 0, -1):
                if letter := letters.get(".".join(rest[:end])):
                    return f"{sheet}!{letter}{row}"
            return f"{sheet}!{row} {'.'.join(rest)}".strip()

        return told

    def _places(self, value: object, place: Place) -> Iterator[tuple[Place, tuple[str, int]]]:
        if isinstance(value, dict):
            if id(value) in self._rows:
                yield place, self._rows[id(value)]
            for key, held in value.items():
                yield from self._places(held, (*place, key))
        elif isinstance(value, list):
            for i, held in enumerate(value):
                yield from self._places(held, (*place, i))


def _record(sheet: Sheet, row: Sequence[Cell], columns: Iterable[tuple[int, Column]]) -> Document:
    record: Document = {key: {} for key in sheet.always}
    for place, column in columns:
        cell = row[place]
        if cell == "":
            continue
        holder: Any = record
        for key in column.path[:-1]:
            holder = holder.setdefault(key, {})
        if column.marks:
            _mark(holder, column, cell)
        else:
            holder[column.path[-1]] = from_cell(cell, column.shape)
    return record


def _mark(holder: Document, column: Column, cell: Cell) -> None:
    """Say that a list or a record is there and empty."""
    key, many = column.path[-1], column.shape.kind is Kind.RECORDS
    if cell == ("none" if many else True):
        holder.setdefault(key, [] if many else {})
    else:
        holder[key] = "?"
