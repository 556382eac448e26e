"""From a register to rows: one for each thing that can owe something. Pure; it never judges, and knows no day of a verdict.

Flatten keeps "the first that satisfies a condition looking back", or links neighbours; never the last, a count or all of them,
so that cutting a register at a day and flattening gives the same as flattening and cutting. Families of columns are filled
for just those members that some rule of the policy asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from caserules.expr import EVER, NEVER, NO, NOT_KNOWN, YES, Pair
from caserules.facts.book import (
    NEVER_CELL,
    NO_CELL,
    NOT_KNOWN_CELL,
    UNKNOWN_CELL,
    YES_CELL,
    Book,
    Cell,
    Issue,
    Truth,
    first_of,
)
from caserules.facts.contacts import Ask, contact_days
from caserules.facts.handling import Ending, Part, adjusted, bound_of, mode_of, parts_of, truth
from caserules.facts.versions import Draft, drafts_of, held_key, replies_of
from caserules.models import Case, CategoryMeaning, Mode, Post, Register, Role, Stage
from caserules.models import Commitment as CommitmentRecord
from caserules.terms import to_date

__all__ = ["Facts", "Needs", "Row", "flatten"]

Needs = Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
"""For each table the members of each family that rules ask for, as keys."""

_NO_MEMBERS: Final[tuple[tuple[str, ...], ...]] = ()
BEARING: Final[Cell] = (EVER, EVER, None, "")
_CARRIED: Final = CategoryMeaning.TO_BE_PLANNED.value


@dataclass(slots=True)
class Row:
    """One thing that can owe something: whose, in which case, and its cells by column."""

    table: str
    case: str | None
    unit: str
    name: str
    ref: str
    cells: dict[str, Any]
    co_handling: tuple[str, ...] = ()


@dataclass(slots=True)
class Facts:
    """A register's rows by table, and what is wrong with its data."""

    book: Book
    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    issues: list[Issue] = field(default_factory=list)
    assigned: dict[str, Cell] = field(default_factory=dict)


def flatten(register: Register, needs: Needs, chain: Mapping[str, frozenset[str]]) -> Facts:
    """Return a register's rows.

    Args:
        register: the register.
        needs: the families' members that the policy's rules ask for, by table.
        chain: for each step of a reply's chain those that must follow it.
    """
    return _Flattener(Book.of(register), needs, chain).facts()


