"""Layers made one: which value of a parameter holds where several instruments state it, and when.

Due days accumulate: equal ones are one that cites every layer, and `undated` yields for each kind of case that some layer sets
a day for. Every other value is the topmost layer's that states it, kind of case by kind, and a reading never overrides what a
lower layer states. Silence yields to whatever is said, if that is enough to judge by.

The law's day: an instrument counts on the days that it is in force. Where the policy has a year, one in force throughout the
policy's time is asked of every case, one that is not in force on any day of it is left out, and of the others each term and value
keeps its window, which is then asked of the day that starts a duty. An instrument that governs a year is in force throughout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from caserules.models import CaseKind
from caserules.policy.checker import is_by_kind
from caserules.policy.model import Basis, Layer, RuleSetting, Value
from caserules.rules import BUILT_IN, RuleSet
from caserules.rules.rule import Recipients, Rule, Terms
from caserules.terms import RuleTerm, TermUnit, Window

__all__ = ["Horizon", "horizon_of", "in_time", "is_terms", "merged", "overlaps", "stacked", "yields"]

Horizon: TypeAlias = tuple[str, str]
"""The first and last day that a policy's duties can start on, as ISO text."""


def horizon_of(year: int) -> Horizon:
    """Return the time of a policy of some year: to the end of the next, for what is carried into it.

    Example:
        >>> horizon_of(2023)
        ('2023-01-01', '2024-12-31')
    """
    return f"{year}-01-01", f"{year + 1}-12-31"


def in_time(layer: Layer, year: int | None) -> tuple[bool, Window | None]:
    """Return whether a layer counts under a policy of some year at all, and in which window if not throughout.

    Args:
        layer: the layer.
        year: the policy's year; None: not known before there is a register.
    """
    window = layer.window
    if window is None or year is None:
        return True, window
    horizon = horizon_of(year)
    if window.misses(*horizon):
        return False, None
    return True, None if window.covers(*horizon) else window


def overlaps(layers: Sequence[Layer]) -> Iterator[tuple[Layer, Layer, str]]:
    """Yield the layers that are two texts of one instrument and in force on one day, with the first such day.

    Texts of one instrument have ids that differ in their year alone: `cn-deputies-law-2015`, `cn-deputies-law-2025`.
    """
    for i, a in enumerate(layers):
        for b in layers[i + 1 :]:
            if a.year is None and b.year is None and _stem(a.id) == _stem(b.id) and a.id != b.id:
                first, last = max(a.in_force, b.in_force), min(a.until or "9", b.until or "9")
                if first <= last:
                    yield a, b, first


def _stem(id_: str) -> str:
    stem, _, year = id_.rpartition("-")
    return stem if len(year) == 4 and year.isdecimal() else id_


def stacked(layers: Sequence[Layer], year: int | None, rules: RuleSet = BUILT_IN) -> dict[str, RuleSetting]:
    """Return what layers say of rules together, the topmost layer last.

    Args:
        layers: the layers, each with its own rules.
        year: the policy's year, if it has one.
        rules: the rules that they were read with.
    """
    found: dict[str, RuleSetting] = {}
    silent: dict[str, RuleSetting] = {}
    for layer in layers:
        counts, window = in_time(layer, year)
        for id_, setting in layer.rules.items() if counts else ():
            own = _windowed(setting, window)
            under = found.get(id_)
            found[id_] = own if under is None else _over(rules.by_id(id_), under, own)
            if own.silent is not None:
                silent[id_] = own
    for id_, own in silent.items():
        if found[id_].off is None and _needed(rules.by_id(id_)) - found[id_].values.keys():
            found[id_] = own  # what others state of it is too little to judge by
    return {id_: _filled(rules.by_id(id_), setting) for id_, setting in found.items()}


def _filled(rule: Rule, setting: RuleSetting) -> RuleSetting:
    """A rule that is on, with what holds of the parameters that no layer states and that may be left out."""
    defaults = rule.defaults
    if setting.off is not None or not defaults.keys() - setting.values.keys():
        return setting
    held = {key: Value(x, "", "", "", Basis.STATED) for key, x in defaults.items()}
    return replace(setting, values=held | dict(setting.values))


def _needed(rule: Rule) -> set[str]:
    """The parameters that a rule cannot do without."""
    return rule.params.keys() - rule.defaults.keys()


def _windowed(setting: RuleSetting, window: Window | None) -> RuleSetting:
    if window is None or setting.silent is not None:
        return setting
    values = {}
    for key, value in setting.values.items():
        terms = is_terms(value.value)
        held = tuple(replace(x, window=window) for x in value.value) if terms else value.value
        values[key] = replace(value, value=held, window=None if terms else window)
    return replace(setting, values=values, windows=(window,))


def _over(rule: Rule, under: RuleSetting, upper: RuleSetting) -> RuleSetting:
    """One layer's word on a rule, on top of those below."""
    if upper.silent is not None:
        return under if under.silent is None else upper
    if under.silent is not None:
        return upper
    params = rule.params
    values = dict(under.values)
    for key, value in upper.values.items():
        values[key] = merged(params[key], values[key], value) if key in values else value
    windows = (*under.windows, *upper.windows) if under.windows and upper.windows else ()
    return replace(upper, values=values, windows=windows)


