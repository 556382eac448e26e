"""The shapes of duties: by a day, before an event, forbidden, kept up, arising from a breach, without a day, extended, paused.

Each is written in the words that rules are written in, over a row of a few cells, and read as of each day.
"""

from __future__ import annotations

from typing import Any

import pytest

from caserules import expr as e
from caserules.duties import NO_PART, Breach, Duty, Verdict
from caserules.expr import AS_OF, EVER, NEVER, Column, Const, Flag, Span, day_after, earliest, eve, spread, where
from caserules.expr.rows import compile_rows

ACT, EVENT, START = Column("act", True), Column("event", True), Column("start", True)
DUE = Const((10, 10))
NOT_BY_20: Span = (21, NEVER)
NEVER_DONE: Span = (NEVER, NEVER)
UNKNOWN: Span = (EVER, NEVER)

BY_A_DAY = Duty(due=DUE, done=ACT)
BEFORE_AN_EVENT = Duty(due=EVENT, done=ACT, closes=EVENT)
FORBIDDEN = Duty(due=eve(ACT), done=Const((15, 15)), forbidden=True)
KEPT_UP = Duty(due=eve(EVENT), done=Const((15, 15)), forbidden=True)
WITHOUT_A_DAY = Duty(due=spread(Const((15, 15)), Const(NEVER_DONE)), done=ACT)
PARENT_BROKEN = ~(ACT <= DUE) & (day_after(DUE) <= AS_OF)
ARISING = Duty(due=Const((13, 13)), done=EVENT, applies=PARENT_BROKEN)
GRANTED = e.Extended("longer", DUE)
EXTENDED = Duty(due=GRANTED, done=ACT)
PAUSED = Duty(due=where(Flag("paused"), spread(DUE, Const(NEVER_DONE)), DUE), done=ACT)
CHAIN = Duty(due=EVENT, done=ACT, closes=EVENT, counts=~(START < ACT).called("out_of_order"))
ONLY_SINCE = Duty(due=DUE, done=ACT, since=START)


def said(duty: Duty, as_of: int, **cells: Any) -> str:
    row = {name: (*cells.get(name, UNKNOWN), None, "") for name in ("act", "event", "start")}
    more = {"endings": cells.get("endings", ()), "longer": cells.get("longer", ()), "paused": cells.get("paused", e.NO)}
    outcomes, unowed = compile_rows([duty], lambda term, span: span)(row | more, as_of)
    return "not_owed" if unowed else str(outcomes[0][1].value)


def days(duty: Duty, *as_of: int, **cells: Any) -> list[str]:
    return [said(duty, day, **cells) for day in as_of]


B, M, P, U, N = "broken", "met", "pending", "undetermined", "not_applicable"


@pytest.mark.parametrize(
    ("duty", "cells", "as_of", "verdicts"),
    [
        (BY_A_DAY, {"act": (10, 10)}, (9, 10, 11), [P, M, M]),
        (BY_A_DAY, {"act": (11, 11)}, (10, 11), [P, B]),
        (BY_A_DAY, {"act": NOT_BY_20}, (10, 11, 20), [P, B, B]),
        (BY_A_DAY, {"act": UNKNOWN}, (10, 11), [P, U]),
        (BEFORE_AN_EVENT, {"act": (9, 9), "event": (10, 10)}, (8, 9, 10), [P, M, M]),
        (BEFORE_AN_EVENT, {"act": (10, 10), "event": (10, 10)}, (9, 10), [P, M]),
        (BEFORE_AN_EVENT, {"act": (11, 11), "event": (10, 10)}, (9, 10, 11), [P, B, B]),
        (BEFORE_AN_EVENT, {"act": NOT_BY_20, "event": (10, 10)}, (9, 10), [P, B]),
        (BEFORE_AN_EVENT, {"act": NOT_BY_20, "event": NOT_BY_20}, (9, 20), [P, P]),
        (BEFORE_AN_EVENT, {"act": NOT_BY_20, "event": UNKNOWN}, (9, 20), [U, U]),
        (FORBIDDEN, {"act": NOT_BY_20}, (9, 14, 15, 20), [P, P, M, M]),
        (FORBIDDEN, {"act": (10, 10)}, (9, 10, 20), [P, B, B]),
        (FORBIDDEN, {"act": (16, 16)}, (15, 20), [M, M]),
        (FORBIDDEN, {"act": UNKNOWN}, (9, 20), [U, U]),
        (KEPT_UP, {"event": (12, 12)}, (11, 12, 20), [P, B, B]),
        (KEPT_UP, {"event": NOT_BY_20}, (14, 15), [P, M]),
        (WITHOUT_A_DAY, {"act": (12, 12)}, (11, 12), [P, M]),
        (WITHOUT_A_DAY, {"act": NOT_BY_20}, (15, 16, 20), [P, U, U]),
        (WITHOUT_A_DAY, {"act": NEVER_DONE}, (15, 16), [P, U]),
        (WITHOUT_A_DAY, {"act": UNKNOWN}, (15, 16), [P, U]),
        (ARISING, {"act": (10, 10), "event": NOT_BY_20}, (11, 14), ["not_owed", "not_owed"]),
        (ARISING, {"act": (11, 11), "event": (13, 13)}, (10, 11, 13, 14), ["not_owed", P, M, M]),
        (ARISING, {"act": (11, 11), "event": (14, 14)}, (13, 14), [P, B]),
        (ARISING, {"act": UNKNOWN, "event": NOT_BY_20}, (11, 14), [P, U]),
        (CHAIN, {"act": (9, 9), "start": (9, 9), "event": (10, 10)}, (10,), [M]),
        (CHAIN, {"act": (9, 9), "start": (8, 8), "event": (10, 10)}, (9, 10), [P, B]),
        (CHAIN, {"act": (9, 9), "start": UNKNOWN, "event": (10, 10)}, (10,), [U]),
        (ONLY_SINCE, {"act": NOT_BY_20, "start": (9, 9)}, (10, 11), [P, B]),
        (ONLY_SINCE, {"act": NOT_BY_20, "start": (10, 10)}, (10, 11), ["not_owed", "not_owed"]),
        (ONLY_SINCE, {"act": NOT_BY_20, "start": UNKNOWN}, (10, 11), [P, U]),
    ],
)  # fmt: skip
def test_a_shape(duty: Duty, cells: dict[str, Any], as_of: tuple[int, ...], verdicts: list[str]) -> None:
    assert days(duty, *as_of, **cells) == verdicts


