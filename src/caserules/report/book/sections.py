"""From a policy to the sections of its book: what was read, how it is understood, what it gives, what is still open.

Reads the policy and the rules' cards. Nothing is judged here; texts of a pack come in by `safe.visible` alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from caserules.calendar import WorkCalendar
from caserules.policy import Layer, Policy, Reading, Source, Value
from caserules.report.book.content import Block, Book, Cell, Choice, Facts, Grid, Heading, Para, Sign
from caserules.report.book.values import kind_text, option_text, term_words, value_lines
from caserules.report.book.words import say, told
from caserules.report.book.worked import stated_terms, worked
from caserules.report.safe import visible
from caserules.report.words import Lang, known
from caserules.rules import RuleSet
from caserules.rules.cards import card
from caserules.rules.rule import Rule
from caserules.terms import RuleTerm, TermUnit

__all__ = ["book_of", "locator_order"]

_NUMBERS: Final = "零一二三四五六七八九"
_TOKEN: Final = re.compile("[零一二三四五六七八九十百]+|[0-9]+|[a-z]+")


class _Clause(NamedTuple):
    """A clause of a layer with the rules that come from it, each with the values stated there."""

    source: str
    at: str
    rules: dict[str, dict[str, Value]]


def locator_order(at: str) -> tuple[int, ...]:
    """Return where a locator stands among those of its instrument.

    Example:
        >>> sorted(["三.1.a", "前言", "一.2.b", "一.2.a", "二.1"], key=locator_order)
        ['前言', '一.2.a', '一.2.b', '二.1', '三.1.a']
        >>> locator_order("第四十六条至第四十九条")
        (46, 49)
    """
    return tuple(_place(x) for x in _TOKEN.findall(at))


def _place(token: str) -> int:
    if token.isascii():
        return int(token) if token.isdigit() else ord(token[0])
    hundreds, _, rest = token.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    digits = [_NUMBERS.index(x[-1]) if x and x[-1] in _NUMBERS else 0 for x in (hundreds, tens, ones)]
    return digits[0] * 100 + (digits[1] or bool(ten)) * 10 + digits[2]


def book_of(policy: Policy, lang: Lang, start: date, calendar: WorkCalendar | None = None) -> Book:
    """Return a policy as a document.

    Args:
        policy: a loaded policy.
        lang: `zh` or `en`.
        start: the day from which the worked dates are counted.
        calendar: the working-day calendar; by itself the packaged one.
    """
    writer = _Writer(policy, lang, start, calendar or WorkCalendar.default())
    return Book(
        lang,
        visible(policy.place),
        visible(policy.title.get(lang) or policy.id),
        say(lang, "subtitle"),
        tuple(writer.blocks()),
    )


class _Writer:
    """Writes the sections of one policy in one language."""

    def __init__(self, policy: Policy, lang: Lang, start: date, calendar: WorkCalendar) -> None:
        self.policy, self.lang, self.start, self.calendar = policy, lang, start, calendar
        self.readings = [(x.id, reading) for x in policy.layers for reading in x.readings.values()]
        self.numbers = {(layer, x.key): i for i, (layer, x) in enumerate(self.readings, 1)}

    def say(self, key: str, /, **values: object) -> str:
        return say(self.lang, key, **values)

    def blocks(self) -> Iterator[Block]:
        yield self._head()
        yield Para(self.say("about"), dim=True)
        sections = {
            "layers": self._layers,
            "clauses": self._clauses,
            "worked": self._worked,
            "unruled": self._unruled,
            "off": self._off,
            "scoring": self._scoring,
            "open": self._open,
            "sign": self._sign,
            "receipt": self._receipt,
        }
        for number, (key, section) in enumerate(sections.items(), 1):
            count = _NUMBERS[number] if self.lang == "zh" else number
            yield Heading(1, self.say("numbered", number=count, text=self.say(f"section.{key}")))
            yield from section()

    # ------------------------------------------------------------ the head and the instruments

    def _head(self) -> Facts:
        policy = self.policy
        off = sum(x.off is not None for x in policy.rules.values())
        rows: list[tuple[str, Cell]] = [
            (self.say("policy"), self.say("version_of", id=visible(policy.id), version=visible(policy.version))),
            (self.say("place"), visible(policy.place)),
            (self.say("rank"), told(self.lang, "rank", policy.layers[-1].rank)),
            (self.say("in_force"), self._in_force(policy.layers[-1])),
            (self.say("year"), self.say("year.register") if policy.year is None else str(policy.year)),
            (self.say("rules"), self.say("counts", on=len(policy.rules) - off, off=off)),
        ]
        if policy.letters:
            rows.append((self.say("letters"), tuple(self._letters())))
        if policy.recipients:
            names = tuple(visible(x.get(self.lang, "")) for x in policy.recipients.values())
            rows.append((self.say("recipients"), self.say("sep").join(names)))
        return Facts(tuple(rows))

    def _letters(self) -> Iterator[str]:
        if self.policy.scheme:
            yield self.say("scheme", scheme=visible(self.policy.scheme))
        for meaning, letter in self.policy.letters.items():
            yield self.say("letter", letter=visible(letter), meaning=told(self.lang, "meaning", meaning))

    def _in_force(self, layer: Layer) -> str:
        if layer.until:
            return self.say("from_to", first=visible(layer.in_force), last=visible(layer.until))
        return self.say("from_day", day=visible(layer.in_force)) if layer.in_force else self.say("not_stated")

    def _layers(self) -> Iterator[Block]:
        if len(self.policy.layers) > 1:
            yield Para(self.say("bottom_up"), dim=True)
        rows: list[tuple[Cell, ...]] = []
        for layer in self.policy.layers:
            head = (visible(layer.id), told(self.lang, "rank", layer.rank), self._in_force(layer))
            rows += [(*head, *self._source(x)) for x in layer.sources.values()] or [(*head, "–", "–", "–", "–")]
        heads = ("layer", "rank", "in_force", "instrument", "dated", "read", "checked")
        yield Grid(tuple(map(self.say, heads)), tuple(rows), (17, 11, 14, 24, 12, 9, 13))
        if any(x.read == "part" for layer in self.policy.layers for x in layer.sources.values()):
            yield Para(self.say("in_part"))

    def _source(self, source: Source) -> tuple[Cell, ...]:
        name = tuple(visible(x) for x in (source.title, source.issuer) if x)
        days = (
            visible(source.date) or "–",
            told(self.lang, "read", source.read) or "–",
            visible(source.checked) or "–",
        )
        return name, *days

    # ------------------------------------------------------------ the clauses

    def _clauses(self) -> Iterator[Block]:
        for layer in reversed(self.policy.layers):
            source = None
            for clause in sorted(_clauses(layer, self.policy.ruleset), key=lambda x: (x.source, locator_order(x.at))):
                if source != clause.source:
                    source = clause.source
                    title = layer.sources[source].title if source in layer.sources else source
                    yield Heading(2, self.say("titled", title=visible(title), layer=visible(layer.id)))
                yield from self._clause(layer, clause)

    def _clause(self, layer: Layer, clause: _Clause) -> Iterator[Block]:
        settings = [layer.rules[rule] for rule in clause.rules]
        terms = dict.fromkeys(x.key_term for x in settings if x.key_term and x.clause == clause.at)
        yield Heading(3, self.say("clause", at=visible(clause.at), term=visible(self.say("sep").join(terms))).strip())
        for id_, values in clause.rules.items():
            rule = self.policy.ruleset.by_id(id_)
            words = card(rule)
            yield Heading(4, self.say("rule_line", id=id_, title=words["title"][self.lang]))
            parties = {"owes": known(self.lang, "party", rule.owes), "to": known(self.lang, "party", rule.to)}
            yield Para(self.say("owes", **parties, act=words["act"][self.lang], why=words["why"][self.lang]))
            rows = [self._value(layer, rule, name, value) for name, value in values.items()]
            yield from self._grid(("parameter", "value", "basis"), rows, (24, 54, 22), "no_parameters")

    def _value(self, layer: Layer, rule: Rule, name: str, value: Value) -> tuple[Cell, ...]:
        terms = [x for x in value.value if isinstance(x, RuleTerm)] if isinstance(value.value, tuple) else []
        words = [term_words(self.lang, x) for x in terms] or [
            *value_lines(self.lang, value.value, self.policy.recipients)
        ]
        if not self._holds(layer, rule.id, name):
            words.append(self.say("overridden"))
        label = (kind_text(self.lang, name, rule.params[name]), visible(name))
        return label, tuple(words), (self._basis(layer, value), visible(value.at))

    def _holds(self, layer: Layer, rule: str, name: str) -> bool:
        """Whether what a layer states is among what the policy takes once its layers are stacked."""
        taken = self.policy.rules[rule].values.get(name)
        if taken is None or self.policy.rules[rule].off is not None:
            return False
        terms = [x for x in taken.value if isinstance(x, RuleTerm)] if isinstance(taken.value, tuple) else []
        layers = {x.layer for x in taken.stated_for(None)}
        layers |= {x.layer for term in terms for x in (term, *term.also)}
        return layer.id in layers

    def _basis(self, layer: Layer, value: Value) -> str:
        """On what a value rests, and the open points by which it is counted."""
        keys = ([value.reading] if value.reading else []) + [*value.how]
        below = [layer.id, *(x.id for x in reversed(self.policy.layers))]
        numbers = [next((n for x in below if (n := self.numbers.get((x, key)))), None) for key in keys]
        known = self.say("sep").join(str(x) for x in dict.fromkeys(numbers) if x is not None)
        basis = self.say(f"basis.{value.basis}")
        return self.say("basis.open", basis=basis, numbers=known) if known else basis

    # ------------------------------------------------------------ worked dates

    def _worked(self) -> Iterator[Block]:
        day, weekday = self.start.isoformat(), self.say("weekdays").split()[self.start.weekday()]
        yield Para(self.say("worked.about", day=day, weekday=weekday, calendar=self.calendar.version))
        year, rows, undated = self.policy.year or self.start.year, [], {}
        several = sum(len(x.sources) for x in self.policy.layers) > 1
        for stated in stated_terms(self.policy):
            title = card(self.policy.ruleset.by_id(stated.rule))["title"][self.lang]
            if stated.term.term.unit is TermUnit.UNDATED:
                undated[stated.rule] = title
                continue
            source = f"{stated.term.source} {stated.term.at}".strip() if several else stated.term.at
            for row in worked(self.lang, stated, self.start, self.calendar, year):
                rows.append(((stated.rule, title, visible(source)), *row))
        heads = ("rules", "worked.term", "worked.due", "worked.how")
        yield from self._grid(heads, rows, (22, 28, 18, 32))
        if undated:
            names = self.say("sep").join(f"{rule} {title}" for rule, title in undated.items())
            yield Para(self.say("worked.undated", rules=names), dim=True)

    # ------------------------------------------------------------ what is left out

    def _unruled(self) -> Iterator[Block]:
        rows = [
            (visible(at), visible(self.policy.clauses[at][self.lang]))
            for at in sorted(self.policy.clauses, key=locator_order)
        ]
        yield from self._grid(("clause.head", "why"), rows, (20, 80))

    def _off(self) -> Iterator[Block]:
        """The rules that are off, by the reason: one for many where an instrument says nothing of them."""
        found: dict[str, list[str]] = {}
        for rule in self.policy.ruleset:
            why = self.policy.rules[rule.id].off_because(self.lang)
            if why is not None:
                found.setdefault(visible(why), []).append(f"{rule.id} {card(rule)['title'][self.lang]}")
        for why, rules in found.items():
            yield Para(self.say("off.why", why=why, n=len(rules)))
            yield Para(self.say("sep").join(rules), dim=True)
        if not found:
            yield Para(self.say("none"), dim=True)

    def _grid(
        self, heads: tuple[str, ...], rows: list[Any], shares: tuple[int, ...], empty: str = "none"
    ) -> Iterator[Block]:
        yield Grid(tuple(map(self.say, heads)), tuple(rows), shares) if rows else Para(self.say(empty), dim=True)

    def _scoring(self) -> Iterator[Block]:
        scoring = self.policy.scoring
        if not scoring.points:
            yield Para(visible(scoring.unscored.get(self.lang, "")) or self.say("scoring.none"))
            return
        yield Para(self.say("scoring.full", full=scoring.full, source=visible(scoring.source)))
        rows = [
            (f"{key} {card(self.policy.ruleset.by_id(key))['title'][self.lang]}", str(x))
            for key, x in scoring.points.items()
        ]
        yield from self._grid(("rules", "points"), rows, (70, 30))

    # ------------------------------------------------------------ open points, signature, receipt

    def _open(self) -> Iterator[Block]:
        yield Para(self.say("open.about"))
        if not self.readings:
            yield Para(self.say("none"))
        for layer, reading in self.readings:
            yield from self._point(layer, reading)

    def _point(self, layer: str, reading: Reading) -> Iterator[Block]:
        number = self.numbers[layer, reading.key]
        yield Heading(3, self.say("open.point", number=number, key=visible(reading.key)))
        if reading.why:
            yield Para(visible(reading.why[self.lang]))
        options = reading.options or (reading.value,)
        yield Choice(tuple((self._option(x, x == reading.value), x == reading.value) for x in options))
        used = self._users(layer, reading.key)
        notes = [self.say("open.of", layer=visible(layer))] if len(self.policy.layers) > 1 else []
        notes += [self.say("open.used", rules=self.say("sep").join(used))] if used else []
        who, day = visible(reading.reviewed_by), visible(reading.reviewed_on)
        notes.append(self.say("open.reviewed", who=who, day=day) if who else self.say("open.nobody"))
        yield Para(" ".join(notes), dim=True)
        yield Sign(((self.say("sign.point"), who, day),), self.say("sign.name"), self.say("sign.day"))

    def _option(self, value: Any, is_chosen: bool) -> str:
        return option_text(self.lang, value) + (self.say("open.chosen") if is_chosen else "")

    def _users(self, layer: str, key: str) -> list[str]:
        """The rules for which a layer's values rest on a reading, or would be counted by it."""
        rules = next(x.rules for x in self.policy.layers if x.id == layer)
        return [
            rule for rule, x in rules.items() if any(key in (value.reading, *value.how) for value in x.values.values())
        ]

    def _sign(self) -> Iterator[Block]:
        yield Para(self.say("sign.about"))
        lines = tuple((self.say(f"sign.{x}"), "", "") for x in ("compared", "legal", "approved"))
        yield Sign(lines, self.say("sign.name"), self.say("sign.day"))

    def _receipt(self) -> Iterator[Block]:
        rows = [
            (self.say("receipt.layer", id=visible(x.id), version=visible(x.version)), x.sha256)
            for x in self.policy.layers
        ]
        rows.append((f"{self.say('receipt.calendar')} {self.calendar.version}", self.calendar.sha256))
        yield Facts(tuple(rows))


def _clauses(layer: Layer, ruleset: RuleSet) -> Iterable[_Clause]:
    """The clauses of a layer that rules come from; rules in the order of a case's life."""
    found: dict[tuple[str, str], _Clause] = {}
    for rule in ruleset:
        setting = layer.rules.get(rule.id)
        if setting is None or setting.off is not None:
            continue
        source = next((x.source for x in setting.values.values()), next(iter(layer.sources), ""))
        values = {(x.source, x.at) for x in setting.values.values()} or {(source, setting.clause)}
        for place in values:
            clause = found.setdefault(place, _Clause(*place, {}))
            clause.rules[rule.id] = {k: x for k, x in setting.values.items() if (x.source, x.at) == place}
    return found.values()
