"""Builders speak the register's own words, are values, and refuse a slip where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.io import read_story
from caserules.io.activities import ACTIVITIES
from caserules.models import Case
from caserules.testing import CaseBuilder, RegisterBuilder


def test_a_register_is_told_as_a_story_is() -> None:
    told = (
        RegisterBuilder()
        .complete_through("2023-12-31", contacts="not_kept", attestations="2023-11-30")
        .unit("jiaowei", name="县教委")
        .assigned(date(2023, 4, 10), "jiaowei", "lead")
        .assigned("2023-04-10", "caizheng", "co_handling")
        .case("proposal/2023/7")
        .case_is(mode="single", proposers=["m1", "m2"])
        .assigned("2023-04-12", "jiaowei")
        .return_("2023-04-20", "jiaowei", outcome="refused")
        .post("2022-01-01", "jiaowei", "principal", "p1", acting=True)
        .filed("2023-04-18", "jiaowei", "work_plan", "government_office", recorded_on=date(2023, 4, 19))
        .told("2023-05-01 contact jiaowei p1 before face_to_face  # as a story has it\n\n# nothing")
    )
    assert told.build() == read_story(
        """
        complete_through = 2023-12-31
        not_kept = contacts
        complete.attestations = 2023-11-30
        unit jiaowei name=县教委
        2023-04-10 assigned jiaowei lead
        2023-04-10 assigned caizheng co_handling
        proposal/2023/7: mode = single
        proposal/2023/7: proposers = m1 m2
        proposal/2023/7: 2023-04-12 assigned jiaowei
        proposal/2023/7: 2023-04-20 return jiaowei outcome=refused
        proposal/2023/7: 2022-01-01 post jiaowei principal p1 acting=true
        proposal/2023/7: 2023-04-18 filed jiaowei work_plan government_office recorded_on=2023-04-19
        proposal/2023/7: 2023-05-01 contact jiaowei p1 before face_to_face
        """
    )


def test_a_builder_is_a_value_so_that_one_line_can_differ() -> None:
    told = CaseBuilder().assigned("2023-04-10", "caizheng", "co_handling")
    assert told.delivered("2023-05-24", "caizheng").build().requests[0].delivered == date(2023, 5, 24)
    assert told.delivered("2023-05-23", "caizheng").build().requests[0].delivered == date(2023, 5, 23)
    assert told.build().requests == ()


def test_a_case_is_given_alone() -> None:
    case = CaseBuilder(2024).assigned("2024-04-10", "jiaowei").build()
    assert isinstance(case, Case)
    assert case.key == "suggestion/2024/12"
    assert CaseBuilder(about="proposal/2023/3").assigned("2023-04-10", "a").build().key == "proposal/2023/3"


def test_every_activity_is_a_method_and_nothing_else_is() -> None:
    methods = {name.removesuffix("_") for kind in (RegisterBuilder, CaseBuilder) for name in dir(kind)}
    assert set(ACTIVITIES) <= methods
    of_case = {name for name in ACTIVITIES if hasattr(CaseBuilder, name) or hasattr(CaseBuilder, f"{name}_")}
    assert of_case == {name for name, activity in ACTIVITIES.items() if activity.root is Case}
    assert "2023" not in (RegisterBuilder.filed.__doc__ or "")
    assert RegisterBuilder.filed.__doc__ == "Tell `filed`: a day, then unit paper recipient."


BASE = RegisterBuilder()
SLIPS: dict[str, tuple[Callable[[], Any], str, str]] = {
    "a day that is none": (lambda: BASE.assigned("2023-04-31", "a"), "INP-012", "assigned assigned"),
    "a word for no day": (lambda: BASE.assigned("tomorrow", "a"), "INP-023", "assigned"),
    "a word of no list": (lambda: BASE.assigned("2023-04-10", "a", "leed"), "INP-025", "assigned"),
    "a field that is not there": (lambda: BASE.unit("a", nickname="b"), "INP-025", "unit"),
    "a blank in a value": (lambda: BASE.unit("a", name="b c"), "TST-008", "name"),
    "an empty value": (lambda: BASE.delivered("2023-05-01", ""), "TST-008", "delivered"),
    "a line of a story": (lambda: BASE.told("2023-05-01 delivred a"), "INP-024", "told"),
    "what no case has": (lambda: BASE.case_is(colour="red"), "INP-023", "colour"),
    "a kind that is none": (lambda: BASE.complete_through("2023-05-01", visits="not_kept"), "INP-023", "visits"),
    "complete through what": (lambda: BASE.assigned("2023-04-10", "a").build(), "INP-028", ""),
    "told twice": (
        lambda: BASE.complete_through("2023-12-31").issued("2023-05-01", "a").issued("2023-05-02", "a").build(),
        "INP-026",
        "L3",
    ),
    "no case at all": (lambda: CaseBuilder().build(), "TST-010", "case"),
}


@pytest.mark.parametrize("what", SLIPS)
def test_a_slip_is_refused_with_its_code_where_it_stands(what: str) -> None:
    slip, code, where = SLIPS[what]
    with pytest.raises(InputRejected) as refused:
        slip()
    (problem,) = refused.value.problems
    assert (problem.code, problem.where) == (code, where)
    assert problem.message("zh") != problem.message("en")
