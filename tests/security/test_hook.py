"""No socket, no process, no file but those given: an audit hook over import, readers, assessment, reports, letters, command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "tests" / "compat").iterdir())[-1]
WALK = Path(__file__).with_name("walk.py")


def walked(
    folder: Path,
    *more: str,
    options: tuple[str, ...] = (),
    cwd: Path = ROOT,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Mapping[str, Any]:
    """Walk through the library in a process of its own and return what it told."""
    into, out = folder / "in", folder / "out"
    if not into.exists():
        shutil.copytree(SAMPLES, into)
    out.mkdir(exist_ok=True)
    paths = [str(ROOT / "src"), *(x for x in sys.path if x and "site-packages" in x)]
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        **environment,
    }
    command = [sys.executable, *options, str(WALK), str(into), str(out), *more]
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False)  # noqa: S603  our own walk
    assert ran.returncode == 0, ran.stderr.decode(errors="replace")
    told: Mapping[str, Any] = json.loads(ran.stdout[ran.stdout.rindex(b'{"told"') :])
    return told


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    return walked(tmp_path_factory.mktemp("watched"), "--watched")


def test_no_socket_no_process_and_no_file_but_those_given(watched: Mapping[str, Any]) -> None:
    assert watched["told"] == []


def test_the_hook_tells_what_it_must(watched: Mapping[str, Any]) -> None:
    """A socket, a process, a stray file made and removed; a file in the folder given for output is not told."""
    assert [x.split(" ")[0] for x in watched["planted"] if "putenv" not in x] == [
        "socket.__new__",
        "subprocess.Popen",
        "open",
        "os.remove",
    ]


def test_the_walk_went_through_every_room(watched: Mapping[str, Any]) -> None:
    assert watched["opened"] > 100
    assert {x.split(" ")[0] for x in watched["made"]} >= {
        *(
            "assessment",
            "reasons",
            "scores",
            "carry",
            "what",
            "reminders",
            "refused",
            "imported",
            "html",
            "text",
            "ics",
        ),
        *("junit", "sarif", "workbook", "book", "letters", "columns", "audit"),
    }
