"""What the pages of the rule reference are made from: the policies shown, the packaged instruments, the vectors of the cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from doc_words import say

from caserules.policy import Layer, Policy, RuleSetting, Value, known_policies, load_policy
from caserules.report.words import Lang, known
from caserules.rules.cards import card
from caserules.rules.rule import Rule
from caserules.terms import RuleTerm
from caserules.testing.vectors import vectors

POLICY = "pengshui-2023"
STACK = "pengshui-2023-full"
"""Where the notice is silent of a rule, the policy whose lower instruments set it."""
START = date(2023, 4, 10)
"""The day from which the worked counts run: that of the notice."""
MADE = "<!-- Written by: python scripts/make_docs.py (check with --check). Do not edit. -->\n\n"
_NOT_SEARCHED = ("examples", "override", "text")
"""Sections whose words are those of other rules too: a search would find every rule by them."""


@cache
def notice() -> Policy:
    """Return the county's notice alone."""
    return load_policy(POLICY)


@cache
def stack() -> Policy:
    """Return the notice on top of the higher instruments."""
    return load_policy(STACK)


def shown_policy(rule: Rule) -> Policy:
    """Return the policy under which a rule is shown: the notice, or the stack where the notice is silent of it."""
    return stack() if notice().rules[rule.id].silent else notice()


def setting_of(rule: Rule) -> RuleSetting:
    """Return what the shown policy says of a rule."""
    return shown_policy(rule).rules[rule.id]


@cache
def instruments() -> tuple[Layer, ...]:
    """Return every packaged layer once: the notice, what it stands on, then other places' by name."""
    found: dict[str, Layer] = {}
    for policy in (notice(), stack(), *map(load_policy, known_policies())):
        for layer in reversed(policy.layers):
            if any(x.values or x.clause for x in layer.rules.values()):
                found.setdefault(layer.id, layer)
    return tuple(found.values())


@cache
def card_vectors() -> Mapping[str, tuple[Any, ...]]:
    """Return the vectors that tell a card's case, by rule."""
    found: dict[str, list[Any]] = defaultdict(list)
    for vector in vectors("verdicts", "card"):
        found[vector.id.split("/")[1]].append(vector)
    return {key: tuple(each) for key, each in found.items()}


def parties(rule: Rule, lang: Lang) -> str:
    """Return who owes whom."""
    return " → ".join(known(lang, "party", party.value) for party in (rule.owes, rule.to))


def title_of(rule: Rule, lang: Lang) -> str:
    """Return a rule's title."""
    return str(card(rule.id)["title"][lang])


def is_terms(value: Value) -> bool:
    """Return whether a value is a day or days."""
    return isinstance(value.value, tuple) and bool(value.value) and isinstance(value.value[0], RuleTerm)


def head(lang: Lang, key: str, more: str = "") -> str:
    """Return a section's heading, with the place by which it is linked to."""
    hidden = " data-search-exclude" if key in _NOT_SEARCHED else ""
    return f"## {say(lang, key)}{more} {{#{key}{hidden}}}\n\n"
