"""The published vectors: inputs with the answers that every implementation of the rules must give.

They are data, one file a group, shipped with the package and made to be run by other languages too; a third of them are inputs
that must be refused. What stands here is their shape, from which the JSON Schema is made, and a way to go through them. What
this library answers to them is told in `answers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, ClassVar, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

__all__ = [
    "GROUPS",
    "SCHEMA",
    "CalendarTable",
    "Calendars",
    "Comment",
    "CountVector",
    "DueVector",
    "Flag",
    "Group",
    "RegisterVector",
    "RollVector",
    "TermVector",
    "Vector",
    "VectorFile",
    "VerdictVector",
    "calendars",
    "json_schema",
    "vectors",
]

SCHEMA: Final = "caserules.vectors/1"


class Group(StrEnum):
    """What is asked; each group is a file."""

    DUE_DAYS = "due_days"
    """From a start day, a term and a calendar to the due day."""
    COUNTS = "counts"
    """How many working days lie after one day and up to another."""
    ROLLS = "rolls"
    """Whether a day is worked, and the next day that is."""
    TERMS = "terms"
    """What a term says, as it is written in a policy."""
    REGISTERS = "registers"
    """A register's document: read, or refused with codes and places."""
    VERDICTS = "verdicts"
    """A register, a policy and a day: the findings."""


GROUPS: Final = tuple(Group)


class Flag(StrEnum):
    """Why a vector is there."""

    STATED = "stated"
    """The answer is written out in a source: the notice's own days, or a table checked by hand."""
    START_ON_REST_DAY = "start_on_rest_day"
    """It starts on a day that is not worked."""
    MADE_UP_DAY = "made_up_day"
    """A worked weekend day lies in the span."""
    HOLIDAY = "holiday"
    """A weekday off lies in the span."""
    YEAR_CROSSED = "year_crossed"
    """The span runs into another year."""
    START_COUNTED = "start_counted"
    """The start day itself counts."""
    MONTH_END = "month_end"
    """The month has no corresponding day."""
    ROLLED = "rolled"
    """The last day is a rest day, and moves."""
    UNSETTLED = "unsettled"
    """The text is silent on rest days: the answer is two days."""
    BACKWARDS = "backwards"
    """Counted back from another deadline."""
    EARLIER_NOTICE = "earlier_notice"
    """Counted with the calendar as it was before a year's second notice."""
    AMENDED_YEAR = "amended_year"
    """A year's second notice changed the answer."""
    NOT_COVERED = "not_covered"
    """A day outside the calendar is needed: no answer may be invented."""
    NOT_A_TERM = "not_a_term"
    """Not written as the grammar says."""
    LIMIT = "limit"
    """Out of limits, or exactly on one."""
    NULL = "null"
    """`null`, which would blur what is absent with what is denied."""
    WRONG_KIND = "wrong_kind"
    """A value of another kind: a number for a text, a list for a record."""
    WRONG_DAY = "wrong_day"
    """A day written in another way, or one that does not exist."""
    WRONG_WORD = "wrong_word"
    """A word that the closed list does not have."""
    WRONG_CHARACTER = "wrong_character"
    """An invisible or control character."""
    UNKNOWN_KEY = "unknown_key"
    """A key that the record does not have."""
    MISSING_KEY = "missing_key"
    """A required key that is not there."""
    TWICE = "twice"
    """A key, an id or a case that stands twice."""
    NOT_JSON = "not_json"
    """No JSON object at all, or one of a newer format."""
    SEVERAL = "several"
    """Several things are wrong, and all are told."""
    INSTANT = "instant"
    """An instant, turned into the day of the register's time zone."""
    DAY_WORD = "day_word"
    """What may stand in place of a day: `none`, `not_yet`, `done`, a part of a year."""
    MET = "met"
    """A finding is met."""
    BROKEN = "broken"
    """A finding is broken."""
    PENDING = "pending"
    """A finding is pending."""
    UNDETERMINED = "undetermined"
    """A finding is undetermined."""
    NOT_APPLICABLE = "not_applicable"
    """A finding is not applicable."""
    UNLISTED = "unlisted"
    """A duty was never owed, and no finding may stand."""
    CARD = "card"
    """The rule's card states the answer."""
    SECOND = "second"
    """Worked out by two implementations that share no code, and equal."""
    REGRESSION = "regression"
    """Was once answered wrongly."""


