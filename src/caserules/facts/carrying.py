"""What carries over: last year's B cases joined with this year's, those lost between the two, and promises."""

from __future__ import annotations

from datetime import date
from typing import Any

from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.facts.book import NO_CELL, UNKNOWN_CELL, YES_CELL, Book, Cell, first_of, not_before
from caserules.facts.desk import ALWAYS_BORNE, Desk, Row
from caserules.facts.handling import Ending, Part, bound_of, truth
from caserules.facts.versions import replies_of
from caserules.models import CarriedCase, CategoryMeaning, Commitment
from caserules.terms import to_number

__all__ = ["Carrying", "commitment_row"]


class Carrying:
    """Joins last year's B list with this year's cases, by either number."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.last_year: dict[str, CarriedCase] = {entry.key: entry for entry in desk.book.register.carried or ()}
        self.joined: set[str] = set()

    def rows(self, part: Part) -> None:
        """Put a carried-over case and its points on their tables; carried over means category B unless the list differs."""
        desk, book, case = self.desk, self.desk.book, part.case
        names = {case.key} if case.carried_from is None else {case.key, case.carried_from.key}
        entry = next((self.last_year[name] for name in names if name in self.last_year), None)
        self.joined |= names
        then = CategoryMeaning.TO_BE_PLANNED if entry is None or entry.category is None else entry.category
        follow = case.follow_up
        cells = desk.row("carry", part)
        cells["then"] = then
        cells["here"] = YES_CELL
        cells["listed_this_year"] = (book.new_year, book.new_year, case, "number")
        cells["tracker"] = self._tracker(follow)
        cells["plan_refined"] = book.followed(follow, "solution_plan")
        endings = part.endings
        if entry is not None and entry.closed_out is not None:
            endings = cells["endings"] = (*part.endings, _closed_out(book, entry))
        desk.add("carry", part, "-", cells)
        points = {point.id: point for point in (follow.points if follow else ())}
        for name in dict.fromkeys([*(point.id for point in case.points), *points]):
            cells = desk.row("carry_point", part)
            cells["endings"] = endings
            cells["then"] = then
            record = points.get(name)
            cells["dealt_with"] = UNKNOWN_CELL if record is None else book.day(record, "dealt_with", "follow_up")
            desk.attest("carry_point", cells, part.key, part.units, "point", name)
            desk.add("carry_point", part, name, cells)

    def _tracker(self, follow: Any) -> Cell:
        if follow is None or follow.tracker is None:
            return self.desk.book.absent["follow_up"] if follow is None else UNKNOWN_CELL
        return self.desk.book.done_by(follow.tracker, "from_", "follow_up")

    def lost_rows(self) -> None:
        """Put last year's cases that this year's register lacks on their table, borne by last year's lead unit."""
        book = self.desk.book
        for entry in self.last_year.values():
            if entry.key in self.joined:
                continue
            unit = entry.unit or "-"
            cells = {
                "bound": bound_of(book, unit),
                "bearing": ALWAYS_BORNE,
                "assigned": ALWAYS_BORNE,
                "endings": () if entry.closed_out is None else (_closed_out(book, entry),),
                "kind": entry.kind,
                "carried": YES_CELL,
                "then": entry.category,
                "here": NO_CELL,
                "listed_this_year": (EVER, NEVER, entry, "number"),
                "tracker": UNKNOWN_CELL,
                "plan_refined": UNKNOWN_CELL,
            }
            self.desk.out.rows["carry"].append(Row("carry", entry.key, unit, unit, "-", cells))


def _closed_out(book: Book, entry: Any) -> Ending:
    return (book.day(entry, "closed_out"), None, YES, "closed_out")


def commitment_row(desk: Desk, part: Part, record: Commitment) -> None:
    """Put a promise on its table."""
    book = desk.book
    made = book.day(record, "made", "commitments")
    promised = book.planned(record, "promised_for", "commitments")
    stated = record.promised_for is not None
    cells = desk.row("commitment", part)
    cells["made"] = made
    cells["promised_for"] = promised
    cells["promise_dated"] = made if stated and promised[0] != NEVER else (EVER, NEVER, record, "promised_for")
    if stated and promised[0] == NEVER:
        cells["promise_dated"] = (NEVER, NEVER, record, "promised_for")
    cells["steps_stated"] = truth(NOT_KNOWN if record.steps is None else YES if record.steps else NO, record, "steps")
    cells["answered"] = book.earliest(
        [book.day(reply, "issued", "replies") for reply in replies_of(book, part)], "replies"
    )
    cells["done"] = book.day(record, "done", "commitments")
    cells["closed_out"] = book.day(record, "closed_out", "commitments")
    cells["made_lately"] = truth(_lately(book, made), record, "made")
    for (quarter,) in desk.members("commitment", "told"):
        cells[f"told.{quarter}"] = _told(book, record, quarter, made)
    _attest(book, part, record, cells)
    cells["extensions"] = _extensions(book, part, record)
    desk.add("commitment", part, record.id, cells)


def _lately(book: Book, made: Cell) -> Pair:
    """Whether a promise is of this year or the last."""
    first = to_number(date(book.register.year - 1, 1, 1))
    return made[0] >= first, made[1] >= first


def _told(book: Book, record: Commitment, quarter: str, made: Cell) -> Cell:
    """When a promise's results were first told in a quarter of the register's year or after; a day before it was made is not known."""
    first = to_number(date(book.register.year, int(quarter.removeprefix("Q")) * 3 - 2, 1))
    start: Cell = (max(first, made[0]), NEVER, record, "told")
    days = [book.done_by(telling, "on", "tellings") for telling in record.told]
    found = [day if day[0] >= start[0] else start for day in days if day[1] >= first or day[1] < made[0]]
    return first_of([*found, not_before(book.absent["tellings"], start)])


def _attest(book: Book, part: Part, record: Commitment, cells: dict[str, Any]) -> None:
    """Write in what people attested of a promise: of its keeping, its closing out, or of both; only by whom and when said."""
    for attestation in book.judged(part.key, part.units):
        about = attestation.about
        if attestation.by is None or attestation.on is None:
            continue
        if about.commitment == record.id and attestation.judged in ("done", "not_done"):
            for aspect in ("kept", "closed_out"):
                if about.aspect in (None, aspect):
                    pair = YES if attestation.judged == "done" else NO
                    cells[f"promise_attested.{aspect}"] = truth(pair, attestation, "judged")


def _extensions(book: Book, part: Part, record: Commitment) -> tuple[Any, ...]:
    """The changes of a promised day by agreement, in the order they were decided."""
    found = []
    for change in book.adjustments.get(part.key, ()):
        if change.kind == "extension" and change.about.commitment == record.id:
            decision = change.decided
            decided = UNKNOWN_CELL if decision is None else book.done_by(decision, "on", "adjustments")
            outcome = None if decision is None else decision.outcome
            accepted = YES if outcome == "accepted" else NO if outcome == "refused" else NOT_KNOWN
            found.append((decided, accepted, book.planned(change, "planned_end", "adjustments")))
    return tuple(sorted(found, key=lambda item: item[0][0]))
