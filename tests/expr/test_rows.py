"""Law 3: the compiled row function says what the interpreter says, for trees and cells drawn at random."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caserules import expr as e
from caserules.duties import NO_PART, Duty, status
from caserules.expr import EVER, NEVER, Cond, Day, Pair, Span
from caserules.expr.interpret import Env, cond_of, day_of
from caserules.expr.rows import compile_rows, lag_of
from caserules.terms import RuleTerm, Term

AXIS = [EVER, *range(1, 9), NEVER]
PAIRS: list[Pair] = [(True, True), (False, False), (False, True)]
TERMS = [RuleTerm(Term.parse(f"{n}d"), "a") for n in (1, 3)]

spans = st.tuples(st.sampled_from(AXIS), st.sampled_from(AXIS)).map(lambda x: (min(x), max(x)))
events = spans.map(lambda x: (*x, None, ""))
pairs = st.sampled_from(PAIRS)
endings = st.lists(st.tuples(events, st.none() | events, pairs, st.just("returned")), max_size=3).map(tuple)
extensions = st.lists(st.tuples(events, pairs, events), max_size=2).map(tuple)
rows = st.fixed_dictionaries(
    {
        **dict.fromkeys(("a", "b", "c"), events),
        **dict.fromkeys(("t", "u"), pairs.map(lambda x: (*x, None, ""))),
        "w": st.sampled_from([None, "x", "y", "z"]),
        "endings": endings,
        "cases": st.lists(st.tuples(events, endings), max_size=2).map(tuple),
        "longer": extensions,
    }
)


def count(term: Any, span: Span) -> Span:
    def shift(day: int) -> int:
        return day if day in (EVER, NEVER) else day + term.term.count

    return shift(span[0]), shift(span[1])


days: st.SearchStrategy[Day] = st.deferred(lambda: st.one_of(leaf_days, made_days))
conds: st.SearchStrategy[Cond] = st.deferred(lambda: st.one_of(leaf_conds, made_conds))
leaf_days: st.SearchStrategy[Day] = st.one_of(
    st.builds(e.Column, st.sampled_from("abc"), st.booleans()),
    st.builds(e.Const, spans),
    st.just(e.AS_OF),
    st.just(e.Ended("endings")),
)
leaf_conds: st.SearchStrategy[Cond] = st.one_of(
    st.builds(e.Flag, st.sampled_from("tu")),
    st.builds(e.Known, pairs),
    st.builds(e.OneOf, st.just("w"), st.frozensets(st.sampled_from("xyz"), min_size=1)),
)
made_days: st.SearchStrategy[Day] = st.one_of(
    st.builds(e.earliest, days, days),
    st.builds(e.latest, days, days),
    st.builds(e.spread, leaf_days, leaf_days),
    st.builds(e.eve, days),
    st.builds(e.day_after, days),
    st.builds(e.where, conds, days, days),
    st.builds(e.Applied, st.sampled_from(TERMS), leaf_days),
    st.builds(e.EndedLast, st.just("cases"), days),
    st.builds(e.Extended, st.just("longer"), days),
)
made_conds: st.SearchStrategy[Cond] = st.one_of(
    st.builds(e.Le, days, days),
    st.builds(lambda a, b: a < b, days, days),
    st.builds(lambda a, b: a & b, conds, conds),
    st.builds(lambda a, b: a | b, conds, conds),
    st.builds(lambda a: ~a, conds),
    st.builds(lambda a: a.called("mode"), conds),
)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    due = draw(days)
    closes = draw(st.sampled_from(["day", "event", "own"]))
    more: dict[str, Any] = {} if closes == "day" else {"closes": due if closes == "event" else draw(days)}
    return Duty(
        due=due,
        done=draw(days),
        applies=draw(conds),
        counts=draw(conds),
        since=draw(days),
        ended=draw(days),
        part=NO_PART,
        **more,
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(duties(), min_size=1, max_size=3), st.lists(rows, min_size=2, max_size=4), st.integers(1, 8))
def test_law_3_compiled_is_interpreted(made: list[Duty], cells: list[dict[str, Any]], as_of: int) -> None:
    judge = compile_rows(made, count)
    for row in cells:
        env = Env(row, as_of, count)
        want, unowed = [], 0
        for index, duty in enumerate(made):
            owed = cond_of(duty.applies & (duty.since < duty.due), env)
            if not owed[1]:
                unowed += 1
                continue
            due, done = day_of(duty.due, env), day_of(duty.done, env)
            verdict = status(
                cond_of(duty.applies, env),
                day_of(duty.since, env),
                due,
                done,
                cond_of(duty.counts, env),
                day_of(duty.ended, env),
                day_of(duty.closes, env),
                as_of,
                lag_of(duty),
            )
            want.append((index, verdict, owed[0], *due, *done))
        assert judge(row, as_of) == (want, unowed)


def test_what_closes_where_the_due_day_moves() -> None:
    due = e.Column("a", True)
    assert lag_of(Duty(due=due, done=due)) == 1
    assert lag_of(Duty(due=due, done=due, closes=due)) == 0
    assert lag_of(Duty(due=due, done=due, closes=e.Column("b", True))) is None
    assert lag_of(Duty(due=due, done=due, closes=e.day_after(e.Column("b", True)))) is None


def test_a_column_can_be_read_as_an_event_and_as_planned_in_one_function() -> None:
    planned = Duty(due=e.Column("a", False), done=e.Column("a", True))
    outcomes, _ = compile_rows([planned], count)({"a": (9, 9, None, ""), "endings": ()}, 5)
    assert [(x[3:5], x[5:]) for x in outcomes] == [((9, 9), (6, NEVER))]


class _Strange(Day):
    __slots__ = ()


class _Odd(Cond):
    __slots__ = ()


def test_a_node_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        compile_rows([Duty(due=_Strange(), done=e.AS_OF)], count)
    with pytest.raises(TypeError):
        compile_rows([Duty(due=e.AS_OF, done=e.AS_OF, applies=_Odd())], count)
