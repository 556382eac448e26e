"""Invariants of a whole assessment, over generated registers: what may be reordered, renamed, shifted, added, moved earlier.

`invariants.toml` says by number where each invariant of the library is held, these among them.
"""

from __future__ import annotations

import copy
import json
import os
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from caserules import Assessment, Finding, Register, Verdict, assess, load_policy
from caserules.calendar import WorkCalendar
from caserules.expr.rows import lag_of
from caserules.policy import Policy
from caserules.terms import to_number
from oracle.registers import move, random_register
from packs import PACK, written
from smallest import CASE, changed, judged, one, short, well_handled

Json = dict[str, Any]
NOTICE = "pengshui-2023"
DAYS = ("2023-05-24", "2023-09-04", "2024-01-10")
SEEDS = range(int(os.environ.get("LAW_SEEDS", "24")))
UNITS = ("caizheng", "jiaotong", "shuili")


def told(doc: Json, as_of: str = DAYS[-1], policy: str | Policy = NOTICE, **how: Any) -> Assessment:
    return assess(Register.model_validate_json(json.dumps(doc)), policy, as_of=date.fromisoformat(as_of), **how)


def verdicts(found: Assessment) -> dict[str, tuple[object, ...]]:
    return {x.id: (x.verdict, x.breach, x.due, x.done) for x in found.findings}


def documents() -> list[Json]:
    return [random_register(Random(seed)) for seed in SEEDS]


@pytest.fixture(scope="module", name="docs")
def _docs() -> list[Json]:
    return documents()


# ------------------------------------------------------------------------------------------ order, names, time: 13, 21, 22


def shuffled(doc: Json, luck: Random) -> Json:
    """The same register with everything that has no order of its own in another one."""
    doc = copy.deepcopy(doc)
    lists = [doc.get(name, []) for name in ("cases", "units", "leaders", "filings", "adjustments", "attestations")]
    for case in doc["cases"]:
        lists += [case.get(name, []) for name in ("contacts", "requests", "replies", "commitments", "designations")]
    for each in lists:
        luck.shuffle(each)
    return doc


def test_the_order_of_cases_and_records_is_irrelevant(docs: list[Json]) -> None:
    luck = Random(1)
    for doc in docs:
        assert verdicts(told(doc)) == verdicts(told(shuffled(doc, luck)))


def renamed(text: str) -> str:
    for number, unit in enumerate(UNITS):
        text = text.replace(unit, f"u{2 - number}")
    return text.replace("p.wang", "q3").replace("p.zhao", "q1").replace('"wang"', '"l9"').replace('"zhao"', '"l1"')


def test_renaming_units_and_people_renames_findings_and_nothing_else(docs: list[Json]) -> None:
    for doc in docs:
        there = verdicts(told(json.loads(renamed(json.dumps(doc)))))
        assert {renamed(key): value for key, value in verdicts(told(doc)).items()} == there


def later(text: str) -> str:
    """The same 28 years later: the same weekdays, the same leap years."""
    return re.sub(r"\b(20[12][0-9])(?![0-9])", lambda found: str(int(found[1]) + 28), text)


def test_a_case_28_years_later_has_the_same_findings_28_years_later(docs: list[Json], tmp_path: Path) -> None:
    weekdays = WorkCalendar.from_days(version="weekdays", first_year=2012, last_year=2056, holidays={})
    policies = [load_policy(written(tmp_path, "now", PACK))]
    policies.append(load_policy(written(tmp_path, "then", PACK.replace("year = 2023\n", "year = 2051\n", 1))))
    for doc in docs:
        now = told(doc, DAYS[-1], policies[0], calendar=weekdays)
        then = told(json.loads(later(json.dumps(doc))), later(DAYS[-1]), policies[1], calendar=weekdays)
        for found in (now, then):
            assert found.calendar == weekdays
        mine = {later(x.id): (x.verdict, x.breach, x.due and later(str(x.due))) for x in now.findings}
        assert mine == {x.id: (x.verdict, x.breach, x.due and str(x.due)) for x in then.findings}


# ---------------------------------------------------------------------------------------------- part and whole: 15, 25, 26


def test_a_case_is_judged_alike_alone_and_among_others(docs: list[Json]) -> None:
    for doc in docs:
        whole = verdicts(told(doc))
        for case in doc["cases"]:
            key = f"/{case['kind']}/{case['year']}/{case['number']}/"
            alone = verdicts(told(doc | {"cases": [case]}))
            mine = {name: said for name, said in whole.items() if key in name}
            assert mine == {name: said for name, said in alone.items() if key in name}


def test_a_case_more_changes_no_other_case(docs: list[Json]) -> None:
    more = {"kind": "proposal", "year": 2023, "number": 4444, "mode": "single"}
    more |= {"assignments": [{"unit": "shuili", "role": "single", "assigned": "2023-04-10"}], "replies": []}
    for doc in docs:
        with_it = verdicts(told(doc | {"cases": [*doc["cases"], more]}))
        assert {x for x in verdicts(told(doc)).items() if "/-/" not in x[0]} <= set(with_it.items())


