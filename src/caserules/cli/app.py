"""The commands assembled, with help in one language: each command's room adds itself.

The language is known before the app is built, so help, panels and usage errors speak it throughout.
"""

# The annotations of the commands are evaluated where they stand: no `from __future__ import annotations` in these rooms.

import re
from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from caserules.cli import out
from caserules.cli.common import day, one_of
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = [
    "argument",
    "as_of_option",
    "build",
    "calendar_option",
    "command_class",
    "flag",
    "format_option",
    "group_class",
    "option",
    "policy_option",
    "register_argument",
]


def option(lang: Lang, key: str, *names: str, **settings: Any) -> Any:
    """Return an option with help in a language.

    Args:
        lang: the language.
        key: of the words of the help.
        names: `--name`.
        settings: as typer's own.
    """
    return typer.Option(*names, help=_breakable(say(lang, key)), rich_help_panel=say(lang, "panel.options"), **settings)


def flag(lang: Lang, key: str, *names: str, **settings: Any) -> Any:
    """Return an option without a value; arguments as for `option`."""
    return option(lang, key, *names, metavar="", **settings)


def format_option(lang: Lang, *formats: str) -> Any:
    """Return the option `--format` of a command that writes text or one of some other formats."""
    key = "format" if len(formats) > 2 else "format.two"
    return option(lang, key, "--format", parser=_form(lang, *formats), metavar="FORMAT", show_default=False)


def _form(lang: Lang, *formats: str) -> Callable[[str], str]:
    """Return the reader of a format's name: one of ours, else one that a plugin writes, where there are several."""

    def read(text: str) -> str:
        from caserules.cli.plugging import exporters

        more = () if text in formats or len(formats) <= 2 else exporters()
        return one_of(lang, *formats, *more)(text)

    return read


def register_argument(lang: Lang) -> Any:
    """Return the argument that names a register file."""
    return argument(lang, "register", metavar="REGISTER")


def policy_option(lang: Lang) -> Any:
    """Return the option that names a policy."""
    return option(lang, "policy_option", "--policy", metavar="NAME")


def as_of_option(lang: Lang) -> Any:
    """Return the option that says as of which day."""
    return option(lang, "as_of", "--as-of", parser=day(lang), metavar="DAY")


def calendar_option(lang: Lang) -> Any:
    """Return the option that names calendar files, once a file."""
    return option(lang, "calendar_file", "--calendar", metavar="FILE")


def argument(lang: Lang, key: str, **settings: Any) -> Any:
    """Return an argument with help in a language; arguments as for `option`."""
    return typer.Argument(help=_breakable(say(lang, key)), rich_help_panel=say(lang, "panel.arguments"), **settings)


def _breakable(text: str) -> str:
    """A text with a place to break after each full-width mark: what has none is cut off, not wrapped."""
    return re.sub("([，；：、）])(?=.)", r"\1 ", text)


def command_class(lang: Lang) -> type[TyperCommand]:
    """Return the class of commands whose `--help` speaks a language."""

    class Command(TyperCommand):
        def get_help_option(self, ctx: Any) -> Any:
            return _worded(super().get_help_option(ctx), lang)

    return Command


def group_class(lang: Lang) -> type[TyperGroup]:
    """Return the class of groups whose `--help` speaks a language, and which word an unknown command themselves."""

    class Group(TyperGroup):
        def get_help_option(self, ctx: Any) -> Any:
            return _worded(super().get_help_option(ctx), lang)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
                names = ", ".join(self.list_commands(ctx))
                raise typer.BadParameter(say(lang, "usage.command", where=visible(args[0]), choices=names), ctx)
            return super().resolve_command(ctx, args)

    return Group


def _root_class(lang: Lang) -> type[TyperGroup]:
    """Return the class of the app itself, which knows the subcommands that plugins bring as well."""
    from caserules.cli.plugging import commands

    class Root(group_class(lang)):  # type: ignore[misc]  # made for the language
        def list_commands(self, ctx: Any) -> list[str]:
            return [*super().list_commands(ctx), *sorted(set(commands()) - set(super().list_commands(ctx)))]

        def get_command(self, ctx: Any, cmd_name: str) -> Any:
            own = super().get_command(ctx, cmd_name)
            if own is not None or cmd_name.startswith("-"):
                return own
            brought = commands().get(cmd_name)
            return None if brought is None else _brought(lang, brought)

    return Root


def _brought(lang: Lang, command: Any) -> Any:
    """A plugin's subcommand: its arguments are its own to read."""
    made = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    settings = {"allow_extra_args": True, "ignore_unknown_options": True}

    @made.command(
        command.name,
        help=visible(command.en if lang == "en" else command.zh),
        context_settings=settings,
        add_help_option=False,
        rich_help_panel=say(lang, "panel.plugins"),
    )
    def called(ctx: typer.Context) -> None:
        from caserules.cli.common import run_brought

        raise typer.Exit(run_brought(command.name, ctx.args, lang))

    return typer.main.get_command(made)


def _worded(found: Any, lang: Lang) -> Any:
    if found is not None:
        found.help = say(lang, "help")
        found.metavar = ""
        found.rich_help_panel = say(lang, "panel.options")
    return found


def build(lang: Lang) -> typer.Typer:
    """Return the app in a language.

    Args:
        lang: `zh` or `en`.
    """
    from caserules.cli import (
        audit,
        calendar,
        confirm,
        demo,
        due,
        explain,
        importing,
        letters,
        notify,
        plugins,
        policy,
        remind,
        replay,
        rules,
        schema,
        simulate,
        store,
        test,
        whatif,
    )

    app = typer.Typer(
        cls=_root_class(lang),
        help=f"{say(lang, 'app')}\n\n{say(lang, 'app.codes')}",
        add_completion=False,
        pretty_exceptions_enable=False,
        invoke_without_command=True,
        rich_markup_mode="rich",
    )
    app.callback()(_main_callback(lang))
    office = (demo, importing, audit, remind, letters, confirm, store, notify)
    for room in (*office, due, rules, explain, policy, calendar, schema, plugins, replay, whatif, simulate, test):
        room.add(app, lang)
    return app


def _main_callback(lang: Lang) -> Callable[..., None]:
    def told(
        context: typer.Context,
        version: Annotated[bool, flag(lang, "version", "--version", is_eager=True)] = False,
        language: Annotated[str, option(lang, "lang", "--lang", metavar="zh|en", show_default=False)] = "zh",
        off: Annotated[str, option(lang, "plugins_off", "--plugins-off", metavar="NAMES", show_default=False)] = "",
    ) -> None:
        if version:
            from caserules.cli.common import library_version

            out.data(f"caserules {library_version()}\n")
            raise typer.Exit(0)
        if context.invoked_subcommand is None:
            raise typer.BadParameter(say(lang, "usage.no_command"), context)

    return told
