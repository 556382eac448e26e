"""The words that rules are written in: days, conditions, and what can be made of them.

A rule is evaluated once per policy with *columns* in place of values, and so yields a tree of the nodes below. The tree is
then interpreted (`expr.interpret`), compiled (`expr.rows`), or read (for the explanation and the reference).

A **day** is an interval `(earliest, latest)` of day numbers counted from 1970-01-01; a **condition** is a pair
`(certain, possible)`. `EVER` and `NEVER` are the ends of time: a day that is not known at all is `(EVER, NEVER)`, one that
will not come is `(NEVER, NEVER)`.

This room knows no rule, no table and no file, and never judges. Python's `if`, `and`, `or`, `not` on a condition raise,
because they would ask for one truth where there may be two.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Final, Protocol, TypeAlias, final

from caserules.errors import RuleError

__all__ = [
    "ALWAYS",
    "AS_OF",
    "EVER",
    "NEVER",
    "NEVER_DAY",
    "NOT_KNOWN",
    "NO",
    "UNKNOWN",
    "YES",
    "And",
    "Applied",
    "AsOf",
    "Called",
    "Column",
    "Cond",
    "Const",
    "Day",
    "Earliest",
    "Ended",
    "EndedLast",
    "Extended",
    "Eve",
    "Flag",
    "Known",
    "Latest",
    "Le",
    "Next",
    "Node",
    "Not",
    "OneOf",
    "Or",
    "Pair",
    "Span",
    "SpanTerm",
    "Spread",
    "Where",
    "day_after",
    "earliest",
    "eve",
    "latest",
    "one_of",
    "spread",
    "walk",
    "where",
]

Span: TypeAlias = tuple[int, int]
"""A day: its earliest and latest day number."""

Pair: TypeAlias = tuple[bool, bool]
"""A condition: whether it is certain, whether it is possible."""

EVER: Final = -1_000_000_000
NEVER: Final = 1_000_000_000
UNKNOWN: Final[Span] = (EVER, NEVER)
YES: Final[Pair] = (True, True)
NO: Final[Pair] = (False, False)
NOT_KNOWN: Final[Pair] = (False, True)


class SpanTerm(Protocol):
    """What a term must offer to be applied to a day in a rule: see `caserules.terms`."""

    @property
    def key(self) -> str:
        """A name under which equal terms are equal."""


class Node:
    """A node of a rule's tree. Nodes are immutable and compared by identity."""

    __slots__ = ()

    @property
    def parts(self) -> tuple[Node, ...]:
        """The nodes that this one is made of, in the order they are read."""
        return ()


class Day(Node):
    """A node that stands for a day."""

    __slots__ = ()

    def __le__(self, other: Day) -> Cond:
        return Le(self, other)

    def __lt__(self, other: Day) -> Cond:
        return Le(self, Eve(other))

    def __bool__(self) -> bool:
        raise _misuse()


class Cond(Node):
    """A node that stands for a condition."""

    __slots__ = ()

    def __and__(self, other: Cond) -> Cond:
        return other if self is ALWAYS else self if other is ALWAYS else And(self, other)

    def __or__(self, other: Cond) -> Cond:
        return Or(self, other)

    def __invert__(self) -> Cond:
        return Not(self)

    def __bool__(self) -> bool:
        raise _misuse()

    def called(self, code: str) -> Cond:
        """Return the same condition, with the code by which its certain failure is told."""
        return Called(self, code)


def _misuse() -> RuleError:
    frame = sys._getframe(2)
    return RuleError("RUL-001", rule=frame.f_code.co_name, line=f"{frame.f_globals.get('__name__')}:{frame.f_lineno}")


# ----------------------------------------------------------------------------------------------------------- leaves


@final
class Column(Day):
    """A day of the row: an event (cut at as_of), a judgement or a planned day."""

    __slots__ = ("event", "name")

    def __init__(self, name: str, event: bool) -> None:
        self.name: str = name
        self.event: bool = event


@final
class Flag(Cond):
    """A condition of the row, as a pair."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: str = name


@final
class OneOf(Cond):
    """Whether the row's value of a closed list is one of some values; not known if the row has none."""

    __slots__ = ("name", "values")

    def __init__(self, name: str, values: frozenset[str]) -> None:
        self.name: str = name
        self.values: frozenset[str] = values


@final
class Ended(Day):
    """What ended the row's duties while they were open: the earliest of its endings, each as decided by as_of."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name: str = name


@final
class EndedLast(Day):
    """The day on which the last of several things assigned before a day had ended (a unit's cases)."""

    __slots__ = ("before", "name")

    def __init__(self, name: str, before: Day) -> None:
        self.name: str = name
        self.before: Day = before

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.before,)


