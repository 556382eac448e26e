"""The county's 2023 notice, clause by clause, for one register: every duty by its finding's id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from oracle import facts as f
from oracle.days import EVER, NEVER, after, eve, fixed, number, working_days_after
from oracle.facts import Days, Row, always, binding, here, judged, key_of, shown
from oracle.oracle import MAYBE, NO, UNOWED, YES, Builder, Duty, Fact, Json, Reading, Standing, Truth, each, first

COMMITTEE = {"suggestion": "congress_committee", "proposal": "cppcc_committee"}
OFFICE = "government_office"
IN_PERSON = {"face_to_face", "meeting"}
RANK = {"handler": 1, "leader_in_charge": 2, "principal": 3}
STAGES = {"before": (2, IN_PERSON), "during": (1, None), "after": (3, IN_PERSON)}
FOLLOW = {
    "draft": ["recheck", "review", "sign_off", "leader_sign_off"],
    "recheck": [],
    "review": ["sign_off", "leader_sign_off"],
    "sign_off": ["leader_sign_off"],
    "leader_sign_off": [],
}
SIGNS = {"draft": "01", "recheck": "01", "review": "02", "sign_off": "02", "leader_sign_off": "03"}
SIGNER = {"review": "leader_in_charge", "sign_off": "principal"}
CATEGORY = {"OUTCOME-01": "solvable_now", "OUTCOME-02": "to_be_planned", "OUTCOME-03": "not_possible"}
Named = Iterator[tuple[str, Builder]]


def duties(doc: Json, as_of: int) -> Named:
    every = f.rows(doc)
    for unit in doc.get("units", []):
        mine = [row for row in every if row.unit == unit["id"]]
        if mine:
            yield from unit_duties(unit, mine)
    begun = [row for row in every if row.told()[0] <= as_of]
    for row in begun:
        if row.leads:
            yield from handling(row)
            yield from replies(row)
            yield from papers(row)
            yield from carried_over(row)
        else:
            yield from co_handling(row)
        yield from commitments(row)
    yield from lost(doc)


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


def record_day(r: Reading, record: Json | None, key: str, kind: str) -> set[int]:
    return r.unrecorded(kind) if record is None else r.event(record, key, kind)


def closing(r: Reading) -> set[int]:
    return r.span(*fixed(r.day(8, 31)))


# ---------------------------------------------------------------- a unit's own duties


def unit_duties(unit: Json, mine: list[Row]) -> Named:
    def own(rule: str, part: str = "notice") -> str:
        return f"{rule}/-/{unit['id']}/{part}/-"

    def filed(paper: str, recipient: str, of: list[Row]) -> Builder:
        def build(r: Reading) -> Duty:
            dues = closing(r) if paper == "summary" else r.span(*fixed(r.day(4, 20)))
            return Duty(by(dues, filing(r, unit["id"], paper, recipient)), over(of, r))

        return build

    for recipient in (OFFICE, *COMMITTEE.values()):
        yield own("PLAN-01", f"work_plan→{recipient}"), filed("work_plan", recipient, mine)
        led = [row for row in mine if row.leads and recipient in (OFFICE, COMMITTEE[row.case["kind"]])]
        if led:
            yield own("FILE-03", f"summary→{recipient}"), filed("summary", recipient, led)
    deployed = judged(mine[0].doc, {"unit": unit["id"]}, "deployed")
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
    asked = row.mine(row.case.get("requests", []))
    opening = next((one for one in asked if one.get("round", 0) == 0), None)

    def opinion(r: Reading) -> Duty:
        assigned = r.every(r.event(row.assignment, "assigned"))
        dones = row.day(r, opening, "delivered", "requests") if opening else r.unrecorded("requests")
        ends = row.ended(r)
        dues = {working_days_after(day, 30) for day in assigned}
        return Duty(by(dues, dones), lambda due: {(due < NEVER, end) for end in ends}, here=row.here(r))

    def no_own_answer(r: Reading) -> Duty:
        """The act may fall on the first day of the assignment; due is its eve, done the last day of the year."""
        # an act that need not be: no word of it is no record of it
        told = [row.day(r, one, "own_answer") for one in asked if "own_answer" in one] + [
            row.day(r, one, "issued", "replies") for one in row.replies()
        ]
        r.ends.add(r.day(12, 31))
        hidden = [r.unrecorded(kind) for kind in ("requests", "replies")]
        facts = {(eve(act), act, r.day(12, 31), True, "", NEVER) for act in first(*told, *hidden)}
        sinces = r.event(row.assignment, "assigned")
        binds = binding({eve(eve(since)) for since in sinces}, row.ended(r))
        applies = NO if row.case.get("mode") == "separate" else YES
        return Duty(facts, binds, applies, here(r, sinces), forbidden=True)

    yield row.name("COHAND-01", ref=0), opinion
    yield row.name("COHAND-03", ref=0), no_own_answer
    for one in asked:
        if one.get("round", 0):
            yield row.name("COHAND-02", ref=one["round"]), again(row, one)


def again(row: Row, request: Json) -> Builder:
    mine = row.about | {"round": request["round"] - 1}
    words = [one["judged"] for one in row.doc.get("attestations", []) if f.fits(one["about"], mine)]

    def build(r: Reading) -> Duty:
        asked = r.event(request, "asked")
        dones = row.day(r, request, "delivered", start=min(asked))
        return Duty(by(r.undated(), dones), binding(asked, row.ended(r)), MAYBE if "substance" in words else YES)

    return build


# ---------------------------------------------------------------- the answering unit


def handling(row: Row) -> Named:
    def attested(aspect: str, *marks: str, only: str = "") -> Builder:
        answer = judged(row.doc, row.about, aspect, only=only)

        def build(r: Reading) -> Duty:
            return Duty(by(r.undated(), shown(answer, r)), f.marked(row, r, set(marks)) if marks else row.binding(r))

        return build

    yield row.name("ROLE-03"), attested("reported", "key", "supervised")
    yield row.name("ROLE-04"), attested("coordinated")
    yield row.name("KEY-01"), attested("principal_led", "major", "livelihood_hot", only="principal_led")
    yield row.name("KEY-02"), attested("planned_early", "supervised")
    yield row.name("REPLY-01"), lambda r: Duty(by(closing(r), row.answered(r)), row.binding(r))
    served = {key for reply in row.replies() for key in reply.get("cases", [])}
    cases = [row.case] + [case for case in row.doc["cases"] if key_of(case) in served]
    for proposer in dict.fromkeys(case["proposers"][0]["id"] for case in cases if case.get("proposers")):
        yield row.name("REPLY-02", ref=proposer), sent(row, proposer)
    for place, stage in enumerate(STAGES, 1):
        yield row.name(f"CONTACT-0{place}", "notice" if stage == "after" else "-"), contact(row, stage)


def sent(row: Row, proposer: str) -> Builder:
    given = [one for reply in row.answers() for one in reply.get("deliveries", []) if one["proposer"] == proposer]

    def build(r: Reading) -> Duty:
        days = first(*(r.event(one, "sent", "deliveries") for one in given), r.unrecorded("deliveries"))
        return Duty(by(r.undated(), days), row.binding(r))

    return build


# ---------------------------------------------------------------- contacts

Way = tuple[int, int, str]
"""A contact as it may have been: its day, the rank of who spoke, the form."""


def contact(row: Row, stage: str) -> Builder:
    every = [one for one in row.case.get("contacts", []) if one.get("unit") in (None, row.unit)]
    every += row.elsewhere("contacts")
    told = [one.get("stage") for one in every]
    steps = [one for reply in row.answers() for one in reply.get("steps", [])]

    def build(r: Reading) -> Duty:
        hidden, start = r.unrecorded("steps"), row.told()[0]
        issues = {max(issue, start) for issue in row.answered(r)}
        starts = {max(day, start) for day in first(*(row.day(r, one, "on", "steps") for one in steps), hidden)}
        begun = min(starts) if steps else min(*starts, *issues)
        handled = r.span(begun, max(issues)) if begun <= max(issues) else issues
        drafts = [row.day(r, one, "on", "steps") for one in steps if one["step"] == "draft"]
        settled = first(*(drafts or [hidden]), issues)
        found = [ways(row, r, one) for one in every]
        met = [way for way, one in zip(found, told, strict=True) if one in (None, stage)]
        unfit = any(not any(suits(stage, *way[1:]) for way in one) for one in met)
        if None in told:
            times = set(product(handled, issues, settled))
            pairs = {
                (time, told_apart(picked, told, *time).get(stage, NEVER))
                for picked in product(*found)
                for time in times
            }
        else:
            free = {(EVER, EVER, draft) for draft in (settled if stage == "after" else {EVER})}
            pairs = {(time, done) for time in free for done in first(*(served(stage, one, time[2]) for one in met))}
        pairs = {(time, min(done, more)) for (time, done), more in product(pairs, r.unrecorded("contacts"))}
        dones = {done for _, done in pairs}
        if stage == "after":
            return Duty(by(r.undated(), dones), row.binding(r), here=row.here(r))
        dues = handled if stage == "before" else issues
        if None in told:
            which = 0 if stage == "before" else 1
            facts = {
                fact for time, done in pairs for fact in before({time[which]}, {done}, "unfit" if unfit else "missing")
            }
        else:
            facts = before(dues, dones, "unfit" if unfit else "missing")
        return Duty(facts, always(row.ended(r)), here=row.here(r))

    return build


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
            in_day = last[stage][0] <= day and (named or day <= last[stage][1])
            if day < NEVER and stage not in stages and suits(stage, rank, form) and in_day:
                stages[stage] = day
                break
    return stages


def ways(row: Row, r: Reading, one: Json) -> set[Way]:
    forms = {one["form"]} if "form" in one else {"meeting", "letter"}
    days = r.event(one, "on", "contacts")
    found = {(day, rank, form) for day in days for rank in ranks(row, r, one, day) for form in forms}
    return found if "unit" in one else found | {(NEVER, 0, "letter")}


def ranks(row: Row, r: Reading, one: Json, day: int) -> set[int]:
    if "post" in one:
        return {RANK[one["post"]]}
    if "person" not in one or day == NEVER:
        return {0, 1, 2, 3}
    held = {rank: f.empowered(row, r, post, one["person"], day) for post, rank in RANK.items()}
    low = max((rank for rank in held if held[rank] == YES), default=0)
    return {low} | {rank for rank in held if rank > low and held[rank] == MAYBE}


# ---------------------------------------------------------------- versions of a reply


@dataclass
class Version:
    row: Row
    reply: Json
    steps: dict[str, Json]  # with those that it inherits
    later: Json | None
    number: int

    def issue(self, r: Reading) -> set[int]:
        return self.row.day(r, self.reply, "issued", "replies")

    def opened(self, r: Reading, reply: Json) -> set[int]:
        """The first step of a version, or its issue."""
        own = [self.row.day(r, one, "on", "steps") for one in reply.get("steps", [])]
        return first(self.row.day(r, reply, "issued", "replies"), *(own or [r.unrecorded("steps")]))

    def issued(self, r: Reading) -> set[tuple[int, int]]:
        """The day of issue, and the day on which a later version overtook it."""
        opened = self.opened(r, self.later) if self.later else {NEVER}
        return each(lambda a, b: (a, NEVER) if a < b or b == NEVER else (NEVER, b), self.issue(r), opened)

    def year_after(self, r: Reading, issue: int) -> set[int]:
        """Without a day, from the issue on."""
        return r.span(max(after(issue), r.day(12, 31)), NEVER)

    def here(self, r: Reading) -> Truth:
        return Truth(day <= r.as_of and day < r.day(12, 31) for day in self.issue(r))


def replies(row: Row) -> Named:
    ordered = row.answers()
    steps: dict[str, Json] = {}
    for reply, later in zip(ordered, [*ordered[1:], None], strict=False):
        own = {one["step"]: one for one in reply.get("steps", [])}
        redone = {follower for step in own for follower in FOLLOW.get(step, [])}
        steps = {step: one for step, one in steps.items() if step not in redone} | own
        version = Version(row, reply, steps, later, reply.get("version", 1))
        for step, rule in SIGNS.items():
            yield row.name(f"SIGN-{rule}", step, version.number), signed(version, step)
        yield row.name("REPLY-03", ref=version.number), true_reply(version)
        yield from outcomes(version)


def signed(version: Version, step: str) -> Builder:
    row, record = version.row, version.steps.get(step)

    def taken(r: Reading, one: Json | None) -> set[int]:
        return row.day(r, one, "on", "steps") if one else r.unrecorded("steps")

    def strictly_before(r: Reading, follower: str, day: int) -> Truth:
        """Whether a step that should follow was taken before this one."""
        theirs = version.steps.get(follower)
        seq, own = (theirs or {}).get("seq"), (record or {}).get("seq")
        turned = seq is not None and own is not None and seq < own
        return Truth(on < day or (on == day < NEVER and turned) for on in taken(r, theirs))

    def right_person(r: Reading, day: int) -> Truth:
        if record is None or (step not in SIGNER and step != "leader_sign_off"):
            return YES
        person = record.get("person")
        return f.empowered(row, r, SIGNER[step], person, day) if step in SIGNER else f.by_leader(row, r, person, day)

    def too_early(r: Reading, follower: str, day: int, issue: int) -> Truth:
        """The same, if that step is asked for: a leader's signature only of a case that the leader supervises."""
        before = strictly_before(r, follower, day)
        if follower != "leader_sign_off":
            return before
        issues = {issue} if issue < NEVER else version.issue(r)  # of one overtaken, its own day all the same
        asked = {low < on <= high for on, (low, high) in product(issues, f.supervised(row, r))}
        return Truth(x and y for x, y in product(before, asked))

    def doings(r: Reading, issue: int) -> Iterator[tuple[int, bool, str]]:
        for day in taken(r, record):
            late = product(*(too_early(r, follower, day, issue) for follower in FOLLOW[step]))
            for out_of_order, person in product({any(one) for one in late}, right_person(r, day)):
                yield day, person and not out_of_order, "out_of_order" if out_of_order else "insufficient"

    def build(r: Reading) -> Duty:
        facts = {(issue, issue, *done, gone) for issue, gone in version.issued(r) for done in doings(r, issue)}
        ends = row.ended(r)
        listed = f.supervised(row, r) if step == "leader_sign_off" else {(UNOWED, NEVER)}
        binds = lambda due: {(low < due <= high, end) for (low, high), end in product(listed, ends)}  # noqa: E731
        return Duty(facts, binds, here=here(r, version.opened(r, version.reply)))

    return build


