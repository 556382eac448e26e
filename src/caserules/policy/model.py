"""What a loaded policy is: for each rule its clause and values, each value with the layer, source and basis it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from caserules.models import CaseKind
from caserules.rules import BUILT_IN, RuleSet
from caserules.terms import Window

__all__ = ["UNSAID", "Basis", "Layer", "Policy", "Reading", "RuleSetting", "Scoring", "Source", "Value"]

UNSAID: Final[Mapping[str, str]] = {
    "zh": "这条规则由插件提供，本政策的任何一层都没有提到",
    "en": "a plugin brings this rule, and no layer of the policy says anything of it",
}
"""Why a plugin's rule is off where nobody said anything of it."""


class Basis(StrEnum):
    """On what a value rests."""

    STATED = "stated"
    """The instrument says so."""
    READING = "reading"
    """Our or the place's choice where it is silent."""
    UNCONFIRMED = "unconfirmed"
    """Drafted; nobody looked."""


@dataclass(frozen=True, slots=True)
class Source:
    """An instrument: title, issuer, date, how much of it was read, when a person last compared it, its last day in force."""

    key: str
    title: str
    issuer: str = ""
    date: str = ""
    read: str = ""
    checked: str = ""
    number: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice where the text is silent: the value, what else it could be, why, who reviewed it, and the source it leans on."""

    key: str
    value: Any
    options: tuple[Any, ...]
    why: Mapping[str, str]
    reviewed_by: str = ""
    reviewed_on: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value with its provenance.

    Attributes:
        value: the value, as the rule takes it.
        layer, source, at: the layer that states it, the source in that layer, and the article there.
        basis, reading: on what it rests; the reading's key, if it is one.
        kinds: the kinds of case that it is stated for; empty: all.
        window: when its layer is in force, where that is not throughout the policy's time.
        parts: the values that it is made of, where layers state it for different kinds.
        how: the readings by which its terms are counted (the start day, a rest day, a month's end).
    """

    value: Any
    layer: str
    source: str
    at: str
    basis: Basis
    reading: str | None = None
    kinds: tuple[str, ...] = ()
    window: Window | None = None
    parts: tuple[Value, ...] = ()
    how: tuple[str, ...] = ()

    def stated_for(self, kind: str | None) -> tuple[Value, ...]:
        """Return what it is made of, for one kind of case or for all."""
        return tuple(x for x in self.parts or (self,) if kind is None or not x.kinds or kind in x.kinds)


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a policy says of one rule.

    Attributes:
        clause: the locator in the instrument that sets the duty.
        key_term: a short Chinese key term of that clause.
        head: which head of default of the assessment clause a breach falls under.
        off: the reason why the rule is switched off, or None.
        silent: the reason in each language, where it is off because no layer of the policy says anything of it.
        windows: when the layers that set it are in force, where none of them is so throughout the policy's time.
    """

    rule: str
    clause: str
    key_term: str = ""
    head: str = "not_as_required"
    off: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    silent: Mapping[str, str] | None = None
    windows: tuple[Window, ...] = ()

    @property
    def stated(self) -> Mapping[str, Value]:
        """The values that some layer states; the others hold by default."""
        return {key: value for key, value in self.values.items() if value.source}

    def off_because(self, lang: str) -> str | None:
        """Return why the rule is off, in `zh` or `en` where the pack gives both; None where it is on."""
        return self.off if self.silent is None else self.silent[lang]


@dataclass(frozen=True, slots=True)
class Layer:
    """One instrument's layer of a policy, with what it says itself.

    Attributes:
        id, version, title, place, rank: which instrument.
        in_force, until: its first and last day in force, as ISO text; empty where the pack says none.
        year: the year that it governs, for a yearly notice; its days in force are then of no account.
        sha256: the hash of its file.
        sources, readings: its own.
        rules: what it says of rules, before anything is stacked.
    """

    id: str
    version: str
    rank: str
    in_force: str
    sha256: str
    sources: Mapping[str, Source]
    readings: Mapping[str, Reading]
    title: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    until: str = ""
    year: int | None = None
    rules: Mapping[str, RuleSetting] = field(default_factory=dict, repr=False)

    @property
    def window(self) -> Window | None:
        """When it is in force; None where it says nothing, or governs a year."""
        if self.year is not None or not (self.in_force or self.until):
            return None
        return Window(self.in_force or None, self.until or None)


@dataclass(frozen=True, slots=True)
class Scoring:
    """How breaches are scored: a full mark and points a rule; without points nothing is scored, and the reason is told."""

    full: Decimal | None = None
    points: Mapping[str, Decimal] = field(default_factory=dict)
    source: str = ""
    unscored: Mapping[str, str] = field(default_factory=dict)
    exempt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """A policy: layers resolved to one value a parameter. Data; it judges nothing.

    Attributes:
        id, version: which policy.
        layers: the layers it is made of, the topmost last.
        year: the year of its fixed days; None: the register's.
        days: named fixed days as (month, day).
        rules: what it says of each rule.
        recipients: the recipients of papers, with their names.
        letters: the local letter of each category meaning.
        scheme: the packaged scheme that its letters are of; empty where it states its own.
        clauses: the clauses without a rule, with the reason.
        ruleset: the rules that it was read with: the library's own, and those of the plugins given then.
        unread: ids of rules that a pack names and that nobody knows, for a plugin failed to bring its rules.
    """

    id: str
    version: str
    title: Mapping[str, str]
    place: str
    time_zone: str
    year: int | None
    layers: tuple[Layer, ...]
    days: Mapping[str, tuple[int, int]]
    rules: Mapping[str, RuleSetting]
    recipients: Mapping[str, Mapping[str, str]]
    letters: Mapping[str, str]
    clauses: Mapping[str, Mapping[str, str]]
    scoring: Scoring
    scheme: str = ""
    ruleset: RuleSet = field(default=BUILT_IN, repr=False)
    unread: tuple[str, ...] = ()

    def setting(self, rule: str) -> RuleSetting:
        """Return what it says of a rule; of one that it was read without, that it says nothing."""
        return self.rules.get(rule) or RuleSetting(rule, "", off=UNSAID["zh"], silent=UNSAID)

    def reading(self, key: str) -> Reading | None:
        """Return a reading by its key, from the topmost layer that has it."""
        for layer in reversed(self.layers):
            if key in layer.readings:
                return layer.readings[key]
        return None

    def source(self, key: str) -> Source | None:
        """Return a source by its key, from the topmost layer that has it."""
        for layer in reversed(self.layers):
            if key in layer.sources:
                return layer.sources[key]
        return None

    def to_dict(self) -> dict[str, Any]:
        """Return the policy as plain data: layers, rules with their values and provenance."""
        return {
            "id": self.id,
            "version": self.version,
            "title": dict(self.title),
            "place": self.place,
            "layers": [{"id": x.id, "version": x.version, "rank": x.rank, "sha256": x.sha256} for x in self.layers],
            "rules": {
                key: {
                    "clause": rule.clause,
                    "key_term": rule.key_term,
                    "off": rule.off,
                    "silent": None if rule.silent is None else dict(rule.silent),
                    "values": {name: _value_dict(value) for name, value in rule.stated.items()},
                }
                for key, rule in self.rules.items()
            },
            "readings": {
                key: {
                    "value": r.value,
                    "options": list(r.options),
                    "why": dict(r.why),
                    "reviewed_by": r.reviewed_by,
                }
                for layer in self.layers
                for key, r in layer.readings.items()
            },
        }


def _value_dict(value: Value) -> dict[str, Any]:
    told = {
        "value": plain(value.value),
        "layer": value.layer,
        "source": value.source,
        "at": value.at,
        "basis": value.basis.value,
        "reading": value.reading,
    }
    return told | ({"by_kind": [_part_dict(x) for x in value.parts]} if value.parts else {})


def _part_dict(value: Value) -> dict[str, Any]:
    return {"kinds": [str(kind) for kind in value.kinds], **_value_dict(value)}


def plain(value: Any) -> Any:
    """Return a parameter's value as plain data."""
    if isinstance(value, tuple):
        return [plain(x) for x in value]
    if isinstance(value, Mapping):
        told = {str(key): plain(x) for key, x in value.items()}
        by_kind = all(isinstance(key, CaseKind) for key in value)
        return next(iter(told.values())) if by_kind and len(set(map(repr, told.values()))) == 1 else told
    term = getattr(value, "term", None)
    if term is not None:
        told = {"term": str(term), "from": value.trigger, "source": value.source, "at": value.at}
        return told | ({"longer": str(value.longer), "when": value.when} if value.longer else {})
    return value
