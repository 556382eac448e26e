"""Terms and papers put on the parameters of rules, with what starts a term; what cannot be placed is told.

Where two claim one term, a paper that is filed comes before a duty that the paper's name suggests.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from caserules.draft.duties import Placed, duty_of
from caserules.draft.filing import Filing
from caserules.draft.gathered import Gathered
from caserules.draft.model import Confidence
from caserules.draft.notice import Clause
from caserules.draft.terms import Seen, seen_terms, start_of
from caserules.expr import Day
from caserules.rules import all_rules
from caserules.rules.rule import Rule

__all__ = ["file_papers", "homes", "place_terms"]

_COLUMNS: Final = {
    "assigned": ("assigned", "asked"),
    "received": ("received", "arrived"),
    "demand": ("asked", "demanded"),
    "issued": ("answered", "issued"),
    "answered": ("reached", "arrived"),
    "session": (),
}
_PAPERS: Final = {
    "work_plan": ("plan_term", "plan_recipients"),
    "reply": ("reply_filing_term", "reply_recipients"),
    "receipt": ("receipt_filing_term", "receipt_recipients"),
    "summary": ("summary_term", "summary_recipients"),
}
_ANSWER: Final = re.compile("办结|办复|办理完毕|答复(?:代表|委员|提案|各位|每位|领衔|建议)")
_FIRM: Final = 10


def homes() -> Mapping[str, Rule]:
    """Return the rule of each parameter's name, as the rules declare them."""
    return {name: rule for rule in all_rules() for name in rule.params}


def place_terms(
    made: Gathered, clause: Clause, terms: tuple[Seen, ...], filings: tuple[Filing, ...], where: Mapping[str, Rule]
) -> None:
    """Put each term of a clause on the duty that it belongs to.

    Args:
        made: where what is found is kept.
        clause: the clause.
        terms: the terms seen in it.
        filings: the papers found in it, which have their terms.
        where: the rule of each parameter.
    """
    for i, seen in enumerate(terms):
        if not seen.term:
            made.remark(clause, "bad_day", seen.key, used=False)
            continue
        since = terms[i - 1].end if i else 0
        until = terms[i + 1].start if i + 1 < len(terms) else len(clause.text)
        filed = [x for x in filings if x.seen is seen]
        if filed:
            paper = clause.text.find(filed[0].key, seen.end)
            answer = _ANSWER.search(clause.text, seen.end, paper if paper >= 0 else seen.end)
            if answer and seen.term != "closing":
                _place(made, clause, seen, Placed("reply_term", answer[0], 0), where)
            continue
        placed = duty_of(clause.text, seen, since, until) or _by_heading(clause, seen)
        if placed is None:
            made.remark(clause, "unplaced", seen.key, used=False)
        else:
            _place(made, clause, seen, placed, where)


def _by_heading(clause: Clause, seen: Seen) -> Placed | None:
    """The duty of a term that only the heading above it names."""
    lead = clause.heading.split(" ")[-1].rstrip("。")
    if not lead or seen.start > len(lead) + 20:
        return None
    text = f"{lead}：{clause.text}"
    moved = next((x for x in seen_terms(text) if x.key == seen.key), None)
    placed = duty_of(text, moved, 0, len(text)) if moved else None
    return Placed(placed.duty, placed.key, _FIRM + 1) if placed and placed.cost <= _FIRM else None


def _place(made: Gathered, clause: Clause, seen: Seen, placed: Placed, where: Mapping[str, Rule]) -> None:
    if placed.duty == "carried_reply":
        made.remark(clause, "carried", seen.key, "REPLY-01")
        return
    if seen.is_every != (placed.duty == "progress_reminder"):
        made.remark(clause, "unplaced", seen.key, used=False)
        return
    rule = where.get(placed.duty)
    if rule is None:
        made.remark(clause, "no_rule", seen.key, f"{placed.duty} {seen.term}")
        return
    value = _value(made, clause, seen, rule, placed.duty)
    if value is not None:
        how = Confidence.HIGH if placed.cost <= _FIRM else Confidence.MEDIUM
        made.add(clause, rule.id, placed.duty, value, seen.key, how)


def _value(made: Gathered, clause: Clause, seen: Seen, rule: Rule, parameter: str) -> dict[str, str] | None:
    """The term with the column that starts it; None, with a remark, where that cannot be told."""
    if not seen.needs_start and not seen.is_every:
        return {"term": seen.term}
    kind, key = start_of(clause.text, seen)
    if seen.is_every and not kind:
        kind = "assigned"
    if parameter == "redo_term" and kind in ("", "received"):
        kind = "demand"
    column = next((x for x in _COLUMNS.get(kind, ()) if isinstance(getattr(rule.table, x, None), Day)), "")
    if column and not (parameter == "redo_term" and kind == "assigned"):
        return {"term": seen.term, "from": column}
    made.remark(clause, "no_column" if kind else "no_start", key or seen.key, f"{rule.id}.{parameter} {seen.term}")
    return None


def file_papers(made: Gathered, clause: Clause, filings: tuple[Filing, ...], where: Mapping[str, Rule]) -> None:
    """Put the papers that a clause has filed on their rules: the day and the recipients; arguments as above."""
    for x in filings:
        term, recipients = _PAPERS[x.paper]
        if x.seen is not None and x.seen.term and not x.seen.is_every:
            value = _value(made, clause, x.seen, where[term], term)
            if value is not None:
                made.add(clause, where[term].id, term, value, x.seen.key, Confidence.HIGH)
        if x.recipients:
            value_ = {name: list(kinds) for name, kinds in x.recipients.items()}
            how = (
                Confidence.HIGH if x.by_kind or x.paper == "work_plan" or len(x.recipients) == 1 else Confidence.MEDIUM
            )
            made.add(clause, where[recipients].id, recipients, value_, x.key, how)
        for name, text in x.names.items():
            made.names.setdefault(name, text)
        for other in x.others:
            made.remark(clause, "other_recipient", other, where[recipients].id)
