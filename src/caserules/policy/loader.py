"""From pack files to a policy: read, check, stack the layers. All mistakes of a file are told at once, with their line.

Due days accumulate over layers, equal ones are one that cites every layer, and `undated` yields for each kind of case that
some layer sets a day for; every other value is taken from the topmost layer that states it, and a reading never overrides a
stated value of a lower layer.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from caserules.errors import CaserulesError, PolicyError, PolicyRejected, Problem
from caserules.expr import Day
from caserules.facts.extending import WAYS
from caserules.models import CaseKind
from caserules.policy.checker import Unfit, check_document, value_of
from caserules.policy.model import Basis, Layer, Policy, Reading, RuleSetting, Scoring, Source, Value
from caserules.rules import all_rules, rule_by_id
from caserules.rules.rule import Posts, Recipients, Rule, Steps, Terms
from caserules.terms import MonthEnd, RestDay, RuleTerm, StartDay, Term, TermUnit

__all__ = ["POLICY_SCHEMA", "known_policies", "load_policy"]

POLICY_SCHEMA: Final = "caserules.policy/1"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_POINTS: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_HEAD: Final = ("policy", "sources", "days", "readings", "recipients", "categories", "scoring", "clauses", "silent")
_RANKS: Final = ("law", "city", "county")
_RULE_KEYS: Final = frozenset("clause term head off because source basis".split())
_VALUE_KEYS: Final = frozenset("value source at basis reading checked".split())
_TERM_KEYS: Final = frozenset(
    "term longer when extended extension from start_day rest_day month_end kinds carried source at basis reading checked".split()
)


def known_policies() -> tuple[str, ...]:
    """Return the ids of the packaged policies.

    Example:
        >>> "pengshui-2023" in known_policies()
        True
    """
    return tuple(
        sorted(
            entry.name[:-5]
            for entry in files("caserules.policy").joinpath("packs").iterdir()
            if entry.name.endswith(".toml")
        )
    )


def load_policy(name_or_path: str | Path) -> Policy:
    """Return a policy by the id of a packaged one or the path of a pack file.

    Args:
        name_or_path: `pengshui-2023`, or a path to a `.toml` file.

    Raises:
        PolicyError: `POL-001` if there is none of that name; `PolicyRejected` with every mistake of the file.

    Example:
        >>> policy = load_policy("pengshui-2023")
        >>> policy.rules["COHAND-01"].clause
        '三.1.d'
    """
    text = str(name_or_path)
    if text in known_policies():
        return _packaged(text)
    path = Path(name_or_path)
    if not text.endswith(".toml") or not path.is_file():
        raise PolicyError("POL-001", name=path.name, known=", ".join(known_policies()))
    return _Loader(path.read_bytes(), path.name, path.parent).policy()


@cache
def _packaged(name: str) -> Policy:
    data = _pack(name)
    assert data is not None  # noqa: S101  it is one of those listed
    return _Loader(data, f"{name}.toml").policy()


def _pack(name: str) -> bytes | None:
    """The packaged policy or layer of a name, if there is one."""
    packs = files("caserules.policy").joinpath("packs")
    for entry in (packs.joinpath(f"{name}.toml"), packs.joinpath("layers", f"{name}.toml")):
        if entry.is_file():
            return entry.read_bytes()
    return None


class _Loader:
    """Reads one pack file; keeps the problems found on the way.

    Args:
        data: the file's bytes.
        name: its name, for the reader.
        folder: where the layers that it names are looked for beside the packaged ones; None: nowhere.
        above: the ids of the policies of which it is a layer.
    """

    def __init__(self, data: bytes, name: str, folder: Path | None = None, above: tuple[str, ...] = ()) -> None:
        self.name = name
        self.folder = folder
        self.above = above
        self.sha256 = hashlib.sha256(data).hexdigest()
        self.problems: list[Problem] = []
        try:
            self.text = data.decode("utf-8")
            self.doc: dict[str, Any] = tomllib.loads(self.text)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise PolicyRejected([Problem("POL-002", name, (("why", _toml_reason(error)),))]) from None

    def problem(self, code: str, at: str, /, **params: object) -> None:
        self.problems.append(Problem(code, f"{self.name}:{self._line(at)}", tuple(params.items())))

    def _line(self, key: str) -> int:
        """The line on which a dotted key stands, else the line of the table or key above it."""
        lines = [line.strip() for line in self.text.splitlines()]
        if f"[{key}]" in lines:
            return lines.index(f"[{key}]") + 1
        table, _, name = key.rpartition(".")
        if not table:
            heads = (
                i for i, line in enumerate(lines, 1) if line.startswith(f"[{key}.") or line.split("=")[0].strip() == key
            )
            return next(heads, 1)
        if f"[{table}]" in lines:
            start = lines.index(f"[{table}]") + 1
            for i, line in enumerate(lines[start:], start + 1):
                if line.startswith("["):
                    break
                if line.split("=")[0].strip(' "') == name:
                    return i
        return self._line(table)

    # ------------------------------------------------------------------------------------------------------ the head

    def policy(self) -> Policy:
        head = self.doc.get("policy")
        schema = head.get("schema") if isinstance(head, dict) else None
        if not isinstance(head, dict) or schema != POLICY_SCHEMA:
            raise PolicyRejected([Problem("POL-011", self.name, (("name", self.name), ("schema", str(schema))))])
        for fault in check_document(self.doc):
            self.problem(fault.code, fault.at, **fault.params)
        self._stop()
        self.id = str(head["id"])
        below = [self._below(name) for name in head.get("layers", ())]
        self.sources = {
            key: Source(key, **{k: str(v) for k, v in x.items() if k in Source.__slots__})
            for key, x in self.doc.get("sources", {}).items()
        }
        own = {key: self._reading(key, x) for key, x in self.doc.get("readings", {}).items()}
        self.readings = {
            key: x for policy in below for layer in policy.layers for key, x in layer.readings.items()
        } | own
        self.days = {key: day for policy in below for key, day in policy.days.items()}
        self.year = head.get("year")
        self.days |= {key: self._day(key, x) for key, x in self.doc.get("days", {}).items()}
        lower = below[-1] if below else None
        self.recipients = {**(lower.recipients if lower else {}), **self.doc.get("recipients", {})}
        layer = Layer(
            self.id,
            head["version"],
            head["rank"],
            str(head.get("in_force", "")),
            self.sha256,
            self.sources,
            own,
        )
        stated = dict(self._rules())
        stated |= self._silent(stated)
        self._kept_on(below, stated)
        rules = self._stack(below, stated)
        if not self.above:
            rules = {key: self._with_defaults(setting) for key, setting in rules.items()}
            self._missing(rules)
        self._stop()
        return Policy(
            id=self.id,
            version=head["version"],
            title=head.get("title", {}),
            place=head["place"],
            time_zone=head["time_zone"],
            year=self.year,
            layers=(*(x for policy in below for x in policy.layers), layer),
            days=self.days,
            rules=rules,
            recipients=self.recipients,
            letters={**(lower.letters if lower else {}), **self.doc.get("categories", {})},
            clauses={**(lower.clauses if lower else {}), **self.doc.get("clauses", {})},
            scoring=self._scoring(below),
        )

    def _below(self, name: str) -> Policy:
        """A layer below: packaged, or the file of that id beside this one. It need not say something of every rule."""
        above = (*self.above, self.id)
        if name in above:
            self.problem("POL-005", "policy.layers", expected="ids of other policies")
            self._stop()
        packaged = _pack(name) if _NAME.fullmatch(name) else None
        if packaged is not None:
            return _Loader(packaged, f"{name}.toml", None, above).policy()
        beside = None if self.folder is None else self.folder / f"{name}.toml"
        if beside is None or beside.parent != self.folder or not beside.is_file():
            raise PolicyError("POL-001", name=name, known=", ".join(known_policies()))
        return _Loader(beside.read_bytes(), beside.name, self.folder, above).policy()

    def _kept_on(self, below: list[Policy], own: Mapping[str, RuleSetting]) -> None:
        """An instrument cannot switch off a duty that a higher one sets."""
        rank = _RANKS.index(self.doc["policy"]["rank"])
        for id_, setting in own.items():
            if (
                setting.off is not None
                and setting.silent is None
                and any(
                    id_ in p.rules and p.rules[id_].off is None and _RANKS.index(p.layers[-1].rank) < rank
                    for p in below
                )
            ):
                chapter = rule_by_id(id_).chapter
                self.problem("POL-012", f"{chapter}.{id_}", rule=id_)

    def _stop(self) -> None:
        if self.problems:
            raise PolicyRejected(self.problems)

    def _reading(self, key: str, x: Any) -> Reading:
        options = tuple(x.get("options", ()))
        if options and x.get("value") not in options:
            self.problem("POL-005", f"readings.{key}", expected=" | ".join(map(str, options)))
        return Reading(
            key,
            x.get("value"),
            options,
            x.get("why", {}),
            x.get("reviewed_by", ""),
            str(x.get("reviewed_on", "")),
        )

    def _day(self, key: str, x: Any) -> tuple[int, int]:
        text = x.get("day", "") if isinstance(x, dict) else x
        try:
            term = Term.parse(str(text), field=f"days.{key}")
        except CaserulesError as error:
            self.problem(error.code, f"days.{key}", field=f"days.{key}")
            return 1, 1
        if term.unit is not TermUnit.FIXED:
            self.problem("POL-005", f"days.{key}", expected="MM-DD")
        return term.month, term.count

    # ----------------------------------------------------------------------------------------------------- the rules

    def _rules(self) -> Iterator[tuple[str, RuleSetting]]:
        chapters: dict[str, dict[str, Rule]] = {}
        for rule in all_rules():
            chapters.setdefault(rule.chapter, {})[rule.id] = rule
        for chapter, table in self.doc.items():
            if chapter in _HEAD:
                continue
            if chapter not in chapters:
                self.problem("POL-004", chapter, key=chapter)
                continue
            for id_, x in table.items():
                if id_ not in chapters[chapter]:
                    self.problem("POL-004", f"{chapter}.{id_}", key=id_)
                    continue
                yield id_, self._rule(chapters[chapter][id_], x)

    def _silent(self, stated: Mapping[str, RuleSetting]) -> dict[str, RuleSetting]:
        """The rules of which the instrument says nothing: those named, and with `*` all the others that it does not set."""
        named: dict[str, Any] = dict(self.doc.get("silent", {}))
        every = named.pop("*", None)
        known = {rule.id for rule in all_rules()}
        for key in named:
            if key not in known:
                self.problem("POL-004", f"silent.{key}", key=key)
            elif key in stated:
                self.problem("POL-015", f"silent.{key}", rule=key)
        if every is not None:
            named = dict.fromkeys(known - stated.keys(), every) | named
        return {key: RuleSetting(key, "", off=why["zh"], silent=why) for key, why in named.items() if key in known}

    def _rule(self, rule: Rule, x: dict[str, Any]) -> RuleSetting:
        where = f"{rule.chapter}.{rule.id}"
        off = None
        if x.get("off"):
            off = x.get("because", "")
            if not off:
                self.problem("POL-006", where, rule=rule.id)
        elif not isinstance(x.get("clause"), str):
            self.problem("POL-009", where)
        for key in x.keys() - rule.params.keys() - _RULE_KEYS:
            self.problem("POL-004", f"{where}.{key}", key=key)
        values = {
            key: self._value(rule, key, kind, x[key], x)
            for key, kind in rule.params.items()
            if key in x and off is None
        }
        self._agree(rule, values)
        return RuleSetting(
            rule.id,
            str(x.get("clause", "")),
            str(x.get("term", "")),
            str(x.get("head", "not_as_required")),
            off,
            values,
        )

    def _value(self, rule: Rule, key: str, kind: Any, x: Any, defaults: Mapping[str, Any]) -> Value:
        where = f"{rule.chapter}.{rule.id}.{key}"
        stated = x if isinstance(x, dict) and ("value" in x or "term" in x) else {"value": x}
        if kind == Terms and "value" in stated:
            stated = {"term": stated["value"]}
        for name in stated.keys() - (_TERM_KEYS if kind == Terms else _VALUE_KEYS):
            self.problem("POL-004", where, key=name)
        reading = stated.get("reading")
        raw = stated.get("value", stated.get("term"))
        if isinstance(raw, str) and raw.startswith("@"):
            reading, raw = raw[1:], self._by_reading(where, raw)
        source = str(stated.get("source", defaults.get("source", "notice")))
        if source not in self.sources:
            self.problem("POL-008", where, source=source)
        if reading is not None and reading not in self.readings:
            self.problem("POL-008", where, source=f"readings.{reading}")
        basis = str(stated.get("basis", Basis.READING if reading else defaults.get("basis", Basis.STATED)))
        if basis not in tuple(Basis):
            self.problem("POL-005", where, expected=" | ".join(Basis))
            basis = Basis.STATED
        at = str(stated.get("at", defaults.get("clause", "")))
        if kind == Terms:
            value: Any = self._terms(rule, where, raw, stated, source, at)
        else:
            try:
                value = value_of(kind, raw)
            except Unfit as error:
                self.problem("POL-005", where, expected=str(error))
                value = None
        return Value(value, self.id, source, at, Basis(basis), reading)

    def _by_reading(self, where: str, name: str) -> Any:
        found = self.readings.get(name[1:])
        if found is None:
            self.problem("POL-008", where, source=f"readings.{name[1:]}")
            return None
        return found.value

    def _terms(
        self, rule: Rule, where: str, raw: Any, stated: Mapping[str, Any], source: str, at: str
    ) -> tuple[RuleTerm, ...]:
        how: dict[str, Any] = {}
        for name in ("start_day", "rest_day", "month_end"):
            if name in stated:
                how[name] = self._how(where, name, stated[name])
        try:
            term = Term.parse(str(raw), field=where, anchors=self.days, year=self.year, **how)
            longer, extended = (
                None if name not in stated else Term.parse(str(stated[name]), field=where, anchors=self.days, **how)
                for name in ("longer", "extended")
            )
        except CaserulesError as error:
            self.problem(error.code, where, **error.params)
            return ()
        when = str(stated.get("when", ""))
        if (longer is None) != (not when) or (longer is not None and not hasattr(rule.table, "judged")):
            self.problem("POL-005", where, expected="longer, when")
            return ()
        extension = str(stated.get("extension", ""))
        if extension not in ("", *WAYS):
            self.problem("POL-005", where, expected=" | ".join(WAYS))
        fits = extended is None or (hasattr(rule.table, "extended") and extended.needs_start == term.needs_start)
        if (extended is None) != (not extension) or not fits:
            self.problem("POL-005", where, expected="extended, extension")
            return ()
        trigger = stated.get("from")
        column = getattr(rule.table, str(trigger), None)
        if (trigger is None) == term.needs_start or (trigger is not None and not isinstance(column, Day)):
            self.problem("POL-005", where, expected="from")
        carried = stated.get("carried")
        if carried is not None and not isinstance(carried, bool):
            self.problem("POL-005", where, expected="true | false")
        try:
            kinds = value_of(tuple[CaseKind, ...], stated.get("kinds", []))
        except Unfit as error:
            self.problem("POL-005", where, expected=str(error))
            kinds = ()
        return (
            RuleTerm(
                term,
                trigger,
                self.id,
                source,
                at,
                kinds,
                carried,
                longer=longer,
                when=when,
                extended=extended,
                extension=extension,
            ),
        )

    def _how(self, where: str, name: str, word: Any) -> Any:
        kind: Any = {"start_day": StartDay, "rest_day": RestDay, "month_end": MonthEnd}[name]
        if isinstance(word, str) and word.startswith("@"):
            word = self._by_reading(where, word)
        try:
            return kind(word)
        except ValueError:
            self.problem("POL-005", where, expected=" | ".join(kind))
            return next(iter(kind))

    def _agree(self, rule: Rule, values: Mapping[str, Value]) -> None:
        """A rule's parameters among themselves: each step has its post, each recipient is one that the policy names."""
        where = f"{rule.chapter}.{rule.id}"
        known = {kind: values[key].value or {} for key, kind in rule.params.items() if key in values}
        for key, kind in rule.params.items():
            if kind == Posts and key in values:
                for step in known.get(Steps, {}).keys() - known[Posts].keys():
                    self.problem("POL-003", f"{where}.{key}", rule=rule.id, key=f"{key}.{step}")
            if kind == Recipients and key in values:
                for name in known[Recipients].keys() - self.recipients.keys():
                    self.problem("POL-008", f"{where}.{key}", source=f"recipients.{name}")

    # --------------------------------------------------------------------------------------------------- the layers

    @staticmethod
    def _stack(below: list[Policy], own: dict[str, RuleSetting]) -> dict[str, RuleSetting]:
        rules: dict[str, RuleSetting] = {}
        for setting in (s for layer in (*(p.rules for p in below), own) for s in layer.values()):
            under = rules.get(setting.rule)
            if under is None or under.silent is not None:
                rules[setting.rule] = setting
                continue
            if setting.silent is not None:
                continue
            values = dict(under.values)
            for key, value in setting.values.items():
                if key not in values:
                    values[key] = value
                elif isinstance(value.value, tuple) and value.value and isinstance(value.value[0], RuleTerm):
                    values[key] = replace(value, value=_accumulate(values[key].value, value.value))
                elif not (value.basis is Basis.READING and values[key].basis is Basis.STATED):
                    values[key] = value
            rules[setting.rule] = replace(setting, values=values)
        order = [rule.id for rule in all_rules()]
        return {key: rules[key] for key in order if key in rules}

    def _with_defaults(self, setting: RuleSetting) -> RuleSetting:
        """A rule that is on, with what holds of the parameters that may be left out."""
        if setting.off is not None:
            return setting
        left = {key: Value(x, self.id, "", "", Basis.STATED) for key, x in rule_by_id(setting.rule).defaults.items()}
        return replace(setting, values=left | dict(setting.values))

    def _missing(self, rules: Mapping[str, RuleSetting]) -> None:
        for rule in all_rules():
            setting = rules.get(rule.id)
            if setting is None:
                self.problem("POL-003", rule.chapter, rule=rule.id, key="clause")
            elif setting.off is None:
                for key in rule.params.keys() - setting.values.keys():
                    self.problem("POL-003", f"{rule.chapter}.{rule.id}", rule=rule.id, key=key)

    # -------------------------------------------------------------------------------------------------- the scoring

    def _scoring(self, below: list[Policy]) -> Scoring:
        x = self.doc.get("scoring")
        if x is None:
            return below[-1].scoring if below else Scoring()
        points = {key: self._decimal(f"scoring.points.{key}", value) for key, value in x.get("points", {}).items()}
        known = {rule.id for rule in all_rules()}
        for key in points.keys() - known:
            self.problem("POL-004", "scoring.points", key=key)
        full = self._decimal("scoring.full", x["full"]) if "full" in x else None
        self._stop()
        return Scoring(full, points, str(x.get("source", "")), x.get("unscored", {}), tuple(x.get("exempt", ())))

    def _decimal(self, where: str, value: Any) -> Decimal:
        """An exact number, written as text or a whole number: a float has already lost what was written."""
        if isinstance(value, (str, int)) and not isinstance(value, bool) and _POINTS.fullmatch(str(value)):
            return Decimal(value)
        self.problem("POL-005", where, expected="0 … 9999.9999")
        return Decimal(0)


