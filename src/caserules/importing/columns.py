"""A sheet's cells read column by column: each different cell of a column once, since an office writes the same few again and again.

What each column's cells are read by is one table. What was mended, and what could not be read, is kept by row: a reading knows
neither its row nor its neighbours. Who leads, which kind of case it is and what the row says as a whole is told in `rows`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, Final, NamedTuple

from caserules.errors import InputRejected
from caserules.importing import values
from caserules.importing.headings import Field, kind_in
from caserules.importing.mapping import OfficeMapping
from caserules.importing.values import Mend, Unread
from caserules.io.cells import Cell
from caserules.models import CaseKind, Mode, Rating
from caserules.policy import Policy, Scheme, category_meaning

__all__ = ["Office", "RowRead", "SheetColumns", "read_columns"]

_ID: Final = re.compile("[0-9A-Za-z\u4e00-\u9fff_.\\-]{1,64}")
_LETTER: Final = re.compile("[A-Z]")
_CONFUSED: Final = frozenset((bool, int, float))
"""Types whose values are equal though they are read differently: True, 1, 1.0."""

Reader = Callable[[Cell, Mend], Any]


class RowRead(NamedTuple):
    """What the cells of a row say, each by itself; a column that the sheet has not is as if empty.

    A name is a `Field`'s, in the order in which a row's mistakes are told.
    """

    number: tuple[int, ...] = ()
    kind: CaseKind | None = None
    session: int | None = None
    title: str = ""
    proposer: tuple[str, ...] = ()
    co_signers: tuple[str, ...] = ()
    mode: Mode | None = None
    lead_unit: tuple[str, ...] = ()
    co_units: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    assigned: str | None = None
    received: str | None = None
    key: bool = False
    leader: tuple[str, ...] = ()
    delivered: str | None = None
    issued: str | None = None
    reply_number: str = ""
    category: Mapping[str, str] | None = None
    signed: str | None = None
    signer: tuple[str, ...] = ()
    satisfaction: Rating | None = None
    carried: bool = False
    merged: tuple[int, ...] = ()


_NOTHING: Final = RowRead()


@dataclass
class Office:
    """What is known across the rows: the mapping, the names met so far.

    Attributes:
        mapping: as the office says.
        scheme: the category letters' scheme; None where the mapping names none.
        aliases: each unit's name under every name that it has.
        people, leaders: by the name met, the id given.
        strangers: names of units that the mapping's table does not have.
    """

    mapping: OfficeMapping
    scheme: Scheme | Policy | str | None
    aliases: Mapping[str, str]
    people: dict[str, str] = field(default_factory=dict)
    leaders: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, None] = field(default_factory=dict)

    def unit(self, name: str, mend: Mend) -> str:
        """Return the id of a unit: its name, by the table of aliases alone."""
        known = self.aliases.get(name)
        if known is not None and known != name:
            mend("alias")
        found = known or name
        if not _ID.fullmatch(found):
            raise Unread("INP-049")
        if known is None and self.aliases:
            self.strangers[found] = None
        return found

    def person(self, name: str) -> str:
        """Return the id of a person, who is never named by it."""
        known = self.people.get(name)
        if known is None:
            known = self.people[name] = f"p{len(self.people) + 1:04d}"
        return known

    def leader(self, name: str) -> str:
        """Return the id of a leader."""
        self.person(name)
        return self.leaders.setdefault(name, f"l{len(self.leaders) + 1:03d}")


class SheetColumns(NamedTuple):
    """The rows of a sheet as they were read.

    Attributes:
        rows: what each says.
        mended: by column, the names of the repairs in each row that has any.
        wrong: the first cell of a row that cannot be read, with its column, for each row that has any.
    """

    rows: Iterator[RowRead]
    mended: dict[Field, dict[int, tuple[str, ...]]]
    wrong: dict[int, tuple[Field, Unread]]


def read_columns(rows: Sequence[Sequence[Cell]], places: Mapping[Field, int], office: Office) -> SheetColumns:
    """Return what the rows of a sheet say.

    Args:
        rows: the rows, all of one width.
        places: the place of each column.
        office: what is known across the rows.
    """
    readers = _readers(office)
    across = list(zip(*rows, strict=True))
    found: list[Any] = []
    mended: dict[Field, dict[int, tuple[str, ...]]] = {}
    wrong: dict[int, tuple[Field, Unread]] = {}
    for name, nothing in zip(RowRead._fields, _NOTHING, strict=True):
        field_ = Field(name)
        if field_ not in places or not rows:
            found.append(repeat(nothing, len(rows)))
            continue
        told, mends, unread = _read(across[places[field_]], readers[field_])
        found.append(told)
        mended[field_] = mends
        for row, error in unread.items():
            wrong.setdefault(row, (field_, error))
    return SheetColumns(map(RowRead._make, zip(*found, strict=True)), mended, wrong)


def _read(cells: Sequence[Cell], reader: Reader) -> tuple[list[Any], dict[int, tuple[str, ...]], dict[int, Unread]]:
    """What the cells of a column say; by row, what was mended and what cannot be read."""
    mended: dict[Any, tuple[str, ...]] = {}
    unread: dict[Any, Unread] = {}

    mends: list[str] = []

    class Known(dict[Any, Any]):
        def __missing__(self, key: Any) -> Any:
            value = None
            try:
                value = reader(key[1] if key.__class__ is tuple else key, mends.append)
            except Unread as error:
                unread[key] = error
            if mends:
                mended[key] = tuple(mends)
                mends.clear()
            self[key] = value
            return value

    keys: Sequence[Any] = cells
    if len(_CONFUSED.intersection(map(type, cells))) > 1:
        keys = [(type(cell), cell) for cell in cells]
    known = Known()
    told = [known[key] for key in keys]
    return told, _by_row(keys, mended), _by_row(keys, unread)


def _by_row(keys: Sequence[Any], found: Mapping[Any, Any]) -> dict[int, Any]:
    return {row: found[key] for row, key in enumerate(keys) if key in found} if found else {}


# ------------------------------------------------------------ the readers


def _readers(office: Office) -> Mapping[Field, Reader]:
    """By what each column's cells are read; an empty cell too."""
    mapping = office.mapping

    def day(field_: Field) -> Reader:
        blank = mapping.blank.get(field_.value)

        def read(cell: Cell, mend: Mend) -> str | None:
            found = values.day(cell, mapping, mend)
            if found is None and blank == "not_yet":
                mend("blank_not_yet")
                return "not_yet"
            return found

        return read

    def units(cell: Cell, mend: Mend) -> tuple[str, ...]:
        return tuple([office.unit(name, mend) for name in values.names(cell, mend)])

    return {
        **{x: day(x) for x in (Field.ASSIGNED, Field.RECEIVED, Field.DELIVERED, Field.ISSUED, Field.SIGNED)},
        **dict.fromkeys((Field.PROPOSER, Field.CO_SIGNERS, Field.UNITS, Field.LEADER, Field.SIGNER), values.names),
        **dict.fromkeys((Field.LEAD_UNIT, Field.CO_UNITS), units),
        **dict.fromkeys((Field.TITLE, Field.REPLY_NUMBER), values.text_of),
        **dict.fromkeys((Field.KEY, Field.CARRIED), values.flag),
        Field.NUMBER: lambda cell, mend: _number(cell, mapping, mend),
        Field.KIND: lambda cell, mend: kind_in(str(cell)),
        Field.SESSION: lambda cell, mend: values.year(cell, mapping, mend),
        Field.MODE: values.mode,
        Field.CATEGORY: lambda cell, mend: _category(cell, office, mend),
        Field.SATISFACTION: values.rating,
        Field.MERGED: values.number,
    }


def _number(cell: Cell, mapping: OfficeMapping, mend: Mend) -> tuple[int, ...]:
    found = values.number(cell, mend)
    if not found:
        raise Unread("INP-043", why=values.NUMBERS)
    if len(found) > 1 and mapping.merged_numbers == "refuse":
        raise Unread("INP-043", why='merged_numbers = "first"')
    return found


def _category(cell: Cell, office: Office, mend: Mend) -> dict[str, str] | None:
    text = values.text_of(cell, mend)
    if not text or office.scheme is None:  # that the mapping names no scheme is told once, not in each row
        return None
    try:
        meaning = category_meaning(text, office.scheme).value
    except InputRejected as error:
        (problem,) = error.problems
        raise Unread(problem.code, **{key: str(value) for key, value in problem.params}) from None
    letter = text.strip().removesuffix("类").strip().upper()
    return {"meaning": meaning} | ({"letter": letter} if _LETTER.fullmatch(letter) else {})
