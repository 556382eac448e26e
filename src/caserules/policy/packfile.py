"""One pack file: its bytes read as TOML, and what is wrong with it, each mistake with the line it stands on."""

from __future__ import annotations

import hashlib
import tomllib
from typing import Any

from caserules.errors import PolicyRejected, Problem

__all__ = ["PackFile"]


class PackFile:
    """A pack file as read; keeps the problems found on the way.

    Args:
        data: the file's bytes.
        name: its name, for the reader.

    Raises:
        PolicyRejected: `POL-002` if it is no TOML.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.problems: list[Problem] = []
        try:
            self.text = data.decode("utf-8")
            self.doc: dict[str, Any] = tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:  # also a number of thousands of digits, brackets thousands deep
            why = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
            raise PolicyRejected([Problem("POL-002", name, (("why", why),))]) from None

    def problem(self, code: str, at: str, /, **params: object) -> None:
        """Note a mistake at a dotted key."""
        self.problems.append(Problem(code, self.place(at), tuple(params.items())))

    def stop(self) -> None:
        """Refuse the file if anything is wrong with it.

        Raises:
            PolicyRejected: with every mistake found so far.
        """
        if self.problems:
            raise PolicyRejected(self.problems)

    def place(self, key: str) -> str:
        """Return the file's name and the line of a dotted key."""
        return f"{self.name}:{self.line(key)}"

    def line(self, key: str) -> int:
        """Return the line on which a dotted key stands, else that of the table or key above it."""
        lines = [line.strip() for line in self.text.splitlines()]
        if f"[{key}]" in lines:
            return lines.index(f"[{key}]") + 1
        table, _, name = key.rpartition(".")
        if not table:
            heads = (
                i for i, line in enumerate(lines, 1) if line.startswith(f"[{key}.") or line.split("=")[0].strip() == key
            )
            return next(heads, 1)
        if f"[{table}]" in lines:
            start = lines.index(f"[{table}]") + 1
            for i, line in enumerate(lines[start:], start + 1):
                if line.startswith("["):
                    break
                if line.split("=")[0].strip(' "') == name:
                    return i
        return self.line(table)
