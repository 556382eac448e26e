"""`caserules confirm` and `criticism`: who confirmed what, and the draft of a public criticism. They judge nothing: 0, 2 or 3."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import (
    argument,
    as_of_option,
    calendar_option,
    command_class,
    flag,
    format_option,
    option,
    policy_option,
    register_argument,
)
from caserules.cli.audit import audited
from caserules.cli.common import day, one_of, print_json, printed, working
from caserules.cli.letters import read_template, write_new
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["STATES", "add", "listed"]

STATES: Final = ("draft", "told", "answered", "unanswered", "confirmed", "withdrawn", "published", "corrected")


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the commands."""
    panel = say(lang, "panel.commands")

    @app.command("confirm", help=say(lang, "confirm"), cls=command_class(lang), rich_help_panel=panel)
    def confirm(
        record: Annotated[Path, argument(lang, "confirm.file", metavar="FILE")],
        finding: Annotated[str, argument(lang, "confirm.finding", metavar="FINDING")],
        state: Annotated[str, argument(lang, "confirm.state", parser=one_of(lang, *STATES), metavar="STATE")],
        by: Annotated[str, option(lang, "confirm.by", "--by", metavar="NAME")],
        on: Annotated[date, option(lang, "confirm.on", "--on", parser=day(lang), metavar="DAY")],
        note: Annotated[str, option(lang, "confirm.note", "--note", metavar="TEXT", show_default=False)] = "",
        register: Annotated[str | None, option(lang, "confirm.register", "--register", metavar="REGISTER")] = None,
        policy: Annotated[str | None, policy_option(lang)] = None,
    ) -> None:
        from caserules.confirming import Confirmation, State
        from caserules.io.confirmations import add_confirmation

        if (register is None) != (policy is None):
            raise typer.BadParameter(say(lang, "usage.both", one="--register", other="--policy"))
        step = Confirmation(finding, State(state), by, on, note)
        found = None if register is None or policy is None else audited(lang, register, policy, on)[0]
        after = add_confirmation(record, step, found).next_of(finding)
        out.note(say(lang, "confirm.done", state=say(lang, f"state.{state}"), next=listed(lang, after)))

    @app.command("criticism", help=say(lang, "criticism"), cls=command_class(lang), rich_help_panel=panel)
    def criticism(  # noqa: PLR0913  the options of a command line
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        confirmed: Annotated[Path, option(lang, "criticism.confirmed", "--confirmed", metavar="FILE")],
        form: Annotated[str, format_option(lang, "text", "json", "docx")] = "text",
        to: Annotated[Path | None, option(lang, "out", "--out", metavar="FILE")] = None,
        corrections: Annotated[bool, flag(lang, "criticism.corrections", "--corrections")] = False,
        template: Annotated[Path | None, option(lang, "letters.template", "--template", metavar="FILE")] = None,
        issuer: Annotated[str, option(lang, "letters.issuer", "--issuer", metavar="NAME", show_default=False)] = "",
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
    ) -> None:
        from caserules.confirming import criticism as drafted
        from caserules.io.confirmations import load_confirmations

        if (form == "text") != (to is None) and form != "json":
            raise typer.BadParameter(say(lang, "usage.docx_out"))
        with working(lang, "working"):
            record = load_confirmations(confirmed)
            found, _ = audited(lang, register, policy, as_of, calendars=calendars)
            draft = drafted(found, record, as_of=as_of).to_dict()
        if form == "docx" and not draft["corrections" if corrections else "items"]:
            out.note(say(lang, "criticism.nothing"))
            raise typer.Exit(0)
        if form == "json":
            print_json(draft, to)
        elif form == "docx" and to is not None:
            write_new(lang, {to: _document(found, draft, lang, corrections, template, issuer)})
        else:
            printed(_shown(lang, draft, found))
        out.note(say(lang, "criticism.advice"))


def _document(found: Any, draft: Any, lang: Lang, corrections: bool, template: Path | None, issuer: str) -> bytes:
    from caserules.report.letters import render_criticism, written

    letter = render_criticism(found.to_dict(), draft, lang, issuer=issuer, corrections=corrections)
    form, name = read_template(template)
    return written(letter, form, where=name)


def listed(lang: Lang, states: Any) -> str:
    """Return states in a row, in a language."""
    return say(lang, "criticism.sep").join(say(lang, f"state.{x}") for x in states)


def _shown(lang: Lang, draft: Any, found: Any) -> RenderableType:
    """The draft, what is left out of it and why, and what has to be corrected."""
    from caserules.report.text import table

    names, listed = {x.id: x.name for x in found.register.units}, {x.id: x for x in found.findings}
    parts: list[RenderableType] = [Text(say(lang, "criticism.head", day=draft["as_of"]), style="bold")]
    for key in ("items", "left_out", "corrections"):
        head = "corrections_owed" if key == "corrections" else key
        parts.append(Text(say(lang, f"criticism.{head}", n=len(draft[key])), style="bold"))
        columns = (say(lang, f"criticism.{x}") for x in ("unit", "finding", "why"))
        made = table(*columns)
        for x in draft[key]:
            made.add_row(*(Text(visible(text)) for text in _line(lang, key, x, names, listed)))
        parts += [made] if draft[key] else []
    return Group(*parts)


def _line(lang: Lang, key: str, x: Any, names: Any, listed: Any) -> tuple[str, str, str]:
    finding = listed.get(x["finding"])
    what = x["finding"] if finding is None else getattr(finding.message, lang)
    if key == "items":
        why = say(lang, "criticism.confirmed_on", day=x["confirmed_on"])
    else:
        why = say(lang, f"why.{x['why']}", state=say(lang, f"state.{x.get('state') or 'none'}"))
    if key == "corrections":
        why = say(lang, "criticism.published_on", day=x["published_on"], why=why)
    return names.get(x["unit"], x["unit"]), what, why
