"""The desk on which rows are made: the register's book, what rules ask for, and a blank row of each table.

A blank holds what a row says where the register has no record: for each member of a family that some rule asks for, the cell
that its kind's completeness gives. Making a row is then to copy the blank and write in what there is a record of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from caserules.expr import EVER, NEVER
from caserules.facts.book import (
    NEVER_CELL,
    NO_CELL,
    NOT_KNOWN_CELL,
    UNKNOWN_CELL,
    YES_CELL,
    Book,
    Cell,
    Issue,
    first_of,
)
from caserules.facts.handling import Part
from caserules.models import Mode

__all__ = ["ALWAYS_BORNE", "Desk", "Facts", "Needs", "Row"]

Needs: TypeAlias = Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
"""For each table the members of each family that rules ask for, as keys."""

ALWAYS_BORNE: Final[Cell] = (EVER, EVER, None, "")
"""Nobody else bore the duty before."""

_ABSENT: Final = {
    "contact": "contacts",
    "first_contact": "contacts",
    "met_about": "contacts",
    "marked": "designations",
    "listed": "designations",
    "filed": "filings",
    "told": "tellings",
    "step": "steps",
}
_PAPERS: Final = ("work_plan", "reply", "receipt", "summary")
_RECIPIENTS: Final = ("government_office", "congress_committee", "cppcc_committee")
_STEPS: Final = ("draft", "recheck", "countersign", "review", "sign_off", "leader_sign_off")
_DENIALS: Final = {"wide_and_hard": "not_wide_or_hard"}
_NAMED: Final = {
    "principal_led": ("principal_led", ""),
    "explained": ("explained", ""),
    "delay_explained": ("delay_explained", ""),
    "reply_true": ("true", "untrue"),
}


@dataclass(slots=True)
class Row:
    """One thing that can owe something: whose, in which case, and its cells by column."""

    table: str
    case: str | None
    unit: str
    name: str
    ref: str
    cells: dict[str, Any]
    co_handling: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """The first day on which the row can have begun: its own assignment; `EVER` where it has none."""
        cell = self.cells.get("assigned") or self.cells.get("since")
        return EVER if cell is None else int(cell[0])


@dataclass(slots=True)
class Facts:
    """A register's rows by table, and what is wrong with its data."""

    book: Book
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    issues: list[Issue] = field(default_factory=list)
    assigned: dict[str, Cell] = field(default_factory=dict)