def true_reply(version: Version) -> Builder:
    row = version.row
    answer = judged(row.doc, row.about | {"version": version.number}, "reply_true", "true", "untrue")

    def build(r: Reading) -> Duty:
        facts = {
            (due, after(due), done, True, "missing", gone)
            for (issue, gone), done in product(version.issued(r), shown(answer, r))
            for due in version.year_after(r, issue)
        }
        return Duty(facts, always(row.ended(r)), here=version.here(r))

    return build


# ---------------------------------------------------------------- what came of it


def outcomes(version: Version) -> Named:
    row = version.row
    given = version.reply.get("category", [])
    later = ((version.later or {}).get("category") or [None])[0]

    def ended(r: Reading) -> set[int]:
        """A later version's category takes the place of this one's."""
        return each(min, row.ended(r), r.event(later, "decided") if later else {NEVER})

    def decided(r: Reading) -> Duty:
        days = first(*(r.event(one, "decided") for one in given)) if given else r.unrecorded()
        dues = {due for issue in version.issue(r) for due in version.year_after(r, issue)}
        return Duty(by(dues, days), always(ended(r)), here=version.here(r))

    for rule, meaning in CATEGORY.items():
        mine = next((one for one in given if one["meaning"] == meaning), None)
        if mine or not given:
            yield row.name(rule, ref=version.number), outcome(version, rule, mine, ended)
    yield row.name("OUTCOME-04", ref=version.number), decided


