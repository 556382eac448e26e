"""What stands above and beside the notice: the law, the city, other places. Every duty of a policy by its finding's id."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from oracle import notice
from oracle.days import EVER, NEVER, after, counted, fixed, number
from oracle.facts import Row, always, binding, decision, fits, here, judged, rows
from oracle.notice import IN_PERSON, Named, by, record_day
from oracle.oracle import MAYBE, NO, UNOWED, YES, Builder, Duty, Fact, Json, Reading, Truth, first

Asked = dict[str, tuple[str, ...]]
"""What a policy asks of suggestions: the rule, the part of the finding's id, the term and what is said with it."""

FULL: Asked = {
    "INTAKE-01": ("city", "10wd", "assigned"),
    "INTAKE-02": ("city", "10wd"),
    "CONTACT-04": ("city", "20wd"),
    "COHAND-02": ("city", "5wd"),
    "REPLY-01": ("city", "3m", "wide"),
    "REPLY-04": ("measures", "3m"),
    "FEEDBACK-01": ("city",),
    "FEEDBACK-02": ("city", "2m"),
    "FEEDBACK-03": ("city",),
    "PUBLISH-01": ("open_information", "20wd"),
    "PROMISE-03": ("told",),
}
PLACES: dict[str, Asked] = {
    "beijing-2014": {"REPLY-01": ("rules", "3m", "consent"), "FEEDBACK-01": ("rules",), "FEEDBACK-02": ("rules", "2m")},
    "henan-2017": {
        "INTAKE-01": ("rules", "10wd", "assigned"),
        "INTAKE-02": ("rules", "10wd"),
        "COHAND-01": ("rules", "2m"),
        "REPLY-01": ("rules", "3m", "told"),
        "FEEDBACK-01": ("rules",),
        "FEEDBACK-02": ("rules", "1m"),
    },
    "zhejiang-2016": {
        "INTAKE-01": ("rules", "10d", "received"),
        "COHAND-01": ("rules", "2m"),
        "REPLY-01": ("rules", "3m", "consent"),
        "FEEDBACK-02": ("rules", "1m"),
    },
}
LONGEST = "6m"
SHARED = ("co_handling", "separate")  # somebody is left who has the case
RATED = {"satisfied", "basically_satisfied", "not_satisfied"}


def duties(policy: str, doc: Json, as_of: int) -> Named:
    if policy not in PLACES:
        full = policy == "pengshui-2023-full"
        for name, build in notice.duties(doc, as_of):
            if not (full and name.startswith("COHAND-02/suggestion/")):  # the city sets a day
                yield name, build
        if not full:
            return
    asked = PLACES.get(policy, FULL)
    for row in rows(doc, bound_alone=False):
        if "INTAKE-02" in asked and suggestion(row):
            yield from assigned_anew(row, *asked["INTAKE-02"])
    for row in rows(doc):
        if row.told()[0] <= as_of and suggestion(row):
            yield from of_row(row, asked)


def suggestion(row: Row) -> bool:
    return bool(row.case["kind"] == "suggestion")


def of_row(row: Row, asked: Asked) -> Named:
    if not row.carried and "INTAKE-01" in asked:
        yield from returns(row, *asked["INTAKE-01"])
    if "PROMISE-03" in asked:
        for one in row.case.get("commitments", []):
            if one.get("unit", row.unit if row.leads else None) == row.unit:
                yield row.name("PROMISE-03", "told", one["id"]), told(row, one)
    if not row.leads:
        yield from co_handling(row, asked)
        return
    if not row.carried and "CONTACT-04" in asked:
        yield row.name("CONTACT-04", asked["CONTACT-04"][0]), first_contact(row, asked["CONTACT-04"][1])
    if not row.carried:
        part, _, how = asked["REPLY-01"]
        yield row.name("REPLY-01", part), answered(row, reply_days(row, how))
    if not row.carried and "REPLY-04" in asked:
        yield row.name("REPLY-04", asked["REPLY-04"][0]), explained(row)
    if asked is FULL:  # every signatory
        for proposer in row.case.get("proposers", [])[1:]:
            yield row.name("REPLY-02", ref=proposer["id"]), notice.sent(row, proposer["id"])
    yield from after_the_reply(row, asked)


