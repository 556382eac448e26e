"""What a test suite is told: the clerk's note of a finding, a scenario's outcome, which rules were exercised. Frames only."""

from __future__ import annotations

from typing import Final

from caserules.messages import fill

__all__ = ["WORDS", "tell"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    # ------------------------------------------------------------ the clerk's note
    "note.head": ("{rule} {title}（{clause}）", "{rule} {title} ({clause})"),
    "note.clause": ("{at}“{term}”", "{at} “{term}”"),
    "note.unit_duty": ("本单位的义务", "the unit's own duty"),
    "note.mend": ("补正：{how}", "To mend it: {how}"),
    "note.waited": ("当时仍在等：{units}", "Still waited for: {units}"),
    "note.unmet": ("不合之处：{facts}", "What fails: {facts}"),
    "note.not_so": ("{fact}（{value}）", "{fact} ({value})"),
    "mend.late": (
        "后来办了，不消除逾期。如登记的日期有误，请更正；如期限前已获准退回、撤回或移交，请补登。",
        "doing it later does not undo it. If the recorded day is wrong, correct it; if a return, withdrawal or transfer "
        "was granted before the day, record it.",
    ),
    "mend.missing": (
        "尽快办理，仍记逾期，但不再拖欠。如其实已办，请补登是哪一天。",
        "do it soon: it stays late, and is owed no longer. If it was done, record on which day.",
    ),
    "mend.missing_event": (
        "已经到时，补办无效。如其实事先已办，请补登是哪一天。",
        "its moment has passed, and doing it now does not heal it. If it was done before, record on which day.",
    ),
    "mend.insufficient": (
        "由规定的人、按规定的方式办理才算数。如当时有委托、代理或另一职务，请补登。",
        "it counts only if the right person does it, as asked. If there was a delegation or an acting post, record it.",
    ),
    "mend.out_of_order": (
        "须按次序重新办理，另出一版。如登记的日期或先后有误，请更正。",
        "do the steps anew, in their order, as another version. If a day or the sequence is recorded wrongly, correct it.",
    ),
    "mend.forbidden": (
        "做了的不能收回。如登记有误，请更正。",
        "what was done cannot be taken back. If it is recorded wrongly, correct it.",
    ),
    "mend.undetermined": ("补登：{needs}。", "record: {needs}."),
    "mend.other": ("核对登记的事实。", "check the recorded facts."),
    # ------------------------------------------------------------ assert_compliant
    "compliant.broken": ("{n} 项违反", "{n} broken"),
    "compliant.undetermined": ("{n} 项不能判定", "{n} undetermined"),
    "compliant.head": (
        "不合规定：{what}（政策 {policy}，截至{as_of}，共核查 {all} 项）。",
        "Not compliant: {what} (policy {policy}, as of {as_of}, duties judged: {all}).",
    ),
    "compliant.not_kept": (
        "另有 {n} 项只因台账不登记该类记录而不能判定，未计入。",
        "Not counted: {n} more that cannot be told only because the register keeps no such records.",
    ),
    "compliant.allowed": ("放行了 {n} 项不能判定。", "Let through: {n} undetermined."),
    "compliant.more": ("……另有 {n} 项，见断言的 findings。", "… and {n} more: see the assertion's findings."),
    # ------------------------------------------------------------ a scenario
    "scenario.head": ("{name}：截至{as_of}，与预期不符。", "{name}: as of {as_of}, not as expected."),
    "scenario.under": ("政策 {policy}，{where}", "Policy {policy}, {where}"),
    "scenario.expected": ("{where}  {subject}", "{where}  {subject}"),
    "scenario.wanted": ("应为 {expected}", "expected {expected}"),
    "scenario.found": ("实为 {found}", "found    {found}"),
    "scenario.found_of": ("实为 {found}  {id}", "found    {found}  {id}"),
    "scenario.nothing": (
        "没有这一项；该规则有：{ids}",
        "no such duty; of this rule there are: {ids}",
    ),
    "scenario.story": ("经过：", "What happened:"),
    "scenario.none": ("无", "none"),
    # ------------------------------------------------------------ a run of scenarios
    "run.ok": ("✓ {name}（{days} 天）", "✓ {name} (days: {days})"),
    "run.failed": ("✗ {name}（{days} 天中 {failed} 天不符）", "✗ {name} (days not as expected: {failed} of {days})"),
    "run.refused": ("！{where}：不能读取", "! {where}: cannot be read"),
    "run.total": (
        "{files} 个情景，{days} 天：{failed} 天不符，{refused} 个文件不能读取。",
        "Scenarios: {files}, days: {days}, not as expected: {failed}; files that could not be read: {refused}.",
    ),
    # ------------------------------------------------------------ which rules were exercised
    "seen.title": (
        "核查到的规则（政策 {policy}）：{percent}%，{full}/{all} 条齐全",
        "Rules exercised (policy {policy}): {percent} %, {full} of {all} in full",
    ),
    "seen.rule": (
        "{rule}  符合 {met} · 违反 {broken} · 不明 {undetermined} · 标记 {marked}{lacks}",
        "{rule}  met {met} · broken {broken} · undetermined {undetermined} · marked {marked}{lacks}",
    ),
    "seen.lacks": ("  缺：{verdicts}", "  lacks: {verdicts}"),
    "seen.met": ("符合", "met"),
    "seen.broken": ("违反", "broken"),
    "seen.undetermined": ("不明", "undetermined"),
    "seen.under": (
        "规则覆盖 {percent}%，低于要求的 {threshold}%。",
        "{percent} % of the rules are exercised, under the {threshold} % asked for.",
    ),
    "seen.lost": (
        "一个测试进程没有报告它核查到的规则，未计入。",
        "A worker did not report the rules that it exercised; they are not counted.",
    ),
    # ------------------------------------------------------------ pytest
    "audit.not_kept": (
        "只因台账不登记该类记录而不能判定：{n} 项",
        "cannot be told only because the register keeps no such records: {n}",
    ),
    "audit.let_through": ("放行了不能判定的 {n} 项", "let through: {n} undetermined"),
}


def tell(lang: str, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled.

    Example:
        >>> tell("en", "compliant.broken", n=2)
        '2 broken'
    """
    return fill(WORDS[key][1 if lang == "en" else 0], values)
