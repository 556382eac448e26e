"""Contact with the proposer: at which stage, by which post, in which form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caserules.draft.words import FORMS, POSTS, STAGES, TALK, hits

__all__ = ["Contact", "contacts_in"]

_TALK: Final = re.compile(TALK)
_PROPOSER: Final = re.compile("代表|委员|提案人|提案者|建议人|提出人|领衔人")
_NOT: Final = re.compile("协办|会办|主办单位衔接|困难和问题")


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact that a clause asks for: its stage, the post (empty where none is named), the forms, and its key words."""

    stage: str
    post: str
    forms: tuple[str, ...]
    key: str


def contacts_in(text: str, item: str) -> Iterator[Contact]:
    """Yield the contacts that a clause asks for.

    Args:
        text: the clause.
        item: the text of its item, which may name the proposer.

    Example:
        >>> [
        ...     x[:3]
        ...     for x in map(lambda c: (c.stage, c.post, c.forms), contacts_in("办理前由分管领导与代表当面沟通。", ""))
        ... ]
        [('before', 'leader_in_charge', ('face_to_face',))]
    """
    if not _PROPOSER.search(text) and not _PROPOSER.search(item):
        return
    stages = hits(STAGES, text)
    for i, (start, end, stage) in enumerate(stages):
        begin = max(text.rfind("，", 0, start), text.rfind("；", 0, start)) + 1
        later = next((a for a, _, _ in stages[i + 1 :] if re.search("[，；]", text[end:a])), len(text))
        until = later if later == len(text) else max(text.rfind("，", 0, later), text.rfind("；", 0, later)) + 1
        scope = text[begin:until]
        talk = _TALK.search(scope)
        if not talk or _NOT.search(scope[: talk.end()]):
            continue
        posts = hits(POSTS, scope)
        forms = tuple(dict.fromkeys(form for _, _, form in hits(FORMS, scope)))
        yield Contact(stage, posts[0][2] if posts else "", forms, text[start:end] + talk[0])
