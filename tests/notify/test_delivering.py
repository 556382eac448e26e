"""N01, N02: at least once, with the same key; one that fails stops nobody else; back-off, then given up, and the counts show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from caserules.notify import Arrival, Delivery, Message, Notifier, deliver
from caserules.notify.delivering import ATTEMPTS, back_off
from caserules.store import QueueState
from caserules.store.opening import create_store
from caserules.store.sql import SqlStore
from stored import NOW, finding, run

SENT = Delivery(Arrival.SENT)
LATER = Delivery(Arrival.LATER, "NTF-004", may_have_arrived=True)
NEVER = Delivery(Arrival.NEVER, "NTF-005")


class Clock:
    """An instant that is moved by hand."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def after(self, time: timedelta) -> None:
        self.at += time


class Scripted:
    """A notifier that does as it is told, unit by unit."""

    name = "scripted"

    def __init__(self, answers: dict[str, object] | None = None) -> None:
        self.answers = answers or {}
        self.seen: list[Message] = []

    def send(self, message: Message) -> Delivery:
        self.seen.append(message)
        answer = self.answers.get(message.unit, SENT)
        if isinstance(answer, BaseException):
            raise answer
        return answer  # type: ignore[return-value]  # what a bad one gives


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with create_store(tmp_path / "a.db") as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


def fill(store: SqlStore, *units: str) -> None:
    store.add(run([finding(12, unit) for unit in units]), tell=["broken"])


def test_it_keeps_the_promise_of_a_notifier() -> None:
    assert isinstance(Scripted(), Notifier)


def test_one_of_two_hundred_that_fails_stops_nobody_else(store: SqlStore, clock: Clock) -> None:
    fill(store, *(f"u{n}" for n in range(200)))
    notifier = Scripted({"u7": LATER})
    found = deliver(store, notifier, now=clock)
    assert (found.sent, found.later, found.dead, found.faults) == (199, 1, 0, 0)
    assert found.codes == (("NTF-004", 1),)
    assert len(notifier.seen) == 200
    assert deliver(store, notifier, now=clock).to_dict() == {"sent": 0, "later": 0, "dead": 0, "faults": 0, "codes": {}}


def test_a_message_that_fails_waits_longer_each_time_and_is_given_up(store: SqlStore, clock: Clock) -> None:
    fill(store, "a")
    notifier = Scripted({"a": LATER})
    found = [deliver(store, notifier, now=clock)]
    waits = list[timedelta]()
    while len(notifier.seen) < ATTEMPTS:
        began, seen = clock.at, len(notifier.seen)
        while len(notifier.seen) == seen:
            clock.after(timedelta(minutes=1))
            found.append(deliver(store, notifier, now=clock))
        waits.append(clock.at - began)
    assert (found[-1].later, found[-1].dead) == (0, 1)
    assert len({x.key for x in notifier.seen}) == 1
    assert waits == [timedelta(minutes=5 * 2**n) for n in range(7)]
    (dead,) = store.outbox(QueueState.DEAD)
    assert (dead.attempts, dead.code) == (ATTEMPTS, "NTF-004")
    clock.after(timedelta(days=30))
    deliver(store, notifier, now=clock)
    assert len(notifier.seen) == ATTEMPTS


def test_what_fails_for_good_is_given_up_at_once(store: SqlStore, clock: Clock) -> None:
    fill(store, "a", "b")
    found = deliver(store, Scripted({"a": NEVER}), now=clock)
    assert (found.sent, found.dead, found.codes) == (1, 1, (("NTF-005", 1),))


class Unprintable(Exception):
    def __str__(self) -> str:
        raise ValueError("no text")

    __repr__ = __str__


@pytest.mark.parametrize(
    "answer",
    [
        ValueError("某某 13800000000"),
        Unprintable(),
        SystemExit(0),
        GeneratorExit(),
        None,
        True,
        "sent",
        Arrival.SENT,
        ("sent",),
    ],
    ids=lambda x: type(x).__name__,
)
def test_a_notifier_that_fails_itself_ends_only_its_attempt(store: SqlStore, clock: Clock, answer: object) -> None:
    fill(store, "a", "b", "c")
    found = deliver(store, Scripted({"b": answer}), now=clock)
    assert (found.sent, found.later, found.faults, found.codes) == (2, 1, 1, (("NTF-006", 1),))
    (waiting,) = store.outbox(QueueState.WAITING)
    assert waiting.may_have_arrived
    assert "13800000000" not in str(waiting.to_dict()) + str(found)


def test_a_subclass_of_a_delivery_is_none(store: SqlStore, clock: Clock) -> None:
    class Other(Delivery):
        pass

    fill(store, "a")
    assert deliver(store, Scripted({"a": Other(Arrival.SENT)}), now=clock).faults == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()])
def test_an_interruption_ends_all_and_loses_nothing(store: SqlStore, clock: Clock, error: BaseException) -> None:
    fill(store, "a", "b")
    with pytest.raises(type(error)):
        deliver(store, Scripted({"a": error}), now=clock)
    clock.after(timedelta(hours=1))
    again = Scripted()
    assert deliver(store, again, now=clock).sent == 2
    assert [x.unit for x in again.seen] == ["a", "b"]


@pytest.mark.parametrize("at", ["before", "after"])
def test_who_is_killed_around_a_send_leaves_it_to_be_sent_again_with_the_same_key(
    store: SqlStore, clock: Clock, at: str
) -> None:
    """N01: a crash between sending and noting it."""
    fill(store, "a")
    notifier = Scripted()
    queued = store.claim(clock(), 900)
    assert queued is not None
    assert queued.message is not None
    if at == "after":
        notifier.send(queued.message)  # and then nothing is noted
    clock.after(timedelta(hours=1))
    assert deliver(store, notifier, now=clock).sent == 1
    assert set(Counter(x.key for x in notifier.seen)) == {queued.key}
    assert len(notifier.seen) == (2 if at == "after" else 1)


def test_two_that_deliver_at_once_send_each_message_once(store: SqlStore, tmp_path: Path, clock: Clock) -> None:
    from caserules.store.opening import open_store

    fill(store, *(f"u{n}" for n in range(20)))
    other, sent = Scripted(), Counter[str]()

    class Nested(Scripted):
        def send(self, message: Message) -> Delivery:
            sent[message.key] += 1
            with open_store(tmp_path / "a.db") as second:
                deliver(second, other, now=clock, most=1)
            return SENT

    deliver(store, Nested(), now=clock)
    sent.update(x.key for x in other.seen)
    assert len(sent) == 20
    assert set(sent.values()) == {1}


def test_no_more_are_tried_than_asked(store: SqlStore, clock: Clock) -> None:
    fill(store, *(f"u{n}" for n in range(5)))
    assert deliver(store, Scripted(), now=clock, most=2).sent == 2
    assert len(store.outbox(QueueState.WAITING)) == 3


@pytest.mark.parametrize(("attempts", "wait"), [(1, 300), (2, 600), (3, 1200), (9, 43200), (10**6, 43200)])
def test_waits_double_up_to_half_a_day(attempts: int, wait: int) -> None:
    assert back_off(attempts) == timedelta(seconds=wait)


def test_a_message_whose_words_were_purged_while_it_waited_is_given_up(store: SqlStore, clock: Clock) -> None:
    fill(store, "a")
    empty: Callable[..., object] = lambda c: c.exec_driver_sql("UPDATE cr_message SET body = NULL")  # noqa: E731
    store.database.write(empty)
    found = deliver(store, Scripted(), now=clock)
    assert (found.dead, found.codes) == (1, (("NTF-001", 1),))
