"""A finding's reasons, on demand: the rows of its case made again from their columns, and handed to the same `explain`.

Nothing is judged or worded here: the rows, the policy's program and the assessment are those of `assess`, so a finding from a
column is told as a scalar one is. Where the facts were written with their places, so is the evidence.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from caserules.assess import Assessment, judge_rows
from caserules.bulk.layout import FactColumn, Kind, facts_of
from caserules.bulk.read import texts
from caserules.bulk.sources import UNITS_FILE, Facts, rows_where
from caserules.calendar import WorkCalendar
from caserules.context import Context
from caserules.errors import InputRejected, Problem
from caserules.explain import Explanation
from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES
from caserules.facts.book import Book
from caserules.facts.flatten import Facts as Rows
from caserules.facts.flatten import Row
from caserules.models import Bound, Register, Unit
from caserules.policy import Policy, load_policy
from caserules.program import Program, program_for
from caserules.terms import to_number

__all__ = ["book_of", "case_assessment", "explain", "row_of"]

_PAIRS = (NO, NOT_KNOWN, YES)
_STATED = "/complete_through/"


@dataclass(frozen=True, slots=True)
class _Source:
    """Where in its file a record was read, as it was told."""

    file: str
    sheet: None = None
    row: None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Stands for a record of the register: where it is, and what its source says."""

    pointer: str
    source: _Source | None


class _Told(Context):
    """A context whose records are places already."""

    def pointer(self, record: Any, name: str) -> str:
        """Return the JSON pointer of a value in the register that the facts were made from."""
        return record.pointer if isinstance(record, _Place) else super().pointer(record, name)


def explain(
    facts: Facts,
    finding: str,
    policy: Policy | str | Path,
    as_of: date,
    *,
    register: str | None = None,
    calendar: WorkCalendar | None = None,
    units: pa.Table | None = None,
) -> Explanation:
    """Return the reasons of a finding of a column, as `Assessment.explain` gives them.

    Args:
        facts: what was audited; all rows of the finding's case must be in it.
        finding: the finding's id.
        policy: by which it was audited.
        as_of: as of which day it was audited.
        calendar: the calendar by which it was audited.
        register: of which register, where the facts hold several.
        units: the units' table, for their names; of a folder by itself the one in it.

    Raises:
        InputRejected: `INP-018` no duty has that id, `INP-064` several registers have that case.
    """
    parts = finding.split("/")
    case = None if parts[1:2] == ["-"] else "/".join(parts[1:4])
    unit = parts[2] if case is None and len(parts) > 2 else None
    found = case_assessment(
        facts, policy, as_of, case=case, unit=unit, register=register, calendar=calendar, units=units
    )
    if found is None:
        raise InputRejected([Problem("INP-018", finding)])
    return found.explain(finding)


