"""Taking plugins up: all that can be told wrong without calling a hook is told here, with the distribution and version.

What pluggy lets through is refused: a hook that nobody calls for its name is misspelt, an argument that has a default (and so is
never filled), a coroutine that nobody awaits, a wrapper that could swallow another's answer, an order asked for.
"""

from __future__ import annotations

import difflib
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import FunctionType, MethodType
from typing import Any, Final, NoReturn

from caserules.errors import PluginError
from caserules.guard import called
from caserules.hooks.specs import API, HOOKS, PROJECT

__all__ = ["Plugin", "check_names", "taken_up"]

_NAME: Final = re.compile(r"[a-z][a-z0-9_.-]{0,63}")
_MARK: Final = f"{PROJECT}_impl"
_ORDERING: Final = ("wrapper", "hookwrapper", "tryfirst", "trylast", "specname", "optionalhook")
_PLAIN: Final = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin as taken up.

    Attributes:
        name: its name: the entry point's, or the module's.
        version: the version of its distribution.
        distribution: the name of its distribution; empty where it was given in Python.
        hooks: the hooks that it implements, in the order of the documentation.
        module: what implements them.
    """

    name: str
    version: str
    distribution: str
    hooks: tuple[str, ...]
    module: Any = field(repr=False, compare=False)

    @property
    def who(self) -> str:
        """Its name, with the distribution and version that it comes from."""
        return f"{self.name} ({' '.join(filter(None, (self.distribution, self.version)))})"


def taken_up(module: Any, name: str, version: str, distribution: str = "") -> Plugin:
    """Return a module, or an object with methods, as a plugin.

    Args:
        module: what implements the hooks.
        name: its name.
        version: its version.
        distribution: where it comes from.

    Raises:
        PluginError: `PLG-002` another version of the hooks, `PLG-004` … `PLG-010` a hook that is not as its specification says,
            `PLG-015` a name that is none.
    """
    plugin = Plugin(name, version, distribution, (), module)
    if inspect.isclass(module):
        _refuse(plugin, "PLG-008", hook="–")
    if _NAME.fullmatch(name) is None:
        _refuse(plugin, "PLG-015", kind="plugin", where=f"name, {plugin.who}")
    found = called(getattr, module, "caserules_api", None).value
    if type(found) is not int or found != API:
        _refuse(plugin, "PLG-002", found=found if type(found) is int else "–", expected=API)
    hooks = {hook for hook, function in _marked(plugin) if _check(plugin, hook, function)}
    return Plugin(name, version, distribution, tuple(hook for hook in HOOKS if hook in hooks), module)


def check_names(plugins: Iterable[Plugin]) -> None:
    """Refuse two plugins of one name.

    Raises:
        PluginError: `PLG-003`.
    """
    seen: dict[str, Plugin] = {}
    for plugin in plugins:
        if plugin.name in seen:
            raise PluginError("PLG-003", name=plugin.name, one=seen[plugin.name].who, other=plugin.who)
        seen[plugin.name] = plugin


def _refuse(plugin: Plugin, code: str, **params: object) -> NoReturn:
    raise PluginError(code, who=plugin.who, **params)


def _marked(plugin: Plugin) -> Iterator[tuple[str, Any]]:
    """Yield what is marked as a hook's implementation; what has a hook's name and no mark is refused."""
    for name in dir(plugin.module):
        static = inspect.getattr_static(plugin.module, name, None)
        inner = getattr(static, "__func__", static) if isinstance(static, classmethod | staticmethod) else static
        options = called(getattr, inner, _MARK, None).value if inspect.isroutine(inner) else None
        if isinstance(options, dict):
            if isinstance(static, classmethod | staticmethod):
                _refuse(plugin, "PLG-008", hook=name)
            if any(options.get(key) for key in _ORDERING):
                _refuse(plugin, "PLG-009", hook=name)
            yield name, inner
        elif name in HOOKS and isinstance(inner, FunctionType) and _is_own(plugin.module, inner):
            _refuse(plugin, "PLG-010", hook=name)


def _is_own(module: Any, function: FunctionType) -> bool:
    """Whether a function was written in a plugin's module, or in its class."""
    return function.__module__ == (module.__name__ if inspect.ismodule(module) else type(module).__module__)


def _check(plugin: Plugin, name: str, function: Any) -> bool:
    hook = HOOKS.get(name)
    if hook is None:
        near = difflib.get_close_matches(name, HOOKS, 1)
        _refuse(plugin, "PLG-004", hook=name, near=near[0] if near else " ".join(HOOKS))
    if not isinstance(function, FunctionType | MethodType) or function.__name__ == "<lambda>":
        _refuse(plugin, "PLG-008", hook=name)
    if any(test(function) for test in _LATER):
        _refuse(plugin, "PLG-007", hook=name)
    given = list(inspect.signature(function).parameters.values())
    for parameter in given if inspect.ismodule(plugin.module) else given[1:]:
        if parameter.name not in hook.args or parameter.kind not in _PLAIN:
            _refuse(plugin, "PLG-005", hook=name, arg=parameter.name, known=", ".join(hook.args) or "–")
        if parameter.default is not inspect.Parameter.empty:
            _refuse(plugin, "PLG-006", hook=name, arg=parameter.name)
    return True


_LATER: Final = (inspect.iscoroutinefunction, inspect.isasyncgenfunction, inspect.isgeneratorfunction)
"""What gives its answer only later, or never."""
