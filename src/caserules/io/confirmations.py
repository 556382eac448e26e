"""The record of confirmations as a file: JSON Lines, the head first, then a step a line; steps are only ever added at its end.

The whole file is read and checked before a step is added, so that a step out of order never gets in; a line that was broken off
is refused, not mended.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caserules.confirming import Confirmation, Confirmations, State
from caserules.errors import InputRejected, Problem
from caserules.io.files import read_file, told_path
from caserules.io.once import json_object

if TYPE_CHECKING:
    from caserules.assess import Assessment

__all__ = ["CONFIRMATIONS_SCHEMA", "add_confirmation", "confirmations_text", "load_confirmations", "step_line"]

CONFIRMATIONS_SCHEMA: Final = "caserules.confirmations/1"
_KEYS: Final = frozenset({"finding", "state", "by", "on", "note"})
_HEAD: Final = json.dumps({"schema": CONFIRMATIONS_SCHEMA})
_BINARY: Final[int] = getattr(os, "O_BINARY", 0)


def load_confirmations(path: str | os.PathLike[str]) -> Confirmations:
    """Return the confirmations of a file.

    Raises:
        InputRejected: `INP-001`, `INP-002` no such file; `CNF-006` a line that is no step; and as `Confirmations`.
    """
    return _read(read_file(path), told_path(path))


def add_confirmation(
    path: str | os.PathLike[str], step: Confirmation, assessment: Assessment | None = None
) -> Confirmations:
    """Add a step at the end of a file, which is made where there is none.

    Args:
        path: the file.
        step: the step.
        assessment: as for `Confirmations.adding`.

    Raises:
        InputRejected: as `load_confirmations` and `Confirmations.adding`; nothing is written then. `INP-016` the file
            cannot be written.
    """
    is_new = not os.path.lexists(path)
    data = b"" if is_new else read_file(path)
    found = _read(data, told_path(path)) if data else Confirmations()
    grown = found.adding(step, assessment)
    _append(path, [step_line(step)] if data else [_HEAD, step_line(step)], len(data), is_new=is_new)
    return grown


def step_line(step: Confirmation) -> str:
    """Return a step as a line of the file.

    Example:
        >>> step = Confirmation("PLAN-01/-/jiaowei/work_plan/-", State.DRAFT, "某某", date(2023, 5, 4))
        >>> step_line(step)
        '{"finding": "PLAN-01/-/jiaowei/work_plan/-", "state": "draft", "by": "某某", "on": "2023-05-04"}'
    """
    told = {"finding": step.finding, "state": step.state.value, "by": step.by, "on": step.on.isoformat()}
    return json.dumps(told | ({"note": step.note} if step.note else {}), ensure_ascii=False)


def confirmations_text(confirmations: Confirmations) -> bytes:
    """Return confirmations as the contents of a file, which `load_confirmations` reads."""
    return "".join(f"{line}\n" for line in (_HEAD, *map(step_line, confirmations.steps))).encode()


def _append(path: str | os.PathLike[str], lines: Iterable[str], seen: int, *, is_new: bool) -> None:
    contents = "".join(f"{line}\n" for line in lines).encode()
    flags = os.O_WRONLY | os.O_APPEND | _BINARY | (os.O_CREAT | os.O_EXCL if is_new else 0)
    try:
        handle = os.open(path, flags, 0o666)
        with os.fdopen(handle, "ab") as file:
            if os.fstat(file.fileno()).st_size != seen:
                raise InputRejected([Problem("INP-003", told_path(path), (("why", "changed while read"),))])
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputRejected([Problem("INP-016", told_path(path), (("why", error.strerror or "?"),))]) from None


def _read(data: bytes, where: str) -> Confirmations:
    if not data.endswith(b"\n"):
        raise _bad(where, data.count(b"\n") + 1)
    lines = data.split(b"\n")[:-1]
    if json_object(lines[0]) != {"schema": CONFIRMATIONS_SCHEMA}:
        raise _bad(where, 1)
    return Confirmations(_step(line, where, number) for number, line in enumerate(lines[1:], 2))


def _step(line: bytes, where: str, number: int) -> Confirmation:
    told = json_object(line)
    if (
        told is None
        or not _KEYS >= told.keys() >= _KEYS - {"note"}
        or not all(isinstance(x, str) for x in told.values())
    ):
        raise _bad(where, number)
    try:
        state, on = State(told["state"]), date.fromisoformat(told["on"])
    except ValueError:
        raise _bad(where, number) from None
    if on.isoformat() != told["on"]:
        raise _bad(where, number)
    return Confirmation(told["finding"], state, told["by"], on, told.get("note", ""))


def _bad(where: str, line: int) -> InputRejected:
    return InputRejected([Problem("CNF-006", f"{Path(where).name}:{line}")])
