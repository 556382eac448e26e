"""What an import's report says in words: repairs, notes and reasons by name, (zh, en)."""

from __future__ import annotations

from typing import Final

__all__ = ["FIELDS", "MAPPING", "NOTES", "PASSED", "REPAIRS"]

REPAIRS: Final[dict[str, tuple[str, str]]] = {
    "alias": ("别名换成单位名称", "another name replaced by the unit's"),
    "blank_not_yet": ("空格按“尚未”读", "an empty cell read as not yet"),
    "carried_unjoined": (
        "写明跨年度，但没有去年的编号，未作关联",
        "said to be carried over, without last year's number: not joined",
    ),
    "count_suffix": ("去掉名称后的件数", "a count behind a name dropped"),
    "day_of_several": (
        "一个送达日期对几个协办单位，分不清是谁的，未读",
        "one day of delivery for several units: whose it is cannot be told, not read",
    ),
    "day_rewritten": ("日期改写为 2023-04-10 的样子", "a day rewritten as 2023-04-10"),
    "filled_down": ("按合并单元格向下填充", "filled down from a merged cell"),
    "full_width": ("全角字符按半角读", "full-width characters read as narrow ones"),
    "markup_removed": ("去掉排版标记", "marks of a word processor dropped"),
    "names_split": ("一格分成几个名称", "a cell split into several names"),
    "not_yet_word": ("“未…”按“尚未”读", "a word for “not yet” read as that"),
    "number_from_float": ("数字去掉小数点", "a number's point dropped"),
    "rating_left": ("意见一栏的词不是评价，未读", "a word that is no rating: not read"),
    "reply_of_several": (
        "一栏复函对几个承办单位，分不清是谁的，未读",
        "one reply for several answering units: whose it is cannot be told, not read",
    ),
    "serial_day": ("数字按表格的日期序号读", "a number read as a spreadsheet's day"),
    "year_supplied": ("没有年份的日期补上年度", "the register's year supplied to a day"),
    "zeros_dropped": ("件号前面的零不作区分", "zeros before a number dropped"),
}

NOTES: Final[dict[str, tuple[str, str]]] = {
    "assigned_covers_all": (
        "交办日期按本行所有单位的交办之日读（assigned_covers）；若协办单位另有交办之日，请改。",
        "The day of assignment is read as that of every unit of its row (assigned_covers); change it where a co-handling "
        "unit was assigned on another day.",
    ),
    "encoding_guessed": (
        "文本没有标明编码，按 {encoding} 读；请看看单位和标题是否有乱码。",
        "The text does not say its encoding and was read as {encoding}: look whether units and titles read well.",
    ),
    "hidden_sheet": (
        "隐藏的工作表“{name}”未读（hidden_sheets）。",
        "The hidden sheet “{name}” was not read (hidden_sheets).",
    ),
    "not_kept": (
        "这些记录没有列可读，按“不登记”处理，不会当作没有办：{kinds}（kept）。",
        "No column tells these records; they are taken as not kept, never as not done: {kinds} (kept).",
    ),
    "units_as_written": (
        "没有别名表，{n} 个名称各算一个单位（units）；请看看有没有同一单位的两个写法。",
        "No table of names: each of the {n} names is a unit (units). Look whether one unit is written in two ways.",
    ),
    "unknown_unit": (
        "单位“{name}”不在别名表里，其义务不能判定（units）。",
        "The unit “{name}” is not in the table of names; its duties cannot be told (units).",
    ),
}

PASSED: Final[dict[str, tuple[str, str]]] = {"total": ("合计、说明行", "totals and remarks")}

FIELDS: Final[dict[str, tuple[str, str]]] = {
    "sequence": ("序号（不读）", "sequence (not read)"),
    "kind": ("类别", "kind"),
    "session": ("届次、年度", "session, year"),
    "number": ("编号", "case number"),
    "title": ("标题", "title"),
    "proposer": ("提出人", "proposer"),
    "co_signers": ("联名人", "co-signers"),
    "lead_unit": ("主办单位", "lead unit"),
    "co_units": ("协办单位", "co-handling units"),
    "units": ("办理单位", "units"),
    "mode": ("办理方式", "mode"),
    "key": ("重点件", "key case"),
    "leader": ("督办领导", "supervising leader"),
    "assigned": ("交办日期", "assigned"),
    "received": ("收到日期", "received"),
    "delivered": ("协办意见送达日期", "opinion delivered"),
    "due": ("期限（由政策计算，不读）", "due day (counted by the policy, not read)"),
    "category": ("办理结果类别", "category"),
    "satisfaction": ("评价", "rating"),
    "reply_number": ("复函文号", "reply number"),
    "issued": ("答复日期", "reply issued"),
    "signed": ("签发日期", "signed off"),
    "signer": ("签发人", "signer"),
    "carried": ("跨年度", "carried over"),
    "merged": ("并案", "merged cases"),
}

MAPPING: Final[dict[str, tuple[str, str]]] = {
    "place": ("地方名称", "the place"),
    "year": ("年度，如 2023", "the year, such as 2023"),
    "complete_through": (
        "台账完整记到哪一天，如 2023-09-01",
        "through which day the register is complete, such as 2023-09-01",
    ),
    "kind": (
        "表里没有写明时，是 suggestion（建议）还是 proposal（提案）",
        "suggestion or proposal, where the sheet says neither",
    ),
    "scheme": ("类别字母的口径：方案名或政策名", "the letters' scheme: its name, or a policy's"),
    "bound": (
        "true：除 [bound_units] 外，各单位都受通知约束",
        "true: the notice binds every unit but those of [bound_units]",
    ),
    "explained": ("件数与应有数不符的缘由", "why the counts differ from those expected"),
    "kept": (
        '没有列可读、但确实完整的记录，如 ["adjustments"]（没有退回、撤回等）',
        'kinds of record that no column tells and that are complete all the same, such as ["adjustments"]',
    ),
    "fill_down": ("按合并单元格向下填充的列", "columns in which a merged cell stands for all its rows"),
    "assigned_covers": (
        "交办日期是谁的：all 全部单位，lead 只是主办",
        "whose the day of assignment is: all units', or the lead's",
    ),
    "merged_numbers": ("一格两个件号：refuse 不读，first 以第一个为主", "two numbers in a cell: refuse, or first"),
    "units_order": (
        "几个单位没写谁主办：refuse 不读，lead_first 第一个主办",
        "units without roles: refuse, or lead_first",
    ),
    "year_of_days": ("没有年份的日期：refuse 不读，supply 补上年度", "days without a year: refuse, or supply"),
    "serial_days": ("日期栏里的数字是不是表格的日期序号", "whether a number in a day's column is a spreadsheet's day"),
    "hidden_sheets": ("隐藏的工作表：skip 不读，read 也读", "hidden sheets: skip, or read"),
    "bound_units": (
        "不受约束的单位：copied_only（抄送）或 no_longer（不再承担）",
        "units that it does not bind: copied_only or no_longer",
    ),
    "columns": ("本单位的列名 = 本库的列名；“-”表示不读", "a heading of this office = a column; “-” leaves it"),
    "units": ("单位名称 = [别的写法]", "a unit's name = [its other names]"),
    "sessions": ("届次 = 年度", "a session = its year"),
    "expected": ("应有件数（本年编号）", "how many cases of this year's numbers there should be"),
    "blank": ("空格的意思：not_yet（尚未）或 unknown（不知）", "what an empty cell says: not_yet or unknown"),
}
