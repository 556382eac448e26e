"""What happens to a case: tracks (a case as one unit answers it), opinions of co-handling units, promises.

A life is first lived well: talk, draft, recheck, review, signature, issue, delivery, receipt, each on a working day after the
last. What goes otherwise is a turn (see `turns`), which changes the life and says what the change must be found to be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from caserules.demo.cases import Outline
from caserules.demo.days import CLOSING, When, working_days
from caserules.demo.people import Leader
from caserules.demo.units import MERGED_ON, Unit

__all__ = ["Life", "Opinion", "Promise", "Round", "Stamp", "Talk", "Track"]

YEAR: Final = working_days()


@dataclass(slots=True)
class Stamp:
    """A step of a reply's chain; the person is whoever holds the post that day, unless another is named."""

    post: str
    on: When
    person: str | None = None
    person_told: bool = True
    seq: int | None = None


@dataclass(slots=True)
class Talk:
    """A contact with the proposer."""

    post: str
    form: str
    on: When
    shared_with: str | None = None


@dataclass(slots=True)
class Promise:
    """A promise made with a reply."""

    made: str
    promised_for: When
    steps: int | None = 2
    done: When = "not_yet"
    closed_out: When = "not_yet"
    attested: str | None = None
    extended_to: str | None = None


@dataclass(slots=True)
class Round:
    """An opinion sent back: when, whether that is contested, and when it came again."""

    asked: str
    delivered: When
    contested: str | None = None


@dataclass(eq=False, slots=True)
class Opinion:
    """A co-handling unit's part in a case."""

    outline: Outline
    co_unit: Unit
    assigned: When
    due: str
    dice: Random
    delivered: When = "not_yet"
    recorded_on: str | None = None
    own_answer: str = "not_yet"
    again: Round | None = None
    special: str = ""

    @property
    def case(self) -> str:
        """The case's key."""
        return self.outline.key

    @property
    def unit(self) -> str:
        """The unit's id."""
        return self.co_unit.id


