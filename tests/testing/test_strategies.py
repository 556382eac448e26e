"""The strategies keep what they promise: compliant, one breach and no other, readable, reaching every rule and every verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from caserules import Assessment, Register, assess
from caserules.calendar import WorkCalendar
from caserules.duties import Breach, Verdict
from caserules.errors import InputRejected
from caserules.io import load_register, read_story
from caserules.models import Case, Contact, Unit
from caserules.policy import load_policy
from caserules.testing.registering import register as register_types
from caserules.testing.strategies import (
    CaseLife,
    Sample,
    breaches_of,
    compliant_registers,
    days,
    plausible_registers,
    records,
    registers_with_one_breach,
    wild_bytes,
    wild_documents,
)
from caserules.testing.strategies.tale import Line

POLICIES = ("pengshui-2023", "pengshui-2023-full")
register_types()  # where the package is installed, Hypothesis calls it by itself

TROUBLE = {Verdict.BROKEN, Verdict.UNDETERMINED}
some = settings(
    max_examples=40, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
only_found = settings(some, max_examples=2000, phases=[Phase.generate, Phase.shrink])


def judged(sample: Sample) -> Assessment:
    return assess(sample.register, sample.policy, as_of=sample.as_of)


def troubled(sample: Sample) -> dict[str, tuple[Verdict, Breach | None]]:
    return {x.id: (x.verdict, x.breach) for x in judged(sample).findings if x.verdict in TROUBLE}


# ------------------------------------------------------------ compliant


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_of_a_compliant_register_is_broken_or_undetermined(policy: str) -> None:
    met: Counter[str] = Counter()

    @some
    @given(compliant_registers(policy))
    def holds(sample: Sample) -> None:
        assert troubled(sample) == {}
        assert 1 <= len(sample.register.cases) <= 4
        assert sample.register.complete() == sample.as_of
        met.update(x.rule for x in judged(sample).findings if x.verdict is Verdict.MET)

    holds()
    assert len(met) >= 20


def test_a_compliant_register_of_a_given_day() -> None:
    found = find(compliant_registers(as_of=date(2023, 9, 1)), lambda sample: True, settings=only_found)
    assert found.as_of == date(2023, 9, 1)
    assert {x.verdict for x in judged(found).findings} <= {Verdict.MET, Verdict.PENDING, Verdict.NOT_APPLICABLE}


@pytest.mark.parametrize("rule", ["CARRY-03", "COHAND-01", "CLOSE-01", "FILE-02", "OUTCOME-02"])
def test_a_compliant_register_can_meet_what_only_some_cases_owe(rule: str) -> None:
    def meets(sample: Sample) -> bool:
        return any(x.rule == rule and x.verdict is Verdict.MET for x in judged(sample).findings)

    generate = settings(some, max_examples=3000, phases=[Phase.generate])
    assert meets(find(compliant_registers(max_cases=2), meets, settings=generate))


# ------------------------------------------------------------ one breach


@pytest.mark.parametrize("policy", POLICIES)
def test_every_rule_that_can_be_broken_is_broken_alone_in_every_manner(policy: str) -> None:
    for rule, how in breaches_of(policy):
        sample = find(
            registers_with_one_breach(policy, rule=rule, how=how),
            lambda sample: True,
            settings=settings(some, phases=[Phase.generate]),
        )
        assert sample.broken is not None
        assert sample.broken.startswith(f"{rule}/")
        assert troubled(sample)[sample.broken] == (Verdict.BROKEN, how)
        assert set(troubled(sample)) == {sample.broken, *sample.folded}


@some
@given(registers_with_one_breach())
def test_one_breach_and_no_other(sample: Sample) -> None:
    found = troubled(sample)
    assert sample.broken is not None
    assert set(found) == {sample.broken, *sample.folded}
    assert found[sample.broken] == (Verdict.BROKEN, sample.breach)
    one = judged(sample).finding(sample.broken)
    for other in map(judged(sample).finding, sample.folded):
        assert (other.fact, other.unit, other.case) == (one.fact, one.unit, one.case)
        assert other.same_fact_as or one.same_fact_as


def test_what_no_card_shows_is_refused() -> None:
    for rule, how in (("COHAND-01", "forbidden"), ("ROLE-01", None), ("NO-01", None)):
        with pytest.raises(ValueError, match=rule):
            registers_with_one_breach(rule=rule, how=how)


# ------------------------------------------------------------ readable


def start_day_counted(sample: Sample) -> bool:
    """A host's false rule: the day of the assignment counts, so an opinion on the due day is a day late."""
    calendar = WorkCalendar.default()
    for case in sample.register.cases:
        for request in case.requests:
            given = [x.assigned for x in case.assignments if x.unit == request.unit]
            if request.round == 0 and isinstance(request.delivered, date) and isinstance(given[0], date):
                due = calendar.nth_working_day(given[0] - timedelta(days=1), 30)
                if request.delivered > due:
                    return True
    return False


