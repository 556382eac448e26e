"""The records of a register: what is allowed, never what is compliant.

All records are frozen, strict and closed to unknown fields; lists are tuples. Any record may say when it was recorded and
where it came from.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from caserules.models.values import (
    AdjustmentKind,
    Body,
    Bound,
    CaseKey,
    CaseKind,
    CategoryMeaning,
    Date,
    DayValue,
    Designated,
    Form,
    Id,
    Maybe,
    Mode,
    OnlyTrue,
    Outcome,
    Personal,
    Post,
    Rating,
    Role,
    Slug,
    Stage,
    Text,
)

__all__ = [
    "About",
    "Adjustment",
    "Assignment",
    "Attestation",
    "CarriedCase",
    "Case",
    "CaseName",
    "Category",
    "Commitment",
    "CommitmentStep",
    "Contact",
    "Decision",
    "Delivery",
    "Designation",
    "DutyPoint",
    "Filing",
    "FollowUp",
    "Leader",
    "Model",
    "Person",
    "Point",
    "PostHolder",
    "Proposer",
    "Receipt",
    "Record",
    "Reminder",
    "Reply",
    "Request",
    "RoleHolder",
    "Source",
    "Step",
    "Tracker",
    "Telling",
    "Unit",
    "Withholding",
]

Year = Annotated[int, Field(ge=1990, le=2100)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class Model(BaseModel):
    """The base of all models: frozen, strict, closed to unknown fields."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        hide_input_in_errors=True,
        defer_build=True,
    )


class Source(Model):
    """Where a record was read: file, sheet, row."""

    file: Maybe[Text] = None
    sheet: Maybe[Text] = None
    row: Maybe[Count] = None


class Record(Model):
    """A record of a register; any of them may say when it was recorded and where it came from."""

    recorded_on: Maybe[Date] = None
    source: Maybe[Source] = None


class PostHolder(Record):
    """Who holds a post in a unit, from a day to a day (inclusive; no `to`: still)."""

    post: Post
    person: Id
    from_: Maybe[DayValue] = Field(default=None, alias="from")
    to: Maybe[DayValue] = None
    acting: bool = False


class RoleHolder(Record):
    """Who holds a post for one case and unit, before the unit's own posts."""

    post: Post
    person: Id
    unit: Maybe[Id] = None
    from_: Maybe[DayValue] = Field(default=None, alias="from")
    to: Maybe[DayValue] = None


class Unit(Record):
    """A handling unit: whether the notice binds it must be said."""

    id: Id
    name: Text
    aliases: tuple[Text, ...] = ()
    bound: OnlyTrue | Bound
    from_: Maybe[DayValue] = Field(default=None, alias="from")
    to: Maybe[Date] = None
    successor: Maybe[Id] = None
    posts: tuple[PostHolder, ...] = ()
    roles_named: Maybe[DayValue] = None


class Person(Record):
    """A person, known to rules by id alone."""

    id: Id
    name: Maybe[Personal] = None


class Leader(Record):
    """A leader who may supervise or head a key case, and the body he or she belongs to."""

    id: Id
    person: Maybe[Id] = None
    body: Maybe[Body] = None
    from_: Maybe[DayValue] = Field(default=None, alias="from")
    to: Maybe[DayValue] = None


class Point(Record):
    """One point of a case's text, to be dealt with one by one."""

    id: Id
    text: Maybe[Text] = None


class Proposer(Record):
    """A deputy or member; a group has no person. The first of a case is the leading one."""

    id: Id
    person: Maybe[Id] = None


class CaseName(Model):
    """A case by kind, year and number."""

    kind: CaseKind
    year: Year
    number: Annotated[int, Field(ge=1, le=999_999_999)]

    @property
    def key(self) -> str:
        """The case as it is named everywhere: `suggestion/2023/12`."""
        return f"{self.kind.value}/{self.year}/{self.number}"


class Assignment(Record):
    """A case given to a unit: assigned, acknowledged and received are three facts."""

    unit: Id
    role: Role
    assigned: Maybe[DayValue] = None
    acknowledged: Maybe[DayValue] = None
    received: Maybe[DayValue] = None


