"""What the system writes down is what happened: no more guilt, and no less."""

from datetime import date, datetime

import pytest
from casework.days import HERE
from casework.desk import Desk, Refused
from casework.export import register
from casework.models import Case

from caserules.testing import assert_compliant, assert_verdict

LAST = date(2023, 12, 31)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE)


@pytest.mark.caserule("COHAND-01")
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (at(date(2023, 5, 23), 23, 59), "met"),
        (at(date(2023, 5, 24), 0, 30), "broken late"),
        (None, "undetermined"),
    ],
    ids=["at the last minute", "half an hour after midnight", "nobody noted the day"],
)
def test_an_opinion_is_judged_by_the_day_it_came(desk, case, caserules_policy, moment, said) -> None:
    desk.deliver(case, "fin", moment)
    assert_verdict(register(desk, LAST), caserules_policy, f"COHAND-01 fin {said}", as_of=LAST)


def test_a_redo_leaves_the_first_delivery_as_it_was(desk: Desk, case: Case, caserules_policy) -> None:
    desk.deliver(case, "fin", at(date(2023, 5, 20), 9))
    desk.send_back(case, "fin", date(2023, 5, 25))
    desk.deliver(case, "fin", at(date(2023, 5, 31), 9))
    document = register(desk, LAST)
    assert_verdict(document, caserules_policy, "COHAND-01 fin met", as_of=LAST)
    assert_verdict(document, caserules_policy, "COHAND-02 fin met", as_of=LAST)


@pytest.mark.caserule("COHAND-03")
def test_a_co_handling_unit_does_not_answer_alone(desk: Desk, case: Case) -> None:
    with pytest.raises(Refused):
        desk.answer_alone(case, "fin", date(2023, 6, 1))


@pytest.mark.caserule("PROMISE-01", "CLOSE-01")
def test_a_promise_has_its_day_and_is_closed_out_when_kept(desk: Desk, case: Case, way, caserules_policy) -> None:
    with pytest.raises(Refused):
        desk.promise(case, "c0", date(2023, 6, 1), None)
    for act in way.values():
        act(desk, case)
    desk.issue(case, "A", date(2023, 6, 9))
    desk.promise(case, "c1", date(2023, 6, 9), date(2023, 7, 31))
    (promise,) = case.promises
    with pytest.raises(Refused):
        desk.close_out(case, promise, date(2023, 7, 1))
    desk.keep(promise, date(2023, 7, 20))
    desk.close_out(case, promise, date(2023, 7, 25))
    assert_compliant(register(desk, LAST), caserules_policy, as_of=LAST, rules=["PROMISE-01"])


@pytest.mark.caserule("OUTCOME-02")
def test_a_category_b_case_is_entered_in_a_plan_first(desk: Desk, case: Case, way, caserules_policy) -> None:
    for act in way.values():
        act(desk, case)
    with pytest.raises(Refused):
        desk.issue(case, "B", date(2023, 6, 9))
    case.planned = date(2023, 6, 8)
    desk.issue(case, "B", date(2023, 6, 9))
    assert_compliant(register(desk, LAST), caserules_policy, as_of=LAST, rules=["OUTCOME-02"])


@pytest.mark.caserule("CARRY-01")
def test_every_b_case_of_last_year_is_there_this_year(desk: Desk, caserules_policy) -> None:
    last = Desk(2022, list(desk.units.values()))
    for number, letter in ((1, "A"), (2, "B"), (3, "B")):
        case = Case("proposal", 2022, number, letter=letter, issued=date(2022, 8, 1))
        last.assign(case, "fin", "single", date(2022, 4, 11))
    found = assert_compliant(register(last.next_year(), LAST), caserules_policy, as_of=LAST, rules=["CARRY-01"])
    assert [x.case for x in found.findings if x.rule == "CARRY-01"] == ["proposal/2022/2", "proposal/2022/3"]
