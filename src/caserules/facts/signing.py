"""The rows of a reply's versions: each step's day, who took it and whether the post was that person's, in which order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caserules.expr import NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.expr.interpret import le
from caserules.facts.book import UNKNOWN_CELL, Book, Cell, Issue, Truth, first_of
from caserules.facts.desk import Desk
from caserules.facts.handling import Ending, Part, truth
from caserules.facts.versions import Draft
from caserules.models import Case, Post

__all__ = ["version_row"]


def version_row(desk: Desk, part: Part, draft: Draft) -> None:
    """Put one version of a reply on its table."""
    book = desk.book
    cells = desk.row("version", part)
    if draft.overtaken is not None:
        cells["endings"] = (*part.endings, *_overtaken(draft.issued, draft.overtaken))
    cells["opened"] = draft.opened
    cells["issued"] = draft.issued
    if any(step not in desk.steps for step in draft.own):  # a step nobody knows may be one that is missing
        for (step,) in desk.members("version", "step"):
            cells[f"step.{step}"] = UNKNOWN_CELL
        book.issues.append(Issue("DATA-022", "steps", part.key, part.unit))
    for step, day in draft.days.items():
        cells[f"step.{step}"] = day
    for later, step, same_day in desk.members("version", "before"):
        if step in draft.steps and later in draft.steps:
            pair = _before(draft, later, step, same_day)
            if pair is not NO:
                cells[f"before.{later}.{step}.{same_day}"] = truth(pair)
    for step, post in desk.members("version", "held"):
        record = draft.steps.get(step)
        if record is not None:
            cells[f"held.{step}.{post}"] = _held(book, part, draft, record, post, draft.days[step])
    if part.case.designations:
        for (body,) in desk.members("version", "listed"):
            cells[f"listed.{body}"] = _listed(book, part.case, body, draft.issued)
    desk.attest("version", cells, part.key, part.units, "version", draft.reply.version)
    desk.add("version", part, draft.ref, cells)


def _overtaken(issued: Cell, opened: Cell) -> tuple[Ending, ...]:
    """A version is superseded from the day the next opens, unless it had issued before that day."""
    certain, possible = le(issued[:2], (opened[0] - 1, opened[1] if opened[1] == NEVER else opened[1] - 1))
    if certain:
        return ()
    return ((opened, opened, NOT_KNOWN if possible else YES, "superseded"),)


def _before(draft: Draft, later: str, step: str, same_day: str) -> Pair:
    """Whether a step that must follow another came before it on one day, by the sequence given."""
    day, other = draft.days[step], draft.days[later]
    if day[0] != other[0] or day[1] != other[1]:
        return NO
    a, b = draft.steps[step], draft.steps[later]
    if a.seq is not None and b.seq is not None:
        if b.seq >= a.seq:
            return NO
        return YES if day[0] == day[1] else NOT_KNOWN
    return NOT_KNOWN if same_day == "unsettled" and a is not b else NO


def _held(book: Book, part: Part, draft: Draft, record: Any, post: str, day: Cell) -> Truth:
    body = post.removeprefix("leader_of_")
    if body != post:
        pair = _leads(book, part.case, body, record.person, day)
    else:
        pair = book.held(part.case, draft.reply.unit, record.person, Post(post), day)
    return (*pair, record, "person")


def _supervisions(book: Book, case: Case, body: str) -> Iterator[tuple[Any, bool, Any]]:
    """The listings of a case under a leader who is of a body, or may be: the listing, whether certainly, the leader."""
    for designation in case.designations:
        if designation.is_ != "supervised":
            continue
        leader = book.leaders.get(designation.leader) if designation.leader else None
        known = leader.body if leader is not None else None
        if known is None or known == body:
            yield designation, known is not None, leader


def _leads(book: Book, case: Case, body: str, person: str | None, day: Cell) -> Pair:
    """Whether a person was the supervising leader in office on a day."""
    if person is None:
        return NOT_KNOWN
    possible, other = False, False
    for designation, certain, leader in _supervisions(book, case, body):
        inside = book.in_force(designation, day)
        if leader is None or (leader.person is None and person != leader.id):
            possible = True
            continue
        if person not in (leader.id, leader.person):
            other |= certain and inside[0]
            possible |= not certain
            delegated = book.delegated(case, None, None, (leader.person, person), day)
            inside = (inside[0] and delegated[0], inside[1] and delegated[1])
        if inside[0]:
            return YES
        possible |= inside[1]
    complete = book.complete("designations", day) and book.complete("delegations", day)
    return NO if other and not possible and complete else NOT_KNOWN


def _listed(book: Book, case: Case, body: str, issued: Cell) -> Cell:
    """When a case was first listed under a leader of a body, if it still was at the issue."""
    cells: list[Cell] = [book.absent["designations"]]
    for designation, certain, _leader in _supervisions(book, case, body):
        if designation.to is not None and book.planned(designation, "to")[1] < issued[0]:
            continue
        cell = book.done_by(designation, "from_", "designations")
        cells.append(cell if certain else (cell[0], NEVER, cell[2], cell[3]))
    return first_of(cells)
