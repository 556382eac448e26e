"""What all tests share: the folder of tests on the path, and Hypothesis without a stopwatch: a busy machine is no fault.

`HYPOTHESIS_PROFILE=unshrunk` leaves out the search for the smallest example, for whoever asks only whether a test is red; `release` tries
20,000 examples of each property that names no number of its own.
"""

import os
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

sys.path.insert(0, str(Path(__file__).parent))

from installing import put_metadata

settings.register_profile("caserules", deadline=None)
settings.register_profile("unshrunk", deadline=None, phases=(Phase.explicit, Phase.generate))
settings.register_profile("release", deadline=None, max_examples=20_000, suppress_health_check=list(HealthCheck))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "caserules"))

PLUGIN = Path(__file__).parents[1] / "examples" / "plugin"


@pytest.fixture
def plugin_installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process in which the plugin of `examples/plugin` is installed."""
    folder = tmp_path_factory.mktemp("installed")
    put_metadata(folder, tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"])
    paths = (str(folder), str(PLUGIN / "src"), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