class _Shape(BaseModel):
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Comment(_Shape):
    """A sentence in both languages."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Refused(_Shape):
    """The input must be refused with this code."""

    code: Annotated[str, Field(pattern="^[A-Z]{3}-[0-9]{3}$")]


class _Vector(_Shape):
    id: Annotated[str, Field(min_length=1)]
    """A readable name, the same as long as the vector says the same."""
    comment: Comment
    flags: tuple[Flag, ...]
    valid: bool
    """False: the input must be refused."""


class Rest(StrEnum):
    """What happens where the last day is a rest day."""

    AS_WRITTEN = "as_written"
    ROLL_FORWARD = "roll_forward"
    UNSETTLED = "unsettled"


class DueInput(_Shape):
    """A start day, a term, and how it is counted; fixed days that it names stand in `anchors` as `08-31`."""

    start: str
    term: str
    calendar: str
    start_day: Literal["out", "in"] = "out"
    rest_day: Rest = Rest.AS_WRITTEN
    month_end: Literal["last_day", "refuse"] = "last_day"
    anchors: dict[str, str] = {}


class Due(_Shape):
    """The due day; two where the text is silent on rest days: the written one reminds, only the later one can break."""

    due: str
    latest: str | None = None


class DueVector(_Vector):
    """From a start day, a term and a calendar to the due day."""

    group: Literal[Group.DUE_DAYS] = Group.DUE_DAYS
    input: DueInput
    expected: Due | Refused


class CountInput(_Shape):
    """After one day, up to and with another."""

    after: str
    through: str
    calendar: str


class Count(_Shape):
    """How many working days."""

    count: int


class CountVector(_Vector):
    """How many working days lie after one day and up to another."""

    group: Literal[Group.COUNTS] = Group.COUNTS
    input: CountInput
    expected: Count | Refused


class RollInput(_Shape):
    """A day."""

    day: str
    calendar: str


class Rolled(_Shape):
    """Whether the day is worked; the first working day from it on, and after it."""

    worked: bool
    same_or_next: str
    next: str


class RollVector(_Vector):
    """Whether a day is worked, and the next day that is."""

    group: Literal[Group.ROLLS] = Group.ROLLS
    input: RollInput
    expected: Rolled | Refused


class TermInput(_Shape):
    """A term as a policy writes it."""

    term: str
    anchors: dict[str, str] = {}


class TermRead(_Shape):
    """What it says: what is counted, how many, back from which deadline."""

    unit: Literal["wd", "d", "m", "fixed", "undated"]
    count: int
    month: int = 0
    before: str | None = None


class TermVector(_Vector):
    """What a term says."""

    group: Literal[Group.TERMS] = Group.TERMS
    input: TermInput
    expected: TermRead | Refused


class RegisterInput(_Shape):
    """A register's document, or its text where the document alone would not show what is wrong."""

    document: JsonValue = None
    text: str | None = None


class WrongPlace(Refused):
    """A code and the JSON pointer of the place; empty: the text as a whole."""

    at: str


class Problems(_Shape):
    """The register must be refused with these problems, in any order."""

    problems: Annotated[tuple[WrongPlace, ...], Field(min_length=1)]


class ReadValues(_Shape):
    """The register is read, and holds these values at these JSON pointers."""

    values: dict[str, JsonValue]


class RegisterVector(_Vector):
    """A register's document: read, or refused with codes and places."""

    group: Literal[Group.REGISTERS] = Group.REGISTERS
    input: RegisterInput
    expected: ReadValues | Problems


class VerdictInput(_Shape):
    """A register's document, the id of a packaged policy, the day of the verdicts, and the calendar counted by."""

    register_: Annotated[dict[str, JsonValue], Field(alias="register")]
    policy: str
    as_of: str
    calendar: str


class ExpectedFinding(_Shape):
    """A finding that must stand: verdict; how broken or why not applicable, where said; its due day, where said."""

    id: str
    verdict: Literal["met", "broken", "pending", "undetermined", "not_applicable"]
    breach: str | None = None
    because: str | None = None
    due: str | None = None


class Findings(_Shape):
    """Findings that must stand, and beginnings of ids of which none may stand; others are not asked about."""

    findings: tuple[ExpectedFinding, ...] = ()
    unlisted: tuple[str, ...] = ()


class VerdictVector(_Vector):
    """A register, a policy and a day: the findings."""

    group: Literal[Group.VERDICTS] = Group.VERDICTS
    input: VerdictInput
    expected: Findings


Vector: TypeAlias = DueVector | CountVector | RollVector | TermVector | RegisterVector | VerdictVector
"""A vector of any group; `group` tells which."""


class VectorFile(_Shape):
    """A file of vectors of one group."""

    schema_: Literal["caserules.vectors/1"] = Field(alias="schema")
    made_by: str
    group: Group
    vectors: tuple[Annotated[Vector, Field(discriminator="group")], ...]


class CalendarTable(_Shape):
    """A calendar: Monday to Friday is worked in its years, but for the days `off`; of the weekends only `worked`."""

    first_year: int
    last_year: int
    off: tuple[str, ...]
    worked: tuple[str, ...]


class Calendars(_Shape):
    """The calendars that vectors name."""

    schema_: Literal["caserules.vectors/1"] = Field(alias="schema")
    made_by: str
    calendars: dict[str, CalendarTable]


_FOLDER: Final = files("caserules") / "vectors"
_FILE: Final[TypeAdapter[VectorFile]] = TypeAdapter(VectorFile)


@cache
def calendars() -> dict[str, CalendarTable]:
    """Return the calendars that vectors name, by their names: `cn`, and `cn@DAY` as it was known on a day.

    Example:
        >>> "2023-04-23" in calendars()["cn"].worked
        True
    """
    return Calendars.model_validate_json((_FOLDER / "calendars.json").read_bytes()).calendars


@cache
def _group(group: Group) -> tuple[Vector, ...]:
    return _FILE.validate_json((_FOLDER / f"{group.value}.json").read_bytes()).vectors


def vectors(group: Group | str | None = None, *flags: Flag | str, valid: bool | None = None) -> Iterator[Vector]:
    """Yield the vectors of a group, or of all.

    Args:
        group: which group; None: all.
        flags: only those with all of these flags.
        valid: only those whose input is to be read, or only those to be refused.

    Example:
        >>> one = next(vectors("due_days", "stated"))
        >>> one.input.start, one.input.term, one.expected.due
        ('2023-04-10', '30wd', '2023-05-23')
    """
    wanted = {Flag(flag) for flag in flags}
    for each in GROUPS if group is None else (Group(group),):
        for vector in _group(each):
            if wanted <= set(vector.flags) and valid in (None, vector.valid):
                yield vector


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a file of vectors.

    Example:
        >>> json_schema()["title"]
        'VectorFile'
    """
    told = VectorFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **told}
