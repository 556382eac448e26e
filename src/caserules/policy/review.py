"""What a sound pack still leaves to look at, each with the file and line: gaps, what is of no effect, what was not verified.

Mistakes refuse a pack when it is loaded; these are notes for the person who keeps it. Nothing is looked up outside the files, but
whether the time zone is known to the system; and no clock is read: since when a source must have been compared is given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from caserules.errors import Problem
from caserules.models import CaseKind
from caserules.policy.brought import NOTHING
from caserules.policy.layering import ReadPack
from caserules.policy.loader import policy_of, read_packs
from caserules.policy.model import UNSAID, Basis, Layer, Policy, RuleSetting, Value
from caserules.policy.stacking import horizon_of, in_time, is_terms, stacked
from caserules.rules import RuleSet
from caserules.rules.rule import Recipients, Terms

if TYPE_CHECKING:
    from caserules.hooks import Plugins

__all__ = ["TO_FILL", "review_policy", "stated_kinds"]

TO_FILL: Final = "?"
"""What stands in a pack that was begun, where a person has to write what the instrument says."""

_KINDS: Final = {CaseKind.SUGGESTION: ("建议", "suggestions"), CaseKind.PROPOSAL: ("提案", "proposals")}


def review_policy(
    name_or_path: str | Path, *, stale_before: date | None = None, plugins: Plugins | None = None
) -> tuple[Policy, tuple[Problem, ...]]:
    """Return a policy, and what is to be said of its packs although they are sound.

    Args:
        name_or_path: as for `load_policy`.
        stale_before: tell the sources that nobody compared since this day.
        plugins: as for `load_policy`.

    Raises:
        PolicyError: as `load_policy` does; also `POL-019` a time zone that is none, `POL-020` a place not filled in.

    Example:
        >>> policy, notes = review_policy("pengshui-2023-full")
        >>> [(x.code, dict(x.params)["layer"]) for x in notes if x.code == "POL-104"]
        [('POL-104', 'cn-deputies-law-2025')]
    """
    brought = NOTHING if plugins is None else plugins.brought()
    reads = read_packs(name_or_path, brought=brought)
    for read in reads:
        _mistakes(read)
        if read is not reads[-1]:
            read.file.stop()
    policy = policy_of(reads, brought.ruleset)
    notes = [
        *_gaps(policy, reads[-1]),
        *(note for read in reads for note in _of_file(policy, read, stale_before)),
        *_of_layers(policy, reads),
        *_overrides(policy, reads),
        *_names(reads),
    ]
    return policy, tuple(notes)


def _note(code: str, pack: ReadPack, at: str, /, **params: object) -> Problem:
    return Problem(code, pack.file.place(at), tuple(params.items()))


def _mistakes(read: ReadPack) -> None:
    """Note what is a mistake and is not looked at on loading: a time zone that is none, a place that nobody filled in."""
    from zoneinfo import ZoneInfo, available_timezones  # noqa: PLC0415  asked of by the check alone

    zone = read.file.doc["policy"]["time_zone"]
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        if available_timezones():  # a system without a list of zones cannot tell
            read.file.problem("POL-019", "policy.time_zone", zone=zone)
    for at in _unfilled(read.file.doc):
        read.file.problem("POL-020", ".".join(at[:3]), key=at[-1])


def _unfilled(x: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if isinstance(x, dict):
        for key, each in x.items():
            yield from _unfilled(each, (*at, key))
    elif isinstance(x, list):
        for each in x:
            yield from _unfilled(each, at)
    elif x == TO_FILL:
        yield at


def _gaps(policy: Policy, top: ReadPack) -> Iterator[Problem]:
    """The kinds of case for which no layer states a rule's day or value."""
    for rule in policy.ruleset:
        setting = policy.rules[rule.id]
        for key, value in setting.values.items() if setting.off is None else ():
            missing = set(CaseKind) - stated_kinds(value)
            if missing:
                kinds = {lang: _kinds(missing, lang) for lang in ("zh", "en")}
                yield _note("POL-101", top, f"{rule.chapter}.{rule.id}", key=f"{rule.id}.{key}", kinds=kinds)


def stated_kinds(value: Value) -> set[str]:
    """Return the kinds of case that a value is stated for."""
    if is_terms(value.value):
        return {str(kind) for term in value.value for kind in term.kinds or CaseKind}
    return {str(kind) for part in value.stated_for(None) for kind in part.kinds or CaseKind}


def _kinds(kinds: set[CaseKind], lang: str) -> str:
    return ("、" if lang == "zh" else ", ").join(_KINDS[kind][lang == "en"] for kind in CaseKind if kind in kinds)


def _of_file(policy: Policy, read: ReadPack, stale_before: date | None) -> Iterator[Problem]:
    """What one file shows by itself: parameters beside `off`, its sources, what it declares and does not use."""
    for rule in policy.ruleset:
        table = read.file.doc.get(rule.chapter, {}).get(rule.id, {})
        for key in table if table.get("off") else ():
            if key in rule.params:
                yield _note("POL-102", read, f"{rule.chapter}.{rule.id}.{key}", rule=rule.id, key=key)
    used = _used(read, policy.ruleset)
    for key, source in read.layer.sources.items():
        at = f"sources.{key}"
        if stale_before is not None and (source.checked or "") < stale_before.isoformat():
            yield _note("POL-108", read, at, source=key, day=stale_before.isoformat(), checked=source.checked or "–")
        if source.read != "whole":
            yield _note("POL-109", read, at, source=key, read=source.read or "–")
        start = horizon_of(policy.year)[0] if policy.year else None
        if source.until and start is not None and source.until < start and key in used:
            yield _note("POL-107", read, at, source=key, until=source.until)
    for section in ("sources", "readings", "days"):
        for key in read.file.doc.get(section, {}):
            if key not in used and not _taken_above(policy, read, section, key):
                yield _note("POL-110", read, f"{section}.{key}", key=f"{section}.{key}")


