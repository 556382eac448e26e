"""The policy book's own words, Chinese and English from one place: the same keys, the same `{places}` in both."""

from __future__ import annotations

from typing import Final

from caserules.messages import fill
from caserules.messages.sentences import pick
from caserules.report.words import Lang

__all__ = ["WORDS", "say", "told"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ------------------------------------------------------------ the head
    "subtitle": ("政策书（供核对、签署）", "Policy book, for comparison and signature"),
    "about": (
        "本书由政策文件生成：一条一条写明读到了什么、怎样理解、参数取何值、出自哪里。请对照原文核对；留白之处请逐项选定并签名。",
        "Made from the policy's file: clause by clause, what was read, how it is understood, which values it gives and where "
        "they come from. Compare it with the texts; settle and sign each open point.",
    ),
    "policy": ("政策", "Policy"),
    "version_of": ("{id}，第 {version} 版", "{id}, version {version}"),
    "place": ("地区", "Place"),
    "rank": ("级别", "Rank"),
    "rank.law": ("国家法律", "national law"),
    "rank.city": ("省、市规定", "province or city"),
    "rank.county": ("县级通知", "county"),
    "year": ("固定日所属年度", "Year of the fixed days"),
    "year.register": ("随台账年度", "the register's"),
    "in_force": ("施行", "In force"),
    "from_day": ("{day} 起", "from {day}"),
    "from_to": ("{first} 至 {last}", "{first} to {last}"),
    "not_stated": ("未写明", "not stated"),
    "letters": ("类别字母", "Category letters"),
    "letter": ("{letter}：{meaning}", "{letter}: {meaning}"),
    "scheme": ("类别方案 {scheme}", "scheme {scheme}"),
    "recipients": ("报送对象", "Recipients"),
    "rules": ("规则", "Rules"),
    "counts": ("启用 {on} 条，不启用 {off} 条", "{on} on, {off} off"),
    # ------------------------------------------------------------ sections
    "section.layers": ("依据的文件", "The instruments"),
    "section.clauses": ("逐条读法与参数", "Clause by clause: reading and values"),
    "section.worked": ("年度日期算例", "Worked dates for the year"),
    "section.unruled": ("不设规则的条款", "Clauses without a rule"),
    "section.off": ("未启用的规则", "Rules that are off"),
    "section.scoring": ("计分", "Scoring"),
    "section.open": ("留白之处与选择", "Open points and the choice made"),
    "section.sign": ("签署", "Signature"),
    "section.receipt": ("凭据", "Receipt"),
    "numbered": ("{number}、{text}", "{number}. {text}"),
    "none": ("无。", "None."),
    # ------------------------------------------------------------ instruments and clauses
    "layer": ("层", "Layer"),
    "instrument": ("文件", "Instrument"),
    "dated": ("日期", "Date"),
    "read": ("读到", "Read"),
    "read.whole": ("全文", "whole"),
    "read.part": ("部分", "in part"),
    "checked": ("核对", "Compared"),
    "bottom_up": ("自下而上叠放；期限逐层累加，上一层的理解不压过下一层写明的值。", "Stacked from the bottom up. Days accumulate; a reading above does not override what is stated below."),
    "in_part": ("只读到部分，本书所列均待对照原文。", "Read in part only: what is listed is still to be compared with the text."),
    "titled": ("《{title}》（{layer}）", "{title} ({layer})"),
    "clause": ("{at}　{term}", "{at} {term}"),
    "clause.head": ("条款", "Clause"),
    "rule_line": ("{id} {title}", "{id} {title}"),
    "owes": ("{owes} → {to}：{act}。{why}", "{owes} → {to}: {act}. {why}"),
    "parameter": ("参数", "Parameter"),
    "value": ("值", "Value"),
    "basis": ("性质", "Basis"),
    "basis.reading": ("理解", "a reading"),
    "basis.open": ("{basis}，见留白第 {numbers} 项", "{basis}: open point {numbers}"),
    "basis.stated": ("原文写明", "stated"),
    "basis.unconfirmed": ("草拟，未核对", "drafted, not confirmed"),
    "overridden": ("（叠放之后由其他层的值代替）", "(once stacked, another layer's value is taken)"),
    "no_parameters": ("本条没有参数。", "It has no parameter."),
    # ------------------------------------------------------------ kinds of parameter
    "kind.term": ("期限", "term"),
    "kind.reminder": ("提醒日", "reminder"),
    "kind.recipients": ("报送对象", "recipients"),
    "kind.steps": ("步骤及其后的步骤", "steps, each with those after it"),
    "kind.posts": ("步骤由谁", "who takes each step"),
    "kind.other": ("取值", "value"),
    # ------------------------------------------------------------ terms
    "undated": ("没有定日：到年底仍无记录即不能判定，不因日期判违反", "no day is set: to the year's end, then undetermined, never broken for its day"),
    "fixed": ("{month}月{day}日", "{month}-{day}"),
    "day.out": ("自“{fact}”起{term}，当日不计", "{term} from “{fact}”, that day not counted"),
    "day.in": ("自“{fact}”起{term}，当日计入", "{term} from “{fact}”, that day counted"),
    "before": ("{anchor}之前{term}", "{term} before {anchor}"),
    "rest.as_written": ("逢休息日不顺延", "a rest day does not move it"),
    "rest.roll_forward": ("逢休息日顺延", "rolls forward from a rest day"),
    "rest.unsettled": ("逢休息日是否顺延未定：按文提醒，顺延后仍未办才算违反", "rest day unsettled: the written day reminds, only the rolled one can break"),
    "month.refuse": ("没有对应日的月份不予计算", "a month without that day is refused"),
    "longer": ("认定“{when}”的，{term}", "{term} where attested “{when}”"),
    "when.wide_and_hard": ("涉及面广、办理难度大", "wide in reach and hard to handle"),
    "extended": ("{way}，最长可延至自同一日起 {term}", "{way}, to be extended to no more than {term} from the same day"),
    "way.consent": ("经交办机关同意", "with the consent of whoever assigned it"),
    "way.told": ("向代表委员说明", "the proposer being told"),
    "worked.longer": ("认定后的期限", "as attested"),
    "worked.extended": ("最长延期", "as extended"),
    "kinds": ("只问{kinds}", "of each {kinds} alone"),
    "carried.true": ("只问跨年度件", "of carry-overs alone"),
    "carried.false": ("不问跨年度件", "not of carry-overs"),
    "no_one": ("无", "none"),
    "pair": ("{key}：{value}", "{key}: {value}"),
    # ------------------------------------------------------------ worked dates
    "worked.about": (
        "假定 {day}（星期{weekday}）为各项期限的起算日，按 {calendar} 版工作日历推算；真实的件以其自己的日子起算。",
        "Taking {day} ({weekday}) as the day from which each term runs, by calendar {calendar}; a real case runs from its own days.",
    ),
    "weekdays": ("一 二 三 四 五 六 日", "Mon Tue Wed Thu Fri Sat Sun"),
    "worked.term": ("期限", "Term"),
    "worked.due": ("到期", "Due"),
    "worked.how": ("怎样算的", "How counted"),
    "worked.day": ("{day}（星期{weekday}）", "{day} ({weekday})"),
    "worked.between": ("{first} 至 {last} 之间", "between {first} and {last}"),
    "worked.fixed": ("固定日", "a fixed day"),
    "worked.moved": ("{day} 逢休息日，顺延至其后第一个工作日", "{day} is a rest day: the first working day after it"),
    "worked.unsettled": ("{day} 逢休息日；是否顺延未定", "{day} is a rest day; whether it moves is unsettled"),
    "worked.uncovered": ("放假通知未出或不在日历范围内，给出最早与最晚", "the holiday notice is not out, or the calendar does not cover it: earliest and latest"),
    "worked.refused": ("无法计算：{why}", "cannot be counted: {why}"),
    "worked.remind": ("只提醒", "reminds only"),
    "worked.undated": ("没有定日的规则：{rules}。", "Rules without a day: {rules}."),
    # ------------------------------------------------------------ what is off, scoring
    "why": ("理由", "Reason"),
    "off.why": ("{why}（{n} 条）", "{why} ({n})"),
    "points": ("扣分", "Points"),
    "scoring.full": ("满分 {full}，按下表扣分；出处 {source}。", "Full mark {full}, less the points below; by {source}."),
    "scoring.none": ("不计分。", "Nothing is scored."),
    # ------------------------------------------------------------ open points and signature
    "open.about": (
        "以下各处，原文没有写明。请逐项选定，签名并写明日期；选定的值写回政策文件（reviewed_by、reviewed_on）。",
        "Where the text is silent. Choose for each, sign and date it; what is chosen goes back into the policy's file "
        "(reviewed_by, reviewed_on).",
    ),
    "open.point": ("第 {number} 项　{key}", "{number}. {key}"),
    "open.used": ("用于：{rules}", "Used by: {rules}"),
    "open.of": ("所在的层：{layer}", "Layer: {layer}"),
    "open.chosen": ("（现取）", " (as chosen)"),
    "open.nobody": ("尚无人核对。", "Nobody has reviewed it yet."),
    "open.reviewed": ("{who} 于 {day} 核对。", "Reviewed by {who} on {day}."),
    "sign.about": ("以上内容已与原文核对。", "The above has been compared with the texts."),
    "sign.point": ("核对人", "Reviewed by"),
    "sign.compared": ("核对人", "Compared by"),
    "sign.legal": ("法制审核", "Legal review"),
    "sign.approved": ("批准人（盖章）", "Approved by (seal)"),
    "sign.name": ("签名", "Name"),
    "sign.day": ("日期", "Day"),
    "receipt.layer": ("{id}（第 {version} 版）", "{id} (version {version})"),
    "receipt.calendar": ("工作日历", "Calendar"),
    "sep": ("、", ", "),
    "semi": ("；", "; "),
    # ------------------------------------------------------------ meanings of letters
    "meaning.solvable_now": ("能够解决，尽快落实", "can be solved: carried out at once"),
    "meaning.to_be_planned": ("列入计划逐步解决", "in the plan, step by step"),
    "meaning.not_possible": ("不符合规定或不具备条件", "against the rules, or conditions lacking"),
    "meaning.solved": ("已解决或采纳", "solved or adopted"),
    "meaning.under_way": ("正在解决", "being solved"),
    "meaning.under_way_or_planned": ("正在解决或已列入计划", "being solved, or planned"),
    "meaning.for_later": ("留待以后解决", "for later"),
    "meaning.for_reference": ("留作参考", "for reference"),
    "meaning.higher_remit": ("属上级职权", "a higher body's remit"),
    # ------------------------------------------------------------ what a reading can be
    "option.as_written": ("按写明的日子，不顺延", "as written: a rest day does not move it"),
    "option.roll_forward": ("顺延至其后第一个工作日", "rolls forward to the next working day"),
    "option.unsettled": ("暂不定：从宽", "unsettled: the milder of the two"),
    "option.out": ("起算当日不计", "the opening day is not counted"),
    "option.in": ("起算当日计入", "the opening day is counted"),
    "option.year_end": ("到年底", "to the year's end"),
    "option.plan": ("以工作方案报送日为准", "the work plan's day"),
    "option.closing": ("以办结时限为准", "the closing deadline"),
    "option.none": ("不设", "none"),
    "option.issued": ("复函印发", "the reply issues"),
    "option.dispatched": ("复函寄出", "the reply is dispatched"),
    "option.delivered": ("复函送达", "the reply arrives"),
    "option.accept": ("视为次序相符", "taken as in order"),
    "option.by_kind": ("按类别分送", "by kind"),
    "option.all": ("全部", "all"),
    "option.anybody_by_any_form": ("任何人员、任何方式", "anybody, by any form"),
    "option.undated": ("没有定日", "no day is set"),
    "option.form_returned": ("回执退回之日", "the day the form was returned"),
    "option.meeting_or_face_to_face": ("座谈或当面", "a meeting, or face to face"),
    "option.suggestions": ("只公开建议的复函", "replies to suggestions"),
    "option.suggestions_and_proposals": ("建议和提案的复函都公开", "replies to suggestions and proposals"),
    "anchor.closing": ("办结时限", "the closing deadline"),
    "option.leading": ("领衔代表委员", "the leading proposer"),
    "option.meeting_counts_as_face_to_face": ("座谈视为当面", "a meeting counts as face to face"),
}  # fmt: skip


def say(lang: Lang, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> say("zh", "open.point", number=3, key="start_day")
        '第 3 项　start_day'
    """
    return fill(pick(WORDS[key], lang), values)


def told(lang: Lang, group: str, word: object) -> str:
    """Return the words of a member of a closed list, or the member itself where it is none of ours."""
    key = f"{group}.{word}"
    return say(lang, key) if key in WORDS else str(word)
