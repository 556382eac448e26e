"""T01, T03: writers killed in mid-write, and many at once: nothing torn, nothing acknowledged and lost, nobody locked out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from caserules.store import StoreError
from caserules.store.database import Database, sqlite_engine
from caserules.store.opening import create_store, open_store
from caserules.store.sql import SqlStore
from stored import finding, run

SCRIPT = Path(__file__).parents[2] / "scripts" / "kill_store.py"
WRITERS, EACH = 8, 6
POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="signal 9 and fork are of POSIX")


@pytest.fixture(scope="module")
def kill_store() -> Any:
    """The script, as a module."""
    spec = spec_from_file_location("kill_store", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@POSIX
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("wal", [False, True], ids=["delete", "wal"])
def test_a_writer_killed_in_mid_write_leaves_whole_runs_and_every_acknowledged_one(
    kill_store: Any, tmp_path: Path, wal: bool
) -> None:
    counts = kill_store.kill_often(tmp_path, 20, wal=wal, seed=7)
    assert (counts["kills"], counts["torn"], counts["lost"]) == (20, 0, 0)
    assert counts["hot_journals"] > 0  # they were killed in mid-write indeed
    assert counts["acknowledged"] > 0


@POSIX
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_eight_writers_at_once_lose_nothing_and_block_nobody(kill_store: Any, where: str) -> None:
    create_store(where).close()
    said = kill_store.many_writers(where, WRITERS, EACH)
    assert said == set(range(WRITERS * EACH))
    with open_store(where) as store:
        assert len(store.runs()) == WRITERS * EACH
        assert store.verify().broken is None


@pytest.fixture
def impatient(file: Path) -> Iterator[SqlStore]:
    """A store whose writers wait for a second no longer."""
    create_store(file).close()
    with SqlStore(Database(sqlite_engine(str(file), wait=0))) as store:
        yield store


def test_a_writer_that_waits_too_long_is_told_and_has_written_nothing(impatient: SqlStore, file: Path) -> None:
    other = sqlite_engine(str(file))
    with other.connect() as plain:
        connection = plain.execution_options(caserules_writes=True)
        with connection.begin():
            with pytest.raises(StoreError) as refused:
                impatient.add(run([finding()]))
            assert refused.value.code == "STO-006"
            assert impatient.runs() == ()  # a reader is not kept out
    assert impatient.add(run([finding()])).is_new


def test_a_reader_does_not_make_a_writer_fail_at_once(file: Path) -> None:
    """What reads first and writes then would be refused at once, however long it would wait: a writer says so first."""
    with create_store(file) as store:
        store.add(run([finding()]))
        seen: list[str] = []

        from sqlalchemy import event

        @event.listens_for(store.database.engine, "before_cursor_execute")
        def _seen(_c: object, _k: object, statement: str, *_: object) -> None:
            seen.append(statement)

        store.add(run([finding()], mark=2))
        assert seen[0] == "BEGIN IMMEDIATE"
        seen.clear()
        store.runs()
        assert seen[0] == "BEGIN"