def test_judging_changes_nothing_and_says_the_same_again(docs: list[Json]) -> None:
    for doc in docs[:8]:
        register = Register.model_validate_json(json.dumps(doc))
        before = register.model_dump_json()
        policy = load_policy(NOTICE)
        stated = repr(policy)
        found = [assess(register, policy, as_of=date.fromisoformat(DAYS[-1])) for _ in range(2)]
        assert found[0].to_dict() == found[1].to_dict() == found[0].to_dict()
        assert [x.to_dict() for x in found[0].findings] == [x.to_dict() for x in found[1].findings]
        assert (register.model_dump_json(), repr(policy)) == (before, stated)


# ------------------------------------------------------------------------------------------------- days: 16, 17, 19, 23


def earlier(doc: Json, luck: Random) -> Json:
    """The same with each opinion of the first round, and each filing, done some days earlier."""
    doc = copy.deepcopy(doc)
    requests = [x for case in doc["cases"] for x in case.get("requests", ()) if x["round"] == 0]
    for records, key in ((requests, "delivered"), (doc["filings"], "filed")):
        for record in records:
            if len(record.get(key, "")) == 10:
                record[key] = max(move(record[key], -luck.randint(1, 30)), "2023-04-10")
    return doc


@pytest.mark.parametrize("as_of", DAYS)
def test_to_do_it_earlier_breaks_nothing(docs: list[Json], as_of: str) -> None:
    luck = Random(2)
    own = ("COHAND-01", "PLAN-01", "FILE-01", "FILE-02", "FILE-03")
    for doc in docs:
        before = {x.id for x in told(doc, as_of).broken()}
        after = {x.id for x in told(earlier(doc, luck), as_of).broken() if x.rule in own}
        starts = {
            x["assigned"] for case in doc["cases"] for x in case["assignments"] if len(x.get("assigned", "")) == 10
        }
        if max(starts, default="") <= "2023-04-10":  # a day before the assignment would not be earlier, but impossible
            assert after <= before


@pytest.mark.parametrize("as_of", DAYS)
def test_nothing_is_broken_before_its_day_and_every_breach_says_by_what(docs: list[Json], as_of: str) -> None:
    today = to_number(date.fromisoformat(as_of))
    for doc in docs:
        found = told(doc, as_of)
        for x in found.broken():
            assert x._due[1] < today or (lag_of(x._duty.duty) != 1 and x._due[1] <= today), x.id
            plain = x.to_dict()
            assert plain["rule"] and plain["clause"] and plain["breach"]
            assert found.explain(x.id).parameters or not x._duty.rule.params
            assert x.evidence
        assert found.to_dict()["calendar"]["sha256"] == found.calendar.sha256


def test_a_longer_term_breaks_nothing_more(docs: list[Json], tmp_path: Path) -> None:
    longer = PACK.replace('term = "30wd"', 'term = "45wd"').replace('term = "04-20"', 'term = "05-20"')
    longer = longer.replace('closing = { day = "08-31"', 'closing = { day = "10-31"')
    assert longer.count("45wd") == PACK.count('term = "30wd"') > 0
    policies = [load_policy(written(tmp_path, name, text)) for name, text in (("short", PACK), ("long", longer))]
    fewer = 0
    for doc in docs:
        broken = [
            {x.id for x in told(doc, DAYS[1], policy).broken() if x.rule[:6] in ("COHAND", "PLAN-0", "REPLY-")}
            for policy in policies
        ]
        assert broken[1] <= broken[0]
        fewer += len(broken[0]) - len(broken[1])
    assert fewer


# --------------------------------------------------------------------------------------------------------- points: 27 to 31

POINTS = {"COHAND-01": "0.1", "COHAND-02": "0.2", "REPLY-01": "3", "REPLY-02": "0.5", "SIGN-01": "1", "SIGN-02": "1.5", "PLAN-01": "2", "FILE-01": "1"}  # fmt: skip


