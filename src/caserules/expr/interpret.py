"""Read a tree over one row: the reference that the compiled forms are held against, and what explanations are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caserules import expr as e
from caserules.expr import EVER, NEVER, Pair, Span

__all__ = ["Cells", "Env", "cond_of", "cut", "day_of", "ended", "ended_last", "extended", "le"]

Cells = Mapping[str, Any]
"""A row's values by column: a day `(earliest, latest, …)`, a condition `(certain, possible, …)`, a word or None."""


@dataclass(frozen=True, slots=True)
class Env:
    """What a tree is read over: a row, the day of the verdict, and how terms are counted."""

    cells: Cells
    as_of: int
    count: Callable[[e.SpanTerm, Span], Span]


def cut(lo: int, hi: int, as_of: int) -> Span:
    """Return an event's day as it stood at the end of as_of: what came later has not happened yet.

    Example:
        >>> cut(10, 10, 12), cut(14, 14, 12) == (13, NEVER), cut(10, 14, 12) == (10, NEVER)
        ((10, 10), True, True)
    """
    if hi <= as_of:
        return lo, hi
    return (lo if lo <= as_of else as_of + 1), NEVER


def le(a: Span, b: Span) -> Pair:
    """Return whether a happened, and on or before b.

    Example:
        >>> le((1, 5), (4, 9)), le((1, 4), (4, 9)), le((NEVER, NEVER), (NEVER, NEVER))
        ((False, True), (True, True), (False, False))
    """
    return (a[1] <= b[0] and a[1] != NEVER), (a[0] <= b[1] and a[0] != NEVER)


def _shift(day: int, by: int) -> int:
    return day if day in (EVER, NEVER) else day + by


def ended(endings: tuple[Any, ...], as_of: int) -> Span:
    """Return the earliest of a row's endings as decided by as_of.

    Each ending is `(from, decided, accepted, code, …)`: two days and a pair; `decided` is None where the day itself is the
    ending. One decided and accepted acts from its own day, one refused never does, one undecided may act from its day on.
    """
    lo = hi = NEVER
    for start, decided, accepted, *_ in endings:
        a, b = cut(start[0], start[1], as_of)
        if decided is not None:
            dhi = cut(decided[0], decided[1], as_of)[1]
            if dhi > as_of or not accepted[0]:  # undecided, or perhaps so
                b = NEVER
            if dhi <= as_of and not accepted[1]:
                a = NEVER
        lo = min(lo, a)
        hi = min(hi, b)
    return lo, hi


def ended_last(cases: tuple[Any, ...], before: Span, as_of: int) -> Span:
    """Return the day on which the last of the cases assigned before a day had ended.

    Each case is `(assigned, endings)`. A case that was only possibly assigned before counts for the latest day alone.
    """
    lo = hi = EVER
    eve = (_shift(before[0], -1), _shift(before[1], -1))
    for assigned, endings in cases:
        certain, possible = le(cut(assigned[0], assigned[1], as_of), eve)
        if possible:
            a, b = ended(endings, as_of)
            hi = max(hi, b)
            if certain:
                lo = max(lo, a)
    return lo, hi


def extended(extensions: tuple[Any, ...], first: Span, as_of: int, cap: Span | None = None) -> Span:
    """Return a due day with its extensions: `(decided, accepted, to)` each, in the order they were decided.

    Example:
        >>> granted = (((4, 4), (True, True), (9, 9)),)
        >>> extended(granted, (5, 5), 20), extended(granted, (3, 3), 20), extended(granted, (5, 5), 20, (7, 7))
        ((9, 9), (3, 3), (7, 7))
    """
    due = first
    for decided, accepted, agreed, *_ in extensions:
        certain, possible = le(cut(decided[0], decided[1], as_of), due)
        to = agreed if cap is None else (max(due[0], min(agreed[0], cap[0])), max(due[1], min(agreed[1], cap[1])))
        if certain and accepted[0]:
            due = (to[0], to[1])
        elif possible and accepted[1]:
            due = (min(due[0], to[0]), max(due[1], to[1]))
    return due


def day_of(node: e.Day, env: Env) -> Span:  # noqa: C901, PLR0911  one branch a node
    """Return the day that a node stands for in a row."""
    match node:
        case e.Column():
            cell = env.cells[node.name]
            return cut(cell[0], cell[1], env.as_of) if node.event else (cell[0], cell[1])
        case e.Const():
            return node.span
        case e.AsOf():
            return env.as_of, env.as_of
        case e.Ended():
            return ended(env.cells[node.name], env.as_of)
        case e.EndedLast():
            return ended_last(env.cells[node.name], day_of(node.before, env), env.as_of)
        case e.Extended():
            cap = None if node.cap is None else day_of(node.cap, env)
            return extended(env.cells[node.name], day_of(node.first, env), env.as_of, cap)
        case e.Earliest() | e.Latest() | e.Spread():
            a, b = _day(node.left, env), _day(node.right, env)
            if isinstance(node, e.Spread):
                return a[0], b[1]
            pick = min if isinstance(node, e.Earliest) else max
            return pick(a[0], b[0]), pick(a[1], b[1])
        case e.Eve() | e.Next():
            a = _day(node.inner, env)
            by = -1 if isinstance(node, e.Eve) else 1
            return _shift(a[0], by), _shift(a[1], by)
        case e.Where():
            certain, possible = cond_of(node.cond, env)
            yes, no = day_of(node.yes, env), day_of(node.no, env)
            if certain:
                return yes
            return (min(yes[0], no[0]), max(yes[1], no[1])) if possible else no
        case e.Applied():
            return env.count(node.term, day_of(node.start, env))
    raise TypeError(type(node).__name__)


def _day(node: e.Node, env: Env) -> Span:
    assert isinstance(node, e.Day)  # noqa: S101  the words build no other tree
    return day_of(node, env)


def _cond(node: e.Node, env: Env) -> Pair:
    assert isinstance(node, e.Cond)  # noqa: S101
    return cond_of(node, env)


def cond_of(node: e.Cond, env: Env) -> Pair:
    """Return the condition that a node stands for in a row."""
    match node:
        case e.Known():
            return node.pair
        case e.Flag():
            cell = env.cells[node.name]
            return cell[0], cell[1]
        case e.OneOf():
            value = env.cells[node.name]
            return e.NOT_KNOWN if value is None else (e.YES if value in node.values else e.NO)
        case e.Called():
            return cond_of(node.inner, env)
        case e.Le():
            return le(_day(node.left, env), _day(node.right, env))
        case e.And() | e.Or():
            a, b = _cond(node.left, env), _cond(node.right, env)
            if isinstance(node, e.And):
                return a[0] and b[0], a[1] and b[1]
            return a[0] or b[0], a[1] or b[1]
        case e.Not():
            a = _cond(node.inner, env)
            return not a[1], not a[0]
    raise TypeError(type(node).__name__)
