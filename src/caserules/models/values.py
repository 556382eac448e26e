"""The kinds of value that the models are made of: days as a register writes them, closed lists, texts, keys, personal names.

A day in a register says more than a date: `none` (it will not happen), `not_yet` (not by the day the register is complete
through), `done` (done, the day not recorded), a part of a year (`2023-05`, `2023-Q2`, `2023`), or nothing at all: the key is
absent, and the day is not known. `null` is refused everywhere, because it would blur these.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

__all__ = [
    "AdjustmentKind",
    "Body",
    "Bound",
    "CaseKey",
    "CaseKind",
    "CategoryMeaning",
    "Date",
    "DayValue",
    "DayWord",
    "Designated",
    "Form",
    "Id",
    "Judged",
    "Maybe",
    "Mode",
    "OnlyTrue",
    "Outcome",
    "PartialDay",
    "Personal",
    "Post",
    "Rating",
    "Role",
    "Slug",
    "Stage",
    "Text",
]

T = TypeVar("T")


class _NotNull:
    """Refuse `null` where a key may be absent: the field's None means that the key is not there."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        if get_origin(source) in (Union, UnionType) and NoneType in get_args(source):
            rest = tuple(part for part in get_args(source) if part is not NoneType)
            source = rest[0] if len(rest) == 1 else Union[rest]  # noqa: UP007  made at run time
        return handler.generate_schema(source)


Maybe = Annotated[T | None, _NotNull()]
"""A field whose key may be absent (None), but may not be `null`."""


class _WrittenAsDay:
    """Read `2023-04-10` and nothing else: pydantic alone takes a text of digits for seconds since 1970."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.str_schema(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        return core_schema.json_or_python_schema(
            json_schema=core_schema.chain_schema([written, core_schema.date_schema(strict=False)]),
            python_schema=handler(source),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, object]:
        return {"type": "string", "format": "date"}


Date: TypeAlias = Annotated[date, _WrittenAsDay()]
"""One day."""


class _NoNumber:
    """Refuse 1 for `true`: to Python, and so to a literal, the two are equal."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.chain_schema([core_schema.bool_schema(strict=True), handler(source)])

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, object]:
        return {"const": True, "type": "boolean"}


OnlyTrue: TypeAlias = Annotated[Literal[True], _NoNumber()]
"""`true` and nothing else."""


class DayWord(StrEnum):
    """What a register can say in place of a day."""

    NONE = "none"
    """It will not happen."""
    NOT_YET = "not_yet"
    """Not by the day through which the register is complete."""
    DONE = "done"
    """Done; the day was not recorded."""


PartialDay: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])|-Q[1-4])?$", max_length=7)
]
"""A month, a quarter or a year: `2023-05`, `2023-Q2`, `2023`."""

DayValue: TypeAlias = Annotated[Date | DayWord | PartialDay, Field(union_mode="left_to_right")]
"""A day as a register writes it."""

_REFUSED: Final = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"  # control characters but tab and line ends
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # invisible, or turning the direction of writing
    "\ue000-\uf8ff\ufffe\uffff"  # private use, and two that no XML file can hold
)

Text: TypeAlias = Annotated[
    str,
    StringConstraints(max_length=4000, pattern=f"^[^{_REFUSED}]*$"),
]
"""A line or a paragraph: no control, invisible or private-use characters; up to 4,000 characters."""

Id: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern="^[0-9A-Za-z\u4e00-\u9fff_.\\-]+$")
]
"""A key of a record: ASCII letters and digits, Chinese characters, `_`, `.` and `-`; up to 64 characters."""

Slug: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=40, pattern=r"^[a-z][a-z0-9_]*$")]
"""A word of a list that a policy may add to: lower-case ASCII letters, digits and `_`."""

CaseKey: TypeAlias = Annotated[
    str, StringConstraints(max_length=32, pattern=r"^(suggestion|proposal)/[0-9]{4}/[1-9][0-9]{0,8}$")
]
"""A case as it is named wherever it is referred to: `suggestion/2023/12`."""


class Personal:
    """A natural person's name, which does not print itself: `reveal()` is the only way to read it.

    Example:
        >>> name = Personal("张三丰")
        >>> print(name, repr(name), name.reveal())
        张** Personal(张**) 张三丰
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        object.__setattr__(self, "_value", value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __reduce__(self) -> tuple[type[Personal], tuple[str]]:
        """Copy as any other value, also from one process of a host's to another."""
        return Personal, (self.reveal(),)

    def reveal(self) -> str:
        """Return the name itself."""
        return str(self._value)  # type: ignore[attr-defined]  # set above, past the guard

    def __str__(self) -> str:
        value = self.reveal()
        return value[:1] + "*" * (len(value) - 1)

    def __repr__(self) -> str:
        return f"Personal({self})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Personal) and self.reveal() == other.reveal()

    def __hash__(self) -> int:
        return hash(self.reveal())

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = handler.generate_schema(Text)
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(cls, text),
            python_schema=core_schema.union_schema(
                [core_schema.is_instance_schema(cls), core_schema.no_info_after_validator_function(cls, text)]
            ),
            serialization=core_schema.plain_serializer_function_ser_schema(cls.reveal, when_used="always"),
        )


