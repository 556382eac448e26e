"""A million cases: the same rules over columns, from Arrow to Arrow. Needs the extra `bulk` (NumPy, pyarrow).

The rows that `facts.flatten` makes lie here as flat columns, and the trees of the rules are compiled to functions of columns;
a verdict by column equals the verdict by row, and explains itself in the same words.
"""

from __future__ import annotations

from caserules.bulk.audit import BulkAudit, audit, audit_batch, count
from caserules.bulk.days import DueDays, due_days, working_days_between
from caserules.bulk.explain import case_assessment, explain
from caserules.bulk.found import FINDINGS_SCHEMA, findings_schema, plain
from caserules.bulk.judge import BulkProgram
from caserules.bulk.layout import FACTS_SCHEMA, describe
from caserules.bulk.sources import write_facts
from caserules.bulk.tally import Tally, UnitScore
from caserules.bulk.write import facts_tables, units_table

__all__ = [
    "FACTS_SCHEMA",
    "FINDINGS_SCHEMA",
    "BulkAudit",
    "BulkProgram",
    "DueDays",
    "Tally",
    "UnitScore",
    "audit",
    "audit_batch",
    "case_assessment",
    "count",
    "describe",
    "due_days",
    "explain",
    "facts_tables",
    "findings_schema",
    "plain",
    "units_table",
    "working_days_between",
    "write_facts",
]
