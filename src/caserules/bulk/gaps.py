"""Whether something is undetermined for another reason than a kind of record that the register does not keep.

That alone decides whether an audit without a breach ends 4 or 0. One such finding is enough, so it is looked for only until
it is found; where every kind is kept, or the facts do not say where they were read, the first undetermined one is it.
"""

from __future__ import annotations

import json
from functools import lru_cache

import numpy as np
import pyarrow as pa

from caserules.bulk.explain import book_of, row_of
from caserules.bulk.judge import BulkProgram, Judge, Judged
from caserules.bulk.ops import UNDETERMINED
from caserules.bulk.read import texts
from caserules.context import Context
from caserules.explain import interpreted
from caserules.facts.flatten import Facts

__all__ = ["Gaps"]


class Gaps:
    """Looks for a finding that is undetermined although all that it rests on is kept.

    Attributes:
        found: whether there is one.
    """

    def __init__(self, program: BulkProgram) -> None:
        self.found = False
        self._program = program

    def look(self, judge: Judge, rows: pa.RecordBatch, judged: Judged) -> None:
        """Look into a block, unless one was found before.

        Args:
            judge: the rules.
            rows: the batch that the block is a stretch of.
            judged: the block.
        """
        if self.found:
            return
        duties, places = np.nonzero(judged.codes() == UNDETERMINED)
        if not places.size:
            return
        at = np.unique(places)
        some = rows.take(pa.array(at + judged.block.start))
        if not any(map(_leaves_out, texts(some, "complete_through").unique().to_pylist())):
            self.found = True
            return
        told = dict(zip(at.tolist(), some.to_pylist(), strict=True))
        for duty, place in zip(duties.tolist(), places.tolist(), strict=True):
            row = told[place]
            facts = Facts(book_of(row, None, self._program.as_of))
            context = Context(facts.book.register, facts, judge.program, self._program.day)
            if not interpreted(context, judge.duties[duty], row_of(judge.program, row)).not_kept:
                self.found = True
                return


@lru_cache(maxsize=1024)
def _leaves_out(complete_through: str | None) -> bool:
    """Whether a register says of some kind of record that it is not kept."""
    return complete_through is not None and None in json.loads(complete_through).values()
