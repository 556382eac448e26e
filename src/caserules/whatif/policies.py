"""Two policies held against each other: rules, parameters with their source and clause, readings, layers, names, days.

What differs in the demand is found as for a comparison of verdicts; what is only cited elsewhere is told apart from it. No register
is needed, and nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from caserules.policy import Policy, Value
from caserules.policy.model import plain
from caserules.whatif.differ import Stated, both_rules, demand, of_rules, stated
from caserules.whatif.varying import is_terms

__all__ = ["POLICY_DIFF_SCHEMA", "PolicyChange", "PolicyDiff", "diff_policies"]

POLICY_DIFF_SCHEMA: Final = "caserules.policy-diff/1"

Section: TypeAlias = Literal[
    "head", "layers", "rules", "parameters", "citations", "readings", "days", "recipients", "categories", "scoring"
]
"""Where two policies differ."""

SECTIONS: Final[tuple[Section, ...]] = (
    "head", "layers", "rules", "parameters", "citations", "readings", "days", "recipients", "categories", "scoring",
)  # fmt: skip


class PolicyChange(NamedTuple):
    """One thing in which two policies differ.

    Attributes:
        section: where: a `rules` change switches a rule on or off, one of `parameters` demands something else, and one of
            `citations` the same by another source or clause.
        key: its name: `COHAND-01.opinion_term`, `COHAND-01`, a reading's key …
        before, after: the value on either side; None where there is none.
    """

    section: Section
    key: str
    before: Any
    after: Any

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"key": self.key, "before": _data(self.before), "after": _data(self.after)}


@dataclass(frozen=True, slots=True)
class PolicyDiff:
    """What differs from one policy to another."""

    before: Policy
    after: Policy
    changes: tuple[PolicyChange, ...]

    def of(self, section: Section) -> tuple[PolicyChange, ...]:
        """Return the changes of a section."""
        return tuple(x for x in self.changes if x.section == section)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, each section with its changes."""
        return {
            "schema": POLICY_DIFF_SCHEMA,
            "before": _policy(self.before),
            "after": _policy(self.after),
            "changes": {section: [x.to_dict() for x in self.of(section)] for section in SECTIONS},
        }

    def text(self, lang: str = "zh") -> str:
        """Return it as lines for a person, in `zh` or `en`."""
        from caserules.messages.policies import diff_text  # noqa: PLC0415  told on demand

        return diff_text(self.to_dict(), lang)


def diff_policies(before: Policy, after: Policy) -> PolicyDiff:
    """Return what differs from one policy to another.

    Args:
        before: the one, as of last year.
        after: the other.

    Example:
        >>> from caserules import load_policy
        >>> diff = diff_policies(load_policy("pengshui-2023"), load_policy("pengshui-2023-full"))
        >>> [x.key for x in diff.of("parameters")]
        ['COHAND-02.redo_term', 'REPLY-01.reply_term', 'REPLY-02.answer_to', 'REPLY-02.sending_reminder']
    """
    return PolicyDiff(before, after, tuple(_changes(before, after)))


def _changes(a: Policy, b: Policy) -> Iterator[PolicyChange]:
    yield from _mapped("head", _head(a), _head(b))
    yield from _mapped("layers", _layers(a), _layers(b))
    for each in of_rules(a, b):
        if each.parameter is None or each.rule is None:
            yield PolicyChange("rules", each.key, each.before, each.after)
            continue
        x, y = (_full(policy.rules[each.rule].values[each.parameter]) for policy in (a, b))
        yield PolicyChange("parameters", each.key, x, y)
    yield from _citations(a, b)
    yield from _mapped("readings", _readings(a), _readings(b))
    yield from _mapped("days", _days(a), _days(b))
    yield from _mapped("recipients", a.recipients, b.recipients)
    yield from _mapped("categories", a.letters, b.letters)
    yield from _mapped("scoring", _scoring(a), _scoring(b))


def _mapped(section: Section, a: Mapping[str, Any], b: Mapping[str, Any]) -> Iterator[PolicyChange]:
    for key in dict.fromkeys((*a, *b)):
        if a.get(key) != b.get(key):
            yield PolicyChange(section, key, a.get(key), b.get(key))


def _head(policy: Policy) -> dict[str, Any]:
    return {"place": policy.place, "year": policy.year, "time_zone": policy.time_zone}


def _layers(policy: Policy) -> dict[str, str]:
    """The layers that a policy stands on, each with its version and the beginning of its hash; its own file is its own."""
    return {x.id: f"{x.version} {x.sha256[:12]}" for x in policy.layers if x.id != policy.id}


def _citations(a: Policy, b: Policy) -> Iterator[PolicyChange]:
    """What asks the same on both sides, and is stated elsewhere."""
    for rule in both_rules(a, b):
        before, after = a.setting(rule.id), b.setting(rule.id)
        if before.off is not None or after.off is not None:
            continue
        for name in rule.params:
            x, y = before.values[name], after.values[name]
            one, other = _full(x), _full(y)
            if demand(x) == demand(y) and _cited(one) != _cited(other):
                yield PolicyChange("citations", f"{rule.id}.{name}", one, other)
        if not rule.params and before.clause != after.clause:
            yield PolicyChange("citations", rule.id, Stated("on", at=before.clause), Stated("on", at=after.clause))


def _full(value: Value) -> Stated:
    """A value with where it stands; of terms, each with its own source and article."""
    told = stated(value)
    if value.parts:
        parts = [
            {"value": plain(x.value), "kinds": [*map(str, x.kinds)], "source": x.source, "at": x.at}
            for x in value.parts
        ]
        return told._replace(value=parts)
    if not is_terms(value.value):
        return told
    return told._replace(
        value=[{**x, "source": t.source, "at": t.at} for x, t in zip(told.value, value.value, strict=True)]
    )


def _cited(x: Stated) -> tuple[Any, ...]:
    each = [(y["source"], y["at"]) for y in x.value if "source" in y] if isinstance(x.value, list) else []
    return x.source, x.at, x.basis, each


def _readings(policy: Policy) -> dict[str, Any]:
    keys = dict.fromkeys(key for layer in policy.layers for key in layer.readings)
    found = {key: policy.reading(key) for key in keys}
    return {key: x.value for key, x in found.items() if x is not None}


def _days(policy: Policy) -> dict[str, str]:
    return {key: f"{month:02d}-{day:02d}" for key, (month, day) in policy.days.items()}


def _scoring(policy: Policy) -> dict[str, str]:
    full = {} if policy.scoring.full is None else {"full": str(policy.scoring.full)}
    return full | {key: str(points) for key, points in policy.scoring.points.items()}


def _policy(policy: Policy) -> dict[str, Any]:
    return {"id": policy.id, "version": policy.version, "title": dict(policy.title), "year": policy.year}


def _data(value: Any) -> Any:
    return value._asdict() if isinstance(value, Stated) else plain(value)
