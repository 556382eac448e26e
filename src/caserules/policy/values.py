"""What a rule's table in a pack states: each value with its source, place and basis, of the kind that the rule's signature asks.

A term must be one that can be counted, from a day that the rule's table has. Whether layers agree is looked at elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from caserules.errors import CaserulesError
from caserules.facts.extending import WAYS
from caserules.models import CaseKind
from caserules.policy.checker import Unfit, is_by_kind, value_of
from caserules.policy.model import Basis, Reading, Source, Value
from caserules.policy.packfile import PackFile
from caserules.rules.rule import Posts, Recipients, Rule, Steps, Terms
from caserules.terms import MonthEnd, RestDay, RuleTerm, StartDay, Term

__all__ = ["ValueReader"]

_VALUE_KEYS: Final = frozenset("value kinds source at basis reading checked".split())
_HOW: Final = ("start_day", "rest_day", "month_end")
_TERM_KEYS: Final = frozenset(
    "term longer when extended extension from start_day rest_day month_end kinds carried source at basis reading checked".split()
)


class ValueReader:
    """Reads the values of one pack file.

    Args:
        file: the file; mistakes are noted there.
        layer: the layer's id.
        sources: the file's own sources.
        readings: the readings that may be named, also of layers below.
        days: the fixed days that may be named.
        recipients: the recipients that may be named.
        year: the year of fixed days, where the file states one.
    """

    def __init__(
        self,
        file: PackFile,
        layer: str,
        sources: Mapping[str, Source],
        readings: Mapping[str, Reading],
        days: Mapping[str, tuple[int, int]],
        recipients: Mapping[str, Any],
        year: int | None,
    ) -> None:
        self._file = file
        self._layer = layer
        self._sources = sources
        self._readings = readings
        self._days = days
        self._recipients = recipients
        self._year = year

    def values(self, rule: Rule, table: Mapping[str, Any]) -> dict[str, Value]:
        """Return the values of a rule's table; mistakes are noted on the file."""
        values = {
            key: self._value(rule, key, kind, table[key], table) for key, kind in rule.params.items() if key in table
        }
        self._agree(rule, values)
        return values

    def _value(self, rule: Rule, key: str, kind: Any, x: Any, defaults: Mapping[str, Any]) -> Value:
        where = f"{rule.chapter}.{rule.id}.{key}"
        stated = x if isinstance(x, dict) and ("value" in x or "term" in x) else {"value": x}
        if kind == Terms and "value" in stated:
            stated = {"term": stated["value"]}
        for name in stated.keys() - (_TERM_KEYS if kind == Terms else _VALUE_KEYS):
            self._file.problem("POL-004", where, key=name)
        reading = stated.get("reading")
        raw = stated.get("value", stated.get("term"))
        if isinstance(raw, str) and raw.startswith("@"):
            reading, raw = raw[1:], self._by_reading(where, raw)
        source = str(stated.get("source", defaults.get("source", "notice")))
        if source not in self._sources:
            self._file.problem("POL-008", where, source=source)
        if reading is not None and reading not in self._readings:
            self._file.problem("POL-008", where, source=f"readings.{reading}")
        basis = str(stated.get("basis", Basis.READING if reading else defaults.get("basis", Basis.STATED)))
        if basis not in tuple(Basis):
            self._file.problem("POL-005", where, expected=" | ".join(Basis))
            basis = Basis.STATED
        at = str(stated.get("at", defaults.get("clause", "")))
        kinds = self._kinds(where, stated)
        if kind == Terms:
            value: Any = self._terms(rule, where, raw, stated, source, at, kinds)
            kinds = ()
        else:
            value = self._plain(where, kind, raw, kinds)
        words = (stated.get(name) for name in _HOW)
        how = tuple(word[1:] for word in words if isinstance(word, str) and word.startswith("@"))
        return Value(value, self._layer, source, at, Basis(basis), reading, kinds, how=how)

    def _plain(self, where: str, kind: Any, raw: Any, kinds: tuple[CaseKind, ...]) -> Any:
        if kinds and not is_by_kind(kind) and kind != Recipients:
            self._file.problem("POL-017", where)
        try:
            value = value_of(kind, raw)
        except Unfit as error:
            self._file.problem("POL-005", where, expected=str(error))
            return None
        if kind == Recipients:
            for name, of in value.items():
                if not of or (kinds and not set(of) <= set(kinds)):
                    self._file.problem("POL-005", where, expected=f"{name} = [{', '.join(kinds or CaseKind)}]")
        return {x: value[x] for x in kinds} if kinds and is_by_kind(kind) else value

    def _kinds(self, where: str, stated: Mapping[str, Any]) -> tuple[CaseKind, ...]:
        try:
            kinds: tuple[CaseKind, ...] = value_of(tuple[CaseKind, ...], stated.get("kinds", []))
        except Unfit as error:
            self._file.problem("POL-005", where, expected=str(error))
            return ()
        return () if set(kinds) == set(CaseKind) else kinds

    def _by_reading(self, where: str, name: str) -> Any:
        found = self._readings.get(name[1:])
        if found is None:
            self._file.problem("POL-008", where, source=f"readings.{name[1:]}")
            return None
        return found.value

    def _terms(
        self,
        rule: Rule,
        where: str,
        raw: Any,
        stated: Mapping[str, Any],
        source: str,
        at: str,
        kinds: tuple[CaseKind, ...],
    ) -> tuple[RuleTerm, ...]:
        how: dict[str, Any] = {}
        for name in _HOW:
            if name in stated:
                how[name] = self._how(where, name, stated[name])
        try:
            term = Term.parse(str(raw), field=where, anchors=self._days, year=self._year, **how)
            longer, extended = (
                None if name not in stated else Term.parse(str(stated[name]), field=where, anchors=self._days, **how)
                for name in ("longer", "extended")
            )
        except CaserulesError as error:
            self._file.problem(error.code, where, **error.params)
            return ()
        when = str(stated.get("when", ""))
        if (longer is None) != (not when) or (longer is not None and not hasattr(rule.table, "judged")):
            self._file.problem("POL-005", where, expected="longer, when")
            return ()
        extension = self._extension(rule, where, term, extended, str(stated.get("extension", "")))
        trigger = stated.get("from")
        if not self._starts(rule, where, term, trigger):
            trigger = None
        carried = stated.get("carried")
        if carried is not None and not isinstance(carried, bool):
            self._file.problem("POL-005", where, expected="true | false")
        if (kinds or carried is not None) and not rule.table.of_case:
            self._file.problem("POL-017", where)
        return (
            RuleTerm(
                term,
                trigger,
                self._layer,
                source,
                at,
                kinds,
                carried,
                longer=longer,
                when=when,
                extended=extended if extension else None,
                extension=extension,
            ),
        )

    def _extension(self, rule: Rule, where: str, term: Term, extended: Term | None, extension: str) -> str:
        """How a term is extended; empty where it is not, or not as it may be."""
        if extension not in ("", *WAYS):
            self._file.problem("POL-005", where, expected=" | ".join(WAYS))
            return ""
        fits = extended is None or (hasattr(rule.table, "extended") and extended.needs_start == term.needs_start)
        if (extended is None) != (not extension) or not fits:
            self._file.problem("POL-005", where, expected="extended, extension")
            return ""
        return extension

    def _starts(self, rule: Rule, where: str, term: Term, trigger: Any) -> bool:
        """Whether a term has the start that it needs, one of the days that the rule's table has."""
        allowed = rule.table.starters()
        if (trigger is not None) == term.needs_start and (trigger is None or trigger in allowed):
            return True
        expected = f"from = {' | '.join(allowed)}" if term.needs_start else f"{term} (no from)"
        self._file.problem("POL-005", where, expected=expected)
        return False

    def _how(self, where: str, name: str, word: Any) -> Any:
        kind: Any = {"start_day": StartDay, "rest_day": RestDay, "month_end": MonthEnd}[name]
        if isinstance(word, str) and word.startswith("@"):
            word = self._by_reading(where, word)
        try:
            return kind(word)
        except ValueError:
            self._file.problem("POL-005", where, expected=" | ".join(kind))
            return next(iter(kind))

    def _agree(self, rule: Rule, values: Mapping[str, Value]) -> None:
        """A rule's parameters among themselves: each step has its post, each recipient is one that the policy names."""
        where = f"{rule.chapter}.{rule.id}"
        known = {
            kind: values[key].value or {}
            for key, kind in rule.params.items()
            if key in values and kind in (Steps, Posts)
        }
        for key, kind in rule.params.items():
            if kind == Posts and key in values:
                for step in known.get(Steps, {}).keys() - known[Posts].keys():
                    self._file.problem("POL-003", f"{where}.{key}", rule=rule.id, key=f"{key}.{step}")
            if kind == Recipients and key in values:
                for name in (values[key].value or {}).keys() - self._recipients.keys():
                    self._file.problem("POL-008", f"{where}.{key}", source=f"recipients.{name}")
