"""`caserules calendar`: years covered, notices known, overlays, conflicts; a year's days; and a calendar file checked and put in place."""

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import argument, calendar_option, command_class, flag, group_class, option
from caserules.cli.calendars import calendar_with, overlay_of, overlays_of
from caserules.cli.common import day, loaded, print_json, printed, whole_number
from caserules.cli.due import conflict_told
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["add", "calendar_told", "year_told"]

_FOLDER: Final = "calendars"


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the group of commands; without one of them, the calendar is shown."""
    panel = say(lang, "panel.commands")
    group = typer.Typer(cls=group_class(lang), help=say(lang, "calendar"), invoke_without_command=True)
    app.add_typer(group, name="calendar", rich_help_panel=panel)

    @group.callback()
    def calendar(
        context: typer.Context,
        year: Annotated[
            int | None, option(lang, "year", "--year", parser=whole_number(lang, 1, 9999), metavar="Y")
        ] = None,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        known: Annotated[
            date | None, option(lang, "known_as_of", "--known-as-of", parser=day(lang), metavar="DAY")
        ] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        if context.invoked_subcommand is not None:
            return
        given = (calendar_with(loaded(*overlays_of(calendars)), known), known) if calendars or known else ()
        told = calendar_told(*given) if year is None else year_told(year, *given)
        print_json(told) if as_json else printed(_shown(lang, told))

    @group.command("add", help=say(lang, "calendar.add"), cls=command_class(lang), rich_help_panel=panel)
    def add_(
        file: Annotated[str, argument(lang, "calendar.file", metavar="FILE")],
        to: Annotated[str, option(lang, "calendar.out", "--out", metavar="DIR", show_default=False)] = _FOLDER,
        dry_run: Annotated[bool, flag(lang, "calendar.dry_run", "--dry-run")] = False,
    ) -> None:
        install(lang, Path(file), Path(to), dry_run=dry_run)


# ------------------------------------------------------------ a calendar file put in place


def install(lang: Lang, file: Path, folder: Path, *, dry_run: bool) -> None:
    """Check a calendar file, beside those already in a folder, and put it there under its id.

    Args:
        lang: the language.
        file: the calendar file.
        folder: where calendar files are kept.
        dry_run: whether nothing is to be written.

    Raises:
        Refused: the file, or one in the folder, with all that is wrong.
        CalendarError: the calendars do not fit together.
        OutputRefused: the place cannot be used; another file of that name is never overwritten.
    """
    from caserules.cli.strip import conflict_line

    place_of_others = [str(folder)] if folder.is_dir() else []
    overlay, *others = loaded(overlay_of(file), *overlays_of(place_of_others))
    calendar = calendar_with([overlay, *others])
    contents = file.read_bytes()
    place = folder / f"{overlay.id}{'.json' if file.suffix.lower() == '.json' else '.toml'}"
    is_there = place.is_file() and place.read_bytes() == contents
    if not is_there and not dry_run:
        out.make_folder(folder)
        out.write_file(place, contents)
    lines = [
        say(lang, "calendar.good"),
        _overlay_line(lang, _overlay_told(overlay)),
        _line(lang, calendar_told(calendar)),
    ]
    lines += (conflict_line(lang, conflict_told(each)) for each in calendar.conflicts)
    out.data("".join(f"{visible(line)}\n" for line in (*lines, f"sha256 {overlay.sha256}")))
    if dry_run:
        out.note(say(lang, "calendar.not_written"))
    else:
        out.note(say(lang, "calendar.same" if is_there else "written", where=place))
        out.note(say(lang, "calendar.use", where=folder))


# ------------------------------------------------------------ what is told


def calendar_told(calendar: Any = None, known: date | None = None) -> dict[str, Any]:
    """Return a calendar's receipt: version, hash, years covered, last settled day, notices, overlays, conflicts.

    Args:
        calendar: the `WorkCalendar`; by itself the packaged one.
        known: as of which day it is known; None: all that there is.
    """
    from caserules.calendar import WorkCalendar
    from caserules.calendar.source import CORRECTIONS
    from caserules.terms import to_date

    calendar = calendar or WorkCalendar.default()
    settled = to_date(calendar.settled_through)
    return {
        "version": calendar.version,
        "sha256": calendar.sha256,
        "first_year": calendar.first_year,
        "last_year": calendar.last_year,
        "settled_through": "" if settled is None else settled.isoformat(),
        "corrections": {day.isoformat(): why for day, why in CORRECTIONS.items()},
        "notices": _notices_told(known),
        "overlays": [_overlay_told(each) for each in calendar.overlays],
        "conflicts": [conflict_told(each) for each in calendar.conflicts],
    }


def _notices_told(known: date | None) -> list[dict[str, Any]]:
    """The packaged notices, as far as they were known on a day."""
    from caserules.calendar.known import known_notices

    return [
        {
            "year": year,
            "published": notice.published.isoformat() if notice.published else None,
            "title": notice.title or None,
            "number": notice.number or None,
            "address": notice.address or None,
            "reconstructed": notice.reconstructed,
            "ground": notice.ground,
        }
        for year, overlay in known_notices().items()
        for notice in overlay.notices
        if known is None or notice.known_from(year) <= known
    ]


def _overlay_told(overlay: Any) -> dict[str, Any]:
    days = overlay.days()
    return {
        "id": overlay.id,
        "kind": overlay.kind.value,
        "year": overlay.year,
        "area": overlay.area or None,
        "source": overlay.source or None,
        "published": [notice.published.isoformat() if notice.published else None for notice in overlay.notices],
        "off": sum(name is not None for name in days.values()),
        "made_up": sum(name is None for name in days.values()),
        "sha256": overlay.sha256,
    }


def year_told(year: int, calendar: Any = None, known: date | None = None) -> dict[str, Any]:
    """Return a calendar's receipt with a year's days off by holiday and its worked weekend days.

    Args:
        year: a year.
        calendar: the `WorkCalendar`; by itself the packaged one.
        known: as of which day it is known; None: all that there is.

    Raises:
        CalendarError: `CAL-001` the calendar does not cover it.

    Example:
        >>> year_told(2023)["holidays"][0]
        {'name': '元旦', 'from': '2023-01-01', 'to': '2023-01-02'}
    """
    from caserules.calendar import WorkCalendar
    from caserules.errors import CalendarError
    from caserules.terms import to_number

    calendar = calendar or WorkCalendar.default()
    if not calendar.first_year <= year <= calendar.last_year:
        raise CalendarError("CAL-001", day=str(year), first=calendar.first_year, last=calendar.last_year)
    days = [(day, name) for day, name in calendar.holidays.items() if day.year == year]
    first, last = to_number(date(year, 1, 1)), to_number(date(year, 12, 31))
    told = calendar_told(calendar, known)
    return {
        **told,
        "notices": [each for each in told["notices"] if each["year"] == year],
        "year": year,
        "working_days": sum(first <= each <= last for each in calendar.working_days),
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


# ------------------------------------------------------------ what is shown


def _line(lang: Lang, told: dict[str, Any]) -> str:
    span = {"version": told["version"], "first": told["first_year"], "last": told["last_year"]}
    return say(lang, "calendar.line", **span)


def _overlay_line(lang: Lang, told: dict[str, Any]) -> str:
    what = say(lang, f"calendar.kind.{told['kind']}", year=told["year"], area=told["area"])
    return say(lang, "calendar.overlay", what=what, **{key: told[key] for key in ("id", "off", "made_up")})


def _shown(lang: Lang, told: dict[str, Any]) -> RenderableType:
    from caserules.cli.strip import conflict_line

    parts: list[RenderableType] = [
        Text(visible(_line(lang, told)), style="bold"),
        Text(say(lang, "calendar.source", n=len(told["corrections"])), style="dim"),
        Text(say(lang, "calendar.settled", day=told["settled_through"]), style="dim"),
        Text(f"sha256 {told['sha256']}", style="dim"),
        *(Text(visible(conflict_line(lang, each)), style="yellow") for each in told["conflicts"]),
    ]
    if told["overlays"]:
        parts += [Text(""), Text(say(lang, "calendar.overlays"), style="bold")]
        parts += (Text(visible(_overlay_line(lang, each))) for each in told["overlays"])
    if "year" in told:
        parts += [Text(""), *_year_shown(lang, told)]
    return Group(*parts, Text(""), Text(say(lang, "calendar.notices"), style="bold"), _notices_shown(lang, told))


def _notices_shown(lang: Lang, told: dict[str, Any]) -> RenderableType:
    from caserules.report.text import table

    heads = (say(lang, f"calendar.{key}") for key in ("of_year", "published", "number", "remark"))
    made = table(*((head, "keep") for head in heads))
    for year, group in groupby(told["notices"], key=lambda x: x["year"]):
        for i, each in enumerate(group, 1):
            remarks = [say(lang, "calendar.later", n=i)] if i > 1 else []
            remarks += [say(lang, "calendar.rebuilt")] if each["reconstructed"] else []
            published = each["published"] or say(lang, "calendar.not_known")
            made.add_row(str(year) if i == 1 else "", published, each["number"] or "–", " ".join(remarks))
    return made


def _year_shown(lang: Lang, told: dict[str, Any]) -> list[RenderableType]:
    from caserules.report.text import table

    made = table(say(lang, "calendar.off"), say(lang, "calendar.days"))
    for each in told["holidays"]:
        days = each["from"] if each["from"] == each["to"] else f"{each['from']} – {each['to']}"
        made.add_row(Text(visible(each["name"])), days)
    worked = " ".join(told["made_up"]) or "–"
    return [
        Text(say(lang, "calendar.year", year=told["year"], n=told["working_days"]), style="bold"),
        made,
        Text(f"{say(lang, 'calendar.made_up')} {worked}"),
    ]
