"""The versions of a reply: a step done again opens the next one, which inherits the steps before it.

Signatures belong to a version. A version issues only if its issue falls before the next one opens; one overtaken is superseded
from that day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    own: tuple[str, ...] = ()
    opened: Cell = NEVER_CELL
    issued: Cell = NEVER_CELL
    overtaken: Cell | None = None

    def step(self, book: Book, name: str, assigned: Cell) -> Cell:
        """Return the day of a step; a day before the assignment cannot be."""
        record = self.steps.get(name)
        if record is None:
            absent = book.absent["steps"]
            return (max(absent[0], assigned[0]), NEVER, absent[2], absent[3])
        cell = book.day(record, "on", "steps")
        if cell[1] < assigned[0]:
            return (EVER, NEVER, record, "on")
        return cell


def replies_of(book: Book, part: Part) -> list[Reply]:
    """Return a part's replies in the order of their versions; a merged reply answers several cases."""
    found = [
        reply
        for reply in book.replies.get(part.key, ())
        if reply.unit in part.units
        and (part.sole or reply.assigned is None or reply.assigned == part.record.assigned)
    ]
    return sorted(found, key=lambda reply: reply.version)


def drafts_of(
    book: Book, part: Part, replies: Sequence[Reply], followers: Mapping[str, frozenset[str]]
) -> list[Draft]:
    """Return the versions of a part's reply.

    Args:
        book: the register.
        part: whose reply.
        replies: the part's replies, by version.
        followers: for each step of the chain, those that must follow it; a step done again undoes its followers.
    """
    drafts: list[Draft] = []
    for reply in replies:
        groups = _groups(book, reply.steps)
        issued = _issued(book, part, reply)
        holder = _issuing_group(book, groups, issued)
        for index, group in enumerate(groups):
            ref = str(reply.version) if index == 0 else f"{reply.version}.{index + 1}"
            draft = Draft(reply, ref, {step.step: step for step in group}, tuple(step.step for step in group))
            if index == holder:
                draft.issued = issued
            elif index > holder:  # signed once more after issue: a version of its own, not issued
                draft.issued = book.absent["default"]
            days = [book.day(step, "on", "steps") for step in group]
            draft.opened = first_of([*days, draft.issued]) if index == holder or days else draft.issued
            if not days and index == holder:
                draft.opened = (part.assigned[0], draft.issued[1], draft.issued[2], draft.issued[3])
            if drafts:
                _inherit(drafts[-1], draft, followers)
                drafts[-1].overtaken = draft.opened
            drafts.append(draft)
    return drafts


def _issued(book: Book, part: Part, reply: Reply) -> Cell:
    issued = book.day(reply, "issued")
    if issued[1] < part.assigned[0]:
        book.issues.append(Issue("DATA-001", "replies", part.key, part.unit))
        return (EVER, NEVER, reply, "issued")
    return issued


def _groups(book: Book, steps: Sequence[Step]) -> list[list[Step]]:
    """Split the steps of a record where one is done again, in the order of their days."""

    def when(step: Step) -> tuple[int, int]:
        day = book.day(step, "on", "steps")
        return (day[0] if day[0] != EVER else EVER, step.seq or 0)

    groups: list[list[Step]] = [[]]
    ordered = sorted(steps, key=when) if len({step.step for step in steps}) < len(steps) else steps
    for step in ordered:
        if any(step.step == other.step for other in groups[-1]):
            groups.append([])
        groups[-1].append(step)
    return groups


def _issuing_group(book: Book, groups: list[list[Step]], issued: Cell) -> int:
    """The last group that had certainly opened by the issue; the last of all where the issue is not known or still to come."""
    if issued[1] == NEVER:
        return len(groups) - 1
    holder = 0
    for index, group in enumerate(groups[1:], 1):
        if all(book.day(step, "on", "steps")[1] <= issued[0] for step in group[:1]):
            holder = index
    return holder


def _inherit(before: Draft, draft: Draft, followers: Mapping[str, frozenset[str]]) -> None:
    undone: set[str] = set(draft.own)
    for again in draft.own:
        undone |= followers.get(again, frozenset())
    for name, step in before.steps.items():
        if name not in undone and name not in draft.steps:
            draft.steps[name] = step

