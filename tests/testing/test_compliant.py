"""Assertions on verdicts: what fails them, what they carry, and that the text names all a clerk would."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules.errors import CaserulesError, InputRejected
from caserules.testing import CaseBuilder, NotCompliant, RegisterBuilder, assert_compliant, assert_verdict, note
from caserules.testing.seen import watching
from smallest import LAST, POLICY, changed, filing, judged, register, told, well_handled

DAY = date(2023, 6, 1)
OPINION = "COHAND-01/suggestion/2023/12/caizheng/notice/0"
TOLD = CaseBuilder().assigned("2023-04-10", "jiaowei", "lead").assigned("2023-04-10", "caizheng", "co_handling")
LATE = TOLD.delivered("2023-05-24", "caizheng").build()
UNKNOWN = TOLD.delivered("done", "caizheng").build()


def failed(*args: Any, **how: Any) -> NotCompliant:
    with pytest.raises(NotCompliant) as caught:
        assert_compliant(*args, **how)
    return caught.value


def test_a_year_in_which_all_was_done_passes_and_gives_its_assessment() -> None:
    found = assert_compliant(well_handled(), POLICY, as_of=date.fromisoformat(LAST))
    assert {x.verdict.value for x in found.findings} == {"met"}


def test_a_late_opinion_fails_with_rule_clause_term_unit_days_and_remedy() -> None:
    error = failed(LATE, POLICY, as_of=DAY)
    assert [x.id for x in error.findings] == [OPINION]
    assert error.assessment.finding(OPINION).verdict.value == "broken"
    for words in (
        "1 项违反",
        "COHAND-01 协办意见按期送达",
        "三.1.d“30个工作日”",
        "caizheng",
        "逾期1天",
        "补正：",
        OPINION,
    ):
        assert words in str(error)


def test_the_same_in_english() -> None:
    text = str(failed(LATE, POLICY, as_of=DAY, lang="en"))
    for words in (
        "1 broken",
        "Co-handling opinion in time",
        "三.1.d",
        "caizheng",
        "1 day late",
        "To mend it:",
        OPINION,
    ):
        assert words in text


def test_what_cannot_be_told_fails_with_the_fact_wanted_and_who_can_say_it() -> None:
    error = failed(UNKNOWN, POLICY, as_of=DAY)
    assert [x.verdict.value for x in error.findings] == ["undetermined"]
    assert "1 项不能判定" in str(error)
    need = error.findings[0].needs[0]
    assert need.fact == "delivered"
    assert "可问主办单位" in str(error)


@pytest.mark.parametrize("allowed", [True, ["COHAND-01"], {OPINION}, "COHAND-01"])
def test_what_cannot_be_told_can_be_let_through_all_of_it_or_by_name(allowed: Any) -> None:
    assert_compliant(UNKNOWN, POLICY, as_of=DAY, allow_undetermined=allowed)


def test_letting_something_else_through_lets_nothing_through() -> None:
    assert len(failed(UNKNOWN, POLICY, as_of=DAY, allow_undetermined=["REPLY-01"]).findings) == 1


def test_what_is_let_through_and_what_is_not_kept_is_counted_when_something_fails() -> None:
    doc = changed(well_handled(), told(default=LAST, contacts="not_kept", attestations=LAST, delegations=LAST))
    doc = changed(
        doc, {"/cases/0/contacts": [], f"{filing('work_plan', 'jiaowei', 'government_office')}/filed": "done"}
    )
    doc = changed(doc, {f"{filing('work_plan', 'caizheng', 'government_office')}/filed": "2023-04-21"})
    text = str(failed(doc, POLICY, as_of=date.fromisoformat(LAST), allow_undetermined=True, lang="en"))
    assert "Let through: 2 undetermined." in text
    assert "cannot be told only because the register keeps no such records" in text


def test_a_kind_that_is_not_kept_does_not_fail() -> None:
    doc = changed(well_handled(), told(default=LAST, contacts="not_kept", attestations=LAST, delegations=LAST))
    doc = changed(doc, {"/cases/0/contacts": []})
    rules = ["CONTACT-01", "CONTACT-02", "REPLY-01"]
    found = assert_compliant(doc, POLICY, as_of=date.fromisoformat(LAST), rules=rules)
    unknown = {x.rule for x in found.findings if x.verdict.value == "undetermined" and x.rule in rules}
    assert unknown == {"CONTACT-01", "CONTACT-02"}


def test_only_what_is_asked_is_asserted() -> None:
    assert_compliant(LATE, POLICY, as_of=DAY, rules=["REPLY-01"])
    assert_compliant(LATE, POLICY, as_of=DAY, units=["jiaowei"])
    assert len(failed(LATE, POLICY, as_of=DAY, units=["caizheng"], cases=["suggestion/2023/12"]).findings) == 1


def test_one_name_alone_is_that_name() -> None:
    assert len(failed(LATE, POLICY, as_of=DAY, rules="COHAND-01").findings) == 1
    with pytest.raises(CaserulesError):
        assert_compliant(LATE, POLICY, as_of=DAY, units="caizhengju")


@pytest.mark.parametrize(
    "asked",
    [{"as_of": date(2023, 4, 9)}, {"as_of": DAY, "units": ["nobody"]}, {"as_of": DAY, "rules": ["CARRY-01"]}],
    ids=["before anything", "a unit that is not there", "a rule that nothing comes under"],
)
def test_where_nothing_is_judged_nothing_is_shown(asked: dict[str, Any]) -> None:
    with pytest.raises(CaserulesError) as refused:
        assert_compliant(LATE, POLICY, **asked)
    assert refused.value.code == "TST-010"


def test_a_misspelt_rule_is_refused_with_the_nearest() -> None:
    with pytest.raises(InputRejected) as refused:
        assert_compliant(LATE, POLICY, as_of=DAY, rules=["COHAND-11"])
    assert refused.value.code == "TST-005"
    assert "COHAND-01" in refused.value.problems[0].message("en")


def test_a_verdict_is_asserted_in_the_words_of_a_scenario() -> None:
    with watching() as seen:
        assert_verdict(LATE, POLICY, "COHAND-01 caizheng broken late due=2023-05-23", as_of=DAY)
    assert dict(seen.counts) == {("COHAND-01", "broken"): 1}
    with pytest.raises(NotCompliant) as caught:
        assert_verdict(LATE, POLICY, "COHAND-01 caizheng met", as_of=DAY)
    assert [x.id for x in caught.value.findings] == [OPINION]
    assert "应为 met" in str(caught.value)
    assert "实为 broken late" in str(caught.value)


@pytest.mark.parametrize(("line", "code"), [("COHAND-01 caizheng", "TST-004"), ("COHAND-09 caizheng met", "TST-005")])
def test_a_line_that_says_nothing_is_refused(line: str, code: str) -> None:
    with pytest.raises(InputRejected) as refused:
        assert_verdict(LATE, POLICY, line, as_of=DAY)
    assert refused.value.code == code


def test_each_way_to_break_has_its_own_remedy() -> None:
    steps = "/cases/0/replies/0/steps"
    own = {"/cases/0/requests/0/own_answer": "2023-05-20"}
    ways = {
        "missing": {filing("work_plan", "jiaowei", "government_office") + "/filed": "none"},
        "late": {filing("work_plan", "jiaowei", "government_office") + "/filed": "2023-04-21"},
        "insufficient": {f"{steps}/2/person": "jiaowei.handler"},
        "out_of_order": {f"{steps}/2/on": "2023-06-04"},
        "forbidden": own,
    }
    remedies = set()
    for way, change in ways.items():
        (finding,) = [x for x in judged(changed(well_handled(), change)).broken() if x.breach == way][:1]
        text = note(finding, "en")
        remedies.add(text.split("To mend it: ")[1].split("\n")[0])
        assert note(finding).count("补正：") == 1
    assert len(remedies) == len(ways)


def test_what_closes_with_its_event_cannot_be_made_up_for() -> None:
    (finding,) = judged(changed(well_handled(), {"/cases/0/replies/0/steps/0/on": "none"})).broken()
    assert "its moment has passed" in note(finding, "en")


def test_an_insufficient_act_tells_what_fails() -> None:
    (finding,) = judged(changed(well_handled(), {"/cases/0/replies/0/steps/2/person": "jiaowei.handler"})).broken()
    assert "What fails: " in note(finding, "en")


def test_a_late_reply_tells_whose_opinion_was_waited_for() -> None:
    change = {"/cases/0/requests/0/delivered": "none", "/cases/0/replies/0/issued": "2023-09-05"}
    late = [x for x in judged(changed(well_handled(), change)).broken() if x.rule == "REPLY-01"]
    assert "当时仍在等：caizheng" in note(late[0])


def test_many_findings_are_told_in_part_and_carried_whole() -> None:
    told_ = RegisterBuilder().complete_through("2023-06-30")
    for number in range(1, 31):
        told_ = told_.case(f"suggestion/2023/{number}").assigned("2023-04-10", "caizheng", "co_handling")
    error = failed(told_.build(), POLICY, as_of=DAY, rules=["COHAND-01"], lang="en")
    assert len(error.findings) == 30
    assert "… and 10 more" in str(error)


def test_a_register_is_taken_in_every_form() -> None:
    assert_compliant(register(well_handled()), POLICY, as_of=date.fromisoformat(LAST))
