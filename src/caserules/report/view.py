"""What the reports read out of an assessment's plain form: names, orders and groups, in one language.

Text and page are two ways of writing this one reading. It orders, counts and names; it decides no verdict,
and what the assessment does not say it does not make up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from caserules.report.safe import is_address
from caserules.report.words import VERDICTS, Lang, known, say

__all__ = ["NotKept", "Plain", "Question", "UnitRow", "View"]

Plain: TypeAlias = Mapping[str, Any]
"""A mapping of plain data, as `Assessment.to_dict()` gives."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's place in the ranking."""

    id: str
    name: str
    counts: Mapping[str, int]
    """How many of its findings have each verdict."""
    deducted: str | None
    """Points deducted; None where nothing is scored."""
    score: str | None


@dataclass(frozen=True, slots=True)
class NotKept:
    """What a kind of record that the register does not keep leaves open, for one unit."""

    unit: str
    count: int
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact wanted of a unit, and for how many findings."""

    unit: str
    fact: str
    who: str
    count: int


@dataclass(frozen=True)
class View:
    """An assessment's plain form, read in one language.

    Args:
        data: the plain form.
        lang: `zh` or `en`.
    """

    data: Plain
    lang: Lang = "zh"

    # ------------------------------------------------------------ names

    def say(self, key: str, **values: object) -> str:
        """Return words in this language."""
        return say(self.lang, key, **values)

    def known(self, group: str, word: object) -> str:
        """Return the words of a member of a closed list."""
        return known(self.lang, group, word)

    def unit(self, id: object) -> str:  # noqa: A002
        """Return a unit's name, or its id where it has none; the assigning office need not be listed."""
        name: object = (self.data.get("units") or {}).get(id) or self.known("party", id)
        return str(name.get("name", id) if isinstance(name, Mapping) else name)

    def rule(self, id: object) -> str:  # noqa: A002
        """Return a rule's title in this language, or its id."""
        title = ((self.data.get("rules") or {}).get(id) or {}).get("title") or {}
        return str(title.get(self.lang) or id)

    def reference(self, rule: object) -> str | None:
        """Return the address of a rule's page in the rule reference; None where no reference is named, or it has no such page.

        Example:
            >>> data = {"reference": "https://rules.example/", "rules": {"X-01": {"page": "rules/X-01.html"}}}
            >>> View(data, "en").reference("X-01"), View(data).reference("X-02"), View({}).reference("X-01")
            ('https://rules.example/en/rules/X-01.html', None, None)
        """
        base, page = self.data.get("reference"), ((self.data.get("rules") or {}).get(rule) or {}).get("page")
        if not base or not page or not is_address(str(base)):
            return None
        return f"{str(base).rstrip('/')}/{'en/' if self.lang == 'en' else ''}{page}"

    def case(self, key: str | None) -> str:
        """Return a case as people call it: kind, year and number."""
        if key is None:
            return self.say("no_case")
        kind, _, rest = key.partition("/")
        return f"{self.known('kind', kind)} {rest}"

    def duty(self, finding: Plain) -> str:
        """Return what was owed: the rule's title, and which step, recipient or aspect of it."""
        title, part = self.rule(finding.get("rule")), finding.get("part") or {}
        which = next((part[key] for key in ("step", "recipient", "aspect") if part.get(key)), None)
        return self.say("duty_part", duty=title, part=self.known("member", which)) if which else title

    def message(self, thing: Plain) -> str:
        """Return the sentence of a finding or a data issue in this language."""
        message = thing.get("message")
        return str(message.get(self.lang, "") if isinstance(message, Mapping) else message or "")

    # ------------------------------------------------------------ findings

    @cached_property
    def findings(self) -> Sequence[Plain]:
        """All findings, in the assessment's order."""
        return tuple(self.data.get("findings") or ())

    @cached_property
    def by_id(self) -> Mapping[str, Plain]:
        """The findings by id."""
        return {finding["id"]: finding for finding in self.findings}

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """How many findings have each verdict, as the assessment counted them."""
        counted = (self.data.get("summary") or {}).get("verdicts") or {}
        return {verdict: int(counted.get(verdict, 0)) for verdict in VERDICTS}

    def with_verdict(self, verdict: str, unit: str | None = None) -> tuple[Plain, ...]:
        """Return the findings of a verdict by due day, of all units or of one."""
        chosen = (x for x in self.findings if x["verdict"] == verdict and unit in (None, x["unit"]))
        return tuple(sorted(chosen, key=lambda x: (x.get("due") or "9999", x["id"])))

    def upcoming(self, unit: str | None = None) -> tuple[Plain, ...]:
        """Return what falls due next by day, then what is only reminded of; each with rule, case and `day`."""
        items = self._coming.values() if unit is None else (self._coming.get(unit, ()),)
        return tuple(sorted((x for of in items for x in of), key=lambda x: (not x["due"], x["day"], x["id"])))

    def day_of(self, item: Plain) -> str:
        """Return the day of something due next, or that it is a reminder's day."""
        return str(item["day"]) if item["due"] else self.say("reminder", day=item["day"])

    @cached_property
    def _coming(self) -> Mapping[str, Sequence[Plain]]:
        by_unit: dict[str, list[Plain]] = {}
        for item in self.data.get("upcoming") or ():
            by_unit.setdefault(item["unit"], []).append(self._upcoming(item))
        return by_unit

    def _upcoming(self, item: Plain) -> Plain:
        """An item of the upcoming list with what its finding says; of one not listed, what its id says."""
        key = str(item["finding"])
        rule, _, rest = key.partition("/")
        case = None if rest.startswith("-/") else "/".join(rest.split("/")[:3])
        return {"id": key, "rule": rule, "case": case, **self.by_id.get(key, {}), **item}

    @property
    def profile(self) -> str:
        """For whom it is: `internal`, `unit` or `public`."""
        return str((self.data.get("options") or {}).get("profile") or "internal")

    @property
    def only(self) -> str:
        """Which verdicts alone are listed, in words; empty where all are."""
        return self.listed(self.known("verdict", x) for x in (self.data.get("options") or {}).get("only") or ())

    # ------------------------------------------------------------ by unit

    @cached_property
    def is_scored(self) -> bool:
        """Whether points were deducted at all."""
        return self.data.get("scores") is not None

    @cached_property
    def ranking(self) -> tuple[UnitRow, ...]:
        """The units, by points deducted where there are scores, else by broken duties; most first."""
        counted = (self.data.get("summary") or {}).get("units") or {}
        rows = [self._row(unit, counts) for unit, counts in counted.items()]
        return tuple(sorted(rows, key=_rank_key))

    def _row(self, unit: str, counts: Plain) -> UnitRow:
        score = (self.data.get("scores") or {}).get(unit) or {}
        deducted, left = score.get("deducted"), score.get("score")
        return UnitRow(
            unit,
            self.unit(unit),
            {verdict: int(counts.get(verdict, 0)) for verdict in VERDICTS},
            None if deducted is None else str(deducted),
            None if left is None else str(left),
        )

    @cached_property
    def not_kept(self) -> tuple[NotKept, ...]:
        """What records that are not kept leave open, a line a unit."""
        rules: dict[str, Counter[str]] = {}
        for finding in self.findings:
            if finding["verdict"] == "undetermined" and (finding.get("detail") or {}).get("not_kept"):
                rules.setdefault(finding["unit"], Counter())[finding["rule"]] += 1
        return tuple(NotKept(unit, of.total(), tuple(sorted(of))) for unit, of in sorted(rules.items()))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The facts wanted, by unit; each with how many findings it would settle."""
        counts: Counter[tuple[str, str, str]] = Counter()
        for asked in self.data.get("questions") or ():
            key = (str(asked.get("unit") or ""), str(asked.get("fact") or ""), str(asked.get("who") or ""))
            counts[key] += len(asked.get("findings") or (1,))
        order = sorted(counts.items(), key=lambda x: (x[0][0], -x[1], x[0]))
        return tuple(Question(*key, count) for key, count in order)

    def fact(self, fact: object) -> str:
        """Return the label of a fact that is wanted."""
        name, _, member = str(fact).partition(".")
        told = (self.data.get("facts") or {}).get(name)
        label = str(told.get(self.lang, name)) if told else name
        if not member:
            return label
        return label + self.say("at", where=self.listed(self.known("member", x) for x in member.split(".")))

    def listed(self, parts: Iterable[str]) -> str:
        """Join words as this language does."""
        return self.say("sep").join(parts)

    # ------------------------------------------------------------ the receipt

    @property
    def why_unscored(self) -> str:
        """Why nothing is scored, in words; empty where something is."""
        return self.message({"message": self.data.get("scores_reason")})

    @property
    def receipt(self) -> tuple[tuple[str, str], ...]:
        """By what the assessment can be repeated: pairs of a key of the words and a text."""
        data, calendar = self.data, self.data.get("calendar") or {}
        register, policy = data.get("register") or {}, data.get("policy") or {}
        covers = calendar.get("covers")
        span = self.say("receipt.covers", **{"from": covers[0], "to": covers[-1]}) if covers else ""
        pairs = (
            ("policy", self.say("version_of", id=policy.get("id"), version=policy.get("version"))),
            (
                "receipt.layers",
                self.say("semi").join(f"{x['id']} {x['sha256']}" for x in policy.get("layers") or ()),
            ),
            (
                "receipt.calendar",
                " ".join((str(calendar.get("version", "")), span, str(calendar.get("sha256", "")))),
            ),
            ("receipt.register", str(register.get("sha256") or "")),
            ("as_of", str(data.get("as_of"))),
            ("receipt.known_by", str(data.get("known_by") or "")),
            ("receipt.library", f"caserules {data.get('library')}"),
            (
                "receipt.plugins",
                self.listed(f"{x['name']} {x['version']}" for x in data.get("plugins") or ()) or self.say("none"),
            ),
            ("receipt.options", _options_text(data.get("options")) or self.say("none")),
        )
        return tuple(pair for pair in pairs if pair[1])


def _rank_key(row: UnitRow) -> tuple[Decimal, int, int, str]:
    deducted = Decimal(row.deducted) if row.deducted is not None else Decimal(0)
    return -deducted, -row.counts["broken"], -row.counts["undetermined"], row.id


def _options_text(options: Any) -> str:
    """Options as `name=value`, sorted."""
    return ", ".join(f"{key}={value}" for key, value in sorted((options or {}).items()) if value not in (None, False))
