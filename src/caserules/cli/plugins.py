"""`caserules plugins`: what is installed, with name, version, hooks and faults; and what is turned off. It judges nothing: 0 or 3."""

from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import command_class, flag
from caserules.cli.common import print_json, printed
from caserules.cli.plugging import mark_faulty, off_by_name
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["add", "plugins_told"]


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("plugins", help=say(lang, "plugins"), cls=command_class(lang), rich_help_panel=panel)
    def plugins(as_json: Annotated[bool, flag(lang, "json", "--json")] = False) -> None:
        data = plugins_told()
        if data["refused"] or any(x["faults"] for x in data["plugins"]):
            mark_faulty()
        if as_json:
            print_json(data)
        else:
            printed(_shown(lang, data))
        for each in data["refused"]:
            out.note(visible(say(lang, "error", code=each["code"], what=each["message"][lang])))


def plugins_told() -> dict[str, Any]:
    """Return what is installed as plain data.

    Example:
        >>> sorted(plugins_told())
        ['off', 'plugins', 'refused', 'schema']
    """
    from caserules.errors import PluginError
    from caserules.hooks import Plugins
    from caserules.hooks.discovering import each

    off = off_by_name()
    taken, refused = [], []
    for found in each(off):
        refused.append(found) if isinstance(found, PluginError) else taken.append(found)
    told: list[dict[str, Any]] = []
    try:
        plugins = Plugins(taken)
        faults = plugins.faults()
        rules = plugins.brought().ruleset.extra
    except PluginError as error:  # what they bring cannot stand together
        refused.append(error)
        told = [_plain(plugin, (), ()) for plugin in taken]
    else:
        for plugin in plugins:
            own = [rule.id for rule in rules if plugins.owner_of(rule.id) == plugin.name]
            told.append(_plain(plugin, own, [x.to_dict() for x in faults if x.plugin == plugin.name]))
    return {
        "schema": "caserules.plugins/1",
        "plugins": told,
        "refused": [{"code": x.code, "message": {lang: x.message(lang) for lang in ("zh", "en")}} for x in refused],
        "off": sorted(off),
    }


def _plain(plugin: Any, rules: Any, faults: Any) -> dict[str, Any]:
    return {
        "name": plugin.name,
        "version": plugin.version,
        "distribution": plugin.distribution,
        "hooks": list(plugin.hooks),
        "rules": list(rules),
        "faults": list(faults),
    }


def _shown(lang: Lang, data: dict[str, Any]) -> RenderableType:
    from caserules.report.text import table

    made = table((say(lang, "name"), "keep"), *(say(lang, f"plugins.{key}") for key in ("version", "hooks", "faults")))
    for x in data["plugins"]:
        hooks = ", ".join(x["hooks"]) + (f" ({', '.join(x['rules'])})" if x["rules"] else "")
        faults = "; ".join(f"{y['code']} {y['hook']} {y['kind']}" for y in x["faults"])
        made.add_row(visible(x["name"]), Text(visible(x["version"])), Text(hooks or "–"), Text(faults or "–"))
    parts: list[RenderableType] = [made if data["plugins"] else Text(say(lang, "plugins.none"))]
    if data["off"]:
        parts.append(Text(say(lang, "plugins.off", names=visible(", ".join(data["off"]))), style="dim"))
    return Group(*parts)
