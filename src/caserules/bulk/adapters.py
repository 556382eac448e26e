"""The batch function in other engines: PySpark, Dask, Polars and DuckDB. Frames of facts in, frames of findings out.

Each is a few lines over `audit_batch`, which looks at one row at a time: however an engine cuts, moves or repeats batches, the
findings are the same. An engine is imported when its function is called; nothing here knows a rule or decides a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, Final

import pyarrow as pa

from caserules.bulk.audit import audit_batch
from caserules.bulk.found import findings_schema, plain
from caserules.bulk.judge import BulkProgram

__all__ = ["findings_by_dask", "findings_by_duckdb", "findings_by_polars", "findings_by_spark"]

_ROWS: Final = 131_072
"""Rows that are asked of an engine at once: enough for the blocks of a batch, little in memory."""


def findings_by_spark(frame: Any, program: BulkProgram) -> Any:
    """Return the findings of a PySpark frame of facts, judged by the executors when they are asked for.

    The workers' Python must have caserules with the extra `bulk` installed. A task that is lost with its worker is run again.

    Args:
        frame: a `pyspark.sql.DataFrame` of the flat layout, or of some of its columns.
        program: the policy, the day, the calendar, and which verdicts to list.

    Returns:
        A `pyspark.sql.DataFrame` of the findings.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    return frame.mapInArrow(partial(_findings, program=program), from_arrow_schema(_plain_schema()))


def findings_by_dask(frame: Any, program: BulkProgram) -> Any:
    """Return the findings of a Dask frame of facts, partition by partition.

    Args:
        frame: a `dask.dataframe.DataFrame` of Arrow-backed columns (`read_parquet(…, dtype_backend="pyarrow")`).
        program: the policy, the day, the calendar, and which verdicts to list.

    Returns:
        A `dask.dataframe.DataFrame` of the findings, Arrow-backed, not computed yet.
    """
    empty = _plain_schema().empty_table()
    return frame.map_partitions(_pandas_findings, program, meta=_pandas(empty))


def findings_by_polars(frame: Any, program: BulkProgram) -> Any:
    """Return the findings of a Polars frame of facts; of a lazy one lazily, in batches where the streaming engine runs it.

    Args:
        frame: a `polars.DataFrame` or `polars.LazyFrame` of the flat layout.
        program: the policy, the day, the calendar, and which verdicts to list.

    Returns:
        A frame of the findings, of the kind that was given.
    """
    import polars as pl

    if isinstance(frame, pl.LazyFrame):
        schema = pl.DataFrame(_plain_schema().empty_table()).schema
        return frame.map_batches(
            partial(findings_by_polars, program=program),
            schema=schema,
            streamable=True,
            predicate_pushdown=False,  # what is asked of findings cannot be asked of facts
            projection_pushdown=False,
            slice_pushdown=False,
        )
    batches = frame.to_arrow().to_batches(max_chunksize=_ROWS)
    return pl.DataFrame(pa.Table.from_batches(_findings(batches, program), _plain_schema()))


def findings_by_duckdb(relation: Any, program: BulkProgram) -> pa.RecordBatchReader:
    """Return the findings of a DuckDB relation of facts as a stream of batches, which DuckDB in turn can query.

    Args:
        relation: a `duckdb.DuckDBPyRelation`: a query, a table, a Parquet file.
        program: the policy, the day, the calendar, and which verdicts to list.

    Returns:
        A reader of the findings; one batch is in memory at a time. It reads from the relation's connection: query it on another.
    """
    batches = relation.to_arrow_reader(_ROWS)
    return pa.RecordBatchReader.from_batches(_plain_schema(), _findings(batches, program))


def _findings(batches: Iterable[pa.RecordBatch], program: BulkProgram) -> Iterator[pa.RecordBatch]:
    """Yield each batch's findings, with words as plain texts."""
    for batch in batches:
        yield plain(audit_batch(batch, program))


def _plain_schema() -> pa.Schema:
    schema = findings_schema()
    return plain(pa.RecordBatch.from_pylist([], schema)).schema


def _pandas_findings(part: Any, program: BulkProgram) -> Any:
    table = pa.Table.from_pandas(part, preserve_index=False).combine_chunks()
    return _pandas(pa.Table.from_batches(_findings(table.to_batches(), program), _plain_schema()))


def _pandas(table: pa.Table) -> Any:
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype)
