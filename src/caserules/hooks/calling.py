"""Calling hooks: each implementation by itself, whatever it does told as a fault, every answer looked at before it is used.

pluggy's own call stops at the first exception, lets `SystemExit` through, takes any answer and gives them in the order of
registration. Here each implementation is called alone with just the arguments that it takes, its answer has to be exactly of the
class that the hook names, and the answers are sorted, so that the order of plugins never matters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from caserules.guard import Called, called, kind_of
from caserules.hooks.specs import HOOKS, Hook

if TYPE_CHECKING:
    from pluggy import HookImpl

__all__ = ["Answer", "Fault", "answers", "checked"]


class Fault(NamedTuple):
    """What went wrong in a plugin: where, by which code, and what kind of thing was met. Never a value, never a message of it."""

    plugin: str
    hook: str
    code: str
    kind: str

    def message(self, lang: str = "zh") -> str:
        """Return the sentence of the fault in `zh` or `en`."""
        from caserules.messages import error_text  # noqa: PLC0415  sentences are read only when told

        return error_text(self.code, lang, {"where": f"{self.plugin} {self.hook}", "kind": self.kind})

    def to_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "hook": self.hook,
            "code": self.code,
            "kind": self.kind,
            "message": {lang: self.message(lang) for lang in ("zh", "en")},
        }


class Answer(NamedTuple):
    """What a plugin answered, or the fault that came instead."""

    plugin: str
    values: tuple[Any, ...]
    fault: Fault | None


def answers(
    implementations: Iterable[HookImpl], hook: str, given: Mapping[str, Any], *, copied: str = ""
) -> Iterator[Answer]:
    """Call every implementation of a hook, and yield each one's answer, by the plugins' names.

    Args:
        implementations: as pluggy has them.
        hook: the hook's name.
        given: the arguments by name.
        copied: the argument that could be changed: implementations that take it get a copy, made anew after one changed it.
    """
    copy: Any = None
    for impl in sorted(implementations, key=lambda x: x.plugin_name):
        takes = copied in impl.argnames
        if takes and copy is None:
            copy = deepcopy(given[copied])
        made = called(impl.function, *(copy if name == copied else given[name] for name in impl.argnames))
        if takes and called(lambda a, b: a == b, copy, given[copied]).value is not True:
            copy = None
            yield Answer(impl.plugin_name, (), Fault(impl.plugin_name, hook, "PLG-104", kind_of(given[copied])))
        else:
            yield _answer(impl.plugin_name, HOOKS[hook], made)


def _answer(plugin: str, hook: Hook, made: Called[Any]) -> Answer:
    wrong = ("PLG-101", made.raised) if made.raised is not None else checked(hook, made.value)
    if wrong is not None:
        return Answer(plugin, (), Fault(plugin, hook.name, *wrong))
    return Answer(plugin, made.value or () if hook.gives is not None else (), None)


def checked(spec: Hook, value: object) -> tuple[str, str] | None:
    """Return what is wrong with a hook's answer, as a code and the kind of thing met; None where nothing is.

    Args:
        spec: the hook.
        value: the answer.
    """
    if spec.gives is None:
        return None if value is None else ("PLG-102", kind_of(value))
    if type(value) is not tuple:
        return "PLG-102", kind_of(value)
    if len(value) > spec.most:
        return "PLG-103", f"{len(value)} > {spec.most}"
    for item in value:
        if type(item) is not spec.gives:
            return "PLG-102", kind_of(item)
    return None
