"""The outbox: messages put in with the run that gives rise to them, taken one at a time by whoever delivers, and settled.

An attempt is noted before it is made: whoever is killed between sending and noting leaves a message that may have arrived, and
that is tried again with the same key. Instants are given by the caller and kept as text, which sorts as they do.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from caserules.errors import InputRejected, Problem
from caserules.notify.message import Arrival, Delivery, Message, MessageKind
from caserules.store.reading import document
from caserules.store.records import Queued, QueueState, Run
from caserules.store.rows import batches, locked_head
from caserules.store.schema import MESSAGE, RUN
from caserules.store.telling import Told, planned

__all__ = ["claim", "instant", "listed", "messages_of", "overtake", "queue_messages", "send_again", "settle"]

_STATES: Final = {Arrival.SENT: QueueState.SENT, Arrival.NEVER: QueueState.DEAD, Arrival.LATER: QueueState.WAITING}


def queue_messages(
    connection: Connection, run: Run, number: int, verdicts: frozenset[str]
) -> tuple[tuple[Message, ...], int]:
    """Put a run's messages into the outbox, and take out the waiting ones that no longer hold.

    Args:
        connection: in the transaction that stores the run.
        run: the run.
        number: its number.
        verdicts: the verdicts of which units are told.

    Returns:
        The messages, and how many were overtaken.
    """
    plan = planned(run, _told(connection, run), verdicts, lambda digest: document(connection, digest))
    overtake(connection, plan.overtaken)
    last = connection.execute(select(func.max(MESSAGE.c.message_no))).scalar_one() or 0
    rows = [
        {
            "message_no": no,
            "message_key": x.message.key,
            "run_no": number,
            "finding_id": x.message.finding,
            "case_ref": x.message.case,
            "unit_id": x.message.unit,
            "kind": x.message.kind.value,
            "revision": x.message.revision,
            "verdict": x.verdict,
            "outcome": x.outcome,
            "doc_digest": x.document,
            "body": json.dumps(x.message.to_dict(), ensure_ascii=False, sort_keys=True),
            "queue_state": QueueState.WAITING.value,
            "attempts": 0,
            "may_have": 0,
        }
        for no, x in enumerate(plan.queued, last + 1)
    ]
    if rows:
        connection.execute(insert(MESSAGE), rows)
    return tuple(x.message for x in plan.queued), len(plan.overtaken)


def _told(connection: Connection, run: Run) -> list[Told]:
    """The messages of a run's series."""
    same = (RUN.c.place == run.place, RUN.c.register_year == run.year, RUN.c.policy_id == run.policy)
    c = MESSAGE.c
    columns = (c.message_no, c.run_no, c.finding_id, c.unit_id, c.case_ref, c.kind, c.revision, c.verdict, c.outcome)
    found = select(*columns, c.doc_digest, c.queue_state, c.may_have).join(RUN, RUN.c.run_no == c.run_no)
    rows = connection.execute(found.where(*same).order_by(c.message_no))
    return [Told._make((*row[:-1], bool(row[-1]))) for row in rows]


def overtake(connection: Connection, numbers: list[int]) -> None:
    """Take waiting messages out: they will not be sent."""
    for part in batches(numbers):
        gone = update(MESSAGE).where(MESSAGE.c.message_no.in_(part), MESSAGE.c.queue_state == QueueState.WAITING.value)
        connection.execute(gone.values(queue_state=QueueState.OVERTAKEN.value))


# ---------------------------------------------------------------------------------------------------------- delivering


def claim(connection: Connection, now: datetime, lease: int) -> Queued | None:
    """Take the next message that is due, and note that it is being tried; `may_have_arrived` tells what was known before."""
    locked_head(connection)
    at = instant(now)
    due = or_(MESSAGE.c.due_at.is_(None), MESSAGE.c.due_at <= at)
    waits = MESSAGE.c.queue_state == QueueState.WAITING.value
    row = connection.execute(select(MESSAGE).where(waits, due).order_by(MESSAGE.c.message_no).limit(1)).first()
    if row is None:
        return None
    until = instant(now + timedelta(seconds=lease))
    taken = {"attempts": row.attempts + 1, "may_have": 1, "due_at": until, "settled_at": at}
    connection.execute(update(MESSAGE).where(MESSAGE.c.message_no == row.message_no).values(**taken))
    return replace(_one(connection, row.message_no), may_have_arrived=bool(row.may_have))


