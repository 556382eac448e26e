"""The register, indexed for reading: days as intervals with where they were read, completeness by kind, who held which post.

A cell is what a row holds in one column. A day's cell is `(earliest, latest, record, field)`, a condition's
`(certain, possible, record, field)`: the record and field say where it was read, so that evidence needs no second reading.
What a register does not say becomes an interval here, by one table (`Book.day` and `Book.absent`), and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple, TypeAlias

from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.models import (
    Adjustment,
    Attestation,
    Case,
    Completeness,
    Contact,
    DayWord,
    Filing,
    Post,
    Register,
    Reply,
    Unit,
)
from caserules.terms import EPOCH, to_number

__all__ = ["Book", "Cell", "Issue", "NO_CELL", "UNKNOWN_CELL", "YES_CELL", "Truth", "first_of", "not_before"]

Cell: TypeAlias = tuple[int, int, Any, str]
"""A day as a row holds it: earliest, latest, and the record and field where it was read."""

Truth: TypeAlias = tuple[bool, bool, Any, str]
"""A condition as a row holds it."""

UNKNOWN_CELL: Final[Cell] = (EVER, NEVER, None, "")
NEVER_CELL: Final[Cell] = (NEVER, NEVER, None, "")
YES_CELL: Final[Truth] = (True, True, None, "")
NO_CELL: Final[Truth] = (False, False, None, "")
NOT_KNOWN_CELL: Final[Truth] = (False, True, None, "")

KINDS: Final = tuple(Completeness.model_fields)
_RANK: Final = {Post.HANDLER: 0, Post.LEADER_IN_CHARGE: 1, Post.PRINCIPAL: 2}


class Issue(NamedTuple):
    """Something wrong with the data that is nobody's breach: a code, where, and what its sentence needs."""

    code: str
    where: str
    case: str | None = None
    unit: str | None = None
    params: tuple[tuple[str, str], ...] = ()

    def message(self, lang: str = "zh") -> str:
        """Return the sentence of this issue in `zh` or `en`."""
        from caserules.messages.issues import issue_text  # noqa: PLC0415  sentences are read only when told

        values = {"case": self.case or "", "unit": self.unit or "", "where": self.where, **dict(self.params)}
        return issue_text(self.code, lang, values)


class _Tenure(NamedTuple):
    """A person in a post, from a day to a day, each as an interval."""

    person: str | None
    from_lo: int
    from_hi: int
    to_lo: int
    to_hi: int

    def covers(self, day: Cell) -> Pair:
        certain = self.from_hi <= day[0] and day[1] <= self.to_lo
        return certain, certain or (self.from_lo <= day[1] and day[0] <= self.to_hi)


