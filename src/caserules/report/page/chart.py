"""Deadlines against time: duties by the week of their due day, as bars of met, late, missing, unknown, open.

The picture is drawn here as SVG with classes that the page's style colours; the same figures stand beside it
as a table. The height of a bar is the square root of its count, since one closing day has more duties than
all other weeks together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from typing import Final

from caserules.report.page.markup import Html, el, join
from caserules.report.view import Plain, View

__all__ = ["Weeks", "chart", "weeks_of"]

PARTS: Final = ("met", "late", "broken", "undetermined", "open")
_MOST_WEEKS: Final = 80
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 960, 264, 44, 10, 38, 34


@dataclass(frozen=True, slots=True)
class Weeks:
    """Duties by week and part."""

    first: date
    """Monday of the first week drawn."""
    counts: tuple[Mapping[str, int], ...]
    """For each week from the first: how many duties of each part fall due."""
    undated: int
    """How many duties have no due day."""
    outside: int
    """How many fall outside the weeks drawn."""


def weeks_of(findings: Sequence[Plain], as_of: str) -> Weeks | None:
    """Count the duties that apply by the week of their due day; None where no due day is known.

    Args:
        findings: plain forms.
        as_of: the day of the verdicts; it lies within the weeks drawn.
    """
    owed = [x for x in findings if x["verdict"] != "not_applicable"]
    days = Counter((date.fromisoformat(x["due"]), _part(x)) for x in owed if x.get("due"))
    if not days:
        return None
    mark = _monday(date.fromisoformat(as_of))
    half = timedelta(weeks=_MOST_WEEKS // 2)
    inside = {key: n for key, n in days.items() if mark - half <= _monday(key[0]) < mark + half}
    mondays = [_monday(day) for day, _ in inside] + [mark]
    first, last = min(mondays), max(mondays)
    counts: list[Counter[str]] = [Counter() for _ in range((last - first).days // 7 + 1)]
    for (day, part), n in inside.items():
        counts[(day - first).days // 7][part] += n
    return Weeks(first, tuple(counts), len(owed) - days.total(), days.total() - sum(inside.values()))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday()) if day.toordinal() > day.weekday() else day


def _part(finding: Plain) -> str:
    verdict = str(finding["verdict"])
    if verdict == "broken":
        return "late" if finding.get("breach") == "late" else "broken"
    return "open" if verdict == "pending" else verdict


def chart(view: View) -> Html:
    """Return the picture, its legend, what it leaves out, and its figures as a table."""
    weeks = weeks_of(view.findings, str(view.data["as_of"]))
    if weeks is None:
        return el("p", view.say("chart.none"), class_="dim")
    left_out = [
        view.say(f"chart.{key}", n=n) for key, n in (("undated", weeks.undated), ("outside", weeks.outside)) if n
    ]
    return el(
        "figure",
        el("figcaption", view.say("chart.caption"), *(f" {text}" for text in left_out)),
        _legend(view),
        el(
            "div",
            _drawn(view, weeks),
            class_="scroll",
            tabindex="0",
            role="region",
            aria_label=view.say("section.chart"),
        ),
        _table(view, weeks),
    )


def _legend(view: View) -> Html:
    items = (el("li", el("i", class_=f"swatch {part}"), view.say(f"chart.{part}")) for part in PARTS)
    return el("ul", *items, class_="legend", aria_hidden="true")


# ------------------------------------------------------------ the picture


def _drawn(view: View, weeks: Weeks) -> Html:
    top = sqrt(max(sum(week.values()) for week in weeks.counts))
    step = (_WIDTH - _LEFT - _RIGHT) / len(weeks.counts)
    bars = (_bar(view, weeks, i, step, top) for i in range(len(weeks.counts)))
    return el(
        "svg",
        el("title", view.say("section.chart")),
        _axis(top),
        *bars,
        _months(weeks, step),
        _as_of(view, weeks, step),
        *(_label(weeks, i, step, top) for i in range(len(weeks.counts))),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
    )


def _axis(top: float) -> Html:
    marks = [n for n in (1, 10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 50_000) if sqrt(n) <= top]
    lines = []
    for n in marks if len(marks) < 5 else [n for n in marks if sqrt(n) >= top / 8]:
        y = _y(sqrt(n), top)
        lines.append(el("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid"))
        lines.append(el("text", f"{n:,}", x=_LEFT - 6, y=y + 4, class_="end"))
    return el("g", *lines)


def _y(root: float, top: float) -> float:
    return round(_HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * root / top, 1)


def _bar(view: View, weeks: Weeks, index: int, step: float, top: float) -> Html | None:
    week = weeks.counts[index]
    total = sum(week.values())
    if not total:
        return None
    x, base = round(_LEFT + step * index + step * 0.1, 1), _HEIGHT - _BOTTOM
    height = max(base - _y(sqrt(total), top), 2.0)
    parts, y = [el("title", _told(view, weeks, index))], float(base)
    for part in PARTS:
        if week[part]:
            high = height * week[part] / total
            y -= high
            size = {"x": x, "y": round(y, 1), "width": round(step * 0.8, 1), "height": round(high, 1)}
            parts.append(el("rect", class_=part, **size))
    return el("g", *parts)


def _label(weeks: Weeks, index: int, step: float, top: float) -> Html | None:
    """The count above a bar, where it is worth telling and there is room."""
    total = sum(weeks.counts[index].values())
    if total < 10 or step < 18:
        return None
    x, y = round(_LEFT + step * (index + 0.5), 1), round(_y(sqrt(total), top) - 4, 1)
    return el("text", f"{total:,}", x=x, y=y, class_="mid")


def _told(view: View, weeks: Weeks, index: int) -> str:
    week = weeks.counts[index]
    told = view.listed(f"{view.say(f'chart.{part}')} {week[part]}" for part in PARTS if week[part])
    return f"{weeks.first + timedelta(weeks=index)}{view.say('colon')}{told}"


def _months(weeks: Weeks, step: float) -> Html:
    """A label at the first week of each month, each second month where they would touch."""
    labels, last = [], -100.0
    for index in range(len(weeks.counts)):
        monday = weeks.first + timedelta(weeks=index)
        x = round(_LEFT + step * index, 1)
        if (index == 0 or monday.day <= 7) and x - last > 52:
            labels.append(el("text", f"{monday:%Y-%m}", x=x, y=_HEIGHT - _BOTTOM + 16))
            last = x
    base = el("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=_HEIGHT - _BOTTOM, y2=_HEIGHT - _BOTTOM, class_="base")
    return el("g", base, *labels)


def _as_of(view: View, weeks: Weeks, step: float) -> Html:
    day = date.fromisoformat(str(view.data["as_of"]))
    x = round(_LEFT + step * ((day - weeks.first).days + 1) / 7, 1)
    is_right = x > _WIDTH * 0.7
    label = f"{view.say('as_of')} {day}"
    return el(
        "g",
        el("line", x1=x, x2=x, y1=12, y2=_HEIGHT - _BOTTOM, class_="now"),
        el("text", label, x=x - 5 if is_right else x + 5, y=12, class_="now end" if is_right else "now"),
    )


# ------------------------------------------------------------ its figures


def _table(view: View, weeks: Weeks) -> Html:
    heads = [el("th", view.say("chart.week"), scope="col")]
    heads += [el("th", view.say(f"chart.{part}"), scope="col", class_="n") for part in PARTS]
    rows = (
        el(
            "tr",
            el("th", str(weeks.first + timedelta(weeks=i)), scope="row"),
            *(el("td", str(week[part] or "–"), class_="n") for part in PARTS),
        )
        for i, week in enumerate(weeks.counts)
        if any(week.values())
    )
    made = el("table", el("thead", el("tr", *heads)), el("tbody", *rows))
    return el("details", el("summary", view.say("chart.table")), el("div", made, class_="scroll"), class_="figures")


def split_bar(view: View, counts: Mapping[str, int], told: str) -> Html:
    """Return a thin bar of a unit's verdicts in proportion."""
    total = sum(counts.values()) or 1
    x, parts = 0.0, [el("title", told)]
    for verdict, part in (
        ("broken", "broken"),
        ("undetermined", "undetermined"),
        ("pending", "open"),
        ("met", "met"),
    ):
        wide = 100 * counts[verdict] / total
        if wide:
            parts.append(el("rect", x=round(x, 2), y=0, width=round(wide, 2), height=8, class_=part))
        x += wide
    return el("svg", join(*parts), viewBox="0 0 100 8", preserveAspectRatio="none", class_="split", role="img")
