"""Who answers for a case, from when, and what ended it: assignments, endings, and the units that succeed others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.facts.book import NO_CELL, NOT_KNOWN_CELL, YES_CELL, Book, Cell, Issue, Truth, not_before
from caserules.models import Adjustment, Assignment, Case, Mode, Role
from caserules.terms import to_number

__all__ = ["Ending", "Part", "adjusted", "bound_of", "granted", "mode_of", "parts_of"]

Ending: TypeAlias = tuple[Cell, Cell | None, Pair, str | None]
"""From when, decided when (None: by itself), whether accepted, and the code by which it is told."""

_CODES: Final = {
    "return": "returned",
    "transfer": "transferred",
    "withdrawal": "withdrawn",
    "merge": "merged",
    "waiver": "waived",
}
_BY_ITSELF: Final = ("withdrawal", "merge", "transfer")


@dataclass(slots=True)
class Part:
    """A unit's part in a case, from its assignment."""

    case: Case
    key: str
    unit: str
    name: str
    role: Role
    record: Any
    given: Cell
    received: Cell
    assigned: Cell
    bound: Truth
    endings: tuple[Ending, ...]
    units: frozenset[str]
    carried: bool
    since: Cell
    sole: bool


def bound_of(book: Book, unit: str) -> Truth:
    """Return whether the notice binds a unit: said by the register, not known for a unit that it does not list."""
    known = book.units.get(unit)
    if known is None:
        return NOT_KNOWN_CELL
    if known.bound is True:
        return (True, True, known, "bound")
    return (True, True, known, "bound") if known.bound == "no_longer" and known.to else (False, False, known, "bound")


def mode_of(case: Case) -> Mode | None:
    """Return how a case is handled: as it says, else as its units' roles say."""
    if case.mode is not None:
        return case.mode
    roles = {a.role for a in case.assignments}
    if Role.CO_HANDLING in roles:
        return Mode.LEAD_WITH_CO_HANDLING
    if roles == {Role.SEPARATE}:
        return Mode.SEPARATE
    return Mode.SINGLE if roles == {Role.SINGLE} else None


def adjusted(book: Book, key: str, unit: str, assigned: Cell, sole: bool, **about: Any) -> tuple[Ending, ...]:
    """Return what may have ended a unit's part in a case, and what may not have been recorded."""
    endings: list[Ending] = []
    for record in book.adjustments.get(key, ()):
        code = _CODES.get(record.kind)
        named = record.about.unit
        stranger = named is not None and named not in book.units  # it may have meant this unit
        if code is None or record.about.commitment != about.get("commitment"):
            continue
        if named not in (None, unit) and not stranger:
            continue
        if record.about.assigned is not None and not sole and to_number(record.about.assigned) != assigned[0]:
            continue
        ending = _ending(book, record, code, assigned)
        endings.append((ending[0], ending[1] or ending[0], NOT_KNOWN, code) if stranger else ending)
    absent = book.absent["adjustments"]
    endings.append(((max(absent[0], assigned[0]), NEVER, absent[2], absent[3]), None, YES, None))
    return tuple(endings)


def granted(record: Adjustment) -> Pair:
    """Return whether what a record asks for was granted; some need nobody to grant them, once they have a day."""
    if record.decided is None or record.decided.outcome is None:
        return YES if record.kind in _BY_ITSELF and (record.from_ is not None or record.asked is None) else NOT_KNOWN
    return {"accepted": YES, "refused": NO, "pending": NOT_KNOWN}[record.decided.outcome]


def _ending(book: Book, record: Adjustment, code: str, assigned: Cell) -> Ending:
    decided_record = record.decided
    accepted = granted(record)
    if decided_record is None or decided_record.outcome is None:
        decided: Cell | None = None if accepted == YES else (EVER, NEVER, record, "decided")
    else:
        decided = book.done_by(decided_record, "on", "adjustments")
        if decided_record.outcome == "pending":
            decided = book.absent["adjustments"]
    start = next(
        (book.day(record, name, "adjustments") for name in ("from_", "asked") if getattr(record, name) is not None),
        None,
    )
    if start is None:
        decision: Cell = (EVER, NEVER, record, "from_") if decided is None else decided
        # a return acts from the day it was asked, some day up to the decision; the others from the decision itself
        start = (EVER, *decision[1:]) if record.kind == "return" else decision
    if start[1] < assigned[0]:
        book.issues.append(Issue("DATA-002", "adjustment", record.about.case, record.about.unit))
        start = (EVER, NEVER, record, start[3])
    return not_before(start, assigned), decided, accepted, code


