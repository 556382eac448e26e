"""Papers and to whom they go: work plan, reply, receipt form, summary; by which day, and whether each kind goes to its own body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caserules.draft.terms import Seen
from caserules.draft.words import PAPERS, RECIPIENTS, hits

__all__ = ["Filing", "filings_in"]

_VERB: Final = re.compile(
    "报送|抄送|抄报|呈报|呈送|上报|送交|报至|送至|报到|提交|报备|备案|存档|归档|汇总报|反馈至|送达|[将把向][^，。；]{0,40}[报送交]|[报送]|交(?!办|流|换|通|由|接)"
)
_KINDS: Final = ("suggestion", "proposal")
_SPLIT: Final = re.compile("分别|按(?:类别|类型|件别|渠道)|对口|对应")
_TO_CONGRESS: Final = re.compile("建议[^，。；提案]{0,20}(?:报|送|交)[^，。；]{0,24}人大")
_TO_CPPCC: Final = re.compile("提案[^，。；建议]{0,20}(?:报|送|交)[^，。；]{0,24}政协")
_ALONE: Final = "(?:主办|牵头)(?:单位|部门)"
_OTHER: Final = re.compile(
    "[县区市州]委(?:办公室|办|督查室)|[县区市州]督查(?:考核)?(?:办|室)|[县区市州]纪委监委|[县区市州]考核办"
)


@dataclass(frozen=True, slots=True)
class Filing:
    """A paper with its recipients.

    Attributes:
        paper: which.
        key: the word for it.
        recipients: each with the kinds of case it gets the paper of, and its name in the text.
        by_kind: whether the text says that each kind goes to its own body.
        seen: the day by which, if one stands there.
        others: recipients that the base does not know.
    """

    paper: str
    key: str
    recipients: dict[str, tuple[str, ...]]
    names: dict[str, str]
    by_kind: bool
    seen: Seen | None
    others: tuple[str, ...]


def filings_in(text: str, terms: tuple[Seen, ...]) -> Iterator[Filing]:
    """Yield what a clause says of papers to be filed.

    Args:
        text: the clause.
        terms: the terms seen in it.

    Example:
        >>> from caserules.draft.terms import seen_terms
        >>> text = "于5月6日前将工作方案报县政府办，抄送县政协提案委"
        >>> [(x.paper, list(x.recipients), x.seen.term) for x in filings_in(text, seen_terms(text))]
        [('work_plan', ['government_office', 'cppcc_committee'], '05-06')]
    """
    for scope, seen in _scopes(text, terms):
        papers = _papers(scope)
        found = hits(RECIPIENTS, scope)
        if not papers or not _VERB.search(scope) or (not found and seen is None):
            continue
        names = {key: scope[start:end] for start, end, key in reversed(found)}
        by_kind = bool(_SPLIT.search(scope)) or bool(_TO_CONGRESS.search(scope) and _TO_CPPCC.search(scope))
        others = tuple(x[0] for x in _OTHER.finditer(scope))
        for paper, key in papers.items():
            kinds = {name: _kinds(name, by_kind and paper != "work_plan") for name in RECIPIENTS if name in names}
            yield Filing(paper, key, kinds, names, by_kind, seen, others)


def _kinds(recipient: str, by_kind: bool) -> tuple[str, ...]:
    if not by_kind or recipient == "government_office":
        return _KINDS
    return ("suggestion",) if recipient == "congress_committee" else ("proposal",)


def _papers(scope: str) -> dict[str, str]:
    papers: dict[str, str] = {}
    for start, end, key in hits(PAPERS, scope):
        if key == "work_plan" and not re.search("[报送交]|备案", scope):
            continue
        if key == "reply" and re.match("(?:代表|委员|提案)", scope[end : end + 2]):
            continue
        if re.search("(?:纳入|列入)$", scope[max(0, start - 4) : start]):
            continue
        papers.setdefault(key, scope[start:end])
    return papers


def _scopes(text: str, terms: tuple[Seen, ...]) -> Iterator[tuple[str, Seen | None]]:
    """The phrases that belong to each term: from its segment to the next term's; a trailing `时间为…` belongs to what precedes."""
    if not terms:
        yield text, None
        return
    starts = [text.rfind("，", 0, seen.start) + 1 for seen in terms]
    begins = [0]
    for i in range(1, len(terms)):
        is_trailing = terms[i].is_copula or re.match(
            "(?:报送|上报)?(?:时间|时限|期限|截止)", text[starts[i] : starts[i] + 6]
        )
        own = hits(PAPERS, text[starts[i] : terms[i].start])
        begins.append(starts[i] if own or not is_trailing else _segment_end(text, terms[i - 1].end))
    for i, seen in enumerate(terms):
        end = begins[i + 1] if i + 1 < len(terms) else len(text)
        if end > begins[i]:
            yield text[begins[i] : end], seen


def _segment_end(text: str, start: int) -> int:
    found = text.find("，", start)
    return found + 1 if found >= 0 else len(text)
