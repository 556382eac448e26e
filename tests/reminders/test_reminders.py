"""What to remind whom of: the overdue first, what falls due within the term, the same however often it is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules import Term, assess, remind
from caserules.errors import TermError
from caserules.reminders import Reminder, Urgency
from smallest import CASE, GONE, POLICY, changed, register, well_handled

OPINION = f"COHAND-01/{CASE}/caizheng/notice/0"
GIVEN = "/cases/0/requests/0/delivered"


def reminded(as_of: str, within: str = "10wd", changes: dict[str, Any] | None = None) -> dict[str, Reminder]:
    document = changed(well_handled(), {GIVEN: "not_yet", **(changes or {})})
    found = remind(assess(register(document), POLICY, as_of=date.fromisoformat(as_of)), within)
    return {x.finding: x for items in found.units.values() for x in items}


@pytest.mark.parametrize(
    ("as_of", "within", "urgency"),
    [
        ("2023-05-08", "10wd", None),  # through 2023-05-22
        ("2023-05-09", "10wd", Urgency.DUE),  # through 2023-05-23
        ("2023-05-23", "1d", Urgency.DUE),
        ("2023-05-24", "1d", Urgency.OVERDUE),
        ("2023-09-01", "1d", Urgency.OVERDUE),
        ("2023-05-09", "13d", None),
        ("2023-05-09", "14d", Urgency.DUE),
    ],
)
def test_an_opinion_is_reminded_of_from_the_terms_day_on(as_of: str, within: str, urgency: Urgency | None) -> None:
    found = reminded(as_of, within).get(OPINION)
    assert (None if found is None else (found.urgency, found.day)) == (urgency and (urgency, date(2023, 5, 23)))


def test_what_was_done_is_not_reminded_of() -> None:
    assert OPINION not in reminded("2023-05-23", changes={GIVEN: "2023-05-23"})
    assert OPINION not in reminded("2023-06-23", changes={GIVEN: "2023-05-24"})  # late, and nothing is owed any more


def test_what_is_not_known_is_asked_about_not_reminded_of() -> None:
    assert OPINION not in reminded("2023-06-23", changes={GIVEN: GONE})


def test_the_overdue_come_first_then_by_day() -> None:
    found = remind(assess(register(well_handled()), POLICY, as_of=date(2023, 4, 12)), "6m")
    for items in found.units.values():
        assert list(items) == sorted(items, key=lambda x: (x.urgency is not Urgency.OVERDUE, x.day, x.finding))
    assert list(found.units) == sorted(found.units)
    assert found.to_dict() == remind(assess(register(well_handled()), POLICY, as_of=date(2023, 4, 12)), "6m").to_dict()


def test_beyond_the_calendar_the_latest_day_is_taken() -> None:
    found = remind(assess(register(well_handled()), POLICY, as_of=date(2026, 12, 25)), Term.parse("10wd"))
    assert found.through >= date(2027, 1, 11)


def test_a_term_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(TermError) as refused:
        reminded("2023-05-09", "ten days")
    assert refused.value.code == "TRM-001"
