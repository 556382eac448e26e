"""To which duty a term belongs: key words near it, weighed by how near they stand and on which side.

In Chinese the object mostly follows its term (于某日前将方案报送), and stands before it where a copula joins them (时限为某日).
A duty that the base has no rule for is named all the same, so that a person sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from caserules.draft.terms import Seen
from caserules.draft.words import CARRIED

__all__ = ["DUTIES", "Cue", "Placed", "duty_of"]

_PROPOSER: Final = "(?:代表|委员|提案(?:人|者)|建议(?:人|者)|领衔人)"


@dataclass(frozen=True, slots=True)
class Cue:
    """The key words of a duty.

    Attributes:
        duty: its name in this room.
        near: words that stand near its term.
        context: words that must stand in the term's phrases, if any.
        veto: words that must not.
        bonus: how much more it says than a plainer duty.
    """

    duty: str
    near: re.Pattern[str]
    context: re.Pattern[str] | None = None
    veto: re.Pattern[str] | None = None
    bonus: int = 0


def _cue(duty: str, near: str, context: str = "", veto: str = "", bonus: int = 0) -> Cue:
    made = re.compile(context) if context else None
    return Cue(duty, re.compile(near), made, re.compile(veto) if veto else None, bonus)


_CO: Final = "协办|会办|协助办理"
DUTIES: Final = (
    _cue("redo_term", "(?:重新|再次|重)(?:提出|出具|提供|报送|反馈|提交|办理|送|报|形成)|补充(?:完善|说明|提出|报送|送)|补正|退回|重报|修改完善", f"{_CO}|重新提出意见", bonus=20),
    _cue("opinion_term", f"(?:{_CO})意见|(?:送|反馈|提交|报|告知|交|函告|函复|书面回复)[^，。；]{{0,6}}(?:主办|牵头)(?:单位|部门)|配合意见", veto="重新|再次|补充|退回|重报|补正", bonus=12),
    _cue("opinion_term", "(?:送|反馈|提交|书面|意见|办理|函复|回复)", f"(?:{_CO})(?:单位|部门)", "主办单位[^，。；]{0,6}(?:答复|办)|重新|再次|退回|重报", -6),
    _cue("again_term", "(?:重新|再次|继续|二次|重)(?:研究|组织)?(?:办理|答复|办复|沟通|研究)|再办理|再答复|答复|办理|沟通", "不满意|不认可|有异议|未认可|意见较大", _CO, 16),
    _cue("reassign_term", "重新(?:交办|分办|确定|转办)|另行(?:交办|确定)|改(?:交|转)|调整交办", bonus=22),
    _cue("return_term", "退回|退件|退还|退办|调整承办|改办|申请(?:调整|改)|提出(?:异议|调整|书面说明|申请|意见)|说明(?:理由|原因|情况)|反馈|书面|报", "退回|退件|退还|退办|异议|不同意见|不属于|非本单位|职责(?:范围|不符)|承办单位(?:有误|不当)|调整承办", f"{_CO}意见|不满意|公开", 10),
    _cue("extension_term", "延期|延长|适当延|顺延|申请延|展期", bonus=14),
    _cue("extension_term", ".", "延期|延长|展期|确需|情况复杂|涉及面广|难以按期|不能按期|特殊情况", bonus=11),
    _cue("contact_term", f"(?:首次|初次|第一次|先行|主动)[^，。；]{{0,8}}(?:联系|沟通|走访|见面|对接)|(?:联系|走访|沟通|见面|对接)[^，。；]{{0,6}}{_PROPOSER}|(?:与|向|同){_PROPOSER}[^，。；]{{0,10}}(?:取得联系|联系|沟通|见面)", veto="进展|通报", bonus=6),
    _cue("acknowledge_term", "签收|确认接收|领取|领回|接收确认", bonus=6),
    _cue("receipt_term", f"{_PROPOSER}[^，。；]{{0,16}}(?:反馈(?!进|情况)|填写|返回|寄回|评价|填好|交回)|(?:填写|收回|回收|寄回|返回|反馈)[^，。；]{{0,10}}(?:回执|意见表|反馈表|评价表)|(?:回执|意见表|反馈表)[^，。；]{{0,6}}(?:寄回|收回|返回|反馈|交回)", veto="报送|抄送|存档|备案", bonus=10),
    _cue("receipt_term", "反馈|评价|填写|寄回|交回|回复", f"{_PROPOSER}[^，。；]{{0,8}}(?:收到|接到)[^，。；]{{0,4}}(?:复函|答复)", "报送|抄送|存档", 16),
    _cue("publication_term", "公开|公布|公示|上网|门户网站|官网", veto="考核|评选|通报", bonus=8),
    _cue("refining_term", "(?:解决|整改|跟踪办理|落实)(?:方案|计划|措施)|(?:方案|计划)[^，。；]{0,6}(?:细化|完善)|(?:细化|完善|修订|制[定订])[^，。；]{0,10}(?:方案|计划)", CARRIED, bonus=12),
    _cue("carried_reply", "办结|办复|答复|办理完毕|销号|完成", f"(?<!括)(?<!含)(?:{CARRIED})", "(?:包括|包含|含)[^，。；]{0,4}跨年", 9),
    _cue("naming_term", "(?:确定|明确|落实|指定|选定|配备)[^，。；]{0,16}(?:分管(?:的)?(?:领导|负责人)|经办|承办人|联络员|办理人|责任人)|(?:联络员|责任人|承办人)[^，。；]{0,4}(?:名单|信息)", bonus=8),
    _cue("deploy_term", "(?:召开|组织)[^，。；]{0,10}(?:部署|专题|动员|研究)[^，。；]{0,4}会|(?:安排|动员)?部署[^，。；]{0,8}(?:办理|工作)", bonus=4),
    _cue("progress_reminder", "(?:通报|反馈|告知|沟通|汇报|联系|报告)[^，。；]{0,12}(?:进展|进度|办理情况|一次|1次)|(?:进展|进度)[^，。；]{0,6}(?:通报|告知|反馈|沟通)", _PROPOSER, bonus=6),
    _cue("reply_term", "办结|办复|办毕|办理(?:完毕|完成|结束|时限|期限|工作)|完成(?:全部|所有)?[^，。；]{0,6}(?:办理|答复)|答复|复函", veto=f"(?:收到|接到)[^，。；]{{0,4}}(?:复函|答复)|延期|延长|(?:{_CO})意见|不满意|重新(?:办理|答复)|督查|通报|考核"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """The duty of a term: which, the words that say so, and how plainly (the lower the plainer)."""

    duty: str
    key: str
    cost: int


_REACH: Final = 60
_NEAR: Final = 24
_COMMA: Final = 6
_LEFT: Final = 8
_COPULA: Final = 30
_MOST_COST: Final = 50


def duty_of(text: str, seen: Seen, since: int, until: int) -> Placed | None:
    """Return the duty that a term belongs to, or None.

    Args:
        text: the clause.
        seen: the term.
        since, until: where the previous term ends and the next one begins.

    Example:
        >>> from caserules.draft.terms import seen_terms
        >>> text = "协办单位应于15个工作日内将协办意见送主办单位，主办单位于60日内答复代表"
        >>> first, second = seen_terms(text)
        >>> duty_of(text, first, 0, second.start).duty, duty_of(text, second, first.end, len(text)).duty
        ('opinion_term', 'reply_term')
    """
    left = text[max(since, seen.start - _REACH) : seen.start]
    right = text[seen.end : min(until, seen.end + _REACH)]
    if "；" in left:
        left = left.rpartition("；")[2]
    around = text[max(0, seen.start - 2 * _REACH) : seen.start].rpartition("；")[2] + right
    best: Placed | None = None
    for cue in DUTIES:
        if seen.is_every != (cue.duty == "progress_reminder"):
            continue
        if cue.context and not cue.context.search(around):
            continue
        for placed in _nearest(cue, left, right, seen.is_copula):
            if best is None or placed.cost < best.cost:
                best = placed
    return best if best is not None and best.cost <= _MOST_COST else None


def _nearest(cue: Cue, left: str, right: str, is_copula: bool) -> list[Placed]:
    found = []
    after = cue.near.search(right)
    if after and not (
        cue.veto and cue.veto.search(left.rpartition("，")[2][-_NEAR:] + "，" + right[: after.end() + _NEAR // 2])
    ):
        cost = after.start() + _COMMA * right[: after.start()].count("，") - cue.bonus
        found.append(Placed(cue.duty, after[0], cost))
    before = next(reversed(list(cue.near.finditer(left))), None)
    if before and not (
        cue.veto and cue.veto.search(left[left.rfind("，", 0, before.start()) + 1 :] + "，" + right[: _NEAR // 2])
    ):
        gap = left[before.end() :]
        cost = len(gap) + _COMMA * gap.count("，") + _LEFT - cue.bonus - (_COPULA if is_copula else 0)
        found.append(Placed(cue.duty, before[0], cost))
    return found
