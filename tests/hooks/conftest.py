"""A register with a key case that nobody visited, and the sample plugin's policy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest

from caserules import Register
from caserules.io.scenario import read_story

DAY = date(2023, 6, 1)
STORY = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
2023-04-10 key
2023-05-24 delivered caizheng
"""
Install: TypeAlias = Callable[..., None]


@pytest.fixture(scope="session")
def register() -> Register:
    return read_story(STORY)


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Put distributions where the interpreter finds them, each with an entry point, for one test."""
    made: list[str] = []

    def put(name: str, source: str, *, version: str = "1.0", dist: str = "", value: str = "") -> None:
        dist = dist or f"caserules-{name}"
        folder = tmp_path / f"{dist}-{version}-site"
        info = folder / f"{dist.replace('-', '_')}-{version}.dist-info"
        info.mkdir(parents=True)
        module = f"installed_{dist.replace('-', '_')}"
        (folder / f"{module}.py").write_text(source, encoding="utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist}\nVersion: {version}\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[caserules]\n{name} = {value or module}\n", encoding="utf-8")
        made.append(module)
        monkeypatch.syspath_prepend(str(folder))

    yield put
    for module in made:
        sys.modules.pop(module, None)
