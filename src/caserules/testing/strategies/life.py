"""A case's life as a state machine: whatever offices and units do day by day, and the laws that verdicts keep meanwhile.

Each rule of the machine tells one event of today; the story told so far is the register, complete through today. A host subclasses
the machine, lets its own system do the same in `happened`, and compares in `looked_at`:

    class Ours(CaseLife):
        def happened(self, event):
            self.system.handle(event.day, event.words)
        def looked_at(self, found):
            assert self.system.late_units() == {x.unit for x in found.broken() if x.rule == "COHAND-01"}

    TestOurs = Ours.TestCase
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from caserules.assess import Assessment, assess
from caserules.calendar import WorkCalendar
from caserules.duties import Verdict
from caserules.models import CategoryMeaning, Form, Post, Stage
from caserules.policy import Policy, load_policy
from caserules.testing.strategies.days import first_day
from caserules.testing.strategies.opening import UNITS
from caserules.testing.strategies.tale import Line, Tale

__all__ = ["CaseLife"]

CHAIN: Final = ("draft", "recheck", "review", "sign_off", "leader_sign_off")
_MOST_CASES: Final = 2
_LOOKED_BACK: Final = 2
_STAYS: Final = {
    Verdict.BROKEN: {Verdict.BROKEN},
    Verdict.MET: {Verdict.MET, Verdict.NOT_APPLICABLE},
    Verdict.NOT_APPLICABLE: {Verdict.NOT_APPLICABLE, Verdict.MET},
}
"""What may become of what is settled, while all that happens is told on its day."""

units = st.sampled_from(UNITS[:3])


class CaseLife(RuleBasedStateMachine):
    """Cases given out, handled, answered, sent back, ended; looked at after every event.

    Attributes:
        policy: a policy, or the id of a packaged one.
        today: the day that it is in the machine.
        tale: what was told so far.
    """

    policy: ClassVar[Policy | str] = "pengshui-2023"

    def __init__(self) -> None:
        super().__init__()
        policy = type(self).policy
        self.by: Policy = policy if isinstance(policy, Policy) else load_policy(policy)
        self.today: date = first_day(self.by)
        self.tale = Tale(self.today.year)
        self.cases: dict[str, dict[str, Any]] = {}
        self.days: dict[date, dict[str, Verdict]] = {}

    # ------------------------------------------------------------------------------------------------- for hosts

    def happened(self, event: Line) -> None:
        """Be told of an event of today; a host lets its own system do the same."""

    def looked_at(self, found: Assessment) -> None:
        """Be given the verdicts as of today, after each event; a host compares its own."""

    def tell(self, words: str, case: str = "") -> None:
        """Tell an event of today."""
        event = Line(self.today, words, case)
        self.tale.lines.append(event)
        self.happened(event)

    def judged(self, as_of: date | None = None) -> Assessment:
        """Return the verdicts as of today, or as of an earlier day on what is told now."""
        return assess(self.tale.register(self.today), self.by, as_of=as_of or self.today)

    # ------------------------------------------------------------------------------------------------- days

    @rule(by=st.sampled_from((1, 2, 5, 10, 30, 60)))
    def days_pass(self, by: int) -> None:
        """Some days pass."""
        self.today = min(self.today + timedelta(days=by), date(self.tale.year + 1, 3, 1))

    @rule()
    def next_edge(self) -> None:
        """It becomes the eve, the day, or the day after of something due."""
        coming = sorted(x.day for x in self.judged().upcoming if x.day > self.today)
        if coming and coming[0].year <= self.tale.year:
            self.today = coming[0]

    @rule()
    def next_working_day(self) -> None:
        """It becomes the next working day."""
        if self.today.year == self.tale.year:
            self.today = WorkCalendar.default().next_working_day(self.today)

    # ------------------------------------------------------------------------------------------------- given out

    @initialize(unit=units, kind=st.sampled_from(("suggestion", "proposal")))
    def first_case(self, unit: str, kind: str) -> None:
        """A case is given to a unit."""
        for each in UNITS[:3]:
            for post in Post:
                self.tale.tell(f"post {each} {each}.{post} {post}", date(self.tale.year - 1, 1, 1))
        self.assign(unit, kind)

    @precondition(lambda self: len(self.cases) < _MOST_CASES)
    @rule(unit=units, kind=st.sampled_from(("suggestion", "proposal")))
    def assign(self, unit: str, kind: str) -> None:
        """A case is given to a unit."""
        key = f"{kind}/{self.tale.year}/{len(self.cases) + 1}"
        self.cases[key] = {
            "lead": unit,
            "co": [],
            "rounds": {},
            "version": 0,
            "steps": [],
            "issued": False,
            "promises": 0,
        }
        self.tell(f"assigned {unit} lead", key)

    @rule(data=st.data(), unit=units)
    def add_unit(self, data: st.DataObject, unit: str) -> None:
        """A co-handling unit is added."""
        key, case = self._case(data)
        if unit != case["lead"] and unit not in case["co"]:
            case["co"].append(unit)
            self.tell(f"assigned {unit} co_handling", key)

    @rule(
        data=st.data(), words=st.sampled_from(("key", "major", "livelihood_hot", "supervised wang", "supervised zhao"))
    )
    def mark(self, data: st.DataObject, words: str) -> None:
        """A case is marked."""
        key, case = self._case(data)
        if words not in case.setdefault("marks", []):
            case["marks"].append(words)
            self.tale.tell("leader wang county_government person=p.wang")
            self.tale.tell("leader zhao congress person=p.zhao")
            self.tell(words, key)

    # ------------------------------------------------------------------------------------------------- opinions

    @rule(data=st.data())
    def deliver(self, data: st.DataObject) -> None:
        """A co-handling unit delivers its opinion, or the one asked for again."""
        key, case = self._case(data)
        for unit in case["co"]:
            done, asked = case["rounds"].get(unit, (-1, 0))
            if done < asked:
                case["rounds"][unit] = (asked, asked)
                self.tell(f"delivered {unit} round={asked}", key)
                return

    @rule(data=st.data())
    def send_back(self, data: st.DataObject) -> None:
        """The lead unit asks for an opinion again."""
        key, case = self._case(data)
        for unit, (done, asked) in case["rounds"].items():
            if done == asked < 1:
                case["rounds"][unit] = (done, asked + 1)
                self.tell(f"asked {unit} round={asked + 1}", key)
                return

    @rule(data=st.data())
    def own_answer(self, data: st.DataObject) -> None:
        """A co-handling unit answers on its own."""
        key, case = self._case(data)
        unit = next((unit for unit in case["co"] if unit not in case.setdefault("own", [])), None)
        if unit is not None:
            case["own"].append(unit)
            self.tell(f"own_answer {unit}", key)

    # ------------------------------------------------------------------------------------------------- the reply

    @rule(data=st.data(), stage=st.sampled_from(Stage), post=st.sampled_from(Post), form=st.sampled_from(Form))
    def contact(self, data: st.DataObject, stage: Stage, post: Post, form: Form) -> None:
        """The lead unit speaks with the proposer."""
        key, case = self._case(data)
        self.tell(f"contact {case['lead']} {case['lead']}.{post} {stage} {post} {form}", key)

    @rule(data=st.data(), step=st.sampled_from(CHAIN), right=st.sampled_from((True, True, True, False)))
    def step(self, data: st.DataObject, step: str, right: bool) -> None:
        """A step of the reply is taken, by the right person or another."""
        key, case = self._case(data)
        if case["issued"]:  # what is done again opens the next version
            case |= {"version": case["version"] + 1, "steps": [], "issued": False}
        case["version"] = case["version"] or 1
        if step not in case["steps"] and case["version"] <= 2:
            case["steps"].append(step)
            posts = {"review": "leader_in_charge", "sign_off": "principal"}
            person = "p.wang" if step == "leader_sign_off" else f"{case['lead']}.{posts.get(step, 'handler')}"
            self.tell(f"{step} {case['lead']} {person if right else 'p.nobody'} version={case['version']}", key)

    @rule(data=st.data(), meaning=st.sampled_from(CategoryMeaning))
    def issue(self, data: st.DataObject, meaning: CategoryMeaning) -> None:
        """The reply issues, with a category."""
        key, case = self._case(data)
        if not case["issued"] and case["version"] <= 2:
            case |= {"version": case["version"] or 1, "issued": True}
            self.tell(f"issued {case['lead']} version={case['version']}", key)
            self.tell(f"category {case['lead']} {meaning} version={case['version']}", key)

    @rule(data=st.data())
    def reply_travels(self, data: st.DataObject) -> None:
        """The reply is sent; then it reaches the proposer; then its receipt form comes back."""
        key, case = self._case(data)
        if case["issued"]:
            words = (f"{word} {case['lead']} version={case['version']}" for word in ("sent", "reached", "returned"))
            any(self._once(case, key, each) for each in words)

    # ------------------------------------------------------------------------------------------------- papers, outcome

    @rule(data=st.data(), paper=st.sampled_from(("work_plan", "reply", "receipt", "summary")), to=st.integers(0, 2))
    def file(self, data: st.DataObject, paper: str, to: int) -> None:
        """A paper is filed with a recipient."""
        key, case = self._case(data)
        recipient = (*self.by.recipients, "government_office")[to]
        words = f"filed {case['lead']} {paper} {recipient}"
        self._once(case, key if paper in ("reply", "receipt") else "", words)

    @rule(data=st.data(), word=st.sampled_from(("plan_entry", "implemented", "explained")))
    def follow_up(self, data: st.DataObject, word: str) -> None:
        """Something comes of it."""
        key, case = self._case(data)
        self._once(case, key, word)

    @rule(data=st.data(), within=st.sampled_from((1, 30, 90)), dated=st.sampled_from((True, True, False)))
    def promise(self, data: st.DataObject, within: int, dated: bool) -> None:
        """The lead unit promises something by a day, or without one."""
        key, case = self._case(data)
        if not case["promises"]:
            case["promises"] = 1
            day = self.today + timedelta(days=within) if dated else "none"
            self.tell(f"made c1 unit={case['lead']} promised_for={day} steps=甲", key)

    @rule(data=st.data(), word=st.sampled_from(("done", "closed_out")))
    def keep(self, data: st.DataObject, word: str) -> None:
        """A promise is kept, or closed out; the office attests it the same day."""
        key, case = self._case(data)
        if case["promises"] and self._once(case, key, f"{word} c1"):
            aspect = "kept" if word == "done" else word
            self.tell(f"attested done {case['lead']} by=office commitment=c1 aspect={aspect}", key)

    @rule(data=st.data(), by=st.sampled_from((10, 60)))
    def extend(self, data: st.DataObject, by: int) -> None:
        """The office agrees to a later day for a promise."""
        key, case = self._case(data)
        if case["promises"]:
            end = self.today + timedelta(days=by)
            self._once(case, key, f"extension {case['lead']} commitment=c1 planned_end={end}", "extension")

    # ------------------------------------------------------------------------------------------------- endings

    @rule(data=st.data(), word=st.sampled_from(("withdrawal", "waiver", "return", "return refused", "merge")))
    def end(self, data: st.DataObject, word: str) -> None:
        """A case is withdrawn, waived, returned (or that is refused), or merged into another."""
        key, case = self._case(data)
        other = next((each for each in self.cases if each != key), None)
        words = {
            "withdrawal": "withdrawal",
            "waiver": f"waiver {case['lead']}",
            "return": f"return {case['lead']}",
            "return refused": f"return {case['lead']} outcome=refused",
            "merge": f"merge {other}",
        }[word]
        if word != "merge" or other is not None:
            self._once(case, key, words, "end")

    # ------------------------------------------------------------------------------------------------- laws

    @invariant()
    def settled_stays_settled(self) -> None:
        """What was broken at a day's end stays so; what was met is never broken; nothing is broken before its day."""
        if not self.cases:
            return
        found = self.judged()
        now = {finding.id: finding.verdict for finding in found.findings}
        eves = [day for day in self.days if day < self.today]
        for key, verdict in self.days[max(eves)].items() if eves else ():
            allowed = _STAYS.get(verdict)
            # a unit's own duty, ended with its last case, is owed again where it is given another
            again = verdict is Verdict.NOT_APPLICABLE and key.split("/")[1] == "-"
            assert allowed is None or again or now.get(key) in allowed, (key, verdict, now.get(key))
        for finding in found.broken():
            assert finding.due is None or finding.forbids or finding.due <= self.today, finding.id
        self.days[self.today] = now
        self.looked_at(found)

    @precondition(lambda self: len(self.days) > 1)
    @invariant()
    def an_earlier_day_is_judged_as_then(self) -> None:
        """What is told later, of later days, changes nothing of what was so on an earlier day."""
        for day in sorted(self.days)[-1 - _LOOKED_BACK : -1]:
            then = {finding.id: finding.verdict for finding in self.judged(day).findings}
            before = {key: told for key, told in self.days[day].items() if not self._comes_back(key, told, then, day)}
            assert before == {key: then[key] for key in then if key in before or key not in self.days[day]}, day

    def teardown(self) -> None:
        """Tell the story of what failed."""
        note(self.tale.text(self.today))

    # ------------------------------------------------------------------------------------------------- helpers

    def _comes_back(self, key: str, told: Verdict, then: Mapping[str, Verdict], day: date) -> bool:
        """Whether a unit's own duty, ended with its last case, is known to stay open, for a case is given to it after that day."""
        _, case, unit, *_ = key.split("/")
        given = (x.words.split()[1] for x in self.tale.lines if x.words.startswith("assigned") and (x.day or day) > day)
        opened = told is Verdict.NOT_APPLICABLE and then.get(key) in (Verdict.PENDING, Verdict.MET)
        return opened and case == "-" and unit in given

    def _case(self, data: st.DataObject) -> tuple[str, dict[str, Any]]:
        key = data.draw(st.sampled_from(tuple(self.cases)), label="case")
        return key, self.cases[key]

    def _once(self, case: dict[str, Any], key: str, words: str, name: str = "") -> bool:
        """Tell an event unless the case has had it; say whether it was told."""
        done = case.setdefault("done", set())
        if (name or words) in done or any((line.words, line.case) == (words, key) for line in self.tale.lines):
            return False
        done.add(name or words)
        self.tell(words, key)
        return True
