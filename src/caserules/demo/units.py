"""The units of the invented county: departments and towns that the notice binds, bodies that only get a copy, and their people.

One department merges into another at the end of June; one changes its principal; in one town the principal is leader in charge
too, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from caserules.demo.days import record
from caserules.demo.people import Cast, Holding, Staff
from caserules.demo.words import COPIED, DEPARTMENTS, TOWNS

__all__ = ["BOTH_POSTS", "MERGED", "MERGED_INTO", "MERGED_ON", "NEW_PRINCIPAL", "TWO_LINES", "Unit", "all_units"]

MERGED: Final = "zhaoshang"
MERGED_INTO: Final = "shangwu"
MERGED_ON: Final = "2023-06-30"
"""The merged department's last day."""
NEW_PRINCIPAL: Final = "linye"
"""Its principal leaves on 14 June; an acting one follows."""
BOTH_POSTS: Final = "wangyue"
"""Its principal is its leader in charge too."""
TWO_LINES: Final = frozenset(("jiaowei", "jiaotong", "nongye", "zhujian", "shuili", "weijian", "wenlv", "minzheng"))
"""Departments with two leaders in charge, each of a line."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and its people."""

    id: str
    name: str
    staff: Staff
    alias: str = ""
    bound: bool = True
    to: str | None = None
    successor: str | None = None

    def record(self, roles_named: str | None) -> dict[str, object]:
        """Return the register's record, with the day on which leader in charge and handlers were named."""
        return record(
            id=self.id,
            name=self.name,
            aliases=[self.alias] if self.alias else None,
            bound=("no_longer" if self.to else True) if self.bound else "copied_only",
            to=self.to,
            successor=self.successor,
            posts=[holding.record() for holding in self.staff.holdings] or None,
            roles_named=roles_named,
        )


def all_units(cast: Cast) -> dict[str, Unit]:
    """Return all units by id, and add their people to the cast."""
    units = {id: _department(cast, id, name, alias) for id, name, alias in DEPARTMENTS}
    for id, name in TOWNS:
        units[id] = Unit(
            id, name, cast.staff(id, both=id == BOTH_POSTS), alias=name[:-2] if name.endswith("街道") else ""
        )
    for id, name in COPIED:
        units[id] = Unit(id, name, Staff(()), bound=False)
    return units


def _department(cast: Cast, id: str, name: str, alias: str) -> Unit:
    merged = id == MERGED
    staff = cast.staff(id, lines=2 if id in TWO_LINES else 1, until=MERGED_ON if merged else None)
    if id == NEW_PRINCIPAL:
        staff = _with_new_principal(staff, cast.person(f"{id}-p2"))
    return Unit(id, name, staff, alias, to=MERGED_ON if merged else None, successor=MERGED_INTO if merged else None)


def _with_new_principal(staff: Staff, person: str) -> Staff:
    first, *rest = staff.holdings
    acting = Holding("principal", person, from_="2023-06-15", acting=True)
    return Staff((replace(first, to="2023-06-14"), acting, *rest))
