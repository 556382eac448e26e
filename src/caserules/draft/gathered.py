"""What is found on the way through a notice: parameters, remarks, recipients' names, and the clauses that were used."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from caserules.draft.model import MOST_KEY, Confidence, Found, Remark
from caserules.draft.notice import Clause

__all__ = ["Gathered"]


@dataclass(slots=True)
class Gathered:
    """What was found on the way, and which clauses something was made of."""

    found: list[Found] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    used: set[Clause] = field(default_factory=set)

    def add(
        self, clause: Clause, rule: str, parameter: str, value: Any, key: str, how: Confidence, reading: str = ""
    ) -> None:
        """Keep a parameter that a clause states."""
        self.used.add(clause)
        self.found.append(Found(rule, parameter, value, clause.locator, _short(key), how, reading))

    def remark(self, clause: Clause, what: str, key: str, about: str = "", *, used: bool = True) -> None:
        """Keep something that the draft could not use."""
        if used:
            self.used.add(clause)
        self.remarks.append(Remark(what, clause.locator, _short(key), about))


def _short(key: str) -> str:
    return key if len(key) <= MOST_KEY else key[: MOST_KEY - 1] + "…"
