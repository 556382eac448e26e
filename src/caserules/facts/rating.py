"""What happens after a reply: how the leading proposer rated it, whether it was handled again and met about, and its publication.

Each reply that issues is a row of its own, so that a tenth round needs no new rule. A row looks back only: whether an earlier
answer had failed by this one's issue, and which later answer is the first since the demand. Who did not say is not known, and
a rating that the rated unit wrote down itself is nobody's rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from caserules.expr import NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.expr.interpret import le
from caserules.facts.book import NEVER_CELL, Book, Cell, Issue, first_of, not_before
from caserules.facts.contacts import Ask, first_contact
from caserules.facts.desk import Desk
from caserules.facts.handling import Ending, Part, truth
from caserules.facts.versions import Draft
from caserules.models import Case, Form, Rating, Receipt, Reply

__all__ = ["answer_rows", "leading_forms", "rating_of"]


@dataclass(slots=True)
class _Round:
    """An issued reply and the leading proposer's forms: when it arrived, was rated, and was rated not satisfied."""

    reply: Reply
    issued: Cell
    forms: Sequence[Receipt]
    arrived: Cell
    rated: Cell
    dissatisfied: Cell


def answer_rows(desk: Desk, part: Part, replies: Iterable[Reply], drafts: Sequence[Draft], sole: bool) -> None:
    """Put a row for each reply of a part that issues on its table, where some rule reads it.

    Args:
        desk: the desk.
        part: whose replies.
        replies: the part's replies, by version.
        drafts: their versions, which know when each issued.
        sole: whether the case has one unit alone, so that a contact that names no unit is its own.
    """
    if "answer" not in desk.needs:  # no rule of the policy asks what comes after a reply
        return
    rounds = [_round(desk.book, part, reply, drafts) for reply in replies]
    rounds = [each for each in rounds if each.issued[0] != NEVER]
    for index, this in enumerate(rounds):
        _row(desk, part, rounds, index, this, sole)


def _row(desk: Desk, part: Part, rounds: list[_Round], index: int, this: _Round, sole: bool) -> None:
    book = desk.book
    again = _answers_a_failure(rounds[:index], this)
    demanded = _demanded(book, part, this, again)
    cells = desk.row("answer", part)
    cells["case_endings"] = part.endings
    cells["endings"] = (*part.endings, *_overtaken(book, rounds[index + 1 :], this))
    cells["issued"] = this.issued
    cells["arrived"] = this.arrived
    cells["rated"] = this.rated
    cells["demanded"] = demanded
    cells["handled_again"] = _handled_again(book, part, rounds, this, demanded)
    cells["failed_again"] = failed = _only(this.dissatisfied, again)
    for forms in desk.members("answer", "met_about"):
        found = first_contact(book, part, Ask(None, frozenset(map(Form, forms))), sole, failed)
        cells[".".join(("met_about", *forms))] = found
    cells["published"] = _published(book, part, this)
    cells["withheld"] = _withheld(book, this.reply)
    cells["secret"] = truth(YES if part.case.secret else NO, part.case, "secret")
    desk.attest("answer", cells, part.key, part.units, "version", this.reply.version)
    desk.add("answer", part, str(this.reply.version), cells)


def _round(book: Book, part: Part, reply: Reply, drafts: Sequence[Draft]) -> _Round:
    issued = next(draft.issued for draft in drafts if draft.reply is reply and draft.issued[2] is reply)
    if issued[0] < part.since[0] <= issued[1]:  # nothing of a reply can lie before the assignment, its form neither
        issued = (part.since[0], *issued[1:])
    forms = leading_forms(part.case, reply)
    arrived = _arrived(book, part.case, reply, forms, issued)
    if not forms and not reply.cases and _of_a_stranger(part.case, reply):
        perhaps = (issued[0], NEVER, reply, "receipts")
        return _Round(reply, issued, forms, arrived, perhaps, perhaps)
    return _Round(reply, issued, forms, arrived, *_rated(book, reply, forms, arrived))


# --------------------------------------------------------------------------------------------------------- the rating


def leading_forms(case: Case, reply: Reply) -> tuple[Receipt, ...]:
    """Return the receipt forms of the leading proposer, who rates; of whoever sent one, where no proposer is known."""
    leading = case.proposers[0].id if case.proposers else None
    return tuple(form for form in reply.receipts if leading in (None, form.proposer))


def rating_of(reply: Reply, forms: Iterable[Receipt]) -> Rating | None:
    """Return what the forms of one reply say: None where they do not say, differ, or the rated unit wrote it itself."""
    found = {None if form.rated_by == reply.unit else form.rating for form in forms}
    return found.pop() if len(found) == 1 else None


def _of_a_stranger(case: Case, reply: Reply) -> bool:
    """Whether a form names a proposer whom the case does not know: it may be the leading one's."""
    known = {proposer.id for proposer in case.proposers}
    return any(form.proposer not in known for form in reply.receipts)


