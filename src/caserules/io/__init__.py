"""Reading and writing registers: an edge. What is wrong with an input is told here, at once and by its place.

A register comes from the canonical JSON document, from the project's own workbook, from a mapping, or from a
host's own objects; all of them become one frozen `Register`. Nothing here judges compliance, reads a clock or
opens a connection. Spreadsheet parts are imported only for spreadsheets.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from caserules.errors import InputRejected, Problem

if TYPE_CHECKING:
    from caserules.io.json_register import read_register_json
    from caserules.io.scenario import read_story
    from caserules.io.workbook import read_workbook, write_workbook
    from caserules.models import Case, Register

__all__ = [
    "load_case",
    "load_register",
    "load_register_reporting",
    "read_register_json",
    "read_story",
    "read_workbook",
    "write_register",
    "write_workbook",
]

_HOMES: Final = {
    "read_register_json": "caserules.io.json_register",
    "read_story": "caserules.io.scenario",
    "read_workbook": "caserules.io.workbook",
    "write_workbook": "caserules.io.workbook",
}


def load_register(source: str | Path | bytes | Mapping[str, Any] | object, *, allow_partial: bool = False) -> Register:
    """Return the register of a file, of its bytes, of a mapping or of a host's objects.

    Args:
        source: a path to a `.json`, `.jsonl` or `.xlsx` file (told apart by contents), the bytes of one, a JSON text, a
            mapping in the form of the JSON document, or an object with a register's attributes, at every
            level. Days may be instants: an aware one is turned into the day in the register's `time_zone`,
            a naive one is taken as of that zone.
        allow_partial: leave out the cases that are wrong instead of refusing all.

    Returns:
        The register: units named by their ids, a case told twice in the same words kept once.

    Raises:
        InputRejected: with every problem at once (`INP-`).

    Example:
        >>> load_register({"place": "彭水", "year": 2023, "complete_through": "2023-09-01"}).year
        2023
    """
    return load_register_reporting(source, allow_partial=allow_partial)[0]


def load_register_reporting(
    source: str | Path | bytes | Mapping[str, Any] | object, *, allow_partial: bool = False
) -> tuple[Register, tuple[Problem, ...]]:
    """Return the register, and what was told about the source without refusing it.

    Args:
        source: as for `load_register`.
        allow_partial: leave out the cases that are wrong, and with them the cases of which they hold a record
            (a visit or a reply that serves several). Anything wrong outside the cases still refuses all.

    Returns:
        The register, and the problems: repeated cases (`INP-020`); with `allow_partial` also what was wrong
        with the cases left out. A problem of another code than those of `WARNINGS` means that cases are
        missing.

    Raises:
        InputRejected: with every problem at once (`INP-`).

    Example:
        >>> twice = [{"kind": "proposal", "year": 2023, "number": 7}] * 2
        >>> source = {"place": "彭水", "year": 2023, "complete_through": "2023-09-01", "cases": twice}
        >>> register, problems = load_register_reporting(source)
        >>> len(register.cases), [(problem.code, problem.where) for problem in problems]
        (1, [('INP-020', '/cases/1')])
    """
    from caserules.io.checks import survey
    from caserules.io.json_lines import document_of_lines, is_lines
    from caserules.io.json_register import register_from_json
    from caserules.io.reading import finish, read_register
    from caserules.models import Register

    data, where = _bytes_of(source)
    if data is None:
        if isinstance(source, Register):
            return finish(source, survey(source, sources=False).units, allow_partial=allow_partial)
        return read_register(source, allow_partial=allow_partial)
    if _is_workbook(data, where):
        from caserules.io.workbook import register_from_workbook

        return register_from_workbook(data, where=where, allow_partial=allow_partial)
    if is_lines(data):
        data = document_of_lines(data)
    return register_from_json(data, where=where, allow_partial=allow_partial)


def write_register(register: Register, path: str | Path, *, overwrite: bool = False) -> None:
    """Write a register as a file that `load_register` reads back equal.

    Args:
        register: the register; people's names, where it has them, are written too.
        path: where it is to stand: `.json` one document, `.jsonl` a case a line, `.xlsx` the project's workbook.
        overwrite: replace a file that stands there.

    Raises:
        InputRejected: `INP-016` where it cannot be written, or its ending is none of these; as for `write_workbook`.
    """
    from caserules.io.files import told_path, write_whole
    from caserules.io.json_lines import lines_of

    suffix = Path(path).suffix
    if suffix == ".xlsx":
        from caserules.io.workbook import write_workbook

        write_workbook(register, path, overwrite=overwrite)
    elif suffix == ".jsonl":
        write_whole(path, lambda: lines_of(register), overwrite=overwrite)
    elif suffix == ".json":
        write_whole(path, lambda: _document_of(register), overwrite=overwrite)
    else:
        raise InputRejected([Problem("INP-016", told_path(path), (("why", ".json | .jsonl | .xlsx"),))])


def _document_of(register: Register) -> bytes:
    import json

    document = register.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return f"{json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def load_case(source: str | Path | bytes | Mapping[str, Any] | object, *, time_zone: str = "Asia/Shanghai") -> Case:
    """Return a case given alone.

    Args:
        source: as for `load_register`, but the one case; not a workbook.
        time_zone: the time zone of its instants (an IANA name).

    Raises:
        InputRejected: with every problem at once (`INP-`).

    Example:
        >>> load_case({"kind": "suggestion", "year": 2023, "number": 12}).key
        'suggestion/2023/12'
    """
    from caserules.io.json_register import case_from_json
    from caserules.io.reading import read_case, zone_for
    from caserules.models import Case

    if isinstance(source, Case):
        return source
    data, where = _bytes_of(source)
    if data is None:
        return read_case(source, zone=zone_for(time_zone))
    if _is_workbook(data, where):
        raise InputRejected([Problem("INP-022", where, (("kind", ".xlsx"),))])
    return case_from_json(data, where=where, time_zone=time_zone)


def _bytes_of(source: object) -> tuple[bytes | None, str]:
    """Return the bytes that a source is or names, and the file's name."""
    from caserules.io.files import read_file, told_path

    if isinstance(source, bytes):
        return source, ""
    if isinstance(source, str) and source.lstrip().startswith(("{", "[")):
        return source.encode("utf-8", "surrogatepass"), ""
    if isinstance(source, (str, os.PathLike)):
        return read_file(source), told_path(source)
    return None, ""


def _is_workbook(data: bytes, where: str) -> bool:
    from caserules.io.files import is_workbook

    return is_workbook(data, where)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
