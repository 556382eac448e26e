"""From judged blocks to the findings table: a row for each duty listed, with all that its id, its day and its code need."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from caserules import expr as e
from caserules.bulk.judge import Judge, Judged
from caserules.bulk.ops import BROKEN, CODES, NOT_APPLICABLE, POSSIBLE, UNDETERMINED, Codes, Days, as_column
from caserules.bulk.read import texts
from caserules.bulk.standing import Standing, ending_codes, ending_words
from caserules.duties import Breach
from caserules.expr import EVER, NEVER
from caserules.terms import TermUnit

__all__ = ["FINDINGS_SCHEMA", "Lister", "findings_schema", "plain", "selected"]

FINDINGS_SCHEMA: Final = "caserules.bulk-findings/1"
_WORD: Final = pa.dictionary(pa.int32(), pa.string())
_POINTS: Final = pa.decimal128(12, 4)

_Ints = npt.NDArray[np.int64]
_Bools = npt.NDArray[np.bool_]

_FIELDS: Final = (
    ("register", pa.string()),
    ("rule", _WORD),
    ("case", pa.string()),
    ("unit", pa.string()),
    ("name", pa.string()),
    ("part", _WORD),
    ("ref", pa.string()),
    ("clause", _WORD),
    ("verdict", _WORD),
    ("breach", _WORD),
    ("because", _WORD),
    ("due", pa.date32()),
    ("due_open", pa.bool_()),
    ("due_from", pa.date32()),
    ("due_to", pa.date32()),
    ("done", pa.date32()),
    ("late", pa.bool_()),
    ("provisional", pa.bool_()),
    ("fact", _WORD),
    ("points", _POINTS),
    ("order", pa.int32()),
)


def findings_schema() -> pa.Schema:
    """Return the schema of the findings table."""
    return pa.schema(_FIELDS, metadata={"caserules.schema": FINDINGS_SCHEMA})


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch with its words as plain texts, for engines that read no dictionaries."""
    fields = [pa.field(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in batch.schema]
    arrays = [array.cast(f.type) for array, f in zip(batch.columns, fields, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=pa.schema(fields, metadata=batch.schema.metadata))


def selected(codes: Codes, only: frozenset[str]) -> _Bools:
    """Return which verdicts are listed: those asked for, by themselves all."""
    if not only or only >= set(CODES):
        return codes < POSSIBLE
    found: _Bools = np.zeros(codes.shape, np.bool_)
    for code, verdict in enumerate(CODES):
        if verdict.value in only:
            found |= codes == code
    return found


class Lister:
    """Makes findings of a judge's blocks; what is the same in every finding of a duty is made once."""

    def __init__(self, judge: Judge, only: frozenset[str]) -> None:
        self.judge = judge
        self.only = only
        self._words = _Words(judge)

    def findings(self, judged: Judged, given: pa.RecordBatch) -> pa.RecordBatch | None:
        """Return the findings of a block, by row and within a row by duty; None where it has none.

        Args:
            judged: the block.
            given: the batch that it is a stretch of.
        """
        codes = judged.codes()
        flat = np.flatnonzero(np.ascontiguousarray(selected(codes, self.only).T))
        if not flat.size:
            return None
        rows, duties = np.divmod(flat, len(self.judge.duties))
        return _Found(self.judge, judged, codes, rows, duties, self._words).batch(given)


class _Words:
    """What is the same in every finding of a duty, as dictionaries."""

    def __init__(self, judge: Judge) -> None:
        points = judge.program.policy.scoring.points
        duties = judge.duties
        self.rule = [d.rule.id for d in duties]
        self.part = [d.duty.part.key or "-" for d in duties]
        self.clause = [d.term.at if d.term is not None and d.term.at else d.setting.clause for d in duties]
        self.fact = [d.rule.fact for d in duties]
        self.order = np.array([d.order for d in duties], np.int32)
        self.points = pa.array([Decimal(points.get(d.rule.id, 0)) for d in duties], _POINTS)
        self.forbidden = np.array([d.duty.forbidden for d in duties])
        self.extended = [any(isinstance(node, e.Extended) for node in e.walk(d.duty.due)) for d in duties]
        self.undated = np.array([d.term is not None and d.term.term.unit is TermUnit.UNDATED for d in duties])


_BREACHES: Final = tuple(x.value for x in Breach)


class _Found:
    """The findings of one block, while they are made."""

    def __init__(self, judge: Judge, judged: Judged, codes: Codes, rows: _Ints, duties: _Ints, words: _Words) -> None:
        self.judge, self.judged, self.words = judge, judged, words
        self.rows, self.duties = rows, duties
        self.code = codes[duties, rows]
        self.as_of = judged.block.as_of
        self.due_lo, self.due_hi, self.done_lo, self.done_hi = (
            judged.days(end, duties, rows) for end in ("due_lo", "due_hi", "done_lo", "done_hi")
        )

    def batch(self, given: pa.RecordBatch) -> pa.RecordBatch:
        """Return the findings as a batch."""
        at = pa.array(self.rows + self.judged.block.start)
        units = _taken(given, "unit", at)
        return pa.RecordBatch.from_arrays(
            [
                _taken(given, "register", at),
                self._word(self.words.rule),
                _taken(given, "case", at),
                units,
                pc.coalesce(_taken(given, "name", at), units),
                self._word(self.words.part),
                _taken(given, "ref", at),
                self._word(self.words.clause),
                _dictionary(self.code, [x.value for x in CODES]),
                self._breaches(),
                self._because(),
                *self._due(),
                self._done(),
                pa.array((self.code == BROKEN) & (self.done_hi <= self.as_of) & (self.done_lo > self.due_hi)),
                pa.array(self._provisional()),
                self._word(self.words.fact),
                self.words.points.take(pa.array(self.duties)),
                pa.array(self.words.order[self.duties]),
            ],
            schema=findings_schema(),
        )

    def _word(self, words: list[str]) -> pa.Array:
        return _dictionary(self.duties, words)

    # -------------------------------------------------------------------------------------------------------- days

    def _due(self) -> tuple[pa.Array, ...]:
        lo, hi = self._standing(self.due_lo, self.due_hi, unsaid_is_no=False)
        shown_lo, shown_hi = self._standing(lo, hi, unsaid_is_no=True)
        unknown = (shown_lo == EVER) & (shown_hi == NEVER)
        open_ = (lo != hi) & ~((hi == NEVER) & (lo != EVER) & self.words.undated[self.duties])
        return (
            _dates(shown_hi, unknown),
            pa.array(open_),
            _dates(lo, ~open_),
            _dates(hi, ~open_),
        )

    def _standing(self, lo: Days, hi: Days, *, unsaid_is_no: bool) -> tuple[Days, Days]:
        """Due days that are not exact, as things stand; where one of two terms holds, if asked, by what nobody attested."""
        open_ = lo != hi
        block = self.judged.block
        shown_lo, shown_hi = lo, hi
        for index, item in enumerate(self.judge.duties):
            if unsaid_is_no and (item.term is None or item.term.longer is None):
                continue
            chosen = np.flatnonzero(open_ & (self.duties == index))
            if chosen.size and (unsaid_is_no or self.words.extended[index]):
                standing = Standing(block, unsaid_is_no=unsaid_is_no)
                ((first, last),) = self.judge.values(index, "due", [item.duty.due])(standing, self.as_of)
                if shown_lo is lo:
                    shown_lo, shown_hi = lo.copy(), hi.copy()
                rows = self.rows[chosen]
                shown_lo[chosen] = as_column(first, block.size)[rows]
                shown_hi[chosen] = as_column(last, block.size)[rows]
        return shown_lo, shown_hi

    def _done(self) -> pa.Array:
        return _dates(self.done_lo, (self.done_lo != self.done_hi) | self.words.forbidden[self.duties])

    def _provisional(self) -> _Bools:
        calendar = self.judge.program.calendar
        found: _Bools = np.zeros(len(self.rows), np.bool_)
        for end in (self.due_lo, self.due_hi):
            moves = (end < calendar.origin) | (end > calendar.settled_through)
            if calendar.conflicts:
                moves |= np.isin(end, [day for day in np.unique(end) if not calendar.is_settled(int(day))])
            found |= moves & (end != EVER) & (end != NEVER)
        return found

    # ------------------------------------------------------------------------------------------------------- codes

    def _breaches(self) -> pa.Array:
        broken = self.code == BROKEN
        in_time = (self.done_lo <= self.due_hi) & (self.done_lo != NEVER)
        found = np.where(self.done_hi <= self.as_of, _code_of(Breach.LATE), _code_of(Breach.MISSING))
        found[in_time] = _code_of(Breach.INSUFFICIENT)
        for index in np.unique(self.duties[broken & in_time]).tolist():
            self._say_why_it_does_not_count(index, broken & in_time & (self.duties == index), found)
        found[self.words.forbidden[self.duties]] = _code_of(Breach.FORBIDDEN)
        return _dictionary(found, list(_BREACHES), ~broken)

    def _say_why_it_does_not_count(self, index: int, chosen: _Bools, found: npt.NDArray[Any]) -> None:
        """Write the code of the first part of `counts` that certainly fails."""
        counts = self.judge.duties[index].duty.counts
        called = [node for node in e.walk(counts) if isinstance(node, e.Called)]
        if not called:
            return
        block = self.judged.block
        left = np.flatnonzero(chosen)
        values = self.judge.values(index, "counts", [node.inner for node in called])(block, self.as_of)
        for node, (_, possible) in zip(called, values, strict=True):
            fails = np.full(len(left), not possible) if isinstance(possible, bool) else ~possible[self.rows[left]]
            if node.code in _BREACHES:
                found[left[fails]] = _BREACHES.index(node.code)
            left = left[~fails]

    def _because(self) -> pa.Array:
        """The code of what ended it first; for a unit's own duty, of what ended the last of its cases; of doubt, the plugin's."""
        chosen = self.code == NOT_APPLICABLE
        codes: list[str] = sorted({code for words in ending_words(self.judged.block.columns) for code in words})
        found = np.full(len(self.rows), -1, np.int32)
        for index in np.unique(self.duties[chosen]).tolist():
            mine = np.flatnonzero(chosen & (self.duties == index))
            best = ending_codes(self.judged.block, self.judge.duties[index].duty.ended, codes)
            found[mine] = best[self.rows[mine]]
        for index, duty in enumerate(self.judge.duties):
            if duty.doubt:
                codes = codes if duty.doubt in codes else [*codes, duty.doubt]
                found[(self.code == UNDETERMINED) & (self.duties == index)] = codes.index(duty.doubt)
        return _dictionary(found, codes, found < 0)


def _code_of(breach: Breach) -> int:
    return _BREACHES.index(breach.value)


def _taken(batch: pa.RecordBatch, name: str, rows: pa.Array) -> pa.Array:
    array = texts(batch, name).take(rows)
    return array.dictionary_decode() if pa.types.is_dictionary(array.type) else array


def _dictionary(codes: npt.NDArray[Any], words: list[str], missing: _Bools | None = None) -> pa.Array:
    indices = pa.array(codes.astype(np.int32, copy=False), mask=missing)
    return pa.DictionaryArray.from_arrays(indices, pa.array(words, pa.string()))


def _dates(days: Days, missing: _Bools) -> pa.Array:
    ends = (days == EVER) | (days == NEVER)
    return pa.array(days, pa.int32(), mask=missing | ends).view(pa.date32())
