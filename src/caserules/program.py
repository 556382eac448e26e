"""Rules × policy × calendar: each rule evaluated once with a policy's values, and compiled to one function a table.

What every duty has in common is added here and written in no rule: that the notice binds the unit, of which cases a term is
asked, whether its instrument was in force on the day that starts the duty, and from when a unit that succeeded another bears the duty.

Rules that plugins bring are made by the same steps, each compiled by itself, so that one that fails takes no other with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import and_, or_
from typing import Any, Final, NamedTuple

from caserules import expr as e
from caserules.calendar import WorkCalendar
from caserules.duties import NOT_BEFORE, Duty
from caserules.expr import Span, latest, walk
from caserules.expr.rows import Outcome, RowFunction, compile_rows
from caserules.facts.tables import TABLES
from caserules.foreign import DAYS_DOUBTED, RULE_FAULTY, RuleFault, doubted, duties_of, is_counted, unread_duty
from caserules.guard import called
from caserules.policy import Horizon, Policy, RuleSetting, horizon_of
from caserules.rules import all_rules
from caserules.rules.rule import Rule, Steps, Terms
from caserules.terms import RuleTerm, counter

__all__ = ["NO_DOUBT", "Doubt", "Program", "RuleDuty", "RuleFailed", "members", "program_for"]


@dataclass(frozen=True, slots=True)
class RuleDuty:
    """A duty of a rule under a policy, with what the house adds, and the columns that its verdict rests on."""

    rule: Rule
    setting: RuleSetting
    duty: Duty
    order: int
    term: RuleTerm | None
    leaves: tuple[tuple[str, e.Node], ...]
    doubt: str = ""
    """Why nothing is known of it where its verdict is undetermined: a plugin failed. Empty for all that stand."""


class Doubt(NamedTuple):
    """What plugins' failures leave in doubt.

    Attributes:
        faulty: the ids of the plugins' rules that failed while rows were judged.
        days: whether plugins failed to say which days are worked.
    """

    faulty: frozenset[str] = frozenset()
    days: bool = False


NO_DOUBT: Final = Doubt()
"""No plugin failed."""


class RuleFailed(Exception):
    """A plugin's compiled rule raised on a row.

    Attributes:
        rule: its id.
        kind: the exception's class.
    """

    def __init__(self, rule: str, kind: str) -> None:
        self.rule = rule
        self.kind = kind
        super().__init__(rule)


@dataclass(frozen=True, slots=True)
class Program:
    """A policy's rules, ready to run: duties and their compiled function by table, and what flatten must fill.

    Attributes:
        faults: what went wrong with plugins' rules when they were read.
    """

    policy: Policy
    calendar: WorkCalendar
    year: int
    duties: Mapping[str, tuple[RuleDuty, ...]]
    functions: Mapping[str, RowFunction]
    needs: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    chain: Mapping[str, frozenset[str]]
    count: Callable[[e.SpanTerm, Span], Span]
    faults: tuple[RuleFault, ...] = ()


_LEAVES = (e.Column, e.Flag, e.OneOf, e.Ended, e.EndedLast, e.Extended)
_KNOWN: dict[tuple[int, str, int, Doubt], tuple[Policy, Program]] = {}


def program_for(policy: Policy, calendar: WorkCalendar, year: int, doubt: Doubt = NO_DOUBT) -> Program:
    """Return the program of a policy, calendar and year; made once for each.

    Args:
        policy: the policy.
        calendar: the working-day calendar.
        year: the register's year, for fixed days whose policy states none.
        doubt: what plugins' failures leave in doubt.
    """
    key = (id(policy), calendar.sha256, year, doubt)
    known = _KNOWN.get(key)
    if known is None or known[0] is not policy:
        if len(_KNOWN) > 64:
            _KNOWN.clear()
        known = _KNOWN[key] = (policy, _build(policy, calendar, year, doubt))
    return known[1]


def _build(policy: Policy, calendar: WorkCalendar, year: int, doubt: Doubt) -> Program:
    count = counter(calendar, year)
    horizon = horizon_of(policy.year or year)
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
            housed = _housed(duty, rule, setting, term, horizon)
            by_table[rule.table.key].append(RuleDuty(rule, setting, housed, order, term, _leaves(housed)))
    if doubt.days:
        by_table = {key: [_in_doubt(item) for item in items] for key, items in by_table.items()}
    functions = {key: compile_rows([d.duty for d in duties], count) for key, duties in by_table.items()}
    extra = _Extra(policy, count, horizon, doubt)
    for rule in policy.ruleset.extra:
        extra.add(rule, by_table, functions, chain)
    needs = {key: members(duties) for key, duties in by_table.items()}
    tables = {table.key: tuple(by_table.get(table.key, ())) for table in TABLES}
    return Program(policy, calendar, year, tables, functions, needs, chain, count, tuple(extra.faults))


def _in_doubt(item: RuleDuty) -> RuleDuty:
    """The same with the days that are counted on the calendar taken as not known."""
    if not is_counted(item.duty):
        return item
    duty = doubted(item.duty)
    return replace(item, duty=duty, leaves=_leaves(duty), doubt=DAYS_DOUBTED)


@dataclass(slots=True)
class _Extra:
    """Adds plugins' rules to a program, one by one; of one that fails nothing is known, and the others stand."""

    policy: Policy
    count: Callable[[e.SpanTerm, Span], Span]
    horizon: Horizon
    doubt: Doubt
    faults: list[RuleFault] = field(default_factory=list)

    def add(
        self,
        rule: Rule,
        by_table: dict[str, list[RuleDuty]],
        functions: dict[str, RowFunction],
        chain: dict[str, frozenset[str]],
    ) -> None:
        setting = self.policy.rules[rule.id]
        if setting.off is not None:
            return
        values = {key: value.value for key, value in setting.values.items()}
        items = self.items(rule, setting, values)
        function = called(compile_rows, [item.duty for item in items], self.count)
        if function.value is None:
            self.faults.append(RuleFault(rule.id, "PLG-105", function.raised or ""))
            items = self.unread(rule, setting)
            function = called(compile_rows, [item.duty for item in items], self.count)
        assert function.value is not None  # noqa: S101  one unknown duty compiles
        known = by_table.setdefault(rule.table.key, [])
        functions[rule.table.key] = _joined(
            functions.get(rule.table.key) or compile_rows([], self.count), rule.id, len(known), function.value
        )
        known += items
        for key, kind in rule.params.items():
            if kind == Steps and not any(item.doubt == RULE_FAULTY for item in items):
                for step, after in values[key].items():
                    chain.setdefault(step, frozenset(after))

    def items(self, rule: Rule, setting: RuleSetting, values: Mapping[str, Any]) -> list[RuleDuty]:
        """The duties of a rule, housed like all others; one that nothing is known of where the rule fails."""
        if rule.id in self.doubt.faulty:
            return self.unread(rule, setting)
        found = duties_of(rule, values)
        if isinstance(found, RuleFault):
            self.faults.append(found)
            return self.unread(rule, setting)
        made = called(lambda: [self.housed(rule, setting, duty) for duty in found])
        if made.value is None:
            self.faults.append(RuleFault(rule.id, "PLG-105", made.raised or ""))
            return self.unread(rule, setting)
        return [_in_doubt(item) for item in made.value] if self.doubt.days else made.value

    def unread(self, rule: Rule, setting: RuleSetting) -> list[RuleDuty]:
        return [replace(self.housed(rule, setting, unread_duty()), doubt=RULE_FAULTY)]

    def housed(self, rule: Rule, setting: RuleSetting, duty: Duty) -> RuleDuty:
        term = _term(duty)
        housed = _housed(duty, rule, setting, term, self.horizon)
        order = len(all_rules()) + self.policy.ruleset.extra.index(rule)
        return RuleDuty(rule, setting, housed, order, term, _leaves(housed))


def _joined(own: RowFunction, rule: str, first: int, function: RowFunction) -> RowFunction:
    """The function of a table with a plugin's rule added: its duties are numbered on from those before."""

    def judge(cells: dict[str, Any], as_of: int) -> tuple[list[Outcome], int]:
        outcomes, unowed = own(cells, as_of)
        more = called(function, cells, as_of)
        if more.value is None:
            raise RuleFailed(rule, more.raised or "")
        return [*outcomes, *((first + index, *rest) for index, *rest in more.value[0])], unowed + more.value[1]

    return judge


def _term(duty: Duty) -> RuleTerm | None:
    """The term that sets a duty's due day, or the last day of a prohibition, if one does."""
    for node in walk(duty.done if duty.forbidden else duty.due):
        if isinstance(node, e.Applied) and isinstance(node.term, RuleTerm):
            return node.term
    return None


def _housed(duty: Duty, rule: Rule, setting: RuleSetting, term: RuleTerm | None, horizon: Horizon) -> Duty:
    table = rule.table
    since = duty.since if isinstance(duty.since, e.Column) else table.starts
    applies = table.bound.called("not_bound") & duty.applies
    if term is not None:
        applies = applies & _in_time(term, horizon).asked(table, since)
    applies = applies & _in_force(rule, setting, since, horizon)
    since = table.bearing if duty.since is NOT_BEFORE else latest(duty.since, table.bearing)
    return replace(duty, applies=applies, since=since)


def _in_time(term: RuleTerm, horizon: Horizon) -> RuleTerm:
    """A term without the window that holds throughout a policy's time."""
    return replace(term, window=None) if term.window is not None and term.window.covers(*horizon) else term


def _in_force(rule: Rule, setting: RuleSetting, since: e.Day, horizon: Horizon) -> e.Cond:
    """Whether the values of a rule that are no terms, or the rule itself if it has none, are in force on the law's day."""
    conds = [
        x.window.holds_on(since) | ~rule.table.kind.is_(*x.kinds) if x.kinds else x.window.holds_on(since)
        for key, value in setting.values.items()
        if rule.params[key] != Terms
        for x in value.stated_for(None)
        if x.window is not None and not x.window.covers(*horizon)
    ]
    windows = () if setting.values else setting.windows
    if windows and not any(window.covers(*horizon) for window in windows):
        conds.append(reduce(or_, (window.holds_on(since) for window in windows)))
    return reduce(and_, (cond.called("not_in_force") for cond in conds), e.ALWAYS)


def _leaves(duty: Duty) -> tuple[tuple[str, e.Node], ...]:
    """The columns that a duty's verdict rests on, each once."""
    trees = (duty.applies, duty.since, duty.due, duty.done, duty.counts, duty.ended)
    found: dict[str, e.Node] = {}
    for tree in trees:
        for node in walk(tree):
            if isinstance(node, _LEAVES):
                found.setdefault(node.name, node)
    return tuple(found.items())


def members(duties: list[RuleDuty]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the members of families that some duties ask for."""
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
