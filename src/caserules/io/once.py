"""A JSON object in which every key stands once: what a program may have written, and nothing that two readers read differently."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, NoReturn

__all__ = ["json_object"]


def json_object(data: bytes) -> dict[str, Any] | None:
    """Return the object that a text of JSON is; None where it is none, has a key twice, or a number that JSON does not have.

    Example:
        >>> json_object(b'{"a": 1}'), json_object(b'{"a": 1, "a": 2}'), json_object(b'{"a": NaN}'), json_object(b"[]")
        ({'a': 1}, None, None, None)
    """
    with suppress(ValueError, RecursionError):
        told = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_none)
        return told if isinstance(told, dict) else None
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


def _none(_constant: str) -> NoReturn:
    raise ValueError
