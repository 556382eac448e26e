"""Elements of a page: the only way in which markup is written, so that no text from the data can be markup.

A child that is a plain string is escaped; what `el` made passes through. There are no inline styles and no
handlers: the page's policy for contents refuses both.
"""

from __future__ import annotations

from typing import Final

from caserules.report.safe import escaped

__all__ = ["Html", "el", "join", "page_head"]

_VOID: Final = frozenset({"br", "col", "hr", "input", "meta", "rect", "line", "path"})


class Html(str):
    """Markup made by `el`: safe as it stands."""

    __slots__ = ()


def el(name: str, /, *children: str | None, **attributes: object) -> Html:
    """Return an element.

    Args:
        name: the element's name.
        children: texts, which are escaped, and elements; None is left out.
        attributes: `class_` for `class`, `data_unit` for `data-unit`; True stands alone, None and False are
            left out.

    Example:
        >>> el("b", "<i>", class_="x", title='"', hidden=True)
        '<b class="x" title="&quot;" hidden>&lt;i&gt;</b>'
    """
    opened = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    if name in _VOID:
        return Html(opened if name not in ("rect", "line", "path") else opened[:-1] + "/>")
    return Html(f"{opened}{join(*children)}</{name}>")


def join(*children: str | None) -> Html:
    """Return texts, which are escaped, and elements in a row."""
    return Html("".join(x if isinstance(x, Html) else escaped(x) for x in children if x is not None))


def page_head(title: str, style: str, policy: str) -> Html:
    """Return the head of a page of ours.

    Args:
        title: its title.
        style: its style sheet.
        policy: what it may load and run.
    """
    return el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="generator", content="caserules"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Html(style)),
    )


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escaped(value)}"'
