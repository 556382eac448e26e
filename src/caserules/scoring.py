"""Scores by deduction from a full mark: exact, one fact punished once, never below zero; and the ladder of sanctions as advice.

A policy without points scores nothing and says so. What is undetermined costs nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from caserules.duties import Verdict
from caserules.rules.rule import Party

if TYPE_CHECKING:
    from caserules.assess import Assessment

__all__ = ["Deduction", "Score", "score_penalties", "scores"]


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken for one broken finding; the others of the same fact are folded under it."""

    finding: str
    rule: str
    clause: str
    points: Decimal
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """A unit's score.

    Attributes:
        full: the full mark.
        deducted: the sum of the deductions, which may be more than the full mark.
        score: what remains, never below zero.
        exempt: whether the unit is left out of the yearly assessment; its verdicts stand all the same.
        advice: `none`, `remind` or `public_criticism`: for a person to decide, never a sanction.
    """

    unit: str
    full: Decimal
    deducted: Decimal
    score: Decimal
    deductions: tuple[Deduction, ...]
    exempt: bool
    advice: str


def scores(assessment: Assessment) -> Mapping[str, Score] | None:
    """Return each unit's score, or None where the policy gives no points; what the assigning office owes is nobody's score."""
    scoring = assessment.policy.scoring
    if scoring.full is None or not scoring.points:
        return None
    folded: dict[str, list[str]] = defaultdict(list)
    dearest: dict[str, list[Deduction]] = defaultdict(list)
    units = {unit.id for unit in assessment.register.units if unit.bound is True}
    findings = [x for x in assessment.findings if x._duty.rule.owes is not Party.GOVERNMENT_OFFICE]
    for finding in findings:
        units.add(finding.unit)
        if finding.verdict is Verdict.BROKEN and finding.same_fact_as is not None:
            folded[finding.same_fact_as].append(finding.id)
    for finding in findings:
        points = scoring.points.get(finding.rule)
        if finding.verdict is Verdict.BROKEN and finding.same_fact_as is None and points:
            dearest[finding.unit].append(
                Deduction(finding.id, finding.rule, finding.clause, points, tuple(sorted(folded[finding.id])))
            )
    return MappingProxyType({unit: _score(unit, scoring.full, dearest[unit], scoring.exempt) for unit in sorted(units)})


def _score(unit: str, full: Decimal, deductions: list[Deduction], exempt: tuple[str, ...]) -> Score:
    taken = sum((x.points for x in deductions), Decimal(0))
    ordered = tuple(sorted(deductions, key=lambda x: x.finding))
    return Score(unit, full, taken, left_of(full, taken), ordered, unit in exempt, advice_on(full, taken))


def left_of(full: Decimal, taken: Decimal) -> Decimal:
    """Return what is left of a full mark, never below zero."""
    return max(full - taken, Decimal(0))


def advice_on(full: Decimal, taken: Decimal) -> str:
    """Return what the deductions advise: `none`, `remind`, or `public_criticism` where nothing is left; people decide."""
    return "none" if not taken else "public_criticism" if taken >= full else "remind"


def score_penalties(assessment: Assessment) -> Mapping[str, Score] | None:
    """Return per unit the deductions with their reasons, from a full mark, never below zero; by the policy assessed.

    Args:
        assessment: what `assess` returned.

    Returns:
        A score for each unit, or None where the policy gives no points (`assessment.scores_reason` says why).

    Example:
        >>> from datetime import date
        >>> from caserules.assess import assess
        >>> case = {"kind": "proposal", "year": 2023, "number": 7, "assignments": []}
        >>> score_penalties(assess(case, "pengshui-2023", as_of=date(2023, 9, 1))) is None
        True
    """
    return assessment.scores
