"""A desk of 2023 with three units, and a case that went well until the reply."""

from collections.abc import Callable
from datetime import date

import pytest
from casework.desk import Desk
from casework.models import Case, Unit


@pytest.fixture
def desk() -> Desk:
    return Desk(2023, [Unit(x, x, f"{x}-principal", f"{x}-leader", f"{x}-handler") for x in ("edu", "fin", "water")])


Step = tuple[str, Callable[[Desk, Case], None]]


def talk(stage: str, post: str, form: str, day: date) -> Callable[[Desk, Case], None]:
    return lambda desk, case: desk.talk(case, stage, post, form, day)


def step(name: str, person: str, day: date) -> Callable[[Desk, Case], None]:
    return lambda desk, case: desk.step(case, name, person, day)


def the_way_to_a_reply() -> dict[str, Callable[[Desk, Case], None]]:
    """Each thing that is done before a reply issues, by its name."""
    return {
        "talk before": talk("before", "leader_in_charge", "face_to_face", date(2023, 4, 20)),
        "progress told": talk("during", "handler", "telephone", date(2023, 5, 15)),
        "draft": step("draft", "edu-handler", date(2023, 6, 1)),
        "recheck": step("recheck", "edu-handler", date(2023, 6, 2)),
        "review": step("review", "edu-leader", date(2023, 6, 5)),
        "signature": step("sign_off", "edu-principal", date(2023, 6, 6)),
        "supervising leader": step("leader_sign_off", "county-leader", date(2023, 6, 7)),
    }


@pytest.fixture
def way() -> dict[str, Callable[[Desk, Case], None]]:
    return the_way_to_a_reply()


@pytest.fixture
def case(desk: Desk) -> Case:
    """A suggestion that the county government's leader supervises: one unit leads, one gives its opinion."""
    case = Case("suggestion", 2023, 12, supervised_by="county_government")
    desk.assign(case, "edu", "lead", date(2023, 4, 10))
    desk.assign(case, "fin", "co_handling", date(2023, 4, 10))
    return case
