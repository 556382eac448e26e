"""Finding the plugins that are installed: the entry points of the group `caserules`, loaded one by one when first asked for.

Looking through what is installed takes tens of milliseconds, so nothing does it on import; only who asks for it pays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib.metadata import EntryPoint, entry_points

from caserules.errors import PluginError
from caserules.guard import called
from caserules.hooks.registering import Plugin, taken_up
from caserules.hooks.specs import PROJECT

__all__ = ["ALL", "each", "found"]

ALL = "*"
"""In the place of names: every plugin."""


def found(without: Collection[str]) -> tuple[Plugin, ...]:
    """Return the plugins that are installed.

    Args:
        without: the names of those that are turned off: they are not even imported. `*`: all.

    Raises:
        PluginError: `PLG-001` one cannot be imported; `PLG-014` a name in `without` that no plugin has; or as `taken_up` does.
    """
    taken: list[Plugin] = []
    for plugin in each(without):
        if isinstance(plugin, PluginError):
            raise plugin
        taken.append(plugin)
    return tuple(taken)


def each(without: Collection[str]) -> Iterator[Plugin | PluginError]:
    """Yield each plugin that is installed, or why it cannot be taken up; arguments as for `found`."""
    if ALL in without:
        return
    points = sorted(entry_points(group=PROJECT), key=lambda x: (x.name, x.value))
    for name in sorted(set(without) - {x.name for x in points}):
        yield PluginError("PLG-014", name=name, known=", ".join(x.name for x in points) or "–")
    for point in _once(points):
        if point.name not in without:
            try:
                yield _loaded(point)
            except PluginError as error:
                yield error


def _once(points: list[EntryPoint]) -> Iterator[EntryPoint]:
    """Yield each entry point once: a distribution that is found twice on the path tells the same thing twice."""
    seen: set[tuple[str, str, str]] = set()
    for point in points:
        key = (point.name, point.value, _distribution(point)[0])
        if key not in seen:
            seen.add(key)
            yield point


def _distribution(point: EntryPoint) -> tuple[str, str]:
    return ("", "0") if point.dist is None else (point.dist.name, point.dist.version)


def _loaded(point: EntryPoint) -> Plugin:
    distribution, version = _distribution(point)
    module = called(point.load)
    if module.raised is not None:
        who = Plugin(point.name, version, distribution, (), None).who
        raise PluginError("PLG-001", who=who, value=point.value, kind=module.raised)
    return taken_up(module.value, point.name, version, distribution)
