"""A comparison as lines for a person: what differs, what that changes in all, and each change with its cause, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from caserules.messages import fill
from caserules.messages.sentences import BECAUSE, DOUBTS, pick
from caserules.rules.cards import title_of

__all__ = ["WORDS", "case_text", "comparison_text", "value_text"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("假设对比 · caserules", "What if · caserules"),
    "register": ("{place} {year}", "{place} {year}"),
    "disclaimer": ("系统初判，须经人工复核。", "A first reading by machine: a person must confirm it."),
    "side.before": ("甲", "A"),
    "side.after": ("乙", "B"),
    "side": (
        "{side}：{policy}（版本 {version}） · 截至 {as_of}",
        "{side}: {policy} (version {version}) · as of {as_of}",
    ),
    "differences": ("不同之处（{n}）", "What differs ({n})"),
    "no_difference": ("甲乙没有不同之处。", "A and B do not differ."),
    "from_to": ("{before} → {after}", "{before} → {after}"),
    "difference": ("{key}{what}：{before} → {after}", "{key}{what}: {before} → {after}"),
    "what": ("（{what}）", " ({what})"),
    "stated": ("{value}（{where}）", "{value} ({where})"),
    "calendar": ("工作日历", "working-day calendar"),
    "as_of": ("截至之日", "day of the verdicts"),
    "year": ("固定日的年度", "year of the fixed days"),
    "rule_off": ("不再适用", "switched off"),
    "new_duty": ("新的义务", "a new duty"),
    "totals": (
        "改变 {changes} 项：结论 {verdicts}，期限 {due_days}，办理日 {done_days}；新增 {appeared}，消失 {vanished}",
        "Changes: {changes} (verdicts {verdicts}, due days {due_days}, days done {done_days}; "
        "appeared {appeared}, vanished {vanished})",
    ),
    "no_change": ("结论、期限、得分都没有改变。", "No verdict, due day or score changes."),
    "count": ("{what}　{n}", "{what}  {n}"),
    "by_verdict": ("结论从甲到乙", "Verdicts, from A to B"),
    "by_cause": ("按原因", "By cause"),
    "by_case": ("逐件", "Case by case"),
    "of_units": ("单位事项", "Of the units themselves"),
    "case.suggestion": ("建议 {rest}", "suggestion {rest}"),
    "case.proposal": ("提案 {rest}", "proposal {rest}"),
    "change": ("{rule} {unit}{part} · {title}：{what}", "{rule} {unit}{part} · {title}: {what}"),
    "part": ("（{part}）", " ({part})"),
    "due": ("期限 {before} → {after}", "due {before} → {after}"),
    "due_same": ("期限 {day}", "due {day}"),
    "done": ("办理 {before} → {after}", "done {before} → {after}"),
    "done_same": ("办理 {day}", "done {day}"),
    "cause": ("原因：{causes}", "Cause: {causes}"),
    "cause_of": ("{aspect}因 {causes}", "{aspect} by {causes}"),
    "together": ("{causes}（合起来才有）", "{causes} (only together)"),
    "aspect.verdict": ("结论", "verdict"),
    "aspect.due": ("期限", "due day"),
    "aspect.done": ("办理日", "day done"),
    "aspect.listed": ("列入与否", "listing"),
    "scores": ("得分（{n}）", "Scores ({n})"),
    "score": ("{unit}：{before} → {after}", "{unit}: {before} → {after}"),
    "more": ("还有 {n} 项未列出。", "{n} more are not shown."),
    "none": ("无", "none"),
    "range": ("{from}～{to}", "{from}..{to}"),
    "sep": ("；", "; "),
    "list": ("、", ", "),
    "verdict.met": ("符合", "met"),
    "verdict.broken": ("违反", "broken"),
    "verdict.pending": ("未到期", "pending"),
    "verdict.undetermined": ("无法判断", "undetermined"),
    "verdict.not_applicable": ("不适用", "not applicable"),
    "verdict.unlisted": ("未列", "not listed"),
    "breach.missing": ("未办", "missing"),
    "breach.late": ("逾期", "late"),
    "breach.insufficient": ("不合要求", "insufficient"),
    "breach.out_of_order": ("次序颠倒", "out of order"),
    "breach.forbidden": ("违反禁止", "forbidden act"),
}


def comparison_text(data: Mapping[str, Any], lang: str, most: int | None = None) -> str:
    """Return a comparison as lines for a person.

    Args:
        data: the plain form of a comparison.
        lang: `zh` or `en`.
        most: how many changes to list at most; by itself all.
    """
    lines = [
        say(lang, "title"),
        say(lang, "register", **data["register"]),
        say(lang, "disclaimer"),
        *(_side(lang, key, data[key]) for key in ("before", "after")),
        "",
        *_differences(lang, data["differences"]),
        "",
        *_totals(lang, data["summary"], bool(data["scores"])),
        *_changes(lang, data, most),
        *_scores(lang, data),
    ]
    return "\n".join(lines)


def say(lang: str, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled."""
    return fill(pick(WORDS[key], lang), values)


