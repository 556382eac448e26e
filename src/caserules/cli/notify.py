"""`caserules notify`: the outbox listed, delivered, put back. It judges nothing: 0, 2 or 3; 3 also where a message was given up."""

import os
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import argument, command_class, flag, group_class, option
from caserules.cli.common import one_of, print_json, printed, whole_number
from caserules.cli.plugging import every_plugin
from caserules.cli.words import Lang, say
from caserules.errors import InputRejected, Problem
from caserules.report.safe import visible

__all__ = ["add", "notifier_of"]

GIVEN_UP: Final = 3
_STATES: Final = ("waiting", "sent", "dead", "overtaken")


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the group of commands."""
    panel = say(lang, "panel.commands")
    group = typer.Typer(cls=group_class(lang), help=say(lang, "notify"), no_args_is_help=False)
    app.add_typer(group, name="notify", rich_help_panel=panel)

    @group.command("list", help=say(lang, "notify.list"), cls=command_class(lang), rich_help_panel=panel)
    def list_(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        state: Annotated[
            str | None, option(lang, "notify.state", "--state", parser=one_of(lang, *_STATES), metavar="STATE")
        ] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        from caserules.store import QueueState
        from caserules.store.opening import open_store

        with open_store(where) as store:
            found = store.outbox(None if state is None else QueueState(state))
        print_json({"messages": [x.to_dict() for x in found]}) if as_json else printed(_listed(lang, found))

    @group.command("send", help=say(lang, "notify.send"), cls=command_class(lang), rich_help_panel=panel)
    def send(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        book: Annotated[Path | None, option(lang, "notify.book", "--book", metavar="BOOK.toml")] = None,
        folder: Annotated[Path, option(lang, "notify.folder", "--folder", metavar="DIR")] = Path("messages"),
        by: Annotated[str | None, option(lang, "notify.by", "--notifier", metavar="NAME:PLACE")] = None,
        most: Annotated[
            int, option(lang, "notify.most", "--most", parser=whole_number(lang, 1, 100_000), metavar="N")
        ] = 1000,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        from caserules.notify.delivering import deliver
        from caserules.store.opening import open_store

        if by is None:
            notifier = notifier_of(book, folder)
        else:
            name, _, place = by.partition(":")
            notifier = every_plugin().make_notifier(name, place)
        with open_store(where) as store:
            found = deliver(store, notifier, now=_now, most=most)
        if as_json:
            print_json(found.to_dict())
        else:
            out.data(say(lang, "notify.done", sent=found.sent, later=found.later, dead=found.dead) + "\n")
        for code, n in found.codes:
            out.note(say(lang, "notify.why", n=n, code=code, what=_sentence(code, notifier.name, lang)))
        raise typer.Exit(GIVEN_UP if found.dead or found.faults else 0)

    @group.command("again", help=say(lang, "notify.again"), cls=command_class(lang), rich_help_panel=panel)
    def again(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        number: Annotated[
            int | None,
            option(lang, "notify.number", "--number", parser=whole_number(lang, 1, 999_999_999), metavar="N"),
        ] = None,
    ) -> None:
        from caserules.store.opening import open_store

        with open_store(where) as store:
            n = store.send_again(number)
        out.note(say(lang, "notify.back", n=n))


def notifier_of(book: Path | None, folder: Path) -> Any:
    """Return the notifier that a book names; without one, the folder, by which nothing is sent.

    Raises:
        InputRejected: `NTF-003` the book lacks what its channel needs, or names an environment variable that is not set.
    """
    from caserules.notify.book import read_book
    from caserules.notify.folder import FolderNotifier

    if book is None:
        return FolderNotifier(folder)
    told = read_book(book)
    if told.kind == "folder":
        return FolderNotifier(folder)
    if told.kind == "webhook":
        from caserules.notify.webhook import WebhookNotifier

        return WebhookNotifier(_setting(told, "url"), token=_secret(told, "token_env"))
    if told.kind == "mail":
        from caserules.notify.mailing import MailNotifier

        port = told.settings.get("port", "0")
        return MailNotifier(
            _setting(told, "host"),
            _setting(told, "from"),
            told.units,
            port=(int(port) if port.isascii() and port.isdecimal() else -1) or None,
            security=told.settings.get("security", "starttls"),
            user=told.settings.get("user"),
            password=_secret(told, "password_env"),
        )
    from caserules.notify.services import AppriseNotifier

    return AppriseNotifier(told.units)


def _setting(book: Any, name: str) -> str:
    if name not in book.settings:
        raise InputRejected([Problem("NTF-003", f"channel.{name}")])
    return str(book.settings[name])


def _secret(book: Any, name: str) -> str | None:
    """What the environment variable holds that a book names: a book is a file that many can read."""
    if name not in book.settings:
        return None
    found = os.environ.get(book.settings[name])
    if not found:
        raise InputRejected([Problem("NTF-003", f"channel.{name}")])
    return found


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  this edge sends; no verdict reads it


def _sentence(code: str, name: str, lang: Lang) -> str:
    return Problem(code, name).message(lang)


def _listed(lang: Lang, found: Any) -> RenderableType:
    from caserules.report.text import table

    if not found:
        return Text(say(lang, "notify.empty"))
    made = table(*(say(lang, f"notify.column.{x}") for x in ("number", "state", "unit", "subject", "attempts", "why")))
    for x in found:
        unit = "–" if x.message is None else x.message.unit
        subject = say(lang, "notify.gone") if x.message is None else getattr(x.message, f"subject_{lang}")
        state = say(lang, f"notify.state.{x.state.value}")
        made.add_row(str(x.number), state, Text(visible(unit)), Text(visible(subject)), str(x.attempts), x.code or "–")
    counts = Counter(x.state.value for x in found)
    made.caption = say(lang, "notify.counts", **{state: counts[state] for state in _STATES})
    return made
