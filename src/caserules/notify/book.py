"""Who is written to at which address: one unit, one address. A unit that is not in the book gets nothing, nor does another.

The book is a host's own file, and the only place of an address: none is in a register, a finding, a store or an error.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from caserules.errors import InputRejected, Problem
from caserules.io.files import read_file

__all__ = ["BOOK_SCHEMA", "Book", "read_book"]

BOOK_SCHEMA: Final = "caserules.book/1"
_ADDRESS: Final = re.compile(
    "[^\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2066-\u2069\u3000\ufeff\ud800-\udfff]{1,500}"
)
_KINDS: Final = ("folder", "webhook", "mail", "apprise")
_KEYS: Final = frozenset({"schema", "channel", "units"})


@dataclass(frozen=True, slots=True)
class Book:
    """The channel by which messages go, and each unit's address on it.

    Attributes:
        kind: `folder`, `webhook`, `mail` or `apprise`.
        settings: the channel's own, as text: `url`, `host`, `from`, `password_env` …
        units: each unit's address.

    Raises:
        InputRejected: `NTF-003` another kind, or an address that is empty or holds a space, a line's end or a control
            character.

    Example:
        >>> book = Book("mail", {"host": "smtp.county.example"}, {"jiaowei": "office@jiaowei.example"})
        >>> book.address("jiaowei"), book.address("jiaoweihui")
        ('office@jiaowei.example', None)
    """

    kind: str
    settings: Mapping[str, str]
    units: Mapping[str, str]

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise _refused("channel.kind")
        for where, table in (("channel", self.settings), ("units", self.units)):
            for name, given in table.items():
                text: object = given  # a file may say anything
                if not isinstance(text, str) or _ADDRESS.fullmatch(text) is None:
                    raise _refused(f"{where}.{name}")
        object.__setattr__(self, "settings", MappingProxyType(dict(self.settings)))
        object.__setattr__(self, "units", MappingProxyType(dict(self.units)))

    def address(self, unit: str) -> str | None:
        """Return a unit's address, by its id and nothing else; None where it has none."""
        return self.units.get(unit)


def read_book(path: str | os.PathLike[str]) -> Book:
    """Return the book of a TOML file.

    Raises:
        InputRejected: `INP-001`, `INP-002` no such file; `NTF-003` it is not written as it should be.
    """
    try:
        told: dict[str, Any] = tomllib.loads(read_file(path).decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise _refused("TOML") from None
    channel, units = told.get("channel"), told.get("units", {})
    if told.get("schema") != BOOK_SCHEMA or not told.keys() <= _KEYS:
        raise _refused("schema")
    if not isinstance(channel, dict) or not isinstance(units, dict) or not isinstance(channel.get("kind"), str):
        raise _refused("channel")
    settings = {key: str(x) if type(x) is int else x for key, x in channel.items() if key != "kind"}
    return Book(channel["kind"], settings, units)


def _refused(where: str) -> InputRejected:
    return InputRejected([Problem("NTF-003", where)])
