"""The command line's own words, Chinese and English from one place: help, usage errors, notes. Same keys, same `{places}`."""

from __future__ import annotations

from typing import Final

from caserules.cli.words_office import OFFICE
from caserules.cli.words_store import STORE
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
    "plugins": ("列出已装的插件：名称、版本、钩子、出错", "List the installed plugins: name, version, hooks, faults"),
    "plugins.version": ("版本", "Version"),
    "plugins.hooks": ("钩子（规则）", "Hooks (rules)"),
    "plugins.faults": ("出错", "Faults"),
    "plugins.none": ("没有启用的插件。", "No plugin is in use."),
    "plugins.off": ("已停用：{names}", "Turned off: {names}"),
    "plugins_off": (
        "停用这些插件（名称以逗号分隔；* 为全部）；也可写在环境变量 CASERULES_PLUGINS_OFF",
        "Turn these plugins off: names separated by commas, * for all; also by the environment variable CASERULES_PLUGINS_OFF",
    ),
    "panel.plugins": ("插件的命令", "Plugins' commands"),
    "policy": ("列出、查看、检查、比较、新建或草拟政策", "List, show, check, compare, begin or draft policies"),
    "policy.list": ("列出自带的政策", "List the packaged policies"),
    "policy.show": ("查看一项政策的各层与各值", "Show a policy's layers and values"),
    "policy.check": ("检查一个政策文件", "Check a policy file"),
    "policy.book": ("把一项政策印成可供核对、签署的文书", "Print a policy as a document to compare and sign"),
    "book.out": ("写入文件：.html 或 .docx", "File to write: .html or .docx"),
    "book.assigned": (
        "年度日期算例从哪一天起算；默认政策施行之日",
        "From which day the worked dates are counted; by itself the policy's first day in force",
    ),
    "policy.schemes": ("列出各地类别字母的含义", "List what category letters mean from place to place"),
    "policy.diff": ("比较两项政策", "Compare two policies"),
    "policy.a": ("先前的政策（名称或文件）", "The policy before: its name or file"),
    "policy.b": ("后来的政策（名称或文件）", "The policy after: its name or file"),
    "policy.new": ("新建一县的政策文件，待人填写", "Begin a county's own policy file, to be filled in"),
    "new.from": ("叠在哪一层或哪项政策之上（名称或文件）", "The layer or policy to stand on: its name or file"),
    "new.id": ("新政策的编号：小写字母、数字、- 和 _", "Its id: small letters, digits, - and _"),
    "new.place": ("哪个县", "The county"),
    "new.year": ("哪个年度", "The year"),
    "new.out": ("写入文件", "Write to a file"),
    "new.force": ("覆盖已有的文件", "Overwrite a file that is there"),
    "usage.id": (
        "应为小写字母、数字、- 和 _，如 mycounty-2026",
        "write small letters, digits, - and _, such as mycounty-2026",
    ),
    "usage.text": ("应为 1 至 60 个字，不含控制字符", "write 1 to 60 characters, none of them a control character"),
    "policy.draft": ("读一份通知，草拟政策，待人核对", "Read a notice and draft a policy for a person to confirm"),
    "calendar": ("查看工作日历，或加入日历文件", "Show the working-day calendar, or add a calendar file"),
    "calendar.add": (
        "检查一个日历文件，并放入日历文件夹",
        "Check a calendar file, and put it into the folder of calendars",
    ),
    "schema": ("打印 JSON Schema", "Print a JSON Schema"),
    "whatif": ("如果政策、参数或日期不同，什么会改变", "Say what another policy, parameter or day would change"),
    "remind": ("列出将到期和逾期仍欠的事项，按单位", "List what falls due soon, and what is overdue, by unit"),
    "questions": (
        "列出待补事实，或给各单位写待补事实表（.xlsx）",
        "List the facts wanted, or write each unit a sheet of them (.xlsx)",
    ),
    "answers": ("把填好的待补事实表并入台账", "Merge sheets of facts wanted that were filled in into the register"),
    "letters": (
        "给各单位写提醒函、告知函或复函格式（.docx）",
        "Write each unit a reminder, a notice or the form of a reply (.docx)",
    ),
    "letter_template": ("写出函件模板（.docx），供修改", "Write a letter's template (.docx), to be edited"),
    "confirm": (
        "记录一项结论的提出、告知、答复、确认、撤销、通报",
        "Record that a finding was taken up, told, answered, confirmed",
    ),
    "criticism": (
        "起草通报：只含现为违反且经人确认的",
        "Draft a public criticism of what is broken and confirmed, no more",
    ),
    "replay": (
        "按凭据重做一份核查结果：是否逐字节相同",
        "Make an assessment again by its receipt: are the bytes the same",
    ),
    "recheck": (
        "用本版本复核旧版的核查结果，列出变了的结论",
        "Judge an earlier version's assessment anew, and list what changed",
    ),
    "store": ("保存核查：每次整存，可查改动", "Keep audits: each whole, and what was altered shows"),
    "store.init": ("建一个存储，或升级旧版本的", "Make a store, or bring an older one up to this version"),
    "store.add": ("核查一份台账并存入", "Audit a register and store it"),
    "store.list": ("列出存入的各次核查", "List the audits stored"),
    "store.show": ("看一次核查的改变，或一项结论的历次", "Show what an audit changed, or a finding's history"),
    "store.confirm": ("在存储中记录一项结论的确认", "Record a step of confirming in the store"),
    "store.confirmations": (
        "把确认的记录写成文件（.jsonl），供 criticism 等使用",
        "Write the record of confirmations as a file (.jsonl), for criticism and others",
    ),
    "store.purge": ("抹去一件或旧核查的内容，留下摘要", "Erase a case's or old audits' contents; their digests stay"),
    "verify": ("核对存储与记录链是否相符", "Check a store against its chain"),
    "notify": ("列出、送出消息", "List and send messages"),
    "notify.list": ("列出待送和已送的消息", "List the messages of the outbox"),
    "notify.send": ("送出到时的消息", "Send the messages that are due"),
    "notify.again": ("把送不出的消息放回去重送", "Put given-up messages back, to be sent again"),
    "import": ("把办公表格读成台账，并说明读法", "Read an office's sheets into a register, and tell how"),
    "simulate": ("推算一年的负荷：每周有多少事项到期", "Draw a year's load: how many duties fall due in each week"),
    "test": (
        "运行情景文件（*.caserules.toml），核对各日的结论",
        "Run scenario files (*.caserules.toml): are the verdicts as expected",
    ),
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
    "bulk.title": (
        "按列核查：{policy}，截至 {day} · caserules",
        "Audited by columns: {policy}, as of {day} · caserules",
    ),
    "bulk.totals": ("合计", "In all"),
    "bulk.rule": ("规则", "Rule"),
    "bulk.unit": ("单位", "Unit"),
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
    "accept": (
        "逐项放行的无法判断（.toml，写明何人何时为何）",
        "Undetermined findings let be one by one (.toml: who, when, why)",
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
    "stale_before": (
        "列出自这一天以来没有核对过的来源",
        "Tell the sources that nobody compared since this day",
    ),
    "policy.file": ("政策文件（.toml）", "Policy file (.toml)"),
    "schema.what": (
        "register（默认）、assessment、finding、advisory，或 facts（列式事实）",
        "register (the default), assessment, finding, advisory, or facts (by columns)",
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
    "test.places": ("情景文件，或其文件夹", "Scenario files, or folders of them"),
    "test.policy": (
        "未写明政策的情景用哪项政策（名称或文件）",
        "The policy of scenarios that name none: its name or file",
    ),
    "test.coverage": ("列出核查到的规则", "Tell which rules are exercised"),
    "test.threshold": (
        "规则覆盖低于 N% 时以 1 结束",
        "End 1 where fewer than N % of the rules are exercised",
    ),
    "test.junit": ("另写 JUnit XML 文件", "Write a JUnit XML file as well"),
    # ------------------------------------------------------------ usage errors
    "usage": ("用法错误：{what}", "Usage: {what}"),
    "usage.hint": ("运行 {command} --help 查看用法。", "Run {command} --help."),
    "usage.value": ("{where} 的值不对：{why}", "the value of {where} is wrong: {why}"),
    "usage.missing": ("缺少 {where}", "{where} is missing"),
    "usage.option": ("没有选项 {where}{similar}", "there is no option {where}{similar}"),
    "usage.similar": ("，是否指 {names}？", "; did you mean {names}?"),
    "usage.command": ("没有命令 {where}；应为 {choices} 之一", "there is no command {where}; it is one of {choices}"),
    "usage.assigned": (
        "政策没有写明施行之日，请用 --assigned 指定算例从哪一天起算",
        "the policy states no first day in force: say with --assigned from which day to count",
    ),
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
    "usage.address": (
        "应为 https://…、file:///… 或以 / 、./ 、../ 开头的路径",
        "write https://…, file:///… or a path that begins with /, ./ or ../",
    ),
    "usage.unit": ("台账中没有这个单位，请写编号", "the register has no such unit; give its id"),
    "usage.docx_out": ("docx 要写 --out，text 不写", "docx needs --out, text has none"),
    "usage.both": ("{one} 和 {other} 要一起写", "{one} and {other} go together"),
    "usage.profiled": (
        "只用于 --format {choices} 和普通台账，不与 --only、--all 同用",
        "it is for --format {choices} and ordinary registers, without --only and --all",
    ),
    "usage.linked": (
        "只用于 --format {choices} 和普通台账",
        "it is for --format {choices} and ordinary registers",
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
    "accepted.line": ("已放行 {id}（{by}，{day}）：{why}", "accepted: {id} ({by}, {day}): {why}"),
    "accepted.needless": ("不必再放行（现在不是无法判断）：{id}", "no longer needed, for it is not undetermined: {id}"),
    "usage.accept": (
        "只用于台账，也不与 --allow-undetermined 并用。",
        "It is for registers, and not beside --allow-undetermined.",
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
    "out.edited": (
        "已有另一份文件，可能改过；请换一个位置",
        "another file is there, which may have been edited; choose another place",
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
    **OFFICE,
    **STORE,
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
    "show.stack": ("各层，上层在前", "The stack, the topmost layer first"),
    "show.values": ("参数：谁的规定有效，为什么", "Parameters: whose word holds, and why"),
    "show.legend": ("✓ 有效  · 未采用", "✓ holds  · does not"),
    "show.in_force": ("施行", "In force"),
    "show.read": ("来源：读到，核对", "Sources: read, compared"),
    "show.of_year": ("{year} 年度", "of {year}"),
    "show.not_said": ("未写", "not said"),
    "show.misses": ("本政策期间未施行", "not in the policy's time"),
    "show.partly": ("只在部分期间施行", "for a part of the policy's time"),
    "rank.law": ("国家", "law"),
    "rank.city": ("市级", "city"),
    "rank.county": ("县级", "county"),
    "read.whole": ("全文", "whole"),
    "read.part": ("部分", "in part"),
    "read.unknown": ("未写读到多少", "not said how much"),
    "outcome.only": ("只有这一层规定", "only one that states it"),
    "outcome.topmost": ("最上面的一层", "topmost that states it"),
    "outcome.stated": ("写明的，上层的理解让位", "stated; a reading above yields"),
    "outcome.added": ("期限累加，各算各的", "days accumulate"),
    "outcome.joined": ("与 {by} 相同，并列依据", "the same as {by}, cited there"),
    "outcome.overridden": ("{by} 在上，另有规定", "{by} above states another"),
    "outcome.reading": ("是理解，{by} 已写明", "a reading: {by} states it"),
    "outcome.yields": ("没有定日，{by} 定了", "no day: {by} sets one"),
    "outcome.not_in_force": ("本政策期间未施行", "not in force in the policy's time"),
    "policy.good": ("政策 {id} 可用：{n} 条规则。", "Policy {id} is good: {n} rules."),
}


def say(lang: Lang, key: str, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> say("en", "usage.missing", where="--as-of")
        '--as-of is missing'
    """
    return fill(WORDS[key][1 if lang == "en" else 0], values)
