"""The cases of the invented county before anything happens: what is asked, by whom, and who is to handle it how.

As many as the notice counts, and some carried over from earlier years on top; one of these got a new number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from caserules.demo.days import ASSIGNED
from caserules.demo.units import MERGED
from caserules.demo.words import COPIED, TOPICS, TOWN_ASKS, TOWNS

__all__ = ["CLOSED_OUT", "EXPECTED", "LOST", "Outline", "case_key", "outlines"]

EXPECTED: Final = {"suggestion": 244, "proposal": 156}
CARRIED: Final = {
    "suggestion": ((2022, 17), (2022, 38), (2022, 61), (2022, 90), (2022, 133), (2022, 171), (2021, 54)),
    "proposal": ((2022, 9), (2022, 23), (2022, 47), (2022, 66), (2022, 102), (2022, 119)),
}
RENUMBERED: Final = ("suggestion", 2022, 208)
"""Stands in this year's register under the number after the last."""
LOST: Final = ("suggestion", 2022, 76)
"""On last year's B list, and absent this year."""
CLOSED_OUT: Final = ("proposal", 2022, 31)
"""On last year's B list, and closed out by then."""
LATER: Final = (("2023-04-24", 12), ("2023-05-15", 6), ("2023-06-12", 2))
"""How many cases were assigned on later days, after a return or a second sorting."""
MODES: Final = {"separate": 12, "lead_with_co_handling": 128}
GROUPS: Final = ("group-a", "group-b", "group-c")
_WORD: Final = {"suggestion": "建议", "proposal": "提案"}
_COPIED: Final = frozenset(id for id, _ in COPIED)


@dataclass(slots=True)
class Outline:
    """A case before anything happens."""

    kind: str
    year: int
    number: int
    title: str
    lead: str
    co_units: tuple[str, ...]
    mode: str
    proposers: tuple[str, ...]
    assigned: str = ASSIGNED
    carried_from: tuple[str, int, int] | None = None
    secret: bool = False

    @property
    def key(self) -> str:
        """The case as it is named everywhere."""
        return f"{self.kind}/{self.year}/{self.number}"

    @property
    def carried(self) -> bool:
        """Whether it comes from an earlier year."""
        return self.year < 2023 or self.carried_from is not None

    @property
    def born(self) -> tuple[str, int, int]:
        """The name it was born with."""
        return self.carried_from or (self.kind, self.year, self.number)


def case_key(name: tuple[str, int, int]) -> str:
    """Return a case's name in one text."""
    kind, year, number = name
    return f"{kind}/{year}/{number}"


def outlines(dice: Random, deputies: Sequence[str], members: Sequence[str]) -> list[Outline]:
    """Return all cases: this year's numbers first, then those carried over; suggestions before proposals."""
    asks = _asks(dice)
    found = []
    for kind, who in (("suggestion", deputies), ("proposal", members)):
        for year, number in _numbers(kind):
            title, lead, co = asks.pop()
            title = f"关于{title}的{_WORD[kind]}"
            outline = Outline(kind, year, number, title, lead, co, "single", _proposers(dice, kind, who))
            if (kind, year, number) == ("suggestion", 2023, EXPECTED["suggestion"] + 1):
                outline.carried_from = RENUMBERED
            found.append(outline)
    _deal_modes(dice, found)
    _deal_days(dice, found)
    dice.choice(found).secret = True
    return found


def _numbers(kind: str) -> list[tuple[int, int]]:
    new = 1 if kind == RENUMBERED[0] else 0
    return [(2023, number) for number in range(1, EXPECTED[kind] + new + 1)] + list(CARRIED[kind])


def _asks(dice: Random) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what is asked, of which lead unit, and who may co-handle, shuffled; no two ask the same."""
    total = sum(len(_numbers(kind)) for kind in EXPECTED)
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for topic in TOPICS:
        pairs = [(ask, name) for ask in topic.asks for _, name in TOWNS]
        found += [(ask.format(name), topic.lead, topic.co) for ask, name in dice.sample(pairs, topic.cases)]
    towns = [(ask.format(name), id, ("zhujian", "caizheng")) for ask in TOWN_ASKS for id, name in TOWNS]
    found += dice.sample(towns, total - len(found))
    dice.shuffle(found)
    return found


def _proposers(dice: Random, kind: str, who: Sequence[str]) -> tuple[str, ...]:
    if kind == "proposal" and dice.random() < 0.06:
        return (dice.choice(GROUPS),)
    return tuple(dice.sample(who, dice.choices((1, 2, 3), (55, 27, 18))[0]))


def _deal_modes(dice: Random, cases: list[Outline]) -> None:
    """Give some cases several units; the rest are handled by one alone."""
    several = [case for case in cases if len(case.co_units) > 1 and (not case.carried or case.number % 2)]
    chosen = dice.sample(several, sum(MODES.values()))
    chosen.sort(key=lambda case: case.carried)  # what is carried over stays in one hand
    for case in chosen[: MODES["separate"]]:
        case.mode = "separate"
        case.co_units = (next(unit for unit in case.co_units if unit not in _COPIED),)
    for case in chosen[MODES["separate"] :]:
        case.mode = "lead_with_co_handling"
        count = min(len(case.co_units), dice.choices((1, 2, 3), (50, 35, 15))[0])
        case.co_units = tuple(dice.sample(case.co_units, count))
    for case in cases:
        if case.mode == "single":
            case.co_units = ()


def _deal_days(dice: Random, cases: list[Outline]) -> None:
    """Give some cases a later day of assignment."""
    fit = [case for case in cases if not case.carried and case.lead != MERGED]
    chosen = iter(dice.sample(fit, sum(count for _, count in LATER)))
    for day, count in LATER:
        for _ in range(count):
            next(chosen).assigned = day
