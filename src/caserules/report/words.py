"""The words of the reports, Chinese and English from one place: the same keys, the same `{places}` in both.

Labels and short sentences only; what a finding says stands in the finding. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from caserules.messages import fill

__all__ = ["VERDICTS", "WORDS", "Lang", "frame", "known", "say"]

Lang: TypeAlias = Literal["zh", "en"]
"""The language of a report: Chinese or English."""

VERDICTS: Final = ("broken", "undetermined", "pending", "met", "not_applicable")
"""The five verdicts, in the order in which a reader needs them."""

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ------------------------------------------------------------ the head
    "title": ("建议提案办理情况核查", "Handling of suggestions and proposals: a check"),
    "disclaimer": ("系统初判，须经人工复核。", "A first reading by machine: a person must confirm it."),
    "disclaimer_more": (
        "本页只按登记的日期和事实推算；实质、属实、能否解决等须由人判断。未知不等于违反。",
        (
            "It counts from the days and facts on record; substance, truth and solvability are for "
            "people to judge. What is not known is not a breach."
        ),
    ),
    "place": ("地区", "Place"),
    "year": ("年度", "Year"),
    "policy": ("政策", "Policy"),
    "as_of": ("截至", "As of"),
    "as_of_day": ("截至 {day}（当日终了）", "As of the end of {day}"),
    "complete_through": ("登记完整至", "Records complete through"),
    "version_of": ("{id}（版本 {version}）", "{id} (version {version})"),
    "findings": ("结论", "findings"),
    "partial": (
        "只读入了部分台账：有误的记录已略去，不计分、不排名。",
        "Part of the register only: faulty records were left out, so nothing is scored or ranked.",
    ),
    "only": ("只列出：{verdicts}；总数仍是全部。", "Listed: {verdicts} only; the totals are of all."),
    # ------------------------------------------------------------ verdicts and how a duty was broken
    "verdict": ("结论", "Verdict"),
    "verdict.met": ("符合", "met"),
    "verdict.broken": ("违反", "broken"),
    "verdict.pending": ("未到期", "pending"),
    "verdict.undetermined": ("无法判断", "undetermined"),
    "verdict.not_applicable": ("不适用", "not applicable"),
    "means.met": ("按期且合要求", "in time, and as asked"),
    "means.broken": ("无论未知如何都违反", "however the unknowns turn out"),
    "means.pending": ("还可以做到", "can still be done"),
    "means.undetermined": ("缺事实，待补", "a fact is missing"),
    "means.not_applicable": ("已终止，或不欠", "ended, or never owed"),
    "breach.missing": ("未办", "missing"),
    "breach.late": ("逾期", "late"),
    "breach.insufficient": ("不合要求", "insufficient"),
    "breach.out_of_order": ("次序颠倒", "out of order"),
    "breach.forbidden": ("违反禁止", "forbidden act"),
    # ------------------------------------------------------------ a case, a unit, a day
    "case": ("件", "Case"),
    "case.title": ("标题", "Title"),
    "case.mode": ("办理方式", "Handled"),
    "case.answering": ("主办（单办、分办）", "Answering"),
    "case.co_handling": ("协办", "Co-handling"),
    "case.assigned": ("交办日", "Assigned"),
    "case.issued": ("复函印发日", "Reply issued"),
    "case.category": ("结果类别", "Category"),
    "mode.single": ("单办", "alone"),
    "mode.lead_with_co_handling": ("主办会办", "lead and co-handling"),
    "mode.separate": ("分办", "separately"),
    "day_word.none": ("不会", "will not happen"),
    "day_word.not_yet": ("尚未", "not yet"),
    "day_word.done": ("已办", "done"),
    "kind": ("类别", "Kind"),
    "kind.suggestion": ("建议", "suggestion"),
    "kind.proposal": ("提案", "proposal"),
    "kind.unit": ("单位事项", "of the unit itself"),
    "no_case": ("（单位）", "(the unit)"),
    "unit": ("单位", "Unit"),
    "rule": ("规则", "Rule"),
    "duty_part": ("{duty}（{part}）", "{duty} ({part})"),
    "duty": ("事项", "Duty"),
    "due": ("期限", "Due"),
    "done": ("完成", "Done"),
    "ever": ("不限", "any day"),
    "never": ("无期限", "no day"),
    "between": ("{from} 至 {to} 之间", "between {from} and {to}"),
    "from_day": ("{from} 起", "from {from}"),
    "until_day": ("不晚于 {to}", "no later than {to}"),
    "not_done": ("未见完成", "not done"),
    # ------------------------------------------------------------ a finding's reasons
    "reason.due": ("期限", "Due"),
    "reason.counted": ("如何计算", "How counted"),
    "reason.done": ("完成", "Done"),
    "reason.remind": ("提醒", "Reminder"),
    "reason.late_by": ("逾期", "Late by"),
    "reason.first_due": ("原定期限", "First due"),
    "reason.still_owed": ("是否仍欠", "Still owed"),
    "reason.cured_on": ("补办", "Made good"),
    "reason.evidence": ("依据的记录", "Evidence"),
    "reason.clause": ("条款", "Clause"),
    "reason.needs": ("补什么能定", "What would settle it"),
    "reason.waited_for": ("尚在等候", "Still waited for"),
    "reason.same_fact_as": ("与此同一事实", "Same fact as"),
    "reason.because": ("缘由", "Because"),
    "reason.basis": ("性质", "Basis"),
    "reason.parties": ("谁向谁", "Owed by, to"),
    "reason.id": ("编号", "Id"),
    "counted": ("自 {from} 次日起算 {term}", "{term} counted from the day after {from}"),
    "counted_to": ("，至 {due}", ", to {due}"),
    "counted_skipped": ("；跳过 {skipped}", "; passing over {skipped}"),
    "counted_made_up": ("；补班 {days}", "; worked weekend days {days}"),
    "weekend_days": ("周末 {n} 天", "{n} weekend days"),
    "holiday_days": ("{name} {days}", "{name} {days}"),
    "term.wd": ("{n} 个工作日", "{n} working days"),
    "term.d": ("{n} 日", "{n} days"),
    "term.m": ("{n} 个月", "{n} months"),
    "term.one_wd": ("1 个工作日", "1 working day"),
    "term.one_d": ("1 日", "1 day"),
    "term.one_m": ("1 个月", "1 month"),
    "late_by": ("{days} 天（工作日 {working_days} 天）", "{days} day(s), {working_days} of them worked"),
    "late_by_days": ("{days} 天", "{days} day(s)"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("未知", "unknown"),
    "row_of": ("（本地通知 {row}）", " (row {row} of the notice)"),
    "provisional": ("暂定，放假通知未出", "provisional: the holiday notice is not out"),
    "basis": (
        "原文未明，按本库的理解，当地尚未确认（{readings}）",
        "the text is silent: our reading, which nobody at the place has confirmed ({readings})",
    ),
    "recorded": ("{fact}：{value}", "{fact}: {value}"),
    "not_recorded": ("未登记", "not on record"),
    "stated_none": ("登记为没有", "stated not to have been"),
    "at": ("（{where}）", " ({where})"),
    "asks": ("{fact}（{who}）", "{fact} ({who})"),
    "party.handling_unit": ("承办单位", "the handling unit"),
    "party.lead_unit": ("主办单位", "the lead unit"),
    "party.co_handling_unit": ("协办单位", "the co-handling unit"),
    "party.principal": ("主要负责人", "the principal"),
    "party.leader_in_charge": ("分管负责人", "the leader in charge"),
    "party.handler": ("经办人员", "the handler"),
    "party.supervising_leader": ("督办领导", "the supervising leader"),
    "party.proposer": ("代表、委员", "the proposer"),
    "party.government_office": ("县政府办", "the government office"),
    "party.county_government_leader": ("县政府分管领导", "the county government leader in charge"),
    "party.recipients": ("规定的报送对象", "those to whom it is filed"),
    "party.register_keeper": ("台账管理人", "the register keeper"),
    "party.public": ("社会公众", "the public"),
    # ------------------------------------------------------------ kinds of record that a register is complete about
    "complete.not_kept": ("不登记", "not kept"),
    "records.requests": ("协办意见", "opinions"),
    "records.replies": ("复函", "replies"),
    "records.contacts": ("沟通", "contacts"),
    "records.steps": ("审签步骤", "steps"),
    "records.filings": ("报送", "filings"),
    "records.deliveries": ("寄送", "deliveries"),
    "records.receipts": ("回执", "receipts"),
    "records.designations": ("重点标记", "designations"),
    "records.adjustments": ("退回、延期等", "adjustments"),
    "records.posts": ("任职", "posts"),
    "records.publications": ("公开", "publications"),
    "records.tellings": ("承诺结果告知", "tellings of promises' results"),
    "records.delegations": ("委托", "delegations"),
    "records.commitments": ("承诺", "commitments"),
    "records.follow_up": ("落实", "follow-up"),
    "records.attestations": ("认定", "attestations"),
    # ------------------------------------------------------------ members of the families of facts
    "member.dated": ("写明时限", "dated"),
    "member.kept": ("兑现", "kept"),
    "member.closed_out": ("销号", "closed out"),
    "member.plan_refined": ("细化方案", "plan refined"),
    "member.point": ("逐条解决", "point dealt with"),
    "member.work_plan": ("办理工作方案", "work plan"),
    "member.reply": ("复函", "reply"),
    "member.receipt": ("回执", "receipt form"),
    "member.summary": ("年度总结", "annual summary"),
    "member.government_office": ("县政府办", "government office"),
    "member.congress_committee": ("县人大常委会人事代表工委", "congress's deputies' affairs committee"),
    "member.cppcc_committee": ("县政协提案委", "CPPCC proposals committee"),
    "member.principal": ("主要负责人", "principal"),
    "member.leader_in_charge": ("分管负责人", "leader in charge"),
    "member.handler": ("经办人员", "handler"),
    "member.before": ("办理前", "before"),
    "member.during": ("办理中", "during"),
    "member.after": ("办理后", "after"),
    "member.face_to_face": ("面谈", "face to face"),
    "member.meeting": ("座谈", "meeting"),
    "member.telephone": ("电话", "telephone"),
    "member.letter": ("书信", "letter"),
    "member.online": ("网络", "online"),
    "member.draft": ("拟稿", "draft"),
    "member.recheck": ("复核", "recheck"),
    "member.countersign": ("会签", "countersign"),
    "member.review": ("审核", "review"),
    "member.sign_off": ("签发", "sign-off"),
    "member.leader_sign_off": ("督办领导审签", "supervising leader's sign-off"),
    "member.Q1": ("第一季度", "the first quarter"),
    "member.Q2": ("第二季度", "the second quarter"),
    "member.Q3": ("第三季度", "the third quarter"),
    "member.Q4": ("第四季度", "the fourth quarter"),
    "member.told": ("告知结果", "results told"),
    "member.county_government": ("县政府", "county government"),
    "member.party_committee": ("县委", "Party committee"),
    "member.congress": ("人大", "congress"),
    "member.cppcc": ("政协", "CPPCC"),
    "member.leader_of_county_government": ("县政府领导", "leader of the county government"),
    "member.key": ("重点", "key"),
    "member.major": ("重大", "major"),
    "member.livelihood_hot": ("民生热点难点", "livelihood, hot or hard"),
    "member.supervised": ("督办", "supervised"),
    "member.suggestion": ("建议", "suggestion"),
    "member.proposal": ("提案", "proposal"),
    "member.accept": ("视为依序", "taken as in order"),
    "member.explained": ("已说明", "explained"),
    "member.principal_led": ("主要负责人领办", "led by the principal"),
    "member.reply_true": ("复函属实", "reply true"),
    # ------------------------------------------------------------ sections
    "sheet.overview": ("总览", "Overview"),
    "sheet.register": ("台账", "Register"),
    "sheet.findings": ("全部结论", "Findings"),
    "sheet.coming": ("待办", "To do"),
    "sheet.carried": ("跨年度件核对", "Carry-over"),
    "sheet.questions": ("待补事实", "Facts wanted"),
    "sheet.issues": ("数据问题", "Data issues"),
    "how": ("怎样", "How"),
    "told": ("说明", "In words"),
    "day": ("日期", "Day"),
    "binds": ("性质", "Kind"),
    "binds.yes": ("期限", "due"),
    "binds.no": ("提醒", "reminder"),
    "wanted_place": ("位置（勿改）", "Place (do not change)"),
    "sheet.how": ("填写说明", "How to answer"),
    "answer.how": (
        "在“答复（请填）”一栏填写；其余各栏请勿改动。",
        "Fill in the column “Answer (to fill in)”, and leave the others as they are.",
    ),
    "answer.days": (
        "填日期（2023-05-20）；只知道月份的写 2023-05；尚未发生的写“尚未”；不会发生的写“不会”；已办而日期没有登记的写“已办”。不知道的留空。",
        "Write a day (2023-05-20), or a month (2023-05); “not yet”, “will not happen”, or “done” where the day was not recorded. Leave "
        "empty what is not known.",
    ),
    "answer.no_place": (
        "“位置”一栏为空的，台账里还没有这条记录：请在台账中补记，或附凭据说明。",
        "Where no place is given, the register has no such record yet: add the record, or send what proves it.",
    ),
    "answer.back": (
        "系统初判，须经人工复核。填好后交回；并入台账后重新核查。",
        "A first look by a program, to be reviewed by a person. Send it back filled in; it is merged and judged again.",
    ),
    "answer": ("答复（请填）", "Answer (to fill in)"),
    "section.totals": ("总数", "Totals"),
    "section.chart": ("期限与时间", "Deadlines against time"),
    "section.units": ("单位排列", "Units, ranked"),
    "section.broken": ("逐单位：违反与待办", "Unit by unit: broken, and to do"),
    "section.broken_text": ("违反事项（逐单位）", "Broken duties, unit by unit"),
    "section.selected": ("所选结论", "The findings selected"),
    "section.all": ("全部结论", "All findings"),
    "section.questions": ("待补事实", "Facts wanted"),
    "section.issues": ("数据问题", "Data issues"),
    "section.receipt": ("核查凭据", "Receipt"),
    "section.upcoming": ("待办：将到期与提醒", "To do: due next, and reminders"),
    "section.undetermined": ("无法判断：补什么能定", "Undetermined: what would settle it"),
    "skip": ("跳到内容", "Skip to the content"),
    "count": ("数量", "Count"),
    "share": ("占比", "Share"),
    "possible": (
        "另有 {n} 项只是可能适用，现在不会违反，只计数。",
        "{n} more only possibly apply and cannot be broken yet; they are counted, not listed.",
    ),
    "not_owed": ("另有 {n} 项从未适用，不列出。", "{n} more were never owed and are not listed."),
    "not_kept": (
        "{unit}：{n} 项因登记不含该类记录而无法判断（{rules}）。",
        "{unit}: {n} undetermined because the register keeps no such records ({rules}).",
    ),
    "not_kept_head": ("登记不含的记录", "Records that are not kept"),
    "ranked_by_score": ("按扣分从多到少排列。", "Ranked by points deducted, most first."),
    "ranked_by_broken": (
        "没有计分，按违反项数从多到少排列。{why}",
        "Nothing is scored, so units are ranked by broken duties, most first. {why}",
    ),
    "rank": ("位次", "Rank"),
    "score": ("得分", "Score"),
    "deducted": ("扣分", "Deducted"),
    "n_broken": ("违反 {n}", "{n} broken"),
    "n_upcoming": ("待办 {n}", "{n} to do"),
    "reminder": ("{day} 提醒", "{day} reminder"),
    "reminder_of": ("提醒：{what}", "Reminder: {what}"),
    "calendar_title": ("{whose} 建议提案办理期限", "{whose}: suggestions and proposals, due days"),
    "n_more": ("还有 {n} 项未列出，加 --all 全部列出。", "{n} more are not shown; --all lists everything."),
    "cases_later": (
        "另有 {n} 件在截至之日后才交办，未核查。",
        "{n} cases were assigned later, and are not judged.",
    ),
    "withheld": (
        "另有 {n} 项属涉密件，不列出。",
        "{n} more are of secret cases and are not listed.",
    ),
    "profile.unit": ("单位版：只有本单位的事项。", "For the unit: its own duties alone."),
    "profile.public": (
        "公开版：总数，以及经人确认并已通报的事项。",
        "For the public: totals, and what a person confirmed and published.",
    ),
    "section.published": ("已通报的事项", "Published"),
    "public_unscored": ("公开版不列得分。", "Scores are not for the public."),
    "n_more_page": ("还有 {n} 项，见“全部结论”。", "{n} more: see “All findings”."),
    "n_more_data": ("还有 {n} 项，见 JSON。", "{n} more: see the JSON."),
    "folded": (
        "其中 {n} 项与他项同一事实，只追究一次。",
        "{n} of them are of one fact with another, and are held against it once.",
    ),
    "points": ("扣分", "Points"),
    "with_folded": ("含同一事实 {n} 项", "with {n} of the same fact"),
    "scored": ("满分 {full}，扣 {deducted}，得 {score}。", "{deducted} of {full} deducted: {score}."),
    "exempt": ("不参加年度考核，结论照列。", "Left out of the yearly assessment; its findings stand."),
    "advice.remind": ("建议：提醒。由人决定。", "Advice: a reminder. A person decides."),
    "advice.public_criticism": ("建议：通报批评。由人决定。", "Advice: public criticism. A person decides."),
    "nothing_broken": ("没有违反的事项。", "Nothing is broken."),
    "nothing_undetermined": ("没有无法判断的事项。", "Nothing is undetermined."),
    "nothing_upcoming": ("没有待办的事项。", "Nothing is to be done."),
    "nothing_else": ("无。", "None."),
    "wanted": ("所缺事实", "Fact wanted"),
    "who": ("谁能答", "Who can answer"),
    "for_findings": ("涉及结论", "Findings"),
    "affects": ("影响结论", "Findings affected"),
    "code": ("代码", "Code"),
    "where": ("位置", "Where"),
    "what": ("内容", "What"),
    # ------------------------------------------------------------ the chart
    "chart.caption": (
        "每周到期的事项（起于该周星期一）。纵轴为平方根刻度，柱内各段按比例。",
        (
            "Duties by the week of their due day (weeks begin on Monday). The axis is a square root; "
            "parts of a bar are in proportion."
        ),
    ),
    "chart.met": ("按期", "met"),
    "chart.late": ("逾期完成", "done late"),
    "chart.broken": ("未办或不合要求", "missing or insufficient"),
    "chart.undetermined": ("无法判断", "undetermined"),
    "chart.open": ("未到期", "open"),
    "chart.undated": ("另有 {n} 项没有期限日，未画出。", "{n} more have no due day and are not drawn."),
    "chart.outside": ("另有 {n} 项在所画时段之外。", "{n} more lie outside the weeks drawn."),
    "chart.table": ("图中数据", "The chart's figures"),
    "chart.week": ("该周起", "Week of"),
    "chart.none": ("没有期限日可画。", "There is no due day to draw."),
    # ------------------------------------------------------------ the page's controls
    "filter": ("筛选", "Filter"),
    "filter.any": ("全部", "any"),
    "filter.text": ("搜索", "Search"),
    "filter.hint": ("件号、单位、规则、文字", "case, unit, rule, words"),
    "filter.clear": ("清除", "Clear"),
    "filter.result": ("共 {n} 项，显示第 {from}–{to} 项", "{n} findings, {from} to {to} shown"),
    "filter.none": ("没有符合条件的结论。", "No finding fits."),
    "filter.see": ("查看其全部结论", "See all its findings"),
    "page.prev": ("上一页", "Previous"),
    "page.next": ("下一页", "Next"),
    "needs_script": (
        "筛选、搜索和全部结论需要启用脚本；总数、排列和违反事项不需要。",
        (
            "The filter, the search and the list of all findings need scripts; "
            "the totals, the ranking and what is broken do not."
        ),
    ),
    "print_filter": (
        "全部结论未打印；设好筛选再打印，可打印所选。",
        "The list of all findings is not printed; set a filter first to print what it selects.",
    ),
    "top": ("回到排列", "Back to the ranking"),
    # ------------------------------------------------------------ the receipt
    "receipt.calendar": ("工作日历", "Calendar"),
    "receipt.covers": ("覆盖 {from}–{to} 年", "covers {from} to {to}"),
    "receipt.layers": ("政策层", "Layers"),
    "receipt.register": ("台账", "Register"),
    "receipt.library": ("程序版本", "Library"),
    "receipt.plugins": ("插件", "Plugins"),
    "receipt.options": ("选项", "Options"),
    "receipt.known_by": ("所知截至", "Known by"),
    "none": ("无", "none"),
    "sep": ("、", ", "),
    "semi": ("；", "; "),
    "colon": ("：", ": "),
}


def frame(lang: Lang, key: str) -> str:
    """Return the words of a key in a language as they stand, with their `{places}`.

    Example:
        >>> frame("en", "n_broken")
        '{n} broken'
    """
    return WORDS[key][1 if lang == "en" else 0]


def say(lang: Lang, key: str, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> say("zh", "verdict.met"), say("en", "n_broken", n=3)
        ('符合', '3 broken')
    """
    return fill(frame(lang, key), values)


def known(lang: Lang, group: str, word: object) -> str:
    """Return the words of a member of a closed list, or the member itself where it is none of ours.

    Example:
        >>> known("en", "breach", "late"), known("zh", "breach", "of_a_plugin")
        ('late', 'of_a_plugin')
    """
    key = f"{group}.{word}"
    if key in WORDS:
        return say(lang, key)
    pair = _shared(group).get(str(word))
    return str(word) if pair is None else pair[1 if lang == "en" else 0]


def _shared(group: str) -> Mapping[str, tuple[str, str]]:
    """The closed lists whose words stand with the findings' own sentences."""
    if group not in ("because", "who"):
        return {}
    from caserules.messages.sentences import BECAUSE, DOUBTS, KEEPERS

    return BECAUSE | DOUBTS if group == "because" else KEEPERS
