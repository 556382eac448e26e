"""A policy's rules over columns: compiled once a table and year, run over a batch in blocks that fit the processor's cache."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from caserules import expr as e
from caserules.bulk.block import Block, Columns
from caserules.bulk.days import counter_of
from caserules.bulk.layout import FactColumn, facts_of
from caserules.bulk.ops import OPS, Codes, Days, End
from caserules.calendar import WorkCalendar
from caserules.expr.columns import ColumnFunction, compile_columns, compile_values
from caserules.policy import Policy
from caserules.program import Program, RuleDuty, program_for
from caserules.terms import to_number

__all__ = ["BLOCK", "BulkProgram", "Judge", "Judged", "Outcome", "judge_for"]

BLOCK: Final = 32_768
"""Rows in a block: measured, see decision 0018."""


class Outcome(NamedTuple):
    """What became of one duty in each row of a block: codes, and the ends of the due and the done day."""

    codes: Codes | int
    due_lo: End
    due_hi: End
    done_lo: End
    done_hi: End


class Judged(NamedTuple):
    """A block with the outcomes of its duties, in their order."""

    block: Block
    outcomes: tuple[Outcome, ...]

    def codes(self) -> Codes:
        """Return the verdicts' codes, a line for each duty."""
        found = np.empty((len(self.outcomes), self.block.size), np.uint8)
        for line, outcome in zip(found, self.outcomes, strict=True):
            line[:] = outcome.codes
        return found

    def days(self, end: str, duties: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Days:
        """Return an end of the due or done day (`due_lo` …) of some rows, each of its own duty."""
        place = Outcome._fields.index(end)
        found = np.empty((len(self.outcomes), self.block.size), np.int32)
        for line, outcome in zip(found, self.outcomes, strict=True):
            line[:] = outcome[place]
        chosen: Days = found[duties, rows]
        return chosen


class Judge:
    """The rules of one table under a policy, calendar and year, as functions of columns."""

    def __init__(self, program: Program, table: str) -> None:
        self.program = program
        self.table = table
        self.duties: tuple[RuleDuty, ...] = program.duties[table]
        self.facts: tuple[FactColumn, ...] = facts_of(program, table)
        self.ops = {**OPS, "count": counter_of(program.calendar, program.year)}
        self._values: dict[tuple[int, str], ColumnFunction] = {}

    @cached_property
    def _function(self) -> ColumnFunction:
        return compile_columns([item.duty for item in self.duties], self.ops)

    def run(self, columns: Columns, as_of: int, size: int = BLOCK) -> Iterator[Judged]:
        """Yield the blocks of a batch with what became of each duty.

        Args:
            columns: the batch.
            as_of: the day of the verdicts, as a day number.
            size: rows in a block.
        """
        for start in range(0, columns.size, size):
            block = Block(columns, as_of, start, min(start + size, columns.size))
            yield self.judged(block)

    def judged(self, block: Block) -> Judged:
        """Return a block with what became of each duty."""
        return Judged(block, tuple(Outcome(*found) for found in self._function(block, block.as_of)))

    def values(self, index: int, place: str, nodes: Sequence[e.Node]) -> ColumnFunction:
        """Return the function to what some nodes of a duty stand for, compiled once.

        Args:
            index: which duty.
            place: a name for these nodes.
            nodes: the nodes.
        """
        key = (index, place)
        if key not in self._values:
            self._values[key] = compile_values(nodes, self.ops)
        return self._values[key]


@dataclass(frozen=True, slots=True)
class BulkProgram:
    """What a batch is judged by: plain data that can be sent to another process.

    Attributes:
        policy: the policy.
        as_of: the day of the verdicts, to its end.
        calendar: the working-day calendar.
        only: the verdicts to list; empty: all.
    """

    policy: Policy
    as_of: date
    calendar: WorkCalendar = field(default_factory=WorkCalendar.default)
    only: frozenset[str] = frozenset()

    @property
    def day(self) -> int:
        """The day of the verdicts, as a day number."""
        return to_number(self.as_of)


@lru_cache(maxsize=64)
def _digest(policy: Policy) -> str:
    """What makes a policy what it is: two copies of one, sent to this process twice, compile to one program."""
    return hashlib.sha256(repr(policy).encode()).hexdigest()


_JUDGES: dict[tuple[object, ...], Judge] = {}
_MOST_JUDGES: Final = 512


def judge_for(program: BulkProgram, table: str, year: int) -> Judge:
    """Return the rules of a table under a program, compiled once in a process.

    Args:
        program: the policy and calendar.
        table: the key of a facts table.
        year: the register's year.
    """
    extra = tuple(rule.write for rule in program.policy.ruleset.extra)
    key = (_digest(program.policy), extra, program.calendar.version, program.calendar.sha256, table, year)
    found = _JUDGES.get(key)
    if found is None:
        if len(_JUDGES) > _MOST_JUDGES:
            _JUDGES.clear()
        found = _JUDGES[key] = Judge(program_for(program.policy, program.calendar, year), table)
    return found
