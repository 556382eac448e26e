"""What is to be done, by whom and by when: the list that the system shows to clerks and reminds from."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from casework.days import working_days_after
from casework.models import Case

OFFICE, CONGRESS, CPPCC = "government_office", "congress_committee", "cppcc_committee"


class Task(NamedTuple):
    what: str
    unit: str
    case: str | None
    recipient: str | None
    due: date


def opinion_due(case: Case, unit: str) -> date:
    """Thirty working days from the unit's own assignment."""
    return working_days_after(case.assignment(unit).day, 30)


def closing_due(year: int) -> date:
    return date(year, 8, 31)


def plan_due(year: int) -> date:
    return date(year, 4, 20)


def recipients(kind: str) -> tuple[str, ...]:
    """Who gets the papers of a case."""
    return (OFFICE, CONGRESS if kind == "suggestion" else CPPCC)


def tasks(cases: list[Case], year: int) -> Iterator[Task]:
    """Everything that is owed for the year, done or not."""
    units = {}
    for case in cases:
        for assignment in case.assignments:
            if assignment.returned is None and assignment.day < plan_due(year):
                units[assignment.unit] = None
    for unit in units:
        for recipient in (OFFICE, CONGRESS, CPPCC):
            yield Task("work_plan", unit, None, recipient, plan_due(year))
    for case in cases:
        yield from of_case(case, year)


def of_case(case: Case, year: int) -> Iterator[Task]:
    if case.withdrawn:
        return
    for assignment in case.assignments:
        if assignment.role == "co_handling" and assignment.returned is None:
            yield Task("opinion", assignment.unit, case.key, None, opinion_due(case, assignment.unit))
    yield Task("reply", case.lead, case.key, None, closing_due(year))
    for recipient in recipients(case.kind):
        yield Task("copy_of_reply", case.lead, case.key, recipient, closing_due(year))
