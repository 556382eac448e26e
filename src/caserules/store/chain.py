"""The digests by which an altered row is found: canonical text of a value, and a link over all that came before.

A row's link is the hash of the link before it and of what the row says, with digests in place of contents; so contents can be
erased without breaking the chain, and a row that is altered, taken out, put in or moved breaks it there.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

__all__ = ["START", "canonical", "digest_of", "link"]

START: Final = "0" * 64
"""The link before the first."""


def canonical(value: Any) -> str:
    """Return plain data as text: the same data, the same text.

    Example:
        >>> canonical({"b": 1, "a": "县"})
        '{"a":"县","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, as hexadecimal digits.

    Raises:
        UnicodeEncodeError: the text holds half a character, which no database takes.

    Example:
        >>> digest_of("")[:8]
        'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def link(before: str, *fields: str | int | None) -> str:
    """Return the link of a row.

    Args:
        before: the link of the row before.
        fields: what the row says, in a fixed order; days as ISO text.

    Example:
        >>> link(START, 1, "run", None)[:8] == link(START, 1, "run", None)[:8] != link(START, 1, "run", "")[:8]
        True
    """
    return hashlib.sha256(json.dumps([before, *fields], separators=(",", ":")).encode("ascii")).hexdigest()
