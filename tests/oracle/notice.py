"""The county's 2023 notice, clause by clause, for one register: every duty by its finding's id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from oracle.days import EVER, NEVER, Span, after, eve, fixed, number, working_days_after, written
from oracle.oracle import MAYBE, NO, YES, Builder, Duty, Fact, Json, Reading, Standing, each, first

ENDINGS = {"return", "transfer", "withdrawal", "merge", "waiver"}
COMMITTEE = {"suggestion": "congress_committee", "proposal": "cppcc_committee"}
OFFICE = "government_office"
IN_PERSON = {"face_to_face", "meeting"}
RANK = {"handler": 1, "leader_in_charge": 2, "principal": 3}
FOLLOW = {
    "draft": ["recheck", "review", "sign_off", "leader_sign_off"],
    "recheck": [],
    "review": ["sign_off", "leader_sign_off"],
    "sign_off": ["leader_sign_off"],
    "leader_sign_off": [],
}
SIGNS = {
    "draft": ("SIGN-01", None),
    "recheck": ("SIGN-01", None),
    "review": ("SIGN-02", "leader_in_charge"),
    "sign_off": ("SIGN-02", "principal"),
    "leader_sign_off": ("SIGN-03", None),
}
Named = Iterator[tuple[str, Builder]]


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

    def name(self, rule: str, part: str = "notice", ref: str | int = "-") -> str:
        return f"{rule}/{self.key}/{self.segment}/{part}/{ref}"

    def mine(self, record: Json) -> bool:
        """Whether a request or reply is of this assignment."""
        told = record.get("assigned")
        return record["unit"] == self.unit and (self.alone or told in (None, self.assignment.get("assigned")))

    def told(self) -> Span:
        """The day of the assignment; a carry-over that states none counts as assigned from 1 January."""
        if self.carried and "assigned" not in self.assignment:
            return (number(f"{self.doc['year']}-01-01"),) * 2
        return written(self.assignment.get("assigned"), None, self.assignment.get("recorded_on"))

    def since(self, r: Reading) -> set[int]:
        return r.span(*r.cut(*self.told()))

    def ended(self, r: Reading) -> set[int]:
        days = [ending(self, r, one) for one in r.doc.get("adjustments", []) if self.is_about(one)]
        return {max(day, self.told()[0]) for day in first(*days, r.unrecorded("adjustments"))}

    def is_about(self, adjustment: Json) -> bool:
        about = adjustment["about"]
        mine = {"case": self.key, "unit": self.unit, "assigned": self.assignment.get("assigned")}
        return adjustment["kind"] in ENDINGS and bool(about) and all(mine.get(k) == v for k, v in about.items())

    def binding(self, r: Reading) -> Standing:
        """The duty binds where the assignment came before its day."""
        sinces, ends = self.since(r), self.ended(r)
        return lambda due: {(since < due, end) for since in sinces for end in ends}

    def bound_till_ended(self, r: Reading) -> Standing:
        ends = self.ended(r)
        return lambda _: {(True, end) for end in ends}

    def replies(self) -> list[Json]:
        return [reply for reply in self.case.get("replies", []) if self.mine(reply)]

    def answers(self) -> list[Json]:
        """The replies that answer this case, those that stand at another case too."""
        others = [case for case in self.doc["cases"] if case is not self.case]
        there = [reply for case in others for reply in case.get("replies", []) if self.key in reply.get("cases", [])]
        return self.replies() + [reply for reply in there if reply["unit"] == self.unit]

    def answered(self, r: Reading) -> set[int]:
        return first(*(self.issue(r, reply) for reply in self.answers()), r.unrecorded())

    def issue(self, r: Reading, reply: Json) -> set[int]:
        return self.day(r, reply, "issued")

    def day(self, r: Reading, record: Json, key: str, kind: str = "default", start: int = EVER) -> set[int]:
        """The day of an event of this assignment; one before its beginning cannot be, so it is not known."""
        latest = written(record.get(key), r.through(kind), record.get("recorded_on"))[1]
        start = max(start, self.told()[0])
        return r.span(EVER, NEVER) if latest < start else r.event(record, key, kind)


def ending(row: Row, r: Reading, one: Json) -> set[int]:
    decided = one.get("decided")
    ons = r.event(decided, "on", "adjustments") if decided else {NEVER}
    if decided and "on" not in decided and (last := r.through("adjustments") or r.through("default")):
        ons = r.span(*r.cut(EVER, last))  # by the register's last day the outcome is known
    if "from" in one or "asked" in one:
        days = row.day(r, one, "from" if "from" in one else "asked", "adjustments")
    else:  # it acts from the day it was asked, no later than the decision
        days = r.span(EVER, max(ons))
    outcome = (decided or {}).get("outcome")
    if outcome is None and one["kind"] in ("transfer", "withdrawal", "merge"):
        return days  # nobody asked for these: the record itself says that they were

    def ended(start: int, on: int) -> set[int]:
        if on > r.as_of or outcome in (None, "pending"):
            return {start, NEVER}
        return {start} if outcome == "accepted" else {NEVER}

    return {day for start, on in product(days, ons) for day in ended(start, on)}


def key_of(case: Json) -> str:
    return f"{case['kind']}/{case['year']}/{case['number']}"


def rows(doc: Json) -> list[Row]:
    bound = {unit["id"] for unit in doc.get("units", []) if unit["bound"] is True}
    found = []
    for case in doc.get("cases", []):
        given = case.get("assignments", [])
        carried = case["year"] < doc["year"] or "carried_from" in case
        for one in given:
            alone = sum(other["unit"] == one["unit"] for other in given) == 1
            segment = one["unit"] if alone else f"{one['unit']}@{one.get('assigned')}"
            if one["unit"] in bound:
                found.append(Row(doc, case, key_of(case), one["unit"], segment, one, alone, carried))
    return found


def duties(doc: Json, as_of: int) -> Named:
    every = [row for row in rows(doc) if row.told()[0] < NEVER]
    for unit in doc.get("units", []):
        mine = [row for row in every if row.unit == unit["id"]]
        if mine:
            yield from unit_duties(unit, mine)
    every = [row for row in every if row.told()[0] <= as_of]
    for row in every:
        if row.assignment["role"] == "co_handling":
            yield from co_handling(row)
        else:
            yield from handling(row)
            yield from contacts(row)
            yield from replies(row)
            yield from papers(row)
            yield from carried_over(row)
        yield from commitments(row)
    yield from kept_in_register(doc, every)


# ---------------------------------------------------------------- shapes of duties


def by(dues: set[int], dones: set[int]) -> set[Fact]:
    """Due by a day: broken from the next day on."""
    return {(due, after(due), done, True, "missing", NEVER) for due, done in product(dues, dones)}


def before(events: set[int], dones: set[int], code: str = "missing") -> set[Fact]:
    """Due before an event: broken once it happens."""
    return {(event, event, done, True, code, NEVER) for event, done in product(events, dones)}


def over(mine: list[Row], r: Reading) -> Standing:
    """A unit's own duty: it binds a unit that had a case before the day, and lasts while one is left."""
    terms = [(row.since(r), row.ended(r)) for row in mine]

    def standing(due: int) -> set[tuple[bool, int]]:
        states = {(False, EVER)}
        for sinces, ends in terms:
            pairs = each(lambda since, end: (since < due, end), sinces, ends)
            states = {(True, max(s[1], p[1])) if p[0] else s for s in states for p in pairs}
        return {(owed, end if owed else NEVER) for owed, end in states}

    return standing


