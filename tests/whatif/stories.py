"""What the tests of what-if share: small stories, and the changes of a comparison in a word or two."""

from __future__ import annotations

from datetime import date

from caserules import Comparison, Policy, Register, load_policy
from caserules.io.scenario import read_story
from caserules.whatif import Outcome

NOTICE = load_policy("pengshui-2023")

OPINION = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
2023-05-18 delivered caizheng
"""
"""An opinion on the 26th working day: in time by 30, late by 20."""

REPLY = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei lead
2023-08-30 issued jiaowei
2023-09-01 reached jiaowei
"""
"""A reply that issued in August and arrived in September."""


def told(text: str) -> Register:
    """A story read."""
    return read_story(text)


def day(text: str) -> date:
    return date.fromisoformat(text)


def shown(comparison: Comparison, rule: str | None = None) -> list[str]:
    """Each change as `id: verdict breach due → verdict breach due | causes`, of one rule or of all."""
    return [
        f"{x.id}: {_side(x.before)} → {_side(x.after)} | {', '.join(c.difference.key for c in x.causes)}"
        for x in comparison.changes
        if rule in (None, x.rule)
    ]


def _side(outcome: Outcome | None) -> str:
    if outcome is None:
        return "unlisted"
    return " ".join(str(x) for x in (outcome.verdict, outcome.breach, outcome.because, outcome.due) if x)


def facts(policy: Policy, *, register: Register, as_of: date) -> list[tuple[str, str, str, str]]:
    """What `assess` itself says: the reference that a comparison's two sides are held against."""
    from caserules import assess

    found = assess(register, policy, as_of=as_of).findings
    return [(x.id, x.verdict.value, str(x.due), str(x.done)) for x in found]
