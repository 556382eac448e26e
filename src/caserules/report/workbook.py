"""An assessment as the office's workbook: overview, findings, what to do, scores, carry-over, facts wanted, a sheet a unit.

Headers stay in sight, every column can be filtered, days are days, and each verdict has its colour. Every text is written as
text, so that none becomes a formula; the same assessment gives the same bytes. It decides no verdict.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

from caserules.errors import InputRejected, Problem
from caserules.messages.width import width_of
from caserules.models import Register
from caserules.report.safe import visible
from caserules.report.sheets import (
    CASES,
    COMING,
    FINDINGS,
    ISSUES,
    NUMBERS,
    QUESTIONS,
    UNPRINTED,
    Cell,
    Column,
    case_rows,
)
from caserules.report.view import Plain, View
from caserules.report.words import VERDICTS, Lang

__all__ = ["render_questions", "render_workbook"]

_COLOURS: Final = {
    "broken": ("#9C0006", "#FFC7CE"),
    "undetermined": ("#7F6000", "#FFEB9C"),
    "pending": ("#1F4E78", "#DDEBF7"),
    "met": ("#375623", "#E2EFDA"),
    "not_applicable": ("#595959", "#EDEDED"),
}
_HOW_TO_ANSWER: Final = ("answer.how", "answer.days", "answer.no_place", "answer.back")
_LONGEST: Final = 32_767
_LINE: Final = 14.25
_MOST_LINES: Final = 12
_FONT: Final = {"font_name": "宋体", "font_size": 10.5, "valign": "top"}
_UNFIT: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME: Final = 31


def render_workbook(data: Plain, lang: Lang = "zh", *, register: Register | None = None) -> bytes:
    """Return an assessment as an .xlsx file. Needs the extra `xlsx`.

    Args:
        data: the plain form, as `Assessment.to_dict()` gives it.
        lang: the language of heads and sentences.
        register: what was assessed; its cases then stand in a sheet of their own, which no unit's and no public workbook has.

    Raises:
        InputRejected: `INP-014` without the extra.

    Example:
        >>> from datetime import date
        >>> from caserules import assess
        >>> case = {"kind": "suggestion", "year": 2023, "number": 12, "assignments": [], "requests": []}
        >>> render_workbook(assess(case, "pengshui-2023", as_of=date(2023, 6, 1)).to_dict())[:2]
        b'PK'
    """
    view = View(data, lang)
    return _written(view, lambda book: book.write(None if register is None else case_rows(register, view)))


def render_questions(data: Plain, lang: Lang = "zh") -> bytes:
    """Return the facts wanted as an .xlsx file to fill in and send back. Needs the extra `xlsx`.

    Args:
        data: the plain form, with the questions that are to be asked.
        lang: the language of heads and sentences.

    Raises:
        InputRejected: `INP-014` without the extra.
    """
    return _written(View(data, lang), lambda book: book.write_questions())


def _written(view: View, write: Callable[[_Book], None]) -> bytes:
    try:
        import xlsxwriter
    except ImportError:
        raise InputRejected([Problem("INP-014", "", (("extra", "xlsx"),))]) from None
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = date.fromisoformat(str(view.data["as_of"]))
    made = datetime(day.year, day.month, day.day, tzinfo=UTC)
    book.set_properties({"title": view.say("title"), "author": "caserules", "created": made})
    write(_Book(view, book))
    book.close()
    return buffer.getvalue()


class _Book:
    """A workbook being written: its formats, and the names of sheets that are taken."""

    def __init__(self, view: View, book: Any) -> None:
        self.view = view
        self.book = book
        self.text = book.add_format({**_FONT, "text_wrap": True, "num_format": "@"})
        self.number = book.add_format(_FONT)
        self.day = book.add_format({**_FONT, "num_format": "yyyy-mm-dd", "align": "left"})
        self.head = book.add_format({**_FONT, "bold": True, "text_wrap": True, "bg_color": "#D9E1F2", "bottom": 1})
        self.head_right = book.add_format(
            {**_FONT, "bold": True, "text_wrap": True, "bg_color": "#D9E1F2", "bottom": 1, "align": "right"}
        )
        self.title = book.add_format({**_FONT, "bold": True, "font_size": 16})
        self.strong = book.add_format({**_FONT, "bold": True, "text_wrap": True})
        self.note = book.add_format({**_FONT, "font_color": "#7F6000"})
        self.verdicts = {
            key: book.add_format({"font_color": ink, "bg_color": paper}) for key, (ink, paper) in _COLOURS.items()
        }
        self.taken: set[str] = set()

    def write(self, cases: Sequence[Plain] | None) -> None:
        """Write every sheet, those for all first."""
        view = self.view
        self._overview()
        order = {verdict: i for i, verdict in enumerate(VERDICTS)}
        findings = sorted(
            view.findings, key=lambda x: (order[x["verdict"]], x["unit"], x.get("due") or "9999", x["id"])
        )
        if cases is not None:
            self._table("sheet.register", CASES, cases, None)
        self._table("sheet.findings", FINDINGS, findings, "verdict")
        self._table("sheet.coming", COMING, view.upcoming(), None)
        carried = [x for x in findings if str(x["rule"]).startswith("CARRY")]
        self._table("sheet.carried", FINDINGS, carried, "verdict")
        self._table("sheet.questions", QUESTIONS, view.data.get("questions") or (), None)
        self._table("sheet.issues", ISSUES, view.data.get("data_issues") or (), None)
        for row in view.ranking:
            self._table(row.name, FINDINGS[1:], [x for x in findings if x["unit"] == row.id], "verdict", says=row.name)

    def write_questions(self) -> None:
        """Write the facts wanted, and how to answer."""
        self._table("sheet.questions", QUESTIONS, self.view.data.get("questions") or (), None)
        page = self._sheet(self.view.say("sheet.how"))
        page.set_column(0, 0, 90)
        for line, key in enumerate(_HOW_TO_ANSWER):
            page.write_string(line, 0, self.view.say(key), self.text)
        _printed(page)

    # ------------------------------------------------------------ the overview

    def _overview(self) -> None:
        view, page = self.view, self._sheet(self.view.say("sheet.overview"))
        register = view.data.get("register") or {}
        page.set_column(0, 0, 22)
        page.set_column(1, 8, 14)
        page.set_row(0, 28)
        page.write_string(0, 0, visible(view.say("title")), self.title)
        for line, (key, text) in enumerate(_head(view, register), 1):
            page.write_string(line, 0, view.say(key), self.strong)
            page.write_string(line, 1, visible(text), self.number)
        page.write_string(6, 0, view.say("disclaimer"), self.note)
        for line, (verdict, count) in enumerate(view.totals.items(), 8):
            page.write_string(line, 0, view.known("verdict", verdict), self.verdicts[verdict])
            page.write_number(line, 1, count, self.number)
            page.write_string(line, 2, view.known("means", verdict), self.number)
        self._ranking(page, 8 + len(view.totals) + 1)

    def _ranking(self, page: Any, top: int) -> None:
        """The units with their verdicts, and their score where there is one."""
        view = self.view
        heads = [view.say("unit"), *(view.known("verdict", x) for x in VERDICTS)]
        heads += [view.say("points"), view.say("score")] if view.is_scored else []
        for place, text in enumerate(heads):
            page.write_string(top, place, text, self.head_right if place else self.head)
        for line, row in enumerate(view.ranking, top + 1):
            page.write_string(line, 0, visible(row.name), self.text)
            for place, verdict in enumerate(VERDICTS, 1):
                page.write_number(line, place, row.counts[verdict], self.number)
            for place, points in enumerate((row.deducted, row.score) if view.is_scored else (), len(VERDICTS) + 1):
                page.write_string(line, place, points or "", self.text)
        last = top + max(len(view.ranking), 1)
        page.autofilter(top, 0, last, len(heads) - 1)
        if not view.is_scored:
            page.write_string(last + 2, 0, visible(view.why_unscored), self.note)
        _printed(page)

    # ------------------------------------------------------------ tables

    def _sheet(self, name: str) -> Any:
        """Add a sheet under a name that spreadsheets take, and that is not taken."""
        plain = _UNFIT.sub("_", visible(name))[:_LONGEST_NAME] or "_"
        unique, n = plain, 1
        while unique.casefold() in self.taken:
            n += 1
            unique = f"{plain[: _LONGEST_NAME - len(str(n)) - 1]}_{n}"
        self.taken.add(unique.casefold())
        return self.book.add_worksheet(unique)

    def _table(
        self, key: str, columns: Sequence[Column], items: Iterable[Plain], coloured: str | None, says: str | None = None
    ) -> None:
        page = self._sheet(says if says is not None else self.view.say(key))
        for place, (head, width, _) in enumerate(columns):
            page.write_string(0, place, self.view.say(head), self.head_right if head in NUMBERS else self.head)
            page.set_column(place, place, width)
        last = 0
        for line, item in enumerate(items, 1):
            last = line
            cells = [read(self.view, item) for _, _, read in columns]
            page.set_row(line, _LINE * max(map(_lines, cells, (width for _, width, _ in columns))))
            for place, value in enumerate(cells):
                self._cell(page, line, place, value)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(last, 1), len(columns) - 1)
        page.repeat_rows(0)
        _printed(page)
        ids = next((i for i, column in enumerate(columns) if column[0] in UNPRINTED), len(columns))
        page.print_area(0, 0, max(last, 1), ids - 1)
        for place in (i for i, column in enumerate(columns) if column[0] == coloured):
            self._colour(page, place, max(last, 1))

    def _colour(self, page: Any, place: int, last: int) -> None:
        """Give each verdict in a column its colour."""
        for verdict in VERDICTS:
            criteria = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{self.view.known("verdict", verdict)}"',
                "format": self.verdicts[verdict],
            }
            page.conditional_format(1, place, last, place, criteria)

    def _cell(self, page: Any, line: int, place: int, value: Cell) -> None:
        if value is None:
            page.write_blank(line, place, None, self.text)
        elif isinstance(value, date):
            page.write_datetime(line, place, datetime(value.year, value.month, value.day), self.day)  # noqa: DTZ001
        elif isinstance(value, int):
            page.write_number(line, place, value, self.number)
        else:
            page.write_string(line, place, _fitting(value), self.text)


def _printed(page: Any) -> None:
    """Have a sheet printed on A4 lying, as wide as the paper."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _lines(value: Cell, width: int) -> int:
    """On how many lines a text stands in a column: programs that open a workbook do not all work it out."""
    if not isinstance(value, str):
        return 1
    return min(sum(max(1, -(-width_of(line) // width)) for line in value.split("\n")), _MOST_LINES)


def _fitting(text: str) -> str:
    """A text as a cell holds it: at most as long as one may be."""
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"


def _head(view: View, register: Plain) -> Iterable[tuple[str, str]]:
    policy = view.data.get("policy") or {}
    yield "place", str(register.get("place") or "")
    yield "year", str(register.get("year") or "")
    yield "policy", view.say("version_of", id=policy.get("id"), version=policy.get("version"))
    yield "as_of", str(view.data.get("as_of"))
