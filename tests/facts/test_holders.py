"""Who held a post on a day: yes, no or not known, by tenures, delegations, and how far both are on record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from asread import in_words
from caserules.facts.book import Book
from caserules.models import Post, Step
from smallest import CASE, GONE, LAST, changed, judged, one, register, short, well_handled

Json = dict[str, Any]
ALL: Json = {"default": "2023-12-31", "delegations": "2023-12-31"}
BEFORE, AFTER = ("b", "2022-01-01", "2023-06-04"), ("c", "2023-06-06", None)
THROUGHOUT = ("b", "2022-01-01", None)


def none_delegated(**about: Any) -> Json:
    return {"kind": "delegation", "about": about, "from": "none"}


def held(posts: list[tuple[str, str, str | None]], on: str, complete: Json, delegations: list[Json]) -> str:
    unit = {
        "id": "u",
        "name": "u",
        "bound": True,
        "posts": [
            {"post": "principal", "person": person, "from": start} | ({"to": end} if end else {})
            for person, start, end in posts
        ],
    }
    doc = {"place": "x", "year": 2023, "complete_through": complete, "units": [unit], "adjustments": delegations}
    step = Step.model_validate_json(json.dumps({"step": "sign_off", "on": on}))
    book = Book.of(register(doc))
    return in_words((*book.held(None, "u", "a", Post.PRINCIPAL, book.day(step, "on", "steps")), None, ""))


HELD: list[tuple[str, list[tuple[str, str, str | None]], str, str]] = [
    ("in the post", [("a", "2022-01-01", None)], "2023-06-05", "yes"),
    ("on its first day", [("a", "2023-06-05", None)], "2023-06-05", "yes"),
    ("on its last day", [("a", "2022-01-01", "2023-06-05")], "2023-06-05", "yes"),
    ("on the eve of it, another having it", [("a", "2023-06-06", None), BEFORE, ("b", "2023-06-05", "2023-06-05")], "2023-06-05", "no"),
    ("on the day after it, another having it", [("a", "2022-01-01", "2023-06-04"), ("b", "2023-06-05", None)], "2023-06-05", "no"),
    ("in a month in which it ended", [("a", "2022-01-01", "2023-06-15"), THROUGHOUT], "2023-06", "not known"),
    ("in a month in which it began", [("a", "2023-06-15", None), THROUGHOUT], "2023-06", "not known"),
    ("in the month after that in which it ended", [("a", "2022-01-01", "2023-05-31"), THROUGHOUT], "2023-06", "no"),
    ("in the month before that in which it began", [("a", "2023-07-01", None), THROUGHOUT], "2023-06", "no"),
    ("ended on some day of the month", [("a", "2022-01-01", "2023-06"), THROUGHOUT], "2023-06-15", "not known"),
    ("began on some day of the month", [("a", "2023-06", None), THROUGHOUT], "2023-06-15", "not known"),
    ("another having it", [THROUGHOUT], "2023-06-05", "no"),
    ("another having it, and a third after", [("b", "2022-01-01", "2023-06-05"), AFTER], "2023-06-05", "no"),
    ("another having it, and a third before", [("c", "2022-01-01", "2023-06-04"), ("b", "2023-06-05", None)], "2023-06-05", "no"),
    ("nobody having it on that day", [BEFORE, AFTER], "2023-06-05", "not known"),
    ("nobody on record", [], "2023-06-05", "not known"),
]  # fmt: skip


@pytest.mark.parametrize(("posts", "on", "verdict"), [x[1:] for x in HELD], ids=[x[0] for x in HELD])
def test_whether_a_person_held_a_post(posts: list[tuple[str, str, str | None]], on: str, verdict: str) -> None:
    assert held(posts, on, ALL, []) == verdict


@pytest.mark.parametrize("kind", ["posts", "delegations"])
@pytest.mark.parametrize(
    ("through", "on", "verdict"),
    [
        ("2023-06-05", "2023-06-05", "no"),
        ("2023-06-04", "2023-06-05", "not known"),
        ("2023-06-30", "2023-06", "no"),
        ("2023-06-29", "2023-06", "not known"),
        ("not_kept", "2023-06-05", "not known"),
    ],
)
def test_another_holder_denies_only_as_far_as_posts_and_delegations_are_on_record(
    kind: str, through: str, on: str, verdict: str
) -> None:
    assert held([THROUGHOUT], on, ALL | {kind: through}, []) == verdict


NONE: list[tuple[str, list[Json], str]] = [
    ("nothing said", [], "not known"),
    ("no delegation at all", [none_delegated()], "no"),
    ("none of this unit and post", [none_delegated(unit="u", post="principal")], "no"),
    ("none of another unit", [none_delegated(unit="v")], "not known"),
    ("none of another post", [none_delegated(unit="u", post="handler")], "not known"),
    ("none for some case", [none_delegated(unit="u", post="principal", case=CASE)], "not known"),
    ("one of another post", [{"kind": "delegation", "about": {"unit": "u", "post": "handler"}, "from": "2023-01-01"}], "not known"),
    ("one of this post, to another", [{"kind": "delegation", "about": {"unit": "u", "post": "principal"}, "from": "2023-01-01", "from_person": "b", "to_person": "c"}], "not known"),
    ("one of this post, ended, and no more said", [{"kind": "delegation", "about": {"unit": "u", "post": "principal"}, "from": "2023-01-01", "actual_end": "2023-02-01"}], "not known"),
]  # fmt: skip


@pytest.mark.parametrize(("delegations", "verdict"), [x[1:] for x in NONE], ids=[x[0] for x in NONE])
def test_where_delegations_are_not_kept_only_a_word_that_there_was_none_denies(
    delegations: list[Json], verdict: str
) -> None:
    assert held([THROUGHOUT], "2023-06-05", {"default": LAST}, delegations) == verdict


def delegated(**more: Any) -> Json:
    about = {"unit": "u", "post": "principal"} | more.pop("about", {})
    about = {name: value for name, value in about.items() if value is not None}
    given = {"from": "2023-05-01", "from_person": "b", "to_person": "a", "decided": {"outcome": "accepted"}}
    record = {"kind": "delegation", "about": about} | given | more
    return {name: value for name, value in record.items() if value is not None}


DELEGATED: list[tuple[str, Json, str, str]] = [
    ("delegated", delegated(), "2023-06-05", "yes"),
    ("without a decision on record", delegated(decided=None), "2023-06-05", "yes"),
    ("on its first day", delegated(), "2023-05-01", "yes"),
    ("on its eve", delegated(), "2023-04-30", "no"),
    ("from some day of the month", delegated(**{"from": "2023-05"}), "2023-05-10", "not known"),
    ("from a day not recorded", delegated(**{"from": None}), "2023-06-05", "not known"),
    ("on its last day", delegated(actual_end="2023-06-05"), "2023-06-05", "yes"),
    ("on the day after", delegated(actual_end="2023-06-04"), "2023-06-05", "no"),
    ("on the day after the one planned", delegated(planned_end="2023-06-04"), "2023-06-05", "no"),
    ("ended before the day planned", delegated(planned_end="2023-12-31", actual_end="2023-06-04"), "2023-06-05", "no"),
    ("to some day of the month", delegated(actual_end="2023-06"), "2023-06-05", "not known"),
    ("in a month in which it began", delegated(**{"from": "2023-06-15"}), "2023-06", "not known"),
    ("in a month in which it ended", delegated(actual_end="2023-06-15"), "2023-06", "not known"),
    ("refused", delegated(decided={"outcome": "refused"}), "2023-06-05", "no"),
    ("not decided yet", delegated(decided={"outcome": "pending"}), "2023-06-05", "not known"),
    ("to another", delegated(to_person="c"), "2023-06-05", "no"),
    ("by another", delegated(from_person="c"), "2023-06-05", "no"),
    ("to whom is not recorded", delegated(to_person=None), "2023-06-05", "not known"),
    ("by whom is not recorded", delegated(from_person=None), "2023-06-05", "not known"),
    ("of another unit", delegated(about={"unit": "v"}), "2023-06-05", "no"),
    ("of another post", delegated(about={"post": "handler"}), "2023-06-05", "no"),
    ("of a case", delegated(about={"case": CASE}), "2023-06-05", "no"),
    ("of whatever post and unit", delegated(about={"unit": None, "post": None}), "2023-06-05", "yes"),
]  # fmt: skip


@pytest.mark.parametrize(("record", "on", "verdict"), [x[1:] for x in DELEGATED], ids=[x[0] for x in DELEGATED])
def test_whether_a_person_held_a_post_by_delegation(record: Json, on: str, verdict: str) -> None:
    assert held([THROUGHOUT], on, ALL, [record]) == verdict


def test_a_delegation_lasts_no_longer_than_the_post_of_who_gave_it() -> None:
    posts = [("b", "2022-01-01", "2023-06-04"), ("c", "2023-06-05", None)]
    assert [held(posts, on, ALL, [delegated()]) for on in ("2023-06-04", "2023-06-05", "2023-06")] == [
        "yes",
        "no",
        "not known",
    ]


def test_a_signature_in_the_month_in_which_the_leader_left_convicts_nobody() -> None:
    posts = "/units/0/posts"
    changes = {
        f"{posts}/1/to": "2023-06-15",
        f"{posts}/-": {"post": "leader_in_charge", "person": "b", "from": "2022-01-01"},
        "/cases/0/replies/0/steps/2/on": "2023-06",
        "/cases/0/replies/0/issued": "2023-06-30",
        "/cases/0/replies/0/steps/3": GONE,
    }
    found = judged(changed(well_handled(), changes))
    assert short(one(found, f"SIGN-02/{CASE}/jiaowei/review/1")) == "undetermined"


def test_a_delegation_counts_though_others_that_do_not_stand_before_it() -> None:
    """Refused, of another post, to another person: none of them hides the one that counts."""
    about = {"unit": "u", "post": "principal"}
    counts = {"kind": "delegation", "about": about, "from": "2023-01-01", "from_person": "b", "to_person": "a"}
    others = [
        counts | {"decided": {"by": "office", "outcome": "refused"}},
        counts | {"about": {"unit": "u", "post": "handler"}},
        counts | {"to_person": "c"},
    ]
    assert held([THROUGHOUT], "2023-06-05", ALL, others) == "no"
    assert held([THROUGHOUT], "2023-06-05", ALL, [*others, counts]) == "yes"
