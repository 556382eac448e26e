"""From trees to the text of one function, in which equal values are named once: what rows and columns have in common.

A node becomes a pair of local names; the same value gets the same pair, so that what several duties share is computed once.
How an operation is written is a mode's to say: `rows.RowMode` writes plain Python over one row, `columns.ColumnMode` calls
over whole columns. The text is made of the modes' closed lists of operations and of the tables' own column names, as quoted
constants; no text of a policy or a register ever enters it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

from caserules import expr as e
from caserules.duties import Duty
from caserules.expr import EVER, NEVER

__all__ = ["Emitter", "Lines", "Names", "lag_of"]

Names: TypeAlias = tuple[str, str]
"""The names of a day's two ends, or of a condition's two truths."""

Lines: TypeAlias = Sequence[str]

_CONSTANTS: Final = {EVER: "E", NEVER: "N"}


def lag_of(duty: Duty) -> int | None:
    """Return how many days after its due day a duty closes, where the one hangs on the other."""
    if duty.closes is duty.due:
        return 0
    return 1 if isinstance(duty.closes, e.Next) and duty.closes.inner is duty.due else None


class Emitter(ABC):
    """Writes trees as lines of text; a mode says how each operation is written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.consts: dict[str, Any] = {}
        self._names: dict[tuple[Any, ...], Names] = {}

    def put(self, key: tuple[Any, ...], make: Callable[[str, str], Lines]) -> Names:
        """Name a value once: the same key gives the same names."""
        if key not in self._names:
            n = len(self._names)
            names = self._names[key] = (f"a{n}", f"b{n}")
            self.lines += make(*names)
        return self._names[key]

    def const(self, letter: str, value: Any) -> str:
        """Name an object that the text needs: a term, a set of words."""
        for known, other in self.consts.items():
            if other is value:
                return known
        name = f"{letter}{len(self.consts)}"
        self.consts[name] = value
        return name

    # -------------------------------------------------------------------------------------------------------- days

    def day(self, node: e.Node) -> Names:  # noqa: PLR0911  one branch a node
        """Return the names of a day's ends."""
        match node:
            case e.Column():
                return self.put(("col", node.name, node.event), lambda a, b: self.column(a, b, node))
            case e.Const():
                return _number(node.span[0]), _number(node.span[1])
            case e.AsOf():
                return "as_of", "as_of"
            case e.Ended():
                return self.put(("end", node.name), lambda a, b: self.ended(a, b, node.name))
            case e.EndedLast():
                before = self.day(node.before)
                return self.put(("last", node.name, *before), lambda a, b: self.ended_last(a, b, node.name, before))
            case e.Extended():
                first, cap = self.day(node.first), None if node.cap is None else self.day(node.cap)
                key = ("ext", node.name, *first, *(cap or ()))
                return self.put(key, lambda a, b: self.extended(a, b, node.name, first, cap))
            case e.Earliest() | e.Latest() | e.Spread():
                return self._two(node)
            case e.Eve() | e.Next():
                inner, by = self.day(node.inner), -1 if isinstance(node, e.Eve) else 1
                return self.put(("shift", by, *inner), lambda a, b: self.shift(a, b, inner, by))
            case e.Where():
                return self._where(node)
            case e.Applied():
                start, term = self.day(node.start), self.const("T", node.term)
                return self.put(("term", node.term.key, *start), lambda a, b: self.count(a, b, term, start))
        raise TypeError(type(node).__name__)

    def _two(self, node: e.Earliest | e.Latest | e.Spread) -> Names:
        left, right = self.day(node.left), self.day(node.right)
        if isinstance(node, e.Spread):
            return left[0], right[1]
        sign = "<" if isinstance(node, e.Earliest) else ">"
        return self.put((sign, *left, *right), lambda a, b: self.pick(a, b, sign, left, right))

    def _where(self, node: e.Where) -> Names:
        cond, yes, no = self.cond(node.cond), self.day(node.yes), self.day(node.no)
        return self.put(("where", *cond, *yes, *no), lambda a, b: self.where(a, b, cond, yes, no))

    # -------------------------------------------------------------------------------------------------- conditions

    def cond(self, node: e.Node) -> Names:
        """Return the names of a condition's truths: certain, possible."""
        match node:
            case e.Known():
                return str(node.pair[0]), str(node.pair[1])
            case e.Called():
                return self.cond(node.inner)
            case e.Flag():
                return self.put(("flag", node.name), lambda a, b: self.flag(a, b, node.name))
            case e.OneOf():
                words = self.const("W", node.values)
                return self.put(("word", node.name, node.values), lambda a, b: self.word(a, b, node.name, words))
            case e.Le():
                return self._le(node)
            case e.And() | e.Or():
                p, q = self.cond(node.left), self.cond(node.right)
                word = "and" if isinstance(node, e.And) else "or"
                return self.put((word, *p, *q), lambda a, b: self.both(a, b, word, p, q))
            case e.Not():
                p = self.cond(node.inner)
                return self.put(("not", *p), lambda a, b: self.negated(a, b, p))
        raise TypeError(type(node).__name__)

    def _le(self, node: e.Le) -> Names:
        left, right = self.day(node.left), self.day(node.right)
        return self.put(("<=", *left, *right), lambda a, b: self.le(a, b, left, right))

    # ------------------------------------------------------------------------------------------- what a mode writes

    @abstractmethod
    def column(self, a: str, b: str, node: e.Column) -> Lines:
        """A day of the row, cut at as_of where it is an event's."""

    @abstractmethod
    def ended(self, a: str, b: str, name: str) -> Lines:
        """The earliest of the row's endings."""

    @abstractmethod
    def ended_last(self, a: str, b: str, name: str, before: Names) -> Lines:
        """When the last of several things assigned before a day had ended."""

    @abstractmethod
    def extended(self, a: str, b: str, name: str, first: Names, cap: Names | None) -> Lines:
        """A due day with its extensions, none of them beyond a cap."""

    @abstractmethod
    def pick(self, a: str, b: str, sign: str, left: Names, right: Names) -> Lines:
        """The earlier (`<`) or the later (`>`) of two days."""

    @abstractmethod
    def shift(self, a: str, b: str, inner: Names, by: int) -> Lines:
        """The day before or after; the ends of time stay."""

    @abstractmethod
    def where(self, a: str, b: str, cond: Names, yes: Names, no: Names) -> Lines:
        """One day if a condition holds, another if not."""

    @abstractmethod
    def count(self, a: str, b: str, term: str, start: Names) -> Lines:
        """A term counted from a day."""

    @abstractmethod
    def flag(self, a: str, b: str, name: str) -> Lines:
        """A condition of the row."""

    @abstractmethod
    def word(self, a: str, b: str, name: str, words: str) -> Lines:
        """Whether the row's word is one of some."""

    @abstractmethod
    def le(self, a: str, b: str, left: Names, right: Names) -> Lines:
        """The left day happened, and on or before the right one."""

    @abstractmethod
    def both(self, a: str, b: str, word: str, left: Names, right: Names) -> Lines:
        """Two conditions joined by `and` or `or`."""

    @abstractmethod
    def negated(self, a: str, b: str, inner: Names) -> Lines:
        """Not so."""


def _number(day: int) -> str:
    return _CONSTANTS.get(day, str(day))
