"""Pictures of the rule reference as SVG that stands in a page: a calendar strip of a count, and how a rule's verdict changes.

Colours come from the page's style sheet (`docs/style.css`), so that a picture is read in the light and in the dark; what a colour
says is said by a sign as well. Each picture has a title and, in `aria-label`, its contents in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from html import escape

from doc_words import say

from caserules.calendar import WorkCalendar
from caserules.report.words import Lang, known
from caserules.report.words import say as report_say

CELL = 30
GAP = 22
SIGNS = {"start": "›", "due": "*", "made_up": "+", "later": "~", "weekend": "", "holiday": "", "worked": ""}
PLACES = {
    "pending": (10, 95),
    "met": (310, 10),
    "broken": (310, 95),
    "undetermined": (310, 180),
    "not_applicable": (310, 265),
    "unlisted": (10, 205),
}
BOX = (190, 56)


def days_told(calendar: WorkCalendar, first: date, last: date) -> dict[date, str]:
    """Return what each day from one to another is: worked, weekend, holiday, made_up."""
    off = {x.day: x.reason for x in calendar.skipped_days(first - timedelta(days=1), last)}
    made_up = set(calendar.made_up_days(first - timedelta(days=1), last))
    days = (first + timedelta(days=i) for i in range((last - first).days + 1))
    return {day: off.get(day, "made_up" if day in made_up else "worked") for day in days}


def strip(lang: Lang, title: str, told: Mapping[date, str], marks: Mapping[date, str]) -> str:
    """Return small calendars, a month beside the other, with the days of a count marked.

    Args:
        lang: the language.
        title: what the picture shows, in a sentence.
        told: what each day of the count is, as `days_told` gives.
        marks: the start, the due day, a later one if it rolls.
    """
    months = sorted({day.replace(day=1) for day in told})
    width, height = len(months) * (7 * CELL + GAP) - GAP + 2, 8 * CELL + 12
    parts = [
        part for i, month in enumerate(months) for part in _month(lang, month, i * (7 * CELL + GAP) + 1, told, marks)
    ]
    kinds = [kind for kind in ("start", "worked", "off", "made_up", "due", "later") if kind in _shown(told, marks)]
    legend = " ".join(
        f'<span class="cr-key cr-{kind}">{SIGNS.get(kind, "")}</span> {say(lang, f"legend.{kind}")}' for kind in kinds
    )
    return (
        f'<figure class="cr-figure"><svg class="cr-strip" viewBox="0 0 {width} {height}" style="max-width:{width}px" role="img" '
        f'aria-label="{escape(title)}">{"".join(parts)}</svg><figcaption>{escape(title)} <span class="cr-legend">{legend}</span></figcaption></figure>\n'
    )


def _shown(told: Mapping[date, str], marks: Mapping[date, str]) -> set[str]:
    return {"off" if kind in ("weekend", "holiday") else kind for kind in told.values()} | set(marks.values())


def _month(lang: Lang, month: date, x: int, told: Mapping[date, str], marks: Mapping[date, str]) -> Iterator[str]:
    name = say(lang, "month", year=month.year, month=month.month)
    yield f'<text class="cr-month" x="{x}" y="16">{name}</text>'
    for i, word in enumerate(say(lang, "weekdays").split()):
        yield f'<text class="cr-weekday" x="{x + i * CELL + CELL // 2}" y="40">{word}</text>'
    for n in range(31):
        day = month + timedelta(days=n)
        if day.month != month.month:
            break
        row = (n + month.weekday()) // 7
        kind = marks.get(day) or told.get(day) or "outside"
        left, top = x + day.weekday() * CELL, 50 + row * CELL
        if kind != "outside":
            yield f'<rect class="cr-{kind}" x="{left + 1}" y="{top + 1}" width="{CELL - 2}" height="{CELL - 2}" rx="3"/>'
        yield f'<text class="cr-day cr-on-{kind}" x="{left + CELL // 2}" y="{top + 20}">{SIGNS.get(kind, "")}{day.day}</text>'


# ------------------------------------------------------------ states


def states(lang: Lang, title: str, codes: Mapping[str, Iterable[str]], arrows: Iterable[tuple[str, str]]) -> str:
    """Return how a verdict changes: a box a verdict with its codes, an arrow a change that was seen.

    Args:
        lang: the language.
        title: what the picture shows.
        codes: the verdicts that were reached, each with how it was broken or why it is not applicable.
        arrows: the changes, from and to.
    """
    seen = sorted(set(arrows))
    parts = [_box(lang, verdict, codes.get(verdict)) for verdict in PLACES]
    lines = [_arrow(*each) for each in seen]
    label = "; ".join(f"{_name(lang, a)} → {_name(lang, b)}" for a, b in seen)
    return (
        '<figure class="cr-figure"><svg class="cr-states" viewBox="0 0 640 335" style="max-width:640px" role="img" '
        f'aria-label="{escape(f"{title}: {label}")}"><defs><marker id="cr-head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        'markerHeight="7" orient="auto-start-reverse"><path class="cr-tip" d="M0 0L10 5L0 10z"/></marker></defs>'
        f"{''.join(lines)}{''.join(parts)}</svg></figure>\n"
    )


def _name(lang: Lang, verdict: str) -> str:
    return say(lang, "unlisted") if verdict == "unlisted" else report_say(lang, f"verdict.{verdict}")


def _box(lang: Lang, verdict: str, codes: Iterable[str] | None) -> str:
    x, y = PLACES[verdict]
    width, height = BOX
    never = " cr-never" if codes is None else ""
    group = "breach" if verdict == "broken" else "because"
    words = (
        report_say(lang, f"breach.{code}") if group == "breach" else known(lang, group, code)
        for code in sorted(codes or ())
    )
    lines = _wrapped(lang, list(words))
    left, top = (x, y + height + 18) if verdict == "unlisted" else (x + width + 10, y + 34 - 8 * (len(lines) - 1))
    told = "".join(
        f'<text class="cr-code" x="{left}" y="{top + 16 * i}">{escape(line)}</text>' for i, line in enumerate(lines)
    )
    return (
        f'<rect class="cr-box cr-v-{verdict}{never}" x="{x}" y="{y}" width="{width}" height="{height}" rx="6"/>'
        f'<text class="cr-name" x="{x + width // 2}" y="{y + 34}">{escape(_name(lang, verdict))}</text>{told}'
    )


def _wrapped(lang: Lang, words: list[str]) -> list[str]:
    """Words in lines short enough to stand beside a box; the last says how many more there are."""
    most, per = 3, 9 if lang == "zh" else 20
    shown = [word if len(word) <= per else f"{word[: per - 1]}…" for word in words[:most]]
    return shown + ([f"+{len(words) - most}"] if len(words) > most else [])


def _arrow(a: str, b: str) -> str:
    (x1, y1), (x2, y2) = PLACES[a], PLACES[b]
    width, height = BOX
    if x1 == x2:  # both on the right: round by the left side
        start, end = (x1, y1 + height // 2), (x2, y2 + height // 2)
        bend = 24 + abs(y1 - y2) // 6
        return f'<path class="cr-arrow" d="M{start[0]} {start[1]}C{start[0] - bend} {start[1]} {end[0] - bend} {end[1]} {end[0]} {end[1]}" marker-end="url(#cr-head)"/>'
    if x1 < x2:
        return f'<path class="cr-arrow" d="M{x1 + width} {y1 + height // 2}L{x2} {y2 + height // 2}" marker-end="url(#cr-head)"/>'
    return f'<path class="cr-arrow" d="M{x1} {y1 + height // 2 + 12}L{x2 + width} {y2 + height // 2 + 12}" marker-end="url(#cr-head)"/>'
