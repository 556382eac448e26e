"""The shape of an assessment's plain form, for JSON Schema: what stands in which key, in words.

`Assessment.to_dict()` gives it; stores, other languages and hosts read it. Add freely; rename only with the schema's version.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import ConfigDict, TypeAdapter
from typing_extensions import TypedDict

__all__ = ["AssessmentShape", "FindingShape", "assessment_schema", "finding_schema"]

_CONFIG: Final = ConfigDict(use_attribute_docstrings=True)

VerdictWord = Literal["met", "broken", "pending", "undetermined", "not_applicable"]
BreachWord = Literal["missing", "late", "insufficient", "out_of_order", "forbidden"]
YesNo = Literal["yes", "no", "unknown"]


class Both(TypedDict):
    """A text in both languages."""

    zh: str
    en: str


class NeedShape(TypedDict):
    """A fact that would settle an undetermined finding."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]  # pydantic's own way of configuring a TypedDict

    fact: str
    """The fact: a column of the facts tables, with its member after dots."""
    who: str
    """Who can say it: bearer, lead_unit, office, committee, proposer, register_keeper."""


class EvidenceShape(TypedDict):
    """A value that a finding rests on."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]

    pointer: str
    """Where it stands in the register, as a JSON pointer."""
    fact: str
    """The fact that it tells."""
    value: str | None
    """A day, an interval `earliest..latest`, `none`, `yes`, `no`, `unknown`; null: not on record."""
    source: str | None
    """Where the record was read: file, sheet, row."""


class CountedShape(TypedDict, total=False):
    """How a due day was counted."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]

    trigger: str
    """The fact that starts the term."""
    term: str
    """The term: `30wd`, `30d`, `3m`."""
    working_days: int
    """How many working days lie within."""
    skipped: list[dict[str, str]]
    """The days passed over: day, reason (weekend or holiday), the holiday's name."""
    made_up: list[str]
    """Weekend days that are worked."""


class DetailShape(TypedDict, total=False):
    """What else can be told of a finding; empty parts are left out."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]

    performer: str
    """Who acts."""
    answerable: str
    """Who is scored, if not the bearer."""
    counterparty: str
    """To whom it is owed."""
    provisional: bool
    """Whether a holiday notice to come can still move the due day."""
    first_due: str
    """The due day before it was moved."""
    done_range: list[str | None]
    """The earliest and latest day on which it was done, where not known exactly."""
    late_by: dict[str, int]
    """How late: days, and working days."""
    still_owed: bool
    """Whether it is still to be done."""
    cured_on: str
    """When a broken duty was done after all."""
    applies: YesNo
    """Whether it is owed."""
    in_time: YesNo
    """Whether it was done in time."""
    counts: YesNo
    """Whether what was done counts."""
    waited_for: list[str]
    """The co-handling units whose opinions a late lead unit still waited for."""
    head: str
    """The head of default under which a breach falls."""
    also: list[dict[str, str]]
    """Other instruments that set the same day: source and place."""
    basis: list[str]
    """The readings it rests on that nobody at the place has confirmed."""
    not_kept: bool
    """Whether it is undetermined only because the register keeps no such records."""
    counted: CountedShape | dict[str, Any]
    """How the due day was counted; also `from`, the day it starts."""
    row: str
    """The notice's own clause, where another layer's day answers the same duty."""


class FindingShape(TypedDict):
    """What became of one duty, as of a day."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]

    id: str
    """`RULE/case/unit/part/ref`; the same as long as the duty is."""
    rule: str
    """The rule's id."""
    clause: str
    """The locator in the instrument that set the day."""
    case: str | None
    """`suggestion/2023/12`; null for a unit's own duty."""
    unit: str
    """The unit that bears the duty."""
    part: dict[str, str]
    """Which part: source, step, paper and recipient, aspect; `ref` where there are several."""
    verdict: VerdictWord
    """What became of it."""
    breach: BreachWord | None
    """How it was broken."""
    because: str | None
    """Why it is not applicable; of an undetermined one, that a plugin it depends on failed."""
    due: str | None
    """The due day as things stand; null where no day is set."""
    due_range: list[str | None] | None
    """The earliest and latest due day, where something is not known."""
    done: str | None
    """The day on which it was done, where known exactly."""
    late: bool
    """Whether it was certainly done after its day."""
    remind: str | None
    """A day on which to remind; no verdict reads it."""
    fact: str
    """The group within which one fact is punished once."""
    same_fact_as: str | None
    """The finding under which this breach is punished."""
    needs: list[NeedShape]
    """What would settle an undetermined finding."""
    evidence: list[EvidenceShape]
    """The values it rests on."""
    message: Both
    """What happened, in a sentence."""
    detail: DetailShape
    """What else can be told."""


class PluginShape(TypedDict):
    """A plugin that had part in an assessment."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]

    name: str
    """Its name."""
    version: str
    """The version of its distribution."""
    hooks: list[str]
    """The hooks that it implements."""
    faults: list[dict[str, Any]]
    """What went wrong: hook, code, kind, message."""


class AssessmentShape(TypedDict):
    """The verdicts of a register under a policy as of a day, with the receipt by which they can be replayed."""

    __pydantic_config__ = _CONFIG  # type: ignore[misc]

    schema: Literal["caserules.assessment/1"]
    """The version of this form."""
    policy: dict[str, Any]
    """The receipt: id, version, title, and each layer with its hash."""
    calendar: dict[str, Any]
    """The receipt: version, hash, first and last year covered."""
    register: dict[str, Any]
    """The receipt: hash, place, year, through which day it is complete."""
    as_of: str
    """The day of the verdicts, to its end."""
    known_by: str | None
    """No record made after this day was used; null: all were."""
    library: str
    """The receipt: the library's version."""
    plugins: list[PluginShape]
    """The receipt: the plugins that had part in it, and what went wrong with each."""
    options: dict[str, Any]
    """The receipt: what was asked for; `partial` where faulty records were left out."""
    summary: dict[str, Any]
    """Counts by verdict: `verdicts`, `units`, `rules`; and what is counted without being listed."""
    findings: list[FindingShape]
    """What became of each duty."""
    data_issues: list[dict[str, Any]]
    """What is wrong with the data and is nobody's breach: code, where, message, affects."""
    scores: dict[str, Any] | None
    """Deductions by unit; null where nothing is scored."""
    scores_reason: Both | None
    """Why nothing is scored."""
    upcoming: list[dict[str, Any]]
    """What is due next or to be reminded of: finding, unit, day, due."""
    questions: list[dict[str, Any]]
    """The facts wanted: unit, fact, who, findings."""
    units: dict[str, str]
    """Units' names by id."""
    rules: dict[str, Any]
    """Titles and deeds of the rules by id, and `page`: where a rule's page lies below the address of the rule reference."""
    facts: dict[str, Both]
    """Labels of the facts by name."""


def finding_schema() -> dict[str, Any]:
    """Return the JSON Schema of a finding.

    Example:
        >>> finding_schema()["properties"]["due"]["description"]
        'The due day as things stand; null where no day is set.'
    """
    return _schema(FindingShape)


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an assessment.

    Example:
        >>> assessment_schema()["properties"]["schema"]["const"]
        'caserules.assessment/1'
    """
    return _schema(AssessmentShape)


def _schema(shape: Any) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(shape).json_schema()}
