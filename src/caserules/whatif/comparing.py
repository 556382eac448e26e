"""The changes from one setup to another, finding by finding, each with the differences that cause it.

Verdict, due day and the day done are asked for one by one. A difference is the cause of one of them *alone* if the first setup
with that one thing changed gives just what the second gives. Where no single one does, those are named *together* without any
of which the second would give something else. A rule reads its own parameters and what holds for all, so only those are tried;
where there is but one, the second setup is that trial.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from caserules.assess import Assessment, register_of
from caserules.calendar import WorkCalendar
from caserules.errors import InputRejected, PolicyError, Problem
from caserules.findings import Finding
from caserules.models import Case, Register
from caserules.policy import Policy, load_policy
from caserules.whatif.changes import Change, Comparison, Outcome, ScoreChange
from caserules.whatif.differ import Cause, Difference, Setup, applied, differences
from caserules.whatif.trial import Trial

__all__ = ["compare"]

_Slot: TypeAlias = tuple[object, ...]
_Pair: TypeAlias = tuple[Finding | None, Finding | None]


def compare(
    register: Register | Case | Mapping[str, Any] | object,
    policy_a: Policy | str | Path,
    policy_b: Policy | str | Path,
    *,
    as_of: date,
    as_of_b: date | None = None,
    calendar: WorkCalendar | None = None,
    calendar_b: WorkCalendar | None = None,
    year_b: int | None = None,
) -> Comparison:
    """Say which verdicts, due days and scores of a register change under another policy, calendar, year or day, and why.

    Args:
        register: a register or a case: a model, a mapping, or an object with the same attributes.
        policy_a: the policy to begin with: loaded, the id of a packaged one, or a path.
        policy_b: the other policy; `vary` makes one by changing a parameter.
        as_of: the day of the verdicts, to its end.
        as_of_b: the day of the other side's verdicts; by itself the same.
        calendar: the working-day calendar; by itself the packaged one.
        calendar_b: the other side's calendar; by itself the same.
        year_b: the year of the other side's fixed days; by itself as its policy says.

    Raises:
        InputRejected: the register or case is not one; all its problems at once.
        PolicyError: there is no such policy, or its time zone is not the register's.

    Example:
        >>> from datetime import date
        >>> from caserules import compare, load_policy, vary
        >>> case = {
        ...     "kind": "suggestion",
        ...     "year": 2023,
        ...     "number": 12,
        ...     "assignments": [
        ...         {"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
        ...         {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"},
        ...     ],
        ...     "requests": [{"unit": "caizheng", "round": 0, "delivered": "2023-05-18"}],
        ... }
        >>> notice = load_policy("pengshui-2023")
        >>> found = compare(case, notice, vary(notice, {"COHAND-01.opinion_term": "20wd"}), as_of=date(2023, 6, 1))
        >>> for x in found.changes:
        ...     print(x.before.verdict, x.before.due, x.after.verdict, x.after.due, x.causes[0].difference.key)
        met 2023-05-23 broken 2023-05-09 COHAND-01.opinion_term
    """
    one, other = (x if isinstance(x, Policy) else load_policy(x) for x in (policy_a, policy_b))
    days = [_day(as_of), _day(as_of if as_of_b is None else as_of_b)]
    held, vouched = register_of(register, max(days), one)
    for policy in (one, other):
        if policy.time_zone != held.time_zone:
            raise PolicyError("POL-007", policy=policy.time_zone, register=held.time_zone)
    counted = calendar or WorkCalendar.default()
    a = Setup(one, counted, days[0])
    b = Setup(other, calendar_b or counted, days[1], year_b)
    return _Comparing(Trial(held, vouched, (a, b)), a, b).comparison()


def _day(given: object) -> date:
    if not isinstance(given, date) or isinstance(given, datetime):
        raise InputRejected([Problem("INP-012", "as_of")])
    return given


class _Comparing:
    """The work of one comparison: the two assessments, and the trials that its causes ask for, each made once."""

    def __init__(self, trial: Trial, a: Setup, b: Setup) -> None:
        self.trial = trial
        self.a, self.b = a, b
        self.year = trial.register.year
        self.differences = differences(a, b, self.year)
        self._tried: dict[tuple[str, bool], Mapping[str, Finding]] = {}

    def comparison(self) -> Comparison:
        before, after = self.trial.judge(self.a), self.trial.judge(self.b)
        changes = tuple(self._changes(before, after))
        return Comparison(before, after, self.differences, changes, tuple(_scores(before, after)))

    def _changes(self, before: Assessment, after: Assessment) -> Iterator[Change]:
        touched = {x.rule for x in self.differences}
        found: tuple[Sequence[Finding], ...] = (before.findings, after.findings)
        if not any(x.everywhere for x in self.differences):
            found = tuple([x for x in findings if x.rule in touched] for findings in found)
        for x, y in _pairs(*found):
            was, now = self._told(x), self._told(y)
            either = x or y
            if was != now and either is not None:
                other = y.id if x is not None and y is not None and x.id != y.id else None
                change = Change(either.id, other, either.rule, either.case, either.unit, was, now, ())
                yield replace(change, causes=self._causes(change))

    def _told(self, finding: Finding | None) -> Outcome | None:
        return Outcome.of(finding, same_day=self.a.as_of == self.b.as_of)

    # ------------------------------------------------------------------------------------------------------- causes

    def _causes(self, change: Change) -> tuple[Cause, ...]:
        could = [x for x in self.differences if x.everywhere or x.rule == change.rule]
        if len(could) == 1:
            return (Cause(could[0], change.aspects),)
        alone: dict[str, list[str]] = defaultdict(list)
        together: dict[str, list[str]] = defaultdict(list)
        for aspect in change.aspects:
            by_itself = [x for x in could if self._gives(x, change, aspect, taken=True)]
            needed = [x for x in could if not self._gives(x, change, aspect, taken=False)] if not by_itself else []
            for x in by_itself:
                alone[x.key].append(aspect)
            for x in needed if by_itself or needed else could:
                together[x.key].append(aspect)
        both = ((x, tuple(alone[x.key]), tuple(together[x.key])) for x in could)
        return tuple(Cause(*x) for x in both if x[1] or x[2])

    def _gives(self, difference: Difference, change: Change, aspect: str, *, taken: bool) -> bool:
        """Whether the first side with one difference taken over, or the second with it taken back, has what changed."""
        found = self._outcome(difference, change, taken=taken)
        if aspect == "listed":
            return (found is None) == (change.after is None)
        return (
            found is not None and change.after is not None and found.aspects()[aspect] == change.after.aspects()[aspect]
        )

    def _outcome(self, difference: Difference, change: Change, *, taken: bool) -> Outcome | None:
        key = difference.key, taken
        if key not in self._tried:
            base, other = (self.a, self.b) if taken else (self.b, self.a)
            setup = applied(base, other, difference, self.year)
            rules = None if difference.rule is None or self._reshapes() else {difference.rule}
            self._tried[key] = {x.id: x for x in self.trial.judge(setup, rules).findings}
        found = self._tried[key]
        return self._told(found.get(change.id_after or change.id) or found.get(change.id))

    def _reshapes(self) -> bool:
        """Whether what rows are made by differs, so that they are not the same on both sides."""
        return any(x.everywhere and x.rule is not None for x in self.differences)


# ------------------------------------------------------------------------------------------------ one finding to another


def _pairs(before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[_Pair]:
    """Each finding with the other side's of the same id; else of the same duty, if there is but one of it on either side."""
    left = {x.id: x for x in after}
    held = {x.id for x in before}
    lone: dict[_Slot, list[Finding]] = defaultdict(list)
    for x in after:
        if x.id not in held:
            lone[_slot(x)].append(x)
    alone = Counter(_slot(x) for x in before if x.id not in left)
    for x in before:
        y = left.pop(x.id, None)
        if y is None and alone[_slot(x)] == 1 and len(lone[_slot(x)]) == 1:
            y = left.pop(lone[_slot(x)][0].id)
        yield x, y
    for y in left.values():
        yield None, y


def _slot(finding: Finding) -> _Slot:
    """A duty without the source that sets its day."""
    part = finding.part
    named = (part.paper, part.recipient, part.step, part.aspect)
    return (finding.rule, finding.case, finding._row.name, finding.ref, named)


def _scores(before: Assessment, after: Assessment) -> Iterator[ScoreChange]:
    one, other = before.scores or {}, after.scores or {}
    for unit in sorted({*one, *other}):
        x, y = (None if unit not in scores else scores[unit].score for scores in (one, other))
        if x != y:
            yield ScoreChange(unit, x, y)
