"""The hooks: one function each, whose arguments and result are the contract. `docs/hooks.md` has a section and an example for each.

The functions here are never called; pluggy takes them as specifications, the registration reads their arguments, and the calls
read from `HOOKS` what an answer may be. A plugin takes only those arguments that it wants.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pluggy

from caserules.calendar import Overlay
from caserules.hooks.kinds import Command, Exporter, Importer, Language, NotifierKind, Remark, StoreKind
from caserules.models import Register
from caserules.rules.rule import Rule

if TYPE_CHECKING:
    from caserules.store import Change

__all__ = ["API", "HOOKS", "PROJECT", "Hook", "hookimpl"]

PROJECT: Final = "caserules"
"""The entry-point group, and the name under which pluggy marks implementations."""
API: Final = 1
"""The version of these hooks: what a plugin says as `caserules_api`."""

hookimpl: Final = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as a hook's implementation."""
_spec: Final = pluggy.HookspecMarker(PROJECT)


@_spec
def calendars(place: str, year: int) -> tuple[Overlay, ...]:
    """Say which days of a place and year are worked or off, beyond the packaged calendar."""
    raise NotImplementedError


@_spec
def packs() -> tuple[Path, ...]:
    """Bring pack files: policies, and layers to stack on."""
    raise NotImplementedError


@_spec
def rules() -> tuple[Rule, ...]:
    """Bring rules, each declared like a built-in one, with its card beside it."""
    raise NotImplementedError


@_spec
def importers() -> tuple[Importer, ...]:
    """Bring kinds of file that registers are read from."""
    raise NotImplementedError


@_spec
def exporters() -> tuple[Exporter, ...]:
    """Bring forms in which assessments are written."""
    raise NotImplementedError


@_spec
def before_assess(register: Register, policy: str, as_of: date) -> tuple[Remark, ...]:
    """Look at a register before it is judged, and remark on what is odd."""
    raise NotImplementedError


@_spec
def after_assess(assessment: Mapping[str, Any]) -> None:
    """Take note of an assessment, as plain data."""
    raise NotImplementedError


@_spec
def finding_changed(change: Change) -> None:
    """Take note of a finding that is new, changed or withdrawn against the last run."""
    raise NotImplementedError


@_spec
def stores() -> tuple[StoreKind, ...]:
    """Offer stores."""
    raise NotImplementedError


@_spec
def notifiers() -> tuple[NotifierKind, ...]:
    """Offer notifiers."""
    raise NotImplementedError


@_spec
def languages() -> tuple[Language, ...]:
    """Bring languages in which findings are told."""
    raise NotImplementedError


@_spec
def commands() -> tuple[Command, ...]:
    """Bring subcommands of the command line."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook as calls and registration read it.

    Attributes:
        name: its name.
        args: the arguments that an implementation may take.
        gives: the exact class of each element of its answer; None: it answers nothing.
        most: how many elements an answer may have.
    """

    name: str
    args: tuple[str, ...]
    gives: type | None
    most: int


def _hook(spec: Any, gives: type | None = None, most: int = 0) -> Hook:
    return Hook(spec.__name__, tuple(inspect.signature(spec).parameters), gives, most)


_MANY: Final = 1_000
HOOKS: Final[Mapping[str, Hook]] = {
    hook.name: hook
    for hook in (
        _hook(calendars, Overlay, 100),
        _hook(packs, type(Path()), 200),
        _hook(rules, Rule, 200),
        _hook(importers, Importer, 50),
        _hook(exporters, Exporter, 50),
        _hook(before_assess, Remark, _MANY),
        _hook(after_assess),
        _hook(finding_changed),
        _hook(stores, StoreKind, 50),
        _hook(notifiers, NotifierKind, 50),
        _hook(languages, Language, 50),
        _hook(commands, Command, 50),
    )
}
"""Every hook by name, in the order of the documentation."""
