"""From what was gathered to a draft: one value a parameter or a conflict, the base's readings where the text is silent, the rest missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, Literal, get_origin

from caserules.draft.gather import gather, leftovers
from caserules.draft.gathered import Gathered
from caserules.draft.model import MOST_KEY, Confidence, Conflict, Draft, Found, Missing, Remark, Unread
from caserules.draft.notice import Notice, read_notice
from caserules.draft.pack import day_names, inherited, pack_text, set_below
from caserules.policy import Basis, Policy, Value, load_policy
from caserules.rules import all_rules, rule_by_id
from caserules.rules.rule import Terms
from caserules.terms import RuleTerm, TermUnit

__all__ = ["draft_policy"]

_OFTEN: Final = "progress_forms"
_CARRIED: Final = re.compile("(?:包括|包含|含|连同)[^，。；）]{0,8}(?:跨年|结转|上年)")
_FIXED: Final = re.compile("[0-9]{2}-[0-9]{2}")
_LEADER: Final = "leader_sign_off"
_LETTERS: Final = ".abcdefghijklmnopqrstuvwxyz"
_CHAIN: Final = ("drafting_steps", "signing_steps")


def draft_policy(text: str, *, base: Policy | str = "pengshui-2023") -> Draft:
    r"""Draft a pack from a notice's text.

    Args:
        text: the notice, a paragraph a line.
        base: the policy whose rules, parameter names and readings the draft uses, or its name.

    Returns:
        What was found, what is missing, in conflict or unread, and the pack's text, all of it unconfirmed.

    Raises:
        PolicyError: `POL-014` if the text is empty, too long or no text; `POL-001` if there is no such base.

    Example:
        >>> draft = draft_policy("某县2024年办理工作通知\n协办单位应自交办之日起20个工作日内将协办意见送主办单位。")
        >>> [
        ...     (x.rule, x.parameter, x.value["term"], x.confidence.value)
        ...     for x in draft.found
        ...     if x.parameter == "opinion_term"
        ... ]
        [('COHAND-01', 'opinion_term', '20wd', 'high')]
    """
    policy = base if isinstance(base, Policy) else load_policy(base)
    notice = read_notice(text)
    made = gather(notice, "contact_forms" if policy.reading("contact_forms") else "")
    made.found[:] = _of_base(made, policy)
    found, conflicts = _merged(_chained(made.found))
    found += _carried(notice, found)
    found += _silent(policy, found)
    expected = {x.parameter.partition(".")[2]: int(x.value) for x in found if x.rule == "policy"}
    draft = Draft(
        base=policy.id,
        notice=notice,
        found=tuple(sorted(found, key=_order)),
        missing=tuple(_missing(policy, found)),
        conflicts=tuple(conflicts),
        remarks=(*made.remarks, *_without_closing(found)),
        unread=tuple(Unread(x.locator, _start(x.text)) for x in leftovers(notice, made)),
        expected=expected,
    )
    return replace(draft, toml=pack_text(draft, policy, made.names))


def _start(text: str) -> str:
    return text if len(text) <= MOST_KEY else f"{text[: MOST_KEY - 1]}…"


def _of_base(made: Gathered, policy: Policy) -> list[Found]:
    """What the base has a rule for that is switched on; the rest is told as a remark."""
    kept = []
    for x in made.found:
        on = x.rule not in _ids() or (x.rule in policy.rules and policy.rules[x.rule].off is None)
        if on:
            kept.append(x)
        elif x.parameter not in ("clause", "head"):
            made.remarks.append(Remark("no_rule", x.locator, x.key, f"{x.rule}.{x.parameter}"))
    return kept


def _ids() -> frozenset[str]:
    return frozenset(rule.id for rule in all_rules())


# ------------------------------------------------------------------------------------------------- one value each


def _chained(found: list[Found]) -> list[Found]:
    """The steps of a chain, each followed by those that any clause puts behind it."""
    signing = list(next((x.value for x in found if x.parameter == "signing_steps"), {}))
    leader = [_LEADER] if any(x.parameter == "leader_steps" for x in found) else []
    made = []
    for x in found:
        value = x.value
        if x.parameter == "drafting_steps" and "draft" in value:
            own = [step for step in value["draft"] if step not in signing and step != _LEADER]
            value = {**value, "draft": [*own, *signing, *leader]}
        elif x.parameter == "signing_steps" and leader:
            value = {step: [*(y for y in after if y != _LEADER), *leader] for step, after in value.items()}
        made.append(replace(x, value=value))
    return made


def _merged(found: list[Found]) -> tuple[list[Found], list[Conflict]]:
    groups: dict[tuple[str, str], list[Found]] = {}
    for x in found:
        groups.setdefault((x.rule, x.parameter), []).append(x)
    kept: list[Found] = []
    conflicts: list[Conflict] = []
    for (rule, parameter), same in groups.items():
        if parameter == "clause":
            continue
        best = _plainest(same)
        if best is None:
            conflicts.append(Conflict(rule, parameter, _one_each(same)))
        else:
            kept.append(best)
    kept, more = _letters(kept)
    return [*kept, *_clauses(kept, groups, {x.rule for x in conflicts})], [*conflicts, *more]


def _plainest(same: list[Found]) -> Found | None:
    """The one value that the clauses agree on; None where they do not."""
    ranks = list(Confidence)
    if all(x.value == same[0].value for x in same):
        return min(same, key=lambda x: ranks.index(x.confidence))
    if same[0].parameter.endswith("_recipients"):  # the clause that names the most names those of the others too
        most = max(same, key=lambda x: len(x.value))
        if all(x.value.items() <= most.value.items() for x in same):
            return most
        return _together(same)
    if same[0].parameter in _CHAIN:
        most = max(same, key=lambda x: len(x.value))
        if all(
            x.value.keys() <= most.value.keys() and list(x.value) == [y for y in most.value if y in x.value]
            for x in same
        ):
            return most
    return None


def _together(same: list[Found]) -> Found | None:
    """The recipients that the sentences of one item name one after another."""
    names = [name for x in same for name in x.value]
    if len(set(names)) < len(names) or len({x.locator.rstrip(_LETTERS) for x in same}) > 1:
        return None
    whole = {name: kinds for x in same for name, kinds in x.value.items()}
    return replace(same[0], value=whole, confidence=Confidence.MEDIUM)


def _one_each(same: list[Found]) -> tuple[Found, ...]:
    made: list[Found] = []
    for x in same:
        if all(x.value != y.value for y in made):
            made.append(x)
    return tuple(made)


def _letters(found: list[Found]) -> tuple[list[Found], list[Conflict]]:
    """No letter with two meanings."""
    by_letter: dict[str, list[Found]] = {}
    for x in found:
        if x.rule == "categories":
            by_letter.setdefault(str(x.value), []).append(x)
    twice = [same for same in by_letter.values() if len(same) > 1]
    out = {id(x) for same in twice for x in same}
    conflicts = [Conflict("categories", str(same[0].value), tuple(same)) for same in twice]
    return [x for x in found if id(x) not in out], conflicts


def _clauses(kept: list[Found], groups: Mapping[tuple[str, str], list[Found]], disputed: set[str]) -> Iterator[Found]:
    """For each rule of which something was found, the clause that sets it."""
    for rule in sorted(_ids()):
        own = [x for x in kept if x.rule == rule and x.parameter != "head"]
        spoken = groups.get((rule, "clause"), [])
        if own:
            first = min(own, key=lambda x: list(rule_by_id(rule).params).index(x.parameter))
            yield replace(first, parameter="clause", value=first.locator, reading="")
        elif spoken:
            yield replace(spoken[0], value=spoken[0].locator)
        elif rule in disputed:
            x = next(x for key, same in groups.items() if key[0] == rule for x in same)
            yield replace(x, parameter="clause", value=x.locator, confidence=Confidence.LOW)


def _carried(notice: Notice, found: list[Found]) -> list[Found]:
    """Where the closing day says that it holds for carried-over cases, it is the refined plan's too."""
    closing = next((x for x in found if x.parameter == "reply_term"), None)
    wanted = any(x.rule == "CARRY-03" for x in found) and not any(x.parameter == "refining_term" for x in found)
    if closing is None or not wanted or not _FIXED.fullmatch(closing.value["term"]):
        return []
    said = next(
        (_CARRIED.search(x.text) for x in notice.clauses if x.locator == closing.locator and _CARRIED.search(x.text)),
        None,
    )
    if said is None:
        return []
    return [
        Found("CARRY-03", "refining_term", {"term": "closing"}, closing.locator, _start(said[0]), Confidence.MEDIUM)
    ]


