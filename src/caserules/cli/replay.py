"""`caserules replay` and `recheck`: an assessment had again from its receipt; are the bytes the same, what does this version change.

`replay` judges nothing: 0 the same bytes, 3 not. `recheck` ends 1 if a changed finding is or was broken, 4 if one is or was
undetermined, else 0: a false accusation that falls is no less news than a new one.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli.app import argument, calendar_option, command_class, flag, format_option, option
from caserules.cli.audit import BROKEN, UNDETERMINED, audited
from caserules.cli.audit import told as plain
from caserules.cli.common import print_json, printed, working
from caserules.cli.plugging import at_hand
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["NOT_SAME", "add"]

NOT_SAME = 3


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the commands."""
    panel = say(lang, "panel.commands")

    @app.command("replay", help=say(lang, "replay"), cls=command_class(lang), rich_help_panel=panel)
    def replay(
        assessment: Annotated[Path, argument(lang, "replay.file", metavar="ASSESSMENT")],
        register: Annotated[str, option(lang, "replay.register", "--register", metavar="REGISTER")],
        policy: Annotated[
            str | None, option(lang, "replay.policy", "--policy", metavar="NAME", show_default=False)
        ] = None,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        other_plugins: Annotated[bool, flag(lang, "replay.other_plugins", "--other-plugins")] = False,
        form: Annotated[str, format_option(lang, "text", "json")] = "text",
    ) -> None:
        from caserules.replaying import replay as compared

        before, now, _ = _both(lang, assessment, register, policy, calendars, other_plugins, is_whole=False)
        found = compared(before, now)
        if form == "json":
            print_json(found.to_dict())
        else:
            printed(_replayed(lang, found))
        raise typer.Exit(0 if found.same else NOT_SAME)

    @app.command("recheck", help=say(lang, "recheck"), cls=command_class(lang), rich_help_panel=panel)
    def recheck(
        assessment: Annotated[Path, argument(lang, "replay.file", metavar="ASSESSMENT")],
        register: Annotated[str, option(lang, "replay.register", "--register", metavar="REGISTER")],
        policy: Annotated[
            str | None, option(lang, "replay.policy", "--policy", metavar="NAME", show_default=False)
        ] = None,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        other_plugins: Annotated[bool, flag(lang, "replay.other_plugins", "--other-plugins")] = False,
        form: Annotated[str, format_option(lang, "text", "json")] = "text",
    ) -> None:
        from caserules.replaying import recheck as compared

        before, now, names = _both(lang, assessment, register, policy, calendars, other_plugins, is_whole=True)
        found = compared(before, now)
        if form == "json":
            print_json(found.to_dict())
        else:
            printed(_rechecked(lang, found, names))
        raise typer.Exit(_ended(found))


