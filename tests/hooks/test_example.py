"""The complete plugin package in `examples/plugin`: its own tests run, with its entry point where an installation puts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "examples" / "plugin"


def ran(environment: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  our own package
        [sys.executable, *args], env=environment, capture_output=True, text=True, check=False, cwd=PLUGIN
    )


def test_its_own_tests_pass(plugin_installed: dict[str, str]) -> None:
    found = ran(plugin_installed, "-m", "pytest", "-v", "-p", "no:cacheprovider")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "skipped" not in found.stdout
    assert (
        "DISPATCH-01.toml::到期当日寄出 2023-06-08 PASSED" in found.stdout
    )  # its card's cases, by our own pytest plugin


def test_the_command_line_knows_it_once_it_is_installed(plugin_installed: dict[str, str], tmp_path: Path) -> None:
    listed = ran(plugin_installed, "-m", "caserules.cli", "plugins", "--json")
    assert listed.returncode == 0, listed.stderr
    assert '"name": "dispatch"' in listed.stdout
    told = ran(
        plugin_installed, "-m", "caserules.cli", "rules", "DISPATCH-01", "--policy", "mycounty-2023", "--lang", "en"
    )
    assert (told.returncode, "Reply posted in time" in told.stdout) == (0, True), told.stderr
    off = ran({**plugin_installed, "CASERULES_PLUGINS_OFF": "dispatch"}, "-m", "caserules.cli", "rules", "DISPATCH-01")
    assert off.returncode == 3