def judged(doc: Json, about: Json, aspect: str, yes: str = "done", no: str = "not_done", only: str = "") -> frozenset:
    """What people judged of an aspect: yes, no, or not known. The last judgement stands."""
    found = []
    for one in doc.get("attestations", []):
        told = dict(one["about"])
        word = one["judged"]
        named = told.pop("aspect", aspect if "commitment" in told else None) == aspect and word in (yes, no)
        if named or (only and word == only):
            same = all(about.get(k) == v for k, v in told.items()) and bool(told)
            if same and all(k in told or k == "unit" for k in about):
                found.append((one.get("on", ""), word in (yes, only)))
    last = {answer for on, answer in found if on == max(on for on, _ in found) or not on}
    return frozenset(last) if last else MAYBE


def shown(answer: frozenset, r: Reading) -> set[int]:
    """When something was done that only a judgement shows."""
    if answer == MAYBE:
        return r.span(EVER, NEVER)
    return {EVER} if answer == YES else {NEVER}


def record_day(r: Reading, record: Json | None, key: str, kind: str) -> set[int]:
    return r.unrecorded(kind) if record is None else r.event(record, key, kind)


# ---------------------------------------------------------------- a unit's own duties


def unit_duties(unit: Json, mine: list[Row]) -> Named:
    doc = mine[0].doc
    led = [row for row in mine if row.assignment["role"] != "co_handling"]

    def own(rule: str, part: str = "notice") -> str:
        return f"{rule}/-/{unit['id']}/{part}/-"

    def filed(paper: str, recipient: str, of: list[Row], month: int, day: int) -> Builder:
        def build(r: Reading) -> Duty:
            dues = r.span(*fixed(r.day(month, day)))
            return Duty(by(dues, filing(r, unit["id"], paper, recipient)), over(of, r))

        return build

    for recipient in (OFFICE, *COMMITTEE.values()):
        yield own("PLAN-01", f"work_plan→{recipient}"), filed("work_plan", recipient, mine, 4, 20)
    for kind in (None, *COMMITTEE):
        of = [row for row in led if kind in (None, row.case["kind"])]
        recipient = COMMITTEE[kind] if kind else OFFICE
        if of:
            yield own("FILE-03", f"summary→{recipient}"), filed("summary", recipient, of, 8, 31)
    deployed = judged(doc, {"unit": unit["id"]}, "deployed")
    yield own("ROLE-01"), lambda r: Duty(by(r.undated(), shown(deployed, r)), over(mine, r))
    yield own("ROLE-02"), lambda r: Duty(by(r.undated(), r.event(unit, "roles_named")), over(mine, r))


