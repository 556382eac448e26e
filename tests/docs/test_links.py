"""Links of the documentation lead somewhere: to a file that is there, and to an anchor that the file has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    return _LINK.findall(_FENCED.sub("", text))


def anchors(text: str) -> set[str]:
    """What can be linked to in a page: named places, and its headings as the site names them."""
    text = _FENCED.sub("", text)
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {
        re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", head.encode("ascii", "ignore").decode()).strip().lower())
        for head in heads
    }
    named = re.findall(r"^#+ .*\{#([\w-]+)[^}]*\}$", text, re.MULTILINE)
    return slugs | set(named) | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page.read_text(encoding="utf-8")):
        assert not link.startswith(("http:", "https:")), f"{link}: the documentation stands alone"
        where, _, anchor = link.partition("#")
        target = page if not where else (page.parent / where).resolve()
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_a_link_that_leads_nowhere_is_seen() -> None:
    assert links("[a](b.md#c) and `[x](y)`\n```text\n[d](e)\n```\n")[0] == "b.md#c"
    assert anchors("## 看一看 · See it\n") == {"see-it"}
    assert "due" in anchors("## 到期日怎么数 {#due data-x}\n")
