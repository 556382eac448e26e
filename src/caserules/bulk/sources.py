"""Where batches of facts come from: Arrow tables and readers, tables by name, Parquet files and folders of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from caserules.bulk.judge import BulkProgram
from caserules.bulk.layout import KEYS, FactColumn, facts_of
from caserules.errors import InputRejected, Problem
from caserules.facts.tables import TABLES
from caserules.program import program_for

__all__ = ["ROWS", "UNITS_FILE", "Facts", "batches_of", "parquet_files", "rows_in", "rows_where", "write_facts"]

ROWS: Final = 65_536
"""Rows of a batch read from a file."""

UNITS_FILE: Final = "units.parquet"
"""The units' names and successors, which is no table of facts."""

Facts: TypeAlias = (
    pa.RecordBatch
    | pa.Table
    | pa.RecordBatchReader
    | Mapping[str, pa.Table]
    | Iterable[pa.RecordBatch]
    | str
    | os.PathLike[str]
)
"""What can be audited: one batch, a table, a reader, tables by name, any batches, a Parquet file or a folder of them."""


def batches_of(facts: Facts, program: BulkProgram | None = None, *, places: bool = False) -> Iterator[pa.RecordBatch]:
    """Yield batches of facts, one at a time; of files just the columns that a program reads.

    Args:
        facts: where they come from.
        program: whose columns are wanted; None: all.
        places: whether the places of values are wanted too.

    Raises:
        InputRejected: `INP-010` a file that cannot be read as Parquet.
    """
    if isinstance(facts, (str, os.PathLike)):
        for path in parquet_files(Path(facts)):
            yield from _file_batches(path, program, places=places)
    elif isinstance(facts, pa.RecordBatch):
        yield facts
    elif isinstance(facts, pa.Table):
        yield from facts.to_batches(ROWS)
    elif isinstance(facts, Mapping):
        for table in facts.values():
            yield from table.to_batches(ROWS)
    else:
        yield from facts


def rows_where(facts: Facts, wanted: Callable[[pa.RecordBatch], pa.Array]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of facts that are wanted, with all their columns.

    Args:
        facts: where they come from.
        wanted: from a batch to whether each of its rows is.
    """
    for batch in batches_of(facts):
        rows = batch.filter(wanted(batch))
        if rows.num_rows:
            yield rows


def parquet_files(path: Path) -> list[Path]:
    """Return the Parquet files of a folder in the order of their names, or the file itself."""
    if path.is_dir():
        return sorted(each for each in path.rglob("*.parquet") if each.is_file() and each.name != UNITS_FILE)
    return [path]


def rows_in(facts: Facts) -> int | None:
    """Return how many rows there are, where that is known beforehand."""
    if isinstance(facts, (str, os.PathLike)):
        return sum(int(_opened(path).metadata.num_rows) for path in parquet_files(Path(facts)))
    if isinstance(facts, Mapping):
        return sum(int(table.num_rows) for table in facts.values())
    return int(facts.num_rows) if isinstance(facts, (pa.RecordBatch, pa.Table)) else None


def _opened(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path, memory_map=True)
    except (OSError, pa.ArrowInvalid) as error:
        kind = type(error).__name__
        raise InputRejected([Problem("INP-063", path.name, (("kind", kind),))]) from None


def _file_batches(path: Path, program: BulkProgram | None, *, places: bool) -> Iterator[pa.RecordBatch]:
    file = _opened(path)
    columns = None
    if program is not None:
        wanted = columns_wanted(program)
        names = file.schema_arrow.names
        columns = [name for name in names if name in wanted or (places and name.removesuffix("_at") in wanted)]
    try:
        yield from file.iter_batches(ROWS, columns=columns)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputRejected([Problem("INP-063", path.name, (("kind", type(error).__name__),))]) from None


def columns_wanted(program: BulkProgram) -> frozenset[str]:
    """Return the names of the columns that a program reads in any table."""
    compiled = program_for(program.policy, program.calendar, program.as_of.year)
    facts = {fact for table in TABLES for fact in facts_of(compiled, table.key)}
    return frozenset(KEYS).union(*(_names(fact) for fact in facts))


def _names(fact: FactColumn) -> set[str]:
    return {fact.column, f"{fact.column}_lo", f"{fact.column}_hi"}


def write_facts(tables: Mapping[str, pa.Table], folder: str | os.PathLike[str], **options: Any) -> None:
    """Write tables of facts as Parquet, one file a table.

    Args:
        tables: as `facts_tables` gives them; the units' table may be among them, as `units`.
        folder: where to; made if it is not there.
        options: for the Parquet writer.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if table.num_rows:
            pq.write_table(table, place / f"{name}.parquet", **options)
