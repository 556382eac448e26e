"""A pack file made a layer: its head, sources, readings, days and scoring, and what it says of each rule.

Anchors and readings of the layers below may be named. What the values of a rule's table mean is read in `values`; how layers are
made one, in `stacking`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from caserules.errors import CaserulesError, PolicyError
from caserules.policy.model import Layer, Reading, RuleSetting, Scoring, Source
from caserules.policy.packfile import PackFile
from caserules.policy.schemes import folded, load_scheme
from caserules.policy.values import ValueReader
from caserules.rules import BUILT_IN, RuleSet
from caserules.rules.rule import Rule
from caserules.terms import Term, TermUnit

__all__ = ["SECTIONS", "ReadPack", "read_layer"]

_POINTS: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
SECTIONS: Final = ("policy", "sources", "days", "readings", "recipients", "categories", "scoring", "clauses", "silent")
"""What a pack says beside its rules; no chapter has such a name."""
_RULE_ID: Final = re.compile(r"[A-Z]+-[0-9]{2}")
_RANKS: Final = ("law", "city", "county")
_RULE_KEYS: Final = frozenset("clause term head off because source basis".split())


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A pack file as read: its layer, and what else it says of the policy."""

    file: PackFile
    layer: Layer
    days: Mapping[str, tuple[int, int]]
    scoring: Scoring | None
    scheme: str
    letters: Mapping[str, str]
    unread: tuple[str, ...] = ()

    def words(self, section: str) -> dict[str, Any]:
        """A section whose keys stand for themselves."""
        return dict(self.file.doc.get(section, {}))


def read_layer(file: PackFile, below: tuple[ReadPack, ...], ruleset: RuleSet = BUILT_IN) -> ReadPack:
    """Return a pack file as a layer on top of others; mistakes are noted on the file.

    Args:
        file: the file, of the right shape.
        below: the layers below it, the lowest first.
        ruleset: the rules that it may say something of.
    """
    return _Layering(file, below, ruleset).read()


