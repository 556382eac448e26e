"""The words of the made pages of the rule reference, Chinese and English from one place: the same keys, the same `{places}`."""

from __future__ import annotations

from caserules.report.words import Lang

LANGS: tuple[Lang, Lang] = ("zh", "en")
CHAPTER_NAMES = {
    "intake": ("交办与退回", "Intake and return"),
    "plan": ("工作方案", "Work plan"),
    "roles": ("责任到人", "Who leads and who handles"),
    "contact": ("与代表委员沟通", "Contact with the proposer"),
    "keycase": ("重点件", "Key cases"),
    "cohandling": ("协办", "Co-handling"),
    "outcome": ("办理结果", "Outcome by category"),
    "signoff": ("审签", "Sign-off"),
    "reply": ("答复", "The reply"),
    "filing": ("报送存档", "Filing"),
    "feedback": ("评价与再次办理", "Rating and handling again"),
    "publication": ("公开", "Publication"),
    "carryover": ("跨年度件", "Carry-over"),
    "commitment": ("承诺", "Promises"),
    "closeout": ("销号", "Closing out"),
}
UNITS = {
    "jiaowei": ("县教委", "Education Committee"),
    "jiaoyu": ("县教育局", "Education Bureau"),
    "caizheng": ("县财政局", "Finance Bureau"),
    "shuili": ("县水利局", "Water Bureau"),
    "jiaotong": ("县交通局", "Transport Bureau"),
    "nongye": ("县农业局", "Agriculture Bureau"),
    "wenlv": ("县文旅委", "Culture and Tourism Committee"),
}
"""The invented units of the cards' stories, by name."""

