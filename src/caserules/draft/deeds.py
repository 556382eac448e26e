"""Duties that a notice sets without a day, a post or a recipient: which clause speaks of them, by its key words.

Each pattern names the deed and who does it or to what; a clause may speak of several. The clause alone is read here: what a
rule's parameters are is read by the other rooms, or left to the base's reading of silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caserules.draft.words import CARRIED, LEADER, PRINCIPAL

__all__ = ["HEADS", "deeds_in", "heads_in"]


@dataclass(frozen=True, slots=True)
class _Deed:
    rule: str
    said: re.Pattern[str]
    around: re.Pattern[str] | None = None
    veto: re.Pattern[str] | None = None


def _deed(rule: str, said: str, around: str = "", veto: str = "") -> _Deed:
    return _Deed(rule, re.compile(said), re.compile(around) if around else None, re.compile(veto) if veto else None)


_MAJOR: Final = "(?:重大(?:问题|事项|建议|提案|决策)|热点|难点|综合性强|民生(?:问题|建议|提案|关切))"
_CO: Final = "(?:协办|会办)"
_DEEDS: Final = (
    _deed("ROLE-01", f"{PRINCIPAL}[^。；]{{0,16}}(?:亲自(?!协调|牵头办理|领办|办理)|负总责|总负责|部署|过问|挂帅|第一责任|全面负责|总抓|主动抓)|一把手”?(?:负责制|责任制|工程)"),
    _deed("ROLE-02", "(?:落实|明确|确定|指定|安排|选派|配备)[^，。；]{0,12}(?:分管(?:的)?(?:领导|负责人)|经办|联络员|承办人|(?:具体)?办理人|具体承办|责任科室|专人(?:负责|办理|承办))", veto=f"{CARRIED}|跟踪(?!过问)"),
    _deed("ROLE-03", "(?:重点|疑难|重大|复杂)[^。；]{0,40}(?:向|报)[^，。；]{0,14}(?:领导|政府|[县区市]长)[^，。；]{0,8}(?:汇报|报告|请示)|(?:汇报|报告)[^，。；]{0,6}重点(?:建议|提案)", veto="必要时|总结"),
    _deed("ROLE-04", f"{LEADER}[^。；]{{0,12}}(?:牵头协调|具体抓|组织协调|统筹协调|协调抓|牵头(?:研究|组织|抓|负责)|负责协调|具体负责[^，。；人]{0,2}(?:协调|推进|抓|组织))"),
    _deed("KEY-01", f"{_MAJOR}[^。；]{{0,40}}{PRINCIPAL}[^，。；]{{0,10}}(?:牵头|领办|领衔|亲自|负责|主抓|主持)|{PRINCIPAL}[^，。；]{{0,6}}(?:牵头|领办|领衔|亲自)(?:办理)?[^，。；]{{0,12}}{_MAJOR}|{PRINCIPAL}[^。；]{{0,30}}{_MAJOR}[^，。；]{{0,10}}(?:领办|领衔|牵头|亲自)"),
    _deed("KEY-02", "(?:督办|重点|领衔)[^。；]{0,50}(?:谋划|细化[^，。；]{0,6}(?:方案|措施)|制[定订][^，。；]{0,10}(?:方案|计划)|提前(?:部署|研究|介入)|尽早)", veto=f"{CARRIED}|报送"),
    _deed("COHAND-02", f"(?:重新|再次|重)[^，。；]{{0,8}}{_CO}意见|{_CO}意见[^。；]{{0,70}}(?:重新|再次|退回|补充|重报|补正)"),
    _deed("COHAND-03", f"(?:主办|牵头)单位[^。；]{{0,12}}(?:统一|汇总|集中|负责)[^，。；]{{0,8}}(?:答复|办复|回复|函复)|{_CO}单位[^。；]{{0,6}}(?:不得|不再|不要|不单独|不另行|无需)[^，。；]{{0,8}}(?:答复|函复|回复)"),
    _deed("REPLY-02", "(?:正式|书面)(?:文件|公文|行文)?[^，。；]{0,8}(?:答复|函复|回复|复函)(?!意见|件[报送])[^，。；]{0,8}(?:代表|委员|提案|建议人|领衔)|答复[^，。；]{0,6}(?:函|文件)[^，。；]{0,6}(?:送达|寄送|寄给|送交|送给|当面送)[^，。；]{0,8}(?:代表|委员|提案)|(?:送达|寄送|送交|寄给)[^，。；]{0,6}(?:每位|全体|领衔|所有)?[^，。；]{0,4}(?:代表|委员|提案[人者])"),
    _deed("REPLY-03", "(?:内容|答复|复函|文字)[^，。；]{0,8}(?:具体(?!承办|办理|经办|负责)|详实|翔实|真实|属实|实事求是|准确|言之有物)|实事求是[^，。；]{0,6}答复|不得[^，。；]{0,6}(?:答非所问|敷衍)", veto="通报批评|扣"),
    _deed("CARRY-01", f"(?:{CARRIED}|(?:去年|上年度?|往年)的)[^。；]{{0,30}}(?:台账|登记造册|清单)|(?:台账|登记造册|清单)[^。；]{{0,30}}{CARRIED}"),
    _deed("CARRY-02", "(?:专人|责任人|专门人员)[^，。；]{0,6}(?:跟踪|跟进|盯办|督促|续办)", CARRIED),
    _deed("CARRY-03", "(?:细化|完善|修订|制[定订]|优化|调整)[^，。；]{0,8}(?:解决|整改|办理|落实)?(?:方案|措施|计划)", CARRIED),
    _deed("CARRY-04", "逐[件条项](?:[、，]?逐[件条项])?[^，。；]{0,8}(?:解决|落实|办理|兑现|推进)", CARRIED),
    _deed("PROMISE-01", "承诺[^。；]{0,40}(?:完成(?:时限|时间|期限|日期)|时间表|时间节点|步骤|办理期限)"),
    _deed("PROMISE-02", "有诺必[行践]|承诺[^。；]{0,24}(?:兑现|落实到位|说到做到|履行到位|如期完成|按期完成)|兑现承诺"),
    _deed("CLOSE-01", "销号|办结一件[^，。；]{0,4}销"),
)  # fmt: skip

HEADS: Final = (
    ("REPLY-01", "not_answered_in_time", "(?:未在|未按|超过|逾期|超期|不按)[^，。；、]{0,12}(?:时限|期限|时间|期|规定)[^，。；、]{0,10}(?:答复|办结|办复)|(?:逾期|超期|超时)[^，。；、]{0,6}(?:答复|办复|办结)"),
    ("OUTCOME-01", "solvable_not_solved", "(?:能够?|有条件|应当?|可以|具备条件)[^，。；、]{0,4}解决[^，。；、]{0,4}(?:未|不|没有|没)[^，。；、]{0,4}(?:解决|办|落实)?"),
    ("REPLY-03", "contradicts_facts", "(?:与|和)(?:事实|实际)[^，。；、]{0,6}(?:不相?符|不一致|相悖|有出入)|失实|弄虚作假"),
)  # fmt: skip
"""The heads of default that a rule's breach may fall under, each with the words for it."""

