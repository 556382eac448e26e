"""Which rules a suite exercises, and with which verdicts: what its tests asserted, not merely what was computed on the way.

A verdict counts where a test said what it should be and was right: a line of a scenario, `assert_verdict`, a finding that
`assert_compliant` passed or named. A rule is shown in full when it was seen met and seen broken; one that no day can break,
when it was seen met and seen undetermined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from caserules.duties import Verdict
from caserules.expr import NEVER, Applied, Const, Latest, Node, Spread, Where
from caserules.policy import Policy
from caserules.rules.rule import Party, Rule
from caserules.terms import RuleTerm, TermUnit

__all__ = ["RuleSeen", "Seen", "can_break", "record", "rules_seen", "watching"]

_watchers: Final[list[Seen]] = []


@dataclass
class Seen:
    """How often each rule was seen with each verdict.

    Attributes:
        counts: by rule and verdict.
        marked: how many tests are marked with a rule.
    """

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)

    def plain(self) -> dict[str, dict[str, int]]:
        """Return it as plain data, which another process can send."""
        return {
            "counts": {f"{rule} {verdict}": n for (rule, verdict), n in self.counts.items()},
            "marked": dict(self.marked),
        }

    @classmethod
    def of_plain(cls, data: Mapping[str, Mapping[str, int]]) -> Seen:
        """Return what another process sent."""
        counts: Counter[tuple[str, str]] = Counter()
        for key, n in data["counts"].items():
            rule, _, verdict = key.partition(" ")
            counts[rule, verdict] = n
        return cls(counts, Counter(data["marked"]))


@dataclass(frozen=True, slots=True)
class RuleSeen:
    """How a rule was seen.

    Attributes:
        rule: its id.
        counts: how often with each verdict.
        wanted: the verdicts with which it is to be seen.
        marked: how many tests are marked with it.
    """

    rule: str
    counts: Mapping[Verdict, int]
    wanted: tuple[Verdict, ...]
    marked: int

    @property
    def missing(self) -> tuple[Verdict, ...]:
        """The verdicts with which it was not seen."""
        return tuple(x for x in self.wanted if not self.counts[x])


def record(rule: str, verdict: str) -> None:
    """Count a verdict that a test asserted."""
    for watcher in _watchers:
        watcher.counts[rule, verdict] += 1


@contextmanager
def watching() -> Iterator[Seen]:
    """Count what is asserted while the block runs.

    Example:
        >>> with watching() as seen:
        ...     record("COHAND-01", "met")
        >>> seen.counts["COHAND-01", "met"]
        1
    """
    seen = Seen()
    start(seen)
    try:
        yield seen
    finally:
        stop(seen)


def start(seen: Seen) -> None:
    """Begin to count."""
    _watchers.append(seen)


def stop(seen: Seen) -> None:
    """Count no more."""
    _watchers[:] = [x for x in _watchers if x is not seen]


def rules_seen(seen: Seen, policy: Policy) -> tuple[tuple[RuleSeen, ...], int]:
    """Return how each rule that a policy has in force was seen, and how much of what is wanted, in whole percent.

    Args:
        seen: what was seen.
        policy: the policy.
    """
    told = tuple(
        RuleSeen(
            rule.id,
            {verdict: seen.counts[rule.id, verdict.value] for verdict in Verdict},
            _wanted(rule, policy),
            seen.marked[rule.id],
        )
        for rule in policy.ruleset
        if policy.rules[rule.id].off is None
    )
    wanted = sum(len(x.wanted) for x in told)
    missing = sum(len(x.missing) for x in told)
    return told, 100 * (wanted - missing) // wanted if wanted else 100


def _wanted(rule: Rule, policy: Policy) -> tuple[Verdict, ...]:
    """The verdicts with which a rule is to be seen; a proposer's own act is met or open, and nothing else."""
    if rule.owes is Party.PROPOSER:
        return (Verdict.MET,)
    return (Verdict.MET, Verdict.BROKEN if can_break(rule, policy) else Verdict.UNDETERMINED)


def can_break(rule: Rule, policy: Policy) -> bool:
    """Whether some duty of a rule has a day or an event by which it can be broken."""
    values = {key: value.value for key, value in policy.rules[rule.id].values.items()}
    return any(_may_end(duty.due) for duty in rule.duties(values))


def _may_end(due: Node) -> bool:
    """Whether a due day's latest end can be a day at all: no instrument may set one, and the end is then never."""
    if isinstance(due, Applied):
        term = due.term
        return not (isinstance(term, RuleTerm) and term.term.unit is TermUnit.UNDATED) and _may_end(due.start)
    if isinstance(due, Const):
        return due.span[1] != NEVER
    if isinstance(due, Where):
        return _may_end(due.yes) or _may_end(due.no)
    if isinstance(due, Latest):
        return all(_may_end(part) for part in due.parts)
    if isinstance(due, Spread):
        return _may_end(due.right)
    return not due.parts or any(_may_end(part) for part in due.parts)
