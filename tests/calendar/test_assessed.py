"""Calendars in an assessment: a finding stands with its calendar, and where sources disagree it is not known."""

from __future__ import annotations

import json
from datetime import date

import pytest

from calendar_files import BASE, feed
from caserules.assess import Assessment, assess
from caserules.calendar import Overlay, WorkCalendar
from smallest import CASE, POLICY, changed, well_handled

OPINION = f"COHAND-01/{CASE}"
LATER = Overlay.parse(
    'schema = 1\nkind = "amendment"\nid = "later"\nyear = 2023\n[[notices]]\npublished = 2023-05-15\n'
    'off = [{ name = "加", day = 2023-05-22 }]\n',
    "later.toml",
)
"""An invented second notice of 2023, which puts 23 May back to the 24th."""


def judged(delivered: str, as_of: str, calendar: WorkCalendar | None = None) -> Assessment:
    register = changed(well_handled(), {"/cases/0/requests/0/delivered": delivered})
    return assess(register, POLICY, as_of=date.fromisoformat(as_of), calendar=calendar)


def opinion(assessment: Assessment) -> dict[str, object]:
    found = [x for x in assessment.to_dict()["findings"] if x["id"].startswith(OPINION)]
    assert len(found) == 1
    return dict(found[0])


def test_an_amended_day_leaves_the_old_finding_and_a_new_assessment_tells_the_calendar() -> None:
    """D15."""
    old = judged("2023-05-24", "2023-06-30")
    before = json.dumps(old.to_dict(), sort_keys=True, default=str)
    new = judged("2023-05-24", "2023-06-30", BASE.with_overlay(LATER))
    assert json.dumps(old.to_dict(), sort_keys=True, default=str) == before
    assert (opinion(old)["verdict"], opinion(new)["verdict"]) == ("broken", "met")
    assert (opinion(old)["due"], opinion(new)["due"]) == ("2023-05-23", "2023-05-24")
    receipts = [x.to_dict()["calendar"] for x in (old, new)]
    assert receipts[0]["version"] != receipts[1]["version"]
    assert receipts[0]["sha256"] != receipts[1]["sha256"]
    assert opinion(judged("2023-05-24", "2023-06-30", WorkCalendar.known_as_of(date(2026, 6, 1)))) == opinion(old)


@pytest.mark.parametrize(
    ("delivered", "verdict"),
    [("2023-05-23", "met"), ("2023-05-24", "undetermined"), ("2023-05-25", "broken"), ("not_yet", "broken")],
)
def test_a_day_about_which_sources_disagree_convicts_nobody(
    disputed: WorkCalendar, delivered: str, verdict: str
) -> None:
    """D16: due on the 23rd by one source, on the 24th by the other."""
    assert opinion(judged(delivered, "2023-06-30", disputed))["verdict"] == verdict


def test_an_assessment_with_a_conflict_is_told_whole(disputed: WorkCalendar) -> None:
    for delivered in ("2023-05-24", "2023-05-25"):
        told = judged(delivered, "2024-01-31", disputed)
        assert told.calendar.conflicts
        assert json.dumps(told.to_dict(), default=str)


def test_another_register_s_calendar_is_not_touched() -> None:
    """D19: the calendar is the assessment's own."""
    assert opinion(judged("2023-05-23", "2023-06-30"))["due"] == "2023-05-23"
    text = feed(2023, {})
    same = BASE.with_overlay(Overlay.parse(text, "same.json"))
    assert opinion(judged("2023-05-23", "2023-06-30", same))["due"] == "2023-05-23"
