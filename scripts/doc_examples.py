"""A rule's page, what becomes of it: the ways of its verdict, read from its cases, and three examples, read from the vectors."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from doc_pictures import states
from doc_source import card_vectors, head, is_terms, setting_of
from doc_tables import cell, table
from doc_words import UNITS, both_of, say

from caserules import assess
from caserules.report.words import Lang
from caserules.report.words import say as report_say
from caserules.rules.cards import RuleCase, cases
from caserules.rules.rule import Party, Rule
from caserules.terms import TermUnit

SHOWN = ("met", "broken", "undetermined")


class Way(NamedTuple):
    """A change of a verdict that a case showed."""

    before: str
    after: str
    case: RuleCase


# ------------------------------------------------------------ states


def ways(rule: Rule) -> tuple[Way, ...]:
    """Return the changes of the rule's verdict that its cases show, each with the first case that does."""
    found: dict[tuple[str, str], RuleCase] = {}
    for case in cases(rule.id):
        told = [x.verdict.value if x.verdict else "unlisted" for x in case.expect if x.rule == rule.id]
        for before, after in pairwise(told):
            if before != after:
                found.setdefault((before, after), case)
    return tuple(Way(*key, case) for key, case in found.items())


def reached(rule: Rule) -> Mapping[str, frozenset[str]]:
    """Return the verdicts that the rule's cases reach, each with how it was broken or why it is not applicable."""
    found: dict[str, set[str]] = defaultdict(set)
    for case in cases(rule.id):
        for each in (x for x in case.expect if x.rule == rule.id):
            found[each.verdict.value if each.verdict else "unlisted"] |= {each.code} - {""}
    return {key: frozenset(codes) for key, codes in found.items()}


def states_section(rule: Rule, lang: Lang) -> str:
    """Return the states of a rule's verdict and how they change."""
    found, seen = ways(rule), reached(rule)
    picture = states(lang, say(lang, "states.title", rule=rule.id), seen, [x[:2] for x in found])
    rows = ((_verdict(x.before, lang), _verdict(x.after, lang), cell(getattr(x.case.name, lang))) for x in found)
    about = say(lang, "states.about", n=len(cases(rule.id)))
    told = f"{head(lang, 'states')}{about}\n\n{picture}\n"
    if "broken" not in seen:
        told += say(lang, "states.no_breach", why=_no_breach(rule, lang)) + "\n\n"
    return told + table(tuple(say(lang, f"col.{x}") for x in ("from", "to", "case")), rows)


def _verdict(word: str, lang: Lang) -> str:
    return say(lang, "unlisted") if word == "unlisted" else report_say(lang, f"verdict.{word}")


def _no_breach(rule: Rule, lang: Lang) -> str:
    if rule.owes is Party.PROPOSER:
        return say(lang, "why.party")
    values = setting_of(rule).values.values()
    undated = any(is_terms(x) and x.value[0].term.unit is TermUnit.UNDATED for x in values)
    return say(lang, "why.undated" if undated else "why.people")


# ------------------------------------------------------------ examples


def examples_section(rule: Rule, lang: Lang) -> str:
    """Return one met, one broken and one undetermined example."""
    parts = (_example(rule, verdict, lang) for verdict in SHOWN)
    return f"{head(lang, 'examples')}{say(lang, 'examples.about')}\n\n" + "\n".join(parts)


def example(rule: Rule, verdict: str) -> tuple[Any, RuleCase, str] | None:
    """Return the first vector of a rule's card with a verdict, the case that it tells, and the finding's id."""
    for vector in card_vectors().get(rule.id, ()):
        for expected in vector.expected.findings:
            if expected.verdict == verdict and expected.id.startswith(f"{rule.id}/"):
                name = vector.id.split("/", 2)[2].rpartition("/")[0]
                told = next((x for x in cases(rule.id) if x.name.en == name), None)
                if told is not None:
                    return vector, told, expected.id
    return None


def _example(rule: Rule, verdict: str, lang: Lang) -> str:
    name = report_say(lang, f"verdict.{verdict}")
    found = example(rule, verdict)
    if found is None:
        return f"### {name} {{#{verdict} data-search-exclude}}\n\n{say(lang, 'example.none', verdict=name)}\n"
    vector, told, finding = found
    sentence, reasons = explained(vector, finding, verdict, lang)
    story = "\n".join(x.rstrip() for x in f"{told.base.strip()}\n{told.story.strip()}".strip().splitlines())
    as_of = say(lang, "example.as_of", day=vector.input.as_of)
    return (
        f"### {name}{say(lang, 'colon')}{getattr(told.name, lang)} {{#{verdict} data-search-exclude}}\n\n"
        f"```text\n{story}\n```\n\n{as_of}\n\n> {sentence}\n\n"
        f'??? note "{say(lang, "example.why")}"\n\n    ```text\n'
        + "\n".join(f"    {line}" for line in reasons.splitlines())
        + f"\n    ```\n\n    {say(lang, 'example.vector')}{say(lang, 'colon')}`{vector.id}`\n"
    )


def explained(vector: Any, finding: str, verdict: str, lang: Lang) -> tuple[str, str]:
    """Return a vector's finding as the library tells it today: its sentence, and its reasons in full.

    Raises:
        SystemExit: it is not what the vector expects.
    """
    register = json.loads(json.dumps(vector.input.register_))
    for unit in register.get("units", ()):
        unit["name"] = both_of(UNITS[unit["id"]], lang)
    found = assess(register, vector.input.policy, as_of=date.fromisoformat(vector.input.as_of))
    told = next(x for x in found.findings if x.id == finding)
    if told.verdict != verdict:
        raise SystemExit(f"{vector.id}: {told.verdict}, expected {verdict}")
    return getattr(told.message, lang), found.explain(finding).text(lang)