def case_assessment(
    facts: Facts,
    policy: Policy | str | Path,
    as_of: date,
    *,
    case: str | None = None,
    unit: str | None = None,
    register: str | None = None,
    calendar: WorkCalendar | None = None,
    units: pa.Table | None = None,
) -> Assessment | None:
    """Return the assessment of one case of the facts, or of a unit's own duties; None where there is no such row.

    Args:
        facts: what was audited.
        policy: by which it was audited.
        as_of: as of which day it was audited.
        calendar: the calendar by which it was audited.
        case: the case; None: the unit's own duties.
        unit: the unit, where there is no case.
        register: of which register, where the facts hold several.
        units: the units' table.

    Raises:
        InputRejected: `INP-064` several registers have that case.
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    batches = list(rows_where(facts, lambda batch: _wanted(batch, case, unit, register)))
    rows = [row for batch in batches for row in batch.to_pylist()]
    if not rows:
        return None
    if len({row.get("register") for row in rows}) > 1:
        raise InputRejected([Problem("INP-064", "register")])
    year = int(rows[0]["year"])
    program = program_for(loaded, calendar or WorkCalendar.default(), year)
    book = book_of(rows[0], _units(facts, units), as_of)
    made = Rows(book)
    for row in rows:
        table = row["table"]
        made.rows[table].append(row_of(program, row))
        if row["case"] is not None and row["case_since"] is not None:
            made.assigned[row["case"]] = (row["case_since"], NEVER, None, "")
    context = _Told(book.register, made, program, to_number(as_of))
    return Assessment(context, *judge_rows(context))


def _wanted(batch: pa.RecordBatch, case: str | None, unit: str | None, register: str | None) -> pa.Array:
    if case is None:
        found = pc.and_(pc.is_null(texts(batch, "case")), pc.equal(texts(batch, "unit"), unit))
    else:
        found = pc.equal(texts(batch, "case"), case)
    if register is not None:
        found = pc.and_(found, pc.equal(texts(batch, "register"), register))
    return pc.fill_null(found, False)


def book_of(row: Mapping[str, Any], units: pa.Table | None, as_of: date) -> Book:
    """Return the book of a row's register as far as findings tell of it: its units, and through which day it is complete.

    Args:
        row: the row's columns.
        units: the units' table, for their names.
        as_of: stands for the day through which the register is complete, where the row does not say.
    """
    known = units.to_pylist() if units is not None else []
    here = [unit for unit in known if unit["register"] == row.get("register")]
    register = Register(
        place=(row.get("register") or "-").rpartition("/")[0] or "-",
        year=row["year"],
        complete_through=as_of,
        units=tuple(
            Unit(
                id=unit["unit"],
                name=unit["name"],
                bound=True if unit["bound"] == "yes" else Bound(unit["bound"]),
                **{key: unit[key] for key in ("to", "successor") if unit[key] is not None},
            )
            for unit in here
        ),
    )
    book = Book.of(register)
    stated = row.get("complete_through")
    if stated is not None:
        book.through = json.loads(stated)
    return book


def _units(facts: Facts, units: pa.Table | None) -> pa.Table | None:
    if units is None and isinstance(facts, (str, os.PathLike)):
        place = Path(facts) / UNITS_FILE
        return pq.read_table(place) if place.is_file() else None
    return units


# ------------------------------------------------------------------------------------------------------------- rows


def row_of(program: Program, row: Mapping[str, Any]) -> Row:
    """Return a row of a facts table, made again from its columns.

    Args:
        program: the policy's program.
        row: the row's columns.
    """
    table: str = row["table"]
    cells = {fact.name: _cell(fact, row) for fact in facts_of(program, table)}
    start = row["row_since"]
    if start is not None and "assigned" not in cells and "since" not in cells:
        cells["assigned"] = (start, NEVER, None, "")
    helpers = tuple(row.get("co_handling") or ())
    return Row(table, row["case"], row["unit"], row["name"] or row["unit"], row["ref"], cells, helpers)


def _cell(fact: FactColumn, row: Mapping[str, Any]) -> Any:
    name = fact.column
    match fact.kind:
        case Kind.DAY:
            return (*_span(row, name), *_read(row.get(f"{name}_at")))
        case Kind.CONDITION:
            return (*_pair(row[name]), *_read(row.get(f"{name}_at")))
        case Kind.WORD:
            return row[name]
        case Kind.ENDINGS:
            return _endings(row[name], _span(row, name), row.get(f"{name}_at"))
        case Kind.CASES:
            return tuple(
                ((*_span(x, "assigned"), None, ""), _endings(x["endings"], _span(x, "endings"), x["at"]))
                for x in row[name] or ()
            )
        case Kind.EXTENSIONS:
            return tuple(
                ((*_span(x, "decided"), *_read(x["at"])), _pair(x["accepted"]), (*_span(x, "to"), None, ""))
                for x in row[name] or ()
            )


def _span(row: Mapping[str, Any], name: str) -> tuple[int, int]:
    lo = row[f"{name}_lo"]
    hi = row.get(f"{name}_hi", lo)
    return EVER if lo is None else int(lo), NEVER if hi is None else int(hi)


def _pair(code: Any) -> tuple[bool, bool]:
    if code is None:
        return NOT_KNOWN
    return (YES if code else NO) if isinstance(code, bool) else _PAIRS[code]


def _endings(recorded: Any, unrecorded: tuple[int, int], at: str | None) -> tuple[Any, ...]:
    found = [_ending(x) for x in recorded or ()]
    if unrecorded != (NEVER, NEVER):
        found.append(((*unrecorded, *_read(at)), None, YES, None))
    return tuple(found)


def _ending(x: Mapping[str, Any]) -> Any:
    decided = None if x["decided_hi"] is None else (*_span(x, "decided"), *_read(x.get("decided_at")))
    return (*_span(x, "from"), *_read(x.get("at"))), decided, _pair(x["accepted"]), x["code"]


def _read(at: str | None) -> tuple[Any, str]:
    """The record and field of a cell, from where it was read."""
    if at is None:
        return None, ""
    if at.startswith(_STATED):
        return "complete_through", at.removeprefix(_STATED)
    pointer, _, source = at.partition(" ")
    return _Place(pointer, _Source(source) if source else None), ""