class _Flattener:
    def __init__(self, book: Book, needs: Needs, chain: Mapping[str, frozenset[str]]) -> None:
        self.book = book
        self.needs = needs
        self.chain = chain
        self.out = Facts(book)
        self.unit_parts: dict[str, list[Part]] = defaultdict(list)
        self.carried = {entry.key: entry for entry in book.register.carried or ()}
        self.joined: set[str] = set()
        asks = {}
        for stage, post, *forms in needs.get("handling", {}).get("contact", _NO_MEMBERS):
            asks[Stage(stage)] = Ask(Post(post), frozenset(forms))
        self.asks = {stage: asks[stage] for stage in Stage if stage in asks}

    def members(self, table: str, family: str) -> tuple[tuple[str, ...], ...]:
        return self.needs.get(table, {}).get(family, _NO_MEMBERS)

    def facts(self) -> Facts:
        for case in self.book.register.cases:
            self._case(case)
        for entry in self.carried.values():
            if entry.key not in self.joined:
                self._lost(entry)
        for unit, parts in self.unit_parts.items():
            self._unit(unit, parts)
        self.out.issues = self.book.issues
        return self.out

    def add(self, table: str, part: Part, ref: str, cells: dict[str, Any], **more: Any) -> None:
        self.out.rows[table].append(Row(table, part.key, part.unit, part.name, ref, cells, **more))

    # ---------------------------------------------------------------------------------------------------- one case

    def _case(self, case: Case) -> None:
        parts = list(parts_of(self.book, case))
        answering = [part for part in parts if part.role is not Role.CO_HANDLING]
        mode = mode_of(case)
        helpers = tuple(dict.fromkeys(part.unit for part in parts if part.role is Role.CO_HANDLING))
        key = case.key
        firsts = [part.assigned for part in parts]
        self.out.assigned[key] = first_of(firsts) if firsts else UNKNOWN_CELL
        self._structure(case, parts, mode)
        sole = len({part.record.unit for part in answering}) == 1
        for part in parts:
            self.unit_parts[part.unit].append(part)
            if part.role is Role.CO_HANDLING:
                self._requests(part, mode)
            else:
                self._answering(part, mode, helpers, sole)
        if answering:
            for record in case.commitments:
                owner = next((p for p in answering if p.unit == record.unit), answering[0])
                self._commitment(owner, record)

    def _structure(self, case: Case, parts: list[Part], mode: Mode | None) -> None:
        standing = [part for part in parts if all(ending[3] is None for ending in part.endings)]
        leads = {part.record.unit for part in standing if part.role in (Role.LEAD, Role.SINGLE)}
        helpers = [a.unit for a in case.assignments if a.role is Role.CO_HANDLING and a.assigned is not None]
        if mode is not Mode.SEPARATE and (len(leads) > 1 or not any(p.role is not Role.CO_HANDLING for p in parts)):
            self.book.issues.append(Issue("DATA-006", "assignments", case.key))
        if leads & set(helpers):
            self.book.issues.append(Issue("DATA-007", "assignments", case.key))
        if mode is Mode.LEAD_WITH_CO_HANDLING and not helpers and not any(
            a.role is Role.CO_HANDLING for a in case.assignments
        ):
            self.book.issues.append(Issue("DATA-008", "mode", case.key))

    def _base(self, part: Part, mode: Mode | None = None) -> dict[str, Any]:
        return {
            "bound": part.bound,
            "endings": part.endings,
            "kind": part.case.kind,
            "carried": YES_CELL if part.carried else NO_CELL,
            "mode": mode,
            "assigned": part.assigned,
            "bearing": BEARING if part.since is part.assigned else part.since,
            "received": self.book.day(part.record, "received"),
        }

    # ------------------------------------------------------------------------------------------------ co-handling

    def _requests(self, part: Part, mode: Mode | None) -> None:
        if part.given[1] < self.book.new_year:
            return  # asked for its opinion last year: that year's duty
        records: dict[int, list[Any]] = defaultdict(list)
        for record in part.case.requests:
            if record.unit in part.units and (
                part.sole or record.assigned is None or record.assigned == part.record.assigned
            ):
                records[record.round].append(record)
        records.setdefault(0, [])
        own = self._own_answer(part, [r for found in records.values() for r in found])
        for round_, found in sorted(records.items()):
            cells = self._base(part, mode)
            asked = part.given if round_ == 0 else first_of([self.book.day(r, "asked") for r in found])
            if asked[1] < part.assigned[0]:
                self.book.issues.append(Issue("DATA-001", "requests", part.key, part.unit))
                asked = (EVER, NEVER, asked[2], asked[3])
            cells["asked"] = asked
            cells["is_first"] = YES_CELL if round_ == 0 else NO_CELL
            cells["contested"] = self._contested(part, round_)
            cells["delivered"] = self._delivered(part, found, asked)
            cells["own_answer"] = own
            self.add("request", part, str(round_), cells)

    def _delivered(self, part: Part, found: list[Any], asked: Cell) -> Cell:
        if not found:
            return self.book.absent["default"]
        cell = first_of([self.book.day(record, "delivered") for record in found])
        if cell[1] < asked[0]:
            self.book.issues.append(Issue("DATA-001", "requests", part.key, part.unit))
            return (EVER, NEVER, cell[2], cell[3])
        return cell

    def _own_answer(self, part: Part, records: list[Any]) -> Cell:
        """An answer of one's own is an act that need not be: no word of it is no record of it."""
        cells = [self.book.day(r, "own_answer") for r in records if r.own_answer is not None]
        cells += [self.book.day(r, "issued") for r in replies_of(self.book, part)]
        cell = self.book.earliest(cells, "default")
        if cell[1] < part.assigned[0]:
            self.book.issues.append(Issue("DATA-001", "own_answer", part.key, part.unit))
            return (EVER, NEVER, cell[2], cell[3])
        return cell

    def _contested(self, part: Part, round_: int) -> Truth:
        for record in self.book.judged(part.key, part.unit, "round", round_ - 1):
            if record.judged == "substance":
                return truth(NOT_KNOWN, record, "judged")
        return NO_CELL

    # -------------------------------------------------------------------------------------------------- answering

    def _answering(self, part: Part, mode: Mode | None, helpers: tuple[str, ...], sole: bool) -> None:
        book = self.book
        replies = replies_of(book, part)
        drafts = drafts_of(book, part, replies, self.chain)
        steps = [book.day(s, "on", "steps") for reply in replies for s in reply.steps]
        started = _after(book.earliest(steps, "steps"), part.assigned)
        answered = book.earliest([d.issued for d in drafts], "default") if drafts else book.absent["default"]
        answered = _after(answered, part.assigned)
        drafted = self._drafted(replies, part, answered)
        cells = self._base(part, mode)
        cells["started"] = (started[0], min(started[1], answered[1]), started[2], started[3])
        cells["answered"] = answered
        deliveries = [d for reply in replies for d in reply.deliveries]
        receipts = [r for reply in replies for r in reply.receipts]
        cells["dispatched"] = book.earliest([book.day(d, "sent", "deliveries") for d in deliveries], "deliveries")
        cells["reached"] = book.earliest([book.day(d, "on", "deliveries") for d in deliveries], "deliveries")
        cells["receipt_returned"] = book.earliest([book.day(r, "returned", "receipts") for r in receipts], "receipts")
        days = contact_days(book, part, self.asks, cells["started"], drafted, answered, sole)
        for stage, *rest in self.members("handling", "contact"):
            cells[".".join(("contact", stage, *rest))] = days[Stage(stage)]
        for (mark,) in self.members("handling", "marked"):
            cells[f"marked.{mark}"] = self._marked(part.case, mark)
        for (aspect,) in self.members("handling", "attested"):
            cells[f"attested.{aspect}"] = self._attested(part.key, part.unit, aspect)
        for paper, recipient in self.members("handling", "filed"):
            cells[f"filed.{paper}.{recipient}"] = self._filed(paper, part.units, recipient, part.key)
        self.add("handling", part, "-", cells, co_handling=helpers if part.role is Role.LEAD else ())
        for draft in drafts:
            self._version(part, draft)
        self._recipients(part, deliveries, receipts)
        self._categories(part, replies, drafts)
        if part.carried:
            self._carry(part, answered)

    def _drafted(self, replies: list[Any], part: Part, answered: Cell) -> Cell:
        """When the reply was drafted: by its own record, else some day up to its issue."""
        drafts = [self.book.day(s, "on", "steps") for reply in replies for s in reply.steps if s.step == "draft"]
        cell = _after(self.book.earliest(drafts, "steps"), part.assigned)
        return (cell[0], min(cell[1], answered[1]), cell[2], cell[3])

    def _marked(self, case: Case, mark: str) -> Cell:
        cells = [self.book.done_by(d, "from_", "designations") for d in case.designations if d.is_.value == mark]
        return self.book.earliest(cells, "designations")

    def _filed(self, paper: str, units: Iterable[str], recipient: str, key: str | None) -> Cell:
        cells = [
            self.book.day(record, "filed", "filings")
            for unit in units
            for record in self.book.filings.get((paper, unit, recipient, key), ())
        ]
        return self.book.earliest(cells, "filings")

    def _attested(self, key: str | None, unit: str, aspect: str, name: str = "", value: Any = None) -> Cell:
        """From the start of the duty where a person attested the doing, never where denied, not known otherwise."""
        cell = UNKNOWN_CELL
        for record in self.book.judged(key, unit, name, value):
            said = _said(record.judged, record.about.aspect, aspect)
            if said is True:
                cell = (EVER, EVER, record, "judged")
            elif said is False:
                cell = (NEVER, NEVER, record, "judged")
        return cell

    # ---------------------------------------------------------------------------------------------------- versions

    def _version(self, part: Part, draft: Draft) -> None:
        book = self.book
        cells = self._base(part)
        if draft.overtaken is not None:
            overtaken: Ending = (draft.overtaken, None, YES, "superseded")
            cells["endings"] = (*part.endings, overtaken)
        cells["opened"] = draft.opened
        cells["issued"] = draft.issued
        for (step,) in self.members("version", "step"):
            cells[f"step.{step}"] = draft.step(book, step, part.assigned)
        for later, step, same_day in self.members("version", "before"):
            cells[f"before.{later}.{step}.{same_day}"] = truth(_before(draft, later, step, same_day, cells))
        for step, post in self.members("version", "held"):
            cells[f"held.{step}.{post}"] = self._held(part, draft, step, post, cells[f"step.{step}"])
        for (body,) in self.members("version", "listed"):
            cells[f"listed.{body}"] = self._listed(part.case, body, draft.issued)
        for (aspect,) in self.members("version", "attested"):
            cells[f"attested.{aspect}"] = self._attested(part.key, part.unit, aspect, "version", draft.reply.version)
        self.add("version", part, draft.ref, cells)

    def _held(self, part: Part, draft: Draft, step: str, post: str, day: Cell) -> Truth:
        record = draft.steps.get(step)
        if record is None:
            return NOT_KNOWN_CELL
        body = held_key(post)
        if body is not None:
            return truth(self._leads(part.case, body, record.person, day), record, "person")
        unit = draft.reply.unit
        return truth(self.book.held(part.case, unit, record.person, Post(post), day), record, "person")

    def _supervisions(self, case: Case, body: str) -> Iterator[tuple[Any, Pair, Any]]:
        for designation in case.designations:
            if designation.is_ != "supervised":
                continue
            leader = self.book.leaders.get(designation.leader) if designation.leader else None
            known = leader.body if leader is not None else None
            pair = NOT_KNOWN if known is None else (YES if known == body else NO)
            if pair[1]:
                yield designation, pair, leader

    def _leads(self, case: Case, body: str, person: str | None, day: Cell) -> Pair:
        if person is None:
            return NOT_KNOWN
        possible, other = False, False
        for designation, pair, leader in self._supervisions(case, body):
            inside = self.book.in_force(designation, day)
            names = () if leader is None else (leader.id, leader.person)
            if person in names:
                if inside[0]:
                    return YES
                possible |= inside[1]
            elif leader is None or leader.person is None or not pair[0]:
                possible = True
            elif inside[0]:
                other = True
        return NO if other and not possible else NOT_KNOWN

    def _listed(self, case: Case, body: str, issued: Cell) -> Cell:
        """When the case was first listed under a leader of a body, if it still was at the issue."""
        cells: list[Cell] = []
        for designation, pair, _leader in self._supervisions(case, body):
            if designation.to is not None and self.book.planned(designation, "to")[1] < issued[0]:
                continue
            cell = self.book.done_by(designation, "from_", "designations")
            cells.append(cell if pair[0] else (cell[0], NEVER, cell[2], cell[3]))
        return self.book.earliest(cells, "designations")

    # ------------------------------------------------------------------------------------------------- recipients

    def _recipients(self, part: Part, deliveries: list[Any], receipts: list[Any]) -> None:
        merged = self.book.merged_into.get(part.key, ())
        for case in (part.case, *(c for c in self.book.register.cases if c.key in merged)) if merged else (part.case,):
            for index, proposer in enumerate(case.proposers):
                if case is not part.case and index > 0:
                    continue
                cells = self._base(part)
                cells["leading"] = YES_CELL if index == 0 else NO_CELL
                sent = [self._sent(d) for d in deliveries if d.proposer == proposer.id]
                cells["sent"] = self.book.earliest(sent, "deliveries")
                ref = proposer.id if case is part.case else f"{case.kind.value}-{case.year}-{case.number}.{proposer.id}"
                self.add("recipient", part, ref, cells)

    def _sent(self, delivery: Any) -> Cell:
        if delivery.sent is not None or delivery.on is None:
            return self.book.day(delivery, "sent", "deliveries")
        arrived = self.book.day(delivery, "on", "deliveries")
        return (EVER, arrived[1], delivery, "on") if arrived[0] != NEVER else arrived

    # ------------------------------------------------------------------------------------------------- categories

    def _categories(self, part: Part, replies: list[Any], drafts: list[Draft]) -> None:
        follow = part.case.follow_up
        commitments = [self.book.day(c, "made", "commitments") for c in part.case.commitments]
        shared = {
            "planned": self._followed(follow, "plan_entry"),
            "implemented": self._followed(follow, "implemented"),
            "explained": self._followed(follow, "explained"),
            "committed": self.book.earliest(commitments, "commitments"),
        }
        given: list[tuple[str, Any, Cell, Cell]] = []
        for reply in replies:
            issued = first_of([d.issued for d in drafts if d.reply is reply])
            for index, category in enumerate(reply.category):
                decided = self._decided(category, issued)
                ref = str(reply.version) if index == 0 else f"{reply.version}@{to_date(decided[0]) or index + 1}"
                given.append((ref, category, decided, issued))
            if not reply.category:
                given.append((str(reply.version), None, (EVER, NEVER, reply, "category"), issued))
        for index, (ref, category, decided, issued) in enumerate(given):
            cells = self._base(part) | shared
            later = [entry[2] for entry in given[index + 1 :]]
            if later:
                cells["endings"] = (*part.endings, (later[0], None, YES, "superseded"))
            cells["meaning"] = None if category is None else category.meaning.value
            cells["decided"] = decided
            cells["issued"] = issued
            for (aspect,) in self.members("category", "attested"):
                cells[f"attested.{aspect}"] = self._attested(part.key, part.unit, aspect)
            self.add("category", part, ref, cells)

    def _decided(self, category: Any, issued: Cell) -> Cell:
        """A mark on a reply without a day of its own was given by the reply's issue."""
        if category.decided is not None:
            return self.book.day(category, "decided")
        recorded = self.book.done_by(category, "decided")
        return (EVER, min(recorded[1], issued[1]) if issued[0] != NEVER else recorded[1], category, "decided")

    def _followed(self, follow: Any, name: str) -> Cell:
        return self.book.absent["follow_up"] if follow is None else self.book.day(follow, name, "follow_up")

    # ------------------------------------------------------------------------------------------------- carry-over

    def _carry(self, part: Part, answered: Cell) -> None:
        case = part.case
        names = {case.key} | ({case.carried_from.key} if case.carried_from else set())
        entry = next((self.carried[name] for name in names if name in self.carried), None)
        self.joined |= names
        then = _CARRIED if entry is None or entry.category is None else entry.category.value
        follow = case.follow_up
        cells = self._base(part) | {
            "then": then,
            "here": YES_CELL,
            "listed_this_year": (self.book.new_year, self.book.new_year, case, "number"),
            "tracker": self._tracker(follow),
            "plan_refined": self._followed(follow, "solution_plan"),
        }
        if entry is not None and entry.closed_out is not None:
            cells["endings"] = (*part.endings, _closed_out(self.book, entry))
        self.add("carry", part, "-", cells)
        points = {point.id: point for point in (follow.points if follow else ())}
        for name in dict.fromkeys([*(point.id for point in case.points), *points]):
            record = points.get(name)
            dealt = UNKNOWN_CELL if record is None else self.book.planned(record, "dealt_with", "follow_up")
            attested = self._attested(part.key, part.unit, "point", "point", name)
            if attested != UNKNOWN_CELL:
                dealt = attested
            self.add("carry_point", part, name, self._base(part) | {"then": then, "dealt_with": dealt})

    def _tracker(self, follow: Any) -> Cell:
        if follow is None or follow.tracker is None:
            return self.book.absent["follow_up"] if follow is None else UNKNOWN_CELL
        return self.book.done_by(follow.tracker, "from_", "follow_up")

    def _lost(self, entry: Any) -> None:
        """A case of last year's B list that is not in this year's register: borne by last year's lead unit."""
        unit = entry.unit or "-"
        endings: tuple[Ending, ...] = (_closed_out(self.book, entry),) if entry.closed_out is not None else ()
        cells = {
            "bound": bound_of(self.book, unit),
            "bearing": BEARING,
            "endings": endings,
            "kind": entry.kind.value,
            "carried": YES_CELL,
            "then": None if entry.category is None else entry.category.value,
            "here": NO_CELL,
            "listed_this_year": (EVER, NEVER, entry, "number"),
            "tracker": UNKNOWN_CELL,
            "plan_refined": UNKNOWN_CELL,
        }
        self.out.rows["carry"].append(Row("carry", entry.key, unit, unit, "-", cells))

    # ------------------------------------------------------------------------------------------------ commitments

    def _commitment(self, part: Part, record: CommitmentRecord) -> None:
        book = self.book
        made = book.day(record, "made", "commitments")
        promised = book.planned(record, "promised_for", "commitments")
        if record.promised_for is None:
            dated: Cell = (EVER, NEVER, record, "promised_for")
        else:
            dated = made if promised[0] != NEVER else (NEVER, NEVER, record, "promised_for")
        steps = NOT_KNOWN if record.steps is None else (YES if record.steps else NO)
        replies = replies_of(book, part)
        answered = book.earliest([book.day(reply, "issued") for reply in replies], "default")
        cells = self._base(part) | {
            "made": made,
            "promised_for": promised,
            "promise_dated": dated,
            "steps_stated": truth(steps, record, "steps"),
            "answered": answered,
            "done": book.day(record, "done", "commitments"),
            "closed_out": book.day(record, "closed_out", "commitments"),
            "kept_attested": self._kept(part, record),
            "extensions": self._extensions(part, record),
        }
        self.add("commitment", part, record.id, cells)

    def _kept(self, part: Part, record: CommitmentRecord) -> Truth:
        found = NOT_KNOWN_CELL
        for said in self.book.judged(part.key, part.unit, "commitment", record.id):
            if said.about.commitment == record.id and said.judged in ("done", "not_done"):
                found = truth(YES if said.judged == "done" else NO, said, "judged")
        return found

    def _extensions(self, part: Part, record: CommitmentRecord) -> tuple[Any, ...]:
        found = []
        for change in self.book.adjustments.get(part.key, ()):
            if change.kind == "extension" and change.about.commitment == record.id:
                decision = change.decided
                decided = UNKNOWN_CELL if decision is None else self.book.done_by(decision, "on", "adjustments")
                outcome = None if decision is None else decision.outcome
                accepted = YES if outcome == "accepted" else NO if outcome == "refused" else NOT_KNOWN
                found.append((decided, accepted, self.book.planned(change, "planned_end", "adjustments")))
        return tuple(sorted(found, key=lambda item: item[0][0]))

    # ------------------------------------------------------------------------------------------------------- units

    def _unit(self, unit: str, parts: list[Part]) -> None:
        book = self.book
        record = book.units.get(unit)
        leading = [part for part in parts if part.role is not Role.CO_HANDLING]
        since = first_of([part.since for part in parts])
        cells: dict[str, Any] = {
            "bound": bound_of(book, unit),
            "bearing": BEARING,
            "endings": (),
            "kind": None,
            "carried": NO_CELL,
            "since": since,
            "cases": tuple((part.since, part.endings) for part in parts),
            "roles_named": UNKNOWN_CELL if record is None else book.day(record, "roles_named"),
        }
        for kind in ("suggestion", "proposal"):
            mine = [part for part in leading if part.case.kind == kind]
            cells[f"since_leading.{kind}"] = first_of([part.since for part in mine]) if mine else NEVER_CELL
            cells[f"led_cases.{kind}"] = tuple((part.since, part.endings) for part in mine)
        for paper, recipient in self.members("unit", "filed"):
            cells[f"filed.{paper}.{recipient}"] = self._filed(paper, (unit,), recipient, None)
        for (aspect,) in self.members("unit", "attested"):
            cells[f"attested.{aspect}"] = self._attested(None, unit, aspect)
        self.out.rows["unit"].append(Row("unit", None, unit, unit, "-", cells))


