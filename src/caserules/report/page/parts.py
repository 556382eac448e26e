"""The parts of the page around its units: the head, the totals, the filter, and what closes the page.

Each is a function from the reading to markup. All but the filter stand without a script.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from caserules.report.days import complete_text
from caserules.report.page.markup import Html, el, join
from caserules.report.view import View
from caserules.report.words import VERDICTS

__all__ = ["data_issues", "explorer", "head", "questions", "receipt", "totals"]

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
        el("p", view.say(f"profile.{view.profile}"), class_="dim") if view.profile != "internal" else None,
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
                href=None if view.profile == "public" else "#all",
                class_=f"tile {verdict}",
                data_verdict=verdict,
            ),
        )
        for verdict, count in view.totals.items()
    )
    summary = view.data.get("summary") or {}
    notes = (
        el("p", view.say(k, n=summary[k]), class_="dim")
        for k in ("possible", "not_owed", "cases_later", "withheld")
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
