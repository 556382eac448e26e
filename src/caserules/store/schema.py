"""The tables, in column types that every database has, with names that every database takes.

Columns are `String`, `Integer`, `Date` and `Text`, their names no longer than 30 characters and no database's own words; an
absent text is NULL, never empty, since some databases take the two for one. In SQLite the tables are STRICT, which knows fewer
types: there a text is TEXT, and a day is its ISO form as TEXT.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from caserules.store.records import LONGEST

__all__ = [
    "DOCUMENT",
    "ENTRY",
    "FINDING",
    "MESSAGE",
    "META",
    "METADATA",
    "PIECE",
    "PREFIX",
    "PURGE",
    "RUN",
    "STEP",
    "VERSION",
]

VERSION: Final = 2
"""The version of these tables; `versions` has the ways here from earlier ones."""
PREFIX: Final = "cr_"
METADATA: Final = MetaData()
_HASH: Final = 64
_INSTANT: Final = 20


class _DayText(TypeDecorator[date]):
    """A day as its ISO text, for SQLite's STRICT tables."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Any) -> str | None:
        """Return the text of a day."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Any) -> date | None:
        """Return the day of a text."""
        return None if value is None else date.fromisoformat(value)


def _text(length: int) -> TypeEngine[str]:
    return String(length).with_variant(Text(), "sqlite")


def _day() -> TypeEngine[date]:
    return Date().with_variant(_DayText(), "sqlite")


def _number(name: str, *more: Any, **settings: Any) -> Column[int]:
    return Column(name, Integer, *more, autoincrement=False, **{"nullable": False, **settings})


def _word(name: str, length: int, *more: Any, **settings: Any) -> Column[str]:
    return Column(name, _text(length), *more, **{"nullable": False, **settings})


def _table(name: str, *columns: Any) -> Table:
    return Table(f"{PREFIX}{name}", METADATA, *columns, sqlite_strict=True)


META: Final = _table(
    "meta",
    _word("meta_name", 20, primary_key=True),
    _word("content", 200),
)
"""`schema`: the version of the tables. `head`: the last entry's number and link, which every writer locks first."""

DOCUMENT: Final = _table(
    "document",
    _word("doc_digest", _HASH, primary_key=True),
    Column("body", Text, nullable=True),
    _number("purge_no", nullable=True),
)
"""Contents by their digest, each stored once; a purged one has no body, and the entry that erased it."""

ENTRY: Final = _table(
    "entry",
    _number("entry_no", primary_key=True),
    _word("kind", 10),
    _word("digest", _HASH),
    _word("link", _HASH),
)
"""The chain: runs, steps and purges in the order in which they were stored."""

RUN: Final = _table(
    "run",
    _number("run_no", ForeignKey(ENTRY.c.entry_no), primary_key=True),
    _word("run_key", _HASH, unique=True),
    _word("place", LONGEST["place"]),
    _number("register_year"),
    _word("policy_id", LONGEST["policy"]),
    Column("as_of", _day(), nullable=False),
    _number("findings"),
    _number("compared_no", nullable=True),
    _number("is_current"),
    _word("receipt_digest", _HASH),
    _word("head_digest", _HASH, nullable=True),
    _word("pieces_link", _HASH),
    _word("findings_link", _HASH),
)

PIECE: Final = _table(
    "piece",
    _number("run_no", ForeignKey(RUN.c.run_no), primary_key=True),
    _number("position", primary_key=True),
    _word("case_ref", LONGEST["case"]),
    _word("doc_digest", _HASH, ForeignKey(DOCUMENT.c.doc_digest)),
)
"""The cases of a run's register."""

FINDING: Final = _table(
    "finding",
    _number("run_no", ForeignKey(RUN.c.run_no), primary_key=True),
    _number("position", primary_key=True),
    _word("finding_id", LONGEST["id"]),
    _word("rule_id", LONGEST["rule"]),
    _word("case_ref", LONGEST["case"], nullable=True),
    _word("unit_id", LONGEST["unit"]),
    _word("answers_id", LONGEST["answers"]),
    _word("verdict", 20),
    _word("breach", 20, nullable=True),
    _word("because", LONGEST["because"], nullable=True),
    Column("due", _day(), nullable=True),
    Column("due_first", _day(), nullable=True),
    Column("due_last", _day(), nullable=True),
    Column("done", _day(), nullable=True),
    _word("doc_digest", _HASH, ForeignKey(DOCUMENT.c.doc_digest)),
    _word("link", _HASH),
)
Index(f"{PREFIX}finding_by_id", FINDING.c.finding_id)

STEP: Final = _table(
    "step",
    _number("entry_no", ForeignKey(ENTRY.c.entry_no), primary_key=True),
    _word("finding_id", LONGEST["id"]),
    _word("step_state", 20),
    Column("step_day", _day(), nullable=False),
    _word("doc_digest", _HASH, ForeignKey(DOCUMENT.c.doc_digest)),
)
"""Confirming steps; who took them, and the note, are in the document."""

PURGE: Final = _table(
    "purge",
    _number("entry_no", ForeignKey(ENTRY.c.entry_no), primary_key=True),
    _word("case_ref", LONGEST["case"], nullable=True),
    _number("before_no", nullable=True),
    _number("documents"),
    _number("messages"),
)

MESSAGE: Final = _table(
    "message",
    _number("message_no", primary_key=True),
    _word("message_key", _HASH, unique=True),
    _number("run_no", ForeignKey(RUN.c.run_no)),
    _word("finding_id", LONGEST["id"]),
    _word("case_ref", LONGEST["case"], nullable=True),
    _word("unit_id", LONGEST["answers"]),
    _word("kind", 10),
    _number("revision"),
    _word("verdict", 20, nullable=True),
    _word("outcome", _HASH),
    _word("doc_digest", _HASH, ForeignKey(DOCUMENT.c.doc_digest), nullable=True),
    Column("body", Text, nullable=True),
    _word("queue_state", 10),
    _number("attempts"),
    _number("may_have"),
    _word("due_at", _INSTANT, nullable=True),
    _word("settled_at", _INSTANT, nullable=True),
    _word("last_code", 10, nullable=True),
)
"""The outbox. Its rows change as messages are tried, so they are not in the chain. `last_code` came with version 2."""
Index(f"{PREFIX}message_by_state", MESSAGE.c.queue_state, MESSAGE.c.message_no)
