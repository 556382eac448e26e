"""T10: whatever is altered, taken out, put in, moved or cut off is found, and the first place is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, create_engine, delete, insert, text, update
from sqlalchemy.pool import NullPool

from caserules.confirming import Confirmation, State
from caserules.store.schema import DOCUMENT, ENTRY, FINDING, META, METADATA, PIECE, PURGE, RUN, STEP
from caserules.store.sql import SqlStore
from stored import CASE, DAY, finding, run

LATER = DAY + timedelta(days=1)


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """Two runs, a step, a purge, another step."""
    store.add(run([finding(n) for n in range(1, 6)]))
    store.confirm(Confirmation(finding(1).id, State.DRAFT, "欧阳无名", DAY))
    store.add(run([finding(n) for n in range(3, 9)], day=LATER))
    store.purge(case="suggestion/2023/8")
    store.confirm(Confirmation(finding(2).id, State.DRAFT, "欧阳无名", DAY))
    return store


def tampered(store: SqlStore, tamper: Callable[[Connection], object]) -> str | None:
    """The first broken place after somebody wrote into the database."""

    assert store.verify().broken is None
    engine = create_engine(store.database.engine.url, poolclass=NullPool)  # without what our own connections hold to
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")  # as a superuser can
        tamper(connection)
    return store.verify().broken


def test_a_store_that_was_not_touched_is_whole(filled: SqlStore) -> None:
    found = filled.verify()
    assert (found.broken, found.runs, found.findings, found.steps, found.purges) == (None, 2, 11, 2, 1)
    assert found.purged > 0


COLUMNS = {
    "finding_id": "x",
    "rule_id": "REPLY-01",
    "case_ref": "suggestion/2023/99",
    "unit_id": "jiaowei",
    "answers_id": "jiaowei",
    "verdict": "met",
    "breach": "late",
    "because": "withdrawn",
    "due": LATER,
    "due_first": LATER,
    "due_last": LATER,
    "done": LATER,
    "doc_digest": "0" * 64,
    "link": "0" * 64,
}


def test_every_column_of_a_finding_is_tried() -> None:
    assert COLUMNS.keys() == {c.name for c in FINDING.columns} - {"run_no", "position"}


@pytest.mark.parametrize("column", COLUMNS)
def test_an_altered_finding_is_named(filled: SqlStore, column: str) -> None:
    row = (FINDING.c.run_no == 3) & (FINDING.c.position == 4)
    change = update(FINDING).where(row).values({column: COLUMNS[column]})
    assert tampered(filled, lambda connection: connection.execute(change)) == "run 3, finding 4"


def test_an_altered_document_of_a_finding_is_named(filled: SqlStore) -> None:
    change = update(DOCUMENT).where(DOCUMENT.c.doc_digest == finding(2).digest).values(body='{"verdict":"met"}')
    assert tampered(filled, lambda connection: connection.execute(change)) == "run 1, finding 2"


def test_a_document_erased_without_a_purge_is_named(filled: SqlStore) -> None:
    change = update(DOCUMENT).where(DOCUMENT.c.doc_digest == finding(2).digest).values(body=None)
    assert tampered(filled, lambda connection: connection.execute(change)) == "run 1, finding 2"


def test_a_document_erased_by_a_purge_that_never_was_is_named(filled: SqlStore) -> None:
    change = update(DOCUMENT).where(DOCUMENT.c.doc_digest == finding(2).digest).values(body=None, purge_no=3)
    assert tampered(filled, lambda connection: connection.execute(change)) == "run 1, finding 2"


TAKEN = {
    "run 1, finding 1": delete(FINDING).where(FINDING.c.run_no == 1, FINDING.c.position == 1),
    "run 1, finding 3": delete(FINDING).where(FINDING.c.run_no == 1, FINDING.c.position == 3),
    "run 1, findings after 4": delete(FINDING).where(FINDING.c.run_no == 1, FINDING.c.position == 5),
    "run 1, register": delete(PIECE).where(PIECE.c.run_no == 1, PIECE.c.position == 2),
    "run 1": delete(RUN).where(RUN.c.run_no == 1),
    "step 2": delete(STEP).where(STEP.c.entry_no == 2),
    "run 3, case 6": delete(PURGE),  # what was erased has nobody now who erased it
    "entry 2": delete(ENTRY).where(ENTRY.c.entry_no == 2),
    "head": delete(META).where(META.c.meta_name == "head"),
}


@pytest.mark.parametrize("place", TAKEN)
def test_a_row_taken_out_is_named(filled: SqlStore, place: str) -> None:
    found = tampered(filled, lambda connection: connection.execute(TAKEN[place]))
    assert found == place


ALTERED = {
    "run 3": update(RUN).where(RUN.c.run_no == 3).values(as_of=DAY),
    "run 1": update(RUN).where(RUN.c.run_no == 1).values(is_current=0),
    "step 2": update(STEP).where(STEP.c.entry_no == 2).values(step_state="confirmed"),
    "step 5": update(STEP).where(STEP.c.entry_no == 5).values(step_day=LATER),
    "purge 4": update(PURGE).values(documents=99),
    "entry 3": update(ENTRY).where(ENTRY.c.entry_no == 3).values(digest="0" * 64),
    "entry 5": update(ENTRY).where(ENTRY.c.entry_no == 5).values(link="0" * 64),
    "run 3, register": update(PIECE)
    .where(PIECE.c.run_no == 3, PIECE.c.position == 1)
    .values(case_ref="suggestion/2023/1"),
}


@pytest.mark.parametrize("place", ALTERED)
def test_an_altered_row_is_named(filled: SqlStore, place: str) -> None:
    assert tampered(filled, lambda connection: connection.execute(ALTERED[place])) == place


def test_a_row_put_in_is_named(filled: SqlStore) -> None:
    row = {c.name: None for c in FINDING.columns} | {"run_no": 3, "position": 7, "link": "1" * 64}
    row |= {"finding_id": "x", "rule_id": "x", "unit_id": "x", "answers_id": "x", "verdict": "met"}
    row |= {"doc_digest": finding(3).digest}
    assert tampered(filled, lambda connection: connection.execute(insert(FINDING), row)) == "run 3, finding 7"


def test_two_rows_that_changed_places_are_named(filled: SqlStore) -> None:
    def swap(connection: Connection) -> None:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            where = (FINDING.c.run_no == 1) & (FINDING.c.position == old)
            connection.execute(update(FINDING).where(where).values(position=new))

    assert tampered(filled, swap) == "run 1, finding 2"


def test_findings_of_no_run_are_found(filled: SqlStore) -> None:
    change = update(FINDING).where(FINDING.c.run_no == 3, FINDING.c.position == 6).values(run_no=7)
    assert tampered(filled, lambda connection: connection.execute(change)) == "run 3, findings after 5"


def test_a_run_taken_out_whole_with_all_that_followed_shows_by_the_last_link_alone(filled: SqlStore) -> None:
    noted = filled.verify().head

    def cut_off(connection: Connection) -> None:
        first = connection.execute(text("SELECT link FROM cr_entry WHERE entry_no = 1")).scalar_one()
        for table in (FINDING, PIECE, RUN):
            connection.execute(delete(table).where(table.c.run_no > 1))
        for table in (STEP, PURGE, ENTRY):
            connection.execute(delete(table).where(table.c.entry_no > 1))
        connection.execute(update(META).where(META.c.meta_name == "head").values(content=f"1 {first}"))

    assert tampered(filled, cut_off) is None
    assert not filled.has_link(noted)
    assert filled.has_link(filled.verify().head)


def test_the_chain_holds_over_digests_so_a_purge_leaves_it_whole(filled: SqlStore) -> None:
    filled.purge(case=CASE)
    filled.purge(before_run=3)
    assert filled.verify().broken is None


def test_every_table_but_the_outbox_and_the_versions_is_covered() -> None:
    tried = {t.name for t in (ENTRY, RUN, PIECE, FINDING, STEP, PURGE, DOCUMENT)}
    assert {table.name for table in METADATA.sorted_tables} - tried == {"cr_meta", "cr_message"}