def parts_of(book: Book, case: Case) -> Iterator[Part]:
    """Yield each unit's part in a case; a unit that succeeds another takes its part over with its clock."""
    register = book.register
    key = case.key
    carried = case.year < register.year or case.carried_from is not None
    assignments = _once(book, case)
    counts = Counter(record.unit for record in assignments)
    for record in assignments:
        given = book.day(record, "assigned")
        assigned = _from_new_year(book, given, record) if carried else given
        sole = counts[record.unit] == 1
        name = record.unit if sole else f"{record.unit}@{record.assigned}"
        if record.unit not in book.units:
            book.issues.append(Issue("DATA-004", "assignments", key, record.unit))
        part = Part(
            case=case,
            key=key,
            unit=record.unit,
            name=name,
            role=record.role,
            record=record,
            given=given,
            received=_received(book, record, given, key),
            assigned=assigned,
            bound=bound_of(book, record.unit),
            endings=adjusted(book, key, record.unit, assigned, sole),
            units=frozenset({record.unit}),
            carried=carried,
            since=assigned,
            sole=sole,
        )
        yield from _with_successor(book, part)


def _received(book: Book, record: Assignment, given: Cell, key: str) -> Cell:
    """When a case was received: on the day it was assigned at the earliest, also where no day is recorded."""
    cell = book.day(record, "received")
    if cell[1] < given[0]:
        book.issues.append(Issue("DATA-001", "assignments", key, record.unit))
        return (given[0], NEVER, record, "received")
    return (max(cell[0], given[0]), *cell[1:])


def _once(book: Book, case: Case) -> list[Assignment]:
    """The assignments, each once: a unit given the same part twice on one day has it once, and that is told."""
    found: dict[tuple[str, bool, Any], Assignment] = {}
    for record in case.assignments:
        first = found.setdefault((record.unit, record.role is Role.CO_HANDLING, record.assigned), record)
        if first is not record:
            book.issues.append(Issue("DATA-020", "assignments", case.key, record.unit))
    return list(found.values())


def _from_new_year(book: Book, given: Cell, record: Any) -> Cell:
    """A carry-over counts as assigned from 1 January, unless it was assigned anew this year."""
    day = book.new_year
    if record.assigned is None or given[1] < day:
        return (day, day, record, "assigned")
    return (max(given[0], day), given[1], record, "assigned")


def _with_successor(book: Book, part: Part) -> Iterator[Part]:
    unit = book.units.get(part.unit)
    if unit is None or unit.to is None:
        yield part
        return
    last = to_number(unit.to)
    if part.assigned[0] > last:
        book.issues.append(Issue("DATA-005", "assignments", part.key, part.unit))
    code = "transferred" if unit.successor else "not_bound"
    gone: Ending = ((last + 1, last + 1, unit, "to"), None, YES, code)
    yield replace(part, endings=(*part.endings, gone))
    if unit.successor and unit.successor in book.units.keys() - part.units:
        units = part.units | {unit.successor}
        heir = replace(
            part,
            unit=unit.successor,
            name=unit.successor if part.sole else f"{unit.successor}@{part.record.assigned}",
            bound=bound_of(book, unit.successor),
            endings=(
                *adjusted(book, part.key, unit.successor, part.assigned, part.sole),
                *(e for e in part.endings if e[3] is not None),
            ),
            units=units,
            since=(last, last, unit, "to"),
        )
        yield from _with_successor(book, heir)


def truth(pair: Pair, record: Any = None, name: str = "") -> Truth:
    """Return a condition's cell."""
    if record is None:
        return YES_CELL if pair == YES else NO_CELL if pair == NO else NOT_KNOWN_CELL
    return (*pair, record, name)
