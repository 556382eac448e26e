"""How wide a text stands where every character has a place of its own: in a terminal, in a workbook's column."""

from __future__ import annotations

from unicodedata import east_asian_width

__all__ = ["width_of"]


def width_of(text: str) -> int:
    """Return how many places a text takes: Chinese counts two.

    Example:
        >>> width_of("30个工作日")
        10
    """
    return sum(2 if east_asian_width(x) in "WF" else 1 for x in text)
