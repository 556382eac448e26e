"""How far the proposers were satisfied: each case's first and final rating, the base, and what left the base and why.

People rate; the library counts. A rating is the leading proposer's: one that the rated unit wrote down itself is none, and what
the register does not tell is not taken for an answer. No rate is worked out and nobody is ranked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from caserules.assess import assess
from caserules.expr import NEVER
from caserules.expr.interpret import ended
from caserules.facts.book import Book, Cell
from caserules.facts.handling import Part, parts_of
from caserules.facts.rating import leading_forms, rating_of
from caserules.facts.versions import replies_of
from caserules.models import Case, Rating, Register, Reply, Role
from caserules.policy import Policy
from caserules.terms import to_number

__all__ = ["LeftBase", "Rated", "Ratings", "Satisfaction", "satisfaction"]


class LeftBase(StrEnum):
    """Why a case is not in the base."""

    ENDED = "ended"
    """退回、撤回、并案等: its handling ended before it was rated."""
    NOT_ANSWERED = "not_answered"
    """尚未答复."""
    AWAITED = "awaited"
    """回执待退回: the form is not back, and the proposer was not reminded."""
    NOT_RETURNED = "not_returned"
    """催请后仍未退回: not back after a reminder."""
    NO_ANSWER = "no_answer"
    """退回而未评价: the form came back without a rating."""
    SELF_RATED = "self_rated"
    """由被评价单位自行登记: the rated unit wrote it down itself."""
    NOT_KNOWN = "not_known"
    """台账没有记明: the register does not tell."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A case as one unit answered it.

    Attributes:
        unit: whose answer was rated last, or who answers now.
        first, final: the first and the last rating given by the day; None where there is none.
        left: why it is not in the base; None where it is.
    """

    case: str
    unit: str
    first: Rating | None
    final: Rating | None
    left: LeftBase | None


@dataclass(frozen=True, slots=True)
class Ratings:
    """Counts over some cases.

    Attributes:
        first, final: how many were rated so first, and last: over the base, each rating named.
        base: how many cases have a rating that stands.
        left: how many left the base, by reason.
    """

    first: Mapping[Rating, int]
    final: Mapping[Rating, int]
    base: int
    left: Mapping[LeftBase, int]


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The ratings of a register as of a day: case by case, by unit, and in all."""

    cases: tuple[Rated, ...]
    units: Mapping[str, Ratings]
    total: Ratings


def satisfaction(
    register: Register | Mapping[str, Any] | object, policy: Policy | str | Path, *, as_of: date
) -> Satisfaction:
    """Count how the leading proposers rated the answers: first and finally, with the base and what left it.

    A form not back after a reminder leaves the base (Chongqing's regulation of 2018, art. 29); so does what is not known.

    Args:
        register: the year's register.
        policy: the policy, its id or its path.
        as_of: the day, to its end: a rating that came back later is not counted.

    Raises:
        InputRejected: the register is not one.
        PolicyError: there is no such policy.

    Example:
        >>> from caserules.io.scenario import read_story
        >>> register = read_story('''
        ...     complete_through = 2023-12-31
        ...     2023-04-10 assigned jiaowei
        ...     2023-06-05 issued jiaowei
        ...     2023-06-20 returned jiaowei not_satisfied
        ...     2023-08-10 issued jiaowei version=2
        ...     2023-08-25 returned jiaowei satisfied version=2
        ... ''')
        >>> found = satisfaction(register, "pengshui-2023-full", as_of=date(2023, 12, 31))
        >>> [(x.first.value, x.final.value) for x in found.cases], found.total.base
        ([('not_satisfied', 'satisfied')], 1)
    """
    assessment = assess(register, policy, as_of=as_of)
    book, day = assessment._context.facts.book, to_number(as_of)
    cases = tuple(_rated(book, part, day) for case in assessment.register.cases for part in _answering(book, case, day))
    units: dict[str, list[Rated]] = defaultdict(list)
    for rated in cases:
        units[rated.unit].append(rated)
    return Satisfaction(cases, MappingProxyType({key: _count(units[key]) for key in sorted(units)}), _count(cases))


