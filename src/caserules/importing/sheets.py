"""A sheet's rows read: merged cells filled where declared, totals and notes passed over, the rest cases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from caserules.errors import Problem
from caserules.importing.columns import Office, read_columns
from caserules.importing.headings import Field, Header, find_header
from caserules.importing.pages import Page
from caserules.importing.report import ColumnRead, Refused, Repair, SheetRead
from caserules.importing.rows import CaseMaker
from caserules.importing.values import Unread, class_of
from caserules.io.cells import Cell
from caserules.io.spreadsheet import column_letters

__all__ = ["CaseRead", "read_sheet"]

_TOTAL: Final = re.compile(r"(合计|总计|小计|共计|备注|注[:：]|说明[:：]|填表|制表|审核[:：])")
_SHOWN: Final = 5


class CaseRead(NamedTuple):
    """A case with where it was read, and the numbers of the cases merged into it."""

    document: dict[str, Any]
    sheet: str
    row: int
    header: Header
    merged: tuple[int, ...]


def read_sheet(page: Page, office: Office, file: str) -> tuple[SheetRead, list[CaseRead], list[Refused]]:
    """Return what became of a sheet, its cases and what was refused.

    Args:
        page: the sheet.
        office: what is known across the rows.
        file: the file's name, which each case tells.
    """
    header = find_header(page.rows, office.mapping.columns)
    if header is None:
        filled = sum(any(cell != "" for cell in row) for row in page.rows)
        why = Refused(page.name, None, None, "empty" if not filled else "text", Problem("INP-050", page.name))
        return SheetRead(page.name, None, (), filled, 0, {}, 0, ()), [], [why] if filled else []
    if header.twice:
        keys = ", ".join(x.value for x in header.twice)
        why = Refused(
            page.name, header.row + 1, None, "text", Problem("INP-007", f"{page.name}!{header.row + 1} {keys}")
        )
        return SheetRead(page.name, header.row + 1, _columns(header), 0, 0, {}, 1, ()), [], [why]
    return _Sheet(page, header, office, file).read()


def _columns(header: Header) -> tuple[ColumnRead, ...]:
    known = [ColumnRead(column_letters(place), header.texts[x], x.value) for x, place in header.places.items()]
    left = [ColumnRead(column_letters(place), text, None) for place, text in header.left]
    return tuple(sorted([*known, *left], key=lambda x: (len(x.letter), x.letter)))


class _Sheet:
    """A sheet being read: what was counted, mended and refused on the way."""

    def __init__(self, page: Page, header: Header, office: Office, file: str) -> None:
        self.page = page
        self.header = header
        self.office = office
        self.source = {key: text for key, text in (("file", file), ("sheet", page.name)) if text}
        self.mends: defaultdict[tuple[Field, str], list[int]] = defaultdict(list)
        self.passed: Counter[str] = Counter()
        self.refused: list[Refused] = []
        self.cases: list[CaseRead] = []
        self.spanned = self._spanned()

    def read(self) -> tuple[SheetRead, list[CaseRead], list[Refused]]:
        numbers, rows = self._kept()
        self._read_cases(numbers, rows)
        repairs = tuple(
            Repair(field.value, name, len(found), tuple(sorted(found)[:_SHOWN]))
            for (field, name), found in sorted(self.mends.items())
        )
        told = SheetRead(
            self.page.name,
            self.header.row + 1,
            _columns(self.header),
            len(rows) + self.passed.total(),
            len(self.cases),
            dict(self.passed),
            len(self.refused),
            repairs,
        )
        return told, self.cases, self.refused

    def _kept(self) -> tuple[list[int], list[Sequence[Cell]]]:
        """The rows that are no totals and no remarks, counted from 0."""
        numbers: list[int] = []
        rows: list[Sequence[Cell]] = []
        for number, cells in self._rows():
            if reason := self._passed_over(cells):
                self.passed[reason] += 1
            else:
                numbers.append(number)
                rows.append(cells)
        return numbers, rows

    def _rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows below the header that hold anything, with merged cells filled where the mapping says so."""
        for index in range(self.header.row + 1, len(self.page.rows)):
            cells: Sequence[Cell] = self.page.rows[index]
            if index in self.spanned:
                filled = list(cells)
                for place, (top, field) in self.spanned[index].items():
                    if field in self.office.mapping.fill_down:
                        filled[place] = self.page.rows[top][place]
                        self.mends[field, "filled_down"].append(index + 1)
                cells = filled
            if cells.count("") < len(cells):
                yield index, cells

    def _spanned(self) -> dict[int, dict[int, tuple[int, Field]]]:
        """By row and column, the cells hidden under a merged one, with the row in which its value stands."""
        by_place = {place: field for field, place in self.header.places.items()}
        found: dict[int, dict[int, tuple[int, Field]]] = {}
        for top, left, bottom, right in self.page.merged:
            for place in range(left, right + 1):
                if place in by_place and bottom > top > self.header.row:
                    for row in range(top + 1, bottom + 1):
                        found.setdefault(row, {})[place] = (top, by_place[place])
        return found

    def _passed_over(self, cells: Sequence[Cell]) -> str:
        place = self.header.places.get(Field.NUMBER)
        first: Cell = "" if place is None or place >= len(cells) else cells[place]
        if first == "":
            first = next(cell for cell in cells if cell != "")
        return "total" if isinstance(first, str) and _TOTAL.match(first.strip()) else ""

    def _read_cases(self, numbers: Sequence[int], rows: Sequence[Sequence[Cell]]) -> None:
        width = len(self.page.rows[self.header.row])
        told, mended, wrong = read_columns([_of_width(row, width) for row in rows], self.header.places, self.office)
        maker = CaseMaker(self.header, self.page.name, self.office)
        left: set[int] = set()
        for index, (number, row) in enumerate(zip(numbers, told, strict=True)):
            mends: list[tuple[Field, str]] = []
            try:
                self._readable(number, rows[index], width)
                if index in wrong:
                    field, error = wrong[index]
                    raise Unread(error.code, **{**error.params, "field": field.value})
                document, merged = maker.case_of(row, mends)
            except Unread as error:
                self._refuse(number, rows[index], error)
                left.add(index)
                continue
            document["source"] = {"row": number + 1, **self.source}
            for key in mends:
                self.mends[key].append(number + 1)
            self.cases.append(CaseRead(document, self.page.name, number + 1, self.header, merged))
        self._tell(mended, numbers, left)

    def _tell(
        self, mended: Mapping[Field, Mapping[int, Sequence[str]]], numbers: Sequence[int], left: set[int]
    ) -> None:
        """Tell what was mended in the rows that became cases."""
        for field, by_row in mended.items():
            for index, names in by_row.items():
                if index not in left:
                    for name in names:
                        self.mends[field, name].append(numbers[index] + 1)

    def _readable(self, number: int, cells: Sequence[Cell], width: int) -> None:
        """Refuse a row that is shorter or longer than its header, whose merged cells are not declared, or without a formula's value."""
        if len(cells) < width or any(cell != "" for cell in cells[width:]):
            raise Unread("INP-052", cells=str(len(cells)), columns=str(width))
        if number not in self.spanned and not self.page.unsolved:
            return
        for field, place in self.header.places.items():
            if (number, place) in self.page.unsolved:
                raise Unread("INP-029", field=field.value)
            hidden = self.spanned.get(number, {}).get(place)
            if hidden is not None and field not in self.office.mapping.fill_down:
                raise Unread("INP-051", field=field.value)

    def _refuse(self, number: int, cells: Sequence[Cell], error: Unread) -> None:
        params = dict(error.params)
        field = params.pop("field", "")
        place = self.header.places.get(Field(field)) if field else None
        where = f"{self.page.name}!{column_letters(place) if place is not None else ''}{number + 1}"
        value = "empty" if place is None or place >= len(cells) else class_of(cells[place])
        column = None if place is None else column_letters(place)
        problem = Problem(error.code, where, (*params.items(), ("value", value)))
        self.refused.append(Refused(self.page.name, number + 1, column, value, problem))


def _of_width(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    return cells if len(cells) == width else (*cells[:width], *[""] * (width - len(cells)))
