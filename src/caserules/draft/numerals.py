"""Numbers as notices write them: Arabic or Chinese, up to 9999. Texts come here with full-width digits already made plain."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["NUMBER", "number"]

NUMBER: Final = r"(?:[0-9]{1,4}|[零〇一二两三四五六七八九十廿百千]{1,8})"
"""The pattern of a number, to build others from."""

_DIGITS: Final = {
    d: n for n, ds in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for d in ds
}
_UNITS: Final = {"十": 10, "百": 100, "千": 1000}
_ARABIC: Final = re.compile("[0-9]{1,4}")


def number(text: str) -> int | None:
    """Return the number that a text writes, or None.

    Args:
        text: Arabic digits, or Chinese ones with or without units.

    Example:
        >>> number("30"), number("三十"), number("十五"), number("一百二十"), number("二〇"), number("廿五")
        (30, 30, 15, 120, 20, 25)
        >>> number("百日") is None
        True
    """
    if _ARABIC.fullmatch(text):
        return int(text)
    text = text.replace("廿", "二十")
    if not text or any(x not in _DIGITS and x not in _UNITS for x in text):
        return None
    if not any(x in _UNITS for x in text):
        return int("".join(str(_DIGITS[x]) for x in text)) if len(text) <= len("9999") else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for x in text:
        if x in _DIGITS:
            if digit not in (None, 0):
                return None
            digit = _DIGITS[x]
            continue
        unit = _UNITS[x]
        if unit >= last or (digit is None and unit != last and x != "十"):
            return None
        total, digit, last = total + (1 if digit is None else digit) * unit, None, unit
    return total + (digit or 0)
