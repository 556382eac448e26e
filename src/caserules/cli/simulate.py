"""`caserules simulate`: a year's load before it begins, by week, unit or rule. It judges nothing: it ends 0, 2 or 3."""

from typing import Annotated

import typer

from caserules.cli import out
from caserules.cli.app import command_class, format_option, option, policy_option, register_argument
from caserules.cli.common import one_of, print_json, printed, working
from caserules.cli.whatif import hanging, read
from caserules.cli.words import Lang, say

__all__ = ["add"]

_BARS = str.maketrans({"█": "#", "░": "=", "⋮": ":"})
"""The bars where only ASCII can be drawn."""


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("simulate", help=say(lang, "simulate"), cls=command_class(lang), rich_help_panel=panel)
    def simulate(
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        by: Annotated[
            str,
            option(lang, "by", "--by", parser=one_of(lang, "week", "unit", "rule"), metavar="BY", show_default=False),
        ] = "week",
        form: Annotated[str, format_option(lang, "text", "json")] = "text",
    ) -> None:
        from caserules.messages.load import load_text
        from caserules.simulate import simulate as drawn

        with working(lang, "drawing"):
            held, rules = read(lang, register, policy)
            told = drawn(held, rules).to_dict()
        if form == "json":
            print_json(told)
            return
        text = load_text(told, lang, by, out.width())
        printed(hanging(text.translate(_BARS) if out.look()["plain_lines"] else text))