def _count(cases: Iterable[Rated]) -> Ratings:
    cases = tuple(cases)
    based = [x for x in cases if x.left is None]
    first, final = Counter(x.first for x in based), Counter(x.final for x in based)
    left = Counter(x.left for x in cases)
    given = [rating for rating in Rating if rating is not Rating.NO_ANSWER]
    return Ratings(
        MappingProxyType({rating: first[rating] for rating in given}),
        MappingProxyType({rating: final[rating] for rating in given}),
        len(based),
        MappingProxyType({why: left[why] for why in LeftBase if left[why]}),
    )


def _answering(book: Book, case: Case, as_of: int) -> Iterator[Part]:
    """The parts that answer for a case by a day, each assignment once: by the unit that bears it then."""
    bearing: dict[int, Part] = {}
    for part in parts_of(book, case):
        if part.role is not Role.CO_HANDLING and part.since[0] <= as_of:
            bearing[id(part.record)] = part
    return iter(bearing.values())


def _rated(book: Book, part: Part, as_of: int) -> Rated:
    issued = [(reply, book.day(reply, "issued", "replies")) for reply in replies_of(book, part)]
    found = [(reply, *_told(book, part.case, reply, as_of)) for reply, day in issued if day[0] <= as_of]
    given = [(reply, rating) for reply, rating, _ in found if rating is not None]
    doubtful = bool(found) and found[-1][2] in (LeftBase.NOT_KNOWN, LeftBase.SELF_RATED)
    if given and not doubtful:
        return Rated(part.key, given[-1][0].unit, given[0][1], given[-1][1], None)
    first = given[0][1] if given else None
    unit = found[-1][0].unit if found else part.unit
    if ended(part.endings, as_of)[1] <= as_of and not given:
        return Rated(part.key, unit, None, None, LeftBase.ENDED)
    if found and all(day[1] > as_of for _, day in issued):
        return Rated(part.key, unit, first, None, LeftBase.NOT_KNOWN)
    return Rated(part.key, unit, first, None, found[-1][2] if found else _unanswered(book, as_of))


def _unanswered(book: Book, as_of: int) -> LeftBase:
    return LeftBase.NOT_KNOWN if book.absent["replies"][0] <= as_of else LeftBase.NOT_ANSWERED


def _told(book: Book, case: Case, reply: Reply, as_of: int) -> tuple[Rating | None, LeftBase | None]:
    """What a reply's form says by a day: its rating, or why there is none."""
    forms = leading_forms(case, reply)
    if not forms:
        known = not reply.receipts and book.absent["receipts"][0] > as_of
        return None, LeftBase.AWAITED if known else LeftBase.NOT_KNOWN
    rating = rating_of(reply, forms)
    read = book.day if rating is None else book.done_by
    days = [read(form, "returned", "receipts") for form in forms]
    if min(day[0] for day in days) > as_of:
        return None, LeftBase.NOT_RETURNED if _reminded(book, forms, as_of) else LeftBase.AWAITED
    if rating is Rating.NO_ANSWER:
        return None, LeftBase.NO_ANSWER
    if rating is None:
        own = any(form.rated_by == reply.unit for form in forms)
        return None, LeftBase.SELF_RATED if own else LeftBase.NOT_KNOWN
    return (rating, None) if _by(days, as_of) else (None, LeftBase.NOT_KNOWN)


def _reminded(book: Book, forms: Iterable[Any], as_of: int) -> bool:
    return _by([book.day(form, "reminded", "receipts") for form in forms if form.reminded is not None], as_of)


def _by(days: Iterable[Cell], as_of: int) -> bool:
    """Whether one of some days certainly came by a day."""
    return min((day[1] for day in days), default=NEVER) <= as_of
