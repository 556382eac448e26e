"""Plain Python: a dataclass a case, ten calls of one small function."""

from __future__ import annotations

from dataclasses import make_dataclass
from typing import Any

from cases import Cases, rows
from checks import (
    BROKEN,
    CLOSE,
    DAYS,
    FLAGS,
    MET,
    NOT_APPLICABLE,
    PENDING,
    PLAN_DAY,
    POINTS,
    UNDETERMINED,
    YEAR_END,
)

NAME = "Python"
DISTRIBUTION = None
SAMPLE = 100_000

Case = make_dataclass("Case", [*((name, int) for name in DAYS), *((name, bool) for name in FLAGS)], slots=True)


def verdict(  # noqa: PLR0913  a duty's places
    case: Any,
    as_of: int,
    due_lo: int,
    due_hi: int,
    done_lo: int,
    done_hi: int,
    lag: int = 1,
    owed: bool = True,
    certain: bool = True,
    counts: bool = True,
    may_count: bool = True,
) -> int:
    """Say what became of a duty (CHECKS.md); `owed` and `may_count` are the possible halves of their pairs."""
    if not owed:
        return NOT_APPLICABLE
    last = min(due_lo, as_of)
    met = counts and done_hi <= last
    if case.ended_hi <= last and not (met and done_hi <= case.ended_lo):
        return NOT_APPLICABLE
    closing = due_lo + lag <= as_of
    if not certain and (met or not closing):
        return NOT_APPLICABLE
    if met:
        return MET
    if not closing:
        return PENDING
    excusable = not certain or (may_count and done_lo <= due_hi) or case.ended_lo <= due_hi
    return UNDETERMINED if excusable or due_hi + lag > as_of else BROKEN


def judged(c: Any, as_of: int) -> tuple[tuple[int, ...], int]:
    """Return a case's ten verdicts and the points lost."""
    led = c.assigned < CLOSE
    filing_lo, filing_hi = max(CLOSE, c.issued_lo), max(CLOSE, c.issued_hi)
    filed_lo, filed_hi = max(c.filed_a_lo, c.filed_b_lo), max(c.filed_a_hi, c.filed_b_hi)
    found = (
        verdict(c, as_of, c.opinion_due, c.opinion_due, c.opinion_lo, c.opinion_hi, owed=c.co_handled),
        verdict(c, as_of, PLAN_DAY, PLAN_DAY, c.plan_lo, c.plan_hi, owed=c.assigned < PLAN_DAY),
        verdict(c, as_of, CLOSE, CLOSE, c.issued_lo, c.issued_hi, owed=led),
        verdict(c, as_of, c.signed_lo, c.signed_hi, c.reviewed_lo, c.reviewed_hi, 0),
        verdict(
            c,
            as_of,
            c.issued_lo,
            c.issued_hi,
            c.signed_lo,
            c.signed_hi,
            0,
            counts=c.post_certain,
            may_count=c.post_possible,
        ),
        verdict(c, as_of, filing_lo, filing_hi, filed_lo, filed_hi),
        verdict(c, as_of, c.handling_lo, c.handling_hi, c.talked_lo, c.talked_hi, 0),
        verdict(
            c,
            as_of,
            CLOSE,
            CLOSE,
            c.refined_lo,
            c.refined_hi,
            owed=c.carried_possible,
            certain=c.carried_certain,
        ),
        verdict(c, as_of, c.promised_for_lo, c.promised_for_hi, c.kept_lo, c.kept_hi, owed=c.promised),
        verdict(c, as_of, c.own_answer_lo - 1, c.own_answer_hi - 1, YEAR_END, YEAR_END, owed=c.co_handled),
    )
    return found, sum([points for points, one in zip(POINTS, found, strict=True) if one == BROKEN])


def prepare(cases: Cases, count: int, as_of: int) -> tuple[list[Any], int]:
    return [Case(**row) for row in rows(cases, count)], as_of


def judge(state: tuple[list[Any], int]) -> list[tuple[tuple[int, ...], int]]:
    held, as_of = state
    return [judged(case, as_of) for case in held]


def read(answer: list[tuple[tuple[int, ...], int]]) -> tuple[list[Any], list[int]]:
    return [found for found, _ in answer], [points for _, points in answer]
