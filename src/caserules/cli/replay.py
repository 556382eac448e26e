"""`caserules replay`: a kept assessment judged again from its receipt; it says whether the same came out. It ends 0 or 3.

What was judged with another register, policy, calendar, library or set of plugins is refused by name before anything is judged;
another set of plugins may be allowed, and is then told.
"""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from caserules.cli import out
from caserules.cli.app import argument, calendar_option, command_class, flag, option
from caserules.cli.audit import told
from caserules.cli.calendars import calendar_with, overlays_of
from caserules.cli.common import loaded, policy_of, register_of, working
from caserules.cli.plugging import at_hand, note_faults
from caserules.cli.words import Lang, say
from caserules.errors import InputRejected, Problem

__all__ = ["add", "differing"]

_SCHEMA: Final = "caserules.assessment/1"
_HELD: Final = (("library",), ("policy", "layers"), ("calendar", "sha256"), ("register", "sha256"))


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("replay", help=say(lang, "replay"), cls=command_class(lang), rich_help_panel=panel)
    def replay(
        assessment: Annotated[Path, argument(lang, "replay.assessment", metavar="ASSESSMENT.json")],
        register: Annotated[str, argument(lang, "register", metavar="REGISTER")],
        policy: Annotated[str | None, option(lang, "replay.policy", "--policy", metavar="NAME")] = None,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        other_plugins: Annotated[bool, flag(lang, "replay.other", "--other-plugins")] = False,
    ) -> None:
        with working(lang, "working"):
            then = kept(assessment)
            now = _again(then, register, policy, calendars, other_plugins=other_plugins)
        wrong = differing(then, now)
        if wrong:
            raise InputRejected([Problem("INP-071", where) for where in wrong])
        out.data(say(lang, "replay.same", n=len(now["findings"])) + "\n")


def kept(path: Path) -> dict[str, Any]:
    """Return a kept assessment.

    Raises:
        InputRejected: `INP-001` … no such file; `INP-070` it is no assessment in JSON.
    """
    from caserules.io.files import read_file

    try:
        found: Any = json.loads(read_file(path).decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("schema") != _SCHEMA:
        raise InputRejected([Problem("INP-070", path.name)])
    for key, kind in (("policy", dict), ("calendar", dict), ("register", dict), ("options", dict), ("plugins", list)):
        if not isinstance(found.get(key), kind):
            raise InputRejected([Problem("INP-070", key)])
    return found


def _again(
    then: dict[str, Any], register: str, policy: str | None, calendars: list[str] | None, *, other_plugins: bool
) -> dict[str, Any]:
    """The same judged again, in its plain form.

    Raises:
        PluginError: `PLG-016` the plugins are others.
        InputRejected: `INP-071` something that was judged by is not what it was.
    """
    from caserules.assess import assess
    from caserules.hooks import check_plugins

    plugins = at_hand()
    if not other_plugins:
        check_plugins(then["plugins"], plugins)
    partial = bool(then["options"].get("partial"))
    name = policy or str(then["policy"].get("id"))
    (read, _), rules, *overlays = loaded(register_of(register, partial), policy_of(name), *overlays_of(calendars))
    found = assess(
        read,
        rules,
        as_of=_day(then, "as_of"),
        known_by=None if then.get("known_by") is None else _day(then, "known_by"),
        calendar=calendar_with(overlays),
        plugins=plugins,
    )
    note_faults(found.data_issues)
    only = then["options"].get("only")
    now = told(
        found,
        None if only is None else ",".join(map(str, only)),
        bool(then["options"].get("not_owed")),
        is_partial=partial,
    )
    wrong = [Problem("INP-071", ".".join(place)) for place in _HELD if _at(then, place) != _at(now, place)]
    if wrong:
        raise InputRejected(wrong)
    return now


def _day(data: dict[str, Any], key: str) -> date:
    try:
        return date.fromisoformat(str(data[key]))
    except (KeyError, ValueError):
        raise InputRejected([Problem("INP-070", key)]) from None


def _at(data: Any, place: tuple[str, ...]) -> Any:
    for name in place:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def differing(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return where two assessments say something else, plugins and what they bring apart: findings by their ids, else keys.

    Example:
        >>> one = {"findings": [{"id": "x", "verdict": "met"}], "scores": None, "plugins": []}
        >>> differing(one, {**one, "findings": [{"id": "x", "verdict": "broken"}]})
        ['x']
    """
    before, after = ({x["id"]: x for x in data.get("findings", ())} for data in (then, now))
    wrong = [key for key in (*before, *(x for x in after if x not in before)) if before.get(key) != after.get(key)]
    keys = (then.keys() | now.keys()) - {"findings", "plugins", "data_issues"}
    return [*wrong, *sorted(key for key in keys if not wrong and then.get(key) != now.get(key))]
