"""T02, T06: each call to the database failed in turn until none fails; a full disk; a lost server. A run is there whole or not at all.

What was asked for can be asked for again: it is stored then, and once.
"""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, delete, event, update

from caserules.confirming import Confirmation, State
from caserules.notify import Arrival, Delivery
from caserules.store import StoreError
from caserules.store.opening import create_store, open_store
from caserules.store.schema import ENTRY, FINDING, RUN, STEP
from caserules.store.sql import SqlStore
from store.conftest import Cluster
from stored import CASE, DAY, NOW, finding, run

LATER = DAY + timedelta(days=1)


def full() -> Exception:
    """What SQLite raises on a full disk: it has rolled back by itself already."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_FULL, "SQLITE_FULL"
    return error


def broken_disk() -> Exception:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR, "SQLITE_IOERR_WRITE"
    return error


@contextmanager
def failing(
    store: SqlStore, number: int, error: Callable[[], Exception], *, after: bool = False
) -> Iterator[list[int]]:
    """Fail the call of that number, before or after it did its work; gives how many there were, and the number of the failed one
    if it was the commit."""
    engine, calls = store.database.engine, [0, 0]
    commit = engine.dialect.do_commit

    def due() -> bool:
        calls[0] += 1
        return calls[0] == number

    def executed(cursor: Any, statement: Any, parameters: Any, _context: Any) -> bool | None:
        if not due():
            return None
        if after:
            cursor.execute(statement, parameters)
        raise error()

    def executed_many(cursor: Any, statement: Any, parameters: Any, _context: Any) -> bool | None:
        if not due():
            return None
        if after:
            cursor.executemany(statement, parameters)
        raise error()

    def committed(connection: Any) -> None:
        if not due():
            commit(connection)
            return
        calls[1] = calls[0]
        if after:
            commit(connection)
        raise error()

    event.listen(engine, "do_execute", executed)
    event.listen(engine, "do_execute_no_params", lambda c, s, x: executed(c, s, (), x))
    event.listen(engine, "do_executemany", executed_many)
    engine.dialect.do_commit = committed  # type: ignore[method-assign,assignment]
    try:
        yield calls
    finally:
        engine.dialect.do_commit = commit  # type: ignore[method-assign]
        event.remove(engine, "do_execute", executed)
        event.remove(engine, "do_executemany", executed_many)


DEEDS: dict[str, Callable[[SqlStore], object]] = {
    "add": lambda store: store.add(run([finding(n) for n in (12, 13)], day=LATER), tell=["broken"]),
    "confirm": lambda store: store.confirm(Confirmation(finding().id, State.DRAFT, "某某", DAY)),
    "purge": lambda store: store.purge(case=CASE),
    "claim": lambda store: store.claim(NOW, 60),
    "send_again": lambda store: store.send_again(),
}


def prepared(where: str) -> SqlStore:
    """A store with a run and a message that was given up."""
    store = create_store(where)
    store.add(run([finding(12)]), tell=["broken"])
    queued = store.claim(NOW, 60)
    assert queued is not None
    store.settle(queued, Delivery(Arrival.NEVER, "NTF-005"), NOW, None)
    store.add(run([finding(12), finding(14)], mark=2), tell=["broken"])
    return store


def everything(store: SqlStore) -> tuple[object, ...]:
    """All that a store tells."""
    runs = store.runs()
    findings = [store.findings(x.number) for x in runs]
    return runs, findings, store.outbox(), store.confirmations().steps, store.verify()


@pytest.mark.parametrize(("error", "after"), [(full, False), (broken_disk, True)], ids=["full before", "broken after"])
@pytest.mark.parametrize("deed", DEEDS)
def test_each_call_failed_in_turn_leaves_all_or_nothing_and_can_be_asked_again(
    tmp_path: Path, deed: str, error: Callable[[], Exception], after: bool
) -> None:
    reached = 0
    for number in range(1, 200):
        with prepared(str(tmp_path / f"{number}.db")) as store:
            before = everything(store)
            with failing(store, number, error, after=after) as calls:
                try:
                    DEEDS[deed](store)
                    code = None
                except StoreError as refused:
                    code = refused.code
            failed = code is not None
            assert code in {None, "STO-007"}
            with open_store(tmp_path / f"{number}.db") as again:
                now = everything(again)
                assert again.verify().broken is None
                is_done = not failed or (after and calls[1] == number)  # nobody said so, and it is there
                assert (now != before) is is_done
                DEEDS[deed](again)
                assert again.verify().broken is None
                if deed == "add":
                    assert [x.as_of for x in again.runs()] == [DAY, DAY, LATER]
                    assert len(again.outbox()) == 3
            if not failed:
                break
            reached = number
    else:
        pytest.fail("a call fails for ever")
    assert reached >= 3  # begin, … , commit


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size: the disk is full there."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def test_a_disk_that_is_full_at_each_page_in_turn(file: Path) -> None:
    with prepared(str(file)) as store:
        before, size = everything(store), file.stat().st_size
        codes = []
        for limit in range(512, size * 20, 16384):
            try:
                with files_no_larger_than(limit):
                    store.add(run([finding(n, text="办" * 4000) for n in range(20)], day=LATER))
                break
            except StoreError as refused:
                codes.append(refused.code)
            assert everything(store) == before
        assert len(codes) > 5
        assert set(codes) == {"STO-007"}
        assert len(store.runs()) == 3
        assert store.verify().broken is None


def test_a_store_in_a_folder_that_takes_no_journal_is_told_and_not_touched(file: Path) -> None:
    with prepared(str(file)) as store:
        before = everything(store)
        file.with_name(
            f"{file.name}-journal"
        ).mkdir()  # as root nothing is forbidden: a folder stands in the journal's place
        with pytest.raises(StoreError) as refused:
            store.add(run([], day=LATER))
        assert refused.value.code == "STO-007"
        file.with_name(f"{file.name}-journal").rmdir()
        assert everything(store) == before
        store.add(run([], day=LATER))


# ------------------------------------------------------------ T06: a server that goes away


@pytest.fixture
def server(cluster: Cluster) -> Iterator[SqlStore]:
    """A store on a server."""
    with create_store(cluster.database()) as store:
        store.add(run([finding(12)]), tell=["broken"])
        yield store


def cut(store: SqlStore) -> Callable[[], Exception]:
    """What is raised when the connection is gone, which it then is."""

    def gone() -> Exception:
        with psycopg.connect(str(store.database.engine.url.set(drivername="postgresql").render_as_string(False))) as c:
            c.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        return psycopg.OperationalError("server closed the connection unexpectedly")

    return gone


def lost(dbapi: Any) -> bool:
    return isinstance(dbapi, psycopg.OperationalError)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_connection_lost_at_each_call_in_turn_even_in_mid_commit_stores_once(
    server: SqlStore, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    dialect = server.database.engine.dialect
    monkeypatch.setattr(dialect, "is_disconnect", lambda error, *_: lost(error))
    total = 0
    for number in range(1, 100):
        given = run([finding(12), finding(number + 20)], day=LATER, mark=number)
        with failing(server, number, cut(server), after=after) as calls:
            added = server.add(given, tell=["broken"])
        assert added.is_new
        assert added.changes
        total += 1
        assert len(server.runs()) == 1 + total
        assert server.verify().broken is None
        if calls[0] < number:
            break
    else:
        pytest.fail("it never came to an end")
    assert total > 5


def test_a_server_that_stays_away_is_told_by_a_code(cluster: Cluster, server: SqlStore) -> None:
    cluster.stop("fast")
    try:
        with pytest.raises(StoreError) as refused:
            server.add(run([], day=LATER))
        assert refused.value.code == "STO-007"
    finally:
        cluster.start()
    assert server.add(run([], day=LATER)).is_new
    assert server.verify().broken is None


@pytest.mark.parametrize("state", ["40001", "40P01", "57P01"])
def test_what_a_server_rolled_back_is_run_again(server: SqlStore, state: str) -> None:
    class Passing(psycopg.OperationalError):
        sqlstate = state

    with failing(server, 3, lambda: Passing("again")):
        assert server.add(run([], day=LATER)).is_new
    assert len(server.runs()) == 2


@pytest.mark.parametrize("state", ["57014", "25006", "53100"])
def test_what_would_come_again_is_told_by_the_servers_state(server: SqlStore, state: str) -> None:
    class Lasting(psycopg.OperationalError):
        sqlstate = state

    with failing(server, 3, lambda: Lasting("secret value 某某")), pytest.raises(StoreError) as refused:
        server.add(run([], day=LATER))
    assert (refused.value.code, refused.value.params["why"]) == ("STO-007", state)
    assert "某某" not in str(refused.value)
    assert len(server.runs()) == 1


def test_a_statement_that_takes_too_long_is_ended(server: SqlStore) -> None:
    from sqlalchemy import text

    def slow(connection: Any) -> None:
        connection.execute(text("SET LOCAL statement_timeout = 50"))
        connection.execute(text("SELECT pg_sleep(5)"))

    with pytest.raises(StoreError) as refused:
        server.database.write(slow)
    assert refused.value.params["why"] == "57014"


def test_a_server_that_takes_no_writes_is_told(server: SqlStore) -> None:
    @event.listens_for(server.database.engine, "begin")
    def _read_only(connection: Any) -> None:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")

    with pytest.raises(StoreError) as refused:
        server.add(run([], day=LATER))
    assert refused.value.params["why"] == "25006"


def test_a_database_of_another_encoding_is_refused(cluster: Cluster) -> None:
    where = cluster.database("-E", "SQL_ASCII", "-T", "template0", "--locale", "C")
    with pytest.raises(StoreError) as refused:
        create_store(where)
    assert (refused.value.code, refused.value.params["found"]) == ("STO-012", "SQL_ASCII")


def test_a_database_that_is_not_there_is_told(cluster: Cluster) -> None:
    with pytest.raises(StoreError) as refused:
        create_store(f"postgresql://postgres@/none?host={cluster.folder}")
    assert refused.value.code == "STO-001"


def test_a_database_without_a_store_is_told(cluster: Cluster) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(cluster.database())
    assert refused.value.code == "STO-013"


def test_a_role_that_may_only_add_is_enough_and_can_alter_no_finding(cluster: Cluster) -> None:
    """The rights that the page on the store gives."""
    import re

    from sqlalchemy import text

    page = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
    grants = re.findall(r"^GRANT .*;$", page, re.MULTILINE)
    assert len(grants) == 2
    where = cluster.database()

    def give(connection: Any) -> None:
        connection.execute(text("DROP ROLE IF EXISTS auditor"))
        connection.execute(text("CREATE ROLE auditor LOGIN"))
        for grant in grants:
            connection.execute(text(grant))

    with create_store(where) as made:
        made.database.write(give)
    with open_store(where.replace("postgres@", "auditor@")) as store:
        store.add(run([finding(12), finding(13)]), tell=["broken"])
        for deed in DEEDS.values():
            deed(store)
        queued = store.outbox()[0]
        store.settle(queued, Delivery(Arrival.SENT), NOW, None)
        assert store.verify().broken is None
        for table in (FINDING, RUN, ENTRY, STEP):
            first = table.columns[0]
            for statement in (delete(table), update(table).values({first: first})):
                with pytest.raises(StoreError) as refused:
                    store.database.write(partial(Connection.execute, statement=statement))
                assert refused.value.params["why"] == "42501"  # not allowed