def test_a_false_rule_of_a_host_shrinks_to_a_case_that_can_be_read() -> None:
    found = find(compliant_registers(), start_day_counted, settings=only_found)
    assert troubled(found) == {}
    (case,) = found.register.cases
    (request,) = case.requests
    (given,) = (x.assigned for x in case.assignments if x.unit == request.unit)
    assert isinstance(given, date)
    due = WorkCalendar.default().nth_working_day(given, 30)
    assert request.delivered == due  # the one day on which the false rule and the right one differ
    told = [line for line in found.story.splitlines() if not line.startswith(("year", "complete", "carried", "2022"))]
    assert len(told) <= 20, told
    assert f"{due} delivered" in repr(found)


def test_a_breach_shrinks_to_a_case_that_can_be_read() -> None:
    late = registers_with_one_breach(rule="COHAND-01", how="late")
    found = find(late, lambda sample: True, settings=only_found)
    assert [str(x.delivered) for case in found.register.cases for x in case.requests] == ["2023-05-24"]


# ------------------------------------------------------------ plausible and wild


def test_plausible_registers_reach_every_verdict_and_most_rules() -> None:
    seen: Counter[object] = Counter()

    @settings(some, max_examples=40)
    @given(plausible_registers(), days())
    def reads(register: Register, as_of: date) -> None:
        for finding in assess(register, "pengshui-2023", as_of=as_of).findings:
            seen[finding.verdict] += 1
            seen[finding.rule] += 1

    reads()
    assert set(Verdict) <= seen.keys()
    assert len([key for key in seen if key not in set(Verdict)]) >= 22


@some
@given(plausible_registers())
def test_a_plausible_register_comes_back_from_its_document(register: Register) -> None:
    document = json.loads(register.model_dump_json(exclude_unset=True, by_alias=True))
    assert load_register(document) == register


def test_days_lie_at_the_edges() -> None:
    calendar = WorkCalendar.default()
    seen: set[date] = set()

    @settings(some, max_examples=400)
    @given(days())
    def collect(day: date) -> None:
        seen.add(day)

    collect()
    for month, day in load_policy("pengshui-2023").days.values():
        fixed = date(2023, month, day)
        assert {fixed - timedelta(days=1), fixed, fixed + timedelta(days=1)} <= seen
    assert {day for day in calendar.workdays if day.year == 2023} <= seen
    assert date(2023, 5, 23) in seen


def test_most_wild_documents_are_refused_with_codes_and_some_are_read() -> None:
    told: Counter[str] = Counter()

    @settings(some, max_examples=80, derandomize=False)  # else a change of any line here draws other examples
    @given(wild_documents() | wild_bytes())
    def reads(source: object) -> None:
        try:
            load_register(source)
        except InputRejected as refused:
            told.update({problem.code for problem in refused.problems})
            told["refused"] += 1
        else:
            told["read"] += 1

    for number in range(2):
        seed(number)(reads)()
    assert told["refused"] > told["read"] > 0
    assert len([code for code in told if code.startswith("INP-")]) >= 6


# ------------------------------------------------------------ types


@settings(some, max_examples=10)
@given(st.from_type(Register), st.from_type(Case), st.from_type(Contact), st.from_type(Unit))
def test_types_are_known_to_hypothesis(register: Register, case: Case, contact: Contact, unit: Unit) -> None:
    assert isinstance(register, Register)
    assert isinstance(case, Case)
    assert isinstance(contact, Contact)
    assert isinstance(unit, Unit)


