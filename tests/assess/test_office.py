"""What the assigning office owes is told under its own name: no handling unit is charged with it, and nobody is scored for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from caserules import Assessment, assess
from caserules.io.scenario import read_story
from caserules.policy import Policy, load_policy
from caserules.report.view import View
from packs import head, written

OFFICE = "government_office"
STORY = """
complete_through = 2023-12-01
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
2023-04-20 return jiaowei decided=2023-04-25
"""
SCORING = "[scoring]\nfull = 100\n[scoring.points]\nINTAKE-01 = 5\nINTAKE-02 = 5\nPLAN-01 = 1\n"  # fmt: skip


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    folder = tmp_path_factory.mktemp("scored")
    return load_policy(written(folder, "scored", head("scored", "pengshui-2023-full", rank="county") + SCORING))


def judged(policy: Policy | str = "pengshui-2023-full", lines: str = "") -> Assessment:
    return assess(read_story(lines, base=STORY), policy, as_of=date(2023, 12, 1))


def test_the_offices_breach_is_its_own() -> None:
    found = judged()
    (finding,) = (x for x in found.findings if x.rule == "INTAKE-02")
    assert finding.id == "INTAKE-02/suggestion/2023/12/government_office/city/jiaowei"
    assert (finding.unit, finding.verdict.value) == (OFFICE, "broken")
    assert (finding.detail()["performer"], finding.detail().get("answerable")) == (OFFICE, None)
    assert found.summary["units"][OFFICE] == {"broken": 1}
    assert "INTAKE-02" not in {x.rule for x in found.broken() if x.unit == "jiaowei"}


def test_nobody_is_scored_for_it(scored: Policy) -> None:
    scores = judged(scored).scores
    assert scores is not None
    assert OFFICE not in scores
    assert scores["jiaowei"].deducted == Decimal(0)


def test_the_office_among_the_handling_units_is_not_scored_for_it_either(scored: Policy) -> None:
    scores = judged(scored, f"proposal/2023/7: 2023-04-10 assigned {OFFICE}\n").scores
    assert scores is not None
    assert not [x for x in scores[OFFICE].deductions if x.rule == "INTAKE-02"]


def test_a_return_refused_after_its_day_is_the_units_and_scored(scored: Policy) -> None:
    late = (
        "- 2023-04-20 return jiaowei decided=2023-04-25\n2023-04-24 return jiaowei outcome=refused decided=2023-04-28\n"
    )
    scores = judged(scored, late).scores
    assert scores is not None
    assert [x.rule for x in scores["jiaowei"].deductions if x.rule.startswith("INTAKE")] == ["INTAKE-01"]


def test_it_is_named_in_sentences_and_reports() -> None:
    found = judged()
    (finding,) = (x for x in found.findings if x.rule == "INTAKE-02")
    assert finding.message.zh.startswith("县政府办：应")
    assert finding.message.en.startswith("the government office was to")
    assert [View(found.to_dict(), lang).unit(OFFICE) for lang in ("zh", "en")] == ["县政府办", "the government office"]


def test_one_that_waits_for_the_offices_decision_is_not_said_to_be_before_its_day() -> None:
    late = "- 2023-04-20 return jiaowei decided=2023-04-25\n2023-04-24 return jiaowei outcome=pending\n"
    (finding,) = (x for x in judged(lines=late).findings if x.rule == "INTAKE-01")
    assert finding.verdict.value == "pending"
    assert ("尚未到时" in finding.message.zh, "has not come" in finding.message.en) == (True, True)


def test_under_the_notice_alone_returns_are_not_judged() -> None:
    late = (
        "- 2023-04-20 return jiaowei decided=2023-04-25\n2023-06-24 return jiaowei outcome=refused decided=2023-06-28\n"
    )
    found = judged("pengshui-2023", late)
    assert not [x for x in found.findings if x.rule.startswith("INTAKE")]
    assert OFFICE not in found.summary["units"]
