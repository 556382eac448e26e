"""An office's file as sheets of cells: spreadsheets old and new, tables in Parquet, and text separated by commas.

What the file is, is told by its contents. An archive is looked through before anything parses it. The encoding of a text is
its mark's, else UTF-8, else GB18030, and the last is told, for a text can be both; what it says is not looked at here.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any, Final

from caserules.errors import InputRejected, Problem
from caserules.importing.headings import find_header
from caserules.io.archive import MOST_CELLS, MOST_ROWS, members_of, repacked
from caserules.io.cells import Cell
from caserules.io.spreadsheet import opened_book, sheet_members

__all__ = ["Page", "pages_of"]

_PARQUET: Final = b"PAR1"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_OTHERS: Final = (b"%PDF", b"Rar!", b"\x1f\x8b", b"7z\xbc\xaf", b"<", b"{", b"[", b"\x89PNG")
_MARKED: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS: Final = (",", "\t", ";", "，")
_MOST_COLUMNS: Final = 256
_LONGEST_CELL: Final = 1_000_000
_MAYBE_FORMULA: Final = re.compile(rb"<f[ \t\r\n/>]")
_PLAIN: Final = (str, int, float, bool, date, datetime)
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]*>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


@dataclass(frozen=True)
class Page:
    """A sheet of a file.

    Attributes:
        name: the sheet's name; empty for a text.
        rows: its cells from the first on; an empty cell is an empty text.
        merged: the merged cells: first row, first column, last row, last column, from 0.
        hidden: whether the spreadsheet hides it.
        unsolved: the cells with a formula whose value the file does not hold.
        encoding: of a text that had to be guessed, else empty.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    unsolved: frozenset[tuple[int, int]] = frozenset()
    encoding: str = ""


def pages_of(data: bytes, where: str, columns: Mapping[str, str]) -> list[Page]:
    """Return the sheets of a file's bytes.

    Args:
        data: the file: .xlsx, .xls, .ods, .parquet or .csv.
        where: its name, for errors.
        columns: headings of this office, by which a text's separator is told.

    Raises:
        InputRejected: `INP-017` an archive that is suspicious; `INP-022` another kind of file; `INP-011` over the limits;
            `INP-042` a text in no encoding, or without a header in any; `INP-063` a table that is no Parquet, or holds more
            than plain values; `INP-014` without the extra `xlsx`, for Parquet `bulk`.
    """
    if data.startswith(b"PK"):
        members = members_of(data, where)
        if not ({"xl/workbook.xml", "content.xml"} & members.keys()):
            raise _kind(where, "zip")
        return list(_spreadsheet(repacked(members), where, members))
    if data.startswith(_OLE):
        return list(_spreadsheet(BytesIO(data), where, {}))
    if data.startswith(_PARQUET):
        return [_table(data, where)]
    if data.startswith(_OTHERS):
        raise _kind(where, "pdf / html / json …")
    return [_text(data, where, columns)]


def _kind(where: str, kind: str) -> InputRejected:
    return InputRejected([Problem("INP-022", where, (("kind", kind),))])


def _check_size(height: int, width: int, where: str) -> None:
    if height > MOST_ROWS or width > _MOST_COLUMNS or height * width > MOST_CELLS:
        raise _too_many(where)


def _too_many(where: str) -> InputRejected:
    limit = f"{MOST_ROWS} × {_MOST_COLUMNS}, {MOST_CELLS}"
    return InputRejected([Problem("INP-011", where, (("limit", limit),))])


# ------------------------------------------------------------ spreadsheets


