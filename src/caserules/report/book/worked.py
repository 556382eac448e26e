"""Worked dates: each term of a policy counted from one stated day, with the days counted and those passed over.

The counting is the term's and the calendar's own; here it is only asked and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from caserules.calendar import WorkCalendar
from caserules.errors import CaserulesError
from caserules.explain import days_passed
from caserules.policy import Policy
from caserules.report.book.content import Cell
from caserules.report.book.values import term_words
from caserules.report.book.words import say
from caserules.report.reasons import counted_text, term_text
from caserules.report.view import View
from caserules.report.words import Lang
from caserules.rules.rule import Terms
from caserules.terms import RestDay, RuleTerm, Term, TermUnit, to_date, to_number

__all__ = ["Stated", "day_words", "stated_terms", "worked"]


class Stated(NamedTuple):
    """A term that a policy states for a rule's parameter."""

    rule: str
    name: str
    term: RuleTerm

    @property
    def reminds(self) -> bool:
        """Whether it only says on which day to remind."""
        return self.name.endswith("_reminder")


def stated_terms(policy: Policy) -> Iterator[Stated]:
    """Yield every term of the rules that are on, in the order of a case's life; a longer one after its shorter one."""
    for rule in policy.ruleset:
        setting = policy.rules[rule.id]
        names = [name for name, kind in rule.params.items() if kind == Terms and name in setting.values]
        for name in names if setting.off is None else ():
            for term in setting.values[name].value:
                yield Stated(rule.id, name, term)


def worked(lang: Lang, stated: Stated, start: date, calendar: WorkCalendar, year: int) -> Iterator[tuple[Cell, ...]]:
    """Yield for a term, a longer one that may hold in its place, and one it may be extended to: words, due day, how counted.

    Args:
        lang: the language.
        stated: the term.
        start: the day from which it is counted.
        calendar: the working-day calendar.
        year: the year of a fixed day whose policy states none.
    """
    words = [term_words(lang, stated.term), *([say(lang, "worked.remind")] if stated.reminds else [])]
    yield tuple(words), *_counted(lang, stated.term.term, start, calendar, year)
    for name in ("longer", "extended"):
        other: Term | None = getattr(stated.term, name)
        if other is not None:
            length = term_text(View({}, lang), other)
            yield (say(lang, f"worked.{name}"), length), *_counted(lang, other, start, calendar, year)


def day_words(lang: Lang, day: date) -> str:
    """Return a day with its weekday."""
    weekday = say(lang, "weekdays").split()[day.weekday()]
    return say(lang, "worked.day", day=day.isoformat(), weekday=weekday)


def _counted(lang: Lang, term: Term, start: date, calendar: WorkCalendar, year: int) -> tuple[str, Cell]:
    try:
        lo, hi = term.span(to_number(start), calendar, year)
    except CaserulesError as error:
        return "–", say(lang, "worked.refused", why=error.message(lang))
    first, last = to_date(lo), to_date(hi)
    if first is None or last is None:
        return "–", say(lang, "worked.uncovered")
    if first != last:
        between = say(lang, "worked.between", first=day_words(lang, first), last=day_words(lang, last))
        is_open = term.rest_day is RestDay.UNSETTLED and term.unit is not TermUnit.WORKING_DAYS
        why = say(lang, "worked.unsettled", day=first) if is_open else say(lang, "worked.uncovered")
        return between, why
    return day_words(lang, first), _how(lang, term, start, first, calendar, year)


def _how(lang: Lang, term: Term, start: date, due: date, calendar: WorkCalendar, year: int) -> str:
    told = say(lang, "worked.fixed") if not term.needs_start else ""
    if term.needs_start:
        counted = {"from": start.isoformat(), "term": str(term)} | days_passed(calendar, term, start, due)
        told = counted_text(View({}, lang), counted, due)
    written = to_date(replace(term, rest_day=RestDay.AS_WRITTEN).span(to_number(start), calendar, year)[0])
    if term.unit is not TermUnit.WORKING_DAYS and written not in (None, due):
        told += say(lang, "semi") + say(lang, "worked.moved", day=written)
    return told
