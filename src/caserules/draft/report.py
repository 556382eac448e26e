"""A draft told to a person: what was found and from which characters, then all that is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from caserules.draft.model import Draft, Found
from caserules.draft.sentences import say

__all__ = ["text_of"]


def text_of(draft: Draft, lang: str = "zh") -> str:
    """Return a draft's report in `zh` or `en`."""
    return "\n".join(_lines(draft, lang)) + "\n"


def _lines(draft: Draft, lang: str) -> Iterator[str]:
    notice = draft.notice
    yield say(lang, "report", title=notice.title or "?", base=draft.base)
    frame = {
        "issuer": notice.issuer,
        "place": notice.place,
        "number": notice.number,
        "day": notice.day,
        "year": notice.year,
    }
    yield say(lang, "frame", **{key: value or "–" for key, value in frame.items()})
    read = [x for x in draft.found if x.confidence.value != "low" or not x.reading]
    silent = [x for x in draft.found if x not in read]
    yield from _section(say(lang, "found", n=len(read)), [_told(x, lang) for x in read], lang)
    yield from _section(say(lang, "silent", n=len(silent)), [_told(x, lang) for x in silent], lang)
    disputes = [f"{x.rule}.{x.parameter}: " + " ≠ ".join(_told(y, lang) for y in x.found) for x in draft.conflicts]
    yield from _section(say(lang, "conflicts", n=len(disputes)), disputes, lang)
    lacking = [f"{x.rule}.{x.parameter}" for x in draft.missing if x.rule_found]
    rules = [x.rule for x in draft.missing if x.parameter == "clause"]
    yield from _section(say(lang, "lacking", n=len(lacking)), lacking, lang)
    yield from _section(say(lang, "missing", n=len(rules)), [", ".join(rules)] if rules else [], lang)
    remarks = [
        f"{x.locator} · {x.key} · {say(lang, f'remark.{x.what}')}{' · ' + x.about if x.about else ''}"
        for x in draft.remarks
    ]
    yield from _section(say(lang, "remarks"), remarks, lang)
    yield from _section(say(lang, "unread"), [f"{x.locator} · {x.key}" for x in draft.unread], lang)
    yield ""
    yield say(lang, "confirm")


def _section(title: str, lines: Sequence[str], lang: str) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  {line}" for line in lines or [say(lang, "none")])


def _told(x: Found, lang: str) -> str:
    sure = "" if x.reading and x.confidence.value == "low" else f" · {say(lang, f'sure.{x.confidence.value}')}"
    return f"{x.rule}.{x.parameter} = {_value(x.value)} · {x.locator} · {x.key}{sure}"


def _value(value: Any) -> str:
    if isinstance(value, dict) and "term" in value:
        return f"{value['term']} ← {value['from']}" if "from" in value else str(value["term"])
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_value(x)}" for key, x in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return str(value)