def _after(cell: Cell, floor: Cell) -> Cell:
    """A day that cannot lie before another one, where it is not known."""
    return cell if cell[0] >= floor[0] else (min(floor[0], cell[1]), cell[1], cell[2], cell[3])


def _closed_out(book: Book, entry: Any) -> Ending:
    return (book.day(entry, "closed_out"), None, YES, "closed_out")


def _said(judged: str, about: str | None, aspect: str) -> bool | None:
    """What an attestation says of an aspect: done, not done, or nothing."""
    named = {"principal_led": ("principal_led", None), "explained": ("explained", None), "reply_true": ("true", "untrue")}
    yes, no = named.get(aspect, (None, None))
    if judged == yes:
        return True
    if judged == no:
        return False
    if about == aspect and judged in ("done", "not_done"):
        return judged == "done"
    return None


def _before(draft: Draft, later: str, step: str, same_day: str, cells: Mapping[str, Any]) -> Pair:
    """Whether a step that must follow another came before it on one day, by the sequence given."""
    a, b = draft.steps.get(step), draft.steps.get(later)
    if a is None or b is None or cells[f"step.{step}"][:2] != cells[f"step.{later}"][:2]:
        return NO
    exact = cells[f"step.{step}"][0] == cells[f"step.{step}"][1]
    if a.seq is not None and b.seq is not None:
        if b.seq >= a.seq:
            return NO
        return YES if exact else NOT_KNOWN
    return NOT_KNOWN if same_day == "unsettled" and a is not b else NO