def filing(r: Reading, unit: str, paper: str, recipient: str, case: str | None = None) -> set[int]:
    found = [
        r.event(one, "filed", "filings")
        for one in r.doc.get("filings", [])
        if (one["unit"], one["paper"], one["recipient"]) == (unit, paper, recipient)
        and (case is None or case in one.get("cases", []))
    ]
    return first(*found, r.unrecorded("filings"))


# ---------------------------------------------------------------- the co-handling unit


def co_handling(row: Row) -> Named:
    if row.told()[1] < number(f"{row.doc['year']}-01-01"):  # last year's clock, under last year's notice
        return
    asked = [one for one in row.case.get("requests", []) if row.mine(one)]
    opening = next((one for one in asked if one.get("round", 0) == 0), None)

    def opinion(r: Reading) -> Duty:
        assigned = r.every(r.event(row.assignment, "assigned"))
        dones = row.day(r, opening, "delivered") if opening else r.unrecorded()
        ends = row.ended(r)
        facts = {fact for day in assigned for fact in by({working_days_after(day, 30)}, dones)}
        return Duty(facts, lambda due: {(due < NEVER, end) for end in ends}, here=here(r, assigned))

    def no_own_answer(r: Reading) -> Duty:
        told = [row.day(r, one, "own_answer") for one in asked]
        acts = first(*told, *(row.issue(r, reply) for reply in row.replies()), r.unrecorded())
        applies = NO if row.case.get("mode") == "separate" else YES
        facts = {(eve(act), act, r.day(12, 31), True, "missing", NEVER) for act in acts}
        sinces, ends = row.since(r), row.ended(r)
        # from the assignment on: the act may fall on that very day, and `due` is its eve
        standing = {(since, end) for since in sinces for end in ends if since < NEVER}
        binds = lambda due: {(since <= after(due), end) for since, end in standing} or {(False, NEVER)}  # noqa: E731
        return Duty(facts, binds, applies, here=here(r, sinces), forbidden=True)

    yield row.name("COHAND-01", ref=0), opinion
    yield row.name("COHAND-03", ref=0), no_own_answer
    for one in asked:
        if one.get("round", 0):
            yield row.name("COHAND-02", ref=one["round"]), again(row, one)


def again(row: Row, request: Json) -> Builder:
    about = {"case": row.key, "unit": row.unit, "round": request["round"] - 1}
    contested = any(
        one["judged"] == "substance" and all(about.get(k) == v for k, v in one["about"].items())
        for one in row.doc.get("attestations", [])
    )

    def build(r: Reading) -> Duty:
        asked, ends = r.event(request, "asked"), row.ended(r)
        facts = by(r.undated(), row.day(r, request, "delivered", start=min(asked)))
        binds = lambda due: {(ask < due, end) for ask in asked for end in ends}  # noqa: E731
        return Duty(facts, binds, MAYBE if contested else YES)

    return build


def here(r: Reading, days: set[int]) -> frozenset:
    return frozenset(day <= r.as_of for day in days)


# ---------------------------------------------------------------- the answering unit


def handling(row: Row) -> Named:
    about = {"case": row.key, "unit": row.unit}

    def attested(aspect: str, marks: set[str] | None, only: str = "") -> Builder:
        answer = judged(row.doc, about, aspect, only=only)
        return lambda r: Duty(by(r.undated(), shown(answer, r)), marked(row, r, marks) if marks else row.binding(r))

    yield row.name("ROLE-03"), attested("reported", {"key", "supervised"})
    yield row.name("ROLE-04"), attested("coordinated", None)
    yield row.name("KEY-01"), attested("principal_led", {"major", "livelihood_hot"}, "principal_led")
    yield row.name("KEY-02"), attested("planned_early", {"supervised"})
    yield row.name("REPLY-01"), lambda r: Duty(by(closing(r), row.answered(r)), row.binding(r))
    cases = [row.case] + [
        case for case in row.doc["cases"] if any(key_of(case) in reply.get("cases", []) for reply in row.replies())
    ]
    for proposer in dict.fromkeys(case["proposers"][0]["id"] for case in cases if case.get("proposers")):
        yield row.name("REPLY-02", ref=proposer), sent(row, proposer)


def closing(r: Reading) -> set[int]:
    return r.span(*fixed(r.day(8, 31)))


def sent(row: Row, proposer: str) -> Builder:
    def build(r: Reading) -> Duty:
        given = [one for reply in row.answers() for one in reply.get("deliveries", []) if one["proposer"] == proposer]
        days = first(*(r.event(one, "sent", "deliveries") for one in given), r.unrecorded("deliveries"))
        return Duty(by(r.undated(), days), row.binding(r))

    return build


