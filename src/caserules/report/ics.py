"""Duties as an iCalendar file: one all-day event a duty, for the calendars that offices already keep.

An event's identifier is its finding's, and its sequence number grows with the day of the assessment, so that a file imported
again replaces what was there: a day that moved moves, and what was met or has ended is cancelled. The day's stamp is that of
the assessment: no clock is read. It decides no verdict.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from caserules.errors import InputRejected, Problem
from caserules.report.safe import visible
from caserules.report.view import Plain, View
from caserules.report.words import Lang

__all__ = ["render_ics"]

_STATUS: Final = {
    "broken": "CONFIRMED",
    "pending": "CONFIRMED",
    "undetermined": "TENTATIVE",
    "met": "CANCELLED",
    "not_applicable": "CANCELLED",
}
_EPOCH: Final = date(1970, 1, 1)


def render_ics(data: Plain, lang: Lang = "zh", *, unit: str | None = None) -> bytes:
    """Return the duties that have a day, or a day to remind on, as an iCalendar file. Needs the extra `ics`.

    Args:
        data: the plain form, as `Assessment.to_dict()` gives it.
        lang: the language of the summaries.
        unit: a unit's id, for its duties alone; by itself those of all.

    Raises:
        InputRejected: `INP-014` without the extra `ics`.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> case = {
        ...     "kind": "suggestion",
        ...     "year": 2023,
        ...     "number": 12,
        ...     "assignments": [{"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}],
        ... }
        >>> found = assess(case, "pengshui-2023", as_of=date(2023, 4, 10)).to_dict()
        >>> "DTSTART;VALUE=DATE:20230523" in render_ics(found).decode()
        True
    """
    try:
        from icalendar import Calendar  # an extra, loaded when used
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "ics"),))]) from None
    view = View(data, lang)
    register = data.get("register") or {}
    calendar = Calendar()
    calendar.add("prodid", "-//caserules//caserules//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    whose = view.unit(unit) if unit is not None else str(register.get("place") or "")
    calendar.add("x-wr-calname", visible(view.say("calendar_title", whose=whose)))
    stamp = date.fromisoformat(str(data["as_of"]))
    for finding in sorted(view.findings, key=lambda x: str(x["id"])):
        day = finding.get("due") or finding.get("remind")
        if day is not None and unit in (None, finding["unit"]):
            calendar.add_component(_event(view, finding, date.fromisoformat(day), stamp))
    return bytes(calendar.to_ical())


def _event(view: View, finding: Plain, day: date, stamp: date) -> Any:
    from icalendar import Event

    register = view.data.get("register") or {}
    event = Event()
    event.add("uid", f"{register.get('year')}/{finding['id']}@caserules")
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    event.add("sequence", (stamp - _EPOCH).days)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", visible(_summary(view, finding)))
    event.add("description", visible(view.message(finding)))
    event.add("categories", [visible(view.rule(finding["rule"]))])
    event.add("status", _STATUS[finding["verdict"]] if finding.get("due") else _reminding(finding))
    event.add("transp", "TRANSPARENT")
    return event


def _reminding(finding: Plain) -> str:
    """A day on which to remind binds nobody."""
    return "CANCELLED" if _STATUS[finding["verdict"]] == "CANCELLED" else "TENTATIVE"


def _summary(view: View, finding: Plain) -> str:
    what = f"{view.duty(finding)} · {view.case(finding.get('case'))} · {view.unit(finding['unit'])}"
    if finding["verdict"] == "broken":
        return f"[{view.known('breach', finding['breach'])}] {what}"
    return what if finding.get("due") else view.say("reminder_of", what=what)
