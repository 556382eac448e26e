"""What a finding tells beside its verdict: a block as things stand, and the code of what ended a duty. Nothing is judged here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from caserules import expr as e
from caserules.bulk.block import Block, Columns, Endings, Extensions
from caserules.bulk.ops import Days
from caserules.expr import EVER, NEVER

__all__ = ["Standing", "ending_codes", "ending_words"]


class Standing(Block):
    """A block as things stand: no extension after as_of; if asked, what nobody attested is not so. See `leaves.Standing`."""

    __slots__ = ("unsaid_is_no",)

    def __init__(self, block: Block, *, unsaid_is_no: bool) -> None:
        super().__init__(block.columns, block.as_of, block.start, block.stop)
        self.unsaid_is_no = unsaid_is_no

    def flag(self, name: str) -> tuple[Any, Any]:
        """Return a condition's truths."""
        if self.unsaid_is_no and name.startswith("not_judged."):
            return False, False
        return super().flag(name)

    def day(self, name: str, event: bool) -> tuple[Days, Days]:
        """Return a day's ends."""
        lo, hi = super().day(name, event)
        if not self.unsaid_is_no or not name.startswith("judged."):
            return lo, hi
        never = lo == EVER
        return np.where(never, np.int32(NEVER), lo), np.where(never, np.int32(NEVER), hi)

    def given(self, name: str) -> Extensions:
        """Return the extensions, those granted after as_of refused."""
        found = super().given(name)
        later = found.decided_lo > self.as_of
        return replace(found, accepted=np.where(later, np.uint8(0), found.accepted)) if later.any() else found


def ending_words(columns: Columns) -> Iterator[Sequence[str]]:
    """Yield the codes of each list of endings that a batch has."""
    for endings in columns.endings.values():
        yield endings.codes.words
    for cases in columns.cases.values():
        yield cases.endings.codes.words


def ending_codes(block: Block, node: e.Node, codes: list[str]) -> npt.NDArray[np.int64]:
    """Return for each row by what a duty was ended first; for a unit's own duty, by what the last of its cases was.

    Args:
        block: the rows.
        node: what ends the duty.
        codes: all codes that there are, in order.

    Returns:
        The place of a code in `codes`, or -1.
    """
    wide = len(codes) + 1
    best = np.full(block.size, np.iinfo(np.int64).min)
    for part in e.walk(node):
        if isinstance(part, e.Ended):
            endings = block.columns.endings[part.name]
            best = np.maximum(best, _first_codes(endings, block.start, block.stop, block.as_of, codes))
        elif isinstance(part, e.EndedLast):
            cases = block.columns.cases[part.name]
            offsets = cases.offsets[block.start : block.stop + 1]
            first, last = int(offsets[0]), int(offsets[-1])
            if first == last:
                continue
            keys = _first_codes(cases.endings, first, last, block.as_of, codes)
            rows = np.flatnonzero(np.diff(offsets))
            best[rows] = np.maximum(best[rows], np.maximum.reduceat(keys, offsets[rows] - first))
    return np.where(best == np.iinfo(np.int64).min, -1, best % wide)


def _first_codes(endings: Endings, start: int, stop: int, as_of: int, codes: list[str]) -> npt.NDArray[np.int64]:
    """For each row its first recorded ending as one number, by day and then by code; the least number where there is none."""
    none = np.iinfo(np.int64).min
    found = np.full(stop - start, none)
    offsets = endings.offsets[start : stop + 1]
    first, last = int(offsets[0]), int(offsets[-1])
    if first == last:
        return found
    _, hi = endings.acting(first, last, as_of)
    ranks = np.array([codes.index(word) for word in endings.codes.words] or [0], np.int64)
    keys = hi.astype(np.int64) * (len(codes) + 1) + ranks[endings.codes.codes[first:last]]
    rows = np.flatnonzero(np.diff(offsets))
    earliest = np.minimum.reduceat(keys, offsets[rows] - first)
    found[rows] = np.where(earliest // (len(codes) + 1) == NEVER, none, earliest)
    return found