class Designation(Record):
    """A mark on a case, with its days and, if supervised, the leader."""

    is_: Designated = Field(alias="is")
    leader: Maybe[Id] = None
    from_: Maybe[DayValue] = Field(default=None, alias="from")
    to: Maybe[DayValue] = None


class Request(Record):
    """A request to a co-handling unit for its opinion: round 0 is the assignment, 1, 2 … a sending-back."""

    unit: Id
    round: Annotated[int, Field(ge=0, le=99)] = 0
    assigned: Maybe[Date] = None
    asked: Maybe[DayValue] = None
    attestation: Maybe[Id] = None
    delivered: Maybe[DayValue] = None
    own_answer: Maybe[DayValue] = None


class Contact(Record):
    """A contact with the proposer: stage, post, person, form and day. One record may serve several cases.

    No `unit`: it counts only where the case has one unit alone.
    """

    stage: Maybe[Stage] = None
    unit: Maybe[Id] = None
    post: Maybe[Post] = None
    person: Maybe[Id] = None
    form: Maybe[Form] = None
    on: Maybe[DayValue] = None
    proposers: tuple[Id, ...] = ()
    cases: tuple[CaseKey, ...] = ()


class Step(Record):
    """A step of a reply's chain: who did it, on which day, and in which order on one day."""

    step: Slug
    person: Maybe[Id] = None
    on: Maybe[DayValue] = None
    seq: Maybe[Annotated[int, Field(ge=0, le=999)]] = None


class Category(Record):
    """A category given: its meaning, the local letter, when decided and by whom."""

    meaning: CategoryMeaning
    letter: Maybe[Annotated[str, Field(pattern=r"^[A-Z]$")]] = None
    decided: Maybe[DayValue] = None
    by: Maybe[Id] = None


class Delivery(Record):
    """A reply sent to a proposer, and the day it arrived."""

    proposer: Id
    sent: Maybe[DayValue] = None
    on: Maybe[DayValue] = None


class Receipt(Record):
    """A receipt form: the reply's arrival as the form says, the form's return, and the rating.

    `reminded`: when the proposer was reminded of the form. `demanded`: when the proposer demanded that the case be handled
    again; absent, a form rated not satisfied is itself the demand.
    """

    proposer: Id
    arrived: Maybe[DayValue] = None
    reminded: Maybe[DayValue] = None
    returned: Maybe[DayValue] = None
    rating: Maybe[Rating] = None
    rated_by: Maybe[Id] = None
    demanded: Maybe[DayValue] = None


class Withholding(Record):
    """Why a reply is not published, and the day on which the reason was recorded."""

    reason: Text
    on: Maybe[DayValue] = None


