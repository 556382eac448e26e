"""The closed lists of words: posts, steps, papers, recipients, stages, forms, category meanings, as patterns.

Written once here; the rooms that read build their patterns from them. Every gap in a pattern is bounded.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "CARRIED",
    "FORMS",
    "LETTERS",
    "MEANINGS",
    "PAPERS",
    "POSTS",
    "PRINCIPAL",
    "LEADER",
    "HANDLER",
    "RECIPIENTS",
    "STAGES",
    "STEPS",
    "hits",
]

PRINCIPAL: Final = "(?:(?<!政府)主要(?:负责人|领导|负责同志)|“?一把手”?|党政主要|行政正职|单位负责人|(?<!副)局长)"
LEADER: Final = "(?:(?<!政府)分管(?:的)?(?:负责人|领导|负责同志|副职|班子成员)|班子分管成员)"
HANDLER: Final = "(?:(?:具体)?(?:经办|承办|办理)(?:人员|人|同志|科室|股室)|业务(?:科室|股室)|责任(?:科室|股室)|联络员)"
CARRIED: Final = "(?:跨年度?|结转|(?:去年|上年度?|上一年度?|往年|以前年度)[^，。；]{0,12}(?:建议|提案|B类|办理|未办结)|(?<![0-9])20[0-9]{2}年[^，。；]{0,14}(?:未办结|结转|尚未解决|未解决)|遗留|列为“?B”?类|20[0-9]{2}年(?:度)?[^，。；]{0,4}B类|B类（)"

POSTS: Final = {"principal": PRINCIPAL, "leader_in_charge": LEADER, "handler": HANDLER}
STAGES: Final = {
    "before": "(?:办理|承办)(?:工作)?(?:之?前|启动前|开始前)|办前|动手办理前|研究办理前|制定方案前",
    "during": "(?:办理|承办)(?:过程|期间)?中(?!心)|办中|(?:办理|承办)(?:过程|期间)",
    "after": "(?:办理|办结|办毕|答复|办复|承办)(?:工作)?(?:完成|结束|完毕)?(?:之|以)?后|办后",
}
FORMS: Final = {
    "face_to_face": "当面|面对面|上门|走访|登门|见面|面商|面谈|面复",
    "meeting": "座谈|会商|恳谈|见面会|邀请[^，。；]{0,10}参加|协商会",
    "telephone": "电话|致电",
    "letter": "信函|书信|函件|发函|去函|书面(?:沟通|联系|通报|告知|反馈)",
    "online": "网络|网上|线上|微信|短信|邮件|平台|视频",
}
TALK: Final = (
    "沟通|联系|走访|座谈|见面|交流|通报|反馈|告知|听取|征求|上门|登门|面商|面谈|恳谈|回访|当面|致电|走访|拜访|对接"
)
STEPS: Final = {
    "draft": "拟稿|起草|草拟|拟文|拟办(?!理)|拟出",
    "recheck": "复核|核稿|校核|核对|校对",
    "countersign": "会签",
    "leader_sign_off": "(?:督办|领衔|牵头)(?:的)?(?:[县区市州]?(?:政府)?)?领导[^，。；、]{0,6}(?:审签|签发|签字|审定|签批|审阅签)",
    "review": "审核|审查|初审|把关|审阅",
    "sign_off": "审签|签发|审定|签批|签字|签署|审批",
}
PAPERS: Final = {
    "work_plan": "(?:办理)?(?:工作)?(?:实施)?(?:工作方案|办理方案|实施方案|办理计划|工作计划|办理工作安排)",
    "receipt": "回执|(?:征询|征求|反馈)意见表|意见(?:反馈|征询|征求)表|满意度(?:测评|评价|反馈)?表|反馈表",
    "summary": "总结(?!经验|推广|提炼|成效|提高)|(?:全年|年度)(?:办理)?(?:工作)?(?:情况)?报告|办理情况报告|工作报告",
    "reply": "复函(?!回执|格式)|答复(?:件|函|文件|文稿|材料)(?!回执)|答复意见|纸质件|复文",
}
RECIPIENTS: Final = {
    "government_office": "[县区市州旗省]?(?:人民)?政府(?:办公室|督查室|目督办|督查局|办(?!理|结|件))|[县区市州]府办|政府目标督查办",
    "congress_committee": "(?:[县区市州旗]?人大(?:常委会)?(?:人事代表|代表(?:工作|联络|人事)?|选举任免代表|人代|选任联|人选|任免)[^，。；、和及与]{0,10}?(?:工委|工作委员会|委员会|办公室|联络室|委|室))|[县区市州旗]人大(?:常委会)?(?:办公室|办(?!理|结)|机关)?",
    "cppcc_committee": "(?:[县区市州旗]?政协(?:常委会)?提案(?:[^，。；、和及与]{0,8}?(?:委员会|办公室|委|办(?!理|结)|科))|[县区市州旗]政协(?:办公室|办(?!理|结)|委员会|机关)?)(?!委员)",
}
MEANINGS: Final = {
    "higher_remit": "(?:上级|省级?|市级?|国家)[^，。；]{0,8}(?:权限|职权|事权|职责|层面|解决|决定)|超出[^，。；]{0,8}(?:权限|职权)|向上(?:反映|争取)",
    "for_reference": "参考|供研究|借鉴",
    "not_possible": "不具备|不符合|条件(?:限制|所限|不成熟)|无法解决|(?:难以|不能|不可行|暂不)[^，。；]{0,4}(?:解决|办理|采纳|实施)?[^，。；]{0,10}(?:解释|说明|理解)|理解和?支持|解释说明|说明(?:原因|理由)|客观条件|暂时?(?:不能|无法|难以)解决|不可行|不能解决",
    "to_be_planned": "(?:列入|纳入|制[定订])[^，。；]{0,10}(?:计划|规划)|逐步(?:解决|落实|推进)|正在(?:解决|办理|落实|推进|实施)|分(?:步|期|年)|一时(?:难以|不能|无法)|计划(?:逐步)?解决|跨年度|已列入|尚需时日",
    "solvable_now": "(?:已经?|得到|予以|基本|能够?|可以|及时|立即|当年|年内)[^，。；]{0,6}(?:解决|采纳|落实|办结|实施)|条件具备|(?<!不)具备[^，。；]{0,4}条件|有条件|采纳",
}
LETTERS: Final = re.compile(
    "(?<![A-Za-z])“?([A-D])”?(?:类|级|档)|(?:用|以|标明|标注为?|为)“([A-D])”|(?<![A-Za-z、])([A-D])(?=[（：])"
)


def hits(words: dict[str, str], text: str) -> list[tuple[int, int, str]]:
    """Return where words of a list stand in a text: start, end, which; in order, the longest first, none inside another.

    Example:
        >>> hits(STEPS, "经审核、签发")
        [(1, 3, 'review'), (4, 6, 'sign_off')]
    """
    found = sorted(
        ((x.start(), x.end(), key) for key, pattern in words.items() for x in re.finditer(pattern, text)),
        key=lambda x: (x[0], -x[1]),
    )
    kept: list[tuple[int, int, str]] = []
    for hit in found:
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept
