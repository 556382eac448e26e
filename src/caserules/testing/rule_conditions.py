"""Does every condition of a rule matter in its cases: with the condition taken as always so, and as never so, does a verdict change?

A condition that could be struck out without any case noticing is either needless or not shown. The rule's own conditions are
tried, one at a time, over all findings of its cases; not those that the house adds to every duty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from caserules import expr as e
from caserules.assess import all_duties
from caserules.duties import Duty, Verdict
from caserules.explain import interpreted
from caserules.expr.interpret import cond_of
from caserules.expr.rewrite import replaced
from caserules.findings import Finding
from caserules.policy import Policy
from caserules.program import RuleDuty
from caserules.rules.rule import Rule
from caserules.testing.scenario import card_scenarios, judged

__all__ = ["unmoved_conditions"]

_PLACES: Final = ("applies", "since", "due", "done", "counts", "closes")
_ATOMS: Final = (e.Flag, e.OneOf, e.Le)
_TAKEN: Final = {"always so": e.ALWAYS, "never so": ~e.ALWAYS}


class _Condition(NamedTuple):
    """A condition by its place and its columns, of a family the family: copies for several steps or papers are one."""

    place: str
    columns: str


def unmoved_conditions(rule: Rule, policy: Policy) -> Iterator[str]:
    """Yield each condition that no case of a rule's card notices, and as what it was taken.

    Args:
        rule: the rule, in force under the policy.
        policy: the policy.
    """
    values = {key: value.value for key, value in policy.rules[rule.id].values.items()}
    own = {condition for duty in rule.duties(values) for condition, _ in _conditions(duty)}
    findings = _of_cases(rule, policy)
    for condition in sorted(own):
        for how, taken in _TAKEN.items():
            if not any(_moves(finding, condition, taken) for finding in findings):
                yield f"{condition.place}: {condition.columns} taken as {how} changes no case"


def _of_cases(rule: Rule, policy: Policy) -> Sequence[Finding]:
    """Every duty of the rule in its cases, listed or not."""
    return [
        finding
        for scenario in card_scenarios(rule)
        for day in scenario.days
        for finding in all_duties(judged(scenario, day, policy).assessment._context)
        if finding.rule == rule.id
    ]


def _conditions(duty: Duty) -> Iterator[tuple[_Condition, e.Node]]:
    """Yield the conditions of a duty, each with its node."""
    for place in _PLACES:
        for node in _atoms(getattr(duty, place)):
            names = (getattr(x, "name", "").partition(".")[0] for x in e.walk(node))
            yield _Condition(place, " ≤ ".join(dict.fromkeys(filter(None, names)))), node


def _atoms(node: e.Node) -> Iterator[e.Node]:
    if isinstance(node, _ATOMS):
        yield node
    else:
        for part in node.parts:
            yield from _atoms(part)


def _moves(finding: Finding, condition: _Condition, taken: e.Cond) -> bool:
    """Whether a finding is told otherwise with the condition taken so, wherever its duty has it."""
    item = finding._duty
    for known, node in _conditions(item.duty):
        if known == condition:
            tree: Any = replaced(getattr(item.duty, condition.place), _instead(node, taken))
            changed = replace(item, duty=replace(item.duty, **{condition.place: tree}))
            if _told(changed, finding) != _told(item, finding):
                return True
    return False


def _told(item: RuleDuty, finding: Finding) -> tuple[Verdict, bool]:
    """The verdict, and whether the duty is certainly owed: one that is only possibly owed is not listed."""
    made = interpreted(finding._context, item, finding._row)
    return made.verdict, cond_of(item.duty.applies, finding._env())[0]


def _instead(old: e.Node, new: e.Node) -> Callable[[e.Node], e.Node | None]:
    return lambda node: new if node is old else None
