"""The steps from a draft to a published word: which may follow which, by whom, on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from caserules import Confirmation, Confirmations, InputRejected, assess
from caserules.confirming import State
from caserules.confirming.steps import FOLLOWS
from caserules.demo import small_register

DAY = date(2023, 6, 1)
KEY = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
OTHER = "PLAN-01/-/jiaowei/work_plan→government_office/-"
WAYS = {
    State.DRAFT: "draft",
    State.TOLD: "draft told",
    State.ANSWERED: "draft told answered",
    State.UNANSWERED: "draft told unanswered",
    State.CONFIRMED: "draft told answered confirmed",
    State.PUBLISHED: "draft told unanswered confirmed published",
    State.WITHDRAWN: "draft withdrawn",
    State.CORRECTED: "draft told answered confirmed published corrected",
}


def step(state: str, on: date = DAY, key: str = KEY, by: str = "某某", note: str = "") -> Confirmation:
    return Confirmation(key, State(state), by, on, note)


def way(*states: str) -> Confirmations:
    return Confirmations(step(x) for x in states)


def codes(refused: pytest.ExceptionInfo[InputRejected]) -> list[str]:
    return [x.code for x in refused.value.problems]


def test_every_state_is_reached_and_left_by_the_table() -> None:
    assert WAYS.keys() == set(State)
    for before, states in WAYS.items():
        made = way(*states.split())
        assert made.state(KEY) is before
        for after in State:
            if after in FOLLOWS[before]:
                assert made.adding(step(after)).state(KEY) is after
            else:
                with pytest.raises(InputRejected) as refused:
                    made.adding(step(after))
                assert codes(refused) == ["CNF-002"]


@pytest.mark.parametrize("state", [x for x in State if x is not State.DRAFT])
def test_nothing_comes_before_a_draft(state: State) -> None:
    with pytest.raises(InputRejected) as refused:
        Confirmations([step(state)])
    assert codes(refused) == ["CNF-002"]


def test_what_was_published_and_withdrawn_has_first_to_be_corrected() -> None:
    made = way("draft", "told", "answered", "confirmed", "published", "withdrawn")
    assert made.was_published(KEY)
    assert made.next_of(KEY) == (State.CORRECTED,)
    with pytest.raises(InputRejected) as refused:
        made.adding(step("draft"))
    assert codes(refused) == ["CNF-002"]
    corrected = made.adding(step("corrected"))
    assert not corrected.was_published(KEY)
    assert corrected.adding(step("draft")).state(KEY) is State.DRAFT


def test_findings_go_their_ways_apart() -> None:
    made = way("draft", "told").adding(step("draft", key=OTHER, on=date(2023, 5, 1)))
    assert (made.state(KEY), made.state(OTHER)) == (State.TOLD, State.DRAFT)
    assert made.findings == (KEY, OTHER)
    assert made.until(date(2023, 5, 1)).findings == (OTHER,)


def test_a_step_is_no_earlier_than_the_one_before() -> None:
    with pytest.raises(InputRejected) as refused:
        way("draft").adding(step("told", date(2023, 5, 31)))
    assert codes(refused) == ["CNF-003"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"finding": "REPLY-99/suggestion/2023/1/jiaowei/notice/-"}, "CNF-001"),
        ({"finding": "张三 13800000000"}, "CNF-001"),
        ({"finding": "REPLY-01"}, "CNF-001"),
        ({"finding": f"{KEY}{'x' * 400}"}, "CNF-001"),
        ({"on": datetime(2023, 6, 1)}, "CNF-004"),  # noqa: DTZ001  no day
        ({"by": ""}, "CNF-005"),
        ({"by": " \u3000"}, "CNF-005"),
        ({"by": "某\n某"}, "CNF-005"),
        ({"by": "某" * 51}, "CNF-005"),
        ({"note": "a\u202eb"}, "CNF-006"),
        ({"note": "x" * 2001}, "CNF-006"),
    ],
)
def test_a_step_is_refused_without_telling_its_values(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(InputRejected) as refused:
        replace(step("draft"), **fields)
    assert codes(refused) == [code]
    assert "张三" not in str(refused.value)


def test_an_assessment_at_hand_is_asked() -> None:
    found = assess(small_register(), "pengshui-2023", as_of=DAY)
    met = next(x.id for x in found.findings if x.verdict == "met")
    for given, code in (
        (step("draft", key="COHAND-01/suggestion/2023/99/caizheng/notice/0"), "CNF-001"),
        (step("draft", date(2023, 6, 2)), "CNF-004"),
        (step("draft", key=met), "CNF-008"),
    ):
        with pytest.raises(InputRejected) as refused:
            Confirmations().adding(given, found)
        assert codes(refused) == [code]
    assert Confirmations().adding(step("draft"), found).state(KEY) is State.DRAFT
    taken_up = Confirmations([step("draft", key=met)])
    assert taken_up.adding(step("withdrawn", key=met), found).state(met) is State.WITHDRAWN
