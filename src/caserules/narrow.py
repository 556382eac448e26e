"""The narrow public functions: `assess`, asked one question. Each takes a model, a mapping or an object; none is a second way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caserules.assess import Assessment, assess
from caserules.duties import Breach, Verdict
from caserules.findings import Finding, Need
from caserules.models import Case, Register
from caserules.policy import Policy

__all__ = [
    "CarryOver",
    "CoHandling",
    "Deadline",
    "SignOff",
    "SignOffStep",
    "carry_over",
    "check_co_handling",
    "check_sign_off",
    "compute_deadlines",
]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A duty of a case with its due day and how that was counted.

    Attributes:
        finding: the id under which `assess` tells the same duty.
        due: the due day; None where no day is set or what it hangs on has not happened.
        due_range: the earliest and latest day, where something is not known.
        remind: a day on which to remind, where a day is only inferred.
        provisional: whether a holiday notice to come can still move it.
        counted: from which day, in which term, the working days counted and the days skipped with their reason.
    """

    finding: str
    rule: str
    clause: str
    unit: str
    due: date | None
    due_range: tuple[date | None, date | None] | None
    remind: date | None
    provisional: bool
    counted: Mapping[str, Any]


def compute_deadlines(case: Case | Mapping[str, Any] | object, policy: Policy | str | Path) -> tuple[Deadline, ...]:
    """Return each duty of a case with its due day and how it was counted.

    Args:
        case: the case: a model, a mapping or an object with the same attributes.
        policy: a loaded policy, the id of a packaged one, or a path to a pack.

    Raises:
        InputRejected: the case is not one.
        PolicyError: there is no such policy.

    Example:
        >>> case = {
        ...     "kind": "suggestion",
        ...     "year": 2023,
        ...     "number": 12,
        ...     "assignments": [{"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}],
        ... }
        >>> [(x.rule, x.due.isoformat()) for x in compute_deadlines(case, "pengshui-2023") if x.rule == "COHAND-01"]
        [('COHAND-01', '2023-05-23')]
    """
    found = assess(case, policy, as_of=_last_day(case))
    return tuple(
        Deadline(
            x.id, x.rule, x.clause, x.unit, x.due, x.due_range, x.remind, x.provisional, x.detail().get("counted", {})
        )
        for x in found.findings
        if x.case is not None
    )


def _last_day(case: Any) -> date:
    """The end of the case's year: every event of the case has its say in what its due days hang on."""
    year = case.get("year") if isinstance(case, Mapping) else getattr(case, "year", None)
    return date(year, 12, 31) if isinstance(year, int) and 1990 <= year <= 2100 else date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class CoHandling:
    """A co-handling unit's part in a case.

    Attributes:
        in_time: whether the first opinion arrived in time: the verdict on timeliness, judged once.
        due, delivered: the due day and the day of arrival, where known.
        again: the latest request to give the opinion again, its verdict; None where none was sent back.
        again_due: by when, where a policy sets a day.
        own_answer: the verdict on the prohibition to answer on one's own.
    """

    case: str
    unit: str
    in_time: Verdict
    breach: Breach | None
    due: date | None
    delivered: date | None
    again: Verdict | None
    again_due: date | None
    own_answer: Verdict | None
    needs: tuple[Need, ...]


