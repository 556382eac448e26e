"""What a cell says: each kind of value read by a rule, what was mended told, and what cannot be read refused.

Full-width digits, Chinese and dotted days, numbers that a spreadsheet made of a text, a count behind a unit's name: each is
mended by a rule that has a name. A day without a year, a bare number in a day's place, two numbers in one cell are read only
where the office's mapping says how. No value stands in an error: only its class.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from caserules.importing.mapping import OfficeMapping
from caserules.io.cells import Cell
from caserules.models import Mode, Rating

__all__ = ["Mend", "Unread", "class_of", "day", "flag", "mode", "names", "number", "rating", "text_of", "year"]

Mend = Callable[[str], None]
"""Called with the name of each repair."""

_YEARS: Final = range(1990, 2101)
_DAY: Final = re.compile(r"([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?(?:[ T][0-9:.]{4,15})?")
_ISO: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH: Final = re.compile(r"([0-9]{4})年([0-9]{1,2})月(?:份)?")
_NO_YEAR: Final = re.compile(r"([0-9]{1,2})月([0-9]{1,2})日?")
_HAN: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_NOT_YET: Final = frozenset(("未", "尚未", "未答复", "未办复", "未送达", "未办理", "办理中", "未办结"))
_NUMBER: Final = re.compile(r"(?:第)?([0-9]{1,9})(?:号|件)?")
_WITH_POINT: Final = re.compile(r"[0-9]{1,9}\.0")
_SPLIT: Final = re.compile(r"[、,，;；/\n|]+")
_COUNT: Final = re.compile(r"[(（][0-9]{1,3}[)）]$")
_MARKUP: Final = re.compile(r"<[^<>]{1,200}>|&nbsp;|_x000D_")
_ERRORS: Final = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
_MODES: Final[Mapping[str, Mode]] = {
    "单办": Mode.SINGLE,
    "独办": Mode.SINGLE,
    "分办": Mode.SEPARATE,
    "分别办理": Mode.SEPARATE,
    "主办": Mode.LEAD_WITH_CO_HANDLING,
    "主办会办": Mode.LEAD_WITH_CO_HANDLING,
    "主会办": Mode.LEAD_WITH_CO_HANDLING,
    "会办": Mode.LEAD_WITH_CO_HANDLING,
    "协办": Mode.LEAD_WITH_CO_HANDLING,
}
_RATINGS: Final[Mapping[str, Rating | None]] = {
    "满意": Rating.SATISFIED,
    "基本满意": Rating.BASICALLY_SATISFIED,
    "不满意": Rating.NOT_SATISFIED,
    "未反馈": Rating.NO_ANSWER,
    "理解": None,
}
_FLAGS: Final = {"是": True, "√": True, "✓": True, "1": True, "否": False, "": False, "0": False, "×": False}


NUMBERS: Final = "12 | 012 | 第12号"
"""How a number is written, for what is told."""


class Unread(ValueError):
    """A cell that cannot be read: a code, and what its sentence needs beside the cell's class."""

    def __init__(self, code: str, **params: str) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def class_of(cell: Cell) -> str:
    """Return what kind of cell it is, without its value.

    Example:
        >>> class_of("2023年9月31日"), class_of(45026.0), class_of("")
        ('text of 10', 'number', 'empty')
    """
    if cell == "":
        return "empty"
    if isinstance(cell, str):
        return f"text of {len(cell)}"
    if isinstance(cell, (date, datetime)):
        return "date"
    return "true / false" if isinstance(cell, bool) else "number" if isinstance(cell, (int, float)) else "time"


def text_of(cell: Cell, mend: Mend) -> str:
    """Return a cell as text: without the marks of a word processor, a whole number without its point."""
    if isinstance(cell, float) and cell.is_integer():
        mend("number_from_float")
        return str(int(cell))
    text = str(cell)
    if "#" in text and text.strip() in _ERRORS:
        raise Unread("INP-029")
    plain = _MARKUP.sub("", text) if "<" in text or "&" in text or "_x" in text else text
    if plain != text:
        mend("markup_removed")
    return plain.strip().strip("\u3000")


def number(cell: Cell, mend: Mend) -> tuple[int, ...]:
    """Return the numbers of a cell: one, or those of cases handled as one."""
    text = text_of(cell, mend)
    narrow = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if narrow != text:
        mend("full_width")
    if _WITH_POINT.fullmatch(narrow):
        mend("number_from_float")
        narrow = narrow[:-2]
    found = []
    for part in _SPLIT.split(narrow) if narrow else ():
        match = _NUMBER.fullmatch(part.strip())
        if match is None or int(match[1]) == 0:
            raise Unread("INP-043", why=NUMBERS)
        if match[1].startswith("0"):
            mend("zeros_dropped")
        found.append(int(match[1]))
    return tuple(found)


