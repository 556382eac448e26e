"""Trees, cells and duties drawn at random: what the compiled functions are held against the interpreter with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from caserules import expr as e
from caserules.duties import NO_PART, Duty
from caserules.expr import EVER, NEVER, Cond, Day, Pair, Span
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


def calling(function: Callable[..., Any], *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What a function gives for drawn arguments; unlike `st.builds` it notes no calls: a tree's calls can take minutes to print."""

    @st.composite
    def called(draw: st.DrawFn) -> Any:
        return function(*(draw(each) for each in arguments))

    return called()


days: st.SearchStrategy[Day] = st.deferred(lambda: st.one_of(leaf_days, made_days))
conds: st.SearchStrategy[Cond] = st.deferred(lambda: st.one_of(leaf_conds, made_conds))
leaf_days: st.SearchStrategy[Day] = st.one_of(
    calling(e.Column, st.sampled_from("abc"), st.booleans()),
    calling(e.Const, spans),
    st.just(e.AS_OF),
    st.just(e.Ended("endings")),
)
leaf_conds: st.SearchStrategy[Cond] = st.one_of(
    calling(e.Flag, st.sampled_from("tu")),
    calling(e.Known, pairs),
    calling(e.OneOf, st.just("w"), st.frozensets(st.sampled_from("xyz"), min_size=1)),
)
made_days: st.SearchStrategy[Day] = st.one_of(
    calling(e.earliest, days, days),
    calling(e.latest, days, days),
    calling(e.spread, leaf_days, leaf_days),
    calling(e.eve, days),
    calling(e.day_after, days),
    calling(e.where, conds, days, days),
    calling(e.Applied, st.sampled_from(TERMS), leaf_days),
    calling(e.EndedLast, st.just("cases"), days),
    calling(e.Extended, st.just("longer"), days, st.none() | leaf_days),
)
made_conds: st.SearchStrategy[Cond] = st.one_of(
    calling(e.Le, days, days),
    calling(lambda a, b: a < b, days, days),
    calling(lambda a, b: a & b, conds, conds),
    calling(lambda a, b: a | b, conds, conds),
    calling(lambda a: ~a, conds),
    calling(lambda a: a.called("mode"), conds),
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
