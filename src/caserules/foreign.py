"""A plugin's rule made into duties: called under guard, its trees looked through node by node before anything is compiled.

The one idea: a plugin's code runs once, when its rule is evaluated over a policy's values; what it leaves behind is a tree of our
own nodes, so that nothing of the plugin runs when registers are judged. Whatever is wrong with the tree is told by a code, and a
rule that cannot be read stands with one duty of which nothing is known: its findings are undetermined, and nobody is accused.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from itertools import islice
from typing import Any, Final, NamedTuple

from caserules import expr as e
from caserules.duties import NO_PART, Breach, Duty, Part
from caserules.expr import EVER, NEVER, NOT_KNOWN, UNKNOWN, walk
from caserules.expr.emit import lag_of
from caserules.expr.rewrite import replaced
from caserules.facts.tables import FACTS, Words
from caserules.guard import called, kind_of
from caserules.messages.sentences import BECAUSE
from caserules.rules.rule import Rule
from caserules.terms import RestDay, RuleTerm, TermUnit

__all__ = ["DAYS_DOUBTED", "RULE_FAULTY", "RuleFault", "doubted", "duties_of", "is_counted", "unread_duty"]

RULE_FAULTY: Final = "plugin_faulty"
"""Why a finding is undetermined: the plugin that brings its rule failed."""
DAYS_DOUBTED: Final = "calendar_faulty"
"""Why a finding is undetermined: a plugin that brings days of the calendar failed."""

MOST_DUTIES: Final = 200
MOST_NODES: Final = 5_000
_DAYS: Final = (
    e.Column, e.Ended, e.EndedLast, e.Extended, e.Const, e.AsOf, e.Earliest, e.Latest, e.Spread, e.Eve, e.Next, e.Where,
    e.Applied,
)  # fmt: skip
_CONDS: Final = (e.Flag, e.OneOf, e.Known, e.Le, e.And, e.Or, e.Not, e.Called)
_SPECIAL: Final = {"cases": e.EndedLast, "led_cases": e.EndedLast, "extensions": e.Extended}
_CODES: Final = frozenset(BECAUSE) | {breach.value for breach in Breach}


class RuleFault(NamedTuple):
    """What went wrong with a plugin's rule: which, by what code, and what kind of thing was met."""

    rule: str
    code: str
    kind: str


class _Unfit(Exception):
    """A tree that is not made as trees are; the code and the kind say how."""

    def __init__(self, code: str, kind: str) -> None:
        self.code = code
        self.kind = kind
        super().__init__(code)


def duties_of(rule: Rule, values: Mapping[str, Any]) -> tuple[Duty, ...] | RuleFault:
    """Return the duties of a plugin's rule under a policy's values, or what is wrong with it.

    Args:
        rule: the rule.
        values: its parameters by name; the rule gets a copy.
    """
    given = deepcopy(dict(values))
    made = called(lambda: tuple(islice(rule.write(rule.table, **given), MOST_DUTIES + 1)))
    if made.raised is not None:
        return RuleFault(rule.id, "PLG-101", made.raised)
    if given != dict(values):
        return RuleFault(rule.id, "PLG-104", "values")
    checked = called(_checked, rule, made.value)
    if isinstance(checked.value, _Unfit):
        return RuleFault(rule.id, checked.value.code, checked.value.kind)
    if checked.raised is not None:
        return RuleFault(rule.id, "PLG-105", checked.raised)
    assert checked.value is not None  # noqa: S101  it was not raised
    return checked.value


def _checked(rule: Rule, made: tuple[Any, ...]) -> tuple[Duty, ...] | _Unfit:
    if len(made) > MOST_DUTIES:
        return _Unfit("PLG-103", "duties")
    try:
        for duty in made:
            _check_duty(rule, duty)
    except _Unfit as unfit:
        return unfit
    if len({duty.part.key for duty in made}) != len(made):
        return _Unfit("PLG-105", "part")
    return made


def _check_duty(rule: Rule, duty: Any) -> None:
    _exactly(duty, Duty)
    for name in ("due", "done", "since", "ended", "closes"):
        _check_tree(rule, getattr(duty, name), _DAYS)
    if duty.remind is not None:
        _check_tree(rule, duty.remind, _DAYS)
    for name in ("applies", "counts"):
        _check_tree(rule, getattr(duty, name), _CONDS)
    _exactly(duty.forbidden, bool)
    _exactly(duty.part, Part)
    for name in Part.__slots__:
        value = getattr(duty.part, name)
        if value is not None and (type(value) is not str or not value.isprintable() or len(value) > 200):
            raise _Unfit("PLG-105", f"part.{name}")


