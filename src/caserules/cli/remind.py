"""`caserules remind`: what falls due soon and what is overdue and still owed, by unit. It judges nothing: it ends 0, 2 or 3."""

from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import (
    as_of_option,
    calendar_option,
    command_class,
    format_option,
    option,
    policy_option,
    register_argument,
)
from caserules.cli.audit import audited
from caserules.cli.common import print_json, printed, working
from caserules.cli.due import term
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["add"]


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("remind", help=say(lang, "remind"), cls=command_class(lang), rich_help_panel=panel)
    def remind(
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        within: Annotated[str, option(lang, "remind.within", "--within", parser=term(lang), metavar="TERM")] = "10wd",
        unit: Annotated[str | None, option(lang, "remind.unit", "--unit", metavar="UNIT")] = None,
        form: Annotated[str, format_option(lang, "text", "json")] = "text",
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
    ) -> None:
        from caserules.reminders import remind as found_within

        with working(lang, "working"):
            found, _ = audited(lang, register, policy, as_of, calendars=calendars)
            told = found_within(found, within).to_dict()
        if unit is not None:
            told["units"] = {key: items for key, items in told["units"].items() if key == unit}
        if form == "json":
            print_json(told)
        else:
            names = {x.id: x.name for x in found.register.units}
            printed(_shown(lang, told, names))
            out.note(say(lang, "remind.confirm"))


def _shown(lang: Lang, told: Any, names: dict[str, str]) -> RenderableType:
    from caserules.report.text import table
    from caserules.report.view import View

    view = View({"units": names}, lang)
    head = say(lang, "remind.head", day=told["as_of"], through=told["through"])
    parts: list[RenderableType] = [Text(head, style="bold")]
    if not told["units"]:
        parts.append(Text(say(lang, "remind.nothing")))
    for unit, items in told["units"].items():
        columns = ((say(lang, f"remind.{key}"), "keep") for key in ("day", "why", "case"))
        made = table(*columns, say(lang, "remind.what"))
        for item in items:
            why = say(lang, f"remind.{item['urgency']}")
            case = Text(visible(view.case(item["case"])))
            made.add_row(item["day"], why, case, Text(visible(item["message"][lang])))
        parts += [Text(f"{visible(view.unit(unit))}（{len(items)}）", style="bold"), made]
    return Group(*parts)