def day_of(row: Row, r: Reading, key: str) -> set[int]:
    """The day a unit was given a case or got it; it cannot have got it earlier."""
    low = row.told()[0]
    return r.every({max(day, low) for day in row.day(r, row.assignment, key)})


def counts(r: Reading, days: set[int], term: str) -> dict[int, int]:
    """Each day with the end of a term that begins on it; the ends are days to try, too."""
    found = {day: counted(day, term) for day in days}
    r.ends |= {min(found.values()), max(found.values())}
    return found


def owed_from(day: int, r: Reading) -> int:
    """What nothing has called for yet is not owed."""
    return UNOWED if day > r.as_of else NEVER


# ---------------------------------------------------------------- returned, and assigned anew

Outcome = tuple[str, int]


def asked_on(row: Row, r: Reading, one: Json) -> set[int]:
    decided = one.get("decided") or {}
    last = NEVER if decided.get("outcome") == "pending" else max(decision(r, decided))
    if "from" in one:
        last = min(last, r.event_span(one, "from", "adjustments")[1])
    days = row.day(r, one, "asked", "adjustments") if "asked" in one else r.span(EVER, last)
    return {max(day, row.told()[0]) for day in days}


def outcomes(r: Reading, one: Json) -> set[Outcome]:
    """How a return may have been decided, and when."""
    decided = one.get("decided") or {}
    word = decided.get("outcome")
    if word in ("accepted", "refused"):
        return {(word, on) for on in decision(r, decided)}
    if word == "pending":
        return set(product(("accepted", "refused"), r.unrecorded("adjustments")))
    return set(product(("accepted", "refused"), r.event(decided, "on", "adjustments")))


def in_order(row: Row, r: Reading) -> list[Json]:
    """The returns of a row, in the order in which they were asked for."""
    return sorted(row.changes({"return"}), key=lambda one: min(asked_on(row, Reading(r.doc, NEVER), one)))


def surely(row: Row, one: Json) -> Truth:
    """A return that names no unit, or not which of its assignments, may be this one's or not."""
    alone = len({given["unit"] for given in row.case["assignments"]}) == 1
    named = "unit" in one["about"] or alone
    return YES if named and (row.alone or "assigned" in one["about"]) else MAYBE


def returns(row: Row, part: str, term: str, start: str) -> Named:
    every = row.changes({"return"})

    def asked_in_time(one: Json, applies: Truth) -> Builder:
        def build(r: Reading) -> Duty:
            dues = set(counts(r, day_of(row, r, start), term).values())
            others = [other for other in every if other is not one]
            earlier = [asked_on(row, r, x) | (set() if "unit" in x["about"] else {NEVER}) for x in others]
            known = first(*earlier, r.unrecorded("adjustments"))
            facts = set()
            for due, asked, (word, on), other in product(dues, asked_on(row, r, one), outcomes(r, one), known):
                closes, done, gone = NEVER, min(asked, other), owed_from(asked, r)
                if on <= r.as_of and word == "accepted" and gone != UNOWED:
                    gone = min(asked, due)  # who accepts has not held to the day
                elif on <= r.as_of:
                    closes = max(after(due), on, asked)
                facts.add((due, closes, done, True, "missing", gone))
            return Duty(facts, always(row.ended(r, {id(one)})), applies)

        return build

    for place, one in enumerate(in_order(row, Reading(row.doc, NEVER)), 1):
        yield (
            row.name("INTAKE-01", part, "-" if place == 1 else place),
            asked_in_time(one, surely(row, one)),
        )


