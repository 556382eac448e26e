"""Both sites build without a warning, hold every page, ask nothing of any other host, and every link of them leads somewhere."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
needs_mkdocs = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("mkdocs", "material", "jieba")),
    reason="mkdocs, mkdocs-material and jieba (extra docs) are not installed: the sites were not built",
)
_ASKS = re.compile(r"""<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=["']?(https?:)?//[^"'>\s]+""")
_STYLE = re.compile(r"(?:@import|url\()\s*[\"']?(?:https?:)?//")
SECONDS = 120


class Page(HTMLParser):
    """What a page of the site links to, and what in it can be linked to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.places |= {x for x in (told.get("id"), told.get("name")) if x}
        self.links += [x for key in ("href", "src") if (x := told.get(key)) and tag in ("a", "script", "img", "link")]


@cache
def read(path: Path) -> Page:
    return Page(path.read_text(encoding="utf-8"))


@needs_mkdocs
def test_both_build_within_two_minutes(site: Path, site_seconds: float) -> None:
    assert (site / "index.html").is_file()
    assert (site / "en" / "index.html").is_file()
    assert site_seconds < SECONDS


@needs_mkdocs
def test_every_page_is_on_both_sites(site: Path) -> None:
    for page in DOCS.rglob("*.md"):
        path = page.relative_to(DOCS)
        if path.parts[0] != ".theme":
            own = path.relative_to("en") if path.parts[0] == "en" else path
            assert (site / own.with_suffix(".html")).is_file(), path
            assert (site / "en" / own.with_suffix(".html")).is_file(), path


def test_an_english_page_stands_over_a_chinese_one() -> None:
    for page in (DOCS / "en").rglob("*.md"):
        assert (DOCS / page.relative_to(DOCS / "en")).is_file(), page


@needs_mkdocs
def test_nothing_is_asked_of_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        assert _ASKS.findall(page.read_text(encoding="utf-8")) == [], page.name
    for style in site.rglob("*.css"):
        assert _STYLE.findall(style.read_text(encoding="utf-8")) == [], style.name


def test_a_page_that_asks_another_host_is_seen() -> None:
    assert _ASKS.search('<link rel="stylesheet" href="https://fonts.example/css">')
    assert _ASKS.search('<a href="https://example/">') is None


@needs_mkdocs
def test_every_link_of_the_sites_leads_somewhere(site: Path) -> None:
    lost = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":  # shown at any address
            continue
        for link in read(page).links:
            where, _, place = link.partition("#")
            where = where.partition("?")[0]
            if link.startswith(("http:", "https:", "mailto:", "data:", "javascript:")):
                continue
            target = (page.parent / unquote(where)).resolve() if where else page
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (
                place and target.suffix == ".html" and unquote(place) not in read(target).places | {"__tabbed"}
            ):
                lost.append(f"{page.relative_to(site)}: {link}")
    assert lost == []


@needs_mkdocs
def test_what_findings_link_to_is_there(site: Path) -> None:
    from caserules.rules import all_rules
    from caserules.rules.cards import page_of

    for rule in all_rules():
        for lang in ("", "en"):
            page = site / lang / str(page_of(rule))
            assert {rule.id.lower(), "asks", "due", "states", "met", "broken", "undetermined", "open"} <= read(
                page
            ).places


def test_every_page_is_in_the_navigation() -> None:
    nav = (ROOT / "mkdocs.base.yml").read_text(encoding="utf-8").split("\nnav:\n")[1]
    for page in DOCS.rglob("*.md"):
        path = page.relative_to(DOCS)
        if path.parts[0] not in (".theme", "en"):
            assert re.search(rf"(?:: |- ){re.escape(path.as_posix())}$", nav, re.MULTILINE), path


@needs_mkdocs
def test_what_the_navigation_has_a_place_for_is_there_or_may_be_absent(site_hooks: Any) -> None:
    nav = (ROOT / "mkdocs.base.yml").read_text(encoding="utf-8").split("\nnav:\n")[1].split("\nplugins:")[0]
    for path in re.findall(r"(?:: |- )([a-z0-9A-Z/-]+\.md)$", nav, re.MULTILINE):
        assert (DOCS / path).is_file() or path in site_hooks.OPTIONAL | site_hooks.TAKEN.keys(), path


@needs_mkdocs
def test_a_title_is_halved_and_a_link_led(site_hooks: Any) -> None:
    assert [site_hooks.half("规则 · Rules", x) for x in ("zh", "en")] == ["规则", "Rules"]
    assert site_hooks.half("0001 区间", "en") == "0001 区间"
    assert site_hooks.relinked("../../policies.md", "rules") == "../policies.md"
    assert site_hooks.relinked("index.md", "rules") == "index.md"
    assert site_hooks.relinked("../verdicts.md", "") == "verdicts.md"


def test_an_index_that_was_not_cut_into_words_is_seen(build_site: Any) -> None:
    for text, cut in (
        ("\u200b协办意见\u200b送达", True),
        ("\u200b协办\u200b意见\u200b送达", False),
        ("协办意见送达", False),
    ):
        assert build_site.is_cut(json.dumps({"docs": [{"text": text}]})) == cut


def test_the_vendored_script_has_its_licence() -> None:
    notice = (DOCS / "NOTICE.txt").read_text(encoding="utf-8")
    for script in (DOCS / "assets" / "vendor").iterdir():
        assert script.name in notice
