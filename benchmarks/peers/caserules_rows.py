"""caserules, one case at a time: the ten checks as duties, compiled to one function of a row.

The checks are written as a rule is (CHECKS.md's table in the words of `caserules.expr`); what a duty has in common with every
other (unknowns, what happened after the day, endings, the five verdicts) is the library's.
"""

from __future__ import annotations

from typing import Any

from cases import Cases, rows
from checks import CLOSE, EVENTS, PLAN_DAY, POINTS, VERDICTS, YEAR_END

from caserules.duties import Duty, Verdict
from caserules.expr import Column, Const, Day, Flag, Span, SpanTerm, eve, latest
from caserules.expr.rows import compile_rows

NAME = "caserules rows"
DISTRIBUTION = "caserules"
SAMPLE = 50_000

CODES = {Verdict(name): code for code, name in enumerate(VERDICTS)}
OPEN = (Verdict.BROKEN, Verdict.UNDETERMINED)
CONDITIONS = ("co_handled", "promised", "post", "carried")


def duties() -> tuple[Duty, ...]:
    """Return the ten checks as rules yield them."""
    (opinion, plan, issued, reviewed, signed, filed_a, filed_b, handling, talked, refined, kept, own_answer, ended) = (
        Column(name, event=True) for name in EVENTS
    )
    assigned, opinion_due = Column("assigned", event=False), Column("opinion_due", event=False)
    promised_for = Column("promised_for", event=False)
    co_handled, promised, post, carried = (Flag(name) for name in CONDITIONS)
    plan_day, close, year_end = (Const((day, day)) for day in (PLAN_DAY, CLOSE, YEAR_END))

    def before(event: Day, done: Day, **more: Any) -> Duty:
        return Duty(due=event, done=done, closes=event, ended=ended, **more)

    return (
        Duty(due=opinion_due, done=opinion, applies=co_handled, ended=ended),
        Duty(due=plan_day, done=plan, since=assigned, ended=ended),
        Duty(due=close, done=issued, since=assigned, ended=ended),
        before(signed, reviewed),
        before(issued, signed, counts=post),
        Duty(due=latest(close, issued), done=latest(filed_a, filed_b), ended=ended),
        before(handling, talked),
        Duty(due=close, done=refined, applies=carried, ended=ended),
        Duty(due=promised_for, done=kept, applies=promised, ended=ended),
        Duty(due=eve(own_answer), done=year_end, applies=co_handled, ended=ended, forbidden=True),
    )


def cells(case: dict[str, Any]) -> dict[str, Any]:
    """Return a case as the library holds a row: days as intervals, conditions as pairs."""
    found: dict[str, Any] = {name: (case[f"{name}_lo"], case[f"{name}_hi"]) for name in (*EVENTS, "promised_for")}
    found |= {name: (case[name], case[name]) for name in ("assigned", "opinion_due", "co_handled", "promised")}
    found |= {name: (case[f"{name}_certain"], case[f"{name}_possible"]) for name in ("post", "carried")}
    return found


def no_terms(_term: SpanTerm, span: Span) -> Span:
    """Count nothing: none of the ten duties has a term of its own."""
    return span


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Any, list[dict[str, Any]], int]:
    return compile_rows(duties(), no_terms), [cells(case) for case in rows(cases, count)], as_of


def judge(state: tuple[Any, list[dict[str, Any]], int]) -> list[tuple[dict[int, Verdict], int]]:
    function, held, as_of = state
    found = []
    for case in held:
        listed = {x[0]: x[1] for x in function(case, as_of)[0] if x[2] or x[1] in OPEN}
        found.append((listed, sum([POINTS[index] for index, verdict in listed.items() if verdict is Verdict.BROKEN])))
    return found


def read(answer: list[tuple[dict[int, Verdict], int]]) -> tuple[Any, Any]:
    found = [[CODES[listed.get(index, Verdict.NOT_APPLICABLE)] for index in range(len(POINTS))] for listed, _ in answer]
    return found, [points for _, points in answer]
