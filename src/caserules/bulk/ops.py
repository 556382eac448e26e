"""What the calls of a compiled column function do: days and conditions as NumPy arrays, a block of rows at a time.

A day's end is an int32 array, or a number where it is the same in every row; a truth is a boolean array, or True or False.
Where a day's ends are one and the same array, what is made of it is made once: `is` is the test, and costs nothing.

The arithmetic is that of `expr.interpret` and of `duties.verdict`, and is held equal to both by tests. Comparisons with the
ends of time are folded into the bound: `x <= y`, and x is not never, is `x <= min(y, NEVER - 1)`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from caserules.duties import Verdict
from caserules.expr import EVER, NEVER

__all__ = [
    "BROKEN",
    "CODES",
    "MET",
    "NOT_APPLICABLE",
    "NOT_OWED",
    "OPS",
    "PENDING",
    "POSSIBLE",
    "UNDETERMINED",
    "Codes",
    "Days",
    "End",
    "Truth",
    "as_column",
    "constant",
    "cut",
]

Days: TypeAlias = npt.NDArray[np.int32]
Bools: TypeAlias = npt.NDArray[np.bool_]
Codes: TypeAlias = npt.NDArray[np.uint8]
End: TypeAlias = Days | int
"""One end of a day: a column, or the same number in every row."""
Truth: TypeAlias = Bools | bool
"""One truth of a condition: a column, or the same in every row."""

MET: Final = 0
PENDING: Final = 1
UNDETERMINED: Final = 2
BROKEN: Final = 3
NOT_APPLICABLE: Final = 4
POSSIBLE: Final = 8
"""From here on: only possibly owed, and not to be broken yet; counted, not listed."""
NOT_OWED: Final = 24
"""From here on: never owed; counted, not listed."""

CODES: Final[tuple[Verdict, ...]] = (
    Verdict.MET,
    Verdict.PENDING,
    Verdict.UNDETERMINED,
    Verdict.BROKEN,
    Verdict.NOT_APPLICABLE,
)
"""The verdicts by their code."""


def as_column(end: End, size: int) -> Days:
    """Return an end of a day as a column, also where it is one number."""
    return np.full(size, end, np.int32) if isinstance(end, int) else end


def _same(a: Any, b: Any) -> bool:
    return a is b or (isinstance(a, int) and isinstance(b, int) and a == b)


# ------------------------------------------------------------------------------------------------------------- days


@lru_cache(maxsize=256)
def _filled(number: int, room: int) -> Days:
    return np.full(room, number, np.int32)


def constant(number: int, size: int) -> Days:
    """Return a number as a column: the smaller of two columns is three times quicker than of a column and a number."""
    return _filled(number, 1 << max(size - 1, 1).bit_length())[:size]


def _min(a: End, b: End) -> End:
    if isinstance(a, int):
        return min(a, b) if isinstance(b, int) else _min(b, a)
    if isinstance(b, int):
        return a if b >= NEVER else np.minimum(a, constant(b, len(a)))
    return a if b is a else np.minimum(a, b)


def _max(a: End, b: End) -> End:
    if isinstance(a, int):
        return max(a, b) if isinstance(b, int) else _max(b, a)
    if isinstance(b, int):
        return a if b <= EVER else np.maximum(a, constant(b, len(a)))
    return a if b is a else np.maximum(a, b)


def cut(lo: Days, hi: Days, as_of: int) -> tuple[Days, Days]:
    """Return an event's day as it stood at the end of as_of: what came later has not happened yet.

    Where nothing lies after as_of the columns stay as they are, one and the same if they were.
    """
    if hi.size and int(hi.max()) <= as_of:
        return lo, hi
    later = (hi > as_of).astype(np.int32)  # never where it lies after as_of, else ever; quicker in place
    later *= np.int32(NEVER - EVER)
    later += np.int32(EVER)
    return np.minimum(lo, constant(as_of + 1, len(lo))), np.maximum(hi, later, out=later)


def earlier(a0: End, a1: End, b0: End, b1: End) -> tuple[End, End]:
    """The earlier of two days."""
    lo = _min(a0, b0)
    return lo, lo if _same(a0, a1) and _same(b0, b1) else _min(a1, b1)


def later(a0: End, a1: End, b0: End, b1: End) -> tuple[End, End]:
    """The later of two days."""
    lo = _max(a0, b0)
    return lo, lo if _same(a0, a1) and _same(b0, b1) else _max(a1, b1)


def _shifted(end: End, by: int) -> End:
    if isinstance(end, int):
        return end if end in (EVER, NEVER) else end + by
    return end + ((end > EVER) & (end < NEVER)) * np.int32(by)


def shift(a0: End, a1: End, by: int) -> tuple[End, End]:
    """The day before or after; the ends of time stay."""
    lo = _shifted(a0, by)
    return lo, lo if _same(a0, a1) else _shifted(a1, by)


def _chosen(cond: Truth, yes: End, no: End) -> End:
    if isinstance(cond, bool):
        return yes if cond else no
    if _same(yes, no):
        return yes
    found: Days = np.where(
        cond, np.int32(yes) if isinstance(yes, int) else yes, np.int32(no) if isinstance(no, int) else no
    )
    return found


def where(certain: Truth, possible: Truth, y0: End, y1: End, n0: End, n1: End) -> tuple[End, End]:
    """One day if a condition holds, another if not; from the one to the other where that is not known."""
    if _same(certain, possible):
        lo = _chosen(certain, y0, n0)
        return lo, lo if _same(y0, y1) and _same(n0, n1) else _chosen(certain, y1, n1)
    lo = _chosen(certain, y0, _chosen(possible, _min(y0, n0), n0))
    return lo, _chosen(certain, y1, _chosen(possible, _max(y1, n1), n1))


# ------------------------------------------------------------------------------------------------------- conditions


def _by(a: End, b: End) -> Truth:
    """Whether a happened, and on or before b."""
    if isinstance(a, int):
        if isinstance(b, int):
            return a <= b and a != NEVER
        return True if a <= EVER else False if a >= NEVER else b >= a
    return a <= _min(b, NEVER - 1)


def _before(a: End, b: End) -> Truth:
    """Whether a happened, and on or before the eve of b; the eve of ever is ever."""
    if isinstance(a, int):
        if isinstance(b, int):
            return a < max(b, EVER + 1)
        return True if a <= EVER else b > a
    return a < _max(b, EVER + 1)


def on_or_before(a0: End, a1: End, b0: End, b1: End) -> tuple[Truth, Truth]:
    """Whether one day happened, and on or before another: certainly, possibly."""
    certain = _by(a1, b0)
    return certain, certain if _same(a0, a1) and _same(b0, b1) else _by(a0, b1)


def before(a0: End, a1: End, b0: End, b1: End) -> tuple[Truth, Truth]:
    """Whether one day happened, and on or before the eve of another: certainly, possibly."""
    certain = _before(a1, b0)
    return certain, certain if _same(a0, a1) and _same(b0, b1) else _before(a0, b1)


def _and(a: Truth, b: Truth) -> Truth:
    if isinstance(a, bool):
        return b if a else False
    if isinstance(b, bool):
        return a if b else False
    return a & b


def _or(a: Truth, b: Truth) -> Truth:
    if isinstance(a, bool):
        return True if a else b
    if isinstance(b, bool):
        return True if b else a
    return a | b


def _not(a: Truth) -> Truth:
    return not a if isinstance(a, bool) else ~a


def all_of(p0: Truth, p1: Truth, q0: Truth, q1: Truth) -> tuple[Truth, Truth]:
    """Both."""
    certain = _and(p0, q0)
    return certain, certain if _same(p0, p1) and _same(q0, q1) else _and(p1, q1)


def any_of(p0: Truth, p1: Truth, q0: Truth, q1: Truth) -> tuple[Truth, Truth]:
    """Either."""
    certain = _or(p0, q0)
    return certain, certain if _same(p0, p1) and _same(q0, q1) else _or(p1, q1)


def negated(p0: Truth, p1: Truth) -> tuple[Truth, Truth]:
    """Not so."""
    certain = _not(p1)
    return certain, certain if _same(p0, p1) else _not(p0)


# --------------------------------------------------------------------------------------------------------- verdicts


def verdicts(  # noqa: PLR0913  a duty's seven places, each as two columns, and the day
    owed_certain: Truth,
    owed_possible: Truth,
    since_lo: End,
    _since_hi: End,
    due_lo: End,
    due_hi: End,
    done_lo: End,
    done_hi: End,
    counts_certain: Truth,
    counts_possible: Truth,
    ended_lo: End,
    ended_hi: End,
    close_lo: End,
    close_hi: End,
    as_of: int,
    lag: int | None,
) -> Codes | int:
    """Say what became of a duty in each row: `duties.verdict` over columns, as codes."""
    # where it is owed at all, the due day is after `since`
    first = due_lo if isinstance(since_lo, int) and since_lo <= EVER else _max(due_lo, since_lo + 1)
    bound = _min(first, NEVER - 1)  # what is never done is not done by a day that never comes
    met = _and(counts_certain, _no_later(done_hi, bound))
    stopped = _no_later(ended_hi, bound)
    left = _not(_or(met, stopped))
    if lag is None:
        closed_possible = _no_later(close_lo, as_of)
        closed_certain = closed_possible if _same(close_lo, close_hi) else _no_later(close_hi, as_of)
    else:
        closed_possible = _no_later(first, as_of - lag)
        closed_certain = closed_possible if _same(first, due_hi) else _no_later(due_hi, as_of - lag)
    still = _and(closed_possible, left)
    last = bound if _same(first, due_hi) else _min(due_hi, NEVER - 1)
    excused = _or(_and(counts_possible, _no_later(done_lo, last)), _no_later(ended_lo, last))
    surely = still if closed_certain is closed_possible else _and(still, closed_certain)
    broken = _but_not(_and(surely, owed_certain), excused)
    ended = _but_not(stopped, _and(met, _no_later(done_hi, ended_lo)))
    code = _sum(_sum(_sum(_byte(left), _byte(still)), _byte(broken)), _times(ended, NOT_APPLICABLE))
    if _same(owed_certain, owed_possible):
        return _sum(code, _times(_not(owed_certain), NOT_OWED))
    listed = _and(owed_possible, _or(owed_certain, still))
    return _sum(_sum(code, _times(_not(listed), POSSIBLE)), _times(_not(owed_possible), NOT_OWED - POSSIBLE))


def _no_later(a: End, b: End) -> Truth:
    return a <= b


def _but_not(a: Truth, b: Truth) -> Truth:
    if isinstance(a, bool) or isinstance(b, bool):
        return _and(a, _not(b))
    return a > b


def _byte(truth: Truth) -> Codes | int:
    return int(truth) if isinstance(truth, bool) else truth.view(np.uint8)


def _sum(a: Codes | int, b: Codes | int) -> Codes | int:
    if isinstance(b, int) and b == 0:
        return a
    if isinstance(a, int):
        return b if a == 0 else a + b
    found: Codes = np.add(a, b, dtype=np.uint8)
    return found


def _times(truth: Truth, code: int) -> Codes | int:
    return code * truth if isinstance(truth, bool) else truth.view(np.uint8) * np.uint8(code)


OPS: Final[dict[str, Any]] = {
    "earlier": earlier,
    "later": later,
    "shift": shift,
    "where": where,
    "on_or_before": on_or_before,
    "before": before,
    "all_of": all_of,
    "any_of": any_of,
    "negated": negated,
    "verdicts": verdicts,
}
