"""How a register lies in a workbook: a sheet for each kind of record, a column for each field.

The sheets are listed here, the columns follow from the models. A record inside another one is told by the keys
of what it belongs to; a single record inside a record (a decision, a source) is spread over columns with a dot.
Knows no file and no spreadsheet library.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from caserules.io.shape import Kind, Shape, fields_of
from caserules.models import Model, Register

__all__ = ["SHEETS", "Column", "Sheet", "numbered"]


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Attributes:
        path: the keys down to the field, such as `("decided", "on")`.
        shapes: the fields on that way.
        usual: it stands in every workbook; others only where some record fills them.
        marks: it says only that a record or a list is there and empty.
    """

    path: tuple[str, ...]
    shapes: tuple[Shape, ...]
    usual: bool = True
    marks: bool = False

    @cached_property
    def name(self) -> str:
        """The field's name in the header, such as `decided.on`."""
        return ".".join(self.path)

    @property
    def shape(self) -> Shape:
        """The field."""
        return self.shapes[-1]


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook.

    Attributes:
        name: its English name, by which it is found.
        way: the fields down to its records.
        key: the fields that tell its records apart within what they belong to, for the sheets below it.
        key_name: the column by which those sheets name it.
    """

    name: str
    way: tuple[str, ...]
    key: tuple[str, ...] = ()
    key_name: str = ""

    @cached_property
    def parents(self) -> tuple[Sheet, ...]:
        """The sheets above with a key of their own, topmost first."""
        above = next((sheet for sheet in SHEETS if self in sheet.below), None)
        return () if above is None else (*above.parents, *((above,) if above.key else ()))

    @cached_property
    def below(self) -> tuple[Sheet, ...]:
        """The sheets of what belongs to its records."""
        return tuple(sheet for sheet in SHEETS if sheet.way and sheet.way[:-1] == self.way)

    @cached_property
    def model(self) -> type[Model]:
        """The model of its records."""
        return self._end[0]

    @cached_property
    def single(self) -> bool:
        """What it holds is one record of each record above, not a list."""
        return self._end[1]

    @cached_property
    def _end(self) -> tuple[type[Model], bool]:
        model: type[Model] = Register
        single = True
        for key in self.way:
            shape = next(shape for shape in fields_of(model) if shape.key == key)
            single = shape.kind is Kind.RECORD
            model = shape.model or model
        return model, single

    @cached_property
    def always(self) -> tuple[str, ...]:
        """The records inside its records that are there even if nothing is said in them."""
        required = (shape for shape in fields_of(self.model) if shape.required and not shape.plain_day)
        return tuple(shape.key for shape in required if shape.kind is Kind.RECORD)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its columns: the model's own fields, then what any record may say about itself."""
        found = tuple(_columns(self.model, self.way, (), ()))
        return tuple(sorted(found, key=lambda column: not column.usual))


def _columns(
    model: type[Model], way: tuple[str, ...], path: tuple[str, ...], above: tuple[Shape, ...]
) -> Iterator[Column]:
    for shape in fields_of(model):
        here, shapes = (*path, shape.key), (*above, shape)
        rare = shape.key in ("recorded_on", "source") or (bool(above) and not _usual(above))
        if shape.model is None:
            yield Column(here, shapes, usual=not rare)
        elif shape.kind is Kind.RECORDS or (*way, *here) in _WAYS:
            if shape.optional_list:
                yield Column(here, shapes, marks=True)
            elif shape.plain_day:
                yield Column(here, shapes)
        else:
            if not shape.required:
                yield Column(here, shapes, usual=False, marks=True)
            yield from _columns(shape.model, way, here, shapes)


def _usual(shapes: tuple[Shape, ...]) -> bool:
    return all(shape.key not in ("recorded_on", "source") for shape in shapes)


def numbered(parts: Iterable[object], seen: Counter[str]) -> str:
    """Return how a record is named in the sheets below it; one named like an earlier one gets a number.

    Example:
        >>> seen = Counter()
        >>> numbered(("jiaowei", 1), seen), numbered(("jiaowei", 1), seen)
        ('jiaowei/1', 'jiaowei/1#2')
    """
    name = "/".join(str(part) for part in parts)
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}#{seen[name]}"


SHEETS: Final = (
    Sheet("register", ()),
    Sheet("complete_through", ("complete_through",)),
    Sheet("units", ("units",), ("id",), "unit"),
    Sheet("posts", ("units", "posts")),
    Sheet("people", ("people",)),
    Sheet("leaders", ("leaders",)),
    Sheet("cases", ("cases",), ("kind", "year", "number"), "case"),
    Sheet("proposers", ("cases", "proposers")),
    Sheet("points", ("cases", "points")),
    Sheet("assignments", ("cases", "assignments")),
    Sheet("roles", ("cases", "roles")),
    Sheet("designations", ("cases", "designations")),
    Sheet("requests", ("cases", "requests")),
    Sheet("contacts", ("cases", "contacts")),
    Sheet("replies", ("cases", "replies"), ("unit", "version"), "reply"),
    Sheet("steps", ("cases", "replies", "steps")),
    Sheet("category", ("cases", "replies", "category")),
    Sheet("deliveries", ("cases", "replies", "deliveries")),
    Sheet("receipts", ("cases", "replies", "receipts")),
    Sheet("follow_up", ("cases", "follow_up")),
    Sheet("follow_up_points", ("cases", "follow_up", "points")),
    Sheet("commitments", ("cases", "commitments"), ("id",), "commitment"),
    Sheet("commitment_steps", ("cases", "commitments", "steps")),
    Sheet("tellings", ("cases", "commitments", "told")),
    Sheet("filings", ("filings",)),
    Sheet("carried", ("carried",)),
    Sheet("adjustments", ("adjustments",)),
    Sheet("attestations", ("attestations",)),
    Sheet("reminders", ("reminders",)),
)
"""Every sheet, in the order of the workbook: what a record belongs to comes before it."""

_WAYS: Final = frozenset(sheet.way for sheet in SHEETS)
