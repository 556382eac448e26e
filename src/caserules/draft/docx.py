"""The paragraphs of a `.docx` main part, with the numbers of its lists written out as a reader of the document sees them.

A push parser without external entities; nesting costs nothing. Deleted text, headers and notes are left out.
"""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from caserules.draft.text import MOST_CHARACTERS
from caserules.errors import PolicyError

__all__ = ["docx_text"]

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_HAN: Final = "零一二三四五六七八九十"
_CHINESE: Final = (
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
)
_MOST_LEVELS: Final = 9

_Levels = Mapping[str, Mapping[str, tuple[str, str]]]
"""For each list, for each level: the kind of number, and the text around it (`（%2）`)."""


def docx_text(document: bytes, numbering: bytes = b"") -> str:
    r"""Return the text of a document, a paragraph a line.

    Args:
        document: the main part.
        numbering: the part with the lists' numbers, if there is one.

    Raises:
        PolicyError: `POL-014` if a part is no XML, has a document type, or is too long.

    Example:
        >>> docx_text(
        ...     b'<d xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><p><r><t>a</t></r></p></d>'
        ... )
        'a\n'
    """
    lists = _Lists()
    if numbering:
        _parse(numbering, lists)
    reader = _Paragraphs(lists.levels())
    _parse(document, reader)
    return "".join(f"{line}\n" for line in reader.lines)


def _parse(data: bytes, handler: _Lists | _Paragraphs) -> None:
    parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(xml.parsers.expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def refuse(*_: object) -> None:
        raise PolicyError("POL-014", why="DOCTYPE")

    def start(name: str, attributes: dict[str, str]) -> None:
        handler.start(name.removeprefix(_W), {key.removeprefix(_W): x for key, x in attributes.items()})

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: handler.end(name.removeprefix(_W))
    parser.CharacterDataHandler = handler.text
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError:
        raise PolicyError("POL-014", why="XML") from None


@dataclass(slots=True)
class _Lists:
    """Reads which list uses which numbers."""

    abstract: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    _at: str = ""
    _num: str = ""
    _level: str = ""
    _kind: str = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._at, self._num = attributes.get("abstractNumId", ""), ""
            self.abstract[self._at] = {}
        elif name == "num":
            self._num = attributes.get("numId", "")
        elif name == "abstractNumId" and self._num:
            self.of[self._num] = value
        elif name == "lvl" and not self._num:
            self._level, self._kind = attributes.get("ilvl", ""), ""
        elif name == "numFmt" and not self._num:
            self._kind = value
        elif name == "lvlText" and self._at in self.abstract and not self._num:
            self.abstract[self._at][self._level] = (self._kind, value[:20])

    def end(self, name: str) -> None:
        if name == "num":
            self._num = ""

    def text(self, data: str) -> None:
        """Lists have no text of their own."""

    def levels(self) -> _Levels:
        return {num: self.abstract.get(name, {}) for num, name in self.of.items()}


@dataclass(slots=True)
class _Paragraphs:
    """Reads the paragraphs."""

    levels: _Levels
    lines: list[str] = field(default_factory=list)
    _line: list[str] = field(default_factory=list)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _level: int = 0
    _num: str = ""
    _in_text: bool = False
    _length: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "p":
            self._flush()
        elif name == "t":
            self._in_text = True
        elif name in ("tab", "cr"):
            self._line.append(" ")
        elif name == "br":
            self._flush()
        elif name == "ilvl":
            value = attributes.get("val", "")
            self._level = int(value) if value in "012345678" and value else 0
        elif name == "numId":
            self._num = attributes.get("val", "")

    def end(self, name: str) -> None:
        if name == "t":
            self._in_text = False
        elif name == "p":
            self._flush()

    def text(self, data: str) -> None:
        if self._in_text:
            self._length += len(data)
            if self._length > MOST_CHARACTERS:
                raise PolicyError("POL-014", why=f"> {MOST_CHARACTERS}")
            self._line.append(data)

    def _flush(self) -> None:
        line = "".join(self._line)
        if line.strip():
            self.lines.append(self._number() + line)
        self._line, self._num, self._level = [], "", 0

    def _number(self) -> str:
        shown = self.levels.get(self._num, {}).get(str(self._level))
        if shown is None:
            return ""
        counts = self._counts.setdefault(self._num, {})
        counts[self._level] = counts.get(self._level, 0) + 1
        for deeper in range(self._level + 1, _MOST_LEVELS):
            counts.pop(deeper, None)
        kind, text = shown
        for level in range(_MOST_LEVELS):
            text = text.replace(f"%{level + 1}", _numeral(counts.get(level, 1), kind))
        return text if kind != "bullet" else ""


def _numeral(count: int, kind: str) -> str:
    if kind == "decimalEnclosedCircle" and count <= 20:
        return chr(ord("①") + count - 1)
    if kind not in _CHINESE or count > 99:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
