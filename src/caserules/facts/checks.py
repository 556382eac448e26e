"""What is wrong with a register's data and is nobody's breach: told as data issues, never as findings.

Some are met while flattening (impossible orders, unknown units); the others are looked for here: counts that do not add up,
records after the day of the verdict, ratings that the rated unit gave itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any

from caserules.facts.book import Book, Issue
from caserules.facts.flatten import Facts
from caserules.models import Case
from caserules.terms import to_date, to_iso

__all__ = ["check_register"]


def check_register(
    facts: Facts,
    as_of: int,
    pointer: Callable[[Any, str], str],
    *,
    vouched: bool = False,
    provided: Collection[int] = (),
) -> Iterator[Issue]:
    """Yield each data issue once.

    Args:
        facts: the flattened register.
        as_of: the day of the verdict, as a day number.
        pointer: how a field of a record is named.
        vouched: whether it is a case given alone, for which the caller vouches.
        provided: the extensions that the policy provides for, by the identity of their records.
    """
    book = facts.book
    seen: dict[Issue, None] = dict.fromkeys(_completeness(book, as_of))
    if vouched:
        seen[Issue("DATA-019", "")] = None
    seen |= dict.fromkeys(_expected(book))
    seen |= dict.fromkeys(facts.issues)
    seen |= dict.fromkeys(Issue("DATA-003", pointer(record, name)) for record, name in book.implausible)
    seen |= dict.fromkeys(Issue("DATA-021", pointer(record, name), key) for record, name, key in book.strangers)
    seen |= dict.fromkeys(_not_provided(book, provided))
    seen |= dict.fromkeys(_nowhere(book))
    seen |= dict.fromkeys(_carried_again(book))
    for case in book.register.cases:
        seen |= dict.fromkeys(_ratings(book, case))
        seen |= dict.fromkeys(_later(book, case, as_of))
    seen |= dict.fromkeys(_two_posts(book))
    yield from seen


def _completeness(book: Book, as_of: int) -> Iterator[Issue]:
    through = book.through["default"]
    if through is not None and as_of > through:
        yield Issue("DATA-010", "complete_through", params=(("through", to_iso(through)), ("as_of", to_iso(as_of))))
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
                "DATA-009",
                "expected",
                params=(("kind", kind), ("expected", str(expected)), ("found", str(counts[kind]))),
            )


def _not_provided(book: Book, provided: Collection[int]) -> Iterator[Issue]:
    """Extensions and suspensions of a case for which no rule provides: they are shown, and move no day."""
    for index, record in enumerate(book.register.adjustments):
        of_case = record.kind in ("extension", "suspension") and record.about.commitment is None
        if of_case and id(record) not in provided:
            yield Issue("DATA-023", f"/adjustments/{index}", record.about.case, record.about.unit)


def _nowhere(book: Book) -> Iterator[Issue]:
    """Records about a case that the register does not have."""
    register = book.register
    known = {case.key for case in register.cases} | {case.key for case in register.carried or ()}
    known |= {case.carried_from.key for case in register.cases if case.carried_from is not None}
    for index, filing in enumerate(register.filings):
        for key in filing.cases:
            if key not in known:
                yield Issue("DATA-016", f"/filings/{index}", key, filing.unit)
    for name in ("adjustments", "attestations"):
        for index, record in enumerate(getattr(register, name)):
            if record.about.case is not None and record.about.case not in known:
                yield Issue("DATA-016", f"/{name}/{index}", record.about.case, record.about.unit)


def _carried_again(book: Book) -> Iterator[Issue]:
    """Carried over and put in category B again: allowed, and shown with its age in years."""
    year = book.register.year
    for case in book.register.cases:
        born = case.year if case.carried_from is None else case.carried_from.year
        if born < year and any(c.meaning == "to_be_planned" for reply in case.replies for c in reply.category):
            yield Issue("DATA-017", "category", case.key, params=(("age", str(year - born)),))


def _ratings(book: Book, case: Case) -> Iterator[Issue]:
    for reply in case.replies:
        arrived = {d.proposer: book.day(d, "on", "deliveries") for d in reply.deliveries}
        for receipt in reply.receipts:
            if receipt.rating is None:
                continue
            if receipt.rated_by == reply.unit:
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
