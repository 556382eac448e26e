"""The grammar of terms: working days, days, months, fixed days, days before another deadline; and what a term is counted from.

A term is read only where the text says that it is one: a bare number of days, a day of the past, an opening day of a period
are not. A day that no year has is a term that cannot be read, and is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from caserules.draft.numerals import NUMBER, number
from caserules.errors import CaserulesError
from caserules.terms import Term

__all__ = ["Seen", "seen_terms", "start_of"]

_LAST: Final = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
_NTH: Final = rf"(?P<n>{NUMBER})"
_BY: Final = r"(?:(?:之|以)?前|(?:之|以)内|前|内|止|为止|为限|截止|底前)"

_COUNTED: Final = re.compile(
    rf"(?P<every>每(?:隔)?)?(?P<lead>提前|不少于|不超过|不得超过|至迟|不迟于|最迟|最长|限期?|期限为|时限为|为期)?"
    rf"(?:{_NTH}(?P<wd>个?工作[日天])|{_NTH.replace('<n>', '<n2>')}(?P<m>个月)|(?P<half>半)(?P<hu>年|个月)"
    rf"|{_NTH.replace('<n>', '<n3>')}个?(?P<w>周|星期)|{_NTH.replace('<n>', '<n4>')}(?:个自然)?(?P<d>[日天])|(?P<season>每(?:个)?季度?|每个?月|每半月|每周|每旬))"
    rf"(?P<tail>之内|以内|内|之前|以前|前)?"
)
_FIXED: Final = re.compile(
    rf"(?P<lead>截[至止]|至迟|不迟于|最迟|不晚于|不超过|均?为|是|定于|于|在)?(?:到|于|在)?"
    rf"(?:(?P<y>(?:20[0-9]{{2}}|二[〇零][〇零一二三四五六七八九]{{2}})年|今年|当年|本年度?|今年度|次年|明年|去年|上年)?)"
    rf"(?:(?P<mo>{NUMBER})月(?:份)?(?:(?P<da>{NUMBER})[日号]|(?P<part>底|末|月底|上旬|中旬|下旬))"
    rf"|(?P<dot>(?P<y2>20[0-9]{{2}})[-./年](?P<mo2>[0-9]{{1,2}})[-./](?P<da2>[0-9]{{1,2}}))|(?P<end>年底|年末|年终|上半年))"
    rf"(?P<tail>（含当[日天]）)?(?P<by>下班前|之前|以前|前|底前|为止|止|截止|为限)?"
)
_BEFORE: Final = re.compile(
    rf"(?:(?:办结|答复|办复|办理)(?:时限|期限|截止)(?:之?日|时间)?|办结之日|截止日期?)(?:届满|到期)?(?:的)?(?:前|之前|以前|提前)"
    rf"(?:{_NTH}(?:个)?(?P<u>工作日|日|天|个?月))?(?:之前|以前|前)?"
)
_LABELLED: Final = re.compile("(?:时限|期限|时间|截止|日期)[^，。；：]{0,4}：$")
_PAST: Final = re.compile("去年|上年|上一年|往年")


@dataclass(frozen=True, slots=True)
class Seen:
    """A term seen in a text.

    Attributes:
        term: as packs write it (`30wd`, `08-31`, `closing`, `20wd before closing`); empty where it cannot be read.
        key: the characters that it was read from.
        start, end: where they stand.
        is_every: whether it is an interval (`每季度`) and no deadline.
        is_copula: whether what it belongs to stands before it (`办结时限为…`).
        year: the year that it names, or None.
    """

    term: str
    key: str
    start: int
    end: int
    is_every: bool = False
    is_copula: bool = False
    year: int | None = None

    @property
    def needs_start(self) -> bool:
        """Whether it is counted from a day of the case."""
        return bool(re.fullmatch("[0-9]+(?:wd|d|m)", self.term)) and not self.is_every


def seen_terms(text: str, year: int | None = None) -> tuple[Seen, ...]:
    """Return the terms of a text in their order.

    Args:
        text: a clause, made plain.
        year: the notice's year; a day that names an earlier one is history.

    Example:
        >>> [x.term for x in seen_terms("自收到之日起三十个工作日内，最迟于4月底前；办结时限前十日")]
        ['30wd', '04-30', '10d before closing']
        >>> seen_terms("9月31日前")[0].term, seen_terms("4月8日召开交办会")
        ('', ())
    """
    found: list[Seen] = []
    taken = 0
    made = [*map(_before, _BEFORE.finditer(text)), *(_fixed(x, year) for x in _FIXED.finditer(text))]
    spans = [(x.start, x.end) for x in made if x] + [x.span() for x in _FIXED.finditer(text)]
    held = bytearray(len(text) + 1)
    for start, end in spans:
        held[start:end] = b"\1" * (end - start)
    made += [_counted(x, text) for x in _COUNTED.finditer(text) if not any(held[x.start() : x.end()])]
    for seen in sorted((x for x in made if x), key=lambda x: (x.start, -x.end)):
        if seen.start >= taken:
            found.append(seen)
            taken = seen.end
    return tuple(found)


def _before(found: re.Match[str]) -> Seen | None:
    if not found["n"]:
        return Seen("closing", found[0], *found.span())
    count, unit = number(found["n"]), {"工作日": "wd", "日": "d", "天": "d"}.get(found["u"], "m")
    return _checked(f"{count}{unit} before closing", found)


def _fixed(found: re.Match[str], year: int | None) -> Seen | None:
    lead, by = (
        found["lead"] or ("：" if _LABELLED.search(found.string, max(0, found.start() - 10), found.start()) else ""),
        found["by"] or "",
    )
    named = found["y"] or found["y2"] or ""
    if _PAST.search(named) or named in ("次年", "明年"):
        return None
    if not by and lead in ("", "于", "在", "是") and not (found["part"] or found["end"]):
        return None
    if found["end"] and not by and lead in ("", "是"):
        return None
    if found["part"] in ("上旬", "中旬", "下旬") and not by:
        return None
    stated = number(re.sub("[^0-9〇零一二三四五六七八九]", "", named)) if named[:1] in ("2", "二") else None
    if stated is not None and year is not None and stated != year:
        return None
    month, day = _month_day(found)
    is_copula = lead in ("：", "均为", "为", "是", "截至", "截止", "至迟", "最迟", "定于", "不迟于", "不晚于", "不超过")
    return _checked(
        f"{month:02d}-{day:02d}" if month and day else "", found, is_copula=is_copula and lead != "定于", year=stated
    )


def _month_day(found: re.Match[str]) -> tuple[int | None, int | None]:
    if found["end"]:
        return (6, 30) if found["end"] == "上半年" else (12, 31)
    month = number(found["mo"] or found["mo2"])
    part = found["part"]
    if part:
        last = _LAST.get(month or 0)
        return month, {"上旬": 10, "中旬": 20}.get(part, last)
    return month, number(found["da"] or found["da2"])


def _counted(found: re.Match[str], text: str) -> Seen | None:
    if found["season"]:
        word = found["season"].replace("个", "")
        return Seen(
            {"每月": "1m", "每半月": "15d", "每周": "7d", "每旬": "10d"}.get(word, "3m"),
            found[0],
            *found.span(),
            is_every=True,
        )
    count = number(found["n"] or found["n2"] or found["n3"] or found["n4"] or "")
    if found["half"]:
        term = "6m" if found["hu"] == "年" else "15d"
    elif count is None:
        return None
    else:
        term = f"{count * 7}d" if found["w"] else f"{count}{'wd' if found['wd'] else 'm' if found['m'] else 'd'}"
    every, tail, lead = bool(found["every"]), found["tail"] or "", found["lead"] or ""
    if not every and (lead in ("提前", "不少于") or tail.endswith("前")):
        return None
    if not every and not tail and not lead and not _is_told(text, found):
        return None
    before = text[max(0, found.start() - 2) : found.start()]
    return _checked(term, found, is_every=every, is_copula=(bool(lead) and not tail) or before.endswith(("：", "为")))


def _is_told(text: str, found: re.Match[str]) -> bool:
    """Whether a bare number of days stands where a term does: after `为`, or after a day from which it is counted."""
    before = text[max(0, found.start() - 12) : found.start()]
    return bool(re.search("(?:为|起|：|限|后|延长|延期|延至|延长至|延长到)[，]?$", before))


def _checked(
    term: str, found: re.Match[str], *, is_every: bool = False, is_copula: bool = False, year: int | None = None
) -> Seen:
    try:
        Term.parse(term, anchors={"closing": (8, 31)})
    except CaserulesError:
        term = ""
    return Seen(term, found[0].lstrip("于在到"), *found.span(), is_every=is_every, is_copula=is_copula, year=year)


# ------------------------------------------------------------------------------------------------- counted from what

_REACH: Final = 48
_GAP: Final = 16
_COUNTING: Final = re.compile("(?:从|自|以)[^，。；]{2,20}(?:起|起算|计算|算起|开始计)")
_FROM: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(f"(?:{pattern})起?"))
    for kind, pattern in (
        ("session", "(?:闭幕|闭会|会议结束|大会结束)[^，。；]{0,4}(?:之日|后|起)"),
        (
            "demand",
            "(?:(?:收到|接到|接|自|从)[^，。；]{0,10}(?:退回|不满意|反馈意见|评价|重新办理|重办|补正|要求|反馈)[^，。；]{0,8}(?:之日|日|后|起)"
            "|(?:要求|提出|退回|反馈|通知)[^，。；]{0,4}(?:之日|当日|次日|后)起?)",
        ),
        ("answered", "(?:收到|接到)[^，。；]{0,6}(?:复函|答复|办复)[^，。；]{0,4}(?:之日|日|后|起)"),
        ("issued", "(?:印发|签发|发文|答复|办复|办结)(?:之日|当日|后)起?"),
        ("assigned", "(?:交办|分办|转办|任务下达)[^，。；]{0,8}(?:之日|当日|当天|次日|日|会后|后|起|时)"),
        ("received", "(?:收到|接到|接收|签收|收件|领取|接办)[^，。；]{0,14}?(?:之日|当日|当天|次日|日|后|起|的)"),
    )
)


def start_of(text: str, seen: Seen) -> tuple[str, str]:
    """Return from what a term is counted, and the characters that say so; empty where the text does not.

    Args:
        text: the clause.
        seen: a term of it.

    Example:
        >>> text = "自交办之日起，30个工作日内送达"
        >>> start_of(text, seen_terms(text)[0])
        ('assigned', '交办之日起')
    """
    before = text[max(0, seen.start - _REACH) : seen.start]
    cut = max(before.rfind("。"), before.rfind("；")) + 1
    before = before[cut:]
    best, key, end = "", "", -1
    for kind, pattern in _FROM:
        for found in pattern.finditer(before):
            if (found.end(), len(found[0])) > (end, len(key)):
                best, key, end = kind, found[0], found.end()
    if end >= 0 and len(before) - end <= _GAP:
        return best, key
    return _start_behind(re.split("[。；]", text[seen.end : seen.end + _REACH])[0])


def _start_behind(after: str) -> tuple[str, str]:
    """From what a term is counted, where that stands behind it (`…，自收到之日起计算`)."""
    said = _COUNTING.search(after)
    if not said:
        return "", ""
    for kind, pattern in _FROM:
        found = pattern.search(said[0])
        if found:
            return kind, found[0]
    return "", ""
