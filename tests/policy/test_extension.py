"""An extension moves a case's day where the policy's term allows one: by consent or by telling, in time, up to a cap.

The first day is never edited. Assigned on 2023-04-10 the three months end on 07-10, the six on 10-10.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caserules import Assessment, Finding, Verdict, assess, load_policy
from caserules.errors import PolicyRejected
from caserules.explain import interpreted
from caserules.io.scenario import read_story
from caserules.policy import Policy
from packs import head, stacked, written

STORY = """
complete_through = 2023-12-01
2023-04-10 assigned jiaowei
"""
TERM = 'term = "3m", extended = "6m", extension = "consent", from = "assigned", source = "statute", at = "21"'
RULE = '[sources.statute]\ntitle = "x"\n[reply.REPLY-01]\nclause = "21"\nreply_term = {{ {} }}\n'
FIRST, CAP = date(2023, 7, 10), date(2023, 10, 10)


@pytest.fixture(scope="module")
def consent(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return stacked(tmp_path_factory.mktemp("consent"), RULE.format(TERM))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return stacked(tmp_path_factory.mktemp("told"), RULE.format(TERM.replace("consent", "told")))


def judged(policy: Policy | str, lines: str, as_of: str = "2023-12-01") -> Assessment:
    return assess(read_story(STORY + lines), policy, as_of=date.fromisoformat(as_of))


def closing(found: Assessment, part: str = "statute") -> Finding:
    (finding,) = (x for x in found.findings if x.rule == "REPLY-01" and x.part.key == part)
    reference = interpreted(found._context, finding._duty, finding._row)
    assert (reference.verdict, reference._due) == (finding.verdict, finding._due)
    return finding


def issues(found: Assessment) -> list[str]:
    return [x.code for x in found.data_issues]


def extension(rest: str, asked: str = "2023-06-20") -> str:
    return f"{asked} extension jiaowei {rest}\n"


IN_TIME = extension("planned_end=2023-09-08 decided=2023-07-10")

# what is recorded, the day as things stand, its range, the first day where it moved, the issue
RECORDED = {
    "granted on the first day itself": (IN_TIME, date(2023, 9, 8), None, FIRST, None),
    "granted the day after": (extension("planned_end=2023-09-08 decided=2023-07-11"), FIRST, None, None, "DATA-025"),
    "refused": (extension("planned_end=2023-09-08 decided=2023-07-01 outcome=refused"), FIRST, None, None, "DATA-026"),
    "decided by the unit itself": (
        extension("planned_end=2023-09-08 decided=2023-07-01 by=jiaowei"), FIRST, None, None, "DATA-026",
    ),
    "to a day beyond the cap: up to the cap": (
        extension("planned_end=2023-11-30 decided=2023-07-01"), CAP, None, FIRST, "DATA-027",
    ),
    "to no day: anything up to the cap": (extension("decided=2023-07-01"), CAP, (FIRST, CAP), FIRST, None),
    "without end: up to the cap": (extension("planned_end=none decided=2023-07-01"), CAP, None, FIRST, None),
    "to a day before the first: nothing is shortened": (
        extension("planned_end=2023-06-30 decided=2023-06-25"), FIRST, None, None, None,
    ),
    "whether it was granted is not recorded": (
        extension("planned_end=2023-09-08 outcome=?"), date(2023, 9, 8), (FIRST, date(2023, 9, 8)), FIRST, None,
    ),
    "still pending: not granted by the day": (
        extension("planned_end=2023-09-08 outcome=pending"), FIRST, None, None, None,
    ),
    "granted on a day not recorded": (
        extension("planned_end=2023-09-08 decided=?"), date(2023, 9, 8), (FIRST, date(2023, 9, 8)), FIRST, None,
    ),
    "twice, the second before the day as it stood": (
        IN_TIME + extension("planned_end=2023-10-08 decided=2023-09-08", "2023-09-01"),
        date(2023, 10, 8), None, FIRST, None,
    ),
    "twice, the second after it": (
        IN_TIME + extension("planned_end=2023-10-08 decided=2023-09-09", "2023-09-01"),
        date(2023, 9, 8), None, FIRST, "DATA-025",
    ),
    "of another unit": (
        "2023-04-10 assigned caizheng co_handling\n2023-06-20 extension caizheng planned_end=2023-09-08", FIRST, None, None,
        "DATA-023",
    ),
    "of a case without a unit": ("2023-06-20 extension ? planned_end=2023-09-08 decided=2023-07-01", date(2023, 9, 8), None, FIRST, None),
    "suspended": ("2023-06-20 suspension jiaowei", FIRST, None, None, "DATA-023"),
}  # fmt: skip


@pytest.mark.parametrize("what", RECORDED)
def test_the_day_by_what_is_recorded(consent: Policy, what: str) -> None:
    lines, due, due_range, first_due, issue = RECORDED[what]
    found = judged(consent, lines)
    finding = closing(found)
    assert (finding.due, finding.due_range, finding.first_due) == (due, due_range, first_due)
    assert issues(found) == ([] if issue is None else [issue])
    assert closing(found, "notice").due == date(2023, 8, 31)


@pytest.mark.parametrize(
    ("lines", "as_of", "verdict"),
    [
        (IN_TIME, "2023-09-08", "pending"),
        (IN_TIME, "2023-09-09", "broken"),
        (IN_TIME + "2023-09-08 issued jiaowei", "2023-09-08", "met"),
        (IN_TIME + "2023-09-09 issued jiaowei", "2023-12-01", "broken"),
        (extension("planned_end=2023-09-08 decided=2023-07-11"), "2023-07-11", "broken"),
        (extension("planned_end=2023-09-08 outcome=?"), "2023-07-10", "pending"),
        (extension("planned_end=2023-09-08 outcome=?"), "2023-07-11", "undetermined"),
        (extension("planned_end=2023-09-08 outcome=?"), "2023-09-09", "broken"),
        (extension("decided=2023-07-01") + "2023-10-10 issued jiaowei", "2023-12-01", "undetermined"),
        (extension("decided=2023-07-01"), "2023-10-10", "undetermined"),
        (extension("decided=2023-07-01"), "2023-10-11", "broken"),
        (extension("planned_end=2023-11-30 decided=2023-07-01"), "2023-10-10", "pending"),
        (extension("planned_end=2023-11-30 decided=2023-07-01"), "2023-10-11", "broken"),
        ("not_kept = adjustments", "2023-07-11", "undetermined"),
        ("", "2023-07-11", "broken"),
    ],
)
def test_the_verdict_by_what_is_recorded(consent: Policy, lines: str, as_of: str, verdict: str) -> None:
    assert closing(judged(consent, lines, as_of)).verdict.value == verdict


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ("2023-06-20 extension jiaowei planned_end=2023-09-08 decided=2023-07-10 outcome=?", date(2023, 9, 8)),
        ("2023-06-20 extension jiaowei planned_end=2023-09-08 decided=2023-07-11 outcome=?", FIRST),
        ("2023-06-20 extension jiaowei planned_end=2023-09-08 decided=2023-07-10 by=jiaowei", date(2023, 9, 8)),
        ("2023-06-20 extension jiaowei planned_end=2023-09-08 decided=2023-07-10 outcome=refused", FIRST),
    ],
)
def test_told_the_proposer_needs_nobodys_consent(told: Policy, lines: str, due: date) -> None:
    assert closing(judged(told, lines)).due == due


def test_what_a_unit_was_granted_passes_to_its_successor(consent: Policy) -> None:
    found = judged(consent, IN_TIME + "unit jiaowei to=2023-07-20 successor=jiaoyu\nunit jiaoyu", "2023-09-08")
    days = {
        x.unit: (x.due, x.verdict.value)
        for x in found.findings
        if x.id.startswith("REPLY-01") and x.part.key == "statute"
    }
    assert days["jiaoyu"] == (date(2023, 9, 8), "pending")
    assert days["jiaowei"] == (date(2023, 9, 8), "not_applicable")


def test_one_granted_later_is_not_seen_before(consent: Policy) -> None:
    finding = closing(judged(consent, IN_TIME, "2023-06-30"))
    assert (finding.due, finding.due_range, finding.first_due, finding.verdict) == (FIRST, None, None, Verdict.PENDING)


def test_what_would_settle_it_is_asked_for(consent: Policy) -> None:
    finding = closing(judged(consent, extension("planned_end=2023-09-08 outcome=?"), "2023-07-11"))
    assert [(need.fact, need.who) for need in finding.needs] == [("extensions.consent", "office")]
    finding = closing(judged(consent, extension("decided=2023-07-01"), "2023-07-11"))
    assert [(need.fact, need.who) for need in finding.needs] == [("extensions.consent", "office")]


def test_evidence_and_reasons_name_the_extension(consent: Policy) -> None:
    finding = closing(judged(consent, IN_TIME))
    told = {x.fact: (x.pointer, x.value) for x in finding.evidence}
    assert told["extensions.consent"] == ("/adjustments/0/decided/on", "2023-07-10")
    assert finding.detail()["first_due"] == "2023-07-10"
    assert finding.detail()["counted"]["term"] == "3m"


@pytest.mark.parametrize("policy", ["pengshui-2023", "pengshui-2023-full"])
def test_where_no_term_allows_one_it_is_shown_and_moves_nothing(policy: str) -> None:
    found = judged(policy, IN_TIME)
    assert {x.first_due for x in found.findings} == {None}
    assert closing(found, "notice").due == date(2023, 8, 31)
    assert issues(found) == ["DATA-023"]


def test_of_another_kind_of_case_it_is_shown(tmp_path: Path) -> None:
    policy = stacked(tmp_path, RULE.format(TERM + ', kinds = ["proposal"]'))
    assert issues(judged(policy, IN_TIME)) == ["DATA-023"]


def test_a_longer_term_and_an_extension_go_together(tmp_path: Path) -> None:
    longer = TERM.replace('extended = "6m"', 'extended = "8m", longer = "6m", when = "wide_and_hard"')
    policy = stacked(tmp_path, RULE.format(longer))
    lines = "2023-05-01 attested wide_and_hard jiaowei\n" + extension("planned_end=2023-11-20 decided=2023-10-10")
    finding = closing(judged(policy, lines))
    assert (finding.due, finding.first_due) == (date(2023, 11, 20), CAP)


def test_terms_that_differ_in_their_extension_are_two_duties(tmp_path: Path) -> None:
    law = head("law", rank="law") + RULE.format('term = "3m", from = "assigned", source = "statute", at = "42"')
    written(tmp_path, "law", law.replace('[sources.statute]\ntitle = "x"\n', "").replace('"statute"', '"notice"'))
    text = head("city", "law") + '[silent]\n"*" = { zh = "x", en = "x" }\n' + RULE.format(TERM)
    text += 'closing_event = "issued"\n'
    policy = load_policy(written(tmp_path, "city", text))
    days = {x.part.key: x.due for x in judged(policy, IN_TIME).findings if x.rule == "REPLY-01"}
    assert days == {"notice": FIRST, "statute": date(2023, 9, 8)}


WRONG = {
    "no way": TERM.replace(', extension = "consent"', ""),
    "no cap": TERM.replace('extended = "6m", ', ""),
    "a way that there is not": TERM.replace('"consent"', '"asked"'),
    "a fixed day as the cap of a term of months": TERM.replace('"6m"', '"10-31"'),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_in_a_term_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(PolicyRejected) as refused:
        stacked(tmp_path, RULE.format(WRONG[what]))
    assert {x.code for x in refused.value.problems} == {"POL-005"}


def test_a_cap_that_is_no_term_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PolicyRejected) as refused:
        stacked(tmp_path, RULE.format(TERM.replace('"6m"', '"soon"')))
    assert {x.code for x in refused.value.problems} == {"TRM-001"}


def test_only_a_rule_of_a_case_has_one(tmp_path: Path) -> None:
    upper = '[cohandling.COHAND-01]\nclause = "x"\nopinion_term = { term = "1m", extended = "2m", extension = "consent", from = "asked" }\n'
    with pytest.raises(PolicyRejected) as refused:
        stacked(tmp_path, upper)
    assert {x.code for x in refused.value.problems} == {"POL-005"}


TWICE = """2023-05-10 assigned jiaowei
2023-06-20 extension jiaowei assigned=2023-05-10 planned_end=2023-09-08 decided=2023-07-01
"""


def test_one_of_another_assignment_of_the_unit_moves_that_ones_day_alone(consent: Policy) -> None:
    found = judged(consent, TWICE)
    days = {x.id.split("/")[4]: x.due for x in found.findings if x.rule == "REPLY-01" and x.part.key == "statute"}
    assert days == {"jiaowei@2023-04-10": FIRST, "jiaowei@2023-05-10": date(2023, 9, 8)}


def test_where_only_a_grant_would_settle_it_the_extension_is_asked_for(consent: Policy) -> None:
    """Assigned some day in April and answered on 20 July: in time by the later days, or if it was extended."""
    lines = "complete_through = 2023-12-01\n2023-04 assigned jiaowei\n2023-07-20 issued jiaowei\n"
    found = assess(read_story(lines + extension("planned_end=2023-09-08 outcome=?")), consent, as_of=date(2023, 12, 1))
    finding = closing(found)
    assert (finding.verdict.value, {need.fact for need in finding.needs}) == (
        "undetermined",
        {"assigned", "extensions.consent"},
    )


def test_where_nothing_alone_would_settle_it_all_that_is_not_known_is_asked_for(consent: Policy) -> None:
    """When it was answered is not known either: that it was extended decides nothing by itself."""
    lines = extension("planned_end=2023-09-08 outcome=?") + "? issued jiaowei"
    finding = closing(judged(consent, lines))
    assert finding.verdict.value == "undetermined"
    assert {need.fact for need in finding.needs} == {"answered"}
    earlier = closing(judged(consent, lines, "2023-09-05"))
    assert {need.fact for need in earlier.needs} == {"answered", "extensions.consent"}
    both = closing(judged(consent, extension("outcome=?") + "2023-07 issued jiaowei", "2023-12-01"))
    assert {need.fact for need in both.needs} == {"answered", "extensions.consent"}
