"""Extensions of a case's day: when each was granted, or the proposer told of it, and to which day.

Whether a policy allows one, and how far, is for the policy's term; no due day is edited here.
"""

from __future__ import annotations

from typing import Any, Final

from caserules.expr import NO, NOT_KNOWN, YES, Pair
from caserules.facts.book import UNKNOWN_CELL, Book, Cell
from caserules.facts.handling import Part
from caserules.models import Adjustment, Outcome
from caserules.terms import to_number

__all__ = ["WAYS", "accepted_as", "extensions_of"]

WAYS: Final = ("consent", "told")
"""How a term may be extended: with the consent of the body that assigned the case, or by telling the proposer."""


def extensions_of(book: Book, part: Part, how: str) -> tuple[Any, ...]:
    """Return the extensions of a part's case, in the order they were granted: `(granted, accepted, to)` each.

    Args:
        book: the register.
        part: whose.
        how: `consent` or `told`.
    """
    found = []
    for record in book.adjustments.get(part.key, ()):
        about = record.about
        if record.kind != "extension" or about.commitment is not None:
            continue
        stranger = about.unit is not None and about.unit not in book.units  # it may have meant this unit
        if about.unit not in (None, *part.units) and not stranger:  # what a unit was granted passes to its successor
            continue
        if about.assigned is not None and not part.sole and to_number(about.assigned) != part.assigned[0]:
            continue
        accepted = accepted_as(record, how, part)
        granted = _granted(book, record)
        to = book.planned(record, "planned_end", "adjustments")
        found.append((granted, (False, accepted[1]) if stranger else accepted, to))
    return tuple(sorted(found, key=lambda item: item[0][0]))


def _granted(book: Book, record: Adjustment) -> Cell:
    """When an extension was granted: one still pending, not by the day through which adjustments are complete."""
    if record.decided is None:
        return UNKNOWN_CELL
    if record.decided.outcome is Outcome.PENDING:
        return book.absent["adjustments"]
    return book.done_by(record.decided, "on", "adjustments")


def accepted_as(record: Adjustment, how: str, part: Part) -> Pair:
    """Return whether an extension was granted: by the body that assigned the case, or by telling the proposer.

    A unit cannot grant its own; to tell the proposer nobody's consent is needed.
    """
    decision = record.decided
    outcome = None if decision is None else decision.outcome
    if outcome is Outcome.REFUSED:
        return NO
    if how == "told":
        return NOT_KNOWN if outcome is Outcome.PENDING else YES
    if decision is not None and decision.by in part.units:
        return NO
    return YES if outcome is Outcome.ACCEPTED else NOT_KNOWN
