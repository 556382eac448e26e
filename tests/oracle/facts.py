"""What the register says of one assignment: its endings, who held a post, what people judged."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import product

from oracle.days import EVER, NEVER, Span, number, written
from oracle.oracle import MAYBE, NO, YES, Json, Reading, Standing, Truth, each, first

ENDINGS = {"return", "transfer", "withdrawal", "merge", "waiver"}


def key_of(case: Json) -> str:
    return f"{case['kind']}/{case['year']}/{case['number']}"


def fits(about: Json, mine: Json) -> bool:
    """Whether all that an adjustment or a judgement is about is this."""
    return bool(about) and all(mine.get(key) == value for key, value in about.items())


def binding(sinces: set[int], ends: set[int]) -> Standing:
    """The duty binds where it began before its day."""
    return lambda due: {(since < due, end) for since in sinces for end in ends}


def always(ends: set[int]) -> Standing:
    return lambda _: {(True, end) for end in ends}


@dataclass
class Row:
    """One assignment of a case to a bound unit."""

    doc: Json
    case: Json
    key: str
    unit: str
    segment: str
    assignment: Json
    alone: bool  # the unit's only assignment in the case
    carried: bool

    @property
    def about(self) -> Json:
        return {"case": self.key, "unit": self.unit}

    @property
    def leads(self) -> bool:
        return bool(self.assignment["role"] != "co_handling")

    def name(self, rule: str, part: str = "notice", ref: str | int = "-") -> str:
        return f"{rule}/{self.key}/{self.segment}/{part}/{ref}"

    def mine(self, records: list[Json]) -> list[Json]:
        """The requests or replies of this assignment."""
        days = (None, self.assignment.get("assigned"))
        return [one for one in records if one["unit"] == self.unit and (self.alone or one.get("assigned") in days)]

    def told(self) -> Span:
        """The day of the assignment; a carry-over that states none counts as assigned from 1 January."""
        if self.carried and "assigned" not in self.assignment:
            return (number(f"{self.doc['year']}-01-01"),) * 2
        return written(self.assignment.get("assigned"), None, self.assignment.get("recorded_on"))

    def since(self, r: Reading) -> set[int]:
        return r.span(*r.cut(*self.told()))

    def changes(self, kinds: set[str]) -> list[Json]:
        mine = self.about | {"assigned": self.assignment.get("assigned")}
        return [one for one in self.doc.get("adjustments", []) if one["kind"] in kinds and fits(one["about"], mine)]

    def ended(self, r: Reading, besides: Collection[int] = ()) -> set[int]:
        """The first ending, besides some that are read otherwise."""
        changes = [one for one in self.changes(ENDINGS) if id(one) not in besides]
        days = first(*(ending(self, r, one) for one in changes), r.unrecorded("adjustments"))
        return {max(day, self.told()[0]) for day in days}

    def binding(self, r: Reading) -> Standing:
        return binding(self.since(r), self.ended(r))

    def here(self, r: Reading) -> Truth:
        return here(r, self.since(r))

    def replies(self) -> list[Json]:
        return self.mine(self.case.get("replies", []))

    def elsewhere(self, records: str) -> list[Json]:
        """The replies or contacts that stand at another case and serve this one too."""
        others = [one for case in self.doc["cases"] if case is not self.case for one in case.get(records, [])]
        return [one for one in others if self.key in one.get("cases", []) and one.get("unit") in (None, self.unit)]

    def answers(self) -> list[Json]:
        return sorted(self.replies() + self.elsewhere("replies"), key=lambda reply: reply.get("version", 1))

    def answered(self, r: Reading) -> set[int]:
        """The first issue of any version; of a carry-over last year's replies are no answer."""
        issues = [self.day(r, reply, "issued", "replies") for reply in self.answers()]
        opening = r.day(1, 1)
        if self.carried and self.told()[0] < opening:
            r.ends.add(opening)
            issues = [{day if day >= opening else NEVER for day in days} for days in issues]
        return first(*issues, r.unrecorded("replies"))

    def day(self, r: Reading, record: Json, key: str, kind: str = "default", start: int = EVER) -> set[int]:
        """The day of an event of this assignment; one before its beginning cannot be, so it is not known."""
        latest = r.span_of(record, key, kind)[1]
        return r.span(EVER, NEVER) if latest < max(start, self.told()[0]) else r.event(record, key, kind)


