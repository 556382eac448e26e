"""From registers to the flat layout: each row's cells as columns, with where they were read if that is asked for.

The rows are those that `facts.flatten` makes; nothing is added to them, and nothing is judged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import pyarrow as pa

from caserules.bulk.layout import FACTS_SCHEMA, FactColumn, Kind, facts_of
from caserules.calendar import WorkCalendar
from caserules.context import Context
from caserules.expr import NEVER
from caserules.facts.flatten import Facts, Row, flatten
from caserules.leaves import source_of
from caserules.models import Bound, Register
from caserules.policy import Policy
from caserules.program import program_for

__all__ = ["arrow_schema", "facts_tables", "units_table"]

_WORD: Final = pa.dictionary(pa.int32(), pa.string())


def _whole(name: str, kind: pa.DataType) -> pa.Field:
    """A part of a list's values that is always there."""
    return pa.field(name, kind, nullable=False)


_ENDING: Final = pa.struct(
    [
        _whole("from_lo", pa.int32()),
        _whole("from_hi", pa.int32()),
        ("decided_lo", pa.int32()),
        ("decided_hi", pa.int32()),
        _whole("accepted", pa.int8()),
        ("code", pa.string()),
        ("at", pa.string()),
        ("decided_at", pa.string()),
    ]
)
_TYPES: Final[Mapping[Kind, pa.DataType]] = {
    Kind.CONDITION: pa.int8(),
    Kind.WORD: _WORD,
    Kind.ENDINGS: pa.list_(_ENDING),
    Kind.CASES: pa.list_(
        pa.struct(
            [
                _whole("assigned_lo", pa.int32()),
                _whole("assigned_hi", pa.int32()),
                _whole("endings_lo", pa.int32()),
                _whole("endings_hi", pa.int32()),
                ("endings", pa.list_(_ENDING)),
                ("at", pa.string()),
            ]
        )
    ),
    Kind.EXTENSIONS: pa.list_(
        pa.struct(
            [
                _whole("decided_lo", pa.int32()),
                _whole("decided_hi", pa.int32()),
                _whole("accepted", pa.int8()),
                _whole("to_lo", pa.int32()),
                _whole("to_hi", pa.int32()),
                ("at", pa.string()),
            ]
        )
    ),
}
_ROWS: Final = 32_768
_KEYS: Final = (
    ("table", _WORD),
    ("register", _WORD),
    ("year", pa.int16()),
    ("case", pa.string()),
    ("unit", _WORD),
    ("name", _WORD),
    ("ref", pa.string()),
    ("co_handling", pa.list_(pa.string())),
    ("case_since", pa.int32()),
    ("row_since", pa.int32()),
    ("complete_through", _WORD),
)


def arrow_schema(facts: Iterable[FactColumn], *, places: bool = False) -> pa.Schema:
    """Return the Arrow schema of a table of the layout.

    Args:
        facts: what the policy's rules read in it.
        places: whether each value's place in the register is a column too.
    """
    fields = [pa.field(name, kind) for name, kind in _KEYS]
    for fact in facts:
        if fact.kind in (Kind.DAY, Kind.ENDINGS):
            fields += [pa.field(f"{fact.column}_lo", pa.int32()), pa.field(f"{fact.column}_hi", pa.int32())]
        if fact.kind is not Kind.DAY:
            fields.append(pa.field(fact.column, _TYPES[fact.kind]))
        if places and fact.kind in (Kind.DAY, Kind.CONDITION, Kind.ENDINGS):
            fields.append(pa.field(f"{fact.column}_at", _WORD))
    return pa.schema(fields, metadata={"caserules.schema": FACTS_SCHEMA})


def facts_tables(
    registers: Register | Iterable[Register],
    policy: Policy,
    *,
    calendar: WorkCalendar | None = None,
    places: bool = False,
) -> dict[str, pa.Table]:
    """Return registers as the flat tables of facts that a policy's rules read, by table.

    Rows of one unit in one case stand together. Registers of several years and places may stand in one table.

    Args:
        registers: one register or several.
        policy: which members of families are filled is the policy's to say.
        calendar: the working-day calendar; by itself the packaged one.
        places: write down where in its register each value was read, for explanations; the tables grow about twofold.

    Example:
        >>> from caserules.demo import build_register
        >>> from caserules.policy import load_policy
        >>> tables = facts_tables(build_register(2023), load_policy("pengshui-2023"))
        >>> tables["handling"].num_rows, tables["handling"].column("answered_lo").type
        (...)
    """
    given = (registers,) if isinstance(registers, Register) else registers
    tables: dict[str, _Table] = {}
    for register in given:
        program = program_for(policy, calendar or WorkCalendar.default(), register.year)
        found = flatten(register, program.needs, program.chain)
        written = _Written(Context(register, found, program, 0), places=places)
        for table in program.functions:
            if table not in tables:
                tables[table] = _Table(facts_of(program, table), places=places)
            tables[table].add(written.columns(table, tables[table].facts, found))
    return {name: table.whole() for name, table in tables.items()}


class _Table:
    """A table while it is written: columns as lists, made into Arrow some rows at a time."""

    def __init__(self, facts: tuple[FactColumn, ...], *, places: bool) -> None:
        self.facts = facts
        self._schema = arrow_schema(facts, places=places)
        self._columns: dict[str, list[Any]] = {f.name: [] for f in self._schema}
        self._batches: list[pa.RecordBatch] = []

    def add(self, columns: Mapping[str, list[Any]]) -> None:
        for name, values in columns.items():
            self._columns[name] += values
        if len(self._columns["table"]) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        arrays = [pa.array(self._columns[f.name], f.type) for f in self._schema]
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=self._schema))
        self._columns = {f.name: [] for f in self._schema}

    def whole(self) -> pa.Table:
        self._flush()
        return pa.Table.from_batches(self._batches, self._schema)


