"""What changes, and by which cause: one difference at a time, two at once, none at all; and laws that hold for all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caserules import Comparison, InputRejected, Policy, PolicyError, WorkCalendar, assess, compare, vary
from caserules.demo import build_register, small_register
from caserules.policy import Scoring
from whatif.stories import NOTICE, OPINION, REPLY, day, facts, shown, told

YEAR_END = day("2023-12-31")


def whatif(story: str, changes: dict[str, Any], **settings: Any) -> Comparison:
    return compare(told(story), NOTICE, vary(NOTICE, changes), **{"as_of": YEAR_END, **settings})


# ------------------------------------------------------------ one difference


def test_a_shorter_term_turns_a_met_opinion_into_a_late_one() -> None:
    found = whatif(OPINION, {"COHAND-01.opinion_term": "20wd"})
    assert shown(found) == [
        "COHAND-01/suggestion/2023/12/caizheng/notice/0: met 2023-05-23 → broken late 2023-05-09 | COHAND-01.opinion_term"
    ]
    (cause,) = found.changes[0].causes
    assert (cause.alone, cause.together) == (("verdict", "due"), ())
    before, after = cause.difference.before, cause.difference.after
    assert (before.value, before.source, before.at, before.layer) == (
        [{"term": "30wd", "from": "asked"}], "notice", "三.1.d", "pengshui-2023",
    )  # fmt: skip
    assert (after.value, after.layer, after.basis) == ([{"term": "20wd", "from": "asked"}], "what-if", "unconfirmed")


def test_a_reply_that_counts_when_it_arrives_is_late() -> None:
    found = whatif(REPLY, {"REPLY-01.closing_event": "delivered"})
    assert shown(found) == [
        "REPLY-01/suggestion/2023/12/jiaowei/notice/-: met 2023-08-31 → broken late 2023-08-31 | REPLY-01.closing_event"
    ]
    assert (found.changes[0].before.done, found.changes[0].after.done) == (day("2023-08-30"), day("2023-09-01"))  # type: ignore[union-attr]


def test_without_holidays_the_opinion_is_due_earlier() -> None:
    plain = WorkCalendar.from_days(version="no holidays", first_year=2022, last_year=2025, holidays={})
    late = OPINION.replace("2023-05-18", "2023-05-23")
    found = compare(told(late), NOTICE, NOTICE, as_of=YEAR_END, calendar_b=plain)
    assert shown(found, "COHAND-01") == [
        "COHAND-01/suggestion/2023/12/caizheng/notice/0: met 2023-05-23 → broken late 2023-05-22 | calendar"
    ]
    assert {c.difference.key for x in found.changes for c in x.causes} == {"calendar"}


def test_a_day_later_the_open_duty_is_broken() -> None:
    found = compare(
        told(OPINION.replace("2023-05-18 delivered caizheng", "")),
        NOTICE,
        NOTICE,
        as_of=day("2023-05-23"),
        as_of_b=day("2023-05-24"),
    )
    assert shown(found) == [
        "COHAND-01/suggestion/2023/12/caizheng/notice/0: pending 2023-05-23 → broken missing 2023-05-23 | as_of"
    ]


def test_a_day_later_nothing_changes_that_waits_for_an_event() -> None:
    found = compare(told(OPINION), NOTICE, NOTICE, as_of=day("2023-05-19"), as_of_b=day("2023-05-20"))
    assert shown(found) == []


def test_a_case_assigned_later_appears() -> None:
    story = OPINION + "proposal/2023/7: 2023-06-01 assigned minzheng\n"
    found = compare(told(story), NOTICE, NOTICE, as_of=day("2023-05-30"), as_of_b=day("2023-06-01"))
    assert {x.case for x in found.appeared} == {"proposal/2023/7", None}
    assert all(x.causes[0].alone == ("listed",) for x in found.appeared)


def test_a_rule_switched_off_takes_its_findings_with_it() -> None:
    found = whatif(OPINION, {"COHAND-03.off": "not asked here"})
    assert [(x.rule, x.causes[0].difference.kind) for x in found.vanished] == [("COHAND-03", "rule_off")]
    assert len(found.changes) == 1


def test_a_rule_switched_on_is_a_new_duty() -> None:
    off = vary(NOTICE, {"COHAND-03.off": True})
    found = compare(told(OPINION), off, NOTICE, as_of=YEAR_END)
    assert [(x.rule, x.causes[0].difference.kind) for x in found.appeared] == [("COHAND-03", "new_duty")]


def test_another_year_moves_the_fixed_days() -> None:
    found = compare(told(REPLY), NOTICE, NOTICE, as_of=YEAR_END, year_b=2024)
    assert "REPLY-01/suggestion/2023/12/jiaowei/notice/-: met 2023-08-31 → met 2024-09-02 | year" in shown(found)
    assert [x.key for x in found.differences] == ["year"]


def test_a_policy_of_another_year_differs_by_its_year_alone() -> None:
    from caserules.whatif.varying import in_year

    found = compare(told(REPLY), NOTICE, in_year(NOTICE, 2024), as_of=YEAR_END)
    assert [x.key for x in found.differences] == ["year"]
    assert {c.difference.key for x in found.changes for c in x.causes} == {"year"}


def test_the_same_day_from_another_source_is_no_change() -> None:
    setting = NOTICE.rules["COHAND-01"]
    value = setting.values["opinion_term"]
    moved = replace(value, value=(replace(value.value[0], source="city"),), source="city")
    other = replace(NOTICE, rules={**NOTICE.rules, "COHAND-01": replace(setting, values={"opinion_term": moved})})
    assert shown(compare(told(OPINION), NOTICE, other, as_of=YEAR_END)) == []
    found = compare(told(OPINION), NOTICE, vary(other, {"COHAND-01.opinion_term": "20wd"}), as_of=YEAR_END)
    (change,) = found.changes
    assert (change.id.split("/")[-2], (change.id_after or "").split("/")[-2]) == ("notice", "city")


def test_a_contact_that_serves_one_stage_serves_another_when_the_first_asks_for_more() -> None:
    story = """
    complete_through = 2023-12-31
    2023-04-10 assigned jiaowei lead
    2023-04-20 contact jiaowei leader_in_charge face_to_face
    2023-05-10 contact jiaowei leader_in_charge face_to_face
    2023-06-01 issued jiaowei
    """
    found = whatif(story, {"CONTACT-01.talk_post": "principal"})
    (told_later,) = [x for x in found.changes if x.rule == "CONTACT-02"]
    assert (told_later.before.done, told_later.after.done) == (day("2023-05-10"), day("2023-04-20"))  # type: ignore[union-attr]
    assert [c.difference.key for c in told_later.causes] == ["CONTACT-01.talk_post"]


# ------------------------------------------------------------ two at once


def test_two_parameters_of_two_rules_are_each_found() -> None:
    story = OPINION + "2023-08-30 issued jiaowei\n2023-09-01 reached jiaowei\n"
    found = whatif(story, {"COHAND-01.opinion_term": "20wd", "REPLY-01.closing_event": "delivered"})
    assert {line.partition("| ")[2] for line in shown(found)} == {"COHAND-01.opinion_term", "REPLY-01.closing_event"}
    assert len(found.changes) == 2


def test_of_two_parameters_of_a_rule_each_is_the_cause_of_its_own_part() -> None:
    found = whatif(REPLY, {"REPLY-01.reply_term": "09-15", "REPLY-01.closing_event": "delivered"})
    (change,) = found.changes
    assert {c.difference.key: (c.alone, c.together) for c in change.causes} == {
        "REPLY-01.reply_term": (("due",), ()),
        "REPLY-01.closing_event": (("done",), ()),
    }


def test_what_only_two_together_bring_about_names_both() -> None:
    story = REPLY.replace("2023-08-30 issued", "2023-07-28 issued").replace("2023-09-01", "2023-08-02")
    found = whatif(story, {"REPLY-01.reply_term": "07-31", "REPLY-01.closing_event": "delivered"})
    (change,) = found.changes
    assert {c.difference.key: (c.alone, c.together) for c in change.causes} == {
        "REPLY-01.reply_term": (("due",), ("verdict",)),
        "REPLY-01.closing_event": (("done",), ("verdict",)),
    }


def test_what_either_would_bring_about_names_both_alone() -> None:
    story = OPINION.replace("2023-05-18 delivered caizheng", "")
    found = compare(
        told(story),
        NOTICE,
        vary(NOTICE, {"COHAND-01.opinion_term": "20wd"}),
        as_of=day("2023-05-23"),
        as_of_b=day("2023-05-24"),
    )
    (change,) = found.changes
    assert {c.difference.key: c.alone for c in change.causes} == {
        "COHAND-01.opinion_term": ("verdict", "due"),
        "as_of": ("verdict",),
    }


def test_a_parameter_that_changes_nothing_is_a_difference_and_no_cause() -> None:
    found = whatif(OPINION, {"COHAND-01.opinion_term": "20wd", "COHAND-02.redo_term": "5wd from asked"})
    assert [x.key for x in found.differences] == ["COHAND-01.opinion_term", "COHAND-02.redo_term"]
    assert found.summary["causes"] == {"COHAND-01.opinion_term": 1, "COHAND-02.redo_term": 0}


# ------------------------------------------------------------ none, and refusals


def test_a_policy_against_itself_changes_nothing() -> None:
    found = compare(small_register(), NOTICE, vary(NOTICE, {}), as_of=day("2023-09-01"))
    assert (found.differences, found.changes, found.scores) == ((), (), ())
    assert "没有改变" in found.text()
    assert "No verdict, due day or score changes." in found.text("en")


def test_an_instant_is_no_day() -> None:
    from datetime import datetime

    with pytest.raises(InputRejected, match="INP-012"):
        compare(told(OPINION), NOTICE, NOTICE, as_of=datetime(2023, 5, 1))  # noqa: DTZ001  that it is refused is the point


def test_a_policy_of_another_time_zone_is_refused() -> None:
    with pytest.raises(PolicyError, match="POL-007"):
        compare(told(OPINION), NOTICE, replace(NOTICE, time_zone="Asia/Urumqi"), as_of=YEAR_END)


def test_a_case_given_alone_is_compared_as_it_is_assessed() -> None:
    case = told(OPINION).cases[0]
    found = compare(case, NOTICE, NOTICE, as_of=day("2023-05-17"), as_of_b=day("2023-06-01"))
    for side, as_of in ((found.before, "2023-05-17"), (found.after, "2023-06-01")):
        reference = assess(case, NOTICE, as_of=day(as_of))
        assert [(x.id, x.verdict) for x in side.findings] == [(x.id, x.verdict) for x in reference.findings]


# ------------------------------------------------------------ scores


def test_scores_that_change_are_listed_by_unit() -> None:
    points = Scoring(full=Decimal(100), points={"COHAND-01": Decimal(2)})
    scored = replace(NOTICE, scoring=points)
    found = compare(told(OPINION), scored, vary(scored, {"COHAND-01.opinion_term": "20wd"}), as_of=YEAR_END)
    assert [tuple(x) for x in found.scores] == [("caizheng", Decimal(100), Decimal(98))]
    assert found.to_dict()["scores"] == [{"unit": "caizheng", "before": "100", "after": "98"}]
    assert "caizheng：100 → 98" in found.text()


# ------------------------------------------------------------ laws

CHANGES: dict[str, str] = {
    "PLAN-01.plan_term": "05-10",
    "ROLE-02.naming_term": "04-30",
    "CONTACT-01.talk_post": "principal",
    "CONTACT-01.talk_forms": "letter",
    "CONTACT-02.progress_forms": "meeting",
    "CONTACT-03.result_post": "handler",
    "CONTACT-03.result_term": "08-31",
    "COHAND-01.opinion_term": "20wd",
    "COHAND-02.redo_term": "5wd from asked",
    "OUTCOME-01.carrying_out_term": "closing",
    "SIGN-01.drafting_steps": "{ draft = [] }",
    "SIGN-02.signing_steps": '{ sign_off = ["review"], review = [] }',
    "SIGN-02.signing_posts": '{ sign_off = "leader_in_charge", review = "handler" }',
    "SIGN-02.same_day": "unsettled",
    "SIGN-03.off": "true",
    "REPLY-01.reply_term": "3m from assigned",
    "REPLY-01.closing_event": "delivered",
    "REPLY-02.answer_to": "all",
    "FILE-01.reply_recipients": '{ government_office = ["suggestion"] }',
    "FILE-03.summary_term": "20wd before closing",
    "KEY-01.off": "true",
    "CARRY-03.refining_term": "05-31",
}
"""One change of most kinds of parameter."""
SMALL = small_register()
AS_OF = day("2023-09-01")


def varied(keys: frozenset[str]) -> Policy:
    return vary(NOTICE, {key: CHANGES[key] for key in sorted(keys)})


def sides(found: Comparison) -> dict[str, tuple[Any, Any]]:
    return {x.id: (x.before, x.after) for x in found.changes}


@pytest.mark.parametrize("key", CHANGES)
def test_both_sides_are_what_assess_says(key: str) -> None:
    other = varied(frozenset((key,)))
    found = compare(SMALL, NOTICE, other, as_of=AS_OF)
    for side, policy in ((found.before, NOTICE), (found.after, other)):
        told_ = [(x.id, x.verdict.value, str(x.due), str(x.done)) for x in side.findings]
        assert told_ == facts(policy, register=SMALL, as_of=AS_OF)
    assert {c.difference.key for x in found.changes for c in x.causes} <= {x.key for x in found.differences}


@given(keys=st.frozensets(st.sampled_from(sorted(CHANGES)), max_size=4), days=st.integers(0, 200))
@settings(max_examples=25, deadline=None)
def test_backwards_it_is_the_mirror_image(keys: frozenset[str], days: int) -> None:
    one, other = day("2023-09-01"), date.fromordinal(day("2023-04-10").toordinal() + days)
    there = compare(SMALL, NOTICE, varied(keys), as_of=one, as_of_b=other)
    back = compare(SMALL, varied(keys), NOTICE, as_of=other, as_of_b=one)
    assert sides(there) == {x.id: (x.after, x.before) for x in back.changes}
    assert [(x.key, x.before, x.after) for x in there.differences] == [
        (x.key, x.after, x.before) for x in back.differences
    ]


@given(keys=st.frozensets(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_cause_alone_is_what_a_third_assessment_says(keys: frozenset[str]) -> None:
    found = compare(SMALL, NOTICE, varied(keys), as_of=AS_OF)
    singly = {key: sides(compare(SMALL, NOTICE, varied(frozenset((key,))), as_of=AS_OF)) for key in keys}
    for change in found.changes:
        for cause in change.causes:
            key = cause.difference.key
            _, after = singly[key if key in singly else f"{key}.off"].get(change.id, (change.before, change.before))
            for aspect in set(cause.alone) - {"listed"}:
                assert after is not None
                assert change.after is not None
                assert after.aspects()[aspect] == change.after.aspects()[aspect]
            if "listed" in cause.alone:
                assert (after is None) == (change.after is None)


def test_every_change_has_a_cause() -> None:
    found = compare(SMALL, NOTICE, varied(frozenset(CHANGES)), as_of=AS_OF, as_of_b=day("2023-07-01"))
    assert found.changes
    assert all(x.causes for x in found.changes)


def test_the_demo_register_runs_and_its_numbers_agree() -> None:
    register = build_register(1)
    found = compare(register, NOTICE, varied(frozenset(["COHAND-01.opinion_term"])), as_of=AS_OF)
    data = found.to_dict()
    assert data["summary"]["changes"] == len(data["changes"]) > 100
    moved = sum(x["count"] for x in data["summary"]["from_to"])
    assert moved <= data["summary"]["verdicts"]
    before, after = data["before"]["verdicts"], data["after"]["verdicts"]
    by_move = {"met": 0, "broken": 0}
    for x in data["summary"]["from_to"]:
        for verdict in by_move:
            by_move[verdict] += x["count"] * ((x["to"] == verdict) - (x["from"] == verdict))
    assert {verdict: after[verdict] - before[verdict] for verdict in by_move} == by_move
