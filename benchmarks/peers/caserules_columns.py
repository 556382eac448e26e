"""caserules over columns: the very duties of `caserules_rows`, compiled to one function of a block of columns."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from caserules_rows import CONDITIONS, duties
from cases import Cases
from checks import EVENTS, NOT_APPLICABLE, POINTS, VERDICTS
from numpy.typing import NDArray

from caserules.bulk.block import Block, Columns
from caserules.bulk.judge import BLOCK
from caserules.bulk.ops import BROKEN, CODES, OPS
from caserules.expr.columns import compile_columns

NAME = "caserules columns"
DISTRIBUTION = "caserules"
SAMPLE = 1_000_000

Answer: TypeAlias = tuple[NDArray[np.uint8], NDArray[np.uint8]]


def condition(part: dict[str, Any], name: str) -> tuple[NDArray[np.uint8], bool]:
    """Return a condition as 0 no, 1 not known, 2 yes, and whether all of it is known."""
    if name in part:
        return part[name].astype(np.uint8) * np.uint8(2), True
    return part[f"{name}_certain"].astype(np.uint8) + part[f"{name}_possible"], False


def columns(cases: Cases, count: int) -> Columns:
    """Return the cases as a batch holds them: two columns a day, one and the same where it is exact, and 0, 1, 2."""
    part: dict[str, Any] = {name: np.ascontiguousarray(column[:count]) for name, column in cases.items()}
    days = {name: (part[f"{name}_lo"], part[f"{name}_hi"]) for name in (*EVENTS, "promised_for")}
    days |= {name: (part[name], part[name]) for name in ("assigned", "opinion_due")}
    flags = {name: condition(part, name) for name in CONDITIONS}
    return Columns(size=count, days=days, flags=flags)


def prepare(cases: Cases, count: int, as_of: int) -> tuple[Any, Columns, int]:
    return compile_columns(duties(), OPS), columns(cases, count), as_of


def judge(state: tuple[Any, Columns, int]) -> Answer:
    function, held, as_of = state
    verdicts, points = np.empty((len(POINTS), held.size), np.uint8), np.zeros(held.size, np.uint8)
    for start in range(0, held.size, BLOCK):
        stop = min(start + BLOCK, held.size)
        lost = points[start:stop]
        for row, (code, *_) in enumerate(function(Block(held, as_of, start, stop), as_of)):
            verdicts[row, start:stop] = code
            lost += (code == BROKEN).view(np.uint8) * np.uint8(POINTS[row])
    return verdicts, points


def read(answer: Answer) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    told = np.full(256, NOT_APPLICABLE, np.uint8)
    told[: len(CODES)] = [VERDICTS.index(verdict) for verdict in CODES]
    return told[answer[0]].T, answer[1]
