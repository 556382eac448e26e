"""A policy's values in words: terms, recipients, steps, posts, choices. Reads what is stated, and adds nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from caserules.facts.tables import FACTS
from caserules.models import CaseKind
from caserules.report.book.words import say, told
from caserules.report.reasons import term_text
from caserules.report.safe import visible
from caserules.report.view import View
from caserules.report.words import Lang, known
from caserules.rules.rule import Posts, Recipients, Steps, Terms
from caserules.terms import MonthEnd, RuleTerm, Term, TermUnit

__all__ = ["fixed_text", "kind_text", "option_text", "term_words", "trigger_text", "value_lines"]

_KINDS: Final[tuple[tuple[Any, str], ...]] = ((Recipients, "recipients"), (Steps, "steps"), (Posts, "posts"))
_FIXED_DAYS: Final = (TermUnit.FIXED, TermUnit.UNDATED)


def kind_text(lang: Lang, name: str, kind: Any) -> str:
    """Return what kind of value a rule's parameter takes.

    Args:
        lang: the language.
        name: the parameter's name.
        kind: its type, as the rule's signature declares it.
    """
    if kind == Terms:
        return say(lang, "kind.reminder" if name.endswith("_reminder") else "kind.term")
    return say(lang, f"kind.{next((word for each, word in _KINDS if each == kind), 'other')}")


def value_lines(lang: Lang, value: Any, recipients: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    """Return a value that is no term, a line a member.

    Args:
        lang: the language.
        value: as a policy holds it.
        recipients: the policy's names of recipients.
    """
    if isinstance(value, Mapping) and tuple(value) == tuple(CaseKind) and len(set(value.values())) == 1:
        value = next(iter(value.values()))
    if isinstance(value, Mapping):
        return tuple(_member(lang, key, x, recipients) for key, x in value.items()) or (say(lang, "no_one"),)
    if isinstance(value, tuple):
        return (_listed(lang, value),)
    return (option_text(lang, value),)


def _member(lang: Lang, key: str, value: Any, recipients: Mapping[str, Mapping[str, str]]) -> str:
    name = recipients.get(key, {}).get(lang) or known(lang, "member", key)
    shown = _listed(lang, value) if isinstance(value, tuple) else option_text(lang, value)
    return say(lang, "pair", key=visible(name), value=shown)


def _listed(lang: Lang, values: tuple[Any, ...]) -> str:
    return say(lang, "sep").join(visible(known(lang, "member", x)) for x in values) or say(lang, "no_one")


def option_text(lang: Lang, value: Any) -> str:
    """Return what can be chosen, in words where it is one of ours: `as_written`, `30d`, `leader_in_charge`.

    Example:
        >>> [option_text("en", x) for x in ("out", "30d", "leader_in_charge", "20wd before closing", "<b>")]
        ['the opening day is not counted', '30 days', 'leader in charge', '20 working days before the closing deadline', '<b>']
    """
    for word in (told(lang, "option", value), known(lang, "member", value), trigger_text(lang, str(value))):
        if word != str(value):
            return visible(word)
    length, before, anchor = str(value).partition(" before ")
    shown = term_text(View({}, lang), length)
    return visible(say(lang, "before", anchor=told(lang, "anchor", anchor), term=shown) if before else shown)


# ------------------------------------------------------------ terms


def fixed_text(lang: Lang, month: int, day: int) -> str:
    """Return a day of the year: `8月31日`, `08-31`."""
    zero = "" if lang == "zh" else "02d"
    return say(lang, "fixed", month=format(month, zero), day=format(day, zero))


def trigger_text(lang: Lang, trigger: str) -> str:
    """Return the fact from which a term is counted."""
    fact = FACTS.get(trigger)
    return trigger if fact is None else (fact.en if lang == "en" else fact.zh)


def term_words(lang: Lang, rule_term: RuleTerm) -> str:
    """Return a term of a policy in words: how long, from when, how counted, of which cases.

    Args:
        lang: the language.
        rule_term: the term with the place it came from.

    Example:
        >>> from caserules.terms import Term
        >>> term_words("en", RuleTerm(Term.parse("30wd"), "asked", kinds=("suggestion",)))
        '30 working days from “assigned, or asked again”, that day not counted; of each suggestion alone'
    """
    return say(lang, "semi").join(_parts(lang, rule_term))


def _parts(lang: Lang, rule_term: RuleTerm) -> Iterator[str]:
    term = rule_term.term
    yield _length(lang, term, rule_term.trigger)
    if term.unit not in (TermUnit.WORKING_DAYS, TermUnit.UNDATED):
        yield say(lang, f"rest.{term.rest_day}")
    if term.unit is TermUnit.MONTHS and term.month_end is MonthEnd.REFUSE:
        yield say(lang, "month.refuse")
    if rule_term.longer is not None:
        when = visible(told(lang, "when", rule_term.when))
        yield say(lang, "longer", when=when, term=term_text(View({}, lang), rule_term.longer))
    if rule_term.extended is not None:
        way = told(lang, "way", rule_term.extension)
        yield say(lang, "extended", way=way, term=term_text(View({}, lang), rule_term.extended))
    if rule_term.kinds:
        yield say(lang, "kinds", kinds=say(lang, "sep").join(known(lang, "kind", x) for x in rule_term.kinds))
    if rule_term.carried is not None:
        yield say(lang, f"carried.{str(rule_term.carried).lower()}")


def _length(lang: Lang, term: Term, trigger: str | None) -> str:
    if term.unit is TermUnit.UNDATED:
        return say(lang, "undated")
    if term.unit is TermUnit.FIXED:
        return fixed_text(lang, term.month, term.count)
    length = term_text(View({}, lang), f"{term.count}{term.unit}")
    if term.anchor is not None:
        return say(lang, "before", anchor=fixed_text(lang, *term.anchor), term=length)
    return say(lang, f"day.{term.start_day}", fact=trigger_text(lang, trigger or ""), term=length)
