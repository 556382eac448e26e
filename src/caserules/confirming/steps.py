"""The steps from a draft to a published word, and which may follow which; a table, and one check of every new step.

The steps of a finding are only ever added to. What a person has to say about a case stands in the note; nothing reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from caserules.duties import Verdict
from caserules.errors import InputRejected, Problem
from caserules.rules import may_be_rule

if TYPE_CHECKING:
    from caserules.assess import Assessment

__all__ = ["FOLLOWS", "Confirmation", "Confirmations", "State"]


class State(StrEnum):
    """Where a finding stands between the machine's reading and the public."""

    DRAFT = "draft"
    """拟提出."""
    TOLD = "told"
    """已告知单位: the finding was put to the unit."""
    ANSWERED = "answered"
    """单位已答复."""
    UNANSWERED = "unanswered"
    """单位逾期未答复: the day set for an answer has passed."""
    CONFIRMED = "confirmed"
    """已确认."""
    WITHDRAWN = "withdrawn"
    """已撤销."""
    PUBLISHED = "published"
    """已通报."""
    CORRECTED = "corrected"
    """已更正: what was published and fell has been put right in public."""


FOLLOWS: Final[Mapping[State | None, tuple[State, ...]]] = MappingProxyType(
    {
        None: (State.DRAFT,),
        State.DRAFT: (State.TOLD, State.WITHDRAWN),
        State.TOLD: (State.ANSWERED, State.UNANSWERED, State.WITHDRAWN),
        State.UNANSWERED: (State.ANSWERED, State.CONFIRMED, State.WITHDRAWN),
        State.ANSWERED: (State.CONFIRMED, State.WITHDRAWN),
        State.CONFIRMED: (State.PUBLISHED, State.WITHDRAWN),
        State.PUBLISHED: (State.WITHDRAWN, State.CORRECTED),
        State.WITHDRAWN: (State.DRAFT,),
        State.CORRECTED: (State.DRAFT,),
    }
)
"""What may follow a state. What was published and then withdrawn has first to be corrected."""

_LONGEST: Final = {"finding": 400, "by": 50, "note": 2000}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A step of a finding, recorded by a person.

    Attributes:
        finding: the finding's id.
        state: the state it comes to.
        by: the person's name: in the record alone, never in a report or an error.
        on: the day.
        note: what there is to say: the answer's number, why it was withdrawn.

    Raises:
        InputRejected: `CNF-001` no such finding can be, `CNF-004` no day, `CNF-005` no name, `CNF-006` a bad note.

    Example:
        >>> Confirmation(
        ...     "REPLY-01/suggestion/2023/1/jiaowei/notice/-", State.DRAFT, "某某", date(2023, 9, 4)
        ... ).state.value
        'draft'
    """

    finding: str
    state: State
    by: str
    on: date
    note: str = ""

    def __post_init__(self) -> None:
        if not may_be_rule(self.finding.partition("/")[0]) or self.finding.count("/") < 4 or not _fits(self, "finding"):
            raise _refused("CNF-001", "finding")
        day: object = self.on
        if not isinstance(day, date) or isinstance(day, datetime):
            raise _refused("CNF-004", "on")
        if not self.by.strip() or not _fits(self, "by"):
            raise _refused("CNF-005", "by")
        if not _fits(self, "note"):
            raise _refused("CNF-006", "note")


def _fits(step: Confirmation, name: str) -> bool:
    text: str = getattr(step, name)
    return len(text) <= _LONGEST[name] and (not text or text.isprintable())


class Confirmations:
    """The steps of all findings, each in its order; a new one gives a new object.

    Args:
        steps: in the order in which they were recorded.

    Raises:
        InputRejected: `CNF-002` a step that may not follow, `CNF-003` one earlier than the step before.

    Example:
        >>> key = "REPLY-01/suggestion/2023/1/jiaowei/notice/-"
        >>> made = Confirmations([Confirmation(key, State.DRAFT, "某某", date(2023, 9, 4))])
        >>> made.state(key).value, made.state("REPLY-01/suggestion/2023/2/jiaowei/notice/-")
        ('draft', None)
    """

    def __init__(self, steps: Iterable[Confirmation] = ()) -> None:
        self._of: dict[str, list[Confirmation]] = {}
        self.steps: tuple[Confirmation, ...] = tuple(steps)
        for step in self.steps:
            self._check(step)
            self._of.setdefault(step.finding, []).append(step)

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings with a step, in the order of their first."""
        return tuple(self._of)

    def of(self, finding: str) -> tuple[Confirmation, ...]:
        """Return the steps of a finding."""
        return tuple(self._of.get(finding, ()))

    def state(self, finding: str) -> State | None:
        """Return the state of a finding, or None if nobody has taken it up."""
        steps = self._of.get(finding)
        return steps[-1].state if steps else None

    def last(self, finding: str, state: State) -> Confirmation | None:
        """Return the last step by which a finding came to a state."""
        return next((x for x in reversed(self._of.get(finding, [])) if x.state is state), None)

    def until(self, day: date) -> Confirmations:
        """Return the steps up to a day."""
        return Confirmations(step for step in self.steps if step.on <= day)

    def was_published(self, finding: str) -> bool:
        """Say whether a finding stands published, and has not been corrected since."""
        for step in reversed(self._of.get(finding, [])):
            if step.state in (State.PUBLISHED, State.CORRECTED):
                return step.state is State.PUBLISHED
        return False

    def next_of(self, finding: str) -> tuple[State, ...]:
        """Return the states to which a finding may come next."""
        state = self.state(finding)
        if state is State.WITHDRAWN and self.was_published(finding):
            return (State.CORRECTED,)
        return FOLLOWS[state]

    def adding(self, step: Confirmation, assessment: Assessment | None = None) -> Confirmations:
        """Return these confirmations with one step more.

        Args:
            step: the step.
            assessment: where it is at hand: the finding has to be one of it, and broken unless it is being withdrawn or
                corrected; the step may not lie after its day.

        Raises:
            InputRejected: `CNF-001` no such finding, `CNF-002` a step that may not follow, `CNF-003` earlier than the
                step before, `CNF-004` after the assessment's day, `CNF-008` not broken.
        """
        if assessment is not None:
            _check_against(step, assessment)
        return Confirmations((*self.steps, step))

    def _check(self, step: Confirmation) -> None:
        allowed = self.next_of(step.finding)
        if step.state not in allowed:
            before = self.state(step.finding)
            told = {"state": step.state, "before": before or "–", "next": ", ".join(allowed)}
            raise _refused("CNF-002", step.finding, **told)
        earlier = self._of.get(step.finding)
        if earlier and step.on < earlier[-1].on:
            raise _refused("CNF-003", step.finding, day=step.on, before=earlier[-1].on)


def _check_against(step: Confirmation, assessment: Assessment) -> None:
    found = next((x for x in assessment.findings if x.id == step.finding), None)
    ends = step.state in (State.WITHDRAWN, State.CORRECTED)
    if found is None and not ends:
        raise _refused("CNF-001", "finding")
    if step.on > assessment.as_of:
        raise _refused("CNF-004", step.finding)
    if found is not None and found.verdict is not Verdict.BROKEN and not ends:
        raise _refused("CNF-008", step.finding, verdict=found.verdict.value)


def _refused(code: str, where: str, **params: object) -> InputRejected:
    return InputRejected([Problem(code, where, tuple(params.items()))])
