"""What a register is complete about: records as known by a day, and a case given alone."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from caserules.assess import assess, case_register
from caserules.facts.known import known_by_day
from caserules.models import Case
from smallest import CASE, GONE, LAST, POLICY, adjusted, changed, judged, one, register, short, well_handled

OPINION = f"COHAND-01/{CASE}/caizheng/notice/0"


def issues(found: Any) -> set[str]:
    return {issue.code for issue in found.data_issues}


def test_adjustments_not_kept_leave_nothing_broken_and_one_line_says_so() -> None:
    doc = changed(
        well_handled(),
        {
            "/complete_through": {"default": LAST, "adjustments": "not_kept"},
            "/cases/0/requests": [],
            "/cases/0/replies": [],
        },
    )
    found = judged(doc)
    assert not found.broken()
    assert "DATA-014" in issues(found)
    assert short(one(found, OPINION)) == "undetermined"
    assert short(one(judged(doc, "2023-05-23"), OPINION)) == "pending"


def test_as_of_after_the_registers_last_day_is_one_issue_and_groups_what_hangs_on_it() -> None:
    doc = changed(well_handled(), {"/complete_through": "2023-05-01", "/cases/0/requests": []})
    found = judged(doc, "2023-06-01")
    finding = one(found, OPINION)
    assert [i.code for i in found.data_issues].count("DATA-010") == 1
    assert (short(finding), finding.after_complete, finding.not_kept) == ("undetermined", True, False)
    assert not one(judged(doc, "2023-05-01"), OPINION).after_complete


def test_a_record_made_later_is_not_used_when_known_by_an_earlier_day() -> None:
    doc = changed(
        well_handled(),
        {"/cases/0/requests/0": {"unit": "caizheng", "delivered": "2023-05-24", "recorded_on": "2023-07-01"}},
    )
    later = judged(doc, "2023-06-01")
    earlier = judged(doc, "2023-06-01", known_by=date(2023, 6, 30))
    assert (short(one(later, OPINION)), short(one(earlier, OPINION))) == ("broken late", "broken missing")
    assert (later.known_by, earlier.known_by) == (None, date(2023, 6, 30))


def test_known_by_a_day_completeness_reaches_no_further() -> None:
    doc = changed(well_handled(), {"/cases/0/requests": [], "/complete_through": LAST})
    assert short(one(judged(doc, "2023-06-01", known_by=date(2023, 5, 1)), OPINION)) == "undetermined"
    kinds = {"default": LAST, "contacts": "not_kept", "filings": "2023-04-01"}
    known = known_by_day(register(changed(doc, {"/complete_through": kinds})), date(2023, 5, 1))
    assert [known.complete(kind) for kind in ("default", "contacts", "filings", "delegations")] == [
        date(2023, 5, 1),
        None,
        date(2023, 4, 1),
        None,
    ]


def test_a_single_record_made_later_is_left_out_of_a_record_that_stays() -> None:
    doc = changed(well_handled(), {"/cases/1/follow_up/recorded_on": "2023-12-01"})
    assert known_by_day(register(doc), date(2023, 11, 30)).cases[1].follow_up is None
    assert known_by_day(register(doc), date(2023, 12, 1)).cases[1].follow_up is not None
    assert known_by_day(register(doc), date(2023, 12, 1)) == register(
        changed(
            doc,
            {"/complete_through": {"default": "2023-12-01", "delegations": "2023-12-01", "attestations": "2023-12-01"}},
        )
    )


# ------------------------------------------------------------------------------------------------ a case given alone


def case(**changes: Any) -> Case:
    doc = changed(well_handled(), {f"/cases/0/{key}": value for key, value in changes.items()})
    return Case.model_validate_json(json.dumps(doc["cases"][0]))


def alone(given: Any, as_of: str = "2023-09-01") -> Any:
    return assess(given, POLICY, as_of=date.fromisoformat(as_of))


def test_alone_its_units_are_bound_and_not_yet_holds_through_as_of() -> None:
    found = alone(case(requests=[{"unit": "caizheng", "delivered": "not_yet"}]), "2023-05-24")
    assert short(one(found, OPINION)) == "broken missing"
    assert {unit.bound for unit in found.register.units} == {True}


@pytest.mark.parametrize(
    ("part", "given", "rule", "complete"),
    [
        ("contacts", [], "CONTACT-02", "broken missing"),
        ("commitments", [], "OUTCOME-01", "pending"),
        ("designations", [], "ROLE-03", "unlisted"),
    ],
)
def test_alone_a_list_that_is_there_is_complete_and_an_absent_one_not_known(
    part: str, given: Any, rule: str, complete: str
) -> None:
    def said(value: Any) -> str:
        found = [
            short(x)
            for x in alone(case(**{part: value, "follow_up": {"implemented": "not_yet"}})).findings
            if x.rule == rule
        ]
        return found[0] if found else "unlisted"

    assert said(given) == complete
    assert case_register(case(**{part: given}), date(2023, 9, 1)).complete(part) == date(2023, 9, 1)
    assert case_register(case(**{part: GONE}), date(2023, 9, 1)).complete(part) is None


@pytest.mark.parametrize("part", ["steps", "deliveries", "receipts"])
def test_alone_a_replys_lists_are_complete_where_present(part: str) -> None:
    there, absent = case(), case(**{f"replies/0/{part}": GONE})
    assert case_register(there, date(2023, 9, 1)).complete(part) == date(2023, 9, 1)
    assert case_register(absent, date(2023, 9, 1)).complete(part) is None


def test_alone_posts_are_complete_where_roles_are_told() -> None:
    assert case_register(case(roles=[{"post": "principal", "person": "x"}]), date(2023, 9, 1)).complete(
        "posts"
    ) == date(2023, 9, 1)
    assert case_register(case(), date(2023, 9, 1)).complete("posts") is None


@pytest.mark.parametrize(
    ("year", "given", "expected"), [(2023, 2023, 2023), (2023, None, 2023), (2022, 2023, 2023), (2024, 2023, 2024)]
)
def test_alone_the_registers_year_is_the_policys_or_the_cases(year: int, given: int | None, expected: int) -> None:
    assert case_register(case(year=year), date(2024, 9, 1), given).year == expected


def test_alone_a_mapping_and_a_hosts_object_say_the_same() -> None:
    doc = changed(well_handled(), {"/cases/0/requests/0/delivered": "2023-05-24"})["cases"][0]

    class Host:
        def __init__(self, **values: Any) -> None:
            self.__dict__.update(values)

    told = [
        short(one(alone(given), OPINION)) for given in (doc, Host(**doc), Case.model_validate_json(json.dumps(doc)))
    ]
    assert told == ["broken late"] * 3


def test_alone_it_is_told_that_the_caller_vouches() -> None:
    doc = well_handled()
    assert "DATA-019" in issues(alone(case()))
    assert "DATA-019" in issues(alone(doc["cases"][0]))
    assert "DATA-019" not in issues(judged(doc))


def test_a_mapping_or_object_of_a_register_is_read_as_one() -> None:
    doc = changed(
        well_handled(), {"/adjustments": [adjusted("withdrawal", unit=None, on="2023-05-01")], "/cases/0/requests": []}
    )

    class Host:
        def __init__(self, **values: Any) -> None:
            self.__dict__.update(values)

    for given in (doc, Host(**doc)):
        assert short(one(assess(given, POLICY, as_of=date.fromisoformat(LAST)), OPINION)) == "not_applicable withdrawn"
