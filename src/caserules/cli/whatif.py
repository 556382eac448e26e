"""`caserules whatif`: what another policy, parameter or day would change, case by case with its cause. It judges nothing: 0, 2, 3."""

from datetime import date
from typing import Annotated, Any, Final

import typer

from caserules.cli import out
from caserules.cli.app import command_class, flag, format_option, option, policy_option, register_argument
from caserules.cli.common import day, loaded, policy_of, print_json, printed, register_of, working
from caserules.cli.words import Lang, say
from caserules.report.safe import visible

__all__ = ["add", "hanging", "read"]

_MOST: Final = 40
"""How many changes are listed by itself; `--all` lists every one."""


def setting(lang: Lang) -> Any:
    """Return the reader of a parameter set to a value: `COHAND-01.opinion_term=20wd`."""

    def checked(text: str) -> str:
        key, sign, value = text.partition("=")
        if not (sign and value.strip() and key.count(".") in (1, 2)):
            raise typer.BadParameter(say(lang, "usage.set"))
        return text

    return checked


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("whatif", help=say(lang, "whatif"), cls=command_class(lang), rich_help_panel=panel)
    def whatif(  # noqa: PLR0913  the options of a command line
        context: typer.Context,
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        against: Annotated[str | None, option(lang, "against", "--against", metavar="NAME")] = None,
        set_: Annotated[
            list[str] | None, option(lang, "set", "--set", parser=setting(lang), metavar="KEY=VALUE")
        ] = None,
        as_of: Annotated[date | None, option(lang, "as_of.whatif", "--as-of", parser=day(lang), metavar="DAY")] = None,
        against_as_of: Annotated[
            date | None, option(lang, "against_as_of", "--against-as-of", parser=day(lang), metavar="DAY")
        ] = None,
        form: Annotated[str, format_option(lang, "text", "json")] = "text",
        everything: Annotated[bool, flag(lang, "all.whatif", "--all")] = False,
    ) -> None:
        if against is None and against_as_of is None and not set_:
            raise typer.BadParameter(say(lang, "usage.against"), context)
        with working(lang, "working"):
            held, one, *others = read(lang, register, policy, *([] if against is None else [against]))
            first = as_of or held.complete()
            if first is None:
                raise typer.BadParameter(say(lang, "usage.missing", where="--as-of"), context)
            found = compared(held, one, others[0] if others else one, set_ or [], first, against_as_of)
        if form == "json":
            print_json(found.to_dict())
        else:
            printed(hanging(found.text(lang, most=None if everything else _MOST)))


def compared(held: Any, one: Any, other: Any, changes: list[str], as_of: date, as_of_b: date | None) -> Any:
    """Return the comparison of two policies, the second with some parameters changed.

    Raises:
        PolicyError: a parameter or a value that is not one.
    """
    from caserules.whatif import compare, vary

    pairs = (x.partition("=") for x in changes)
    varied = vary(other, {key.strip(): value.strip() for key, _, value in pairs}) if changes else other
    return compare(held, one, varied, as_of=as_of, as_of_b=as_of_b)


def read(lang: Lang, register: str, *policies: str) -> list[Any]:
    """Return a register and policies, with all that is wrong with any of them told at once; warnings are noted."""
    (held, problems), *rules = loaded(register_of(register, False), *map(policy_of, policies))
    for problem in problems:
        out.note(say(lang, "told", code=problem.code, what=visible(problem.message(lang))))
    return [held, *rules]


def hanging(text: str) -> Any:
    """Return lines for a terminal: each keeps its indent where it is broken."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    lines = []
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        lines.append(Padding(Text(visible(line.lstrip(" "))), (0, 0, 0, indent)))
    return Group(*lines)
