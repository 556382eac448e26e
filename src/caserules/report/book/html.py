"""A policy book as one page that needs nothing else: no script, no network, one style allowed by its hash."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise

from caserules.report.book.content import Block, Book, Cell, Choice, Facts, Grid, Heading, Para, Sign
from caserules.report.page.markup import Html, el, join, page_head

__all__ = ["written_html"]

_LANGUAGE = {"zh": "zh-Hans", "en": "en"}
_MARKS = ("☐", "☑")


def written_html(book: Book) -> str:
    """Return a book as a self-contained page."""
    return f"<!doctype html>\n{el('html', _head(book), _body(book), lang=_LANGUAGE[book.lang])}\n"


def _head(book: Book) -> Html:
    style = b64encode(sha256(_style().encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"
    return page_head(book.title, _style(), policy)


@cache
def _style() -> str:
    return files(__package__).joinpath("book.css").read_text(encoding="utf-8")


def _body(book: Book) -> Html:
    head = el("header", el("p", book.place), el("h1", book.title), el("p", book.subtitle))
    starts = [i for i, x in enumerate(book.blocks) if isinstance(x, Heading) and x.level == 1]
    before = (_block(x) for x in book.blocks[: starts[0]])
    parts = (el("section", *map(_block, book.blocks[i:j])) for i, j in pairwise([*starts, len(book.blocks)]))
    return el("body", head, el("main", *before, *parts))


def _block(block: Block) -> Html:
    match block:
        case Heading(level, text):
            return el(f"h{level + 1}", text)
        case Para(text, dim):
            return el("p", text, class_="dim" if dim else None)
        case Facts(rows):
            return el("dl", *(join(el("dt", label), el("dd", _cell(x))) for label, x in rows))
        case Grid():
            return _grid(block)
        case Choice(options):
            items = (el("li", f"{_MARKS[chosen]} {x}", class_="chosen" if chosen else None) for x, chosen in options)
            return el("ul", *items, class_="choice")
        case Sign(lines, name, day):
            made = (el("p", label, _blank(name, who), _blank(day, on)) for label, who, on in lines)
            return el("div", *made, class_="sign")


def _grid(grid: Grid) -> Html:
    heads = el("tr", *(el("th", x, scope="col") for x in grid.heads))
    rows = (el("tr", *(el("td", _cell(x)) for x in row)) for row in grid.rows)
    columns = (el("col", class_=f"w{share}") for share in grid.shares)
    return el("div", el("table", el("colgroup", *columns), el("thead", heads), el("tbody", *rows)), class_="scroll")


def _cell(cell: Cell) -> str:
    lines = (cell,) if isinstance(cell, str) else cell
    return lines[0] if len(lines) == 1 else join(*(el("span", x, class_="line") for x in lines))


def _blank(label: str, filled: str) -> Html:
    return el("span", f"{label} ", el("span", filled or "\u3000" * 6, class_="blank"))
