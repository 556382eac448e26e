"""Who answers for a case, whose a promise is, and what of a case's units does not fit together."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, row, rows
from smallest import CASE, GONE, adjusted, changed, judged, well_handled

Json = dict[str, Any]


def given(unit: str, role: str, day: str = "2023-04-10") -> Json:
    return {"unit": unit, "role": role, "assigned": day}


LEAD, HELPER = given("jiaowei", "lead"), given("caizheng", "co_handling")
FITS: list[tuple[str, str, list[Json], list[tuple[str, str]]]] = [
    ("one leads and one helps", "lead_with_co_handling", [LEAD, HELPER], []),
    ("two lead", "lead_with_co_handling", [LEAD, given("caizheng", "lead")], [("DATA-006", "assignments"), ("DATA-008", "mode")]),
    ("nobody leads", "lead_with_co_handling", [HELPER], [("DATA-006", "assignments")]),
    ("nobody is assigned", "single", [], [("DATA-006", "assignments")]),
    ("one leads and helps", "lead_with_co_handling", [LEAD, given("jiaowei", "co_handling")], [("DATA-007", "assignments")]),
    ("nobody helps", "lead_with_co_handling", [LEAD], [("DATA-008", "mode")]),
    ("a single unit", "single", [given("jiaowei", "single")], []),
    ("two answer separately", "separate", [given("jiaowei", "separate"), given("caizheng", "separate")], []),
]  # fmt: skip


@pytest.mark.parametrize(("mode", "units", "issues"), [x[1:] for x in FITS], ids=[x[0] for x in FITS])
def test_what_of_a_cases_units_does_not_fit_is_told_of_that_case(
    mode: str, units: list[Json], issues: list[tuple[str, str]]
) -> None:
    found = judged(changed(well_handled(), {"/cases/0/mode": mode, "/cases/0/assignments": units}))
    told = [(x.code, x.where, x.case) for x in found.data_issues if x.code in ("DATA-006", "DATA-007", "DATA-008")]
    assert told == [(*issue, CASE) for issue in issues]


PASSED_ON: Json = {
    "/cases/0/mode": "single",
    "/cases/0/assignments": [given("jiaowei", "single"), given("caizheng", "single", "2023-05-10")],
    "/adjustments": [adjusted("transfer", on="2023-05-08")],
}


@pytest.mark.parametrize(
    ("made", "unit", "owner"),
    [
        ("2023-04-20", GONE, "jiaowei"),
        ("2023-05-09", GONE, "jiaowei"),
        ("2023-05-10", GONE, "caizheng"),
        ("2023-06-05", GONE, "caizheng"),
        ("2023-04-01", GONE, "jiaowei"),
        ("2023-06-05", "jiaowei", "jiaowei"),
        ("2023-04-20", "caizheng", "caizheng"),
    ],
)
def test_a_promise_that_names_no_unit_is_of_the_last_assigned_when_it_was_made(
    made: str, unit: object, owner: str
) -> None:
    named = {} if unit is GONE else {"/cases/0/commitments/0/unit": unit}
    found = judged(changed(well_handled(), PASSED_ON | {"/cases/0/commitments/0/made": made} | named))
    assert [x.unit for x in rows(found, "commitment")] == [owner]


def test_a_unit_given_a_case_twice_promises_under_the_last_assignment_by_that_day() -> None:
    twice = [LEAD, given("jiaowei", "lead", "2023-05-20"), HELPER]
    changes = {"/cases/0/assignments": twice, "/adjustments": [adjusted("return", on="2023-04-20", asked="2023-04-15")]}
    assert [x.name for x in rows(judged(changed(well_handled(), changes)), "commitment")] == ["jiaowei@2023-05-20"]


def test_a_unit_as_such_has_no_ending_and_is_nothing_carried_over() -> None:
    each = row(judged(well_handled()), "unit", unit="caizheng")
    assert (each.cells["endings"], in_words(each.cells["carried"]), each.cells["kind"]) == ((), "no", None)


def test_a_row_says_on_which_table_it_stands() -> None:
    tables = judged(well_handled(), policy="pengshui-2023-full")._context.facts.rows
    assert {name: {x.table for x in found} for name, found in tables.items() if found} == {
        name: {name} for name in tables if tables[name]
    }
