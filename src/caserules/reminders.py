"""What falls due soon, and for whom: an assessment's open duties up to a day, grouped by unit.

The same register, policy and day give the same answer however often it is asked; nothing is kept, nothing is sent. Whom to
tell, and how, is the host's. It judges nothing that the assessment has not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from caserules.assess import Assessment
from caserules.duties import Verdict
from caserules.terms import Term, to_date, to_number

__all__ = ["Reminder", "Reminders", "Urgency", "remind"]


class Urgency(StrEnum):
    """Why a duty is reminded of."""

    OVERDUE = "overdue"
    """逾期仍欠: broken, and still owed."""
    DUE = "due"
    """将到期: open, and its day comes."""
    REMINDER = "reminder"
    """提醒: no day binds; the day to remind comes."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A duty to remind a unit of.

    Attributes:
        finding: the id under which the assessment tells the same duty.
        day: the day it falls due or fell due, or on which to remind.
        rule, clause, case: of the finding.
        urgency: overdue, due, or only a reminder.
        zh, en: the finding's sentence.
    """

    finding: str
    day: date
    urgency: Urgency
    rule: str
    clause: str
    case: str | None
    zh: str
    en: str

    def to_dict(self) -> dict[str, Any]:
        """Return the reminder as plain data, its day as ISO text."""
        return {
            "finding": self.finding,
            "day": self.day.isoformat(),
            "urgency": self.urgency.value,
            "rule": self.rule,
            "clause": self.clause,
            "case": self.case,
            "message": {"zh": self.zh, "en": self.en},
        }


@dataclass(frozen=True, slots=True)
class Reminders:
    """What to remind of, by unit.

    Attributes:
        as_of: the day of the assessment.
        through: the last day looked at.
        units: by a unit's id, what to remind it of: the overdue first, then by day.
    """

    as_of: date
    through: date
    units: Mapping[str, tuple[Reminder, ...]]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, ready for JSON."""
        return {
            "schema": "caserules.reminders/1",
            "as_of": self.as_of.isoformat(),
            "through": self.through.isoformat(),
            "units": {unit: [x.to_dict() for x in items] for unit, items in self.units.items()},
        }


def remind(assessment: Assessment, within: Term | str = "10wd") -> Reminders:
    """Return what is overdue and still owed, and what falls due within a term, by unit.

    Args:
        assessment: as `assess` gives it; its day is where the term starts.
        within: `10wd`, `14d` or `1m` from the day of the assessment. Where the holiday notice of a day on the way is not
            out, the latest day that the term can become is taken.

    Raises:
        TermError: the term cannot be read.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> case = {
        ...     "kind": "suggestion",
        ...     "year": 2023,
        ...     "number": 12,
        ...     "assignments": [{"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}],
        ...     "requests": [{"unit": "caizheng", "round": 0, "delivered": "not_yet"}],
        ... }
        >>> found = remind(assess(case, "pengshui-2023", as_of=date(2023, 5, 12)), "10wd")
        >>> [(x.rule, x.day.isoformat(), x.urgency.value) for x in found.units["caizheng"] if x.rule == "COHAND-01"]
        [('COHAND-01', '2023-05-23', 'due')]
    """
    term = Term.parse(within, field="within") if isinstance(within, str) else within
    last = term.span(to_number(assessment.as_of), assessment.calendar, assessment.as_of.year)[1]
    through = to_date(last) or date.max
    by_unit: dict[str, list[Reminder]] = {}
    for unit, item in (*_overdue(assessment), *_coming(assessment, through)):
        by_unit.setdefault(unit, []).append(item)
    order = {
        unit: tuple(sorted(by_unit[unit], key=lambda x: (x.urgency is not Urgency.OVERDUE, x.day, x.finding)))
        for unit in sorted(by_unit)
    }
    return Reminders(assessment.as_of, through, order)


def _overdue(assessment: Assessment) -> Iterator[tuple[str, Reminder]]:
    for finding in assessment.findings:
        if finding.verdict is Verdict.BROKEN and finding.still_owed and finding.due is not None:
            yield finding.unit, _reminder(finding, finding.due, Urgency.OVERDUE)


def _coming(assessment: Assessment, through: date) -> Iterator[tuple[str, Reminder]]:
    for item in assessment.upcoming:
        if assessment.as_of <= item.day <= through:
            urgency = Urgency.DUE if item.due else Urgency.REMINDER
            yield item.unit, _reminder(assessment.finding(item.finding), item.day, urgency)


def _reminder(finding: Any, day: date, urgency: Urgency) -> Reminder:
    message = finding.message
    return Reminder(finding.id, day, urgency, finding.rule, finding.clause, finding.case, message.zh, message.en)
