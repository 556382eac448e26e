"""`caserules policy schemes`: what the category letters of several places mean."""

from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text

from caserules.cli.app import command_class, flag
from caserules.cli.common import print_json, printed
from caserules.cli.words import Lang, say

__all__ = ["add"]


def add(group: typer.Typer, lang: Lang) -> None:
    """Add the command to the group `policy`."""
    panel = say(lang, "panel.commands")

    @group.command("schemes", help=say(lang, "policy.schemes"), cls=command_class(lang), rich_help_panel=panel)
    def schemes(as_json: Annotated[bool, flag(lang, "json", "--json")] = False) -> None:
        from caserules.policy import known_schemes, load_scheme

        told = [_told(load_scheme(name)) for name in known_schemes()]
        print_json({"schemes": told}) if as_json else printed(_table(lang, told))


def _told(scheme: Any) -> dict[str, Any]:
    letters = [
        {"letter": letter, "meaning": meaning.value, **scheme.phrases[letter], "inferred": letter in scheme.inferred}
        for meaning, letter in scheme.letters.items()
    ]
    return {"id": scheme.id, "title": scheme.title, "source": scheme.source, "letters": letters}


def _table(lang: Lang, told: list[dict[str, Any]]) -> RenderableType:
    from caserules.report.text import table

    made = table((say(lang, "rules.id"), "keep"), "", say(lang, "means"), say(lang, "name"))
    for scheme in told:
        for i, each in enumerate(scheme["letters"]):
            phrase = each[lang] + (say(lang, "inferred") if each["inferred"] else "")
            made.add_row("" if i else scheme["id"], each["letter"], Text(phrase), each["meaning"])
    return made
