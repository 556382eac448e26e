"""A register as JSON Lines: the head on the first line, then a case a line; for registers too long to look at as one document.

The lines are put together to the one document that they stand for, and go its way: nothing is read differently.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from caserules.models import Register

__all__ = ["document_of_lines", "is_lines", "lines_of"]

_START: Final = 65_536


def is_lines(data: bytes) -> bool:
    r"""Say whether a text is JSON Lines: a whole object on the first line, and another one on the next.

    Example:
        >>> is_lines(b'{"year": 2023}\n{"number": 1}\n'), is_lines(b'{"year": 2023,\n"cases": []}')
        (True, False)
    """
    first, _, rest = data.partition(b"\n")
    return first.rstrip().endswith(b"}") and rest[:_START].lstrip().startswith(b"{")


def document_of_lines(data: bytes) -> bytes:
    r"""Return the JSON document that a head and its cases, a line each, stand for.

    Example:
        >>> document_of_lines(b'{"year": 2023}\n{"number": 1}\n\n{"number": 2}')
        b'{"year": 2023,"cases": [{"number": 1},\n{"number": 2}]}'
    """
    first, _, rest = data.partition(b"\n")
    head = first.rstrip()[:-1].rstrip()
    cases = b",\n".join(line for line in rest.splitlines() if line.strip())
    between = b"" if head.endswith(b"{") else b","
    return head + between + b'"cases": [' + cases + b"]}"


def lines_of(register: Register) -> bytes:
    """Return a register as JSON Lines.

    Args:
        register: the register.
    """
    document: dict[str, Any] = register.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return "".join(f"{line}\n" for line in _lines(document)).encode()


def _lines(document: dict[str, Any]) -> Iterator[str]:
    cases = document.pop("cases", ())
    for each in (document, *cases):
        yield json.dumps(each, ensure_ascii=False, sort_keys=True)
