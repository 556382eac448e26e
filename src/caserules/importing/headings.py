"""What the columns of an office's sheet are called, and where its header stands.

The words are data: each column of ours with those that offices use for it. A heading is compared without spaces, line ends,
marks of width and what stands in brackets behind it. A heading that no list knows is told and left, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caserules.models import CaseKind

__all__ = ["HEADINGS", "Field", "Header", "find_header", "heading", "kind_in"]


class Field(StrEnum):
    """A column that the importer reads."""

    SEQUENCE = "sequence"
    KIND = "kind"
    SESSION = "session"
    NUMBER = "number"
    TITLE = "title"
    PROPOSER = "proposer"
    CO_SIGNERS = "co_signers"
    LEAD_UNIT = "lead_unit"
    CO_UNITS = "co_units"
    UNITS = "units"
    MODE = "mode"
    KEY = "key"
    LEADER = "leader"
    ASSIGNED = "assigned"
    RECEIVED = "received"
    DELIVERED = "delivered"
    DUE = "due"
    CATEGORY = "category"
    SATISFACTION = "satisfaction"
    REPLY_NUMBER = "reply_number"
    ISSUED = "issued"
    SIGNED = "signed"
    SIGNER = "signer"
    CARRIED = "carried"
    MERGED = "merged"


HEADINGS: Final[Mapping[Field, tuple[str, ...]]] = {
    Field.SEQUENCE: ("序号", "流水号"),
    Field.KIND: ("类别", "案别", "类型", "建议/提案"),
    Field.SESSION: ("届次", "会议", "年度"),
    Field.NUMBER: (
        "编号", "案号", "建议编号", "提案编号", "提案号", "建议号", "提案序号", "建议序号", "件号", "第N号",
    ),
    Field.TITLE: ("标题", "题目", "案由", "建议名称", "提案名称", "建议标题", "提案标题"),
    Field.PROPOSER: (
        "领衔代表", "领衔人", "提出代表", "建议人", "第一提案人", "提案人", "提案者", "代表姓名", "委员姓名",
    ),
    Field.CO_SIGNERS: ("联名代表", "联名人", "附议代表", "联名提案人", "附议人"),
    Field.LEAD_UNIT: ("主办单位", "主办", "承办单位", "牵头单位", "主办单位名称列表"),
    Field.CO_UNITS: ("协办单位", "会办单位", "协办", "会办", "参办", "参办单位", "配合单位", "协办单位名称列表"),
    Field.UNITS: ("办理单位",),
    Field.MODE: ("办理方式", "办理类型", "承办性质"),
    Field.KEY: ("重点提案", "重点建议", "是否重点"),
    Field.LEADER: ("督办领导", "重点督办", "领衔督办领导", "牵头县领导"),
    Field.ASSIGNED: ("交办日期", "交办时间", "转办时间", "交办之日"),
    Field.RECEIVED: ("收到日期", "收到时间"),
    Field.DELIVERED: ("协办意见送达日期", "协办意见送达时间", "会办意见送达日期"),
    Field.DUE: ("办结时限", "要求办结日期", "主办时限", "协办时限"),
    Field.CATEGORY: ("办理结果", "办理情况", "解决程度", "答复类别", "办复类别", "类"),
    Field.SATISFACTION: ("满意度", "提案人意见", "意见反馈", "委员意见", "评价"),
    Field.REPLY_NUMBER: ("复函文号", "复文号", "字/年/号"),
    Field.ISSUED: ("答复日期", "办复时间", "办复日期", "答复时间"),
    Field.SIGNED: ("签发日期", "签发时间"),
    Field.SIGNER: ("签发人", "审签人"),
    Field.CARRIED: ("跨年度", "是否跨年", "是否跨年度"),
    Field.MERGED: ("合并提案", "合并建议", "并案"),
}  # fmt: skip

_BY_WORD: Final = {word: field for field, words in HEADINGS.items() for word in words}
_BEHIND: Final = re.compile(r"[(\[【〔].*?[)\]】〕]|[*:：]")
_SEARCHED: Final = 20
_FEWEST: Final = 3
_MUST: Final = (Field.NUMBER, Field.TITLE, Field.LEAD_UNIT, Field.UNITS)


@dataclass(frozen=True)
class Header:
    """A sheet's header: its row, counted from 0, the place of each column, and the headings that nobody knows."""

    row: int
    places: Mapping[Field, int]
    twice: tuple[Field, ...]
    left: tuple[tuple[int, str], ...]
    texts: Mapping[Field, str]


def heading(cell: object) -> str:
    r"""Return a heading as it is compared.

    Example:
        >>> heading(" 主办\n单位（必填）"), heading("答复日期*")
        ('主办单位', '答复日期')
    """
    text = "".join(unicodedata.normalize("NFKC", str(cell)).split())
    return _BEHIND.sub("", text)


def kind_in(text: str) -> CaseKind | None:
    """Return the kind of case that a word names: a sheet's name, a heading, a cell.

    Example:
        >>> kind_in("2023年提案办理情况"), kind_in("建议编号"), kind_in("建议提案")
        (<CaseKind.PROPOSAL: 'proposal'>, <CaseKind.SUGGESTION: 'suggestion'>, None)
    """
    proposal, suggestion = "提案" in text or "案由" in text, "建议" in text.replace("建议办理", "")
    if proposal is suggestion:
        return None
    return CaseKind.PROPOSAL if proposal else CaseKind.SUGGESTION


def find_header(rows: Sequence[Sequence[object]], named: Mapping[str, str]) -> Header | None:
    """Return the header of a sheet: the row among the first twenty in which the most headings are known.

    Args:
        rows: the sheet's rows.
        named: headings of this office, with the column that each is, or `-` for one to leave.
    """
    names = {heading(key): value for key, value in named.items()}
    best: Header | None = None
    for number, row in enumerate(rows[:_SEARCHED]):
        found = _header(number, row, names)
        if len(found.places) >= _FEWEST and any(x in found.places for x in _MUST):
            best = found if best is None or len(found.places) > len(best.places) else best
    return best


def _header(number: int, row: Sequence[object], names: Mapping[str, str]) -> Header:
    places: dict[Field, int] = {}
    texts: dict[Field, str] = {}
    twice: list[Field] = []
    left: list[tuple[int, str]] = []
    for place, (text, field) in enumerate(_fields(row, names)):
        if field is None:
            left += [(place, text)] if text else []
        elif field in places:
            twice.append(field)
        else:
            places[field], texts[field] = place, text
    return Header(number, places, tuple(x for x in dict.fromkeys(twice) if x is not Field.DUE), tuple(left), texts)


def _fields(row: Sequence[object], names: Mapping[str, str]) -> Iterator[tuple[str, Field | None]]:
    for cell in row:
        text = heading(cell)
        named = names.get(text)
        if named is not None:
            yield text, None if named == "-" else Field(named)
        else:
            yield text, _BY_WORD.get(text)