GRANT = ((9, 9, None, ""), e.YES, (18, 18, None, ""))


@pytest.mark.parametrize(
    ("longer", "as_of", "verdicts"),
    [
        ((), (10, 11), [P, B]),
        ((GRANT,), (11, 18, 19), [P, P, B]),
        (((( 11, 11, None, ""), e.YES, (18, 18, None, "")),), (11, 18), [B, B]),
        (((( 9, 9, None, ""), e.NO, (18, 18, None, "")),), (11,), [B]),
        (((( 9, 9, None, ""), e.NOT_KNOWN, (18, 18, None, "")),), (10, 11, 19), [P, U, B]),
    ],
)  # fmt: skip
def test_an_extension_counts_if_granted_on_or_before_the_first_due_day(
    longer: tuple[Any, ...], as_of: tuple[int, ...], verdicts: list[str]
) -> None:
    assert days(EXTENDED, *as_of, act=NOT_BY_20, longer=longer) == verdicts


def test_an_open_pause_is_never_broken() -> None:
    assert days(PAUSED, 10, 11, 20, act=NOT_BY_20, paused=e.YES) == [P, U, U]
    assert days(PAUSED, 10, 11, act=NOT_BY_20, paused=e.NO) == [P, B]


RETURN = (5, 5, None, "")


@pytest.mark.parametrize(
    ("decided", "accepted", "as_of", "verdicts"),
    [
        (None, e.YES, (4, 5, 11), [P, N, N]),
        ((8, 8), e.YES, (4, 7, 8, 11), [P, P, N, N]),
        ((12, 12), e.YES, (10, 11, 12), [P, U, N]),
        ((12, 12), e.NO, (11, 12), [U, B]),
        (UNKNOWN, e.NOT_KNOWN, (10, 11, 20), [P, U, U]),
    ],
)
def test_an_ending_acts_from_the_day_it_was_asked_once_it_is_decided(
    decided: Span | None, accepted: e.Pair, as_of: tuple[int, ...], verdicts: list[str]
) -> None:
    assert days(BY_A_DAY, *as_of, act=NOT_BY_20, endings=((RETURN, decided, accepted, "returned"),)) == verdicts


def test_an_ending_after_the_due_day_heals_nothing_and_one_after_the_doing_takes_nothing_away() -> None:
    late = (((11, 11, None, ""), None, e.YES, "withdrawn"),)
    assert days(BY_A_DAY, 11, 20, act=NOT_BY_20, endings=late) == [B, B]
    assert days(BY_A_DAY, 10, act=(4, 4), endings=((RETURN, None, e.YES, "returned"),)) == [M]
    assert days(BY_A_DAY, 10, act=(6, 6), endings=((RETURN, None, e.YES, "returned"),)) == [N]


def test_a_duty_closes_the_day_after_it_is_due_by_itself() -> None:
    by_itself, told = Duty(due=DUE, done=ACT), Duty(due=DUE, done=ACT, closes=EVENT)
    assert isinstance(by_itself.closes, e.Next)
    assert by_itself.closes.inner is DUE
    assert told.closes is EVENT
    assert (by_itself.part, by_itself.remind, by_itself.forbidden) == (NO_PART, None, False)


def test_there_are_five_verdicts_and_five_ways_to_break_and_no_more() -> None:
    assert [str(x) for x in Verdict] == "met broken pending undetermined not_applicable".split()
    assert [str(x) for x in Breach] == "missing late insufficient out_of_order forbidden".split()


def test_the_earliest_of_two_doings_is_enough() -> None:
    either = Duty(due=DUE, done=earliest(ACT, EVENT))
    assert [said(either, 11, act=UNKNOWN, event=(9, 9)), said(either, 11, act=NOT_BY_20, event=(9, 9))] == [M, M]
    assert said(either, 11, act=UNKNOWN, event=(11, 11)) == U
