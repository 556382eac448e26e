"""The assessment itself: what it takes and refuses, what it lists and counts, ids, upcoming duties and questions."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from typing import Any

import pytest

from caserules.assess import assess
from caserules.calendar import WorkCalendar
from caserules.duties import Breach, Verdict
from caserules.errors import InputRejected, PolicyError
from caserules.policy import load_policy
from caserules.program import program_for
from smallest import (
    CASE,
    GONE,
    LAST,
    OFFICE,
    OLD,
    POLICY,
    adjusted,
    attestation,
    changed,
    filing,
    judged,
    one,
    register,
    short,
    well_handled,
)

Json = dict[str, Any]
REPLY = "/cases/0/replies/0"
ANSWERED = f"REPLY-01/{CASE}/jiaowei/notice/-"


# ---------------------------------------------------------------------------------------------------- in and refused


@pytest.mark.parametrize("as_of", [datetime(2023, 9, 1, tzinfo=UTC), datetime(2023, 9, 1), "2023-09-01", 2023, None])  # noqa: DTZ001
def test_what_is_no_day_is_refused(as_of: Any) -> None:
    with pytest.raises(InputRejected) as refused:
        assess(register(well_handled()), POLICY, as_of=as_of)
    assert refused.value.code == "INP-012"


def test_a_register_of_another_time_zone_is_refused() -> None:
    with pytest.raises(PolicyError) as refused:
        judged(changed(well_handled(), {"/time_zone": "America/New_York"}))
    assert refused.value.code == "POL-007"


def test_a_policy_can_be_given_loaded_or_by_its_id() -> None:
    by_id, loaded = judged(well_handled()), judged(well_handled(), policy=load_policy(POLICY))
    assert by_id.findings == loaded.findings
    assert by_id.policy is loaded.policy


def test_another_calendar_counts_other_days() -> None:
    default = WorkCalendar.default()
    weekdays = WorkCalendar.from_days(version="x", first_year=2023, last_year=2025, holidays={}, workdays=[])
    days = [one(judged(well_handled(), calendar=c), f"COHAND-01/{CASE}").due for c in (default, weekdays)]
    assert days == [date(2023, 5, 23), date(2023, 5, 22)]
    assert judged(well_handled(), calendar=weekdays).calendar is weekdays


def test_many_years_of_one_policy_do_not_pile_up() -> None:
    policy, calendar = load_policy(POLICY), WorkCalendar.default()
    assert program_for(policy, calendar, 2023) is program_for(policy, calendar, 2023)
    programs = [program_for(policy, calendar, year) for year in range(1990, 2060)]
    assert len({id(program) for program in programs}) == len(programs)


# ---------------------------------------------------------------------------------------------------------------- ids


def test_an_id_is_a_path_of_rule_case_unit_part_and_ref() -> None:
    doc = changed(well_handled(), {"/cases/0/requests/-": {"unit": "caizheng", "round": 1, "asked": "2023-05-23"}})
    ids = {x.id for x in judged(doc).findings}
    assert {
        f"COHAND-01/{CASE}/caizheng/notice/0",
        f"COHAND-02/{CASE}/caizheng/notice/1",
        f"PLAN-01/-/jiaowei/work_plan→{OFFICE}/-",
        f"SIGN-02/{CASE}/jiaowei/sign_off/1",
        f"REPLY-02/{CASE}/jiaowei/notice/d1",
        f"CARRY-04/{OLD}/caizheng/point/p1",
        f"PROMISE-01/{CASE}/jiaowei/dated/c1",
    } <= ids


def test_ids_do_not_hang_on_the_order_of_lists() -> None:
    doc = well_handled()
    turned = changed(
        doc, {key: list(reversed(doc[key[1:]])) for key in ("/cases", "/units", "/filings", "/attestations")}
    )
    assert {(x.id, short(x)) for x in judged(doc).findings} == {(x.id, short(x)) for x in judged(turned).findings}


def test_a_second_assignment_puts_its_day_into_the_id_of_both() -> None:
    again = {"unit": "caizheng", "role": "co_handling", "assigned": "2023-06-12"}
    ids = {
        x.id
        for x in judged(changed(well_handled(), {"/cases/0/assignments/-": again})).findings
        if x.rule == "COHAND-01"
    }
    assert ids == {f"COHAND-01/{CASE}/caizheng@{day}/notice/0" for day in ("2023-04-10", "2023-06-12")}


def test_a_corrected_day_moves_no_id() -> None:
    moved = changed(well_handled(), {"/cases/0/requests/0/delivered": "2023-05-24", f"{REPLY}/issued": "2023-06-06"})
    assert {x.id for x in judged(well_handled()).findings} == {x.id for x in judged(moved).findings}


def test_a_finding_is_found_by_its_id_also_if_it_is_not_listed() -> None:
    found = judged(well_handled())
    other = f"FILE-01/{CASE}/jiaowei/reply→cppcc_committee/-"
    assert (found.finding(ANSWERED).id, found.finding(other).because) == (ANSWERED, "kind")
    assert found.explain(other).finding.id == other
    assert other not in {x.id for x in found.findings}
    with pytest.raises(InputRejected) as refused:
        found.finding("REPLY-01/suggestion/2023/99/jiaowei/notice/-")
    assert refused.value.code == "INP-018"


# ------------------------------------------------------------------------------------------------- listed and counted


def test_every_duty_is_listed_or_counted() -> None:
    found = judged(well_handled())
    unlisted = list(found.unlisted())
    assert found.possible == sum(x.verdict is not Verdict.NOT_APPLICABLE for x in unlisted)
    assert found.not_owed == sum(x.verdict is Verdict.NOT_APPLICABLE for x in unlisted)
    assert len({x.id for x in unlisted} | {x.id for x in found.findings}) == len(unlisted) + len(found.findings)


def test_the_summary_counts_by_verdict_unit_and_rule() -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/issued": "2023-09-05", "/cases/0/commitments": []}))
    summary = found.summary
    assert summary["verdicts"]["broken"] == 1 == len(found.broken())
    assert sum(summary["verdicts"].values()) == len(found.findings)
    assert summary["units"]["jiaowei"]["broken"] == 1
    assert "broken" not in summary["units"]["caizheng"]
    assert summary["rules"]["REPLY-01"] == {"met": 1, "broken": 1}
    assert (summary["possible"], summary["not_owed"], summary["cases_later"]) == (found.possible, found.not_owed, 0)


def test_what_only_possibly_applies_is_counted_until_it_can_be_broken() -> None:
    unknown = {"/leaders/0/body": GONE, f"{REPLY}/steps/4": GONE}
    before = judged(changed(well_handled(), unknown | {f"{REPLY}/issued": "not_yet"}))
    after = judged(changed(well_handled(), unknown))
    assert not [x for x in before.findings if x.rule == "SIGN-03"]
    assert short(one(after, "SIGN-03")) == "undetermined"


# ----------------------------------------------------------------------------------------- upcoming duties, questions


def test_open_duties_come_by_their_day_or_the_day_to_remind() -> None:
    doc = changed(well_handled(), {"/cases/0/replies": [], "/cases/0/contacts": [], "/cases/0/requests": []})
    found = judged(doc, "2023-04-12").upcoming
    days = {x.finding: (x.day.isoformat(), x.due) for x in found if CASE in x.finding}
    assert days[f"COHAND-01/{CASE}/caizheng/notice/0"] == ("2023-05-23", True)
    assert days[ANSWERED] == ("2023-08-31", True)
    assert days[f"CONTACT-02/{CASE}/jiaowei/-/-"] == ("2023-05-10", False)
    assert days[f"FILE-01/{CASE}/jiaowei/reply→{OFFICE}/-"] == ("2023-08-31", False)
    assert f"KEY-01/{CASE}/jiaowei/notice/-" not in days
    assert list(found) == sorted(found, key=lambda x: (x.day, x.unit, x.finding))


def test_questions_name_the_fact_and_who_can_say_it_once_for_all_that_it_settles() -> None:
    found = judged(
        changed(
            well_handled(),
            {f"{REPLY}/issued": GONE, "/cases/0/assignments/1/assigned": GONE, "/cases/0/commitments": []},
        )
    )
    asked = {(x.unit, x.fact, x.who): x.findings for x in found.questions}
    assert f"COHAND-01/{CASE}/caizheng/notice/0" in asked["caizheng", "asked", "office"]
    assert ANSWERED in asked["jiaowei", "answered", "bearer"]
    assert len(asked["jiaowei", "answered", "bearer"]) > 1
    assert {id_ for ids in asked.values() for id_ in ids} <= {
        x.id for x in found.findings if x.verdict is Verdict.UNDETERMINED
    }


@pytest.mark.parametrize(
    ("changes", "duty", "needs"),
    [
        ({f"{REPLY}/steps/2/person": GONE}, f"SIGN-02/{CASE}/jiaowei/review", {("held.review.leader_in_charge", "bearer")}),
        ({f"{REPLY}/category": []}, f"OUTCOME-02/{CASE}", {("meaning", "bearer")}),
        ({"/adjustments": [adjusted("return", asked="2023-04-18")], "/cases/0/replies": []}, ANSWERED, {("endings", "office")}),
        ({"/adjustments": [adjusted("return", asked="2023-04-11")], filing("work_plan", "jiaowei", OFFICE): GONE}, f"PLAN-01/-/jiaowei/work_plan→{OFFICE}", {("cases", "office")}),
        ({attestation("kept"): GONE}, f"PROMISE-02/{CASE}", {("promise_attested.kept", "office")}),
        ({"/cases/0/commitments/0/promised_for": GONE, "/cases/0/commitments/0/done": "2023-12-01"}, f"PROMISE-02/{CASE}", {("promised_for", "bearer")}),
        ({"/cases/0/commitments/0/done": "2023-08-20", "/adjustments": [adjusted("extension", planned_end="2023-08-31") | {"about": {"case": CASE, "unit": "jiaowei", "commitment": "c1"}}]}, f"PROMISE-02/{CASE}", {("extensions", "office")}),
    ],
)  # fmt: skip
def test_an_undetermined_finding_says_what_would_settle_it(
    changes: Json, duty: str, needs: set[tuple[str, str]]
) -> None:
    finding = one(judged(changed(well_handled(), changes)), duty)
    assert finding.verdict is Verdict.UNDETERMINED
    assert needs <= {(need.fact, need.who) for need in finding.needs}


def test_a_tracker_is_asked_for_only_where_a_record_could_tell() -> None:
    stated = judged(changed(well_handled(), {"/cases/1/follow_up": GONE}))
    silent = judged(changed(well_handled(), {"/cases/1/follow_up/tracker": GONE}))
    needs = [[need.fact for need in one(found, f"CARRY-02/{OLD}").needs] for found in (stated, silent)]
    assert needs == [[], ["tracker"]]


def test_a_finding_that_is_settled_needs_nothing() -> None:
    assert {x.needs for x in judged(well_handled()).findings} == {()}


# ----------------------------------------------------------------------------------------------------- how it is told


def test_a_late_duty_tells_by_how_much_and_that_it_is_cured() -> None:
    finding = one(judged(changed(well_handled(), {"/cases/0/requests/0/delivered": "2023-05-26"})), f"COHAND-01/{CASE}")
    detail = finding.detail()
    assert (finding.late, finding.done, detail["late_by"], detail["cured_on"]) == (
        True,
        date(2023, 5, 26),
        {"days": 3, "working_days": 3},
        "2023-05-26",
    )
    assert "still_owed" not in detail


def test_lateness_beyond_the_calendar_is_told_in_days_alone() -> None:
    weekdays = WorkCalendar.from_days(version="x", first_year=2022, last_year=2023, holidays={}, workdays=[])
    finding = one(judged(changed(well_handled(), {f"{REPLY}/issued": "2024-01-10"}), calendar=weekdays), ANSWERED)
    assert finding.late_by() == {"days": 132}


def test_a_missing_duty_is_still_owed_and_a_forbidden_act_is_not() -> None:
    missing = one(judged(changed(well_handled(), {"/cases/0/requests": []})), f"COHAND-01/{CASE}")
    forbidden = one(
        judged(changed(well_handled(), {"/cases/0/requests/0/own_answer": "2023-06-01"})), f"COHAND-03/{CASE}"
    )
    assert (missing.breach, missing.detail()["still_owed"], missing.late) == (Breach.MISSING, True, False)
    assert (forbidden.breach, forbidden.acted_on, forbidden.done) == (Breach.FORBIDDEN, date(2023, 6, 1), None)
    assert "still_owed" not in forbidden.detail()


def test_done_on_a_day_known_in_part_is_a_range() -> None:
    finding = one(judged(changed(well_handled(), {"/cases/0/requests/0/delivered": "2023-06"})), f"COHAND-01/{CASE}")
    assert (finding.done, finding.detail()["done_range"], finding.late) == (None, ["2023-06-01", "2023-06-30"], True)


def test_a_breach_names_the_head_of_default_it_falls_under() -> None:
    broken = one(judged(changed(well_handled(), {f"{REPLY}/issued": "2023-09-05"})), ANSWERED)
    assert (broken.detail()["head"], broken.key_term) == ("not_answered_in_time", "办结时限")
    assert "head" not in one(judged(well_handled()), ANSWERED).detail()


def test_readings_that_nobody_confirmed_are_named() -> None:
    assert one(judged(well_handled()), ANSWERED).basis == ("rest_day_of_fixed_days", "closing_event") or one(
        judged(well_handled()), ANSWERED
    ).basis == ("closing_event",)


def test_an_extension_never_edits_the_first_due_day() -> None:
    about = {"case": CASE, "unit": "jiaowei", "commitment": "c1"}
    extended = {"/adjustments": [adjusted("extension", on="2023-07-30", planned_end="2023-08-31") | {"about": about}]}
    with_it, without = (
        one(judged(changed(well_handled(), extended)), f"PROMISE-02/{CASE}"),
        one(judged(well_handled()), f"PROMISE-02/{CASE}"),
    )
    assert (with_it.due, with_it.first_due, without.due, without.first_due) == (
        date(2023, 8, 31),
        date(2023, 7, 31),
        date(2023, 7, 31),
        None,
    )


def test_what_ended_a_units_last_case_is_told_of_its_own_duties() -> None:
    doc = changed(well_handled(), {"/cases/0/replies": [], filing("summary", "jiaowei", OFFICE): GONE})
    doc["cases"].append(
        changed(doc, {})["cases"][0]
        | {
            "number": 13,
            "assignments": [{"unit": "jiaowei", "role": "single", "assigned": "2023-04-10"}],
            "mode": "single",
        }
    )
    doc["adjustments"] = [
        adjusted("withdrawal", unit=None, on="2023-05-01"),
        adjusted("return", "suggestion/2023/13", on="2023-05-10"),
    ]
    assert short(one(judged(doc), f"FILE-03/-/jiaowei/summary→{OFFICE}")) == "not_applicable returned"


def test_evidence_points_into_the_register_and_names_the_sheet() -> None:
    source = {"file": "台账.xlsx", "sheet": "协办", "row": 7}
    finding = one(judged(changed(well_handled(), {"/cases/0/requests/0/source": source})), f"COHAND-01/{CASE}")
    told = {(x.pointer, x.fact, x.value, x.source) for x in finding.evidence}
    assert ("/cases/0/requests/0/delivered", "delivered", "2023-05-20", "台账.xlsx/协办/7") in told
    assert ("/cases/0/assignments/1/assigned", "asked", "2023-04-10", None) in told
    assert ("/units/1/bound", "bound", "yes", None) in told


@pytest.mark.parametrize(
    ("said", "value"),
    [("none", "none"), ("2023-05", "2023-05-01..2023-05-31"), (GONE, None), ("not_yet", f"2024-02-01..{''}")],
)
def test_evidence_tells_what_the_register_says(said: Any, value: str | None) -> None:
    finding = one(judged(changed(well_handled(), {"/cases/0/requests/0/delivered": said})), f"COHAND-01/{CASE}")
    assert value in {x.value for x in finding.evidence if x.fact == "delivered"}


def test_every_pointer_leads_to_what_it_tells() -> None:
    doc = changed(well_handled(), {"/adjustments": [adjusted("return", OLD, "caizheng", asked="2023-05-01")]})
    for finding in judged(doc).findings:
        for told in finding.evidence:
            at: Any = doc
            for key in told.pointer.split("/")[1:]:
                assert key, (finding.id, told)
                at = at.get(key) if isinstance(at, dict) else at[int(key)]
            if told.pointer.startswith("/complete_through") or told.value in (None, "2023-01-01") or at is None:
                continue  # a carry-over counts from 1 January, whatever its own day
            assert told.value in (at, "yes") or isinstance(at, (int, list)), (finding.id, told, at)


@pytest.mark.parametrize(
    ("duty", "part"),
    [
        (ANSWERED, {"source": "notice"}),
        (f"SIGN-02/{CASE}/jiaowei/review/1", {"step": "review", "ref": "1"}),
        (f"FILE-01/{CASE}/jiaowei/reply→{OFFICE}/-", {"paper": "reply", "recipient": OFFICE}),
        (f"PROMISE-02/{CASE}/jiaowei/kept/c1", {"aspect": "kept", "ref": "c1"}),
        (f"CONTACT-01/{CASE}/jiaowei/-/-", {}),
    ],
)
def test_the_part_is_told_by_its_names(duty: str, part: Json) -> None:
    assert one(judged(well_handled()), duty).to_dict()["part"] == part


def test_an_ending_is_evidence_too() -> None:
    finding = one(
        judged(
            changed(
                well_handled(),
                {"/cases/0/replies": [], "/adjustments": [adjusted("return", on="2023-05-10", asked="2023-05-01")]},
            )
        ),
        ANSWERED,
    )
    assert ("/adjustments/0/asked", "endings") in {(x.pointer, x.fact) for x in finding.evidence}


def test_what_is_complete_is_pointed_at_and_the_unit_has_its_name() -> None:
    doc = changed(well_handled(), {"/cases/0/requests": [], "/units/1/name": "县财政局"})
    finding = one(judged(doc), f"COHAND-01/{CASE}")
    assert "/complete_through/requests" in {x.pointer for x in finding.evidence}
    assert (finding.unit, finding.unit_name()) == ("caizheng", "县财政局")


def test_aliased_fields_are_pointed_at_by_the_name_they_have_in_the_document() -> None:
    finding = one(judged(well_handled()), f"KEY-01/{CASE}")
    assert "/cases/0/designations/1/from" in {x.pointer for x in finding.evidence}


def test_findings_are_equal_by_what_they_say() -> None:
    a, b, other = (
        judged(well_handled()).findings,
        judged(well_handled()).findings,
        judged(well_handled(), "2023-04-12").findings,
    )
    assert (a[0] == a[0], a[0] == b[0], hash(a[0]) == hash(b[0]), a[0] == other[0], a[0] == "x") == (
        True,
        True,
        True,
        False,
        False,
    )
    assert repr(a[0]) == f"<Finding {a[0].id}: met>"


def test_a_breach_of_a_unit_that_has_a_successor_says_who_answers_now() -> None:
    reform = {
        "/units/0/to": "2023-09-15",
        "/units/0/successor": "xinju",
        "/units/-": {"id": "xinju", "name": "新局", "bound": True},
        "/cases/0/replies": [],
    }
    finding = one(judged(changed(well_handled(), reform)), ANSWERED)
    assert (short(finding), finding.unit, finding.detail()["answerable"]) == ("broken missing", "jiaowei", "xinju")


@pytest.mark.parametrize(
    ("units", "answers"),
    [
        ({}, "jiaowei"),
        ({"/units/0/successor": "caizheng"}, "jiaowei"),
        ({"/units/0/successor": "caizheng", "/units/0/to": "2024-02-05"}, "jiaowei"),
        ({"/units/0/successor": "caizheng", "/units/0/to": "2024-01-30"}, "caizheng"),
        ({"/units/0/successor": "nowhere", "/units/0/to": "2024-01-30"}, "nowhere"),
        (
            {
                "/units/0/successor": "caizheng",
                "/units/0/to": "2023-12-01",
                "/units/1/successor": "jiaowei",
                "/units/1/to": "2024-01-01",
            },
            "caizheng",
        ),
    ],
)
def test_who_answers_is_the_unit_or_the_last_that_succeeded_it(units: Json, answers: str) -> None:
    assert judged(changed(well_handled(), units))._context.answerable("jiaowei") == answers


# -------------------------------------------------------------------------------------------------------- the receipt


def test_the_told_form_has_its_receipt() -> None:
    told = judged(well_handled(), known_by=date(2024, 1, 15)).to_dict()
    assert (told["schema"], told["as_of"], told["known_by"], told["plugins"]) == (
        "caserules.assessment/1",
        LAST,
        "2024-01-15",
        [],
    )
    assert told["policy"]["id"] == POLICY
    assert (
        len(told["register"]["sha256"])
        == len(told["calendar"]["sha256"])
        == len(told["policy"]["layers"][0]["sha256"])
        == 64
    )
    assert told["options"] == {"only": None, "not_owed": False}
    assert json.loads(json.dumps(told)) == told


def test_the_told_form_can_be_narrowed_or_widened() -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/issued": "2023-09-05", "/cases/0/commitments": []}))
    broken, all_ = found.to_dict(only=["broken"]), found.to_dict(not_owed=True)
    assert [x["rule"] for x in broken["findings"]] == ["REPLY-01"]
    assert (broken["options"]["only"], set(broken["rules"])) == (["broken"], {"REPLY-01"})
    assert len(all_["findings"]) == len(found.findings) + found.possible + found.not_owed
    assert found.to_dict(only=["not_applicable"], not_owed=True)["findings"] == [
        x for x in all_["findings"] if x["verdict"] == "not_applicable"
    ]


def test_data_issues_are_told_in_both_languages_with_what_they_touch() -> None:
    found = judged(changed(well_handled(), {f"{REPLY}/issued": "2023-04-01", "/complete_through": "2023-08-01"}))
    told = {x["code"]: x for x in found.to_dict()["data_issues"]}
    assert ANSWERED in told["DATA-001"]["affects"]
    assert all(
        "?" not in x["message"][lang] and "{" not in x["message"][lang] for x in told.values() for lang in ("zh", "en")
    )
    assert told["DATA-010"]["affects"]
    assert found.to_dict()["register"]["complete_through"] == "2023-08-01"


def test_completeness_by_kind_is_told_as_stated() -> None:
    told = judged(well_handled()).to_dict()["register"]["complete_through"]
    assert told == {"default": LAST, "delegations": LAST, "attestations": LAST}


def test_the_same_inputs_give_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import json, sys; sys.path.insert(0, 'tests')\n"
        "from smallest import judged, changed, well_handled\n"
        "doc = changed(well_handled(), {'/cases/0/replies/0/category': [], '/cases/0/requests/0/delivered': '2023-05'})\n"
        "print(json.dumps(judged(doc).to_dict(not_owed=True), ensure_ascii=True))"
    )
    outputs = [
        subprocess.run(  # noqa: S603  our own lines
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]


def test_a_policy_of_another_year_is_told_and_one_of_the_registers_is_not() -> None:
    def told(doc: Json) -> list[tuple[tuple[str, str], ...]]:
        return [x.params for x in judged(doc).data_issues if x.code == "DATA-024"]

    assert told(well_handled()) == []
    assert told(changed(well_handled(), {"/year": 2024})) == [(("expected", "2023"), ("found", "2024"))]


@pytest.mark.parametrize(
    ("through", "delivered", "said"),
    [
        ("2023-06-10", GONE, "broken missing"),
        ("2023-06-10", "not_yet", "broken missing"),
        ("2023-06-10", "2023-06-05", "broken late"),
        ("2023-06-10", "2023-06", "broken late"),
        ("2023-05-23", GONE, "broken missing"),
        ("2023-05-22", GONE, "undetermined"),
    ],
)
def test_what_may_have_been_done_since_the_register_ends_is_not_told_as_done(
    through: str, delivered: Any, said: str
) -> None:
    """Due on 23 May, judged on 30 June: after the register's last day it may have been done, or not."""
    request = {} if delivered is GONE else {"delivered": delivered}
    changes = {
        "/complete_through": through,
        "/cases/0/requests": [{"unit": "caizheng", "round": 0, **request}] if request else [],
    }
    found = one(judged(changed(well_handled(), changes), "2023-06-30"), f"COHAND-01/{CASE}")
    assert short(found) == said
    assert found.late is (said == "broken late")
