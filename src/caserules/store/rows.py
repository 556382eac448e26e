"""The rows that every writer writes: entries at the chain's end, and documents by their digests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, TypeVar

from sqlalchemy import Connection, insert, select, update

from caserules.store.chain import link
from caserules.store.schema import DOCUMENT, ENTRY, META

__all__ = ["add_entry", "batches", "locked_head", "store_documents"]

T = TypeVar("T")

_BATCH: Final = 500
"""Values in one list of a query; every database takes so many."""


def locked_head(connection: Connection) -> tuple[int, str]:
    """Return the last entry's number and link, locked until the transaction ends: writers come one after another."""
    found = select(META.c.content).where(META.c.meta_name == "head").with_for_update()
    number, _, last = connection.execute(found).scalar_one().partition(" ")
    return int(number), last


def add_entry(connection: Connection, number: int, before: str, kind: str, digest: str) -> str:
    """Add an entry at the chain's end, and return its link."""
    made = link(before, number, kind, digest)
    connection.execute(insert(ENTRY), {"entry_no": number, "kind": kind, "digest": digest, "link": made})
    connection.execute(update(META).where(META.c.meta_name == "head").values(content=f"{number} {made}"))
    return made


def store_documents(connection: Connection, documents: Mapping[str, str]) -> None:
    """Store documents by their digests; one that is there is left, one that was purged is there again."""
    purged: list[str] = []
    known: set[str] = set()
    for part in batches(documents):
        listed = select(DOCUMENT.c.doc_digest, DOCUMENT.c.purge_no).where(DOCUMENT.c.doc_digest.in_(part))
        for digest, purge in connection.execute(listed):
            known.add(digest)
            purged += [digest] if purge is not None else []
    new = [{"doc_digest": key, "body": text} for key, text in documents.items() if key not in known]
    if new:
        connection.execute(insert(DOCUMENT), new)
    for digest in purged:
        again = update(DOCUMENT).where(DOCUMENT.c.doc_digest == digest)
        connection.execute(again.values(body=documents[digest], purge_no=None))


def batches(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield values in lists that a query takes."""
    left = iter(values)
    while part := list(islice(left, _BATCH)):
        yield part
