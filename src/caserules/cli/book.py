"""`caserules policy book`: a policy as a document to read and sign, .html or .docx by the file's name."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from caserules.cli import out
from caserules.cli.app import argument, command_class, option
from caserules.cli.common import day, loaded, policy_of
from caserules.cli.words import Lang, say

__all__ = ["add"]

_KINDS = (".html", ".docx")


def add(group: typer.Typer, lang: Lang) -> None:
    """Add the command to the group `policy`."""
    panel = say(lang, "panel.commands")

    @group.command("book", help=say(lang, "policy.book"), cls=command_class(lang), rich_help_panel=panel)
    def book(
        name: Annotated[str, argument(lang, "policy.name", metavar="NAME")],
        where: Annotated[Path, option(lang, "book.out", "--out", "-o", metavar="FILE", parser=_place(lang))],
        assigned: Annotated[
            date | None, option(lang, "book.assigned", "--assigned", parser=day(lang), metavar="DAY")
        ] = None,
    ) -> None:
        out.check_place(where)
        (policy,) = loaded(policy_of(name))
        (contents,) = loaded(lambda: _written(lang, policy, assigned or _first_day(lang, policy), where.suffix.lower()))
        out.write_file(where, contents)
        out.note(say(lang, "written", where=where))


def _place(lang: Lang) -> Any:
    """Return the reader of the file's name, whose end says what is written."""

    def read(text: str) -> Path:
        if Path(text).suffix.lower() not in _KINDS:
            raise typer.BadParameter(say(lang, "usage.one_of", choices=", ".join(_KINDS)))
        return Path(text)

    return read


def _first_day(lang: Lang, policy: Any) -> date:
    """The day from which the policy is in force, where it is one of the year that its fixed days are of."""
    stated = policy.layers[-1].in_force
    if stated and policy.year in (None, int(stated[:4])):
        return date.fromisoformat(stated)
    raise typer.BadParameter(say(lang, "usage.assigned"))


def _written(lang: Lang, policy: Any, start: date, kind: str) -> bytes:
    from caserules.report.book import render_book_docx, render_book_html

    if kind == ".docx":
        return render_book_docx(policy, lang, start=start)
    return render_book_html(policy, lang, start=start).encode("utf-8")
