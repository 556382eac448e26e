"""What a comparison holds: outcomes, changes with their causes, scores; as plain data and as lines. Frozen; it judges nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Final, NamedTuple

from caserules.assess import Assessment
from caserules.duties import Breach, Verdict
from caserules.findings import Finding
from caserules.whatif.differ import Cause, Difference

__all__ = ["COMPARISON_SCHEMA", "Change", "Comparison", "Outcome", "ScoreChange"]

COMPARISON_SCHEMA: Final = "caserules.comparison/1"


class Outcome(NamedTuple):
    """What became of a duty, and its days.

    Attributes:
        verdict, breach, because: as a finding tells them.
        due: the due day.
        due_range: the earliest and latest due day, where they differ.
        done: the day on which it was done.
    """

    verdict: Verdict
    breach: Breach | None
    because: str | None
    due: date | None
    due_range: tuple[date | None, date | None] | None
    done: date | None

    @classmethod
    def of(cls, finding: Finding | None, *, same_day: bool = True) -> Outcome | None:
        """Return the outcome of a finding, or None where there is none.

        Args:
            finding: the finding.
            same_day: whether it is held against one of the same day. If not, a due day that is only known not to have come
                says nothing: it moves with the day of the verdict.
        """
        if finding is None:
            return None
        span = finding.due_range
        if span is not None and span[1] is None and not same_day:
            span = None
        return cls(finding.verdict, finding.breach, finding.because, finding.due, span, finding.done)

    def aspects(self) -> dict[str, object]:
        """Return what can change by itself: the verdict, the due day, the day on which it was done."""
        return {"verdict": self[:3], "due": self[3:5], "done": self.done}

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        span = self.due_range
        return {
            "verdict": self.verdict.value,
            "breach": None if self.breach is None else self.breach.value,
            "because": self.because,
            "due": _iso(self.due),
            "due_range": None if span is None else [_iso(span[0]), _iso(span[1])],
            "done": _iso(self.done),
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A finding that is not the same on both sides.

    Attributes:
        id: the finding's id, of the first side where it is there.
        id_after: its id on the second side, where another instrument sets the same day.
        before, after: what became of it on either side; None where it is not listed there.
        causes: what brings it about.
    """

    id: str
    id_after: str | None
    rule: str
    case: str | None
    unit: str
    before: Outcome | None
    after: Outcome | None
    causes: tuple[Cause, ...]

    @property
    def aspects(self) -> tuple[str, ...]:
        """What is not the same: `verdict`, `due`, `done`; or `listed`, where the finding appears or vanishes."""
        if self.before is None or self.after is None:
            return ("listed",)
        after = self.after.aspects()
        return tuple(key for key, value in self.before.aspects().items() if value != after[key])

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {
            "id": self.id,
            "id_after": self.id_after,
            "aspects": list(self.aspects),
            "rule": self.rule,
            "case": self.case,
            "unit": self.unit,
            "before": None if self.before is None else self.before.to_dict(),
            "after": None if self.after is None else self.after.to_dict(),
            "causes": [x.to_dict() for x in self.causes],
        }


class ScoreChange(NamedTuple):
    """A unit whose score is not the same, or is given on one side only."""

    unit: str
    before: Decimal | None
    after: Decimal | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data: decimals as text."""
        before, after = (None if x is None else str(x) for x in (self.before, self.after))
        return {"unit": self.unit, "before": before, "after": after}


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two assessments of one register, what differs between their setups, and what that changes.

    Attributes:
        before, after: the two assessments.
        differences: what differs between the setups.
        changes: the findings that are not the same, in the order of the first assessment; new ones last.
        scores: the units whose scores are not the same.
    """

    before: Assessment
    after: Assessment
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
    scores: tuple[ScoreChange, ...]

    @property
    def appeared(self) -> tuple[Change, ...]:
        """The findings that only the second assessment lists."""
        return tuple(x for x in self.changes if x.before is None)

    @property
    def vanished(self) -> tuple[Change, ...]:
        """The findings that only the first assessment lists."""
        return tuple(x for x in self.changes if x.after is None)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Counts: changes in all, of verdicts, of due days, by verdict from and to, by cause."""
        aspects = Counter(aspect for x in self.changes for aspect in x.aspects)
        moves = Counter(move for x in self.changes if (move := (_word(x.before), _word(x.after)))[0] != move[1])
        causes = Counter(cause.difference.key for x in self.changes for cause in x.causes)
        return {
            "changes": len(self.changes),
            "verdicts": aspects["verdict"],
            "due_days": aspects["due"],
            "done_days": aspects["done"],
            "appeared": len(self.appeared),
            "vanished": len(self.vanished),
            "from_to": [
                {"from": x, "to": y, "count": n} for (x, y), n in sorted(moves.items(), key=lambda m: (-m[1], m))
            ],
            "causes": {x.key: causes[x.key] for x in self.differences},
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data, ready for JSON."""
        register = self.before.register
        names = (*(x.unit for x in self.changes), *(x.unit for x in self.scores))
        return {
            "schema": COMPARISON_SCHEMA,
            "register": {"sha256": self.before.register_sha256, "place": register.place, "year": register.year},
            "before": _side(self.before),
            "after": _side(self.after),
            "differences": [x.to_dict() for x in self.differences],
            "summary": self.summary,
            "changes": [x.to_dict() for x in self.changes],
            "scores": [x.to_dict() for x in self.scores],
            "units": {unit: self.before._context.unit_name(unit) for unit in sorted(set(names))},
        }

    def text(self, lang: str = "zh", *, most: int | None = None) -> str:
        """Return the comparison as lines for a person, case by case.

        Args:
            lang: `zh` or `en`.
            most: how many changes to list at most; what is left out is told.
        """
        from caserules.messages.whatif import comparison_text  # noqa: PLC0415  told on demand

        return comparison_text(self.to_dict(), lang, most)


# ------------------------------------------------------------------------------------------------------------ plain data


def _side(assessment: Assessment) -> dict[str, Any]:
    policy, calendar = assessment.policy, assessment.calendar
    layers = [{"id": x.id, "sha256": x.sha256} for x in policy.layers]
    return {
        "policy": {"id": policy.id, "version": policy.version, "title": dict(policy.title), "layers": layers},
        "calendar": {"version": calendar.version, "sha256": calendar.sha256},
        "as_of": assessment.as_of.isoformat(),
        "verdicts": assessment.summary["verdicts"],
    }


def _word(outcome: Outcome | None) -> str:
    return "unlisted" if outcome is None else outcome.verdict.value


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
