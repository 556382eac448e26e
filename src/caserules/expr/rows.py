"""Compile trees to one plain Python function over a row: the quick twin of the interpreter, held equal to it by tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from caserules import expr as e
from caserules.duties import Duty, verdict
from caserules.expr import EVER, NEVER, Span
from caserules.expr.emit import Emitter, Lines, Names, lag_of
from caserules.expr.interpret import ended, ended_last, extended

__all__ = ["Outcome", "RowFunction", "compile_rows", "lag_of"]

Outcome: TypeAlias = tuple[int, Any, bool, int, int, int, int]
"""Which duty, its verdict, whether it certainly applies, the due day's ends, the done day's ends."""

RowFunction: TypeAlias = Callable[[dict[str, Any], int], tuple[list[Outcome], int]]
"""From a row's cells and as_of to the outcomes of its duties, and how many were never owed."""


class RowMode(Emitter):
    """Writes operations as plain Python over the cells `c` of one row."""

    def column(self, a: str, b: str, node: e.Column) -> Lines:
        lines = [f"t = c[{node.name!r}]", f"{a} = t[0]; {b} = t[1]"]
        if node.event:
            lines.append(f"if {b} > as_of: {a} = {a} if {a} <= as_of else after; {b} = N")
        return lines

    def ended(self, a: str, b: str, name: str) -> Lines:
        return [f"{a}, {b} = ended(c[{name!r}], as_of)"]

    def ended_last(self, a: str, b: str, name: str, before: Names) -> Lines:
        return [f"{a}, {b} = ended_last(c[{name!r}], ({before[0]}, {before[1]}), as_of)"]

    def extended(self, a: str, b: str, name: str, first: Names, cap: Names | None) -> Lines:
        most = "None" if cap is None else f"({cap[0]}, {cap[1]})"
        return [f"{a}, {b} = extended(c[{name!r}], ({first[0]}, {first[1]}), as_of, {most})"]

    def pick(self, a: str, b: str, sign: str, left: Names, right: Names) -> Lines:
        return [f"{x} = {p} if {p} {sign} {q} else {q}" for x, p, q in zip((a, b), left, right, strict=True)]

    def shift(self, a: str, b: str, inner: Names, by: int) -> Lines:
        return [f"{x} = {p} + {by} if E < {p} < N else {p}" for x, p in zip((a, b), inner, strict=True)]

    def where(self, a: str, b: str, cond: Names, yes: Names, no: Names) -> Lines:
        return [
            f"if {cond[0]}: {a} = {yes[0]}; {b} = {yes[1]}",
            f"elif {cond[1]}:",
            f"    {a} = {yes[0]} if {yes[0]} < {no[0]} else {no[0]}",
            f"    {b} = {yes[1]} if {yes[1]} > {no[1]} else {no[1]}",
            f"else: {a} = {no[0]}; {b} = {no[1]}",
        ]

    def count(self, a: str, b: str, term: str, start: Names) -> Lines:
        return [f"{a}, {b} = count({term}, ({start[0]}, {start[1]}))"]

    def flag(self, a: str, b: str, name: str) -> Lines:
        return [f"t = c[{name!r}]", f"{a} = t[0]; {b} = t[1]"]

    def word(self, a: str, b: str, name: str, words: str) -> Lines:
        return [f"t = c[{name!r}]", f"{a} = t in {words}; {b} = {a} or t is None"]

    def le(self, a: str, b: str, left: Names, right: Names) -> Lines:
        return [
            f"{a} = {left[1]} <= {right[0]} and {left[1]} != N",
            f"{b} = {left[0]} <= {right[1]} and {left[0]} != N",
        ]

    def both(self, a: str, b: str, word: str, left: Names, right: Names) -> Lines:
        return [f"{a} = {left[0]} {word} {right[0]}; {b} = {left[1]} {word} {right[1]}"]

    def negated(self, a: str, b: str, inner: Names) -> Lines:
        return [f"{a} = not {inner[1]}; {b} = not {inner[0]}"]


def compile_rows(duties: Sequence[Duty], count: Callable[[e.SpanTerm, Span], Span]) -> RowFunction:
    """Return the function from a row to the outcomes of its duties.

    Args:
        duties: the duties of one table, in order.
        count: how a term is applied to an interval of days.
    """
    emitter = RowMode()
    for index, duty in enumerate(duties):
        due, done, since = emitter.day(duty.due), emitter.day(duty.done), emitter.day(duty.since)
        applies, counts = emitter.cond(duty.applies), emitter.cond(duty.counts)
        over, closes = emitter.day(duty.ended), emitter.day(duty.closes)
        owed = emitter.cond(duty.applies & (duty.since < duty.due))
        pairs = ", ".join(f"{p}, {q}" for p, q in (applies, since, due, done, counts, over, closes))
        emitter.lines += [
            f"if {owed[1]}:",
            f"    v = verdict({pairs}, as_of, {lag_of(duty)})",
            f"    out.append(({index}, v, {owed[0]}, {due[0]}, {due[1]}, {done[0]}, {done[1]}))",
            "else: unowed += 1",
        ]
    body = "\n    ".join(["after = as_of + 1; out = []; unowed = 0", *emitter.lines, "return out, unowed"])
    space: dict[str, Any] = {
        "verdict": verdict,
        "ended": ended,
        "ended_last": ended_last,
        "extended": extended,
        "count": count,
        "E": EVER,
        "N": NEVER,
        **emitter.consts,
    }
    exec(compile(f"def judge(c, as_of):\n    {body}", "<rules>", "exec"), space)  # noqa: S102  own text only
    function: RowFunction = space["judge"]
    return function