def _exactly(thing: object, *kinds: type) -> None:
    if type(thing) not in kinds:
        raise _Unfit("PLG-102", kind_of(thing))


def _check_tree(rule: Rule, root: Any, kinds: tuple[type, ...]) -> None:
    _exactly(root, *kinds)
    known = _columns(rule)
    for index, node in enumerate(walk(root)):
        if index > MOST_NODES:
            raise _Unfit("PLG-103", "nodes")
        _exactly(node, *_DAYS, *_CONDS)
        _check_node(node, known)


def _check_node(node: Any, known: Mapping[str, type]) -> None:
    name = getattr(node, "name", None)
    if name is not None:
        family = name.partition(".")[0] if type(name) is str else ""
        if known.get(family) is not type(node) or family not in FACTS:
            raise _Unfit("PLG-105", f"column.{kind_of(node)}")
        if type(node) is e.Column and node.event is not (FACTS[family].kind == "event"):
            raise _Unfit("PLG-105", f"column.{kind_of(node)}")
    if isinstance(node, e.Applied):
        _exactly(node.term, RuleTerm)
    elif isinstance(node, e.Const):
        _pair(node.span, int)
        if not EVER <= node.span[0] <= node.span[1] <= NEVER:
            raise _Unfit("PLG-105", "day")
    elif isinstance(node, e.Known):
        _pair(node.pair, bool)
    elif isinstance(node, e.OneOf):
        _exactly(node.values, frozenset)
        for word in node.values:
            _exactly(word, str)
    elif isinstance(node, e.Called) and node.code not in _CODES:
        raise _Unfit("PLG-105", "code")
    for part in node.parts:
        _exactly(part, *_DAYS, *_CONDS)


def _pair(pair: object, kind: type) -> None:
    _exactly(pair, tuple)
    for end in pair if isinstance(pair, tuple) and len(pair) == 2 else ("",):
        _exactly(end, kind)


def _columns(rule: Rule) -> Mapping[str, type]:
    """The columns and families that a rule's table has, each with the kind of node that reads it."""
    found: dict[str, type] = dict(_SPECIAL)
    for name in dir(rule.table):
        value = getattr(rule.table, name)
        if isinstance(value, e.Node):
            found |= {each.name: type(each) for each in walk(value) if hasattr(each, "name")}
        elif isinstance(value, Words):
            found[value.name] = e.OneOf
        elif hasattr(value, "node") and hasattr(value, "name"):
            found[value.name] = value.node
    return found


# ------------------------------------------------------------------------------------------------- what is not known


def unread_duty() -> Duty:
    """Return the duty of a rule that cannot be read: of a row that the notice binds it is undetermined on every day."""
    unknown = e.Const(UNKNOWN)
    return Duty(
        due=unknown,
        done=unknown,
        applies=e.Known(NOT_KNOWN),
        closes=e.Const((EVER, EVER)),
        part=NO_PART,
    )


def doubted(duty: Duty) -> Duty:
    """Return a duty with every day that is counted on the working-day calendar taken as not known."""
    changed: dict[str, Any] = {name: replaced(getattr(duty, name), _not_counted) for name in _TREES}
    lag = lag_of(duty)
    if lag is not None:  # it still hangs on the due day, whichever that is
        changed["closes"] = e.day_after(changed["due"]) if lag else changed["due"]
    return replace(duty, **changed)


_TREES: Final = ("due", "done", "applies", "counts", "since", "ended", "closes")


def _not_counted(node: e.Node) -> e.Node | None:
    if isinstance(node, e.Applied) and isinstance(node.term, RuleTerm):
        term = node.term.term
        rolls = term.rest_day is not RestDay.AS_WRITTEN and term.unit is not TermUnit.UNDATED
        if term.unit is TermUnit.WORKING_DAYS or rolls:
            return e.Const(UNKNOWN)
    return None


def is_counted(duty: Duty) -> bool:
    """Return whether some day of a duty is counted on the working-day calendar."""
    return any(_not_counted(node) is not None for name in _TREES for node in walk(getattr(duty, name)))
