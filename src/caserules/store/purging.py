"""Contents erased, digests kept: a tombstone says that it was done, and the chain still holds.

Of a case: its findings' documents, its documents in every register, who confirmed what about it, and the text of its messages;
waiting messages about it are not sent. Of old runs: the documents that no later run has. Which findings there were, of which
verdict, stays: it names units and days, and no person.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update

from caserules.store.chain import START, link
from caserules.store.records import Purged, QueueState
from caserules.store.rows import add_entry, batches, locked_head
from caserules.store.schema import DOCUMENT, FINDING, MESSAGE, PIECE, PURGE, RUN, STEP

__all__ = ["purge", "purge_digest"]


def purge(connection: Connection, case: str | None, before_run: int | None) -> Purged:
    """Erase the contents of a case, or of the runs before a number; where there is nothing to erase, nothing is written."""
    number, before = locked_head(connection)
    digests = _of_case(connection, case) if case is not None else _of_runs(connection, before_run or 0)
    held = MESSAGE.c.case_ref == case if case is not None else MESSAGE.c.run_no < (before_run or 0)
    if case is None:  # a message of an old run that still waits, or has to be sent again, says what holds now
        held &= MESSAGE.c.queue_state.in_([QueueState.SENT.value, QueueState.OVERTAKEN.value])
    messages = connection.execute(update(MESSAGE).where(held, MESSAGE.c.body.is_not(None)).values(body=None)).rowcount
    waiting = held & (MESSAGE.c.queue_state == QueueState.WAITING.value)
    connection.execute(update(MESSAGE).where(waiting).values(queue_state=QueueState.OVERTAKEN.value))
    documents = _erased(connection, digests, number + 1)
    if not documents and not messages:
        return Purged(0, 0, 0)
    values = {
        "entry_no": number + 1,
        "case_ref": case,
        "before_no": before_run,
        "documents": documents,
        "messages": messages,
    }
    add_entry(connection, number + 1, before, "purge", purge_digest(values))
    connection.execute(insert(PURGE), values)
    return Purged(number + 1, documents, messages)


def purge_digest(row: Any) -> str:
    """Return the digest of a purge's row, over every column of it."""
    return link(START, *(row[c.name] for c in PURGE.columns))


def _erased(connection: Connection, digests: set[str], number: int) -> int:
    erased = 0
    for part in batches(sorted(digests)):
        gone = update(DOCUMENT).where(DOCUMENT.c.doc_digest.in_(part), DOCUMENT.c.body.is_not(None))
        erased += connection.execute(gone.values(body=None, purge_no=number)).rowcount
    return erased


def _of_case(connection: Connection, case: str) -> set[str]:
    found = _digests(connection, select(PIECE.c.doc_digest).where(PIECE.c.case_ref == case))
    found |= _digests(connection, select(FINDING.c.doc_digest).where(FINDING.c.case_ref == case))
    steps = connection.execute(select(STEP.c.finding_id, STEP.c.doc_digest))
    return found | {digest for id, digest in steps if "/".join(id.split("/")[1:4]) == case}  # noqa: A001


def _of_runs(connection: Connection, before_run: int) -> set[str]:
    """The documents of the runs before a number that no other run has."""
    found: set[str] = set()
    for column, run in (
        (FINDING.c.doc_digest, FINDING.c.run_no),
        (PIECE.c.doc_digest, PIECE.c.run_no),
        (RUN.c.head_digest, RUN.c.run_no),
    ):
        found |= _only_before(connection, column, run, before_run)
    return found


def _only_before(
    connection: Connection, column: ColumnElement[Any], run: ColumnElement[int], before_run: int
) -> set[str]:
    old = _digests(connection, select(column).where(run < before_run, column.is_not(None)))
    return old - _digests(connection, select(column).where(run >= before_run, column.is_not(None)))


def _digests(connection: Connection, found: Select[Any]) -> set[str]:
    return set(connection.execute(found).scalars())