WORDS = {
    # ------------------------------------------------------------ a rule's page
    "colon": ("：", ": "),
    "stop": ("。", ". "),
    "head.clause": ("条款", "Clause"),
    "head.due": ("期限", "By when"),
    "head.parties": ("谁欠谁", "Who owes whom"),
    "head.deed": ("名称", "Name"),
    "head.fact": ("同一事实组", "Fact group"),
    "head.table": ("事实表", "Facts table"),
    "head.since": ("自版本", "Since version"),
    "fact.once": ("同组的违反只扣一次", "breaches of one group are deducted once"),
    "clause": ("{at}「{term}」", "{at} “{term}”"),
    "clause.of": ("{clause}，《{title}》", "{clause}, {title}"),
    "off": (
        "政策 `{policy}` 不启用本规则：{why}以下取自 `{stack}`。",
        "The policy `{policy}` has this rule off: {why} What follows is from `{stack}`.",
    ),
    "asks": ("要做什么", "What it asks"),
    "parameters": ("参数、取值、出处", "Parameters, values, sources"),
    "parameters.about": (
        "每份文件写明什么，列在一行；叠放之后各算各的期限。",
        "What each instrument states, a row each; stacked, each day is counted for itself.",
    ),
    "parameters.none": (
        "本规则没有参数：期限来自案件本身（如承诺的日子、复函印发之日）。",
        "It has no parameter: its day comes from the case itself (a promised day, the day a reply issues).",
    ),
    "col.instrument": ("文件", "Instrument"),
    "col.parameter": ("参数", "Parameter"),
    "col.value": ("取值", "Value"),
    "col.source": ("出处", "Source"),
    "col.basis": ("性质", "Basis"),
    "basis.stated": ("原文写明", "stated"),
    "basis.reading": ("理解", "a reading"),
    "basis.unconfirmed": ("未核对", "unconfirmed"),
    "due": ("到期日怎么数", "How the due day is counted"),
    "due.from": (
        "假定 {day}（星期{weekday}）为起算日，按 {calendar} 版工作日历：",
        "Taking {day} ({weekday}) as the day from which it runs, by calendar {calendar}:",
    ),
    "due.none": (
        "没有一份文件为它定下能在日历上数的日子：",
        "No instrument sets it a day that can be counted on a calendar: ",
    ),
    "due.undated": (
        "文件没有定日；到年底仍无记录即“无法判断”，从不因日期判违反。",
        "none names a day; without a record at the year's end it is undetermined, and never broken for its day.",
    ),
    "due.event": (
        "它要在另一件事之前做到（{facts}），那件事的日子就是期限。",
        "it is to be done before another event ({facts}), and that event's day is the due day.",
    ),
    "due.try": (
        "换一个起算日：[到期日计算](../calculator.md)。",
        "Another start: [due-day calculator](../calculator.md).",
    ),
    "col.term": ("期限", "Term"),
    "col.due": ("到期", "Due"),
    "col.how": ("怎样算的", "How counted"),
    "reminds": ("只提醒", "reminds only"),
    "states": ("各种结论与走向", "States, and how they change"),
    "states.about": (
        "下图和表由本规则的全部 {n} 个案例得出：每条箭头至少有一个案例走过；虚线框是没有案例到过的结论。",
        "Drawn from all {n} cases of this rule: each arrow was taken by at least one; a dashed box was reached by none.",
    ),
    "unlisted": ("不欠，不列出", "not owed, not listed"),
    "states.title": ("{rule} 的结论怎样变化", "How the verdict of {rule} changes"),
    "col.from": ("从", "From"),
    "col.to": ("到", "To"),
    "col.case": ("例如", "For example"),
    "states.no_breach": ("本规则的案例没有一个判为违反：{why}", "No case of this rule is broken: {why}"),
    "why.undated": (
        "文件没有定日，缺记录只能是“无法判断”。",
        "no day is set, and a missing record is no more than undetermined.",
    ),
    "why.party": ("这是代表委员自己的事，不追究承办单位。", "it is the proposer's own act, for which no unit answers."),
    "why.people": (
        "是否做到由人认定，没有认定就是“无法判断”。",
        "whether it was done is for people to attest; without an attestation it is undetermined.",
    ),
    "examples": ("三个例子", "Three examples"),
    "examples.about": (
        "取自随包发布的向量，输出是真实的；单位和案件是虚构的。`-` 开头的一行取代基本情形里的同一行。",
        "Taken from the published vectors, with real output; units and cases are invented. A line that begins with `-` takes the same line away from the base.",
    ),
    "example.as_of": ("截至 {day}：", "As of {day}:"),
    "example.vector": ("向量", "Vector"),
    "example.none": (
        "没有这样的向量：本规则的案例不会得出“{verdict}”。",
        "There is no such vector: no case of this rule comes out {verdict}.",
    ),
    "example.why": ("理由全文", "The reasons in full"),
    "open": ("留白之处与所取的读法", "Open points, and the reading chosen"),
    "open.none": (
        "本规则的取值都是原文写明的，没有待定之处。",
        "Every value of this rule is stated by its instrument; nothing is open.",
    ),
    "col.reading": ("读法", "Reading"),
    "col.chosen": ("所取", "Chosen"),
    "col.options": ("可选", "Options"),
    "col.why": ("理由", "Why"),
    "col.reviewed": ("谁确认", "Reviewed by"),
    "nobody": ("尚无人确认", "nobody yet"),
    "override": ("怎样改用本地的规定", "How to override it"),
    "override.about": (
        "代码里没有数字。把下面这张表抄进本县的政策文件，改值，写明出处；叠一层，期限累加；要另一个期限，复制整份文件来改；读法在 `[readings]` 里改。步骤见[用本县的规定](../guides/own-policy.md)。",
        "No number stands in code. Copy this table into your county's file, change the value and state its source. A layer on top adds its day to those below; for another day instead copy the whole file; a reading is changed under `[readings]`. Step by step: [your own policy](../guides/own-policy.md).",
    ),
    "override.from": ("取自 `{file}`：", "From `{file}`:"),
    "override.try": (
        "先看会改变什么：`caserules whatif REGISTER --policy {policy} --set {change}`。停用：在该表里只写 `off = true` 和 `because`。",
        "See first what it would change: `caserules whatif REGISTER --policy {policy} --set {change}`. Switch it off: `off = true` and `because` alone in that table.",
    ),
    "override.off": (
        "停用：在该表里只写 `off = true` 和 `because`。",
        "Switch it off: `off = true` and `because` alone in that table.",
    ),
    "text": ("规则的写法", "The rule as it is written"),
    "text.about": (
        "规则只写一次；核查、解释和按列运算都读它。",
        "It is written once; audit, explanation and columns all read it.",
    ),
    # ------------------------------------------------------------ the strip
    "weekdays": ("一 二 三 四 五 六 日", "Mon Tue Wed Thu Fri Sat Sun"),
    "month": ("{year}年{month}月", "{year}-{month:02d}"),
    "strip.title": ("从 {start} 起 {term}，到 {due}", "{term} from {start}: {due}"),
    "strip.fixed": ("固定日 {due}", "The fixed day {due}"),
    "strip.legend": (
        "起算 · 计入 · 不计（周末、放假） · 补班 · 到期",
        "start · counted · not counted (weekend, holiday) · made up · due",
    ),
    "legend.start": ("起算", "start"),
    "legend.worked": ("工作日", "working day"),
    "legend.off": ("周末、放假", "weekend, holiday"),
    "legend.made_up": ("补班", "made-up workday"),
    "legend.due": ("到期", "due"),
    "legend.later": ("若顺延", "if it rolls"),
    # ------------------------------------------------------------ the index
    "index.title": ("规则", "Rules"),
    "index.about": (
        "共 {n} 条规则，每条一页。政策 `{policy}`（版本 {version}）启用 {on} 条；其余由上级法规设定，取自 `{stack}`。"
        "天数、对象、步骤和条款号都在[政策包](../policies.md)里。按条款查：[条款对照](../clauses.md)。",
        "{n} rules, a page each. The policy `{policy}` (version {version}) has {on} on; the others are set by higher instruments, "
        "in `{stack}`. Days, recipients, steps and locators stand in [policy packs](../../policies.md). By clause: [clause index](../clauses.md).",
    ),
    "col.id": ("编号", "Id"),
    "col.title": ("标题", "Title"),
    "col.term_short": ("期限", "Term"),
    "readings.title": ("读法", "Readings"),
    "readings.about": (
        "通知没有写明之处，政策里是一个有名字、有理由的选择；结论依据了哪一项未经确认的读法，写在 `detail.basis` 里。",
        "Where an instrument is silent, the policy holds a choice with a name and a reason; a finding tells in `detail.basis` which unconfirmed readings it rests on.",
    ),
    # ------------------------------------------------------------ clauses and coverage
    "clauses.title": ("条款对照", "Clause index"),
    "clauses.about": (
        "条款号是本项目的定位符：节、项、分句依原文次序（一.2.a 是第一节第二段的第一层意思）。本页只列定位符和要点词，不抄原文；"
        "每一条款或者有规则，或者写明为什么没有。合计见[覆盖](coverage.md)。",
        "Locators are this project's own: section, item, part in the order of the text (一.2.a is the first part of the second paragraph of "
        "section one). The page gives locators and short key terms, never the text; every clause has a rule, or a reason why it has none. "
        "In sum: [coverage](coverage.md).",
    ),
    "clauses.higher": ("上级法规", "Higher instruments"),
    "col.clause": ("条款", "Clause"),
    "col.key_term": ("要点词", "Key term"),
    "col.rules": ("规则，或为何不设", "Rules, or why none"),
    "section.前": ("前言", "Preamble"),
    "section.一": ("一", "Section one"),
    "section.二": ("二", "Section two"),
    "section.三": ("三", "Section three"),
    "coverage.title": ("覆盖", "Coverage"),
    "coverage.about": (
        "通知的每一条款、每一条规则，有没有出处、案例、向量。由代码生成，缺一处，检查就不通过。",
        "For every clause of the notice and every rule: is there a source, are there cases and vectors? Made from the code; a gap fails the checks.",
    ),
    "coverage.clauses": ("条款", "Clauses"),
    "coverage.rules": ("规则", "Rules"),
    "col.section": ("节", "Section"),
    "col.clauses": ("条款数", "Clauses"),
    "col.with_rule": ("有规则", "With a rule"),
    "col.with_reason": ("写明理由", "With a reason"),
    "col.gaps": ("空白", "Gaps"),
    "col.cases": ("案例", "Cases"),
    "col.vectors": ("向量", "Vectors"),
    "col.packs": ("启用它的政策", "Policies with it"),
    # ------------------------------------------------------------ pictures
    "pictures.title": ("图", "Pictures"),
    "pictures.about": (
        "三张图都由程序从虚构的台账画出，数与图一致；换成自己的台账：`caserules simulate`、`caserules audit --format html`。",
        "Drawn by the program from invented registers, so that figures and pictures agree; of your own register: `caserules simulate`, `caserules audit --format html`.",
    ),
    "pictures.year": ("一年的期限", "A year's deadlines"),
    "pictures.year.about": (
        "一个县一年四百余件（虚构），按交办推算每周到期多少项；浅色只提醒。标出的是最忙的几周：到期数和周一的日子。",
        "Some 400 cases of an invented county: how many duties fall due in each week, from the assignments alone; the pale part only reminds. Marked are the fullest weeks: how many, and the Monday.",
    ),
    "pictures.lanes": ("一件的泳道", "One case in lanes"),
    "pictures.lanes.about": (
        "一件建议（虚构）：县教委主办，县财政局协办。横线从交办到期限（竖线），● 是办理之日；协办意见晚了一天，是虚线和 ✕。",
        "One invented suggestion: one unit leads, one gives its opinion. A line runs from the assignment to the due day (the stroke), ● is the day it was done; the opinion came a day late: the dashed line and ✕.",
    ),
    "pictures.deductions": ("各单位扣分", "Deductions by unit"),
    "pictures.deductions.about": (
        "同一份虚构的台账，按一份虚构的计分办法（协办意见逾期扣 0.5 分，未重新提出扣 1 分），列扣分最多的十二个单位；括号里是次数。彭水的通知没有列分值，自带的政策不计分。",
        "The same invented register under an invented scale (an opinion late: 0.5; not given again: 1): the twelve units with the most deducted, and how many times. The notice gives no points, so the packaged policy scores nothing.",
    ),
    "total": ("合计", "Total"),
}


def say(lang: Lang, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled."""
    return WORDS[key][LANGS.index(lang)].format(**values)


def both_of(pair: tuple[str, str], lang: Lang) -> str:
    """Return a language's half of a pair."""
    return pair[LANGS.index(lang)]
