"""A policy as a document that a legal office can read and sign: one content, written as a page or as a .docx.

Which clause was read how, what it gives, what it gives in days of the year, what no rule comes from, what is still open and who
chose what. It words what the policy and the rules' cards say, and judges nothing.
"""

from __future__ import annotations

from datetime import date

from caserules.calendar import WorkCalendar
from caserules.policy import Policy
from caserules.report.book.docx import written_docx
from caserules.report.book.html import written_html
from caserules.report.book.sections import book_of
from caserules.report.words import Lang

__all__ = ["render_book_docx", "render_book_html"]


def render_book_html(policy: Policy, lang: Lang = "zh", *, start: date, calendar: WorkCalendar | None = None) -> str:
    """Return a policy's book as a self-contained HTML page.

    Args:
        policy: a loaded policy.
        lang: `zh` or `en`.
        start: the day from which the worked dates are counted.
        calendar: the working-day calendar; by itself the packaged one.

    Example:
        >>> from caserules.policy import load_policy
        >>> "2023-05-23" in render_book_html(load_policy("pengshui-2023"), start=date(2023, 4, 10))
        True
    """
    return written_html(book_of(policy, lang, start, calendar))


def render_book_docx(policy: Policy, lang: Lang = "zh", *, start: date, calendar: WorkCalendar | None = None) -> bytes:
    """Return a policy's book as a .docx; arguments as for `render_book_html`.

    Raises:
        InputRejected: `INP-014` the extra `office` is not installed.
    """
    return written_docx(book_of(policy, lang, start, calendar))
