"""`allow_partial`: wrong cases are left out and told, with the cases of which they hold a record; nothing else is."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.io import load_register, load_register_reporting
from caserules.io.reading import WARNINGS

Json = dict[str, Any]


def register(*cases: Json, **others: object) -> Json:
    return {"place": "某县", "year": 2023, "complete_through": "2023-09-01", "cases": list(cases), **others}


def case(number: int, **fields: object) -> Json:
    return {"kind": "suggestion", "year": 2023, "number": number, **fields}


def partial(source: Json) -> tuple[list[int], list[tuple[str, str]]]:
    found, problems = load_register_reporting(json.dumps(source), allow_partial=True)
    again, told = load_register_reporting(copy.deepcopy(source), allow_partial=True)
    assert (again, told) == (found, problems)
    assert load_register(source, allow_partial=True) == found
    return [one.number for one in found.cases], [(problem.code, problem.where) for problem in problems]


def test_a_wrong_case_is_left_out() -> None:
    assert partial(register(case(1), case(2, mode="both", x=1), case(3))) == (
        [1, 3],
        [("INP-004", "/cases/1/mode"), ("INP-005", "/cases/1/x")],
    )


def test_what_is_no_case_at_all_is_left_out() -> None:
    assert partial(register(case(1), {}, case(3))) == (
        [1, 3],
        [("INP-006", "/cases/1/kind"), ("INP-006", "/cases/1/year"), ("INP-006", "/cases/1/number")],
    )
    assert partial({**register(), "cases": [case(1), 5]}) == ([1], [("INP-004", "/cases/1")])


def test_both_of_one_number_are_left_out_and_told_at_their_place_in_the_source() -> None:
    found = partial(register(case(9, mode="?"), case(1), case(2), case(1, title="x"), case(3), case(3)))
    assert found == (
        [2, 3],
        [("INP-004", "/cases/0/mode"), ("INP-008", "/cases/1"), ("INP-008", "/cases/3"), ("INP-020", "/cases/5")],
    )


def test_a_case_whose_records_a_wrong_case_holds_is_left_out_too() -> None:
    """One visit serves three cases; left in, the other two would be accused of no contact."""
    visits = {"contacts": [{"on": "2023-05-01", "cases": ["suggestion/2023/2", "suggestion/2023/99"]}]}
    merged = {"replies": [{"unit": "u", "cases": ["suggestion/2023/3"]}]}
    found = partial(register(case(1, mode="?", **visits), case(2, **merged), case(3), case(4)))
    assert found == ([4], [("INP-004", "/cases/0/mode"), ("INP-021", "/cases/1"), ("INP-021", "/cases/2")])


def test_a_repeated_case_takes_no_other_with_it() -> None:
    visits = {"contacts": [{"on": "2023-05-01", "cases": ["suggestion/2023/2"]}]}
    assert partial(register(case(1, **visits), case(1, **visits), case(2))) == ([1, 2], [("INP-020", "/cases/1")])


@pytest.mark.parametrize(
    ("others", "where"),
    [
        ({"filings": [{"paper": "reply"}]}, "/filings/0/unit"),
        ({"adjustments": [{"kind": "withdrawal"}]}, "/adjustments/0/about"),
        ({"units": [{"id": "u", "name": "u", "bound": "?"}]}, "/units/0/bound"),
        ({"place": 5}, "/place"),
        ({"cases": 5}, "/cases"),
        ({"time_zone": "Asia/Nowhere"}, "/time_zone"),
    ],
)
def test_what_is_wrong_outside_the_cases_refuses_all(others: Json, where: str) -> None:
    """A withdrawal left out would accuse the unit that it excuses."""
    source = {**register(case(1, mode="?"), case(2)), **others}
    with pytest.raises(InputRejected) as caught:
        load_register(source, allow_partial=True)
    assert where in [problem.where for problem in caught.value.problems]
    assert caught.value.problems[0].where == where or "/cases/0/mode" in str(caught.value)


def test_a_key_twice_inside_a_case_leaves_it_out() -> None:
    text = json.dumps(register(case(1), case(2))).replace('"number": 2', '"number": 1, "number": 2')
    found, problems = load_register_reporting(text, allow_partial=True)
    assert [one.number for one in found.cases] == [1]
    assert [(problem.code, problem.where) for problem in problems] == [("INP-007", "/cases/1/number")]


def test_warnings_alone_mean_that_nothing_is_missing() -> None:
    _found, problems = load_register_reporting(register(case(1), case(1)))
    assert {problem.code for problem in problems} == WARNINGS
    assert load_register_reporting(register(case(1)), allow_partial=True)[1] == ()
