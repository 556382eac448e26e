"""`caserules demo`: an invented register, its audit, and the reports in both languages, in a folder of their own."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from caserules.cli import out
from caserules.cli.app import command_class, option
from caserules.cli.common import day, whole_number, working
from caserules.cli.words import Lang, say

__all__ = ["FILES", "add"]

FILES: Final = ("register.json", "register.xlsx", "report.html", "report.en.html")
"""The names that the demo writes, and may overwrite."""

_POLICY: Final = "pengshui-2023"
_SHOWN: Final = 5


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("demo", help=say(lang, "demo"), cls=command_class(lang), rich_help_panel=panel)
    def demo(
        to: Annotated[str, option(lang, "demo.out", "--out", metavar="DIR")],
        seed: Annotated[
            int, option(lang, "demo.seed", "--seed", parser=whole_number(lang, 0, 999_999), metavar="N")
        ] = 1,
        as_of: Annotated[date | None, option(lang, "as_of.demo", "--as-of", parser=day(lang), metavar="DAY")] = None,
    ) -> None:
        folder = own_folder(Path(to))
        with working(lang, "working"):
            written, data = _made(lang, folder, seed, as_of)
        from caserules.report import render_text

        out.data(render_text(data, lang, **out.look()))
        for path in written:
            out.note(say(lang, "written", where=path))


def own_folder(folder: Path) -> Path:
    """Return a folder that holds nothing but what a demo writes, made if it is not there.

    Raises:
        OutputRefused: it is no folder, cannot be made, or holds another's files.
    """
    out.make_folder(folder, parents=True)
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise out.OutputRefused(folder, "failed", why=error.strerror or type(error).__name__) from None
    foreign = [name for name in names if name not in FILES]
    if foreign:
        shown = ", ".join(foreign[:_SHOWN]) + (" …" if len(foreign) > _SHOWN else "")
        raise out.OutputRefused(folder, "foreign_folder", names=shown)
    return folder


def _made(lang: Lang, folder: Path, seed: int, as_of: date | None) -> tuple[list[Path], dict[str, Any]]:
    """Make the register, audit it, and write all files; return those written and the assessment's plain form."""
    from caserules.assess import assess
    from caserules.demo import build_register
    from caserules.policy import load_policy
    from caserules.report import render_html, render_json

    register = build_register(seed)
    found = assess(register, load_policy(_POLICY), as_of=as_of or _last_day(register))
    data = found.to_dict()
    plain = register.model_dump(mode="json", by_alias=True, exclude_unset=True)
    makers: tuple[tuple[str, Callable[[], bytes | None]], ...] = (
        ("register.json", lambda: render_json(plain)),
        ("register.xlsx", lambda: _workbook(lang, register)),
        ("report.html", lambda: render_html(data, "zh").encode("utf-8")),
        ("report.en.html", lambda: render_html(data, "en").encode("utf-8")),
    )
    written = []
    for name, make in makers:
        contents = make()
        if contents is not None:
            out.write_file(folder / name, contents, owned=True)
            written.append(folder / name)
    return written, data


def _last_day(register: Any) -> date:
    """The day through which the register is complete by itself."""
    last = register.complete()
    assert isinstance(last, date)  # noqa: S101  the demo's own register states one
    return last


def _workbook(lang: Lang, register: Any) -> bytes | None:
    """The register as a workbook; None, with a note, where the optional part for workbooks is not installed."""
    import tempfile

    from caserules.errors import CaserulesError
    from caserules.io import write_workbook

    with tempfile.TemporaryDirectory() as beside:
        path = Path(beside) / "register.xlsx"
        try:
            write_workbook(register, path)
        except CaserulesError as error:
            if error.code != "INP-014":
                raise
            out.note(say(lang, "no_xlsx"))
            return None
        return path.read_bytes()
