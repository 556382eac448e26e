"""What differs between two policies, as lines for a person: section by section, old and new with source and clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from caserules.messages import fill

__all__ = ["WORDS", "diff_text"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("{before}（{a}） → {after}（{b}）", "{before} ({a}) → {after} ({b})"),
    "same": ("两项政策没有差别。", "The two policies do not differ."),
    "head": ("政策", "Policy"),
    "layers": ("所叠的层", "Layers it stands on"),
    "rules": ("规则", "Rules"),
    "parameters": ("参数", "Parameters"),
    "citations": ("要求相同，出处不同", "The same demand, stated elsewhere"),
    "readings": ("理解", "Readings"),
    "days": ("有名字的日子", "Named days"),
    "recipients": ("报送对象", "Recipients"),
    "categories": ("类别字母", "Letters of categories"),
    "scoring": ("计分", "Scoring"),
    "count": ("{name}（{n}）", "{name} ({n})"),
    "line": ("  {key}：{before} → {after}", "  {key}: {before} → {after}"),
    "added": ("  {key}：＋ {after}", "  {key}: + {after}"),
    "removed": ("  {key}：－ {before}", "  {key}: − {before}"),
    "old": ("      旧：{value}", "      old: {value}"),
    "new": ("      新：{value}", "      new: {value}"),
    "from": ("{value}［{where}］", "{value} [{where}]"),
    "on": ("启用", "on"),
    "off": ("停用：{why}", "off: {why}"),
}


def say(lang: str, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled."""
    return fill(WORDS[key][lang == "en"], values)


def diff_text(data: Mapping[str, Any], lang: str) -> str:
    """Return what differs between two policies as lines.

    Args:
        data: the plain form of a difference.
        lang: `zh` or `en`.
    """
    before, after = data["before"], data["after"]
    lines = [say(lang, "title", before=before["id"], a=before["version"], after=after["id"], b=after["version"])]
    for section, changes in data["changes"].items():
        if changes:
            lines += ["", say(lang, "count", name=say(lang, section), n=len(changes))]
            for each in changes:
                lines += _change(lang, section, each)
    return "\n".join(lines if len(lines) > 1 else [*lines, "", say(lang, "same")])


def _change(lang: str, section: str, each: Mapping[str, Any]) -> Iterator[str]:
    key = each["key"]
    before, after = (_told(lang, section, each[side]) for side in ("before", "after"))
    if section in ("parameters", "citations"):
        yield f"  {key}"
        yield say(lang, "old", value=before)
        yield say(lang, "new", value=after)
    elif each["before"] is None or each["after"] is None:
        yield say(lang, "removed" if each["after"] is None else "added", key=key, before=before, after=after)
    else:
        yield say(lang, "line", key=key, before=before, after=after)


def _told(lang: str, section: str, value: Any) -> str:
    if section in ("rules", "parameters", "citations"):
        told = _switch(lang, value["value"]) if section == "rules" else plain_text(value["value"])
        each_told = isinstance(value["value"], list) and any("source" in x for x in value["value"])
        where = "" if each_told else " ".join(x for x in (value["layer"], value["source"], value["at"]) if x)
        return say(lang, "from", value=told, where=where) if where else told
    if isinstance(value, Mapping) and value.keys() == {"zh", "en"}:
        return str(value[lang])
    return plain_text(value)


def _switch(lang: str, value: str) -> str:
    return say(lang, "on") if value == "on" else say(lang, "off", why=value.removeprefix("off: "))


def plain_text(value: Any) -> str:
    """Return a parameter's plain value in a line: `30wd ← asked`.

    Example:
        >>> plain_text(
        ...     [{"term": "30wd", "from": "asked", "source": "city", "at": "20"}, {"term": "08-31", "from": None}]
        ... )
        '30wd ← asked [city 20], 08-31'
    """
    if value is None or value in ([], {}, ""):
        return "–"
    if isinstance(value, Mapping) and "term" in value:
        rest = {key: x for key, x in value.items() if key not in ("term", "from", "source", "at") and x is not None}
        start = f" ← {value['from']}" if value.get("from") else ""
        how = f" ({plain_text(rest)})" if rest else ""
        where = " ".join(value[key] for key in ("source", "at") if value.get(key))
        return f"{value['term']}{start}{how}" + (f" [{where}]" if where else "")
    if isinstance(value, Mapping) and value.keys() == {"value", "kinds", "source", "at"}:
        return f"{plain_text(value['value'])} ({plain_text(value['kinds'])}) [{value['source']} {value['at']}]"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain_text(x)}" for key, x in value.items())
    return ", ".join(plain_text(x) for x in value) if isinstance(value, list) else str(value)
