"""Where output goes: data to standard output, notes to standard error, files whole or not at all.

A stream that cannot show a character shows its escape. A file is written beside its place, made durable, and renamed; what is
not ours is never overwritten. A reader that goes away (`| head`) ends the program quietly.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import sys
from pathlib import Path
from typing import Final, TextIO, TypedDict

from caserules.cli.words import Lang, say
from caserules.errors import CaserulesError

__all__ = [
    "Look",
    "OutputRefused",
    "PipeClosed",
    "check_place",
    "data",
    "is_ours",
    "look",
    "make_folder",
    "note",
    "prepare_streams",
    "raw",
    "silence_stdout",
    "width",
    "write_file",
]

_MARKS: Final = (
    b'<meta name="generator" content="caserules">',  # our pages
    b'{\n"as_of": "',  # our assessments
    b'{"as_of": "',  # as JSON Lines
    b'"properties": {"writer": "caserules"}',  # our SARIF logs
    b'<testsuites name="caserules"',
    b"PRODID:-//caserules",
    "· caserules\n".encode(),  # our texts
    b"<cp:keywords>caserules-policy-book</cp:keywords>",  # our policy books
)
_HEAD: Final = 4096
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)


class PipeClosed(Exception):
    """The reader of standard output went away."""


class OutputRefused(CaserulesError):
    """An output place that cannot be used (`INP-016`); why is told by a key of the command line's words."""

    def __init__(self, where: object, key: str, **values: object) -> None:
        super().__init__("INP-016", where=str(where), why=key)
        self._values = values

    def message(self, lang: Lang = "zh") -> str:  # type: ignore[override]  # narrower: the two languages there are
        """Return the sentence of this error."""
        from caserules.messages import error_text

        where = self.params["where"] if self.params["where"] != "-" else say(lang, "stdout")
        why = say(lang, f"out.{self.params['why']}", **self._values)
        return error_text(self.code, lang, {"where": where, "why": why})


# ------------------------------------------------------------ streams


def prepare_streams() -> None:
    """Let no character be refused by a stream: what it cannot encode is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def data(text: str) -> None:
    """Write text to standard output."""
    if sys.stdout is None:
        raise OutputRefused("-", "failed", why="closed")
    _write(sys.stdout, text)


def raw(contents: bytes) -> None:
    """Write bytes to standard output as they are, so that they are the same whatever the terminal's encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None or sys.stdout.isatty():
        data(contents.decode("utf-8"))
        return
    try:
        sys.stdout.flush()
        buffer.write(contents)
        buffer.flush()
    except OSError as error:
        raise _stream_error(error) from None


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        raise _stream_error(error) from None


def _stream_error(error: OSError) -> Exception:
    silence_stdout()
    if isinstance(error, BrokenPipeError):
        return PipeClosed()
    return OutputRefused("-", "failed", why=error.strerror or type(error).__name__)


def silence_stdout() -> None:
    """Send what is left in the buffer nowhere, so that the interpreter's own flush at the end finds no fault."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def note(text: str) -> None:
    """Write a line to standard error; where there is none, nothing happens."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(text + "\n")
            sys.stderr.flush()


def width() -> int:
    """Return the columns of the terminal; 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


class Look(TypedDict):
    """How to print."""

    width: int
    color: bool
    plain_lines: bool


def look() -> Look:
    """Return how to print for standard output: its width, whether to colour, whether to draw with ASCII alone."""
    encoding = (getattr(sys.stdout, "encoding", None) or "utf-8").lower()
    is_terminal = sys.stdout is not None and sys.stdout.isatty()
    return {
        "width": width(),
        "color": is_terminal and "NO_COLOR" not in os.environ,
        "plain_lines": not encoding.startswith("utf"),
    }


# ------------------------------------------------------------ files


def is_ours(path: Path) -> bool:
    """Say whether an existing file is a report that this program wrote (or is empty)."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return _is_our_workbook(path)
    return not head or any(mark in head for mark in _MARKS)


def _is_our_workbook(path: Path) -> bool:
    """Say whether a workbook names this program as its author."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive, archive.open("docProps/core.xml") as member:
            return b"<dc:creator>caserules</dc:creator>" in member.read(_HEAD)
    except (KeyError, OSError, ValueError, zipfile.BadZipFile):
        return False


def write_file(path: Path, contents: bytes, *, owned: bool = False) -> None:
    """Write a file whole or not at all.

    Args:
        path: where.
        contents: what.
        owned: whether the place is ours by its name, whatever it holds.

    Raises:
        OutputRefused: the place is a folder, holds another's file, or cannot be written.
    """
    try:
        _check_place(path, owned)
        _replace(path, contents)
    except OSError as error:
        raise OutputRefused(path, "failed", why=error.strerror or type(error).__name__) from None


def check_place(path: Path) -> None:
    """Refuse a place for a report before any work is done for it.

    Raises:
        OutputRefused: as for `write_file`.
    """
    try:
        _check_place(path, owned=False)
    except OSError as error:
        raise OutputRefused(path, "failed", why=error.strerror or type(error).__name__) from None


def make_folder(path: Path, *, parents: bool = False) -> None:
    """Make a folder for what is written, where it is not there yet; where `parents` says so, with those it lies in.

    Raises:
        OutputRefused: it is no folder, cannot be made, or there is none to make it in.
    """
    if not parents and not path.parent.is_dir():
        raise OutputRefused(path, "no_parent")
    try:
        path.mkdir(parents=parents, exist_ok=True)
    except FileExistsError:
        raise OutputRefused(path, "not_folder") from None
    except OSError as error:
        raise OutputRefused(path, "failed", why=error.strerror or type(error).__name__) from None


def _check_place(path: Path, owned: bool) -> None:
    if not path.parent.is_dir():
        raise OutputRefused(path, "no_parent")
    if path.is_dir():
        raise OutputRefused(path, "folder")
    if path.exists():
        if not stat.S_ISREG(path.stat().st_mode):
            raise OutputRefused(path, "not_regular")
        if not owned and not is_ours(path):
            raise OutputRefused(path, "foreign")


def _replace(path: Path, contents: bytes) -> None:
    beside = path.with_name(f".{secrets.token_hex(8)}.caserules-tmp")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
