"""What several commands share: values read strictly, register and policy loaded with all errors told at once, printing."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from re import compile as pattern
from typing import Any, Final, TypeVar

import typer
from rich.console import RenderableType

from caserules.cli import out
from caserules.cli.run import Refused
from caserules.cli.words import Lang, say
from caserules.errors import CaserulesError

__all__ = ["day", "each_of", "library_version", "loaded", "one_of", "print_json", "printed", "whole_number"]

T = TypeVar("T")

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
    """Return the reader of a whole number in ASCII digits, from one to another."""

    def read(text: str) -> int:
        if _NUMBER.fullmatch(text) and first <= int(text) <= last:
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


# ------------------------------------------------------------ printing


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
