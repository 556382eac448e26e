"""From what a row's cells say to the case that it tells; a row that cannot be read whole is refused whole.

One row, one case. Who leads and who helps is said by columns or by marks in the cell; several units without either are read
only as the mapping says. What the sheet has no column for is not told here, and so is never taken as not done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from caserules.importing.columns import Office, RowRead
from caserules.importing.headings import Field, Header, kind_in
from caserules.importing.mapping import OfficeMapping
from caserules.importing.values import NUMBERS, Unread
from caserules.models import Mode, Role

__all__ = ["CaseMaker"]

_LEADS: Final = re.compile(r"^(?:主办|牵头)(?:单位)?[:：]\s*|[(（](?:主办|牵头)[)）]$")
_HELPS: Final = re.compile(r"^(?:协办|会办|配合)(?:单位)?[:：]\s*|[(（](?:协办|会办|配合)[)）]$")
_LEAD, _CO_HANDLING = Role.LEAD.value, Role.CO_HANDLING.value
_SINGLE, _SEPARATE = Role.SINGLE.value, Role.SEPARATE.value

Mends = list[tuple[Field, str]]
"""The column and the name of each repair."""


class CaseMaker:
    """Makes the cases of a sheet.

    Args:
        header: the sheet's header.
        sheet: the sheet's name.
        office: what is known across the rows.
    """

    def __init__(self, header: Header, sheet: str, office: Office) -> None:
        self._office = office
        self._has_delivered, self._has_issued = Field.DELIVERED in header.places, Field.ISSUED in header.places
        said = (header.texts.get(Field.NUMBER, ""), sheet, header.texts.get(Field.TITLE, ""))
        self._kind = next(filter(None, map(kind_in, said)), None) or office.mapping.kind

    def case_of(self, row: RowRead, mends: Mends) -> tuple[dict[str, Any], tuple[int, ...]]:
        """Return the case of a row as a register's document holds it, and the numbers of those merged into it.

        Args:
            row: what its cells say.
            mends: what the row as a whole had mended is added to it.

        Raises:
            Unread: what the row as a whole does not say; `field` says the column.
        """
        office = self._office
        if not row.number:  # a sheet whose header has no column of numbers
            raise Unread("INP-043", field=Field.NUMBER.value, why=NUMBERS)
        number, *others = row.number
        kind = row.kind or self._kind
        if kind is None:
            raise Unread("INP-045", field=Field.KIND.value, key="kind")
        case: dict[str, Any] = {"kind": str(kind), "number": number}
        year = row.session or office.mapping.year
        if year is not None:  # that the mapping says none is told once, not in each row
            case["year"] = year
        if row.title:
            case["title"] = row.title
        if row.proposer or row.co_signers:
            names = dict.fromkeys(row.proposer + row.co_signers)
            case["proposers"] = [{"id": str(i), "person": office.person(name)} for i, name in enumerate(names, 1)]
        if row.mode is not None:
            case["mode"] = str(row.mode)
        leads, helps = _units(row, office, mends)
        case["assignments"] = _assignments(row, leads, helps, office.mapping)
        if row.key or row.leader:
            case["designations"] = _marks(row, office)
        if self._has_delivered and helps:
            case["requests"] = _requests(row, helps, mends)
        reply = _reply(row, case, office)
        if reply or self._has_issued:
            if len(leads) > 1 and reply:
                mends.append((Field.ISSUED, "reply_of_several"))
                reply = {}
            case["replies"] = [{"unit": unit, **reply} for unit in leads]
        if row.carried and year == office.mapping.year:
            mends.append((Field.CARRIED, "carried_unjoined"))
        return case, (*others, *row.merged)


# ------------------------------------------------------------ units


def _units(row: RowRead, office: Office, mends: Mends) -> tuple[Sequence[str], Sequence[str]]:
    """The ids of the units that answer, and of those that help."""
    leads, helps, field = row.lead_unit, row.co_units, Field.LEAD_UNIT
    if not leads and row.units:
        field = Field.UNITS
        try:
            leads, more = (
                tuple([office.unit(name, lambda mend: mends.append((Field.UNITS, mend))) for name in names])
                for names in _marked(row.units, row.mode, office.mapping)
            )
        except Unread as error:
            raise Unread(error.code, field=field.value) from None
        helps = (*more, *helps)
    if not leads and not helps:
        raise Unread("INP-006", field=Field.LEAD_UNIT.value)
    if len(leads) > 1 and row.mode is not Mode.SEPARATE:
        raise Unread("INP-048", field=field.value)
    return leads, helps


def _marked(names: Iterable[str], mode: Mode | None, mapping: OfficeMapping) -> tuple[list[str], list[str]]:
    """Tell who leads from who helps in a column for all: by marks in the cell, else as the mapping says."""
    leads: list[str] = []
    helps: list[str] = []
    current = ""
    for name in names:
        current = "lead" if _LEADS.search(name) else "help" if _HELPS.search(name) else current
        plain = _HELPS.sub("", _LEADS.sub("", name)).strip()
        (helps if current == "help" else leads).append(plain)
        if name.endswith((")", "）")):
            current = ""
    if len(leads) > 1 and mode is not Mode.SEPARATE and mapping.units_order == "lead_first":
        return leads[:1], [*leads[1:], *helps]
    return leads, helps


def _assignments(
    row: RowRead, leads: Iterable[str], helps: Sequence[str], mapping: OfficeMapping
) -> list[dict[str, Any]]:
    days = {}
    if row.assigned is not None:
        days["assigned"] = row.assigned
    if row.received is not None:
        days["received"] = row.received
    role = _SEPARATE if row.mode is Mode.SEPARATE else _LEAD if helps else _SINGLE
    found: list[dict[str, Any]] = [{"unit": unit, "role": role, **days} for unit in leads]
    if helps:
        known = days if mapping.assigned_covers == "all" else {}
        found += [{"unit": unit, "role": _CO_HANDLING, **known} for unit in helps]
    return found


# ------------------------------------------------------------ what was done


def _marks(row: RowRead, office: Office) -> list[dict[str, str]]:
    marks = [{"is": "supervised", "leader": office.leader(name)} for name in row.leader]
    return [{"is": "key"}, *marks] if row.key else marks


def _requests(row: RowRead, helps: Sequence[str], mends: Mends) -> list[dict[str, str]]:
    """When each co-handling unit's opinion came: one day in the row is read for one such unit alone."""
    delivered = row.delivered
    if len(helps) > 1 and delivered not in (None, "not_yet"):
        mends.append((Field.DELIVERED, "day_of_several"))
        delivered = None
    return [{"unit": unit} if delivered is None else {"unit": unit, "delivered": delivered} for unit in helps]


def _reply(row: RowRead, case: dict[str, Any], office: Office) -> dict[str, Any]:
    """What the row tells of the reply."""
    found: dict[str, Any] = {}
    if row.issued is not None:
        found["issued"] = row.issued
    if row.reply_number:
        found["number"] = row.reply_number
    if row.category is not None:
        found["category"] = [dict(row.category)]
    if row.signed is not None or row.signer:
        step = {"step": "sign_off"}
        if row.signed is not None:
            step["on"] = row.signed
        if len(row.signer) == 1:
            step["person"] = office.person(row.signer[0])
        found["steps"] = [step]
    if row.satisfaction is not None and "proposers" in case:
        found["receipts"] = [{"proposer": case["proposers"][0]["id"], "rating": str(row.satisfaction)}]
    return found
