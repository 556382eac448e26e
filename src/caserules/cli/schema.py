"""`caserules schema`: the JSON Schema of a register, an assessment, a finding or an advisory; and the layout of facts by columns."""

import json
from importlib.resources import files
from typing import Annotated, Any, Final

import typer

from caserules.cli.app import argument, command_class
from caserules.cli.common import one_of, print_json
from caserules.cli.words import Lang, say

__all__ = ["add", "schema_of"]

_KINDS: Final = ("register", "assessment", "finding", "facts", "advisory")


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("schema", help=say(lang, "schema"), cls=command_class(lang), rich_help_panel=panel)
    def schema(
        what: Annotated[
            str, argument(lang, "schema.what", parser=one_of(lang, *_KINDS), metavar="[WHAT]", show_default=False)
        ] = "register",
    ) -> None:
        print_json(schema_of(what))


def schema_of(what: str) -> dict[str, Any]:
    """Return the JSON Schema of `register`, `assessment`, `finding` or `advisory`, or the layout of `facts`.

    Example:
        >>> schema_of("finding")["title"]
        'FindingShape'
    """
    from caserules.report import shape

    if what == "assessment":
        return shape.assessment_schema()
    if what == "finding":
        return shape.finding_schema()
    if what == "facts":
        layout: dict[str, Any] = json.loads(files("caserules").joinpath("bulk/facts-1.json").read_text("utf-8"))
        return layout
    if what == "advisory":
        from caserules.replaying import Advisory

        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Advisory.model_json_schema()}
    from caserules.models import Register

    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Register.model_json_schema()}
