"""The narrow public functions: `assess` asked one question; none says anything that `assess` does not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules.duties import Breach, Verdict
from caserules.errors import InputRejected, PolicyError
from caserules.models import Case
from caserules.narrow import carry_over, check_co_handling, check_sign_off, compute_deadlines
from smallest import CASE, GONE, LAST, OLD, POLICY, changed, judged, register, well_handled

Json = dict[str, Any]
END = date.fromisoformat(LAST)
GIVEN = "/cases/0/requests/0/delivered"
BACK = {"unit": "caizheng", "round": 1, "asked": "2023-05-25"}


def case(changes: Json | None = None) -> Json:
    found: Json = changed(well_handled(), changes or {})["cases"][0]
    return found


# ------------------------------------------------------------------------------------------------------- deadlines


def test_each_duty_of_a_case_has_its_day_and_how_it_was_counted() -> None:
    found = {x.finding: x for x in compute_deadlines(case(), POLICY)}
    opinion = found[f"COHAND-01/{CASE}/caizheng/notice/0"]
    assert (opinion.due, opinion.clause, opinion.provisional) == (date(2023, 5, 23), "三.1.d", False)
    assert (opinion.counted["from"], opinion.counted["term"], opinion.counted["working_days"]) == (
        "2023-04-10",
        "30wd",
        30,
    )
    assert opinion.counted["made_up"] == ["2023-04-23", "2023-05-06"]
    assert found[f"REPLY-01/{CASE}/jiaowei/notice/-"].due == date(2023, 8, 31)
    assert found[f"REPLY-01/{CASE}/jiaowei/notice/-"].counted == {}
    assert {x.finding.split("/")[1] for x in found.values()} == {"suggestion"}


def test_a_duty_without_a_day_says_on_which_to_remind() -> None:
    plain = next(x for x in compute_deadlines(case(), POLICY) if x.rule == "CONTACT-02")
    carried_out = next(
        x for x in compute_deadlines(case({"/cases/0/replies/0/issued": "not_yet"}), POLICY) if x.rule == "CONTACT-02"
    )
    assert (plain.due, carried_out.due, carried_out.remind) == (date(2023, 6, 5), None, date(2023, 5, 10))


def test_a_day_beyond_the_calendar_is_a_range_and_marked() -> None:
    given = {
        "kind": "suggestion",
        "year": 2026,
        "number": 1,
        "assignments": [{"unit": "a", "role": "co_handling", "assigned": "2026-11-23"}],
    }
    found = next(x for x in compute_deadlines(given, POLICY) if x.rule == "COHAND-01")
    assert found.provisional
    assert found.due_range is not None


def test_a_start_that_is_not_known_is_not_counted_from() -> None:
    found = next(
        x
        for x in compute_deadlines(case({"/cases/0/assignments/1/assigned": "2023-04"}), POLICY)
        if x.rule == "COHAND-01"
    )
    assert (found.counted, found.due_range) == ({}, (date(2023, 5, 16), date(2023, 6, 13)))


def test_a_model_and_a_mapping_and_an_object_give_the_same() -> None:
    class Host:
        kind, year, number = "suggestion", 2023, 12
        assignments = ({"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"},)

    model = register(
        changed(
            well_handled(),
            {"/cases/0": {"kind": "suggestion", "year": 2023, "number": 12, "assignments": list(Host.assignments)}},
        )
    ).cases[0]
    told = [
        [(x.finding, x.due) for x in compute_deadlines(given, POLICY)]
        for given in (model, Host(), model.model_dump(mode="json", exclude_unset=True))
    ]
    assert told[0] == told[1] == told[2]
    assert isinstance(model, Case)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "suggestion", "number": 1},
        {"kind": "suggestion", "year": "2023", "number": 1},
        {"kind": "suggestion", "year": 1, "number": 1},
        object(),
        3,
    ],
)
def test_what_is_no_case_is_refused(given: Any) -> None:
    with pytest.raises(InputRejected):
        compute_deadlines(given, POLICY)


def test_a_policy_that_is_not_there_is_refused() -> None:
    with pytest.raises(PolicyError):
        compute_deadlines(case(), "nowhere")


# ----------------------------------------------------------------------------------------------------- co-handling


@pytest.mark.parametrize(
    ("changes", "verdict", "breach", "again", "own"),
    [
        ({}, "met", None, None, "met"),
        ({GIVEN: "2023-05-24"}, "broken", "late", None, "met"),
        ({GIVEN: "none"}, "broken", "missing", None, "met"),
        ({GIVEN: GONE}, "undetermined", None, None, "met"),
        ({"/cases/0/requests/-": BACK | {"delivered": "2023-06-01"}}, "met", None, "met", "met"),
        ({"/cases/0/requests/-": BACK | {"delivered": "none"}}, "met", None, "undetermined", "met"),
        ({"/cases/0/requests/0/own_answer": "2023-06-01"}, "met", None, None, "broken"),
        ({"/cases/0/mode": "separate"}, "met", None, None, None),
    ],
)
def test_co_handling_in_time_again_and_on_its_own(
    changes: Json, verdict: str, breach: str | None, again: str | None, own: str | None
) -> None:
    (found,) = check_co_handling(register(changed(well_handled(), changes)), POLICY, as_of=END)
    assert (found.case, found.unit) == (CASE, "caizheng")
    assert (found.in_time, found.breach) == (Verdict(verdict), None if breach is None else Breach(breach))
    assert (found.again and found.again.value, found.own_answer and found.own_answer.value) == (again, own)
    assert found.due == date(2023, 5, 23)
    assert bool(found.needs) is (verdict == "undetermined")


def test_of_several_rounds_the_last_one_is_told() -> None:
    rounds = [BACK | {"delivered": "2023-06-01"}, BACK | {"round": 2, "asked": "2023-06-05", "delivered": "not_yet"}]
    doc = changed(well_handled(), {"/cases/0/requests/-": rounds[0]})
    doc["cases"][0]["requests"].append(rounds[1])
    (found,) = check_co_handling(register(doc), POLICY, as_of=date(2023, 7, 1))
    assert (found.again, found.again_due) == (Verdict.PENDING, None)


def test_a_case_without_co_handling_units_has_none() -> None:
    assert check_co_handling(case({"/cases/0/assignments/1": GONE, "/cases/0/mode": "single"}), POLICY, as_of=END) == ()


# ------------------------------------------------------------------------------------------------------- sign-off


@pytest.mark.parametrize(
    ("changes", "parts_at"),
    [
        ({}, None),
        ({"/cases/0/replies/0/steps/1": GONE}, "recheck"),
        ({"/cases/0/replies/0/steps/2/on": "2023-06-04"}, "review"),
        ({"/cases/0/replies/0/steps/3/person": GONE}, "sign_off"),
        ({"/cases/0/replies/0/steps/4": GONE}, "leader_sign_off"),
    ],
)
def test_where_a_chain_parts_from_what_is_required(changes: Json, parts_at: str | None) -> None:
    found = {x.case: x for x in check_sign_off(register(changed(well_handled(), changes)), POLICY, as_of=END)}
    mine = found[CASE]
    assert (mine.unit, mine.version, mine.issued, mine.parts_at) == ("jiaowei", "1", date(2023, 6, 5), parts_at)
    assert [x.step for x in mine.steps] == ["draft", "recheck", "review", "sign_off", "leader_sign_off"]
    assert found[OLD].parts_at is None
    bad = [x for x in mine.steps if x.verdict is not Verdict.MET]
    assert [x.step for x in bad] == ([] if parts_at is None else [parts_at])
    assert all(
        (x.breach is None) is (x.verdict is Verdict.UNDETERMINED) and bool(x.needs) is (x.breach is None) for x in bad
    )


def test_no_reply_no_chain() -> None:
    assert check_sign_off(case({"/cases/0/replies": []}), POLICY, as_of=END) == ()


# -------------------------------------------------------------------------------------------------------- carry-over


def test_what_this_year_owes_the_next() -> None:
    doc = changed(
        well_handled(),
        {
            "/carried/-": {
                "kind": "proposal",
                "year": 2022,
                "number": 6,
                "unit": "jiaowei",
                "category": "to_be_planned",
            },
            "/cases/0/commitments/0/done": "not_yet",
        },
    )
    found = carry_over(register(doc), POLICY, as_of=date(2023, 7, 15))
    assert [x.case for x in found.lost] == ["proposal/2022/6"]
    assert found.cases == (OLD,)
    assert [x.case for x in found.trackers if x.verdict is Verdict.MET] == [OLD]
    assert ([x.case for x in found.plans], [x.ref for x in found.points]) == ([OLD], ["p1"])
    assert {x.rule for x in found.promises} == {"PROMISE-02", "CLOSE-01"}


@pytest.mark.parametrize(
    ("categories", "as_of", "carries"),
    [
        ([("to_be_planned", "2023-06-05")], LAST, True),
        ([("solvable_now", "2023-06-05"), ("to_be_planned", "2023-07-20")], LAST, True),
        ([("solvable_now", "2023-06-05"), ("to_be_planned", "2023-07-20")], "2023-07-19", False),
        ([("to_be_planned", "2023-06-05"), ("solvable_now", "2023-07-20")], LAST, False),
        ([("to_be_planned", "2023-06-05"), ("solvable_now", "2023-07-20")], "2023-07-19", True),
        ([], LAST, False),
    ],
)
def test_a_case_carries_over_by_its_last_category_by_the_day(
    categories: list[tuple[str, str]], as_of: str, carries: bool
) -> None:
    given = [{"meaning": meaning, "decided": decided} for meaning, decided in categories]
    doc = changed(well_handled(), {"/cases/0/replies/0/category": given})
    assert (CASE in carry_over(register(doc), POLICY, as_of=date.fromisoformat(as_of)).cases) is carries


def test_the_same_findings_as_assess() -> None:
    found = judged(well_handled())
    ids = {x.id for x in found.findings}
    assert {x.finding for x in compute_deadlines(case(), POLICY)} <= ids | {x.id for x in found.unlisted()}
