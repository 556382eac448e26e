"""The sentences that people read, in Chinese and English: same keys, same placeholders in both.

A sentence is a frame with `{name}` places, filled from codes and values already decided elsewhere; nothing is judged here.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache

__all__ = ["error_text", "fill"]


@cache
def _parts(frame: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text, name) for text, name, _spec, _conversion in string.Formatter().parse(frame))


def fill(frame: str, values: Mapping[str, object]) -> str:
    """Fill the `{name}` places of a frame by plain look-up (no attribute or index access).

    Example:
        >>> fill("{n} days", {"n": 3})
        '3 days'
    """
    return "".join(text if name is None else f"{text}{values.get(name, '?')}" for text, name in _parts(frame))


def error_text(code: str, lang: str, params: Mapping[str, object]) -> str:
    """Return the sentence of an error code in `zh` or `en`; what has words in both is told in that language."""
    from caserules.messages.errors import ERRORS  # noqa: PLC0415

    zh, en = ERRORS[code]
    values = {key: x.get(lang, "") if isinstance(x, Mapping) else x for key, x in params.items()}
    return fill(en if lang == "en" else zh, values)