def assigned_anew(row: Row, part: str, term: str) -> Named:
    def answer(one: Json) -> Builder:
        def build(r: Reading) -> Duty:
            facts: set[Fact] = set()
            asked = r.every(asked_on(row, r, one))
            dues = counts(r, asked, term)
            for day, (word, on) in product(asked, outcomes(r, one)):
                decided = max(on, day) if word == "refused" or row.assignment["role"] in SHARED else NEVER
                for done in first({decided}, given_anew(row, r, one, day, on if word == "accepted" else NEVER)):
                    facts.add((dues[day], after(dues[day]), done, True, "missing", owed_from(day, r)))
            others = {id(x) for x in row.changes({"return"})}
            return Duty(facts, always(row.ended(r, others)), surely(row, one))

        return build

    for place, one in enumerate(in_order(row, Reading(row.doc, NEVER)), 1):
        ref = row.segment if place == 1 else f"{row.segment}.{place}"
        yield f"INTAKE-02/{row.key}/government_office/{part}/{ref}", answer(one)


def given_anew(row: Row, r: Reading, one: Json, asked: int, accepted: int) -> set[int]:
    """When the case was assigned anew."""
    others = [x for x in row.case["assignments"] if x is not row.assignment]
    days = [
        {day if day >= asked else NEVER for day in r.event(x, "assigned")}
        for x in others
        if (x["role"] == "co_handling") != row.leads
    ]
    if one.get("into", row.unit) not in {row.unit, *(x["unit"] for x in others)}:
        days.append(r.span(max(asked, accepted), NEVER))
    return first(*days, {max(day, asked) for day in r.unrecorded()})


# ---------------------------------------------------------------- contacts and opinions


def contacts(row: Row) -> list[tuple[Json, bool]]:
    """The contacts that may be the unit's, and whether they surely are."""
    alone = len({one["unit"] for one in row.case["assignments"]}) == 1
    mine = [one for one in row.case.get("contacts", []) if one.get("unit") in (None, row.unit)]
    return [(one, "unit" in one or alone) for one in mine] + [(x, "unit" in x) for x in row.elsewhere("contacts")]


def first_contact(row: Row, term: str) -> Builder:
    def build(r: Reading) -> Duty:
        dues = set(counts(r, day_of(row, r, "received"), term).values())
        days = [r.event(one, "on", "contacts") | (set() if sure else {NEVER}) for one, sure in contacts(row)]
        dones = first(*days, r.unrecorded("contacts"))
        return Duty(by(dues, dones), always(row.ended(r)), here=row.here(r))

    return build


def co_handling(row: Row, asked: Asked) -> Named:
    mine = row.mine(row.case.get("requests", []))
    if "COHAND-01" in asked and row.told()[1] >= number(f"{row.doc['year']}-01-01"):
        part, term = asked["COHAND-01"]
        opening = next((one for one in mine if one.get("round", 0) == 0), None)

        def opinion(r: Reading) -> Duty:
            dues = set(counts(r, day_of(row, r, "received"), term).values())
            dones = row.day(r, opening, "delivered", "requests") if opening else r.unrecorded("requests")
            return Duty(by(dues, dones), always(row.ended(r)), here=row.here(r))

        yield row.name("COHAND-01", part, 0), opinion
    if "COHAND-02" in asked:
        for one in mine:
            if one.get("round", 0):
                yield row.name("COHAND-02", asked["COHAND-02"][0], one["round"]), again(row, one, asked["COHAND-02"][1])


def again(row: Row, request: Json, term: str) -> Builder:
    about = row.about | {"round": request["round"] - 1}
    words = [one["judged"] for one in row.doc.get("attestations", []) if fits(one["about"], about)]

    def build(r: Reading) -> Duty:
        asked = r.every(r.event(request, "asked", "requests"))
        dones = row.day(r, request, "delivered", "requests", start=min(asked))
        facts = {
            (due, after(due), done, True, "missing", owed_from(day, r))
            for (day, due), done in product(counts(r, asked, term).items(), dones)
        }
        return Duty(facts, always(row.ended(r)), MAYBE if "substance" in words else YES)

    return build


# ---------------------------------------------------------------- the answer's day


