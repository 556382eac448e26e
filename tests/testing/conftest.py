"""A test run inside the test run, with our plugin in it.

The inner run forgets the modules that it imported; so that none of ours is there twice, all are imported before.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

import caserules
from caserules.testing.settings import language, use_language

for _module in pkgutil.walk_packages(caserules.__path__, "caserules."):
    if not _module.name.endswith("__main__"):
        import_module(_module.name)

Run = Callable[..., pytest.RunResult]


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let another process find the library, wherever it runs."""
    path = str(Path(caserules.__file__).parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(x for x in (path, os.environ.get("PYTHONPATH", "")) if x))


@pytest.fixture
def inner(pytester: pytest.Pytester, request: pytest.FixtureRequest, elsewhere: None) -> Run:
    """Run pytest in a folder of its own; `-n` needs another process."""
    installed = request.config.pluginmanager.list_plugin_distinfo()
    names = {dist.project_name for _, dist in installed}
    ours = () if "caserules" in names else ("-p", "caserules.testing.plugin")

    def run(*args: str) -> pytest.RunResult:
        how = pytester.runpytest_subprocess if "-n2" in args else pytester.runpytest_inprocess
        return how(*ours, "-p", "no:cacheprovider", *args)

    return run


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    """Whatever a test chooses, the next one begins in Chinese."""
    before = language()
    yield
    use_language(before)
