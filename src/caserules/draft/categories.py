"""Category letters and what they mean here, by key words; which letter stands for what is never taken from another place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from caserules.draft.words import LETTERS, MEANINGS

__all__ = ["meanings_in"]

_AFTER: Final = re.compile("^”?(?:类)?(?:建议|提案|件|：|:|，)?(?:[（(：]|指|是指|为|即|表示|是)|^”?标?明?：")
_COUNTED: Final = re.compile("(?:建议|提案)?(?:共|有|为)?[0-9]+件")
_CUT: Final = re.compile("[；。]")
_MEANINGS: Final = tuple((key, re.compile(pattern)) for key, pattern in MEANINGS.items())
_MOST: Final = 60


def meanings_in(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield each letter that a clause explains: the letter, the meaning, the key words.

    Example:
        >>> [x[:2] for x in meanings_in("问题已解决的为A类，列入计划的为B类，条件不具备的为C类")]
        [('A', 'solvable_now'), ('B', 'to_be_planned'), ('C', 'not_possible')]
        >>> list(meanings_in("A、B、C类建议均须答复"))
        []
    """
    letters = [x for x in LETTERS.finditer(text) if not _COUNTED.match(text, x.end())]
    for i, found in enumerate(letters):
        letter = found[1] or found[2] or found[3]
        before = text[letters[i - 1].end() if i else 0 : found.start()]
        after = text[found.end() : letters[i + 1].start() if i + 1 < len(letters) else len(text)]
        told = _told(before, after, is_first=i == 0)
        for key, pattern in _MEANINGS:
            hit = pattern.search(told)
            if hit:
                yield letter, key, hit[0]
                break


def _told(before: str, after: str, *, is_first: bool) -> str:
    """The phrase that explains a letter: what follows it where a mark or a copula joins them, else what precedes it."""
    if _AFTER.match(after[:4]) or (after.startswith("，") and (not before or before.endswith(("：", "。", "；")))):
        return _CUT.split(after.lstrip("，"))[0][:_MOST]
    phrase = re.split("[；。]", before.rstrip("（(“：，、 为列用以作按标明注"))[-1]
    if not is_first:
        phrase = phrase.lstrip("）”)标类，、；")
    return phrase[-_MOST:]
