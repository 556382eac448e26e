#!/usr/bin/env python3
"""Write what the documentation takes from the code; with --check, only compare it.

Whole pages: the rules, the clauses, the codes; and the published layout of facts. In other pages: tables between `<!-- made: NAME -->` and
`<!-- end -->`, and blocks of code with their output (see doc_blocks.py). What is compared and what is written
is the same text, made by the same functions.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from doc_blocks import ROOT, refreshed
from doc_tables import both, cell, closed_lists, register_fields, table

from caserules.bulk.layout import published
from caserules.errors import CaserulesError
from caserules.facts.tables import FACTS
from caserules.messages.errors import ERRORS
from caserules.messages.issues import ISSUES
from caserules.messages.sentences import BECAUSE, KEEPERS
from caserules.policy import Policy, RuleSetting, Scheme, Value, known_policies, known_schemes, load_policy, load_scheme
from caserules.policy.model import plain
from caserules.report.book.values import term_words
from caserules.report.words import WORDS
from caserules.rules import CHAPTERS, all_rules
from caserules.rules.cards import card
from caserules.rules.rule import Rule
from caserules.terms import RestDay, RuleTerm, StartDay, TermUnit

DOCS = ROOT / "docs"
POLICY = "pengshui-2023"
STACK = "pengshui-2023-full"
"""Where the notice is silent of a rule, the policy whose lower instruments set it."""
MADE = "<!-- Written by: python scripts/make_docs.py (check with --check). Do not edit. -->\n\n"
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
BASES = {"stated": ("原文写明", "stated"), "reading": ("理解", "reading"), "unconfirmed": ("未核对", "unconfirmed")}
REST_DAYS = {
    RestDay.AS_WRITTEN: ("逢休息日不顺延", "a rest day does not move it"),
    RestDay.ROLL_FORWARD: ("逢休息日顺延", "rolls forward from a rest day"),
    RestDay.UNSETTLED: (
        "逢休息日：按文提醒，顺延后仍未办才算违反",
        "on a rest day: the written day reminds, the rolled one can break",
    ),
}


# ------------------------------------------------------------ the rules


def rules_page() -> str:
    """Every rule with its words, clause and parameters under the packaged policy."""
    policy = load_policy(POLICY)
    overview = table(
        ("编号 Id", "标题 Title", "谁欠谁 Who owes whom", "条款 Clause"),
        (
            (
                f"[{rule.id}](#{rule.id.lower()})",
                both(card(rule.id)["title"]["zh"], card(rule.id)["title"]["en"]),
                both(_parties(rule, 0), _parties(rule, 1)),
                f"{setting.clause}<br>{cell(setting.key_term)}",
            )
            for rule in all_rules()
            if (setting := _setting(rule, policy))
        ),
    )
    on = sum(setting.off is None for setting in policy.rules.values())
    chapters = "\n".join(_chapter(chapter, policy) for chapter in CHAPTERS)
    return (
        f"{MADE}# 规则 · Rules\n\n"
        f"共 {len(all_rules())} 条规则，政策 `{policy.id}`（版本 {policy.version}）启用 {on} 条；通知没有规定的，列出 `{STACK}` "
        "中由上级法规设定的值。规则只写一次；天数、对象、"
        "步骤和条款号都在[政策包](policies.md)里，换一个县、换一个年度就换一个文件。条款逐条对照见[条款](clauses.md)。\n\n"
        f"{len(all_rules())} rules, of which the policy `{policy.id}` (version {policy.version}) has {on}; where the notice is "
        f"silent, the values are those of higher instruments in `{STACK}`. A rule is written once; "
        "days, recipients, steps and locators stand in the [policy pack](policies.md), so that another county or year is "
        "another file. The notice clause by clause: [clauses](clauses.md).\n\n"
        f"{overview}\n{chapters}\n{_readings(load_policy(STACK))}"
    )


def _setting(rule: Rule, policy: Policy) -> RuleSetting:
    """What the policy says of a rule; where it is silent, what the instruments below it in the stack say."""
    setting = policy.rules[rule.id]
    return load_policy(STACK).rules[rule.id] if setting.silent else setting


def _parties(rule: Rule, lang: int) -> str:
    return " → ".join(WORDS[f"party.{party.value}"][lang] for party in (rule.owes, rule.to))


def _chapter(chapter: str, policy: Policy) -> str:
    zh, en = CHAPTER_NAMES[chapter]
    rules = [rule for rule in all_rules() if rule.chapter == chapter]
    return f"## {zh} · {en}\n\n" + "\n".join(_rule(rule, policy) for rule in rules)


def _rule(rule: Rule, policy: Policy) -> str:
    setting, silent = _setting(rule, policy), policy.rules[rule.id].silent
    words = card(rule.id)
    title, act, why = words["title"], words["act"], words["why"]
    lines = [
        f"### {rule.id}\n",
        f"**{title['zh']} · {title['en']}**\n",
        f"{_parties(rule, 0)}：{act['zh']}。{why['zh']}\n",
        f"{_parties(rule, 1)}: {act['en']}. {why['en']}\n",
        f"条款 Clause {setting.clause} {setting.key_term} · 名称 Name `{rule.deed}` · 事实表 Table `{rule.table.key}`"
        f" · 同一事实组 Fact group `{rule.fact}` · 自版本 Since {rule.since}\n",
    ]
    if silent:
        told = both(silent["zh"], silent["en"]).replace("<br>", " ")
        lines.append(f"`{policy.id}`：不启用 Off. {told} 以下为 Below: `{STACK}`\n")
    elif setting.off:
        lines.append(f"本政策不启用 · Off in this policy: {setting.off}\n")
    if setting.values:
        lines.append(
            table(
                ("参数 Parameter", "值 Value", "出处 Source", "性质 Basis"),
                (
                    (f"`{name}`", _value(value), f"{value.source} {value.at}", _basis(value))
                    for name, value in setting.stated.items()
                ),
            )
        )
    return "\n".join(lines)


def _basis(value: Value) -> str:
    told = both(*BASES[value.basis.value])
    return f"{told}<br>[`{value.reading}`](#policy-readings)" if value.reading else told


def _value(value: Value) -> str:
    found = value.value
    if isinstance(found, tuple) and found and isinstance(found[0], RuleTerm):
        return "<br>".join(_term(term) for term in found)
    if isinstance(found, tuple):
        return ", ".join(f"`{x}`" for x in found)
    if isinstance(found, Mapping) and isinstance(plain(found), str):
        return f"`{plain(found)}`"  # the same for each kind of case
    if isinstance(found, Mapping):
        return "<br>".join(f"`{key}`{_member(x)}" for key, x in found.items())
    return f"`{found}`"


def _member(found: Any) -> str:
    if isinstance(found, str):
        return f": `{found}`"
    return ": " + ", ".join(f"`{x}`" for x in found) if found else ""


def _term(rule_term: RuleTerm) -> str:
    term = rule_term.term
    if term.unit is TermUnit.UNDATED:
        return "`undated`<br>" + both(
            "没有定日：到年底，之后不能判定", "no day is set: to the year's end, then undetermined"
        )
    if term.unit is TermUnit.FIXED:
        return f"`{term}`<br>" + both(*REST_DAYS[term.rest_day])
    fact = FACTS[rule_term.trigger] if rule_term.trigger else None
    out = term.start_day is StartDay.OUT
    told = [f"`{term}`" + (f" from `{rule_term.trigger}`" if fact else "")]
    if fact is not None:
        told.append(
            both(
                f"自“{fact.zh}”起，当日{'不计' if out else '计入'}",
                f"from “{fact.en}”, that day {'out' if out else 'in'}",
            )
        )
    if rule_term.longer is not None:
        told.append(f"`{rule_term.longer}`: `{rule_term.when}`")
    if rule_term.extended is not None:
        told.append(f"延期至多 Extended up to `{rule_term.extended}`: `{rule_term.extension}`")
    return "<br>".join(told)


def _readings(policy: Policy) -> str:
    found = {reading.key: reading for layer in policy.layers for reading in layer.readings.values()}
    rows = (
        (
            f"`{key}`",
            f"`{reading.value}`",
            ", ".join(f"`{x}`" for x in reading.options),
            both(reading.why.get("zh", ""), reading.why.get("en", "")),
            cell(reading.reviewed_by) if reading.reviewed_by else both("尚无人确认", "nobody yet"),
        )
        for key, reading in found.items()
    )
    return (
        '## 读法 · Readings\n\n<a id="policy-readings"></a>\n\n'
        "通知没有写明之处，政策里是一个有名字、有理由的选择；结论依据了哪一项未经确认的读法，会写在 `detail.basis` 里。\n\n"
        "Where the notice is silent, the policy holds a choice with a name and a reason; a finding tells in `detail.basis` "
        "which unconfirmed readings it rests on.\n\n"
        + table(("读法 Reading", "值 Value", "可选 Options", "理由 Why", "谁确认 Reviewed by"), rows)
    )


# ------------------------------------------------------------ the clauses


def clauses_page() -> str:
    """The notice clause by clause: its rules, or the reason why it has none."""
    policy = load_policy(POLICY)
    source = policy.source("notice")
    rules: dict[str, list[Rule]] = {}
    for rule in all_rules():
        if not policy.rules[rule.id].silent:
            rules.setdefault(policy.rules[rule.id].clause, []).append(rule)
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for locator in sorted({*rules, *policy.clauses}, key=_place):
        found = rules.get(locator, [])
        terms = dict.fromkeys(policy.rules[rule.id].key_term for rule in found)
        links = [
            f"[{r.id}](rules.md#{r.id.lower()}) {both(card(r.id)['title']['zh'], card(r.id)['title']['en'])}"
            for r in found
        ]
        reason = policy.clauses.get(locator)
        told = [*links, *([both(reason["zh"], reason["en"])] if reason else [])]
        rows.setdefault(locator[0], []).append((locator, "<br>".join(cell(x) for x in terms), "<br>".join(told)))
    parts = "\n".join(
        f"## {name}\n\n" + table(("条款 Clause", "要点词 Key term", "规则，或为何不设 Rules, or why none"), rows[first])
        for first, name in {
            "前": "前言 · Preamble",
            "一": "一 · Section one",
            "二": "二 · Section two",
            "三": "三 · Section three",
        }.items()
    )
    title = "" if source is None else f"《{source.title}》（{source.issuer}，{source.date}）"
    return (
        f"{MADE}# 条款对照 · Clause by clause\n\n"
        f"{title}\n\n"
        "条款号是本项目的定位符：节、项、分句依原文次序（一.2.a 是第一节第二段的第一层意思）。"
        "本页只列定位符和简短的要点词，不抄原文；每一条款或者有规则，或者写明为什么没有。\n\n"
        "Locators are this project's own: section, item, part in the order of the text (一.2.a is the first part of the second "
        "paragraph of section one). The page gives locators and short key terms, never the notice's sentences; every clause "
        "has a rule, or a reason why it has none.\n\n"
        f"{parts}"
    )


def _place(locator: str) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Where a locator stands in the notice: 前言, then sections, items and parts."""
    section, *rest = locator.split(".")
    order = "前一二三四五六七八九"
    return order.index(section[0]), tuple((int(x), "") if x.isdigit() else (0, x) for x in rest)


