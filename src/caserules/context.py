"""What the findings of one assessment share: the register's facts, the policy's program, and how places are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from caserules.duties import Verdict
from caserules.facts.flatten import Facts
from caserules.models import Register
from caserules.program import Program
from caserules.terms import to_number

if TYPE_CHECKING:
    from caserules.findings import Finding

__all__ = ["Context"]


@dataclass(slots=True)
class Context:
    """What findings of one assessment share: the register's facts, the policy's program, and how places are named."""

    register: Register
    facts: Facts
    program: Program
    as_of: int
    known_by: date | None = None
    vouched: bool = False
    findings: tuple[Finding, ...] = ()
    _pointers: dict[int, str] = field(default_factory=dict)
    _facts_punished: dict[int, str] | None = None
    _late_opinions: dict[str | None, dict[str, Finding]] | None = None

    def unit_name(self, unit: str) -> str:
        """Return a unit's name in the register, else its id."""
        known = self.facts.book.units.get(unit)
        return unit if known is None else known.name

    def answerable(self, unit: str) -> str:
        """Return who answers for a unit's duties now: its successor where it has ceased, else itself."""
        seen = {unit}
        while (known := self.facts.book.units.get(unit)) is not None and known.successor is not None:
            if known.to is None or to_number(known.to) >= self.as_of or known.successor in seen:
                break
            unit = known.successor
            seen.add(unit)
        return unit

    def pointer(self, record: Any, name: str) -> str:
        """Return the JSON pointer of a field of a record in the register."""
        if record == "complete_through":
            return f"/complete_through/{name}"
        if not self._pointers:
            self._pointers.update(_pointers(self.register))
        return f"{self._pointers.get(id(record), '')}/{_alias(record, name)}"

    def same_fact(self, finding: Finding) -> str | None:
        """Return the finding under which a breach is punished, if another of the same fact is dearer."""
        if finding.verdict is not Verdict.BROKEN:
            return None
        if self._facts_punished is None:
            self._facts_punished = _punished(self.findings, self.program.policy.scoring.points)
        return self._facts_punished.get(id(finding))

    def waited_for(self, finding: Finding) -> tuple[str, ...]:
        """Return the co-handling units whose opinions a late lead unit still waited for at its due day."""
        row = finding._row
        if finding.verdict is not Verdict.BROKEN or not row.co_handling:
            return ()
        if self._late_opinions is None:
            self._late_opinions = defaultdict(dict)
            for other in self.findings:
                if other.fact == "opinion":
                    self._late_opinions[other.case][other.unit] = other
        due = finding._due[1]
        late = self._late_opinions.get(finding.case, {})
        return tuple(u for u in row.co_handling if u in late and late[u]._done[0] > min(due, self.as_of))


def _punished(findings: Iterable[Finding], points: Mapping[str, Any]) -> dict[int, str]:
    """For each broken finding that is not the dearest of its unit, case and fact: the id of the one that is."""
    groups: dict[tuple[str, str | None, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.verdict is Verdict.BROKEN:
            groups[finding.unit, finding.case, finding.fact].append(finding)
    found: dict[int, str] = {}
    for group in groups.values():
        dearest = min(group, key=lambda x: (-points.get(x.rule, 0), x._duty.order, x.id))
        found |= {id(x): dearest.id for x in group if x is not dearest}
    return found


def _pointers(model: BaseModel, at: str = "") -> Iterator[tuple[int, str]]:
    yield id(model), at
    for name in model.model_fields_set:
        value = getattr(model, name)
        where = f"{at}/{_alias(model, name)}"
        if isinstance(value, BaseModel):
            yield from _pointers(value, where)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, BaseModel):
                    yield from _pointers(item, f"{where}/{index}")


@cache
def _aliases(kind: Any) -> dict[str, str]:
    fields = kind.model_fields if issubclass(kind, BaseModel) else {}
    return {name: field.alias or name for name, field in fields.items()}


def _alias(record: Any, name: str) -> str:
    kind: Any = type(record)
    return _aliases(kind).get(name, name)
