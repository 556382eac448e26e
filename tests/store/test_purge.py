"""What is purged is gone, also from the file's bytes; what was recorded about it stays, and the chain holds."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from caserules.confirming import Confirmation, State
from caserules.store import QueueState
from caserules.store.opening import create_store
from caserules.store.sql import SqlStore
from stored import CASE, DAY, finding, run

LATER = DAY + timedelta(days=1)
MARK = "某位独有的词"


def test_a_case_is_forgotten_and_its_findings_keep_their_verdicts(store: SqlStore) -> None:
    store.add(run([finding(12), finding(13)]), tell=["broken"])
    store.confirm(Confirmation(finding(12).id, State.DRAFT, "欧阳无名", DAY, MARK))
    gone = store.purge(case=CASE)
    assert (gone.entry, gone.documents, gone.messages) == (3, 3, 1)
    one, other = store.findings(1)
    assert (one.outcome.verdict, store.document(one.digest)) == ("broken", None)
    assert store.document(other.digest) is not None
    assert store.register(1) is None
    (step,) = store.confirmations().steps
    assert (step.state, step.by, step.note) == (State.DRAFT, "-", "")
    assert [(x.state, x.message is None) for x in store.outbox()] == [
        (QueueState.OVERTAKEN, True),
        (QueueState.WAITING, False),
    ]
    assert store.verify().broken is None


def test_nothing_to_erase_writes_nothing(store: SqlStore) -> None:
    store.add(run([finding()]))
    head = store.verify().head
    assert store.purge(case="suggestion/2023/99").entry == 0
    assert store.purge(before_run=1).documents == 0
    assert store.verify().head == head


def test_old_runs_are_forgotten_but_for_what_a_later_one_has_too(store: SqlStore) -> None:
    store.add(run([finding(1), finding(2)]))
    store.add(run([finding(2), finding(3)], day=LATER))
    store.purge(before_run=2)
    assert [store.document(x.digest) is None for x in store.findings(1)] == [True, False]
    assert all(store.document(x.digest) for x in store.findings(2))
    assert store.register(2) is not None
    assert store.runs()[0].receipt is not None
    assert store.verify().broken is None


def test_messages_of_old_runs_that_are_still_to_be_sent_stay(store: SqlStore) -> None:
    store.add(run([finding(1)]), tell=["broken"])
    store.add(run([finding(1)], day=LATER), tell=["broken"])
    store.purge(before_run=2)
    (message,) = store.outbox()
    assert message.message is not None
    assert message.state is QueueState.WAITING


def test_a_run_stored_after_the_purge_brings_its_contents_with_it(store: SqlStore) -> None:
    store.add(run([finding()]))
    store.purge(case=CASE)
    store.add(run([finding()]))  # the same run: it is there, without its contents
    assert store.document(finding().digest) is None
    store.add(run([finding()], day=LATER))
    assert store.document(finding().digest) is not None
    assert store.verify().broken is None


def test_a_correction_of_what_was_purged_says_so_without_its_words(store: SqlStore) -> None:
    from caserules.notify import Arrival, Delivery
    from stored import NOW

    store.add(run([finding(text=MARK)]), tell=["broken"])
    queued = store.claim(NOW, 60)
    assert queued is not None
    store.settle(queued, Delivery(Arrival.SENT), NOW, None)
    store.purge(case=CASE)
    added = store.add(run([], day=LATER), tell=["broken"])
    (message,) = added.queued
    assert finding().id in message.text_zh
    assert MARK not in message.text_zh


def test_a_name_cannot_be_tried_against_its_digest(file: Path) -> None:
    made = []
    for name in ("a.db", "b.db"):
        with create_store(file.with_name(name)) as store:
            store.confirm(Confirmation(finding().id, State.DRAFT, "欧阳无名", DAY))
            made.append(store.verify().head)
    assert made[0] != made[1]


def test_what_was_erased_is_not_in_the_files_bytes(file: Path) -> None:
    with create_store(file) as store:
        store.add(run([finding(n, text=MARK * 50) for n in range(40)]), tell=["broken"])
        assert MARK.encode() in file.read_bytes()
        for n in range(40):
            store.purge(case=f"suggestion/2023/{n}")
        assert store.verify().broken is None
    assert MARK.encode() not in file.read_bytes()


@pytest.mark.parametrize("given", [{}, {"case": CASE, "before_run": 1}])
def test_one_thing_is_purged_at_a_time(store: SqlStore, given: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="case"):
        store.purge(**given)  # type: ignore[arg-type]
