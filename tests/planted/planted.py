"""The list of bugs to be planted, as the script that plants them and the test of the list read it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

__all__ = ["SOURCE", "Bug", "bugs"]

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src" / "caserules"


class Bug(NamedTuple):
    """What is replaced by what in a file of the package, what somebody would suffer, and the tests that should see it."""

    file: str
    before: str
    after: str
    zh: str
    en: str
    tests: tuple[str, ...]


def bugs() -> tuple[Bug, ...]:
    held = tomllib.loads((HERE / "bugs.toml").read_text(encoding="utf-8"))
    return tuple(Bug(**(each | {"tests": tuple(each["tests"])})) for each in held["bugs"])
