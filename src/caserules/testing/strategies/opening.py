"""How a register begins: cases given to units, with what makes duties arise; what is done about them comes later.

What can be drawn into a case stands in one table (`FEATURES`), each with the lines that it adds. Nothing here knows which duties
follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from caserules.models import Body, CategoryMeaning, Post
from caserules.policy import Policy
from caserules.testing.strategies.days import DAY, between, edges_of, first_day, year_of
from caserules.testing.strategies.dice import Dice
from caserules.testing.strategies.tale import Tale

__all__ = ["FEATURES", "UNITS", "begin"]

UNITS: Final = ("jiaowei", "caizheng", "jiaotong", "shuili")
BODIES: Final = tuple(body.value for body in Body)


class Opening(NamedTuple):
    """A case in the making.

    Attributes:
        tale: the register told so far.
        dice: who chooses.
        key: the case.
        units: the units that may have a part in it, the lead unit first.
        assigned: the day of its first assignment.
        until: the day through which is told.
        edges: days to choose from.
    """

    tale: Tale
    dice: Dice
    key: str
    units: tuple[str, ...]
    assigned: date
    until: date
    edges: tuple[date, ...]

    def tell(self, words: str, day: date | None = None) -> None:
        """Tell a line of the case."""
        self.tale.tell(words, day, case=self.key)

    def later(self, first: date | None = None, least: int = 0) -> date:
        """Return a day from the assignment (or another day) on, and some days after it."""
        start = (first or self.assigned) + DAY * least
        return self.dice.pick(between(self.edges, start, max(start, self.until)))


def _co_handling(case: Opening) -> None:
    day = case.later() if case.dice.chance() else case.assigned
    for unit in case.units[1 : 3 if case.dice.chance() else 2]:
        case.tell(f"assigned {unit} co_handling", day)


def _separate(case: Opening) -> None:
    case.tell(f"assigned {case.units[1]} separate", case.assigned)


def _sent_back(case: Opening) -> None:
    case.tell(f"asked {case.units[1]}", case.later(least=1))


def _marked(*words: str) -> Callable[[Opening], None]:
    def mark(case: Opening) -> None:
        case.tell(case.dice.pick(words), case.later())

    return mark


def _supervised(case: Opening) -> None:
    body = case.dice.pick(BODIES)
    case.tale.tell(f"leader of_{body} {body} person=p.{body}")
    case.tell(f"supervised of_{body}", case.later())


def _promise(case: Opening) -> None:
    made = case.later()
    promised = case.dice.pick(between(case.edges, made + DAY, case.edges[-1]))
    case.tell(f"made c1 unit={case.units[0]} promised_for={promised} steps=甲", made)


def _points(case: Opening) -> None:
    case.tell("points = q1 q2" if case.dice.chance() else "points = q1")


def _joint(case: Opening) -> None:
    case.tell("proposers = p1 p2")


def _ended(case: Opening) -> None:
    ways = ("withdrawal", f"waiver {case.units[0]}", f"return {case.units[0]}")
    case.tell(case.dice.pick(ways), case.later(least=1))


def _received(case: Opening) -> None:
    case.tell(f"received {case.units[0]}", case.later())


def _refused(case: Opening) -> None:
    asked = case.later()
    decided = case.dice.pick(between(case.edges, asked, max(asked, min(asked + DAY * 10, case.until))))
    case.tell(f"return {case.units[0]} outcome=refused decided={decided}", asked)


def _not_satisfied(case: Opening) -> None:
    issued = case.later()
    back = case.later(issued)
    case.tell(f"issued {case.units[0]} version=1", issued)
    case.tell(f"arrived {case.units[0]} version=1", case.dice.pick(between(case.edges, issued, back)))
    case.tell(f"returned {case.units[0]} not_satisfied version=1", back)


FEATURES: Final[Mapping[str, Callable[[Opening], None]]] = {
    "co_handling": _co_handling,
    "separate": _separate,
    "sent_back": _sent_back,
    "key": _marked("key"),
    "major": _marked("major", "livelihood_hot"),
    "supervised": _supervised,
    "promise": _promise,
    "points": _points,
    "joint": _joint,
    "received": _received,
    "refused": _refused,
    "not_satisfied": _not_satisfied,
    "ended": _ended,
    **dict.fromkeys(("proposal", "carried", *(meaning.value for meaning in CategoryMeaning)), lambda _: None),
}
"""What a case may have beside being given to a unit. The last ones are said with its name, and with what is told later."""

_NEEDS: Final[Mapping[str, str]] = {"sent_back": "co_handling"}
_EXCLUDES: Final[Mapping[str, str]] = {"separate": "co_handling"}


def begin(dice: Dice, policy: Policy, until: date, *, cases: int, wanted: Iterable[str] | None = None) -> Tale:
    """Return a register in which cases have been given out, and nothing was done.

    Args:
        dice: who chooses.
        policy: the policy whose days are tried.
        until: the day through which is told; nothing is given out later.
        cases: how many.
        wanted: the features of each case; None: drawn.
    """
    tale = Tale(year_of(policy))
    for number in range(1, cases + 1):
        _give_out(tale, dice, policy, until, number, None if wanted is None else frozenset(wanted))
    for unit in sorted(
        {word for line in tale.lines if line.words.startswith("assigned") for word in line.words.split()[1:2]}
    ):
        for post in Post:
            tale.tell(f"post {unit} {unit}.{post} {post}", date(tale.year - 1, 1, 1))
    return tale


def _give_out(tale: Tale, dice: Dice, policy: Policy, until: date, number: int, wanted: frozenset[str] | None) -> None:
    has = _drawn(dice) if wanted is None else wanted
    kind = "proposal" if "proposal" in has else "suggestion"
    key = f"{kind}/{tale.year - ('carried' in has)}/{number}"
    shift = dice.pick(range(len(UNITS)))
    units = (UNITS[shift:] + UNITS[:shift])[:3]
    first = first_day(policy)
    start = dice.pick(between(edges_of(policy), first, max(first, until - DAY * 150)))
    case = Opening(tale, dice, key, units, start, until, edges_of(policy))
    role = "separate" if "separate" in has else "lead" if "co_handling" in has else "single"
    if "carried" in has:
        case.tell(f"assigned {units[0]} {role}", date(tale.year - 1, 4, 8))
        tale.tell(f"carried {key} {units[0]} to_be_planned")
    else:
        case.tell(f"assigned {units[0]} {role}", start)
    for feature, add in FEATURES.items():
        if feature in has:
            add(case)


def _drawn(dice: Dice) -> frozenset[str]:
    """The features of a case: none, or a few."""
    found: set[str] = set()
    while len(found) < 5 and dice.chance():
        found.add(dice.pick(tuple(FEATURES)))
    found |= {_NEEDS[feature] for feature in found & _NEEDS.keys()}
    return frozenset(feature for feature in found if _EXCLUDES.get(feature) not in found)
