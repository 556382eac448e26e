"""`caserules letters` and `letter-template`: a letter a unit as .docx, and the template that an office edits. It ends 0, 2 or 3.

A letter once written may have been edited since: a file that is there already, and is not the same, is left and told.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from caserules.cli import out
from caserules.cli.app import (
    argument,
    as_of_option,
    calendar_option,
    command_class,
    option,
    policy_option,
    register_argument,
)
from caserules.cli.audit import audited
from caserules.cli.common import one_of, working
from caserules.cli.due import term
from caserules.cli.run import Refused
from caserules.cli.words import Lang, say

__all__ = ["add", "read_template", "write_new"]

_KINDS: Final = ("reminder", "notice", "reply_form")
_TEMPLATES: Final = (*_KINDS, "criticism", "correction")


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the commands."""
    panel = say(lang, "panel.commands")

    @app.command("letters", help=say(lang, "letters"), cls=command_class(lang), rich_help_panel=panel)
    def letters(  # noqa: PLR0913  the options of a command line
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        where: Annotated[Path, option(lang, "letters.out", "--out", metavar="DIR")],
        within: Annotated[str, option(lang, "remind.within", "--within", parser=term(lang), metavar="TERM")] = "10wd",
        unit: Annotated[str | None, option(lang, "letters.unit", "--unit", metavar="UNIT")] = None,
        kind: Annotated[
            str, option(lang, "letters.kind", "--kind", parser=one_of(lang, *_KINDS), metavar="KIND")
        ] = "reminder",
        template: Annotated[Path | None, option(lang, "letters.template", "--template", metavar="FILE")] = None,
        issuer: Annotated[str, option(lang, "letters.issuer", "--issuer", metavar="NAME", show_default=False)] = "",
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
    ) -> None:
        out.make_folder(where)
        with working(lang, "working"):
            found, _ = audited(lang, register, policy, as_of, calendars=calendars)
            if unit is not None and unit not in {x.id for x in found.register.units}:
                raise typer.BadParameter(say(lang, "usage.unit"), param_hint="--unit")
            made = _made(found, kind, lang, within=within, unit=unit, issuer=issuer, template=template)
        write_new(lang, {where / f"{kind}-{as_of}-{key}.docx": contents for key, contents in made})
        out.note(say(lang, "letters.count", n=len(made)))
        out.note(say(lang, "remind.confirm"))

    @app.command("letter-template", help=say(lang, "letter_template"), cls=command_class(lang), rich_help_panel=panel)
    def letter_template(
        kind: Annotated[str, argument(lang, "letters.kind", parser=one_of(lang, *_TEMPLATES), metavar="KIND")],
        where: Annotated[Path, option(lang, "out", "--out", metavar="FILE")],
    ) -> None:
        from caserules.report.letters import KINDS
        from caserules.report.letters import letter_template as packaged

        write_new(lang, {where: packaged(next(x for x in KINDS if x == kind), lang)})


def _made(
    found: Any, kind: str, lang: Lang, *, within: str, unit: str | None, issuer: str, template: Path | None
) -> Sequence[tuple[str, bytes]]:
    from caserules.reminders import remind
    from caserules.report.letters import KINDS, unit_letters, written
    from caserules.report.profiles import secret_cases

    letters = unit_letters(
        found.to_dict(),
        next(x for x in KINDS if x == kind),
        lang,
        due=remind(found, within).to_dict() if kind == "reminder" else None,
        categories=found.policy.letters,
        secret=secret_cases(found.register),
        issuer=issuer,
        unit=unit,
    )
    form, name = read_template(template)
    return [(key, written(letter, form, where=name)) for key, letter in letters]


def read_template(path: Path | None) -> tuple[bytes | None, str]:
    """Return an office's template, and how an error names it.

    Raises:
        InputRejected: as `read_file`.
    """
    from caserules.io.files import read_file, told_path

    return (None, "") if path is None else (read_file(path), told_path(path))


def write_new(lang: Lang, files: Mapping[Path, bytes]) -> None:
    """Write files that are not there yet, or are the same; one that differs may have been edited, and nothing is written.

    Raises:
        Refused: other files are there, or a place cannot be written; each is told.
    """
    wanted = {where: contents for where, contents in files.items() if not _is_same(where, contents)}
    taken = [out.OutputRefused(where, "edited") for where in wanted if where.exists()]
    if taken:
        raise Refused(taken)
    for where, contents in wanted.items():
        out.write_file(where, contents)
        out.note(say(lang, "written", where=where))


def _is_same(where: Path, contents: bytes) -> bool:
    return where.is_file() and where.read_bytes() == contents
