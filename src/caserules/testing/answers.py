"""What this library answers to a vector, in the vector's own shape: equal to what is expected, or the difference is a bug.

Another implementation writes the same few lines; nothing here looks at what is expected, but for which findings are asked about.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from caserules.assess import assess
from caserules.calendar import WorkCalendar
from caserules.errors import CalendarError, InputRejected, TermError
from caserules.io import load_register, read_register_json
from caserules.terms import MonthEnd, RestDay, StartDay, Term, to_iso, to_number
from caserules.testing import vectors as v

__all__ = ["answer", "calendar_of"]

Answer = v.Due | v.Count | v.Rolled | v.TermRead | v.ReadValues | v.Problems | v.Findings | v.Refused


@cache
def calendar_of(name: str) -> WorkCalendar:
    """Return a calendar that vectors name, built from its published table and from nothing else.

    Example:
        >>> calendar_of("cn").is_working_day(date(2023, 4, 23))
        True
    """
    table = v.calendars()[name]
    return WorkCalendar.from_days(
        version=name,
        first_year=table.first_year,
        last_year=table.last_year,
        holidays={date.fromisoformat(day): "" for day in table.off},
        workdays=[date.fromisoformat(day) for day in table.worked],
    )


def answer(vector: v.Vector) -> Answer:
    """Return what this library answers to a vector.

    Example:
        >>> from caserules.testing.vectors import vectors
        >>> one = next(vectors("due_days", "stated"))
        >>> answer(one) == one.expected
        True
    """
    try:
        return _ANSWERS[vector.group](vector)
    except InputRejected as refused:
        places = {(problem.where, problem.code) for problem in refused.problems}
        return v.Problems(problems=tuple(v.WrongPlace(code=code, at=at) for at, code in sorted(places)))
    except (CalendarError, TermError) as refused:
        return v.Refused(code=refused.code)


def _term(told: v.DueInput | v.TermInput, **how: Any) -> Term:
    anchors = {name: (int(day[:2]), int(day[3:])) for name, day in told.anchors.items()}
    return Term.parse(told.term, anchors=anchors, **how)


def _due(vector: v.DueVector) -> v.Due:
    told = vector.input
    calendar, start = calendar_of(told.calendar), date.fromisoformat(told.start)
    term = _term(
        told,
        start_day=StartDay(told.start_day),
        rest_day=RestDay(told.rest_day),
        month_end=MonthEnd(told.month_end),
    )
    due = term.due(start, calendar)
    if told.rest_day is not v.Rest.UNSETTLED:
        return v.Due(due=due.isoformat())
    latest = to_iso(term.span(to_number(start), calendar, start.year)[1])
    return v.Due(due=due.isoformat(), latest=None if latest == due.isoformat() else latest)


def _count(vector: v.CountVector) -> v.Count:
    told = vector.input
    after, through = date.fromisoformat(told.after), date.fromisoformat(told.through)
    return v.Count(count=calendar_of(told.calendar).count_working_days(after, through))


def _rolled(vector: v.RollVector) -> v.Rolled:
    day, calendar = date.fromisoformat(vector.input.day), calendar_of(vector.input.calendar)
    return v.Rolled(
        worked=calendar.is_working_day(day),
        same_or_next=calendar.next_working_day_or_same(day).isoformat(),
        next=calendar.next_working_day(day).isoformat(),
    )


def _term_read(vector: v.TermVector) -> v.TermRead:
    term = _term(vector.input)
    return v.TermRead(unit=term.unit.value, count=term.count, month=term.month, before=term.before)


def _register(vector: v.RegisterVector) -> v.ReadValues:
    told = vector.input
    register = load_register(told.document) if told.text is None else read_register_json(told.text)
    document = json.loads(register.model_dump_json(exclude_unset=True, by_alias=True))
    expected = vector.expected
    pointers = expected.values if isinstance(expected, v.ReadValues) else ()
    return v.ReadValues(values={pointer: _at(document, pointer) for pointer in pointers})


def _at(document: Any, pointer: str) -> Any:
    for key in pointer.split("/")[1:]:
        document = document[int(key)] if isinstance(document, list) else document.get(key)
    return document


def _verdicts(vector: v.VerdictVector) -> v.Findings:
    told, asked = vector.input, vector.expected
    register = read_register_json(json.dumps(told.register_, ensure_ascii=False))
    found = assess(register, told.policy, as_of=date.fromisoformat(told.as_of), calendar=calendar_of(told.calendar))
    listed = {finding.id: finding for finding in found.findings}
    return v.Findings(
        findings=tuple(_finding(listed[one.id], one) for one in asked.findings if one.id in listed),
        unlisted=tuple(start for start in asked.unlisted if not any(id_.startswith(start) for id_ in listed)),
    )


def _finding(finding: Any, asked: v.ExpectedFinding) -> v.ExpectedFinding:
    """A finding as far as it is asked about."""
    due = finding.due.isoformat() if finding.due is not None else None
    return v.ExpectedFinding(
        id=finding.id,
        verdict=finding.verdict.value,
        breach=None if asked.breach is None or finding.breach is None else finding.breach.value,
        because=None if asked.because is None else finding.because,
        due=None if asked.due is None else due,
    )


_ANSWERS: Final[Mapping[v.Group, Callable[[Any], Answer]]] = {
    v.Group.DUE_DAYS: _due,
    v.Group.COUNTS: _count,
    v.Group.ROLLS: _rolled,
    v.Group.TERMS: _term_read,
    v.Group.REGISTERS: _register,
    v.Group.VERDICTS: _verdicts,
}