def _both(
    lang: Lang,
    file: Path,
    register: str,
    policy: str | None,
    calendars: Sequence[str] | None,
    other_plugins: bool,
    *,
    is_whole: bool,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """The plain form as it was written, the one made now (of all verdicts if it is to be whole), and the units' names.

    Where other plugins are allowed, they are taken as those of then: what they change is told, and they themselves are not.

    Raises:
        PluginError: `PLG-016` the plugins are not those of then.
    """
    from caserules.errors import InputRejected, Problem
    from caserules.hooks import check_plugins
    from caserules.policy import known_policies
    from caserules.replaying import load_assessment, receipt_of

    before = load_assessment(file)
    receipt = receipt_of(before)
    if policy is None and receipt.policy not in known_policies():  # never a path that a file names
        raise InputRejected([Problem("RPL-005", receipt.policy)])
    if not other_plugins:
        check_plugins(before["plugins"], at_hand())
    with working(lang, "working"):
        found, is_partial = audited(
            lang,
            register,
            policy or receipt.policy,
            receipt.as_of,
            allow_partial=receipt.partial,
            calendars=calendars,
            known_by=receipt.known_by,
        )
        only = None if is_whole or receipt.only is None else ",".join(receipt.only)
        now = plain(found, only, receipt.not_owed, is_partial=is_partial)
    if other_plugins:
        before = {**before, "plugins": now["plugins"]}
    return before, now, {x.id: x.name for x in found.register.units}


def _ended(found: Any) -> int:
    verdicts = {x for change in found.changes for x in (change.before, change.now)}
    if "broken" in verdicts:
        return BROKEN
    return UNDETERMINED if "undetermined" in verdicts else 0


# ------------------------------------------------------------ what is shown


def _parts(lang: Lang, parts: Sequence[Any]) -> list[RenderableType]:
    """The parts of the receipt that differ; nothing where none does."""
    from caserules.report.text import table

    if not parts:
        return []
    made = table(*((say(lang, f"replay.{key}"), "keep") for key in ("part", "before", "now")))
    for name, before, now in parts:
        made.add_row(*(Text(visible(_short(x))) for x in (name, before, now)))
    return [Text(say(lang, "replay.differs"), style="bold"), made]


def _short(value: str | None) -> str:
    """A value to be looked at: of a hash the beginning."""
    if value is None:
        return "–"
    return value if len(value) <= 40 else f"{value[:16]}…"


def _replayed(lang: Lang, found: Any) -> RenderableType:
    if found.same:
        return Group(Text(say(lang, "replay.same"), style="bold"), Text(f"sha256 {found.sha256[1]}", style="dim"))
    key = "replay.other" if found.parts else "replay.unexplained"
    keys = Text(say(lang, "replay.keys", keys=visible(", ".join(found.keys))))
    findings = Text(say(lang, "replay.findings", n=len(found.findings)))
    return Group(Text(say(lang, key), style="bold"), *_parts(lang, found.parts), keys, findings)


def _rechecked(lang: Lang, found: Any, names: dict[str, str]) -> RenderableType:
    from caserules.report.text import table
    from caserules.report.view import View

    view = View({"units": names}, lang)
    before, now = (visible(x) for x in found.library)
    parts: list[RenderableType] = [
        Text(
            say(lang, "recheck.head", before=before, now=now, n=found.compared, changed=len(found.changes)),
            style="bold",
        ),
        *_parts(lang, found.parts),
    ]
    if found.changes:
        heads = ("finding", "unit", "was", "is", "why")
        made = table(*((say(lang, f"recheck.{key}"), "keep") for key in heads))
        for each in found.changes:
            why = ", ".join(each.advisories) or say(lang, "recheck.no_advisory")
            words = (_verdict(lang, each.before), _verdict(lang, each.now), why)
            made.add_row(*(Text(visible(x)) for x in (each.finding, view.unit(each.unit), *words)))
        parts.append(made)
        parts += _told(lang, {x for each in found.changes for x in each.advisories})
    if found.scores:
        made = table(*((say(lang, f"recheck.{key}"), "keep") for key in ("unit", "score_was", "score_is")))
        for unit, old, new in found.scores:
            made.add_row(*(Text(visible(x)) for x in (view.unit(unit), old or "–", new or "–")))
        parts.append(made)
    return Group(*parts)


def _verdict(lang: Lang, word: str | None) -> str:
    """A verdict in words; a file may hold one that this version does not have."""
    from caserules.report.words import VERDICTS, WORDS

    if word is None:
        return say(lang, "recheck.not_listed")
    return WORDS[f"verdict.{word}"][lang == "en"] if word in VERDICTS else word


def _told(lang: Lang, ids: set[str]) -> list[RenderableType]:
    """The advisories named: their titles, and how to write to those who were told."""
    from caserules.replaying import advisories

    lines: list[RenderableType] = []
    for each in advisories():
        if each.id in ids:
            title, correct = (getattr(x, lang) for x in (each.title, each.correct))
            lines += [Text(f"{each.id} {visible(title)}", style="bold"), Text(visible(correct))]
    return lines
