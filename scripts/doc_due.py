"""A rule's page, the due day: each term counted from one stated day, and the count as a calendar. The counting is the calendar's own."""

from __future__ import annotations

from doc_pictures import days_told, strip
from doc_source import START, head, is_terms, setting_of, shown_policy, stack
from doc_tables import cell, table
from doc_words import say

from caserules.calendar import WorkCalendar
from caserules.expr import walk
from caserules.facts.tables import FACTS
from caserules.policy import Policy
from caserules.report.book.values import fixed_text, option_text, term_words
from caserules.report.book.worked import Stated, day_words, worked
from caserules.report.words import Lang
from caserules.rules.rule import Rule, Terms
from caserules.terms import RuleTerm, TermUnit, to_date, to_number

_MONTHS = 5


def due_section(rule: Rule, lang: Lang) -> str:
    """Return how a rule's due day is counted."""
    calendar, opening = WorkCalendar.default(), head(lang, "due", _terms_named(rule, lang))
    stated = [
        (policy, Stated(rule.id, name, term))
        for policy in dict.fromkeys((shown_policy(rule), stack()))
        for name, kind in rule.params.items()
        if kind == Terms and name in policy.rules[rule.id].values
        for term in policy.rules[rule.id].values[name].value
    ]
    dated = [(policy, x) for policy, x in stated if x.term.term.unit is not TermUnit.UNDATED]
    seen: set[tuple[str, str]] = set()
    once = [(p, x) for p, x in dated if not ((key := (x.name, term_words(lang, x.term))) in seen or seen.add(key))]
    if not once:
        return opening + say(lang, "due.none") + _no_day(rule, lang, bool(stated)) + "\n"
    weekday = say(lang, "weekdays").split()[START.weekday()]
    about = say(lang, "due.from", day=START, weekday=weekday, calendar=calendar.version)
    rows = []
    for policy, each in once:
        for words, due, how in worked(lang, each, START, calendar, policy.year or START.year):
            lines = words if isinstance(words, tuple) else (words,)
            rows.append(
                (
                    "<br>".join(map(cell, lines)),
                    cell(f"{each.term.source} {each.term.at}"),
                    cell(str(due)),
                    cell(str(how)),
                )
            )
    names = ("term", "source", "due", "how")
    pictures = [x for x in (_strip(lang, policy, each, calendar) for policy, each in once) if x]
    return (
        f"{opening}{about}\n\n{table(tuple(say(lang, f'col.{x}') for x in names), rows)}\n"
        + "\n".join(dict.fromkeys(pictures[:2]))
        + f"\n{say(lang, 'due.try')}\n"
    )


def _terms_named(rule: Rule, lang: Lang) -> str:
    """The terms of the shown policy in a few words, for the heading: people search for `8月31日` and `30个工作日`."""
    terms = [x.term for value in setting_of(rule).values.values() if is_terms(value) for x in value.value]
    dated = [x for x in terms if x.unit is not TermUnit.UNDATED and x.anchor is None]
    words = [
        fixed_text(lang, x.month, x.count) if x.unit is TermUnit.FIXED else option_text(lang, f"{x.count}{x.unit}")
        for x in dated
    ]
    told = ("、" if lang == "zh" else ", ").join(dict.fromkeys(words))
    return f"{say(lang, 'colon')}{told}" if told else ""


def _no_day(rule: Rule, lang: Lang, undated: bool) -> str:
    if undated:
        return say(lang, "due.undated")
    columns = [
        name
        for duty in rule.duties({key: x.value for key, x in setting_of(rule).values.items()})
        for node in walk(duty.due)
        if (name := str(getattr(node, "name", "")).partition(".")[0]) in FACTS
    ]
    facts = (getattr(FACTS[x], lang) for x in dict.fromkeys(columns))
    return say(lang, "due.event", facts=("、" if lang == "zh" else ", ").join(facts))


def _strip(lang: Lang, policy: Policy, stated: Stated, calendar: WorkCalendar) -> str:
    """The count of a term as a calendar; nothing where it is too long to be read, or the calendar does not cover it."""
    term = stated.term.term
    lo, hi = (to_date(x) for x in term.span(to_number(START), calendar, policy.year or START.year))
    if lo is None or hi is None or not calendar.covers(hi):
        return ""
    marks = {hi: "later", lo: "due"}
    if term.needs_start:
        first, title = (
            START,
            say(lang, "strip.title", start=START, term=_length(lang, stated.term), due=day_words(lang, lo)),
        )
        marks[START] = "start"
    else:
        first, title = lo.replace(day=1), say(lang, "strip.fixed", due=day_words(lang, lo))
    if (hi.year - first.year) * 12 + hi.month - first.month >= _MONTHS or (lo <= first and term.needs_start):
        return ""
    return strip(lang, title, days_told(calendar, first, hi), marks)


def _length(lang: Lang, term: RuleTerm) -> str:
    return option_text(lang, str(term.term))
