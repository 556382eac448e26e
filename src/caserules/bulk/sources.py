"""Where batches of facts come from: Arrow tables and readers, tables by name, Parquet files and folders of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any, Final, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from caserules.bulk.judge import BulkProgram
from caserules.bulk.layout import KEYS, FactColumn, facts_of
from caserules.errors import InputRejected, Problem
from caserules.facts.tables import TABLES
from caserules.program import program_for

__all__ = ["ROWS", "UNITS_FILE", "Facts", "Need", "batches_of", "parquet_files", "rows_in", "rows_where", "write_facts"]

ROWS: Final = 32_768
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


class Need(Enum):
    """How much of a row is wanted of a file."""

    COUNTS = "counts"
    """What verdicts rest on, and whose they are."""
    SCORES = "scores"
    """The case as well, by which one fact is punished once."""
    FINDINGS = "findings"
    """What an id and a code are made of as well."""
    EVERYTHING = "everything"
    """The places of values as well."""


_WITHOUT: Final[Mapping[Need, frozenset[str]]] = {
    Need.COUNTS: frozenset("case ref name co_handling complete_through code at decided_at".split()),
    Need.SCORES: frozenset("ref name co_handling complete_through code at decided_at".split()),
    Need.FINDINGS: frozenset("co_handling complete_through at decided_at".split()),
    Need.EVERYTHING: frozenset(),
}
"""Keys, and parts of a list's values, that are not read."""


def batches_of(
    facts: Facts, program: BulkProgram | None = None, need: Need = Need.EVERYTHING
) -> Iterator[pa.RecordBatch]:
    """Yield batches of facts, one at a time; of files just the columns that a program reads.

    Args:
        facts: where they come from.
        program: whose columns are wanted; None: all.
        need: how much of a row is wanted.

    Raises:
        InputRejected: `INP-063` a file that cannot be read as Parquet.
    """
    if isinstance(facts, (str, os.PathLike)):
        for path in parquet_files(Path(facts)):
            yield from _file_batches(path, program, need)
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
        return pq.ParquetFile(path)
    except (OSError, pa.ArrowInvalid) as error:
        kind = type(error).__name__
        raise InputRejected([Problem("INP-063", path.name, (("kind", kind),))]) from None


def _file_batches(path: Path, program: BulkProgram | None, need: Need) -> Iterator[pa.RecordBatch]:
    file = _opened(path)
    columns = None
    if program is not None:
        wanted, without = columns_wanted(program), _WITHOUT[need]
        leaves = (file.schema.column(i).path for i in range(len(file.schema)))
        columns = [leaf for leaf in leaves if _is_wanted(leaf, wanted, without)]
    try:
        yield from file.iter_batches(ROWS, columns=columns)
    except (OSError, pa.ArrowInvalid) as error:
        raise InputRejected([Problem("INP-063", path.name, (("kind", type(error).__name__),))]) from None


def _is_wanted(leaf: str, wanted: frozenset[str], without: frozenset[str]) -> bool:
    """Whether a leaf of a file's schema is read: `case`, `answered_lo`, `endings.list.element.code`."""
    parts = leaf.split(".")
    if parts[0] not in wanted and not ("at" not in without and parts[0].removesuffix("_at") in wanted):
        return False
    return parts[0] not in without and not (len(parts) > 1 and parts[-1] in without)


def columns_wanted(program: BulkProgram) -> frozenset[str]:
    """Return the names of the columns that a program reads in any table."""
    compiled = program_for(program.policy, program.calendar, program.as_of.year)
    facts = {fact for table in TABLES for fact in facts_of(compiled, table.key)}
    return frozenset(KEYS).union(*(_names(fact) for fact in facts))


def _names(fact: FactColumn) -> set[str]:
    return {fact.column, f"{fact.column}_lo", f"{fact.column}_hi"}


def write_facts(tables: Mapping[str, pa.Table], folder: str | os.PathLike[str], **options: Any) -> None:
    """Write tables of facts as Parquet, one file a table, as they are read fastest.

    Args:
        tables: as `facts_tables` gives them; the units' table may be among them, as `units`.
        folder: where to; made if it is not there.
        options: for the Parquet writer.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        if table.num_rows:
            tight = without_marks(table)
            pq.write_table(tight, place / f"{name}.parquet", **(written_as(tight.schema) | options))


def without_marks(table: pa.Table) -> pa.Table:
    """Return a table whose full columns are declared so: without a mark of what is missing they are read twice as fast."""
    fields = [f.with_nullable(table.column(f.name).null_count > 0) for f in table.schema]
    return table.cast(pa.schema(fields, metadata=table.schema.metadata))


def written_as(schema: pa.Schema) -> dict[str, Any]:
    """Return the Parquet writer's options: numbers as they are, texts by dictionary.

    Args:
        schema: of the table that is written.
    """
    words = [f.name for f in schema if pa.types.is_dictionary(f.type) or pa.types.is_string(f.type)]
    return {"compression": "lz4", "use_dictionary": words}
