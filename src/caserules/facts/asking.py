"""Requests to a co-handling unit for its opinion: the assignment (round 0), and each sending-back as a round of its own."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from caserules.expr import EVER, NEVER
from caserules.facts.book import NO_CELL, UNKNOWN_CELL, YES_CELL, Book, Cell, Issue, Truth, first_of, not_before
from caserules.facts.desk import Desk
from caserules.facts.handling import Part
from caserules.facts.versions import replies_of
from caserules.models import Mode

__all__ = ["request_rows"]


def request_rows(desk: Desk, part: Part, mode: Mode | None) -> None:
    """Put a co-handling unit's requests on their table; what it was asked last year was that year's duty."""
    book = desk.book
    if part.given[1] < book.new_year:
        return
    rounds: dict[int, list[Any]] = defaultdict(list, {0: []})
    own: list[Any] = []
    for record in part.case.requests:
        if record.unit in part.units and (
            part.sole or record.assigned is None or record.assigned == part.record.assigned
        ):
            rounds[record.round].append(record)
            own.append(record)
    own_answer = _own_answer(book, part, own)
    for round_, found in sorted(rounds.items()):
        cells = desk.row("request", part, mode)
        asked = part.given if round_ == 0 else first_of([book.day(record, "asked", "requests") for record in found])
        asked = _possible(book, part, asked, part.assigned)
        cells["asked"] = asked
        cells["is_first"] = YES_CELL if round_ == 0 else NO_CELL
        cells["contested"] = NO_CELL if round_ == 0 else _contested(book, part, round_)
        cells["delivered"] = _delivered(book, part, found, asked)
        cells["own_answer"] = own_answer
        desk.add("request", part, str(round_), cells)


def _possible(book: Book, part: Part, cell: Cell, floor: Cell) -> Cell:
    """A day that the case's own order makes impossible is not known, and told."""
    if cell[1] < floor[0]:
        book.issues.append(Issue("DATA-001", "requests", part.key, part.unit))
        return (EVER, NEVER, cell[2], cell[3])
    return cell


def _delivered(book: Book, part: Part, found: list[Any], asked: Cell) -> Cell:
    """When an opinion arrived; where the case has one of a unit that it does not know, this one may have too."""
    if ("requests", part.key) in book.astray:
        return first_of([UNKNOWN_CELL, *(book.day(record, "delivered", "requests") for record in found)])
    if not found:
        return book.absent["requests"]
    given = first_of([book.day(record, "delivered", "requests") for record in found])
    return _possible(book, part, given, not_before(asked, part.assigned))


def _own_answer(book: Book, part: Part, records: list[Any]) -> Cell:
    """An answer of one's own is an act that need not be: no word of it is no record of it."""
    cells = [book.day(record, "own_answer", "requests") for record in records if record.own_answer is not None]
    cells += [book.day(reply, "issued", "replies") for reply in replies_of(book, part)]
    return _possible(book, part, book.earliest(cells, "replies"), part.assigned)


def _contested(book: Book, part: Part, round_: int) -> Truth:
    for record in book.judged(part.key, part.units, "round", round_ - 1):
        if record.judged == "substance":
            return (False, True, record, "judged")
    return NO_CELL