class Reply(Record):
    """A version of a unit's reply letter."""

    unit: Id
    version: Annotated[int, Field(ge=1, le=99)] = 1
    assigned: Maybe[Date] = None
    cases: tuple[CaseKey, ...] = ()
    steps: tuple[Step, ...] = ()
    issued: Maybe[DayValue] = None
    number: Maybe[Text] = None
    category: tuple[Category, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    published: Maybe[DayValue] = None
    withheld: Maybe[Withholding] = None


class Tracker(Record):
    """The named person who tracks a carried-over case."""

    person: Maybe[Id] = None
    from_: Maybe[DayValue] = Field(default=None, alias="from")


class DutyPoint(Record):
    """One point of a carried-over case, and the day it was dealt with."""

    id: Id
    dealt_with: Maybe[DayValue] = None


class FollowUp(Record):
    """What was done about a case beside its reply."""

    plan_entry: Maybe[DayValue] = None
    solution_plan: Maybe[DayValue] = None
    tracker: Maybe[Tracker] = None
    points: tuple[DutyPoint, ...] = ()
    implemented: Maybe[DayValue] = None
    explained: Maybe[DayValue] = None
    delay_explained: Maybe[DayValue] = None


class CommitmentStep(Record):
    """A step of a commitment."""

    text: Maybe[Text] = None
    planned: Maybe[DayValue] = None


class Telling(Record):
    """The results of a promise told to the proposer, with a receipt form."""

    on: Maybe[DayValue] = None


class Commitment(Record):
    """A promise: when made, its steps, the day promised for, done, closed out; when its results were told.

    No `unit`: it is that of the last answering unit assigned by the day it was made.
    """

    id: Id
    unit: Maybe[Id] = None
    made: Maybe[DayValue] = None
    text: Maybe[Text] = None
    steps: Maybe[tuple[CommitmentStep, ...]] = None
    promised_for: Maybe[DayValue] = None
    done: Maybe[DayValue] = None
    closed_out: Maybe[DayValue] = None
    told: tuple[Telling, ...] = ()


class Case(Record):
    """A suggestion or a proposal, with all that was done about it."""

    kind: CaseKind
    year: Year
    number: Annotated[int, Field(ge=1, le=999_999_999)]
    title: Maybe[Text] = None
    points: tuple[Point, ...] = ()
    proposers: tuple[Proposer, ...] = ()
    mode: Maybe[Mode] = None
    secret: bool = False
    carried_from: Maybe[CaseName] = None
    assignments: tuple[Assignment, ...] = ()
    roles: tuple[RoleHolder, ...] = ()
    designations: tuple[Designation, ...] = ()
    requests: tuple[Request, ...] = ()
    contacts: tuple[Contact, ...] = ()
    replies: tuple[Reply, ...] = ()
    follow_up: Maybe[FollowUp] = None
    commitments: tuple[Commitment, ...] = ()

    @property
    def key(self) -> str:
        """The case as it is named everywhere: `suggestion/2023/12`."""
        return f"{self.kind.value}/{self.year}/{self.number}"


class Filing(Record):
    """A paper filed by a unit with a recipient: the day filed counts, the day it arrived is kept beside it."""

    paper: Slug
    unit: Id
    recipient: Slug
    cases: tuple[CaseKey, ...] = ()
    filed: Maybe[DayValue] = None
    arrived: Maybe[DayValue] = None


class CarriedCase(CaseName, Record):
    """A case of last year's B list: without this list nothing can be said lost."""

    unit: Maybe[Id] = None
    category: Maybe[CategoryMeaning] = None
    closed_out: Maybe[DayValue] = None


class About(Model):
    """What an adjustment or an attestation is about."""

    case: Maybe[CaseKey] = None
    unit: Maybe[Id] = None
    post: Maybe[Post] = None
    assigned: Maybe[Date] = None
    round: Maybe[Annotated[int, Field(ge=0, le=99)]] = None
    version: Maybe[Annotated[int, Field(ge=1, le=99)]] = None
    commitment: Maybe[Id] = None
    point: Maybe[Id] = None
    aspect: Maybe[Slug] = None


class Decision(Record):
    """Who decided, on which day, and how."""

    by: Maybe[Id] = None
    on: Maybe[DayValue] = None
    outcome: Maybe[Outcome] = None


class Adjustment(Record):
    """What ends, extends, pauses or delegates: the only home of these facts."""

    kind: AdjustmentKind
    about: About
    id: Maybe[Id] = None
    from_: Maybe[DayValue] = Field(default=None, alias="from")
    planned_end: Maybe[DayValue] = None
    actual_end: Maybe[DayValue] = None
    asked: Maybe[DayValue] = None
    decided: Maybe[Decision] = None
    ground: Maybe[Text] = None
    into: Maybe[Text] = None
    from_person: Maybe[Id] = None
    to_person: Maybe[Id] = None


class Attestation(Record):
    """Who judged what, when, and on what ground."""

    id: Id
    about: About
    judged: Slug
    by: Maybe[Id] = None
    on: Maybe[DayValue] = None
    ground: Maybe[Text] = None


class Reminder(Record):
    """A reminder sent to a unit."""

    to: Id
    number: Maybe[Text] = None
    on: Maybe[DayValue] = None
    answer_by: Maybe[DayValue] = None