def outcome(version: Version, rule: str, category: Json | None, ended: Days) -> Builder:
    """A category's own duty; where none was given, it may be any."""
    row = version.row
    follow = row.case.get("follow_up")
    answer = judged(row.doc, row.about, "explained", only="explained")

    def doing(r: Reading) -> set[int]:
        key = {"OUTCOME-01": "implemented", "OUTCOME-02": "plan_entry", "OUTCOME-03": "explained"}[rule]
        days = record_day(r, follow, key, "follow_up")
        if rule == "OUTCOME-01":
            made = [r.event(one, "made", "commitments") for one in row.case.get("commitments", [])]
            return first(days, *made, r.unrecorded("commitments"))
        return {EVER} if rule == "OUTCOME-03" and answer == YES else days

    def build(r: Reading) -> Duty:
        decided = r.event(category, "decided") if category else r.span(EVER, NEVER)
        facts = set()
        for given, issue, day in product(decided, version.issue(r), doing(r)):
            in_time = rule == "OUTCOME-02" and given <= issue
            for fact in before({issue}, {day}) if in_time else by(r.undated(), {day}):
                never = issue > r.as_of if category is None else not in_time and fact[0] <= given
                facts.add((*fact[:-1], UNOWED if never else NEVER))
        free = rule == "OUTCOME-02" or category is None
        binds = always(ended(r)) if free else binding(decided, ended(r))
        return Duty(facts, binds, YES if category else MAYBE, here(r, decided))

    return build