def reply_days(row: Row, how: str) -> Callable[[Reading], set[int]]:
    """Three months, or six: where it is wide and hard, or by an extension."""

    def wide(r: Reading) -> set[int]:
        shorter, longer = (counts(r, day_of(row, r, "assigned"), term) for term in ("3m", LONGEST))
        return {due for day in shorter for due in by_attestation(row, shorter[day], longer[day])}

    def extended(r: Reading) -> set[int]:
        shorter, longer = (counts(r, day_of(row, r, "assigned"), term) for term in ("3m", LONGEST))
        return {due for day in shorter for due in put_off(row, r, how, shorter[day], longer[day])}

    return wide if how == "wide" else extended


def by_attestation(row: Row, shorter: int, longer: int) -> set[int]:
    words = [
        one
        for one in row.doc.get("attestations", [])
        if one["judged"] in ("wide_and_hard", "not_wide_or_hard")
        and "case" in one["about"]
        and fits(one["about"], row.about)
    ]
    latest = max((one.get("on", "") for one in words), default="")
    last = [one for one in words if one.get("on", latest) == latest]  # one without a day may be the last, too
    said = {one["judged"] for one in last}
    if said == {"not_wide_or_hard"}:  # after the other word: a unit may have relied on that
        return {shorter} if {one["judged"] for one in words} == said else {shorter, longer}
    early = any("on" in one and number(one["on"]) <= shorter for one in last)
    return {longer} if said == {"wide_and_hard"} and early else {shorter, longer}


def put_off(row: Row, r: Reading, how: str, shorter: int, longer: int) -> set[int]:
    """By extensions granted no later than the day as it stood: up to the longest term, and never back."""
    ways = []
    for one in row.changes({"extension"}):
        decided = one.get("decided") or {}
        if "commitment" in one["about"] or (how == "consent" and decided.get("by") == row.unit):
            continue
        ends = r.planned(one, "planned_end", "adjustments") if "planned_end" in one else {shorter, longer}
        ways.append(set(product(granted(r, one, decided, how), ends)))
    ways.append(set(product(r.unrecorded("adjustments"), {shorter, longer})))
    found = set()
    for picked in product(*ways):
        due = shorter
        for on, end in sorted(picked):
            if on <= due and on < NEVER:
                due = max(due, min(end, longer))
        found.add(due)
    return found


def granted(r: Reading, one: Json, decided: Json, how: str) -> set[int]:
    outcome = decided.get("outcome")
    if outcome == "pending":
        return r.unrecorded("adjustments")
    if outcome == "refused":
        return {NEVER}
    key = next((key for key in ("asked", "from") if key in one), "asked")
    if how == "told" and "on" not in decided:
        return r.event(one, key, "adjustments") | (set() if outcome else {NEVER})
    return decision(r, decided) | (set() if outcome or how == "told" else {NEVER})


def answered(row: Row, dues: Callable[[Reading], set[int]]) -> Builder:
    return lambda r: Duty(by(dues(r), row.answered(r)), always(row.ended(r)), here=row.here(r))


def explained(row: Row) -> Builder:
    dues = reply_days(row, "wide")
    attested = judged(row.doc, row.about, "delay_explained", only="delay_explained")

    def build(r: Reading) -> Duty:
        days = record_day(r, row.case.get("follow_up"), "delay_explained", "follow_up")
        if attested == YES:
            days = {EVER}
        facts = set()
        for due, answer, end, done, last in product(dues(r), row.answered(r), row.ended(r), days, r.undated()):
            late = due < min(answer, r.as_of) and not end <= due
            facts.add((last, after(last), done, True, "missing", end if late else UNOWED))
        return Duty(facts, always({NEVER}))

    return build


# ---------------------------------------------------------------- after the reply

Form = tuple[int, int, str, int]
"""A version as it may have been: its issue, the form's return, the rating, the day of the demand."""


