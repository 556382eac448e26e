"""Law 3: the compiled row function says what the interpreter says, for trees and cells drawn at random."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caserules import expr as e
from caserules.duties import Duty, status
from caserules.expr import NEVER, Cond, Day
from caserules.expr.interpret import Env, cond_of, day_of
from caserules.expr.rows import compile_rows, lag_of
from expr.trees import count, duties, rows


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
