"""An assessment as plain data: the published form, with the receipt by which it can be replayed. No clock is read."""

from __future__ import annotations

from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from caserules.facts.tables import FACTS
from caserules.rules import RuleSet
from caserules.rules.cards import card, page_of

if TYPE_CHECKING:
    from caserules.asking import Question
    from caserules.assess import Assessment
    from caserules.facts.book import Issue
    from caserules.findings import Finding

__all__ = ["assessment_dict"]


def assessment_dict(assessment: Assessment, only: frozenset[str] | None, *, not_owed: bool) -> dict[str, Any]:
    """Return an assessment as plain data.

    Args:
        assessment: the assessment.
        only: verdicts to list, or None for all.
        not_owed: list the duties never owed, or only possibly so, as well.
    """
    findings = [x for x in assessment.findings if only is None or x.verdict in only]
    if not_owed:
        findings += [x for x in assessment.unlisted() if only is None or x.verdict in only]
    told = [x.to_dict() for x in findings]
    if assessment._run is not None:
        assessment._run.translate(told)
    policy, calendar, register = assessment.policy, assessment.calendar, assessment.register
    return {
        "schema": "caserules.assessment/1",
        "policy": {
            "id": policy.id,
            "version": policy.version,
            "title": dict(policy.title),
            "layers": [{"id": x.id, "sha256": x.sha256} for x in policy.layers],
        },
        "calendar": {
            "version": calendar.version,
            "sha256": calendar.sha256,
            "covers": [calendar.first_year, calendar.last_year],
        },
        "register": {
            "sha256": assessment.register_sha256,
            "place": register.place,
            "year": register.year,
            "complete_through": _completeness(assessment),
        },
        "as_of": assessment.as_of.isoformat(),
        "known_by": None if assessment.known_by is None else assessment.known_by.isoformat(),
        "library": _library(),
        "plugins": assessment.plugins,
        "options": {"only": None if only is None else sorted(only), "not_owed": not_owed},
        "summary": assessment.summary,
        "findings": told,
        "data_issues": [_issue(assessment, x) for x in assessment.data_issues],
        "scores": _scores(assessment),
        "scores_reason": None if assessment.scores_reason is None else dict(assessment.scores_reason),
        "upcoming": [
            {"finding": x.finding, "unit": x.unit, "day": x.day.isoformat(), "due": x.due} for x in assessment.upcoming
        ],
        "questions": [_question(x) for x in assessment.questions],
        "units": {unit.id: unit.name for unit in register.units},
        "rules": _rules(findings, policy.ruleset),
        "facts": {name: {"zh": fact.zh, "en": fact.en} for name, fact in FACTS.items()},
    }


def _completeness(assessment: Assessment) -> Any:
    stated = assessment.register.complete_through
    return stated.isoformat() if isinstance(stated, date) else stated.model_dump(mode="json", exclude_none=True)


def _library() -> str:
    try:
        return version("caserules")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0"


def _question(question: Question) -> dict[str, Any]:
    told = {"unit": question.unit, "fact": question.fact, "who": question.who, "findings": list(question.findings)}
    place = None if question.place is None else question.place._asdict()
    return told | {key: value for key, value in (("case", question.case), ("place", place)) if value is not None}


def _issue(assessment: Assessment, issue: Issue) -> dict[str, Any]:
    return {
        "code": issue.code,
        "where": issue.where,
        "case": issue.case,
        "unit": issue.unit,
        "message": {lang: issue.message(lang) for lang in ("zh", "en")},
        "affects": [x.id for x in assessment.findings if _affected(x, issue)],
    }


def _affected(finding: Finding, issue: Issue) -> bool:
    """Whether a data issue touches a finding: its case and unit; the register's end, what it alone leaves open."""
    if issue.code == "DATA-010":
        return finding.after_complete
    if issue.code.startswith("PLG-"):
        return finding.because == ("calendar_faulty" if issue.where.endswith(" calendars") else "plugin_faulty") and (
            finding.because == "calendar_faulty" or finding.rule == issue.where
        )
    return issue.case is not None and finding.case == issue.case and issue.unit in (None, finding.unit)


def _scores(assessment: Assessment) -> dict[str, Any] | None:
    if assessment.scores is None:
        return None
    return {
        unit: {
            "full": str(score.full),
            "deducted": str(score.deducted),
            "score": str(score.score),
            "exempt": score.exempt,
            "advice": score.advice,
            "deductions": [
                {
                    "finding": x.finding,
                    "rule": x.rule,
                    "clause": x.clause,
                    "points": str(x.points),
                    "folded": list(x.folded),
                }
                for x in score.deductions
            ],
        }
        for unit, score in assessment.scores.items()
    }


def _rules(findings: list[Finding], ruleset: RuleSet) -> dict[str, Any]:
    used = {x.rule: x._duty.rule for x in findings}
    in_order = (used[rule.id] for rule in ruleset if rule.id in used)
    return {rule.id: {"title": card(rule)["title"], "deed": rule.deed, "page": page_of(rule)} for rule in in_order}