def forms(row: Row, r: Reading, reply: Json) -> set[Form]:
    lead = next((one["id"] for one in row.case.get("proposers", [])), None)
    form = next((one for one in reply.get("receipts", []) if lead in (None, one["proposer"])), None)
    issues = row.day(r, reply, "issued", "replies")
    low = max(row.told()[0], r.span_of(reply, "issued", "replies")[0])
    arrived_by = {NEVER}
    if form is None:
        returned, demanded, words = r.unrecorded("receipts"), None, {"satisfied", "not_satisfied"}
    else:
        arrived = r.span_of(form, "arrived", "receipts")
        arrived_by = {arrived[1] if low <= arrived[1] else NEVER}
        low = max(low, arrived[0]) if low <= arrived[1] and arrived[0] < NEVER else low
        returned = row.day(r, form, "returned", "receipts", start=low)
        last = r.through("receipts") or EVER
        if "returned" not in form and "rating" in form and last >= low:  # it was back by the register's last day
            returned = r.span(*r.cut(low, last))
        demanded = row.day(r, form, "demanded", "receipts", start=low) if "demanded" in form else None
        known = "rating" in form and form.get("rated_by") != row.unit
        words = {form["rating"]} if known else {"satisfied", "not_satisfied", "no_answer"}
    found = set()
    ceiling = min(max(days) for days in (demanded or {NEVER}, arrived_by))
    ordered = {(issue, came) for issue, came in product(issues, returned) if issue <= min(came, ceiling)}
    for (issue, came), word in product(ordered or product(issues, returned), words):
        back = max(came, issue, low) if came < NEVER and issue < NEVER else NEVER
        found |= {(issue, back, word, max(day, issue, low)) for day in (demanded if demanded is not None else {back})}
    return found


def overtaken(row: Row, r: Reading, laters: list[Json], issue: int) -> set[int]:
    """When the next version issued."""
    days = [row.day(r, one, "issued", "replies") for one in laters]
    return first(*({day if day >= issue else NEVER for day in one} for one in days))


def after_the_reply(row: Row, asked: Asked) -> Named:
    ordered = row.answers()
    for place, reply in enumerate(ordered):
        ref, earlier, laters = reply.get("version", 1), ordered[:place], ordered[place + 1 :]
        for rule, build in (
            ("FEEDBACK-01", rated(row, reply, laters)),
            ("FEEDBACK-02", handled_again(row, reply, earlier, laters, asked.get("FEEDBACK-02", ("", "1m"))[1])),
            ("FEEDBACK-03", met_after_all(row, reply, earlier)),
            ("PUBLISH-01", published(row, reply, laters, asked.get("PUBLISH-01", ("", "20wd"))[1])),
        ):
            if rule in asked:
                yield row.name(rule, asked[rule][0], ref), build


def rated(row: Row, reply: Json, laters: list[Json]) -> Builder:
    """The proposer's own act: its day reminds, and nobody is ever in breach."""

    def build(r: Reading) -> Duty:
        facts = set()
        for issue, back, word, _ in forms(row, r, reply):
            later = first(overtaken(row, r, laters, issue), {max(x, issue) for x in r.unrecorded("replies")})
            for gone in later:
                facts.add((NEVER, NEVER, back, word in RATED, "", gone if issue <= r.as_of else UNOWED))
        return Duty(facts, always(row.ended(r)))

    return build


def second(row: Row, r: Reading, earlier: list[Json], issue: int) -> Truth:
    """Whether a version answers a demand: issued on or after the one that an earlier version met with."""
    truths = [
        {word == "not_satisfied" and demand <= issue for _, _, word, demand in forms(row, r, one)} for one in earlier
    ]
    return Truth(any(way) for way in product(*truths))


def handled_again(row: Row, reply: Json, earlier: list[Json], laters: list[Json], term: str) -> Builder:
    lead = next((one["id"] for one in row.case.get("proposers", [])), None)
    recorded = any("demanded" in one for one in reply.get("receipts", []) if lead in (None, one["proposer"]))

    def replied(r: Reading, demand: int) -> set[int]:
        """A new reply; without a recorded demand, one that came before the form may be it or not."""

        def serves(day: int) -> set[int]:
            return {day} if day >= demand else {NEVER} if recorded or day < own else {day, NEVER}

        own = min(row.day(r, reply, "issued", "replies"))
        issues = [row.day(r, one, "issued", "replies") for one in laters]
        days = [set().union(*(serves(day) for day in one)) for one in issues]
        for one in earlier:  # which it should not be, but no number convicts
            days.append({day if day >= demand else NEVER for day in row.day(r, one, "issued", "replies")})
        return first(*days, {max(day, demand) for day in r.unrecorded("replies")})

    def build(r: Reading) -> Duty:
        facts = set()
        may = forms(row, r, reply)
        dues = counts(r, {demand for *_, demand in may}, term)
        repeats = {issue: second(row, r, earlier, issue) for issue, *_ in may}
        replies = {demand: replied(r, demand) for *_, demand in may}
        for issue, _, word, demand in may:
            for repeat, done in product(repeats[issue], replies[demand]):
                owed = word == "not_satisfied" and demand <= r.as_of and (recorded or not repeat)
                due = dues[demand]
                facts.add((due, after(due), done, True, "missing", NEVER if owed else UNOWED))
        return Duty(facts, always(row.ended(r)))

    return build