def _rated(book: Book, reply: Reply, forms: Sequence[Receipt], arrived: Cell) -> tuple[Cell, Cell]:
    """The day a form with a rating came back, and the day one rated not satisfied did.

    None can come back before the reply arrived: such a day is not known, and told as a data issue.
    """
    absent = not_before(book.absent["receipts"], arrived)
    if not forms:
        return absent, absent
    rating = rating_of(reply, forms)
    if rating is Rating.NO_ANSWER:
        return absent, NEVER_CELL
    read = book.day if rating is None else book.done_by
    days = [read(form, "returned", "receipts") for form in forms]
    back = first_of([day if day[1] >= arrived[0] else (arrived[0], NEVER, *day[2:]) for day in days])
    back = not_before(back, arrived)
    if rating is None:
        return _perhaps(back), _perhaps(back)
    return back, back if rating is Rating.NOT_SATISFIED else NEVER_CELL


def _arrived(book: Book, case: Case, reply: Reply, forms: Sequence[Receipt], issued: Cell) -> Cell:
    """When the reply reached the leading proposer: by the form and by the delivery; else some day from the issue on."""
    days = [book.day(form, "arrived", "receipts") for form in forms if form.arrived is not None]
    leading = case.proposers[0].id if case.proposers else None
    days += [
        book.day(delivery, "on", "deliveries")
        for delivery in reply.deliveries
        if delivery.on is not None and leading in (None, delivery.proposer)
    ]
    known = [day for day in days if day[1] >= issued[0]]
    if not known:
        return (issued[0], NEVER, reply, "deliveries")
    last = max(known, key=lambda day: day[1])
    return (max(issued[0], min(day[0] for day in known)), *last[1:])


# --------------------------------------------------------------------------------------------------- round after round


def _answers_a_failure(earlier: Iterable[_Round], this: _Round) -> Pair:
    """Whether an earlier answer had been rated not satisfied by the day this one issued."""
    pairs = [le(other.dissatisfied[:2], this.issued[:2]) for other in earlier]
    return any(pair[0] for pair in pairs), any(pair[1] for pair in pairs)


def _demanded(book: Book, part: Part, this: _Round, again: Pair) -> Cell:
    """When handling again was demanded: on the day recorded, else when the first form rated not satisfied came back.

    After a second failure a meeting is held; a third answer is owed only where it is recorded that it was demanded.
    """
    rating = rating_of(this.reply, this.forms) if this.forms else None
    if rating not in (None, Rating.NOT_SATISFIED):
        return NEVER_CELL
    for form in this.forms:
        if form.demanded is not None:
            day = book.day(form, "demanded", "receipts")
            if day[1] < this.issued[0]:
                book.issues.append(Issue("DATA-001", "receipts", part.key, part.unit))
                return (this.issued[0], NEVER, *day[2:])
            return not_before(_perhaps(day) if rating is None else day, this.issued)
    if again[0]:
        return not_before(book.absent["receipts"], this.dissatisfied)
    return _perhaps(this.dissatisfied) if again[1] else this.dissatisfied


def _handled_again(book: Book, part: Part, rounds: Iterable[_Round], this: _Round, demanded: Cell) -> Cell:
    """The first later answer on or after the demand; one between may count, where the demand's own day is not recorded."""
    told = any(form.demanded is not None for form in this.forms)
    found = [not_before(book.absent["replies"], demanded)]
    if ("replies", part.key) in book.astray:  # the case has a reply of a unit that it does not know
        found.append(_perhaps(this.issued))
    for other in rounds:
        day = other.issued
        if other is this or _comes_before(other, this):
            continue
        if day[0] >= demanded[1]:
            found.append(day)
        elif not told or day[1] >= demanded[0]:
            found.append(_perhaps(not_before(day, demanded) if told else day))
    return first_of(found)


def _comes_before(other: _Round, this: _Round) -> bool:
    if other.issued[1] == this.issued[0]:
        return other.reply.version < this.reply.version
    return other.issued[1] < this.issued[0]


def _overtaken(book: Book, later: Iterable[_Round], this: _Round) -> tuple[Ending, ...]:
    """What a later answer does to the one before: nobody waits for its form any more, nor for its publication.

    Where replies are not complete there may be a later one that is not recorded.
    """
    days = [x.issued for x in later if x.issued[1] >= this.issued[0]]
    return tuple((day, None, YES, "superseded") for day in (*days, not_before(book.absent["replies"], this.issued)))


# ----------------------------------------------------------------------------------------------------- the publication


def _published(book: Book, part: Part, this: _Round) -> Cell:
    if this.reply.published is None:
        return not_before(book.absent["publications"], this.issued)
    day = book.day(this.reply, "published", "publications")
    if day[1] < this.issued[0]:
        book.issues.append(Issue("DATA-001", "replies", part.key, part.unit))
        return (this.issued[0], NEVER, *day[2:])
    return not_before(day, this.issued)


def _withheld(book: Book, reply: Reply) -> Cell:
    """When the reason for withholding was recorded; a record that states none may have one elsewhere."""
    if reply.withheld is None:
        return book.absent["publications"]
    day = book.done_by(reply.withheld, "on", "publications")
    return day if reply.withheld.reason.strip() else _perhaps(day)


def _perhaps(day: Cell) -> Cell:
    """From a day on, or never."""
    return (day[0], NEVER, day[2], day[3])


def _only(day: Cell, if_: Pair) -> Cell:
    """A day if a condition holds; never if not; perhaps where that is not known."""
    return day if if_ == YES else _perhaps(day) if if_ == NOT_KNOWN else NEVER_CELL
