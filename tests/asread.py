"""What a row says, as text: the interval or condition of a cell, and where in the register it was read."""

from __future__ import annotations

from typing import Any

from caserules.assess import Assessment
from caserules.expr import EVER, NEVER
from caserules.facts.desk import Row
from caserules.terms import to_date
from smallest import CASE


def rows(found: Assessment, table: str, case: str | None = None, unit: str | None = None) -> list[Row]:
    """Return the rows of a table, of a case or unit if one is named."""
    return [x for x in found._context.facts.rows[table] if case in (None, x.case) and unit in (None, x.unit)]


def row(found: Assessment, table: str, case: str | None = None, unit: str | None = None) -> Row:
    """Return the only such row."""
    (each,) = rows(found, table, case, unit)
    return each


def row_of(found: Assessment, table: str, unit: str = "jiaowei", ref: str | None = None, case: str = CASE) -> Row:
    """Return the only row that is a unit's in a case, and of a ref if one is given; by itself the lead unit's in the usual case."""
    (each,) = (x for x in rows(found, table, case) if x.name == unit and ref in (None, x.ref))
    return each


def in_words(cell: Any) -> str:
    """Return a day as `2023-06-05`, `2023-06-05..never`, `ever..never`; a condition as `yes`, `no`, `not known`."""
    if isinstance(cell[0], bool):
        return "yes" if cell[0] else "not known" if cell[1] else "no"
    first, last = ({EVER: "ever", NEVER: "never"}.get(day) or str(to_date(day)) for day in cell[:2])
    return first if first == last else f"{first}..{last}"


def where(found: Assessment, cell: Any) -> str:
    """Return the pointer of the field where a cell was read."""
    return found._context.pointer(cell[2], cell[3])


def read_at(found: Assessment, cell: Any) -> str:
    """Return where a cell was read: a pointer, what is told of a whole kind of record, or nothing."""
    return str(cell[2] or "") if cell[2] is None or isinstance(cell[2], str) else where(found, cell)
