"""The sentences that people read, in Chinese and English: same keys, same placeholders in both.

A sentence is a frame with `{name}` places, filled from codes and values already decided elsewhere; nothing is judged here.
"""

from __future__ import annotations

import string
from collections.abc import Mapping

__all__ = ["error_text", "fill"]

_FORMATTER = string.Formatter()


def fill(frame: str, values: Mapping[str, object]) -> str:
    """Fill the `{name}` places of a frame by plain look-up (no attribute or index access).

    Example:
        >>> fill("{n} days", {"n": 3})
        '3 days'
    """
    out: list[str] = []
    for text, name, _spec, _conversion in _FORMATTER.parse(frame):
        out.append(text)
        if name is not None:
            out.append(str(values.get(name, "?")))
    return "".join(out)


def error_text(code: str, lang: str, params: Mapping[str, object]) -> str:
    """Return the sentence of an error code in `zh` or `en`."""
    from caserules.messages.errors import ERRORS  # noqa: PLC0415

    zh, en = ERRORS[code]
    return fill(en if lang == "en" else zh, params)