@dataclass(slots=True)
class Book:
    """A register indexed by case, unit and paper."""

    register: Register
    units: dict[str, Unit] = field(default_factory=dict)
    through: dict[str, int | None] = field(default_factory=dict)
    absent: dict[str, Cell] = field(default_factory=dict)
    contacts: dict[str, list[Contact]] = field(default_factory=lambda: defaultdict(list))
    replies: dict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    filings: dict[tuple[str, str | None], list[Filing]] = field(default_factory=lambda: defaultdict(list))
    adjustments: dict[str | None, list[Adjustment]] = field(default_factory=lambda: defaultdict(list))
    attestations: dict[str | None, list[Attestation]] = field(default_factory=lambda: defaultdict(list))
    posts: dict[tuple[str, Post], list[_Tenure]] = field(default_factory=lambda: defaultdict(list))
    delegations: list[Adjustment] = field(default_factory=list)
    merged_into: dict[str, list[Adjustment]] = field(default_factory=lambda: defaultdict(list))
    leaders: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    implausible: list[tuple[Any, str]] = field(default_factory=list)
    people: frozenset[str] = frozenset()
    astray: set[tuple[str, str]] = field(default_factory=set)
    filings_astray: dict[str | None, list[Filing]] = field(default_factory=lambda: defaultdict(list))
    strangers: list[tuple[Any, str, str | None]] = field(default_factory=list)
    first: int = 0
    new_year: int = 0
    plausible: tuple[int, int] = (EVER, NEVER)

    @classmethod
    def of(cls, register: Register) -> Book:
        """Index a register."""
        book = cls(register)
        book.units = {unit.id: unit for unit in register.units}
        book.leaders = {leader.id: leader for leader in register.leaders}
        for kind in KINDS:
            stated = register.complete(kind)
            through = to_number(stated) if stated else None
            book.through[kind] = through
            book.absent[kind] = (EVER if through is None else through + 1, NEVER, "complete_through", kind)
        book.new_year = to_number(date(register.year, 1, 1))
        last = max((day for day in book.through.values() if day is not None), default=book.new_year + 730)
        book.plausible = (to_number(date(register.year - 10, 1, 1)), last + 366)
        book._index()
        return book

    def _index(self) -> None:
        self._index_cases()
        self._index_changes()
        self._index_strangers()
        for filing in self.register.filings:
            for key in filing.cases or (None,):
                self.filings[filing.unit, key].append(filing)
        for unit in self.register.units:
            for holder in unit.posts:
                self.posts[unit.id, holder.post].append(self._tenure(holder))
        for attestation in self.register.attestations:
            self.attestations[attestation.about.case].append(attestation)
        for found in self.attestations.values():
            found.sort(key=lambda x: self.day(x, "on", "attestations")[0])

    def _index_cases(self) -> None:
        for case in self.register.cases:
            own = case.key
            for contact in case.contacts:
                for about in {own, *contact.cases}:
                    self.contacts[about].append(contact)
            for reply in case.replies:
                for about in {own, *reply.cases}:
                    self.replies[about].append(reply)

    def _index_changes(self) -> None:
        for adjustment in self.register.adjustments:
            if adjustment.kind == "delegation":
                self.delegations.append(adjustment)
            else:
                self.adjustments[adjustment.about.case].append(adjustment)
            refused = adjustment.decided is not None and adjustment.decided.outcome == "refused"
            if adjustment.kind == "merge" and adjustment.into and adjustment.about.case and not refused:
                self.merged_into[adjustment.into].append(adjustment)

    def _index_strangers(self) -> None:
        """Find what names a unit or person that the register, or the case, does not have: whose record it is, is not known."""
        if self.register.people:
            self.people = frozenset(person.id for person in self.register.people)
        for case in self.register.cases:
            known = self._with_successors({record.unit for record in case.assignments})
            for name in ("requests", "replies"):
                for record in getattr(case, name):
                    if record.unit not in known:
                        self.astray.add((name, case.key))
                        self.strangers.append((record, "unit", case.key))
            self.strangers += [
                (contact, "unit", case.key) for contact in case.contacts if contact.unit not in (None, *self.units)
            ]
        for filing in self.register.filings:
            if filing.unit not in self.units:
                for key in filing.cases or (None,):
                    self.filings_astray[key].append(filing)
                    self.strangers.append((filing, "unit", key))
        about: tuple[Adjustment | Attestation, ...] = (*self.register.adjustments, *self.register.attestations)
        self.strangers += [(x, "about", x.about.case) for x in about if x.about.unit not in (None, *self.units)]

    def _with_successors(self, units: set[str]) -> set[str]:
        found, more = set(units), list(units)
        while more:
            known = self.units.get(more.pop())
            if known is not None and known.successor is not None and known.successor not in found:
                found.add(known.successor)
                more.append(known.successor)
        return found

    # -------------------------------------------------------------------------------------------------------- days

    def day(self, record: Any, name: str, kind: str = "default") -> Cell:
        """Return a record's day as an interval, by what the register says in its place.

        Args:
            record: the record that holds the field.
            name: the field.
            kind: the kind of record, whose completeness bounds `not_yet` and `done`.
        """
        value = getattr(record, name)
        if value is None:
            return (EVER, NEVER, record, name)
        if type(value) is date:
            number = value.toordinal() - EPOCH
            if self.plausible[0] <= number <= self.plausible[1]:
                return (number, number, record, name)
            self.implausible.append((record, name))
            return (EVER, NEVER, record, name)
        return self._word(value, record, name, kind)

    def planned(self, record: Any, name: str, kind: str = "default") -> Cell:
        """Return a planned or judged day: the same, with no bound on how far ahead it may lie."""
        value = getattr(record, name)
        if value is None:
            return (EVER, NEVER, record, name)
        if type(value) is date:
            number = value.toordinal() - EPOCH
            return (number, number, record, name)
        return self._word(value, record, name, kind)

    def _word(self, value: Any, record: Any, name: str, kind: str) -> Cell:
        if value is DayWord.NONE:
            return (NEVER, NEVER, record, name)
        through = self.through[kind]
        if through is None:
            through = self.through["default"]
        if value is DayWord.NOT_YET:
            return (EVER if through is None else through + 1, NEVER, record, name)
        if value is DayWord.DONE:
            return (EVER, self._recorded(record, kind), record, name)
        return (*_partial(value), record, name)

    def _recorded(self, record: Any, kind: str) -> int:
        """The day by which what a record says had happened: when it was recorded, else the register's last day."""
        recorded = getattr(record, "recorded_on", None)
        if recorded is not None:
            return to_number(recorded)
        through = self.through[kind]
        return NEVER if through is None else through

    def done_by(self, record: Any, name: str, kind: str = "default") -> Cell:
        """Return a day whose record alone shows that it happened: if the day is absent, some day up to the recording."""
        cell = self.day(record, name, kind)
        return (EVER, self._recorded(record, kind), record, name) if getattr(record, name) is None else cell

    def followed(self, follow: Any, name: str) -> Cell:
        """Return a day of what was done about a case beside its reply."""
        return self.absent["follow_up"] if follow is None else self.day(follow, name, "follow_up")

    def earliest(self, cells: Sequence[Cell], kind: str) -> Cell:
        """Return the first of some recorded days, with what may not have been recorded."""
        absent = self.absent[kind]
        return first_of((*cells, absent)) if cells else absent

    # ------------------------------------------------------------------------------------------------------- posts

    def _tenure(self, record: Any) -> _Tenure:
        """From when to when a dated record is in force, inclusive; no `to`: still."""
        start = self.planned(record, "from_", "posts")  # years ago is plausible
        end = (NEVER, NEVER) if record.to is None else self.planned(record, "to", "posts")
        return _Tenure(getattr(record, "person", None), start[0], start[1], end[0], end[1])

    def _holders(self, case: Case | None, unit: str, post: Post) -> Sequence[_Tenure]:
        """Who is recorded in a post: for this case, else in the unit."""
        if case is not None and case.roles:
            roles = [r for r in case.roles if r.post is post and (r.unit is None or r.unit == unit)]
            if roles:
                return [self._tenure(role) for role in roles]
        return self.posts.get((unit, post), ())

    def in_force(self, record: Any, day: Cell) -> Pair:
        """Return whether a dated record was in force on a day."""
        return self._tenure(record).covers(day)

    def held(self, case: Case | None, unit: str, person: str | None, post: Post, day: Cell) -> Pair:
        """Return whether a person held a post on a day, or its delegation.

        Another holder on record, and posts and delegations complete: no. Where either is not kept, or no holder is known
        for the day: not known.
        """
        if person is None or (self.people and person not in self.people):
            return NOT_KNOWN
        possible, other_held = False, False
        for tenure in self._holders(case, unit, post):
            pair = tenure.covers(day)
            if tenure.person != person:
                other_held |= pair[0]
                delegated = self.delegated(case, unit, post, (tenure.person, person), day)
                pair = (pair[0] and delegated[0], pair[1] and delegated[1])
            if pair[0]:
                return YES
            possible |= pair[1]
        if possible or not other_held:
            return NOT_KNOWN
        stated_none = self.complete("delegations", day) or self._no_delegation(case, unit, post)
        return NO if stated_none and self.complete("posts", day) else NOT_KNOWN

    def complete(self, kind: str, day: Cell) -> bool:
        """Return whether a kind of record is complete through a day."""
        through = self.through[kind]
        return through is not None and day[1] <= through

    def _no_delegation(self, case: Case | None, unit: str, post: Post) -> bool:
        """Whether the register states that a post was not delegated: a delegation whose day is `none`."""
        key = None if case is None else case.key
        return any(
            record.from_ is DayWord.NONE
            and record.about.unit in (None, unit)
            and record.about.post in (None, post)
            and record.about.case in (None, key)
            for record in self.delegations
        )

    def delegated(
        self, case: Case | None, unit: str | None, post: Post | None, persons: tuple[str | None, str], day: Cell
    ) -> Pair:
        """Return whether one person had delegated a post, or a leader's part, to another on a day."""
        certain = possible = False
        key = None if case is None else case.key
        for record in self.delegations:
            about, outcome = record.about, None if record.decided is None else record.decided.outcome
            named = (record.from_person, record.to_person)
            if outcome == "refused" or any(a not in (None, b) for a, b in zip(named, persons, strict=True)):
                continue
            if about.unit not in (None, unit) or about.post not in (None, post) or about.case not in (None, key):
                continue
            start = self.day(record, "from_", "delegations")
            ends = [self.planned(record, x) for x in ("actual_end", "planned_end") if getattr(record, x) is not None]
            certain |= (
                named == persons
                and outcome != "pending"
                and start[1] <= day[0]
                and day[1] <= min((end[0] for end in ends), default=NEVER)
            )
            possible |= start[0] <= day[1] and day[0] <= min((end[1] for end in ends), default=NEVER)
        return certain, possible

    def post_reaches(self, case: Case, unit: str, contact: Contact, post: Post, day: Cell) -> Pair:
        """Return whether a contact was made by a post or a higher one."""
        if contact.post is not None:
            return YES if _RANK[contact.post] >= _RANK[post] else NO
        if contact.person is None:
            return NOT_KNOWN
        certain = possible = False
        for rank, known in _RANK.items():
            if known >= _RANK[post]:
                pair = self.held(case, unit, contact.person, rank, day)
                certain |= pair[0]
                possible |= pair[1]
        return certain, possible

    # ------------------------------------------------------------------------------------------------ attestations

    def judged(
        self, case: str | None, units: Collection[str], name: str = "", value: Any = None
    ) -> Sequence[Attestation]:
        """Return the attestations about a case and a unit, or those it succeeded, oldest first.

        Args:
            case: the case, or None for what concerns the unit alone.
            units: the unit, and those it succeeded.
            name: what else they may name (`version`, `round`, `point`), if anything.
            value: what it must be where they name it.
        """
        records = self.attestations.get(case)
        if not records:
            return ()
        return [
            x
            for x in records
            if (x.about.unit is None or x.about.unit in units) and (not name or getattr(x.about, name) in (None, value))
        ]


def first_of(cells: Sequence[Cell]) -> Cell:
    """Return the earliest of some days: the record named is the one that bounds it from above."""
    best = cells[0]
    lo = best[0]
    for cell in cells:
        lo = min(lo, cell[0])
        if cell[1] < best[1]:
            best = cell
    return best if lo == best[0] else (lo, best[1], best[2], best[3])


def not_before(cell: Cell, floor: Cell) -> Cell:
    """Return a day that cannot lie before another one, where it is not known."""
    return cell if cell[0] >= floor[0] else (min(floor[0], cell[1]), cell[1], cell[2], cell[3])


def _partial(text: str) -> tuple[int, int]:
    year = int(text[:4])
    if len(text) == 4:
        first, last = (1, 12)
    elif text[5] == "Q":
        quarter = int(text[6])
        first, last = quarter * 3 - 2, quarter * 3
    else:
        first = last = int(text[5:])
    after = date(year + last // 12, last % 12 + 1, 1)
    return to_number(date(year, first, 1)), to_number(after) - 1
