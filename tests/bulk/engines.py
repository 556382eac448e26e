"""What the tests of adapters share: a year's facts as Parquet files, and the findings that every engine must give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from caserules.bulk import BulkProgram, audit, facts_tables, findings_schema
from caserules.demo import build_register
from caserules.policy import load_policy

PAGE = Path(__file__).parents[2] / "docs" / "bulk-engines.md"
ORDER = [(name, "ascending") for name in ("register", "rule", "case", "unit", "name", "part", "ref")]


@dataclass(frozen=True)
class Year:
    """A year's facts by table, and what they are judged by."""

    tables: dict[str, pa.Table]
    program: BulkProgram

    def findings(self, table: str) -> pa.Table:
        """Return the findings of a table as `bulk.audit` gives them in this very process."""
        return audit(self.tables[table], self.program.policy, self.program.as_of).findings()

    def write(self, folder: Path) -> None:
        """Write the tables as Parquet, in row groups that cut units and cases apart."""
        for name, table in self.tables.items():
            pq.write_table(table, folder / f"{name}.parquet", row_group_size=97)


def year() -> Year:
    """Return a demo year as of the day after closing, when every verdict occurs."""
    policy = load_policy("pengshui-2023")
    return Year(facts_tables(build_register(2023), policy), BulkProgram(policy, date(2023, 9, 1)))


def example(engine: str) -> str:
    """Return the page's code for an engine, with what all its examples begin with."""
    first, *others = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    (found,) = (code for code in others if f"findings_by_{engine}" in code)
    return f"{first}\n{found}"


def told(found: Any) -> list[dict[str, Any]]:
    """Return findings as plain rows in one order, whatever kinds of text an engine made of them."""
    table = found if isinstance(found, pa.Table) else pa.table(found)
    fields = [(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in findings_schema()]
    rows: list[dict[str, Any]] = table.cast(pa.schema(fields)).sort_by(ORDER).to_pylist()
    return rows
