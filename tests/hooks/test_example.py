"""The complete plugin package in `examples/plugin`: its own tests run, with its entry point where an installation puts it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "examples" / "plugin"


@pytest.fixture
def installed(tmp_path: Path) -> dict[str, str]:
    """An environment in which the package's metadata are found beside its source."""
    project = tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"]
    name, version = project["name"], project["version"]
    info = tmp_path / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", encoding="utf-8")
    points = project["entry-points"]["caserules"].items()
    lines = ["[caserules]", *(f"{key} = {value}" for key, value in points)]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    paths = (str(tmp_path), str(PLUGIN / "src"), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def ran(environment: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own package
        [sys.executable, *args], env=environment, capture_output=True, text=True, check=False, cwd=PLUGIN
    )


def test_its_own_tests_pass(installed: dict[str, str]) -> None:
    found = ran(installed, "-m", "pytest", "-v", "-p", "no:cacheprovider")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "skipped" not in found.stdout
    assert (
        "DISPATCH-01.toml::到期当日寄出 2023-06-08 PASSED" in found.stdout
    )  # its card's cases, by our own pytest plugin


def test_the_command_line_knows_it_once_it_is_installed(installed: dict[str, str], tmp_path: Path) -> None:
    listed = ran(installed, "-m", "caserules.cli", "plugins", "--json")
    assert listed.returncode == 0, listed.stderr
    assert '"name": "dispatch"' in listed.stdout
    told = ran(installed, "-m", "caserules.cli", "rules", "DISPATCH-01", "--policy", "mycounty-2023", "--lang", "en")
    assert (told.returncode, "Reply posted in time" in told.stdout) == (0, True), told.stderr
    off = ran({**installed, "CASERULES_PLUGINS_OFF": "dispatch"}, "-m", "caserules.cli", "rules", "DISPATCH-01")
    assert off.returncode == 3
