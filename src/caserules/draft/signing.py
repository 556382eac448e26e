"""The sign-off chain: which steps, in which order, by which posts; and the leader who signs what he supervises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from caserules.draft.words import POSTS, STEPS, hits

__all__ = ["Chain", "chain_in"]

_ABOUT: Final = re.compile("复函|答复|公文|文稿|拟稿|起草|审签|签发|发文|回复|行文|文件")
_REACH: Final = 16
_WHO_AFTER: Final = re.compile("^[^，。；、由]{0,4}由")
_LEADER: Final = re.compile(
    STEPS["leader_sign_off"]
    + "|(?:报|送|经|由|请)[^，。；]{0,8}(?:督办|领衔|牵头)[^，。；、]{0,8}领导[^，。；、]{0,6}(?:审签|签发|签字|审定|签批)"
)
_BODIES: Final = (
    ("county_government", "[县区市州旗](?:人民)?政府(?:分管)?领导|副?[县区市州]长"),
    ("party_committee", "[县区市州旗]委(?:常委|书记|领导)"),
    ("congress", "人大(?:常委会)?(?:主任|副主任|领导)"),
    ("cppcc", "政协(?:主席|副主席|领导)"),
)


@dataclass(frozen=True, slots=True)
class Chain:
    """What a clause says of signing.

    Attributes:
        steps: the steps in the order of the text.
        posts: the post of each step, where the text names one.
        key: the characters that a step was read from.
        leader: the characters of the supervising leader's signature; empty where there is none.
        bodies: whose leaders these are, where the text says.
    """

    steps: tuple[str, ...]
    posts: dict[str, str]
    key: dict[str, str]
    leader: str
    bodies: tuple[str, ...]


def chain_in(text: str, item: str = "") -> Chain | None:
    """Return the chain that a clause describes, or None.

    Args:
        text: the clause.
        item: the text of its item, which may say that a reply is meant.

    Example:
        >>> chain = chain_in("复函由经办人拟稿，经分管领导审核后，报主要负责人签发。")
        >>> chain.steps, chain.posts["sign_off"]
        (('draft', 'review', 'sign_off'), 'principal')
    """
    if not _ABOUT.search(text) and not _ABOUT.search(item):
        return None
    found = hits(STEPS, text)
    posts = hits(POSTS, text)
    where: dict[str, int] = {}
    who: dict[str, str] = {}
    key: dict[str, str] = {}
    for i, (start, end, step) in enumerate(found):
        if step == "leader_sign_off":
            continue
        after = found[i - 1][1] if i else 0
        holder = _holder(text, posts, start, end, after)
        if step in who:
            continue
        where[step], key[step] = start, text[start:end]  # of a word in a list and one with its post, the latter
        if holder:
            who[step] = holder
    leader = _LEADER.search(text)
    if not who and len(where) < 2 and not leader:
        return None
    bodies = tuple(name for name, pattern in _BODIES if leader and re.search(pattern, _near(text, leader)))
    return Chain(tuple(sorted(where, key=lambda step: where[step])), who, key, leader[0] if leader else "", bodies)


def _near(text: str, leader: re.Match[str]) -> str:
    return text[max(0, leader.start() - 24) : leader.end()]


def _holder(text: str, posts: list[tuple[int, int, str]], start: int, end: int, after: int) -> str:
    """The post that takes a step: the nearest before it, after the step before; or the one that a `由` names behind it."""
    behind = _WHO_AFTER.match(text[end : end + 8])
    if behind:
        named = next((post for a, _, post in posts if end <= a <= end + 10), "")
        if named:
            return named
    near = [
        post
        for a, b, post in posts
        if after <= a and b <= start and start - b <= _REACH and not re.search("[。；]", text[b:start])
    ]
    return near[-1] if near else ""
