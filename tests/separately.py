"""Python run in a process of its own that finds the library where the tests do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = ["ran"]

SOURCE = str(Path(__file__).parents[1] / "src")


def ran(
    words: Sequence[str | Path], folder: Path, settings: Mapping[str, str] | None = None, *, seconds: int = 120
) -> subprocess.CompletedProcess[str]:
    """Run Python with some words in a folder, and return what it printed and how it ended.

    Args:
        words: what stands behind `python`.
        folder: where it runs.
        settings: its own environment, beside that of the tests.
        seconds: after how many it is given up.
    """
    own = settings or {}
    paths = (own.get("PYTHONPATH", ""), SOURCE, os.environ.get("PYTHONPATH", ""))
    env = {**os.environ, **own, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(  # noqa: S603  our own code
        [sys.executable, *words],
        cwd=folder,
        env=env,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=seconds,
    )
