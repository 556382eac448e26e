"""`caserules policy`: the packaged policies; a policy's layers, values and readings; the check of a policy file."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import RenderableType
from rich.text import Text

from caserules.cli import book, draft, out, policy_show, schemes
from caserules.cli.app import argument, command_class, flag, group_class, option
from caserules.cli.common import day, loaded, policy_of, print_json, printed, whole_number
from caserules.cli.words import Lang, say
from caserules.errors import PolicyError
from caserules.report.safe import visible

__all__ = ["add"]

_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_PLACE: Final = re.compile(r"[^\x00-\x1f\x7f]{1,60}")


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
        print_json(policy_show.told(found)) if as_json else printed(policy_show.shown(lang, found))

    @group.command("check", help=say(lang, "policy.check"), cls=command_class(lang), rich_help_panel=panel)
    def check(
        file: Annotated[str, argument(lang, "policy.file", metavar="FILE")],
        allow: Annotated[bool, flag(lang, "allow_unconfirmed", "--allow-unconfirmed")] = False,
        stale: Annotated[
            date | None,
            option(lang, "stale_before", "--stale-before", parser=day(lang), metavar="DAY", show_default=False),
        ] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        (found, notes), _ = loaded(_reviewed(file, stale), lambda: draft.confirmed(file, allow=allow))
        if as_json:
            print_json({"id": found.id, "rules": _on(found), "notes": [_note(x) for x in notes]})
            return
        out.data(say(lang, "policy.good", id=found.id, n=len(found.rules)) + "\n")
        for x in notes:
            out.data(f"{visible(say(lang, 'told', code=x.code, what=x.message(lang)))}\n")

    @group.command("diff", help=say(lang, "policy.diff"), cls=command_class(lang), rich_help_panel=panel)
    def diff(
        a: Annotated[str, argument(lang, "policy.a", metavar="A")],
        b: Annotated[str, argument(lang, "policy.b", metavar="B")],
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        from caserules.whatif import diff_policies

        found = diff_policies(*loaded(policy_of(a), policy_of(b)))
        if as_json:
            print_json(found.to_dict())
            return
        out.data("".join(f"{visible(line)}\n" for line in found.text(lang).split("\n")))

    @group.command("new", help=say(lang, "policy.new"), cls=command_class(lang), rich_help_panel=panel)
    def new(
        base: Annotated[str, option(lang, "new.from", "--from", metavar="NAME")],
        id_: Annotated[str, option(lang, "new.id", "--id", parser=_matching(lang, _ID, "usage.id"), metavar="ID")],
        place: Annotated[
            str, option(lang, "new.place", "--place", parser=_matching(lang, _PLACE, "usage.text"), metavar="NAME")
        ],
        year: Annotated[int, option(lang, "new.year", "--year", parser=whole_number(lang, 1990, 2100), metavar="YEAR")],
        where: Annotated[Path, option(lang, "new.out", "-o", "--out", metavar="F")],
        force: Annotated[bool, flag(lang, "new.force", "--force")] = False,
    ) -> None:
        from caserules.policy.starting import new_pack

        (text,) = loaded(lambda: new_pack(base, id=id_, place=place, year=year))
        out.write_file(where, text.encode("utf-8"), owned=force)
        out.note(say(lang, "written", where=where))

    draft.add(group, lang)
    schemes.add(group, lang)
    book.add(group, lang)


def _matching(lang: Lang, pattern: re.Pattern[str], otherwise: str) -> Callable[[str], str]:
    """Return the reader of a text of some form."""

    def read(text: str) -> str:
        if pattern.fullmatch(text):
            return text
        raise typer.BadParameter(say(lang, otherwise))

    return read


def _reviewed(file: str, stale: date | None) -> Callable[[], Any]:
    def load() -> Any:
        from caserules.policy.review import review_policy

        try:
            return review_policy(file, stale_before=stale)
        except OSError as error:
            raise PolicyError("POL-002", where=Path(file).name, why=error.strerror or "") from None

    return load


def _on(policy: Any) -> dict[str, int]:
    """How many rules are on, and how many off."""
    off = sum(x.off is not None for x in policy.rules.values())
    return {"on": len(policy.rules) - off, "off": off}


def _note(note: Any) -> dict[str, Any]:
    return {"code": note.code, "where": note.where, "message": {x: note.message(x) for x in ("zh", "en")}}


def _list(lang: Lang, policies: list[dict[str, Any]]) -> RenderableType:
    from caserules.report.safe import visible
    from caserules.report.text import table

    made = table((say(lang, "rules.id"), "keep"), say(lang, "rules.title"), say(lang, "layers"))
    for each in policies:
        layers = ", ".join(layer["id"] for layer in each["layers"])
        made.add_row(each["id"], Text(visible(each["title"].get(lang, ""))), layers)
    return made
