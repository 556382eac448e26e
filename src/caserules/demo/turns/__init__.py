"""The decks of turns, by what they touch: contacts, replies, opinions, promises.

Each deck is a table; the functions beside it change one thing each. No turn of one deck upsets what another deck expects.
"""

from caserules.demo.turns.contacts import AFTERWARDS, PROGRESS, TALKS
from caserules.demo.turns.opinions import OPINIONS
from caserules.demo.turns.promises import PROMISES
from caserules.demo.turns.replies import CLOSINGS, LEADER_SIGNINGS, OUTCOMES, SIGNINGS

__all__ = [
    "AFTERWARDS",
    "CLOSINGS",
    "LEADER_SIGNINGS",
    "OPINIONS",
    "OUTCOMES",
    "PROGRESS",
    "PROMISES",
    "SIGNINGS",
    "TALKS",
]