class CaseKind(StrEnum):
    """Whose paper it is."""

    SUGGESTION = "suggestion"
    """人大代表建议: a deputy's suggestion."""
    PROPOSAL = "proposal"
    """政协委员提案: a CPPCC member's proposal."""


class Mode(StrEnum):
    """How the units of a case handle it."""

    SINGLE = "single"
    """单办: one unit alone."""
    LEAD_WITH_CO_HANDLING = "lead_with_co_handling"
    """主办会同协办: one lead unit, one or more co-handling units."""
    SEPARATE = "separate"
    """分别办理: each unit answers for itself."""


class Role(StrEnum):
    """A unit's part in a case."""

    SINGLE = "single"
    """独办单位: handles the case alone."""
    LEAD = "lead"
    """主办单位: answers for all."""
    CO_HANDLING = "co_handling"
    """协办单位: gives the lead unit its opinion."""
    SEPARATE = "separate"
    """分办单位: answers for itself."""


class Post(StrEnum):
    """A person's post in a unit, or for a case."""

    PRINCIPAL = "principal"
    """主要负责人."""
    LEADER_IN_CHARGE = "leader_in_charge"
    """分管负责人."""
    HANDLER = "handler"
    """经办人员."""


class Stage(StrEnum):
    """When in a case's life a contact belongs."""

    BEFORE = "before"
    """办理前."""
    DURING = "during"
    """办理中."""
    AFTER = "after"
    """办结后."""


class Form(StrEnum):
    """How proposer and unit met."""

    FACE_TO_FACE = "face_to_face"
    """当面."""
    MEETING = "meeting"
    """座谈."""
    TELEPHONE = "telephone"
    """电话."""
    LETTER = "letter"
    """书信."""
    ONLINE = "online"
    """网络."""


class Body(StrEnum):
    """The body that a supervising leader belongs to."""

    COUNTY_GOVERNMENT = "county_government"
    """县政府."""
    PARTY_COMMITTEE = "party_committee"
    """县委."""
    CONGRESS = "congress"
    """县人大."""
    CPPCC = "cppcc"
    """县政协."""


class Designated(StrEnum):
    """What a case was marked as."""

    KEY = "key"
    """重点建议提案."""
    MAJOR = "major"
    """涉及经济社会发展重大问题."""
    LIVELIHOOD_HOT = "livelihood_hot"
    """热点难点民生问题."""
    SUPERVISED = "supervised"
    """县领导领衔督办."""


class Rating(StrEnum):
    """What the proposer said of the answer."""

    SATISFIED = "satisfied"
    """满意."""
    BASICALLY_SATISFIED = "basically_satisfied"
    """基本满意."""
    NOT_SATISFIED = "not_satisfied"
    """不满意."""
    NO_ANSWER = "no_answer"
    """未反馈."""


class CategoryMeaning(StrEnum):
    """What a category letter means; the letter itself differs from place to place (`caserules.policy.schemes`)."""

    SOLVABLE_NOW = "solvable_now"
    """能够解决 (here: A)."""
    TO_BE_PLANNED = "to_be_planned"
    """应当解决、一时难以解决 (here: B)."""
    NOT_POSSIBLE = "not_possible"
    """不符合规定或不具备条件 (here: C)."""
    SOLVED = "solved"
    """已经解决、基本解决或采纳."""
    UNDER_WAY = "under_way"
    """正在解决、已着手办理."""
    UNDER_WAY_OR_PLANNED = "under_way_or_planned"
    """正在解决或已列入计划: a place that tells the two not apart."""
    FOR_LATER = "for_later"
    """条件所限、留待以后解决."""
    FOR_REFERENCE = "for_reference"
    """留作参考."""
    HIGHER_REMIT = "higher_remit"
    """属上级职权."""


class AdjustmentKind(StrEnum):
    """What ends, moves, pauses or delegates a duty."""

    RETURN = "return"
    """退回."""
    TRANSFER = "transfer"
    """改派、移交."""
    WITHDRAWAL = "withdrawal"
    """撤回."""
    MERGE = "merge"
    """并案."""
    EXTENSION = "extension"
    """延期."""
    SUSPENSION = "suspension"
    """中止."""
    WAIVER = "waiver"
    """免办."""
    DELEGATION = "delegation"
    """委托."""


class Outcome(StrEnum):
    """How a request for an adjustment was decided."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    PENDING = "pending"


class Bound(StrEnum):
    """Why a unit is not bound by the notice."""

    COPIED_ONLY = "copied_only"
    """抄送单位: it only gets a copy."""
    NO_LONGER = "no_longer"
    """不再承担: it was bound until its last day."""


class Judged(StrEnum):
    """What a person can attest; a policy may add more words."""

    SUBSTANCE = "substance"
    NO_SUBSTANCE = "no_substance"
    EXPLAINED = "explained"
    DONE = "done"
    NOT_DONE = "not_done"
    WIDE_AND_HARD = "wide_and_hard"
    NOT_WIDE_OR_HARD = "not_wide_or_hard"
    CHANGED_IN_SUBSTANCE = "changed_in_substance"
    PRINCIPAL_LED = "principal_led"
    TRUE = "true"
    UNTRUE = "untrue"
    SOLVABLE = "solvable"
    DELAY_EXPLAINED = "delay_explained"
