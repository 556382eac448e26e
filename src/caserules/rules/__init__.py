"""The rules, a folder a chapter, in the order of a case's life. A rule is named by the deed done.

`all_rules()` gathers what the chapters declare; nothing is registered by import order. What plugins bring beside them is a
value too: a `RuleSet`, which a policy is read with and carries from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Final

from caserules.errors import RuleError
from caserules.rules.rule import Rule

__all__ = ["BUILT_IN", "CHAPTERS", "RuleSet", "all_rules", "may_be_rule", "rule_by_id"]

_ID: Final = re.compile(r"[A-Z]+-[0-9]{2}")

CHAPTERS: Final = (
    "intake",
    "plan",
    "roles",
    "contact",
    "keycase",
    "cohandling",
    "outcome",
    "signoff",
    "reply",
    "filing",
    "feedback",
    "publication",
    "carryover",
    "commitment",
    "closeout",
)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, by chapter and id.

    Raises:
        RuleError: `RUL-002` if an id is taken twice.

    Example:
        >>> [rule.id for rule in all_rules()][:2]
        ['INTAKE-01', 'INTAKE-02']
    """
    rules: list[Rule] = []
    for chapter in CHAPTERS:
        module = import_module(f"caserules.rules.{chapter}")
        rules += sorted((x for x in vars(module).values() if isinstance(x, Rule)), key=lambda rule: rule.id)
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleError("RUL-002", rule=rule.id)
        seen.add(rule.id)
    return tuple(rules)


def rule_by_id(id: str) -> Rule:  # noqa: A002
    """Return the rule of an id.

    Raises:
        RuleError: `RUL-003` if there is none.
    """
    for rule in all_rules():
        if rule.id == id:
            return rule
    raise RuleError("RUL-003", rule=id)


def may_be_rule(id: str) -> bool:  # noqa: A002
    """Return whether a rule may have an id: one of the library's own, or a plugin's, of a chapter that the library has not.

    Example:
        >>> may_be_rule("REPLY-01"), may_be_rule("REPLY-99"), may_be_rule("VISIT-01")
        (True, False, True)
    """
    own = {rule.id for rule in all_rules()}
    return id in own or (
        _ID.fullmatch(id) is not None and id.partition("-")[0] not in {x.partition("-")[0] for x in own}
    )


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that a policy is read with: the library's own, then those that plugins bring, by id.

    Attributes:
        extra: the rules that plugins bring; never of an id of the library's own.
        missing: whether a plugin failed to say which rules it brings, so that a pack may name some that nobody knows.

    Example:
        >>> len(list(RuleSet())) == len(all_rules())
        True
    """

    extra: tuple[Rule, ...] = ()
    missing: bool = False

    def __iter__(self) -> Iterator[Rule]:
        yield from all_rules()
        yield from self.extra

    def by_id(self, id: str) -> Rule:  # noqa: A002
        """Return the rule of an id.

        Raises:
            RuleError: `RUL-003` if there is none.
        """
        for rule in self.extra:
            if rule.id == id:
                return rule
        return rule_by_id(id)


BUILT_IN: Final = RuleSet()
"""The library's own rules and no others."""