class Desk:
    """What the rooms that make rows share."""

    def __init__(self, book: Book, needs: Needs, chain: Mapping[str, frozenset[str]]) -> None:
        self.book = book
        self.needs = needs
        self.chain = chain
        self.out: Facts = Facts(book)
        self.aspects: dict[str, tuple[str, ...]] = {
            table: tuple(key[0] for key in needs[table].get("attested", ())) for table in needs
        }
        self.steps: frozenset[str] = frozenset(_STEPS).union(chain, *chain.values())
        self._blanks = {table: dict(self._blank(families)) for table, families in needs.items()}

    def _blank(self, families: Mapping[str, tuple[tuple[str, ...], ...]]) -> Iterable[tuple[str, Any]]:
        for family, keys in families.items():
            for key in keys:
                name = ".".join((family, *key))
                if family in _ABSENT:
                    yield name, self.book.absent[_ABSENT[family]]
                elif family == "before":
                    yield name, NO_CELL
                elif family in ("held", "not_judged", "promise_attested"):
                    yield name, NOT_KNOWN_CELL
                else:
                    yield name, NEVER_CELL if family == "since_leading" else UNKNOWN_CELL

    def members(self, table: str, family: str) -> tuple[tuple[str, ...], ...]:
        """Return the keys of a family's members that rules ask for."""
        return self.needs.get(table, {}).get(family, ())

    def blank(self, table: str) -> dict[str, Any]:
        """Return a row's cells as they are with no record at all."""
        blank = self._blanks.get(table)
        return {} if blank is None else blank.copy()

    def row(self, table: str, part: Part, mode: Mode | None = None) -> dict[str, Any]:
        """Return the cells of a part's row, with what every row of a part has."""
        cells = self.blank(table)
        cells["bound"] = part.bound
        cells["endings"] = part.endings
        cells["kind"] = part.case.kind
        cells["carried"] = YES_CELL if part.carried else NO_CELL
        cells["mode"] = mode
        cells["assigned"] = part.assigned
        cells["bearing"] = ALWAYS_BORNE if part.since is part.assigned else part.since
        cells["received"] = part.received
        return cells

    def add(self, table: str, part: Part, ref: str, cells: dict[str, Any], helpers: tuple[str, ...] = ()) -> None:
        """Put a part's row on its table."""
        self.out.rows[table].append(Row(table, part.key, part.unit, part.name, ref, cells, helpers))

    def attest(
        self,
        table: str,
        cells: dict[str, Any],
        key: str | None,
        units: Collection[str],
        name: str = "",
        value: Any = None,
    ) -> None:
        """Write in what people attested: from the start of the duty, or never; a later word replaces an earlier one."""
        if key not in self.book.attestations:
            return
        for record in self.book.judged(key, units, name, value):
            for aspect in self.aspects.get(table, ()):
                cell = said(record, aspect)
                if cell is not None:
                    cells[f"attested.{aspect}"] = cell

    def judge(self, table: str, cells: dict[str, Any], part: Part) -> None:
        """Write in what people attested of the case itself, with the day on which they did; the last word stands."""
        for (word,) in self.members(table, "judged"):
            records = [
                record
                for record in self.book.judged(part.key, part.units)
                if record.judged in (word, _DENIALS.get(word))
            ]
            if len({record.judged for record in records if record.on in (None, records[-1].on)}) > 1:
                continue  # which of the two was the last word is not known
            before = next((x for x in records if x.judged == word), None)
            for record in records[-1:]:
                yes = record.judged == word
                if not yes and before is not None:
                    # denied after it was attested: which of the two counts hangs on the shorter term's day, on which a unit relied
                    first = self.book.planned(before, "on", "attestations")
                    cells[f"judged.{word}"] = (first[0], NEVER, record, "judged")
                    cells[f"not_judged.{word}"] = NOT_KNOWN_CELL
                    continue
                cells[f"judged.{word}"] = (
                    self.book.planned(record, "on", "attestations") if yes else (NEVER, NEVER, record, "judged")
                )
                # attested, but perhaps too late to count: still open; denied: the shorter term holds
                cells[f"not_judged.{word}"] = NOT_KNOWN_CELL if yes else (False, False, record, "judged")

    def file(self, cells: dict[str, Any], units: Iterable[str], key: str | None) -> None:
        """Write in the papers that units filed, about a case or about none."""
        for unit in units:
            for record in self.book.filings.get((unit, key), ()):
                name = f"filed.{record.paper}.{record.recipient}"
                known = cells.get(name)
                if known is not None:
                    cells[name] = first_of((self.book.day(record, "filed", "filings"), known))
                elif record.paper not in _PAPERS or record.recipient not in _RECIPIENTS:
                    self._filed_perhaps(cells, record)
        for record in self.book.filings_astray.get(key, ()):
            self._filed_perhaps(cells, record)

    def _filed_perhaps(self, cells: dict[str, Any], record: Any) -> None:
        """A filing of a unit, paper or recipient that nobody knows may be one that was asked for."""
        papers = {name.split(".")[1] for name in cells if name.startswith("filed.")}
        family = f"filed.{record.paper}." if record.paper in papers else "filed."
        for name, cell in list(cells.items()):
            if name.startswith(family):
                cells[name] = first_of((UNKNOWN_CELL, cell))


def said(record: Any, aspect: str) -> Cell | None:
    """Return what an attestation says of an aspect: done from the start, never, or nothing."""
    judged = record.judged
    yes, no = _NAMED.get(aspect, ("", ""))
    about = record.about.aspect == aspect
    if judged == yes or (about and judged == "done"):
        return (EVER, EVER, record, "judged")
    if judged == no or (about and judged == "not_done"):
        return (NEVER, NEVER, record, "judged")
    return None
