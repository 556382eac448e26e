"""A draft of a public criticism: what is broken now and confirmed by a named person; all else listed with its reason.

The draft is advice. Whether a breach is serious, and what follows from it, people decide. What was published and no longer
stands is listed to be corrected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caserules.confirming.steps import Confirmations, State
from caserules.duties import Verdict
from caserules.errors import InputRejected, Problem

if TYPE_CHECKING:
    from caserules.assess import Assessment
    from caserules.findings import Finding

__all__ = ["Criticised", "Criticism", "Due", "LeftOut", "Why", "criticism"]


class Why(StrEnum):
    """Why a finding is not in the draft, or why a published one is to be corrected."""

    NOT_TAKEN_UP = "not_taken_up"
    """没有人提出: broken by the machine's reading alone."""
    NOT_CONFIRMED = "not_confirmed"
    """尚未确认: on its way; its state says where."""
    NOT_BROKEN = "not_broken"
    """现在不是违反: confirmed once, and the verdict is another now."""
    GONE = "gone"
    """已无此项: the register or the policy no longer has this duty."""
    SECRET = "secret"  # noqa: S105  a mark of cases
    """涉密件."""
    SAME_FACT = "same_fact"
    """同一事实: another finding of the same fact stands in the draft, or was published."""
    PUBLISHED = "published"
    """已通报: published before, and stands."""
    WITHDRAWN = "withdrawn"
    """已撤销: by a person."""


@dataclass(frozen=True, slots=True)
class Criticised:
    """A finding that may stand in a public criticism."""

    finding: str
    unit: str
    confirmed_on: date

    def to_dict(self) -> dict[str, Any]:
        """Return plain data; without the name of the person who confirmed it."""
        return {"finding": self.finding, "unit": self.unit, "confirmed_on": self.confirmed_on.isoformat()}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A finding that is not in the draft."""

    finding: str
    unit: str
    why: Why
    state: State | None
    verdict: Verdict | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "finding": self.finding,
            "unit": self.unit,
            "why": self.why.value,
            "state": None if self.state is None else self.state.value,
            "verdict": None if self.verdict is None else self.verdict.value,
        }


@dataclass(frozen=True, slots=True)
class Due:
    """A correction that is owed: what was published, when, and why it no longer stands."""

    finding: str
    unit: str
    published_on: date
    why: Why
    verdict: Verdict | None

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "finding": self.finding,
            "unit": self.unit,
            "published_on": self.published_on.isoformat(),
            "why": self.why.value,
            "verdict": None if self.verdict is None else self.verdict.value,
        }


@dataclass(frozen=True, slots=True)
class Criticism:
    """A draft of a public criticism.

    Attributes:
        as_of: its day.
        items: what it holds, in the assessment's order.
        left_out: what it does not, each with the reason.
        corrections: what was published and has to be put right.
    """

    as_of: date
    items: tuple[Criticised, ...]
    left_out: tuple[LeftOut, ...]
    corrections: tuple[Due, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, ready for JSON."""
        return {
            "schema": "caserules.criticism/1",
            "as_of": self.as_of.isoformat(),
            "advice": True,
            "items": [x.to_dict() for x in self.items],
            "left_out": [x.to_dict() for x in self.left_out],
            "corrections": [x.to_dict() for x in self.corrections],
        }


