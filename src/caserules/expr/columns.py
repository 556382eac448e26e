"""Compile trees to one function over columns: the same trees as by row, written as calls over whole columns.

This room writes the text alone. What the calls do stands in `caserules.bulk.ops`, which is handed in, so that nothing here
needs an array library. A day's two ends are two columns, or one and the same where it is known exactly; a number stands for
a column that is the same in every row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from caserules import expr as e
from caserules.duties import Duty
from caserules.expr import EVER, NEVER
from caserules.expr.emit import Emitter, Lines, Names, lag_of

__all__ = ["ColumnFunction", "compile_columns", "compile_values"]

ColumnFunction: TypeAlias = Callable[[Any, int], tuple[Any, ...]]
"""From a block of rows and as_of to one value for each duty, or for each node."""


class ColumnMode(Emitter):
    """Writes operations as calls; `c` is the block of rows, and gives the columns that it holds."""

    def column(self, a: str, b: str, node: e.Column) -> Lines:
        return [f"{a}, {b} = c.day({node.name!r}, {node.event})"]

    def ended(self, a: str, b: str, name: str) -> Lines:
        return [f"{a}, {b} = c.ended({name!r})"]

    def ended_last(self, a: str, b: str, name: str, before: Names) -> Lines:
        return [f"{a}, {b} = c.ended_last({name!r}, {before[0]}, {before[1]})"]

    def extended(self, a: str, b: str, name: str, first: Names, cap: Names | None) -> Lines:
        most = "" if cap is None else f", {cap[0]}, {cap[1]}"
        return [f"{a}, {b} = c.extended({name!r}, {first[0]}, {first[1]}{most})"]

    def pick(self, a: str, b: str, sign: str, left: Names, right: Names) -> Lines:
        name = "earlier" if sign == "<" else "later"
        return [f"{a}, {b} = {name}({left[0]}, {left[1]}, {right[0]}, {right[1]})"]

    def shift(self, a: str, b: str, inner: Names, by: int) -> Lines:
        return [f"{a}, {b} = shift({inner[0]}, {inner[1]}, {by})"]

    def where(self, a: str, b: str, cond: Names, yes: Names, no: Names) -> Lines:
        return [f"{a}, {b} = where({cond[0]}, {cond[1]}, {yes[0]}, {yes[1]}, {no[0]}, {no[1]})"]

    def count(self, a: str, b: str, term: str, start: Names) -> Lines:
        return [f"{a}, {b} = count({term}, {start[0]}, {start[1]})"]

    def flag(self, a: str, b: str, name: str) -> Lines:
        return [f"{a}, {b} = c.flag({name!r})"]

    def word(self, a: str, b: str, name: str, words: str) -> Lines:
        return [f"{a}, {b} = c.word({name!r}, {words})"]

    def le(self, a: str, b: str, left: Names, right: Names) -> Lines:
        return [f"{a}, {b} = on_or_before({left[0]}, {left[1]}, {right[0]}, {right[1]})"]

    def both(self, a: str, b: str, word: str, left: Names, right: Names) -> Lines:
        return [f"{a}, {b} = {'all_of' if word == 'and' else 'any_of'}({left[0]}, {left[1]}, {right[0]}, {right[1]})"]

    def negated(self, a: str, b: str, inner: Names) -> Lines:
        return [f"{a}, {b} = negated({inner[0]}, {inner[1]})"]

    def _le(self, node: e.Le) -> Names:
        """`x < y` in one call: the eve of y is not made."""
        if not isinstance(node.right, e.Eve):
            return super()._le(node)
        left, right = self.day(node.left), self.day(node.right.inner)
        before = f"before({left[0]}, {left[1]}, {right[0]}, {right[1]})"
        return self.put(("before", *left, *right), lambda a, b: [f"{a}, {b} = {before}"])


def compile_columns(duties: Sequence[Duty], ops: Mapping[str, Any]) -> ColumnFunction:
    """Return the function from a block of rows to the outcome of each duty: verdicts, due and done days.

    Args:
        duties: the duties of one table, in order.
        ops: what the calls do, `verdicts` and `count` among them.
    """
    emitter = ColumnMode()
    outcomes = []
    for index, duty in enumerate(duties):
        lag = lag_of(duty)
        due, done, since = emitter.day(duty.due), emitter.day(duty.done), emitter.day(duty.since)
        over, counts = emitter.day(duty.ended), emitter.cond(duty.counts)
        owed = emitter.cond(duty.applies & (duty.since < duty.due))
        closes = emitter.day(duty.closes) if lag is None else due
        places = ", ".join(f"{p}, {q}" for p, q in (owed, since, due, done, counts, over, closes))
        emitter.lines.append(f"v{index} = verdicts({places}, as_of, {lag})")
        outcomes.append(f"(v{index}, {due[0]}, {due[1]}, {done[0]}, {done[1]})")
    return _function(emitter, outcomes, ops)


def compile_values(nodes: Sequence[e.Node], ops: Mapping[str, Any]) -> ColumnFunction:
    """Return the function from a block of rows to what each node stands for, as a pair of columns.

    Args:
        nodes: days and conditions.
        ops: what the calls do.
    """
    emitter = ColumnMode()
    named = [emitter.day(node) if isinstance(node, e.Day) else emitter.cond(node) for node in nodes]
    return _function(emitter, [f"({a}, {b})" for a, b in named], ops)


def _function(emitter: Emitter, values: Sequence[str], ops: Mapping[str, Any]) -> ColumnFunction:
    body = "\n    ".join([*emitter.lines, f"return ({''.join(f'{value}, ' for value in values)})"])
    space: dict[str, Any] = {**ops, "E": EVER, "N": NEVER, **emitter.consts}
    exec(compile(f"def judge(c, as_of):\n    {body}", "<columns>", "exec"), space)  # noqa: S102  own text only
    function: ColumnFunction = space["judge"]
    return function
