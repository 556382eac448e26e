"""Returns and their days: asked more than once, by a unit that another succeeded, received before it was given, attested both ways."""

from __future__ import annotations

from datetime import date

import pytest

from caserules import Assessment, assess
from caserules.io.scenario import read_story

STORY = "complete_through = 2024-01-31\n2023-04-10 assigned jiaowei lead\n2023-04-10 assigned caizheng co_handling\n"


def judged(lines: str) -> Assessment:
    return assess(read_story(STORY + lines), "pengshui-2023-full", as_of=date(2024, 1, 31))


def said(found: Assessment, rule: str, unit: str = "jiaowei") -> list[str]:
    return [x.verdict.value for x in found.findings if x.rule == rule and x.unit == unit]


@pytest.mark.parametrize(
    ("first", "verdicts"),
    [
        ("2023-04-20 return jiaowei decided=2023-04-24 outcome=refused", ["met", "met"]),
        ("2023-05-05 return jiaowei decided=2023-05-08 outcome=refused", ["broken", "broken"]),
        ("2023-04-20 return ? decided=2023-04-24 outcome=refused", ["undetermined"]),
    ],
)
def test_asked_again_after_its_day_counts_from_when_it_was_first_asked(first: str, verdicts: list[str]) -> None:
    """The second asking, on 10 May, is too late by itself; a first one in time, if it was this unit's, excuses it."""
    found = judged(f"{first}\n2023-05-10 return jiaowei decided=2023-05-15 outcome=refused")
    assert said(found, "INTAKE-01") == verdicts


def test_what_the_predecessor_asked_is_not_asked_by_its_successor() -> None:
    lines = "2023-04-20 return jiaowei decided=2023-04-24 outcome=refused\nunit jiaowei to=2023-07-20 successor=jiaoyu\nunit jiaoyu"
    found = judged(lines)
    assert (said(found, "INTAKE-01"), said(found, "INTAKE-01", "jiaoyu")) == (["met"], [])


def test_a_case_is_not_received_before_it_is_given() -> None:
    found = judged("2023-04-03 received jiaowei")
    assert [(x.code, x.unit) for x in found.data_issues if x.code == "DATA-001"] == [("DATA-001", "jiaowei")]
    assert said(found, "CONTACT-04") == ["undetermined"]
    assert said(judged("2023-04-11 received jiaowei"), "CONTACT-04") == ["broken"]


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        ("2023-05-01 attested wide_and_hard jiaowei", "2023-10-10"),
        ("2023-05-01 attested not_wide_or_hard jiaowei", "2023-07-10"),
        ("2023-05-01 attested wide_and_hard jiaowei\n2023-05-01 attested not_wide_or_hard jiaowei", None),
    ],
)
def test_attested_both_ways_on_one_day_it_is_not_known(lines: str, last: str | None) -> None:
    found = judged(f"{lines}\n2023-08-15 issued jiaowei")
    (closing,) = (x for x in found.findings if x.rule == "REPLY-01" and x.part.key == "city")
    expected = {"2023-10-10": "met", "2023-07-10": "broken", None: "undetermined"}[last]
    assert closing.verdict.value == expected
