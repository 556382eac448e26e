"""What an import made of a file: the columns, each repair, each row refused, and the count reconciled. Plain data, no values.

It says what was done, so that a person can see that nothing was guessed in silence. Its words stand in
`caserules.messages.importing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caserules.errors import Problem

__all__ = ["ColumnRead", "ImportReport", "Refused", "Repair", "SheetRead"]


@dataclass(frozen=True, slots=True)
class ColumnRead:
    """A heading of a sheet: its column's letter, and what it was read as; None: left."""

    letter: str
    heading: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Repair:
    """A repair made in a column: its name, how often, and in which rows first."""

    field: str
    name: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or a file's part, that was not read: where, what kind of value stands there, and the problem."""

    sheet: str
    row: int | None
    column: str | None
    value: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What became of a sheet.

    Attributes:
        name: the sheet's name.
        header: the header's row, from 1; None where none was found.
        columns: its headings.
        rows: how many rows below the header hold anything.
        cases: how many became a case.
        passed: how many were passed over, by reason.
        refused: how many were refused.
        repairs: what was mended.
    """

    name: str
    header: int | None
    columns: tuple[ColumnRead, ...]
    rows: int
    cases: int
    passed: Mapping[str, int]
    refused: int
    repairs: tuple[Repair, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import made of a file.

    Attributes:
        file: its name.
        sheets: what became of each sheet.
        refused: what was not read, each with its problem.
        notes: what a person should know, by name, with what its sentence needs.
        counts: how many cases of this year's numbers were read, by kind.
        expected: how many there should be, by kind.
    """

    file: str
    sheets: tuple[SheetRead, ...]
    refused: tuple[Refused, ...]
    notes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    counts: Mapping[str, int]
    expected: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "schema": "caserules.import_report/1",
            "file": self.file,
            "sheets": [_sheet(x) for x in self.sheets],
            "refused": [_refused(x) for x in self.refused],
            "notes": [{"note": name, **dict(params)} for name, params in self.notes],
            "counts": dict(self.counts),
            "expected": dict(self.expected),
        }


def _sheet(sheet: SheetRead) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "header": sheet.header,
        "columns": [{"column": x.letter, "heading": x.heading, "field": x.field} for x in sheet.columns],
        "rows": sheet.rows,
        "cases": sheet.cases,
        "passed": dict(sheet.passed),
        "refused": sheet.refused,
        "repairs": [
            {"field": x.field, "repair": x.name, "count": x.count, "rows": list(x.rows)} for x in sheet.repairs
        ],
    }


def _refused(item: Refused) -> dict[str, Any]:
    return {
        "sheet": item.sheet,
        "row": item.row,
        "column": item.column,
        "value": item.value,
        "code": item.problem.code,
        "message": {lang: item.problem.message(lang) for lang in ("zh", "en")},
    }
