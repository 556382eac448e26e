"""What all tests share: the folder of tests on the path, and Hypothesis without a stopwatch: a busy machine is no fault."""

import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("caserules", deadline=None)
settings.load_profile("caserules")
