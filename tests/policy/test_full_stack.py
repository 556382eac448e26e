"""The county's notice on top of law and city: days accumulate with their sources, equal ones are one, no day yields to one set."""

from __future__ import annotations

from datetime import date

import pytest

from caserules import Assessment, Finding, assess, load_policy
from caserules.io.scenario import read_story
from caserules.messages.sentences import _frame

STACK = "pengshui-2023-full"
STORY = """
complete_through = 2023-12-01
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
proposal/2023/7: 2023-04-10 assigned jiaowei lead
proposal/2023/7: 2023-04-10 assigned caizheng co_handling
"""
SUGGESTION, PROPOSAL = "suggestion/2023/12", "proposal/2023/7"


def judged(lines: str = "", as_of: str = "2023-06-01") -> Assessment:
    return assess(read_story(STORY + lines), STACK, as_of=date.fromisoformat(as_of))


def found(assessment: Assessment, rule: str, case: str = SUGGESTION) -> dict[str, Finding]:
    return {x.part.key: x for x in assessment.findings if x.rule == rule and x.case == case}


def test_a_suggestion_shows_the_statutes_day_and_the_countys_with_their_sources() -> None:
    days = found(judged(), "REPLY-01")
    assert {key: (x.due, x.clause) for key, x in days.items()} == {
        "city": (date(2023, 7, 10), "第二十一条"),
        "notice": (date(2023, 8, 31), "三.1.a"),
    }
    assert days["city"].due_range == (date(2023, 7, 10), date(2023, 10, 10))
    assert [x["source"] for x in days["city"].detail()["also"]] == ["statute", "measures"]


def test_the_statute_is_not_asked_of_a_proposal_nor_of_a_carry_over() -> None:
    assert found(judged(), "REPLY-01", PROPOSAL).keys() == {"notice"}
    carried = judged("suggestion/2022/5: 2023-04-10 assigned jiaowei lead")
    assert found(carried, "REPLY-01", "suggestion/2022/5").keys() == {"notice"}


def test_equal_days_of_city_and_county_are_one_duty_that_cites_both() -> None:
    days = found(judged(), "COHAND-01")
    assert days.keys() == {"notice"}
    assert days["notice"].due == date(2023, 5, 23)
    assert [x["source"] for x in days["notice"].detail()["also"]] == ["city"]


@pytest.mark.parametrize(("case", "part", "due"), [(SUGGESTION, "city", date(2023, 5, 30)), (PROPOSAL, "notice", None)])
def test_the_redo_has_a_day_where_some_layer_sets_one(case: str, part: str, due: date | None) -> None:
    lines = f"{case}: 2023-05-23 delivered caizheng\n{case}: 2023-05-23 asked caizheng"
    days = found(judged(lines), "COHAND-02", case)
    assert {key: x.due for key, x in days.items()} == {part: due}


WIDE, NARROW = (f"attested judged={word} unit=jiaowei" for word in ("wide_and_hard", "not_wide_or_hard"))


@pytest.mark.parametrize(
    ("lines", "as_of", "verdict"),
    [
        ("", "2023-07-10", "pending"),
        ("", "2023-07-11", "undetermined"),
        ("", "2023-10-10", "undetermined"),
        ("", "2023-10-11", "broken"),
        ("2023-07-10 attested judged=wide_and_hard unit=jiaowei", "2023-10-10", "pending"),
        ("2023-07-10 attested judged=wide_and_hard unit=jiaowei", "2023-10-11", "broken"),
        ("2023-07-11 attested judged=wide_and_hard unit=jiaowei", "2023-07-12", "undetermined"),
        ("2023-06-01 attested judged=not_wide_or_hard unit=jiaowei", "2023-07-10", "pending"),
        ("2023-06-01 attested judged=not_wide_or_hard unit=jiaowei", "2023-07-11", "broken"),
        # denied after it was attested: no unit is convicted that relied on the first word
        (f"2023-06-01 {WIDE}\n2023-08-01 {NARROW}", "2023-08-02", "undetermined"),
        (f"2023-06-01 {WIDE}\n2023-08-01 {NARROW}", "2023-10-11", "broken"),
        ("2023-07-10 issued jiaowei", "2023-12-01", "met"),
        ("2023-08-01 issued jiaowei", "2023-08-01", "undetermined"),
        ("2023-10-11 issued jiaowei", "2023-12-01", "broken"),
    ],
)
def test_three_or_six_months_by_what_was_attested_in_time(lines: str, as_of: str, verdict: str) -> None:
    assert found(judged(lines, as_of), "REPLY-01")["city"].verdict.value == verdict


