"""An archive for measuring: the demo register's facts, once for each of many counties, as tables of facts or as Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from caserules.bulk import facts_tables
from caserules.bulk.sources import without_marks, written_as
from caserules.demo import build_register
from caserules.policy import load_policy

POLICY = "pengshui-2023"
CASES = 414
"""Cases of the demo register."""
COUNTIES = 100
_RUN = 10
"""So many times over one county, before the next."""


def county() -> dict[str, pa.Table]:
    """Return one county's tables of facts, each in one piece."""
    return {name: table.combine_chunks() for name, table in facts_tables(build_register(), load_policy(POLICY)).items()}


def counties(table: pa.Table, first: int, count: int) -> pa.Table:
    """Return a table so many times over, under the names of some counties, each time with numbers of its own."""
    times = np.repeat(np.arange(first, first + count, dtype=np.int32), table.num_rows)
    whole = pa.concat_tables([table] * count).combine_chunks()
    names = pa.array([f"county {number}/2023" for number in range(COUNTIES)])
    register = pa.DictionaryArray.from_arrays(pa.array(times // _RUN % COUNTIES), names)
    suffix = pa.array([f"{number:05d}" for number in range(first, first + count)]).take(pa.array(times - first))
    case = pc.binary_join_element_wise(whole.column("case").combine_chunks(), suffix, "")
    for name, column in (("register", register), ("case", case)):
        whole = whole.set_column(whole.schema.get_field_index(name), name, column)
    return whole.cast(table.schema)


def archive(cases: int) -> dict[str, pa.Table]:
    """Return the tables of an archive of so many cases, or a few less."""
    one = county()
    return {name: counties(table, 0, cases // CASES) for name, table in one.items()}


def write_archive(folder: Path, cases: int, step: int = 400) -> int:
    """Write an archive as Parquet, some counties at a time, and return how many cases it holds."""
    one = county()
    folder.mkdir(parents=True, exist_ok=True)
    total = cases // CASES
    for name, table in ((name, without_marks(table)) for name, table in one.items()):
        with pq.ParquetWriter(folder / f"{name}.parquet", table.schema, **written_as(table.schema)) as writer:
            for part in _parts(table, total, step):
                writer.write_table(part, row_group_size=65_536)
    return total * CASES


def _parts(table: pa.Table, total: int, step: int) -> Iterator[pa.Table]:
    for first in range(0, total, step):
        yield counties(table, first, min(step, total - first))


def rows(tables: Mapping[str, Any]) -> int:
    """Return how many rows some tables have."""
    return sum(table.num_rows for table in tables.values())
