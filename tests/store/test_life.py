"""A case's life in a host that stores each audit: crashes in mid-write and reopenings change nothing of what was acknowledged.

The machine tells what offices and units do, day by day; between, the host audits, stores, tells units, loses its process at some
call to the database, and begins again. After each step the store holds just what was acknowledged, the last audit is read back as it
was judged, and the second implementation says the same of it.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule, run_state_machine_as_test

from caserules import Assessment, Register
from caserules.notify import Arrival, Delivery
from caserules.store import StoreError
from caserules.store.opening import create_store, open_store
from caserules.store.records import QueueState, run_of
from caserules.testing.strategies.life import CaseLife
from oracle.test_differential import told_apart
from store.test_faults import broken_disk, failing

walks = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


class StoredLife(CaseLife):
    """The machine of a case's life, with a store beside it."""

    crashes = 0
    """How many writes were lost and how many messages were sent, in all walks: a walk without any proves nothing."""
    sent = 0

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "audits.db"
        self.store = create_store(self.path)
        self.acknowledged: dict[str, dict[str, str]] = {}
        self.found: Assessment | None = None

    @initialize(luck=st.randoms(use_true_random=False))
    def begin(self, luck: Random) -> None:
        self.luck = luck

    def looked_at(self, found: Assessment) -> None:
        """After each event the host may store its audit, may lose its process at some call to the database, may send a message."""
        self.found = found
        if self.luck.random() < 0.4:
            self.store_the_audit(self.luck.choice((None, self.luck.randint(1, 12))), after=self.luck.random() < 0.5)
        if self.luck.random() < 0.4:
            self.send_a_message(self.luck.choice((Arrival.SENT, Arrival.SENT, Arrival.LATER)))

    # ------------------------------------------------------------------------------------------------- what the host does

    def store_the_audit(self, crash_at: int | None, *, after: bool) -> None:
        """Store the audit of today; where the process is lost, the run is there whole or not at all."""
        run = run_of(self._found())
        is_new = run.key not in self.acknowledged
        with failing(self.store, crash_at or 0, broken_disk, after=after) as calls:
            try:
                assert self.store.add(run, tell=["broken"]).is_new == is_new
                self.acknowledged[run.key] = self._verdicts()
            except StoreError:
                type(self).crashes += 1
        if crash_at is not None:
            self.reopen()
        if run.key not in self.acknowledged and run.key in {x.key for x in self.store.runs()}:
            assert after and calls[1] == crash_at, (
                "it is there, and not acknowledged, though the commit was not what failed"
            )
            self.acknowledged[run.key] = self._verdicts()

    @rule()
    def reopen(self) -> None:
        """The host begins again."""
        self.store.close()
        self.store = open_store(self.path)

    def send_a_message(self, arrival: Arrival) -> None:
        """Send a message to its unit, which takes it or is away."""
        now = datetime.combine(self.today, datetime.min.time(), UTC)
        queued = self.store.claim(now, 60)
        if queued is not None:
            again = None if arrival is Arrival.SENT else now + timedelta(minutes=5)
            settled = self.store.settle(queued, Delivery(arrival), now, again)
            assert (settled.state is QueueState.SENT) == (arrival is Arrival.SENT)
            type(self).sent += 1

    # ------------------------------------------------------------------------------------------------- what must hold

    @invariant()
    def the_store_holds_what_was_acknowledged(self) -> None:
        assert {x.key for x in self.store.runs()} == self.acknowledged.keys()
        assert self.store.verify().broken is None

    @precondition(lambda self: bool(self.acknowledged))
    @invariant()
    def the_last_run_is_read_back_as_it_was_judged(self) -> None:
        last = self.store.runs()[-1]
        stored = {x.id: x.outcome.verdict.value for x in self.store.findings(last.number)}
        assert stored == self.acknowledged[last.key]

    @precondition(lambda self: self.found is not None)
    @invariant()
    def the_second_implementation_says_the_same(self) -> None:
        register: Register = self._found().register
        doc: dict[str, Any] = json.loads(register.model_dump_json(exclude_unset=True, by_alias=True))
        apart = list(told_apart(doc, self.today.isoformat()))
        assert not [
            x for x in apart if not (x[0].startswith("REPLY-02/") and x[1] == "-")
        ]  # it reads no mergers' proposers

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()
        super().teardown()

    # ------------------------------------------------------------------------------------------------- helpers

    def _found(self) -> Assessment:
        assert self.found is not None
        return self.found

    def _verdicts(self) -> dict[str, str]:
        return {x.id: x.verdict.value for x in self._found().findings}


def test_a_cases_life_with_a_store_that_crashes_and_is_opened_again() -> None:
    run_state_machine_as_test(StoredLife, settings=walks)
    assert StoredLife.crashes > 5
    assert StoredLife.sent > 5
