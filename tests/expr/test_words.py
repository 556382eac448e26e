"""The words that rules are written in: what they stand for, and that Python's own words for conditions are refused."""

from __future__ import annotations

import itertools
import operator
import random
from collections.abc import Callable
from typing import Any

import pytest

from caserules import expr as e
from caserules.errors import RuleError
from caserules.expr import (
    ALWAYS,
    AS_OF,
    EVER,
    NEVER,
    NO,
    NOT_KNOWN,
    YES,
    Column,
    Cond,
    Const,
    Day,
    Flag,
    Known,
    Pair,
    Span,
    eve,
)
from caserules.expr.interpret import Env, cond_of, cut, day_of, ended, ended_last, extended, le
from caserules.terms import RuleTerm

U, N = (EVER, NEVER), (NEVER, NEVER)
A, B, T = Column("a", True), Column("b", False), Flag("t")


def day(span: Span) -> Const:
    return Const(span)


def env(as_of: int = 100, **cells: Any) -> Env:
    return Env(cells, as_of, lambda term, span: (span[0] + 1, span[1] + 1))


@pytest.mark.parametrize(
    "ask",
    [
        bool,
        operator.not_,
        lambda x: x and T,
        lambda x: x or T,
        lambda x: 1 if x else 0,
        lambda x: [y for y in (1,) if x],
    ],
)
@pytest.mark.parametrize("made", [T, A <= B, T & T, ~T, A, eve(A)], ids=["flag", "before", "both", "not", "day", "eve"])
def test_pythons_own_words_on_a_condition_are_refused_with_the_line(ask: Callable[[Any], Any], made: Any) -> None:
    with pytest.raises(RuleError) as refused:
        ask(made)
    assert refused.value.code == "RUL-001"
    assert str(refused.value.params["line"]).startswith(f"{__name__}:")


def test_a_chained_comparison_is_refused() -> None:
    with pytest.raises(RuleError):
        A <= B <= A  # noqa: B015


@pytest.mark.parametrize(
    ("a", "b", "pair"),
    [
        ((5, 5), (5, 5), YES),
        ((6, 6), (5, 5), NO),
        ((1, 5), (5, 9), YES),
        ((1, 6), (5, 9), NOT_KNOWN),
        ((1, 6), (5, 5), NOT_KNOWN),
        ((7, 9), (5, 6), NO),
        (U, (5, 5), NOT_KNOWN),
        (U, N, NOT_KNOWN),
        (N, N, NO),
        ((5, NEVER), N, NOT_KNOWN),
        ((5, 5), N, YES),
        ((EVER, EVER), (EVER, EVER), YES),
    ],
)
def test_on_or_before(a: Span, b: Span, pair: Pair) -> None:
    assert le(a, b) == pair
    assert cond_of(day(a) <= day(b), env()) == pair


def test_before_is_on_or_before_the_eve() -> None:
    assert cond_of(day((5, 5)) < day((5, 5)), env()) == NO
    assert cond_of(day((4, 4)) < day((5, 5)), env()) == YES
    assert cond_of(day((NEVER, NEVER)) < day((NEVER, NEVER)), env()) == NO


@pytest.mark.parametrize(
    ("node", "span"),
    [
        (e.eve(day((5, 7))), (4, 6)),
        (e.eve(day(U)), U),
        (e.day_after(day((5, 7))), (6, 8)),
        (e.day_after(day(N)), N),
        (e.earliest(day((5, 7)), day((6, 6))), (5, 6)),
        (e.latest(day((5, 7)), day((6, 6))), (6, 7)),
        (e.latest(day((5, 7))), (5, 7)),
        (e.latest(day((1, 1)), day((3, 3)), day((2, 2))), (3, 3)),
        (e.spread(day((1, 2)), day((3, 4))), (1, 4)),
        (e.where(Known(YES), day((1, 2)), day((3, 4))), (1, 2)),
        (e.where(Known(NO), day((1, 2)), day((3, 4))), (3, 4)),
        (e.where(Known(NOT_KNOWN), day((1, 2)), day((3, 4))), (1, 4)),
        (AS_OF, (100, 100)),
        (e.Applied(RuleTerm.__new__(RuleTerm), day((1, 2))), (2, 3)),
    ],
)
def test_days_made_of_days(node: Day, span: Span) -> None:
    assert day_of(node, env()) == span


