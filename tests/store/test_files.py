"""T04, T05: what is no store is refused and left as it was; a store is made for its owner alone, and durable."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from caserules.errors import InputRejected
from caserules.store import StoreError, opening
from caserules.store import database as databases
from caserules.store.opening import create_store, open_store
from caserules.store.schema import VERSION
from stored import finding, run

LINUX_ONLY = pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")


def refused(where: object, *, make: bool = False) -> str:
    with pytest.raises(StoreError) as told:
        (create_store if make else open_store)(where)  # type: ignore[arg-type]
    return told.value.code


def state(path: Path) -> tuple[str, int, list[str]]:
    """A file's contents and time, and what lies beside it."""
    found = path.stat()
    return (
        hashlib.sha256(path.read_bytes()).hexdigest(),
        found.st_mtime_ns,
        sorted(x.name for x in path.parent.iterdir()),
    )


@pytest.fixture
def made(file: Path) -> Path:
    """A store with a run, as a file."""
    with create_store(file) as store:
        store.add(run([finding(n) for n in range(60)]))
    return file


# ------------------------------------------------------------ a store of ours


@LINUX_ONLY
def test_a_file_is_made_for_its_owner_alone(file: Path) -> None:
    was = os.umask(0)
    try:
        create_store(file).close()
    finally:
        os.umask(was)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_makes_it_durable_and_distrustful_is_set(file: Path) -> None:
    wanted = {
        "journal_mode": "delete",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "user_version": VERSION,
    }
    with create_store(file) as store, store.database.engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
    assert found == wanted


def test_a_store_is_made_once_and_then_found(file: Path) -> None:
    with create_store(file) as store:
        store.add(run([finding()]))
    with create_store(file) as store:
        assert len(store.runs()) == 1


def test_a_path_or_an_address_name_the_same_file(made: Path) -> None:
    for where in (made, str(made), f"sqlite:///{made}"):
        with open_store(where) as store:
            assert len(store.runs()) == 1


def test_an_empty_file_that_a_killed_maker_left_is_made_a_store(file: Path) -> None:
    file.touch(0o600)
    assert refused(file) == "STO-013"
    create_store(file).close()
    open_store(file).close()