# ------------------------------------------------------------ the codes


def errors_page() -> str:
    """Every code with its sentence in both languages."""
    kinds = {
        "INP": ("输入", "Input"),
        "POL": ("政策", "Policy"),
        "CAL": ("日历", "Calendar"),
        "TRM": ("期限写法", "Terms"),
        "RUL": ("规则文本", "A rule's own text"),
        "TST": ("测试", "Test suites"),
        "CNF": ("确认", "Confirmations"),
        "LTR": ("函件", "Letters"),
        "STO": ("存储", "The store"),
        "NTF": ("消息", "Messages"),
        "PLG": ("插件", "Plugins"),
    }
    parts = []
    for prefix, (zh, en) in kinds.items():
        found = {code: texts for code, texts in ERRORS.items() if code.startswith(prefix)}
        if found:
            parts.append(f"## {prefix} {zh} · {en}\n\n" + _codes(found))
    left = [code for code in ERRORS if code[:3] not in kinds]
    if left:
        raise SystemExit(f"codes of no known kind: {left}")
    words = (("代码 Code", "中文", "English"), ((f"`{key}`", cell(zh), cell(en)) for key, (zh, en) in BECAUSE.items()))
    keepers = (
        ("代码 Code", "中文", "English"),
        ((f"`{key}`", cell(zh), cell(en)) for key, (zh, en) in KEEPERS.items()),
    )
    return (
        f"{MADE}# 代码 · Codes\n\n"
        "调用者的错误以异常告知，数据的问题以数据提示告知，单位的违反只以结论告知；三者不混。每个代码都说明怎么办。"
        "`{…}` 处填入字段、键、日期或数目；不含个人信息。\n\n"
        "What a caller did wrong is an exception, what is wrong with the data is a data issue, and only what a unit did wrong "
        "is a finding. Every sentence says what to do. The places in `{…}` take names of fields and keys, days and counts; never "
        "anything personal.\n\n" + "\n".join(parts) + "\n"
        "## DATA 数据提示 · Data issues\n\n"
        "数据有疑问，但不是哪个单位的违反。 · Wrong with the data, and nobody's breach.\n\n"
        f"{_codes(ISSUES)}\n"
        "## 不适用的原因 · Why not applicable\n\n"
        f"`finding.because`\n\n{table(*words)}\n"
        "## 谁能补上 · Who can say it\n\n"
        f"`finding.needs[].who`\n\n{table(*keepers)}"
    )


