"""From a row of an office's sheet to the case that it tells; a row that cannot be read whole is refused whole.

One row, one case. Who leads and who helps is said by columns or by marks in the cell; several units without either are read
only as the mapping says. What the sheet has no column for is not told here, and so is never taken as not done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from caserules.errors import InputRejected
from caserules.importing import values
from caserules.importing.headings import Field, Header, kind_in
from caserules.importing.mapping import OfficeMapping
from caserules.importing.values import Mend, Unread
from caserules.io.cells import Cell
from caserules.models import CaseKind, Mode, Role
from caserules.policy import Policy, Scheme, category_meaning

__all__ = ["Office", "case_of"]

_ID: Final = re.compile("[0-9A-Za-z\u4e00-\u9fff_.\\-]{1,64}")
_LEADS: Final = re.compile(r"^(?:主办|牵头)(?:单位)?[:：]\s*|[(（](?:主办|牵头)[)）]$")
_HELPS: Final = re.compile(r"^(?:协办|会办|配合)(?:单位)?[:：]\s*|[(（](?:协办|会办|配合)[)）]$")
_LETTER: Final = re.compile("[A-Z]")


_EMPTY: Final[Mapping[Any, Any]] = {
    values.names: (),
    values.number: (),
    values.text_of: "",
    values.flag: False,
}
"""What an empty cell says to each reader; to the others: nothing."""


@dataclass
class Office:
    """What is known across the rows: the mapping, the units and persons met so far.

    Attributes:
        mapping: as the office says.
        scheme: the category letters' scheme; None where the mapping names none.
        aliases: each unit's name under every name that it has.
        units, people, leaders: by the name met, the id given.
        strangers: names of units that the mapping's table does not have.
        meanings: what the category cells met so far mean.
    """

    mapping: OfficeMapping
    scheme: Scheme | Policy | str | None
    aliases: Mapping[str, str]
    units: dict[str, None] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    leaders: dict[str, str] = field(default_factory=dict)
    strangers: dict[str, None] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)

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
        else:
            self.units[found] = None
        return found

    def person(self, name: str) -> str:
        """Return the id of a person, who is never named by it."""
        return self.people.setdefault(name, f"p{len(self.people) + 1:04d}")

    def leader(self, name: str) -> str:
        """Return the id of a leader."""
        self.person(name)
        return self.leaders.setdefault(name, f"l{len(self.leaders) + 1:03d}")


@dataclass
class _Row:
    """A row's cells by column, with what its repairs are told to."""

    cells: Sequence[Cell]
    header: Header
    told: Callable[[Field, str], None]

    def has(self, field_: Field) -> bool:
        return field_ in self.header.places

    def cell(self, field_: Field) -> Cell:
        place = self.header.places.get(field_)
        return "" if place is None or place >= len(self.cells) else self.cells[place]

    def read(self, field_: Field, reader: Callable[..., Any], *more: Any) -> Any:
        """Read a column's cell; what cannot be read is told with the column."""
        cell = self.cell(field_)
        if cell == "":
            return _EMPTY.get(reader)
        try:
            return reader(cell, *more, lambda name: self.told(field_, name))
        except Unread as error:
            raise Unread(error.code, field=field_.value, **error.params) from None

    def day(self, field_: Field, mapping: OfficeMapping, key: str) -> dict[str, str]:
        """Return the day of a column under a record's key; nothing where it is not known."""
        found = self.read(field_, values.day, mapping)
        if found is None and mapping.blank.get(field_.value) == "not_yet":
            self.told(field_, "blank_not_yet")
            found = "not_yet"
        return {} if found is None else {key: found}


