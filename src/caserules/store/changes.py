"""One run held against the one before it: which findings are new, which say something else now, which are gone.

What is compared is what became of a duty and its days, never the wording. A due day that is only known not to have come moves
with the day of the run, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from caserules.whatif import Outcome

__all__ = ["Change", "ChangeKind", "changes_between", "comparable"]


class ChangeKind(StrEnum):
    """How a finding differs from the run before."""

    NEW = "new"
    """新增: the run before did not list it."""
    CHANGED = "changed"
    """改变: its verdict, its due day or the day done is another."""
    WITHDRAWN = "withdrawn"
    """撤回: the run before listed it, and this one does not."""


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that is not what it was in the run before.

    Attributes:
        kind: how it differs.
        finding, rule, case, unit: whose it is.
        before, after: what became of it then and now; None where it was not listed.
    """

    kind: ChangeKind
    finding: str
    rule: str
    case: str | None
    unit: str
    before: Outcome | None
    after: Outcome | None

    @property
    def aspects(self) -> tuple[str, ...]:
        """What is not the same: `verdict`, `due`, `done`; or `listed`, where it came or went."""
        if self.before is None or self.after is None:
            return ("listed",)
        after = comparable(self.after).aspects()
        return tuple(key for key, value in comparable(self.before).aspects().items() if value != after[key])

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "kind": self.kind.value,
            "aspects": list(self.aspects),
            "finding": self.finding,
            "rule": self.rule,
            "case": self.case,
            "unit": self.unit,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
        }


class _Found(Protocol):
    """A finding of a run, stored or not."""

    @property
    def id(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def case(self) -> str | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def outcome(self) -> Outcome: ...


def changes_between(before: Iterable[_Found], after: Iterable[_Found]) -> tuple[Change, ...]:
    """Return what differs from one run's findings to another's: new and changed in the second's order, then the withdrawn.

    Args:
        before: the findings of the earlier run.
        after: those of the later.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> from caserules.demo import small_register
        >>> from caserules.store import run_of
        >>> days = (date(2023, 5, 23), date(2023, 6, 1))
        >>> one, two = (run_of(assess(small_register(), "pengshui-2023", as_of=day)).findings for day in days)
        >>> [(x.kind.value, x.rule, x.after.verdict.value) for x in changes_between(one, two) if x.rule == "COHAND-01"]
        [('changed', 'COHAND-01', 'broken')]
    """
    return tuple(_changes({x.id: x for x in before}, after))


def _changes(before: dict[str, _Found], after: Iterable[_Found]) -> Iterator[Change]:
    left = dict(before)
    for x in after:
        was = left.pop(x.id, None)
        if was is None:
            yield Change(ChangeKind.NEW, x.id, x.rule, x.case, x.unit, None, x.outcome)
        elif comparable(was.outcome) != comparable(x.outcome):
            yield Change(ChangeKind.CHANGED, x.id, x.rule, x.case, x.unit, was.outcome, x.outcome)
    for x in left.values():
        yield Change(ChangeKind.WITHDRAWN, x.id, x.rule, x.case, x.unit, x.outcome, None)


def comparable(outcome: Outcome) -> Outcome:
    """Return an outcome without a range of due days that only says "not yet"."""
    span = outcome.due_range
    return outcome._replace(due_range=None) if span is not None and span[1] is None else outcome
