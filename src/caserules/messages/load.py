"""A year's load as a small table with bars: a line a week, a unit or a rule; the fullest weeks; what has no day, apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from caserules.messages import fill
from caserules.messages.sentences import pick
from caserules.messages.width import width_of
from caserules.rules.cards import title_of

__all__ = ["WORDS", "load_text"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("全年负荷 · caserules", "A year's load · caserules"),
    "head": (
        "{place} {year} · 政策 {policy}（版本 {version}）",
        "{place} {year} · policy {policy} (version {version})",
    ),
    "about": (
        "只看交办：按 {eve} 的情形推算，什么都还没办。",
        "From assignments alone, as things stood on {eve}: nothing is done yet.",
    ),
    "totals": (
        "有期限 {due} 项；只提醒 {remind} 项；没有日子 {undated} 项",
        "{due} with a due day; {remind} that only remind; {undated} without a day",
    ),
    "by.week": ("每周到期", "Due by week"),
    "by.unit": ("各单位到期", "Due by unit"),
    "by.rule": ("各规则到期", "Due by rule"),
    "bar": ("█ 到期  ░ 只提醒", "█ due  ░ reminder"),
    "gap": ("⋮", "⋮"),
    "week": ("{week}（{first}–{last}）", "{week} ({first}–{last})"),
    "peak": ("最忙 {week}：{n}", "peak {week}: {n}"),
    "peaks": ("最忙的几周", "The fullest weeks"),
    "peak_line": ("{week}：{n} 项", "{week}: {n}"),
    "undated": ("没有日子的", "Without a day"),
    "why.no_day": ("条文未定日期", "no day is set"),
    "why.event": ("随另一日而定，尚未知", "hangs on a day that is not known yet"),
    "why.forbidden": ("禁止事项", "a prohibition"),
    "undated_line": ("{rule} {title}：{n}（{why}）", "{rule} {title}: {n} ({why})"),
    "nothing": ("没有到期的事项。", "Nothing falls due."),
}

_DUE: Final = "█"
_REMIND: Final = "░"
_LEAST: Final = 8


class _Row(NamedTuple):
    name: str
    due: int
    remind: int
    note: str = ""


def load_text(data: Mapping[str, Any], lang: str, by: str = "week", width: int = 80) -> str:
    """Return a load as lines for a person.

    Args:
        data: the plain form of a load.
        lang: `zh` or `en`.
        by: `week`, `unit` or `rule`.
        width: columns.
    """
    rows = list({"week": _weeks, "unit": _units, "rule": _rules}[by](lang, data))
    policy = data["policy"]
    lines = [
        say(lang, "title"),
        say(lang, "head", place=data["place"], year=data["year"], policy=policy["id"], version=policy["version"]),
        say(lang, "about", eve=data["eve"]),
        say(lang, "totals", **data["totals"]),
        "",
        say(lang, f"by.{by}"),
        *(_bars(rows, width) if rows else [f"  {say(lang, 'nothing')}"]),
        *([f"  {say(lang, 'bar')}"] if rows and by == "week" else []),
        *_peaks(lang, data["peaks"]),
        *_undated(lang, data["undated"]),
    ]
    return "\n".join(lines)


def say(lang: str, key: str, /, **values: object) -> str:
    """Return the words of a key in a language, with its places filled."""
    return fill(pick(WORDS[key], lang), values)


# ----------------------------------------------------------------------------------------------------------- the rows


def _weeks(lang: str, data: Mapping[str, Any]) -> Iterator[_Row]:
    last: date | None = None
    for x in data["weeks"]:
        monday = date.fromisoformat(x["monday"])
        if last is not None and monday - last > timedelta(days=7):
            yield _Row(say(lang, "gap"), 0, 0)
        yield _Row(_week(lang, x), x["due"], x["remind"])
        last = monday


def _week(lang: str, x: Mapping[str, Any]) -> str:
    monday = date.fromisoformat(x["monday"])
    return say(lang, "week", week=x["week"], first=f"{monday:%m-%d}", last=f"{monday + timedelta(days=6):%m-%d}")


def _units(lang: str, data: Mapping[str, Any]) -> Iterator[_Row]:
    for unit, weeks in data["by_unit"].items():
        yield _Row(data["units"].get(unit, unit), sum(weeks.values()), 0, _peak(lang, weeks))


def _rules(lang: str, data: Mapping[str, Any]) -> Iterator[_Row]:
    for rule, weeks in data["by_rule"].items():
        yield _Row(f"{rule} {title_of(rule, lang)}", sum(weeks.values()), 0, _peak(lang, weeks))


def _peak(lang: str, weeks: Mapping[str, int]) -> str:
    week = min(weeks, key=lambda x: (-weeks[x], x))
    return say(lang, "peak", week=week, n=weeks[week])


def _peaks(lang: str, peaks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if peaks:
        yield from ("", say(lang, "peaks"))
    for x in peaks:
        yield "  " + say(lang, "peak_line", week=_week(lang, x), n=x["due"])


def _undated(lang: str, undated: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if undated:
        yield from ("", say(lang, "undated"))
    for x in undated:
        title, why = title_of(x["rule"], lang), say(lang, f"why.{x['why']}")
        yield "  " + say(lang, "undated_line", rule=x["rule"], title=title, n=x["duties"], why=why)


# ----------------------------------------------------------------------------------------------------------- the bars


def _bars(rows: Sequence[_Row], width: int) -> Iterator[str]:
    """A line a row: its name, its number, a bar as long as its share of the fullest row, a note."""
    names = max(width_of(x.name) for x in rows)
    numbers = max(len(_number(x)) for x in rows)
    notes = max(width_of(x.note) for x in rows)
    most = max(1, *(x.due + x.remind for x in rows))
    room = max(width - names - numbers - notes - (8 if notes else 6), _LEAST)
    for x in rows:
        whole = -(-(x.due + x.remind) * room // most)  # rounded up: what is there is seen
        due = min(-(-x.due * room // most), whole)
        bar = _DUE * due + _REMIND * (whole - due)
        note = f"{' ' * (room - whole + 2)}{x.note}" if x.note else ""
        yield f"  {x.name}{' ' * (names - width_of(x.name))}  {_number(x):>{numbers}}  {bar}{note}".rstrip()


def _number(row: _Row) -> str:
    if not row.due and not row.remind:
        return ""
    return f"{row.due}+{row.remind}" if row.remind else str(row.due)
