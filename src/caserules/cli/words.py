"""The command line's own words, Chinese and English from one place: help, usage errors, notes. Same keys, same `{places}`."""

from __future__ import annotations

from typing import Final

from caserules.messages import fill
from caserules.report.words import Lang

__all__ = ["WORDS", "Lang", "say"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ------------------------------------------------------------ the program and its commands
    "app": (
        "人大代表建议、政协提案办理规则：谁、何时之前、欠谁什么；截至某日，做到了没有。",
        "Rules for handling deputies' suggestions and CPPCC proposals: who owes what to whom, by when, and was it done.",
    ),
    "app.codes": (
        "退出码：0 无违反；1 有违反；2 用法错误；3 输入、政策或插件被拒；4 无违反但有无法判断。",
        "Exit codes: 0 nothing broken; 1 something broken; 2 usage; 3 input, policy or plugin refused; "
        "4 nothing broken but something undetermined.",
    ),
    "demo": (
        "生成虚构台账，核查它，并写出两种语言的报告",
        "Make an invented register, audit it, and write reports in both languages",
    ),
    "audit": ("按政策核查一份台账", "Audit a register by a policy"),
    "due": ("计算期限，并说明如何计算", "Count a due day, and show how it was counted"),
    "rules": ("列出规则，或看一条规则", "List the rules, or show one"),
    "explain": ("说明一项结论的理由", "Give the reasons of one finding"),
    "policy": ("列出、查看、检查或草拟政策", "List, show, check or draft policies"),
    "policy.list": ("列出自带的政策", "List the packaged policies"),
    "policy.show": ("查看一项政策的各层与各值", "Show a policy's layers and values"),
    "policy.check": ("检查一个政策文件", "Check a policy file"),
    "policy.schemes": ("列出各地类别字母的含义", "List what category letters mean from place to place"),
    "policy.draft": ("读一份通知，草拟政策，待人核对", "Read a notice and draft a policy for a person to confirm"),
    "calendar": ("查看工作日历，或加入日历文件", "Show the working-day calendar, or add a calendar file"),
    "calendar.add": (
        "检查一个日历文件，并放入日历文件夹",
        "Check a calendar file, and put it into the folder of calendars",
    ),
    "schema": ("打印 JSON Schema", "Print a JSON Schema"),
    "whatif": ("如果政策、参数或日期不同，什么会改变", "Say what another policy, parameter or day would change"),
    "remind": ("列出将到期和逾期仍欠的事项，按单位", "List what falls due soon, and what is overdue, by unit"),
    "import": ("把办公表格读成台账，并说明读法", "Read an office's sheets into a register, and tell how"),
    "simulate": ("推算一年的负荷：每周有多少事项到期", "Draw a year's load: how many duties fall due in each week"),
    # ------------------------------------------------------------ panels and shared options
    "panel.commands": ("命令", "Commands"),
    "panel.arguments": ("参数", "Arguments"),
    "panel.options": ("选项", "Options"),
    "help": ("显示本说明并退出", "Show this help and exit"),
    "lang": (
        "语言：zh（默认）或 en；可写在命令前或后",
        "Language: zh (the default) or en; before or after the command",
    ),
    "version": ("显示版本并退出", "Show the version and exit"),
    "json": ("输出 JSON", "Print JSON"),
    "register": ("台账文件（.json、.jsonl 或 .xlsx）", "Register file (.json, .jsonl or .xlsx)"),
    "register.audit": (
        "台账文件（.json、.jsonl 或 .xlsx），或列式事实（.parquet 文件或文件夹）",
        "Register file (.json, .jsonl or .xlsx), or facts by columns (.parquet, a file or a folder)",
    ),
    "bulk.rows": ("行", "rows"),
    "bulk.totals": ("合计", "In all"),
    "bulk.rule": ("规则", "Rule"),
    "bulk.unit": ("单位", "Unit"),
    "bulk.deducted": ("扣分", "Deducted"),
    "bulk.more": (
        "另有 {n} 个单位；--all 全部列出，--format json 供程序读取。",
        "{n} more units; --all lists them, --format json is for programs.",
    ),
    "bulk.form": (
        "列式核查只出 text 或 json；逐项结论写入 --out 所指的 .parquet",
        "an audit by columns gives text or json; its findings go to a .parquet named by --out",
    ),
    "policy_option": ("政策名称或文件", "Name of a policy, or a policy file"),
    "as_of": ("截至哪一天（2023-09-01，当日终了）", "As of the end of which day (2023-09-01)"),
    "as_of.demo": (
        "截至哪一天；默认台账登记完整之日",
        "As of which day; by itself the register's complete_through",
    ),
    "format": (
        "text（默认）、html、json、jsonl、sarif、junit、ics 或 xlsx",
        "text (the default), html, json, jsonl, sarif, junit, ics or xlsx",
    ),
    "out": ("写入文件；默认标准输出", "Write to a file; by itself standard output"),
    "only": (
        "只列这些结论，以逗号分隔：broken、undetermined、pending、met、not_applicable",
        "List these verdicts only, separated by commas: broken, undetermined, pending, met, not_applicable",
    ),
    "allow_undetermined": (
        "有无法判断的也以 0 结束，并列出所放行的",
        "End 0 although something is undetermined, and tell what was let through",
    ),
    "allow_partial": (
        "略去有误的记录继续核查；不计分、不排名",
        "Leave faulty records out and go on; nothing is scored or ranked",
    ),
    "calendar_file": (
        "另加的日历文件（.toml 或 .json）或其文件夹，可写多次",
        "A calendar file to add (.toml or .json), or a folder of them; may be given more than once",
    ),
    "known_as_of": (
        "只用截至这一天已公布的放假通知",
        "Count by the holiday notices that were out by the end of this day",
    ),
    "calendar.file": ("日历文件（.toml 或 .json）", "Calendar file (.toml or .json)"),
    "calendar.out": ("放入哪个文件夹；默认 calendars", "Into which folder; by itself calendars"),
    "calendar.dry_run": ("只检查，不写入", "Check only, write nothing"),
    "all": ("列出全部，包括从未适用的", "List everything, also what was never owed"),
    "demo.out": (
        "写到哪个文件夹（新的、空的，或以前由 demo 写的）",
        "Which folder (new, empty, or written by demo before)",
    ),
    "demo.seed": ("随机种子，0 至 999999", "Seed, 0 to 999999"),
    "due.start": (
        "起算之日，如 2023-04-10（当日不计）",
        "The day from which is counted, such as 2023-04-10 (it does not count)",
    ),
    "due.term": (
        "期限：30wd（1–400 工作日）、30d（1–4000 日）、3m（1–120 个月）",
        "Term: 30wd (1 to 400 working days), 30d (1 to 4,000 days), 3m (1 to 120 months)",
    ),
    "due.provisional": (
        "放假通知未出的年份也给出暂定日期",
        "Give a provisional day where the holiday notice is not out",
    ),
    "rule": ("规则编号，如 COHAND-01", "Rule id, such as COHAND-01"),
    "finding_id": ("结论编号，见 audit", "Id of a finding, as audit tells it"),
    "year": ("看哪一年的放假与补班", "Show a year's days off and made-up days"),
    "policy.name": ("政策名称或文件", "Name of a policy, or a policy file"),
    "policy.notice": ("通知全文（.txt 或 .docx）", "The notice's text (.txt or .docx)"),
    "policy.base": ("用哪项政策的规则和理解", "Whose rules and readings are used"),
    "allow_unconfirmed": ("放行未核对的值", "Let unconfirmed values through"),
    "policy.file": ("政策文件（.toml）", "Policy file (.toml)"),
    "schema.what": (
        "register（默认）、assessment、finding，或 facts（列式事实）",
        "register (the default), assessment, finding, or facts (by columns)",
    ),
    "against": ("与哪项政策相比（名称或文件）", "The policy to compare with: its name or file"),
    "set": (
        "先改参数再比（可多次），如 COHAND-01.opinion_term=20wd",
        "Change a parameter first (repeatable): COHAND-01.opinion_term=20wd",
    ),
    "as_of.whatif": (
        "截至哪一天；默认台账登记完整之日",
        "As of the end of which day; by itself the register's complete_through",
    ),
    "against_as_of": ("相比的一方截至哪一天；默认相同", "As of which day for the other side; by itself the same"),
    "format.two": ("text（默认）或 json", "text (the default) or json"),
    "all.whatif": ("列出全部改变", "List every change"),
    "by": ("按 week（默认）、unit 或 rule", "By week (the default), unit or rule"),
    # ------------------------------------------------------------ usage errors
    "usage": ("用法错误：{what}", "Usage: {what}"),
    "usage.hint": ("运行 {command} --help 查看用法。", "Run {command} --help."),
    "usage.value": ("{where} 的值不对：{why}", "the value of {where} is wrong: {why}"),
    "usage.missing": ("缺少 {where}", "{where} is missing"),
    "usage.option": ("没有选项 {where}{similar}", "there is no option {where}{similar}"),
    "usage.similar": ("，是否指 {names}？", "; did you mean {names}?"),
    "usage.command": ("没有命令 {where}；应为 {choices} 之一", "there is no command {where}; it is one of {choices}"),
    "usage.extra": ("多余的参数 {where}", "{where} is one argument too many"),
    "usage.no_command": ("没有写命令", "no command is given"),
    "usage.against": (
        "没有可比的：请写 --against、--set 或 --against-as-of",
        "there is nothing to compare with: give --against, --set or --against-as-of",
    ),
    "usage.set": ("应写作 COHAND-01.opinion_term=20wd", "write COHAND-01.opinion_term=20wd"),
    "usage.day": ("日期应写作 2023-04-10", "write a day as 2023-04-10"),
    "usage.term": (
        "应写作 30wd（1–400）、30d（1–4000）或 3m（1–120）",
        "write 30wd (1 to 400), 30d (1 to 4,000) or 3m (1 to 120)",
    ),
    "usage.one_of": ("应为 {choices} 之一", "it is one of {choices}"),
    "usage.number": ("应为 {first} 至 {last} 的整数", "it is a whole number from {first} to {last}"),
    # ------------------------------------------------------------ what the program tells beside its data
    "error": ("错误 {code}：{what}", "Error {code}: {what}"),
    "told": ("{code}：{what}", "{code}: {what}"),
    "errors": ("共 {n} 处错误。", "{n} errors."),
    "errors_more": ("共 {n} 处错误，只列出前 {shown} 处。", "{n} errors, of which the first {shown} are shown."),
    "interrupted": ("已中断。", "Interrupted."),
    "fault": (
        "程序内部错误（{kind}）。这是本程序的缺陷，请附下列位置报告。",
        "Internal error ({kind}). It is a fault of this program; please report it with the lines below.",
    ),
    "working": ("正在核查……", "Auditing …"),
    "reading": ("正在读入……", "Reading …"),
    "drawing": ("正在推算……", "Drawing …"),
    "written": ("已写出 {where}", "Wrote {where}"),
    "no_xlsx": (
        "未写 register.xlsx：需要安装可选组件（pip install 'caserules[xlsx]'）。",
        "register.xlsx was not written: an optional part is needed (pip install 'caserules[xlsx]').",
    ),
    "let_through": ("放行了 {n} 项无法判断：", "{n} undetermined let through:"),
    "let_through.line": ("  {unit} · {rule}：{n}", "  {unit} · {rule}: {n}"),
    "is_undetermined": (
        "没有违反，但有 {n} 项无法判断（--allow-undetermined 可放行）。",
        "Nothing is broken, but {n} are undetermined (--allow-undetermined lets them through).",
    ),
    "left_out": ("已略去有误的记录：", "Faulty records were left out:"),
    "out.folder": ("它是一个文件夹", "it is a folder"),
    "out.no_parent": ("所在文件夹不存在", "its folder does not exist"),
    "out.not_regular": ("不是普通文件", "it is no regular file"),
    "out.foreign": (
        "已有别的文件，不予覆盖；请换一个名字，或先移走它",
        "there is another file, which is not overwritten; choose another name, or move it first",
    ),
    "out.foreign_folder": (
        "其中有别的文件（{names}）；请用新的或空的文件夹",
        "it holds other files ({names}); use a new or an empty folder",
    ),
    "out.not_folder": ("不是文件夹", "it is no folder"),
    "out.failed": ("无法写入（{why}）", "it cannot be written ({why})"),
    "stdout": ("标准输出", "standard output"),
    # ------------------------------------------------------------ due
    "due.line": ("{start}起 {term} → {due}", "{term} from {start} → {due}"),
    "due.counted": (
        "起算之日不计；其间跳过 {skipped} 天，补班 {made_up} 天。",
        "The first day does not count; {skipped} days are passed over, {made_up} weekend days are worked.",
    ),
    "due.rest_day": (
        "该日为休息日。是否顺延由政策定；顺延则为 {day}。",
        "It is a rest day. Whether it moves is the policy's to say; if it does, to {day}.",
    ),
    "due.provisional_line": (
        "暂定：{year} 年放假通知未出，最早 {earliest}，最晚 {latest}。",
        "Provisional: the holiday notice for {year} is not out; {earliest} at the earliest, {latest} at the latest.",
    ),
    "due.disputed_line": (
        "暂定：来源不一致，最早 {earliest}，最晚 {latest}。",
        "Provisional: sources disagree; {earliest} at the earliest, {latest} at the latest.",
    ),
    "due.known_as_of": (
        "按截至 {day} 已公布的放假通知计算（日历 {version}）。",
        "Counted by the holiday notices that were out by {day} (calendar {version}).",
    ),
    "due.beyond": ("{day} 之后的放假与补班未知，图中未标。", "Days off after {day} are not known, and not marked."),
    "due.legend": (
        "图例：›起算  (周末)  [放假]  +补班  *期限*",
        "Legend: ›start  (weekend)  [holiday]  +made-up workday  *due*",
    ),
    "weekdays": ("一 二 三 四 五 六 日", "Mo Tu We Th Fr Sa Su"),
    # ------------------------------------------------------------ calendar
    "calendar.line": (
        "工作日历 {version}：{first}–{last} 年",
        "Working-day calendar {version}: {first} to {last}",
    ),
    "calendar.source": (
        "数据：chinese-calendar（国务院放假通知）及 {n} 处更正",
        "Data: chinese-calendar (the State Council's holiday notices), and corrections: {n}",
    ),
    "calendar.settled": (
        "{day} 之后的日子，次年通知仍可改变。",
        "Days after {day} can still be changed by the next year's notice.",
    ),
    "calendar.notices": ("放假通知", "Holiday notices"),
    "calendar.of_year": ("年度", "Year"),
    "calendar.published": ("公布", "Published"),
    "calendar.number": ("文号", "Number"),
    "calendar.remark": ("说明", "Remark"),
    "calendar.later": ("同年第 {n} 次", "notice no. {n} of the year"),
    "calendar.rebuilt": ("据最终数据还原", "reconstructed from the final data"),
    "calendar.not_known": ("未见", "not known"),
    "calendar.overlays": ("另加的日历", "Calendars added"),
    "calendar.kind.notice": ("{year} 年放假通知", "holiday notices of {year}"),
    "calendar.kind.amendment": ("{year} 年放假通知的调整", "amendment of {year}"),
    "calendar.kind.local": ("{area}的放假日", "days off of {area}"),
    "calendar.overlay": (
        "{id}：{what}，放假 {off} 天，补班 {made_up} 天",
        "{id}: {what}, {off} days off, {made_up} worked",
    ),
    "calendar.conflict": (
        "来源不一致：{day}，{worked} 为上班，{off} 为放假",
        "Sources disagree about {day}: worked by {worked}, off by {off}",
    ),
    "calendar.good": ("日历文件可用：", "The calendar file is good:"),
    "calendar.not_written": ("未写入（--dry-run）。", "Nothing was written (--dry-run)."),
    "calendar.same": ("{where} 已有相同内容。", "{where} holds the same already."),
    "calendar.use": ("使用：加上 --calendar {where}", "To use it: --calendar {where}"),
    "calendar.year": ("{year} 年：工作日 {n} 天", "{year}: {n} working days"),
    "calendar.off": ("放假", "Days off"),
    "calendar.made_up": ("补班", "Worked weekend days"),
    "calendar.days": ("日期", "Days"),
    # ------------------------------------------------------------ import
    "import.file": ("表格文件（.xlsx、.xls、.ods、.csv）", "The office's file (.xlsx, .xls, .ods, .csv)"),
    "import.map": ("映射文件：本单位怎样记", "A mapping file: how this office keeps its sheets"),
    "import.report": ("列出读法、修补、未读的行和件数", "Tell the columns, repairs, refused rows and counts"),
    "import.learn": ("写出一份映射文件，供填写", "Write a mapping file to fill in"),
    "import.out": ("写出台账（.json、.jsonl 或 .xlsx）", "Write the register (.json, .jsonl or .xlsx)"),
    "import.head": ("读取 {file}", "Read from {file}"),
    "import.sheet": (
        "工作表 {name}：表头第 {header} 行；有内容 {rows} 行，成件 {cases}，略过 {passed}，未读 {refused}",
        "Sheet {name}: header in row {header}; {rows} rows with contents: {cases} cases, {passed} passed over, "
        "{refused} refused",
    ),
    "import.no_header": (
        "工作表 {name}：没有表头（{rows} 行），未读",
        "Sheet {name}: no header ({rows} rows), not read",
    ),
    "import.column": ("列", "Column"),
    "import.heading": ("表头", "Heading"),
    "import.read_as": ("读作", "Read as"),
    "import.left": ("不读", "left"),
    "import.repair": ("修补", "Repair"),
    "import.times": ("次数", "Times"),
    "import.rows": ("行", "Rows"),
    "import.passed": ("略过：{reason} {n} 行", "Passed over: {reason}, {n} rows"),
    "import.refused": ("未读的行：{n}", "Refused: {n}"),
    "import.more": ("  还有 {n} 行，见 --json。", "  {n} more: see --json."),
    "import.count": ("{kind}：读到 {found} 件，应有 {expected}", "{kind}: {found} read, {expected} expected"),
    "import.not_said": ("未写明", "not said"),
    # ------------------------------------------------------------ remind
    "remind.within": ("今后多久之内（默认 10wd）", "Within which term from now (10wd by itself)"),
    "remind.unit": ("只列这个单位", "This unit alone"),
    "remind.head": ("{day} 至 {through} 到期，及逾期仍欠", "Due from {day} to {through}, and what is overdue"),
    "remind.nothing": ("没有需要提醒的事项。", "Nothing to remind of."),
    "remind.day": ("日期", "Day"),
    "remind.why": ("缘由", "Why"),
    "remind.case": ("件", "Case"),
    "remind.what": ("事项", "What"),
    "remind.overdue": ("逾期仍欠", "overdue"),
    "remind.due": ("将到期", "due"),
    "remind.reminder": ("提醒", "reminder"),
    "remind.confirm": ("系统初判，须经人工复核。", "A first reading by machine: a person must confirm it."),
    # ------------------------------------------------------------ rules and policies
    "rules.id": ("编号", "Id"),
    "rules.title": ("标题", "Title"),
    "rules.owes": ("谁欠", "Owes"),
    "rules.to": ("欠谁", "To"),
    "rules.clause": ("条款", "Clause"),
    "rules.act": ("做什么", "Act"),
    "rules.why": ("为什么", "Why"),
    "rules.params": ("参数", "Parameters"),
    "rules.cases": ("案例", "Cases"),
    "rules.since": ("自版本", "Since"),
    "rules.off": ("未启用：{why}", "off: {why}"),
    "rules.under": ("政策 {policy}", "Policy {policy}"),
    "value": ("值", "Value"),
    "name": ("名称", "Name"),
    "from": ("出处", "Source"),
    "basis": ("性质", "Basis"),
    "basis.stated": ("原文写明", "stated"),
    "basis.reading": ("理解", "reading"),
    "basis.unconfirmed": ("未核对", "unconfirmed"),
    "means": ("含义", "Meaning"),
    "inferred": ("（次序为推断）", " (order inferred)"),
    "layers": ("层", "Layers"),
    "rank": ("级别", "Rank"),
    "readings": ("原文未明之处的理解", "Readings where the text is silent"),
    "why": ("理由", "Why"),
    "policy.good": ("政策 {id} 可用：{n} 条规则。", "Policy {id} is good: {n} rules."),
}


def say(lang: Lang, key: str, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> say("en", "usage.missing", where="--as-of")
        '--as-of is missing'
    """
    return fill(WORDS[key][1 if lang == "en" else 0], values)
