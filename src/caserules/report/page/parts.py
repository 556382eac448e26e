"""The parts of the page that stand without a script: head, totals, ranking, what is broken and due next.

Each is a function from the reading to markup. The receipt and the lists of questions and of data issues
close the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from caserules.report.page.chart import split_bar
from caserules.report.page.markup import Html, el, join
from caserules.report.reasons import reasons
from caserules.report.view import Plain, UnitRow, View, complete_text, due_text
from caserules.report.words import VERDICTS

__all__ = ["data_issues", "explorer", "head", "questions", "ranking", "receipt", "totals", "unit_by_unit"]

_MOST_UPCOMING: Final = 20
_MOST_ISSUES: Final = 300


def head(view: View) -> Html:
    """Return the head: title, place, year, policy, the day, and that a person must confirm."""
    register, policy = view.data.get("register") or {}, view.data.get("policy") or {}
    facts = (
        ("place", register.get("place")),
        ("year", register.get("year")),
        ("policy", view.say("version_of", id=policy.get("id"), version=policy.get("version"))),
        ("as_of", view.data.get("as_of")),
        ("complete_through", complete_text(view.lang, register.get("complete_through"))),
    )
    pairs = (el("div", el("dt", view.say(key)), el("dd", str(value))) for key, value in facts if value)
    is_partial = (view.data.get("options") or {}).get("partial")
    return el(
        "header",
        el("h1", view.say("title")),
        el("dl", *pairs, class_="facts"),
        el(
            "p",
            el("strong", view.say("disclaimer")),
            " ",
            view.say("disclaimer_more"),
            class_="warn",
            role="note",
        ),
        el("p", view.say("partial"), class_="warn", role="note") if is_partial else None,
        el("p", view.say("only", verdicts=view.only), class_="warn", role="note") if view.only else None,
    )


def totals(view: View) -> Html:
    """Return the five verdicts with their counts, and what is counted without being listed."""
    tiles = (
        el(
            "li",
            el(
                "a",
                el("b", f"{count:,}"),
                el("span", view.known("verdict", verdict)),
                el("small", view.known("means", verdict)),
                href="#all",
                class_=f"tile {verdict}",
                data_verdict=verdict,
            ),
        )
        for verdict, count in view.totals.items()
    )
    summary = view.data.get("summary") or {}
    notes = (
        el("p", view.say(k, n=summary[k]), class_="dim")
        for k in ("possible", "not_owed", "cases_later")
        if summary.get(k)
    )
    return join(el("ul", *tiles, class_="totals"), *notes, _not_kept(view))


def _not_kept(view: View) -> Html | None:
    lines = (
        el(
            "li",
            view.say("not_kept", unit=view.unit(x.unit), n=x.count, rules=view.listed(map(view.rule, x.rules))),
        )
        for x in view.not_kept
    )
    if not view.not_kept:
        return None
    return el("details", el("summary", view.say("not_kept_head"), f" · {len(view.not_kept)}"), el("ul", *lines))


# ------------------------------------------------------------ units


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
        el("h4", view.known("verdict", "broken"), class_="mini") if broken else None,
        _folded(view, broken),
        el("ol", *(finding_item(view, x) for x in broken), class_="list") if broken else None,
        *_coming(view, coming),
        el(
            "p",
            el("a", view.say("filter.see"), href="#all", data_unit=row.id),
            " · ",
            el("a", view.say("top"), href="#units"),
        ),
    ]
    told = el(
        "summary",
        el("span", row.name, class_="name"),
        el("span", view.say("n_broken", n=len(broken)), class_="tag broken") if broken else None,
        el("span", view.say("n_upcoming", n=len(coming)), class_="tag pending") if coming else None,
    )
    return el("details", told, el("div", *body, id=f"u{place}", class_="body"), class_="unit")


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
    yield el("h4", view.say("section.upcoming"), class_="mini")
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
    return el("li", el("details", told, el("dl", *pairs)))


# ------------------------------------------------------------ all findings


def explorer(view: View) -> Html:
    """Return the filter and the place for the list that the page's script fills."""
    units = sorted((view.unit(x), x) for x in {f["unit"] for f in view.findings})
    rules = sorted({f["rule"] for f in view.findings})
    form = el(
        "form",
        _select(view, "verdict", ((v, view.known("verdict", v)) for v in VERDICTS)),
        _select(view, "unit", ((key, name) for name, key in units)),
        _select(view, "rule", ((key, f"{key} {view.rule(key)}") for key in rules)),
        _select(view, "kind", ((k, view.known("kind", k)) for k in ("suggestion", "proposal", "unit"))),
        el(
            "label",
            el("span", view.say("filter.text")),
            el("input", type="search", name="text", placeholder=view.say("filter.hint"), autocomplete="off"),
            class_="search",
        ),
        el("button", view.say("filter.clear"), type="reset"),
        id="filter",
        role="search",
        aria_label=view.say("filter"),
        hidden=True,
    )
    pager = el(
        "p",
        el("button", view.say("page.prev"), type="button", id="prev"),
        el("span", id="result", role="status", aria_live="polite"),
        el("button", view.say("page.next"), type="button", id="next"),
        class_="pager",
        id="pager",
        hidden=True,
    )
    return join(
        el("noscript", el("p", view.say("needs_script"), class_="dim")),
        form,
        pager,
        el("ol", id="list", class_="list"),
        el("p", view.say("print_filter"), class_="dim print-only"),
    )


def _select(view: View, name: str, options: Iterable[tuple[str, str]]) -> Html:
    made = (el("option", text, value=value) for value, text in options)
    return el(
        "label",
        el("span", view.say(name)),
        el("select", el("option", view.say("filter.any"), value=""), *made, name=name, autocomplete="off"),
    )


# ------------------------------------------------------------ the close of the page


def _table(view: View, keys: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    heads = el("thead", el("tr", *(el("th", view.say(key), scope="col") for key in keys)))
    body = el("tbody", *(el("tr", *(el("td", cell) for cell in row)) for row in rows))
    return el("div", el("table", heads, body), class_="scroll")


def questions(view: View) -> Html:
    """Return the facts wanted, by unit, with who can answer and how many findings each would settle."""
    if not view.questions:
        return el("p", view.say("nothing_else"), class_="dim")
    rows = ((view.unit(x.unit), view.fact(x.fact), view.known("who", x.who), str(x.count)) for x in view.questions)
    return _table(view, ("unit", "wanted", "who", "for_findings"), rows)


def data_issues(view: View) -> Html:
    """Return what is wrong with the data and is nobody's breach."""
    issues = view.data.get("data_issues") or ()
    if not issues:
        return el("p", view.say("nothing_else"), class_="dim")
    rows = (
        (
            str(x.get("code") or ""),
            str(x.get("where") or ""),
            view.message(x),
            str(len(x.get("affects") or ())),
        )
        for x in issues[:_MOST_ISSUES]
    )
    more = len(issues) - _MOST_ISSUES
    return join(
        _table(view, ("code", "where", "what", "affects"), rows),
        el("p", view.say("n_more_data", n=more), class_="dim") if more > 0 else None,
    )


def receipt(view: View) -> Html:
    """Return by what the assessment can be repeated: versions and hashes of all that went into it."""
    pairs = (join(el("dt", view.say(key)), el("dd", value)) for key, value in view.receipt)
    return el("dl", *pairs, class_="receipt")
