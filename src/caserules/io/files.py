"""A file, looked at before it is opened, read once, and told by its contents rather than its name."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from caserules.errors import InputRejected, Problem

__all__ = ["MOST_BYTES", "is_workbook", "read_file", "told_path", "write_whole"]

MOST_BYTES: Final = 512 * 1024 * 1024

_LONGEST_NAME: Final = 255

_OTHERS: Final = {
    b"\xd0\xcf\x11\xe0": ".xls / .et / password",
    b"%PDF": ".pdf",
    b"Rar!": ".rar",
    b"\x1f\x8b": ".gz",
    b"7z\xbc\xaf": ".7z",
    b"<": ".html / .xml",
}


def told_path(path: str | os.PathLike[str]) -> str:
    """Return a path as an error may tell it: its last part, if that can be a file's name.

    Example:
        >>> told_path("/home/someone/register.json")
        'register.json'
    """
    name = os.path.basename(path)  # noqa: PTH119  Path() drops what it does not like
    return name if name.isprintable() and 0 < len(name) <= _LONGEST_NAME else "?"


def read_file(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a regular file.

    Args:
        path: the file; a link is followed.

    Raises:
        InputRejected: `INP-001` missing or unreadable; `INP-002` a folder, a pipe or a device; `INP-003`
            changed while it was read; `INP-011` larger than 512 MB.

    Example:
        >>> read_file("no such file")
        Traceback (most recent call last):
        ...
        caserules.errors.InputRejected: ...
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            raise _refusal("INP-002", path)
        with open(path, "rb") as file:  # noqa: PTH123
            before = os.fstat(file.fileno())
            if before.st_size > MOST_BYTES:
                raise _refusal("INP-011", path, limit=f"{MOST_BYTES // 1024 // 1024} MB")
            data = file.read(MOST_BYTES + 1)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        if isinstance(error, InputRejected):
            raise
        raise _refusal("INP-001", path) from None
    if (len(data), before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _refusal("INP-003", path, why="changed while read")
    return data


def _refusal(code: str, path: str | os.PathLike[str], **params: str) -> InputRejected:
    return InputRejected([Problem(code, told_path(path), tuple(params.items()))])


def is_workbook(data: bytes, where: str) -> bool:
    """Say whether a file's bytes are a workbook's; refuse kinds of file that are neither that nor JSON.

    Raises:
        InputRejected: `INP-022`.

    Example:
        >>> is_workbook(b'{"schema": "caserules.register/1"}', "register.xlsx")
        False
    """
    for start, kind in _OTHERS.items():
        if data.startswith(start):
            raise InputRejected([Problem("INP-022", where, (("kind", kind),))])
    return data.startswith(b"PK")


def write_whole(path: str | os.PathLike[str], made: Callable[[], bytes], *, overwrite: bool = False) -> None:
    """Write a file that appears whole or not at all.

    Args:
        path: where it is to stand; its folder has to exist.
        made: gives its contents; called once the place is seen to be free.
        overwrite: replace a file that stands there.

    Raises:
        InputRejected: `INP-016` where it cannot be written.
    """
    target = Path(path)
    if not overwrite and os.path.lexists(target):
        raise _refusal("INP-016", target, why="exists")
    if target.is_dir():
        raise _refusal("INP-016", target, why="a folder")
    content = made()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".caserules-", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(name).unlink()
            raise
    except (OSError, ValueError) as error:
        raise _refusal("INP-016", target, why=getattr(error, "strerror", None) or "?") from None
