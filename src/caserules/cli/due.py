"""`caserules due`: a due day from a start day and a term, with the days counted and those passed over."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any, Final

import typer

from caserules.cli.app import argument, calendar_option, command_class, flag, option
from caserules.cli.calendars import calendar_with, overlays_of
from caserules.cli.common import day, loaded, print_json, printed
from caserules.cli.words import Lang, say

__all__ = ["add", "conflict_told", "count_due", "term"]

_KINDS: Final = ("wd", "d", "m")


def term(lang: Lang) -> Any:
    """Return the reader of a term: `30wd`, `30d` or `3m` within their limits, and nothing else."""

    def read(text: str) -> str:
        from caserules.errors import TermError
        from caserules.terms import Term

        try:
            parsed = Term.parse(text)
        except TermError:
            raise typer.BadParameter(say(lang, "usage.term")) from None
        if parsed.unit.value not in _KINDS:
            raise typer.BadParameter(say(lang, "usage.term"))
        return str(parsed)

    return read


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""

    @app.command("due", help=say(lang, "due"), cls=command_class(lang), rich_help_panel=say(lang, "panel.commands"))
    def due(
        start: Annotated[date, argument(lang, "due.start", parser=day(lang), metavar="START")],
        length: Annotated[str, argument(lang, "due.term", parser=term(lang), metavar="TERM")],
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
        provisional: Annotated[bool, flag(lang, "due.provisional", "--provisional")] = False,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        known: Annotated[
            date | None, option(lang, "known_as_of", "--known-as-of", parser=day(lang), metavar="DAY")
        ] = None,
    ) -> None:
        calendar = calendar_with(loaded(*overlays_of(calendars)), known)
        counted = count_due(start, length, provisional=provisional, calendar=calendar)
        if known is not None:
            counted["calendar"]["known_as_of"] = known.isoformat()
        if as_json:
            print_json(counted)
            return
        from caserules.cli.strip import due_shown

        printed(due_shown(lang, counted))


def count_due(start: date, length: str, *, provisional: bool = False, calendar: Any = None) -> dict[str, Any]:
    """Return a due day and how it was counted, as plain data.

    Args:
        start: the day from which is counted; it does not count itself.
        length: `30wd`, `30d` or `3m`.
        provisional: give a provisional day where the holiday notice is not out, or calendar files disagree.
        calendar: the `WorkCalendar` to count by; by itself the packaged one.

    Raises:
        CalendarError: `CAL-001` a day that the calendar does not cover is needed, `CAL-003` a day out of range,
            `CAL-005` calendar files disagree about a day on the way.

    Example:
        >>> from datetime import date, timedelta
        >>> counted = count_due(date(2023, 4, 10), "30wd")
        >>> counted["due"], len(counted["skipped"]), counted["made_up"]
        ('2023-05-23', 13, ['2023-04-23', '2023-05-06'])
    """
    from caserules.calendar import WorkCalendar
    from caserules.terms import Term, TermUnit

    parsed, calendar = Term.parse(length), calendar or WorkCalendar.default()
    if parsed.unit is TermUnit.WORKING_DAYS:
        found = _working_days(calendar, start, parsed.count, provisional)
    else:
        found = {"due": parsed.due(start, calendar), "provisional": False}
    return {
        "start": start.isoformat(),
        "term": length,
        "calendar": {"version": calendar.version, "sha256": calendar.sha256},
        **_days(found),
        **(_passed(calendar, start, found["due"]) if parsed.unit is TermUnit.WORKING_DAYS else _NOTHING_PASSED),
        **_rest(calendar, found["due"]),
        **_conflicts(calendar, start, found.get("latest", found["due"])),
    }


def _conflicts(calendar: Any, start: date, through: date) -> dict[str, Any]:
    """The days on the way about which sources disagree; nothing where there are none."""
    found = calendar.conflicts_between(start, through)
    return {"conflicts": [conflict_told(x) for x in found]} if found else {}


def conflict_told(conflict: Any) -> dict[str, Any]:
    """Return a day about which sources disagree as plain data."""
    return {"day": conflict.day.isoformat(), "worked_by": list(conflict.worked_by), "off_by": list(conflict.off_by)}


_NOTHING_PASSED: Final[Mapping[str, list[Any]]] = {"skipped": [], "made_up": []}


def _working_days(calendar: Any, start: date, n: int, provisional: bool) -> dict[str, Any]:
    """The due day; if a notice to come can move it, also the earliest and the latest that it can become."""
    from caserules.errors import CalendarError
    from caserules.terms import to_number

    try:
        due = calendar.nth_working_day(start, n)
    except CalendarError:
        if not provisional:
            raise
        guess = calendar.provisional_working_day(start, n)
        return {"due": guess.day, "provisional": True, "earliest": guess.earliest, "latest": guess.latest}
    earliest, latest = calendar.nth_range(to_number(start), n)
    if earliest == latest:
        return {"due": due, "provisional": False}
    guess = calendar.provisional_working_day(start, n)
    return {"due": due, "provisional": True, "earliest": guess.earliest, "latest": guess.latest}


def _passed(calendar: Any, start: date, due: date) -> dict[str, Any]:
    """The days passed over and the weekend days worked, as far as the calendar covers them."""
    last = min(due, date(calendar.last_year, 12, 31))
    if start > last:
        return dict(_NOTHING_PASSED)
    known = {} if last == due else {"known_through": last.isoformat()}
    return known | {
        "skipped": [
            {"day": x.day.isoformat(), "reason": x.reason, "name": x.name} for x in calendar.skipped_days(start, last)
        ],
        "made_up": [x.isoformat() for x in calendar.made_up_days(start, last)],
    }


def _rest(calendar: Any, due: date) -> dict[str, Any]:
    """Whether the due day is a rest day, and the working day it would move to; None where that is not known."""
    if not calendar.covers(due) or calendar.conflicts_between(due - timedelta(days=1), due):
        return {"rest_day": None, "next_working_day": None}
    if calendar.is_working_day(due):
        return {"rest_day": False, "next_working_day": due.isoformat()}
    from caserules.errors import CalendarError

    try:
        return {"rest_day": True, "next_working_day": calendar.next_working_day(due).isoformat()}
    except CalendarError:
        return {"rest_day": True, "next_working_day": None}


def _days(found: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in found.items()}
