"""What a loaded policy is: for each rule its clause and values, each value with the layer, source and basis it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

__all__ = ["Basis", "Layer", "Policy", "Reading", "RuleSetting", "Scoring", "Source", "Value"]


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
    """An instrument: title, issuer, date, how much of it was read, when a person last compared it."""

    key: str
    title: str
    issuer: str = ""
    date: str = ""
    read: str = ""
    checked: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A choice where the text is silent: the value, what else it could be, why, and who reviewed it."""

    key: str
    value: Any
    options: tuple[Any, ...]
    why: Mapping[str, str]
    reviewed_by: str = ""
    reviewed_on: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One instrument's layer of a policy."""

    id: str
    version: str
    rank: str
    in_force: str
    sha256: str
    sources: Mapping[str, Source]
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter's value with its provenance."""

    value: Any
    layer: str
    source: str
    at: str
    basis: Basis
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What a policy says of one rule.

    Attributes:
        clause: the locator in the instrument that sets the duty.
        key_term: a short Chinese key term of that clause.
        head: which head of default of the assessment clause a breach falls under.
        off: the reason why the rule is switched off, or None.
        silent: the reason in each language, where it is off because no layer of the policy says anything of it.
    """

    rule: str
    clause: str
    key_term: str = ""
    head: str = "not_as_required"
    off: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    silent: Mapping[str, str] | None = None

    @property
    def stated(self) -> Mapping[str, Value]:
        """The values that some layer states; the others hold by default."""
        return {key: value for key, value in self.values.items() if value.source}

    def off_because(self, lang: str) -> str | None:
        """Return why the rule is off, in `zh` or `en` where the pack gives both; None where it is on."""
        return self.off if self.silent is None else self.silent[lang]


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
        clauses: the clauses without a rule, with the reason.
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
    return {
        "value": plain(value.value),
        "layer": value.layer,
        "source": value.source,
        "at": value.at,
        "basis": value.basis.value,
        "reading": value.reading,
    }


def plain(value: Any) -> Any:
    """Return a parameter's value as plain data."""
    if isinstance(value, tuple):
        return [plain(x) for x in value]
    if isinstance(value, Mapping):
        return {key: plain(x) for key, x in value.items()}
    term = getattr(value, "term", None)
    if term is not None:
        return {"term": str(term), "from": value.trigger, "source": value.source, "at": value.at}
    return value