@dataclass(slots=True)
class _Layering:
    """Makes a layer of one pack file on top of those below it."""

    file: PackFile
    below: tuple[ReadPack, ...]
    ruleset: RuleSet
    unread: dict[str, None] = field(default_factory=dict)
    doc: Mapping[str, Any] = field(init=False)
    id: str = field(init=False)

    def __post_init__(self) -> None:
        self.doc = self.file.doc
        self.id = str(self.doc["policy"]["id"])

    def read(self) -> ReadPack:
        head = self.doc["policy"]
        sources = {
            key: Source(key, **{k: str(v) for k, v in x.items() if k in Source.__slots__})
            for key, x in self.doc.get("sources", {}).items()
        }
        own = {key: self._reading(key, x) for key, x in self.doc.get("readings", {}).items()}
        days = {key: self._day(key, x) for key, x in self.doc.get("days", {}).items()}
        reader = ValueReader(
            self.file,
            self.id,
            sources,
            {key: x for each in self.below for key, x in each.layer.readings.items()} | own,
            {key: day for each in self.below for key, day in each.days.items()} | days,
            {key: x for each in self.below for key, x in each.words("recipients").items()}
            | self.doc.get("recipients", {}),
            head.get("year"),
        )
        rules = dict(self._rules(reader))
        rules |= self._silent(rules)
        self._kept_on(rules)
        if str(head.get("until", "9")) < str(head.get("in_force", "")):
            self.file.problem("POL-005", "policy.until", expected=f"{head['in_force']} …")
        layer = Layer(
            self.id,
            head["version"],
            head["rank"],
            str(head.get("in_force", "")),
            self.file.sha256,
            sources,
            own,
            head.get("title", {}),
            head["place"],
            str(head.get("until", "")),
            head.get("year"),
            rules,
        )
        scoring, letters = self._scoring(), self._letters()
        return ReadPack(self.file, layer, days, scoring, *letters, unread=tuple(self.unread))

    def _letters(self) -> tuple[str, Mapping[str, str]]:
        """The scheme that the policy names with its letters, or its own letters over those of the layer below."""
        name, own = str(self.doc["policy"].get("scheme", "")), self.doc.get("categories", {})
        lower = self.below[-1] if self.below else None
        if name and own:
            self.file.problem("POL-032", "categories")
        elif name:
            try:
                return name, {key.value: x for key, x in load_scheme(name).letters.items()}
            except PolicyError as error:
                self.file.problem(error.code, "policy.scheme", **error.params)
        elif lower is not None and not own:
            return lower.scheme, lower.letters
        taken = {folded(letter) for letter in own.values()}
        if len(taken) < len(own):
            self.file.problem("POL-032", "categories")
        kept = {key: x for key, x in (lower.letters if lower else {}).items() if folded(x) not in taken}
        return "", kept | own

    def _kept_on(self, rules: Mapping[str, RuleSetting]) -> None:
        """An instrument cannot switch off a duty that a higher one sets."""
        rank = _RANKS.index(self.doc["policy"]["rank"])
        higher = [x.layer.rules for x in self.below if _RANKS.index(x.layer.rank) < rank]
        for id_, setting in rules.items():
            if setting.off is not None and setting.silent is None and any(_on(x.get(id_)) for x in higher):
                self.file.problem("POL-012", f"{self.ruleset.by_id(id_).chapter}.{id_}", rule=id_)

    def _reading(self, key: str, x: Any) -> Reading:
        options = tuple(x.get("options", ()))
        if options and x.get("value") not in options:
            self.file.problem("POL-005", f"readings.{key}", expected=" | ".join(map(str, options)))
        source = x.get("source", "")
        if source and source not in self.doc.get("sources", {}):
            self.file.problem("POL-008", f"readings.{key}", source=source)
        return Reading(
            key,
            x.get("value"),
            options,
            x.get("why", {}),
            x.get("reviewed_by", ""),
            str(x.get("reviewed_on", "")),
            source,
        )

    def _day(self, key: str, x: Any) -> tuple[int, int]:
        text = x.get("day", "") if isinstance(x, dict) else x
        try:
            term = Term.parse(str(text), field=f"days.{key}")
        except CaserulesError as error:
            self.file.problem(error.code, f"days.{key}", **error.params)
            return 1, 1
        if term.unit is not TermUnit.FIXED:
            self.file.problem("POL-005", f"days.{key}", expected="MM-DD")
        return term.month, term.count

    def _rules(self, reader: ValueReader) -> Iterator[tuple[str, RuleSetting]]:
        chapters: dict[str, dict[str, Rule]] = {}
        for rule in self.ruleset:
            chapters.setdefault(rule.chapter, {})[rule.id] = rule
        for chapter, table in self.doc.items():
            if chapter in SECTIONS:
                continue
            if chapter not in chapters and not self._may_be_missing(table):
                self.file.problem("POL-004", chapter, key=chapter)
                continue
            for id_, x in table.items():
                if id_ not in chapters.get(chapter, ()):
                    self._unknown(f"{chapter}.{id_}", id_)
                    continue
                yield id_, self._rule(reader, chapters[chapter][id_], x)

    def _may_be_missing(self, table: Mapping[str, Any]) -> bool:
        """Whether a section may be the chapter of a plugin that failed to bring its rules."""
        return self.ruleset.missing and all(_RULE_ID.fullmatch(key) for key in table)

    def _unknown(self, where: str, id_: str) -> None:
        """Note a rule that nobody knows: a mistake, unless a plugin failed to bring its rules; then it is kept as unread."""
        if self.ruleset.missing and _RULE_ID.fullmatch(id_):
            self.unread[id_] = None
        else:
            self.file.problem("POL-004", where, key=id_)

    def _rule(self, reader: ValueReader, rule: Rule, x: dict[str, Any]) -> RuleSetting:
        where = f"{rule.chapter}.{rule.id}"
        off = None
        for key in x.keys() - rule.params.keys() - _RULE_KEYS:
            self.file.problem("POL-004", f"{where}.{key}", key=key)
        if x.get("off"):
            off = x.get("because", "")
            if not off:
                self.file.problem("POL-006", where, rule=rule.id)
        elif not isinstance(x.get("clause"), str):
            self.file.problem("POL-009", where)
        return RuleSetting(
            rule.id,
            str(x.get("clause", "")),
            str(x.get("term", "")),
            str(x.get("head", "not_as_required")),
            off,
            {} if off is not None else reader.values(rule, x),
        )

    def _silent(self, stated: Mapping[str, RuleSetting]) -> dict[str, RuleSetting]:
        """The rules of which the instrument says nothing: those named, and with `*` all the others that it does not set."""
        named: dict[str, Any] = dict(self.doc.get("silent", {}))
        every = named.pop("*", None)
        known = {rule.id for rule in self.ruleset}
        for key in named:
            if key not in known:
                self._unknown(f"silent.{key}", key)
            elif key in stated:
                self.file.problem("POL-015", f"silent.{key}", rule=key)
        if every is not None:
            named = dict.fromkeys(known - stated.keys(), every) | named
        return {key: RuleSetting(key, "", off=why["zh"], silent=why) for key, why in named.items() if key in known}

    def _scoring(self) -> Scoring | None:
        x = self.doc.get("scoring")
        if x is None:
            return None
        points = {key: self._decimal(f"scoring.points.{key}", value) for key, value in x.get("points", {}).items()}
        for key in points.keys() - {rule.id for rule in self.ruleset}:
            self._unknown("scoring.points", key)
        full = self._decimal("scoring.full", x["full"]) if "full" in x else None
        return Scoring(full, points, str(x.get("source", "")), x.get("unscored", {}), tuple(x.get("exempt", ())))

    def _decimal(self, where: str, value: Any) -> Decimal:
        """An exact number, written as text or a whole number: a float has already lost what was written."""
        if isinstance(value, (str, int)) and not isinstance(value, bool) and _POINTS.fullmatch(str(value)):
            return Decimal(value)
        self.file.problem("POL-005", where, expected="0 … 9999.9999")
        return Decimal(0)


def _on(setting: RuleSetting | None) -> bool:
    return setting is not None and setting.off is None