def criticism(assessment: Assessment, confirmations: Confirmations, *, as_of: date) -> Criticism:
    """Return the draft of a public criticism.

    Args:
        assessment: as of the same day.
        confirmations: the steps recorded, none after that day.
        as_of: the day of the draft.

    Raises:
        InputRejected: `CNF-004` a step lies after the day, `CNF-007` the assessment is of another day.

    Example:
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> found = assess(small_register(), "pengshui-2023", as_of=date(2023, 6, 1))
        >>> made = criticism(found, Confirmations(), as_of=date(2023, 6, 1))
        >>> made.items, [x.why.value for x in made.left_out]
        ((), ['not_taken_up'])
    """
    if assessment.as_of != as_of:
        raise InputRejected([Problem("CNF-007", "as_of", (("day", as_of), ("found", assessment.as_of)))])
    later = [Problem("CNF-004", step.finding) for step in confirmations.steps if step.on > as_of]
    if later:
        raise InputRejected(later)
    may_stand = tuple(_confirmed(assessment, confirmations))
    kept = _once_a_fact(assessment, confirmations, may_stand)
    items = tuple(
        Criticised(x.id, x.unit, step.on)
        for x in kept
        if (step := confirmations.last(x.id, State.CONFIRMED)) is not None
    )
    doubled = {x.id for x in may_stand} - {x.id for x in kept}
    left_out = tuple(_left_out(assessment, confirmations, {x.id for x in kept}, doubled))
    return Criticism(as_of, items, left_out, tuple(_corrections(assessment, confirmations)))


def _secret(assessment: Assessment) -> frozenset[str]:
    return frozenset(case.key for case in assessment.register.cases if case.secret)


def _confirmed(assessment: Assessment, confirmations: Confirmations) -> Iterator[Finding]:
    secret = _secret(assessment)
    for finding in assessment.broken():
        if confirmations.state(finding.id) is State.CONFIRMED and finding.case not in secret:
            yield finding


def _once_a_fact(
    assessment: Assessment, confirmations: Confirmations, may_stand: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """One finding a fact, the one under which it is punished where it is there; none of a fact published before."""
    taken = {_fact(x) for x in assessment.broken() if confirmations.state(x.id) is State.PUBLISHED}
    kept: set[str] = set()
    for finding in sorted(may_stand, key=lambda x: x.same_fact_as is not None):
        if _fact(finding) not in taken:
            taken.add(_fact(finding))
            kept.add(finding.id)
    return tuple(x for x in may_stand if x.id in kept)


def _fact(finding: Finding) -> str:
    return finding.same_fact_as or finding.id


def _left_out(
    assessment: Assessment, confirmations: Confirmations, kept: set[str], doubled: set[str]
) -> Iterator[LeftOut]:
    secret, listed = _secret(assessment), {x.id: x for x in assessment.findings}
    for finding in assessment.findings:
        state = confirmations.state(finding.id)
        is_broken = finding.verdict is Verdict.BROKEN
        if finding.id in kept or not (is_broken or state is not None):
            continue
        why = _why(finding, state, is_secret=finding.case in secret, is_double=finding.id in doubled)
        yield LeftOut(finding.id, finding.unit, why, state, finding.verdict)
    for key in confirmations.findings:
        if key not in listed:
            yield LeftOut(key, _unit(key), Why.GONE, confirmations.state(key), None)


def _why(finding: Finding, state: State | None, *, is_secret: bool, is_double: bool) -> Why:
    if finding.verdict is not Verdict.BROKEN:
        return Why.NOT_BROKEN
    if is_secret:
        return Why.SECRET
    if is_double:
        return Why.SAME_FACT
    if state is State.PUBLISHED:
        return Why.PUBLISHED
    if state is State.WITHDRAWN:
        return Why.WITHDRAWN
    return Why.NOT_TAKEN_UP if state is None else Why.NOT_CONFIRMED


def _corrections(assessment: Assessment, confirmations: Confirmations) -> Iterator[Due]:
    listed = {x.id: x for x in assessment.findings}
    for key in confirmations.findings:
        step = confirmations.last(key, State.PUBLISHED)
        if step is None or not confirmations.was_published(key):
            continue
        finding = listed.get(key)
        verdict = None if finding is None else finding.verdict
        if confirmations.state(key) is State.WITHDRAWN:
            yield Due(key, _unit(key), step.on, Why.WITHDRAWN, verdict)
        elif verdict is not Verdict.BROKEN:
            yield Due(key, _unit(key), step.on, Why.GONE if finding is None else Why.NOT_BROKEN, verdict)


def _unit(key: str) -> str:
    """The unit in a finding's id: after the rule and the case, which is `-` for a unit's own duty."""
    parts = key.split("/")
    return parts[2] if parts[1] == "-" else parts[4] if len(parts) > 4 else ""