def year(cell: Cell, mapping: OfficeMapping, mend: Mend) -> int | None:
    """Return the year of a session's or a year's cell; None where it says none."""
    text = text_of(cell, mend)
    if text in mapping.sessions:
        return mapping.sessions[text]
    found = re.fullmatch(r"((?:19|20)[0-9]{2})年?(?:度)?", unicodedata.normalize("NFKC", text))
    return int(found[1]) if found else None


def day(cell: Cell, mapping: OfficeMapping, mend: Mend) -> str | None:
    """Return the day of a cell as a register writes it; None where the cell is empty."""
    if isinstance(cell, (date, datetime)):
        if cell.year not in _YEARS:
            raise Unread("INP-044", why="1990–2100")
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _serial(cell, mapping, mend)
    if not isinstance(cell, str):
        raise Unread("INP-044", why="2023-04-10")
    text = text_of(cell, mend)
    if not text:
        return None
    return _written(text, mapping, mend)


def _serial(cell: float, mapping: OfficeMapping, mend: Mend) -> str:
    if not mapping.serial_days:
        raise Unread("INP-044", why="serial_days = true")
    first, last = 32874, 73415  # 1990-01-01 and 2100-12-31 as spreadsheets count them from 1900
    if not first <= cell < last + 1:
        raise Unread("INP-044", why="1990–2100")
    mend("serial_day")
    return (date(1899, 12, 30) + timedelta(days=int(cell))).isoformat()


def _written(text: str, mapping: OfficeMapping, mend: Mend) -> str:
    if text in _NOT_YET:
        mend("not_yet_word")
        return "not_yet"
    narrow = unicodedata.normalize("NFKC", text)
    if "月" in narrow:
        narrow = _han_day(narrow)
    if found := _DAY.fullmatch(narrow):
        if not _ISO.fullmatch(text):
            mend("day_rewritten")
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.fullmatch(narrow):
        mend("day_rewritten")
        return f"{_real(int(found[1]), int(found[2]), 1)[:7]}"
    if found := _NO_YEAR.fullmatch(narrow):
        if mapping.year_of_days != "supply" or mapping.year is None:
            raise Unread("INP-044", why='year_of_days = "supply"')
        mend("year_supplied")
        return _real(mapping.year, int(found[1]), int(found[2]))
    raise Unread("INP-044", why="2023-04-10 | 2023年4月10日 | 2023.4.10")


def _han_day(text: str) -> str:
    """Chinese numerals of a day as digits: 二〇二三年四月十日, 十二月三十一日."""
    if not re.search("[〇○零一二三四五六七八九十]", text):
        return text

    def tens(found: re.Match[str]) -> str:
        before, after = found[1].translate(_HAN), found[2].translate(_HAN)
        return f"{before or '1'}{after or '0'}"

    return re.sub("([二三]?)十([一二三四五六七八九]?)", tens, text).translate(_HAN)


def _real(year_: int, month: int, day_: int) -> str:
    try:
        found = date(year_, month, day_)
    except ValueError:
        raise Unread("INP-044", why="no such day") from None
    if found.year not in _YEARS:
        raise Unread("INP-044", why="1990–2100")
    return found.isoformat()


def names(cell: Cell, mend: Mend) -> tuple[str, ...]:
    """Return the names in a cell, each without a count behind it."""
    parts = [part for each in _SPLIT.split(text_of(cell, mend)) if (part := each.strip())]
    plain = [_COUNT.sub("", part) for part in parts]
    if len(parts) > 1:
        mend("names_split")
    if plain != parts:
        mend("count_suffix")
    return tuple(dict.fromkeys(plain))


def mode(cell: Cell, mend: Mend) -> Mode | None:
    """Return how a case is handled; None where the cell is empty."""
    found: Mode | None = _word(cell, _MODES, mend)
    return found


def rating(cell: Cell, mend: Mend) -> Rating | None:
    """Return a proposer's rating; None where the cell is empty, or has a word that is no rating here (理解)."""
    found: Rating | None = _word(cell, _RATINGS, mend)
    if found is None and text_of(cell, mend):
        mend("rating_left")
    return found


def flag(cell: Cell, mend: Mend) -> bool:
    """Return whether a cell says yes."""
    if isinstance(cell, bool):
        return cell
    found = _word(cell, _FLAGS, mend)
    return bool(found)


def _word(cell: Cell, words: Mapping[str, Any], mend: Mend) -> Any:
    text = _SPLIT.sub("", unicodedata.normalize("NFKC", text_of(cell, mend)))
    if text == "" or text in words:
        return words.get(text)
    raise Unread("INP-046", known="、".join(x for x in words if x))