@dataclass(eq=False, slots=True)
class Track:
    """A case as one unit answers it."""

    outline: Outline
    home: Unit
    role: str
    assigned: When
    dice: Random
    meaning: str
    line: int = 0
    heir: Unit | None = None
    """The unit that succeeds its unit in mid-year."""
    special: str = ""
    signers: tuple[Leader, ...] = ()
    talk: Talk | None = None
    told: Talk | None = None
    discussed: Talk | None = None
    stages_told: bool = True
    steps: dict[str, Stamp] = field(default_factory=dict)
    drafts: dict[str, Stamp] = field(default_factory=dict)
    """The steps of a first version that never issued."""
    issued: str = "not_yet"
    issued_shown: When = ""
    decided: str = "not_yet"
    plan_entry: When = "not_yet"
    implemented: When = "not_yet"
    explained: When = "not_yet"
    sent: When = "not_yet"
    reached: When = "not_yet"
    returned: When = "not_yet"
    promise: Promise | None = None
    answers: list[Outline] = field(default_factory=list)
    """Merged cases that its reply answers too."""

    @property
    def case(self) -> str:
        """The case's key."""
        return self.outline.key

    @property
    def unit(self) -> str:
        """The id of the unit to which the case was given."""
        return self.home.id

    @property
    def replied(self) -> bool:
        """Whether the reply issued."""
        return self.issued != "not_yet"

    def first_day(self) -> str:
        """Return the earliest day on which a reply with all its steps can issue."""
        return YEAR.shift(str(self.assigned), 44 if self.role == "lead" else 22)

    def live(self) -> None:
        """Draw the day of issue, and live up to it and on."""
        first, last = self.first_day(), YEAR.shift(CLOSING, -4)
        if self.home.to:  # the merged unit's replies issue well before its last day, or well after
            first = YEAR.shift(MERGED_ON, 15) if self.line else "2023-05-25"
            last = YEAR.shift(first, 18)
        n = YEAR.room(first, last)
        self.schedule(YEAR.shift(first, int(self.dice.triangular(0, n, 0.6 * n))))

    def schedule(self, issue: str) -> None:
        """Fix the day of issue; all that goes before it and after it follows."""
        dice, back = self.dice, YEAR.shift
        leader = back(issue, -dice.randint(0, 1))
        sign = back(leader, -dice.randint(1, 2))
        review = back(sign, -dice.randint(1, 3))
        recheck = back(review, -dice.randint(1, 2))
        draft = back(recheck, -dice.randint(1, 3))
        self.steps = {
            "draft": Stamp("handler", draft),
            "recheck": Stamp("handler", recheck),
            "review": Stamp("leader_in_charge", review),
            "sign_off": Stamp("principal", sign),
        }
        if self.signers:
            self.steps["leader_sign_off"] = Stamp("leader", leader)
        self.issued = issue
        self._talk(draft)
        self._send()
        self._settle(sign)

    def _talk(self, draft: str) -> None:
        dice = self.dice
        first = YEAR.shift(str(self.assigned), 2)
        last = min(YEAR.shift(first, 24), YEAR.shift(draft, -1))
        form = dice.choices(("face_to_face", "meeting"), (70, 30))[0]
        self.talk = Talk(
            "principal" if dice.random() < 0.1 else "leader_in_charge", form, YEAR.between(dice, first, last)
        )
        form = dice.choices(("telephone", "online", "letter", "face_to_face"), (60, 20, 5, 15))[0]
        day = YEAR.between(dice, YEAR.shift(str(self.talk.on), 1), YEAR.shift(self.issued, -1))
        self.told = Talk("handler", form, day)
        if dice.random() < 0.62:
            self._discuss(YEAR.after(self.issued, dice.randint(2, 12)))

    def _discuss(self, day: str) -> None:
        form = self.dice.choices(("meeting", "face_to_face"), (60, 40))[0]
        self.discussed = Talk("principal", form, day) if day != "not_yet" else None

    def _send(self) -> None:
        dice = self.dice
        self.sent = YEAR.after(self.issued, dice.randint(0, 1))
        self.reached = self.returned = "not_yet"
        if self.sent != "not_yet":
            self.reached = YEAR.after(self.sent, dice.randint(1, 3))
        if self.reached != "not_yet" and dice.random() < 0.93:
            self.returned = YEAR.after(self.reached, dice.randint(2, 14))

    def _settle(self, sign: str) -> None:
        dice = self.dice
        self.decided = sign
        self.plan_entry = self.implemented = self.explained = "not_yet"
        if self.meaning == "solvable_now" and dice.random() < 0.75:
            self.implemented = YEAR.after(self.issued, dice.randint(-3, 25))
        elif self.meaning == "to_be_planned":
            self.plan_entry = YEAR.shift(self.issued, -dice.randint(0, 6))
        elif self.meaning == "not_possible" and dice.random() < 0.7:
            self.explained = YEAR.after(self.issued, dice.randint(-4, 4))

    def silence(self) -> None:
        """Leave the case without a reply: nothing drafted, nothing sent."""
        self.steps = {}
        self.discussed = None
        self.issued = self.decided = self.sent = self.reached = self.returned = "not_yet"
        self.plan_entry = self.implemented = self.explained = "not_yet"

    def acting(self, day: str) -> Unit:
        """Return the unit that acts on a day: its own, or the one that succeeded it."""
        return self.heir if self.heir and self.home.to and day > self.home.to else self.home

    def person(self, post: str, day: str) -> str:
        """Return who holds a post for this case on a day."""
        if post == "leader":
            signer = next(x for x in self.signers if x.from_ <= day and (x.to is None or day <= x.to))
            return signer.person
        who = self.acting(day).staff.holders(post, day)
        return who[self.line % len(who)]


@dataclass(eq=False, slots=True)
class Life:
    """A case and all that happens about it."""

    outline: Outline
    tracks: list[Track]
    opinions: list[Opinion] = field(default_factory=list)
    designations: list[dict[str, object]] = field(default_factory=list)
    assignments: list[dict[str, object]] = field(default_factory=list)
    """Assignments beside those of tracks and opinions: of units that gave the case back."""
    tracker_from: When = "not_yet"
    solution_plan: When = "not_yet"
    points: dict[str, When] = field(default_factory=dict)
