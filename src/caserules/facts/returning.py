"""Returns: what a unit asked to be rid of, and when; what the assigning office decided, and to whom it gave the case then.

A request refused never stopped the clock and one accepted acts from the day it was asked, as `handling` has it; here is only
when it was asked and answered. Whose request it was must be said: one that names no unit, or an assignment among several,
may be another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.facts.book import YES_CELL, Book, Cell, first_of
from caserules.facts.desk import ALWAYS_BORNE, Desk, Row
from caserules.facts.handling import Part
from caserules.facts.tables import OFFICE
from caserules.models import Adjustment, Outcome, Role
from caserules.terms import to_number

__all__ = ["return_rows"]


class _Asking(NamedTuple):
    record: Adjustment
    own: Pair
    asked: Cell
    accepted: Cell
    refused: Cell


def return_rows(desk: Desk, part: Part, parts: Sequence[Part]) -> None:
    """Put each return that a unit asked for on its table, and what the office did about it on that of the office.

    Args:
        desk: where rows are made.
        part: the unit's part in the case.
        parts: all parts in the case.
    """
    book = desk.book
    found = [
        _asking(book, part, record, own)
        for record in book.adjustments.get(part.key, ())
        if record.kind == "return" and (own := _own(book, part, record, len(parts) == 1)) is not NO
    ]
    found.sort(key=lambda asking: asking.asked[:2])
    for index, asking in enumerate(found):
        if asking.record.about.unit in part.units - {part.unit}:  # asked by the unit that this one succeeded
            continue
        ref = asking.record.id or ("-" if index == 0 else str(index + 1))
        cells = desk.row("return", part)
        cells["own_return"] = (*asking.own, asking.record, "about")
        cells["return_asked"] = asking.asked
        cells["first_asked"] = first_of([asking.asked, *(_perhaps(x) for x in found[:index])])
        cells["return_accepted"] = asking.accepted
        cells["return_refused"] = asking.refused
        desk.add("return", part, ref, cells)
        _office_row(desk, part, asking, part.name if ref == "-" else f"{part.name}.{ref}")


def _perhaps(asking: _Asking) -> Cell:
    """When a unit asked, if it was this unit that did."""
    day = asking.asked
    return day if asking.own is YES else (day[0], NEVER, *day[2:])


def _office_row(desk: Desk, part: Part, asking: _Asking, ref: str) -> None:
    cells = desk.row("reassignment", part)
    cells["bound"] = YES_CELL
    cells["bearing"] = ALWAYS_BORNE
    # the return itself leaves the office its duty; a withdrawal or merger takes it away
    cells["endings"] = tuple(ending for ending in part.endings if ending[3] != "returned")
    cells["own_return"] = (*asking.own, asking.record, "about")
    cells["return_asked"] = asking.asked
    cells["reassigned"] = _reassigned(desk.book, part, asking)
    desk.out.rows["reassignment"].append(Row("reassignment", part.key, OFFICE, OFFICE, ref, cells))


def _own(book: Book, part: Part, record: Adjustment, alone: bool) -> Pair:
    """Whether a return is that of a part: of the unit named, and of the assignment named where the unit has several."""
    named, assigned = record.about.unit, record.about.assigned
    if named is not None and named in book.units and named not in part.units:
        return NO
    if not part.sole and assigned is not None and to_number(assigned) != part.assigned[0]:
        return NO
    told = (alone if named is None else named in part.units) and (part.sole or assigned is not None)
    return YES if told else NOT_KNOWN


def _asking(book: Book, part: Part, record: Adjustment, own: Pair) -> _Asking:
    decided = _decided(book, record)
    outcome = None if record.decided is None else record.decided.outcome
    maybe, never = (decided[0], NEVER, *decided[2:]), (NEVER, NEVER, *decided[2:])
    accepted = decided if outcome in (Outcome.ACCEPTED, Outcome.PENDING) else never if outcome else maybe
    refused = decided if outcome in (Outcome.REFUSED, Outcome.PENDING) else never if outcome else maybe
    return _Asking(record, own, _asked(book, part, record, decided), accepted, refused)


def _asked(book: Book, part: Part, record: Adjustment, decided: Cell) -> Cell:
    """When a return was asked for: where that is not recorded, by the day from which it acts, or on which it was decided."""
    if record.asked is not None:
        cell = book.day(record, "asked", "adjustments")
    else:
        acts = book.day(record, "from_", "adjustments")[1]
        cell = (EVER, min(acts, decided[1]), record, "asked")
    floor = part.assigned[0]
    if cell[1] < floor:  # which cannot be, and is told where endings are read
        return (floor, NEVER, record, "asked")
    return (max(cell[0], floor), *cell[1:])


def _decided(book: Book, record: Adjustment) -> Cell:
    """When a return was decided on; one of which no decision is on record may have been."""
    if record.decided is None:
        return (EVER, NEVER, record, "decided")
    if record.decided.outcome is Outcome.PENDING:
        return book.absent["adjustments"]
    return book.done_by(record.decided, "on", "adjustments")


def _reassigned(book: Book, part: Part, asking: _Asking) -> Cell:
    """The first answer to a return: refused; or accepted, and the case given anew where some unit must answer for it."""
    record, decision = asking.record, asking.record.decided
    found = [cell for other in part.case.assignments if (cell := _given_anew(book, part, other, asking)) is not None]
    outcome = None if decision is None else decision.outcome
    if outcome is Outcome.REFUSED:
        found.append(asking.refused)
    elif outcome is Outcome.ACCEPTED and part.role in (Role.CO_HANDLING, Role.SEPARATE):
        found.append(asking.accepted)
    elif outcome is None or (outcome is Outcome.ACCEPTED and record.into is not None):
        found.append((asking.asked[0], NEVER, record, "decided" if outcome is None else "into"))
    return first_of((*found, book.absent["default"]))


def _given_anew(book: Book, part: Part, other: Any, asking: _Asking) -> Cell | None:
    """When an assignment gave the case anew; one of the unit's own day, or of a day not known, may have been there before."""
    if other is part.record or (other.role is Role.CO_HANDLING) is not (part.role is Role.CO_HANDLING):
        return None
    cell, asked = book.day(other, "assigned"), asking.asked
    if cell[1] < asked[0]:
        return None
    if cell[0] > part.given[1] and cell[0] >= asked[1]:
        return cell
    return (max(cell[0], asked[0]), NEVER, *cell[2:])
