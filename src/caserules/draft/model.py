"""What a draft holds: parameters found, missing, in conflict; what was seen and could not be placed; clauses left unread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from caserules.draft.notice import Notice

__all__ = ["MOST_KEY", "Confidence", "Conflict", "Draft", "Found", "Missing", "Remark", "Unread"]

MOST_KEY = 12
"""Of a notice's own characters no more than these are kept beside a value."""


class Confidence(StrEnum):
    """How plainly the text says it."""

    HIGH = "high"
    """The term, what it is counted from and its duty stand together."""
    MEDIUM = "medium"
    """A part of it stands in another phrase, or is a usual reading of the words."""
    LOW = "low"
    """Only the subject says which duty it is; or the text is silent and the base's reading stands."""


@dataclass(frozen=True, slots=True)
class Found:
    """A parameter read from the notice.

    Attributes:
        rule: the rule's id; or `policy`, `categories`, `recipients`, `scoring`.
        parameter: its name; `clause` where only the duty itself was found.
        value: as packs write it.
        locator: the clause that it was read from.
        key: the few characters that it was read from.
        confidence: how plainly the text says it.
        reading: the base's reading that fills the text's silence, if it does.
    """

    rule: str
    parameter: str
    value: Any
    locator: str
    key: str
    confidence: Confidence
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """A parameter of which nothing was found; `rule_found`: its duty stands in the notice all the same."""

    rule: str
    parameter: str
    rule_found: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One parameter with different values: left for a person."""

    rule: str
    parameter: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something seen that the draft could not use: `what` is a key of the room's words."""

    what: str
    locator: str
    key: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Unread:
    """A clause that nothing was made of."""

    locator: str
    key: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft of a pack.

    Attributes:
        base: the id of the policy whose rules and readings it uses.
        notice: the notice's frame and clauses.
        found: the parameters found, in the order of the rules.
        missing, conflicts, remarks, unread: what is left for a person.
        expected: how many cases of each kind the notice counts.
        toml: the pack's text.
    """

    base: str
    notice: Notice
    found: tuple[Found, ...]
    missing: tuple[Missing, ...]
    conflicts: tuple[Conflict, ...]
    remarks: tuple[Remark, ...]
    unread: tuple[Unread, ...]
    expected: Mapping[str, int] = field(default_factory=dict)
    toml: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the draft as plain data; of the notice's text only short keys."""
        return {
            "base": self.base,
            "notice": {
                "title": self.notice.title,
                "issuer": self.notice.issuer,
                "place": self.notice.place,
                "number": self.notice.number,
                "day": self.notice.day,
                "year": self.notice.year,
            },
            "found": [_found(x) for x in self.found],
            "missing": [{"rule": x.rule, "parameter": x.parameter, "rule_found": x.rule_found} for x in self.missing],
            "conflicts": [
                {"rule": x.rule, "parameter": x.parameter, "found": [_found(y) for y in x.found]}
                for x in self.conflicts
            ],
            "remarks": [{"what": x.what, "locator": x.locator, "key": x.key, "about": x.about} for x in self.remarks],
            "unread": [{"locator": x.locator, "key": x.key} for x in self.unread],
            "expected": dict(self.expected),
            "toml": self.toml,
        }

    def text(self, lang: str = "zh") -> str:
        """Return the draft's report for a person, in `zh` or `en`."""
        from caserules.draft.report import text_of  # noqa: PLC0415  words are read only when told

        return text_of(self, lang)


def _found(x: Found) -> dict[str, Any]:
    return {
        "rule": x.rule,
        "parameter": x.parameter,
        "value": x.value,
        "locator": x.locator,
        "key": x.key,
        "confidence": x.confidence.value,
        "reading": x.reading,
    }