def met_after_all(row: Row, reply: Json, earlier: list[Json]) -> Builder:
    attested = judged(row.doc, row.about, "meeting")

    def build(r: Reading) -> Duty:
        met = [
            r.event(one, "on", "contacts") | (set() if sure and "form" in one else {NEVER})
            for one, sure in contacts(row)
            if one.get("form", "meeting") in IN_PERSON
        ]
        facts = set()
        for issue, back, word, _ in forms(row, r, reply):
            days = [{day if day >= back else NEVER for day in one} for one in met]
            dones = {EVER} if attested == YES else first(*days, {max(x, back) for x in r.unrecorded("contacts")})
            for repeat, done in product(second(row, r, earlier, issue), dones):
                owed = repeat and word == "not_satisfied" and back <= r.as_of
                for due in r.span(max(after(back), r.day(12, 31)), NEVER):
                    facts.add((due, after(due), done, True, "missing", NEVER if owed else UNOWED))
        return Duty(facts, always(row.ended(r)))

    return build


def published(row: Row, reply: Json, laters: list[Json], term: str) -> Builder:
    """Published, or withheld with a reason; of what is not recorded, neither is known."""
    withheld = reply.get("withheld")

    def shown(r: Reading, issue: int) -> set[int]:
        hidden = r.unrecorded("publications")
        if "published" in reply:
            public = row.day(r, reply, "published", "publications", r.span_of(reply, "issued", "replies")[0])
        else:
            public = hidden
        kept = hidden
        if withheld is not None:
            last = r.through("publications")
            kept = row.day(r, withheld, "on", "publications")
            if "on" not in withheld and last is not None:  # the reason is known by the register's last day
                kept = r.span(*r.cut(EVER, last))
        return first({max(day, issue) for day in public}, kept)

    def build(r: Reading) -> Duty:
        facts = set()
        low = row.told()[0]
        issues = r.every({max(day, low) for day in row.day(r, reply, "issued", "replies")})
        for issue, due in counts(r, issues, term).items():
            later = first(overtaken(row, r, laters, issue), {max(x, issue) for x in r.unrecorded("replies")})
            for done, gone in product(shown(r, issue), later):
                facts.add((due, after(due), done, True, "missing", gone if issue <= r.as_of else UNOWED))
        return Duty(facts, always(row.ended(r)), NO if row.case.get("secret") else YES)

    return build


# ---------------------------------------------------------------- promises


def told(row: Row, one: Json) -> Builder:
    """In the fourth quarter, of this year's promises and last year's."""

    def build(r: Reading) -> Duty:
        quarter, oldest = r.day(10, 1), number(f"{r.year - 1}-01-01")
        made = r.event(one, "made", "commitments")
        days = [
            {day if day >= quarter else NEVER for day in row.day(r, x, "on", "tellings", min(made))}
            for x in one.get("told", [])
        ]
        dones = first(*days, {max(day, quarter) for day in r.unrecorded("tellings")})
        facts = {
            (due, after(due), done, True, "missing", NEVER if oldest <= day <= r.as_of else UNOWED)
            for due, done, day in product(r.span(*fixed(r.day(12, 31))), dones, made)
        }
        return Duty(facts, binding(made, row.ended(r)), here=here(r, made))

    return build
