"""The flat layout of the facts: which columns a table has, under a policy. Data about data; it holds none.

One table a kind of row, as `caserules.facts.tables` declares them; a fact's column is named as the fact, with `__` for the
dot of a family's member. A day is two columns of day numbers, `…_lo` and `…_hi`, counted from 1970-01-01; the second may be
left out where every day is known exactly. The layout is versioned and published as JSON: `caserules.facts/1`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Final

from caserules import expr as e
from caserules.expr import EVER, NEVER, walk
from caserules.facts.tables import FACTS, TABLES
from caserules.program import Program, RuleDuty

__all__ = ["FACTS_SCHEMA", "KEYS", "FactColumn", "Kind", "column_name", "describe", "facts_of"]

FACTS_SCHEMA: Final = "caserules.facts/1"


class Kind(StrEnum):
    """What a fact's columns hold."""

    DAY = "day"
    """`…_lo` and `…_hi`: int32 day numbers; nothing in `…_lo` is ever, in `…_hi` never."""
    CONDITION = "condition"
    """int8: 0 no, 1 not known, 2 yes; or boolean. Nothing is not known."""
    WORD = "word"
    """A word of a closed list. Nothing is not known."""
    ENDINGS = "endings"
    """A list of what was recorded to have ended the row's duties, and `…_lo`, `…_hi`: what may have, unrecorded."""
    CASES = "cases"
    """A list of cases, each with its own endings."""
    EXTENSIONS = "extensions"
    """A list of extensions in the order they were decided."""


KEYS: Final[Mapping[str, str]] = {
    "table": "the facts table that the row belongs to",
    "register": "place and year of the register",
    "year": "the register's year",
    "case": "the case; nothing for a unit's own row",
    "unit": "the unit that bears the duties",
    "name": "the unit as it stands in a finding's id; nothing where that is the unit",
    "ref": "the round, the version or the record's own key",
    "co_handling": "the co-handling units whose opinions a lead unit waits for",
    "case_since": "the first day on which the case can have been assigned",
    "row_since": "the first day on which the row itself can have been assigned",
    "complete_through": "through which day the register is complete, by kind of record, as JSON",
}
"""The columns that every table has beside its facts."""

_KINDS: Final[Mapping[type[e.Node], Kind]] = {
    e.Column: Kind.DAY,
    e.Flag: Kind.CONDITION,
    e.OneOf: Kind.WORD,
    e.Ended: Kind.ENDINGS,
    e.EndedLast: Kind.CASES,
    e.Extended: Kind.EXTENSIONS,
}


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A fact that rules of a policy read in a table: its name in rows, and what its columns hold."""

    name: str
    kind: Kind

    @property
    def column(self) -> str:
        """The name of its column, or the beginning of its columns' names."""
        return column_name(self.name)

    @property
    def event(self) -> bool:
        """Whether it is an event, which is cut at the day of the verdict."""
        return FACTS[self.name.partition(".")[0]].kind == "event"


@cache
def column_name(name: str) -> str:
    """Return the name of a fact's column.

    Example:
        >>> column_name("filed.work_plan.government_office")
        'filed__work_plan__government_office'
    """
    return name.replace(".", "__")


def facts_of(program: Program, table: str) -> tuple[FactColumn, ...]:
    """Return the facts that a program reads in a table, each once, in the order of its rules.

    Args:
        program: the policy's program.
        table: the key of a facts table.
    """
    found: dict[str, FactColumn] = {}
    for duty in program.duties.get(table, ()):
        for node in _leaves(duty):
            kind = _KINDS.get(type(node))
            if kind is not None:
                name: str = node.name  # type: ignore[attr-defined]  # every leaf has one
                found.setdefault(name, FactColumn(name, kind))
    return tuple(found.values())


def _leaves(item: RuleDuty) -> Iterator[e.Node]:
    duty = item.duty
    for tree in (
        duty.applies,
        duty.since,
        duty.due,
        duty.done,
        duty.counts,
        duty.ended,
        duty.closes,
        duty.remind,
    ):
        if tree is not None:
            yield from walk(tree)


def describe(program: Program) -> dict[str, Any]:
    """Return the layout under a policy as plain data: keys, and each table's columns with their labels.

    Args:
        program: the policy's program.
    """
    return {
        "schema": FACTS_SCHEMA,
        "policy": {"id": program.policy.id, "version": program.policy.version},
        "ever": EVER,
        "never": NEVER,
        "keys": dict(KEYS),
        "tables": {
            table.key: [_described(fact) for fact in facts_of(program, table.key)]
            for table in TABLES
            if program.duties.get(table.key)
        },
    }


def _described(fact: FactColumn) -> dict[str, Any]:
    known = FACTS[fact.name.partition(".")[0]]
    return {
        "fact": fact.name,
        "column": fact.column,
        "kind": fact.kind.value,
        "event": fact.event,
        "zh": known.zh,
        "en": known.en,
        "settled_by": known.keeper.value,
    }
