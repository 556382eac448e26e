"""The cards of the rules: title, act, why, in zh and en, and the cases; read only when told, tested or documented."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from caserules.rules import rule_by_id

__all__ = ["card"]


@cache
def card(rule: str) -> dict[str, Any]:
    """Return a rule's card.

    Args:
        rule: the rule's id.

    Raises:
        RuleError: `RUL-003` if there is no such rule.

    Example:
        >>> card("COHAND-01")["title"]["en"]
        'Co-handling opinion in time'
    """
    with rule_by_id(rule).card.open("rb") as file:
        return tomllib.load(file)