@final
class Extended(Day):
    """A due day with the extensions that were granted on or before it, each in its turn, and none beyond a cap.

    Without a cap the day agreed replaces the first one; with a cap it is never earlier than that, nor later than the cap.
    """

    __slots__ = ("cap", "first", "name")

    def __init__(self, name: str, first: Day, cap: Day | None = None) -> None:
        self.name: str = name
        self.first: Day = first
        self.cap: Day | None = cap

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.first,) if self.cap is None else (self.first, self.cap)


@final
class Const(Day):
    """A day that a policy states, the same for every row."""

    __slots__ = ("span",)

    def __init__(self, span: Span) -> None:
        self.span: Span = span


@final
class AsOf(Day):
    """The day of which the verdict is told."""

    __slots__ = ()


@final
class Known(Cond):
    """A condition that is the same for every row."""

    __slots__ = ("pair",)

    def __init__(self, pair: Pair) -> None:
        self.pair: Pair = pair


AS_OF: Final = AsOf()
ALWAYS: Final[Cond] = Known(YES)
NEVER_DAY: Final = Const((NEVER, NEVER))


# ------------------------------------------------------------------------------------------------------- operations


class _Two(Node):
    __slots__ = ("left", "right")

    def __init__(self, left: Node, right: Node) -> None:
        self.left: Node = left
        self.right: Node = right

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.left, self.right)


class _One(Node):
    __slots__ = ("inner",)

    def __init__(self, inner: Node) -> None:
        self.inner: Node = inner

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.inner,)


@final
class Le(_Two, Cond):
    """The left day happened, and on or before the right one."""

    __slots__ = ()


@final
class And(_Two, Cond):
    """Both."""

    __slots__ = ()


@final
class Or(_Two, Cond):
    """Either."""

    __slots__ = ()


@final
class Earliest(_Two, Day):
    """The earlier of two days."""

    __slots__ = ()


@final
class Latest(_Two, Day):
    """The later of two days."""

    __slots__ = ()


@final
class Spread(_Two, Day):
    """Somewhere from the first day to the second."""

    __slots__ = ()


@final
class Not(_One, Cond):
    """Not so."""

    __slots__ = ()


@final
class Eve(_One, Day):
    """The day before."""

    __slots__ = ()


@final
class Next(_One, Day):
    """The day after."""

    __slots__ = ()


@final
class Called(Cond):
    """A condition with the code by which its certain failure is told."""

    __slots__ = ("code", "inner")

    def __init__(self, inner: Cond, code: str) -> None:
        self.inner: Cond = inner
        self.code: str = code

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.inner,)


@final
class Where(Day):
    """One day if a condition holds, another if not."""

    __slots__ = ("cond", "no", "yes")

    def __init__(self, cond: Cond, yes: Day, no: Day) -> None:
        self.cond: Cond = cond
        self.yes: Day = yes
        self.no: Day = no

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.cond, self.yes, self.no)


@final
class Applied(Day):
    """A term counted from a day."""

    __slots__ = ("start", "term")

    def __init__(self, term: SpanTerm, start: Day) -> None:
        self.term: SpanTerm = term
        self.start: Day = start

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.start,)


def eve(day: Day) -> Day:
    """Return the day before."""
    return Eve(day)


def day_after(day: Day) -> Day:
    """Return the day after."""
    return Next(day)


def earliest(first: Day, *others: Day) -> Day:
    """Return the earliest of some days."""
    return _fold(Earliest, first, others)


def latest(first: Day, *others: Day) -> Day:
    """Return the latest of some days."""
    return _fold(Latest, first, others)


def _fold(make: Callable[[Day, Day], Day], first: Day, others: tuple[Day, ...]) -> Day:
    for other in others:
        first = make(first, other)
    return first


def spread(first: Day, last: Day) -> Day:
    """Return the day that lies somewhere from the first to the last: where the text names no exact one."""
    return Spread(first, last)


def where(cond: Cond, yes: Day, no: Day) -> Day:
    """Return one day if a condition holds, another if not; from the one to the other where that is not known."""
    return Where(cond, yes, no)


def one_of(column: str, values: frozenset[str]) -> Cond:
    """Return the condition that a column of a closed list has one of some values."""
    return OneOf(column, values)


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all that it is made of, depth first."""
    yield node
    for part in node.parts:
        yield from walk(part)
