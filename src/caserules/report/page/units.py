"""The units of the page: their ranking, and for each what is broken, what it was deducted, and what is due next.

All of it stands without a script: a duty is folded to its sentence and opens to its reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from caserules.report.days import due_text
from caserules.report.page.chart import split_bar
from caserules.report.page.markup import Html, el, join
from caserules.report.reasons import reasons
from caserules.report.view import Plain, UnitRow, View
from caserules.report.words import VERDICTS

__all__ = ["ranking", "unit_by_unit"]

_MOST_UPCOMING: Final = 20


def ranking(view: View) -> Html:
    """Return the units by points deducted or, unscored, by broken duties; and which of both it is."""
    why = view.say("ranked_by_score") if view.is_scored else view.say("ranked_by_broken", why=view.why_unscored)
    scored = [view.say("deducted"), view.say("score")] if view.is_scored else []
    heads = [
        el("th", view.say("rank"), scope="col", class_="n"),
        el("th", view.say("unit"), scope="col"),
        *(el("th", name, scope="col", class_="n") for name in (*scored, *(view.known("verdict", v) for v in VERDICTS))),
        el("th", view.say("share"), scope="col"),
    ]
    rows = (_row(view, place, row) for place, row in enumerate(view.ranking, 1))
    made = el("table", el("thead", el("tr", *heads)), el("tbody", *rows), class_="ranking")
    return join(el("p", why, class_="dim"), el("div", made, class_="scroll"))


def _row(view: View, place: int, row: UnitRow) -> Html:
    has_more = row.counts["broken"] or view.upcoming(row.id)
    name = el("a", row.name, href=f"#u{place}") if has_more else row.name
    scores = (row.deducted or "0", row.score or "–") if view.is_scored else ()
    counts = (el("td", str(row.counts[v] or "–"), class_=f"n {v}" if row.counts[v] else "n zero") for v in VERDICTS)
    told = view.listed(f"{view.known('verdict', v)} {row.counts[v]}" for v in VERDICTS if row.counts[v])
    return el(
        "tr",
        el("td", str(place), class_="n"),
        el("th", name, scope="row"),
        *(el("td", text, class_="n") for text in scores),
        *counts,
        el("td", split_bar(view, row.counts, told)),
    )


def unit_by_unit(view: View) -> Html:
    """Return, for each unit in the order of the ranking, its broken duties and what is due next."""
    made = [x for place, row in enumerate(view.ranking, 1) if (x := _unit(view, place, row)) is not None]
    return join(*made) if made else el("p", view.say("nothing_broken"), class_="dim")


def _unit(view: View, place: int, row: UnitRow) -> Html | None:
    broken, coming = view.with_verdict("broken", row.id), view.upcoming(row.id)
    if not broken and not coming:
        return None
    body = [
        *_scored(view, row),
        el("h3", view.known("verdict", "broken"), class_="mini") if broken else None,
        _folded(view, broken),
        el("ol", *(finding_item(view, x) for x in broken), class_="list") if broken else None,
        *_coming(view, coming),
        _ways(view, row),
    ]
    told = el(
        "summary",
        el("span", row.name, class_="name"),
        el("span", view.say("n_broken", n=len(broken)), class_="tag broken") if broken else None,
        el("span", view.say("n_upcoming", n=len(coming)), class_="tag pending") if coming else None,
    )
    is_alone = view.profile == "unit"
    return el("details", told, el("div", *body, id=f"u{place}", class_="body"), class_="unit", open=is_alone)


def _ways(view: View, row: UnitRow) -> Html | None:
    """The ways on, to what the profile shows."""
    if view.profile == "public":
        return None
    see = el("a", view.say("filter.see"), href="#all", data_unit=row.id)
    return el("p", see, *((" · ", el("a", view.say("top"), href="#units")) if view.profile == "internal" else ()))


def _folded(view: View, broken: Sequence[Plain]) -> Html | None:
    """How many of the broken duties are of one fact with another."""
    n = sum(1 for finding in broken if finding.get("same_fact_as"))
    return el("p", view.say("folded", n=n), class_="dim") if n else None


def _scored(view: View, row: UnitRow) -> Iterator[Html]:
    """A unit's score with its deductions, each with what is folded under it; nothing where nothing is scored."""
    score = (view.data.get("scores") or {}).get(row.id)
    if not score:
        return
    told = view.say("scored", **{key: score[key] for key in ("full", "deducted", "score")})
    advice = view.say(f"advice.{score['advice']}") if score.get("advice") not in (None, "none") else None
    yield el("p", told, " ", advice, " ", view.say("exempt") if score.get("exempt") else None)
    rows = (_deduction(view, x) for x in score["deductions"])
    heads = el("thead", el("tr", *(el("th", view.say(key), scope="col") for key in ("points", "case", "duty"))))
    if score["deductions"]:
        yield el("div", el("table", heads, el("tbody", *rows)), class_="scroll")


def _deduction(view: View, deduction: Plain) -> Html:
    finding = view.by_id.get(deduction["finding"], {"rule": deduction["rule"]})
    folded = view.say("with_folded", n=len(deduction["folded"])) if deduction["folded"] else None
    return el(
        "tr",
        el("td", deduction["points"], class_="day"),
        el("td", view.case(finding.get("case"))),
        el("td", view.duty(finding), " ", el("small", folded, class_="dim") if folded else None),
    )


def _coming(view: View, coming: Sequence[Plain]) -> Iterator[Html]:
    if not coming:
        return
    keys = ("due", "case", "duty")
    rows = (
        el(
            "tr",
            el("td", view.day_of(x), class_="day"),
            el("td", view.case(x.get("case"))),
            el("td", view.duty(x)),
        )
        for x in coming[:_MOST_UPCOMING]
    )
    heads = el("thead", el("tr", *(el("th", view.say(key), scope="col") for key in keys)))
    yield el("h3", view.say("section.upcoming"), class_="mini")
    yield el("div", el("table", heads, el("tbody", *rows)), class_="scroll")
    if len(coming) > _MOST_UPCOMING:
        yield el("p", view.say("n_more_page", n=len(coming) - _MOST_UPCOMING), class_="dim")


def finding_item(view: View, finding: Plain) -> Html:
    """Return a finding as an item of a list, foldable to its reasons."""
    verdict = str(finding["verdict"])
    breach = finding.get("breach")
    days = f"{view.say('due')} {due_text(view.lang, finding)}"
    if finding.get("done"):
        days += f" · {view.say('done')} {finding['done']}"
    told = el(
        "summary",
        el(
            "span",
            view.known("breach", breach) if breach else view.known("verdict", verdict),
            class_=f"tag {verdict}",
        ),
        el("b", f"{view.case(finding.get('case'))} · {view.duty(finding)}"),
        el("span", days, class_="days"),
        el("span", view.message(finding), class_="said"),
    )
    pairs = (join(el("dt", label), *(el("dd", text) for text in texts)) for label, texts in reasons(view, finding))
    address = view.reference(finding["rule"])
    page = el("a", f"{finding['rule']} {view.rule(finding['rule'])}", href=address) if address else None
    linked = join(el("dt", view.say("rule")), el("dd", page)) if page else None
    return el("li", el("details", told, el("dl", *pairs, linked)))
