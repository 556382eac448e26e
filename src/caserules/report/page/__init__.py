"""An assessment as one HTML page that needs nothing else: no network, no file, for the most part no script.

Totals, ranking, chart, and what is broken stand in the markup. The list of all findings is laid out by a
small script from data embedded in the page, a page at a time. The page's own policy for contents allows its
one style and its one script by their hashes, and nothing else. All markup is written by `markup.el`, which
escapes whatever is text.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from caserules.report.page import parts, units
from caserules.report.page.chart import chart
from caserules.report.page.markup import Html, el, join, page_head
from caserules.report.page.records import embedded_data
from caserules.report.safe import embedded
from caserules.report.view import Plain, View
from caserules.report.words import Lang

__all__ = ["render_html"]

_LANGUAGE = {"zh": "zh-Hans", "en": "en"}
_SECTIONS: Final[Mapping[str, Callable[[View], Html]]] = {
    "totals": parts.totals,
    "chart": chart,
    "units": units.ranking,
    "broken": units.unit_by_unit,
    "all": parts.explorer,
    "questions": parts.questions,
    "issues": parts.data_issues,
    "receipt": parts.receipt,
}
_SHOWN: Final = {
    "internal": tuple(_SECTIONS),
    "unit": ("totals", "chart", "broken", "all", "questions", "issues", "receipt"),
    "public": ("totals", "broken", "receipt"),
}
"""Which sections a profile shows: a unit sees no ranking, the public no list of all findings."""
_HEADS: Final = {("public", "broken"): "published"}


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
    return page_head(name, _packaged("page.css"), policy)


def _body(view: View) -> Html:
    made = (
        el(
            "section",
            el("h2", view.say(f"section.{_HEADS.get((view.profile, key), key)}"), id=f"h-{key}"),
            _SECTIONS[key](view),
            id=key,
            aria_labelledby=f"h-{key}",
        )
        for key in _SHOWN[view.profile]
    )
    return el(
        "body",
        el("a", view.say("skip"), href="#main", class_="skip"),
        parts.head(view),
        el("main", join(*made), id="main"),
        *(_scripts(view) if "all" in _SHOWN[view.profile] else ()),
    )


def _scripts(view: View) -> tuple[Html, Html]:
    """The data of the list of all findings, and what lays it out."""
    data = Html(embedded(embedded_data(view)))
    return el("script", data, type="application/json", id="data"), el("script", Html(_packaged("page.js")))


@cache
def _packaged(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
