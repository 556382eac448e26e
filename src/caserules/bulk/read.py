"""From an Arrow batch of facts to columns: days, conditions, words and lists as NumPy reads them, without a copy where it can.

A column that a rule of the policy needs and the batch lacks is refused by name, with all that are missing; it is never taken
as not known in silence. Nothing in a cell is refused here: what is empty is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from caserules.bulk.block import Cases, Columns, Endings, Extensions, Flags, Offsets, Words
from caserules.bulk.layout import FactColumn, Kind
from caserules.bulk.ops import Days
from caserules.errors import InputRejected, Problem
from caserules.expr import EVER, NEVER

__all__ = ["columns_of", "ints", "texts"]

_YES: Final = 2
_NOT_KNOWN: Final = 1
_NO_WORDS: Final = Words(np.zeros(0, np.int8), (), True)


def columns_of(batch: pa.RecordBatch, facts: Sequence[FactColumn]) -> Columns:
    """Return the columns of a batch that a table's rules read.

    Args:
        batch: rows of one facts table.
        facts: what the rules read.

    Raises:
        InputRejected: `INP-060` a column is missing, `INP-061` it is of another type; all at once.
    """
    found = Columns(batch.num_rows)
    places: dict[Kind, tuple[dict[str, Any], Callable[[pa.RecordBatch, FactColumn], Any]]] = {
        Kind.DAY: (found.days, _day),
        Kind.CONDITION: (found.flags, _flag),
        Kind.WORD: (found.words, _words),
        Kind.ENDINGS: (found.endings, _endings),
        Kind.CASES: (found.cases, _cases),
        Kind.EXTENSIONS: (found.extensions, _extensions),
    }
    problems: list[Problem] = []
    for fact in facts:
        into, read = places[fact.kind]
        try:
            into[fact.name] = read(batch, fact)
        except KeyError as error:
            problems.append(Problem("INP-060", str(error.args[0])))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError):
            problems.append(Problem("INP-061", fact.column))
    if problems:
        raise InputRejected(problems)
    return found


def ints(array: pa.Array, missing: int) -> Days:
    """Return whole numbers or dates as int32, with a number where there is none."""
    if pa.types.is_date32(array.type):
        array = array.view(pa.int32())
    elif array.type != pa.int32():
        array = array.cast(pa.int32())
    if array.null_count:
        array = pc.fill_null(array, missing)
    found: Days = array.to_numpy(zero_copy_only=False)
    return found


def texts(batch: pa.RecordBatch, name: str) -> pa.Array:
    """Return a column of texts; nothing in every row where the batch has no such column."""
    index = batch.schema.get_field_index(name)
    return pa.nulls(batch.num_rows, pa.string()) if index < 0 else batch.column(index)


def _column(batch: pa.RecordBatch, name: str) -> pa.Array:
    index = batch.schema.get_field_index(name)
    if index < 0:
        raise KeyError(name)
    return batch.column(index)


def _day(batch: pa.RecordBatch, fact: FactColumn) -> tuple[Days, Days]:
    first = _column(batch, f"{fact.column}_lo")
    last = f"{fact.column}_hi"
    if batch.schema.get_field_index(last) < 0 and not first.null_count:
        lo = ints(first, EVER)
        return lo, lo
    return ints(first, EVER), ints(_column(batch, last), NEVER)


def _codes(array: pa.Array) -> Flags:
    if pa.types.is_boolean(array.type):
        array = pc.multiply(array.cast(pa.uint8()), pa.scalar(_YES, pa.uint8()))
    elif array.type not in (pa.int8(), pa.uint8()):
        array = array.cast(pa.int8())
    if array.null_count:
        array = pc.fill_null(array, _NOT_KNOWN)
    found: Flags = array.to_numpy(zero_copy_only=False).view(np.uint8)
    return found


def _flag(batch: pa.RecordBatch, fact: FactColumn) -> tuple[Flags, bool]:
    codes = _codes(_column(batch, fact.column))
    return codes, not (codes == _NOT_KNOWN).any()


def _words(batch: pa.RecordBatch, fact: FactColumn) -> Words:
    return _worded(_column(batch, fact.column))


def _worded(array: pa.Array) -> Words:
    if not pa.types.is_dictionary(array.type):
        array = array.cast(pa.string()).dictionary_encode()
    codes = array.indices
    whole = not codes.null_count
    if not whole:
        codes = pc.fill_null(codes.cast(pa.int32()), -1)
    words = tuple(array.dictionary.to_pylist())
    narrow = np.int8 if len(words) < np.iinfo(np.int8).max else np.int32
    return Words(codes.to_numpy(zero_copy_only=False).astype(narrow, copy=False), words, whole)


# ------------------------------------------------------------------------------------------------------------ lists


class _List:
    """A list column as offsets and the flat columns of its values."""

    def __init__(self, array: pa.Array) -> None:
        if pa.types.is_null(array.type) or not (pa.types.is_list(array.type) or pa.types.is_large_list(array.type)):
            raise pa.ArrowInvalid(str(array.type))
        if array.null_count:
            array = array.fill_null([])
        self.offsets: Offsets = array.offsets.to_numpy(zero_copy_only=False).astype(np.int64)
        values = array.values
        if not pa.types.is_struct(values.type):
            raise pa.ArrowInvalid(str(values.type))
        names = [values.type.field(i).name for i in range(values.type.num_fields)]
        self.fields = dict(zip(names, values.flatten(), strict=True))
        self.size = len(values)

    def field(self, name: str) -> pa.Array:
        if name not in self.fields:
            raise KeyError(name)
        return self.fields[name]

    def ints(self, name: str, missing: int) -> Days:
        return ints(self.field(name), missing)


def _endings(batch: pa.RecordBatch, fact: FactColumn) -> Endings:
    lo, hi = _day(batch, fact)
    return _ended(_List(_column(batch, fact.column)), lo, hi)


def _ended(given: _List, lo: Days, hi: Days) -> Endings:
    decided = given.field("decided_hi")
    return Endings(
        lo=lo,
        hi=hi,
        offsets=given.offsets,
        from_lo=given.ints("from_lo", EVER),
        from_hi=given.ints("from_hi", NEVER),
        decided=pc.is_valid(decided).to_numpy(zero_copy_only=False),
        decided_hi=ints(decided, EVER),
        accepted=_codes(given.field("accepted")),
        codes=_worded(given.fields["code"]) if "code" in given.fields else _NO_WORDS,
    )


def _cases(batch: pa.RecordBatch, fact: FactColumn) -> Cases:
    given = _List(_column(batch, fact.column))
    own = _ended(
        _List(given.field("endings")),
        given.ints("endings_lo", EVER),
        given.ints("endings_hi", NEVER),
    )
    return Cases(given.offsets, given.ints("assigned_lo", EVER), given.ints("assigned_hi", NEVER), own)


def _extensions(batch: pa.RecordBatch, fact: FactColumn) -> Extensions:
    given = _List(_column(batch, fact.column))
    return Extensions(
        offsets=given.offsets,
        decided_lo=given.ints("decided_lo", EVER),
        decided_hi=given.ints("decided_hi", NEVER),
        accepted=_codes(given.field("accepted")),
        to_lo=given.ints("to_lo", EVER),
        to_hi=given.ints("to_hi", NEVER),
    )
