"""A small plugin that does nothing wrong, for tests of hosts and of the kit: one rule with its card, and the policy that has it in force.

What it brings is invented. `caserules.testing.faulty` has plugins that do one thing wrong each.

Example:
    >>> from caserules.hooks import plugins_of
    >>> from caserules.testing import sample
    >>> policy = plugins_of(sample).load_policy("sample-visit")
    >>> policy.rules["VISIT-01"].clause
    '第三条'
"""

from __future__ import annotations

from pathlib import Path

from caserules.hooks import hookimpl
from caserules.rules.rule import Rule
from caserules.testing.sample.visit import key_case_visited

__all__ = ["caserules_api"]

__version__ = "1.0"
caserules_api = 1


@hookimpl
def rules() -> tuple[Rule, ...]:
    """Bring the rule on visits."""
    return (key_case_visited,)


@hookimpl
def packs() -> tuple[Path, ...]:
    """Bring the policy that has it in force."""
    return (Path(__file__).with_name("sample-visit.toml"),)