def check_co_handling(
    case: Register | Case | Mapping[str, Any] | object, policy: Policy | str | Path, *, as_of: date
) -> tuple[CoHandling, ...]:
    """Say of each co-handling unit whether its opinion came in time, in substance, or is to be given again, by when.

    Args:
        case: a case, or a register of several.
        policy: the policy, its id or its path.
        as_of: the day of the verdict, to its end.

    Example:
        >>> case = {
        ...     "kind": "suggestion",
        ...     "year": 2023,
        ...     "number": 12,
        ...     "assignments": [{"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}],
        ...     "requests": [{"unit": "caizheng", "delivered": "2023-05-23"}],
        ... }
        >>> [x.in_time.value for x in check_co_handling(case, "pengshui-2023", as_of=date(2023, 6, 1))]
        ['met']
    """
    groups: dict[tuple[str | None, str], dict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in assess(case, policy, as_of=as_of).findings:
        if finding.rule in ("COHAND-01", "COHAND-02", "COHAND-03"):
            groups[finding.case, finding._row.name][finding.rule].append(finding)
    return tuple(_co_handling(found) for found in groups.values() if found["COHAND-01"])


def _co_handling(found: Mapping[str, list[Finding]]) -> CoHandling:
    first = min(found["COHAND-01"], key=lambda x: x.due or date.max)
    again = max(found["COHAND-02"], key=lambda x: int(x.ref), default=None)
    own = next(iter(found["COHAND-03"]), None)
    return CoHandling(
        case=first.case or "",
        unit=first.unit,
        in_time=first.verdict,
        breach=first.breach,
        due=first.due,
        delivered=first.done,
        again=None if again is None else again.verdict,
        again_due=None if again is None else again.due,
        own_answer=None if own is None else own.verdict,
        needs=first.needs,
    )


@dataclass(frozen=True, slots=True)
class SignOffStep:
    """A step of a reply's chain: what became of it."""

    step: str
    verdict: Verdict
    breach: Breach | None
    done: date | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """The chain of one version of a unit's reply: as required, as done, and where they part.

    Attributes:
        steps: the steps that are required, in the chain's order.
        parts_at: the first step that is broken or undetermined; None where there is none.
    """

    case: str
    unit: str
    version: str
    issued: date | None
    steps: tuple[SignOffStep, ...]
    parts_at: str | None


def check_sign_off(
    case: Register | Case | Mapping[str, Any] | object, policy: Policy | str | Path, *, as_of: date
) -> tuple[SignOff, ...]:
    """Say of each version of a reply which steps its chain asks for, which were done, and where the two part.

    Args:
        case: a case, or a register of several.
        policy: the policy, its id or its path.
        as_of: the day of the verdict, to its end.

    Example:
        >>> case = {
        ...     "kind": "proposal",
        ...     "year": 2023,
        ...     "number": 7,
        ...     "assignments": [{"unit": "jiaowei", "role": "single", "assigned": "2023-04-10"}],
        ...     "replies": [
        ...         {"unit": "jiaowei", "issued": "2023-06-01", "steps": [{"step": "draft", "on": "2023-05-04"}]}
        ...     ],
        ... }
        >>> [x.parts_at for x in check_sign_off(case, "pengshui-2023", as_of=date(2023, 6, 1))]
        ['recheck']
    """
    groups: dict[tuple[str | None, str, str], list[Finding]] = defaultdict(list)
    for finding in assess(case, policy, as_of=as_of).findings:
        if finding.part.step is not None:
            groups[finding.case, finding._row.name, finding.ref].append(finding)
    return tuple(_sign_off(found) for found in groups.values())


def _sign_off(found: list[Finding]) -> SignOff:
    open_ = (x for x in found if x.verdict in (Verdict.BROKEN, Verdict.UNDETERMINED))
    parts_at = next(open_, None)
    first = found[0]
    return SignOff(
        case=first.case or "",
        unit=first.unit,
        version=first.ref,
        issued=first.due,
        steps=tuple(SignOffStep(x.part.step or "", x.verdict, x.breach, x.done, x.needs) for x in found),
        parts_at=None if parts_at is None else parts_at.part.step,
    )


@dataclass(frozen=True, slots=True)
class CarryOver:
    """What this year's register owes the next.

    Attributes:
        lost: findings of last year's B cases that are absent from this year's register.
        cases: the cases that carry over to next year: answered in category B and not closed out.
        trackers, plans, points: the findings on each carried-over case's tracker, solution plan and points.
        promises: the findings on promises that are still to be kept or closed out.
    """

    lost: tuple[Finding, ...]
    cases: tuple[str, ...]
    trackers: tuple[Finding, ...]
    plans: tuple[Finding, ...]
    points: tuple[Finding, ...]
    promises: tuple[Finding, ...]


def carry_over(
    register: Register | Mapping[str, Any] | object, policy: Policy | str | Path, *, as_of: date
) -> CarryOver:
    """Return what this year's register owes the next: cases, trackers, plans, promises, and that none was lost.

    Args:
        register: the year's register.
        policy: the policy, its id or its path.
        as_of: the day of the verdict, to its end.

    Example:
        >>> register = {
        ...     "place": "x",
        ...     "year": 2023,
        ...     "complete_through": "2023-09-01",
        ...     "carried": [
        ...         {"kind": "proposal", "year": 2022, "number": 5, "unit": "jiaowei", "category": "to_be_planned"}
        ...     ],
        ... }
        >>> [x.case for x in carry_over(register, "pengshui-2023", as_of=date(2023, 9, 1)).lost]
        ['proposal/2022/5']
    """
    found = assess(register, policy, as_of=as_of)

    def of(rule: str) -> tuple[Finding, ...]:
        return tuple(x for x in found.findings if x.rule == rule)

    open_ = (Verdict.PENDING, Verdict.UNDETERMINED, Verdict.BROKEN)
    return CarryOver(
        lost=tuple(x for x in of("CARRY-01") if x.verdict is Verdict.UNDETERMINED),
        cases=_carried_on(found, as_of),
        trackers=of("CARRY-02"),
        plans=of("CARRY-03"),
        points=of("CARRY-04"),
        promises=tuple(x for x in found.findings if x.fact == "promise" and x.verdict in open_),
    )


def _carried_on(assessment: Assessment, as_of: date) -> tuple[str, ...]:
    """The cases whose last category by as_of is B: next year's carry-over."""
    keys = []
    for case in assessment.register.cases:
        given = [
            category
            for reply in sorted(case.replies, key=lambda x: x.version)
            for category in reply.category
            if not (isinstance(category.decided, date) and category.decided > as_of)
        ]
        if given and given[-1].meaning == "to_be_planned":
            keys.append(case.key)
    return tuple(keys)
