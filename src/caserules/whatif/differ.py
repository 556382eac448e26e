"""What differs between two ways of judging a register: parameters, rules switched on or off, calendar, year, as_of.

A `Setup` is all that a verdict hangs on beside the register. Two values are told apart by what they demand, not by where they
stand: the same days from another article are no difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from caserules.calendar import WorkCalendar
from caserules.models import Post
from caserules.policy import Policy, RuleSetting, Value
from caserules.policy.model import plain
from caserules.rules.rule import Forms, Rule, Steps
from caserules.whatif.varying import dated, is_terms, with_setting, with_value

__all__ = [
    "Cause",
    "Difference",
    "Kind",
    "Setup",
    "Stated",
    "applied",
    "demand",
    "differences",
    "of_rules",
    "stated",
]

Kind: TypeAlias = Literal["parameter", "rule_off", "new_duty", "calendar", "as_of", "year"]
"""What differs: a parameter's value; a rule that is off in the other policy; one that is on only there; or what holds for all."""

_OF_ROWS: Final = (Steps, Forms, Post)
"""The types of parameters by which rows are made: the order of a reply's steps, and which contact serves which stage."""


class Stated(NamedTuple):
    """A value as one side has it: plain data, and the source, article, layer and basis that it comes from."""

    value: Any
    source: str = ""
    at: str = ""
    layer: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two setups differ.

    Attributes:
        kind: what differs.
        key: its name: `COHAND-01.opinion_term`, `COHAND-01`, `calendar`, `as_of`, `year`.
        before, after: the value on either side.
        rule, parameter: the rule, and its parameter.
        everywhere: whether it may touch other rules too: the calendar, the day, what rows are made by.
    """

    kind: Kind
    key: str
    before: Stated
    after: Stated
    rule: str | None = None
    parameter: str | None = None
    everywhere: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"kind": self.kind, "key": self.key, "before": self.before._asdict(), "after": self.after._asdict()}


class Cause(NamedTuple):
    """A difference that brings a change about.

    Attributes:
        difference: what differs.
        alone: what it changes by itself: `verdict`, `due`, `done`, or `listed`.
        together: what it changes only with the other causes that name it here.
    """

    difference: Difference
    alone: tuple[str, ...]
    together: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**self.difference.to_dict(), "alone": list(self.alone), "together": list(self.together)}


@dataclass(frozen=True, slots=True)
class Setup:
    """What a verdict hangs on beside the register; `year` puts the fixed days into another year."""

    policy: Policy
    calendar: WorkCalendar
    as_of: date
    year: int | None = None

    def fixed_year(self, default: int) -> int:
        """Return the year of the fixed days: the one asked for, the policy's, else the register's."""
        return self.year or self.policy.year or default


def differences(a: Setup, b: Setup, year: int) -> tuple[Difference, ...]:
    """Return what differs from one setup to another, in the order of the rules; then what holds for all.

    Args:
        a, b: the two.
        year: the register's year.
    """
    return (*of_rules(a.policy, b.policy), *_of_all(a, b, year))


def _of_all(a: Setup, b: Setup, year: int) -> Iterator[Difference]:
    if a.calendar.sha256 != b.calendar.sha256:
        yield _everywhere("calendar", _calendar(a.calendar), _calendar(b.calendar))
    if a.fixed_year(year) != b.fixed_year(year):
        yield _everywhere("year", a.fixed_year(year), b.fixed_year(year))
    if a.as_of != b.as_of:
        yield _everywhere("as_of", a.as_of.isoformat(), b.as_of.isoformat())


def _everywhere(kind: Kind, before: object, after: object) -> Difference:
    return Difference(kind, kind, Stated(before), Stated(after), everywhere=True)


def _calendar(calendar: WorkCalendar) -> str:
    return f"{calendar.version} {calendar.sha256[:12]}"


def both_rules(a: Policy, b: Policy) -> tuple[Rule, ...]:
    """Return the rules that either policy was read with, each once."""
    return tuple({rule.id: rule for rule in (*a.ruleset, *b.ruleset)}.values())


def of_rules(a: Policy, b: Policy) -> Iterator[Difference]:
    """Yield the rules that are on in one policy alone, and the parameters that demand something else."""
    for rule in both_rules(a, b):
        before, after = a.setting(rule.id), b.setting(rule.id)
        if before is after or (before.off is not None and after.off is not None):
            continue
        if before.off is None and after.off is None:
            yield from _of_values(rule, before, after)
        else:
            kind: Kind = "new_duty" if after.off is None else "rule_off"
            orders = any(type_ in _OF_ROWS for type_ in rule.params.values())
            yield Difference(kind, rule.id, _switch(before), _switch(after), rule.id, None, orders)


def _switch(setting: RuleSetting) -> Stated:
    return Stated("on" if setting.off is None else f"off: {setting.off}", at=setting.clause)


def _of_values(rule: Rule, before: RuleSetting, after: RuleSetting) -> Iterator[Difference]:
    for name, kind in rule.params.items():
        x, y = before.values[name], after.values[name]
        if x is not y and demand(x) != demand(y):
            yield Difference("parameter", f"{rule.id}.{name}", stated(x), stated(y), rule.id, name, kind in _OF_ROWS)


def demand(value: Value) -> Any:
    """Return what a value demands, wherever it stands; the year of fixed days is told apart from it."""
    if not is_terms(value.value):
        return value.value
    return [(replace(x.term, year=None).key, x.trigger, x.kinds, x.carried, x.window) for x in value.value]


def stated(value: Value) -> Stated:
    """Return a value as plain data with its source, article, layer and basis."""
    told = plain(value.value)
    if is_terms(value.value):
        told = [{"term": x["term"], "from": x["from"]} | _how(t) for x, t in zip(told, value.value, strict=True)]
    return Stated(told, value.source, value.at, value.layer, value.basis.value)


def _how(x: Any) -> dict[str, Any]:
    """How a term is counted and of which cases it is asked, where that is not the usual."""
    term = x.term
    items: dict[str, Any] = {
        "start_day": term.start_day.value if term.start_day.value != "out" else None,
        "rest_day": term.rest_day.value if term.rest_day.value != "as_written" else None,
        "month_end": term.month_end.value if term.month_end.value != "last_day" else None,
        "kinds": [str(kind) for kind in x.kinds] or None,
        "carried": x.carried,
        "longer": None if x.longer is None else f"{x.longer} {x.when}",
        "in_force": None if x.window is None else x.window.first,
        "until": None if x.window is None else x.window.last,
    }
    return {key: value for key, value in items.items() if value is not None}


def applied(a: Setup, b: Setup, difference: Difference, year: int) -> Setup:
    """Return a setup with one difference taken from another setup.

    Args:
        a: the setup to change.
        b: the setup that it is taken from.
        difference: one of `differences(a, b)` or `differences(b, a)`.
        year: the register's year.
    """
    if difference.kind == "calendar":
        return replace(a, calendar=b.calendar)
    if difference.kind == "as_of":
        return replace(a, as_of=b.as_of)
    if difference.kind == "year":
        return replace(a, year=b.fixed_year(year))
    assert difference.rule is not None  # noqa: S101  what is left is of a rule
    setting, fixed = b.policy.rules[difference.rule], a.fixed_year(year)
    if difference.parameter is None:
        values = {key: dated(value, fixed) for key, value in setting.values.items()}
        return replace(a, policy=with_setting(a.policy, replace(setting, values=values)))
    value = dated(setting.values[difference.parameter], fixed)
    return replace(a, policy=with_value(a.policy, difference.rule, difference.parameter, value))
