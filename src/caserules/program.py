"""Rules × policy × calendar: each rule evaluated once with a policy's values, and compiled to one function a table.

What every duty has in common is added here and written in no rule: that the notice binds the unit, of which cases a term is
asked, and from when a unit that succeeded another bears the duty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from caserules import expr as e
from caserules.calendar import WorkCalendar
from caserules.duties import NOT_BEFORE, Duty
from caserules.expr import Span, latest, walk
from caserules.expr.rows import RowFunction, compile_rows
from caserules.facts.tables import TABLES, Table
from caserules.policy import Policy, RuleSetting
from caserules.rules import all_rules
from caserules.rules.rule import Rule, Steps
from caserules.terms import RuleTerm, counter

__all__ = ["Program", "RuleDuty", "program_for"]


@dataclass(frozen=True, slots=True)
class RuleDuty:
    """A duty of a rule under a policy, with what the house adds, and the columns that its verdict rests on."""

    rule: Rule
    setting: RuleSetting
    duty: Duty
    order: int
    term: RuleTerm | None
    leaves: tuple[tuple[str, e.Node], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A policy's rules, ready to run: duties and their compiled function by table, and what flatten must fill."""

    policy: Policy
    calendar: WorkCalendar
    year: int
    duties: Mapping[str, tuple[RuleDuty, ...]]
    functions: Mapping[str, RowFunction]
    needs: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    chain: Mapping[str, frozenset[str]]
    count: Callable[[e.SpanTerm, Span], Span]


_LEAVES = (e.Column, e.Flag, e.OneOf, e.Ended, e.EndedLast, e.Extended)
_KNOWN: dict[tuple[int, str, int], tuple[Policy, Program]] = {}


def program_for(policy: Policy, calendar: WorkCalendar, year: int) -> Program:
    """Return the program of a policy, calendar and year; made once for each.

    Args:
        policy: the policy.
        calendar: the working-day calendar.
        year: the register's year, for fixed days whose policy states none.
    """
    key = (id(policy), calendar.sha256, year)
    known = _KNOWN.get(key)
    if known is None or known[0] is not policy:
        if len(_KNOWN) > 64:
            _KNOWN.clear()
        known = _KNOWN[key] = (policy, _build(policy, calendar, year))
    return known[1]


def _build(policy: Policy, calendar: WorkCalendar, year: int) -> Program:
    count = counter(calendar, year)
    by_table: dict[str, list[RuleDuty]] = defaultdict(list)
    chain: dict[str, frozenset[str]] = {}
    for order, rule in enumerate(all_rules()):
        setting = policy.rules[rule.id]
        if setting.off is not None:
            continue
        values = {key: value.value for key, value in setting.values.items()}
        for key, kind in rule.params.items():
            if kind == Steps:
                chain |= {step: frozenset(after) for step, after in values[key].items()}
        for duty in rule.duties(values):
            term = _term(duty)
            housed = _housed(duty, rule.table, term)
            by_table[rule.table.key].append(RuleDuty(rule, setting, housed, order, term, _leaves(housed)))
    functions = {key: compile_rows([d.duty for d in duties], count) for key, duties in by_table.items()}
    needs = {key: _members(duties) for key, duties in by_table.items()}
    tables = {table.key: tuple(by_table.get(table.key, ())) for table in TABLES}
    return Program(policy, calendar, year, tables, functions, needs, chain, count)


def _term(duty: Duty) -> RuleTerm | None:
    """The term that sets a duty's due day, if one does."""
    for node in walk(duty.due):
        if isinstance(node, e.Applied) and isinstance(node.term, RuleTerm):
            return node.term
    return None


def _housed(duty: Duty, table: type[Table], term: RuleTerm | None) -> Duty:
    applies = table.bound.called("not_bound") & duty.applies
    if term is not None and term.kinds:
        applies = applies & table.kind.is_(*term.kinds).called("kind")
    if term is not None and term.carried is not None:
        applies = applies & (table.carried if term.carried else ~table.carried).called("kind")
    since = table.bearing if duty.since is NOT_BEFORE else latest(duty.since, table.bearing)
    return replace(duty, applies=applies, since=since)


def _leaves(duty: Duty) -> tuple[tuple[str, e.Node], ...]:
    """The columns that a duty's verdict rests on, each once."""
    trees = (duty.applies, duty.since, duty.due, duty.done, duty.counts, duty.ended)
    found: dict[str, e.Node] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, _LEAVES):
                found.setdefault(node.name, node)
    return tuple(found.items())


def _members(duties: list[RuleDuty]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, dict[tuple[str, ...], None]] = defaultdict(dict)
    for item in duties:
        duty = item.duty
        trees = (duty.due, duty.done, duty.applies, duty.counts, duty.since, duty.ended, duty.closes, duty.remind)
        for tree in trees:
            for node in walk(tree) if tree is not None else ():
                if isinstance(node, (e.Column, e.Flag)) and "." in node.name:
                    family, *key = node.name.split(".")
                    found[family][tuple(key)] = None
    return {family: tuple(keys) for family, keys in found.items()}
