"""What plugins bring to policies, checked against the library's own and each other's before a policy is read.

Nobody wins by coming last: an id, a chapter or a group of facts that is taken is refused, naming both. A plugin that fails to say
what it brings is a fault; the others' rules stand, and what a pack says of a rule that nobody knows is then kept apart.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

from caserules.errors import PluginError
from caserules.facts.tables import TABLES
from caserules.guard import called
from caserules.hooks.calling import Answer, Fault
from caserules.hooks.registering import Plugin
from caserules.models import CaseKind
from caserules.policy import known_layers, known_policies
from caserules.policy.brought import Brought
from caserules.policy.layering import SECTIONS
from caserules.rules import CHAPTERS, RuleSet, all_rules
from caserules.rules.cards import card
from caserules.rules.rule import Party, Rule, Terms

__all__ = ["brought_by"]

_ID: Final = re.compile(r"[A-Z]+-(0[1-9]|[1-9][0-9])")
_WORD: Final = re.compile(r"[a-z]+(_[a-z]+)*")
_VERSION: Final = re.compile(r"[0-9]+(\.[0-9]+)*")
_CHAPTER: Final = re.compile(r"[a-z]+")
_PACK: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_MOST_BYTES: Final = 1_000_000


def brought_by(
    plugins: Sequence[Plugin], rules: Iterable[Answer], packs: Iterable[Answer]
) -> tuple[Brought, Mapping[str, str], tuple[Fault, ...]]:
    """Return what plugins bring to policies, whose each rule is, and what went wrong.

    Args:
        plugins: the plugins.
        rules: what they answered when asked for rules.
        packs: and when asked for packs.

    Raises:
        PluginError: `PLG-011`, `PLG-012`, `PLG-013`.
    """
    by_name = {plugin.name: plugin for plugin in plugins}
    rules, packs = tuple(rules), tuple(packs)
    faults = [answer.fault for answer in (*rules, *packs) if answer.fault is not None]
    owners: dict[str, str] = {}
    extra: list[Rule] = []
    takes = _Taken()
    for answer in rules:
        for rule in answer.values:
            takes.take(by_name[answer.plugin], rule)
            owners[rule.id] = answer.plugin
            extra.append(rule)
    found: dict[str, bytes] = {}
    whose: dict[str, str] = dict.fromkeys((*known_policies(), *known_layers()), "caserules")
    for answer in packs:
        plugin = by_name[answer.plugin]
        for path in answer.values:
            name, contents = _pack(plugin, path)
            if name in whose:
                raise PluginError("PLG-013", name=name, hook="packs", one=whose[name], other=plugin.who)
            found[name], whose[name] = contents, plugin.who
    ruleset = RuleSet(tuple(sorted(extra, key=lambda rule: rule.id)), missing=any(x.fault for x in rules))
    return Brought(ruleset, dict(sorted(found.items()))), owners, tuple(faults)


def _pack(plugin: Plugin, path: Path) -> tuple[str, bytes]:
    contents = called(path.read_bytes).value
    if path.suffix != ".toml" or _PACK.fullmatch(path.stem) is None or contents is None or len(contents) > _MOST_BYTES:
        raise PluginError("PLG-015", kind="pack", where=f"{path.name}, {plugin.who}")
    return path.stem, contents


class _Taken:
    """The ids, chapters and groups of facts that are taken, and by whom."""

    def __init__(self) -> None:
        own = all_rules()
        self.ids: dict[str, str] = {rule.id: "caserules" for rule in own}
        self.chapters: dict[str, str] = dict.fromkeys((*CHAPTERS, *SECTIONS), "caserules")
        self.words: dict[str, str] = {rule.id.partition("-")[0]: "caserules" for rule in own}
        self.facts: dict[str, str] = {rule.fact: "caserules" for rule in own}

    def take(self, plugin: Plugin, rule: Rule) -> None:
        """Note a plugin's rule, or refuse it.

        Raises:
            PluginError: `PLG-011` its id is taken; `PLG-012` its chapter, or its group of facts, is another's, or it is badly
                declared, or its card cannot be read.
        """
        if type(rule.id) is not str or _ID.fullmatch(rule.id) is None:
            raise PluginError("PLG-012", who=plugin.who, rule="–", why="id")
        if rule.id in self.ids:
            raise PluginError("PLG-011", rule=rule.id, one=self.ids[rule.id], other=plugin.who)
        self.ids[rule.id] = plugin.who
        for name, holds in _DECLARED.items():
            if called(holds, rule).value is not True:
                raise PluginError("PLG-012", who=plugin.who, rule=rule.id, why=name)
        places = ((self.chapters, rule.chapter), (self.words, rule.id.partition("-")[0]), (self.facts, rule.fact))
        for taken, name in places:
            if taken.setdefault(name, plugin.who) != plugin.who:
                raise PluginError("PLG-012", who=plugin.who, rule=rule.id, why=f"{name}: {taken[name]}")


def _word(text: object, pattern: re.Pattern[str]) -> bool:
    return type(text) is str and pattern.fullmatch(text) is not None


_DECLARED: Final[Mapping[str, Callable[[Rule], bool]]] = {
    "table": lambda rule: rule.table in TABLES,
    "owes": lambda rule: type(rule.owes) is Party and type(rule.to) is Party,
    "fact": lambda rule: _word(rule.fact, _WORD),
    "deed": lambda rule: _word(rule.deed, _WORD),
    "since": lambda rule: _word(rule.since, _VERSION),
    "write": lambda rule: list(inspect.signature(rule.write).parameters)[1:] == list(rule.params),
    "params": lambda rule: all(kind == Terms or _is_readable(kind) for kind in rule.params.values()),
    "chapter": lambda rule: _word(rule.chapter, _CHAPTER),
    "card": lambda rule: rule.card.name == f"{rule.id}.toml" and bool(card(rule)),
}
"""What a rule declares, and how it has to be; whatever raises on the way is not so."""


def _is_readable(kind: Any) -> bool:
    """Whether values of a parameter's type are read from packs: words, lists of them, and tables of either."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        return len(args) == 2 and args[1] is ... and _is_readable(args[0])
    if origin is Mapping:
        return args[0] in (str, CaseKind) and _is_readable(args[1])
    return origin is Literal or (origin is None and (kind is str or issubclass(kind, StrEnum)))
