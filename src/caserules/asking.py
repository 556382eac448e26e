"""What is wanted to settle what is undetermined: each fact once, from whom, and the place in the register where it belongs.

A fact that a record on file only lacks has a place: the answer is that record's field. What nobody has recorded at all has
none: whoever keeps the register adds the record. Nothing is judged here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from caserules import expr as e
from caserules.duties import Verdict
from caserules.leaves import origins
from caserules.models import DayWord, Model

if TYPE_CHECKING:
    from caserules.findings import Finding

__all__ = ["Place", "Question", "record_digest", "wanted"]


class Place(NamedTuple):
    """Where in a register a day is missing: the JSON pointer of the field, and a digest of the record as it stands."""

    pointer: str
    record: str


class Question(NamedTuple):
    """A fact wanted from somebody, and the findings that it would settle.

    Attributes:
        unit: the unit whose findings they are.
        fact: the column's name.
        who: who can say it.
        findings: their ids.
        case: which case they are about; None: the unit itself.
        place: the day's place in the register, where a record is there that only lacks it.
    """

    unit: str
    fact: str
    who: str
    findings: tuple[str, ...]
    case: str | None = None
    place: Place | None = None


def wanted(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """Return the facts that would settle what is undetermined, each once for all findings that it would settle.

    Args:
        findings: an assessment's.
    """
    found: dict[tuple[str, str | None, str, str, str], list[str]] = defaultdict(list)
    places: dict[tuple[str, str | None, str, str, str], Place | None] = {}
    for finding in findings:
        if finding.verdict is Verdict.UNDETERMINED:
            for need in finding.needs:
                key = (finding.unit, finding.case, finding.ref, need.fact, need.who)
                found[key].append(finding.id)
                if places.get(key) is None:
                    places[key] = _place(finding, need.fact)
    return tuple(
        Question(unit, fact, who, tuple(ids), case, places[unit, case, ref, fact, who])
        for (unit, case, ref, fact, who), ids in found.items()
    )


def record_digest(record: Model) -> str:
    """Return a short digest of a record: the same as long as nobody has changed it."""
    return hashlib.sha256(record.model_dump_json(exclude_unset=True, by_alias=True).encode()).hexdigest()[:12]


@cache
def _takes_day(kind: type[Model], name: str) -> bool:
    """Whether a field is a day, or a word in its place."""
    return name in kind.model_fields and DayWord.__name__ in str(kind.model_fields[name].annotation)


def _place(finding: Finding, fact: str) -> Place | None:
    """Where the day of a fact belongs: the field of a record on file that says none, or says it roughly."""
    for leaf in finding._leaves():
        if leaf.name != fact or not isinstance(leaf.node, e.Column):
            continue
        for record, name, _ in origins(leaf):
            if (
                isinstance(record, Model)
                and _takes_day(type(record), name)
                and not isinstance(getattr(record, name), date)
            ):
                return Place(finding._context.pointer(record, name), record_digest(record))
    return None
