"""`caserules explain`: the reasons of one finding, read from its rule; also of a duty that was never owed."""

from datetime import date
from typing import Annotated

import typer

from caserules.cli import out
from caserules.cli.app import argument, as_of_option, command_class, flag, policy_option, register_argument
from caserules.cli.audit import audited
from caserules.cli.common import print_json
from caserules.cli.words import Lang, say

__all__ = ["add"]


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("explain", help=say(lang, "explain"), cls=command_class(lang), rich_help_panel=panel)
    def explain(
        register: Annotated[str, register_argument(lang)],
        finding: Annotated[str, argument(lang, "finding_id", metavar="FINDING")],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
        allow_partial: Annotated[bool, flag(lang, "allow_partial", "--allow-partial")] = False,
    ) -> None:
        found, _ = audited(lang, register, policy, as_of, allow_partial=allow_partial)
        explanation = found.explain(finding)
        if as_json:
            print_json(explanation.to_dict())
            return
        from caserules.report.safe import visible

        out.data("".join(f"{visible(line)}\n" for line in explanation.text(lang).split("\n")))
