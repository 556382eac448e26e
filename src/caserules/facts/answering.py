"""The rows of a unit that answers for a case: its handling, its reply's versions, to whom it was sent, and the category given."""

from __future__ import annotations

from typing import Any

from caserules.expr import EVER, NEVER, YES
from caserules.facts.book import NO_CELL, UNKNOWN_CELL, YES_CELL, Cell, first_of, not_before
from caserules.facts.carrying import Carrying
from caserules.facts.contacts import Ask, contact_days, first_contact
from caserules.facts.desk import Desk
from caserules.facts.extending import WAYS, extensions_of
from caserules.facts.handling import Part, granted
from caserules.facts.rating import answer_rows
from caserules.facts.signing import version_row
from caserules.facts.versions import Draft, drafts_of, replies_of
from caserules.models import Adjustment, Mode, Post, Reply, Role, Stage
from caserules.terms import to_date

__all__ = ["Answering"]


class Answering:
    """Makes the rows of answering units; what a policy asks of contacts is read once."""

    def __init__(self, desk: Desk, carrying: Carrying) -> None:
        self.desk = desk
        self.carrying = carrying
        asks: dict[Stage, Ask] = {}
        self.contact_names: list[tuple[str, Stage]] = []
        for stage, post, *forms in desk.members("handling", "contact"):
            asks[Stage(stage)] = Ask(Post(post), frozenset(forms))
            self.contact_names.append((".".join(("contact", stage, post, *forms)), Stage(stage)))
        self.first_asks = {
            ".".join(("first_contact", post, *forms)): Ask(Post(post), frozenset(forms))
            for post, *forms in desk.members("handling", "first_contact")
        }
        self.asks: dict[Stage, Ask] = {stage: asks[stage] for stage in Stage if stage in asks}

    def rows(self, part: Part, mode: Mode | None, helpers: tuple[str, ...], sole: bool) -> None:
        """Put all rows of an answering unit's part on their tables.

        Args:
            part: the part.
            mode: how the case is handled.
            helpers: the co-handling units, whose opinions a lead unit waits for.
            sole: whether the case has one unit alone, co-handling ones counted.
        """
        desk, book = self.desk, self.desk.book
        replies = replies_of(book, part)
        drafts = drafts_of(book, part, replies, desk.chain)
        cells = desk.row("handling", part, mode)
        issued = book.earliest([draft.issued for draft in drafts], "replies")
        if ("replies", part.key) in book.astray:  # the case has a reply of a unit that it does not know
            issued = first_of((UNKNOWN_CELL, issued))
        cells["answered"] = not_before(issued, part.assigned)
        self._contacts(part, cells, drafts, issued, sole)
        self._deliveries(cells, replies)
        cells["delay_explained"] = book.followed(part.case.follow_up, "delay_explained")
        for how in WAYS:
            cells[f"extensions.{how}"] = extensions_of(book, part, how)
        for designation in part.case.designations:
            name = f"marked.{designation.is_.value}"
            if name in cells:
                cells[name] = first_of((book.done_by(designation, "from_", "designations"), cells[name]))
        desk.file(cells, part.units, part.key)
        desk.attest("handling", cells, part.key, part.units)
        desk.judge("handling", cells, part)
        desk.add("handling", part, "-", cells, helpers if part.role is Role.LEAD else ())
        for draft in drafts:
            version_row(desk, part, draft)
        self._recipients(part, replies)
        answer_rows(desk, part, replies, drafts, sole)
        self._categories(part, replies, drafts)
        if part.carried:
            self.carrying.rows(part)

    def _contacts(self, part: Part, cells: dict[str, Any], drafts: list[Draft], issued: Cell, sole: bool) -> None:
        """When handling started: the earliest known step, by the issue at the latest; and the contacts before and after."""
        book = self.desk.book
        days = [day for draft in drafts for day in draft.days.values()]
        started = _by_issue(book.earliest(days, "steps"), issued, part.assigned)
        drafting = [draft.days["draft"] for draft in drafts if "draft" in draft.days]
        drafted = _by_issue(book.earliest(drafting, "steps"), issued, part.assigned)
        cells["started"] = started
        found = contact_days(book, part, self.asks, started, drafted, cells["answered"], sole)
        for name, stage in self.contact_names:
            cells[name] = found[stage]
        for name, ask in self.first_asks.items():
            cells[name] = first_contact(book, part, ask, sole)

    def _deliveries(self, cells: dict[str, Any], replies: list[Reply]) -> None:
        book = self.desk.book
        deliveries = [d for reply in replies for d in reply.deliveries]
        receipts = [r for reply in replies for r in reply.receipts]
        cells["dispatched"] = book.earliest([book.day(d, "sent", "deliveries") for d in deliveries], "deliveries")
        cells["reached"] = book.earliest([book.day(d, "on", "deliveries") for d in deliveries], "deliveries")
        cells["receipt_returned"] = book.earliest([book.day(r, "returned", "receipts") for r in receipts], "receipts")

    # ------------------------------------------------------------------------------------------------- recipients

    def _recipients(self, part: Part, replies: list[Reply]) -> None:
        """A row for each proposer, and for the leading one of each case merged into this."""
        book = self.desk.book
        sent: dict[str, list[Cell]] = {}
        for reply in replies:
            for delivery in reply.deliveries:
                sent.setdefault(delivery.proposer, []).append(self._sent(delivery))
        for index, proposer in enumerate(part.case.proposers):
            self._recipient(part, proposer.id, proposer.id, index == 0, sent)
        merges = {x.about.case: x for x in book.merged_into.get(part.key, ())}
        for case in book.register.cases if merges else ():
            if case.key in merges and case.proposers:
                proposer = case.proposers[0]
                ref = f"{case.kind.value}-{case.year}-{case.number}.{proposer.id}"
                self._recipient(part, proposer.id, ref, True, sent, merges[case.key])

    def _recipient(
        self,
        part: Part,
        proposer: str,
        ref: str,
        leading: bool,
        sent: dict[str, list[Cell]],
        merge: Adjustment | None = None,
    ) -> None:
        cells = self.desk.row("recipient", part)
        if merge is not None:  # whom a merged case brings along is answered from then on, if it is merged
            given, merged = part.assigned, self.desk.book.day(merge, "from_", "adjustments")
            cells["assigned"] = (max(given[0], merged[0]), max(given[1], merged[1]), merged[2], merged[3])
            if granted(merge) != YES:
                cells["bound"] = (False, part.bound[1], merge, "decided")
        cells["leading"] = YES_CELL if leading else NO_CELL
        cells["sent"] = self.desk.book.earliest(sent.get(proposer, ()), "deliveries")
        self.desk.add("recipient", part, ref, cells)

    def _sent(self, delivery: Any) -> Cell:
        """When a reply was sent: by its own record, else some day up to its arrival."""
        book = self.desk.book
        if delivery.sent is not None or delivery.on is None:
            return book.day(delivery, "sent", "deliveries")
        arrived = book.day(delivery, "on", "deliveries")
        return (EVER, arrived[1], delivery, "on")

    # ------------------------------------------------------------------------------------------------- categories

    def _categories(self, part: Part, replies: list[Reply], drafts: list[Draft]) -> None:
        """A row for each category given, and one of unknown meaning for a reply without any."""
        if not replies:
            return
        desk, book = self.desk, self.desk.book
        given: list[tuple[str, Any, Cell, Cell]] = []
        for reply in replies:
            issued = first_of([draft.issued for draft in drafts if draft.reply is reply])
            for index, category in enumerate(reply.category):
                decided = book.done_by(category, "decided", "replies")
                ref = str(reply.version) if index == 0 else f"{reply.version}@{to_date(decided[0]) or index + 1}"
                given.append((ref, category, decided, issued))
            if not reply.category and issued[0] != NEVER:
                given.append((str(reply.version), None, (issued[0], NEVER, reply, "category"), issued))
        follow = part.case.follow_up
        made = [book.day(record, "made", "commitments") for record in part.case.commitments]
        committed = book.earliest(made, "commitments")
        for index, (ref, category, decided, issued) in enumerate(given):
            cells = desk.row("category", part)
            later = next((entry[2] for entry in given[index + 1 :] if entry[1] is not None), None)
            if later is not None:
                cells["endings"] = (*part.endings, (later, None, YES, "superseded"))
            cells["meaning"] = None if category is None else category.meaning
            cells["decided"] = decided
            cells["issued"] = issued
            cells["committed"] = committed
            cells["planned"] = book.followed(follow, "plan_entry")
            cells["implemented"] = book.followed(follow, "implemented")
            cells["explained"] = book.followed(follow, "explained")
            desk.attest("category", cells, part.key, part.units)
            desk.add("category", part, ref, cells)


def _by_issue(cell: Cell, issued: Cell, floor: Cell) -> Cell:
    """A step's day, by the issue at the latest; an issue of which no earliest day is known is not taken to come before it."""
    if issued[0] == EVER:
        hi = min(cell[1], issued[1])
        return not_before((min(cell[0], hi), hi, cell[2], cell[3]), floor)
    return not_before(first_of((cell, issued)), floor)
