"""Contacts with the proposer, by stage: one contact serves one stage, told or found in the order of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.expr.interpret import le
from caserules.facts.book import Book, Cell, first_of
from caserules.facts.handling import Part
from caserules.models import Contact, Form, Post, Stage

__all__ = ["Ask", "contact_days", "first_contact"]

_ANY_FORM = frozenset(Form)
_ORDER = (Stage.BEFORE, Stage.DURING, Stage.AFTER)


class Ask(NamedTuple):
    """What a policy asks of a contact at a stage: the post, if any, and the forms that count."""

    post: Post | None
    forms: frozenset[str]


def contact_days(
    book: Book, part: Part, asks: Mapping[Stage, Ask], started: Cell, drafted: Cell, answered: Cell, sole_part: bool
) -> dict[Stage, Cell]:
    """Return the first contact of each stage that a policy asks for.

    Args:
        book: the register.
        part: whose contacts.
        asks: what is asked at each stage.
        started: when handling started.
        drafted: when the reply was drafted.
        answered: when the reply issued.
        sole_part: whether the case has one unit alone, so that a contact that names no unit is its own.
    """
    start = (started[0], answered[1])  # the text does not say what starts handling
    windows = {Stage.BEFORE: (None, start), Stage.DURING: (None, answered[:2]), Stage.AFTER: (drafted[:2], None)}
    found: dict[Stage, list[tuple[Cell, Pair]]] = {stage: [] for stage in asks}
    served: set[Stage] = set()
    for contact, day in _in_order(book, part):
        earlier = False  # whether it may have served an earlier stage
        for stage in (contact.stage,) if contact.stage else _ORDER:
            ask = asks.get(stage)
            if ask is None or (contact.stage is None and stage in served):
                continue
            pair = _fits(book, part, contact, day, ask, sole_part)
            after, by = windows[stage]
            if after is not None:
                pair = _both(pair, le(after, day[:2]))
            if by is not None and contact.stage is None:
                pair = _both(pair, le(day[:2], by))
            if earlier:
                pair = (False, pair[1])
            if pair[1]:
                earlier = True
                found[stage].append((day, pair))
            if pair[0]:
                served.add(stage)
                break
    return {stage: _first(days, book.absent["contacts"], part.assigned) for stage, days in found.items()}


def first_contact(book: Book, part: Part, ask: Ask, sole_part: bool, since: Cell | None = None) -> Cell:
    """Return the first contact of any stage that counts as a policy asks.

    Args:
        book: the register.
        part: whose contacts.
        ask: the post and the forms that count.
        sole_part: whether the case has one unit alone, so that a contact that names no unit is its own.
        since: a day before which a contact is another one, if there is such a day.
    """
    found = []
    for contact, day in _in_order(book, part):
        pair = _fits(book, part, contact, day, ask, sole_part)
        found.append((day, pair if since is None else _both(pair, le(since[:2], day[:2]))))
    floor = part.assigned if since is None else since
    return _first([x for x in found if x[1][1]], book.absent["contacts"], floor)


def _in_order(book: Book, part: Part) -> Sequence[tuple[Contact, Cell]]:
    days = [(contact, book.day(contact, "on", "contacts")) for contact in book.contacts.get(part.key, ())]
    return sorted(days, key=lambda item: (item[1][0], item[1][1]))


def _fits(book: Book, part: Part, contact: Contact, day: Cell, ask: Ask, sole_part: bool) -> Pair:
    if contact.unit is None or contact.unit not in book.units:
        unit = YES if sole_part and contact.unit is None else NOT_KNOWN
    else:
        unit = YES if contact.unit in part.units else NO
    if contact.form is None:
        form = YES if ask.forms >= _ANY_FORM else NOT_KNOWN
    else:
        form = YES if contact.form in ask.forms else NO
    if unit is NO or form is NO:
        return NO
    if ask.post is None:
        return _both(unit, form)
    return _both(_both(unit, form), book.post_reaches(part.case, contact.unit or part.unit, contact, ask.post, day))


def _both(a: Pair, b: Pair) -> Pair:
    return (a[0] and b[0], a[1] and b[1])


def _first(days: list[tuple[Cell, Pair]], absent: Cell, assigned: Cell) -> Cell:
    """The first contact that certainly counts, or earlier one that possibly does, or one not recorded."""
    if absent[0] == EVER:
        absent = (assigned[0], NEVER, absent[2], absent[3])
    if not days:
        return absent
    cells = [day if pair[0] else (day[0], NEVER, day[2], day[3]) for day, pair in days]
    return first_of((*cells, absent))
