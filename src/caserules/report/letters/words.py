"""The words of the letters in both languages: what stands around the places, and the few words that fill them.

`[unit]` and the like stand for places, whose names are of the template's language.
"""

from __future__ import annotations

from typing import Final

from caserules.messages import fill
from caserules.report.words import Lang

__all__ = ["WORDS", "say"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    "draft": ("草稿，须经人工复核后发出", "Draft: a person must review it before it is sent"),
    "issuer": ("（发函单位）", "(issuer)"),
    "reference": ("　　　　〔　　　　〕　　号", "Ref.: ____________"),
    "to": ("[unit]：", "To [unit]:"),
    "withheld": ("另有 {n} 项属涉密件，不在此列出，另行告知。", "{n} more of secret cases are not listed here and are told apart."),
    # ------------------------------------------------------------ reminder
    "reminder.title": ("关于[year]年度建议提案办理事项的提醒函", "Reminder: suggestions and proposals, [year]"),
    "reminder.open": (
        "根据[place][year]年度人大代表建议、政协委员提案办理台账（截至[as_of]），你单位有[count]项办理事项将于[through]（含当日）前到期"
        "或者已经逾期、仍待办理，现提醒如下：",
        "By the register of [place] for [year], as of [as_of], [count] duties of yours fall due by [through] or are overdue "
        "and still to be done:",
    ),
    "reminder.close": (
        "请逐项落实，办结后及时登记。台账登记有误或者另有缘由的，请书面说明并附凭据。",
        "Please see to each of them, and have the day put on record. Where the register is wrong, or there is a reason, please say "
        "so in writing, with proof.",
    ),
    "reminder.end": ("特此提醒。", "This is a reminder."),
    # ------------------------------------------------------------ notice
    "notice.title": ("关于[year]年度建议提案办理情况的告知函", "Notice: suggestions and proposals, [year]"),
    "notice.open": (
        "根据[place][year]年度人大代表建议、政协委员提案办理台账（截至[as_of]），初步认为你单位有[count]项未按要求办理。"
        "现将有关事项告知你单位，请核对：",
        "By the register of [place] for [year], as of [as_of], [count] duties of yours were, at a first reading, not performed as "
        "required. They are put to you to be checked:",
    ),
    "notice.close": (
        "以上尚未确认，不作为通报和考核的依据。请在收到之日起　　个工作日内书面答复：与事实不符的，逐项说明并附凭据；"
        "属实的，说明原因和改进措施。逾期未答复的，由人工依据现有材料复核后确定。",
        "None of this is confirmed, and nothing follows from it yet. Please answer in writing within ____ working days of receiving it: where the facts "
        "differ, item by item and with proof; where they are right, with the reason and what will be done. Without an answer, a "
        "person will review what is on record and decide.",
    ),
    "notice.end": ("特此告知。", "This is a notice."),
    # ------------------------------------------------------------ reply and receipt
    "reply_form.mark": ("类别：[letters]", "Category: [letters]"),
    "reply_form.title": ("对第　　　号建议（提案）的复函", "Reply to suggestion (proposal) No. ______"),
    "reply_form.to": ("　　　　　代表（委员）：", "To ____________, deputy (member):"),
    "reply_form.open": (
        "您提出的关于　　　　　　　　　　　　的建议（提案）收悉，现答复如下：",
        "Your suggestion (proposal) on ________________________ was received. The answer is:",
    ),
    "reply_form.points": (
        "（逐条答复：已经解决的写明结果，列入计划的写明时限和责任，不能解决的写明理由。）",
        "(Point by point: what was solved, with the result; what is planned, by when and by whom; what cannot be done, and why.)",
    ),
    "reply_form.close": (
        "请填写所附复函回执，对办理情况作出评价。感谢您对我们工作的关心和支持。",
        "Please fill in the receipt form attached, and say what you think of the answer. Thank you.",
    ),
    "reply_form.signed": ("[unit]（盖章）", "[unit] (seal)"),
    "reply_form.signed_on": ("　　　　年　　月　　日", "____________ (day)"),
    "reply_form.contact": ("联系人：　　　　　　　联系电话：", "Contact: ____________  Telephone: ____________"),
    "reply_form.meanings": ("类别只标一个：[meanings]。", "Mark one category: [meanings]."),
    "receipt.title": ("复函回执", "Receipt form"),
    "receipt.case": ("件号", "Number"),
    "receipt.unit": ("承办单位", "Handling unit"),
    "receipt.arrived": ("收到复函之日", "Day the reply arrived"),
    "receipt.rating": ("对答复的评价", "Rating of the answer"),
    "receipt.remarks": ("意见和建议", "Remarks"),
    "receipt.signed": ("代表（委员）签名", "Signed by the deputy (member)"),
    "receipt.signed_on": ("填写日期", "Day"),
    "receipt.box": ("□{what}", "☐ {what}"),
    "rating.satisfied": ("满意", "satisfied"),
    "rating.basically_satisfied": ("基本满意", "basically satisfied"),
    "rating.not_satisfied": ("不满意", "not satisfied"),
    # ------------------------------------------------------------ public criticism
    "criticism.title": ("关于[year]年度建议提案办理情况的通报（稿）", "Suggestions and proposals, [year]: public criticism (draft)"),
    "criticism.open": (
        "截至[as_of]，[place][year]年度人大代表建议、政协委员提案办理中，下列[count]项未按要求办理，已告知有关单位，并经具名人员确认：",
        "As of [as_of], in handling the suggestions and proposals of [place] for [year], these [count] duties were not performed "
        "as required; the units were told, and named persons confirmed each:",
    ),
    "criticism.close": (
        "本稿仅供参考。是否通报、情节是否严重、是否追究责任，由人研究决定。",
        "This draft is advice. Whether to publish it, what is serious, and who is held to account, people decide.",
    ),
    "correction.title": ("关于更正[year]年度建议提案办理情况通报的说明（稿）", "Suggestions and proposals, [year]: correction (draft)"),
    "correction.open": (
        "此前通报的下列[count]项，截至[as_of]已不成立，现予更正：",
        "These [count] duties were published before and no longer stand as of [as_of]. They are corrected:",
    ),
    "correction.close": ("更正应当在原通报范围内发布。", "A correction is published as widely as what it corrects."),
    # ------------------------------------------------------------ the table
    "head.number": ("序号", "No."),
    "head.bearer": ("承办单位", "Unit"),
    "head.duty": ("事项", "Duty"),
    "head.case": ("件", "Case"),
    "head.clause": ("依据", "Clause"),
    "head.due": ("期限", "Due"),
    "head.state": ("情形", "State"),
    "head.mend": ("怎样办", "What to do"),
    "state.open": ("还有 {n} 天", "{n} day(s) left"),
    "state.today": ("今日到期", "due today"),
    "state.reminder": ("提醒，不是期限", "a reminder, no deadline"),
    "state.overdue": ("逾期 {n} 天", "{n} day(s) late"),
    "state.done_late": ("逾期 {n} 天办结", "done {n} day(s) late"),
    "state.missing": ("未办", "not done"),
    "state.late": ("逾期", "late"),
    "state.insufficient": ("不合要求", "not as required"),
    "state.out_of_order": ("次序不符", "out of order"),
    "state.forbidden": ("不应为而为", "what was forbidden"),
    "state.published": ("{day}通报；{why}", "published {day}; {why}"),
    "why.withdrawn": ("已撤销", "withdrawn"),
    "why.not_broken": ("现为：{verdict}", "now: {verdict}"),
    "why.gone": ("已无此项", "no such duty now"),
    "mend.open": ("期限前办结，登记日期", "Do it in time; put the day on record"),
    "mend.reminder": ("尽早办理", "See to it soon"),
    "mend.owed": ("尽快补办，登记日期，说明原因", "Do it now, put the day on record, say why"),
    "mend.missing": ("说明原因", "Say why"),
    "mend.late": ("说明逾期原因", "Say why it was late"),
    "mend.insufficient": ("按要求补正，或者补交凭据", "Do it as required, or bring proof"),
    "mend.out_of_order": ("说明先后，或者更正日期", "Explain the order, or correct the days"),
    "mend.forbidden": ("纠正，说明原因", "Undo it, and say why"),
    "mend.same_fact": ("与第 {n} 项同一事实，只计一次", "The same fact as No. {n}: counted once"),
    "semi": ("；", "; "),
    "marks": (" / ", " / "),
    "meaning": ("{letter} {meaning}", "{letter} {meaning}"),
}  # fmt: skip


def say(lang: Lang, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> say("zh", "state.overdue", n=3)
        '逾期 3 天'
    """
    return fill(WORDS[key][1 if lang == "en" else 0], values)
