"""From a first reading by machine to a word that may be published: who confirmed which finding, and what a draft may hold.

A finding goes from draft over told and answered to confirmed or withdrawn, and from confirmed to published; each step is
recorded by a named person with its day, and never changed afterwards. A draft of a public criticism holds what is broken now
and confirmed, nothing else. It decides nothing: it only refuses what nobody has decided.
"""

from __future__ import annotations

from caserules.confirming.drafting import Criticised, Criticism, Due, LeftOut, Why, criticism
from caserules.confirming.steps import Confirmation, Confirmations, State

__all__ = ["Confirmation", "Confirmations", "Criticised", "Criticism", "Due", "LeftOut", "State", "Why", "criticism"]
