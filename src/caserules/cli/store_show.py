"""`caserules store list` and `show`: the audits stored, what one changed, what became of one finding. They judge nothing: 0, 2 or 3."""

from typing import Annotated, Any, Final

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli.app import argument, command_class, flag, option
from caserules.cli.common import print_json, printed, whole_number
from caserules.cli.words import Lang, say
from caserules.report.safe import visible
from caserules.report.words import known

__all__ = ["MOST_RUNS", "add"]

MOST_RUNS: Final = 999_999_999


def add(group: typer.Typer, lang: Lang) -> None:
    """Add the commands to the group `store`."""
    panel = say(lang, "panel.commands")

    @group.command("list", help=say(lang, "store.list"), cls=command_class(lang), rich_help_panel=panel)
    def list_(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        from caserules.store.opening import open_store

        with open_store(where) as store:
            runs = store.runs()
        print_json({"runs": [x.to_dict() for x in runs]}) if as_json else printed(_runs(lang, runs))

    @group.command("show", help=say(lang, "store.show"), cls=command_class(lang), rich_help_panel=panel)
    def show(
        where: Annotated[str, argument(lang, "store.where", metavar="STORE")],
        run: Annotated[
            int | None,
            option(lang, "store.run", "--run", parser=whole_number(lang, 1, MOST_RUNS), metavar="N"),
        ] = None,
        finding: Annotated[str | None, option(lang, "store.finding", "--finding", metavar="FINDING")] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        from caserules.store.opening import open_store

        if (run is None) == (finding is None):
            raise typer.BadParameter(say(lang, "usage.either", one="--run", other="--finding"))
        with open_store(where) as store:
            told, shown = _run(lang, store, run) if run is not None else _history(lang, store, finding or "")
        print_json(told) if as_json else printed(shown)


# ------------------------------------------------------------ what is shown


def _verdict(lang: Lang, outcome: Any) -> str:
    if outcome is None:
        return say(lang, "store.unlisted")
    return known(lang, "verdict", outcome.verdict.value)


def _runs(lang: Lang, runs: Any) -> RenderableType:
    from caserules.report.text import table

    made = table(*(say(lang, f"store.column.{x}") for x in ("run", "place", "policy", "as_of", "findings", "compared")))
    for x in runs:
        place = visible(f"{x.place} {x.year}")
        compared = "–" if x.compared is None else str(x.compared)
        made.add_row(str(x.number), Text(place), Text(visible(x.policy)), str(x.as_of), str(x.findings), compared)
    return made


def _run(lang: Lang, store: Any, run: int) -> tuple[dict[str, Any], RenderableType]:
    """A run with its changes."""
    from caserules.report.text import table

    changes = store.changes(run)
    stored = next(x for x in store.runs() if x.number == run)
    made = table(*(say(lang, f"store.column.{x}") for x in ("kind", "finding", "before", "after")))
    for x in changes:
        kind = say(lang, f"store.kind.{x.kind.value}")
        made.add_row(kind, Text(visible(x.finding)), _verdict(lang, x.before), _verdict(lang, x.after))
    head = Text(say(lang, "store.head", run=run, day=stored.as_of, policy=visible(stored.policy), n=len(changes)))
    return stored.to_dict() | {"changes": [x.to_dict() for x in changes]}, Group(head, made) if changes else head


def _history(lang: Lang, store: Any, finding: str) -> tuple[dict[str, Any], RenderableType]:
    """What became of one finding, run by run."""
    from caserules.report.text import table

    rows = store.history(finding)
    days = {x.number: x.as_of for x in store.runs()}
    made = table(*(say(lang, f"store.column.{x}") for x in ("run", "as_of", "verdict", "due", "done")))
    for x in rows:
        due, done = ("–" if each is None else each.isoformat() for each in (x.outcome.due, x.outcome.done))
        made.add_row(str(x.run), days[x.run].isoformat(), _verdict(lang, x.outcome), due, done)
    told = {"finding": finding, "history": [x.to_dict() | {"as_of": days[x.run].isoformat()} for x in rows]}
    return told, made if rows else Text(say(lang, "store.no_history"))