def _used(read: ReadPack, ruleset: RuleSet) -> set[str]:
    """The words that a file's rules, days and scoring name: sources, readings, days."""
    found: set[str] = set()

    def collect(x: Any) -> None:
        if isinstance(x, dict):
            for each in x.values():
                collect(each)
        elif isinstance(x, list):
            for each in x:
                collect(each)
        elif isinstance(x, str):
            found.update((x, x.removeprefix("@"), x.rpartition(" before ")[2]))

    doc = read.file.doc
    for section, table in doc.items():
        if section not in ("policy", "sources", "readings", "recipients", "categories", "clauses", "silent"):
            collect(table)
    found.update(x["source"] for x in doc.get("readings", {}).values() if "source" in x)
    by_default = any(
        "source" not in table for rule in ruleset if (table := doc.get(rule.chapter, {}).get(rule.id)) is not None
    )
    return found | ({"notice"} if by_default else set())


def _taken_above(policy: Policy, read: ReadPack, section: str, key: str) -> bool:
    """Whether a layer above may name it: then it is not for this file to say."""
    return section != "sources" and policy.layers[-1].id != read.layer.id


def _of_layers(policy: Policy, reads: Sequence[ReadPack]) -> Iterator[Problem]:
    """Layers that are not in force, or only for a part; of another year; that change nothing."""
    top = reads[-1]
    for read in reads[:-1]:
        layer = read.layer
        counts, window = in_time(layer, policy.year)
        if not counts and policy.year is not None:
            first, last = horizon_of(policy.year)
            yield _note("POL-104", top, "policy.layers", layer=layer.id, first=first, last=last)
        elif window is not None and policy.year is not None:
            yield _note("POL-105", top, "policy.layers", layer=layer.id, window=_window(layer))
        if layer.year is not None and policy.year is not None and layer.year != policy.year:
            yield _note("POL-111", top, "policy.layers", layer=layer.id, year=layer.year, other=policy.year)
        if counts and layer.rules and _same_without(policy, layer):
            yield _note("POL-103", top, "policy.layers", layer=layer.id)


def _window(layer: Layer) -> str:
    return f"{layer.in_force or '…'} – {layer.until or '…'}"


def _same_without(policy: Policy, layer: Layer) -> bool:
    """Whether the stack asks and cites the same without a layer."""
    rest = stacked([x for x in policy.layers if x.id != layer.id], policy.year, policy.ruleset)
    said = {key: x for key, x in policy.rules.items() if x.silent is not UNSAID}
    return rest.keys() == said.keys() and all(_said(rest[key]) == _said(x) for key, x in said.items())


def _said(setting: RuleSetting) -> tuple[object, ...]:
    values = {
        key: value.value if is_terms(value.value) else (_plain(value.value), value.basis)
        for key, value in setting.values.items()
    }
    return setting.off, setting.clause, values


def _plain(value: Any) -> Any:
    return dict(value) if hasattr(value, "items") else value


def _overrides(policy: Policy, reads: Sequence[ReadPack]) -> Iterator[Problem]:
    """Values that a layer states although one below states the same."""
    for i, read in enumerate(reads):
        for id_, setting in read.layer.rules.items():
            rule = policy.ruleset.by_id(id_)
            for key, value in setting.values.items():
                for lower in reversed(reads[:i]):
                    below = lower.layer.rules.get(id_)
                    other = None if below is None else below.values.get(key)
                    if other is not None and _same(rule.params[key], value, other):
                        at = f"{rule.chapter}.{id_}.{key}"
                        yield _note("POL-106", read, at, key=f"{id_}.{key}", layer=lower.layer.id)


def _same(kind: Any, upper: Value, lower: Value) -> bool:
    if upper.basis is not lower.basis and lower.basis is not Basis.STATED:
        return False
    if kind == Terms:  # the same day of another instrument is cited beside it; of the same one it says nothing
        return [x.same_day_as for x in upper.value] == [x.same_day_as for x in lower.value] and (
            (upper.source, upper.at) == (lower.source, lower.at)
        )
    same = _plain(upper.value) == _plain(lower.value)
    if kind == Recipients:
        same = {k: set(v) for k, v in upper.value.items()} == {k: set(v) for k, v in lower.value.items()}
    return same and set(upper.kinds) == set(lower.kinds)


def _names(reads: Sequence[ReadPack]) -> Iterator[Problem]:
    """A source's name that is another instrument in a layer below."""
    for i, read in enumerate(reads):
        for key, source in read.layer.sources.items():
            other = next(
                (x for x in reads[:i] if key in x.layer.sources and x.layer.sources[key].title != source.title), None
            )
            if other is not None:
                yield _note("POL-112", read, f"sources.{key}", source=key, layer=other.layer.id)
