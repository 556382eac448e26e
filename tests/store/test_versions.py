"""A store of an earlier version is brought up to this one, whole or not at all, and says then what it said before."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from caserules.store import QueueState, StoreError, versions
from caserules.store.opening import create_store, open_store
from caserules.store.schema import METADATA, VERSION
from store.conftest import Cluster
from stored import DAY, finding, run

SAMPLES = Path(__file__).parent / "compat"


@pytest.fixture
def old(file: Path) -> Path:
    """A store of version 1."""
    with sqlite3.connect(file) as connection:
        connection.executescript((SAMPLES / "version-1.sql").read_text(encoding="utf-8"))
    connection.close()
    return file


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    connection.close()
    return lines


def test_an_older_store_is_not_changed_by_opening_it(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(StoreError) as refused:
        open_store(old)
    assert (refused.value.code, refused.value.params) == ("STO-004", {"found": 1, "known": VERSION})
    assert old.read_bytes() == before


def test_an_older_store_is_brought_up_and_says_what_it_said(old: Path) -> None:
    with create_store(old) as store:
        assert [(x.number, x.as_of, x.findings) for x in store.runs()] == [(1, DAY, 2)]
        assert [(x.id, x.outcome) for x in store.findings(1)] == [(finding(n).id, finding(n).outcome) for n in (1, 2)]
        assert [(x.state, x.code) for x in store.outbox()] == [(QueueState.SENT, None), (QueueState.OVERTAKEN, None)]
        assert [x.note for x in store.confirmations().steps] == ["第一步"]
        found = store.verify()
        assert (found.broken, found.runs, found.steps, found.purges) == (None, 1, 1, 1)
        store.add(run([finding(3)], mark=2), tell=["broken"])
        assert store.verify().broken is None
    open_store(old).close()


def test_an_upgraded_store_has_the_tables_of_a_new_one(old: Path, tmp_path: Path) -> None:
    create_store(old).close()
    create_store(tmp_path / "new.db").close()
    shapes = []
    for path in (old, tmp_path / "new.db"):
        with open_store(path) as store:
            found = inspect(store.database.engine)
            shapes.append(
                {
                    table.name: (
                        {(x["name"], str(x["type"]), x["nullable"]) for x in found.get_columns(table.name)},
                        {x["name"] for x in found.get_indexes(table.name)},
                    )
                    for table in METADATA.sorted_tables
                }
            )
    assert shapes[0] == shapes[1]


def test_an_upgrade_that_is_interrupted_leaves_the_older_store(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(old)
    real = versions.STEPS[1]

    def interrupted(connection: object) -> None:
        real(connection)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(versions, "STEPS", {1: interrupted})
    with pytest.raises(KeyboardInterrupt):
        create_store(old)
    assert dump(old) == before
    monkeypatch.undo()
    create_store(old).close()


def test_a_half_upgraded_store_is_brought_up_the_rest_of_the_way(old: Path) -> None:
    """A database whose data definition is no part of a transaction can stop between two steps."""
    with sqlite3.connect(old) as connection:
        connection.execute("ALTER TABLE cr_message ADD COLUMN last_code TEXT")
    connection.close()
    with create_store(old) as store:
        assert store.verify().broken is None
        assert len(store.outbox()) == 2


@pytest.fixture
def old_server(cluster: Cluster) -> str:
    """A store of version 1 on a server."""
    where = cluster.database()
    with create_store(where) as store:
        store.add(run([finding(1)]), tell=["broken"])

        def take_back(connection: object) -> None:
            for statement in (
                "DROP INDEX cr_message_by_state",
                "ALTER TABLE cr_message DROP COLUMN last_code",
                "UPDATE cr_meta SET content = '1' WHERE meta_name = 'schema'",
            ):
                connection.execute(text(statement))  # type: ignore[attr-defined]

        store.database.write(take_back)
    return where


def test_a_server_is_brought_up_too(old_server: str) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(old_server)
    assert refused.value.code == "STO-004"
    with create_store(old_server) as store:
        assert store.verify().broken is None
        assert [x.code for x in store.outbox()] == [None]
        assert store.add(run([finding(2)], mark=2), tell=["broken"]).is_new


def test_a_newer_store_on_a_server_is_refused_by_its_number(cluster: Cluster) -> None:
    where = cluster.database()
    with create_store(where) as store:
        store.database.write(
            lambda connection: connection.execute(text("UPDATE cr_meta SET content = '7' WHERE meta_name = 'schema'"))
        )
    for make in (open_store, create_store):
        with pytest.raises(StoreError) as refused:
            make(where)
        assert (refused.value.code, refused.value.params["found"]) == ("STO-003", 7)


def test_every_earlier_version_has_its_step_and_its_sample() -> None:
    assert set(versions.STEPS) == set(range(1, VERSION))
    assert {x.name for x in SAMPLES.glob("version-*.sql")} == {f"version-{n}.sql" for n in range(1, VERSION)}


def test_a_document_with_more_or_less_in_it_than_ours_is_read_as_it_is(old: Path) -> None:
    """T09: what another version wrote, with a field that this one does not know, or without one that it has."""
    with create_store(old) as store:
        told = store.document(finding(1).digest)
        assert told is not None
        assert "detail" not in told
        assert told["message"]["zh"]
