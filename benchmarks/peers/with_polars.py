"""Polars: one expression a check over a frame in memory, one thread (run.py says so before Polars is imported)."""

from __future__ import annotations

from typing import Any

import polars as pl
from cases import Cases
from checks import BROKEN, CHECKS, CLOSE, MET, NOT_APPLICABLE, PENDING, PLAN_DAY, UNDETERMINED, YEAR_END

NAME = "Polars"
DISTRIBUTION = "polars"
SAMPLE = 1_000_000

YES = pl.lit(True)


def verdict(
    as_of: int,
    due: tuple[Any, Any],
    done: tuple[Any, Any],
    lag: int = 1,
    owed: tuple[Any, Any] = (YES, YES),
    counts: tuple[Any, Any] = (YES, YES),
) -> pl.Expr:
    ended_lo, ended_hi = pl.col("ended_lo"), pl.col("ended_hi")
    met = counts[0] & (done[1] <= due[0]) & (done[1] <= as_of)
    excusable = (counts[1] & (done[0] <= due[1])) | (ended_lo <= due[1])
    open_yet = due[0] > as_of - lag
    code = [pl.lit(x, pl.UInt8) for x in (MET, BROKEN, PENDING, UNDETERMINED, NOT_APPLICABLE)]
    return (
        pl.when(~owed[1] | ((ended_hi <= due[0]) & (ended_hi <= as_of) & ~(met & (done[1] <= ended_lo))))
        .then(code[NOT_APPLICABLE])
        .when(~owed[0] & (met | open_yet))
        .then(code[NOT_APPLICABLE])
        .when(met)
        .then(code[MET])
        .when(open_yet)
        .then(code[PENDING])
        .when(owed[0] & ~excusable & (due[1] <= as_of - lag))
        .then(code[BROKEN])
        .otherwise(code[UNDETERMINED])
    )


def checks(as_of: int) -> dict[str, pl.Expr]:
    def day(name: str) -> tuple[pl.Expr, pl.Expr]:
        return pl.col(f"{name}_lo"), pl.col(f"{name}_hi")

    def on(number: int) -> tuple[pl.Expr, pl.Expr]:
        return pl.lit(number, pl.Int32), pl.lit(number, pl.Int32)

    def pair(name: str) -> tuple[pl.Expr, pl.Expr]:
        return pl.col(f"{name}_certain"), pl.col(f"{name}_possible")

    def flag(name: str) -> tuple[pl.Expr, pl.Expr]:
        return pl.col(name), pl.col(name)

    def later(one: tuple[pl.Expr, pl.Expr], other: tuple[pl.Expr, pl.Expr]) -> tuple[pl.Expr, pl.Expr]:
        return pl.max_horizontal(one[0], other[0]), pl.max_horizontal(one[1], other[1])

    before_plan, before_close = pl.col("assigned") < PLAN_DAY, pl.col("assigned") < CLOSE
    answered = tuple(x - 1 for x in day("own_answer"))
    filed = later(day("filed_a"), day("filed_b"))
    opinion_due = (pl.col("opinion_due"), pl.col("opinion_due"))
    return {
        "opinion": verdict(as_of, opinion_due, day("opinion"), owed=flag("co_handled")),
        "plan": verdict(as_of, on(PLAN_DAY), day("plan"), owed=(before_plan, before_plan)),
        "reply": verdict(as_of, on(CLOSE), day("issued"), owed=(before_close, before_close)),
        "review": verdict(as_of, day("signed"), day("reviewed"), 0),
        "signature": verdict(as_of, day("issued"), day("signed"), 0, counts=pair("post")),
        "filing": verdict(as_of, later(on(CLOSE), day("issued")), filed),
        "talk": verdict(as_of, day("handling"), day("talked"), 0),
        "carry_over": verdict(as_of, on(CLOSE), day("refined"), owed=pair("carried")),
        "promise": verdict(as_of, day("promised_for"), day("kept"), owed=flag("promised")),
        "own_answer": verdict(as_of, (answered[0], answered[1]), on(YEAR_END), owed=flag("co_handled")),
    }


def prepare(cases: Cases, count: int, as_of: int) -> tuple[pl.DataFrame, int]:
    return pl.DataFrame({name: column[:count] for name, column in cases.items()}), as_of


def judge(state: tuple[pl.DataFrame, int]) -> pl.DataFrame:
    frame, as_of = state
    lost = [(pl.col(check.name) == BROKEN).cast(pl.UInt8) * check.points for check in CHECKS]
    return frame.lazy().select(**checks(as_of)).with_columns(points=pl.sum_horizontal(lost)).collect()


def read(answer: pl.DataFrame) -> tuple[Any, Any]:
    return answer.select(check.name for check in CHECKS).to_numpy(), answer["points"].to_numpy()
