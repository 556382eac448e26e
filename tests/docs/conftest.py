"""The scripts that make the documentation, as the tests use them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def script(name: str) -> Any:
    """Return a module of `scripts/`."""
    folder = str(ROOT / "scripts")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


@pytest.fixture(scope="session")
def make_docs() -> Any:
    return script("make_docs")


@pytest.fixture(scope="session")
def doc_blocks() -> Any:
    return script("doc_blocks")


@pytest.fixture(scope="session")
def build_site() -> Any:
    return script("build_site")


@pytest.fixture(scope="session")
def rule_examples() -> Any:
    return script("doc_examples")


@pytest.fixture(scope="session")
def site_hooks() -> Any:
    return script("site_hooks")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, build_site: Any) -> tuple[Path, float]:
    """Both sites, and how long they took; built once for all tests."""
    folder = tmp_path_factory.mktemp("site")
    started = perf_counter()
    wrong = build_site.build(folder)
    assert not wrong, wrong
    return folder, perf_counter() - started


@pytest.fixture(scope="session")
def site(built: tuple[Path, float]) -> Path:
    return built[0]


@pytest.fixture(scope="session")
def site_seconds(built: tuple[Path, float]) -> float:
    return built[1]