def marks_of(row: Row, r: Reading, marks: set[str]) -> list[tuple[Json, set[int]]]:
    """The case's marks, and since when each stands; one without a day stood by the register's last day."""
    found = []
    for mark in row.case.get("designations", []):
        if mark["is"] in marks:
            last = r.through("designations")
            dayless = "from" not in mark and last is not None
            day = r.span(*r.cut(EVER, last or NEVER)) if dayless else r.event(mark, "from", "designations")
            found.append((mark, day))
    return found


def marked(row: Row, r: Reading, marks: set[str]) -> Standing:
    listed = first(*(day for _, day in marks_of(row, r, marks)), r.unrecorded("designations"))
    sinces = each(max, row.since(r), listed)
    ends = row.ended(r)
    return lambda due: {(since < due, end) for since in sinces for end in ends}


# ---------------------------------------------------------------- contacts


def contacts(row: Row) -> Named:
    def build(rule: int) -> Builder:
        return lambda r: contact_duty(row, r, rule)

    yield row.name("CONTACT-01", "-"), build(1)
    yield row.name("CONTACT-02", "-"), build(2)
    yield row.name("CONTACT-03"), build(3)


STAGES = {"before": (2, IN_PERSON), "during": (1, None), "after": (3, IN_PERSON)}


def contact_duty(row: Row, r: Reading, rule: int) -> Duty:
    stage = list(STAGES)[rule - 1]
    issues = {max(issue, row.told()[0]) for issue in row.answered(r)}
    steps = [one for reply in row.answers() for one in reply.get("steps", [])]
    starts = {max(day, row.told()[0]) for day in step_days(row, r, steps, None)}
    drafts = step_days(row, r, steps, "draft")
    handled = r.span(min(starts), max(issues)) if min(starts) <= max(issues) else issues
    met = [one for one in all_contacts(row) if one.get("stage") in (None, stage)]
    code = "unfit" if any(not any(suits(stage, *way[1:]) for way in ways(row, r, one)) for one in met) else "missing"
    more = r.unrecorded("contacts")
    exists = here(r, row.since(r))
    binds = row.binding(r) if rule == 3 else row.bound_till_ended(r)
    if all("stage" in one for one in met):
        found = [ways(row, r, one) for one in met]
        if rule == 3:
            dones = {day for draft in drafts for day in first(*(served(stage, one, draft) for one in found), more)}
        else:
            dones = first(*(served(stage, one, EVER) for one in found), more)
        dues = {1: handled, 2: issues, 3: set()}[rule]
        facts = by(r.undated(), dones) if rule == 3 else before(dues, dones, code)
        return Duty(facts, binds, here=exists)
    every = all_contacts(row)
    told = [one.get("stage") for one in every]
    facts = set()
    for picked in product(*(ways(row, r, one) for one in every)):
        for handle, issue, draft in product(handled, issues, drafts):
            done = told_apart(picked, told, handle, issue, draft).get(stage, NEVER)
            facts.add((handle if rule == 1 else issue if rule == 2 else NEVER, done))
    facts = {(due, min(done, hidden)) for (due, done), hidden in product(facts, more)}
    if rule == 3:
        return Duty(by(r.undated(), {done for _, done in facts}), binds, here=exists)
    return Duty({(due, due, done, True, code, NEVER) for due, done in facts}, binds, here=exists)


Way = tuple[int, int, str]
"""A contact as it may have been: its day, the rank of who spoke, the form."""


def suits(stage: str, rank: int, form: str) -> bool:
    least, forms = STAGES[stage]
    return rank >= least and (forms is None or form in forms)


def served(stage: str, found: set[Way], not_before: int) -> set[int]:
    return {day if suits(stage, rank, form) and day >= not_before else NEVER for day, rank, form in found}


def told_apart(picked: Iterable[Way], told: list[str | None], handle: int, issue: int, draft: int) -> dict[str, int]:
    """The first contact of each stage; one that names none serves the first open stage that it meets."""
    last = {"before": (EVER, handle), "during": (EVER, issue), "after": (draft, NEVER)}
    stages: dict[str, int] = {}
    for (day, rank, form), named in sorted(zip(picked, told, strict=True), key=lambda pair: pair[0][0]):
        for stage in (named,) if named else STAGES:
            late = stage != "after" and named
            in_day = last[stage][0] <= day and (late or day <= last[stage][1])
            if day < NEVER and stage not in stages and suits(stage, rank, form) and in_day:
                stages[stage] = day
                break
    return stages


def all_contacts(row: Row) -> list[Json]:
    others = [case for case in row.doc["cases"] if case is not row.case]
    there = [one for case in others for one in case.get("contacts", []) if row.key in one.get("cases", [])]
    return [one for one in row.case.get("contacts", []) + there if one.get("unit") in (None, row.unit)]


