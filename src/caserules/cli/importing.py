"""`caserules import`: an office's sheets read into a register, and what was done on the way. It judges nothing: 0, 2 or 3."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from caserules.cli import out
from caserules.cli.app import argument, command_class, flag, option
from caserules.cli.common import loaded, print_json, printed
from caserules.cli.run import Refused
from caserules.cli.words import Lang, say
from caserules.errors import InputRejected
from caserules.report.safe import visible

__all__ = ["add"]

_SHOWN = 40
"""How many refused rows are listed; JSON lists all."""


def add(app: typer.Typer, lang: Lang) -> None:
    """Add the command."""
    panel = say(lang, "panel.commands")

    @app.command("import", help=say(lang, "import"), cls=command_class(lang), rich_help_panel=panel)
    def import_(
        file: Annotated[str, argument(lang, "import.file", metavar="FILE")],
        mapping: Annotated[str | None, option(lang, "import.map", "--map", metavar="MAP.toml")] = None,
        report: Annotated[bool, flag(lang, "import.report", "--report")] = False,
        as_json: Annotated[bool, flag(lang, "json", "--json")] = False,
        learn: Annotated[str | None, option(lang, "import.learn", "--learn", metavar="MAP.toml")] = None,
        to: Annotated[str | None, option(lang, "import.out", "--out", metavar="FILE")] = None,
        allow_partial: Annotated[bool, flag(lang, "allow_partial", "--allow-partial")] = False,
    ) -> None:
        for where in (learn, to):
            if where is not None:
                out.check_place(Path(where))
        (found, said) = loaded(lambda: _read(file, mapping))[0]
        told = found.report.to_dict()
        if as_json:
            print_json(told)
        elif report or (learn is None and to is None):
            printed(_shown(lang, told))
        if learn is not None:
            out.write_file(Path(learn), _learnt(found, said).encode("utf-8"))
            out.note(say(lang, "written", where=learn))
        if to is not None:
            _write(lang, found, Path(to), allow_partial)
        elif found.problems and learn is None:
            raise Refused([InputRejected(found.problems)])


def _read(file: str, mapping: str | None) -> Any:
    from caserules.importing import OfficeMapping, import_file, read_mapping
    from caserules.io.files import read_file, told_path

    said = OfficeMapping() if mapping is None else read_mapping(read_file(mapping), told_path(mapping))
    return import_file(file, said), said


def _write(lang: Lang, found: Any, where: Path, allow_partial: bool) -> None:
    from caserules.io import write_register

    (register,) = loaded(lambda: found.register(allow_partial=allow_partial))
    loaded(lambda: write_register(register, where))
    out.note(say(lang, "written", where=where))


def _learnt(found: Any, said: Any) -> str:
    """The mapping as it was used, completed by what the sheets show: every unit's name, and the columns that were left."""
    from caserules.importing.mapping import written
    from caserules.messages.importing import MAPPING

    left = {c.heading: "-" for sheet in found.report.sheets for c in sheet.columns if c.field is None}
    units = {unit["name"]: tuple(unit.get("aliases", ())) for unit in found.document["units"]}
    strangers = {
        params["name"]: () for name, pairs in found.report.notes if name == "unknown_unit" for params in [dict(pairs)]
    }
    return written(
        replace(said, columns={**left, **said.columns}, units={**units, **strangers, **said.units}),
        MAPPING,
    )


# ------------------------------------------------------------ the report as text


def _shown(lang: Lang, told: dict[str, Any]) -> RenderableType:
    parts: list[RenderableType] = [Text(say(lang, "import.head", file=visible(told["file"])), style="bold")]
    for sheet in told["sheets"]:
        parts += _sheet(lang, sheet)
    parts += _refused(lang, told["refused"])
    parts += _counts(lang, told)
    return Group(*parts)


def _sheet(lang: Lang, sheet: dict[str, Any]) -> Iterator[RenderableType]:
    from caserules.messages.importing import FIELDS, PASSED, REPAIRS
    from caserules.messages.sentences import pick
    from caserules.report.text import table

    name = visible(sheet["name"] or "–")
    if sheet["header"] is None:
        yield Text(say(lang, "import.no_header", name=name, rows=sheet["rows"]))
        return
    figures = {key: sheet[key] for key in ("rows", "cases", "refused", "header")}
    yield Text(say(lang, "import.sheet", name=name, passed=sum(sheet["passed"].values()), **figures), style="bold")
    columns = table((say(lang, "import.column"), "keep"), say(lang, "import.heading"), say(lang, "import.read_as"))
    for column in sheet["columns"]:
        read_as = pick(FIELDS[column["field"]], lang) if column["field"] else say(lang, "import.left")
        columns.add_row(column["column"], Text(visible(column["heading"])), read_as)
    yield columns
    if sheet["repairs"]:
        repairs = table(
            say(lang, "import.repair"),
            say(lang, "import.heading"),
            (say(lang, "import.times"), "right"),
            say(lang, "import.rows"),
        )
        for each in sheet["repairs"]:
            rows = ", ".join(map(str, each["rows"])) + (" …" if each["count"] > len(each["rows"]) else "")
            repairs.add_row(
                pick(REPAIRS[each["repair"]], lang), pick(FIELDS[each["field"]], lang), str(each["count"]), rows
            )
        yield repairs
    for reason, n in sheet["passed"].items():
        yield Text(say(lang, "import.passed", reason=pick(PASSED[reason], lang), n=n))


def _refused(lang: Lang, refused: list[dict[str, Any]]) -> Iterator[RenderableType]:
    if refused:
        yield Text(say(lang, "import.refused", n=len(refused)), style="bold")
    for each in refused[:_SHOWN]:
        yield Text(f"  {each['code']} {visible(each['message'][lang])}")
    if len(refused) > _SHOWN:
        yield Text(say(lang, "import.more", n=len(refused) - _SHOWN))


def _counts(lang: Lang, told: dict[str, Any]) -> Iterator[RenderableType]:
    from caserules.messages import fill
    from caserules.messages.importing import NOTES
    from caserules.messages.sentences import pick
    from caserules.report.view import View

    view = View({}, lang)
    for kind in sorted({*told["counts"], *told["expected"]}):
        expected = told["expected"].get(kind, say(lang, "import.not_said"))
        found = told["counts"].get(kind, 0)
        yield Text(say(lang, "import.count", kind=view.known("kind", kind), found=found, expected=expected))
    for note in told["notes"]:
        params = {key: visible(value) for key, value in note.items() if key != "note"}
        if "kinds" in params:
            params["kinds"] = view.listed(view.known("records", kind) for kind in note["kinds"].split(", "))
        yield Text(f"· {fill(pick(NOTES[note['note']], lang), params)}")
