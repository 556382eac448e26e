"""From Arrow to Arrow: batches of facts in; findings, counts and scores out; one batch in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from caserules.bulk.found import Lister, findings_schema
from caserules.bulk.gaps import Gaps
from caserules.bulk.judge import BulkProgram, Judge, Judged, judge_for
from caserules.bulk.read import columns_of, ints
from caserules.bulk.sources import Facts, Need, batches_of
from caserules.bulk.tally import Tally, UnitScore, units_of
from caserules.calendar import WorkCalendar
from caserules.errors import InputRejected, Problem
from caserules.expr import EVER, NEVER
from caserules.facts.tables import TABLES
from caserules.policy import Policy, load_policy

__all__ = ["BulkAudit", "audit", "audit_batch", "count"]

_TABLES: Final = frozenset(table.key for table in TABLES)


class BulkAudit:
    """An audit under way: iterate over it for the findings; what was counted stands in it when that is done.

    To iterate again is to audit again, from the beginning, where the facts can be read again.

    Attributes:
        program: what is audited by.
        tally: counts and points, as far as it went.
        gaps: whether something is undetermined for another reason than records that are not kept; None: not looked for.
    """

    def __init__(
        self,
        facts: Facts,
        program: BulkProgram,
        seen: Callable[[int], None] | None = None,
        *,
        look_for_gaps: bool = False,
    ) -> None:
        self.program = program
        self.tally = Tally(program.policy)
        self.gaps = Gaps(program) if look_for_gaps else None
        self._facts = facts
        self._seen = seen
        self._ended = False

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        """Yield the findings, a block of rows at a time."""
        for judge, rows, judged in self._blocks(Need.FINDINGS):
            found = _lister(judge, self.program.only).findings(judged, rows)
            if found is not None:
                yield found

    def _blocks(self, need: Need) -> Iterator[tuple[Judge, pa.RecordBatch, Judged]]:
        self._ended = False
        self.tally = Tally(self.program.policy)
        for batch in batches_of(self._facts, self.program, need if self.gaps is None else Need.EVERYTHING):
            for judge, rows in _parts(batch, self.program):
                units = units_of(rows)
                for judged in judge.run(columns_of(rows, judge.facts), self.program.day):
                    self.tally.add(judge, rows, judged, units)
                    if self.gaps is not None:
                        self.gaps.look(judge, rows, judged)
                    yield judge, rows, judged
            if self._seen is not None:
                self._seen(batch.num_rows)
        self._ended = True

    def findings(self) -> pa.Table:
        """Return all findings as one table: for as many as memory holds."""
        return pa.Table.from_batches(iter(self), findings_schema()).unify_dictionaries()

    def counted(self) -> Tally:
        """Return the counts and points; goes through the facts without making a finding, if that was not done yet."""
        if not self._ended:
            for _ in self._blocks(Need.SCORES if self.program.policy.scoring.points else Need.COUNTS):
                pass
        return self.tally

    def scores(self) -> tuple[UnitScore, ...] | None:
        """Return the score of each unit with a finding, or None where the policy gives no points."""
        return self.counted().scores()


@lru_cache(maxsize=256)
def _lister(judge: Judge, only: frozenset[str]) -> Lister:
    return Lister(judge, only)


def audit(
    facts: Facts,
    policy: Policy | str | Path,
    as_of: date,
    *,
    calendar: WorkCalendar | None = None,
    only: Iterable[str] = (),
    seen: Callable[[int], None] | None = None,
    look_for_gaps: bool = False,
) -> BulkAudit:
    """Audit facts by columns: as a stream of findings, with counts by unit and rule and scores at its end.

    Args:
        facts: batches of the flat layout, a table, tables by name, or the path of Parquet files.
        policy: a loaded policy, the id of a packaged one, or a path to a pack.
        as_of: the day of the verdicts, to its end.
        calendar: the working-day calendar; by itself the packaged one.
        only: the verdicts to list; by itself all. All are counted.
        seen: called with the number of rows after each batch.
        look_for_gaps: see `BulkAudit.gaps`.

    Raises:
        InputRejected: `INP-060` a column is missing, `INP-061` of another type, `INP-062` no such table, `INP-063` no
            Parquet file; when the batch is reached.

    Example:
        >>> from caserules.bulk import facts_tables
        >>> from caserules.demo import build_register
        >>> policy = load_policy("pengshui-2023")
        >>> facts = facts_tables(build_register(2023), policy)
        >>> found = audit(facts, policy, date(2023, 9, 1), only=["broken"])
        >>> findings = found.findings()
        >>> findings.num_rows == found.counted().verdicts()["broken"]
        True
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    chosen = {} if calendar is None else {"calendar": calendar}
    return BulkAudit(
        facts, BulkProgram(loaded, as_of, only=frozenset(only), **chosen), seen, look_for_gaps=look_for_gaps
    )