def _accumulate(lower: tuple[RuleTerm, ...], upper: tuple[RuleTerm, ...]) -> tuple[RuleTerm, ...]:
    """Stack the days of two layers: equal ones are one that cites both, and no day yields to one that is set."""
    kept: list[RuleTerm] = []
    for term in (*upper, *reversed(lower)):
        index = next((i for i, known in enumerate(kept) if known.covers(term)), None)
        if index is None:
            kept.append(term)
        elif (term.source, term.at) != (kept[index].source, kept[index].at):
            kept[index] = replace(kept[index], also=(*term.also, (term.source, term.at), *kept[index].also))
    dated = [term for term in reversed(kept) if term.term.unit is not TermUnit.UNDATED]
    undated = [term for term in reversed(kept) if term.term.unit is TermUnit.UNDATED][-1:]
    terms = [*dated, *(rest for term in undated for rest in _not_set_by(dated, term))]
    return tuple(replace(term, sole=len(terms) == 1) for term in terms)


def _not_set_by(dated: list[RuleTerm], undated: RuleTerm) -> Iterator[RuleTerm]:
    """What is left without a day: the kinds of case for which no layer sets one."""
    every = undated.kinds or tuple(CaseKind)
    set_for = {kind for term in dated if term.carried is None for kind in term.kinds or tuple(CaseKind)}
    left = tuple(kind for kind in every if kind not in set_for)
    if left:
        yield undated if len(left) == len(every) else replace(undated, kinds=left)


def _toml_reason(error: Exception) -> str:
    return "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
