"""Reports: an assessment written for people and for programs, as text, as canonical JSON, as one HTML page.

All three take the plain form of an assessment (`Assessment.to_dict()`), so a stored one can be written
again. They read no clock, no file but their own templates, and no network; they order and word what was
decided, and decide no verdict. No natural person's name stands in any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caserules.report.json import render_json
    from caserules.report.page import render_html
    from caserules.report.text import render_text

__all__ = ["render_html", "render_json", "render_text"]

_ROOMS = {"render_html": "page", "render_json": "json", "render_text": "text"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        from importlib import import_module

        return getattr(import_module(f"caserules.report.{_ROOMS[name]}"), name)
    raise AttributeError(name)
