#!/usr/bin/env python3
"""Write what the documentation takes from the code; with --check, only compare it; all pages, or those named.

Whole pages: the rules, one a page in each language, the clauses and what is covered, the pictures, the codes; and the published
layout of facts, the calculator's calendar, the rules' part of the navigation. In other pages: tables between `<!-- made: NAME -->` and
`<!-- end -->`, and blocks of code with their output (see doc_blocks.py). What is compared and what is written
is the same text, made by the same functions.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import doc_api
import doc_clauses
import doc_plots
import doc_rules
from doc_blocks import ROOT, refreshed
from doc_tables import both, cell, closed_lists, register_fields, table
from doc_trust import full_run, mutation_scores, regressions, trust_counts
from doc_words import CHAPTER_NAMES, LANGS

from caserules.bulk.layout import published
from caserules.calendar import WorkCalendar
from caserules.errors import CaserulesError
from caserules.messages.errors import ERRORS
from caserules.messages.issues import ISSUES
from caserules.messages.sentences import BECAUSE, DOUBTS, KEEPERS
from caserules.policy import Scheme, Value, known_policies, known_schemes, load_policy, load_scheme
from caserules.report.book.values import term_words
from caserules.rules import CHAPTERS, all_rules
from caserules.rules.cards import card
from caserules.testing.vectors import calendars

DOCS = ROOT / "docs"
POLICY = "pengshui-2023"
MADE = "<!-- Written by: python scripts/make_docs.py (check with --check). Do not edit. -->\n\n"
BASES = {"stated": ("原文写明", "stated"), "reading": ("理解", "reading"), "unconfirmed": ("未核对", "unconfirmed")}


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
        "RPL": ("重现与复核", "Assessments had again"),
        "ADV": ("公告", "Advisories"),
        "PLG": ("插件", "Plugins"),
        "STO": ("存储", "Stores"),
        "NTF": ("消息", "Messages"),
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
    doubts = (("代码 Code", "中文", "English"), ((f"`{key}`", cell(zh), cell(en)) for key, (zh, en) in DOUBTS.items()))
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
        "## 插件出错而无法判断 · Undetermined because a plugin failed\n\n"
        "没有哪项事实能补上；出了什么错，在数据提示里以 `PLG-1…` 说明。 · No fact would settle it; what went wrong is told among the "
        f"data issues, as `PLG-1…`.\n\n`finding.because`\n\n{table(*doubts)}\n"
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
                        f"[{id_}](rules/{id_}.md)<br>{both(title['zh'], title['en'])}",
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


def _pages() -> dict[str, Callable[[], str]]:
    """Every page that is made whole, by its path under docs/."""
    found: dict[str, Callable[[], str]] = {"errors.md": errors_page}
    if doc_api.unplaced():
        raise SystemExit(f"on no page of the API reference: {sorted(doc_api.unplaced())}")
    for key in doc_api.PAGES:
        found[f"api/{key}.md"] = partial(doc_api.api_page, key, MADE)
    for lang, folder in (("zh", ""), ("en", "en/")):
        found[f"{folder}rules/index.md"] = partial(doc_rules.index_page, lang)
        found[f"{folder}clauses.md"] = partial(doc_clauses.clauses_page, lang)
        found[f"{folder}coverage.md"] = partial(doc_clauses.coverage_page, lang)
        found[f"{folder}pictures.md"] = partial(doc_plots.pictures_page, lang)
        for rule in all_rules():
            found[f"{folder}rules/{rule.id}.md"] = partial(doc_rules.rule_page, rule, lang)
    return found


PAGES: Mapping[str, Callable[[], str]] = _pages()
FACTS_FILE = ROOT / "src" / "caserules" / "bulk" / "facts-1.json"
CALENDAR_FILE = DOCS / "assets" / "calendar.js"
NAVIGATION = ROOT / "mkdocs.base.yml"


def facts_file() -> str:
    """The layout of facts as it is published, for programs."""
    return json.dumps(published(), ensure_ascii=False, indent=1) + "\n"


def calendar_file() -> str:
    """The calendar of the calculator: the published table, and the names of the days off."""
    table = calendars()["cn"]
    calendar = WorkCalendar.default()
    first, last = date(table.first_year, 1, 1), date(table.last_year, 12, 31)
    names = [(x.day.isoformat(), x.name) for x in calendar.skipped_days(first, last) if x.reason == "holiday"]
    told = {**table.model_dump(mode="json"), "names": names}
    return f"// Written by: python scripts/make_docs.py\nglobalThis.caserulesCalendar = {json.dumps(told, ensure_ascii=False)};\n"


def navigation() -> str:
    """The navigation of both sites with every rule in it."""
    lines = []
    for chapter in CHAPTERS:
        lines.append(f"      - {' · '.join(CHAPTER_NAMES[chapter])}:")
        for rule in (x for x in all_rules() if x.chapter == chapter):
            titles = (f"{rule.id} {card(rule.id)['title'][lang]}" for lang in LANGS)
            lines.append(f"          - {' · '.join(titles)}: rules/{rule.id}.md")
    made_part = re.compile(r"(      # made: rules\n).*?(      # end\n)", re.DOTALL)
    return made_part.sub(lambda x: x[1] + "\n".join(lines) + "\n" + x[2], NAVIGATION.read_text(encoding="utf-8"))


WHOLE: Mapping[Path, Callable[[], str]] = {
    **{DOCS / name: make for name, make in PAGES.items()},
    FACTS_FILE: facts_file,
    NAVIGATION: navigation,
    CALENDAR_FILE: calendar_file,
}
TABLES: Mapping[str, Callable[[], str]] = {
    "register_fields": register_fields,
    "closed_lists": closed_lists,
    "places": places,
    "schemes": schemes,
    "sources": sources,
    "trust_counts": trust_counts,
    "full_run": full_run,
    "mutation_scores": mutation_scores,
    "regressions": regressions,
}
_MADE = re.compile(r"(<!-- made: ([a-z_]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def pages() -> list[Path]:
    """Every page that has something made in it."""
    return [*WHOLE, ROOT / "README.md", *sorted(x for x in DOCS.rglob("*.md") if x not in WHOLE)]


def made(path: Path) -> str:
    """Return a page as it should be."""
    make = WHOLE.get(path)
    if make is not None:
        return make()
    return _MADE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", refreshed(path))


def main(arguments: list[str]) -> int:
    """Write the pages, all or those named, or with --check tell how they differ."""
    is_check, named = "--check" in arguments, [ROOT / x for x in arguments if x != "--check"]
    if not set(named) <= set(pages()):
        print(__doc__, file=sys.stderr)
        return 2
    for path in WHOLE:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", encoding="utf-8")
    stale = 0
    for path in named or pages():
        try:
            now, should = path.read_text(encoding="utf-8"), made(path)
        except CaserulesError as error:
            raise SystemExit(f"{path.relative_to(ROOT)}: {error}") from error
        if now == should:
            continue
        stale += 1
        name = str(path.relative_to(ROOT))
        if is_check:
            print(
                *difflib.unified_diff(now.splitlines(), should.splitlines(), name, f"{name} (made)", lineterm="", n=1),
                sep="\n",
            )
        else:
            path.write_text(should, encoding="utf-8")
            print(f"wrote {name}")
    if is_check and stale:
        print(f"{stale} pages are not current; write them anew: python scripts/make_docs.py", file=sys.stderr)
    return 1 if is_check and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
