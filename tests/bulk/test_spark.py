"""PySpark on a real cluster on this machine: a standalone master, two workers, and one of them killed in mid-job.

Needs the extra `spark` and a Java 17 or newer. Nothing leaves the loopback address; ports are the system's choice.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bulk.engines import Year, example, told, year
from caserules.bulk import adapters

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'caserules[spark]'")
pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(shutil.which("java") is None, reason="no java was found: Spark needs 17 or newer"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning"),
]

FILES = 60
PATIENCE = 180.0


@dataclass
class Cluster:
    """A master and its workers, each a process group of its own."""

    url: str
    workers: list[subprocess.Popen[bytes]]

    def kill(self, worker: int) -> None:
        """End a worker with all that it started, at once and without a word."""
        os.killpg(self.workers[worker].pid, signal.SIGKILL)
        self.workers[worker].wait()


def daemon(kind: str, log: Path, *arguments: str) -> subprocess.Popen[bytes]:
    home = Path(pyspark.__file__).parent
    out: IO[bytes]
    with log.open("wb") as out:
        return subprocess.Popen(  # noqa: S603  Spark's own script
            [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}", *arguments],
            env={**os.environ, "SPARK_HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def said(log: Path, pattern: str) -> str:
    """Wait until a daemon has written something, and return it."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = re.search(pattern, log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[0]
        time.sleep(0.1)
    pytest.fail(f"{pattern} did not appear:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    local = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
    started: list[subprocess.Popen[bytes]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        try:
            started.append(daemon("master.Master", folder / "master.log", *local))
            url = said(folder / "master.log", r"spark://127\.0\.0\.1:[1-9][0-9]*")
            for index in range(2):
                work = ("--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work{index}"))
                started.append(daemon("worker.Worker", folder / f"worker{index}.log", *local, *work, url))
            for index in range(2):
                said(folder / f"worker{index}.log", "Successfully registered with master")
            yield Cluster(url, started[1:])
        finally:
            for process in started:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()


@pytest.fixture(scope="module")
def session(cluster: Cluster) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(cluster.url).appName("caserules tests")
    options = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.cores": "1",
        "spark.executor.memory": "512m",
        "spark.sql.files.maxPartitionBytes": "4m",  # a file a task
    }
    for key, value in options.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    yield spark
    spark.stop()


@pytest.fixture(scope="module")
def known() -> Year:
    return year()


def many(known: Year, folder: Path) -> pa.Table:
    """Write the handlings of many registers, a file each, and return what must be found in them."""
    facts, findings = known.tables["handling"], known.findings("handling")
    expected = []
    for index in range(FILES):
        name = f"invented county {index:03}"
        renamed = pa.array([name] * facts.num_rows)
        pq.write_table(
            facts.set_column(facts.schema.get_field_index("register"), "register", renamed), folder / f"{name}.parquet"
        )
        expected.append(findings.set_column(0, "register", pa.array([name] * findings.num_rows)))
    return pa.concat_tables(expected)


def executors(spark: Any, *, busy: bool = False) -> set[int]:
    """Return the ports of what runs tasks: all that the driver knows of, or those with a task in hand."""
    infos = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    return {info.port() for info in infos if info.numRunningTasks() or not busy}


def waited(ready: Callable[[], Any], job: Future[Any]) -> Any:
    """Wait until something holds while the job still runs, and return it."""
    until = time.monotonic() + PATIENCE
    while not (found := ready()):
        assert not job.done(), "the job was over before the worker could be killed"
        assert time.monotonic() < until
        time.sleep(0.01)
    return found


def test_a_killed_worker_loses_nothing(cluster: Cluster, session: Any, known: Year, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    folder.mkdir()
    right = many(known, folder)
    tracker = session.sparkContext.statusTracker()

    def progress() -> tuple[int, int]:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return sum(x.numCompletedTasks for x in stages if x), sum(x.numTasks for x in stages if x)

    frame = adapters.findings_by_spark(session.read.parquet(str(folder)), known.program)
    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(frame.toArrow)
        waited(lambda: progress()[1] == FILES and progress()[0] >= 2, job)
        before = waited(lambda: len(busy := executors(session, busy=True)) == 2 and busy, job)
        cluster.kill(0)
        done, tasks = progress()
        found = job.result(timeout=PATIENCE)
    assert 2 <= done < tasks == FILES
    assert len(before & executors(session)) == 1
    assert told(found) == told(right)


def test_the_page_s_example_runs(
    cluster: Cluster, session: Any, known: Year, capfd: pytest.CaptureFixture[str]
) -> None:
    code = example("spark").replace("spark://127.0.0.1:7077", cluster.url)
    exec(compile(code, "bulk-engines.md, spark", "exec"), {})  # noqa: S102  the project's own page
    shown = re.findall(r"\| *([a-z]+)\| *([0-9]+)\|", capfd.readouterr().out)
    broken = Counter(row["unit"] for row in told(known.findings("handling")) if row["verdict"] == "broken")
    assert len(shown) == min(20, len(broken))
    assert all(broken[unit] == int(count) for unit, count in shown)
