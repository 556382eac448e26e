"""A wholly invented register of the notice's own size, to look at, to try things on, and to test an assessment with.

`build_register(seed)` gives the register; `build_demo(seed)` gives it together with what was planted in it: which duty must be
found broken, undetermined, met in an unusual way, and whose. `small_register()` is three cases that can be read by eye.

No unit, person or case is meant; towns and people are made up. The same seed gives the same bytes. It reads no clock and
decides no verdict: what it states of its own register, it states because it made it so.
"""

from caserules.demo.planted import Planted
from caserules.demo.small import small_register, small_text
from caserules.demo.story import Demo, build_demo, build_register

__all__ = ["Demo", "Planted", "build_demo", "build_register", "small_register", "small_text"]