def is_terms(value: Any) -> bool:
    """Return whether a parameter's value is one or more terms."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], RuleTerm)


def yields(upper: Value, lower: Value) -> bool:
    """Return whether a layer's value gives way to a lower one's: a reading, to what is stated."""
    return upper.basis is Basis.READING and lower.basis is Basis.STATED


def merged(kind: Any, lower: Value, upper: Value) -> Value:
    """Return the value that holds where a lower and an upper layer state one.

    Args:
        kind: the parameter's type.
        lower: what holds without the upper layer.
        upper: what the upper layer states.
    """
    if kind == Terms:
        return replace(upper, value=_accumulated((*lower.value, *upper.value)))
    winners: dict[CaseKind, Value] = {}
    for each in CaseKind:
        below, above = lower.stated_for(each), upper.stated_for(each)
        if below or above:
            winners[each] = above[0] if above and not (below and yields(above[0], below[0])) else below[0]
    distinct = tuple({id(x): x for x in winners.values()}.values())
    if len(distinct) == 1 and len(winners) == len(distinct[0].kinds or tuple(CaseKind)):
        return distinct[0]
    parts = tuple(_narrowed(kind, x, tuple(k for k, y in winners.items() if y is x)) for x in distinct)
    top = next((x for x in parts if x.layer == upper.layer), parts[-1])
    return replace(top, value=_joined(kind, parts), kinds=(), window=None, parts=parts)


def _narrowed(kind: Any, value: Value, kinds: tuple[CaseKind, ...]) -> Value:
    if kind == Recipients:
        held: Any = {name: tuple(x for x in of if x in kinds) for name, of in value.value.items()}
        held = {name: of for name, of in held.items() if of}
    else:
        held = {each: value.value[each] for each in kinds}
    return replace(value, value=held, kinds=kinds)


def _joined(kind: Any, parts: tuple[Value, ...]) -> Mapping[Any, Any]:
    if is_by_kind(kind):
        of = {each: x for part in parts for each, x in part.value.items()}
        return {each: of[each] for each in CaseKind if each in of}
    names = dict.fromkeys(name for part in parts for name in part.value)
    return {name: tuple(k for part in parts for k in part.value.get(name, ())) for name in names}


# ------------------------------------------------------------------------------------------------------- the due days


def _accumulated(terms: Sequence[RuleTerm]) -> tuple[RuleTerm, ...]:
    """Stack the days of layers, the topmost last: equal ones are one that cites all, and no day yields to one that is set."""
    kept: list[RuleTerm] = []
    for term in reversed(terms):
        _keep(kept, term)
    dated = [term for term in reversed(kept) if term.term.unit is not TermUnit.UNDATED]
    found = list(dated)
    for term in (x for x in kept if x.term.unit is TermUnit.UNDATED):  # the topmost first
        found += _not_set_by(found, term)
    return tuple(replace(term, sole=len(found) == 1) for term in found)


def _keep(kept: list[RuleTerm], term: RuleTerm) -> None:
    """Add a lower layer's term to those above it, for the kinds of case and the time that none of them sets the same day for."""
    kinds: set[str] = set(term.kinds or CaseKind)
    for i, known in enumerate(kept):
        both = kinds & set(known.kinds or CaseKind)
        if both and replace(known, kinds=()).covers(term):
            kept[i] = _citing(known, term)
            kinds -= both
    if not kinds:
        return
    rest = term if len(kinds) == len(term.kinds or CaseKind) else _of_kinds(term, kinds)
    narrower = [known for known in kept if rest.covers(known)]
    for known in reversed(narrower):
        rest = replace(rest, also=(*rest.also, *known.also, replace(known, also=())))
    place = kept.index(narrower[0]) if narrower else len(kept)
    kept[place:] = [rest, *(x for x in kept[place:] if x not in narrower)]


def _of_kinds(term: RuleTerm, kinds: set[str]) -> RuleTerm:
    return replace(term, kinds=tuple(kind for kind in CaseKind if kind in kinds))


def _citing(known: RuleTerm, term: RuleTerm) -> RuleTerm:
    if (term.source, term.at) == (known.source, known.at):
        return known
    return replace(known, also=(*term.also, replace(term, also=()), *known.also))


def _not_set_by(above: list[RuleTerm], undated: RuleTerm) -> Iterator[RuleTerm]:
    """What is left without a day: the kinds of case of which no other term is asked throughout."""
    every = undated.kinds or tuple(CaseKind)
    always = [term for term in above if term.carried is None and term.window is None]
    set_for = {kind for term in always for kind in term.kinds or tuple(CaseKind)}
    left = tuple(kind for kind in every if kind not in set_for)
    if left:
        yield undated if len(left) == len(every) else replace(undated, kinds=left)