def here(r: Reading, days: set[int]) -> Truth:
    """Whether something was there by now."""
    return Truth(day <= r.as_of for day in days)


def rows(doc: Json, *, bound_alone: bool = True) -> list[Row]:
    bound = {unit["id"] for unit in doc.get("units", []) if unit["bound"] is True or not bound_alone}
    found = []
    for case in doc.get("cases", []):
        given = case.get("assignments", [])
        carried = case["year"] < doc["year"] or "carried_from" in case
        for one in given:
            alone = sum(other["unit"] == one["unit"] for other in given) == 1
            segment = one["unit"] if alone else f"{one['unit']}@{one.get('assigned')}"
            row = Row(doc, case, key_of(case), one["unit"], segment, one, alone, carried)
            if one["unit"] in bound and row.told()[0] < NEVER:
                found.append(row)
    return found


# ---------------------------------------------------------------- endings


def ending(row: Row, r: Reading, one: Json) -> set[int]:
    decided = one.get("decided")
    ons = decision(r, decided) if decided else {NEVER}
    if "from" in one or "asked" in one:
        days = row.day(r, one, "from" if "from" in one else "asked", "adjustments")
    else:  # it acts from the day it was asked, no later than the decision
        days = r.span(EVER, max(ons))
    outcome = (decided or {}).get("outcome")
    if outcome is None and one["kind"] in ("transfer", "withdrawal", "merge") and ("from" in one or "asked" not in one):
        return days  # not asked for: the record itself says that they were

    def ended(start: int, on: int) -> set[int]:
        if on > r.as_of or outcome in (None, "pending"):
            return {start, NEVER}
        return {start} if outcome == "accepted" else {NEVER}

    return {day for start, on in product(days, ons) for day in ended(start, on)}


def decision(r: Reading, decided: Json) -> set[int]:
    """The day of a decision; without a day, its outcome is known by the register's last."""
    last = r.through("adjustments") or r.through("default")
    dayless = "on" not in decided and "outcome" in decided and last
    return r.span(*r.cut(EVER, last or NEVER)) if dayless else r.event(decided, "on", "adjustments")


# ---------------------------------------------------------------- judgements


def judged(doc: Json, mine: Json, aspect: str, yes: str = "done", no: str = "not_done", only: str = "") -> Truth:
    """What people judged of an aspect: yes, no, or not known. The last judgement stands."""
    found = []
    for one in doc.get("attestations", []):
        about, word = dict(one["about"]), one["judged"]
        named = about.pop("aspect", aspect if "commitment" in about else None) == aspect and word in (yes, no)
        whole = all(key in about or key == "unit" for key in mine)
        dated = "commitment" not in mine or ("on" in one and "by" in one)  # "who and when"
        if (named or (only and word == only)) and whole and dated and fits(about, mine):
            found.append((one.get("on", ""), word in (yes, only)))
    latest = max((on for on, _ in found), default="")
    return Truth(answer for on, answer in found if on in ("", latest)) or MAYBE


def shown(answer: Truth, r: Reading) -> set[int]:
    """When something was done that only a judgement shows."""
    return r.span(EVER, NEVER) if answer == MAYBE else {EVER} if answer == YES else {NEVER}


# ---------------------------------------------------------------- who held a post


def lies_in(r: Reading, record: Json, day: int, kind: str, end: str = "to") -> Truth:
    """Whether a day lies in a record's time; no last day: still."""
    low, high = r.span_of(record, "from", kind)
    least, most = r.span_of(record, end, kind) if end in record else (NEVER, NEVER)
    return YES if high <= day <= least else NO if day < low or day > most else MAYBE


def holders(row: Row, r: Reading, post: str, day: int) -> set[frozenset[str]]:
    """Who may have held a post together that day: those named for the case, else the unit's."""

    def groups(records: list[Json]) -> set[frozenset[str]]:
        known = [one for one in records if one["post"] == post]
        ways = product(*(lies_in(r, one, day, "posts") for one in known))
        return {frozenset(one["person"] for one, is_in in zip(known, way, strict=True) if is_in) for way in ways}

    unit = next(unit for unit in row.doc["units"] if unit["id"] == row.unit)
    own = groups([one for one in row.case.get("roles", []) if one.get("unit", row.unit) == row.unit])
    return {group for mine in own for group in ({mine} if mine else groups(unit.get("posts", [])))}


