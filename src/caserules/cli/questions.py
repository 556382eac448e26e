"""`caserules questions` and `caserules answers`: the facts wanted, as sheets for the units, and what came back merged.

They judge nothing: they end 0, 2 or 3.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import (
    argument,
    as_of_option,
    calendar_option,
    command_class,
    format_option,
    option,
    policy_option,
    register_argument,
)
from caserules.cli.audit import audited
from caserules.cli.common import loaded, print_json, printed, register_of, working
from caserules.cli.letters import write_new
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["add"]


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the commands."""
    panel = say(lang, "panel.commands")

    @app.command("questions", help=say(lang, "questions"), cls=command_class(lang), rich_help_panel=panel)
    def questions(
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        unit: Annotated[str | None, option(lang, "remind.unit", "--unit", metavar="UNIT")] = None,
        form: Annotated[str, format_option(lang, "text", "json")] = "text",
        where: Annotated[Path | None, option(lang, "questions.out", "--out", metavar="DIR")] = None,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
    ) -> None:
        if where is not None:
            out.make_folder(where)
        with working(lang, "working"):
            found, _ = audited(lang, register, policy, as_of, calendars=calendars)
            if unit is not None and unit not in {x.id for x in found.register.units}:
                raise typer.BadParameter(say(lang, "usage.unit"), param_hint="--unit")
            told, left = _told(found, unit)
        if where is not None:
            write_new(
                lang, {where / f"questions-{as_of}-{key}.xlsx": contents for key, contents in _sheets(told, lang)}
            )
        elif form == "json":
            print_json({"as_of": told["as_of"], "questions": told["questions"]})
        else:
            printed(_shown(lang, told))
        if left:
            out.note(say(lang, "questions.secret", n=left))

    @app.command("answers", help=say(lang, "answers"), cls=command_class(lang), rich_help_panel=panel)
    def answers(
        register: Annotated[str, register_argument(lang)],
        files: Annotated[list[str], argument(lang, "answers.files", metavar="FILE…")],
        where: Annotated[Path, option(lang, "answers.out", "--out", metavar="FILE")],
    ) -> None:
        from caserules.importing import merge_answers, read_answers
        from caserules.io import write_register

        out.check_place(where)
        ((read, _), *sheets) = loaded(
            register_of(register, False), *(lambda name=name: read_answers(name) for name in files)
        )
        given = [answer for sheet in sheets for answer in sheet]
        (merged,) = loaded(lambda: merge_answers(read, given))
        loaded(lambda: write_register(merged, where))
        out.note(say(lang, "answers.merged", n=len({x.place for x in given}), files=len(files)))
        out.note(say(lang, "written", where=where))


def _told(found: Any, unit: str | None) -> tuple[dict[str, Any], int]:
    """An assessment's plain form with the questions that are asked, and how many about secret cases are not."""
    from caserules.report.profiles import secret_cases

    told: dict[str, Any] = found.to_dict(only=("undetermined",))
    secret = secret_cases(found.register)
    asked = [x for x in told["questions"] if unit in (None, x["unit"])]
    told["questions"] = [x for x in asked if x.get("case") not in secret]
    return told, len(asked) - len(told["questions"])


def _sheets(told: Mapping[str, Any], lang: Lang) -> list[tuple[str, bytes]]:
    from caserules.report import render_questions

    units = sorted({x["unit"] for x in told["questions"]})
    return [
        (unit, render_questions({**told, "questions": [x for x in told["questions"] if x["unit"] == unit]}, lang))
        for unit in units
    ]


def _shown(lang: Lang, told: Mapping[str, Any]) -> RenderableType:
    from caserules.report.text import table
    from caserules.report.view import View

    view = View(told, lang)
    parts: list[RenderableType] = [
        Text(say(lang, "questions.head", day=told["as_of"], n=len(told["questions"])), style="bold")
    ]
    for unit in sorted({x["unit"] for x in told["questions"]}):
        asked = [x for x in told["questions"] if x["unit"] == unit]
        heads = (
            (say(lang, "remind.case"), "keep"),
            say(lang, "questions.wanted"),
            (say(lang, "questions.who"), "keep"),
        )
        made = table(*heads, (say(lang, "questions.settles"), "right"))
        for x in asked:
            who = view.known("who", x["who"])
            made.add_row(
                Text(visible(view.case(x.get("case")))),
                Text(visible(view.fact(x["fact"]))),
                who,
                str(len(x["findings"])),
            )
        parts += [Text(f"{visible(view.unit(unit))}（{len(asked)}）", style="bold"), made]
    return Group(*parts)