def ways(row: Row, r: Reading, one: Json) -> set[Way]:
    forms = {one["form"]} if "form" in one else {"meeting", "letter"}
    found = {
        (day, rank, form)
        for day in r.event(one, "on", "contacts")
        for rank in ranks(row, r, one, day)
        for form in forms
    }
    return found if "unit" in one else found | {(NEVER, 0, "letter")}


def ranks(row: Row, r: Reading, one: Json, day: int) -> set[int]:
    if "post" in one:
        return {RANK[one["post"]]}
    if "person" not in one or day == NEVER:
        return {0, 1, 2, 3}
    held = {rank: empowered(row, r, post, one["person"], day) for post, rank in RANK.items()}
    low = max((rank for rank in held if held[rank] == YES), default=0)
    return {low} | {rank for rank in held if rank > low and held[rank] == MAYBE}


def step_days(row: Row, r: Reading, steps: list[Json], step: str | None) -> set[int]:
    """The earliest known step, or the earliest of one kind."""
    known = [row.day(r, one, "on", "steps") for one in steps if step in (None, one["step"])]
    return first(*known, *([] if known and step else [r.unrecorded("steps")]))


# ---------------------------------------------------------------- who held a post


def lies_in(r: Reading, record: Json, day: int, kind: str, end: str = "to") -> frozenset:
    """Whether a day lies in a record's time; no last day: still."""
    low, high = written(record.get("from"), r.through(kind), record.get("recorded_on"))
    least, most = (NEVER, NEVER) if end not in record else written(record[end], r.through(kind), None)
    if high <= day <= least:
        return YES
    return NO if day < low or day > most else MAYBE


def holders(row: Row, r: Reading, post: str, day: int) -> set[frozenset[str]]:
    """Who may have held a post together that day: those named for the case, else the unit's."""

    def groups(records: list[Json]) -> set[frozenset[str]]:
        known = [one for one in records if one["post"] == post]
        inside = [lies_in(r, one, day, "posts") for one in known]
        return {
            frozenset(one["person"] for one, is_in in zip(known, picked, strict=True) if is_in)
            for picked in product(*inside)
        }

    unit = next(unit for unit in r.doc["units"] if unit["id"] == row.unit)
    own = groups([one for one in row.case.get("roles", []) if one.get("unit", row.unit) == row.unit])
    return {group for mine in own for group in ({mine} if mine else groups(unit.get("posts", [])))}


def holds(row: Row, r: Reading, post: str, person: str, day: int) -> frozenset:
    """Whether somebody held a post that day."""
    answers = set()
    for group in holders(row, r, post, day):
        answers |= {True} if person in group else NO if group and r.complete("posts", day) else MAYBE
    return frozenset(answers)


def empowered(row: Row, r: Reading, post: str, person: str | None, day: int) -> frozenset:
    """Whether a signature was by the post's holder or a delegate of that day."""
    if person is None or day == NEVER:
        return MAYBE
    held = holds(row, r, post, person, day)
    if held == YES:
        return YES
    mine = {"case": row.key, "unit": row.unit, "post": post}
    lent = set() if r.complete("delegations", day) else {False, True}
    for one in r.doc.get("adjustments", []):
        if one["kind"] == "delegation" and all(mine.get(key) == value for key, value in one["about"].items()):
            lent |= lends(row, r, one, post, person, day)
    return YES if YES in lent else MAYBE if True in lent or held != NO else NO


def lends(row: Row, r: Reading, one: Json, post: str, person: str, day: int) -> set:
    """Whether a delegation's record covers this person and day: {YES} surely, {True} perhaps."""
    outcome = (one.get("decided") or {}).get("outcome")
    inside = lies_in(r, one, day, "adjustments", "actual_end" if "actual_end" in one else "planned_end")
    giver = holds(row, r, post, one["from_person"], day) if "from_person" in one else MAYBE
    if NO in (inside, giver) or outcome == "refused" or one.get("to_person", person) != person:
        return set()
    sure = inside == giver == YES and "to_person" in one and outcome in (None, "accepted")
    return {YES} if sure else {True}


# ---------------------------------------------------------------- versions of a reply


@dataclass
class Version:
    row: Row
    reply: Json
    steps: dict[str, Json]  # with those that it inherits
    later: Json | None

    def opened(self, r: Reading, reply: Json) -> set[int]:
        """The first step of a version, or its issue."""
        own = [self.row.day(r, one, "on", "steps") for one in reply.get("steps", [])]
        return first(self.row.issue(r, reply), *(own or [r.unrecorded("steps")]))

    def issued(self, r: Reading) -> set[tuple[int, int]]:
        """The day of issue, and the day on which a later version overtook it."""
        issues = self.row.issue(r, self.reply)
        if self.later is None:
            return {(issue, NEVER) for issue in issues}
        return each(lambda a, b: (a, NEVER) if a < b else (NEVER, b), issues, self.opened(r, self.later))

    def here(self, r: Reading) -> frozenset:
        return here(r, self.opened(r, self.reply))


