"""The chain checked from its start: every row against its link, every document against its digest; the first that differs named.

A row altered, taken out, put in or moved shows where it stands. That the chain's end was cut off shows only against a last link
that was noted elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from caserules.store.chain import START, digest_of, link
from caserules.store.purging import purge_digest
from caserules.store.records import Checked
from caserules.store.rows import batches
from caserules.store.schema import DOCUMENT, ENTRY, FINDING, META, PIECE, PURGE, RUN, STEP
from caserules.store.steps import step_digest
from caserules.store.writing import link_of_finding, link_of_pieces, run_digest

__all__ = ["check", "has_link"]


class _Broken(Exception):
    """The first place that is not as it was written."""


def check(connection: Connection) -> Checked:
    """Check every row of a store, and name the first that is not as it was written."""
    counts: Counter[str] = Counter()
    last, broken = START, None
    try:
        for number, entry in enumerate(connection.execute(select(ENTRY).order_by(ENTRY.c.entry_no)).all(), 1):
            if entry.entry_no != number or entry.link != link(last, number, entry.kind, entry.digest):
                raise _Broken(f"entry {number}")
            _check_entry(connection, entry, counts)
            last = entry.link
        _check_end(connection, counts, last)
    except _Broken as found:
        broken = str(found)
    purged = connection.execute(select(func.count()).where(DOCUMENT.c.purge_no.is_not(None))).scalar_one()
    return Checked(counts["run"], counts["finding"], counts["step"], counts["purge"], purged, last, broken)


def has_link(connection: Connection, wanted: str) -> bool:
    """Say whether an entry of the chain has a link."""
    return connection.execute(select(ENTRY.c.entry_no).where(ENTRY.c.link == wanted)).first() is not None


def _check_entry(connection: Connection, entry: Any, counts: Counter[str]) -> None:
    where = f"{entry.kind} {entry.entry_no}"
    if entry.kind == "run":
        _check_run(connection, entry, where, counts)
    else:
        table, digest = {"step": (STEP, step_digest), "purge": (PURGE, purge_digest)}[entry.kind]
        row = connection.execute(select(table).where(table.c.entry_no == entry.entry_no)).mappings().first()
        if row is None or digest(row) != entry.digest:
            raise _Broken(where)
        if entry.kind == "step":
            _check_documents(connection, {row["doc_digest"]: where})
    counts[entry.kind] += 1


def _check_run(connection: Connection, entry: Any, where: str, counts: Counter[str]) -> None:
    run = connection.execute(select(RUN).where(RUN.c.run_no == entry.entry_no)).mappings().first()
    if run is None or run_digest(run) != entry.digest:
        raise _Broken(where)
    held = {run["receipt_digest"]: f"{where}, receipt"}
    held |= {} if run["head_digest"] is None else {run["head_digest"]: f"{where}, register"}
    pieces = select(PIECE.c.position, PIECE.c.case_ref, PIECE.c.doc_digest).where(PIECE.c.run_no == run["run_no"])
    rows = [(x[0], x[1], x[2]) for x in connection.execute(pieces.order_by(PIECE.c.position))]
    if link_of_pieces(rows) != run["pieces_link"]:
        raise _Broken(f"{where}, register")
    _check_documents(connection, held | {digest: f"{where}, case {position}" for position, _, digest in rows})
    before = run["run_key"]
    held = {}
    found = select(FINDING).where(FINDING.c.run_no == run["run_no"]).order_by(FINDING.c.position)
    for position, row in enumerate(connection.execute(found).mappings(), 1):
        place = f"{where}, finding {position}"
        if row["position"] != position or row["link"] != link_of_finding(before, row):
            _check_documents(connection, held)  # an earlier one may be broken in its contents
            raise _Broken(place)
        before = row["link"]
        held.setdefault(row["doc_digest"], place)
    _check_documents(connection, held)
    if before != run["findings_link"]:
        raise _Broken(f"{where}, findings after {len(held)}")
    counts["finding"] += run["findings"]


def _check_documents(connection: Connection, places: dict[str, str]) -> None:
    """Check documents against their digests; one without a body has to have been purged by an entry."""
    for part in batches(places):
        rows = {x.doc_digest: x for x in connection.execute(select(DOCUMENT).where(DOCUMENT.c.doc_digest.in_(part)))}
        purges = _purges(connection, rows.values())
        for digest in part:
            row = rows.get(digest)
            if row is None or (row.purge_no not in purges if row.body is None else digest_of(row.body) != digest):
                raise _Broken(places[digest])


def _purges(connection: Connection, rows: Any) -> set[int]:
    named = {x.purge_no for x in rows if x.purge_no is not None}
    return set(_ints(connection, named)) if named else set()


def _ints(connection: Connection, named: set[int]) -> Iterator[int]:
    for part in batches(sorted(named)):
        yield from connection.execute(select(PURGE.c.entry_no).where(PURGE.c.entry_no.in_(part))).scalars()


def _check_end(connection: Connection, counts: Counter[str], last: str) -> None:
    entries = counts["run"] + counts["step"] + counts["purge"]
    head = connection.execute(select(META.c.content).where(META.c.meta_name == "head")).scalar_one_or_none()
    if head != f"{entries} {last}":
        raise _Broken("head")
    for kind, table in (("run", RUN), ("step", STEP), ("purge", PURGE)):
        if connection.execute(select(func.count()).select_from(table)).scalar_one() != counts[kind]:
            raise _Broken(f"{kind}s")
    if connection.execute(select(func.count()).select_from(FINDING)).scalar_one() != counts["finding"]:
        raise _Broken("findings")
