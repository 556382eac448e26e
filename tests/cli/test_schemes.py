"""`caserules policy schemes`: the letters of each scheme with what they mean."""

from __future__ import annotations

from caserules.policy import known_schemes, load_scheme
from cli.conftest import Call


def test_every_scheme_is_told_with_its_letters(call: Call) -> None:
    told = call("policy", "schemes", "--json").json["schemes"]
    assert [x["id"] for x in told] == list(known_schemes())
    for each in told:
        letters = {x["meaning"]: x["letter"] for x in each["letters"]}
        assert letters == {meaning.value: letter for meaning, letter in load_scheme(each["id"]).letters.items()}


def test_an_inferred_order_is_marked_in_both_languages(call: Call) -> None:
    assert call("policy", "schemes").out.count("（次序为推断）") == 2
    assert call("policy", "schemes", "--lang", "en").out.count("(order inferred)") == 2
