"""What a policy made of the extensions on record: which of them some term provides for, and which of those move no day.

Read from the trees that judged; nothing is judged a second time. One that is late, refused or beyond its cap is nobody's
breach: it is told, for whoever granted it to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from caserules import expr as e
from caserules.context import Context
from caserules.expr import NEVER, NO, YES
from caserules.expr.interpret import Env, cond_of, cut, day_of, extended, le
from caserules.facts.book import Issue
from caserules.facts.flatten import Row

__all__ = ["Tried", "extension_issues", "extensions_tried"]


class Tried(NamedTuple):
    """An extension on a day that it might move: the record, whose, its cell, and the day and cap as they stood."""

    record: Any
    row: Row
    cell: tuple[Any, ...]
    day: e.Span
    cap: e.Span


def extension_issues(context: Context, tried: Iterable[Tried]) -> Iterator[Issue]:
    """Yield what keeps an extension that a term provides for from moving its day: granted late, refused, beyond the cap."""
    seen: dict[Issue, None] = {}
    for record, row, (granted, accepted, to, *_), day, cap in tried:
        if granted[0] > context.as_of:
            continue
        code = None
        if accepted == NO:
            code = "DATA-026"
        elif accepted == YES and not le(cut(granted[0], granted[1], context.as_of), day)[1]:
            code = "DATA-025"
        elif cap[1] < to[0] < NEVER:
            code = "DATA-027"
        if code is not None:
            seen[Issue(code, context.pointer(record, "planned_end"), row.case, row.unit)] = None
    yield from seen


def extensions_tried(context: Context) -> Iterator[Tried]:
    """Yield the extensions of a case that some term of the policy provides for, each on every day that it might move."""
    program = context.program
    nodes = [
        (item.duty, node)
        for item in program.duties["handling"]
        for node in e.walk(item.duty.due)
        if isinstance(node, e.Extended) and node.cap is not None
    ]
    for row in context.facts.rows.get("handling", ()) if nodes else ():
        env = Env(row.cells, context.as_of, program.count)
        for duty, node in nodes:
            cells = row.cells[node.name]
            if not cells or node.cap is None or not cond_of(duty.applies, env)[1]:
                continue
            first, cap = day_of(node.first, env), day_of(node.cap, env)
            for index, cell in enumerate(cells):
                yield Tried(cell[2][2], row, cell, extended(cells[:index], first, context.as_of, cap), cap)
