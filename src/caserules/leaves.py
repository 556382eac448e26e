"""The values that a verdict rests on: the columns of a rule's tree with a row's cells, how they stand, and where they were read.

Nothing is judged here; a finding asks, and tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from caserules import expr as e
from caserules.expr import EVER, NEVER
from caserules.expr.interpret import Env, cond_of, ended
from caserules.facts.tables import FACTS
from caserules.terms import to_date

__all__ = [
    "Leaf",
    "Standing",
    "endings_in",
    "failed_code",
    "fillings",
    "is_open",
    "iso",
    "not_by",
    "origins",
    "source_of",
    "word_of",
]

_CASE_AND_ENDINGS: Final = 2
_EXTENSION: Final = 3
_DAY: Final = 4


class Leaf(NamedTuple):
    """A column that a verdict rests on: its name, the row's cell, the node that reads it."""

    name: str
    cell: Any
    node: e.Node


class Standing(dict[str, Any]):
    """A row's cells as things stand: what lies after as_of never happens; if asked, what nobody attested is not so.

    Of extensions those granted after as_of are left out.
    """

    def __init__(self, cells: Mapping[str, Any], as_of: int, *, unsaid_is_no: bool) -> None:
        super().__init__(cells)
        self.as_of = as_of
        self.unsaid_is_no = unsaid_is_no

    def __getitem__(self, name: str) -> Any:
        cell = super().__getitem__(name)
        family = name.partition(".")[0]
        if self.unsaid_is_no and family == "not_judged":
            return (False, False, *cell[2:])
        if self.unsaid_is_no and family == "judged" and cell[0] == EVER:
            return (NEVER, NEVER, *cell[2:])
        if isinstance(cell, tuple) and len(cell) == 4 and type(cell[0]) is int and cell[0] > self.as_of:
            return (NEVER, NEVER, *cell[2:]) if FACTS[family].kind == "event" else cell
        if family == "extensions":
            return tuple(x for x in cell if x[0][0] <= self.as_of)
        return cell


def fillings(leaf: Leaf) -> Iterator[Any]:
    """The extreme values that an unknown cell can take."""
    cell, node = leaf.cell, leaf.node
    if isinstance(node, e.OneOf):
        yield from (next(iter(node.values)), "")
    elif isinstance(node, e.Flag):
        yield from ((True, True, *cell[2:]), (False, False, *cell[2:]))
    elif isinstance(node, e.Column):
        yield from ((day, day, *cell[2:]) for day in (cell[0], cell[1]))
    elif isinstance(node, e.Ended):
        yield from ((), (((EVER, EVER, None, ""), None, e.YES, None),))
    elif isinstance(node, e.EndedLast):
        yield from (tuple((x[0], ()) for x in cell), ())
    else:
        yield ()
        for end in (0, 1):  # all granted, from the start, to the first or last day that each may have been granted to
            yield tuple(((EVER, EVER, *x[0][2:]), e.YES, (x[2][end], x[2][end], *x[2][2:])) for x in cell)


def failed_code(cond: e.Cond, env: Env) -> str | None:
    """The code of the first part of a condition that certainly fails."""
    for node in e.walk(cond):
        if isinstance(node, e.Called) and not cond_of(node.inner, env)[1]:
            return node.code
    return None


def endings_in(cell: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The endings in a cell: its own, or those of each case in it."""
    for x in cell:
        if len(x) == _CASE_AND_ENDINGS:
            yield from x[1]
        else:
            yield x


def is_open(x: tuple[Any, ...], as_of: int) -> bool:
    """Whether it is not known if something acts by as_of: an ending, or an extension."""
    if len(x) == _EXTENSION:
        granted, accepted, to = x
        return bool(granted[0] <= as_of and (granted[0] != granted[1] or accepted == e.NOT_KNOWN or to[0] != to[1]))
    lo, hi = ended((x,), as_of)
    return lo != hi and lo <= as_of


def not_by(cell: Any, doubted: Callable[[Any], bool], as_of: int) -> Any:
    """A cell, with each absence in it that is doubted taken as: not by as_of."""
    if not isinstance(cell, tuple):
        return cell
    if len(cell) == _DAY and cell[2] == "complete_through":
        return (as_of + 1, NEVER, *cell[2:]) if doubted(cell) and cell[0] <= as_of else cell
    return tuple(not_by(x, doubted, as_of) for x in cell)


def origins(leaf: Leaf) -> Iterator[tuple[Any, str, str | None]]:
    """Yield where a column's value was read: the record, its field, and what it says."""
    cell = leaf.cell
    if isinstance(leaf.node, (e.Column, e.Flag)):
        if cell[2] is not None:
            yield cell[2], cell[3], _told(cell, leaf.node)
    elif isinstance(leaf.node, e.OneOf):
        return
    else:
        for x in endings_in(cell):
            if x[0][2] is not None and x[0][2] != "complete_through":
                yield x[0][2], x[0][3], _told(x[0], leaf.node)


def source_of(record: Any) -> str | None:
    """Return where a record came from, as file/sheet/row, if it says."""
    source = getattr(record, "source", None)
    return None if source is None else "/".join(str(x) for x in (source.file, source.sheet, source.row) if x)


def _told(cell: Any, node: e.Node) -> str | None:
    if isinstance(node, e.Flag):
        return word_of((cell[0], cell[1]))
    lo, hi = cell[0], cell[1]
    if lo == hi:
        return "none" if lo == NEVER else iso(to_date(lo))
    if (lo, hi) == e.UNKNOWN:
        return None
    return f"{iso(to_date(lo)) or ''}..{iso(to_date(hi)) or ''}"


def word_of(pair: tuple[bool, bool]) -> str:
    """Return yes, no or unknown."""
    return "yes" if pair[0] else ("unknown" if pair[1] else "no")


def iso(day: date | None) -> str | None:
    """Return a day as ISO text."""
    return None if day is None else day.isoformat()