def _side(lang: str, key: str, side: Mapping[str, Any]) -> str:
    policy = side["policy"]
    return say(
        lang, "side", side=say(lang, f"side.{key}"), policy=policy["id"], version=policy["version"], as_of=side["as_of"]
    )


# ------------------------------------------------------------------------------------------------------- what differs


def _differences(lang: str, found: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not found:
        yield say(lang, "no_difference")
        return
    yield say(lang, "differences", n=len(found))
    for x in found:
        values = {side: _stated(lang, x[side]) for side in ("before", "after")}
        yield "  " + say(lang, "difference", key=x["key"], what=say(lang, "what", what=_what(lang, x)), **values)


def _what(lang: str, difference: Mapping[str, Any]) -> str:
    """What a difference is about: the rule's title, or the words of what holds for all."""
    kind, rule = difference["kind"], difference["key"].partition(".")[0]
    title = title_of(rule, lang) if rule not in WORDS else ""
    return title if kind == "parameter" else say(lang, "list").join(x for x in (title, say(lang, kind)) if x)


def _stated(lang: str, side: Mapping[str, Any]) -> str:
    where = " ".join(str(x) for x in (side["layer"], side["source"], side["at"]) if x)
    value = value_text(side["value"])
    return say(lang, "stated", value=value, where=where) if where else value


def value_text(value: Any) -> str:
    """Return a parameter's value in one line, as a pack writes it.

    Example:
        >>> value_text([{"term": "30wd", "from": "asked"}]), value_text(["meeting", "letter"])
        ('30wd from asked', 'meeting, letter')
    """
    if isinstance(value, Mapping) and "term" in value:
        how = [f"{key}={value_text(x)}" for key, x in value.items() if key not in ("term", "from")]
        start = f" from {value['from']}" if value["from"] else ""
        return f"{value['term']}{start}" + (f" [{', '.join(how)}]" if how else "")
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_text(x)}" if x else str(key) for key, x in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(value_text(x) for x in value) or "–"
    return str(value)


# --------------------------------------------------------------------------------------------------------- the totals


def _totals(lang: str, summary: Mapping[str, Any], scored: bool) -> Iterator[str]:
    if not summary["changes"]:
        if not scored:
            yield say(lang, "no_change")
        return
    yield say(lang, "totals", **summary)
    if summary["from_to"]:
        yield "  " + say(lang, "by_verdict")
    for x in summary["from_to"]:
        ends = {key: say(lang, f"verdict.{x[end]}") for key, end in (("before", "from"), ("after", "to"))}
        yield "    " + say(lang, "count", what=say(lang, "from_to", **ends), n=x["count"])
    yield "  " + say(lang, "by_cause")
    for key, n in summary["causes"].items():
        yield "    " + say(lang, "count", what=_cause_name(lang, key), n=n)


def _cause_name(lang: str, key: str) -> str:
    return say(lang, key) if key in WORDS else key


# -------------------------------------------------------------------------------------------------------- the changes


def _changes(lang: str, data: Mapping[str, Any], most: int | None) -> Iterator[str]:
    found = data["changes"]
    told = found if most is None else sorted(found, key=_weight)[:most]
    shown = sorted(told, key=lambda x: _case_order(x["case"]))
    if found:
        yield from ("", say(lang, "by_case"))
    for case, changes in groupby(shown, key=lambda x: x["case"]):
        yield "  " + case_text(lang, case)
        for x in changes:
            yield "    " + _change(lang, x, data["units"].get(x["unit"], x["unit"]))
            yield "      " + _causes(lang, x)
    if len(shown) < len(found):
        yield "  " + say(lang, "more", n=len(found) - len(shown))


