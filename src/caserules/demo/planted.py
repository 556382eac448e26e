"""What is planted in the invented county, and what each must be found to be: the demo knows its own answers.

A turn changes one thing in a life, a unit's papers or a promise, and states the verdicts that follow. A ledger of these is the
sharpest test that an assessment can be put to: each planted breach is found, and no other duty is broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Generic, Protocol, TypeVar

__all__ = ["Expect", "Planted", "Turn", "broken", "deal", "drawn", "met", "pending", "undetermined"]


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """A verdict that was planted.

    Attributes:
        rule: the rule's id.
        case: the case's key; empty for a duty that a unit owes once.
        unit: the unit's id.
        part: the step, recipient, aspect or round that tells duties of one rule apart; empty where there is one.
        verdict: `met`, `broken`, `pending`, `undetermined` or `not_applicable`, as of the register's last day.
        how: how it was broken (`missing`, `late` …), or what ended it (`returned`, `merged` …); empty otherwise.
        turn: what was done, in a word.
    """

    rule: str
    case: str
    unit: str
    part: str
    verdict: str
    how: str
    turn: str


@dataclass(frozen=True, slots=True)
class Expect:
    """A verdict that follows from a turn."""

    rule: str
    verdict: str
    part: str = ""
    how: str = ""


class Dealt(Protocol):
    """What a turn is dealt to."""

    special: str

    @property
    def case(self) -> str:
        """The case's key; empty for a unit's own papers."""

    @property
    def unit(self) -> str:
        """The unit's id."""


T = TypeVar("T", bound=Dealt)


@dataclass(frozen=True, slots=True)
class Turn(Generic[T]):
    """Something that goes otherwise than well: how often, for whom it fits, what it changes, what must be found."""

    name: str
    count: int
    change: Callable[[T], None]
    expected: tuple[Expect, ...] = ()
    fits: Callable[[T], bool] = lambda _: True


def broken(rule: str, *parts: str, how: str = "missing") -> tuple[Expect, ...]:
    """Expect a rule's duty, or some of its parts, to be broken: not done, unless it says how."""
    return _expect(rule, "broken", parts, how)


def undetermined(rule: str, *parts: str) -> tuple[Expect, ...]:
    """Expect a rule's duty, or some of its parts, to be undetermined."""
    return _expect(rule, "undetermined", parts)


def met(rule: str, *parts: str) -> tuple[Expect, ...]:
    """Expect a rule's duty, or some of its parts, to be met though something was unusual."""
    return _expect(rule, "met", parts)


def pending(rule: str, *parts: str) -> tuple[Expect, ...]:
    """Expect a rule's duty, or some of its parts, to be pending."""
    return _expect(rule, "pending", parts)


def _expect(rule: str, verdict: str, parts: tuple[str, ...], how: str = "") -> tuple[Expect, ...]:
    return tuple(Expect(rule, verdict, part, how) for part in parts or ("",))


def deal(dice: Random, turns: Sequence[Turn[T]], items: Iterable[T], lots: Callable[[str], int]) -> list[Planted]:
    """Deal turns like cards: each as often as it says, to items that it fits and that have none of this deck.

    Args:
        dice: the dice.
        turns: the deck, the choosiest first.
        items: to what they may be dealt; those with a special part to play get none.
        lots: how many lots a unit has, by its id; 1 is ordinary.

    Returns:
        What was planted.
    """
    free = [item for item in items if not item.special]
    planted: list[Planted] = []
    for turn in turns:
        fitting = [item for item in free if turn.fits(item)]
        for item in drawn(dice, fitting, lots)[: turn.count]:
            free.remove(item)
            turn.change(item)
            planted += [
                Planted(x.rule, item.case, item.unit, x.part, x.verdict, x.how, turn.name) for x in turn.expected
            ]
    return planted


def drawn(dice: Random, items: Sequence[T], lots: Callable[[str], int]) -> list[T]:
    """Return items in the order in which they are drawn: each at the best of its unit's lots."""
    return sorted(items, key=lambda item: max(dice.random() for _ in range(lots(item.unit))), reverse=True)
