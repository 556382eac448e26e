"""What a rule is: an id, who owes what to whom, and a function from a facts table and parameters to duties.

The function's signature is the declaration: its keyword arguments are the parameters, their names the pack's keys, their
types what the pack checker demands. Nothing is listed a second time; words for people stand in the rule's card.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar, get_type_hints

from caserules.duties import Duties, Duty, Part
from caserules.errors import RuleError
from caserules.expr import ALWAYS, Cond, Day
from caserules.facts.tables import Table
from caserules.models import Body, CaseKind, Form, Post
from caserules.terms import RuleTerm

__all__ = [
    "Bodies",
    "ByKind",
    "Forms",
    "Party",
    "Posts",
    "Quarter",
    "Recipients",
    "Rule",
    "SameDay",
    "Steps",
    "Terms",
    "by_kind",
    "rule",
]

Terms: TypeAlias = tuple[RuleTerm, ...]
"""The terms that the layers of a policy set: one for each layer that sets a day."""

W = TypeVar("W")
ByKind: TypeAlias = Mapping[CaseKind, W]
"""A value for each kind of case that some layer states it for."""

Recipients: TypeAlias = Mapping[str, tuple[CaseKind, ...]]
"""Recipients, each with the kinds of case it gets the paper of."""

Steps: TypeAlias = Mapping[str, tuple[str, ...]]
"""Steps of a chain, each with those that must follow it."""

Posts: TypeAlias = Mapping[str, Post]
"""Steps, each with the post that takes it."""

Forms: TypeAlias = tuple[Form, ...]
"""The forms of contact that count."""

Bodies: TypeAlias = tuple[Body, ...]
"""The bodies whose leaders are meant."""

Quarter: TypeAlias = Literal["Q1", "Q2", "Q3", "Q4"]
"""A quarter of the register's year."""

SameDay: TypeAlias = Literal["accept", "unsettled"]
"""Whether steps of one day, with no sequence given, are in order or not known to be."""


class Party(StrEnum):
    """Who acts, or to whom it is owed."""

    HANDLING_UNIT = "handling_unit"
    LEAD_UNIT = "lead_unit"
    CO_HANDLING_UNIT = "co_handling_unit"
    PRINCIPAL = "principal"
    LEADER_IN_CHARGE = "leader_in_charge"
    HANDLER = "handler"
    SUPERVISING_LEADER = "supervising_leader"
    PROPOSER = "proposer"
    GOVERNMENT_OFFICE = "government_office"
    COUNTY_GOVERNMENT_LEADER = "county_government_leader"
    RECIPIENTS = "recipients"
    REGISTER_KEEPER = "register_keeper"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared.

    Attributes:
        id: `CHAPTER-NN`, never reused.
        deed: the deed done, in English words joined by `_`: the function's name.
        owes: who acts; the unit of the row bears it.
        to: to whom it is owed.
        fact: the group within which one fact is punished once.
        since: the version of the library in which it came.
        table: the facts table it reads.
        params: the parameters by name, each with its type.
        write: the function from the table and the parameters to duties.
        card: the file with its words and cases.
    """

    id: str
    deed: str
    owes: Party
    to: Party
    fact: str
    since: str
    table: type[Table]
    params: Mapping[str, Any]
    write: Callable[..., Duties]
    card: Path

    @property
    def defaults(self) -> Mapping[str, Any]:
        """The parameters that a policy may leave out, with what holds then: as they stand in the signature."""
        given = inspect.signature(self.write).parameters
        return {x: given[x].default for x in self.params if given[x].default is not inspect.Parameter.empty}

    @property
    def chapter(self) -> str:
        """The chapter's name as packs write it: `cohandling`."""
        return self.card.parent.name

    def duties(self, values: Mapping[str, Any]) -> tuple[Duty, ...]:
        """Evaluate the rule once over its table with a policy's values.

        Raises:
            RuleError: `RUL-001` if the rule uses Python's own `if`, `and`, `or`, `not` on a condition.
        """
        return tuple(self.write(self.table, **values))


def rule(id: str, *, owes: Party, to: Party, fact: str, since: str) -> Callable[[Callable[..., Duties]], Rule]:  # noqa: A002
    """Declare a function as a rule.

    Args:
        id: `CHAPTER-NN`.
        owes: who acts.
        to: to whom it is owed.
        fact: the group within which one fact is punished once.
        since: the version in which the rule came.
    """

    def declare(write: Callable[..., Duties]) -> Rule:
        hints = get_type_hints(write)
        names = list(inspect.signature(write).parameters)
        for name in names:
            if name not in hints:
                raise RuleError("RUL-004", rule=id, key=name)
        table = hints[names[0]].__args__[0]
        params = {name: hints[name] for name in names[1:]}
        card = Path(inspect.getfile(write)).with_name(f"{id}.toml")
        return Rule(id, write.__name__, owes, to, fact, since, table, params, write, card)

    return declare


def remind_day(terms: Terms, table: type[Table]) -> Day | None:
    """Return the day of the first term, on which a duty without a day reminds; None where the policy has none."""
    return terms[0](table) if terms else None


def by_kind(table: type[Table], values: ByKind[str], conditions: Mapping[str, Cond]) -> Cond:
    """Return the condition that a value of each kind of case stands for; of a kind without a value nothing is asked.

    Args:
        table: the facts table of the rule.
        values: the value of each kind.
        conditions: what each value means.
    """
    words = dict.fromkeys(values.values())
    of = {word: tuple(kind for kind, x in values.items() if x == word) for word in words}
    some = [table.kind.is_(*of[word]) & conditions[word] if len(of) > 1 else conditions[word] for word in words]
    asked = reduce(or_, some) if some else ~ALWAYS
    return asked if len(values) == len(CaseKind) else table.kind.is_(*values).called("kind") & asked


def paper(term: RuleTerm, name: str, recipient: str) -> Part:
    """Return the part of a duty to file a paper with a recipient."""
    return term.part(f"{name}→{recipient}", paper=name, recipient=recipient)
