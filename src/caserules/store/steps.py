"""Confirming steps in the chain: whose they are and what was noted stands in a document that can be erased."""

from __future__ import annotations

import json
import secrets
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from caserules.confirming import Confirmation, Confirmations, State
from caserules.store.chain import START, canonical, digest_of, link
from caserules.store.rows import add_entry, locked_head, store_documents
from caserules.store.schema import DOCUMENT, STEP

__all__ = ["add_step", "all_steps", "step_digest"]


def add_step(connection: Connection, step: Confirmation) -> Confirmations:
    """Add a step, and return all of its finding's.

    Adding the last step once more is taken as the same step: whoever does not know whether it was stored may ask again.

    Raises:
        InputRejected: `CNF-002`, `CNF-003` a step that may not follow.
    """
    number, before = locked_head(connection)
    known = _steps(connection, STEP.c.finding_id == step.finding)
    if known.steps and known.steps[-1] == step:
        return known
    grown = known.adding(step)
    # the salt keeps a name from being found by trying names, once the document is erased
    body = canonical({"by": step.by, "note": step.note, "salt": secrets.token_hex(16)})
    values: dict[str, Any] = {
        "entry_no": number + 1,
        "finding_id": step.finding,
        "step_state": step.state.value,
        "step_day": step.on,
        "doc_digest": digest_of(body),
    }
    store_documents(connection, {values["doc_digest"]: body})
    add_entry(connection, number + 1, before, "step", step_digest(values))
    connection.execute(insert(STEP), values)
    return grown


def step_digest(row: Any) -> str:
    """Return the digest of a step's row, over every column of it."""
    day = row["step_day"].isoformat()
    return link(START, row["entry_no"], row["finding_id"], row["step_state"], day, row["doc_digest"])


def all_steps(connection: Connection) -> Confirmations:
    """Return all steps, in their order; the name is `-` where it was purged."""
    return _steps(connection, None)


def _steps(connection: Connection, where: Any) -> Confirmations:
    found = select(STEP, DOCUMENT.c.body).join(DOCUMENT, DOCUMENT.c.doc_digest == STEP.c.doc_digest)
    found = found.order_by(STEP.c.entry_no)
    return Confirmations(map(_step, connection.execute(found if where is None else found.where(where))))


def _step(row: Row[Any]) -> Confirmation:
    told = {"by": "-", "note": ""} if row.body is None else json.loads(row.body)
    return Confirmation(row.finding_id, State(row.step_state), told["by"], row.step_day, told["note"])