def case_of(
    cells: Sequence[Cell], header: Header, sheet: str, office: Office, told: Callable[[Field, str], None]
) -> tuple[dict[str, Any], list[int]]:
    """Return the case of a row as a register's document holds it, and the numbers of those merged into it.

    Args:
        cells: the row.
        header: the sheet's header.
        sheet: the sheet's name.
        office: what is known across the rows.
        told: called with the column and the name of each repair.

    Raises:
        Unread: the first cell that cannot be read; `field` says the column.
    """
    row = _Row(cells, header, told)
    number, *others = _numbers(row, office.mapping)
    case: dict[str, Any] = {"kind": _kind(row, sheet, office.mapping), "number": number}
    year = row.read(Field.SESSION, values.year, office.mapping) or office.mapping.year
    if year is not None:  # that the mapping says none is told once, not in each row
        case["year"] = year
    if title := row.read(Field.TITLE, values.text_of):
        case["title"] = title
    if proposers := _proposers(row, office):
        case["proposers"] = proposers
    mode = row.read(Field.MODE, values.mode)
    if mode is not None:
        case["mode"] = mode.value
    case["assignments"] = _assignments(row, office, mode)
    _marks(row, case, office)
    _opinions(row, case, office)
    _reply(row, case, office)
    if row.read(Field.CARRIED, values.flag) and year == office.mapping.year:
        told(Field.CARRIED, "carried_unjoined")
    merged = row.read(Field.MERGED, values.number) if row.has(Field.MERGED) else ()
    return case, [*others, *merged]


def _numbers(row: _Row, mapping: OfficeMapping) -> tuple[int, ...]:
    found: tuple[int, ...] = row.read(Field.NUMBER, values.number)
    if not found:
        raise Unread("INP-043", field=Field.NUMBER.value, why="12 | 012 | 第12号")
    if len(found) > 1 and mapping.merged_numbers == "refuse":
        raise Unread("INP-043", field=Field.NUMBER.value, why='merged_numbers = "first"')
    return found


def _kind(row: _Row, sheet: str, mapping: OfficeMapping) -> str:
    said = (
        str(row.cell(Field.KIND)),
        row.header.texts.get(Field.NUMBER, ""),
        sheet,
        row.header.texts.get(Field.TITLE, ""),
    )
    found = next(filter(None, map(kind_in, said)), None) or mapping.kind
    if found is None:
        raise Unread("INP-045", field=Field.KIND.value, key="kind")
    return CaseKind(found).value


def _proposers(row: _Row, office: Office) -> list[dict[str, str]]:
    names = (*row.read(Field.PROPOSER, values.names), *row.read(Field.CO_SIGNERS, values.names))
    return [{"id": str(i), "person": office.person(name)} for i, name in enumerate(dict.fromkeys(names), 1)]


# ------------------------------------------------------------ units


def _assignments(row: _Row, office: Office, mode: Mode | None) -> list[dict[str, Any]]:
    parts = list(_parts(row, office, mode))
    if not parts:
        raise Unread("INP-006", field=Field.LEAD_UNIT.value)
    days = {
        **row.day(Field.ASSIGNED, office.mapping, "assigned"),
        **row.day(Field.RECEIVED, office.mapping, "received"),
    }
    found = []
    for unit, role in parts:
        record: dict[str, Any] = {"unit": unit, "role": role.value}
        if role is not Role.CO_HANDLING or office.mapping.assigned_covers == "all":
            record |= days
        found.append(record)
    return found


def _parts(row: _Row, office: Office, mode: Mode | None) -> Iterable[tuple[str, Role]]:
    def ids(field_: Field, names: Iterable[str]) -> list[str]:
        try:
            return [office.unit(name, lambda mend: row.told(field_, mend)) for name in names]
        except Unread as error:
            raise Unread(error.code, field=field_.value) from None

    field_ = Field.LEAD_UNIT
    leads, helps = row.read(Field.LEAD_UNIT, values.names), row.read(Field.CO_UNITS, values.names)
    if not leads:
        field_ = Field.UNITS
        leads, helps = _marked(row.read(Field.UNITS, values.names), mode, office.mapping, helps)
    lead_ids, help_ids = ids(field_, leads), ids(Field.CO_UNITS, helps)
    if len(lead_ids) > 1 and mode is not Mode.SEPARATE:
        raise Unread("INP-048", field=field_.value)
    role = Role.SEPARATE if mode is Mode.SEPARATE else Role.LEAD if help_ids else Role.SINGLE
    return [*((unit, role) for unit in lead_ids), *((unit, Role.CO_HANDLING) for unit in help_ids)]


