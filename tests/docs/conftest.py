"""The scripts that make the documentation, as the tests use them."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
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