def test_a_breach_of_either_day_is_told_apart_and_punished_once() -> None:
    late = judged("2023-10-20 issued jiaowei", "2023-12-01")
    days = found(late, "REPLY-01")
    assert {key: x.verdict.value for key, x in days.items()} == {"city": "broken", "notice": "broken"}
    closing = [x for x in late.broken() if x.fact == "closing" and x.case == SUGGESTION]
    assert len([x for x in closing if x.same_fact_as is None]) == 1


def test_the_stack_names_its_layers_from_law_to_county() -> None:
    policy = load_policy(STACK)
    assert [layer.rank for layer in policy.layers] == ["law", "law", "law", "law", "city", "city", "county", "county"]
    assert policy.scoring.unscored["zh"]


def test_the_last_useful_day_of_a_delivery_reminds_and_no_more() -> None:
    full = judged("2023-06-05 issued jiaowei")
    for case in (SUGGESTION, PROPOSAL):
        (sent,) = found(full, "REPLY-02", case).values()
        assert (sent.remind, sent.due, sent.verdict.value) == (date(2023, 8, 3), None, "pending")
    alone = assess(read_story(STORY + "2023-06-05 issued jiaowei"), "pengshui-2023", as_of=date(2023, 6, 5))
    assert {x.remind for x in alone.findings if x.rule == "REPLY-02"} == {None}


RATED = "2023-06-05 issued jiaowei\n2023-06-08 arrived jiaowei\n2023-06-15 returned jiaowei not_satisfied\n"


def test_handling_again_cites_the_city_and_its_measures_and_says_on_which_reading_it_rests() -> None:
    days = found(judged(RATED, "2023-06-15"), "FEEDBACK-02")
    assert {key: (x.due, x.clause) for key, x in days.items()} == {"city": (date(2023, 8, 15), "第二十七条")}
    detail = days["city"].detail()
    assert [x["source"] for x in detail["also"]] == ["measures"]
    assert detail["basis"] == ["demand_day"]


@pytest.mark.parametrize("as_of", ["2023-07-07", "2023-07-10", "2023-12-01"])
def test_a_form_that_is_not_back_accuses_nobody(as_of: str) -> None:
    late = judged("2023-06-05 issued jiaowei\n2023-06-08 reached jiaowei", as_of)
    (form,) = found(late, "FEEDBACK-01").values()
    assert (form.verdict.value, form.remind, form.due) == ("pending", date(2023, 7, 7), None)
    assert form.detail()["performer"] == "proposer"
    assert _frame(form) == "pending_proposer"


def test_publication_has_the_laws_term_and_the_citys_duty() -> None:
    days = found(judged("2023-06-05 issued jiaowei", "2023-06-05"), "PUBLISH-01")
    assert {key: (x.due, x.clause, x.detail()["row"]) for key, x in days.items()} == {
        "open_information": (date(2023, 7, 4), "第二十六条", "第三十六条")
    }


def test_of_a_proposal_nothing_is_asked_after_the_reply_but_that_it_is_filed() -> None:
    story = "\n".join(f"{PROPOSAL}: {line}" for line in RATED.splitlines())
    rules = {x.rule for x in judged(story, "2023-12-01").findings if x.case == PROPOSAL}
    assert not rules & {"FEEDBACK-01", "FEEDBACK-02", "FEEDBACK-03", "PUBLISH-01", "PROMISE-03"}
