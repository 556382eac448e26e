"""The system's own records."""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Unit:
    code: str
    name: str
    principal: str
    leader: str
    handler: str
    roles_named: date | None = None


@dataclass
class Assignment:
    unit: str
    role: str
    day: date
    returned: date | None = None


@dataclass
class Opinion:
    unit: str
    round: int
    asked: date | None = None
    delivered: date | None = None
    day_lost: bool = False


@dataclass
class Talk:
    stage: str
    unit: str
    post: str
    form: str
    day: date


@dataclass
class Step:
    step: str
    person: str
    day: date


@dataclass
class Promise:
    code: str
    made: date
    due: date
    done: date | None = None
    closed_out: date | None = None


@dataclass
class Paper:
    paper: str
    unit: str
    recipient: str
    day: date
    case: str | None = None


@dataclass
class Case:
    kind: str
    year: int
    number: int
    supervised_by: str | None = None
    assignments: list[Assignment] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    letter: str | None = None
    planned: date | None = None
    issued: date | None = None
    answered_by_helper: date | None = None
    withdrawn: date | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.year}/{self.number}"

    @property
    def lead(self) -> str:
        return next(a.unit for a in self.assignments if a.role in ("lead", "single") and a.returned is None)

    def assignment(self, unit: str) -> Assignment:
        return next(a for a in reversed(self.assignments) if a.unit == unit)
