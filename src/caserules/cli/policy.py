"""`caserules policy`: the packaged policies; a policy's layers, values and readings; the check of a policy file."""

from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import book, draft, out, schemes
from caserules.cli.app import argument, command_class, flag, group_class
from caserules.cli.common import loaded, policy_of, print_json, printed, shown_value
from caserules.cli.words import Lang, say

__all__ = ["add"]


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the group of commands."""
    panel = say(lang, "panel.commands")
    group = typer.Typer(cls=group_class(lang), help=say(lang, "policy"), no_args_is_help=False)
    app.add_typer(group, name="policy", rich_help_panel=panel)

    @group.command("list", help=say(lang, "policy.list"), cls=command_class(lang), rich_help_panel=panel)
    def list_(as_json: Annotated[bool, flag(lang, "json", "--json")] = False) -> None:
        from caserules.policy import known_policies

        policies = [policy.to_dict() for policy in loaded(*map(policy_of, known_policies()))]
        told = [{key: x[key] for key in ("id", "version", "title", "place", "layers")} for x in policies]
        print_json({"policies": told}) if as_json else printed(_list(lang, told))

    @group.command("show", help=say(lang, "policy.show"), cls=command_class(lang), rich_help_panel=panel)
    def show(
        name: Annotated[str, argument(lang, "policy.name", metavar="NAME")],
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        (found,) = loaded(policy_of(name))
        print_json(found.to_dict()) if as_json else printed(_policy(lang, found.to_dict()))

    @group.command("check", help=say(lang, "policy.check"), cls=command_class(lang), rich_help_panel=panel)
    def check(
        file: Annotated[str, argument(lang, "policy.file", metavar="FILE")],
        allow: Annotated[bool, flag(lang, "allow_unconfirmed", "--allow-unconfirmed")] = False,
    ) -> None:
        found, _ = loaded(policy_of(file), lambda: draft.confirmed(file, allow=allow))
        out.data(say(lang, "policy.good", id=found.id, n=len(found.rules)) + "\n")

    draft.add(group, lang)
    schemes.add(group, lang)
    book.add(group, lang)


def _list(lang: Lang, policies: list[dict[str, Any]]) -> RenderableType:
    from caserules.report.safe import visible
    from caserules.report.text import table

    made = table((say(lang, "rules.id"), "keep"), say(lang, "rules.title"), say(lang, "layers"))
    for each in policies:
        layers = ", ".join(layer["id"] for layer in each["layers"])
        made.add_row(each["id"], Text(visible(each["title"].get(lang, ""))), layers)
    return made


def _policy(lang: Lang, told: dict[str, Any]) -> RenderableType:
    from caserules.report.safe import visible
    from caserules.report.text import table

    layers = table(say(lang, "layers"), say(lang, "rank"), "sha256")
    for layer in told["layers"]:
        layers.add_row(layer["id"], layer["rank"], layer["sha256"])
    rules = table((say(lang, "rules.id"), "keep"), say(lang, "rules.clause"), say(lang, "name"), say(lang, "value"))
    for key, rule in told["rules"].items():
        values = list(rule["values"].items()) or [("–", {"value": (rule["silent"] or {}).get(lang, rule["off"] or "")})]
        for i, (name, value) in enumerate(values):
            head = (key, Text(visible(rule["clause"]))) if i == 0 else ("", "")
            rules.add_row(*head, name, Text(visible(shown_value(value["value"]))))
    readings = table(say(lang, "name"), say(lang, "value"), say(lang, "why"))
    for key, reading in told["readings"].items():
        why = visible(reading["why"].get(lang, ""))
        readings.add_row(key, Text(visible(shown_value(reading["value"]))), Text(why))
    title = visible(f"{told['id']} {told['title'].get(lang, '')} · {told['place']}")
    return Group(
        Text(title, style="bold"),
        layers,
        Text(say(lang, "rules.params"), style="bold"),
        rules,
        Text(say(lang, "readings"), style="bold"),
        readings,
    )
