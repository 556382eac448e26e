"""The models as data: which fields a record has, and what kind of value stands in each.

Read once from the models themselves, so that reader, writer, workbook and story need no list of fields of
their own. Knows no file and no value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from caserules.models import Adjustment, DayWord, Model, Personal, Reminder, Unit

__all__ = ["Kind", "Shape", "fields_of", "is_unit"]


class Kind(StrEnum):
    """What kind of value a field holds."""

    DAY = "day"
    """A day, a word in its place, or a part of a year."""
    DATE = "date"
    """A day and nothing else; a completeness may also say `not_kept`."""
    CHOICE = "choice"
    """A word of a closed list, or `true`."""
    TEXT = "text"
    TEXTS = "texts"
    """A list of texts."""
    INTEGER = "integer"
    FLAG = "flag"
    RECORD = "record"
    """One record inside another; `complete_through` may be a day instead."""
    RECORDS = "records"
    """A list of records."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A field of a model.

    Attributes:
        name: the attribute, such as `from_`.
        key: the key in a document, such as `from`.
        kind: the kind of value.
        model: the model of the record or records.
        choices: the words allowed, for a choice or beside a date.
        pattern: how a text is written, where that is more than the characters allowed in any text.
        limit: the least and most, or the longest.
        required: the key has to be there.
        optional_list: a list whose absence says something else than its being empty.
        plain_day: a day may stand in place of the record.
        personal: a natural person's name.
    """

    name: str
    key: str
    kind: Kind
    model: type[Model] | None
    choices: tuple[str, ...]
    pattern: str
    limit: str
    required: bool
    optional_list: bool
    plain_day: bool
    personal: bool


@cache
def fields_of(model: type[Model]) -> tuple[Shape, ...]:
    """Return the fields of a model, in its order.

    Example:
        >>> from caserules.models import Assignment
        >>> [shape.key for shape in fields_of(Assignment)][2:]
        ['unit', 'role', 'assigned', 'acknowledged', 'received']
    """
    return tuple(_shape(name, info) for name, info in model.model_fields.items())


def _shape(name: str, info: FieldInfo) -> Shape:
    leaves = tuple(_leaves(info.annotation))
    model = next((leaf for leaf in leaves if isinstance(leaf, type) and issubclass(leaf, Model)), None)
    many = tuple in leaves
    return Shape(
        name=name,
        key=info.alias or name,
        kind=_kind(leaves, model is not None, many),
        model=model,
        choices=() if model else tuple(word for leaf in leaves for word in _words(leaf)),
        pattern=_written(info),
        limit=_limit(info),
        required=info.is_required(),
        optional_list=many and NoneType in leaves,
        plain_day=model is not None and date in leaves,
        personal=Personal in leaves,
    )


def _leaves(annotation: Any) -> Iterator[Any]:
    """Yield the types that an annotation is made of, and `tuple` where it is a list."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _leaves(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            yield from _leaves(part)
    elif origin is tuple:
        yield tuple
        yield from _leaves(get_args(annotation)[0])
    else:
        yield annotation


def _words(leaf: Any) -> tuple[str, ...]:
    if get_origin(leaf) is Literal:
        return tuple("true" if word is True else str(word) for word in get_args(leaf))
    if isinstance(leaf, type) and issubclass(leaf, Enum):
        return tuple(str(word.value) for word in leaf)
    return ()


def _kind(leaves: tuple[Any, ...], record: bool, many: bool) -> Kind:
    if record:
        return Kind.RECORDS if many else Kind.RECORD
    if many:
        return Kind.TEXTS
    if DayWord in leaves:
        return Kind.DAY
    if date in leaves:
        return Kind.DATE
    if any(_words(leaf) for leaf in leaves):
        return Kind.CHOICE
    return Kind.FLAG if bool in leaves else Kind.INTEGER if int in leaves else Kind.TEXT


def _rules(annotation: Any, metadata: Iterable[Any]) -> Iterator[Any]:
    """Yield what an annotation demands of its values."""
    for rule in metadata:
        yield from rule.metadata if isinstance(rule, FieldInfo) else (rule,)
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from _rules(inner, more)
    else:
        for part in get_args(annotation):
            yield from _rules(part, ())


def _stated(info: FieldInfo, name: str) -> Any:
    found = (getattr(rule, name, None) for rule in _rules(info.annotation, info.metadata))
    return next((value for value in found if value is not None), None)


def _limit(info: FieldInfo) -> str:
    least, most, longest = (_stated(info, name) for name in ("ge", "le", "max_length"))
    if most is not None:
        return f"{least}–{most}"
    return "" if longest is None else f"≤ {longest}"


def _written(info: FieldInfo) -> str:
    pattern = _stated(info, "pattern")
    return "" if pattern is None or pattern.startswith("^[^") else str(pattern)


_UNITS: Final = frozenset({(Unit, "successor"), (Reminder, "to"), (Adjustment, "into")})


def is_unit(model: type[Model], shape: Shape) -> bool:
    """Say whether a field names a unit.

    Example:
        >>> from caserules.models import Assignment
        >>> [shape.key for shape in fields_of(Assignment) if is_unit(Assignment, shape)]
        ['unit']
    """
    return shape.kind is Kind.TEXT and (shape.name == "unit" or (model, shape.name) in _UNITS)