def _codes(found: Mapping[str, tuple[str, str]]) -> str:
    return table(
        ("代码 Code", "中文", "English"), ((f"`{key}`", cell(zh), cell(en)) for key, (zh, en) in sorted(found.items()))
    )


# ------------------------------------------------------------ tables inside other pages


def sources() -> str:
    """The instruments that the packaged policy cites."""
    policy = load_policy(POLICY)
    rows = (
        (f"`{key}`", cell(x.title), cell(x.issuer), x.date, x.read, x.checked)
        for layer in policy.layers
        for key, x in layer.sources.items()
    )
    return table(("键 Key", "名称 Title", "制发 Issuer", "日期 Date", "读到 Read", "核对 Checked"), rows)


def places() -> str:
    """What each packaged pack of another place states."""
    rows: list[tuple[str, ...]] = []
    for name in known_policies():
        policy = load_policy(name)
        if policy.place == load_policy(POLICY).place:
            continue
        source = next(iter(policy.layers[-1].sources.values()))
        head = f"`{name}`<br>{both(policy.place, READ[source.read][0])}<br>{READ[source.read][1]}"
        for id_, setting in policy.rules.items():
            terms = [x for v in setting.values.values() if isinstance(v.value, tuple) for x in v.value]
            value = next(iter(setting.values.values()), None)
            if setting.off is None and value is not None:
                told = "<br>".join(both(term_words("zh", x), term_words("en", x)) for x in terms)
                title = card(id_)["title"]
                rows.append(
                    (
                        head,
                        f"[{id_}](rules.md#{id_.lower()})<br>{both(title['zh'], title['en'])}",
                        told,
                        _plain_basis(value),
                    )
                )
                head = ""
    return table(("政策 Pack", "规则 Rule", "期限 Term", "性质 Basis"), rows)


