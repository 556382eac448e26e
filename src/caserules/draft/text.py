"""A notice's characters made plain: full-width digits and letters, one kind of punctuation, no blanks, no invisible marks."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from caserules.errors import PolicyError

__all__ = ["ITEM_END", "MOST_CHARACTERS", "plain_lines"]

MOST_CHARACTERS: Final = 200_000
"""The longest notice that is read."""

_MARKS: Final = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "(": "（",
        ")": "）",
        "?": "？",
        "!": "！",
        "．": ".",
        "－": "-",
        "–": "-",
        "—": "-",
    }
)
_WIDE: Final = {n: n - 0xFEE0 for n in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANKS: Final = re.compile(r"[\s\u00a0\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]+")
_ITEM: Final = re.compile(r"^(\s*[0-9]{1,2}[.、])[ \t\u3000]+")
ITEM_END: Final = "▪"
"""Stands where a blank after an item's number was, so that `7. 11月` is no `7.11`."""
_LINES: Final = re.compile(r"[\r\n\v\f\u2028\u2029]+")
_MOST_CONTROLS: Final = 0.01


def plain_lines(text: str) -> tuple[str, ...]:
    r"""Return the lines of a notice that hold something, made plain.

    Args:
        text: the notice as it stands.

    Raises:
        PolicyError: `POL-014` empty, too long, or no text.

    Example:
        >>> plain_lines("一、 办理 时限\n\n　于４月２０日前(含当日)报送;")
        ('一、办理时限', '于4月20日前（含当日）报送；')
    """
    if len(text) > MOST_CHARACTERS:
        raise PolicyError("POL-014", why=f"> {MOST_CHARACTERS}")
    controls = sum(1 for x in text if unicodedata.category(x) in ("Cc", "Cs", "Cn", "Co") and x not in "\t\r\n\v\f")
    if controls > _MOST_CONTROLS * len(text):
        raise PolicyError("POL-014", why="binary")
    made = text.translate(_WIDE).translate(_MARKS)
    lines = tuple(line for line in (_plain(x) for x in _LINES.split(made)) if line)
    if not lines:
        raise PolicyError("POL-014", why="empty")
    return lines


def _plain(line: str) -> str:
    line = _ITEM.sub(rf"\1{ITEM_END}", line.replace(ITEM_END, ""))
    return "".join(x for x in _BLANKS.sub("", line) if x.isprintable())
