"""What is wrong with a register's data and is nobody's breach: told as data issues, never as findings.

Some are met while flattening (impossible orders, unknown units); the others are looked for here: counts that do not add up,
records after the day of the verdict, ratings that the rated unit gave itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from caserules.facts.book import Book, Issue
from caserules.facts.flatten import Facts
from caserules.models import Case
from caserules.terms import to_date

__all__ = ["check_register"]


def check_register(facts: Facts, as_of: int) -> Iterator[Issue]:
    """Yield each data issue once.

    Args:
        facts: the flattened register.
        as_of: the day of the verdict, as a day number.
    """
    book = facts.book
    seen: dict[Issue, None] = dict.fromkeys(facts.issues)
    seen |= dict.fromkeys(_completeness(book, as_of))
    seen |= dict.fromkeys(_expected(book))
    for case in book.register.cases:
        seen |= dict.fromkeys(_ratings(book, case))
        seen |= dict.fromkeys(_later(book, case, as_of))
    seen |= dict.fromkeys(_two_posts(book))
    yield from seen


def _completeness(book: Book, as_of: int) -> Iterator[Issue]:
    through = book.through["default"]
    if through is not None and as_of > through:
        yield Issue("DATA-010", "complete_through", params=(("through", _iso(through)), ("as_of", _iso(as_of))))
    if book.through["adjustments"] is None:
        yield Issue("DATA-014", "complete_through")


def _expected(book: Book) -> Iterator[Issue]:
    """This year's numbers against the counts that the notice gives; carry-over cases come on top."""
    register = book.register
    if register.expected is None:
        return
    counts = Counter(
        case.kind.value for case in register.cases if case.year == register.year and case.carried_from is None
    )
    for kind in ("suggestion", "proposal"):
        expected = getattr(register.expected, kind)
        if expected is not None and counts[kind] != expected:
            yield Issue(
                "DATA-009", "expected", params=(("kind", kind), ("expected", str(expected)), ("found", str(counts[kind])))
            )


def _ratings(book: Book, case: Case) -> Iterator[Issue]:
    for reply in case.replies:
        arrived = {d.proposer: book.day(d, "on", "deliveries") for d in reply.deliveries}
        for receipt in reply.receipts:
            if receipt.rating is None:
                continue
            if receipt.rated_by is not None and receipt.rated_by == reply.unit:
                yield Issue("DATA-012", "receipts", case.key, reply.unit)
            returned = book.day(receipt, "returned", "receipts")
            known = arrived.get(receipt.proposer)
            if known is not None and returned[1] < known[0]:
                yield Issue("DATA-011", "receipts", case.key, reply.unit)


def _later(book: Book, case: Case, as_of: int) -> Iterator[Issue]:
    """Events after the day of the verdict are left out of account; said once a case."""
    after = to_date(as_of)
    records = [*case.requests, *case.contacts, *case.replies, *case.assignments, *case.commitments]
    records += [step for reply in case.replies for step in reply.steps]
    for record in records:
        for name in ("assigned", "delivered", "on", "issued", "made", "done", "closed_out"):
            value = getattr(record, name, None)
            if type(value) is date and after is not None and value > after:
                yield Issue("DATA-015", "events", case.key)
                return


def _two_posts(book: Book) -> Iterator[Issue]:
    """One person in two posts of a unit: allowed, and shown, for a review by oneself is none."""
    for unit in book.register.units:
        reviewers = {h.person for h in unit.posts if h.post == "leader_in_charge"}
        signers = {h.person for h in unit.posts if h.post == "principal"}
        if reviewers & signers:
            yield Issue("DATA-013", "posts", None, unit.id)


def _iso(day: int) -> str:
    found = to_date(day)
    return "-" if found is None else found.isoformat()