# ---------------------------------------------------------------- papers


def papers(row: Row) -> Named:
    lead = next((one["id"] for one in row.case.get("proposers", [])), None)
    forms = [one for reply in row.answers() for one in reply.get("receipts", []) if lead in (None, one["proposer"])]

    def reply_due(r: Reading) -> set[int]:
        return each(max, closing(r), row.answered(r))

    def receipt_due(r: Reading) -> set[int]:
        """After a late return no day is set."""
        returned = first(*(r.event(one, "returned", "receipts") for one in forms), r.unrecorded("receipts"))
        ways = product(closing(r), returned)
        return {due for end, day in ways for due in ({end} if day <= end else r.span(max(day, r.day(12, 31)), NEVER))}

    def filed(paper: str, recipient: str, dues: Days) -> Builder:
        return lambda r: Duty(by(dues(r), filing(r, row.unit, paper, recipient, row.key)), row.binding(r))

    for recipient in (OFFICE, COMMITTEE[row.case["kind"]]):
        yield row.name("FILE-01", f"reply→{recipient}"), filed("reply", recipient, reply_due)
        yield row.name("FILE-02", f"receipt→{recipient}"), filed("receipt", recipient, receipt_due)


# ---------------------------------------------------------------- carried over


def last_years(doc: Json, case: Json) -> Json | None:
    keys = {key_of(case)} | ({key_of(case["carried_from"])} if "carried_from" in case else set())
    return next((one for one in doc.get("carried") or [] if key_of(one) in keys), None)


