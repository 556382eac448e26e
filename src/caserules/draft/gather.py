"""Each clause read by every room in turn; what they found, on the rules' parameters.

What only tells of an earlier year, and what only blames or scores, demands nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from caserules.draft.categories import meanings_in
from caserules.draft.contact import contacts_in
from caserules.draft.deeds import deeds_in, heads_in
from caserules.draft.figures import counts_in, full_mark_in, points_in, unsupported_points_in
from caserules.draft.filing import filings_in
from caserules.draft.gathered import Gathered
from caserules.draft.model import Confidence
from caserules.draft.notice import Clause, Notice
from caserules.draft.numerals import number
from caserules.draft.placing import file_papers, homes, place_terms
from caserules.draft.signing import Chain, chain_in
from caserules.draft.terms import seen_terms
from caserules.rules.rule import Rule

__all__ = ["gather", "leftovers"]

_CONTACTS: Final = {
    "before": ("CONTACT-01", "talk_post", "talk_forms"),
    "during": ("CONTACT-02", "progress_post", "progress_forms"),
    "after": ("CONTACT-03", "result_post", "result_forms"),
}
_MEANS: Final = {"solvable_now": "OUTCOME-01", "to_be_planned": "OUTCOME-02", "not_possible": "OUTCOME-03"}
_BLAMES: Final = re.compile(
    "(?P<points>扣(?:除|减|掉)?(?:[^，。；0-9完]{0,12}(?=[0-9]))?[0-9一二两三四五六七八九十零点.]{1,5}分)|^(?:对|凡|对于)?[^，。；]{0,8}(?:未|不|逾期|无正当)[^。；]{0,80}(?:通报|追究|问责|约谈)"
)
_PAST: Final = re.compile("(?:在|对)?(?:(?P<y>20[0-9]{2})年|去年|上年|上一年)")
_DONE: Final = re.compile("已|了|共|均")
_TO_DO: Final = re.compile("要|须|应|务必|请|必须")
_KEY_ONLY: Final = re.compile("^[^，。；]{0,4}重点(?:建议|提案|件|办理)")
_LEAD_IN: Final = re.compile("(?:如下[：。]|通知：)$")


def gather(notice: Notice, meeting_reading: str) -> Gathered:
    """Return what can be read from a notice.

    Args:
        notice: the notice.
        meeting_reading: the base's reading by which a meeting counts as face to face; empty where it has none.
    """
    made = Gathered()
    where = homes()
    for clause in notice.clauses:
        if _is_past(clause, notice.year):
            continue
        _figures(made, clause, notice.year)
        blames = _BLAMES.search(clause.text)
        if not blames:
            _demands(made, clause, notice.year, where, meeting_reading)
        elif blames["points"] is None:
            place_terms(made, clause, seen_terms(clause.text, notice.year), (), where)
            _deeds(made, clause)
    return made


def _is_past(clause: Clause, year: int | None) -> bool:
    """Whether a clause tells what was done in an earlier year."""
    told = _PAST.match(clause.text) or _PAST.match(clause.heading.split(" ")[-1])
    if not told:
        return False
    named = number(told["y"]) if told["y"] else None
    is_earlier = named is None or (year is not None and named < year)
    return is_earlier and bool(_DONE.search(clause.text)) and not _TO_DO.search(clause.text)


def _demands(made: Gathered, clause: Clause, year: int | None, where: Mapping[str, Rule], meeting_reading: str) -> None:
    """What a clause demands; one that only says what is blamed or costs points demands nothing."""
    terms = seen_terms(clause.text, year)
    filings = tuple(filings_in(clause.text, terms))
    file_papers(made, clause, filings, where)
    place_terms(made, clause, terms, filings, where)
    chain = chain_in(clause.text, clause.item)
    if chain:
        _chain(made, clause, chain)
    _contacts(made, clause, meeting_reading)
    _categories(made, clause)
    _deeds(made, clause)


# ------------------------------------------------------------------------------------------------- signing and contact


def _chain(made: Gathered, clause: Clause, chain: Chain) -> None:
    if not chain.leader and _KEY_ONLY.search(clause.text):
        made.remark(clause, "key_only", "、".join(chain.key.values()), "SIGN-02")
        return
    leader = ["leader_sign_off"] if chain.leader else []
    bodies = list(chain.bodies)
    drafting = [x for x in chain.steps if x in ("draft", "recheck")]
    signing = [x for x in chain.steps if x in ("countersign", "review", "sign_off")]
    if drafting:
        followers = [x for x in ("recheck",) if x in drafting] + signing + leader
        steps = {x: (followers if x == "draft" else []) for x in drafting}
        made.add(clause, "SIGN-01", "drafting_steps", steps, "、".join(chain.key[x] for x in drafting), Confidence.HIGH)
        if leader and bodies:
            made.add(clause, "SIGN-01", "leader_bodies", bodies, chain.leader, Confidence.MEDIUM)
    if signing:
        steps = {x: [*signing[i + 1 :], *leader] for i, x in enumerate(signing)}
        key = "、".join(chain.key[x] for x in signing)
        if len(chain.posts.keys() & set(signing)) == len(signing):
            made.add(clause, "SIGN-02", "signing_steps", steps, key, Confidence.HIGH)
            made.add(clause, "SIGN-02", "signing_posts", {x: chain.posts[x] for x in signing}, key, Confidence.HIGH)
            if leader and bodies:
                made.add(clause, "SIGN-02", "leader_bodies", bodies, chain.leader, Confidence.MEDIUM)
        elif chain.posts.keys() & set(signing):
            made.remark(clause, "no_post", key, "SIGN-02")
    if leader:
        made.add(clause, "SIGN-03", "leader_steps", {"leader_sign_off": []}, chain.leader, Confidence.HIGH)
        if bodies:
            made.add(clause, "SIGN-03", "leader_bodies", bodies, chain.leader, Confidence.MEDIUM)


def _contacts(made: Gathered, clause: Clause, meeting_reading: str) -> None:
    for x in contacts_in(clause.text, clause.item):
        rule, post, forms = _CONTACTS[x.stage]
        if x.post:
            made.add(clause, rule, post, x.post, x.key, Confidence.HIGH)
        else:
            made.add(clause, rule, "clause", clause.locator, x.key, Confidence.MEDIUM)
        if x.forms:
            near = {"face_to_face", "meeting"}
            widened = (
                [*x.forms, *sorted(near - set(x.forms))] if meeting_reading and near & set(x.forms) else list(x.forms)
            )
            made.add(clause, rule, forms, sorted(widened), x.key, Confidence.MEDIUM)


# ------------------------------------------------------------------------------------- categories, deeds, figures


def _categories(made: Gathered, clause: Clause) -> None:
    for letter, meaning, key in meanings_in(clause.text):
        made.add(clause, "categories", meaning, letter, key, Confidence.HIGH)
        if meaning in _MEANS:
            made.add(clause, _MEANS[meaning], "clause", clause.locator, key, Confidence.HIGH)
        made.add(clause, "OUTCOME-04", "clause", clause.locator, f"{letter}类", Confidence.HIGH)


def _deeds(made: Gathered, clause: Clause) -> None:
    for rule, key in deeds_in(clause.text, clause.item):
        made.add(clause, rule, "clause", clause.locator, key, Confidence.MEDIUM)
    for rule, head, key in heads_in(clause.text):
        made.add(clause, rule, "head", head, key, Confidence.HIGH)


def _figures(made: Gathered, clause: Clause, year: int | None) -> None:
    for kind, count, key in counts_in(clause.text, year):
        made.add(clause, "policy", f"expected.{kind}", count, key, Confidence.HIGH)
    for rule, points, key in points_in(clause.text):
        if rule:
            made.add(clause, "scoring", f"points.{rule}", points, key, Confidence.HIGH)
        else:
            made.remark(clause, "points", key)
    full = full_mark_in(clause.text)
    if full:
        made.add(clause, "scoring", "full", full[0], full[1], Confidence.HIGH)
    for what, key in unsupported_points_in(clause.text):
        made.remark(clause, what, key)


def leftovers(notice: Notice, made: Gathered) -> Iterator[Clause]:
    """Yield the clauses that nothing was made of; a heading, and the words that lead in the clauses, are none."""
    for clause in dict.fromkeys(notice.clauses):
        if clause not in made.used and not clause.is_heading and not _LEAD_IN.search(clause.text):
            yield clause