def _without_closing(found: list[Found]) -> list[Remark]:
    """The terms that name a closing day which was not found; the pack has them as comments."""
    if "closing" in day_names(found):
        return []
    named = [x for x in found if isinstance(x.value, dict) and "closing" in str(x.value.get("term", ""))]
    return [Remark("no_closing", x.locator, x.key, f"{x.rule}.{x.parameter}") for x in named]


# ---------------------------------------------------------------------------------------- silence, and what is missing


def _silent(policy: Policy, found: Iterable[Found]) -> list[Found]:
    """The base's readings for what the text of a clause that was found does not say."""
    found = list(found)
    have = {(x.rule, x.parameter) for x in found}
    names = {**{key: "" for key in ("year_end",) if key in policy.days}, **day_names(found)}
    made = []
    for clause in (x for x in found if x.parameter == "clause"):
        for parameter, kind in rule_by_id(clause.rule).params.items():
            value = policy.rules[clause.rule].values.get(parameter)
            if (clause.rule, parameter) in have or value is None or value.basis is not Basis.READING:
                continue
            if kind != Terms and get_origin(kind) is not Literal and parameter != _OFTEN:
                continue
            raw = None if inherited(value, policy) else _raw(value, policy, names)
            if raw is not None:
                made.append(
                    replace(
                        clause, parameter=parameter, value=raw, confidence=Confidence.LOW, reading=value.reading or "-"
                    )
                )
    return made


