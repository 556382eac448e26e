"""The words of drafts and their reports, Chinese and English from one place: the same keys, the same `{places}`."""

from __future__ import annotations

from typing import Final

from caserules.messages import fill

__all__ = ["WORDS", "say"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ------------------------------------------------------------ in the pack
    "head": (
        "由通知草拟，未经核对：请逐行对照原文，属实的把 unconfirmed 改为 stated（理解的改为 reading），补上缺项。",
        "Drafted from a notice, unconfirmed: compare each line with the text, then make `unconfirmed` into `stated` "
        "(or `reading`), and fill in what is missing.",
    ),
    "title": ("草稿：{title}", "Draft: {title}"),
    "read": (
        "核对全文后改为 whole，并写 checked",
        "change it to whole once the whole text was compared, and write checked",
    ),
    "expected": (
        "件数（不属于政策，核对台账用）：{counted}",
        "Counts (no part of a policy; for the register): {counted}",
    ),
    "not_found": ("未找到", "not found"),
    "conflict": ("互相矛盾，请选定：{about}", "in conflict, choose: {about}"),
    "unscored": (
        "通知中没有读到可用的分值；不自拟。",
        "No points that can be used were read in the notice; none are invented.",
    ),
    "sure.high": ("把握高", "sure: high"),
    "sure.medium": ("把握中", "sure: medium"),
    "sure.low": ("把握低", "sure: low"),
    "sure.reading": ("原文未写，沿用所据政策的理解", "not in the text; the base's reading"),
    # ------------------------------------------------------------ in the report
    "report": ("草稿：{title}（依据 {base}）", "Draft: {title} (on {base})"),
    "frame": (
        "制发 {issuer} · 地区 {place} · 文号 {number} · 日期 {day} · 年度 {year}",
        "Issuer {issuer} · place {place} · number {number} · date {day} · year {year}",
    ),
    "found": ("读到的（{n}）", "Found ({n})"),
    "silent": ("原文未写、沿用理解的（{n}）", "Not in the text, the base's reading stands ({n})"),
    "conflicts": ("互相矛盾的（{n}）", "In conflict ({n})"),
    "missing": ("没有读到的（{n} 条规则）", "Missing ({n} rules)"),
    "lacking": ("规则读到而缺参数的（{n}）", "Rules found that lack a parameter ({n})"),
    "remarks": ("看到而没有用上的，请人定", "Seen and not used; for a person"),
    "unread": ("没有作任何处理的条款", "Clauses that nothing was made of"),
    "none": ("无", "none"),
    "confirm": (
        "逐行核对后运行 caserules policy check；未核对的会被拒绝。",
        "Compare line by line, then run `caserules policy check`, which refuses what is unconfirmed.",
    ),
    # ------------------------------------------------------------ remarks
    "remark.bad_day": ("没有这一天", "there is no such day"),
    "remark.unplaced": ("有期限，看不出属于哪项义务", "a term, of which duty cannot be told"),
    "remark.no_start": ("没有写自哪天起算", "it does not say from which day it is counted"),
    "remark.no_column": ("起算的事实没有登记项", "no recorded fact starts it"),
    "remark.no_rule": ("所据政策没有这项规则", "the base has no rule for it"),
    "remark.no_closing": ("以办结时限为准，而办结日没有读到", "it hangs on the closing day, which was not found"),
    "remark.carried": (
        "只对跨年度件的日子；一层政策一项一个期限",
        "a day for carry-overs alone; a layer takes one term each",
    ),
    "remark.other_recipient": ("所据政策没有这个报送对象", "the base does not know this recipient"),
    "remark.no_post": ("有的步骤没有写由谁", "it does not say who takes each step"),
    "remark.key_only": ("只对重点件的签批", "signing for key cases alone"),
    "remark.points": ("有分值，看不出扣哪一项", "points, for which duty cannot be told"),
    "remark.bonus": ("加分暂不支持", "bonuses are not supported"),
    "remark.cap": ("封顶暂不支持", "caps are not supported"),
}


def say(lang: str, key: str, **values: object) -> str:
    """Return the words of a key in `zh` or `en`, with its places filled.

    Example:
        >>> say("en", "not_found"), say("zh", "found", n=3)
        ('not found', '读到的（3）')
    """
    return fill(WORDS[key][1 if lang == "en" else 0], values)
