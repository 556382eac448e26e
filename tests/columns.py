"""What tests of rows share: a row of an assessment, and what one of its columns says as text."""

from __future__ import annotations

from typing import Any

from caserules.assess import Assessment
from caserules.expr import NEVER, NO, YES
from caserules.facts.desk import Row
from caserules.terms import to_date
from smallest import CASE


def row_of(found: Assessment, table: str, unit: str = "jiaowei", ref: str | None = None, case: str = CASE) -> Row:
    """Return the only row of a table that is a unit's in a case, and of a ref if one is given."""
    rows = found._context.facts.rows[table]
    named = [row for row in rows if (row.case, row.name) == (case, unit) and ref in (None, row.ref)]
    assert len(named) == 1, (table, [(row.case, row.name, row.ref) for row in rows])
    return named[0]


def span(cell: Any) -> str:
    """Return a day's interval as text: `2023-06-15`, `2023-06-15..`, `never`, `ever` (from the start)."""
    first, last = (to_date(day) for day in cell[:2])
    if cell[0] == cell[1]:
        return ("never" if cell[0] == NEVER else "ever") if first is None else first.isoformat()
    return f"{first or ''}..{last or ''}"


def word(cell: Any) -> str:
    """Return a condition as text."""
    return "yes" if cell[:2] == YES else "no" if cell[:2] == NO else "not known"


def read_at(found: Assessment, cell: Any) -> str:
    """Return where a column was read: a pointer, `complete_through`, or nothing."""
    return str(cell[2] or "") if cell[2] is None or isinstance(cell[2], str) else found._context.pointer(*cell[2:4])
