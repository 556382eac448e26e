"""A store opened, or made: a file of SQLite by its path, a server by its address. What is not ours is refused untouched.

A file is looked at before SQLite is asked to open it, for SQLite would write into the file of another program, or make one. An
address' password goes to the driver alone: no error shows it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caserules.errors import InputRejected, Problem
from caserules.store.records import StoreError

try:
    from sqlalchemy import Engine, create_engine, make_url
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError
except ModuleNotFoundError:  # the extra is missing
    raise InputRejected([Problem("INP-014", "", (("extra", "store"),))]) from None

from caserules.store import versions
from caserules.store.database import WAL_FROM, Database, sqlite_engine, told
from caserules.store.sql import SqlStore

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlalchemy.engine import URL

__all__ = ["create_store", "open_store"]

_MAGIC: Final = b"SQLite format 3\x00"
_HEAD: Final = 100
_WAL: Final = 2
"""What the head says of a file whose journal is WAL."""
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)
_PG_LIMITS: Final = "-c statement_timeout=60000 -c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000"


def open_store(where: str | os.PathLike[str], *, wal: bool = False) -> SqlStore:
    """Open a store that is there.

    Args:
        where: a file's path, or an address such as `postgresql://host/name`; who may enter, the driver's own settings say
            (`PGPASSFILE`, `PGSSLMODE`).
        wal: let SQLite keep its journal as WAL, from SQLite 3.51.3 on; not on a network share.

    Raises:
        InputRejected: `INP-014` the extra `store`, or the driver of the address, is not installed.
        StoreError: `STO-001`–`STO-005`, `STO-011`–`STO-013`: what is there cannot be opened, and was not touched.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     create_store(f"{folder}/audits.db").close()
        ...     with open_store(f"{folder}/audits.db") as store:
        ...         print(store.runs(), store.verify().broken)
        () None
    """
    database = _database(where, wal=wal, is_new=False)
    try:
        versions.check_version(database.read(versions.version_of), _shown(where))
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def create_store(where: str | os.PathLike[str], *, wal: bool = False) -> SqlStore:
    """Make a store where there is none, or open the one that is there, brought up to this version.

    Args:
        where: as for `open_store`. A file is made for its owner alone (mode 0600).
        wal: as for `open_store`.

    Raises:
        InputRejected, StoreError: as for `open_store`.
    """
    database = _database(where, wal=wal, is_new=True)
    try:
        database.write(_made)
    except BaseException:
        database.close()
        raise
    return SqlStore(database)


def _made(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":  # two that make one store come one after the other
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({versions.APPLICATION})")
    found = versions.version_of(connection)
    if found is None:
        versions.make(connection)
    else:
        versions.upgrade(connection, found)


def _shown(where: str | os.PathLike[str]) -> str:
    """A store's place without what is secret in it."""
    text = os.fspath(where)
    return str(make_url(text).database) if "://" in text else Path(text).name


def _database(where: str | os.PathLike[str], *, wal: bool, is_new: bool) -> Database:
    text = os.fspath(where)
    if "://" not in text:
        return _file(Path(text), wal=wal, is_new=is_new)
    try:
        url = make_url(text)
    except ArgumentError:
        raise StoreError("STO-001", where="URL", why="URL") from None
    if url.get_backend_name() == "sqlite":
        if not url.database:
            raise StoreError("STO-001", where="sqlite", why=":memory:")
        return _file(Path(url.database), wal=wal, is_new=is_new)
    return _server(url)


# ---------------------------------------------------------------------------------------------------------- a file


def _file(path: Path, *, wal: bool, is_new: bool) -> Database:
    if wal:
        _check_wal()
    try:
        _check_file(path, is_new=is_new)
    except OSError as error:
        raise StoreError("STO-001", where=path.name, why=error.strerror or type(error).__name__) from None
    return Database(sqlite_engine(str(path.absolute()), is_wal=wal))


def _check_wal() -> None:
    if sqlite3.sqlite_version_info < WAL_FROM:
        raise StoreError("STO-011", needed=".".join(map(str, WAL_FROM)), found=sqlite3.sqlite_version)


def _check_file(path: Path, *, is_new: bool) -> None:
    """Refuse a file that is no store of ours; make an empty one for its owner alone where there is none."""
    if not os.path.lexists(path):
        if not is_new:
            raise StoreError("STO-013", where=path.name)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600))
        return
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise StoreError("STO-002", where=path.name)
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:  # made, and not yet written: whoever made it may have been killed
        if not is_new:
            raise StoreError("STO-013", where=path.name)
        return
    if len(head) < _HEAD or not head.startswith(_MAGIC) or _number(head, 68) != versions.APPLICATION:
        raise StoreError("STO-002", where=path.name)
    _check_size(path, head)
    if head[18] == _WAL:  # made with a newer SQLite
        _check_wal()
    if _number(head, 60) > versions.VERSION:
        raise StoreError("STO-003", found=_number(head, 60), known=versions.VERSION)


def _check_size(path: Path, head: bytes) -> None:
    """Refuse a file that was cut off; while a journal is there, its size may not be its last.

    The size is asked last: a writer that ends in between has lengthened the file before it lets its journal go.
    """
    page = int.from_bytes(head[16:18], "big")
    page = 65536 if page == 1 else page
    beside = any(path.with_name(f"{path.name}{end}").exists() for end in ("-journal", "-wal"))
    size = path.stat().st_size
    if not beside and size < page * _number(head, 28):
        raise StoreError("STO-005", where=path.name, why=f"{size} < {page * _number(head, 28)}")


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")


# ---------------------------------------------------------------------------------------------------------- a server


def _server(url: URL) -> Database:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    is_postgres = url.get_backend_name() == "postgresql"
    limits = (
        {"connect_timeout": 10, "client_encoding": "utf8", "options": _PG_LIMITS}
        if url.drivername == "postgresql+psycopg"
        else {}
    )
    try:
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, connect_args=limits)
    except ModuleNotFoundError:
        extra = "postgres" if is_postgres else url.drivername
        raise InputRejected([Problem("INP-014", "", (("extra", extra),))]) from None
    except SQLAlchemyError:
        raise StoreError("STO-001", where=url.drivername, why="URL") from None
    try:
        if is_postgres:
            _check_server(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        why = told(error).params.get("why") or "?"
        raise StoreError("STO-001", where=str(url.database), why=why) from None
    return Database(engine)


def _check_server(engine: Engine) -> None:
    with engine.connect() as connection:
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        engine.dispose()
        raise StoreError("STO-012", found=encoding)
