"""From Arrow to Arrow: batches of facts in, findings, counts and scores out; one batch in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from caserules.bulk.found import findings_of, findings_schema
from caserules.bulk.judge import BulkProgram, Judge, judge_for
from caserules.bulk.read import columns_of, ints, texts
from caserules.errors import InputRejected, Problem
from caserules.expr import NEVER
from caserules.facts.tables import TABLES

__all__ = ["audit_batch", "judged_parts"]

_TABLES: Final = frozenset(table.key for table in TABLES)


def audit_batch(batch: pa.RecordBatch, program: BulkProgram) -> pa.RecordBatch:
    """Return the findings of one batch of facts. Pure: the same batch and program give the same findings, in any process.

    Args:
        batch: rows of the flat layout, of one table or of several.
        program: the policy, the day, the calendar, and which verdicts to list.

    Raises:
        InputRejected: `INP-060` columns are missing, `INP-061` of another type, `INP-062` no such table.
    """
    found = [
        part
        for judge, rows in judged_parts(batch, program)
        for part in findings_of(judge, rows, columns_of(rows, judge.facts), program.day, program.only)
    ]
    return _joined(found)


def _joined(found: list[pa.RecordBatch]) -> pa.RecordBatch:
    if len(found) == 1:
        return found[0]
    schema = findings_schema()
    if not found:
        return pa.RecordBatch.from_arrays([pa.array([], f.type) for f in schema], schema=schema)
    table = pa.Table.from_batches(found).unify_dictionaries().combine_chunks()
    return table.to_batches()[0]


def judged_parts(batch: pa.RecordBatch, program: BulkProgram) -> Iterator[tuple[Judge, pa.RecordBatch]]:
    """Yield the rows of a batch that exist by the day of the verdicts, by table and year, each with its rules.

    Args:
        batch: rows of the flat layout.
        program: what they are judged by.

    Raises:
        InputRejected: `INP-060` a key is missing, `INP-062` no such table.
    """
    for key in ("table", "year", "row_since", "case_since"):
        if batch.schema.get_field_index(key) < 0:
            raise InputRejected([Problem("INP-060", key)])
    rows = batch.filter(_live(batch, program.day))
    if not rows.num_rows:
        return
    tables, years = _distinct(texts(rows, "table")), _distinct(rows.column("year"))
    for table in tables:
        if table not in _TABLES:
            raise InputRejected([Problem("INP-062", "table")])
        for year in years:
            part = rows
            if len(tables) > 1 or len(years) > 1:
                same = pc.and_(pc.equal(texts(rows, "table"), table), pc.equal(rows.column("year"), year))
                part = rows.filter(same)
            judge = judge_for(program, table, year)
            if part.num_rows and judge.duties:
                yield judge, part


def _distinct(array: pa.Array) -> list[Any]:
    return list(pc.unique(array).to_pylist())


def _live(batch: pa.RecordBatch, as_of: int) -> pa.Array:
    """The rows that exist by a day: a case or a part assigned later yields nothing yet."""
    case_since = ints(batch.column("case_since"), NEVER)
    row_since = ints(batch.column("row_since"), -NEVER)
    later = (case_since > as_of) & (case_since < NEVER)
    return pa.array(~(later | (row_since > as_of)))