def carried_over(row: Row) -> Named:
    if not row.carried:
        return
    entry = last_years(row.doc, row.case)
    follow = row.case.get("follow_up")
    points = {one["id"]: one for one in (follow or {}).get("points", [])}
    tracker = (follow or {}).get("tracker")
    category_b = (entry or {}).get("category", "to_be_planned") == "to_be_planned"  # what the list is of

    def duty(dues: Days, dones: Days) -> Builder:
        def build(r: Reading) -> Duty:
            ends = first(row.ended(r), r.event(entry, "closed_out")) if entry else row.ended(r)
            return Duty(by(dues(r), dones(r)), binding(row.since(r), ends), Truth({category_b}))

        return build

    def named(r: Reading) -> set[int]:
        last = r.through("follow_up") if tracker and "from" not in tracker else None
        return r.span(*r.cut(EVER, last)) if last else record_day(r, tracker, "from", "follow_up")

    def dealt_with(point: str) -> Days:
        answer = judged(row.doc, row.about | {"point": point}, "point")
        if answer == MAYBE:
            return lambda r: record_day(r, points.get(point), "dealt_with", "follow_up")
        return lambda r: shown(answer, r)

    yield row.name("CARRY-01"), kept(entry, present=True)
    yield row.name("CARRY-02"), duty(Reading.undated, named)
    refined = duty(closing, lambda r: record_day(r, follow, "solution_plan", "follow_up"))
    yield row.name("CARRY-03", "plan_refined"), refined
    for point in dict.fromkeys([one["id"] for one in row.case.get("points", [])] + list(points)):
        yield row.name("CARRY-04", "point", point), duty(Reading.undated, dealt_with(point))


