"""What several commands share: values read strictly, register and policy loaded with all errors told at once, printing."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from re import compile as pattern
from typing import Any, Final, TypeVar

import typer
from rich.console import RenderableType

from caserules.cli import out
from caserules.cli.plugging import at_hand, every_plugin, importer_of, tell_faults
from caserules.cli.run import Refused
from caserules.cli.words import Lang, say
from caserules.errors import CaserulesError, PluginError, PolicyError

__all__ = [
    "day",
    "each_of",
    "library_version",
    "loaded",
    "one_of",
    "policy_of",
    "print_json",
    "printed",
    "run_brought",
    "shown_value",
    "whole_number",
]

T = TypeVar("T")

_KNOWN_KINDS: Final = (".json", ".jsonl", ".xlsx", ".xls", ".ods", ".csv", ".parquet", ".toml")

_DAY: Final = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = pattern(r"[0-9]{1,9}")


def library_version() -> str:
    """Return the version of the installed library."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("caserules")
    except PackageNotFoundError:
        return "0"


# ------------------------------------------------------------ values


def day(lang: Lang) -> Callable[[str], date]:
    """Return the reader of a day: `2023-04-10`, in ASCII digits, and nothing else."""

    def read(text: str) -> date:
        if _DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                pass
        raise typer.BadParameter(say(lang, "usage.day"))

    return read


def one_of(lang: Lang, *choices: str) -> Callable[[str], str]:
    """Return the reader of one word out of several."""

    def read(text: str) -> str:
        if text not in choices:
            raise typer.BadParameter(say(lang, "usage.one_of", choices=", ".join(choices)))
        return text

    return read


def each_of(lang: Lang, *choices: str) -> Callable[[str], str]:
    """Return the reader of words out of several, separated by commas; it returns them so."""

    def read(text: str) -> str:
        for word in text.split(","):
            one_of(lang, *choices)(word)
        return text

    return read


def whole_number(lang: Lang, first: int, last: int) -> Callable[[str], int]:
    """Return the reader of a whole number in ASCII digits, from one to another; a default is read too."""

    def read(text: str | int) -> int:
        if _NUMBER.fullmatch(str(text)) and first <= int(text) <= last:
            return int(text)
        raise typer.BadParameter(say(lang, "usage.number", first=first, last=last))

    return read


# ------------------------------------------------------------ inputs


def loaded(*loaders: Callable[[], Any]) -> list[Any]:
    """Call each loader and return what they give; the errors of all of them are told at once.

    Raises:
        Refused: with every error.
    """
    found: list[Any] = []
    errors: list[CaserulesError] = []
    for load in loaders:
        try:
            found.append(load())
        except CaserulesError as error:
            errors.append(error)
    if errors:
        raise Refused(errors)
    return found


def policy_of(name: str) -> Callable[[], Any]:
    """Return the loader of a policy by its name or its file."""

    def load() -> Any:
        from caserules.policy import load_policy

        try:
            plugins = at_hand()
            policy = load_policy(name, plugins=plugins)
            tell_faults(plugins)
            return policy
        except OSError as error:
            raise PolicyError("POL-002", where=Path(name).name, why=error.strerror or "") from None

    return load


def register_of(path: str, allow_partial: bool) -> Callable[[], Any]:
    """Return the loader of a register file; it gives the register and what was told about the file."""

    def load() -> Any:
        from caserules.io import load_register_reporting

        importer = importer_of(path, _KNOWN_KINDS)
        if importer is not None:
            return load_register_reporting(_imported(path, importer), allow_partial=allow_partial)
        return load_register_reporting(Path(path), allow_partial=allow_partial)

    return load


def _imported(path: str, importer: str) -> dict[str, Any]:
    """What a plugin's importer makes of a file: a mapping, which is then read like any other."""
    from caserules.io.files import read_file, told_path

    found: dict[str, Any] = every_plugin().use("importers", importer, "read", dict, read_file(path), told_path(path))
    return found


def run_brought(name: str, args: list[str], lang: Lang) -> int:
    """Run a plugin's subcommand and return its exit code.

    Raises:
        PluginError: `PLG-101` it raised, also `SystemExit`; `PLG-102` it did not return a whole number from 0 to 125.
    """
    code: int = every_plugin().use("commands", name, "run", int, tuple(args), lang)
    if not 0 <= code <= 125:
        raise PluginError("PLG-102", where=f"commands {name}", kind=str(code)[:9])
    return code


# ------------------------------------------------------------ printing


@contextmanager
def working(lang: Lang, key: str) -> Iterator[None]:
    """Show on a terminal's standard error that work is being done."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(say(lang, key)):
        yield


def shown_value(value: Any) -> str:
    """Return a policy's value for a person: terms and words in a row, the rest as JSON.

    Example:
        >>> shown_value([{"term": "30wd", "from": "asked", "source": "notice", "at": "三.1.d"}])
        '30wd ← asked'
        >>> shown_value(["meeting", "letter"])
        'meeting, letter'
    """
    if isinstance(value, list | dict) and not value:
        return "–"
    if isinstance(value, list):
        return ", ".join(shown_value(each) for each in value)
    if isinstance(value, dict) and "term" in value:
        longer = f" / {value['longer']} {value['when']}" if value.get("longer") else ""
        return f"{value['term']}{longer}" + (f" ← {value['from']}" if value.get("from") else "")
    if isinstance(value, dict):
        return "; ".join(f"{key}: {shown_value(each)}" for key, each in value.items())
    return str(value) or "–"


def print_json(data: Mapping[str, Any], where: Path | None = None) -> None:
    """Write plain data as canonical JSON to standard output or to a file."""
    from caserules.report import render_json

    contents = render_json(data)
    if where is None:
        out.raw(contents)
    else:
        out.write_file(where, contents)


def printed(what: RenderableType) -> None:
    """Write what rich renders to standard output."""
    from caserules.report.text import printed as as_text

    out.data(as_text(what, **out.look()))
