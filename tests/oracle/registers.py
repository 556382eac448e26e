"""Small random registers, valid by the models, with many days at the edges and many things left out."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Json = dict[str, Any]
UNITS = ["caizheng", "jiaotong", "shuili"]
OFFICE = "government_office"
COMMITTEE = {"suggestion": "congress_committee", "proposal": "cppcc_committee"}
EDGES = (
    "04-09 04-10 04-11 04-19 04-20 04-21 05-22 05-23 05-24 06-15 07-20 08-29 08-30 08-31 09-01 09-02 10-10 12-30 12-31"
)
KINDS = "contacts steps filings deliveries receipts designations adjustments posts delegations commitments"


def move(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


class Maker:
    """Draws one register; `odd` is how often a value is not a plain day."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.year = 2023
        self.odd = rng.choice([0.0, 0.05, 0.15, 0.3])
        self.edges = [f"{self.year}-{edge}" for edge in EDGES.split()]

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def day(self, least: str = "") -> str:
        return self.rng.choice([edge for edge in self.edges if edge >= least] or self.edges[-1:])

    def value(self, record: Json, key: str, day: str, words: tuple[str, ...] = ("none", "not_yet", "done")) -> None:
        """Write a day, or now and then a word, part of a year, or nothing."""
        if not self.chance(self.odd):
            record[key] = day
        elif self.chance(0.6) and day[0] == "2":
            choices = [*words, day[:7], f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}", day[:4]]
            record[key] = self.rng.choice(choices)
            if record[key] == "done" and self.chance(0.5):
                record["recorded_on"] = move(day, self.rng.choice([0, 3, 40]))

    def register(self) -> Json:
        rng, year = self.rng, self.year
        doc: Json = {"schema": "caserules.register/1", "place": "彭水", "year": year}
        doc["complete_through"] = self.completeness()
        doc["units"] = [self.unit(name) for name in UNITS]
        doc["leaders"] = [
            {"id": "wang", "person": "p.wang", "body": "county_government"},
            {"id": "zhao", "person": "p.zhao", "body": "congress"},
            {"id": "sun", "person": "p.sun"},
        ]
        doc["adjustments"], doc["attestations"], doc["filings"] = [], [], []
        doc["cases"] = [self.case(doc, number + 1) for number in range(rng.randint(1, 3))]
        self.carried(doc)
        for unit in UNITS:
            for paper, recipients in (("work_plan", [OFFICE, *COMMITTEE.values()]), ("summary", [OFFICE])):
                for recipient in recipients:
                    self.filing(doc, paper, unit, recipient, None)
            if self.chance(0.3):
                about = {"unit": unit, "aspect": "deployed"}
                self.attest(doc, about, rng.choice(["done", "not_done"]))
        return doc

    def completeness(self) -> str | Json:
        day = self.rng.choice([self.day(), *(f"{self.year + 1}-{rest}" for rest in ("01-09", "01-15", "03-01"))])
        if self.chance(0.4):
            return day
        stated: Json = {"default": day if self.chance(0.9) else "not_kept"}
        for kind in [*KINDS.split(), "follow_up", "attestations"]:
            if self.chance(0.35):
                stated[kind] = "not_kept" if self.chance(0.35) else self.rng.choice([day, self.day(), day])
        return stated

    def unit(self, name: str) -> Json:
        unit: Json = {
            "id": name,
            "name": name,
            "bound": self.rng.choice([True] * 12 + ["copied_only", "no_longer"]),
        }
        posts = []
        for post in ("principal", "leader_in_charge"):
            if self.chance(0.85):
                changed = self.chance(0.2)
                until = self.day()
                first: Json = {"post": post, "person": f"{name}.{post}", "from": f"{self.year - 1}-01-01"}
                if changed:
                    first["to"] = until
                    then = {
                        "post": post,
                        "person": f"{name}.new_{post}",
                        "from": move(until, 1),
                        "acting": True,
                    }
                    posts.append(then)
                if self.chance(self.odd):
                    first.pop("from")
                posts.append(first)
        if self.chance(0.1):
            posts.append({"post": "leader_in_charge", "person": f"{name}.principal", "from": f"{self.year}-01-01"})
        if posts:
            unit["posts"] = posts
        if self.chance(0.8):
            self.value(unit, "roles_named", self.day())
        return unit

    def attest(self, doc: Json, about: Json, judged: str) -> None:
        one = {"id": f"a{len(doc['attestations'])}", "about": about, "judged": judged, "by": "office"}
        doc["attestations"].append(one | ({"on": self.day()} if self.chance(0.8) else {}))

    def filing(self, doc: Json, paper: str, unit: str, recipient: str, case: str | None, start: str = "") -> None:
        if self.chance(0.6):
            one: Json = {"paper": paper, "unit": unit, "recipient": recipient}
            if case:
                one["cases"] = [case]
            self.value(one, "filed", self.day(start))
            doc["filings"].append(one)

    def kind(self) -> str:
        return self.rng.choice(list(COMMITTEE))

    def case(self, doc: Json, number: int) -> Json:
        rng = self.rng
        carried = self.chance(0.2)
        kind = self.kind()
        case: Json = {"kind": kind, "year": self.year - carried, "number": number}
        key = f"{kind}/{case['year']}/{number}"
        case["proposers"] = [{"id": f"d{number}{place}"} for place in range(rng.randint(1, 2))]
        mode = rng.choice(["single", "lead_with_co_handling", "lead_with_co_handling", "separate"])
        if not self.chance(self.odd):
            case["mode"] = mode
        units = rng.sample(UNITS, 3)
        role = {"single": "single", "separate": "separate"}.get(mode, "lead")
        case["assignments"] = [self.assignment(units[0], role, carried)]
        if mode != "single":
            other = "separate" if mode == "separate" else "co_handling"
            case["assignments"].append(self.assignment(units[1], other, carried))
        for one in list(case["assignments"]):
            start = one.get("assigned", "")
            if one["role"] == "co_handling" and len(start) == 10 and self.chance(0.15):
                case["assignments"].append(one | {"assigned": move(start, rng.choice([5, 60]))})
        self.designate(case)
        for one in case["assignments"]:
            if one["role"] == "co_handling":
                self.requests(doc, case, key, one)
            self.endings(doc, key, one, max(each.get("assigned", "") for each in case["assignments"]))
        for unit in dict.fromkeys(one["unit"] for one in case["assignments"] if one["role"] != "co_handling"):
            start = next(one.get("assigned", "") for one in case["assignments"] if one["unit"] == unit)
            start = start if len(start) == 10 else f"{self.year}-04-10"
            self.answer(doc, case, key, unit, move(start, rng.choice([0, 1, 2])))
        if carried or self.chance(0.6):
            self.follow_up(doc, case, key, units[0])
        if self.chance(0.3):
            start = case["assignments"][0].get("assigned", "")
            start = move(start, 1) if len(start) == 10 else f"{self.year}-04-10"
            several = range(rng.randint(1, 2))
            case["commitments"] = [self.commitment(doc, key, units[0], f"c{place}", start) for place in several]
        return case

    def assignment(self, unit: str, role: str, carried: bool) -> Json:
        one: Json = {"unit": unit, "role": role}
        start = self.rng.choice(["04-10"] * 4 + ["04-08", "04-20", "08-30", "09-05"])
        if carried:
            start = self.rng.choice(["01-05", "04-10", "04-10", "09-05"])
        self.value(one, "assigned", f"{self.year}-{start}", ("done",))
        return one

    def designate(self, case: Json) -> None:
        marks = []
        for mark in ("key", "major", "livelihood_hot", "supervised"):
            if self.chance(0.2):
                one: Json = {"is": mark}
                if mark == "supervised" and self.chance(0.9):
                    one["leader"] = self.rng.choice(["wang", "wang", "zhao", "sun"])
                self.value(one, "from", self.day(), ("done",))
                marks.append(one)
        if marks:
            case["designations"] = marks

    def requests(self, doc: Json, case: Json, key: str, assignment: Json) -> None:
        if self.chance(0.15):
            return
        several = sum(one["unit"] == assignment["unit"] for one in case["assignments"]) > 1
        start = assignment.get("assigned", "")
        start = start if len(start) == 10 else f"{self.year}-04-10"
        found = case.setdefault("requests", [])
        for number in range(self.rng.choice([1, 1, 2, 3])):
            one: Json = {"unit": assignment["unit"], "round": number}
            if several:
                one["assigned"] = assignment["assigned"]
            if number:
                start = self.day(start)
                self.value(one, "asked", start)
                if self.chance(0.2):
                    about = {"case": key, "unit": assignment["unit"], "round": number - 1}
                    self.attest(doc, about, "substance")
            if self.chance(0.8):
                self.value(one, "delivered", self.day(move(start, 1)))
            if self.chance(0.15):
                self.value(one, "own_answer", self.day(start))
            one.setdefault("own_answer", "not_yet")
            found.append(one)

    def endings(self, doc: Json, key: str, assignment: Json, start: str) -> None:
        if self.chance(0.8):
            return
        kind = self.rng.choice(["return", "transfer", "withdrawal", "merge", "waiver", "suspension", "extension"])
        about: Json = {"case": key} if self.chance(0.3) else {"case": key, "unit": assignment["unit"]}
        one: Json = {"kind": kind, "about": about}
        day = self.day(move(start, 1) if len(start) == 10 else f"{self.year}-09-06")
        self.value(one, self.rng.choice(["from", "asked"]), day, ("not_yet", "done"))
        if "from" not in one and "asked" not in one:
            one["from"] = day
        if self.chance(0.85):
            one["decided"] = {"by": "office"}
            self.value(one["decided"], "on", move(day, self.rng.choice([0, 1, 30])))
            if self.chance(0.9):
                one["decided"]["outcome"] = self.rng.choice(["accepted", "accepted", "refused", "pending"])
        doc["adjustments"].append(one)

    def answer(self, doc: Json, case: Json, key: str, unit: str, start: str) -> None:
        rng = self.rng
        self.contacts(case, unit, start)
        self.judgements(doc, key, unit)
        replies, first = [], start
        for version in range(1, rng.choice([1, 2, 2, 2, 3, 4])):
            reply: Json = {"unit": unit, "version": version}
            issue = rng.choice([edge for edge in self.edges if edge > start] or self.edges[-1:])
            steps = self.steps(doc, unit, version, start, issue)
            if steps:
                reply["steps"] = steps
            if self.chance(0.85):
                self.value(reply, "issued", issue)
            if self.chance(0.75):
                meaning = rng.choice(["solvable_now", "to_be_planned", "not_possible", "for_reference"])
                reply["category"] = [{"meaning": meaning}]
                given = move(issue, rng.choice([-3, 0, 0, 1, 20]))
                self.value(reply["category"][0], "decided", given)
                reply["category"][0].setdefault("decided", given)
            lead = case["proposers"][0]["id"]
            if self.chance(0.6):
                reply["deliveries"] = [{"proposer": lead}]
                self.value(reply["deliveries"][0], "sent", move(issue, rng.choice([0, 1, 5])))
            if self.chance(0.6):
                reply["receipts"] = [{"proposer": lead}]
                self.value(reply["receipts"][0], "returned", move(issue, rng.choice([3, 20, 60])))
            if self.chance(0.3):
                about = {"case": key, "unit": unit, "version": version, "aspect": "reply_true"}
                self.attest(doc, about, rng.choice(["true", "untrue"]))
            replies.append(reply)
            start = move(issue, rng.choice([0, 1, 10]))
        if replies:
            case.setdefault("replies", []).extend(replies)
        for paper in ("reply", "receipt"):
            for recipient in (OFFICE, COMMITTEE[case["kind"]]):
                self.filing(doc, paper, unit, recipient, key, first)

    def steps(self, doc: Json, unit: str, version: int, start: str, issue: str) -> list[Json]:
        rng = self.rng
        chain = ["draft", "recheck", "review", "sign_off", "leader_sign_off"]
        if version > 1 and self.chance(0.5):
            chain = chain[rng.randint(1, 3) :]
        room = [day for day in (move(start, by) for by in range(400)) if day <= issue]
        days = sorted(rng.choices(room or [issue], k=len(chain)))
        if self.chance(0.25):
            days[rng.randrange(len(days))] = move(issue, rng.choice([0, 1]))
        if self.chance(0.15):
            rng.shuffle(days)
        steps = []
        for step, day in zip(chain, days, strict=True):
            if self.chance(0.85):
                one: Json = {"step": step}
                self.value(one, "on", day)
                self.signer(doc, one, unit)
                if self.chance(0.2):
                    one["seq"] = rng.randint(0, 3)
                steps.append(one)
        return steps

    def signer(self, doc: Json, one: Json, unit: str) -> None:
        usual = {
            "review": f"{unit}.leader_in_charge",
            "sign_off": f"{unit}.principal",
            "leader_sign_off": "p.wang",
        }
        person = usual.get(one["step"], f"{unit}.clerk")
        if self.chance(0.2):
            others = [
                f"{unit}.principal",
                f"{unit}.leader_in_charge",
                f"{unit}.new_principal",
                "p.zhao",
                "p.nobody",
            ]
            person = self.rng.choice(others)
            if self.chance(0.3):
                post = "principal" if one["step"] == "sign_off" else "leader_in_charge"
                lent = {"kind": "delegation", "about": {"unit": unit, "post": post}, "to_person": person}
                if self.chance(0.8):
                    lent["from_person"] = f"{unit}.{post}"
                doc["adjustments"].append(lent | {"from": self.day(), "planned_end": f"{self.year}-12-31"})
        if not self.chance(self.odd):
            one["person"] = person

    def contacts(self, case: Json, unit: str, start: str) -> None:
        found = case.setdefault("contacts", [])
        untold = self.chance(0.15)
        for _ in range(self.rng.choice([0, 1, 2] if untold else [0, 1, 2, 3])):
            one: Json = {"unit": unit}
            if not untold or self.chance(0.5):
                one["stage"] = self.rng.choice(["before", "before", "during", "during", "after"])
            if self.chance(1 - self.odd):
                one["form"] = self.rng.choice(["face_to_face", "meeting", "telephone", "letter"])
            post = self.rng.choice(["principal", "leader_in_charge", "handler"])
            if self.chance(1 - self.odd):
                one["post"] = post
            elif self.chance(0.6):
                one["person"] = f"{unit}.{post}"
            self.value(one, "on", self.day(start))
            found.append(one)

    def judgements(self, doc: Json, key: str, unit: str) -> None:
        about = {"case": key, "unit": unit}
        for aspect in ("reported", "coordinated", "planned_early", "principal_led"):
            if self.chance(0.2):
                self.attest(doc, about | {"aspect": aspect}, self.rng.choice(["done", "done", "not_done"]))
        for word in ("principal_led", "explained"):
            if self.chance(0.1):
                self.attest(doc, dict(about), word)

    def follow_up(self, doc: Json, case: Json, key: str, unit: str) -> None:
        follow: Json = {}
        for name in ("plan_entry", "solution_plan", "implemented", "explained"):
            if self.chance(0.6):
                self.value(follow, name, self.day())
        if case["year"] < self.year:
            case["points"] = [{"id": "p1"}, {"id": "p2"}]
            if self.chance(0.7):
                follow["tracker"] = {"person": "tracker"}
                self.value(follow["tracker"], "from", self.day())
            if self.chance(0.7):
                follow["points"] = [{"id": "p1"}]
                self.value(follow["points"][0], "dealt_with", self.day())
            if self.chance(0.3):
                about = {"case": key, "unit": unit, "point": "p2", "aspect": "point"}
                self.attest(doc, about, self.rng.choice(["done", "not_done"]))
        if follow or self.chance(0.5):
            case["follow_up"] = follow

    def commitment(self, doc: Json, key: str, unit: str, name: str, start: str) -> Json:
        one: Json = {"id": name, "unit": unit}
        made = self.day(start)
        promised = self.day(made)
        done = self.day(made)
        self.value(one, "made", made, ("done",))
        self.value(one, "promised_for", "none" if self.chance(0.1) else promised, ("none",))
        self.value(one, "done", done)
        if self.chance(0.6):
            self.value(one, "closed_out", self.rng.choice([self.day(made), done]))
        if self.chance(0.8):
            one["steps"] = [{"text": "first"}] if self.chance(0.8) else []
        for aspect in ("kept", "closed_out"):
            if self.chance(0.4):
                about = {"case": key, "unit": unit, "commitment": name, "aspect": aspect}
                self.attest(doc, about, self.rng.choice(["done", "done", "not_done"]))
        if self.chance(0.2):
            about = {"case": key, "unit": unit, "commitment": name}
            longer: Json = {"kind": "extension", "about": about, "planned_end": move(promised, 30), "decided": {}}
            self.value(longer["decided"], "on", self.day(made))
            longer["decided"]["outcome"] = self.rng.choice(["accepted", "accepted", "refused", "pending"])
            doc["adjustments"].append(longer)
        return one

    def carried(self, doc: Json) -> None:
        if self.chance(0.4):
            return
        entries = []
        for case in doc["cases"]:
            if case["year"] < self.year and self.chance(0.8):
                unit = case["assignments"][0]["unit"]
                entries.append({"kind": case["kind"], "year": case["year"], "number": case["number"], "unit": unit})
        if self.chance(0.5):
            entries.append({"kind": "proposal", "year": self.year - 1, "number": 99, "unit": self.rng.choice(UNITS)})
        for entry in entries:
            if self.chance(0.9):
                entry["category"] = self.rng.choice(["to_be_planned", "to_be_planned", "solvable_now"])
            entry["closed_out"] = self.rng.choice(["not_yet", "none", f"{self.year - 1}-12-01", self.day()])
        doc["carried"] = entries


def random_register(rng: Random) -> Json:
    """Return a register document drawn from this source of chance."""
    return Maker(rng).register()
