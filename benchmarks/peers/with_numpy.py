"""NumPy by hand: the fastest that its writer could make of it, in blocks that stay in the processor's cache."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from cases import Cases
from checks import BROKEN, CLOSE, PLAN_DAY, POINTS, YEAR_END
from numpy.typing import NDArray

NAME = "NumPy"
DISTRIBUTION = "numpy"
SAMPLE = 1_000_000
BLOCK = 65536

Days: TypeAlias = NDArray[np.int32] | int
Truths: TypeAlias = NDArray[np.bool_] | bool
Answer: TypeAlias = tuple[NDArray[np.uint8], NDArray[np.uint8]]


class Block:
    """A block of cases as of a day, and where its verdicts go."""

    def __init__(self, columns: Cases, as_of: int, verdicts: NDArray[np.uint8], points: NDArray[np.uint8]) -> None:
        self.c: Any = columns
        self.as_of = as_of
        self.verdicts, self.points = verdicts, points
        self.row = 0

    def duty(  # noqa: PLR0913  a duty's places
        self,
        due_lo: Days,
        due_hi: Days,
        done_lo: Days,
        done_hi: Days,
        lag: int = 1,
        owed: Truths = True,
        certain: Truths = True,
        counts: Truths = True,
        may_count: Truths = True,
    ) -> None:
        """Write one duty's verdicts: pending is 2, closed adds 1, broken takes 2, met makes it 0, not applicable 4."""
        c = self.c
        last = np.minimum(due_lo, self.as_of)
        met = done_hi <= last
        if counts is not True:
            met &= counts
        stopped = c["ended_hi"] <= last
        closing = due_lo <= self.as_of - lag
        in_time = done_lo <= due_hi
        if may_count is not True:
            in_time &= may_count
        in_time |= c["ended_lo"] <= due_hi
        broken = ~in_time
        broken &= due_hi <= self.as_of - lag
        if certain is not True:
            broken &= certain
        broken &= closing
        stopped &= ~(met & (done_hi <= c["ended_lo"]))
        if owed is not True:
            stopped |= ~owed
        if certain is not True:
            stopped |= ~certain & (met | np.logical_not(closing))
        out = self.verdicts[self.row]
        np.subtract(np.asarray(closing).view(np.uint8), broken.view(np.uint8) << 1, out=out)
        out += 2
        out *= (~met).view(np.uint8)
        out &= stopped.view(np.uint8) - 1
        out |= stopped.view(np.uint8) << 2
        self.points += (out == BROKEN).view(np.uint8) * np.uint8(POINTS[self.row])
        self.row += 1


def judge_block(columns: Cases, as_of: int, verdicts: NDArray[np.uint8], points: NDArray[np.uint8]) -> None:
    c: Any = columns
    block = Block(columns, as_of, verdicts, points)
    duty = block.duty
    duty(c["opinion_due"], c["opinion_due"], c["opinion_lo"], c["opinion_hi"], owed=c["co_handled"])
    duty(PLAN_DAY, PLAN_DAY, c["plan_lo"], c["plan_hi"], owed=c["assigned"] < PLAN_DAY)
    duty(CLOSE, CLOSE, c["issued_lo"], c["issued_hi"], owed=c["assigned"] < CLOSE)
    duty(c["signed_lo"], c["signed_hi"], c["reviewed_lo"], c["reviewed_hi"], 0)
    post, may_be_post = c["post_certain"], c["post_possible"]
    issued_lo, issued_hi = c["issued_lo"], c["issued_hi"]
    duty(issued_lo, issued_hi, c["signed_lo"], c["signed_hi"], 0, counts=post, may_count=may_be_post)
    filed_lo, filed_hi = np.maximum(c["filed_a_lo"], c["filed_b_lo"]), np.maximum(c["filed_a_hi"], c["filed_b_hi"])
    duty(np.maximum(issued_lo, CLOSE), np.maximum(issued_hi, CLOSE), filed_lo, filed_hi)
    duty(c["handling_lo"], c["handling_hi"], c["talked_lo"], c["talked_hi"], 0)
    carried, may_be_carried = c["carried_certain"], c["carried_possible"]
    duty(CLOSE, CLOSE, c["refined_lo"], c["refined_hi"], owed=may_be_carried, certain=carried)
    duty(c["promised_for_lo"], c["promised_for_hi"], c["kept_lo"], c["kept_hi"], owed=c["promised"])
    duty(c["own_answer_lo"] - 1, c["own_answer_hi"] - 1, YEAR_END, YEAR_END, owed=c["co_handled"])


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Cases, int, int]:
    return {name: np.ascontiguousarray(column[:count]) for name, column in cases.items()}, count, as_of


def judge(state: tuple[Cases, int, int]) -> Answer:
    columns, count, as_of = state
    verdicts, points = np.empty((len(POINTS), count), np.uint8), np.zeros(count, np.uint8)
    for at in range(0, count, BLOCK):
        to = min(at + BLOCK, count)
        part = {name: column[at:to] for name, column in columns.items()}
        judge_block(part, as_of, verdicts[:, at:to], points[at:to])
    return verdicts, points


def read(answer: Answer) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    return answer[0].T, answer[1]
