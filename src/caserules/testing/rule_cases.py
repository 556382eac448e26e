"""What the cases of a rule's card show, read from the findings themselves: what was said, and how far from its day it was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caserules.duties import Verdict
from caserules.findings import Finding
from caserules.policy import Policy
from caserules.rules.rule import Rule
from caserules.testing.expecting import said
from caserules.testing.scenario import Scenario, card_scenarios, judged

__all__ = ["CaseSeen", "seen_in_cases"]

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """What the cases of a rule show.

    Attributes:
        words: what was said, with and without how: `broken late`, `broken`, `unlisted`.
        offsets: how many days from the due day it was done.
        looked: how many days from the due day it was looked at.
        forbids: whether it is a prohibition.
        turns_unknown: whether a case is pending on the year's last day, and undetermined on the day after.
    """

    words: frozenset[str]
    offsets: frozenset[int]
    looked: frozenset[int]
    forbids: bool
    turns_unknown: bool


def seen_in_cases(rule: Rule, policy: Policy) -> CaseSeen:
    """Return what the cases of a rule show under a policy."""
    words: set[str] = set()
    findings: list[tuple[date, Finding]] = []
    turns = False
    for scenario in card_scenarios(rule):
        turns = turns or _turns(scenario, rule.id)
        for day in scenario.days:
            lines = [line for line in scenario.on(day) if line.rule == rule.id]
            found = judged(scenario, day, policy).assessment.findings if lines else ()
            words |= {"unlisted" for line in lines if line.verdict is None}
            findings += ((day, x) for x in found if any(line.names(x) for line in lines))
    for _, finding in findings:
        words |= {said(finding), finding.verdict.value}
    due = [(day, x, x.due) for day, x in findings if x.due is not None]
    return CaseSeen(
        frozenset(words),
        frozenset((x.done - end).days for _, x, end in due if x.done is not None),
        frozenset((day - end).days for day, _, end in due),
        any(x.forbids for _, x in findings),
        turns,
    )


def _turns(scenario: Scenario, rule: str) -> bool:
    said_on = {line.day: line.verdict for line in scenario.expected if line.rule == rule}
    return any(
        verdict is Verdict.PENDING
        and (day.month, day.day) == (12, 31)
        and said_on.get(day + _ONE_DAY) is Verdict.UNDETERMINED
        for day, verdict in said_on.items()
    )
