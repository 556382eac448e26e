"""What pydantic found wrong, told in this project's codes: one problem a place, and never a value.

A place is a JSON pointer (`/cases/3/assignments/0/assigned`). A field that may hold several kinds of value
makes pydantic complain once a kind; here that is one problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

from pydantic import ValidationError

from caserules.errors import InputRejected, Problem
from caserules.io.shape import Kind, Shape, fields_of
from caserules.models import Model
from caserules.models.values import _REFUSED

__all__ = ["MOST_PROBLEMS", "Fault", "Locate", "Place", "faults_of", "pointer", "rejected", "value_at"]

Place: TypeAlias = tuple[str | int, ...]
Locate: TypeAlias = Callable[[Place], str]
"""Says where a place of the document stands in what a person wrote: a cell, a line."""

MOST_PROBLEMS: Final = 1000

_INVISIBLE: Final = re.compile(f"[{_REFUSED}]")
_LIMITS: Final = frozenset(
    {
        "greater_than_equal",
        "int_from_float",
        "int_parsing_size",
        "less_than_equal",
        "string_too_long",
    }
)
_EXPECTED: Final = {
    Kind.INTEGER: "JSON integer",
    Kind.FLAG: "true | false",
    Kind.TEXT: "JSON string",
    Kind.TEXTS: "JSON array",
    Kind.RECORD: "JSON object",
    Kind.RECORDS: "JSON array",
}


def pointer(path: Place) -> str:
    """Return a place as a JSON pointer.

    Example:
        >>> pointer(("cases", 3, "title"))
        '/cases/3/title'
    """
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def value_at(document: object, path: Place) -> object:
    """Return the value at a place of a document, or None where there is none."""
    for part in path:
        if isinstance(document, Mapping):
            document = document.get(part)
        elif isinstance(document, Sequence) and isinstance(part, int) and part < len(document):
            document = document[part]
        else:
            return None
    return document


class Fault(NamedTuple):
    """Something wrong at a place of a document. A parameter that is itself a place is told as one."""

    path: Place
    code: str
    params: tuple[tuple[str, str | Place], ...] = ()

    def told(self, locate: Locate = pointer) -> Problem:
        """Return the problem, its place told as the reader of the source knows it."""
        params = tuple((key, locate(value) if isinstance(value, tuple) else value) for key, value in self.params)
        return Problem(self.code, locate(self.path), params)


def faults_of(error: ValidationError, model: type[Model], document: object) -> Iterator[Fault]:
    """Yield what pydantic found wrong with a document, once a place.

    Args:
        error: what pydantic raised for the document.
        model: the model that the document was to become.
        document: the document, as `as_document` makes it, to tell an absent value from a wrong one.
    """
    seen: set[Place] = set()
    for found in error.errors(include_input=False, include_context=False, include_url=False):
        path, shape, noise = _place(found["loc"], model, document)
        if path not in seen and not noise:
            seen.add(path)
            yield _fault(found["type"], path, shape, value_at(document, path))


def _place(loc: Place, model: type[Model] | None, document: object) -> tuple[Place, Shape | None, bool]:
    """Return the place without the names of a union's members; true where another member is the one meant."""
    path: Place = ()
    shape: Shape | None = None
    rest = list(loc)
    while rest and model is not None:
        shape = next((field for field in fields_of(model) if field.key == rest[0]), None)
        path = (*path, rest.pop(0))
        if shape is None:
            break
        model = shape.model
        if rest and shape.kind in (Kind.RECORDS, Kind.TEXTS):
            path = (*path, rest.pop(0))
        if shape.plain_day and model is not None:
            for_record = bool(rest) and rest[0] == model.__name__
            if for_record is not isinstance(value_at(document, path), Mapping):
                return path, shape, True
            rest = rest[1:] if for_record else []
    return path, shape, False


def _fault(kind: str, path: Place, shape: Shape | None, value: object) -> Fault:
    if shape is None:
        return Fault(path, "INP-005") if path else Fault(path, "INP-004", (("why", _EXPECTED[Kind.RECORD]),))
    if kind == "missing":
        return Fault(path, "INP-006")
    if value is None:
        return Fault(path, "INP-019")
    if isinstance(value, str) and _INVISIBLE.search(value):
        return Fault(path, "INP-009")
    if shape.kind in (Kind.DAY, Kind.DATE) or (shape.plain_day and not isinstance(value, Mapping)):
        return Fault(path, "INP-012")
    if kind in _LIMITS:
        return Fault(path, "INP-011", (("limit", shape.limit or "≤ 4000"),))
    return Fault(path, "INP-004", (("why", _expected(kind, shape)),))


def _expected(kind: str, shape: Shape) -> str:
    if shape.choices:
        return " | ".join(shape.choices)
    if kind in ("string_pattern_mismatch", "string_too_short"):
        return shape.pattern
    if kind == "string_type":
        return _EXPECTED[Kind.TEXT]
    if kind in ("model_type", "model_attributes_type"):
        return _EXPECTED[Kind.RECORD]
    return _EXPECTED.get(shape.kind, shape.kind.value)


def rejected(problems: Iterable[Problem]) -> InputRejected:
    """Return the refusal for these problems, at most the first thousand of them.

    Example:
        >>> rejected([Problem("INP-006", "/place")]).code
        'INP-006'
    """
    told = list(problems)
    if len(told) > MOST_PROBLEMS:
        more = Problem("INP-011", "…", (("limit", f"{MOST_PROBLEMS} / {len(told)}"),))
        told = [*told[:MOST_PROBLEMS], more]
    return InputRejected(told)
