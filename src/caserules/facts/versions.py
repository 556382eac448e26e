"""The versions of a reply: a step done again opens the next one, which inherits the steps before it.

Signatures belong to a version. A version issues only if its issue falls before the next one opens; one overtaken is superseded
from that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from caserules.expr import EVER, NEVER
from caserules.facts.book import NEVER_CELL, Book, Cell, Issue, first_of
from caserules.facts.handling import Part
from caserules.models import Reply, Step

__all__ = ["Draft", "drafts_of", "replies_of"]


@dataclass(slots=True)
class Draft:
    """One version of a reply: its own and inherited steps, when it opened, issued and was overtaken."""

    reply: Reply
    ref: str
    steps: dict[str, Step] = field(default_factory=dict)
    days: dict[str, Cell] = field(default_factory=dict)
    own: tuple[str, ...] = ()
    opened: Cell = NEVER_CELL
    issued: Cell = NEVER_CELL
    overtaken: Cell | None = None


def replies_of(book: Book, part: Part) -> list[Reply]:
    """Return a part's replies in the order of their versions; a merged reply answers several cases.

    What a carried-over case was answered last year is history: it owes a new reply.
    """
    found = [
        reply
        for reply in book.replies.get(part.key, ())
        if reply.unit in part.units
        and (part.sole or reply.assigned is None or reply.assigned == part.record.assigned)
        and not (part.carried and book.day(reply, "issued", "replies")[1] < book.new_year)
    ]
    return sorted(found, key=lambda reply: reply.version)


def drafts_of(book: Book, part: Part, replies: Sequence[Reply], followers: Mapping[str, frozenset[str]]) -> list[Draft]:
    """Return the versions of a part's reply.

    Args:
        book: the register.
        part: whose reply.
        replies: the part's replies, by version.
        followers: for each step of the chain, those that must follow it; a step done again undoes its followers.
    """
    drafts: list[Draft] = []
    for reply in replies:
        steps = [(step, book.day(step, "on", "steps")) for step in reply.steps]
        groups = _groups(steps)
        issued = _issued(book, part, reply)
        holder = _issuing_group(groups, issued)
        for index, group in enumerate(groups):
            draft = Draft(reply, str(reply.version) if index == 0 else f"{reply.version}.{index + 1}")
            for step, day in group:
                draft.steps[step.step] = step
                draft.days[step.step] = day if day[1] >= part.assigned[0] else (EVER, NEVER, step, "on")
            draft.own = tuple(draft.steps)
            # without a step, and steps kept, a version opens with its issue
            draft.opened = issued if book.through["steps"] is not None else (part.assigned[0], *issued[1:])
            if index >= holder:  # signed once more after issue: a version of its own, not issued
                draft.issued = issued if index == holder else book.absent["replies"]
            if group:
                days = [draft.days[name] for name in draft.own]
                draft.opened = first_of([*days, issued] if index == holder else days)
            if drafts:
                _inherit(drafts[-1], draft, followers)
                drafts[-1].overtaken = draft.opened
            drafts.append(draft)
    return drafts


def _issued(book: Book, part: Part, reply: Reply) -> Cell:
    issued = book.day(reply, "issued", "replies")
    if issued[1] < part.assigned[0]:
        book.issues.append(Issue("DATA-001", "replies", part.key, part.unit))
        return (EVER, NEVER, reply, "issued")
    return issued


_Dated: TypeAlias = tuple[Step, Cell]


def _groups(steps: list[_Dated]) -> list[list[_Dated]]:
    """Split the steps of a record where one is done again, in the order of their days."""
    names = {step.step for step, _ in steps}
    if len(names) == len(steps):
        return [steps]
    groups: list[list[_Dated]] = [[]]
    for step, day in sorted(steps, key=lambda item: (item[1][0], item[0].seq or 0)):
        if any(step.step == other.step for other, _ in groups[-1]):
            groups.append([])
        groups[-1].append((step, day))
    return groups


def _issuing_group(groups: list[list[_Dated]], issued: Cell) -> int:
    """The last group that had certainly opened by the issue; the last of all where the issue is not known or still to come."""
    if issued[1] == NEVER:
        return len(groups) - 1
    return max((i for i, group in enumerate(groups) if i and group[0][1][1] <= issued[0]), default=0)


def _inherit(before: Draft, draft: Draft, followers: Mapping[str, frozenset[str]]) -> None:
    undone: set[str] = set(draft.own)
    for again in draft.own:
        undone |= followers.get(again, frozenset())
    for name, step in before.steps.items():
        if name not in undone:
            draft.steps[name] = step
            draft.days[name] = before.days[name]