def _spreadsheet(file: BytesIO, where: str, members: Mapping[str, bytes]) -> Iterator[Page]:
    unsolved = _unsolved(members)
    left = MOST_CELLS
    with opened_book(file, where, "xlsx / xls / ods") as book:
        from python_calamine import SheetVisibleEnum

        for sheet in book.sheets_metadata:
            page = book.get_sheet_by_name(sheet.name)
            left -= page.total_height * page.total_width
            if left < 0:
                raise _too_many(f"{where} {sheet.name}")
            _check_size(page.total_height, page.total_width, f"{where} {sheet.name}")
            yield Page(
                sheet.name,
                page.to_python(skip_empty_area=False),
                _merged(page),
                sheet.visible is not SheetVisibleEnum.Visible,
                unsolved.get(sheet.name, frozenset()),
            )


def _merged(page: Any) -> tuple[tuple[int, int, int, int], ...]:
    ranges = page.merged_cell_ranges
    return tuple((a, b, c, d) for (a, b), (c, d) in ranges or ())


def _unsolved(members: Mapping[str, bytes]) -> dict[str, frozenset[tuple[int, int]]]:
    """The cells of each sheet with a formula and no value: the reader gives them as empty."""
    found: dict[str, frozenset[tuple[int, int]]] = {}
    for name, member in sheet_members(members):
        content = members.get(member, b"")
        if _MAYBE_FORMULA.search(content) is not None:
            found[name] = frozenset(_place(x.decode()) for x in _FORMULA.findall(content))
    return found


def _place(reference: str) -> tuple[int, int]:
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1


# ------------------------------------------------------------ Parquet


def _table(data: bytes, where: str) -> Page:
    """A table of plain values: its columns' names are the header, what is missing an empty cell."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "bulk"),))]) from None
    try:
        file = pq.ParquetFile(BytesIO(data))
        _check_size(file.metadata.num_rows, file.metadata.num_columns, where)
        table = file.read()
        columns = [["" if cell is None else cell for cell in column.to_pylist()] for column in table.columns]
    except (OSError, pa.ArrowException, ValueError) as error:  # a day beyond Python's last is a ValueError
        if isinstance(error, InputRejected):
            raise
        raise InputRejected([Problem("INP-063", where, (("kind", type(error).__name__),))]) from None
    for name, column in zip(table.column_names, columns, strict=True):
        if not all(isinstance(cell, _PLAIN) for cell in column):
            raise InputRejected(
                [Problem("INP-063", f"{where} {name}", (("kind", str(table.schema.field(name).type)),))]
            )
    return Page("", [list(table.column_names), *map(list, zip(*columns, strict=True))])


# ------------------------------------------------------------ texts


def _text(data: bytes, where: str, columns: Mapping[str, str]) -> Page:
    """A text in the encoding of its mark; else in UTF-8; else in GB18030, where a header is known in it."""
    marked = next((name for mark, name in _MARKED if data.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        rows = _separated(text, where, columns)
        if rows is not None:
            return Page("", rows, encoding="gb18030" if encoding == "gb18030" else "")
    raise InputRejected([Problem("INP-042", where)])


def _separated(text: str, where: str, columns: Mapping[str, str]) -> list[list[Cell]] | None:
    """The rows of a text by the separator under which the most headings are known; None where none is."""
    if "\x00" in text:
        return None
    best: tuple[int, list[list[Cell]]] | None = None
    for separator in _SEPARATORS:
        if separator in text[:20_000]:
            head = find_header(list(_rows(text[:20_000], separator, strict=False)), columns)
            known = 0 if head is None else len(head.places)
            if known and (best is None or known > best[0]):
                try:
                    best = known, list(_rows(text, separator, strict=True))
                except csv.Error as error:
                    raise InputRejected([Problem("INP-003", where, (("why", f"csv: {error}"),))]) from None
    if best is None:
        return None
    if len(best[1]) > MOST_ROWS:
        raise InputRejected([Problem("INP-011", where, (("limit", str(MOST_ROWS)),))])
    return best[1]


def _rows(text: str, separator: str, *, strict: bool) -> Iterator[list[Cell]]:
    csv.field_size_limit(_LONGEST_CELL)
    for row in csv.reader(StringIO(text, newline=""), delimiter=separator, strict=strict):
        yield list(row)
