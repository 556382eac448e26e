"""The notice clause by clause, the higher instruments' clauses, and the table of what is covered; a gap is told, and refused."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from doc_source import MADE, POLICY, card_vectors, instruments, notice, parties, stack, title_of
from doc_tables import cell, table
from doc_words import say

from caserules.policy import known_policies, load_policy
from caserules.report.book.sections import locator_order
from caserules.report.words import VERDICTS, Lang
from caserules.report.words import say as report_say
from caserules.rules import all_rules
from caserules.rules.cards import cases
from caserules.rules.rule import Rule

SECTIONS = ("前", "一", "二", "三")


class Clause(NamedTuple):
    """A clause of the notice: its rules, or the reason why it has none."""

    locator: str
    rules: tuple[Rule, ...]
    reason: str

    @property
    def is_covered(self) -> bool:
        """Whether it has a rule or a reason."""
        return bool(self.rules or self.reason)


def notice_clauses(lang: Lang) -> tuple[Clause, ...]:
    """Return every clause of the notice, in its order."""
    policy, of = notice(), {}
    for rule in all_rules():
        if not policy.rules[rule.id].silent:
            of.setdefault(policy.rules[rule.id].clause, []).append(rule)
    found = sorted({*of, *policy.clauses}, key=lambda at: (SECTIONS.index(at[0]), locator_order(at)))
    return tuple(Clause(at, tuple(of.get(at, ())), policy.clauses.get(at, {}).get(lang, "")) for at in found)


def anchor_of(locator: str) -> str:
    """Return the place of a clause on its page: `三.1.d` is `c3-1-d`.

    Example:
        >>> anchor_of("三.1.d"), anchor_of("前言")
        ('c3-1-d', 'c0')
    """
    first, *rest = locator.split(".")
    return "-".join((f"c{SECTIONS.index(first[0])}", *rest))


def clauses_page(lang: Lang) -> str:
    """Return the clause index in a language."""
    source = notice().source("notice")
    title = "" if source is None else f"《{source.title}》（{source.issuer}，{source.date}）\n\n"
    names = tuple(say(lang, f"col.{x}") for x in ("clause", "key_term", "rules"))
    every, parts = notice_clauses(lang), []
    for section in SECTIONS:
        rows = [_row(x, lang) for x in every if x.locator[0] == section]
        parts.append(
            f"## {say(lang, f'section.{section}')} {{#section-{SECTIONS.index(section)}}}\n\n{table(names, rows)}"
        )
    parts.append(f"## {say(lang, 'clauses.higher')} {{#higher}}\n\n{_higher(lang)}")
    return f"{MADE}# {say(lang, 'clauses.title')}\n\n{title}{say(lang, 'clauses.about')}\n\n" + "\n".join(parts)


def _row(clause: Clause, lang: Lang) -> tuple[str, str, str]:
    terms = dict.fromkeys(notice().rules[rule.id].key_term for rule in clause.rules)
    told = [_link(rule, lang) for rule in clause.rules] + ([cell(clause.reason)] if clause.reason else [])
    return f'<a id="{anchor_of(clause.locator)}"></a>{clause.locator}', "<br>".join(map(cell, terms)), "<br>".join(told)


def _link(rule: Rule, lang: Lang) -> str:
    return f"[{rule.id}](rules/{rule.id}.md) {cell(title_of(rule, lang))}"


def _higher(lang: Lang) -> str:
    """The clauses of the instruments below the notice, each with its rules."""
    below = {x.id for x in stack().layers} - {POLICY}
    rows = []
    for layer in (x for x in instruments() if x.id in below):
        of: dict[str, list[Rule]] = {}
        for rule in all_rules():
            setting = layer.rules.get(rule.id)
            if setting is not None and setting.clause and setting.off is None:
                of.setdefault(setting.clause, []).append(rule)
        for at in sorted(of, key=locator_order):
            terms = dict.fromkeys(layer.rules[rule.id].key_term for rule in of[at])
            name = f"{cell(layer.title.get(lang) or layer.id)}<br>{cell(at)}"
            rows.append((name, "<br>".join(map(cell, terms)), "<br>".join(_link(rule, lang) for rule in of[at])))
    return table(tuple(say(lang, f"col.{x}") for x in ("clause", "key_term", "rules")), rows)


# ------------------------------------------------------------ coverage


def gaps(lang: Lang = "zh") -> tuple[str, ...]:
    """Return what is not covered: a clause with neither rule nor reason, a rule without cases, vectors or a policy."""
    found = [x.locator for x in notice_clauses(lang) if not x.is_covered]
    found += [
        rule.id for rule in all_rules() if not cases(rule.id) or not card_vectors().get(rule.id) or not _packs(rule)
    ]
    return tuple(found)


def _packs(rule: Rule) -> tuple[str, ...]:
    return tuple(name for name in known_policies() if load_policy(name).rules[rule.id].off is None)


def coverage_page(lang: Lang) -> str:
    """Return the table of what is covered.

    Raises:
        SystemExit: something is not.
    """
    if gaps(lang):
        raise SystemExit(f"not covered: {', '.join(gaps(lang))}")
    every = notice_clauses(lang)
    rows = [_section(say(lang, f"section.{x}"), [c for c in every if c.locator[0] == x]) for x in SECTIONS]
    rows.append(_section(say(lang, "total"), list(every)))
    clauses = table(
        tuple(say(lang, f"col.{x}") for x in ("section", "clauses", "with_rule", "with_reason", "gaps")), rows
    )
    heads = tuple(say(lang, f"col.{x}") for x in ("id", "title", "cases", "vectors", "packs"))
    rules = table(heads, (_covered(rule, lang) for rule in all_rules()))
    return (
        f"{MADE}# {say(lang, 'coverage.title')}\n\n{say(lang, 'coverage.about')}\n\n## {say(lang, 'coverage.clauses')} {{#clauses}}\n\n"
        f"{clauses}\n## {say(lang, 'coverage.rules')} {{#rules}}\n\n{rules}"
    )


def _section(name: str, clauses: list[Clause]) -> tuple[str, ...]:
    ruled = sum(bool(x.rules) for x in clauses)
    reasoned = sum(not x.rules and bool(x.reason) for x in clauses)
    return name, str(len(clauses)), str(ruled), str(reasoned), str(len(clauses) - ruled - reasoned)


def _covered(rule: Rule, lang: Lang) -> tuple[str, ...]:
    verdicts = Counter(x.verdict for vector in card_vectors()[rule.id] for x in vector.expected.findings)
    told = ", ".join(f"{report_say(lang, f'verdict.{x}')} {verdicts[x]}" for x in VERDICTS if verdicts[x])
    return (
        f"[{rule.id}](rules/{rule.id}.md)",
        f"{cell(title_of(rule, lang))}<br>{parties(rule, lang)}",
        str(len(cases(rule.id))),
        told,
        "<br>".join(f"`{x}`" for x in _packs(rule)),
    )
