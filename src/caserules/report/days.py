"""Days in words: a due day, an interval, through which day a register is complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caserules.report.words import Lang, known, say

__all__ = ["complete_text", "due_text", "range_text"]


def complete_text(lang: Lang, stated: Any) -> str:
    """Return through which day a register is complete: the day by itself, and the kinds of record that differ.

    Example:
        >>> complete_text("en", {"default": "2023-09-01", "contacts": "not_kept", "steps": "2023-09-01"})
        '2023-09-01 (contacts: not kept)'
    """
    if not isinstance(stated, Mapping):
        return str(stated or "–")
    rest = {kind: day for kind, day in sorted(stated.items()) if day != stated.get("default")}
    others = say(lang, "sep").join(
        known(lang, "records", kind) + say(lang, "colon") + known(lang, "complete", day)
        for kind, day in rest.items()
        if kind != "default"
    )
    default = str(stated.get("default") or "")
    return default + say(lang, "at", where=others) if default and others else default or others


def due_text(lang: Lang, finding: Mapping[str, Any]) -> str:
    """Return a finding's due day: a day, what it lies between, or that there is none.

    Example:
        >>> due_text("en", {"due": None, "due_range": ["2023-04-28", "2023-05-04"]})
        'between 2023-04-28 and 2023-05-04'
    """
    if finding.get("due"):
        return str(finding["due"])
    earliest, latest = finding.get("due_range") or (None, None)
    return range_text(lang, earliest, latest) if earliest or latest else say(lang, "never")


def range_text(lang: Lang, earliest: object, latest: object) -> str:
    """Return an interval of days in words; an end that is None is open."""
    if earliest and latest:
        return say(lang, "between", **{"from": earliest, "to": latest})
    if earliest:
        return say(lang, "from_day", **{"from": earliest})
    return say(lang, "until_day", to=latest) if latest else say(lang, "ever")