def _raw(value: Value, policy: Policy, names: Mapping[str, str]) -> Any:
    """A base's value as a pack writes it; None where it rests on a day that this notice does not set."""
    if isinstance(value.value, tuple) and value.value and isinstance(value.value[0], RuleTerm):
        rule_term = value.value[0]
        if rule_term.term.unit is not TermUnit.FIXED:
            return {"term": str(rule_term.term), **({"from": rule_term.trigger} if rule_term.trigger else {})}
        name = next(
            (key for key, day in policy.days.items() if day == (rule_term.term.month, rule_term.term.count)), ""
        )
        if name:
            return {"term": name} if name in names else None
        return {"term": str(rule_term.term)}
    if isinstance(value.value, tuple):
        return [str(x) for x in value.value]
    return f"@{value.reading}" if value.reading else str(value.value)


def _missing(policy: Policy, found: list[Found]) -> Iterator[Missing]:
    have = {(x.rule, x.parameter) for x in found}
    for rule in all_rules():
        if rule.id not in policy.rules or policy.rules[rule.id].off is not None:
            continue
        is_found = (rule.id, "clause") in have
        if not is_found and set_below(policy.rules[rule.id], policy):
            continue
        if not is_found:
            yield Missing(rule.id, "clause", rule_found=False)
        for parameter in (x for x in rule.params if x not in rule.defaults):
            value = policy.rules[rule.id].values.get(parameter)
            if (rule.id, parameter) not in have and not (value and inherited(value, policy)):
                yield Missing(rule.id, parameter, rule_found=is_found)


def _order(x: Found) -> tuple[int, int, str]:
    ids = [rule.id for rule in all_rules()]
    if x.rule not in ids:
        return -1, 0, f"{x.rule}.{x.parameter}"
    names = ["clause", "head", *rule_by_id(x.rule).params]
    return ids.index(x.rule), names.index(x.parameter), ""
