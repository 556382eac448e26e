"""Our own plugin where the package is not installed: the cards' cases and the gallery are run by it."""

from importlib import import_module

import pytest

pytest_plugins = ["pytester"]


def pytest_configure(config: pytest.Config) -> None:
    """Take up the plugin that an installed package announces by itself."""
    plugin = import_module("caserules.testing.plugin")
    if not config.pluginmanager.is_registered(plugin):
        config.pluginmanager.register(plugin, "caserules")
