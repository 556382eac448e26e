"""Whatever a host hands over becomes one plain document: dictionaries, lists, texts, numbers.

A mapping is read by its keys, any other object by its attributes, each at every level, led by the models'
own fields; so a cycle in the host's objects is never followed. In an object an attribute that is None is an
absent key; in a mapping it is a `null`, which is refused later like all else that is wrong: nothing is
refused here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from datetime import date, datetime, tzinfo
from enum import Enum
from typing import Any, Final, TypeAlias, TypeGuard

from caserules.io.days import day_of, day_written
from caserules.io.shape import Kind, Shape, fields_of
from caserules.models import Model, Personal

__all__ = ["Document", "as_document", "is_record", "plain_key"]

Document: TypeAlias = dict[str, Any]
"""A record as JSON has it."""

_ABSENT: Final = object()
_WRONG: Final[dict[str, object]] = {}
"""Stands for what JSON cannot hold, where a text, a number or a list belongs: it is none of them."""
_TEXTS: Final = (str, bytes, bytearray)
_NOT_RECORDS: Final = (*_TEXTS, int, float, complex, date, Enum, Personal, Set)
_MOST: Final = 2**62
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_KEY: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,39}")


def plain_key(key: object, position: int) -> str:
    """Return a key that may be told in an error, or its position where the key itself may say too much.

    Example:
        >>> plain_key("titel", 3), plain_key("13800000000", 3)
        ('titel', '?3')
    """
    return key if isinstance(key, str) and _KEY.fullmatch(key) else f"?{position}"


def as_document(source: object, model: type[Model], zone: tzinfo) -> Document:
    """Return a record as a plain document, with instants turned into days.

    Args:
        source: a mapping, or an object with the model's attributes.
        model: what the record is to become.
        zone: the time zone in which aware instants are turned into days.
    """
    if isinstance(source, Mapping):
        return _of_mapping(source, model, zone)
    set_fields = source.model_fields_set if isinstance(source, Model) else None
    document: Document = {}
    for shape in fields_of(model):
        if set_fields is not None and shape.name not in set_fields:
            continue
        value = getattr(source, shape.name, None)
        if value is None and shape.name != shape.key:
            value = getattr(source, shape.key, None)
        if value is not None:
            document[shape.key] = _value(value, shape, zone)
    return document


def _of_mapping(source: Mapping[Any, Any], model: type[Model], zone: tzinfo) -> Document:
    document: Document = {}
    known: set[object] = set()
    for shape in fields_of(model):
        key = shape.key if shape.key in source else shape.name
        value = source.get(key, _ABSENT)
        if value is not _ABSENT:
            known.add(key)
            document[shape.key] = _value(value, shape, zone)
    if len(known) < len(source):
        document.update((plain_key(key, position), None) for position, key in enumerate(source) if key not in known)
    return document


def _value(value: object, shape: Shape, zone: tzinfo) -> object:
    return None if value is None else _READERS[shape.kind](value, shape, zone)


def _record(value: object, shape: Shape, zone: tzinfo) -> object:
    if shape.model is not None and is_record(value, shape.model):
        return as_document(value, shape.model, zone)
    return _day(value, shape, zone) if shape.plain_day and not _is_list(value) else _item(value)


def _records(value: object, shape: Shape, zone: tzinfo) -> object:
    if not _is_list(value) or shape.model is None:
        return _scalar(value)
    model = shape.model
    return [as_document(item, model, zone) if is_record(item, model) else _item(item) for item in value]


def _item(value: object) -> object:
    """Return what stands for something that is no record, where one belongs: never a record."""
    found = _scalar(value)
    return [] if found is _WRONG else found


def _texts(value: object, shape: Shape, zone: tzinfo) -> object:
    return [_scalar(item) for item in value] if _is_list(value) else _scalar(value)


def _day(value: object, shape: Shape, zone: tzinfo) -> object:
    if isinstance(value, datetime):
        day = day_of(value, zone)
        return "?" if day is None else day.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    found = _item(value)
    return day_written(found, zone) if isinstance(found, str) else found


def _plain(value: object, shape: Shape, zone: tzinfo) -> object:
    return _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, Personal):
        value = value.reveal()
    elif isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return _SURROGATE.sub("\x00", value)
    if value is None or isinstance(value, (bool, float)):
        return value
    return max(-_MOST, min(_MOST, value)) if isinstance(value, int) else _WRONG


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    # a named tuple is a record
    return isinstance(value, Sequence) and not isinstance(value, _TEXTS) and not hasattr(value, "_fields")


def is_record(value: object, model: type[Model]) -> bool:
    """Say whether something can be read as a record: a mapping, or an object with some of its attributes.

    Example:
        >>> from caserules.models import Source
        >>> is_record({}, Source), is_record([], Source), is_record("x", Source), is_record(object(), Source)
        (True, False, False, False)
    """
    if isinstance(value, Mapping):
        return True
    if value is None or isinstance(value, _NOT_RECORDS) or _is_list(value):
        return False
    return any(hasattr(value, shape.name) or hasattr(value, shape.key) for shape in fields_of(model))


_READERS: Final[Mapping[Kind, Callable[[Any, Shape, tzinfo], object]]] = {
    Kind.RECORD: _record,
    Kind.RECORDS: _records,
    Kind.TEXTS: _texts,
    Kind.DAY: _day,
    Kind.DATE: _day,
    Kind.CHOICE: _plain,
    Kind.TEXT: _plain,
    Kind.INTEGER: _plain,
    Kind.FLAG: _plain,
}
