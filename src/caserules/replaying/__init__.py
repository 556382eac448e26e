"""An assessment had again from its receipt: are the same bytes made (`replay`), and what does this version change (`recheck`)?

Both hold two plain forms against each other, one that was written once and one made now from the same register; neither judges.
What is compared first is the receipt, so that a changed register is never taken for a changed rule. An advisory, a file for each
wrong verdict of a released version, says why a finding changes; a change that no advisory tells of is told as such.
"""

from __future__ import annotations

from caserules.replaying.advisory import ADVISORY_SCHEMA, Advisory, advisories, load_advisory
from caserules.replaying.comparing import Changed, Recheck, Replay, Rescored, recheck, replay
from caserules.replaying.receipt import Part, Receipt, differing, load_assessment, receipt_of

__all__ = [
    "ADVISORY_SCHEMA",
    "Advisory",
    "Changed",
    "Part",
    "Receipt",
    "Recheck",
    "Replay",
    "Rescored",
    "advisories",
    "differing",
    "load_advisory",
    "load_assessment",
    "receipt_of",
    "recheck",
    "replay",
]
