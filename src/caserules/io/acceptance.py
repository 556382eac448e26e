"""The gaps that a person has accepted, one by one: a small TOML file that names findings, who let each be, when and why.

An undetermined finding that it names no longer ends a run with its own exit code. It changes no verdict, and a breach cannot be
accepted.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from caserules.errors import Problem
from caserules.io.files import read_file, told_path
from caserules.io.problems import rejected

__all__ = ["ACCEPTED_SCHEMA", "Accepted", "load_accepted"]

ACCEPTED_SCHEMA: Final = "caserules.accepted/1"
_TEXTS: Final = ("finding", "by", "because")
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Accepted:
    """A gap that somebody let be.

    Attributes:
        finding: the finding's id.
        by: who; a person's name.
        on: when.
        because: why.
    """

    finding: str
    by: str
    on: date
    because: str


def load_accepted(path: str | os.PathLike[str]) -> Mapping[str, Accepted]:
    """Return the accepted gaps of a file by the id of their finding.

    Raises:
        InputRejected: `INP-001`, `INP-002` no such file; `INP-003` no TOML; `INP-056` an entry that does not say its finding, who, when
            and why, or that stands twice; all of them are told.
    """
    where = told_path(path)
    try:
        told = tomllib.loads(read_file(path).decode("utf-8"))
    except (UnicodeError, tomllib.TOMLDecodeError, RecursionError):
        raise rejected([Problem("INP-003", where, (("why", "TOML"),))]) from None
    entries = told.get("accepted", [])
    if told.keys() - {"schema", "accepted"} or told.get("schema") != ACCEPTED_SCHEMA or not isinstance(entries, list):
        raise rejected([Problem("INP-056", where, (("why", f'schema = "{ACCEPTED_SCHEMA}", [[accepted]]'),))])
    found: dict[str, Accepted] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(entries, 1):
        at = f"{where} [[accepted]] {number}"
        why = _wrong(entry) or ("finding" if entry["finding"] in found else "")
        if why:
            problems.append(Problem("INP-056", at, (("why", why),)))
        else:
            found[entry["finding"]] = Accepted(entry["finding"], entry["by"], entry["on"], entry["because"])
    if problems:
        raise rejected(problems)
    return found


def _wrong(entry: Any) -> str:
    """Return the key that is wrong, or that should not be there; empty where all is well."""
    if not isinstance(entry, dict):
        return "[[accepted]]"
    if unknown := entry.keys() - {*_TEXTS, "on"}:
        return str(min(unknown))
    for key in _TEXTS:
        text = entry.get(key)
        if not isinstance(text, str) or not text.strip() or len(text) > _LONGEST or not text.isprintable():
            return key
    on = entry.get("on")
    return "on" if not isinstance(on, date) or isinstance(on, datetime) else ""
