"""What all tests share: the folder of tests on the path, and Hypothesis without a stopwatch: a busy machine is no fault.

`HYPOTHESIS_PROFILE=unshrunk` leaves out the search for the smallest example, for whoever asks only whether a test is red.
"""

import os
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import Phase, settings

sys.path.insert(0, str(Path(__file__).parent))

from installing import put_metadata

settings.register_profile("caserules", deadline=None)
settings.register_profile("unshrunk", deadline=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "caserules"))

PLUGIN = Path(__file__).parents[1] / "examples" / "plugin"


@pytest.fixture
def plugin_installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a process in which the plugin of `examples/plugin` is installed."""
    folder = tmp_path_factory.mktemp("installed")
    put_metadata(folder, tomllib.loads((PLUGIN / "pyproject.toml").read_text("utf-8"))["project"])
    paths = (str(folder), str(PLUGIN / "src"), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