def count(facts: Facts, policy: Policy | str | Path, as_of: date, **options: Any) -> Tally:
    """Return counts by unit and rule, and points by unit, without making a finding: several times quicker.

    Args:
        facts: as for `audit`.
        policy: as for `audit`.
        as_of: as for `audit`.
        options: `calendar`, `seen`.
    """
    return audit(facts, policy, as_of, **options).counted()


def audit_batch(batch: pa.RecordBatch, program: BulkProgram) -> pa.RecordBatch:
    """Return the findings of one batch of facts. Pure: the same batch and program give the same findings in any process.

    Args:
        batch: rows of the flat layout, of one table or of several.
        program: the policy, the day, the calendar, and which verdicts to list.

    Raises:
        InputRejected: `INP-060` columns are missing, `INP-061` of another type, `INP-062` no such table.
    """
    found = list(_findings(batch, program))
    if len(found) == 1:
        return found[0]
    schema = findings_schema()
    if not found:
        return pa.RecordBatch.from_arrays([pa.array([], f.type) for f in schema], schema=schema)
    return pa.Table.from_batches(found).unify_dictionaries().combine_chunks().to_batches()[0]


def _findings(batch: pa.RecordBatch, program: BulkProgram) -> Iterator[pa.RecordBatch]:
    for judge, rows in _parts(batch, program):
        for judged in judge.run(columns_of(rows, judge.facts), program.day):
            found = _lister(judge, program.only).findings(judged, rows)
            if found is not None:
                yield found


def _parts(batch: pa.RecordBatch, program: BulkProgram) -> Iterator[tuple[Judge, pa.RecordBatch]]:
    """Yield the rows of a batch that exist by the day of the verdicts, by table and year, each with its rules."""
    missing = [key for key in ("table", "year", "row_since", "case_since") if batch.schema.get_field_index(key) < 0]
    if missing:
        raise InputRejected([Problem("INP-060", key) for key in missing])
    rows = _existing(batch, program.day)
    if not rows.num_rows:
        return
    tables, years = (pc.unique(rows.column(name)).to_pylist() for name in ("table", "year"))
    for table in tables:
        if table not in _TABLES:
            raise InputRejected([Problem("INP-062", "table")])
        for year in years:
            part = rows
            if len(tables) > 1 or len(years) > 1:
                same = pc.and_(pc.equal(rows.column("table"), table), pc.equal(rows.column("year"), year))
                part = rows.filter(same)
            judge = judge_for(program, table, year)
            if part.num_rows and judge.duties:
                yield judge, part


def _existing(batch: pa.RecordBatch, as_of: int) -> pa.RecordBatch:
    """The rows that exist by a day: a case or a part assigned later yields nothing yet."""
    case_since, row_since = ints(batch.column("case_since"), NEVER), ints(batch.column("row_since"), EVER)
    later = ((case_since > as_of) & (case_since < NEVER)) | (row_since > as_of)
    return batch.filter(pa.array(~later)) if later.any() else batch
