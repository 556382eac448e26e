"""A notice split into clauses, each with a locator; and what its frame says: title, issuer, place, day, year, number.

Locators are `前言`, then `section.item.part` in the order of the text. A section, article or item keeps its own number; where
a section has only paragraphs they are counted; parts are its sentences, lettered. The order of numbering styles is taken from
the text, so that `第一条`, `一、`, `（一）`, `一是`, `1.`, `（1）` and `①` nest as they do there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Final

from caserules.draft.numerals import NUMBER, number
from caserules.draft.text import ITEM_END, plain_lines

__all__ = ["Clause", "Notice", "read_notice"]

PREAMBLE: Final = "前言"
AFTERWORD: Final = "尾段"
_MOST_PART: Final = 2_000
_HEADING: Final = 22

_HAN: Final = "[一二三四五六七八九十]{1,3}"
_MARK: Final = re.compile(
    rf"(?P<chapter>第{_HAN}(?:章|节|部分))|(?P<article>第{NUMBER}条)|(?P<section>{_HAN}、)|(?P<bracket>（{_HAN}）、?)"
    rf"|(?P<dot>[0-9]{{1,2}}[.、](?:{ITEM_END}|(?![0-9])|(?=[0-9]{{1,2}}月|[0-9]{{4}}年|[0-9]{{1,3}}个)))|(?P<paren>（[0-9]{{1,2}}）)|(?P<ring>[①-⑳])"
    r"|(?P<is>[一二三四五六七八九十]{1,2}(?:是|要)(?!否)|第[一二三四五六七八九十]，)|(?P<annex>附件[0-9一二三四五六七八九]{0,2}(?:：|$))"
)
_INLINE: Final = ("bracket", "dot", "paren", "ring", "is")
_ENDS: Final = re.compile("(?<=[。；！？])(?!”|）)")
_SAYS: Final = re.compile(f"[0-9，：]|{NUMBER}(?:个|日|天|月)")
_ASIDE: Final = re.compile("（[^（）前内止]{0,20}）")
_NUMERAL: Final = re.compile(NUMBER)

_DATE: Final = re.compile(
    r"(?P<y>[0-9]{4}|[二〇零一三四五六七八九]{4})年(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?P<d>[0-9]{1,2}|[一二三四五六七八九十]{1,3})日"
)
_ISSUER: Final = re.compile("[\u4e00-\u9fff]{2,30}(?:办公室|人民政府|委员会|督查室|办)")
_TITLE_END: Final = re.compile("(?:通知|办法|意见|方案|细则|规定|规则)$")
_TAIL: Final = re.compile("^(?:抄送|抄报|主送|（?此件|（?联系人|联系电话|信息公开|公开方式|-[0-9]{1,3}-$)")
_YEAR: Final = re.compile("(20[0-9]{2}|二[〇零][〇零一二三四五六七八九]{2})年")
_PLACE: Final = re.compile(
    "^([\u4e00-\u9fff]{2,24}?(?:自治县|自治州|自治旗|[县区市州旗盟]))(?=人民政府|政府|委|人大|政协)"
)
_NUMBER: Final = re.compile("[\u4e00-\u9fff]{2,12}[〔\\[【][0-9]{4}[〕\\]】][0-9]{1,4}号")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a notice.

    Attributes:
        locator: where it stands, such as `二.1.a`.
        text: the sentence, made plain.
        item: the whole text of its item, for what it speaks of.
        heading: the headings above it.
        is_heading: whether it is a short first sentence, which mostly only names its item.
    """

    locator: str
    text: str
    item: str = ""
    heading: str = ""
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as read: its frame and its clauses."""

    title: str
    issuer: str
    place: str
    number: str
    day: str
    year: int | None
    clauses: tuple[Clause, ...]


@dataclass(slots=True)
class _Node:
    labels: tuple[str, ...]
    styles: tuple[str, ...]
    paragraphs: list[str] = field(default_factory=list)
    name: str = PREAMBLE


def read_notice(text: str) -> Notice:
    r"""Split a notice into clauses.

    Args:
        text: its text, a paragraph a line.

    Raises:
        PolicyError: `POL-014` where there is nothing that can be read.

    Example:
        >>> notice = read_notice("某县关于办理工作的通知\n一、时限\n一是报送。四月底前报方案。二是答复。六月底前答复。")
        >>> [(clause.locator, clause.text) for clause in notice.clauses if not clause.is_heading]
        [('一.1', '四月底前报方案。'), ('一.2', '六月底前答复。')]
    """
    lines = plain_lines(text)
    title, start = _title(lines)
    body = [line for line in lines[start:] if not _is_frame(line)]
    nodes = _nodes(body)
    clauses = tuple(_clauses(nodes))
    day = _last_day(lines)
    issuer = next((x for x in reversed(lines[start:]) if _ISSUER.fullmatch(x)), "") or next(
        (x for x in lines[:start] if _ISSUER.fullmatch(x)), ""
    )
    years = [number(x) or 0 for x in _YEAR.findall(title)]
    found = _PLACE.match(issuer) or _PLACE.match(title)
    number_ = next((x[0] for x in map(_NUMBER.search, lines[:6]) if x), "")
    return Notice(
        title,
        issuer,
        found[1] if found else "",
        number_,
        day,
        max(years) if years else (int(day[:4]) if day else None),
        clauses,
    )


def _title(lines: tuple[str, ...]) -> tuple[str, int]:
    """The title and the number of lines up to it."""
    for i, line in enumerate(lines[:8]):
        if _MARK.match(line):
            break
        for j in range(i, min(i + 4, len(lines))):
            made = "".join(lines[i : j + 1])
            if "关于" in made[:40] and _TITLE_END.search(made) and len(made) <= 120:
                return made[made.index("关于") :] if not made.startswith("关于") else made, j + 1
    if len(lines) > 1 and len(lines[0]) <= 50 and not re.search("[。；：]", lines[0]) and not _MARK.match(lines[0]):
        return lines[0], 1
    return "", 0


def _is_frame(line: str) -> bool:
    """Whether a line is no clause: an addressee, a signature, a day, a copy list."""
    if _DATE.fullmatch(line) or _TAIL.match(line) or _ISSUER.fullmatch(line):
        return True
    return line.endswith("：") and line.startswith(("各", "市", "县", "区")) and len(line) <= 60 and "如下" not in line


def _last_day(lines: tuple[str, ...]) -> str:
    for line in reversed(lines):
        found = _DATE.fullmatch(line)
        if found:
            year, month, day = number(found["y"]), number(found["m"]), number(found["d"])
            with suppress(ValueError):
                return date(year or 0, month or 0, day or 0).isoformat()
    return ""


# ------------------------------------------------------------------------------------------------------------ the tree


def _pieces(line: str) -> Iterator[tuple[str, str, str]]:
    """A line cut at its markers: the style, the label, the text after it."""
    marks = [x for x in _MARK.finditer(line) if _stands(line, x)]
    first = marks[0].start() if marks else len(line)
    if first:
        yield "", "", line[:first]
    ends = [x.start() for x in marks] + [len(line)]
    for mark, (_, end) in zip(marks, pairwise(ends), strict=True):
        yield str(mark.lastgroup), mark[0], line[mark.end() : end]


def _stands(line: str, mark: re.Match[str]) -> bool:
    """Whether a marker stands where one can: at the start of a line, or after the end of a sentence."""
    if mark.start() == 0:
        return True
    before = line[mark.start() - 1]
    return mark.lastgroup in _INLINE and (before in "。；：" or (mark.lastgroup == "is" and before == "，"))


def _label(style: str, mark: str, depth: int) -> str:
    if style in ("article", "annex"):
        return mark.rstrip("：")
    if style == "ring":
        return str(ord(mark) - ord("①") + 1)
    found = _NUMERAL.search(mark)
    text = found[0] if found else mark
    if depth == 0 and style in ("section", "bracket"):
        return text
    return str(number(text) or text)


def _nodes(lines: list[str]) -> list[_Node]:
    nodes = [_Node((), ())]
    used: dict[tuple[str, ...], int] = {}
    for line in lines:
        pieces = list(_pieces(line))
        open_style = nodes[-1].styles[-1:]
        if not pieces[0][0] and (open_style == ("is",) or (len(pieces) > 1 and open_style == (pieces[1][0],))):
            nodes.append(
                _Node(nodes[-1].labels[:-1], nodes[-1].styles[:-1], name=AFTERWORD)
            )  # it goes on above the list
        for style, mark, text in pieces:
            if style == "chapter":
                nodes.append(_Node((), ("chapter",)))
                continue
            if not style:
                nodes[-1].paragraphs.append(text)
                continue
            last = nodes[-1]
            depth = last.styles.index(style) if style in last.styles else len(last.styles)
            if style in ("article", "annex") or last.styles == ("chapter",):
                depth = 0
            labels = (*last.labels[:depth], _label(style, mark, depth))
            used[labels] = used.get(labels, 0) + 1
            if used[labels] > 1:  # the numbers begin again
                labels = (*labels[:-1], f"{labels[-1]}-{used[labels]}")
            nodes.append(_Node(labels, (*last.styles[:depth], style), [text] if text else []))
    return nodes


def _clauses(nodes: list[_Node]) -> Iterator[Clause]:
    parents = {x.labels[:n] for x in nodes for n in range(len(x.labels))}
    headings: dict[tuple[str, ...], str] = {}
    for node in nodes:
        paragraphs = list(node.paragraphs)
        has_items = bool(node.labels) and node.labels in parents
        if node.labels and paragraphs and _is_heading(paragraphs[0]) and (len(paragraphs) > 1 or has_items):
            headings[node.labels] = paragraphs.pop(0)
        above = " ".join(headings.get(node.labels[:n], "") for n in range(1, len(node.labels) + 1)).strip()
        for locator, text in _items(node, paragraphs, has_items):
            yield from _parts(locator, text, above)


def _is_heading(text: str) -> bool:
    return not re.search("[。；：]", text) and len(text) <= 2 * _HEADING


def _items(node: _Node, paragraphs: list[str], has_items: bool) -> Iterator[tuple[str, str]]:
    """The items of a node: its paragraphs counted where it is a section of paragraphs, else its text as one."""
    if not node.labels:
        yield from ((node.name, text) for text in paragraphs)
        return
    locator = ".".join(node.labels)
    if has_items:
        yield f"{locator}.0", "".join(paragraphs)
    elif len(node.labels) == 1 and node.styles[0] == "section":
        yield from ((f"{locator}.{n}", text) for n, text in enumerate(paragraphs, 1))
    else:
        yield locator, "".join(paragraphs)


def _parts(locator: str, text: str, above: str) -> Iterator[Clause]:
    title = ""
    sentences = [x for x in _ENDS.split(text) if x.strip("。；！？：")]
    if (
        len(sentences) > 1
        and len(sentences[0]) <= _HEADING
        and sentences[0].endswith("。")
        and not _SAYS.search(_ASIDE.sub("", sentences[0]))
    ):
        title = sentences.pop(0)
        above = f"{above} {title}".strip()
    for n, sentence in enumerate(sentences):
        where = locator if len(sentences) == 1 or locator in (PREAMBLE, AFTERWORD) else f"{locator}.{_letter(n)}"
        for start in range(0, len(sentence), _MOST_PART):
            yield Clause(where, sentence[start : start + _MOST_PART], text[:_MOST_PART], above)
    if title:
        yield Clause(locator, title, text[:_MOST_PART], above, is_heading=True)


def _letter(n: int) -> str:
    return chr(ord("a") + n) if n < 26 else f"{chr(ord('a') + n // 26 % 26)}{chr(ord('a') + n % 26)}"
