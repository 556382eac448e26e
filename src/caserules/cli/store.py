"""`caserules store` and `verify`: audits kept, looked at, forgotten, checked. They report no verdict: 0, 2 or 3."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import RenderableType
from rich.text import Text

from caserules.cli import out, store_show
from caserules.cli.app import (
    argument,
    as_of_option,
    calendar_option,
    command_class,
    flag,
    group_class,
    option,
    policy_option,
    register_argument,
)
from caserules.cli.audit import audited
from caserules.cli.common import day, each_of, one_of, print_json, printed, whole_number, working
from caserules.cli.confirm import STATES, listed
from caserules.cli.plugging import store_at, tell_plugins
from caserules.cli.store_show import MOST_RUNS
from caserules.cli.words import Lang, say

__all__ = ["add"]

_TOLD = ("broken", "undetermined")


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the commands."""
    panel = say(lang, "panel.commands")
    group = typer.Typer(cls=group_class(lang), help=say(lang, "store"), no_args_is_help=False)
    app.add_typer(group, name="store", rich_help_panel=panel)
    keep(group, lang)
    confirming(group, lang)
    store_show.add(group, lang)
    check(app, lang)


def keep(group: typer.Typer, lang: Lang) -> None:
    """Add what makes a store, adds to it, and takes from it."""
    panel = say(lang, "panel.commands")

    @group.command("init", help=say(lang, "store.init"), cls=command_class(lang), rich_help_panel=panel)
    def init(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        wal: Annotated[bool, flag(lang, "store.wal", "--wal")] = False,
    ) -> None:
        from caserules.store.opening import create_store

        create_store(where, wal=wal).close()
        out.note(say(lang, "store.made"))

    @group.command("add", help=say(lang, "store.add"), cls=command_class(lang), rich_help_panel=panel)
    def add_(  # noqa: PLR0913  the options of a command line
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        register: Annotated[str, register_argument(lang)],
        policy: Annotated[str, policy_option(lang)],
        as_of: Annotated[date, as_of_option(lang)],
        tell: Annotated[
            str | None, option(lang, "store.tell", "--tell", parser=each_of(lang, *_TOLD), metavar="VERDICTS")
        ] = None,
        calendars: Annotated[list[str] | None, calendar_option(lang)] = None,
        allow_partial: Annotated[bool, flag(lang, "allow_partial", "--allow-partial")] = False,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
        wal: Annotated[bool, flag(lang, "store.wal", "--wal")] = False,
    ) -> None:
        from caserules.store import run_of

        with store_at(where, wal=wal) as store, working(lang, "working"):
            found, partial = audited(lang, register, policy, as_of, allow_partial=allow_partial, calendars=calendars)
            added = store.add(run_of(found, is_partial=partial), tell=() if tell is None else tell.split(","))
        tell_plugins(added.changes)
        if as_json:
            print_json(added.to_dict())
        else:
            printed(_added(lang, added))

    @group.command("purge", help=say(lang, "store.purge"), cls=command_class(lang), rich_help_panel=panel)
    def purge(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        case: Annotated[str | None, option(lang, "store.case", "--case", metavar="CASE")] = None,
        before: Annotated[
            int | None,
            option(lang, "store.before", "--before-run", parser=whole_number(lang, 1, MOST_RUNS), metavar="N"),
        ] = None,
    ) -> None:
        from caserules.store.opening import open_store

        if (case is None) == (before is None):
            raise typer.BadParameter(say(lang, "usage.either", one="--case", other="--before-run"))
        with open_store(where) as store:
            gone = store.purge(case=case, before_run=before)
        out.data(say(lang, "store.purged", documents=gone.documents, messages=gone.messages, entry=gone.entry) + "\n")


def confirming(group: typer.Typer, lang: Lang) -> None:
    """Add what records steps of confirming, and gives them out."""
    panel = say(lang, "panel.commands")

    @group.command("confirm", help=say(lang, "store.confirm"), cls=command_class(lang), rich_help_panel=panel)
    def confirm(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        finding: Annotated[str, argument(lang, "confirm.finding", metavar="FINDING")],
        state: Annotated[str, argument(lang, "confirm.state", parser=one_of(lang, *STATES), metavar="STATE")],
        by: Annotated[str, option(lang, "confirm.by", "--by", metavar="NAME")],
        on: Annotated[date, option(lang, "confirm.on", "--on", parser=day(lang), metavar="DAY")],
        note: Annotated[str, option(lang, "confirm.note", "--note", metavar="TEXT", show_default=False)] = "",
    ) -> None:
        from caserules.confirming import Confirmation, State
        from caserules.store.opening import open_store

        step = Confirmation(finding, State(state), by, on, note)
        with open_store(where) as store:
            after = store.confirm(step).next_of(finding)
        out.note(say(lang, "confirm.done", state=say(lang, f"state.{state}"), next=listed(lang, after)))

    @group.command(
        "confirmations", help=say(lang, "store.confirmations"), cls=command_class(lang), rich_help_panel=panel
    )
    def confirmations(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        to: Annotated[Path | None, option(lang, "out", "--out", metavar="FILE")] = None,
    ) -> None:
        from caserules.io.confirmations import confirmations_text
        from caserules.store.opening import open_store

        with open_store(where) as store:
            text = confirmations_text(store.confirmations())
        if to is None:
            out.raw(text)
        else:
            out.write_file(to, text)
            out.note(say(lang, "written", where=to))


def check(app: typer.Typer, lang: Lang) -> None:
    """Add the command `verify`."""
    panel = say(lang, "panel.commands")

    @app.command("verify", help=say(lang, "verify"), cls=command_class(lang), rich_help_panel=panel)
    def verify(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        head: Annotated[str | None, option(lang, "verify.head", "--head", metavar="LINK")] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        from caserules.store import StoreError
        from caserules.store.opening import open_store

        with open_store(where) as store:
            found = store.verify()
            told = found.to_dict() | ({} if head is None else {"head_known": store.has_link(head)})
        if as_json:
            print_json(told)
        else:
            out.data(say(lang, "verify.counts", **told) + "\n" + say(lang, "verify.last", head=found.head) + "\n")
        if found.broken is not None or not told.get("head_known", True):
            raise StoreError("STO-014", where=found.broken or say(lang, "verify.cut"))


# ------------------------------------------------------------ what is shown


def _added(lang: Lang, added: Any) -> RenderableType:
    run = added.run
    if not added.is_new:
        return Text(say(lang, "store.there", run=run.number))
    lines = [say(lang, "store.added", run=run.number, n=run.findings, day=run.as_of)]
    if not run.is_current:
        lines.append(say(lang, "store.looks_back"))
    elif run.compared is None:
        lines.append(say(lang, "store.first"))
    else:
        counts = Counter(x.kind.value for x in added.changes)
        told = {kind: counts[kind] for kind in ("new", "changed", "withdrawn")}
        lines.append(say(lang, "store.compared", run=run.compared, **told))
    if added.queued or added.overtaken:
        lines.append(say(lang, "store.queued", n=len(added.queued), overtaken=added.overtaken))
    return Text("\n".join(lines))