def test_a_store_that_another_writer_lengthens_while_it_is_looked_at_is_whole(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made.read_bytes()
    made.write_bytes(whole[: len(whole) // 2])  # as a writer leaves it that has not written its last pages
    asked = Path.exists

    def ended(path: Path) -> bool:
        """The writer ends just before its journal is asked for."""
        made.write_bytes(whole)
        return asked(path)

    monkeypatch.setattr(Path, "exists", ended)
    with open_store(made) as store:
        assert len(store.runs()) == 1


# ------------------------------------------------------------ T05: what is none of ours


def test_where_there_is_nothing_nothing_is_made(file: Path) -> None:
    assert refused(file) == "STO-013"
    assert not file.exists()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none" / "x.db", make=True) == "STO-001"


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cr_run (x)")
        connection.execute("INSERT INTO cr_run VALUES (1)")
    connection.close()


FOREIGN = {
    "text": lambda path: path.write_text("办理台账\n" * 100, encoding="utf-8"),
    "a few bytes": lambda path: path.write_bytes(b"SQLite"),
    "garbage": lambda path: path.write_bytes(bytes(range(256)) * 64),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "another database": another_database,
    "a head alone": lambda path: path.write_bytes(b"SQLite format 3\x00" + bytes(84)),
}


@pytest.mark.parametrize("make", [False, True], ids=["open", "create"])
@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file_is_refused_untouched(file: Path, kind: str, make: bool) -> None:
    FOREIGN[kind](file)  # type: ignore[no-untyped-call]
    before = state(file)
    assert refused(file, make=make) == "STO-002"
    assert state(file) == before


@pytest.mark.parametrize("make", [False, True], ids=["open", "create"])
def test_a_folder_or_a_device_is_no_store(tmp_path: Path, make: bool) -> None:
    assert refused(tmp_path, make=make) == "STO-002"
    assert refused(os.devnull, make=make) == "STO-002"


@pytest.mark.parametrize("kept", [1, 3, 10])
def test_a_store_that_was_cut_off_is_refused_untouched(made: Path, kept: int) -> None:
    with made.open("r+b") as file:
        file.truncate(4096 * kept)
    before = state(made)
    assert refused(made) == refused(made, make=True) == "STO-005"
    assert state(made) == before


def test_a_store_with_a_page_of_garbage_is_told_and_not_believed(made: Path) -> None:
    size = made.stat().st_size
    with made.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    assert refused(made) == "STO-005"


def test_a_store_of_a_newer_version_is_refused_by_its_number_untouched(made: Path) -> None:
    with sqlite3.connect(made) as connection:
        connection.execute("UPDATE cr_meta SET content = '99' WHERE meta_name = 'schema'")
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = state(made)
    for make in (open_store, create_store):
        with pytest.raises(StoreError) as told:
            make(made)
        assert (told.value.code, told.value.params["found"]) == ("STO-003", 99)
    assert state(made) == before


def test_a_store_half_of_whose_tables_are_there_is_refused(file: Path) -> None:
    create_store(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE cr_meta")
    connection.close()
    assert refused(file) == refused(file, make=True) == "STO-005"


@pytest.mark.parametrize("said", ["", "x", "２", "-1"])
def test_a_version_that_is_no_number_is_damage(file: Path, said: str) -> None:
    create_store(file).close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE cr_meta SET content = ? WHERE meta_name = 'schema'", (said,))
    connection.close()
    assert refused(file) == "STO-005"


def test_a_journal_left_by_a_killed_writer_is_rolled_back(made: Path, tmp_path: Path) -> None:
    """Copied in mid-write: the file is half new, the journal has what it was."""
    copy = tmp_path / "copy" / made.name
    copy.parent.mkdir()
    with open_store(made) as store:
        before = store.verify()
        connection = sqlite3.connect(made, isolation_level=None)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE cr_finding SET verdict = 'met', link = finding_id || finding_id")
        connection.execute(
            "INSERT INTO cr_document (doc_digest, body) VALUES (hex(randomblob(32)), hex(randomblob(300000)))"
        )
        for name in (made.name, f"{made.name}-journal"):
            shutil.copy(made.with_name(name), copy.with_name(name))
        connection.execute("ROLLBACK")
        connection.close()
    assert copy.read_bytes() != made.read_bytes()
    with open_store(copy) as store:
        assert store.verify() == before


# ------------------------------------------------------------ T04: WAL


def test_wal_needs_a_new_sqlite(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAL_FROM", (99, 0, 0))
    with pytest.raises(StoreError) as told:
        create_store(file, wal=True)
    assert told.value.code == "STO-011"
    assert not file.exists()
    assert databases.WAL_FROM == (3, 51, 3)


def test_wal_is_used_where_it_is_asked_for_and_can_be(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAL_FROM", (3, 0, 0))
    with create_store(file, wal=True) as store:
        store.add(run([finding()]))
        with store.database.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
        assert store.verify().broken is None


def test_a_wal_store_is_left_as_it_is_and_needs_a_new_sqlite_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAL_FROM", (3, 0, 0))
    create_store(file, wal=True).close()
    with open_store(file) as store, store.database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    monkeypatch.setattr(opening, "WAL_FROM", (99, 0, 0))
    before = state(file)
    assert refused(file) == refused(file, make=True) == "STO-011"
    assert state(file) == before


# ------------------------------------------------------------ addresses


@pytest.mark.parametrize("where", ["://", "sqlite://", "sqlite:///:memory:x/y/z", "nothing://host/x", "postgresql://"])
def test_an_address_that_leads_nowhere_is_refused(where: str) -> None:
    with pytest.raises((StoreError, InputRejected)) as told:
        open_store(where)
    assert told.value.code in {"STO-001", "STO-013", "INP-014"}


def test_a_password_is_in_no_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        open_store(f"postgresql://clerk:geheim99@/x?host={tmp_path}")
    assert told.value.code == "STO-001"
    assert "geheim99" not in f"{told.value}{told.value.params}"


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputRejected) as told:
        open_store("oracle+oracledb://host/x")
    assert told.value.code == "INP-014"
