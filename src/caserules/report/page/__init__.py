"""An assessment as one HTML page that needs nothing else: no network, no file, for the most part no script.

Totals, ranking, chart, and what is broken stand in the markup. The list of all findings is laid out by a
small script from data embedded in the page, a page at a time. The page's own policy for contents allows its
one style and its one script by their hashes, and nothing else. All markup is written by `markup.el`, which
escapes whatever is text.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from caserules.report.page import parts, units
from caserules.report.page.chart import chart
from caserules.report.page.markup import Html, el, join
from caserules.report.page.records import embedded_data
from caserules.report.safe import embedded
from caserules.report.view import Plain, View
from caserules.report.words import Lang

__all__ = ["render_html"]

_LANGUAGE = {"zh": "zh-Hans", "en": "en"}


def render_html(data: Plain, lang: Lang = "zh") -> str:
    """Return an assessment as a self-contained HTML page.

    Args:
        data: the plain form of an assessment.
        lang: `zh` or `en`.
    """
    view = View(data, lang)
    return f"<!doctype html>\n{el('html', _head(view), _body(view), lang=_LANGUAGE[lang])}\n"


def _head(view: View) -> Html:
    register = view.data.get("register") or {}
    name = " ".join(str(x) for x in (register.get("place"), register.get("year"), view.say("title")) if x)
    style, script = _hash(_packaged("page.css")), _hash(_packaged("page.js"))
    policy = f"default-src 'none'; style-src '{style}'; script-src '{script}'; base-uri 'none'; form-action 'none'"
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="generator", content="caserules"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", name),
        el("style", Html(_packaged("page.css"))),
    )


def _body(view: View) -> Html:
    sections = (
        ("totals", parts.totals(view)),
        ("chart", chart(view)),
        ("units", units.ranking(view)),
        ("broken", units.unit_by_unit(view)),
        ("all", parts.explorer(view)),
        ("questions", parts.questions(view)),
        ("issues", parts.data_issues(view)),
        ("receipt", parts.receipt(view)),
    )
    made = (
        el(
            "section",
            el("h2", view.say(f"section.{key}"), id=f"h-{key}"),
            content,
            id=key,
            aria_labelledby=f"h-{key}",
        )
        for key, content in sections
    )
    data = Html(embedded(embedded_data(view)))
    return el(
        "body",
        el("a", view.say("skip"), href="#main", class_="skip"),
        parts.head(view),
        el("main", join(*made), id="main"),
        el("script", data, type="application/json", id="data"),
        el("script", Html(_packaged("page.js"))),
    )


@cache
def _packaged(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
