"""The days that the system shows are those of the rules, and a clerk who keeps to them breaks none."""

from datetime import date, datetime

import pytest
from casework.days import HERE
from casework.desk import Desk
from casework.export import register
from casework.models import Case
from casework.worklist import opinion_due, tasks

from caserules import assess, compute_deadlines
from caserules.testing import assert_compliant

LAST = date(2023, 12, 31)
STARTS = [date(2023, 4, 8), date(2023, 4, 10), date(2023, 4, 21), date(2023, 6, 12), date(2023, 8, 28)]
RULES = {"work_plan": "PLAN-01", "opinion": "COHAND-01", "reply": "REPLY-01", "copy_of_reply": "FILE-01"}


@pytest.mark.caserule("COHAND-01")
@pytest.mark.parametrize("start", STARTS, ids=str)
def test_an_opinion_is_due_on_the_rules_day(desk, caserules_case, caserules_policy, start: date) -> None:
    case = Case("suggestion", 2023, 1)
    desk.assign(case, "fin", "co_handling", start)
    told = caserules_case.assigned(start, "fin", "co_handling").build()
    (day,) = {x.due for x in compute_deadlines(told, caserules_policy) if x.rule == "COHAND-01"}
    assert opinion_due(case, "fin") == day


@pytest.fixture
def year(desk: Desk, case: Case) -> Desk:
    """Cases of both kinds; a unit added later; one that came too late for the plan; one returned, one withdrawn."""
    desk.assign(case, "water", "co_handling", date(2023, 5, 10))
    proposal = Case("proposal", 2023, 12)
    desk.assign(proposal, "fin", "single", date(2023, 4, 10))
    returned = Case("suggestion", 2023, 13)
    desk.assign(returned, "fin", "single", date(2023, 4, 10))
    desk.take_back(returned, "fin", date(2023, 4, 17))
    desk.assign(returned, "edu", "single", date(2023, 4, 24))
    withdrawn = Case("suggestion", 2023, 14)
    desk.assign(withdrawn, "edu", "single", date(2023, 4, 10))
    desk.withdraw(withdrawn, date(2023, 4, 30))
    return desk


def test_the_worklist_is_what_the_rules_ask_no_more_and_no_less(year: Desk, caserules_policy) -> None:
    found = assess(register(year, LAST), caserules_policy, as_of=LAST)
    asked = {
        (x.rule, x.unit, x.case, x.part.recipient, None if x.rule == "FILE-01" else x.due)
        for x in found.findings
        if x.rule in RULES.values() and x.verdict != "not_applicable"
    }
    listed = {
        (RULES[x.what], x.unit, x.case, x.recipient, None if x.what == "copy_of_reply" else x.due)
        for x in tasks(year.cases, 2023)
    }
    assert listed == asked


def test_a_clerk_who_does_all_on_its_day_breaks_nothing(year: Desk, way, caserules_policy) -> None:
    by_key = {case.key: case for case in year.cases}
    for task in tasks(year.cases, 2023):
        case = by_key.get(task.case)
        if task.what == "opinion":
            year.deliver(case, task.unit, datetime.combine(task.due, datetime.min.time(), HERE))
        elif task.what == "work_plan":
            year.file("work_plan", task.unit, task.recipient, task.due)
        elif task.what == "copy_of_reply" and case.key == "suggestion/2023/12":
            year.file("reply", task.unit, task.recipient, task.due, case)
        elif task.what == "reply" and case.key == "suggestion/2023/12":
            for act in way.values():
                act(year, case)
            year.issue(case, "A", task.due)
    for case in by_key.values():
        if case.key != "suggestion/2023/12":
            year.cases.remove(case)
    rules = ["PLAN-01", "COHAND-01", "REPLY-01", "FILE-01"]
    assert_compliant(register(year, LAST), caserules_policy, as_of=LAST, rules=rules)
