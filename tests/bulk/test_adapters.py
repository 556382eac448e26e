"""Dask, Polars and DuckDB give the findings that the batch function gives, however they cut the rows into batches."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from bulk.engines import Year, example, told, year
from caserules.bulk import adapters, findings_schema
from caserules.duties import Verdict

TABLES = ("handling", "request", "unit", "version", "carry_point")


@pytest.fixture(scope="module")
def known() -> Year:
    return year()


@pytest.fixture(scope="module")
def folder(known: Year, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("facts")
    known.write(made)
    return made


def engine(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed: pip install 'caserules[engines]'")


def by_polars(path: Path, known: Year) -> pa.Table:
    return adapters.findings_by_polars(engine("polars").read_parquet(path), known.program).to_arrow()


def by_polars_lazily(path: Path, known: Year) -> pa.Table:
    lazy = adapters.findings_by_polars(engine("polars").scan_parquet(path), known.program)
    return lazy.collect(engine="streaming").to_arrow()


def by_duckdb(path: Path, known: Year) -> pa.Table:
    with engine("duckdb").connect() as base:
        return adapters.findings_by_duckdb(base.read_parquet(str(path)), known.program).read_all()


def by_dask(path: Path, known: Year) -> pa.Table:
    frames = engine("dask.dataframe").read_parquet(path, dtype_backend="pyarrow", split_row_groups=1)
    assert frames.npartitions > 1 or len(known.tables[path.stem]) <= 97
    found = adapters.findings_by_dask(frames, known.program).compute(scheduler="threads")
    return pa.Table.from_pandas(found, preserve_index=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of the engines' own parts
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("judged", [by_polars, by_polars_lazily, by_duckdb, by_dask])
def test_an_engine_gives_the_findings_of_bulk_audit(judged: Any, table: str, known: Year, folder: Path) -> None:
    right = told(known.findings(table))
    assert len(right) > 10
    assert told(judged(folder / f"{table}.parquet", known)) == right


def test_every_verdict_is_among_what_is_compared(known: Year) -> None:
    found = {row["verdict"] for table in TABLES for row in told(known.findings(table))}
    assert found == set(Verdict)


def test_duckdb_queries_what_it_was_given_back(known: Year, folder: Path) -> None:
    duckdb = engine("duckdb")
    with duckdb.connect() as base, duckdb.connect() as other:
        facts = base.read_parquet(str(folder / "handling.parquet"))
        other.register("findings", adapters.findings_by_duckdb(facts, known.program))
        counted = other.sql("select verdict, count(*) from findings group by all").fetchall()
    right = [row["verdict"] for row in told(known.findings("handling"))]
    assert dict(counted) == {verdict: right.count(verdict) for verdict in set(right)}


def test_a_lazy_polars_frame_is_asked_for_what_the_rules_need_not_for_what_is_wanted(known: Year, folder: Path) -> None:
    pl = engine("polars")
    lazy = adapters.findings_by_polars(pl.scan_parquet(folder / "handling.parquet"), known.program)
    broken = lazy.filter(pl.col("verdict") == "broken").select("unit", "rule").collect()
    right = [row for row in told(known.findings("handling")) if row["verdict"] == "broken"]
    assert sorted(broken.rows()) == sorted((row["unit"], row["rule"]) for row in right)


def test_no_rows_give_no_findings_of_the_same_shape(known: Year) -> None:
    pl = engine("polars")
    empty = pl.DataFrame(known.tables["handling"].slice(0, 0))
    found = adapters.findings_by_polars(empty, known.program)
    assert (found.height, found.columns) == (0, findings_schema().names)


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
@pytest.mark.parametrize("name", ["polars", "duckdb", "dask"])
def test_the_page_s_example_runs(name: str) -> None:
    engine("dask.dataframe" if name == "dask" else name)
    names: dict[str, Any] = {}
    exec(compile(example(name), f"bulk-engines.md, {name}", "exec"), names)  # noqa: S102  the project's own page
    assert len(names["broken" if "broken" in names else "facts"]) > 0


def test_importing_the_adapters_imports_no_engine() -> None:
    code = (
        "import sys, caserules.bulk.adapters\n"
        "print(sorted({'dask', 'duckdb', 'pandas', 'polars', 'pyspark'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own text
    assert ran.stdout == "[]\n"