_HEAD_PATTERNS: Final = tuple((rule, head, re.compile(pattern)) for rule, head, pattern in HEADS)
_BACK: Final = 16
_AHEAD: Final = 10
_BLAME: Final = re.compile("通报|问责|追责|追究|约谈|扣分|批评|责任")


def deeds_in(text: str, item: str) -> Iterator[tuple[str, str]]:
    """Yield the rules whose deed a clause speaks of, each with the key words.

    Args:
        text: the clause.
        item: the text of its item, which may say of which cases it speaks.

    Example:
        >>> [rule for rule, _ in deeds_in("主要负责人要亲自部署，办结一件销号一件。", "")]
        ['ROLE-01', 'CLOSE-01']
    """
    for deed in _DEEDS:
        found = deed.said.search(text)
        if not found or (deed.veto and deed.veto.search(text, max(0, found.start() - _BACK), found.end() + _AHEAD)):
            continue
        if deed.around and not (deed.around.search(text) or deed.around.search(item)):
            continue
        yield deed.rule, found[0]


def heads_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the heads of default that a clause lists: the rule, the head, the key words.

    Example:
        >>> [head for _, head, _ in heads_in("对答复与事实不符的，予以通报批评。")]
        ['contradicts_facts']
    """
    if not _BLAME.search(text):
        return
    for rule, head, pattern in _HEAD_PATTERNS:
        found = pattern.search(text)
        if found:
            yield rule, head, found[0]