def versions(row: Row) -> list[Version]:
    found: list[Version] = []
    ordered = sorted(row.replies(), key=lambda reply: reply.get("version", 1))
    for place, reply in enumerate(ordered):
        own = {one["step"]: one for one in reply.get("steps", [])}
        redone = {follower for step in own for follower in FOLLOW.get(step, [])} | set(own)
        earlier = found[-1].steps if found else {}
        kept = {step: one for step, one in earlier.items() if step not in redone}
        found.append(Version(row, reply, kept | own, ordered[place + 1] if place + 1 < len(ordered) else None))
    return found


def replies(row: Row) -> Named:
    for version in versions(row):
        number = version.reply.get("version", 1)
        for step, (rule, _) in SIGNS.items():
            yield row.name(rule, step, number), signed(version, step)
        yield row.name("REPLY-03", ref=number), true_reply(version, number)
        yield from outcomes(version, number)


def signed(version: Version, step: str) -> Builder:
    row, record, post = version.row, version.steps.get(step), SIGNS[step][1]

    def strictly_before(r: Reading, follower: str, day: int) -> frozenset:
        """Whether a step that should follow was taken before this one."""
        theirs = version.steps.get(follower)
        seqs = [one.get("seq") for one in (theirs or {}, record or {})]
        turned = None not in seqs and seqs[0] < seqs[1]
        days = row.day(r, theirs, "on", "steps") if theirs else r.unrecorded("steps")
        return frozenset(on < day or (on == day < NEVER and turned) for on in days)

    def right_person(r: Reading, day: int) -> frozenset:
        if step == "leader_sign_off":
            return by_leader(row, r, (record or {}).get("person"), day)
        return empowered(row, r, post, (record or {}).get("person"), day) if post else YES

    def doings(r: Reading) -> Iterator[tuple[int, bool, str]]:
        for day in row.day(r, record, "on", "steps") if record else r.unrecorded("steps"):
            late = [strictly_before(r, follower, day) for follower in FOLLOW[step]]
            for first_ones, person in product(product(*late), right_person(r, day) if record else YES):
                yield (
                    day,
                    person and not any(first_ones),
                    "out_of_order" if any(first_ones) else "insufficient",
                )

    def build(r: Reading) -> Duty:
        facts = {(issue, issue, *done, gone) for (issue, gone), done in product(version.issued(r), set(doings(r)))}
        ends = row.ended(r)
        listed = supervised(row, r) if step == "leader_sign_off" else {(EVER - 1, NEVER)}
        binds = lambda due: {(low < due <= high, end) for (low, high), end in product(listed, ends)}  # noqa: E731
        return Duty(facts, binds, here=version.here(r))

    return build


def leader_of(row: Row, mark: Json) -> Json:
    return next((one for one in row.doc.get("leaders", []) if one["id"] == mark.get("leader")), {})


def supervised(row: Row, r: Reading) -> set[tuple[int, int]]:
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


def by_leader(row: Row, r: Reading, person: str | None, day: int) -> frozenset:
    """Whether the leader who supervised the case that day signed."""
    if person is None or day == NEVER:
        return MAYBE
    known, answer = False, NO
    for mark in row.case.get("designations", []):
        leader = leader_of(row, mark)
        if mark["is"] != "supervised" or leader.get("body", "county_government") != "county_government":
            continue
        inside = lies_in(r, mark, day, "designations")
        office = lies_in(r, leader, day, "designations") if "from" in leader or "to" in leader else YES
        both = frozenset(a and b for a, b in product(inside, office))
        who = leader.get("person")
        if both != NO and who in (None, person):
            answer = YES if both == YES and who and "body" in leader else MAYBE if answer == NO else answer
        known |= both == YES and who is not None
    if answer == NO and known and r.complete("designations", day):
        return NO
    return answer if answer == YES else MAYBE


def true_reply(version: Version, number: int) -> Builder:
    row = version.row
    about = {"case": row.key, "unit": row.unit, "version": number}
    answer = judged(row.doc, about, "reply_true", "true", "untrue")

    def build(r: Reading) -> Duty:
        facts = {
            (due, after(due), done, True, "missing", gone)
            for (issue, gone), done in product(version.issued(r), shown(answer, r))
            for due in r.span(max(issue, r.day(12, 31)), NEVER)
        }
        return Duty(
            facts,
            row.bound_till_ended(r),
            here=frozenset(day <= r.as_of and day < r.day(12, 31) for day in row.issue(r, version.reply)),
        )

    return build


# ---------------------------------------------------------------- what came of it


