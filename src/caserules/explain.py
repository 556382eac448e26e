"""A finding's reasons, read from the rule's own tree: each condition with its value and source, never written twice.

Built on demand; the interpreter is the reference here, so that what is explained is what was judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from caserules import expr as e
from caserules.calendar import WorkCalendar
from caserules.context import Context
from caserules.duties import Verdict, status
from caserules.expr import EVER, NEVER, Span
from caserules.expr.interpret import Env, cond_of, day_of
from caserules.expr.rows import lag_of
from caserules.facts.flatten import Row
from caserules.findings import Evidence, Finding, Need
from caserules.leaves import word_of
from caserules.policy.model import plain
from caserules.program import RuleDuty
from caserules.terms import RuleTerm, StartDay, Term, TermUnit, to_date

__all__ = [
    "EXPLANATION_SCHEMA",
    "Explanation",
    "Parameter",
    "Reason",
    "counted_days",
    "days_passed",
    "explain",
    "interpreted",
]

EXPLANATION_SCHEMA: Final = "caserules.explanation/1"
_PLACES: Final = ("applies", "since", "due", "done", "counts", "ended", "closes")


@dataclass(frozen=True, slots=True)
class Reason:
    """One place of a duty, or a value in it, as it was read.

    Attributes:
        place: `applies`, `since`, `due`, `done`, `counts`, `ended`, `closes`.
        fact: the column, or empty for the place's own value.
        value: yes, no or unknown; a day, or an interval `earliest..latest`; `none` for a day that will not come.
        pointer: where in the register it stands, if it stands there.
    """

    place: str
    fact: str
    value: str
    pointer: str | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the policy with its provenance."""

    name: str
    value: Any
    layer: str
    source: str
    at: str
    basis: str
    reading: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a finding is as it is."""

    finding: Finding
    reasons: tuple[Reason, ...]
    parameters: tuple[Parameter, ...]
    counted: dict[str, Any]
    evidence: tuple[Evidence, ...]
    needs: tuple[Need, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain data, with the version of its form."""
        return {
            "schema": EXPLANATION_SCHEMA,
            "finding": self.finding.to_dict(),
            "reasons": [{k: getattr(x, k) for k in x.__slots__} for x in self.reasons],
            "parameters": [{k: getattr(x, k) for k in x.__slots__} for x in self.parameters],
            "counted": self.counted,
            "evidence": [x._asdict() for x in self.evidence],
            "needs": [x._asdict() for x in self.needs],
        }

    def text(self, lang: str = "zh") -> str:
        """Return the explanation as lines for a person, in `zh` or `en`."""
        from caserules.messages.reasons import explanation_text  # noqa: PLC0415  told on demand

        return explanation_text(self, lang)


def explain(finding: Finding) -> Explanation:
    """Return the reasons of a finding, read from its rule's tree.

    Args:
        finding: a finding of an assessment.
    """
    setting = finding._duty.setting
    return Explanation(
        finding,
        tuple(_reasons(finding)),
        tuple(
            Parameter(name, plain(v.value), v.layer, v.source, v.at, v.basis.value, v.reading)
            for name, value in setting.stated.items()
            for v in value.stated_for(finding.kind)
        ),
        counted_days(finding),
        finding.evidence,
        finding.needs,
    )


def _reasons(finding: Finding) -> Iterator[Reason]:
    env = finding._env()
    duty = finding._duty.duty
    cells = finding._row.cells
    for place in _PLACES:
        node = getattr(duty, place)
        value = word_of(cond_of(node, env)) if isinstance(node, e.Cond) else _day(day_of(node, env))
        if place == "since" and value == "ever":
            continue
        yield Reason(place, "", value)
        told: set[str] = set()
        for leaf in e.walk(node):
            name = getattr(leaf, "name", None)
            if name is None or name in told or name not in cells:
                continue
            told.add(name)
            yield Reason(place, name, _leaf(leaf, env), _pointer(finding, cells[name]))


def _leaf(node: e.Node, env: Env) -> str:
    if isinstance(node, e.OneOf):
        return env.cells[node.name] or "unknown"
    if isinstance(node, e.Cond):
        return word_of(cond_of(node, env))
    assert isinstance(node, e.Day)  # noqa: S101  the only other kind
    if isinstance(node, e.Column) and env.cells[node.name][0] == NEVER:
        return "none"
    return _day(day_of(node, env))


def _pointer(finding: Finding, cell: Any) -> str | None:
    if isinstance(cell, tuple) and len(cell) == 4 and cell[2] is not None and not isinstance(cell[2], tuple):
        return finding._context.pointer(cell[2], cell[3])
    return None


def _day(span: Span) -> str:
    lo, hi = to_date(span[0]), to_date(span[1])
    if span == (NEVER, NEVER):
        return "none"
    if span == (EVER, NEVER):
        return "unknown"
    if span[0] == span[1]:
        return "ever" if lo is None else lo.isoformat()
    return f"{'' if lo is None else lo.isoformat()}..{'' if hi is None else hi.isoformat()}"


def counted_days(finding: Finding) -> dict[str, Any]:
    """Return how a due day was counted: from which day, in which term, what was skipped and why.

    Empty where the day was not counted from a day of the case, or that day is not known exactly.
    """
    for node in e.walk(finding._duty.duty.due):
        if isinstance(node, e.Applied) and isinstance(node.term, RuleTerm) and node.term.trigger is not None:
            start = day_of(node.start, finding._env())
            end = day_of(node, finding._env())
            first, last = to_date(start[0]), to_date(end[1])
            if start[0] != start[1] or first is None or last is None:
                return {}
            head = {"from": first.isoformat(), "trigger": node.term.trigger, "term": str(node.term.term)}
            return head | days_passed(finding._context.program.calendar, node.term.term, first, last)
    return {}


def days_passed(calendar: WorkCalendar, term: Term, first: date, last: date) -> dict[str, Any]:
    """Return the working days counted from one day to another, and the days passed over with the reason of each.

    Empty for a term that counts no working days, and where the calendar does not cover the last day.
    """
    if term.unit is not TermUnit.WORKING_DAYS or not calendar.covers(last):
        return {}
    after = first - timedelta(days=1) if term.start_day is StartDay.IN else first
    return {
        "working_days": calendar.count_working_days(after, last),
        "skipped": [
            {"day": x.day.isoformat(), "reason": x.reason, "name": x.name} for x in calendar.skipped_days(after, last)
        ],
        "made_up": [day.isoformat() for day in calendar.made_up_days(after, last)],
    }


def interpreted(context: Context, item: RuleDuty, row: Row) -> Finding:
    """Judge one duty of a row by the interpreter: the reference that the compiled functions are held against."""
    duty = item.duty
    env = Env(row.cells, context.as_of, context.program.count)
    due, done = day_of(duty.due, env), day_of(duty.done, env)
    verdict: Verdict = status(
        cond_of(duty.applies, env),
        day_of(duty.since, env),
        due,
        done,
        cond_of(duty.counts, env),
        day_of(duty.ended, env),
        day_of(duty.closes, env),
        context.as_of,
        lag_of(duty),
    )
    return Finding(context, item, row, verdict, due, done)
