"""The scripts of a release, as the tests use them."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def script(name: str) -> Any:
    """Return a module of `scripts/`."""
    folder = str(ROOT / "scripts")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def git(root: Path, *arguments: str) -> str:
    """Run git in a repository made for a test, with an author of its own and none of the machine's settings."""
    settings = ("user.name=t", "user.email=t@example.invalid", "commit.gpgsign=false", "tag.gpgsign=false")
    given = [x for setting in settings for x in ("-c", setting)]
    command = ["git", "-C", str(root), *given, *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  our own words
    return ran.stdout
