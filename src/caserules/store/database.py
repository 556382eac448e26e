"""One database, its transactions and its faults: what passes is tried again, what does not is told by a code.

A writer in SQLite begins with BEGIN IMMEDIATE, so that it waits for others instead of failing half-way; in every database it
then locks the row of the chain's head, so that writers come one after another. A transaction is run again after a lost
connection or a deadlock, also where nobody knows whether the commit came through: what is asked for is known by a key, and is
found if it is there. An error never holds a value of the data: databases print the rows that they refuse.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from caserules.store.records import StoreError

__all__ = ["WAL_FROM", "Database", "sqlite_engine"]

T = TypeVar("T")

WAL_FROM: Final = (3, 51, 3)
"""The first SQLite whose WAL mode is relied on."""
_ATTEMPTS: Final = 3
_WAIT: Final = 20
"""Seconds that SQLite waits for another writer, each attempt."""
_WRITES: Final = "caserules_writes"
_BUSY, _DAMAGED = (5, 6), (11, 26)
_PASSING: Final = ("08", "40", "57")
"""Classes of PostgreSQL's states after which a transaction may be run again: connection, rollback, shutdown."""
_TIMEOUT: Final = "57014"
"""A statement's time-out: it would come again."""


class Database:
    """An engine, and the two ways to use it: to read, and to write."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.engine.dialect.name == "sqlite"

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run what only reads, in a transaction.

        Raises:
            StoreError: `STO-005`, `STO-006`, `STO-007`.
        """
        return self._run(work, writes=False)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Run what writes, whole or not at all; it may be run again, so it has to find what it did before.

        Raises:
            StoreError: as `read`; and what the work itself refuses.
        """
        return self._run(work, writes=True)

    def _run(self, work: Callable[[Connection], T], *, writes: bool) -> T:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                with self.engine.connect() as plain:
                    connection = plain.execution_options(**{_WRITES: True}) if writes else plain
                    with connection.begin():
                        return work(connection)
            except SQLAlchemyError as error:
                if attempt == _ATTEMPTS or not _passes(error):
                    raise told(error) from None
        raise AssertionError  # the last attempt returns or raises

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


# ------------------------------------------------------------------------------------------------------------ engines


def sqlite_engine(path: str, *, is_wal: bool = False, wait: int = _WAIT) -> Engine:
    """Return the engine of a file of SQLite, with what makes it durable and distrustful.

    Args:
        path: the file, which exists.
        is_wal: keep the journal as WAL from now on; else it stays as it is, and is a rollback journal in a new file.
        wait: seconds to wait for another writer.
    """
    url = URL.create("sqlite", database=path)
    engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": wait}, hide_parameters=True)
    settings = (
        *(("journal_mode=WAL",) if is_wal else ()),
        "synchronous=FULL",
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "secure_delete=ON",  # what is purged is overwritten, not only let go
    )

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say so
        cursor = connection.cursor()
        for setting in settings:
            cursor.execute(f"PRAGMA {setting}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


# ------------------------------------------------------------------------------------------------------------- faults


def _passes(error: SQLAlchemyError) -> bool:
    """Whether an error may be another one, or none, the next time."""
    if not isinstance(error, DBAPIError):
        return False
    state = getattr(error.orig, "sqlstate", None)
    if state is not None and state != _TIMEOUT and state[:2] in _PASSING:
        return True
    return error.connection_invalidated or _sqlite_code(error) in _BUSY


def told(error: SQLAlchemyError) -> StoreError:
    """Return what a store's user is told of a database's error: its code, never its text, which may hold data."""
    if not isinstance(error, DBAPIError):
        return StoreError("STO-007", why=type(error).__name__)
    code = _sqlite_code(error)
    if code in _BUSY:
        return StoreError("STO-006")
    name = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if code in _DAMAGED:
        return StoreError("STO-005", where="SQLite", why=name)
    return StoreError("STO-007", why=name or type(error.orig).__name__)


def _sqlite_code(error: DBAPIError) -> int | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF
