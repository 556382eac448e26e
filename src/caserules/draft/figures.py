"""Counts of cases, and points of a scoring scheme: numbers that a notice states beside its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from caserules.draft.numerals import NUMBER, number

__all__ = ["counts_in", "full_mark_in", "points_in", "unsupported_points_in"]

_COUNT: Final = re.compile(rf"(?P<n>{NUMBER})件")
_NOT_ALL: Final = re.compile(
    "(?:重点|其中|跨年度|结转|[ABCD]类|去年|上年|往年|同比|比例|每|近)[^，。；]{0,14}$|20[0-9]{2}年[^，。；]{0,4}(?:度)?(?:结转|遗留)"
)
_KINDS: Final = (("suggestion", "建议|议案"), ("proposal", "提案"))
_CONTEXT: Final = 22


def counts_in(text: str, year: int | None = None) -> Iterator[tuple[str, int, str]]:
    """Yield how many cases of each kind a clause counts: the kind, the number, the key words.

    Args:
        text: the clause.
        year: the notice's year; a count of another year is not taken.

    Example:
        >>> [(kind, n) for kind, n, _ in counts_in("共收到代表建议128件、委员提案九十六件，其中重点提案6件")]
        [('suggestion', 128), ('proposal', 96)]
    """
    for found in _COUNT.finditer(text):
        before = re.split("[；。]", text[max(0, found.start() - _CONTEXT) : found.start()])[-1]
        segment = (
            re.split("[，、和]", before)[-1] if re.search("建议|提案", re.split("[，、和]", before)[-1]) else before
        )
        count = number(found["n"])
        if count is None or _NOT_ALL.search(before) or _other_year(before, year):
            continue
        ahead = text[found.end() : found.end() + 10]
        kind = _kind(segment, ahead)
        if kind:
            yield kind, count, found[0]


def _kind(before: str, ahead: str) -> str:
    named = [(max((x.start() for x in re.finditer(words, before)), default=-1), kind) for kind, words in _KINDS]
    best = max(named)
    if best[0] >= 0:
        return best[1]
    following = [
        (x.start(), kind)
        for kind, words in _KINDS
        for x in [re.match(f"(?:[县区市]?(?:人大)?代表|[县区市]?政协)?(?:委员)?(?:{words})", ahead)]
        if x
    ]
    return min(following)[1] if following else ""


def _other_year(text: str, year: int | None) -> bool:
    named = [int(x) for x in re.findall("20[0-9]{2}(?=年)", text)]
    return bool(named) and year is not None and named[-1] != year


_POINT: Final = r"(?P<p>[0-9]{1,2}(?:\.[0-9]{1,2})?|[一二两三四五六七八九十]{1,2}|零点[一二三四五六七八九]{1,2})分"
_POINTS: Final = re.compile(rf"(?:倒)?扣(?:除|减|掉)?(?:[^，。；0-9完]{{0,12}}(?=[0-9]))?{_POINT}")
_FULL: Final = re.compile(
    r"(?:满分|总分|基础分|基准分|总计|实行)(?:为|是|按|计|设)?(?P<n>[0-9]{1,3})分|(?P<n2>[0-9]{1,3})分制|(?P<h>百分制)"
)
_UNSUPPORTED: Final = (
    ("bonus", re.compile(r"加(?:记)?[0-9一二两三四五六七八九十.]{1,4}分|奖励[0-9一二两三四五六七八九十.]{1,4}分")),
    ("cap", re.compile("扣完为止|(?:最多|最高|累计)[^，。；]{0,6}扣[^，。；]{0,8}分")),
)
_SCORED: Final = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("COHAND-01", "(?:协办|会办)(?:意见|单位)"),
        ("REPLY-03", "与(?:事实|实际)[^，。；]{0,6}不|失实"),
        ("OUTCOME-01", "解决[^，。；]{0,4}(?:未|没有|不|没)[^，。；]{0,4}解决"),
        ("OUTCOME-02", "(?:未|没有)[^，。；]{0,8}(?:列入|纳入|制[定订])[^，。；]{0,8}(?:计划|规划)"),
        ("PLAN-01", "(?:工作|办理|实施)(?:方案|计划)"),
        ("FILE-03", "总结"),
        ("FILE-02", "回执|意见表"),
        ("FILE-01", "(?:报送|抄送|存档)[^，。；]{0,8}(?:复函|答复件|答复函)|(?:复函|答复件|答复函)[^，。；]{0,12}(?:报送|抄送|存档)"),
        ("SIGN-02", "(?:未经|未按)[^，。；]{0,16}(?:审签|签发|审核|审定)"),
        ("CONTACT-01", "(?:办理前|办前)[^，。；]{0,16}(?:沟通|联系|见面|走访)"),
        ("CONTACT-03", "(?:办结后|办理后|办后|答复后)[^，。；]{0,16}(?:沟通|联系|见面|走访|座谈)"),
        ("PROMISE-02", "承诺[^，。；]{0,12}(?:未|不|没有)|未(?:兑现|履行)[^，。；]{0,6}承诺"),
        ("REPLY-01", "(?:逾期|超期|超时|未按[时期]|未在|超过)[^，。；]{0,14}(?:办结|答复|办复)|(?:办结|答复|办复)[^，。；]{0,6}(?:逾期|超期|超时)"),
    )
)  # fmt: skip


def points_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the points of a clause: the rule (empty where it cannot be told), the points, the key words.

    Example:
        >>> list(points_in("逾期答复的，每件扣0.5分；未报工作方案的扣两分；形式不规范的扣1分。"))
        [('REPLY-01', '0.5', '扣0.5分'), ('PLAN-01', '2', '扣两分'), ('', '1', '扣1分')]
    """
    last = 0
    for found in _POINTS.finditer(text):
        about = re.split("[；。]", text[max(last, found.start() - 60) : found.start()])[-1]
        last = found.end()
        rule = next((rule for rule, pattern in _SCORED if pattern.search(about)), "")
        yield rule, _decimal(found["p"]), found[0]


def _decimal(text: str) -> str:
    if text[0] in "0123456789":
        return text
    if text.startswith("零点"):
        return "0." + "".join(str(number(x)) for x in text[2:])
    return str(number(text))


def full_mark_in(text: str) -> tuple[str, str] | None:
    """Return the full mark that a clause states, and the key words.

    Example:
        >>> full_mark_in("考核实行百分制"), full_mark_in("满分为10分")
        (('100', '百分制'), ('10', '满分为10分'))
    """
    found = _FULL.search(text)
    if not found:
        return None
    return ("100" if found["h"] else found["n"] or found["n2"]), found[0]


def unsupported_points_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a clause says of scoring that packs do not take: bonuses and caps."""
    for what, pattern in _UNSUPPORTED:
        found = pattern.search(text)
        if found:
            yield what, found[0]
