"""What stands in the columns of the office's workbook: a table of columns for each sheet, and the register's cases as rows.

Heads are words, cells are read from plain data; how they are written is the workbook's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from caserules.models import Case, Register, Role
from caserules.report.view import Plain, View

__all__ = ["CASES", "COMING", "FINDINGS", "ISSUES", "NUMBERS", "QUESTIONS", "UNPRINTED", "Cell", "Column", "case_rows"]

Cell: TypeAlias = str | int | date | None
Column: TypeAlias = tuple[str, int, Callable[[View, Plain], Cell]]
"""The words of its head, its width in characters, and what stands in it."""


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def _late(_: View, x: Plain) -> Cell:
    days = ((x.get("detail") or {}).get("late_by") or {}).get("days")
    return None if days is None else int(days)


def _how(view: View, x: Plain) -> Cell:
    if x.get("breach"):
        return view.known("breach", x["breach"])
    return view.known("because", x["because"]) if x.get("because") else None


def _needs(view: View, x: Plain) -> Cell:
    return view.listed(dict.fromkeys(view.fact(need["fact"]) for need in x.get("needs") or ())) or None


FINDINGS: Final[Sequence[Column]] = (
    ("unit", 16, lambda v, x: v.unit(x["unit"])),
    ("case", 16, lambda v, x: v.case(x.get("case"))),
    ("duty", 24, lambda v, x: v.duty(x)),
    ("verdict", 10, lambda v, x: v.known("verdict", x["verdict"])),
    ("how", 12, _how),
    ("due", 12, lambda _, x: _day(x.get("due"))),
    ("done", 12, lambda _, x: _day(x.get("done"))),
    ("reason.late_by", 8, _late),
    ("reason.clause", 10, lambda _, x: str(x.get("clause") or "")),
    ("reason.needs", 20, _needs),
    ("told", 50, lambda v, x: v.message(x)),
    ("reason.id", 40, lambda _, x: str(x["id"])),
)
COMING: Final[Sequence[Column]] = (
    ("day", 12, lambda _, x: _day(x["day"])),
    ("binds", 12, lambda v, x: v.say("binds.yes" if x["due"] and x["due"] is not False else "binds.no")),
    ("unit", 16, lambda v, x: v.unit(x["unit"])),
    ("case", 16, lambda v, x: v.case(x.get("case"))),
    ("rule", 30, lambda v, x: v.rule(x["rule"])),
    ("reason.clause", 12, lambda _, x: str(x.get("clause") or "")),
    ("told", 60, lambda v, x: v.message(x)),
)
QUESTIONS: Final[Sequence[Column]] = (
    ("unit", 16, lambda v, x: v.unit(x["unit"])),
    ("case", 16, lambda v, x: v.case(x.get("case"))),
    ("wanted", 36, lambda v, x: v.fact(x["fact"])),
    ("who", 18, lambda v, x: v.known("who", x["who"])),
    ("answer", 24, lambda _, __: None),
    ("for_findings", 60, lambda _, x: "\n".join(x.get("findings") or ())),
    (
        "wanted_place",
        40,
        lambda _, x: "#".join((x["place"]["pointer"], x["place"]["record"])) if x.get("place") else None,
    ),
)
ISSUES: Final[Sequence[Column]] = (
    ("code", 12, lambda _, x: str(x["code"])),
    ("case", 16, lambda v, x: v.case(x.get("case"))),
    ("unit", 16, lambda v, x: v.unit(x["unit"]) if x.get("unit") else None),
    ("told", 80, lambda v, x: v.message(x)),
)
CASES: Final[Sequence[Column]] = (
    ("case", 16, lambda v, x: v.case(x["case"])),
    ("case.title", 40, lambda _, x: x["title"]),
    ("case.mode", 10, lambda v, x: v.known("mode", x["mode"]) if x["mode"] else None),
    ("case.answering", 20, lambda v, x: "\n".join(map(v.unit, x["answering"])) or None),
    ("case.co_handling", 20, lambda v, x: "\n".join(map(v.unit, x["co_handling"])) or None),
    ("case.assigned", 12, lambda v, x: _written(v, x["assigned"])),
    ("case.issued", 12, lambda v, x: _written(v, x["issued"])),
    ("case.category", 10, lambda _, x: "\n".join(x["category"]) or None),
    ("verdict.broken", 8, lambda _, x: x["broken"]),
    ("verdict.undetermined", 10, lambda _, x: x["undetermined"]),
    ("verdict.pending", 8, lambda _, x: x["pending"]),
)

NUMBERS: Final = frozenset(("reason.late_by", "verdict.broken", "verdict.undetermined", "verdict.pending"))
"""The heads of columns of numbers, which stand to the right."""
UNPRINTED: Final = frozenset(("reason.id", "wanted_place"))
"""The heads of the columns from which on nothing is printed: they are for programs."""


def _written(view: View, days: Sequence[str]) -> Cell:
    """Days as a register writes them, each once; one that is a day is a date."""
    if len(days) == 1 and len(days[0]) == len("2023-04-10"):
        return date.fromisoformat(days[0])
    return "\n".join(view.known("day_word", day) for day in days) or None


def case_rows(register: Register, view: View) -> list[Plain]:
    """Return the cases of a register, in its order, each with how many of its findings are broken, undetermined, pending.

    Args:
        register: the register.
        view: the assessment of it.
    """
    counts = Counter((str(x.get("case")), str(x["verdict"])) for x in view.findings)
    return [{**_case(case), **{key: counts[case.key, key] for key in _COUNTED}} for case in register.cases]


_COUNTED: Final = ("broken", "undetermined", "pending")


def _case(case: Case) -> dict[str, Any]:
    answering = [x for x in case.assignments if x.role is not Role.CO_HANDLING]
    return {
        "case": case.key,
        "title": case.title,
        "mode": case.mode,
        "answering": [x.unit for x in answering],
        "co_handling": [x.unit for x in case.assignments if x.role is Role.CO_HANDLING],
        "assigned": _days(x.assigned for x in answering),
        "issued": _days(x.issued for x in case.replies),
        "category": list(dict.fromkeys(c.letter or c.meaning for x in case.replies for c in x.category[-1:])),
    }


def _days(days: Any) -> list[str]:
    return [str(day) for day in dict.fromkeys(days) if day is not None]
