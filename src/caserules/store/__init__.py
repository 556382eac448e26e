"""Assessments kept: each run whole or not at all, once however often repeated, in a chain that shows what was altered.

    records   what a store takes and gives: a run, its findings, a receipt of storing
    changes   one run held against the one before: what is new, changed, withdrawn
    telling   which changes a unit is told of, and in which words
    chain     the digests by which an altered row is found
    schema    the tables, in column types that every database has
    opening   a file or a server opened, made or refused
    versions  the way from one version of the tables to the next
    sql       the store itself, on SQLAlchemy Core: SQLite or PostgreSQL

The one idea: a run is known by the hash of its receipt, so that storing is safe to repeat; what is recorded is only ever added
to; what has to be forgotten leaves its digest. This room reads no clock (rows are in the order of their numbers), decides no
verdict, and loads SQLAlchemy only when a store is opened.

Example:
    >>> from datetime import date
    >>> from caserules import assess
    >>> from caserules.demo import small_register
    >>> from caserules.store import run_of
    >>> run = run_of(assess(small_register(), "pengshui-2023", as_of=date(2023, 8, 25)))
    >>> run.policy, run.as_of.isoformat(), len(run.key)
    ('pengshui-2023', '2023-08-25', 64)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from caserules.store.changes import Change, ChangeKind
from caserules.store.records import (
    Added,
    Checked,
    Purged,
    Queued,
    QueueState,
    Run,
    RunFinding,
    StoredFinding,
    StoredRun,
    StoreError,
    run_of,
)

if TYPE_CHECKING:
    from caserules.confirming import Confirmation, Confirmations
    from caserules.notify import Delivery
    from caserules.store.opening import create_store, open_store

__all__ = [
    "Added",
    "Change",
    "ChangeKind",
    "Checked",
    "Purged",
    "QueueState",
    "Queued",
    "Run",
    "RunFinding",
    "Store",
    "StoreError",
    "StoredFinding",
    "StoredRun",
    "create_store",
    "open_store",
    "run_of",
]


@runtime_checkable
class Store(Protocol):
    """Keeps runs, confirmations and an outbox.

    Every method is one transaction: when it returns, what it did is durable; when it raises `StoreError`, nothing of it is
    there. Calling it again with the same arguments is always safe. Several processes may use one store at once.
    """

    def add(self, run: Run, *, tell: Iterable[str] = ()) -> Added:
        """Store a run, whole or not at all; a run that is there already is found again, not stored twice.

        Args:
            run: the run, as `run_of` makes it.
            tell: the verdicts of which units are told (`broken`, `undetermined`); their messages go to the outbox in the
                same transaction. By itself nobody is told.
        """

    def runs(self) -> tuple[StoredRun, ...]:
        """Return all runs, in the order in which they were stored."""

    def findings(self, run: int) -> tuple[StoredFinding, ...]:
        """Return the findings of a run, in its order."""

    def history(self, finding: str) -> tuple[StoredFinding, ...]:
        """Return what became of one finding, run by run."""

    def changes(self, run: int) -> tuple[Change, ...]:
        """Return what is new, changed or withdrawn in a run against the one it was compared with."""

    def document(self, digest: str) -> Mapping[str, Any] | None:
        """Return a finding's plain form by its digest; None where it was purged."""

    def register(self, run: int) -> Mapping[str, Any] | None:
        """Return the register document of a run; None where a part of it was purged."""

    def confirm(self, step: Confirmation) -> Confirmations:
        """Add a confirming step, and return all steps of its finding."""

    def confirmations(self) -> Confirmations:
        """Return all confirming steps that were not purged, in their order."""

    def outbox(self, state: QueueState | None = None) -> tuple[Queued, ...]:
        """Return the messages of the outbox, in their order; of one state, or all."""

    def claim(self, now: datetime, lease: int) -> Queued | None:
        """Take the next message that is due: nobody else gets it for `lease` seconds. None where there is none.

        From here on the message counts as one that may have arrived, until `settle` says otherwise.
        """

    def settle(self, queued: Queued, delivery: Delivery, now: datetime, again: datetime | None) -> Queued:
        """Note what became of a claimed message.

        Args:
            queued: as `claim` gave it.
            delivery: what became of it.
            now: the instant.
            again: when to try again; None to give it up, if it was not sent.
        """

    def purge(self, *, case: str | None = None, before_run: int | None = None) -> Purged:
        """Erase the contents of a case, or of the runs before a number; their digests stay, so the chain still holds."""

    def verify(self) -> Checked:
        """Check every row against the chain, and name the first that is not as it was written."""

    def close(self) -> None:
        """Let go of the database."""


def __getattr__(name: str) -> object:
    if name in {"create_store", "open_store"}:
        from caserules.store import opening  # SQLAlchemy is an extra, loaded when used

        return getattr(opening, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
