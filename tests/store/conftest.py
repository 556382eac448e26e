"""A store to test, in a file of SQLite and in a PostgreSQL that is started here: a cluster of its own, on a socket of its own.

Where no PostgreSQL is installed, its tests are skipped, and say so.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from caserules.store.opening import create_store
from caserules.store.sql import SqlStore

NAMES = count(1)


@dataclass(frozen=True)
class Cluster:
    """A running server: its programs, the folder of its socket, and whom it runs as."""

    programs: Path
    folder: Path
    user: tuple[str, ...]
    shared: list[str] = field(default_factory=list)

    def call(self, program: str, *args: str) -> None:
        """Run one of its programs, told in full if it fails."""
        command = [*self.user, str(self.programs / program), *args]
        ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd="/", timeout=120)  # noqa: S603
        assert ran.returncode == 0, f"{' '.join(command)}\n{ran.stdout}{ran.stderr}"

    def database(self, *options: str) -> str:
        """Make a database, and return its address."""
        name = f"store_{next(NAMES)}"
        self.call("createdb", "-h", str(self.folder), "-U", "postgres", *options, name)
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def emptied(self) -> str:
        """Return the address of a database that the tests share, with nothing in it: quicker than a new one each time."""
        if not self.shared:
            self.shared.append(self.database())
        with psycopg.connect(self.shared[0]) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.shared[0]

    def stop(self, how: str = "immediate") -> None:
        """Stop the server."""
        self.call("pg_ctl", "stop", "-D", str(self.folder / "data"), "-m", how, "-w")

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off -c full_page_writes=off -c max_connections=40"
        log = str(self.folder / "log")
        self.call("pg_ctl", "start", "-D", str(self.folder / "data"), "-o", options, "-l", log, "-w", "-t", "60")


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda x: int(x.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).resolve().parent if on_path else None


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL of this test session's own."""
    where = programs()
    if where is None:
        told = "no PostgreSQL is installed (Debian: postgresql): its tests were not run"
        if os.environ.get("CASERULES_NEEDS_POSTGRESQL"):
            pytest.fail(told)
        pytest.skip(told)
    folder = Path(tempfile.mkdtemp(prefix="cr-pg-"))  # a socket's path must be short
    user: tuple[str, ...] = ()
    if os.geteuid() == 0:  # it refuses to be root
        name = "postgres" if any(x.pw_name == "postgres" for x in pwd.getpwall()) else "nobody"
        user = ("runuser", "-u", name, "--")
        shutil.chown(folder, name)
    made = Cluster(where, folder, user)
    stop = f"read _; {where}/pg_ctl stop -D {folder}/data -m immediate; rm -rf {folder}"
    # it waits for this process to end, however it ends, and takes the server with it
    command = [*user, "sh", "-c", stop]
    apart: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.DEVNULL,
        "cwd": "/",
        "start_new_session": True,
    }
    with subprocess.Popen(command, **apart) as guard:  # noqa: S603
        made.call(
            "initdb", "-D", str(folder / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )
        made.start()
        yield made
        assert guard.stdin is not None
        guard.stdin.close()
        guard.wait(60)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new store can be made."""
    if request.param == "sqlite":
        return str(tmp_path / "audits.db")
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.emptied()


@pytest.fixture
def store(where: str) -> Iterator[SqlStore]:
    """A new store."""
    with create_store(where) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a new file of SQLite can be made."""
    return tmp_path / "audits.db"
