"""`caserules policy draft`: a notice read, a pack drafted from it; and the check that a pack has been confirmed."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

import typer

from caserules.cli import out
from caserules.cli.app import argument, command_class, flag, option
from caserules.cli.common import loaded, policy_of, print_json
from caserules.cli.words import Lang, say
from caserules.errors import PolicyRejected, Problem

__all__ = ["add", "confirmed"]


def add(group: typer.Typer, lang: Lang) -> None:
    """Add the command to the group `policy`."""
    panel = say(lang, "panel.commands")

    @group.command("draft", help=say(lang, "policy.draft"), cls=command_class(lang), rich_help_panel=panel)
    def draft(
        notice: Annotated[Path, argument(lang, "policy.notice", metavar="NOTICE")],
        base: Annotated[str, option(lang, "policy.base", "--base", metavar="P")] = "pengshui-2023",
        where: Annotated[Path | None, option(lang, "out", "--out", metavar="F", show_default=False)] = None,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
    ) -> None:
        made = _drafted(notice, base)
        if as_json:
            print_json(made.to_dict(), where)
            return
        report = _shown(made.text(lang))
        if where is None:
            out.note(report)
            out.raw(made.toml.encode("utf-8"))
            return
        out.write_file(where, made.toml.encode("utf-8"))
        out.data(report)
        out.note(say(lang, "written", where=where))


def _drafted(notice: Path, base: str) -> Any:
    from caserules.draft import draft_policy, notice_text

    text, policy = loaded(lambda: notice_text(notice), policy_of(base))
    return draft_policy(text, base=policy)


def _shown(report: str) -> str:
    from caserules.report.safe import visible

    return "".join(f"{visible(line)}\n" for line in report.splitlines())


def confirmed(file: str, *, allow: bool) -> None:
    """Refuse a pack file in which something is unconfirmed.

    Args:
        file: the pack file; what is no readable TOML is left to the loader.
        allow: whether to let it through.

    Raises:
        PolicyRejected: `POL-013` for each key.
    """
    from caserules.draft import line_of, unconfirmed

    path = Path(file)
    if allow or not file.endswith(".toml") or not path.is_file():
        return
    try:
        text = path.read_text(encoding="utf-8")
        doc = tomllib.loads(text)
    except (OSError, ValueError, RecursionError):
        return
    open_keys = unconfirmed(doc)
    if open_keys:
        raise PolicyRejected([Problem("POL-013", f"{path.name}:{line_of(text, key)} {key}") for key in open_keys])
