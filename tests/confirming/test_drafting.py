"""A draft of a public criticism: broken now and confirmed by a person, or left out with the reason."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from caserules import Assessment, Confirmation, Confirmations, InputRejected, Register, assess, criticism, load_register
from caserules.confirming import State, Why
from caserules.demo import build_demo, small_register

DAY = date(2023, 6, 1)
KEY = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
CONFIRMED = "draft told answered confirmed"
PUBLISHED = f"{CONFIRMED} published"


def small(**changes: Any) -> Register:
    plain = small_register().model_dump(mode="json", by_alias=True, exclude_unset=True)
    for case in plain["cases"]:
        if (case["kind"], case["number"]) == ("suggestion", 2):
            case.update(changes)
    return load_register(plain)


def found_of(register: Register, as_of: date = DAY) -> Assessment:
    return assess(register, "pengshui-2023", as_of=as_of)


def way(states: str, key: str = KEY, by: str = "某某") -> list[Confirmation]:
    return [Confirmation(key, State(x), by, DAY) for x in states.split()]


@pytest.mark.parametrize(
    ("states", "why"),
    [
        ("", Why.NOT_TAKEN_UP),
        ("draft", Why.NOT_CONFIRMED),
        ("draft told", Why.NOT_CONFIRMED),
        ("draft told answered", Why.NOT_CONFIRMED),
        ("draft told unanswered", Why.NOT_CONFIRMED),
        (CONFIRMED, None),
        (f"{CONFIRMED} withdrawn", Why.WITHDRAWN),
        (PUBLISHED, Why.PUBLISHED),
        (f"{PUBLISHED} corrected", Why.NOT_CONFIRMED),
    ],
)
def test_only_what_is_confirmed_stands_in_it(states: str, why: Why | None) -> None:
    made = criticism(found_of(small()), Confirmations(way(states)), as_of=DAY)
    assert [x.finding for x in made.items] == ([KEY] if why is None else [])
    assert [x.why for x in made.left_out] == ([] if why is None else [why])
    assert made.corrections == ()


def test_what_is_not_broken_any_more_is_left_out_and_what_was_published_is_corrected() -> None:
    mended = small(requests=[{"unit": "caizheng", "round": 0, "delivered": "2023-05-20"}])
    made = criticism(found_of(mended), Confirmations(way(CONFIRMED)), as_of=DAY)
    assert (made.items, [x.why for x in made.left_out], made.corrections) == ((), [Why.NOT_BROKEN], ())
    fell = criticism(found_of(mended), Confirmations(way(PUBLISHED)), as_of=DAY)
    assert [(x.finding, x.unit, x.why, x.verdict) for x in fell.corrections] == [
        (KEY, "caizheng", Why.NOT_BROKEN, "met")
    ]
    corrected = criticism(found_of(mended), Confirmations(way(f"{PUBLISHED} corrected")), as_of=DAY)
    assert corrected.corrections == ()


def test_what_is_unknown_now_is_not_in_the_draft() -> None:
    unknown = small(requests=[{"unit": "caizheng", "round": 0}])
    made = criticism(found_of(unknown), Confirmations(way(PUBLISHED)), as_of=DAY)
    assert made.items == ()
    assert made.corrections[0].verdict != "broken"


def test_a_published_one_withdrawn_by_a_person_is_corrected_though_the_verdict_stands() -> None:
    made = criticism(found_of(small()), Confirmations(way(f"{PUBLISHED} withdrawn")), as_of=DAY)
    assert [x.why for x in made.corrections] == [Why.WITHDRAWN]
    assert made.items == ()


def test_a_duty_that_is_gone_is_told_and_corrected() -> None:
    gone = KEY.replace("/2/", "/77/")
    made = criticism(found_of(small()), Confirmations(way(PUBLISHED, gone)), as_of=DAY)
    assert [(x.finding, x.unit) for x in made.left_out if x.why is Why.GONE] == [(gone, "caizheng")]
    assert [(x.finding, x.why) for x in made.corrections] == [(gone, Why.GONE)]


def test_a_secret_case_is_left_out() -> None:
    made = criticism(found_of(small(secret=True)), Confirmations(way(CONFIRMED)), as_of=DAY)
    assert (made.items, [x.why for x in made.left_out]) == ((), [Why.SECRET])


@cache
def county() -> Assessment:
    return found_of(build_demo().register, date(2023, 8, 25))


def test_one_fact_stands_once_in_it_and_not_again_after_it_was_published() -> None:
    found, day = county(), date(2023, 8, 25)
    tail = next(x for x in found.broken() if x.same_fact_as)
    head = found.finding(str(tail.same_fact_as))

    def made(head_states: str, tail_states: str) -> list[str]:
        steps = [*way(tail_states, tail.id), *way(head_states, head.id)]
        draft = criticism(found, Confirmations(steps), as_of=day)
        held = [x.finding for x in draft.items]
        listed = {x.finding for x in draft.left_out}
        assert {x.id for x in found.broken()} == listed | set(held)
        assert not listed & set(held)
        return held

    assert made(CONFIRMED, CONFIRMED) == [head.id]
    assert made("draft", CONFIRMED) == [tail.id]
    assert made(PUBLISHED, CONFIRMED) == []
    assert made(CONFIRMED, PUBLISHED) == []


def test_no_name_stands_in_it() -> None:
    steps = Confirmations(way(CONFIRMED, by="欧阳无名"))
    told = criticism(found_of(small()), steps, as_of=DAY).to_dict()
    assert "欧阳无名" not in repr(told)
    assert told["schema"] == "caserules.criticism/1" and told["advice"] is True
    assert told["items"] == [{"finding": KEY, "unit": "caizheng", "confirmed_on": "2023-06-01"}]


def test_days_have_to_fit() -> None:
    found = found_of(small())
    with pytest.raises(InputRejected) as refused:
        criticism(found, Confirmations(), as_of=date(2023, 6, 2))
    assert refused.value.code == "CNF-007"
    later = [Confirmation(KEY, State.DRAFT, "某某", date(2023, 6, 2))]
    with pytest.raises(InputRejected) as refused:
        criticism(found, Confirmations(later), as_of=DAY)
    assert refused.value.code == "CNF-004"