def units_table(registers: Register | Iterable[Register]) -> pa.Table:
    """Return the units of registers with their names and successors, which explanations tell."""
    given = (registers,) if isinstance(registers, Register) else registers
    rows = [
        {
            "register": _register_key(register),
            "unit": unit.id,
            "name": unit.name,
            "bound": unit.bound.value if isinstance(unit.bound, Bound) else "yes",
            "to": unit.to,
            "successor": unit.successor,
        }
        for register in given
        for unit in register.units
    ]
    schema = pa.schema(
        [
            ("register", pa.string()),
            ("unit", pa.string()),
            ("name", pa.string()),
            ("bound", pa.string()),
            ("to", pa.date32()),
            ("successor", pa.string()),
        ]
    )
    return pa.Table.from_pylist(rows, schema)


def _register_key(register: Register) -> str:
    return f"{register.place}/{register.year}"


class _Written:
    """Writes the rows of one register."""

    def __init__(self, context: Context, *, places: bool) -> None:
        self.context = context
        self.places = places

    def columns(self, table: str, facts: tuple[FactColumn, ...], found: Facts) -> dict[str, list[Any]]:
        """Return the columns of a table's rows, as lists."""
        rows = found.rows.get(table, [])
        columns = self._keys(table, rows, found)
        for fact in facts:
            columns |= dict(self._columns(fact, [row.cells[fact.name] for row in rows]))
        return columns

    def _keys(self, table: str, rows: list[Row], found: Facts) -> dict[str, list[Any]]:
        register = self.context.register
        n = len(rows)
        return {
            "table": [table] * n,
            "register": [_register_key(register)] * n,
            "year": [register.year] * n,
            "case": [row.case for row in rows],
            "unit": [row.unit for row in rows],
            "name": [None if row.name == row.unit else row.name for row in rows],
            "ref": [row.ref for row in rows],
            "co_handling": [list(row.co_handling) or None for row in rows],
            "case_since": [found.assigned[row.case][0] if row.case in found.assigned else None for row in rows],
            "row_since": [row.start for row in rows],
            "complete_through": [json.dumps(dict(found.book.through), sort_keys=True)] * n,
        }

    def _columns(self, fact: FactColumn, cells: list[Any]) -> Iterator[tuple[str, list[Any]]]:
        name = fact.column
        match fact.kind:
            case Kind.DAY:
                yield f"{name}_lo", [cell[0] for cell in cells]
                yield f"{name}_hi", [cell[1] for cell in cells]
            case Kind.CONDITION:
                yield name, [cell[0] + cell[1] for cell in cells]
            case Kind.WORD:
                yield name, [None if cell is None else str(cell) for cell in cells]
            case Kind.ENDINGS:
                yield f"{name}_lo", [_unrecorded(cell)[0] for cell in cells]
                yield f"{name}_hi", [_unrecorded(cell)[1] for cell in cells]
                yield name, [self._endings(cell) for cell in cells]
            case Kind.CASES:
                yield name, [[self._case(*case) for case in cell] for cell in cells]
            case Kind.EXTENSIONS:
                yield name, [[self._extension(*each) for each in cell] for cell in cells]
        if self.places and fact.kind in (Kind.DAY, Kind.CONDITION):
            yield f"{name}_at", [self._at(cell) for cell in cells]
        elif self.places and fact.kind is Kind.ENDINGS:
            yield f"{name}_at", [self._at(_unrecorded(cell)) for cell in cells]

    def _endings(self, cell: tuple[Any, ...]) -> list[dict[str, Any]]:
        return [self._ending(*ending) for ending in cell if ending[3] is not None]

    def _ending(self, start: Any, decided: Any, accepted: Any, code: str) -> dict[str, Any]:
        return {
            "from_lo": start[0],
            "from_hi": start[1],
            "decided_lo": None if decided is None else decided[0],
            "decided_hi": None if decided is None else decided[1],
            "accepted": accepted[0] + accepted[1],
            "code": code,
            "at": self._at(start),
            "decided_at": None if decided is None else self._at(decided),
        }

    def _case(self, assigned: Any, endings: tuple[Any, ...]) -> dict[str, Any]:
        open_end = _unrecorded(endings)
        return {
            "assigned_lo": assigned[0],
            "assigned_hi": assigned[1],
            "endings_lo": open_end[0],
            "endings_hi": open_end[1],
            "endings": self._endings(endings),
            "at": self._at(open_end),
        }

    def _extension(self, decided: Any, accepted: Any, to: Any) -> dict[str, Any]:
        return {
            "decided_lo": decided[0],
            "decided_hi": decided[1],
            "accepted": accepted[0] + accepted[1],
            "to_lo": to[0],
            "to_hi": to[1],
            "at": self._at(decided),
        }

    def _at(self, cell: Any) -> str | None:
        """Where a value was read: the pointer, and the source that its record names."""
        if not self.places or cell[2] is None:
            return None
        pointer = self.context.pointer(cell[2], cell[3])
        source = source_of(cell[2])
        return pointer if source is None else f"{pointer} {source}"


def _unrecorded(endings: tuple[Any, ...]) -> Any:
    """The ending without a code: what may have ended it with no record; never, where there is none."""
    return next((x[0] for x in endings if x[3] is None), (NEVER, NEVER, None, ""))
