"""What only the whole register shows: ids and cases that stand twice, units told by another name.

A reference to a case that is not there is no error: it may be the office's own gap, which an assessment
tells. Cheap where nothing is wrong: each look goes over all records of one kind at once.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, Final, NamedTuple

from caserules.io.documents import Document
from caserules.io.problems import Fault
from caserules.io.shape import Kind, Shape, fields_of, is_unit
from caserules.models import Case, Model, Register, Source

__all__ = [
    "CasesTwice",
    "Survey",
    "cases_twice",
    "folded",
    "ids_twice",
    "resolve_units",
    "survey",
    "unresolved_units",
]

_WITH_IDS: Final = ("units", "people", "leaders", "attestations")
_MIDDLE_DOTS: Final = str.maketrans(dict.fromkeys("\u2022\u2027\u30fb\u0387\u2219\u22c5", "\u00b7"))


@cache
def _holders(model: type[Model], sources: bool) -> tuple[tuple[attrgetter[Any], Shape], ...]:
    return tuple(
        (attrgetter(shape.name), shape)
        for shape in fields_of(model)
        if shape.model is not None and (sources or shape.model is not Source)
    )


@cache
def _units(model: type[Model]) -> tuple[attrgetter[Any], ...]:
    return tuple(attrgetter(shape.name) for shape in fields_of(model) if is_unit(model, shape))


class Survey(NamedTuple):
    """What one walk over a record and all records inside it finds."""

    keys: int
    """How many keys they were given."""
    units: frozenset[str | None]
    """The units that they name."""


_SET: Final = attrgetter("__pydantic_fields_set__")


def survey(root: Model, *, sources: bool = True) -> Survey:
    """Walk once over a record and all records inside it, many of one kind at a time.

    Args:
        root: the record.
        sources: whether any record says where it was read; looking costs as much as all the rest.

    Example:
        >>> from caserules.models import Assignment, CaseKind, Role
        >>> given = (Assignment(unit="jiaowei", role=Role.SINGLE),)
        >>> survey(Case(kind=CaseKind.PROPOSAL, year=2023, number=1, assignments=given))
        Survey(keys=6, units=frozenset({'jiaowei'}))
    """
    keys = 0
    units: set[str | None] = set()
    left: list[tuple[type[Model], Sequence[Any]]] = [(type(root), (root,))]
    for model, records in left:
        keys += sum(map(len, map(_SET, records)))
        for get in _units(model):
            units.update(map(get, records))
        for get, shape in _holders(model, sources):
            inside = list(filter(None, map(get, records)))
            if shape.kind is Kind.RECORDS:
                inside = list(chain.from_iterable(inside))
            elif shape.plain_day:
                inside = [value for value in inside if isinstance(value, Model)]
            if inside and shape.model is not None:
                left.append((shape.model, inside))
    return Survey(keys, frozenset(units))


def ids_twice(register: Register) -> Iterator[Fault]:
    """Yield a fault for each id that stood before."""
    for name in _WITH_IDS:
        records = getattr(register, name)
        if len(set(map(attrgetter("id"), records))) == len(records):
            continue
        first: dict[str, int] = {}
        for i, record in enumerate(records):
            if record.id in first:
                yield Fault((name, i, "id"), "INP-010", (("key", (name, first[record.id], "id")),))
            first.setdefault(record.id, i)


class CasesTwice(NamedTuple):
    """Cases of one number: those that only repeat an earlier one, and those that contradict each other."""

    repeated: tuple[int, ...]
    contradicting: tuple[int, ...]


_NUMBER: Final = attrgetter("kind", "year", "number")


def cases_twice(cases: Sequence[Case]) -> CasesTwice:
    """Find the cases whose kind, year and number stand more than once.

    Where a record was read does not count as a difference.

    Example:
        >>> from caserules.models import CaseKind
        >>> one = Case(kind=CaseKind.PROPOSAL, year=2023, number=1)
        >>> cases_twice([one, one])
        CasesTwice(repeated=(1,), contradicting=())
    """
    if len(set(map(_NUMBER, cases))) == len(cases):
        return CasesTwice((), ())
    places: defaultdict[object, list[int]] = defaultdict(list)
    for i, case in enumerate(cases):
        places[_NUMBER(case)].append(i)
    repeated: list[int] = []
    contradicting: list[int] = []
    for same in places.values():
        contents = [_without_source(cases[i].model_dump()) for i in same] if same[1:] else []
        alike = all(content == contents[0] for content in contents)
        (repeated if alike else contradicting).extend(same[1:] if alike else same)
    return CasesTwice(tuple(sorted(repeated)), tuple(sorted(contradicting)))


def _without_source(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_source(held) for key, held in value.items() if key != "source"}
    return [_without_source(held) for held in value] if isinstance(value, (list, tuple)) else value


def folded(name: str) -> str:
    """Return a unit's name for comparing: compatibility forms and middle dots made one, nothing else.

    Example:
        >>> folded("阿不都•买买提") == folded("阿不都・买买提")
        True
    """
    return unicodedata.normalize("NFKC", name).translate(_MIDDLE_DOTS)


def unresolved_units(register: Register, told: frozenset[str | None]) -> bool:
    """Say whether some record names a unit by its name or alias instead of its id.

    Args:
        register: the register.
        told: the units that its records name.
    """
    strange = told - {unit.id for unit in register.units} - {None}
    if not strange:
        return False
    names = _names({"units": [unit.model_dump(include={"id", "name", "aliases"}) for unit in register.units]})
    return any(folded(unit) in names for unit in strange if unit is not None)


def _names(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the id of each folded name and alias that is one unit's alone."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for unit in _dicts(document.get("units")):
        if isinstance(unit.get("id"), str):
            aliases = unit.get("aliases")
            for name in (unit.get("name"), *(aliases if isinstance(aliases, (list, tuple)) else ())):
                if isinstance(name, str):
                    found[folded(name)].add(unit["id"])
    return {name: min(ids) for name, ids in found.items() if len(ids) == 1}


def _dicts(value: object) -> list[Document]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, (list, tuple)) else []


def resolve_units(document: Document) -> None:
    """Put a unit's id wherever the document tells it by name or alias; what is unknown stays as it is."""
    ids = {unit.get("id") for unit in _dicts(document.get("units")) if isinstance(unit.get("id"), str)}
    names = _names(document)
    if names:
        _resolve(document, Register, ids, names)


def _resolve(document: Document, model: type[Model], ids: set[Any], names: Mapping[str, str]) -> None:
    for shape in fields_of(model):
        value = document.get(shape.key)
        if shape.model is not None:
            for record in [value] if isinstance(value, dict) else _dicts(value):
                _resolve(record, shape.model, ids, names)
        elif isinstance(value, str) and is_unit(model, shape) and value not in ids:
            document[shape.key] = names.get(folded(value), value)