def settle(connection: Connection, queued: Queued, delivery: Delivery, now: datetime, again: datetime | None) -> Queued:
    """Note what became of an attempt; of a message that was overtaken meanwhile, only whether it can have arrived."""
    locked_head(connection)
    row = connection.execute(select(MESSAGE).where(MESSAGE.c.message_no == queued.number)).one()
    is_sent = delivery.arrival is Arrival.SENT
    state = _STATES[delivery.arrival]
    if state is QueueState.WAITING and again is None:
        state = QueueState.DEAD
    values: dict[str, Any] = {"settled_at": instant(now)}
    if is_sent or row.attempts == queued.attempts:  # a later attempt of another's says more than this one's failure
        arrived = is_sent or delivery.may_have_arrived or queued.may_have_arrived
        values |= {"may_have": int(arrived), "last_code": delivery.code}
        if row.queue_state == QueueState.WAITING:
            values |= {"queue_state": state.value, "due_at": None if again is None or is_sent else instant(again)}
    connection.execute(update(MESSAGE).where(MESSAGE.c.message_no == queued.number).values(**values))
    return _one(connection, queued.number)


def send_again(connection: Connection, number: int | None) -> int:
    """Put given-up messages back, one or all; return how many. They are tried as if for the first time."""
    locked_head(connection)
    dead = MESSAGE.c.queue_state == QueueState.DEAD.value
    chosen = dead if number is None else dead & (MESSAGE.c.message_no == number)
    back = {"queue_state": QueueState.WAITING.value, "due_at": None, "attempts": 0}
    return connection.execute(update(MESSAGE).where(chosen).values(**back)).rowcount


def instant(now: datetime) -> str:
    """Return an instant as text that sorts as instants do.

    Raises:
        InputRejected: `INP-012` it has no time zone, so it is no instant.

    Example:
        >>> from datetime import timedelta, timezone
        >>> instant(datetime(2023, 9, 1, 8, tzinfo=timezone(timedelta(hours=8))))
        '2023-09-01T00:00:00Z'
    """
    if now.tzinfo is None:
        raise InputRejected([Problem("INP-012", "now")])
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# ------------------------------------------------------------------------------------------------------------- reading


def listed(connection: Connection, state: QueueState | None) -> tuple[Queued, ...]:
    """Return the messages, of one state or all, in their order."""
    found = select(MESSAGE).order_by(MESSAGE.c.message_no)
    if state is not None:
        found = found.where(MESSAGE.c.queue_state == state.value)
    return tuple(map(_queued, connection.execute(found)))


def messages_of(connection: Connection, run: int) -> tuple[Message, ...]:
    """Return the messages that a run gave rise to, but for those whose text was purged."""
    found = select(MESSAGE).where(MESSAGE.c.run_no == run).order_by(MESSAGE.c.message_no)
    return tuple(x.message for x in map(_queued, connection.execute(found)) if x.message is not None)


def _one(connection: Connection, number: int) -> Queued:
    return _queued(connection.execute(select(MESSAGE).where(MESSAGE.c.message_no == number)).one())


def _queued(row: Row[Any]) -> Queued:
    return Queued(
        row.message_no,
        None if row.body is None else _message(json.loads(row.body)),
        row.message_key,
        QueueState(row.queue_state),
        row.attempts,
        bool(row.may_have),
        row.due_at,
        row.settled_at,
        row.last_code,
    )


def _message(told: dict[str, Any]) -> Message:
    ids = (told["finding"], told["rule"], told["case"], told["unit"], told["revision"])
    subject, text = told["subject"], told["text"]
    as_of = date.fromisoformat(told["as_of"])
    kind = MessageKind(told["kind"])
    return Message(kind, told["run"], *ids, as_of, subject["zh"], subject["en"], text["zh"], text["en"])
