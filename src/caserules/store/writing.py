"""A run written: its place in the chain, its documents once each, its findings in order, its messages in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select

from caserules.store.chain import START, digest_of, link
from caserules.store.outbox import messages_of, queue_messages
from caserules.store.reading import changes_of, run_from, run_row, stored_run
from caserules.store.records import Added, Run, RunFinding, StoreError
from caserules.store.rows import add_entry, locked_head, store_documents
from caserules.store.schema import FINDING, PIECE, RUN

__all__ = ["add_run", "link_of_finding", "link_of_pieces", "run_digest"]


def add_run(connection: Connection, run: Run, tell: frozenset[str], *, is_again: bool = False) -> Added:
    """Store a run in a transaction.

    Args:
        connection: in a transaction that writes.
        run: the run.
        tell: the verdicts of which units are told.
        is_again: whether this call tried before and does not know what became of it: what is there may be its own, and is
            told as new rather than not at all.

    Raises:
        StoreError: `STO-010` the same receipt is there with other findings.
    """
    head, before = locked_head(connection)
    found = run_row(connection, RUN.c.run_key == run.key)
    if found is not None:
        _check_same(connection, found, run)
        stored = run_from(connection, found)
        if not is_again:
            return Added(stored, False, (), (), 0)
        return Added(stored, True, changes_of(connection, found), messages_of(connection, found.run_no), 0)
    last = _last_current(connection, run)
    is_current = last is None or last.as_of <= run.as_of
    compared = last.run_no if last is not None and is_current else None
    number = head + 1
    pieces = [(position, key, digest_of(text)) for position, (key, text) in enumerate(run.cases, 1)]
    rows = list(_finding_rows(run, number))
    values: dict[str, Any] = {
        "run_no": number,
        "run_key": run.key,
        "place": run.place,
        "register_year": run.year,
        "policy_id": run.policy,
        "as_of": run.as_of,
        "findings": len(rows),
        "compared_no": compared,
        "is_current": int(is_current),
        "receipt_digest": digest_of(run.receipt),
        "head_digest": None if run.head is None else digest_of(run.head),
        "pieces_link": link_of_pieces(pieces),
        "findings_link": rows[-1]["link"] if rows else run.key,
    }
    documents = {digest_of(text): text for text in _texts(run)} | {x.digest: x.document for x in run.findings}
    store_documents(connection, documents)
    add_entry(connection, number, before, "run", run_digest(values))
    connection.execute(insert(RUN), values)
    if pieces:
        names = ("position", "case_ref", "doc_digest")
        connection.execute(insert(PIECE), [{"run_no": number, **dict(zip(names, x, strict=True))} for x in pieces])
    if rows:
        connection.execute(insert(FINDING), rows)
    queued, overtaken = queue_messages(connection, run, number, tell) if is_current else ((), 0)
    row = stored_run(connection, number)
    return Added(run_from(connection, row), True, changes_of(connection, row, run.findings), queued, overtaken)


def _texts(run: Run) -> Iterator[str]:
    yield run.receipt
    if run.head is not None:
        yield run.head
    yield from (text for _, text in run.cases)


def _check_same(connection: Connection, found: Row[Any], run: Run) -> None:
    listed = select(FINDING.c.doc_digest).where(FINDING.c.run_no == found.run_no).order_by(FINDING.c.position)
    if connection.execute(listed).scalars().all() != [x.digest for x in run.findings]:
        raise StoreError("STO-010", run=found.run_no)


def _last_current(connection: Connection, run: Run) -> Any:
    """The last run of the same series that did not look back."""
    same = (RUN.c.place == run.place, RUN.c.register_year == run.year, RUN.c.policy_id == run.policy)
    found = select(RUN.c.run_no, RUN.c.as_of).where(*same, RUN.c.is_current == 1).order_by(RUN.c.run_no.desc())
    return connection.execute(found.limit(1)).first()


def _finding_rows(run: Run, number: int) -> Iterator[dict[str, Any]]:
    before = run.key
    for position, x in enumerate(run.findings, 1):
        row = _finding_values(x, number, position)
        before = row["link"] = link_of_finding(before, row)
        yield row


def _finding_values(x: RunFinding, number: int, position: int) -> dict[str, Any]:
    """Return a finding's row, without its link."""
    told, span = x.outcome, x.outcome.due_range or (None, None)
    return {
        "run_no": number,
        "position": position,
        "finding_id": x.id,
        "rule_id": x.rule,
        "case_ref": x.case,
        "unit_id": x.unit,
        "answers_id": x.answers,
        "verdict": told.verdict.value,
        "breach": None if told.breach is None else told.breach.value,
        "because": told.because,
        "due": told.due,
        "due_first": span[0],
        "due_last": span[1],
        "done": told.done,
        "doc_digest": x.digest,
    }


# -------------------------------------------------------------------------------------------------------------- links

_LINKED: Final = tuple(c.name for c in FINDING.columns if c.name != "link")


def link_of_finding(before: str, row: Any) -> str:
    """Return the link of a finding's row, over every column of it."""
    return link(before, *(_plain(row[name]) for name in _LINKED))


def link_of_pieces(pieces: Iterable[tuple[int, str, str]]) -> str:
    """Return the link over a register's cases."""
    made = START
    for piece in pieces:
        made = link(made, *piece)
    return made


_RUN_COLUMNS: Final = tuple(c.name for c in RUN.columns)


def run_digest(row: Any) -> str:
    """Return the digest of a run's row, over every column of it."""
    return link(START, *(_plain(row[name]) for name in _RUN_COLUMNS))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else value.isoformat()
