"""The way from one version of the tables to the next: made anew, or brought up step by step, in one transaction.

What is newer than this program is refused by name and not touched. A database whose data definition is not part of a
transaction (MySQL, DM) can stop between two steps: each step looks whether it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection, Index, Table, insert, inspect, select, update
from sqlalchemy.schema import CreateIndex

from caserules.store.chain import START
from caserules.store.records import StoreError
from caserules.store.schema import MESSAGE, META, METADATA, PREFIX, VERSION

__all__ = ["APPLICATION", "STEPS", "VERSION", "check_version", "make", "upgrade", "version_of"]

APPLICATION: Final = 0x63727331
"""SQLite's application id: "crs1"."""


def version_of(connection: Connection) -> int | None:
    """Return the version of the tables; None where there is none of them.

    Raises:
        StoreError: `STO-005` there are some, and they do not say their version.
    """
    names = inspect(connection).get_table_names()
    ours = [name for name in names if name.startswith(PREFIX)]
    if META.name not in names:
        if ours:
            raise StoreError("STO-005", where="schema", why=", ".join(sorted(ours)[:3]))
        return None
    told = connection.execute(select(META.c.content).where(META.c.meta_name == "schema")).scalar_one_or_none()
    if told is None or not (told.isascii() and told.isdecimal()):
        raise StoreError("STO-005", where="schema", why=META.name)
    return int(told)


def check_version(found: int | None, where: str) -> None:
    """Refuse a store of another version.

    Raises:
        StoreError: `STO-003` newer, `STO-004` older, `STO-013` none.
    """
    if found is None:
        raise StoreError("STO-013", where=where)
    if found > VERSION:
        raise StoreError("STO-003", found=found, known=VERSION)
    if found < VERSION:
        raise StoreError("STO-004", found=found, known=VERSION)


def make(connection: Connection) -> None:
    """Make the tables, in the transaction given."""
    METADATA.create_all(connection)
    rows = [{"meta_name": "schema", "content": str(VERSION)}, {"meta_name": "head", "content": f"0 {START}"}]
    connection.execute(insert(META), rows)
    _mark(connection, VERSION)


def upgrade(connection: Connection, found: int) -> None:
    """Bring the tables from a version to this one, in the transaction given.

    Raises:
        StoreError: `STO-003` it is newer.
    """
    if found > VERSION:
        raise StoreError("STO-003", found=found, known=VERSION)
    for version in range(found, VERSION):
        STEPS[version](connection)
    connection.execute(update(META).where(META.c.meta_name == "schema").values(content=str(VERSION)))
    _mark(connection, VERSION)


def _mark(connection: Connection, version: int) -> None:
    """Say in a SQLite file's head whose it is, so that it can be told without opening it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")


# ------------------------------------------------------------------------------------------------------------ the steps


def _from_1(connection: Connection) -> None:
    """Messages tell why the last attempt failed, and are found by their state."""
    _add_column(connection, MESSAGE, "last_code")
    (by_state,) = (x for x in MESSAGE.indexes if x.name == f"{PREFIX}message_by_state")
    _add_index(connection, MESSAGE, by_state)


STEPS: Final[Mapping[int, Callable[[Connection], None]]] = MappingProxyType({1: _from_1})
"""From a version to the next."""


def _add_column(connection: Connection, table: Table, name: str) -> None:
    if name in {x["name"] for x in inspect(connection).get_columns(table.name)}:
        return
    kind = table.c[name].type.compile(dialect=connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}")


def _add_index(connection: Connection, table: Table, index: Index) -> None:
    if index.name not in {x["name"] for x in inspect(connection).get_indexes(table.name)}:
        connection.execute(CreateIndex(index))