@pytest.mark.parametrize(
    ("node", "pair"),
    [
        (Known(YES) & Known(NOT_KNOWN), NOT_KNOWN),
        (Known(NO) & Known(NOT_KNOWN), NO),
        (Known(YES) | Known(NOT_KNOWN), YES),
        (Known(NO) | Known(NOT_KNOWN), NOT_KNOWN),
        (~Known(NOT_KNOWN), NOT_KNOWN),
        (~Known(YES), NO),
        (Known(NO).called("mode"), NO),
    ],
)
def test_conditions_made_of_conditions(node: Cond, pair: Pair) -> None:
    assert cond_of(node, env()) == pair


@pytest.mark.parametrize(("word", "pair"), [("a", YES), ("c", NO), (None, NOT_KNOWN)])
def test_a_word_of_a_closed_list(word: str | None, pair: Pair) -> None:
    assert cond_of(e.one_of("w", frozenset("ab")), env(w=word)) == pair


def test_always_adds_nothing_to_a_condition() -> None:
    assert (ALWAYS & T, T & ALWAYS) == (T, T)


def test_an_event_is_cut_and_a_planned_day_is_not() -> None:
    cells = {"a": (150, 150, None, ""), "b": (150, 150, None, "")}
    assert day_of(A, env(100, **cells)) == (101, NEVER)
    assert day_of(B, env(100, **cells)) == (150, 150)


@pytest.mark.parametrize(
    ("event", "left"),
    [
        ((5, 5), (5, 5)),
        ((9, 9), (9, 9)),
        ((10, 10), (10, NEVER)),
        ((12, 12), (10, NEVER)),
        ((5, 12), (5, NEVER)),
        ((9, 12), (9, NEVER)),
        (U, U),
        (N, (10, NEVER)),
    ],
)
def test_what_comes_after_the_day_has_not_happened_yet(event: Span, left: Span) -> None:
    assert cut(*event, 9) == left


DAY_5, DAY_20 = (5, 5, None, ""), (20, 20, None, "")


@pytest.mark.parametrize(
    ("endings", "span"),
    [
        ((), N),
        (((DAY_5, None, YES, "withdrawn"),), (5, 5)),
        (((DAY_5, (8, 8), YES, "returned"),), (5, 5)),
        (((DAY_5, (8, 8), NO, "returned"),), N),
        (((DAY_5, (8, 8), NOT_KNOWN, "returned"),), (5, NEVER)),
        (((DAY_5, (12, 12), YES, "returned"),), (5, NEVER)),
        (((DAY_5, U, YES, "returned"),), (5, NEVER)),
        (((DAY_5, (12, 12), NO, "returned"),), (5, NEVER)),
        (((DAY_20, None, YES, "withdrawn"),), (11, NEVER)),
        (((DAY_20, None, YES, "withdrawn"), (DAY_5, (8, 8), YES, "returned")), (5, 5)),
        (((DAY_5, (8, 8), NO, "returned"), ((7, 7, None, ""), (9, 9), YES, "returned")), (7, 7)),
    ],
)
def test_endings_as_decided_by_the_day(endings: tuple[Any, ...], span: Span) -> None:
    assert ended(endings, 10) == span
    assert day_of(e.Ended("x"), env(10, x=endings)) == span


OVER = ((DAY_5, None, YES, "returned"),)


@pytest.mark.parametrize(
    ("cases", "before", "span"),
    [
        ((), (10, 10), (EVER, EVER)),
        ((((1, 1), OVER),), (10, 10), (5, 5)),
        ((((1, 1), OVER), ((2, 2), ())), (10, 10), N),
        ((((1, 1), OVER), ((10, 10), ())), (10, 10), (5, 5)),
        ((((1, 1), OVER), (U, ())), (10, 10), (5, NEVER)),
        ((((1, 1), OVER),), N, (5, 5)),
        ((((9, 9), OVER),), (10, 12), (5, 5)),  # certainly before a day that is not exactly known
        ((((10, 10), OVER),), (10, 12), (EVER, 5)),
        ((((11, 11), OVER),), (10, 12), (EVER, 5)),
        ((((12, 12), OVER),), (10, 12), (EVER, EVER)),
    ],
)
def test_the_last_case_to_end(cases: tuple[Any, ...], before: Span, span: Span) -> None:
    assert ended_last(cases, before, 50) == span
    assert day_of(e.EndedLast("x", day(before)), env(50, x=cases)) == span


@pytest.mark.parametrize(
    ("extensions", "span"),
    [
        ((), (10, 10)),
        ((((9, 9), YES, (20, 20)),), (20, 20)),
        ((((10, 10), YES, (20, 20)),), (20, 20)),
        ((((11, 11), YES, (20, 20)),), (10, 10)),
        ((((9, 9), NO, (20, 20)),), (10, 10)),
        ((((9, 9), NOT_KNOWN, (20, 20)),), (10, 20)),
        (((U, YES, (20, 20)),), (10, 20)),
        ((((9, 9), YES, (20, 20)), ((15, 15), YES, (30, 30))), (30, 30)),
        ((((9, 9), NO, (20, 20)), ((15, 15), YES, (30, 30))), (10, 10)),
        ((((9, 9), YES, U),), U),
    ],
)
def test_a_due_day_with_its_extensions_each_in_its_turn(extensions: tuple[Any, ...], span: Span) -> None:
    assert extended(extensions, (10, 10), 50) == span
    assert day_of(e.Extended("x", day((10, 10))), env(50, x=extensions)) == span


def test_walking_tells_a_tree_depth_first() -> None:
    tree = e.where((A <= B) & ~T, e.Applied(RuleTerm.__new__(RuleTerm), A), e.EndedLast("x", e.Extended("y", eve(B))))
    kinds = [type(node).__name__ for node in e.walk(tree)]
    assert kinds == "Where And Le Column Column Not Flag Applied Column EndedLast Extended Eve Column".split()


class _Strange(Day):
    __slots__ = ()


class _Odd(Cond):
    __slots__ = ()


def test_a_node_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError, match="_Strange"):
        day_of(_Strange(), env())
    with pytest.raises(TypeError, match="_Odd"):
        cond_of(_Odd(), env())
    assert _Strange().parts == ()


# ------------------------------------------------------------------------------------- extensions, by every filling


def filled(first: int, extensions: list[tuple[int, bool, int]], cap: int | None) -> int:
    """The due day with everything known: a granted extension moves the day as it stands, up to the cap."""
    due = first
    for decided, accepted, agreed in extensions:
        if accepted and decided != NEVER and decided <= due:
            due = agreed if cap is None else max(due, min(agreed, cap))
    return due


@pytest.mark.parametrize("seed", range(4))
def test_an_extended_day_holds_what_every_filling_gives_and_no_more_where_the_first_day_is_known(seed: int) -> None:
    luck = random.Random(seed)
    days = (2, 3, 5, 7, 9, NEVER)

    def drawn(*, exact: bool = False) -> Span:
        a, b = sorted(luck.choices(days, k=2))
        return (a, a) if exact else (a, b)

    for _ in range(400):
        exact = luck.random() < 0.5
        first = drawn(exact=exact)
        cap = luck.choice([None, drawn()])
        chosen = [
            (drawn(exact=exact), luck.choice([YES, NO, NOT_KNOWN]), drawn())
            for _ in range(1 if exact else luck.randint(1, 2))
        ]
        cells = tuple(((*decided, None, ""), accepted, (*agreed, None, "")) for decided, accepted, agreed in chosen)
        found = extended(cells, first, 100, cap)
        choices = [
            [
                (d, a, g)
                for d in within(decided, days)
                for a in (True, False)
                if accepted[0] <= a <= accepted[1]
                for g in within(agreed, days)
            ]
            for decided, accepted, agreed in chosen
        ]
        caps: list[int | None] = [None] if cap is None else [*within(cap, days)]
        every = {
            filled(start, list(extensions), most)
            for start in within(first, days)
            for most in caps
            for extensions in itertools.product(*choices)
        }
        assert found[0] <= min(every)
        assert found[1] >= max(every)
        if exact:
            assert found == (min(every), max(every)), (first, chosen, cap)


def within(span: Span, days: tuple[int, ...]) -> list[int]:
    return [day for day in days if span[0] <= day <= span[1]]
