"""How satisfied the proposers were: first and finally, what is the base, and what left it."""

from __future__ import annotations

from datetime import date

import pytest

from caserules import LeftBase, satisfaction
from caserules.io.scenario import read_story
from caserules.models import Rating

BASE = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei
"""
ISSUED = "2023-06-05 issued jiaowei\n"
FIRST = ISSUED + "2023-06-15 returned jiaowei not_satisfied\n"
SECOND = "2023-07-10 issued jiaowei version=2\n"
AGAIN = FIRST + SECOND + "2023-07-25 returned jiaowei satisfied version=2\n"

ONE: list[tuple[str, str, str, tuple[str | None, str | None, str | None]]] = [
    ("rated once", FIRST, "2023-12-31", ("not_satisfied", "not_satisfied", None)),
    ("rated twice", AGAIN, "2023-12-31", ("not_satisfied", "satisfied", None)),
    ("the second not back by then", AGAIN, "2023-07-24", ("not_satisfied", "not_satisfied", None)),
    ("the first not back by then", AGAIN, "2023-06-14", (None, None, "awaited")),
    ("not answered by then", FIRST, "2023-06-04", (None, None, "not_answered")),
    ("not back", ISSUED, "2023-12-31", (None, None, "awaited")),
    ("not back after a reminder", ISSUED + "not_yet returned jiaowei\n2023-07-10 reminded jiaowei", "2023-12-31", (None, None, "not_returned")),
    ("reminded later", ISSUED + "not_yet returned jiaowei\n2023-07-10 reminded jiaowei", "2023-07-09", (None, None, "awaited")),
    ("back without a rating", ISSUED + "2023-06-15 returned jiaowei no_answer", "2023-12-31", (None, None, "no_answer")),
    ("the rating left out", ISSUED + "2023-06-15 returned jiaowei", "2023-12-31", (None, None, "not_known")),
    ("its return left out", ISSUED + "2023-06-08 arrived jiaowei", "2023-12-31", (None, None, "not_known")),
    ("rated by the unit itself", ISSUED + "2023-06-15 returned jiaowei satisfied rated_by=jiaowei", "2023-12-31", (None, None, "self_rated")),
    ("the second rated by the unit", FIRST + SECOND + "2023-07-25 returned jiaowei satisfied version=2 rated_by=jiaowei", "2023-12-31", ("not_satisfied", None, "self_rated")),
    ("the second's rating left out", FIRST + SECOND + "2023-07-25 returned jiaowei version=2", "2023-12-31", ("not_satisfied", None, "not_known")),
    ("rated, the day left out", ISSUED + "? returned jiaowei satisfied", "2023-12-31", ("satisfied", "satisfied", None)),
    ("… and by the day not certain", ISSUED + "? returned jiaowei satisfied", "2023-12-30", (None, None, "not_known")),
    ("a co-signer's form alone", "proposers = p1 p2\n" + ISSUED + "2023-06-15 returned jiaowei satisfied p2", "2023-12-31", (None, None, "not_known")),
    ("receipts not kept", "not_kept = receipts\n" + ISSUED, "2023-12-31", (None, None, "not_known")),
    ("replies not kept", "not_kept = replies", "2023-12-31", (None, None, "not_known")),
    ("the issue left out", "? issued jiaowei", "2023-12-31", (None, None, "not_known")),
    ("withdrawn before it was rated", ISSUED + "2023-06-10 withdrawal", "2023-12-31", (None, None, "ended")),
    ("withdrawn after it was rated", FIRST + "2023-06-20 withdrawal", "2023-12-31", ("not_satisfied", "not_satisfied", None)),
]  # fmt: skip


@pytest.mark.parametrize(("story", "as_of", "said"), [x[1:] for x in ONE], ids=[x[0] for x in ONE])
@pytest.mark.parametrize("policy", ["pengshui-2023", "pengshui-2023-full"])
def test_one_case(story: str, as_of: str, said: tuple[str | None, ...], policy: str) -> None:
    found = satisfaction(read_story(BASE + story), policy, as_of=date.fromisoformat(as_of))
    (case,) = found.cases
    assert (case.first, case.final, case.left) == said
    assert found.total.base == (case.left is None)
    assert sum(found.total.first.values()) == sum(found.total.final.values()) == found.total.base
    assert found.total.base + sum(found.total.left.values()) == len(found.cases)


MANY = """
suggestion/2023/13: 2023-04-10 assigned wenlv
suggestion/2023/13: 2023-06-05 issued wenlv
suggestion/2023/13: 2023-06-20 returned wenlv basically_satisfied
proposal/2023/7: 2023-04-10 assigned jiaowei lead
proposal/2023/7: 2023-04-10 assigned wenlv co_handling
suggestion/2023/14: 2023-04-10 assigned jiaowei separate
suggestion/2023/14: 2023-04-10 assigned wenlv separate
suggestion/2023/14: 2023-06-05 issued wenlv
suggestion/2023/14: 2023-06-20 returned wenlv satisfied
"""


def test_by_unit_and_in_all() -> None:
    found = satisfaction(read_story(BASE + AGAIN + MANY), "pengshui-2023-full", as_of=date(2023, 12, 31))
    assert {unit: (x.base, dict(x.left)) for unit, x in found.units.items()} == {
        "jiaowei": (1, {LeftBase.NOT_ANSWERED: 2}),
        "wenlv": (2, {}),
    }
    assert dict(found.total.first) == {
        Rating.SATISFIED: 1,
        Rating.BASICALLY_SATISFIED: 1,
        Rating.NOT_SATISFIED: 1,
    }
    assert dict(found.total.final) == {
        Rating.SATISFIED: 2,
        Rating.BASICALLY_SATISFIED: 1,
        Rating.NOT_SATISFIED: 0,
    }
    assert (found.total.base, dict(found.total.left)) == (3, {LeftBase.NOT_ANSWERED: 2})


def test_a_case_taken_over_counts_once() -> None:
    story = BASE + FIRST + "unit jiaowei to=2023-06-30 successor=wenlv\n2023-07-10 issued wenlv version=2\n"
    story += "2023-07-25 returned wenlv satisfied version=2"
    (case,) = satisfaction(read_story(story), "pengshui-2023-full", as_of=date(2023, 12, 31)).cases
    assert (case.unit, case.first, case.final) == ("wenlv", "not_satisfied", "satisfied")
    (case,) = satisfaction(read_story(story), "pengshui-2023-full", as_of=date(2023, 6, 30)).cases
    assert (case.unit, case.final) == ("jiaowei", "not_satisfied")


def test_a_case_assigned_later_is_not_counted_yet() -> None:
    assert satisfaction(read_story(BASE + FIRST), "pengshui-2023", as_of=date(2023, 4, 9)).cases == ()
