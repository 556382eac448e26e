"""The page of pictures: a year's deadlines, one case as lanes, deductions by unit. Drawn from what the library says of invented registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from html import escape

from doc_blocks import ROOT
from doc_source import MADE, POLICY, title_of
from doc_words import say

from caserules import Assessment, Finding, assess, load_policy, simulate
from caserules.demo import build_register
from caserules.report.words import Lang
from caserules.report.words import say as report_say
from caserules.rules import rule_by_id
from caserules.testing import read_scenario

SEED = 2023
CASE = ROOT / "examples" / "gallery" / "02-opinion-late.caserules.toml"
SCORED = ROOT / "examples" / "county-layer.toml"
END = date(2024, 1, 31)
WIDTH = 760
LEFT = 40


def pictures_page(lang: Lang) -> str:
    """Return the page of pictures in a language."""
    parts = (
        ("year", _year(lang)),
        ("lanes", _lanes(lang)),
        ("deductions", _deductions(lang)),
    )
    return f"{MADE}# {say(lang, 'pictures.title')}\n\n{say(lang, 'pictures.about')}\n\n" + "\n".join(
        f"## {say(lang, f'pictures.{key}')} {{#{key}}}\n\n{say(lang, f'pictures.{key}.about')}\n\n{picture}"
        for key, picture in parts
    )


def figure(label: str, height: int, parts: Iterable[str]) -> str:
    """Return an SVG of the page's width in a figure."""
    return (
        f'<figure class="cr-figure"><svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg></figure>\n"
    )


def text(x: float, y: float, words: object, kind: str = "") -> str:
    """Return a text of a picture."""
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.0f}" y="{y:.0f}">{escape(str(words))}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    """Return a rectangle of a picture."""
    return f'<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"/>'


def _months(lang: Lang, first: date, last: date, left: float, bottom: float) -> Iterator[str]:
    """The names of the months below an axis of days."""
    per_day = (WIDTH - left) / (last - first).days
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield text(
                left + (day - first).days * per_day + 2,
                bottom,
                f"{day.month}月" if lang == "zh" else f"{day:%m}",
                "cr-small",
            )
        day = (day + timedelta(days=32)).replace(day=1)


# ------------------------------------------------------------ a year's deadlines


def _year(lang: Lang) -> str:
    load = simulate(build_register(SEED), POLICY)
    first, last = date(2023, 4, 1), date(2023, 12, 31)
    weeks = [x for x in load.weeks if x.due + x.remind and first <= x.monday <= last]
    per_day, height, bottom = (WIDTH - LEFT) / (last - first).days, 300, 260
    most = max(x.due + x.remind for x in weeks)
    parts = [
        f'<line class="cr-axis" x1="{LEFT}" y1="{bottom}" x2="{WIDTH}" y2="{bottom}"/>',
        *_months(lang, first, last, LEFT, bottom + 18),
    ]
    busiest = {x.monday for x in load.peaks}
    for week in weeks:
        x, scale = LEFT + (week.monday - first).days * per_day, 210 / most
        due, remind = week.due * scale, week.remind * scale
        parts.append(rect(x, bottom - due, 6 * per_day, due, "cr-bar"))
        parts.append(rect(x, bottom - due - remind, 6 * per_day, remind, "cr-bar-soft"))
        if week.monday in busiest:
            parts.append(
                text(x + 3 * per_day, bottom - due - remind - 8, f"{week.due} ({week.monday:%m-%d})", "cr-mid cr-small")
            )
    label = say(lang, "pictures.year") + ": " + "; ".join(f"{x.monday} {x.due}" for x in load.peaks)
    return figure(label, height, parts)


# ------------------------------------------------------------ one case


def _lanes(lang: Lang) -> str:
    found = assess(read_scenario(CASE).register, POLICY, as_of=END)
    shown = [x for x in found.findings if x.case and x.due and x.done]
    units = list(dict.fromkeys(x.unit for x in shown))
    first, last, left = date(2023, 4, 1), date(2023, 9, 10), 210.0
    per_day, row, parts, y = (WIDTH - left) / (last - first).days, 20, [], 10
    for unit in units:
        rows = list(_once(x for x in shown if x.unit == unit))
        parts += [rect(0, y, WIDTH, row * len(rows) + 26, "cr-lane"), text(6, y + 17, _unit(found, unit), "cr-month")]
        y += 26
        for each in rows:
            due, done = each.due, each.done
            assert due is not None and done is not None
            x1, x2 = (left + (day - first).days * per_day for day in (date(2023, 4, 10), due))
            late = "cr-span-late" if each.verdict == "broken" else "cr-span"
            parts.append(text(left - 8, y + 13, f"{title_of(rule_by_id(each.rule), lang)[:24]}", "cr-end cr-small"))
            parts.append(f'<line class="{late}" x1="{x1:.0f}" y1="{y + 9}" x2="{x2:.0f}" y2="{y + 9}"/>')
            parts.append(text(x2, y + 14, "|", "cr-mid"))
            parts.append(
                text(left + (done - first).days * per_day, y + 14, "✕" if each.verdict == "broken" else "●", "cr-mid")
            )
            y += row
        y += 12
    parts += _months(lang, first, last, left, y + 10)
    label = "; ".join(
        f"{x.rule} {_unit(found, x.unit)} {report_say(lang, f'verdict.{x.verdict.value}')}" for x in _once(shown)
    )
    return figure(f"{say(lang, 'pictures.lanes')}: {label}", y + 20, parts)


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of the same rule, unit and days once."""
    seen: set[tuple[object, ...]] = set()
    for each in findings:
        key = (each.rule, each.unit, each.due, each.done)
        if key not in seen:
            seen.add(key)
            yield each


def _unit(found: Assessment, unit: str) -> str:
    return next(x.name for x in found.register.units if x.id == unit)


# ------------------------------------------------------------ deductions


@cache
def _scored() -> Assessment:
    return assess(build_register(SEED), load_policy(SCORED), as_of=date(2023, 9, 1))


def _deductions(lang: Lang) -> str:
    found = _scored()
    scores = sorted(
        ((x.deducted, unit) for unit, x in (found.scores or {}).items() if x.deducted), key=lambda x: (-x[0], x[1])
    )[:12]
    most, left, row = scores[0][0], 190.0, 26
    parts, told = [], []
    for i, (points, unit) in enumerate(scores):
        width, name = float(points / most) * (WIDTH - left - 120), _unit(found, unit)
        count = len((found.scores or {})[unit].deductions)
        parts += [text(left - 8, i * row + 19, name, "cr-end"), rect(left, i * row + 6, width, row - 10, "cr-bar")]
        parts.append(text(left + width + 6, i * row + 19, f"−{points} ({count})"))
        told.append(f"{name} −{points}")
    return figure(f"{say(lang, 'pictures.deductions')}: {'; '.join(told)}", len(scores) * row + 10, parts)