READ = {"whole": ("读了全文", "read whole"), "part": ("只读到部分", "read in part")}


def _plain_basis(value: Value) -> str:
    return both(*BASES[value.basis.value]) + (f"<br>`{value.reading}`" if value.reading else "")


def schemes() -> str:
    """The category letters of each scheme with their meanings."""
    letters = "ABCD"
    rows = []
    for name in known_schemes():
        scheme = load_scheme(name)
        meanings = {letter: meaning for meaning, letter in scheme.letters.items()}
        cells = (_letter(scheme, letter, meanings.get(letter)) for letter in letters)
        rows.append((f"`{name}`<br>{both(scheme.title['zh'], scheme.title['en'])}", *cells))
    return table(("方案 Scheme", *letters), rows)


def _letter(scheme: Scheme, letter: str, meaning: str | None) -> str:
    if meaning is None:
        return "–"
    inferred = "<br>（次序为推断 order inferred）" if letter in scheme.inferred else ""
    return f"`{meaning}`<br>{both(scheme.phrases[letter]['zh'], scheme.phrases[letter]['en'])}{inferred}"


PAGES: Mapping[str, Callable[[], str]] = {"rules.md": rules_page, "clauses.md": clauses_page, "errors.md": errors_page}
FACTS_FILE = ROOT / "src" / "caserules" / "bulk" / "facts-1.json"


def facts_file() -> str:
    """The layout of facts as it is published, for programs."""
    return json.dumps(published(), ensure_ascii=False, indent=1) + "\n"


TABLES: Mapping[str, Callable[[], str]] = {
    "register_fields": register_fields,
    "closed_lists": closed_lists,
    "places": places,
    "schemes": schemes,
    "sources": sources,
}
_MADE = re.compile(r"(<!-- made: ([a-z_]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> list[Path]:
    """Every page that has something made in it."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md")), FACTS_FILE]


def made(path: Path) -> str:
    """Return a page as it should be."""
    make = PAGES.get(path.name) if path.parent == DOCS else facts_file if path == FACTS_FILE else None
    if make is not None:
        return make()
    return _MADE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", refreshed(path))


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check tell how they differ."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    for path in (*(DOCS / name for name in PAGES), FACTS_FILE):
        if not path.exists():
            path.write_text("", encoding="utf-8")
    stale = 0
    for path in pages():
        try:
            now, should = path.read_text(encoding="utf-8"), made(path)
        except CaserulesError as error:
            raise SystemExit(f"{path.relative_to(ROOT)}: {error}") from error
        if now == should:
            continue
        stale += 1
        name = str(path.relative_to(ROOT))
        if arguments:
            print(
                *difflib.unified_diff(now.splitlines(), should.splitlines(), name, f"{name} (made)", lineterm="", n=1),
                sep="\n",
            )
        else:
            path.write_text(should, encoding="utf-8")
            print(f"wrote {name}")
    if arguments and stale:
        print(f"{stale} pages are not current; write them anew: python scripts/make_docs.py", file=sys.stderr)
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
