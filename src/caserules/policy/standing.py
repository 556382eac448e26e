"""Why a value holds: for each parameter, what every layer says of it, and what became of that in the stack.

Read from the layers and from what they were made into; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from caserules.models import CaseKind
from caserules.policy.model import Basis, Layer, Policy, Value, plain
from caserules.policy.stacking import in_time, is_terms
from caserules.terms import RuleTerm, TermUnit

__all__ = ["Outcome", "Said", "Standing", "standings"]


class Outcome(StrEnum):
    """What became of a layer's value."""

    ONLY = "only"
    """It holds: no other layer states one."""
    TOPMOST = "topmost"
    """It holds: it is the topmost layer's."""
    STATED = "stated"
    """It holds: a reading above yields to it."""
    ADDED = "added"
    """It holds beside the days of other layers."""
    JOINED = "joined"
    """It is the same day as another layer's, and cited there."""
    OVERRIDDEN = "overridden"
    """A layer above states another value."""
    READING = "reading"
    """A reading, and a layer below states a value."""
    YIELDS = "yields"
    """No day is set, and another layer sets one."""
    NOT_IN_FORCE = "not_in_force"
    """Its layer is not in force in the policy's time."""

    @property
    def holds(self) -> bool:
        """Whether the value is asked."""
        return self in (Outcome.ONLY, Outcome.TOPMOST, Outcome.STATED, Outcome.ADDED)


@dataclass(frozen=True, slots=True)
class Said:
    """What one layer says of a parameter, and what became of it.

    Attributes:
        layer, value, source, at, basis: the value and where it stands.
        outcome: what became of it.
        kinds: the kinds of case for which it holds, where not for all.
        by: the layer that it gave way to, or is cited by.
    """

    layer: str
    value: Any
    source: str
    at: str
    basis: Basis
    outcome: Outcome
    kinds: tuple[str, ...] = ()
    by: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        told: dict[str, Any] = {
            "layer": self.layer,
            "value": self.value,
            "source": self.source,
            "at": self.at,
            "basis": self.basis.value,
            "outcome": self.outcome.value,
        }
        return told | ({"kinds": list(self.kinds)} if self.kinds else {}) | ({"by": self.by} if self.by else {})


@dataclass(frozen=True, slots=True)
class Standing:
    """A parameter of a rule: what the layers say of it, those that hold first, and then the topmost first."""

    rule: str
    parameter: str
    said: tuple[Said, ...]


def standings(policy: Policy) -> Iterator[Standing]:
    """Yield for each parameter of each rule that is on what the layers say, and why the winner won.

    Args:
        policy: a policy as loaded.

    Example:
        >>> from caserules.policy import load_policy
        >>> for each in standings(load_policy("pengshui-2023-full")):
        ...     if each.parameter == "redo_term":
        ...         print([(x.layer, x.outcome.value) for x in each.said])
        [('pengshui-2023', 'added'), ('cq-suggestions-2018', 'added')]
    """
    for rule in policy.ruleset:
        setting = policy.rules[rule.id]
        for key in rule.params if setting.off is None else ():
            if key in setting.stated:
                said = sorted(_said(policy, rule.id, key, setting.values[key]), key=lambda x: not x.outcome.holds)
                yield Standing(rule.id, key, tuple(said))


def _said(policy: Policy, rule: str, key: str, held: Value) -> Iterator[Said]:
    stating = [(x, x.rules[rule].values[key]) for x in policy.layers if rule in x.rules and key in x.rules[rule].values]
    counted = [(x, value) for x, value in stating if in_time(x, policy.year)[0]]
    for layer, value in reversed(stating):
        if not in_time(layer, policy.year)[0]:
            yield _told(layer, value, Outcome.NOT_IN_FORCE)
        elif is_terms(held.value):
            yield _term(layer, value, held.value, alone=len(counted) == 1)
        else:
            yield _plain(layer, value, held, counted)


def _told(layer: Layer, value: Value, outcome: Outcome, kinds: tuple[str, ...] = (), by: str = "") -> Said:
    told = plain(value.value)
    return Said(layer.id, told, value.source, value.at, value.basis, outcome, tuple(map(str, kinds)), by)


def _term(layer: Layer, value: Value, held: tuple[RuleTerm, ...], *, alone: bool) -> Said:
    own = [x for x in held if x.layer == layer.id]
    if own:
        stated = value.value[0].kinds if value.value else ()
        kinds = own[0].kinds if len(own) == 1 and own[0].kinds != stated else stated
        return _told(layer, value, Outcome.ONLY if alone else Outcome.ADDED, kinds)
    citing = [x for x in held if any(y.layer == layer.id for y in x.also)]
    if citing:
        return _told(layer, value, Outcome.JOINED, by=citing[0].layer)
    yields = bool(value.value) and value.value[0].term.unit is TermUnit.UNDATED
    by = next((x.layer for x in held if x.term.unit is not TermUnit.UNDATED), held[-1].layer)
    same = any(value.value and x.same_day_as == value.value[0].same_day_as for x in held)
    return _told(layer, value, Outcome.YIELDS if yields and not same else Outcome.JOINED, by=by)


def _plain(layer: Layer, value: Value, held: Value, counted: list[tuple[Layer, Value]]) -> Said:
    parts = held.stated_for(None)
    own = [x for x in parts if x.layer == layer.id]
    if own:
        kinds = own[0].kinds
        if len(counted) == 1:
            return _told(layer, value, Outcome.ONLY, kinds)
        above = [x for _, x in counted[[x.id for x, _ in counted].index(layer.id) + 1 :]]
        yielding = any(set(x.kinds or CaseKind) & set(kinds or CaseKind) for x in above)
        return _told(layer, value, Outcome.STATED if yielding else Outcome.TOPMOST, kinds)
    winner = parts[-1]
    order = [x.id for x, _ in counted]
    below = order.index(winner.layer) < order.index(layer.id)
    return _told(layer, value, Outcome.READING if below else Outcome.OVERRIDDEN, by=winner.layer)