def test_records_of_a_kind() -> None:
    assert find(records(Contact), lambda contact: contact.on == "not_yet", settings=only_found).on == "not_yet"


LIGHT = """
import sys
from caserules.testing.registering import register
register(); register()
assert not [name for name in sys.modules if name.startswith(("pydantic", "hypothesis", "caserules.models"))]
from caserules.models import Register
from hypothesis import strategies as st
assert "caserules.testing.strategies" not in sys.modules
assert not [finder for finder in sys.meta_path if type(finder).__name__ == "_Awaiting"]
assert isinstance(st.from_type(Register).example(), Register)
"""


def test_the_entry_point_loads_nothing_until_used() -> None:
    run = subprocess.run(  # noqa: S603  this interpreter
        [sys.executable, "-W", "ignore", "-c", LIGHT], capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert (run.returncode, run.stderr) == (0, "")


# ------------------------------------------------------------ a case's life

walks = settings(some, max_examples=25, stateful_step_count=20)


@pytest.mark.parametrize("policy", POLICIES)
def test_the_laws_hold_over_a_cases_life(policy: str) -> None:
    machine = type("Life", (CaseLife,), {"policy": policy})
    run_state_machine_as_test(machine, settings=walks)


GIVEN_ANOTHER = """
year = 2023
complete_through = 2023-04-11
carried = none
suggestion/2023/1: 2023-04-10 assigned jiaowei lead
suggestion/2023/1: 2023-04-10 withdrawal
"""


def test_a_units_own_duty_stays_open_where_another_case_is_given_to_it_later() -> None:
    """The one thing that is told later and changes an earlier day: pending, never broken."""
    another = f"{GIVEN_ANOTHER}suggestion/2023/2: 2023-04-11 assigned jiaowei lead\n"
    once, again = (
        {x.id: x.verdict for x in assess(read_story(story), "pengshui-2023", as_of=date(2023, 4, 10)).findings}
        for story in (GIVEN_ANOTHER, another)
    )
    changed = {key for key in again if once.get(key) is not again[key]}
    assert {key.split("/")[0] for key in changed} == {"PLAN-01", "FILE-03", "ROLE-01", "ROLE-02"}
    assert {key.split("/")[1] for key in changed} == {"-"}
    assert {(once[key], again[key]) for key in changed} == {(Verdict.NOT_APPLICABLE, Verdict.PENDING)}


class Host(CaseLife):
    """A host whose own clock counts the day of the assignment: it calls a co-handling unit late a day too soon."""

    def __init__(self) -> None:
        super().__init__()
        self.open: dict[tuple[str, str], date] = {}

    def happened(self, event: Line) -> None:
        words = event.words.split()
        if words[0] == "assigned" and words[2] == "co_handling" and event.day is not None:
            before = event.day - timedelta(days=1)
            self.open[event.case, words[1]] = WorkCalendar.default().nth_working_day(before, 30)
        elif words[0] == "delivered" and words[2] == "round=0":
            self.open.pop((event.case, words[1]), None)
        elif words[0] in ("withdrawal", "waiver", "merge", "return"):
            self.open = {key: due for key, due in self.open.items() if key[0] != event.case}

    def looked_at(self, found: Assessment) -> None:
        mine = {key for key, due in self.open.items() if due < self.today}
        theirs = {(x.case, x.unit) for x in found.broken() if x.rule == "COHAND-01" and x.breach is Breach.MISSING}
        assert mine <= theirs


def test_a_hosts_false_clock_is_caught() -> None:
    caught = settings(some, max_examples=1500, stateful_step_count=12, phases=[Phase.generate])
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Host, settings=caught)


def test_the_machine_reaches_what_units_can_do() -> None:
    told: set[str] = set()

    class Told(CaseLife):
        def happened(self, event: Line) -> None:
            told.add(event.words.split()[0])

    run_state_machine_as_test(Told, settings=settings(walks, max_examples=60))
    expected = "assigned delivered contact draft review sign_off issued category filed made key implemented"
    assert set(expected.split()) <= told
