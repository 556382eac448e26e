"""Reports: an assessment written for people (text, one HTML page, a calendar file) and for programs (JSON, SARIF, JUnit).

All of them take the plain form of an assessment (`Assessment.to_dict()`), so a stored one can be written
again. They read no clock, no file but their own templates, and no network; they order and word what was
decided, and decide no verdict. No natural person's name stands in any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from caserules.report.ics import render_ics
    from caserules.report.json import render_json, render_json_lines
    from caserules.report.junit import render_junit
    from caserules.report.page import render_html
    from caserules.report.sarif import render_sarif
    from caserules.report.text import render_text
    from caserules.report.workbook import render_questions, render_workbook

__all__ = [
    "render_html",
    "render_ics",
    "render_json",
    "render_json_lines",
    "render_junit",
    "render_sarif",
    "render_text",
    "render_questions",
    "render_workbook",
]

_ROOMS = {
    "render_html": "page",
    "render_ics": "ics",
    "render_json": "json",
    "render_json_lines": "json",
    "render_junit": "junit",
    "render_sarif": "sarif",
    "render_text": "text",
    "render_questions": "workbook",
    "render_workbook": "workbook",
}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        from importlib import import_module

        return getattr(import_module(f"caserules.report.{_ROOMS[name]}"), name)
    raise AttributeError(name)
