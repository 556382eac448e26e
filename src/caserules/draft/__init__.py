"""From a notice to a draft of a pack: what patterns and a small grammar can read, each value with its clause, nothing guessed.

A notice is split into clauses with locators; terms, papers, recipients, steps, posts, categories and points are found in them
and put on the base policy's rules and parameters. Everything drafted is `unconfirmed` until a person has compared it; what was
not found keeps no value; what contradicts itself is left open; every clause that nothing was made of is listed. No model, no
network, no clock: the same text gives the same draft. This room judges no case and never loads its own draft.
"""

from caserules.draft.build import draft_policy
from caserules.draft.confirm import line_of, unconfirmed
from caserules.draft.files import notice_text
from caserules.draft.model import Confidence, Conflict, Draft, Found, Missing, Remark, Unread
from caserules.draft.notice import Clause, Notice, read_notice

__all__ = [
    "Clause",
    "Confidence",
    "Conflict",
    "Draft",
    "Found",
    "Missing",
    "Notice",
    "Remark",
    "Unread",
    "draft_policy",
    "line_of",
    "notice_text",
    "read_notice",
    "unconfirmed",
]
