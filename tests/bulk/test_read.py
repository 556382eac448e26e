"""What is read as facts: forms that are taken, what is missing or wrong refused by name, nothing guessed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from caserules.bulk import FACTS_SCHEMA, BulkProgram, audit, audit_batch, count, describe, facts_tables, write_facts
from caserules.bulk.layout import Kind, column_name, facts_of, published
from caserules.bulk.sources import rows_in
from caserules.calendar import WorkCalendar
from caserules.demo import build_register, small_register
from caserules.errors import InputRejected
from caserules.policy import load_policy
from caserules.program import program_for

POLICY = load_policy("pengshui-2023")
AS_OF = date(2023, 9, 1)
FACTS = facts_tables(build_register(2023), POLICY)
PROGRAM = BulkProgram(POLICY, AS_OF)


def batch(name: str) -> pa.RecordBatch:
    return FACTS[name].combine_chunks().to_batches()[0]


def told(found: pa.RecordBatch) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = found.to_pylist()
    return rows


def with_column(given: pa.RecordBatch, name: str, column: pa.Array) -> pa.RecordBatch:
    at = given.schema.get_field_index(name)
    return given.set_column(at, pa.field(name, column.type), column)


def test_days_as_dates_and_unknowns_as_nothing_are_the_same_facts() -> None:
    given, want = batch("version"), told(audit_batch(batch("version"), PROGRAM))
    changed = given
    for name in [name for name in given.schema.names if name.endswith(("_lo", "_hi"))]:
        column = given.column(name)
        if pa.types.is_int32(column.type):
            days = column.to_numpy()
            unknown = (days == -1_000_000_000) if name.endswith("_lo") else (days == 1_000_000_000)
            exact = pa.array(days, mask=unknown)
            dated = np.abs(days[~unknown]) < 1_000_000
            changed = with_column(changed, name, exact.view(pa.date32()) if dated.all() else exact.cast(pa.int64()))
    assert told(audit_batch(changed, PROGRAM)) == want


def test_conditions_as_booleans_or_nothing_and_words_as_plain_texts_are_the_same_facts() -> None:
    given, want = batch("category"), told(audit_batch(batch("category"), PROGRAM))
    changed = with_column(given, "bound", pa.array([True] * given.num_rows))
    changed = with_column(changed, "meaning", given.column("meaning").dictionary_decode())
    assert told(audit_batch(changed, PROGRAM)) == want
    known = given.column("bound").to_pylist()
    unsaid = with_column(given, "bound", pa.array([None] * given.num_rows, pa.int8()))
    not_known = with_column(given, "bound", pa.array([1] * len(known), pa.int8()))
    assert told(audit_batch(unsaid, PROGRAM)) == told(audit_batch(not_known, PROGRAM)) != want


def test_a_day_known_exactly_in_every_row_needs_one_column() -> None:
    given = with_column(batch("request"), "asked_hi", batch("request").column("asked_lo"))
    without = given.drop_columns(["asked_hi"])
    assert told(audit_batch(without, PROGRAM)) == told(audit_batch(given, PROGRAM))


def test_a_slice_of_a_batch_is_judged_as_it_stands() -> None:
    given = batch("unit")
    whole = told(audit_batch(given, PROGRAM))
    parts = [x for at in range(given.num_rows) for x in told(audit_batch(given.slice(at, 1), PROGRAM))]
    assert parts == whole


def test_what_is_missing_is_refused_with_all_that_is_missing() -> None:
    given = batch("handling").drop_columns(["answered_lo", "kind"])
    with pytest.raises(InputRejected) as refused:
        audit_batch(given, PROGRAM)
    assert [(x.code, x.where) for x in refused.value.problems] == [("INP-060", "answered_lo"), ("INP-060", "kind")]
    with pytest.raises(InputRejected) as refused:
        audit_batch(batch("handling").drop_columns(["year", "row_since"]), PROGRAM)
    assert [x.where for x in refused.value.problems] == ["year", "row_since"]


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("handling", "answered_lo", pa.array(["soon"])),
        ("handling", "endings", pa.array([3])),
        ("handling", "endings", pa.array([["returned"]])),
        ("unit", "cases", pa.array(["none"])),
        ("handling", "bound", pa.array([[1]])),
    ],
)
def test_a_column_of_another_type_is_refused_by_name(table: str, column: str, kind: pa.Array) -> None:
    given = batch(table)
    wrong = with_column(given, column, pa.concat_arrays([kind] * given.num_rows))
    with pytest.raises(InputRejected) as refused:
        audit_batch(wrong, PROGRAM)
    assert [x.code for x in refused.value.problems] == ["INP-061"]
    assert column.startswith(refused.value.problems[0].where)


def test_a_table_that_is_none_is_refused() -> None:
    given = batch("handling")
    with pytest.raises(InputRejected) as refused:
        audit_batch(with_column(given, "table", pa.array(["handlings"] * given.num_rows)), PROGRAM)
    assert refused.value.code == "INP-062"


def test_nothing_at_all_is_no_finding() -> None:
    assert audit_batch(batch("handling").slice(0, 0), PROGRAM).num_rows == 0
    assert audit([], POLICY, AS_OF).findings().num_rows == 0
    assert count([], POLICY, AS_OF).scores() is None


def test_a_folder_a_file_and_tables_are_the_same_facts(tmp_path: Path) -> None:
    write_facts(FACTS, tmp_path / "year.parquet")
    want = count(FACTS, POLICY, AS_OF).table()
    assert count(tmp_path / "year.parquet", POLICY, AS_OF).table() == want
    whole = pa.concat_tables(FACTS.values(), promote_options="default")
    pq.write_table(whole, tmp_path / "one.parquet")
    assert count(tmp_path / "one.parquet", POLICY, AS_OF).table() == want
    reader = whole.to_reader()
    assert count(reader, POLICY, AS_OF).table() == want
    assert rows_in(tmp_path / "one.parquet") == rows_in(FACTS) == rows_in(whole) == whole.num_rows
    assert rows_in(whole.to_reader()) is None
    found = audit(tmp_path / "year.parquet", POLICY, AS_OF, only=["broken"]).findings()
    assert found.num_rows == count(FACTS, POLICY, AS_OF).verdicts()["broken"]


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "year.parquet").write_text("not one", encoding="utf-8")
    with pytest.raises(InputRejected) as refused:
        count(tmp_path, POLICY, AS_OF)
    assert refused.value.code == "INP-063"


def test_the_layout_under_a_policy_names_every_column_that_is_written() -> None:
    program = program_for(POLICY, WorkCalendar.default(), 2023)
    told_of = describe(program)
    assert told_of["schema"] == FACTS_SCHEMA
    for name, table in FACTS.items():
        keys = set(told_of["keys"])
        facts = {x["column"] for x in told_of["tables"][name]}
        columns = {column.removesuffix("_lo").removesuffix("_hi") for column in table.schema.names}
        assert columns == keys | facts


def test_the_published_layout_has_every_fact_that_rules_read_and_is_current() -> None:
    layout = published()
    program = program_for(POLICY, WorkCalendar.default(), 2023)
    for table, columns in layout["tables"].items():
        for fact in facts_of(program, table):
            family = f"{fact.name.partition('.')[0]}__*"
            assert columns[family if "." in fact.name else fact.column]["kind"] == fact.kind.value
    stored = Path(sys.modules["caserules.bulk"].__path__[0]) / "facts-1.json"
    assert json.loads(stored.read_text(encoding="utf-8")) == layout, "python scripts/make_docs.py"
    assert {kind.value for kind in Kind} == set(layout["kinds"])


def test_no_two_facts_have_one_column() -> None:
    program = program_for(POLICY, WorkCalendar.default(), 2023)
    for table in program.duties:
        names = [fact.name for fact in facts_of(program, table)]
        assert len({column_name(name) for name in names}) == len(names)


def test_importing_caserules_and_judging_by_rows_imports_no_columns() -> None:
    code = (
        "import sys, json, caserules, datetime\n"
        "from caserules.demo import small_register\n"
        "caserules.assess(small_register(), 'pengshui-2023', as_of=datetime.date(2023, 9, 1)).to_dict()\n"
        "import caserules.cli.app, caserules.cli.audit\n"
        "print(json.dumps([x for x in ('numpy', 'pyarrow', 'caserules.bulk') if x in sys.modules]))"
    )
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603  own code
    assert json.loads(found.stdout) == []


def test_another_year_is_counted_by_its_own_fixed_days() -> None:
    from dataclasses import replace

    policy = replace(POLICY, year=None)
    registers = [small_register().model_copy(update={"place": str(i)}) for i in range(2)]
    facts = facts_tables(registers, policy)
    later = {
        name: table.set_column(
            table.schema.get_field_index("year"), "year", pa.array([2024] * table.num_rows, pa.int16())
        )
        for name, table in facts.items()
    }
    mixed = {name: pa.concat_tables([table, later[name]]) for name, table in facts.items() if table.num_rows}
    rows = len(audit(facts, policy, AS_OF).findings())
    assert len(audit(mixed, policy, AS_OF).findings()) == rows + len(audit(later, policy, AS_OF).findings())
