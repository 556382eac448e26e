"""Sentences of data issues by code: (zh, en). What is wrong with the data, and is nobody's breach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from caserules.messages import fill
from caserules.messages.plugins import FAULTS

__all__ = ["ISSUES", "issue_text"]

ISSUES: Final[dict[str, tuple[str, str]]] = {
    "DATA-001": (
        "{case} {unit}：记录的日期早于交办或复函印发，次序不可能，按“不知”处理。请核对。",
        "{case} {unit}: a recorded day lies before the assignment or the reply's issue, which cannot be; it is taken as not known. Check it.",
    ),
    "DATA-002": (
        "{case} {unit}：调整（退回、撤回等）的日期早于交办，按“不知”处理。请核对。",
        "{case} {unit}: an adjustment (return, withdrawal …) lies before the assignment; taken as not known. Check it.",
    ),
    "DATA-003": (
        "{where}：日期明显不合理（年份过早或过晚），按“不知”处理。请核对年份。",
        "{where}: the day is implausible (its year is too early or too late); it is taken as not known. Check the year.",
    ),
    "DATA-004": (
        "{case}：单位“{unit}”不在台账的单位表中，其义务无法判定。请补充单位或别名。",
        "{case}: the unit “{unit}” is not in the register's list; its duties cannot be told. Add the unit or an alias.",
    ),
    "DATA-005": (
        "{case}：交办给已撤并的单位“{unit}”。请核对承接单位。",
        "{case}: assigned to the unit “{unit}” after it ceased. Check which unit took over.",
    ),
    "DATA-006": (
        "{case}：主办（或独办）单位应当恰有一个，分别办理除外。请核对。",
        "{case}: there should be exactly one lead (or single) unit, but under separate handling. Check it.",
    ),
    "DATA-007": (
        "{case}：同一单位既是主办又是协办。请核对。",
        "{case}: one unit is both lead and co-handling. Check it.",
    ),
    "DATA-008": (
        "{case}：办理方式为主办会同协办，但没有协办单位。请核对。",
        "{case}: handled with co-handling units, but none is named. Check it.",
    ),
    "DATA-009": (
        "{kind} 应有 {expected} 件，台账中有 {found} 件（不含跨年度件）。排名之前请先核对。",
        "{kind}: {expected} expected, {found} in the register (carry-over apart). Reconcile before any ranking.",
    ),
    "DATA-010": (
        "台账只完整到 {through}，而审查截至 {as_of}；其间没有记录的，不作“未办”处理。",
        "The register is complete through {through} only, and the verdict is of {as_of}: "
        "what is not recorded between them is not taken as not done.",
    ),
    "DATA-011": (
        "{case} {unit}：满意度评价早于复函送达。请核实评价的真实性（防止“被满意”）。",
        "{case} {unit}: rated before the reply arrived. Verify that the rating is the proposer's own.",
    ),
    "DATA-012": (
        "{case} {unit}：满意度由被评价单位自行登记。请核实。",
        "{case} {unit}: the rating was recorded by the rated unit itself. Verify it.",
    ),
    "DATA-013": (
        "{unit}：分管负责人与主要负责人为同一人，审核与审签由一人完成，请知悉。",
        "{unit}: one person is both leader in charge and principal, so review and signature are one person's.",
    ),
    "DATA-014": (
        "台账不记载退回、撤回、并案等调整：逾期事项最多为“不能判定”。",
        "The register keeps no adjustments (returns, withdrawals, merges): nothing past its day is more than undetermined.",
    ),
    "DATA-015": (
        "{case}：有晚于审查截至日的记录，本次不采用。",
        "{case}: records later than the day of the verdict are left out of account.",
    ),
    "DATA-016": (
        "{where}：所指的件 {case} 不在台账中。请核对编号。",
        "{where}: it is about the case {case}, which is not in the register. Check the number.",
    ),
    "DATA-017": (
        "{case}：跨年度件再次列为B类（已 {age} 年）。允许，请关注。",
        "{case}: carried over and in category B again, {age} years old. Allowed; keep an eye on it.",
    ),
    "DATA-018": (
        "{case} {unit}：复函按期印发，但送达晚于办结时限。以印发为准，请知悉。",
        "{case} {unit}: the reply issued in time and arrived after the deadline. Its issue counts; for your knowledge.",
    ),
    "DATA-019": (
        "只给出了一件，没有台账：单位视为受约束，所给清单视为完整，没有退回、撤回、并案、延期等；由调用方担保。",
        "A case was given without its register: its units are taken as bound, the lists present as complete, "
        "and no return, withdrawal, merge or extension as made; the caller vouches for it.",
    ),
    "DATA-020": (
        "{case}：同一天重复交办给单位“{unit}”，按一次计。请核对。",
        "{case}: assigned twice on one day to the unit “{unit}”; counted once. Check it.",
    ),
    "DATA-021": (
        "{where}：所指的单位不在台账或这一件之中；可能属于它的事项按“不知”处理。请核对单位编号或别名。",
        "{where}: names a unit that the register, or the case, does not have; what may be that unit's is taken as not known. "
        "Check the unit's id or alias.",
    ),
    "DATA-022": (
        "{case} {unit}：复函有名称无法识别的步骤；缺的步骤按“不知”处理。请核对步骤名称。",
        "{case} {unit}: the reply has a step that nobody knows; the missing ones are taken as not known. Check its name.",
    ),
    "DATA-023": (
        "{where}：{case} 的延期或中止，本政策没有规定，只作展示，期限不变。",
        "{where}: an extension or suspension of {case}: the policy provides for none, so it is shown and moves no day.",
    ),
    "DATA-024": (
        "政策的固定日期属 {expected} 年，台账是 {found} 年：固定日期一律按政策的年份计算。请核对政策。",
        "The policy's fixed days are of {expected}, the register of {found}: they are counted in the policy's year. "
        "Check the policy.",
    ),
    "DATA-025": (
        "{where}：{case} {unit} 的延期在期限之后才批准或告知，期限不变。请核对日期。",
        "{where}: the extension of {case} {unit} was granted, or told, after the day it was to move; it moves none. "
        "Check its day.",
    ),
    "DATA-026": (
        "{where}：{case} {unit} 的延期未获同意（或由承办单位自行决定），期限不变。",
        "{where}: the extension of {case} {unit} was refused, or decided by the unit itself; it moves no day.",
    ),
    "DATA-027": (
        "{where}：{case} {unit} 的延期超过规定的最长期限，只算到最长期限。请核对。",
        "{where}: the extension of {case} {unit} goes beyond the longest term; it counts up to that term. Check it.",
    ),
    "DATA-028": (
        "插件 {where} 提示：{zh}（{en}）",
        "The plugin {where} remarks: {en} ({zh})",
    ),
}


def issue_text(code: str, lang: str, values: Mapping[str, object]) -> str:
    """Return the sentence of a data issue's code in `zh` or `en`."""
    zh, en = ISSUES.get(code) or FAULTS[code]
    return " ".join(fill(en if lang == "en" else zh, values).split())