def _weight(x: Mapping[str, Any]) -> int:
    """What is told first where not all is: another verdict, then another due day."""
    return min(("listed", "verdict", "due", "done").index(aspect) for aspect in x["aspects"])


def _case_order(case: str | None) -> tuple[Any, ...]:
    if case is None:
        return (1,)
    kind, year, number = case.split("/")
    return (0, year, kind != "suggestion", int(number))


def case_text(lang: str, case: str | None) -> str:
    """Return a case as people call it: kind, year and number."""
    if case is None:
        return say(lang, "of_units")
    kind, _, rest = case.partition("/")
    return say(lang, f"case.{kind}", rest=rest)


def _change(lang: str, x: Mapping[str, Any], unit: str) -> str:
    before, after = x["before"], x["after"]
    was, now = _outcome(lang, before), _outcome(lang, after)
    told = [was if was == now else say(lang, "from_to", before=was, after=now)]
    for key, read in (("due", _due), ("done", _done)):
        ends = [read(lang, side) for side in (before, after) if side is not None]
        if any(ends):
            told.append(_days(lang, key, ends))
    # the part of a finding's id that tells it from its sisters: a step, a paper and its recipient
    part = x["id"].split("/")[-2]
    shown = say(lang, "part", part=part) if "→" in part or part in _STEPS else ""
    title = title_of(x["rule"], lang)
    return say(lang, "change", rule=x["rule"], unit=unit, part=shown, title=title, what=say(lang, "sep").join(told))


_STEPS: Final = ("draft", "recheck", "countersign", "review", "sign_off", "leader_sign_off")


def _days(lang: str, key: str, ends: Sequence[str]) -> str:
    told = [x or say(lang, "none") for x in ends]
    if len(set(told)) == 1:
        return say(lang, f"{key}_same", day=told[0])
    return say(lang, key, before=told[0], after=told[1])


def _outcome(lang: str, side: Mapping[str, Any] | None) -> str:
    """A verdict, with how it was broken or why it is not applicable."""
    if side is None:
        return say(lang, "verdict.unlisted")
    told = say(lang, f"verdict.{side['verdict']}")
    why = say(lang, f"breach.{side['breach']}") if side["breach"] else ""
    if side["because"]:
        why = pick((BECAUSE | DOUBTS).get(side["because"], (side["because"], side["because"])), lang)
    return told + say(lang, "part", part=why) if why else told


def _due(lang: str, side: Mapping[str, Any]) -> str:
    if side["due_range"] and side["due_range"][0] and side["due_range"][1]:
        return say(lang, "range", **{"from": side["due_range"][0], "to": side["due_range"][1]})
    return side["due"] or ""


def _done(lang: str, side: Mapping[str, Any]) -> str:
    return side["done"] or ""


def _causes(lang: str, x: Mapping[str, Any]) -> str:
    """What causes a change: told once where it causes all that changed, else for each part of it."""
    told = {aspect: _cause(lang, x["causes"], aspect) for aspect in x["aspects"]}
    if len(set(told.values())) == 1:
        return say(lang, "cause", causes=next(iter(told.values())))
    each = (say(lang, "cause_of", aspect=say(lang, f"aspect.{key}"), causes=names) for key, names in told.items())
    return say(lang, "cause", causes=say(lang, "sep").join(each))


def _cause(lang: str, causes: Sequence[Mapping[str, Any]], aspect: str) -> str:
    alone, together = (
        [_cause_name(lang, x["key"]) for x in causes if aspect in x[how]] for how in ("alone", "together")
    )
    names = say(lang, "list").join(alone or together)
    return names if alone or len(together) == 1 else say(lang, "together", causes=names)


def _scores(lang: str, data: Mapping[str, Any]) -> Iterator[str]:
    if not data["scores"]:
        return
    yield from ("", say(lang, "scores", n=len(data["scores"])))
    for x in data["scores"]:
        ends = {side: x[side] or say(lang, "none") for side in ("before", "after")}
        yield "  " + say(lang, "score", unit=data["units"].get(x["unit"], x["unit"]), **ends)
