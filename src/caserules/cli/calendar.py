"""`caserules calendar`: the years that the working-day calendar covers, and a year's days off and worked weekend days."""

from datetime import date
from itertools import groupby
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli.app import command_class, flag, option
from caserules.cli.common import print_json, printed, whole_number
from caserules.cli.words import Lang, say

__all__ = ["add", "year_told"]


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("calendar", help=say(lang, "calendar"), cls=command_class(lang), rich_help_panel=panel)
    def calendar(
        year: Annotated[
            int | None, option(lang, "year", "--year", parser=whole_number(lang, 1, 9999), metavar="Y")
        ] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        told = calendar_told() if year is None else year_told(year)
        if as_json:
            print_json(told)
        else:
            printed(_shown(lang, told))


def calendar_told() -> dict[str, Any]:
    """Return the default calendar's receipt: version, hash, years covered, and the last day that is settled."""
    from caserules.calendar import WorkCalendar
    from caserules.calendar.source import CORRECTIONS
    from caserules.terms import to_date

    calendar = WorkCalendar.default()
    settled = to_date(calendar.settled_through)
    return {
        "version": calendar.version,
        "sha256": calendar.sha256,
        "first_year": calendar.first_year,
        "last_year": calendar.last_year,
        "settled_through": "" if settled is None else settled.isoformat(),
        "corrections": {day.isoformat(): why for day, why in CORRECTIONS.items()},
    }


def year_told(year: int) -> dict[str, Any]:
    """Return the calendar's receipt with a year's days off by holiday and its worked weekend days.

    Args:
        year: a year.

    Raises:
        CalendarError: `CAL-001` the calendar does not cover it.

    Example:
        >>> year_told(2023)["holidays"][0]
        {'name': '元旦', 'from': '2023-01-01', 'to': '2023-01-02'}
    """
    from caserules.calendar import WorkCalendar
    from caserules.errors import CalendarError

    calendar = WorkCalendar.default()
    if not calendar.first_year <= year <= calendar.last_year:
        raise CalendarError("CAL-001", day=str(year), first=calendar.first_year, last=calendar.last_year)
    days = [(day, name) for day, name in calendar.holidays.items() if day.year == year]
    first, last = date(year, 1, 1), date(year, 12, 31)
    worked = sum(calendar.is_working_day(date.fromordinal(n)) for n in range(first.toordinal(), last.toordinal() + 1))
    return {
        **calendar_told(),
        "year": year,
        "working_days": worked,
        "holidays": _runs(days),
        "made_up": [day.isoformat() for day in calendar.workdays if day.year == year],
    }


def _runs(days: list[tuple[date, str]]) -> list[dict[str, str]]:
    """Neighbouring days of one holiday as one entry."""
    runs = []
    for _, group in groupby(enumerate(days), key=lambda x: (x[1][0].toordinal() - x[0], x[1][1])):
        found = [day for _, day in group]
        runs.append({"name": found[0][1], "from": found[0][0].isoformat(), "to": found[-1][0].isoformat()})
    return runs


def _shown(lang: Lang, told: dict[str, Any]) -> RenderableType:
    span = {"version": told["version"], "first": told["first_year"], "last": told["last_year"]}
    parts: list[RenderableType] = [
        Text(say(lang, "calendar.line", **span), style="bold"),
        Text(say(lang, "calendar.source", n=len(told["corrections"])), style="dim"),
        Text(say(lang, "calendar.settled", day=told["settled_through"]), style="dim"),
        Text(f"sha256 {told['sha256']}", style="dim"),
    ]
    if "year" in told:
        parts += [Text(""), *_year_shown(lang, told)]
    return Group(*parts)


def _year_shown(lang: Lang, told: dict[str, Any]) -> list[RenderableType]:
    from caserules.report.text import table

    made = table(say(lang, "calendar.off"), say(lang, "calendar.days"))
    for each in told["holidays"]:
        days = each["from"] if each["from"] == each["to"] else f"{each['from']} – {each['to']}"
        made.add_row(each["name"], days)
    worked = " ".join(told["made_up"]) or "–"
    return [
        Text(say(lang, "calendar.year", year=told["year"], n=told["working_days"]), style="bold"),
        made,
        Text(f"{say(lang, 'calendar.made_up')} {worked}"),
    ]
