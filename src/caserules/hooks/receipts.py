"""A receipt's plugins held against those at hand: what was judged with others, or other versions, is not judged again unnoticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from caserules.errors import PluginError
from caserules.hooks.plugins import Plugins

__all__ = ["check_plugins"]


def check_plugins(receipt: Iterable[Mapping[str, Any]], plugins: Plugins | None) -> None:
    """Refuse plugins that are not those of a receipt, in name, version and hooks.

    Args:
        receipt: the `plugins` of an assessment's plain form.
        plugins: the plugins at hand; None: none.

    Raises:
        PluginError: `PLG-016`.

    Example:
        >>> check_plugins([], None)
    """
    then = sorted(_one(x) for x in receipt)
    now = sorted(_one({"name": x.name, "version": x.version, "hooks": x.hooks}) for x in plugins or ())
    if then != now:
        raise PluginError("PLG-016", then=_told(then), now=_told(now))


def _one(plugin: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    return str(plugin.get("name")), str(plugin.get("version")), tuple(map(str, plugin.get("hooks", ())))


def _told(plugins: list[tuple[str, str, tuple[str, ...]]]) -> str:
    return ", ".join(f"{name} {version}" for name, version, _ in plugins) or "–"
