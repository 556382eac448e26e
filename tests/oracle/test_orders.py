"""The library against the second implementation, over every order of up to three events: a share of them, all with `ORDERS_SHARE=1`."""

from __future__ import annotations

import os

import pytest

from oracle.orders import SCOPES, document, told
from oracle.test_differential import findings, told_apart

SHARE = int(os.environ.get("ORDERS_SHARE", "97"))
"""One of so many is tried: a prime, so that every event and day has its turn."""


@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("name", SCOPES)
def test_same_verdicts_in_every_order(name: str, part: int) -> None:
    scope = SCOPES[name]
    apart = []
    for happened in list(told(scope))[part * SHARE :: 4 * SHARE]:
        doc = document(scope, happened)
        apart += [(happened, as_of, *found) for as_of in scope.as_of for found in told_apart(doc, as_of)]
    assert not apart


@pytest.mark.parametrize("name", SCOPES)
def test_there_are_thousands_of_orders_of_eight_events_on_five_days(name: str) -> None:
    scope = SCOPES[name]
    every = list(told(scope))
    assert len(scope.events) == 8
    assert len(scope.days) == 5
    together = 25 + 6 * 125 if scope.apart else 0
    assert len(every) == len(set(every)) == 1 + 8 * 5 + 28 * 25 + 56 * 125 - together


def test_the_orders_reach_breaches_and_none_of_their_rules() -> None:
    seen: set[tuple[str, str]] = set()
    for scope in SCOPES.values():
        for happened in list(told(scope))[::151]:
            found = findings(document(scope, happened), scope.as_of[-1])
            seen |= {(one.rule, one.verdict.value) for one in found}
    for rule in ("COHAND-01", "COHAND-03", "SIGN-01", "SIGN-02", "SIGN-03"):
        assert {"met", "broken", "not_applicable", "undetermined"} <= {said for name, said in seen if name == rule}, (
            rule
        )
    assert {("PROMISE-02", "broken"), ("CLOSE-01", "broken"), ("COHAND-02", "met")} <= seen