def outcomes(version: Version, number: int) -> Named:
    row = version.row
    given = version.reply.get("category", [])
    wanted = {"OUTCOME-01": "solvable_now", "OUTCOME-02": "to_be_planned", "OUTCOME-03": "not_possible"}
    for rule, meaning in wanted.items():
        mine = [one for one in given if one["meaning"] == meaning]
        if mine or not given:
            later = [one for reply in following(version) for one in reply.get("category", [])[:1]]
            yield row.name(rule, ref=number), outcome(version, rule, mine[0] if mine else None, later)

    def decided(r: Reading) -> Duty:
        days = first(*(r.event(one, "decided") for one in given)) if given else r.unrecorded()
        facts = {
            (due, after(due), day, True, "missing", gone)
            for (issue, gone), day in product(version.issued(r), days)
            for due in r.span(max(issue, r.day(12, 31)), NEVER)
        }
        return Duty(
            facts,
            row.bound_till_ended(r),
            here=frozenset(day <= r.as_of and day < r.day(12, 31) for day in row.issue(r, version.reply)),
        )

    yield row.name("OUTCOME-04", ref=number), decided


def following(version: Version) -> list[Json]:
    ordered = sorted(version.row.replies(), key=lambda reply: reply.get("version", 1))
    return ordered[ordered.index(version.reply) + 1 :]


def outcome(version: Version, rule: str, category: Json | None, later: list[Json]) -> Builder:
    """A category's own duty, until a later version's category takes its place; none given: it may be any."""
    row = version.row
    answer = judged(row.doc, {"case": row.key, "unit": row.unit}, "explained", only="explained")

    def build(r: Reading) -> Duty:
        follow = row.case.get("follow_up")
        decided = r.event(category, "decided") if category else r.span(EVER, NEVER)
        replaced = first(*(r.event(one, "decided") for one in later[:1]))
        if rule == "OUTCOME-02":
            days = record_day(r, follow, "plan_entry", "follow_up")
        elif rule == "OUTCOME-03":
            days = first(record_day(r, follow, "explained", "follow_up"), {EVER} if answer == YES else {NEVER})
        else:
            made = [r.event(one, "made", "commitments") for one in row.case.get("commitments", [])]
            done = record_day(r, follow, "implemented", "follow_up")
            days = first(done, *made, r.unrecorded("commitments"))
        facts = set()
        for given, issue, day in product(decided, row.issue(r, version.reply), days):
            in_time = rule == "OUTCOME-02" and given <= issue
            for fact in before({issue}, {day}) if in_time else by(r.undated(), {day}):
                facts.add((*fact[:-1], EVER if category is None and issue == NEVER else NEVER))
        ends = each(min, row.ended(r), replaced)
        always = rule == "OUTCOME-02" or category is None
        binds = lambda due: {(day < due or always, end) for day in decided for end in ends}  # noqa: E731
        return Duty(facts, binds, YES if category else MAYBE, here(r, decided))

    return build


# ---------------------------------------------------------------- papers


def papers(row: Row) -> Named:
    lead = next((one["id"] for one in row.case.get("proposers", [])), None)

    def returned(r: Reading) -> set[int]:
        forms = [one for reply in row.answers() for one in reply.get("receipts", []) if lead in (None, one["proposer"])]
        return first(*(r.event(one, "returned", "receipts") for one in forms), r.unrecorded("receipts"))

    def reply_filed(recipient: str) -> Builder:
        def build(r: Reading) -> Duty:
            dues = each(max, closing(r), row.answered(r))
            return Duty(by(dues, filing(r, row.unit, "reply", recipient, row.key)), row.binding(r))

        return build

    def receipt_filed(recipient: str) -> Builder:
        def build(r: Reading) -> Duty:
            dues = set()
            for deadline, back in product(closing(r), returned(r)):
                dues |= {deadline} if back <= deadline else r.span(back, NEVER)
            return Duty(by(dues, filing(r, row.unit, "receipt", recipient, row.key)), row.binding(r))

        return build

    for recipient in (OFFICE, COMMITTEE[row.case["kind"]]):
        yield row.name("FILE-01", f"reply→{recipient}"), reply_filed(recipient)
        yield row.name("FILE-02", f"receipt→{recipient}"), receipt_filed(recipient)


# ---------------------------------------------------------------- carried over


def last_years(doc: Json, case: Json) -> Json | None:
    keys = {key_of(case)} | ({key_of(case["carried_from"])} if "carried_from" in case else set())
    return next((one for one in doc.get("carried") or [] if key_of(one) in keys), None)


def category_b(entry: Json | None) -> frozenset:
    """What last year's list holds is of category B, unless it says otherwise."""
    return frozenset({(entry or {}).get("category", "to_be_planned") == "to_be_planned"})


