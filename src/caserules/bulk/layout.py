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
from inspect import signature
from typing import Any, Final

from caserules import expr as e
from caserules.expr import EVER, NEVER, walk
from caserules.facts.tables import FACTS, TABLES, Family, Table, Words
from caserules.program import Program, RuleDuty

__all__ = ["FACTS_SCHEMA", "KEYS", "FactColumn", "Kind", "column_name", "describe", "facts_of", "published"]

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


_COLUMNS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.DAY: {"_lo": "int32", "_hi": "int32"},
    Kind.CONDITION: {"": "int8"},
    Kind.WORD: {"": "string"},
    Kind.ENDINGS: {
        "_lo": "int32",
        "_hi": "int32",
        "": "list<struct<from_lo, from_hi, decided_lo, decided_hi, accepted, code>>",
    },
    Kind.CASES: {"": "list<struct<assigned_lo, assigned_hi, endings_lo, endings_hi, endings>>"},
    Kind.EXTENSIONS: {"": "list<struct<decided_lo, decided_hi, accepted, to_lo, to_hi>>"},
}
"""What is added to a fact's column name, and the type; a text may be encoded by a dictionary."""

_MEANS: Final[Mapping[Kind, str]] = {
    Kind.DAY: "the earliest and the latest day; nothing in _lo is ever, in _hi never; without _hi every day is exact",
    Kind.CONDITION: "0 no, 1 not known, 2 yes; a boolean is taken too; nothing is not known",
    Kind.WORD: "a word of a closed list; nothing is not known",
    Kind.ENDINGS: "what was recorded to have ended the row's duties (decided is nothing where it acts by itself), "
    "and from when something unrecorded may have (never, never where nothing can)",
    Kind.CASES: "the unit's cases, each with its own endings",
    Kind.EXTENSIONS: "the extensions of the day, in the order in which they were decided",
}


def published() -> dict[str, Any]:
    """Return the layout as it is published: keys, kinds of fact, and every table with all facts that it can have.

    Example:
        >>> published()["schema"]
        'caserules.facts/1'
    """
    return {
        "schema": FACTS_SCHEMA,
        "day": "int32, counted from 1970-01-01",
        "ever": EVER,
        "never": NEVER,
        "keys": dict(KEYS),
        "kinds": {kind.value: {"columns": dict(_COLUMNS[kind]), "means": _MEANS[kind]} for kind in Kind},
        "places": "column_at, text: where in the register a value was read, as a JSON pointer; optional",
        "order": "the rows of one unit in one case stand together",
        "tables": {table.key: dict(sorted(_declared(table))) for table in TABLES},
    }


def _declared(table: type[Table]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every fact of a table as it is declared; a family's members are named by the policy."""
    for each in {name: value for kind in reversed(table.__mro__) for name, value in vars(kind).items()}.values():
        value = each
        if isinstance(each, staticmethod):
            names = signature(each.__func__).parameters.values()
            value = each.__func__(
                *("*" if x.annotation == "str" else e.NEVER_DAY for x in names)
            )  # a member's key, a day
        if isinstance(value, Family):
            yield f"{value.name}__*", _labelled(value.name, Kind.DAY if value.node is e.Column else Kind.CONDITION)
        elif isinstance(value, Words):
            yield value.name, _labelled(value.name, Kind.WORD)
        elif isinstance(value, (e.Day, e.Cond)):
            for node in walk(value):
                kind = _KINDS.get(type(node))
                if kind is not None:
                    name: str = node.name  # type: ignore[attr-defined]  # every leaf has one
                    yield column_name(name), _labelled(name, kind)


def _labelled(name: str, kind: Kind) -> dict[str, str]:
    known = FACTS[name.partition(".")[0]]
    is_event = "event" if known.kind == "event" else "knowledge"
    return {
        "kind": kind.value,
        **({"cut": is_event} if kind is Kind.DAY else {}),
        "zh": known.zh,
        "en": known.en,
        "settled_by": known.keeper.value,
    }


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
