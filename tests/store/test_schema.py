"""The tables are such as every database takes: closed types, short names, no foreign words; the statements compile elsewhere."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Date, Integer, String, Text
from sqlalchemy.dialects import mssql, mysql, oracle, postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from caserules.store.records import LONGEST
from caserules.store.schema import METADATA, PREFIX

TABLES = METADATA.sorted_tables
COLUMNS = [column for table in TABLES for column in table.columns]
TAKEN = set(
    """access add all and as asc between by case check cluster column comment current date day default delete desc distinct drop
    end file for from group having if in index int integer into is key level like lock long mode month not null number of on
    option or order percent position_ prior public raw rename resource row rownum rows select session set share size start
    state status synonym sysdate table text then time timestamp to trigger type uid union unique update user value values
    varchar view when where with year zone""".split()
)


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_a_column_has_a_type_that_every_database_has(column: object) -> None:
    kind = column.type  # type: ignore[attr-defined]
    assert type(kind) in {String, Integer, Date, Text}
    assert type(kind) is not String or kind.length


def test_names_are_short_and_no_databases_own_words() -> None:
    indexes = [index.name for table in TABLES for index in table.indexes]
    for name in [*(t.name for t in TABLES), *(c.name for c in COLUMNS), *map(str, indexes)]:
        assert re.fullmatch("[a-z][a-z_]{1,29}", name), name
        assert name not in TAKEN, name
    assert all(table.name.startswith(PREFIX) for table in TABLES)


def test_tables_are_strict_in_sqlite() -> None:
    for table in TABLES:
        made = str(CreateTable(table).compile(dialect=sqlite.dialect()))
        assert made.rstrip().endswith("STRICT")
        assert not re.search("VARCHAR|DATE ", made)


@pytest.mark.parametrize("dialect", [postgresql, mysql, oracle, mssql], ids=lambda x: x.__name__.rpartition(".")[2])
def test_tables_compile_for_other_databases(dialect: object) -> None:
    made = dialect.dialect()  # type: ignore[attr-defined]
    for table in TABLES:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=made))
        for index in table.indexes:
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=made))


def test_an_indexed_text_fits_the_index_of_every_database() -> None:
    longest = 3072 // 4  # characters of four bytes, in MySQL
    for table in TABLES:
        for columns in (table.primary_key.columns, *(x.columns for x in table.indexes)):
            assert sum(c.type.length or 0 for c in columns if isinstance(c.type, String)) <= longest


def test_what_a_record_may_hold_is_what_its_column_holds() -> None:
    lengths = {c.name: c.type.length for c in COLUMNS if type(c.type) is String}
    columns = {"id": "finding_id", "rule": "rule_id", "case": "case_ref", "unit": "unit_id", "answers": "answers_id"}
    columns |= {"place": "place", "policy": "policy_id", "because": "because"}
    assert {key: lengths[columns[key]] for key in LONGEST} == dict(LONGEST)
