"""What all tests share: the folder of tests on the path, so that the second implementation's generator can be imported."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
