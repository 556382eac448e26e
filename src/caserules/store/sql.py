"""The store on SQLAlchemy Core: every method one transaction of the rooms beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import count
from types import TracebackType
from typing import Any

from caserules.confirming import Confirmation, Confirmations
from caserules.duties import Verdict
from caserules.notify.message import Delivery
from caserules.store import outbox, purging, reading, steps, verifying, writing
from caserules.store.changes import Change
from caserules.store.database import Database
from caserules.store.records import Added, Checked, Purged, Queued, QueueState, Run, StoredFinding, StoredRun

__all__ = ["SqlStore"]


class SqlStore:
    """A store in a database; `open_store` and `create_store` give one. Its methods are those of `Store`.

    It is closed at the end of a `with` statement.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> SqlStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # -------------------------------------------------------------------------------------------------------- runs

    def add(self, run: Run, *, tell: Iterable[str] = ()) -> Added:
        """Store a run, whole or not at all; one that is there is found again.

        Args:
            run: the run.
            tell: the verdicts of which units are told, in the same transaction.

        Raises:
            StoreError: `STO-005`–`STO-007` it could not be stored, and nothing was; `STO-010` the same receipt is there
                with other findings.
            ValueError: a word that is no verdict.
        """
        verdicts = frozenset(Verdict(x).value for x in tell)
        tries = count()
        return self.database.write(
            lambda connection: writing.add_run(connection, run, verdicts, is_again=next(tries) > 0)
        )

    def runs(self) -> tuple[StoredRun, ...]:
        """Return all runs, in the order in which they were stored."""
        return self.database.read(reading.all_runs)

    def findings(self, run: int) -> tuple[StoredFinding, ...]:
        """Return the findings of a run, in its order.

        Raises:
            StoreError: `STO-009` there is no such run.
        """

        def found(connection: Any) -> tuple[StoredFinding, ...]:
            reading.stored_run(connection, run)
            return reading.findings_of(connection, run)

        return self.database.read(found)

    def history(self, finding: str) -> tuple[StoredFinding, ...]:
        """Return what became of one finding, run by run."""
        return self.database.read(lambda connection: reading.history_of(connection, finding))

    def changes(self, run: int) -> tuple[Change, ...]:
        """Return what is new, changed or withdrawn in a run against the one it was compared with.

        Raises:
            StoreError: `STO-009` there is no such run.
        """
        return self.database.read(
            lambda connection: reading.changes_of(connection, reading.stored_run(connection, run))
        )

    def document(self, digest: str) -> Mapping[str, Any] | None:
        """Return a finding's plain form by its digest; None where it was purged."""
        return self.database.read(lambda connection: reading.document(connection, digest))

    def register(self, run: int) -> Mapping[str, Any] | None:
        """Return the register document of a run; None where it was not kept, or a part of it was purged.

        Raises:
            StoreError: `STO-009` there is no such run.
        """
        return self.database.read(lambda connection: reading.register_of(connection, run))

    # ------------------------------------------------------------------------------------------------------- steps

    def confirm(self, step: Confirmation) -> Confirmations:
        """Add a confirming step, and return all steps of its finding.

        Raises:
            InputRejected: `CNF-002`, `CNF-003` a step that may not follow.
            StoreError: it could not be stored.
        """
        return self.database.write(lambda connection: steps.add_step(connection, step))

    def confirmations(self) -> Confirmations:
        """Return all confirming steps, in their order; the name is `-` where it was purged."""
        return self.database.read(steps.all_steps)

    # ------------------------------------------------------------------------------------------------------ outbox

    def outbox(self, state: QueueState | None = None) -> tuple[Queued, ...]:
        """Return the messages of the outbox, in their order; of one state, or all."""
        return self.database.read(lambda connection: outbox.listed(connection, state))

    def claim(self, now: datetime, lease: int) -> Queued | None:
        """Take the next message that is due.

        Args:
            now: the instant, with its time zone.
            lease: for how many seconds nobody else gets it.

        Raises:
            InputRejected: `INP-012` the instant has no time zone.
        """
        return self.database.write(lambda connection: outbox.claim(connection, now, lease))

    def settle(self, queued: Queued, delivery: Delivery, now: datetime, again: datetime | None) -> Queued:
        """Note what became of a claimed message.

        Args:
            queued: as `claim` gave it.
            delivery: what became of it.
            now: the instant.
            again: when to try again; None to give it up, if it was not sent.
        """
        return self.database.write(lambda connection: outbox.settle(connection, queued, delivery, now, again))

    def send_again(self, number: int | None = None) -> int:
        """Put a given-up message back into the outbox, or all of them; return how many."""
        return self.database.write(lambda connection: outbox.send_again(connection, number))

    # ------------------------------------------------------------------------------------------- forgetting, checking

    def purge(self, *, case: str | None = None, before_run: int | None = None) -> Purged:
        """Erase the contents of a case, or of the runs before a number; their digests stay.

        Raises:
            ValueError: neither is given, or both.
        """
        if (case is None) == (before_run is None):
            raise ValueError("case, or before_run")
        return self.database.write(lambda connection: purging.purge(connection, case, before_run))

    def verify(self) -> Checked:
        """Check every row against the chain, and name the first that is not as it was written."""
        return self.database.read(verifying.check)

    def has_link(self, link: str) -> bool:
        """Say whether an entry of the chain has a link that was noted before: its end was not cut off before there."""
        return self.database.read(lambda connection: verifying.has_link(connection, link))

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()
