"""From a register to rows: one for each thing that can owe something. Pure; it never judges, and knows no day of a verdict.

Flatten keeps "the first that satisfies a condition looking back", or links neighbours; never the last, a count or all of them,
so that cutting a register at a day and flattening gives the same as flattening and cutting. Families of columns are filled
for just those members that some rule of the policy asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from caserules.facts.answering import Answering
from caserules.facts.asking import request_rows
from caserules.facts.book import NO_CELL, NOT_KNOWN_CELL, UNKNOWN_CELL, Book, Issue, first_of
from caserules.facts.carrying import Carrying, commitment_row
from caserules.facts.desk import ALWAYS_BORNE, Desk, Facts, Needs, Row
from caserules.facts.handling import Part, bound_of, mode_of, parts_of
from caserules.facts.returning import return_rows
from caserules.models import Case, CaseKind, Commitment, Mode, Register, Role

__all__ = ["Facts", "Needs", "Row", "flatten"]


def flatten(register: Register, needs: Needs, chain: Mapping[str, frozenset[str]]) -> Facts:
    """Return a register's rows.

    Args:
        register: the register.
        needs: the families' members that the policy's rules ask for, by table.
        chain: for each step of a reply's chain those that must follow it.
    """
    desk = Desk(Book.of(register), needs, chain)
    carrying = Carrying(desk)
    answering = Answering(desk, carrying)
    of_units: dict[str, list[Part]] = defaultdict(list)
    for case in register.cases:
        for part in _case_rows(desk, answering, case):
            of_units[part.unit].append(part)
    carrying.lost_rows()
    for unit, parts in of_units.items():
        _unit_row(desk, unit, parts)
    desk.out.issues = desk.book.issues
    return desk.out


def _case_rows(desk: Desk, answering: Answering, case: Case) -> list[Part]:
    parts = list(parts_of(desk.book, case))
    mode = mode_of(case)
    answerers = [part for part in parts if part.role is not Role.CO_HANDLING]
    standing = [part for part in answerers if len(part.endings) == 1]
    leads = {part.record.unit for part in standing if part.role is not Role.SEPARATE}
    if mode is not Mode.SEPARATE and len(leads) > 1:  # which of them answers cannot be told: a fault of the data
        answerers = [replace(p, bound=NOT_KNOWN_CELL) if p.record.unit in leads else p for p in answerers]
    asked = [part for part in parts if part.role is Role.CO_HANDLING]
    _check_structure(desk.book, case, mode, leads, {part.record.unit for part in asked}, answered_for=bool(answerers))
    asked = [part for part in asked if part.record.unit not in leads]  # it answers for all, itself among them
    helpers = tuple(dict.fromkeys(part.unit for part in asked))
    desk.out.assigned[case.key] = first_of([part.assigned for part in parts]) if parts else UNKNOWN_CELL
    sole = len({part.record.unit for part in parts}) == 1
    for part in parts:
        return_rows(desk, part, parts)
    for part in asked:
        request_rows(desk, part, mode)
    for part in answerers:
        answering.rows(part, mode, helpers, sole)
    for record in case.commitments:
        mine = parts if record.unit is not None else answerers
        owner = _promiser(desk.book, [part for part in mine if record.unit in (None, part.unit)], record)
        if owner is not None:
            for part in mine:  # and the units that succeeded it
                if part.record is owner.record and owner.unit in part.units:
                    commitment_row(desk, part, record)
    return parts


def _promiser(book: Book, parts: list[Part], record: Commitment) -> Part | None:
    """Whose promise it is: of the units it may be, the last that had been assigned when it was made."""
    made = book.day(record, "made", "commitments")
    before = [part for part in parts if part.assigned[0] <= made[0]]
    return max(before, key=lambda part: part.assigned[0]) if before else next(iter(parts), None)


def _check_structure(
    book: Book, case: Case, mode: Mode | None, leads: set[str], helpers: set[str], *, answered_for: bool
) -> None:
    """One lead unit at a time but under separate handling, never also co-handling; none missing that the mode names."""
    if mode is not Mode.SEPARATE and (len(leads) > 1 or not answered_for):
        book.issues.append(Issue("DATA-006", "assignments", case.key))
    if leads & helpers:
        book.issues.append(Issue("DATA-007", "assignments", case.key))
    if mode is Mode.LEAD_WITH_CO_HANDLING and not helpers:
        book.issues.append(Issue("DATA-008", "mode", case.key))


def _unit_row(desk: Desk, unit: str, parts: list[Part]) -> None:
    book = desk.book
    # what a predecessor filed counts where all was taken over from it; with cases of its own a unit files its own papers
    units = frozenset.intersection(*(part.units for part in parts))
    named = [book.day(book.units[name], "roles_named") for name in sorted(units) if name in book.units]
    cells = desk.blank("unit")
    cells["bound"] = bound_of(book, unit)
    cells["bearing"] = ALWAYS_BORNE
    cells["endings"] = ()
    cells["kind"] = None
    cells["carried"] = NO_CELL
    cells["since"] = first_of([part.since for part in parts])
    cells["cases"] = tuple((part.since, part.endings) for part in parts)
    cells["roles_named"] = first_of(named) if named else UNKNOWN_CELL
    for kind in CaseKind:
        led = [part for part in parts if part.role is not Role.CO_HANDLING and part.case.kind is kind]
        if led:
            cells[f"since_leading.{kind.value}"] = first_of([part.since for part in led])
        cells[f"led_cases.{kind.value}"] = tuple((part.since, part.endings) for part in led)
    desk.file(cells, units, None)
    desk.attest("unit", cells, None, units)
    desk.out.rows["unit"].append(Row("unit", None, unit, unit, "-", cells))
