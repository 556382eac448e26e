"""The plugins at hand of a command line: those installed, without those turned off by name; looked for when a command asks.

This is the one place that reads the environment for them: `CASERULES_PLUGINS_OFF`, names separated by commas, or `*` for all.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from caserules.errors import CaserulesError

if TYPE_CHECKING:
    from caserules.hooks import Plugins

__all__ = [
    "ENVIRONMENT",
    "AtHand",
    "at_hand",
    "commands",
    "every_plugin",
    "exporters",
    "importer_of",
    "mark_faulty",
    "note_faults",
    "off_by_name",
    "plugging",
    "store_at",
    "tell_faults",
    "tell_plugins",
]

ENVIRONMENT: Final = "CASERULES_PLUGINS_OFF"


@dataclass
class AtHand:
    """What one call of the command line has at hand.

    Attributes:
        off: the names of plugins that are turned off.
        is_faulty: whether a plugin failed on the way, so that the call ends 3.
        told: what was told of that; nothing is told twice.
    """

    off: tuple[str, ...] = ()
    is_faulty: bool = field(default=False, init=False)
    told: set[str] = field(default_factory=set, init=False)

    @cached_property
    def plugins(self) -> Plugins:
        """The plugins, found when first asked for."""
        from caserules.hooks import installed_plugins

        return installed_plugins(without=self.off)


_AT_HAND: ContextVar[AtHand | None] = ContextVar("plugins at hand", default=None)


@contextmanager
def plugging(off: Sequence[str]) -> Iterator[AtHand]:
    """Have plugins at hand while the block runs.

    Args:
        off: names to turn off, beside those that the environment names.
    """
    told = os.environ.get(ENVIRONMENT, "")
    at_hand = AtHand((*dict.fromkeys(name.strip() for name in (*off, *told.split(",")) if name.strip()),))
    token = _AT_HAND.set(at_hand)
    try:
        yield at_hand
    finally:
        _AT_HAND.reset(token)


def every_plugin() -> Plugins:
    """Return the plugins at hand.

    Raises:
        PluginError: one cannot be taken up.
    """
    found = _AT_HAND.get()
    return (found or AtHand(("*",))).plugins


def at_hand() -> Plugins | None:
    """Return the plugins at hand; None where there is none, so that all is as if there were no such thing.

    Raises:
        PluginError: one cannot be taken up.
    """
    return every_plugin() or None


def note_faults(issues: Sequence[Any]) -> None:
    """Tell on standard error what went wrong in plugins, and let the call end 3.

    Args:
        issues: an assessment's data issues.
    """
    for issue in issues:
        if issue.code.startswith("PLG-"):
            _tell(issue)


def tell_plugins(changes: Sequence[Any]) -> None:
    """Tell the plugins what is new, changed or withdrawn against the last run; what goes wrong is told, and ends 3."""
    found = at_hand()
    for fault in found.tell_changes(changes) if found is not None else ():
        _tell(fault)


def tell_faults(plugins: Plugins | None) -> None:
    """Tell what went wrong in bringing rules and packs, and let the call end 3."""
    for fault in plugins.faults_of_policies() if plugins is not None else ():
        _tell(fault)


def _tell(what: Any) -> None:
    """Tell a fault or an issue in both languages, once, and let the call end 3."""
    from caserules.cli.out import note
    from caserules.report.safe import visible

    mark_faulty()
    line = visible(f"{what.code} {what.message('zh')} / {what.message('en')}")
    found = _AT_HAND.get()
    if found is None or line not in found.told:
        note(line)
    if found is not None:
        found.told.add(line)


@contextmanager
def store_at(where: str, *, wal: bool) -> Iterator[Any]:
    """Open the store of a place: `plugin:NAME:PLACE` one that a plugin offers, anything else one of ours.

    Raises:
        PluginError: no plugin offers it, or it cannot be opened.
        StoreError: as `caserules.store.open_store` does.
    """
    kind, _, rest = where.partition(":")
    if kind == "plugin":
        name, _, place = rest.partition(":")
        with closing(every_plugin().open_store(name, place)) as store:
            yield store
        return
    from caserules.store.opening import open_store

    with open_store(where, wal=wal) as own:
        yield own


def mark_faulty() -> None:
    """Let the call end 3."""
    found = _AT_HAND.get()
    if found is not None:
        found.is_faulty = True


def off_by_name() -> tuple[str, ...]:
    """Return the names of plugins that are turned off."""
    found = _AT_HAND.get()
    return ("*",) if found is None else found.off


def importer_of(path: str, known: Sequence[str]) -> str | None:
    """Return the name of the plugin's importer that reads files named like one; None where it is a known kind.

    Args:
        path: the file's name.
        known: how the names of the known kinds end.
    """
    name = path.lower()
    if name.endswith(tuple(known)):
        return None
    found = at_hand()
    fitting = [x for x in (found.importers() if found is not None else ()) if name.endswith(x.suffix)]
    return max(fitting, key=lambda x: (len(x.suffix), x.name)).name if fitting else None


def exporters() -> tuple[str, ...]:
    """Return the names of the forms that plugins write.

    Raises:
        PluginError: one cannot be taken up.
    """
    found = at_hand()
    return () if found is None else tuple(x.name for x in found.exporters())


def commands() -> dict[str, Any]:
    """Return the subcommands that plugins bring, by name; none where they cannot be taken up: then whoever asks is told."""
    try:
        found = at_hand()
        return {} if found is None else {command.name: command for command in found.commands()}
    except CaserulesError:
        return {}
