"""Small random registers for the rules above the notice: returns, extensions, forms with ratings, publication, promises told."""

from __future__ import annotations

from datetime import date
from random import Random

from oracle.days import counted, iso
from oracle.registers import Json, Maker, move

MORE = "04-12 04-23 04-24 04-28 05-06 05-07 05-10 05-11 06-12 07-04 07-10 07-11 08-10 09-30 10-01 10-11 11-05"


class LayerMaker(Maker):
    """Draws the notice's register, mostly of suggestions, and adds what the layers ask about."""

    def __init__(self, rng: Random) -> None:
        super().__init__(rng)
        self.edges = sorted({*self.edges, *(f"{self.year}-{edge}" for edge in MORE.split())})

    def kind(self) -> str:
        return "suggestion" if self.chance(0.9) else "proposal"

    def near(self, day: str, term: str) -> str:
        """A day about the end of a term."""
        end = iso(counted(date.fromisoformat(day).toordinal(), term))
        return move(end or day, self.rng.choice([-20, -1, 0, 0, 1, 1, 9]))

    def completeness(self) -> str | Json:
        stated = super().completeness()
        if isinstance(stated, str):
            if self.chance(0.5):
                return stated
            stated = {"default": stated}
        usual = stated["default"] if stated["default"] != "not_kept" else f"{self.year + 1}-01-15"
        for kind in ("publications", "tellings"):
            if self.chance(0.7):
                stated[kind] = usual if self.chance(0.8) else self.day()
        if self.chance(0.1):
            stated["replies"] = self.rng.choice(["not_kept", self.day()])
        return stated

    def assignment(self, unit: str, role: str, carried: bool) -> Json:
        one = super().assignment(unit, role, carried)
        start = one.get("assigned", "")
        if self.chance(0.7):
            start = start if len(start) == 10 else f"{self.year}-04-10"
            self.value(one, "received", move(start, self.rng.choice([-1, 0, 1, 2, 2, 30])))
        return one

    def case(self, doc: Json, number: int) -> Json:
        case = super().case(doc, number)
        if self.chance(0.05):
            case["secret"] = True
        key = f"{case['kind']}/{case['year']}/{case['number']}"
        for one in list(case["assignments"]):
            start = one.get("assigned", "")
            start = start if len(start) == 10 else f"{self.year}-04-10"
            if self.chance(0.25):
                self.returned(doc, case, key, one, start)
            if one["role"] != "co_handling":
                self.delayed(doc, case, key, one["unit"], start)
        return case

    def returned(self, doc: Json, case: Json, key: str, assignment: Json, start: str) -> None:
        one: Json = {}
        asked = start
        for _ in range(self.rng.choice([1, 1, 1, 2])):
            about: Json = {"case": key} | ({"unit": assignment["unit"]} if self.chance(0.95) else {})
            one = {"kind": "return", "about": about}
            asked = self.near(start, "10wd")
            self.value(one, "asked", asked, ("not_yet", "done"))
            if self.chance(0.9):
                one["decided"] = {}
                self.value(one["decided"], "on", move(asked, self.rng.choice([0, 2, 10, 40])))
                if self.chance(0.9):
                    one["decided"]["outcome"] = self.rng.choice(
                        ["accepted", "accepted", "refused", "refused", "pending"]
                    )
            self.undecided(one)
            doc["adjustments"].append(one)
        if self.chance(0.4):
            new = self.near(asked, "10wd")
            role = "co_handling" if assignment["role"] == "co_handling" else assignment["role"]
            fresh: Json = {"unit": "shuili", "role": role}
            if not any(one["unit"] == "shuili" for one in case["assignments"]):
                self.value(fresh, "assigned", new, ("done",))
                case["assignments"].append(fresh)
            elif self.chance(0.3):
                one["into"] = "weijian"

    def endings(self, doc: Json, key: str, assignment: Json, start: str) -> None:
        known = len(doc["adjustments"])
        super().endings(doc, key, assignment, start)
        for one in doc["adjustments"][known:]:
            self.undecided(one)

    def undecided(self, one: Json) -> None:
        """What is pending has no day yet."""
        if one.get("decided", {}).get("outcome") == "pending":
            one["decided"].pop("on", None)

    def delayed(self, doc: Json, case: Json, key: str, unit: str, start: str) -> None:
        """Whether it is wide and hard, put off, explained."""
        about = {"case": key, "unit": unit}
        for _ in range(self.rng.choice([0, 0, 1, 1, 2])):
            words = ["wide_and_hard", "wide_and_hard", "not_wide_or_hard"]
            one = {"id": f"a{len(doc['attestations'])}", "about": dict(about), "judged": self.rng.choice(words)}
            doc["attestations"].append(one | ({"on": self.near(start, "3m")} if self.chance(0.9) else {}))
        for _ in range(self.rng.choice([0, 0, 0, 1, 1, 2])):
            longer: Json = {"kind": "extension", "about": dict(about)}
            self.value(longer, "planned_end", self.near(start, self.rng.choice(["4m", "6m"])), ("none",))
            asked = self.near(start, "3m")
            longer["asked"] = asked
            if self.chance(0.9):
                longer["decided"] = {"by": unit if self.chance(0.1) else "office"}
                self.value(longer["decided"], "on", move(asked, self.rng.choice([0, 0, 1])))
                if self.chance(0.9):
                    longer["decided"]["outcome"] = self.rng.choice(["accepted"] * 3 + ["refused", "pending"])
            self.undecided(longer)
            doc["adjustments"].append(longer)
        if self.chance(0.3):
            self.value(case.setdefault("follow_up", {}), "delay_explained", self.near(start, "3m"))
        if self.chance(0.1):
            self.attest(doc, dict(about), "delay_explained")
        if self.chance(0.1):
            self.attest(doc, about | {"aspect": "meeting"}, self.rng.choice(["done", "done", "not_done"]))

    def answer(self, doc: Json, case: Json, key: str, unit: str, start: str) -> None:
        super().answer(doc, case, key, unit, start)
        demanded = ""
        for reply in case.get("replies", []):
            if reply["unit"] == unit:
                demanded = self.outcome_of(case, reply, start, demanded)

    def outcome_of(self, case: Json, reply: Json, start: str, demanded: str) -> str:
        """What became of a version: the form with its rating, the demand, publication."""
        issue = reply.get("issued", "")
        if len(issue) == 10 and demanded and self.chance(0.7):
            reply["issued"] = issue = max(issue, self.near(demanded, "2m"))
        issue = issue if len(issue) == 10 else self.day(start)
        form: Json = {"proposer": case["proposers"][0]["id"]}
        arrived = move(issue, self.rng.choice([-1, 0, 2, 5, 5]))
        if self.chance(0.6):
            self.value(form, "arrived", arrived, ("done",))
        back = move(arrived, self.rng.choice([-1, 0, 8, 20, 60]))
        if self.chance(0.9):
            self.value(form, "returned", back)
        if self.chance(0.9):
            ratings = ["satisfied", "basically_satisfied", "no_answer", *["not_satisfied"] * 5]
            form["rating"] = self.rng.choice(ratings)
        if self.chance(0.1):
            form["rated_by"] = self.rng.choice([reply["unit"], "office"])
        if form.get("rating") == "not_satisfied" and self.chance(0.25):
            self.value(form, "demanded", move(back, self.rng.choice([0, 1, 30])))
        reply.pop("receipts", None)
        if self.chance(0.85):
            reply["receipts"] = [form]
        if self.chance(0.6):
            self.value(reply, "published", self.near(issue, "20wd"))
        if self.chance(0.25):
            reply["withheld"] = {"reason": "secret"}
            self.value(reply["withheld"], "on", self.near(issue, "20wd"))
        return back

    def commitment(self, doc: Json, key: str, unit: str, name: str, start: str) -> Json:
        one = super().commitment(doc, key, unit, name, start)
        if self.chance(0.3):
            self.value(one, "made", f"{self.year}-12-31" if self.chance(0.3) else f"{self.year - 1}-06-05", ("done",))
        tellings = []
        for _ in range(self.rng.choice([0, 1, 1, 2])):
            telling: Json = {}
            days = ["09-30", "10-01", "11-05", "12-30", "12-31"]
            day = self.rng.choice([*(f"{self.year}-{x}" for x in days), *(f"{self.year + 1}-01-0{x}" for x in "123")])
            self.value(telling, "on", day)
            tellings.append(telling)
        if tellings:
            one["told"] = tellings
        return one


def layered_register(rng: Random) -> Json:
    """Return a register document drawn from this source of chance."""
    return LayerMaker(rng).register()
