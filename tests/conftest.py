"""What all tests share: the folder of tests on the path, and Hypothesis without a stopwatch: a busy machine is no fault.

`HYPOTHESIS_PROFILE=unshrunk` leaves out the search for the smallest example, for whoever asks only whether a test is red.
"""

import os
import sys
from pathlib import Path

from hypothesis import Phase, settings

sys.path.insert(0, str(Path(__file__).parent))
settings.register_profile("caserules", deadline=None)
settings.register_profile("unshrunk", deadline=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "caserules"))
