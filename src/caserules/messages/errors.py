"""Error sentences by code: (zh, en), each with what is wrong and what to do. The list is closed: a test reads it."""

from __future__ import annotations

from typing import Final

from caserules.messages.plugins import FAULTS, REFUSED
from caserules.messages.stores import STORES

__all__ = ["ERRORS"]

ERRORS: Final[dict[str, tuple[str, str]]] = {
    "CAL-001": (
        "{day} 不在工作日历范围内（覆盖 {first} 至 {last} 年）。请补充该年度放假通知，或改用暂定日期。",
        "{day} is outside the working-day calendar, which covers {first} to {last}. "
        "Add the year's holiday notice, or ask for a provisional day.",
    ),
    "CAL-002": (
        "工作日数应为 1 至 400 的整数（{field}）。请更正。",
        "A count of working days is a whole number from 1 to 400 ({field}). Correct it.",
    ),
    "CAL-003": (
        "日期超出可计算范围（{day}）。请核对年份。",
        "The day {day} is out of the range that can be computed. Check the year.",
    ),
    "CAL-004": (
        "日历数据有误（{where}）：{why}。请按放假通知更正。",
        "The calendar's data are wrong at {where}: {why}. Correct them by the holiday notice.",
    ),
    "CAL-005": (
        "{day} 是否上班，来源不一致：{worked} 为上班，{off} 为放假。请核对放假通知，更正其中一份。",
        "Sources disagree about {day}: worked by {worked}, off by {off}. Compare them with the holiday notice and "
        "correct one.",
    ),
    "CAL-006": (
        "日历文件的写法有误（{where}）：{why}。请按日历文件的格式更正。",
        "The calendar file is not laid out as it should be at {where}: {why}. Correct it by the layout of calendar files.",
    ),
    "TRM-001": (
        "期限写法无法识别（{field}）。可写作 30wd（工作日）、30d（日）、3m（月）、08-31（固定日）。",
        "The term in {field} cannot be read. Write 30wd (working days), 30d (days), 3m (months) or 08-31 (a fixed day).",
    ),
    "TRM-002": (
        "期限超出上限（{field}）。请写 1–400 个工作日、1–4000 日或 1–120 个月。",
        "The term in {field} is out of limits. Write 1 to 400 working days, 1 to 4,000 days or 1 to 120 months.",
    ),
    "TRM-003": (
        "按月计算时 {day} 所在月没有对应日，而政策要求拒绝。请改用“月末日”规则或写明日期。",
        "Counting months from {day}, the month has no corresponding day, and the policy refuses that. "
        "Use the month's last day, or state a day.",
    ),
    "TRM-004": (
        "期限引用的基准日“{anchor}”在政策 [days] 中没有定义。请补充。",
        "The term counts back from the day “{anchor}”, which the policy's [days] does not define. Add it.",
    ),
    "POL-001": (
        "找不到政策“{name}”。可用：{known}。",
        "There is no policy “{name}”. Known: {known}.",
    ),
    "POL-002": (
        "政策文件无法读取（{where}）：{why}。",
        "The policy file at {where} cannot be read: {why}.",
    ),
    "POL-003": (
        "政策缺少参数 {key}（{rule}）。请在该规则表中写明，或以 off = true 并说明理由停用。",
        "The policy lacks {key} of {rule}. State it in that rule's table, or switch the rule off with a reason.",
    ),
    "POL-004": (
        "政策中 {where} 的键 {key} 没有规则使用。请删除或改正拼写。",
        "No rule takes the key {key} at {where} of the policy. Delete it or correct its spelling.",
    ),
    "POL-005": (
        "政策 {where} 的值类型不符：应为 {expected}。",
        "The value at {where} of the policy is of a wrong kind: {expected} is expected.",
    ),
    "POL-006": (
        "规则 {rule} 已停用但未说明理由。请写 because。",
        "Rule {rule} is switched off without a reason. Write `because`.",
    ),
    "POL-007": (
        "政策时区（{policy}）与台账时区（{register}）不同。请统一后再审。",
        "The policy's time zone ({policy}) is not the register's ({register}). Make them one.",
    ),
    "POL-008": (
        "政策 {where} 引用的来源“{source}”没有登记。请在 [sources] 中写明。",
        "The source “{source}” cited at {where} of the policy is not declared. Add it under [sources].",
    ),
    "POL-009": (
        "政策 {where} 缺少依据条款（clause）。请写明。",
        "{where} of the policy cites no clause. State it.",
    ),
    "POL-010": (
        "计分设置 {where} 暂不支持（{what}）。不作近似处理，请删除。",
        "The scoring setting {what} at {where} is not supported. It is not approximated; remove it.",
    ),
    "POL-011": (
        "政策“{name}”的版本格式 {schema} 较新，本版本不能读取。请升级。",
        "The policy “{name}” has the newer format {schema}, which this version cannot read. Upgrade.",
    ),
    "POL-012": (
        "规则 {rule} 是上级文件规定的义务，本层政策（{where}）不能停用。请删去 off。",
        "Rule {rule} is a duty that a higher instrument sets; the layer at {where} cannot switch it off. Delete `off`.",
    ),
    "POL-013": (
        "政策中 {where} 尚未核对（unconfirmed）。请对照原文后改为 stated 或 reading，或加 --allow-unconfirmed。",
        "{where} of the policy is unconfirmed. Compare it with the text and make it `stated` or `reading`, or give --allow-unconfirmed.",
    ),
    "POL-014": (
        "通知无法读取（{why}）。请给出 20 万字以内的 .txt 或 .docx。",
        "The notice cannot be read ({why}). Give a .txt or .docx of no more than 200,000 characters.",
    ),
    "POL-015": (
        "政策 {where}：规则 {rule} 既有规定，又写在 [silent] 里。请删去其中一处。",
        "Rule {rule} at {where} of the policy is both set and under [silent]. Delete one of the two.",
    ),
    "POL-016": (
        "规则 {rule} 在政策“{policy}”中未启用：{why}。要核查它，请在政策中写明这条规则。",
        "Rule {rule} is off under the policy “{policy}”: {why}. To have it judged, set it in the policy.",
    ),
    "POL-030": (
        "没有名为“{name}”的类别方案。可用：{known}。",
        "There is no category scheme “{name}”. Known: {known}.",
    ),
    "POL-031": (
        "类别方案“{scheme}”没有这一含义的字母。它有：{known}。请换一个方案，或在政策的 [categories] 里写明字母。",
        "The category scheme “{scheme}” has no letter for that meaning. It has: {known}. Name another scheme, or state a "
        "letter under [categories] of the policy.",
    ),
    "POL-032": (
        "政策 {where} 的类别写法不成立：一个字母一个含义，且 scheme 与 [categories] 只写其一。请更正。",
        "The categories at {where} of the policy do not hold: a letter has one meaning, and of scheme and [categories] one is "
        "given. Correct it.",
    ),
    "POL-017": (
        "政策 {where}：这个参数不能按类别（kinds、carried）分别规定。请删去。",
        "The value at {where} of the policy cannot be stated for some kinds of case alone. Delete `kinds` and `carried`.",
    ),
    "POL-018": (
        "政策 {where}：{a} 与 {b} 是同一文件的两个文本，自 {day} 起同时有效。请写明前一个的 until，或只留一个。",
        "At {where} of the policy: {a} and {b} are two texts of one instrument, both in force from {day}. Give the earlier one its `until`, or name one only.",
    ),
    "POL-019": (
        "政策 {where}：没有“{zone}”这个时区。请写 IANA 名称，如 Asia/Shanghai。",
        "The time zone “{zone}” at {where} of the policy is unknown. Write an IANA name such as Asia/Shanghai.",
    ),
    "POL-020": (
        "政策 {where} 还没有填写（{key}）。请对照文件写上，或写 off = true 和理由，或写进 [silent]。",
        "{key} at {where} of the policy is not filled in yet. State what the instrument says, switch the rule off with a reason, or put it under [silent].",
    ),
    "POL-101": (
        "{where}：{key} 没有哪一层为{kinds}规定；这类件不问。",
        "{where}: no layer states {key} for {kinds}; nothing is asked of these cases.",
    ),
    "POL-102": (
        "{where}：规则 {rule} 已停用，参数 {key} 不起作用。可以删去。",
        "{where}: rule {rule} is off, and {key} is of no effect. It may be deleted.",
    ),
    "POL-103": (
        "{where}：层 {layer} 什么也没有改变。可以从 layers 中删去。",
        "{where}: the layer {layer} changes nothing. It may be left out of `layers`.",
    ),
    "POL-104": (
        "{where}：层 {layer} 在 {first} 至 {last} 都未施行，它的规定不计。",
        "{where}: the layer {layer} is not in force at any time from {first} to {last}, and is left out.",
    ),
    "POL-105": (
        "{where}：层 {layer} 只在 {window} 施行；其余日子起算的，不问它的规定。",
        "{where}: the layer {layer} is in force only {window}; of what starts on other days it is not asked.",
    ),
    "POL-106": (
        "{where}：{key} 与下层 {layer} 的规定相同。可以删去。",
        "{where}: {key} is what the layer {layer} below states already. It may be deleted.",
    ),
    "POL-107": (
        "{where}：引用的来源“{source}”已于 {until} 失效。请核对现行文件。",
        "{where}: the source “{source}” ended on {until} and is still cited. Compare it with what is in force.",
    ),
    "POL-108": (
        "{where}：来源“{source}”自 {day} 以来没有核对过（上次：{checked}）。请重新核对。",
        "{where}: the source “{source}” was not compared since {day} (last: {checked}). Compare it anew.",
    ),
    "POL-109": (
        "{where}：来源“{source}”没有读全文（read = {read}），所据的值未经证实。",
        "{where}: the source “{source}” was not read whole (read = {read}); what rests on it is unverified.",
    ),
    "POL-110": (
        "{where}：{key} 没有规则使用。可以删去。",
        "{where}: no rule uses {key}. It may be deleted.",
    ),
    "POL-111": (
        "{where}：层 {layer} 是 {year} 年度的，政策是 {other} 年度的；固定日期仍是 {year} 年。",
        "{where}: the layer {layer} is of {year}, the policy of {other}; its fixed days stay in {year}.",
    ),
    "POL-112": (
        "{where}：来源“{source}”在层 {layer} 中是另一份文件；两处的期限可能分不清。请改用别的名字。",
        "{where}: the source “{source}” is another instrument in the layer {layer}; days of the two may not be told apart. Give it another name.",
    ),
    "RUL-001": (
        "规则 {rule}（{line}）在条件上用了 if、and、or 或 not。请改用 &、|、~、where。",
        "Rule {rule} ({line}) uses if, and, or or not on a condition. Use &, |, ~ or where.",
    ),
    "RUL-002": (
        "规则编号 {rule} 重复。请另取编号，已退役编号不得再用。",
        "The rule id {rule} is taken twice. Choose another; retired ids stay retired.",
    ),
    "RUL-003": (
        "没有编号为 {rule} 的规则。运行 caserules rules 可查全部编号。",
        "There is no rule {rule}. `caserules rules` lists all ids.",
    ),
    "RUL-004": (
        "规则 {rule} 的参数 {key} 没有可核对的类型。请标注。",
        "The parameter {key} of rule {rule} has no type that can be checked. Annotate it.",
    ),
    "RUL-005": (
        "规则 {rule} 的说明卡有误（{where}）。请更正该卡片文件。",
        "The card of rule {rule} is badly written at {where}. Correct the card's file.",
    ),
    "INP-001": (
        "找不到文件或无法读取（{where}）。请核对路径。",
        "The file {where} is missing or cannot be read. Check the path.",
    ),
    "INP-002": (
        "不是一个普通文件（{where}）。请给出台账文件。",
        "{where} is not a regular file. Give a register file.",
    ),
    "INP-003": (
        "文件不是可识别的台账（{where}）：{why}。",
        "{where} is not a register that can be read: {why}.",
    ),
    "INP-004": (
        "{where}：字段有误（{why}）。请按字段说明改正。",
        "{where}: the field is wrong ({why}). Correct it by the field's description.",
    ),
    "INP-005": (
        "{where}：没有这个字段。请删除或改正字段名。",
        "{where}: there is no such field. Delete it or correct its name.",
    ),
    "INP-006": (
        "{where}：缺少必填字段。请补充。",
        "{where}: a required field is missing. Add it.",
    ),
    "INP-007": (
        "{where}：同一对象中键重复。请只保留一个。",
        "{where}: a key stands twice in one object. Keep one.",
    ),
    "INP-008": (
        "{where}：件号重复而内容不同。请核对，同类同年编号只能有一件。",
        "{where}: one case number stands for different contents. A number is one case in its kind and year.",
    ),
    "INP-009": (
        "{where}：含不可见字符或控制字符。请删除。",
        "{where}: an invisible or control character. Remove it.",
    ),
    "INP-010": (
        "{where}：编号重复（{key}）。请改为唯一编号。",
        "{where}: the id {key} stands twice. Make it unique.",
    ),
    "INP-011": (
        "{where}：超出上限（{limit}）。",
        "{where}: over the limit ({limit}).",
    ),
    "INP-012": (
        "{where}：日期应写作 2023-04-10。不能识别其他写法。",
        "{where}: write a day as 2023-04-10. Other forms are not read.",
    ),
    "INP-013": (
        "台账格式版本 {schema} 较新，本版本不能读取。请升级。",
        "The register's format {schema} is newer than this version can read. Upgrade.",
    ),
    "INP-014": (
        "需要安装可选组件：pip install 'caserules[{extra}]'。",
        "An optional part is needed: pip install 'caserules[{extra}]'.",
    ),
    "INP-015": (
        "{where}：引用了不存在的{what}。请核对。",
        "{where}: refers to a {what} that is not there. Check it.",
    ),
    "INP-016": (
        "输出位置不可用（{where}）：{why}。",
        "The output place {where} cannot be used: {why}.",
    ),
    "INP-017": (
        "{where}：压缩包结构异常（{why}），未予读取。",
        "{where}: the archive is suspicious ({why}) and was not read.",
    ),
    "INP-018": (
        "{where}：没有编号为该值的发现。运行 audit 可查全部编号。",
        "{where}: there is no finding of that id. `audit` lists all ids.",
    ),
    "INP-019": (
        "{where}：不接受 null。没有记录就不写这个键；确知不会发生写 none，尚未发生写 not_yet。",
        "{where}: null is not read. Leave the key out where nothing is recorded; write none or not_yet "
        "where that is known.",
    ),
    "INP-020": (
        "{where}：同一件写了两次，内容相同，只保留一次。",
        "{where}: a case stands twice with the same contents; it is kept once.",
    ),
    "INP-021": (
        "{where}：有一件被剔除的办件载有此件的记录，此件一并剔除。请先更正那一件。",
        "{where}: left out, for a case that was left out holds a record of it. Correct that case first.",
    ),
    "INP-022": (
        "{where}：不支持此类文件（{kind}）。请另存为 .xlsx 或 .json。",
        "{where}: files of this kind ({kind}) are not read. Save it as .xlsx or .json.",
    ),
    "INP-023": (
        "{where}：看不懂这一行。应写作“日期 事项 单位 …”或“键 = 值”。",
        "{where}: the line cannot be read. Write “day activity unit …” or “key = value”.",
    ),
    "INP-024": (
        "{where}：没有这个事项。可用：{known}。",
        "{where}: there is no such activity. Known: {known}.",
    ),
    "INP-025": (
        "{where}：第 {word} 个词在这里没有意义。可用的键：{known}。",
        "{where}: word {word} means nothing here. Keys: {known}.",
    ),
    "INP-026": (
        "{where}：这件事已经说过一次。请删去一行，或用 round=、version= 区分。",
        "{where}: this was told before. Drop one of the lines, or tell them apart by round= or version=.",
    ),
    "INP-027": (
        "{where}：基础情节中没有这一行，无从删去。",
        "{where}: the base story has no such line to take away.",
    ),
    "INP-028": (
        "缺少 complete_through：请写明台账完整记录到哪一天。",
        "complete_through is missing: say through which day the register is complete.",
    ),
    "INP-029": (
        "{where}：单元格里是公式、错误值或合并单元格。请直接填写值。",
        "{where}: a formula, an error value or a merged cell. Enter the value itself.",
    ),
    "INP-040": (
        "{where} 的办理结果类别不在方案“{scheme}”里（有 {letters}）。请核对读的是哪个方案；满意度不是类别。",
        "The category at {where} is not in the scheme “{scheme}” (it has {letters}). See which scheme was read; a rating is no "
        "category.",
    ),
    "INP-041": (
        "{where}：映射文件的 {key} 有误（{why}）。请改正。",
        "{where}: {key} of the mapping file is wrong ({why}). Correct it.",
    ),
    "INP-042": (
        "{where}：文本的编码或表头认不出。请另存为 UTF-8 的 .csv，或在映射文件的 [columns] 写明列名。",
        "{where}: neither the text's encoding nor a header is known. Save it as a .csv in UTF-8, or name its columns "
        "under [columns] of the mapping file.",
    ),
    "INP-043": (
        "{where}：件号读不出（{value}；可写：{why}）。请改正，或在映射文件写明。",
        "{where}: the case number cannot be read ({value}; write or say {why}). Correct it, or say so in the mapping file.",
    ),
    "INP-044": (
        "{where}：日期读不出（{value}；{why}）。请改正，或在映射文件写明。",
        "{where}: the day cannot be read ({value}; {why}). Correct it, or say so in the mapping file.",
    ),
    "INP-045": (
        "{where}：没有写明 {key}。请在映射文件写明，本库不替你决定。",
        "{where}: {key} is not said. Say it in the mapping file; it is not for the library to choose.",
    ),
    "INP-046": (
        "{where}：这一格的词不认识（{value}）。可用：{known}。",
        "{where}: the word in this cell is not known ({value}). Known: {known}.",
    ),
    "INP-047": (
        "{where}：应有 {expected} 件，读到 {found} 件。请补齐，或在映射文件的 explained 写明缘由。",
        "{where}: {expected} cases expected, {found} read. Complete them, or say why under `explained` of the mapping file.",
    ),
    "INP-048": (
        "{where}：有几个单位，看不出谁主办。请写明“主办：…；协办：…”，或在映射文件写 units_order。",
        "{where}: several units, and not who leads. Mark in the cell who leads and who helps, or say `units_order` in the mapping file.",
    ),
    "INP-049": (
        "{where}：单位名称含不能作编号的字符（{value}）。请在映射文件的 [units] 给出它的别名。",
        "{where}: the unit's name has characters that no id has ({value}). Give it as an alias under [units] of the "
        "mapping file.",
    ),
    "INP-050": (
        "{where}：找不到表头。请在映射文件的 [columns] 写明列名。",
        "{where}: no header is found. Name its columns under [columns] of the mapping file.",
    ),
    "INP-051": (
        "{where}：合并单元格下的空格。要按合并读，请在映射文件的 fill_down 写上这一列。",
        "{where}: an empty cell under a merged one. To read it as merged, name the column under `fill_down` of the "
        "mapping file.",
    ),
    "INP-052": (
        "{where}：这一行有 {cells} 格，表头有 {columns} 列。请核对分隔符与引号。",
        "{where}: the row has {cells} cells and the header {columns} columns. Check separators and quotes.",
    ),
    "INP-053": (
        "{where}：所问的记录已经变动，或不在这份台账里。请重新发出问题，或直接改台账。",
        "{where}: the record that was asked about has changed, or is not in this register. Ask again, or correct the register.",
    ),
    "INP-054": (
        "{where}：同一件事有不同的答复（另见 {other}）。请核实后只留一个。",
        "{where}: two answers differ; the other is at {other}. Find out which is right, and keep that one.",
    ),
    "INP-055": (
        "{where}：没有“答复（请填）”和“位置（勿改）”两栏。请用本库写出的待补事实表。",
        "{where}: the columns for the answer and its place are not there. Use the sheet of facts wanted that this library writes.",
    ),
    "INP-056": (
        "{where}：放行清单写得不对（{why}）。每一项写明 finding、by、on、because，一项结论只写一次。",
        "{where}: the list of accepted gaps is wrong ({why}). Each entry says finding, by, on, because, and each finding stands once.",
    ),
    "TST-001": (
        "{where}：不是 TOML 文件。请检查引号和方括号。",
        "{where}: this is no TOML. Check the quotes and brackets.",
    ),
    "TST-002": (
        "{where}：情景文件没有这个键。可用：{known}。",
        "{where}: a scenario file has no such key. Known: {known}.",
    ),
    "TST-003": (
        "{where}：缺少 {key}，或写得不对。应写作 {form}。",
        "{where}: {key} is missing or badly written. Write {form}.",
    ),
    "TST-004": (
        "{where}：看不懂这一行。应写作“日期 规则 单位 结论”，如 2023-05-24 COHAND-01 caizheng broken late。",
        "{where}: the line cannot be read. Write “day rule unit verdict”, as 2023-05-24 COHAND-01 caizheng broken late.",
    ),
    "TST-005": (
        "{where}：没有规则 {rule}。相近的：{near}。",
        "{where}: there is no rule {rule}. Near it: {near}.",
    ),
    "TST-006": (
        "{where}：base 所指的文件不能用：应是同一文件夹里、自己不再有 base 的情景文件。",
        "{where}: the file that base names cannot be used: it is a scenario file of the same folder, without a base of its own.",
    ),
    "TST-007": (
        "{where}：没有情景文件（*.caserules.toml）。请核对文件夹。",
        "{where}: there is no scenario file (*.caserules.toml). Check the folder.",
    ),
    "TST-008": (
        "{where}：值里不能有空格、换行或“#”。请换一个编号；姓名和说明不写在事件里。",
        "{where}: a value has no blank, line break or “#”. Use an id; names and texts do not belong in an event.",
    ),
    "TST-009": (
        "{where}：没有写明截至哪一天。请写作 2023-09-01。",
        "{where}: no day to judge as of is given. Write 2023-09-01.",
    ),
    "TST-010": (
        "{where}：没有一项义务被核查，什么也没有证明。请核对日期、规则、单位和件号。",
        "{where}: no duty was judged, so nothing is shown. Check the day, the rules, the units and the cases.",
    ),
    "TST-011": (
        "{where}：应为 0 至 100 的整数。",
        "{where}: it is a whole number from 0 to 100.",
    ),
    "INP-060": (
        "{where}：列式事实表中缺少这一列。请按已发布的列式格式补上，或换用与此表一致的政策。",
        "{where}: the table of facts lacks this column. Add it as the published layout says, or use the policy that the "
        "table was made for.",
    ),
    "INP-061": (
        "{where}：这一列的类型不符合已发布的列式格式。",
        "{where}: the column is not of the type that the published layout says.",
    ),
    "INP-062": (
        "{where}：没有这样的事实表。请在 table 列写明是哪一张表。",
        "{where}: there is no such table of facts. Say in the column `table` which it is.",
    ),
    "INP-063": (
        "{where}：不能作为 Parquet 文件读取（{kind}）。",
        "{where}: it cannot be read as a Parquet file ({kind}).",
    ),
    "INP-064": (
        "{where}：几份台账中都有这一件。请写明是哪一份。",
        "{where}: several registers have that case. Say which one is meant.",
    ),
    "CNF-001": (
        "{where}：没有这个编号的结论。请照抄核查结果中的编号。",
        "{where}: there is no finding of that id. Copy the id from the assessment.",
    ),
    "CNF-002": (
        "{where}：现为 {before}，不能记为 {state}。下一步可以是：{next}。",
        "{where}: it is {before} and cannot become {state}. Next may come: {next}.",
    ),
    "CNF-003": (
        "{where}：{day} 早于上一步的 {before}。请核对日期；步骤只能依次记录。",
        "{where}: {day} lies before the step before, {before}. Check the day; steps are recorded in their order.",
    ),
    "CNF-004": (
        "{where}：日期晚于截至之日，或不是日期。请核对。",
        "{where}: the day lies after the day asked about, or is none. Check it.",
    ),
    "CNF-005": (
        "{where}：要写明是谁记录的（姓名，50 字以内）。",
        "{where}: say who records it: a person's name, of 50 characters at most.",
    ),
    "CNF-006": (
        "{where}：这一行读不出，或文字过长、含控制字符。请找回原文件，不要改写已有的行。",
        "{where}: the line cannot be read, or its text is too long or has control characters. Bring back the file as it was; "
        "lines once written are not changed.",
    ),
    "CNF-007": (
        "{where}：核查截至 {found}，不是 {day}。请按同一天核查。",
        "{where}: the assessment is as of {found}, not {day}. Assess as of the same day.",
    ),
    "CNF-008": (
        "{where}：现在的结论是 {verdict}，不是违反，不能提出或确认；可以撤销。",
        "{where}: the verdict is {verdict} now, not broken: it cannot be taken up or confirmed; it can be withdrawn.",
    ),
    "LTR-001": (
        "{where}：模板里的 {{{place}}} 不认识。可用：{known}。",
        "{where}: the template's {{{place}}} is not known. Known: {known}.",
    ),
    "LTR-002": (
        "{where}：不是可用的 .docx 模板（{why}）。请用 caserules letter-template 写出一份再改。",
        "{where}: this is no .docx template that can be used ({why}). Write one by `caserules letter-template` and edit that.",
    ),
    "LTR-003": (
        "{where}：模板里没有事项表的行（含 {{{place}}} 的一行）。请补上。",
        "{where}: the template has no row of the table of duties (one with {{{place}}}). Add it.",
    ),
    "RPL-001": (
        "{where}：不是完整的核查结果（{key}）。请给出 caserules audit --format json 或 jsonl 写出的原文件。",
        "{where}: this is no whole assessment ({key}). Give the file as `caserules audit` wrote it, in JSON or JSON Lines.",
    ),
    "RPL-002": (
        "{where}：这是给单位或公众看的一份，已删去内容，不能重现。请用 internal 的一份。",
        "{where}: this one was cut down for a unit or the public, and cannot be made again. Take the internal one.",
    ),
    "RPL-003": (
        "{where}：格式 {schema} 较新，本版本不能读取。请升级。",
        "{where}: the form {schema} is newer than this version reads. Upgrade.",
    ),
    "RPL-004": (
        "凭据中的 {where} 与给出的不同；不同的输入当然有不同的结论。请给出当时的那一份。",
        "{where} is not what the receipt says; another input has other findings. Give the one of that time.",
    ),
    "RPL-005": (
        "{where}：凭据中的政策不是随库发布的。请以 --policy 给出政策文件。",
        "{where}: the receipt's policy is none of the packaged ones. Name its file by --policy.",
    ),
    "ADV-001": (
        "公告 {where} 的写法有误（{key}）。请按公告的格式更正。",
        "The advisory {where} is not laid out as it should be ({key}). Correct it by the layout of advisories.",
    ),
    **STORES,
    **REFUSED,
    **FAULTS,
}
