"""The reasons of a finding as lines for a person: each condition with its value, the days counted, the parameters, what is wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from caserules.facts.tables import FACTS
from caserules.messages.sentences import PHRASES, needs_text, pick, sentence

if TYPE_CHECKING:
    from caserules.explain import Explanation, Parameter, Reason

__all__ = ["LABELS", "explanation_text"]

LABELS: Final[dict[str, tuple[str, str]]] = {
    "clause": ("依据", "Clause"),
    "applies": ("是否应办", "Owed"),
    "since": ("自何时起", "Since"),
    "due": ("期限", "Due"),
    "done": ("办理", "Done"),
    "counts": ("是否算数", "Counts"),
    "ended": ("是否终止", "Ended"),
    "closes": ("自何日起可判违反", "Closes"),
    "counted": ("计算", "Counted"),
    "skipped": ("不计", "not counted"),
    "made_up": ("调休上班", "worked in exchange"),
    "ever": ("向来", "from the start"),
    "parameters": ("参数", "Parameters"),
    "needs": ("需要补充", "Needed"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("不知", "not known"),
    "none": ("不会发生", "will not happen"),
}


def explanation_text(explanation: Explanation, lang: str) -> str:
    """Return an explanation as lines for a person.

    Args:
        explanation: what `explain` returned.
        lang: `zh` or `en`.
    """
    finding = explanation.finding
    clause = f"{finding.clause}「{finding.key_term}」" if finding.key_term else finding.clause
    lines = [
        f"{finding.rule} {finding.title[lang == 'en']}",
        finding.id,
        sentence(finding, lang),
        _line("clause", clause, lang),
        *(_reason(reason, finding.as_of, lang) for reason in explanation.reasons),
        *_counted(explanation.counted, lang),
    ]
    if explanation.parameters:
        lines.append(_line("parameters", "", lang))
        lines += [f"    {_parameter(parameter)}" for parameter in explanation.parameters]
    if explanation.needs:
        lines.append(_line("needs", needs_text(finding, lang), lang))
    return "\n".join(lines)


def _line(label: str, text: str, lang: str) -> str:
    name = pick(LABELS[label], lang)
    return f"  {name}: {text}".rstrip() if lang == "en" else f"  {name}：{text}"


def _reason(reason: Reason, as_of: date, lang: str) -> str:
    if not reason.fact:
        told = _event if reason.place in ("done", "ended") else _plain_value
        return _line(reason.place, told(reason.value, as_of, lang), lang)
    name, _, member = reason.fact.partition(".")
    fact = FACTS[name]
    label = (fact.en if lang == "en" else fact.zh) + (f" [{member}]" if member else "")
    text = (_event if fact.kind == "event" else _plain_value)(reason.value, as_of, lang)
    place = f"  ({reason.pointer})" if reason.pointer else ""
    return f"    {label}{': ' if lang == 'en' else '：'}{text}{place}"


def _plain_value(value: str, as_of: date, lang: str) -> str:
    return pick(LABELS[value], lang) if value in LABELS else value


def _event(value: str, as_of: date, lang: str) -> str:
    """A day by the four fixed phrases: done, stated not done, not recorded, cannot be known yet."""
    if value == "none":
        return pick(PHRASES["not_done"], lang)
    if value == "unknown":
        return pick(PHRASES["not_recorded"], lang)
    if value.endswith("..") and value[:-2] > as_of.isoformat():
        return pick(PHRASES["not_yet_known"], lang)
    return _plain_value(value, as_of, lang)


def _counted(counted: Mapping[str, Any], lang: str) -> Iterator[str]:
    if not counted:
        return
    yield _line("counted", f"{counted['from']} + {counted['term']}", lang)
    for label in ("skipped", "made_up"):
        days = [f"{x['day']} {x['name']}".strip() if isinstance(x, dict) else x for x in counted.get(label, ())]
        if days:
            yield f"    {pick(LABELS[label], lang)}{': ' if lang == 'en' else '：'}{', '.join(days)}"


def _parameter(parameter: Parameter) -> str:
    reading = f" {parameter.reading}" if parameter.reading else ""
    return (
        f"{parameter.name} = {_plain(parameter.value)}  [{parameter.source} {parameter.at}, {parameter.basis}{reading}]"
    )


def _plain(value: Any) -> str:
    """A parameter's value in one line: a term with what starts it, a list, a table."""
    if isinstance(value, Mapping):
        if "term" in value:
            return f"{value['term']}{' from ' + value['from'] if value['from'] else ''}"
        return "; ".join(f"{key}: {_plain(x)}" if x else str(key) for key, x in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_plain(x) for x in value)
    return str(value)
