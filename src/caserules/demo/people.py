"""The people of the invented county: deputies, members, leaders, and who holds which post in which unit, from when to when.

Names are drawn from common surnames and plain given-name characters; whoever bears such a name is not meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from random import Random
from typing import Final

from caserules.demo.days import record
from caserules.demo.words import BODIES, GIVEN, SURNAMES

__all__ = ["BODY_NOT_TOLD", "SUCCESSOR", "Cast", "Holding", "Leader", "Staff"]

POSTS_FROM: Final = "2021-12-20"
"""Since when most hold their posts."""
SUCCESSOR: Final = "county_government-7"
"""The leader who takes over from `county_government-6` in mid-year."""
BODY_NOT_TOLD: Final = "leader-13"
"""The leader of whom the register does not say to which body he or she belongs."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A post held from a day to a day (inclusive; none: still)."""

    post: str
    person: str
    from_: str = POSTS_FROM
    to: str | None = None
    acting: bool = False

    def on(self, day: str) -> bool:
        """Say whether it was held on a day."""
        return self.from_ <= day and (self.to is None or day <= self.to)

    def record(self) -> dict[str, object]:
        """Return the register's record of it."""
        return record(post=self.post, person=self.person, from_=self.from_, to=self.to, acting=self.acting or None)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who holds which post in a unit."""

    holdings: tuple[Holding, ...]

    def holders(self, post: str, day: str) -> list[str]:
        """Return who holds a post on a day."""
        return [holding.person for holding in self.holdings if holding.post == post and holding.on(day)]

    def holder(self, post: str, day: str) -> str:
        """Return the first who holds a post on a day."""
        return self.holders(post, day)[0]


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader of the county; `body` is left out where the register does not say."""

    id: str
    person: str
    body: str | None
    from_: str = POSTS_FROM
    to: str | None = None

    def record(self) -> dict[str, object]:
        """Return the register's record."""
        return record(id=self.id, person=self.person, body=self.body, from_=self.from_, to=self.to)


@dataclass
class Cast:
    """Everybody, by id; names are given as people come."""

    dice: Random
    people: dict[str, str] = field(default_factory=dict)
    _names: Iterator[str] | None = None

    def person(self, id: str) -> str:
        """Add a person by an id and return that id."""
        if self._names is None:
            names = [a + b + c for a, b, c in product(SURNAMES, GIVEN, GIVEN) if b != c]
            self.dice.shuffle(names)
            self._names = iter(names)
        self.people[id] = next(self._names)
        return id

    def proposers(self, letter: str, count: int) -> tuple[str, ...]:
        """Add deputies (`d`) or members (`m`)."""
        return tuple(self.person(f"{letter}{i:03d}") for i in range(1, count + 1))

    def leaders(self) -> tuple[Leader, ...]:
        """Add the leaders of the four bodies; the last of the county government hands over, of one the body is not told."""
        last_day, first_day = "2023-06-30", "2023-07-01"
        found = [
            Leader(f"{body}-{i}", self.person(f"{body}-{i}"), body)
            for body, count in BODIES
            for i in range(1, count + 1)
        ]
        at = dict(BODIES)["county_government"] - 1
        found[at] = replace(found[at], to=last_day)
        found.insert(at + 1, Leader(SUCCESSOR, self.person(SUCCESSOR), "county_government", from_=first_day))
        return (*found, Leader(BODY_NOT_TOLD, self.person(BODY_NOT_TOLD), None))

    def staff(self, unit: str, *, lines: int = 1, both: bool = False, until: str | None = None) -> Staff:
        """Add a unit's people: a principal, leaders in charge (`lines` of them), handlers.

        Args:
            unit: the unit's id.
            lines: how many leaders in charge it has.
            both: whether the principal is leader in charge too, as some small units declare.
            until: the last day of all posts.
        """
        principal = self.person(f"{unit}-p")
        charge = [principal] if both else [self.person(f"{unit}-l{i}") for i in range(1, lines + 1)]
        handlers = [self.person(f"{unit}-h{i}") for i in range(1, lines + 2)]
        posts = [("principal", [principal]), ("leader_in_charge", charge), ("handler", handlers)]
        return Staff(tuple(Holding(post, person, to=until) for post, people in posts for person in people))

    def records(self) -> list[dict[str, object]]:
        """Return the register's records of all people."""
        return [record(id=id, name=name) for id, name in self.people.items()]