def holds(row: Row, r: Reading, post: str, person: str, day: int) -> Truth:
    """Whether somebody held a post that day."""

    def in_group(group: frozenset[str]) -> Truth:
        return YES if person in group else NO if group and r.complete("posts", day) else MAYBE

    return Truth().union(*(in_group(group) for group in holders(row, r, post, day)))


def empowered(row: Row, r: Reading, post: str, person: str | None, day: int) -> Truth:
    """Whether somebody held a post, or was its holder's delegate, that day."""
    if person is None or day == NEVER:
        return MAYBE
    held = holds(row, r, post, person, day)
    mine = row.about | {"post": post}
    changes = [
        one for one in row.doc.get("adjustments", []) if one["kind"] == "delegation" and fits(one["about"], mine)
    ]
    lent = [lends(row, r, one, post, person, day) for one in changes]
    if YES in (held, *lent):
        return YES
    told = r.complete("delegations", day) or any(one.get("from") == "none" for one in changes)
    return NO if held == NO and MAYBE not in lent and told else MAYBE


def lends(row: Row, r: Reading, one: Json, post: str, person: str, day: int) -> Truth:
    """Whether a delegation's record covers this person and day."""
    outcome = (one.get("decided") or {}).get("outcome")
    inside = lies_in(r, one, day, "adjustments", "actual_end" if "actual_end" in one else "planned_end")
    giver = holds(row, r, post, one["from_person"], day) if "from_person" in one else MAYBE
    if NO in (inside, giver) or outcome == "refused" or one.get("to_person", person) != person:
        return NO
    return YES if inside == giver == YES and "to_person" in one and outcome in (None, "accepted") else MAYBE


# ---------------------------------------------------------------- marks and supervising leaders


def marks_of(row: Row, r: Reading, marks: set[str]) -> list[tuple[Json, set[int]]]:
    """The case's marks, and since when each stands; one without a day stood by the register's last day."""
    last = r.through("designations")

    def day(mark: Json) -> set[int]:
        dayless = "from" not in mark and last is not None
        return r.span(*r.cut(EVER, last or NEVER)) if dayless else r.event(mark, "from", "designations")

    return [(mark, day(mark)) for mark in row.case.get("designations", []) if mark["is"] in marks]


def marked(row: Row, r: Reading, marks: set[str]) -> Standing:
    listed = first(*(day for _, day in marks_of(row, r, marks)), r.unrecorded("designations"))
    return binding(each(max, row.since(r), listed), row.ended(r))


def leader_of(row: Row, mark: Json) -> Json:
    return next((one for one in row.doc.get("leaders", []) if one["id"] == mark.get("leader")), {})


def supervised(row: Row, r: Reading) -> set[Span]:
    """From when to when the case stands on the list of a leader of the county government."""
    spans = {(NEVER, NEVER)}
    for mark, days in marks_of(row, r, {"supervised"}):
        body = leader_of(row, mark).get("body")
        if body in (None, "county_government"):
            tos = r.planned(mark, "to", "designations") if "to" in mark else {NEVER}
            may = set(product(days, tos)) | (set() if body else {(NEVER, NEVER)})
            spans = {(min(a, c), d if c < NEVER else b) for (a, b), (c, d) in product(spans, may)}
    hidden = r.unrecorded("designations")
    return {(min(low, more), NEVER if more < low else to) for (low, to), more in product(spans, hidden)}


def by_leader(row: Row, r: Reading, person: str | None, day: int) -> Truth:
    """Whether the leader who supervised the case that day signed."""
    if person is None or day == NEVER:
        return MAYBE
    known, answers = False, set()
    for mark in row.case.get("designations", []):
        leader = leader_of(row, mark)
        if mark["is"] != "supervised" or leader.get("body", "county_government") != "county_government":
            continue
        office = lies_in(r, leader, day, "designations") if "from" in leader or "to" in leader else YES
        both = Truth(a and b for a, b in product(lies_in(r, mark, day, "designations"), office))
        who = leader.get("person")
        if both != NO and who in (None, person):
            answers.add(YES if both == YES and who and "body" in leader else MAYBE)
        known |= both == YES and who is not None
    sure = known and not answers and r.complete("designations", day)
    return YES if YES in answers else NO if sure else MAYBE


Days = Callable[[Reading], set[int]]