def _marked(
    names: Sequence[str], mode: Mode | None, mapping: OfficeMapping, helps: Sequence[str]
) -> tuple[Sequence[str], Sequence[str]]:
    """Tell who leads from who helps in a column for all: by marks in the cell, else as the mapping says."""
    leads: list[str] = []
    others = list(helps)
    current = ""
    for name in names:
        current = "lead" if _LEADS.search(name) else "help" if _HELPS.search(name) else current
        plain = _HELPS.sub("", _LEADS.sub("", name)).strip()
        (others if current == "help" else leads).append(plain)
        if name.endswith((")", "）")):
            current = ""
    if len(leads) > 1 and mode is not Mode.SEPARATE and mapping.units_order == "lead_first":
        return leads[:1], [*leads[1:], *others]
    return leads, others


# ------------------------------------------------------------ what was done


def _marks(row: _Row, case: dict[str, Any], office: Office) -> None:
    marks: list[dict[str, str]] = []
    if row.read(Field.KEY, values.flag):
        marks.append({"is": "key"})
    marks += [{"is": "supervised", "leader": office.leader(name)} for name in row.read(Field.LEADER, values.names)]
    if marks:
        case["designations"] = marks


def _opinions(row: _Row, case: dict[str, Any], office: Office) -> None:
    """When each co-handling unit's opinion came: one day in the row is read for one such unit alone."""
    if not row.has(Field.DELIVERED):
        return
    helpers = [x["unit"] for x in case["assignments"] if x["role"] == Role.CO_HANDLING.value]
    delivered = row.day(Field.DELIVERED, office.mapping, "delivered")
    if len(helpers) > 1 and delivered.get("delivered", "not_yet") != "not_yet":
        row.told(Field.DELIVERED, "day_of_several")
        delivered = {}
    if helpers:
        case["requests"] = [{"unit": unit, **delivered} for unit in helpers]


def _reply(row: _Row, case: dict[str, Any], office: Office) -> None:
    answering = [x["unit"] for x in case["assignments"] if x["role"] != Role.CO_HANDLING.value]
    told: dict[str, Any] = {**row.day(Field.ISSUED, office.mapping, "issued")}
    if number := row.read(Field.REPLY_NUMBER, values.text_of):
        told["number"] = number
    if category := _category(row, office):
        told["category"] = [category]
    if step := _signing(row, office):
        told["steps"] = [step]
    rating = row.read(Field.SATISFACTION, values.rating)
    if rating is not None and case.get("proposers"):
        told["receipts"] = [{"proposer": case["proposers"][0]["id"], "rating": rating.value}]
    if not told and not row.has(Field.ISSUED):
        return
    if len(answering) > 1 and told:
        row.told(Field.ISSUED, "reply_of_several")
        told = {}
    case["replies"] = [{"unit": unit, **told} for unit in answering]


def _category(row: _Row, office: Office) -> dict[str, str] | None:
    text = row.read(Field.CATEGORY, values.text_of)
    if not text or office.scheme is None:  # that the mapping names no scheme is told once, not in each row
        return None
    meaning = office.meanings.get(text)
    if meaning is None:
        try:
            meaning = office.meanings[text] = category_meaning(text, office.scheme).value
        except InputRejected as error:
            (problem,) = error.problems
            params = {key: str(value) for key, value in problem.params}
            raise Unread(problem.code, field=Field.CATEGORY.value, **params) from None
    letter = text.strip().removesuffix("类").strip().upper()
    return {"meaning": meaning} | ({"letter": letter} if _LETTER.fullmatch(letter) else {})


def _signing(row: _Row, office: Office) -> dict[str, Any] | None:
    signed = row.day(Field.SIGNED, office.mapping, "on")
    signers = row.read(Field.SIGNER, values.names)
    if not (signed or signers):
        return None
    return {"step": "sign_off", **signed} | ({"person": office.person(signers[0])} if len(signers) == 1 else {})