@pytest.fixture(scope="module", name="scored")
def _scored(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    scoring = '[scoring]\nfull = 10\nsource = "notice"\n[scoring.points]\n'
    scoring += "".join(f'"{rule}" = "{points}"\n' for rule, points in POINTS.items())
    start = PACK.index("[scoring]")
    end = PACK.find("\n[", start + 1)
    text = PACK[:start] + (PACK[end + 1 :] if end >= 0 else "")
    return load_policy(written(tmp_path_factory.mktemp("scored"), "scored", text + "\n" + scoring))


def test_points_are_exact_bounded_and_taken_once_for_a_fact(docs: list[Json], scored: Policy) -> None:
    for doc in docs:
        found = told(doc, DAYS[-1], scored)
        by_id: Mapping[str, Finding] = {x.id: x for x in found.findings}
        assert found.scores is not None
        for score in found.scores.values():
            assert Decimal(0) <= score.score <= score.full
            assert score.deducted == sum((x.points for x in score.deductions), Decimal(0))
            assert score.deducted == sum((x.points for x in reversed(score.deductions)), Decimal(0))
            facts = [(by_id[x.finding].case, by_id[x.finding].fact) for x in score.deductions]
            assert len(facts) == len(set(facts))
            for deduction in score.deductions:
                assert by_id[deduction.finding].verdict is Verdict.BROKEN
                assert str(deduction.points) == POINTS[deduction.rule]


def test_fewer_breaches_never_cost_more_and_parts_never_less_than_the_whole(docs: list[Json], scored: Policy) -> None:
    for doc in docs:
        whole = told(doc, DAYS[-1], scored).scores or {}
        parts: dict[str, Decimal] = defaultdict(Decimal)
        for case in doc["cases"]:
            for unit, score in (told(doc | {"cases": [case], "carried": []}, DAYS[-1], scored).scores or {}).items():
                parts[unit] += score.deducted
                if unit in whole:
                    assert score.deducted <= whole[unit].deducted
        for unit, score in whole.items():
            assert score.deducted <= parts[unit]


# ------------------------------------------------------------------------------ co-handling and signing off: 33 to 36

COHAND = f"COHAND-01/{CASE}/caizheng/notice/0"


def test_the_lead_unit_is_asked_for_no_opinion_of_its_own() -> None:
    twice = {"unit": "jiaowei", "role": "co_handling", "assigned": "2023-04-10"}
    found = judged(changed(well_handled(), {"/cases/0/assignments/-": twice}))
    assert not [x.id for x in found.findings if x.rule.startswith("COHAND") and x.unit == "jiaowei"]


def test_one_co_handling_unit_more_changes_nobody_elses_result() -> None:
    unit = {"id": "shuili", "name": "shuili", "bound": True}
    asked = {"unit": "shuili", "role": "co_handling", "assigned": "2023-04-11"}
    given = {"unit": "shuili", "delivered": "2023-05-20"}
    more = {"/units/-": unit, "/cases/0/assignments/-": asked, "/cases/0/requests/-": given}
    before, after = judged(well_handled()), judged(changed(well_handled(), more))
    mine = {name: said for name, said in verdicts(after).items() if "/shuili/" not in name}
    assert mine == verdicts(before)
    assert verdicts(after)[f"COHAND-01/{CASE}/shuili/notice/0"][0] is Verdict.MET


@pytest.mark.parametrize(("lead", "own", "due"), [("2023-04-10", "2023-04-10", "2023-05-23"), ("2023-03-01", "2023-04-10", "2023-05-23"), ("2023-04-20", "2023-04-10", "2023-05-23"), ("2023-04-10", "2023-04-20", "2023-06-02")])  # fmt: skip
def test_a_co_handling_units_clock_runs_from_its_own_assignment(lead: str, own: str, due: str) -> None:
    days = {"/cases/0/assignments/0/assigned": lead, "/cases/0/assignments/1/assigned": own}
    assert str(one(judged(changed(well_handled(), days)), COHAND).due) == due


STEPS = "/cases/0/replies/0/steps"
CHAIN = ("draft", "recheck", "review", "sign_off", "leader_sign_off")


def signing(found: Assessment) -> dict[str, str]:
    return {x.part.step or "": short(x) for x in found.findings if x.rule.startswith("SIGN") and x.case == CASE}


@pytest.mark.parametrize(
    "more",
    [
        {"/cases/0/contacts/-": {"unit": "jiaowei", "stage": "during", "form": "telephone", "on": "2023-06-02"}},
        {"/cases/0/requests/-": {"unit": "caizheng", "round": 1, "asked": "2023-06-02", "delivered": "2023-06-03"}},
        {f"{STEPS}/-": {"step": "countersign", "person": "caizheng.leader", "on": "2023-06-02"}},
        {
            "/filings/-": {
                "paper": "work_plan",
                "unit": "jiaowei",
                "recipient": "government_office",
                "filed": "2023-06-03",
            }
        },
    ],
)
def test_a_valid_chain_stays_valid_whatever_else_happens(more: Json) -> None:
    assert signing(judged(changed(well_handled(), more))) == dict.fromkeys(CHAIN, "met")


@pytest.mark.parametrize("at", [1, 3, 4])
def test_two_steps_exchanged_make_the_chain_invalid(at: int) -> None:
    """Each step on a day of its own, and two that follow each other exchanged: the earlier one is out of order."""
    days = [f"2023-06-0{day}" for day in range(1, 6)]
    set_out: Callable[[list[str]], Json] = lambda on: {f"{STEPS}/{i}/on": day for i, day in enumerate(on)}  # noqa: E731
    issued = {"/cases/0/replies/0/issued": "2023-06-06"}
    assert set(signing(judged(changed(well_handled(), set_out(days) | issued))).values()) == {"met"}
    days[at - 1], days[at] = days[at], days[at - 1]
    found = signing(judged(changed(well_handled(), set_out(days) | issued)))
    assert found[CHAIN[at - 1]] == "broken out_of_order"