def carried_over(row: Row) -> Named:
    if not row.carried:
        return
    entry = last_years(row.doc, row.case)
    follow = row.case.get("follow_up")
    points = {one["id"]: one for one in (follow or {}).get("points", [])}

    def duty(dues: Callable[[Reading], set[int]], dones: Callable[[Reading], set[int]]) -> Builder:
        def build(r: Reading) -> Duty:
            ends = first(row.ended(r), r.event(entry, "closed_out")) if entry else row.ended(r)
            sinces = row.since(r)
            binds = lambda due: {(since < due, end) for since in sinces for end in ends}  # noqa: E731
            return Duty(by(dues(r), dones(r)), binds, category_b(entry))

        return build

    tracker = (follow or {}).get("tracker")
    yield row.name("CARRY-02"), duty(Reading.undated, lambda r: record_day(r, tracker, "from", "follow_up"))
    refined = lambda r: record_day(r, follow, "solution_plan", "follow_up")  # noqa: E731
    yield row.name("CARRY-03", "plan_refined"), duty(closing, refined)
    for point in dict.fromkeys([one["id"] for one in row.case.get("points", [])] + list(points)):
        yield (
            row.name("CARRY-04", "point", point),
            duty(Reading.undated, dealt_with(row, point, points.get(point))),
        )


def dealt_with(row: Row, point: str, record: Json | None) -> Callable[[Reading], set[int]]:
    answer = judged(row.doc, {"case": row.key, "unit": row.unit, "point": point}, "point")
    if answer == MAYBE:
        return lambda r: record_day(r, record, "dealt_with", "follow_up")
    return lambda r: shown(answer, r)


def kept_in_register(doc: Json, every: list[Row]) -> Named:
    for row in every:
        if row.carried and row.assignment["role"] != "co_handling":
            yield row.name("CARRY-01"), kept(last_years(doc, row.case), present=True)
    bound = {unit["id"] for unit in doc.get("units", []) if unit["bound"] is True}
    found = [last_years(doc, case) for case in doc.get("cases", [])]
    for entry in doc.get("carried") or []:
        if entry not in found and entry.get("unit") in bound:
            yield f"CARRY-01/{key_of(entry)}/{entry['unit']}/notice/-", kept(entry, present=False)


def kept(entry: Json | None, *, present: bool) -> Builder:
    def build(r: Reading) -> Duty:
        ends = r.event(entry, "closed_out") if entry else {NEVER}
        dones = {r.day(1, 1)} if present else r.span(EVER, NEVER)
        return Duty(by(r.span(r.day(1, 1), NEVER), dones), lambda _: {(True, end) for end in ends})

    return build


# ---------------------------------------------------------------- commitments


def commitments(row: Row) -> Named:
    leads = row.assignment["role"] != "co_handling"
    for one in row.case.get("commitments", []):
        if one.get("unit", row.unit if leads else None) == row.unit:
            for rule, part in (("PROMISE-01", "dated"), ("PROMISE-02", "kept"), ("CLOSE-01", "closed_out")):
                yield row.name(rule, part, one["id"]), commitment(row, one, part)


def commitment(row: Row, one: Json, part: str) -> Builder:
    about = {"case": row.key, "unit": row.unit, "commitment": one["id"]}
    attested = judged(row.doc, about, part)

    def build(r: Reading) -> Duty:
        made = r.event(one, "made", "commitments")
        standing, exists, ends = row.bound_till_ended(r), here(r, made), row.ended(r)
        bind = lambda due: {(day <= due and day < NEVER, end) for day in made for end in ends}  # noqa: E731
        done = r.event(one, "done", "commitments")
        if part == "dated":
            told = {"none": NO}.get(one.get("promised_for", ""), YES) if "promised_for" in one else MAYBE
            steps = frozenset({bool(one["steps"])}) if "steps" in one else MAYBE
            facts = {
                (day, after(day), day if is_told else NEVER, has_steps, "insufficient", NEVER)
                for day, is_told, has_steps in product(made, told, steps)
            }
            return Duty(facts, standing, here=exists)
        if part == "kept":
            dues = extended(row, r, one)
            facts = {
                (due, after(due), day, counts, "insufficient", NEVER)
                for due, day, counts in product(dues, done, attested)
            }
            return Duty(facts, bind, here=exists)
        closed = r.event(one, "closed_out", "commitments")
        both = each(max, done, row.answered(r))
        facts = {
            (day, day, ready, counts, "insufficient", NEVER) for day, ready, counts in product(closed, both, attested)
        }
        return Duty(facts, bind, here=exists)

    return build


def extended(row: Row, r: Reading, one: Json) -> set[int]:
    """The promised day, or the later one agreed on before it had passed."""
    dues = r.planned(one, "promised_for", "commitments")
    for change in r.doc.get("adjustments", []):
        mine = {"case": row.key, "unit": row.unit, "commitment": one["id"]}
        about = change["about"]
        fits = "commitment" in about and all(mine.get(key) == value for key, value in about.items())
        if change["kind"] != "extension" or not fits:
            continue
        decided = change.get("decided") or {}
        ons = r.event(decided, "on", "adjustments")
        new = r.planned(change, "planned_end", "adjustments")
        outcome = decided.get("outcome", "pending")
        allowed = {"accepted": YES, "refused": NO}.get(outcome, MAYBE)
        dues = each(lambda a, b, on, yes: b if yes and on <= a and on < NEVER else a, dues, new, ons, allowed)
    return dues
