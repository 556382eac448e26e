"""What a pack file must look like before it is read: each section's keys and kinds of value, as one table.

A key that no section takes, a text where a table is due, a word that is not in its closed list: all are told with the place,
together. Whether the values make sense for a rule is for the loader, which knows the rules; this room knows none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Final, Literal, NamedTuple, TypeAlias, get_args, get_origin

from caserules.models import CaseKind, CategoryMeaning

__all__ = ["Fault", "Unfit", "check_document", "is_by_kind", "value_of"]


class Fault(NamedTuple):
    """A mistake of shape: its code, the dotted key where it stands, and what its sentence needs."""

    code: str
    at: str
    params: Mapping[str, object]


class Unfit(ValueError):
    """A value that is not of the kind that is asked; the text says what is expected."""


def value_of(kind: Any, raw: Any) -> Any:
    """Return a value of a pack as a rule's parameter of some type takes it.

    Args:
        kind: a text, a closed list (`Literal` or an enumeration), a tuple of these, or a mapping from texts to these.
        raw: the value as the pack states it.

    Raises:
        Unfit: it is not of that kind.

    Example:
        >>> value_of(tuple[Literal["a", "b"], ...], ["b"])
        ('b',)
    """
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        return tuple(value_of(args[0], x) for x in _list(raw))
    if origin is Literal:
        if raw not in args:
            raise Unfit(" | ".join(args))
        return raw
    if is_by_kind(kind):
        return dict.fromkeys(CaseKind, value_of(args[1], raw))
    if origin is not None:
        return {key: value_of(args[1], x) for key, x in _table(raw).items()}
    if issubclass(kind, StrEnum):
        if raw not in tuple(kind):
            raise Unfit(" | ".join(kind))
        return kind(raw)
    return _text(raw)


def is_by_kind(kind: Any) -> bool:
    """Return whether a parameter's type is a value for each kind of case."""
    return get_origin(kind) is Mapping and get_args(kind)[0] is CaseKind


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise Unfit("text")
    return raw


def _list(raw: Any) -> list[Any]:
    if not isinstance(raw, list):
        raise Unfit("list")
    return raw


def _table(raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise Unfit("table")
    return raw


def _anything(raw: Any) -> None:
    """Check nothing: what reads the value checks it."""


def _words(raw: Any) -> None:
    """A text in each language."""
    if not isinstance(raw, dict) or raw.keys() != {"zh", "en"} or not all(isinstance(x, str) for x in raw.values()):
        raise Unfit("{zh, en}")


def _texts(raw: Any) -> None:
    for x in _list(raw):
        _text(x)


def _dated(raw: Any) -> None:
    """A day, or the month or year that is known of it: what is told of a source, and nothing is counted from."""
    if not isinstance(raw, (date, str)):
        raise Unfit("2023-04-10")


def _day(raw: Any) -> None:
    try:
        fits = isinstance(raw, (date, str)) and date.fromisoformat(str(raw)).isoformat() == str(raw)
    except ValueError:
        fits = False
    if not fits:
        raise Unfit("2023-04-10")


def _truth(raw: Any) -> None:
    if not isinstance(raw, bool):
        raise Unfit("true | false")


def _year(raw: Any) -> None:
    if type(raw) is not int or not 1990 <= raw <= 2100:
        raise Unfit("1990 … 2100")


def _rank(raw: Any) -> None:
    value_of(Literal["law", "city", "county"], raw)


_Check: TypeAlias = Callable[[Any], object]
_Shape: TypeAlias = Mapping[str, _Check]

_HEAD: Final[_Shape] = {
    "id": _text, "version": _text, "schema": _text, "place": _text, "rank": _rank, "time_zone": _text, "title": _words,
    "year": _year, "in_force": _day, "until": _day, "layers": _texts, "calendar": _text, "scheme": _text,
}  # fmt: skip
_MUST: Final = {
    "policy": ("id", "version", "place", "rank", "time_zone"),
    "sources": ("title",),
    "readings": ("value",),
}
_SOURCE: Final[_Shape] = {
    "title": _text, "issuer": _text, "number": _text, "date": _dated, "read": _text, "checked": _dated,
    "until": _dated,
}  # fmt: skip
_READING: Final[_Shape] = {
    "value": _anything, "options": _list, "why": _words, "source": _text, "reviewed_by": _text, "reviewed_on": _dated,
}  # fmt: skip
_SCORING: Final[_Shape] = {
    "full": _anything, "points": _table, "source": _text, "at": _text, "unscored": _words, "exempt": _texts,
}  # fmt: skip
_RULE: Final[_Shape] = {
    "clause": _text, "term": _text, "head": _text, "off": _truth, "because": _text, "source": _text, "basis": _anything,
}  # fmt: skip
_EACH: Final[Mapping[str, _Shape]] = {"sources": _SOURCE, "readings": _READING}
_PLAIN: Final[Mapping[str, _Check]] = {
    "days": _anything, "recipients": _words, "categories": _text, "clauses": _words,
    "silent": _words,
}  # fmt: skip


def check_document(doc: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield every mistake of shape in a pack's document; what a rule's own parameters hold is not looked at.

    Args:
        doc: the document as read from TOML.
    """
    for section, table in doc.items():
        if not isinstance(table, dict):
            yield Fault("POL-004", section, {"key": section})
        elif section == "policy":
            yield from _check(section, table, _HEAD, _MUST["policy"])
        elif section == "scoring":
            yield from _check(section, table, _SCORING, (), "POL-010")
        elif section in _PLAIN:
            yield from _check(section, table, dict.fromkeys(table, _PLAIN[section]))
        elif section in _EACH:
            for key, x in table.items():
                yield from _check(f"{section}.{key}", x, _EACH[section], _MUST[section])
        else:
            for key, x in table.items():
                known = {name: _RULE.get(name, _anything) for name in x} if isinstance(x, dict) else {}
                yield from _check(f"{section}.{key}", x, known)
    for key in doc.get("categories", {}) if isinstance(doc.get("categories", {}), dict) else ():
        if key not in tuple(CategoryMeaning):
            yield Fault("POL-004", f"categories.{key}", {"key": key})


def _check(at: str, table: Any, shape: _Shape, must: tuple[str, ...] = (), unknown: str = "POL-004") -> Iterator[Fault]:
    if not isinstance(table, dict):
        yield Fault("POL-005", at, {"expected": "table"})
        return
    for key in must:
        if key not in table:
            yield Fault("POL-005", f"{at}.{key}", {"expected": "text"})
    for key, raw in table.items():
        check = shape.get(key)
        if check is None:
            yield Fault(unknown, f"{at}.{key}", {"key": key, "what": key})
            continue
        try:
            check(raw)
        except Unfit as error:
            yield Fault("POL-005", f"{at}.{key}", {"expected": str(error)})
