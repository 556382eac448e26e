"""The sentences of findings and explanations: one frame a kind of verdict, the deed from the rule's card, in zh and en.

Four things have fixed phrases in both languages: done, stated not done, not recorded, cannot be known yet.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from caserules.facts.tables import FACTS, OFFICE
from caserules.messages import fill
from caserules.rules.cards import card

if TYPE_CHECKING:
    from caserules.findings import Finding

__all__ = ["BECAUSE", "DOUBTS", "FRAMES", "KEEPERS", "PHRASES", "STEPS", "day_text", "needs_text", "pick", "sentence"]

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "done": ("已办（{day}）", "done ({day})"),
    "not_done": ("记载为未办", "stated as not done"),
    "not_recorded": ("没有记载", "not recorded"),
    "not_yet_known": ("尚不能知", "cannot be known yet"),
    "calendar": ("所涉年份的放假通知尚未收入日历", "a holiday notice that the calendar does not have yet"),
    "not_asked": ("条文不作此要求", "not asked here"),
    "left_open": ("条文在此未写明，须由人认定", "the text leaves it open; people have to say"),
}

FRAMES: Final[dict[str, tuple[str, str]]] = {
    "met": ("{unit}：{act}{part}，{done}{due}。", "{unit} has {acted}{part}: {done}{due}."),
    "met_forbidden": ("{unit}：{act}，未见违反。", "{unit} has {acted}."),
    "pending": ("{unit}：应{act}{part}{due}，尚未到期。", "{unit} is to {act}{part}{due}; not due yet."),
    "pending_undated": (
        "{unit}：应{act}{part}，条文未定日期，尚未见记载。",
        "{unit} is to {act}{part}; no day is set, and nothing is recorded yet.",
    ),
    "pending_event": (
        "{unit}：应{act}{part}，尚未到时。",
        "{unit} is to {act}{part}; the event it hangs on has not come.",
    ),
    "pending_proposer": (
        "{unit}：待{act}{part}，尚未见记载{remind}；由代表委员作出，不因此判违反。",
        "{unit} is still to {act}{part}; nothing is recorded yet{remind}. It is the proposer's to do, and no breach.",
    ),
    "pending_forbidden": ("{unit}：应{act}，至今未见违反。", "{unit} is to {act}; no breach so far."),
    "broken_missing": (
        "{unit}：应{act}{part}{due}，截至{as_of}未办。",
        "{unit} was to {act}{part}{due}, and had not by {as_of}.",
    ),
    "broken_late": (
        "{unit}：应{act}{part}{due}，{done}，逾期{late}。",
        "{unit} was to {act}{part}{due}: {done}, {late} late.",
    ),
    "broken_insufficient": (
        "{unit}：应{act}{part}{due}，虽已办理，但不是由规定的人或按规定的方式。",
        "{unit} was to {act}{part}{due}: done, but not by the right person or not as asked.",
    ),
    "broken_out_of_order": (
        "{unit}：应{act}{part}{due}，次序颠倒：在应当随后的步骤之后才完成。",
        "{unit} was to {act}{part}{due}: out of order, done after a step that must follow it.",
    ),
    "broken_forbidden": (
        "{unit}：应{act}，但已违反（{acted_on}）。",
        "{unit} was to {act}, and did otherwise on {acted_on}.",
    ),
    "undetermined": (
        "{unit}：应{act}{part}{due}，不能判定：{needs}。",
        "{unit} was to {act}{part}{due}: cannot be told, for want of {needs}.",
    ),
    "undetermined_plugin": (
        "{unit}：应{act}{part}{due}，不能判定：{because}。",
        "{unit} was to {act}{part}{due}: cannot be told, because {because}.",
    ),
    "not_applicable": ("{unit}：{act}{part}，不适用（{because}）。", "{unit} need not {act}{part}: {because}."),
}

BECAUSE: Final[dict[str, tuple[str, str]]] = {
    "withdrawn": ("已撤回", "withdrawn"),
    "merged": ("已并入他件", "merged into another case"),
    "returned": ("已退回", "returned"),
    "transferred": ("已移交他单位", "transferred to another unit"),
    "waived": ("已免办", "waived"),
    "superseded": ("已被后一版取代", "superseded by a later one"),
    "closed_out": ("去年已销号", "closed out last year"),
    "not_bound": ("不受本通知约束", "not bound by the notice"),
    "not_in_force": ("当日有关规定未施行", "its instrument was not in force on that day"),
    "before_assignment": ("期限在承办之前", "its day lies before the assignment"),
    "kind": ("不属于该类别", "not of this kind of case"),
    "mode": ("办理方式不同", "another mode of handling"),
    "category": ("类别不同", "another category"),
    "secret": ("涉密", "secret"),
}

DOUBTS: Final[dict[str, tuple[str, str]]] = {
    "plugin_faulty": ("提供这条规则的插件出错", "the plugin that brings the rule failed"),
    "calendar_faulty": ("提供工作日的插件出错", "a plugin that says which days are worked failed"),
}
"""Why a finding is undetermined where no fact would settle it: a plugin that it depends on failed."""

STEPS: Final[dict[str, tuple[str, str]]] = {
    "draft": ("拟稿", "draft"),
    "recheck": ("复核", "recheck"),
    "countersign": ("会签", "countersignature"),
    "review": ("审核", "review"),
    "sign_off": ("审签", "signature"),
    "leader_sign_off": ("督办县领导审签", "supervising leader's signature"),
}

KEEPERS: Final[dict[str, tuple[str, str]]] = {
    "bearer": ("承办单位", "the unit itself"),
    "lead_unit": ("主办单位", "the lead unit"),
    "office": ("县政府办", "the government office"),
    "committee": ("人大、政协专门机构", "the committees"),
    "proposer": ("代表委员", "the proposer"),
    "register_keeper": ("台账管理人", "the register keeper"),
}


def pick(pair: tuple[str, str], lang: str) -> str:
    """Return the words of one language."""
    return pair[1] if lang == "en" else pair[0]


@lru_cache(maxsize=4096)
def day_text(day: date | None, lang: str) -> str:
    """Return a day as people write it: 2023年5月23日, or 2023-05-23."""
    if day is None:
        return pick(PHRASES["not_recorded"], lang)
    return day.isoformat() if lang == "en" else f"{day.year}年{day.month}月{day.day}日"


def _frame(finding: Finding) -> str:
    verdict = finding.verdict.value
    if verdict == "broken" and finding.breach is not None:
        return f"broken_{finding.breach.value}"
    if finding.forbids and verdict in ("met", "pending"):
        return f"{verdict}_forbidden"
    if verdict == "undetermined" and finding.because is not None:
        return "undetermined_plugin"
    if verdict == "pending" and finding.by_proposer:
        return "pending_proposer"
    if verdict == "pending" and (finding.due is None or finding.due < finding.as_of):
        return "pending_undated" if finding.undated else "pending_event"
    return verdict


def _part(finding: Finding, lang: str) -> str:
    """Which recipient or step it is, for a duty that has several."""
    part = finding.part
    name = finding.recipient_name(part.recipient, lang) if part.recipient else None
    if part.step is not None:
        name = pick(STEPS[part.step], lang) if part.step in STEPS else part.step
    if name is None:
        return ""
    return f" ({name})" if lang == "en" else f"（{name}）"


def _due(finding: Finding, lang: str) -> str:
    due = finding.due
    if due is None:
        return ""
    return f" by {day_text(due, lang)}" if lang == "en" else f"（期限{day_text(due, lang)}）"


def _done(finding: Finding, lang: str) -> str:
    done = finding.done
    if done is None:
        return "done" if lang == "en" else "已办"
    return fill(pick(PHRASES["done"], lang), {"day": day_text(done, lang)})


def _late(finding: Finding, lang: str) -> str:
    days = finding.late_by()["days"]
    return f"{days} day{'' if days == 1 else 's'}" if lang == "en" else f"{days}天"


def needs_text(finding: Finding, lang: str) -> str:
    """Return what would settle an undetermined finding, and who can say it."""
    told = []
    for need in finding.needs:
        fact = FACTS[need.fact.partition(".")[0]]
        who = pick(KEEPERS[need.who], lang)
        label = fact.en if lang == "en" else fact.zh
        told.append(f"{label} ({who})" if lang == "en" else f"{label}（可问{who}）")
    return ("; " if lang == "en" else "；").join(told) or pick(
        PHRASES["calendar" if finding.provisional else "left_open"], lang
    )


def sentence(finding: Finding, lang: str) -> str:
    """Return what happened to a duty, in one sentence.

    Args:
        finding: the finding.
        lang: `zh` or `en`.
    """
    frame = _frame(finding)
    words = card(finding._duty.rule)
    values: dict[str, object] = {
        "unit": _unit(finding, lang),
        "act": words["act"][lang],
        "acted": words["acted"][lang],
        "part": _part(finding, lang),
        "due": _due(finding, lang),
    }
    for name, tell in _TOLD.get(frame, ()):
        values[name] = tell(finding, lang)
    return pick(FRAMES[frame], lang).format_map(values)


def _unit(finding: Finding, lang: str) -> str:
    """Who bears the duty: a unit by its name, or the assigning office, which the register need not list."""
    name = finding.unit_name()
    return pick(KEEPERS["office"], lang) if name == OFFICE else name


def _remind(finding: Finding, lang: str) -> str:
    day = finding.remind
    if day is None:
        return ""
    return f" (to be asked for from {day_text(day, lang)})" if lang == "en" else f"（{day_text(day, lang)}起可催请）"


def _because(finding: Finding, lang: str) -> str:
    return pick((BECAUSE | DOUBTS)[finding.because] if finding.because else PHRASES["not_asked"], lang)


_TOLD: Final[dict[str, tuple[tuple[str, Callable[[Finding, str], str]], ...]]] = {
    "met": (("done", _done),),
    "pending_proposer": (("remind", _remind),),
    "broken_missing": (("as_of", lambda finding, lang: day_text(finding.as_of, lang)),),
    "broken_late": (("done", _done), ("late", _late)),
    "broken_forbidden": (("acted_on", lambda finding, lang: day_text(finding.acted_on, lang)),),
    "undetermined": (("needs", needs_text),),
    "undetermined_plugin": (("because", _because),),
    "not_applicable": (("because", _because),),
}
"""What each frame asks for beside unit, act and due day."""
