"""Rows read back as records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from caserules.duties import Breach, Verdict
from caserules.store.changes import Change, changes_between
from caserules.store.records import RunFinding, StoredFinding, StoredRun, StoreError
from caserules.store.schema import DOCUMENT, FINDING, PIECE, RUN
from caserules.whatif import Outcome

__all__ = [
    "all_runs",
    "changes_of",
    "document",
    "findings_of",
    "history_of",
    "register_of",
    "run_from",
    "run_row",
    "stored_run",
]


def run_row(connection: Connection, where: ColumnElement[bool]) -> Row[Any] | None:
    """Return the row of a run, or None."""
    return connection.execute(select(RUN).where(where)).first()


def stored_run(connection: Connection, number: int) -> Row[Any]:
    """Return the row of a run.

    Raises:
        StoreError: `STO-009` there is none of that number.
    """
    found = run_row(connection, RUN.c.run_no == number)
    if found is None:
        raise StoreError("STO-009", run=number)
    return found


def run_from(connection: Connection, row: Row[Any]) -> StoredRun:
    """Return a run's row as a record."""
    return StoredRun(
        row.run_no,
        row.run_key,
        row.place,
        row.register_year,
        row.policy_id,
        row.as_of,
        row.findings,
        row.compared_no,
        bool(row.is_current),
        document(connection, row.receipt_digest),
    )


def all_runs(connection: Connection) -> tuple[StoredRun, ...]:
    """Return every run, in the order of the chain."""
    return tuple(run_from(connection, row) for row in connection.execute(select(RUN).order_by(RUN.c.run_no)).all())


def findings_of(connection: Connection, number: int) -> tuple[StoredFinding, ...]:
    """Return the findings of a run, in its order."""
    found = select(FINDING).where(FINDING.c.run_no == number).order_by(FINDING.c.position)
    return tuple(map(_finding, connection.execute(found)))


def changes_of(
    connection: Connection, run: Row[Any], findings: Iterable[RunFinding] | None = None
) -> tuple[Change, ...]:
    """Return what changed in a run against the one that it was compared with.

    Args:
        connection: in a transaction.
        run: its row.
        findings: its findings, where they are at hand.
    """
    if not run.is_current:
        return ()
    before = () if run.compared_no is None else findings_of(connection, run.compared_no)
    return changes_between(before, findings_of(connection, run.run_no) if findings is None else findings)


def history_of(connection: Connection, finding: str) -> tuple[StoredFinding, ...]:
    """Return the rows of one finding, run by run."""
    found = select(FINDING).where(FINDING.c.finding_id == finding).order_by(FINDING.c.run_no)
    return tuple(map(_finding, connection.execute(found)))


def _finding(row: Row[Any]) -> StoredFinding:
    span = None if row.due_first is None and row.due_last is None else (row.due_first, row.due_last)
    breach = None if row.breach is None else Breach(row.breach)
    outcome = Outcome(Verdict(row.verdict), breach, row.because, row.due, span, row.done)
    ids = (row.finding_id, row.rule_id, row.case_ref, row.unit_id, row.answers_id)
    return StoredFinding(row.run_no, *ids, outcome, row.doc_digest, row.link)


def document(connection: Connection, digest: str) -> Mapping[str, Any] | None:
    """Return a document, or None where there is none or it was purged."""
    body = connection.execute(select(DOCUMENT.c.body).where(DOCUMENT.c.doc_digest == digest)).scalar_one_or_none()
    if body is None:
        return None
    told: dict[str, Any] = json.loads(body)
    return told


def register_of(connection: Connection, number: int) -> Mapping[str, Any] | None:
    """Return the register document of a run, or None where it was not kept or a part of it was purged."""
    run = stored_run(connection, number)
    head = None if run.head_digest is None else document(connection, run.head_digest)
    joined = select(DOCUMENT.c.body).join(PIECE, PIECE.c.doc_digest == DOCUMENT.c.doc_digest)
    bodies = connection.execute(joined.where(PIECE.c.run_no == number).order_by(PIECE.c.position)).scalars().all()
    if head is None or None in bodies:
        return None
    return {**head, "cases": [json.loads(body) for body in bodies]} if bodies else head
