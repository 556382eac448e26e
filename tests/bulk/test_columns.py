"""Law 3 over columns: what is compiled to columns says what is compiled to rows, for trees and cells drawn at random."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from caserules.bulk.block import Block, Cases, Columns, Endings, Extensions, Words
from caserules.bulk.ops import CODES, NOT_OWED, OPS, POSSIBLE, as_column
from caserules.duties import Duty, Verdict
from caserules.expr import NEVER
from caserules.expr.columns import compile_columns
from caserules.expr.rows import compile_rows
from expr.trees import count, duties, rows

WORDS = ("x", "y", "z")


def days(values: list[Any]) -> np.ndarray[Any, np.dtype[np.int32]]:
    return np.array(values, np.int32)


def offsets(lists: list[Any]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.cumsum([0, *map(len, lists)], dtype=np.int64)


def flags(pairs: list[Any]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.array([pair[0] + pair[1] for pair in pairs], np.uint8)


def endings(lists: list[Any]) -> Endings:
    flat = [x for each in lists for x in each]
    never = days([NEVER] * len(lists))
    return Endings(
        lo=never,
        hi=never,
        offsets=offsets(lists),
        from_lo=days([x[0][0] for x in flat]),
        from_hi=days([x[0][1] for x in flat]),
        decided=np.array([x[1] is not None for x in flat], np.bool_),
        decided_hi=days([0 if x[1] is None else x[1][1] for x in flat]),
        accepted=flags([x[2] for x in flat]),
        codes=Words(np.zeros(len(flat), np.int8), ("returned",), True),
    )


def columns(cells: list[dict[str, Any]]) -> Columns:
    """Rows as columns; a day that is known exactly in every row is one column."""
    of: dict[str, list[Any]] = {name: [row[name] for row in cells] for name in cells[0]}
    cases = [case for row in of["cases"] for case in row]
    longer = [x for row in of["longer"] for x in row]
    two = {name: (days([x[0] for x in of[name]]), days([x[1] for x in of[name]])) for name in "abc"}
    words = np.array([-1 if word is None else WORDS.index(word) for word in of["w"]], np.int8)
    return Columns(
        len(cells),
        {name: (lo, lo if (lo == hi).all() else hi) for name, (lo, hi) in two.items()},
        {name: (flags(of[name]), not (flags(of[name]) == 1).any()) for name in "tu"},
        {"w": Words(words, WORDS, bool((words >= 0).all()))},
        {"endings": endings(of["endings"])},
        {
            "cases": Cases(
                offsets(of["cases"]),
                days([x[0][0] for x in cases]),
                days([x[0][1] for x in cases]),
                endings([x[1] for x in cases]),
            )
        },
        {
            "longer": Extensions(
                offsets(of["longer"]),
                days([x[0][0] for x in longer]),
                days([x[0][1] for x in longer]),
                flags([x[1] for x in longer]),
                days([x[2][0] for x in longer]),
                days([x[2][1] for x in longer]),
            )
        },
    )


def count_column(term: Any, lo: Any, hi: Any) -> tuple[Any, Any]:
    def each(end: Any) -> Any:
        if isinstance(end, int):
            return count(term, (end, end))[0]
        return days([count(term, (int(x), int(x)))[0] for x in end])

    first = each(lo)
    return first, first if lo is hi else each(hi)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(duties(), min_size=1, max_size=3),
    st.lists(rows, min_size=2, max_size=6, unique_by=repr),
    st.integers(1, 8),
)
def test_law_3_columns_are_rows(made: list[Duty], cells: list[dict[str, Any]], as_of: int) -> None:
    by_row = compile_rows(made, count)
    block = Block(columns(cells), as_of, 0, len(cells))
    found = compile_columns(made, {**OPS, "count": count_column})(block, as_of)
    size = len(cells)
    codes = [np.broadcast_to(np.asarray(outcome[0]), size) for outcome in found]
    ends = [[as_column(end, size) for end in outcome[1:]] for outcome in found]
    for at, row in enumerate(cells):
        listed, possible = {}, set()
        outcomes, unowed = by_row(row, as_of)
        for index, verdict, certain, *days_found in outcomes:
            if certain or verdict is Verdict.UNDETERMINED:
                listed[index] = (verdict, *days_found)
            else:
                possible.add(index)
        got = {
            index: (CODES[code[at]], *(int(end[at]) for end in ends[index]))
            for index, code in enumerate(codes)
            if code[at] < POSSIBLE
        }
        assert got == listed
        assert {index for index, code in enumerate(codes) if POSSIBLE <= code[at] < NOT_OWED} == possible
        assert sum(int(code[at]) >= NOT_OWED for code in codes) == unowed
