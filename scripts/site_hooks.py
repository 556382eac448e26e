"""What the two sites need of mkdocs beyond its configuration: one tree of pages for two languages, one navigation for both.

`docs/` is the Chinese site as it stands, with pages in both languages among it; `docs/en/` is laid over it for the English
one. A page of `docs/en/` links to others as files of the repository; here its links are led to where they come to lie. In the
navigation "中文 · English" each site takes its half. Nothing is fetched, and no page is written here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
OVERLAY = "en/"
TAKEN = {"changelog.md": "CHANGELOG.md", "assets/counting.js": "examples/vectors-js/counting.js"}
"""What stands elsewhere in the repository and is on both sites."""
BOOSTS = (
    ("rules/index", 2.0),
    ("rules/", 8.0),
    ("clauses", 2.0),
    ("calculator", 2.0),
    ("counting", 1.5),
    ("guides/", 4.0),
    ("undetermined", 2.0),
)
"""How much more a page counts in a search, by the beginning of its path; others count as they are, `LESS` less."""
LESS = ("api/", "decisions/", "changelog", "coverage", "pictures", "benchmarks", "peers", "testing.")
WORKER = "assets/javascripts/workers/search.*.min.js"
DIALOG = '<div class="md-search" data-md-component="search" role="dialog">'
CUT_SHORT, CUT_WHOLE = "for(let o=s+1;o<t.length;o++)t.slice(s,o)in e", "for(let o=s+1;o<=t.length;o++)t.slice(s,o)in e"
"""The theme's search cuts a Chinese query into words without ever trying one that ends with the query's last character."""
OPTIONAL = frozenset(
    {"hooks.md", "store.md", "notify.md", "decisions/0019-plugins-are-a-value.md", "decisions/0020-the-stores-shape.md"}
)
"""Pages that the navigation has a place for, and that need not be there."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(\]\()([^)\s#:]+)((?:#[^)\s]*)?\))")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Take the site's half of every title of the navigation."""
    config.nav = list(_nav(config.nav or [], _lang(config), Path(config.docs_dir)))
    return config


def _lang(config: MkDocsConfig) -> str:
    return str(config.theme["language"])


def _nav(items: list[Any], lang: str, docs: Path) -> Iterator[Any]:
    for item in items:
        if not isinstance(item, dict):
            yield item
            continue
        ((title, target),) = item.items()
        if isinstance(target, list):
            yield {half(title, lang): list(_nav(target, lang, docs))}
        elif target not in OPTIONAL or (docs / target).exists():
            named = half(title, lang)
            yield target if lang == "en" and _CHINESE.search(named) else {named: target}


def half(title: str, lang: str) -> str:
    """Return a language's half of a title: `规则 · Rules` is `Rules` in `en`; one that has no halves is whole."""
    zh, dot, en = title.partition(" · ")
    return en if dot and lang == "en" else zh


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Lay the English pages over the shared ones, or leave them out; add what stands elsewhere."""
    english = [file for file in files if file.src_uri.startswith(OVERLAY)]
    for file in english:
        files.remove(file)
    if _lang(config) == "en":
        for file in english:
            over = File(
                file.src_uri.removeprefix(OVERLAY),
                str(Path(config.docs_dir) / OVERLAY),
                config.site_dir,
                use_directory_urls=False,
            )
            under = files.get_file_from_path(over.src_uri)
            if under is not None:
                files.remove(under)
            files.append(over)
    for name, where in TAKEN.items():
        files.append(File.generated(config, name, abs_src_path=str(ROOT / where)))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say how much a page counts in a search; lead the links of a page of `docs/en/` to where its targets lie on the site."""
    page.meta.setdefault("search", {"boost": _boost(page.file.src_uri)})
    source = Path(str(page.file.abs_src_path or ""))
    if not source.is_relative_to(Path(config.docs_dir) / OVERLAY):
        return markdown
    here = posixpath.dirname(page.file.src_uri)
    kept = iter(_FENCE.findall(markdown))
    text = _LINK.sub(lambda found: f"{found[1]}{relinked(found[2], here)}{found[3]}", _FENCE.sub("\0", markdown))
    return re.sub("\0", lambda _: next(kept), text)


def _boost(path: str) -> float:
    return next((boost for start, boost in BOOSTS if path.startswith(start)), 0.5 if path.startswith(LESS) else 1.0)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Give the search's dialog, which the theme leaves without one, a name for who hears the page.

    Raises:
        PluginError: the theme's dialog is another one than was looked at.
    """
    if output.count(DIALOG) != 1:
        raise PluginError(f"{page.file.src_uri}: the theme's search dialog has changed")
    return output.replace(DIALOG, f'{DIALOG[:-1]} aria-label="{"Search" if _lang(config) == "en" else "搜索"}">')


def on_post_build(*, config: MkDocsConfig) -> None:
    """Mend the search's cutting of a query.

    Raises:
        PluginError: the theme's script is another one than was looked at.
    """
    (worker,) = Path(config.site_dir).glob(WORKER)
    text = worker.read_text(encoding="utf-8")
    if text.count(CUT_SHORT) != 1:
        raise PluginError(f"{worker.name}: the search script has changed: is CUT_SHORT still needed?")
    worker.write_text(text.replace(CUT_SHORT, CUT_WHOLE), encoding="utf-8")


def relinked(target: str, here: str) -> str:
    """Return a link from a page of `docs/en/` in a folder as it is on the site.

    Example:
        >>> relinked("../../policies.md", "rules"), relinked("index.md", "rules"), relinked("../verdicts.md", "")
        ('../policies.md', 'index.md', 'verdicts.md')
    """
    found = posixpath.normpath(posixpath.join(OVERLAY, here, target))
    return posixpath.relpath(found.removeprefix(OVERLAY), here or ".")
