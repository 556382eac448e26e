"""Compile trees to one plain Python function over a row: the quick twin of the interpreter, held equal to it by tests.

Every node becomes a pair of local names, equal nodes the same pair, so what several rules share is computed once a row. The
text is made of the closed list of operations below and of names from the tables' own columns, as quoted constants; no text of
a policy or a register ever enters it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from caserules import expr as e
from caserules.duties import Duty, verdict
from caserules.expr import EVER, NEVER, Span
from caserules.expr.interpret import ended, ended_last, extended

__all__ = ["Outcome", "RowFunction", "compile_rows", "lag_of"]

Outcome: TypeAlias = tuple[int, Any, bool, int, int, int, int]
"""Which duty, its verdict, whether it certainly applies, the due day's ends, the done day's ends."""

RowFunction: TypeAlias = Callable[[dict[str, Any], int], tuple[list[Outcome], int]]
"""From a row's cells and as_of to the outcomes of its duties, and how many were never owed."""

_Names: TypeAlias = tuple[str, str]
_CONSTANTS: Final = {EVER: "E", NEVER: "N"}


def lag_of(duty: Duty) -> int | None:
    """Return how many days after its due day a duty closes, where the one hangs on the other."""
    if duty.closes is duty.due:
        return 0
    return 1 if isinstance(duty.closes, e.Next) and duty.closes.inner is duty.due else None


@dataclass(slots=True)
class _Emitter:
    lines: list[str]
    names: dict[tuple[Any, ...], _Names]
    consts: dict[str, Any]

    def fresh(self) -> _Names:
        n = len(self.names)
        return f"a{n}", f"b{n}"

    def put(self, key: tuple[Any, ...], make: Callable[[str, str], Sequence[str]]) -> _Names:
        """Name a value once: the same key gives the same names."""
        if key not in self.names:
            a, b = self.fresh()
            self.names[key] = (a, b)
            self.lines += make(a, b)
        return self.names[key]

    def const(self, name: str, value: Any) -> str:
        key = f"{name}{len(self.consts)}"
        for known, other in self.consts.items():
            if other is value:
                return known
        self.consts[key] = value
        return key

    # -------------------------------------------------------------------------------------------------------- days

    def day(self, node: e.Node) -> _Names:  # noqa: PLR0911  one branch a node
        match node:
            case e.Column():
                return self.put(("col", node.name, node.event), lambda a, b: _column(node, a, b))
            case e.Const():
                return _number(node.span[0]), _number(node.span[1])
            case e.AsOf():
                return "as_of", "as_of"
            case e.Ended():
                return self.put(("end", node.name), lambda a, b: [f"{a}, {b} = ended(c[{node.name!r}], as_of)"])
            case e.EndedLast():
                lo, hi = self.day(node.before)
                call = f"ended_last(c[{node.name!r}], ({lo}, {hi}), as_of)"
                return self.put(("last", node.name, lo, hi), lambda a, b: [f"{a}, {b} = {call}"])
            case e.Extended():
                lo, hi = self.day(node.first)
                cap = "None" if node.cap is None else "({}, {})".format(*self.day(node.cap))
                longer = f"extended(c[{node.name!r}], ({lo}, {hi}), as_of, {cap})"
                return self.put(("ext", node.name, lo, hi, cap), lambda a, b: [f"{a}, {b} = {longer}"])
            case e.Earliest() | e.Latest() | e.Spread():
                return self._two(node)
            case e.Eve() | e.Next():
                return self._shift(node)
            case e.Where():
                return self._where(node)
            case e.Applied():
                return self._term(node)
        raise TypeError(type(node).__name__)

    def _two(self, node: e.Earliest | e.Latest | e.Spread) -> _Names:
        left, right = self.day(node.left), self.day(node.right)
        if isinstance(node, e.Spread):
            return left[0], right[1]
        sign = "<" if isinstance(node, e.Earliest) else ">"
        return self.put(
            (sign, left, right),
            lambda a, b: [f"{x} = {p} if {p} {sign} {q} else {q}" for x, p, q in zip((a, b), left, right, strict=True)],
        )

    def _shift(self, node: e.Eve | e.Next) -> _Names:
        inner = self.day(node.inner)
        by = "- 1" if isinstance(node, e.Eve) else "+ 1"
        return self.put(
            ("shift", by, inner),
            lambda a, b: [f"{x} = {p} {by} if E < {p} < N else {p}" for x, p in zip((a, b), inner, strict=True)],
        )

    def _where(self, node: e.Where) -> _Names:
        certain, possible = self.cond(node.cond)
        (y0, y1), (n0, n1) = self.day(node.yes), self.day(node.no)
        return self.put(
            ("where", certain, possible, y0, y1, n0, n1),
            lambda a, b: [
                f"if {certain}: {a} = {y0}; {b} = {y1}",
                f"elif {possible}:",
                f"    {a} = {y0} if {y0} < {n0} else {n0}",
                f"    {b} = {y1} if {y1} > {n1} else {n1}",
                f"else: {a} = {n0}; {b} = {n1}",
            ],
        )

    def _term(self, node: e.Applied) -> _Names:
        lo, hi = self.day(node.start)
        term = self.const("T", node.term)
        return self.put(("term", node.term.key, lo, hi), lambda a, b: [f"{a}, {b} = count({term}, ({lo}, {hi}))"])

    # -------------------------------------------------------------------------------------------------- conditions

    def cond(self, node: e.Node) -> _Names:
        match node:
            case e.Known():
                return str(node.pair[0]), str(node.pair[1])
            case e.Called():
                return self.cond(node.inner)
            case e.Flag():
                return self.put(("flag", node.name), lambda a, b: [f"t = c[{node.name!r}]", f"{a} = t[0]; {b} = t[1]"])
            case e.OneOf():
                words = self.const("W", node.values)
                return self.put(
                    ("word", node.name, node.values),
                    lambda a, b: [f"t = c[{node.name!r}]", f"{a} = t in {words}; {b} = {a} or t is None"],
                )
            case e.Le():
                left, right = self.day(node.left), self.day(node.right)
                return self.put(
                    ("<=", left, right),
                    lambda a, b: [
                        f"{a} = {left[1]} <= {right[0]} and {left[1]} != N",
                        f"{b} = {left[0]} <= {right[1]} and {left[0]} != N",
                    ],
                )
            case e.And() | e.Or():
                p, q = self.cond(node.left), self.cond(node.right)
                word = "and" if isinstance(node, e.And) else "or"
                return self.put((word, p, q), lambda a, b: [f"{a} = {p[0]} {word} {q[0]}; {b} = {p[1]} {word} {q[1]}"])
            case e.Not():
                p = self.cond(node.inner)
                return self.put(("not", p), lambda a, b: [f"{a} = not {p[1]}; {b} = not {p[0]}"])
        raise TypeError(type(node).__name__)


def _column(node: e.Column, a: str, b: str) -> list[str]:
    lines = [f"t = c[{node.name!r}]", f"{a} = t[0]; {b} = t[1]"]
    if node.event:
        lines.append(f"if {b} > as_of: {a} = {a} if {a} <= as_of else after; {b} = N")
    return lines


def _number(day: int) -> str:
    return _CONSTANTS.get(day, str(day))


def compile_rows(duties: Sequence[Duty], count: Callable[[e.SpanTerm, Span], Span]) -> RowFunction:
    """Return the function from a row to the outcomes of its duties.

    Args:
        duties: the duties of one table, in order.
        count: how a term is applied to an interval of days.
    """
    emitter = _Emitter([], {}, {})
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
