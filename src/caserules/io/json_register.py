"""A register as JSON: the canonical document, read once and refused whole where anything is wrong.

The straight way is pydantic's own; what pydantic lets pass in silence, a key that stands twice, is seen by
counting: a text has at least as many colons after a quote as it has keys, and the validated records know how
many keys they took. Only where the two differ is the text read a second time.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from caserules.errors import InputRejected, Problem
from caserules.io.checks import survey
from caserules.io.days import DEFAULT_ZONE
from caserules.io.documents import plain_key
from caserules.io.problems import Place
from caserules.io.reading import Reading, finish, read_case, read_register, zone_for
from caserules.models import Case, Model, Register

__all__ = ["case_from_json", "read_register_json", "register_from_json"]

M = TypeVar("M", bound=Model)


def read_register_json(data: bytes | str, *, where: str = "") -> Register:
    """Read a register from the text of its canonical JSON document.

    Args:
        data: the text, UTF-8 without a byte-order mark.
        where: the file's name, told where the text as a whole is no register.

    Returns:
        The register: instants turned into days, units named by their ids, repeated cases kept once.

    Raises:
        InputRejected: with every problem (`INP-003` to `INP-013`, `INP-019`).

    Example:
        >>> text = '{"place": "彭水", "year": 2023, "complete_through": "2023-08-31T16:00:00Z"}'
        >>> read_register_json(text).complete_through
        datetime.date(2023, 9, 1)
    """
    return register_from_json(data, where=where).register


def register_from_json(data: bytes | str, *, where: str = "", allow_partial: bool = False) -> Reading:
    """Do the same, and tell what refused nothing; with `allow_partial`, leave out wrong cases."""
    parsed = _parse(data, Register, where)
    if parsed.record is not None:
        return finish(parsed.record, parsed.units, allow_partial=allow_partial)
    return read_register(parsed.document, twice=parsed.twice, allow_partial=allow_partial)


def case_from_json(data: bytes | str, *, where: str = "", time_zone: str = DEFAULT_ZONE) -> Case:
    """Read one case from its JSON text."""
    parsed = _parse(data, Case, where)
    if parsed.record is not None:
        return parsed.record
    return read_case(parsed.document, zone=zone_for(time_zone), twice=parsed.twice)


class _Parsed(NamedTuple, Generic[M]):
    """A valid record, or the document as it stands with the places of keys that stand twice."""

    record: M | None
    units: frozenset[str | None]
    document: object
    twice: tuple[Place, ...]


def _parse(data: bytes | str, model: type[M], where: str) -> _Parsed[M]:
    text = _encoded(data, where)
    try:
        record = model.model_validate_json(text, by_alias=True, by_name=False)
    except ValidationError as error:
        document = _document(text, error, where)
        return _Parsed(None, frozenset(), document, tuple(_twice(document, ())))
    sources = _SOURCE in text[:_START]
    found = survey(record, sources=sources)
    if _may_repeat(text, record, found.keys, sources):
        document = _loaded(text, where)
        if twice := tuple(_twice(document, ())):
            return _Parsed(None, frozenset(), document, twice)
    return _Parsed(record, found.units, None, ())


_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def _encoded(data: bytes | str, where: str) -> bytes:
    try:
        text = data.encode() if isinstance(data, str) else data
    except UnicodeEncodeError:
        raise _no_json(where, "UTF-8") from None
    if text.startswith(_MARKS):
        raise _no_json(where, "BOM")
    return text


def _no_json(where: str, place: str) -> InputRejected:
    return InputRejected([Problem("INP-003", where, (("why", f"JSON {place}"),))])


_SOURCE: Final = b'"source"'
_START: Final = 65_536


def _may_repeat(text: bytes, record: Model, keys: int, sources: bool) -> bool:
    """Say whether the text may hold more keys than the records took.

    Each count of the text takes in every key, and may take in more: a colon, or a quote before a colon, inside
    a value. The cheap ones come first.
    """
    colons = text.count(b":")
    if colons == keys:
        return False
    if not sources and _SOURCE in text:
        keys = survey(record).keys
    return colons != keys and text.translate(None, b" \t\r\n").count(b'":') != keys


_PLACE: Final = re.compile(r"line ([0-9]+) column ([0-9]+)$")


def _document(text: bytes, error: ValidationError, where: str) -> object:
    """Return the document that pydantic refused; refuse it here where it is no JSON object at all."""
    first = error.errors(include_input=False, include_context=False, include_url=False)[0]
    if first["type"] == "json_invalid":
        place = _PLACE.search(first["msg"])
        raise _no_json(where, f"{place[1]}:{place[2]}" if place else "") from None
    document = _loaded(text, where)
    if not isinstance(document, dict):
        raise _no_json(where, "{…}")
    return document


class _Object(dict[str, Any]):
    """An object of the text that remembers which of its keys stood twice."""

    twice: tuple[str, ...] = ()


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _value in pairs)
        found.twice = tuple(plain_key(key, n) for n, key in enumerate(found) if times[key] > 1)
    return found


def _loaded(text: bytes, where: str) -> object:
    try:
        return json.loads(text.decode(), object_pairs_hook=_object)
    except (ValueError, RecursionError):
        raise _no_json(where, "") from None


def _twice(value: object, path: Place) -> Iterator[Place]:
    if isinstance(value, _Object):
        yield from ((*path, key) for key in value.twice)
        for key, held in value.items():
            yield from _twice(held, (*path, key))
    elif isinstance(value, list):
        for i, held in enumerate(value):
            yield from _twice(held, (*path, i))