def lost(doc: Json) -> Named:
    bound = {unit["id"] for unit in doc.get("units", []) if unit["bound"] is True}
    found = [last_years(doc, case) for case in doc.get("cases", [])]
    for entry in doc.get("carried") or []:
        if entry not in found and entry.get("unit") in bound:
            yield f"CARRY-01/{key_of(entry)}/{entry['unit']}/notice/-", kept(entry, present=False)


def kept(entry: Json | None, *, present: bool) -> Builder:
    def build(r: Reading) -> Duty:
        ends = r.event(entry, "closed_out") if entry else {NEVER}
        dones = {r.day(1, 1)} if present else r.span(EVER, NEVER)
        return Duty(by(r.span(r.day(1, 1), NEVER), dones), always(ends))

    return build


# ---------------------------------------------------------------- commitments


def commitments(row: Row) -> Named:
    for one in row.case.get("commitments", []):
        if one.get("unit", row.unit if row.leads else None) == row.unit:
            for rule, part in (("PROMISE-01", "dated"), ("PROMISE-02", "kept"), ("CLOSE-01", "closed_out")):
                yield row.name(rule, part, one["id"]), commitment(row, one, part)


def commitment(row: Row, one: Json, part: str) -> Builder:
    mine = row.about | {"commitment": one["id"]}
    attested = judged(row.doc, mine, part)
    dated = NO if one.get("promised_for") == "none" else YES if "promised_for" in one else MAYBE
    steps = Truth({bool(one["steps"])}) if "steps" in one else MAYBE

    def doings(r: Reading, made: set[int]) -> Iterator[tuple[int, int, int, bool]]:
        done = r.event(one, "done", "commitments")
        if part == "dated":
            for day, told, counts in product(made, dated, steps):
                yield day, after(day), day if told else NEVER, counts
        elif part == "kept":
            for due, day, counts in product(extended(row, r, one, mine), done, attested):
                yield due, after(due), day, counts
        else:
            ready = each(max, done, row.answered(r))
            for day, both, counts in product(r.event(one, "closed_out", "commitments"), ready, attested):
                yield day, day, both, counts

    def build(r: Reading) -> Duty:
        made, ends = r.event(one, "made", "commitments"), row.ended(r)
        binds = always(ends) if part == "dated" else binding({eve(day) for day in made}, ends)
        if part == "closed_out":
            binds = binding({UNOWED if day <= r.as_of else NEVER for day in made}, ends)
        return Duty({(*doing, "insufficient", NEVER) for doing in doings(r, made)}, binds, here=here(r, made))

    return build


def extended(row: Row, r: Reading, one: Json, mine: Json) -> set[int]:
    """The promised day, or the later one agreed on before it had passed."""
    dues = r.planned(one, "promised_for", "commitments")
    for change in row.doc.get("adjustments", []):
        if change["kind"] == "extension" and "commitment" in change["about"] and f.fits(change["about"], mine):
            decided = change.get("decided") or {}
            allowed = {"accepted": YES, "refused": NO}.get(decided.get("outcome", ""), MAYBE)
            new, ons = r.planned(change, "planned_end", "adjustments"), f.decision(r, decided)
            dues = each(lambda a, b, on, yes: b if yes and on <= a and on < NEVER else a, dues, new, ons, allowed)
    return dues
