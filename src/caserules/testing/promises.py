"""What every rule promises, ours and a plugin's: `PROMISES` is a tuple of small checks, each run over the rules it is given.

A promise yields faults, it raises nothing; a plugin's author runs all of them over the plugin's rules and its pack:

    @pytest.mark.parametrize("promise", PROMISES, ids=str)
    def test_promise(promise):
        assert not check_promises(MY_RULES, MY_POLICY, promises=[promise])

A rule that cannot keep one is exempted by name, and an exemption that is not needed any more is itself a fault. What a promise
reads: the rule, its card, its text, and the policy under which its cases are told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from caserules.duties import Breach
from caserules.errors import CaserulesError
from caserules.expr import Called, walk
from caserules.facts.tables import FACTS, TABLES
from caserules.messages.sentences import BECAUSE
from caserules.policy import Policy, RuleSetting, load_policy
from caserules.rules.cards import card, cases
from caserules.rules.rule import Party, Rule
from caserules.testing.rule_cases import CaseSeen, seen_in_cases
from caserules.testing.rule_conditions import unmoved_conditions
from caserules.testing.rule_text import chapter_faults, text_faults
from caserules.testing.scenario import POLICY, card_scenarios, judged
from caserules.testing.seen import can_break

__all__ = ["PROMISES", "Fault", "Promise", "check_promises"]

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_ID: Final = re.compile(r"[A-Z]+-(0[1-9]|[1-9][0-9])")
_DEED: Final = re.compile(r"[a-z]+(_[a-z]+)+")
_WORD: Final = re.compile(r"[a-z]+(_[a-z]+)*")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+")
_WORDS: Final = ("title", "act", "acted", "why")
_MOST: Final = 9
"""A chapter of more rules splits inside its folder, so that no id moves."""


class Fault(NamedTuple):
    """A promise that a rule does not keep, and in what."""

    promise: str
    rule: str
    what: str


Check: TypeAlias = Callable[[Sequence[Rule], Policy | None], Iterator[tuple[str, str]]]
"""Yields the id of a rule and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise over all rules.

    Attributes:
        name: what is promised, in a word.
        zh: what is promised, in Chinese.
        en: what is promised, in English.
        check: yields what is not as promised.
    """

    name: str
    zh: str
    en: str
    check: Check

    def __str__(self) -> str:
        return self.name


def check_promises(
    rules: Sequence[Rule],
    policy: Policy | str | Path | None = None,
    *,
    promises: Sequence[Promise] | None = None,
    exempt: Mapping[str, Collection[str]] | None = None,
) -> tuple[Fault, ...]:
    """Return every fault of the rules.

    Args:
        rules: the rules.
        policy: the policy by which they are judged; by itself that of each rule's card.
        promises: which promises; by itself all.
        exempt: the rules that need not keep a promise, by its name.

    Example:
        >>> from caserules.rules import rule_by_id
        >>> check_promises([rule_by_id("COHAND-01")])
        ()
    """
    loaded = policy if policy is None or isinstance(policy, Policy) else load_policy(policy)
    found: list[Fault] = []
    for promise in PROMISES if promises is None else promises:
        spared = set((exempt or {}).get(promise.name, ()))
        told = [Fault(promise.name, rule, what) for rule, what in promise.check(rules, loaded)]
        found += (fault for fault in told if fault.rule not in spared)
        needless = spared - {fault.rule for fault in told}
        found += (Fault(promise.name, rule, "exempt without need") for rule in sorted(needless))
    return tuple(found)


def _each(check: Callable[[Rule, Policy], Iterator[str]]) -> Check:
    """Return a check of one rule as a check of all."""

    def checked(rules: Sequence[Rule], policy: Policy | None) -> Iterator[tuple[str, str]]:
        for rule in rules:
            try:
                for what in check(rule, policy or _policy_of(rule)):
                    yield rule.id, what
            except CaserulesError as error:  # a card or a story that cannot be read
                yield rule.id, str(error)
            except FileNotFoundError:
                yield rule.id, f"no card {rule.card.name}"

    return checked


def _in_force(check: Callable[[Rule, Policy], Iterator[str]]) -> Check:
    """Return a check of the rules that the policy has in force; of the others the promise on packs tells."""

    def checked(rule: Rule, policy: Policy) -> Iterator[str]:
        setting = policy.rules.get(rule.id)
        if setting is not None and setting.off is None and not _unfit(rule, setting):
            yield from check(rule, policy)

    return _each(checked)


def _unfit(rule: Rule, setting: RuleSetting) -> set[str]:
    """The parameters that the pack does not give, or that the rule does not take."""
    return set(setting.values) ^ set(rule.params)


def _policy_of(rule: Rule) -> Policy:
    """The policy under which the cases of a rule's card are told."""
    return load_policy(next((case.policy for case in cases(rule)), POLICY))


# ------------------------------------------------------------ ids and chapters


def _ids(rules: Sequence[Rule], _: Policy | None) -> Iterator[tuple[str, str]]:
    chapters: dict[str, set[str]] = {}
    for rule in rules:
        if not _ID.fullmatch(rule.id):
            yield rule.id, "an id is its chapter's word and two digits: CHAPTER-NN"
        chapters.setdefault(rule.chapter, set()).add(rule.id.partition("-")[0])
    words = Counter(word for found in chapters.values() for word in found)
    for rule in rules:
        word = rule.id.partition("-")[0]
        if len(chapters[rule.chapter]) > 1 or words[word] > 1:
            yield rule.id, f"one chapter, one word: {' '.join(sorted(chapters[rule.chapter]))} in {rule.chapter}"
    ids, deeds = Counter(rule.id for rule in rules), Counter(rule.deed for rule in rules)
    for rule in rules:
        if ids[rule.id] > 1 or deeds[rule.deed] > 1:
            yield rule.id, f"its id or its deed {rule.deed} is used twice"


def _sizes(rules: Sequence[Rule], _: Policy | None) -> Iterator[tuple[str, str]]:
    sizes = Counter(rule.chapter for rule in rules)
    for rule in rules:
        if sizes[rule.chapter] > _MOST:
            yield rule.id, f"{rule.chapter} has more than {_MOST} rules"


def _declared(rule: Rule, _: Policy) -> Iterator[str]:
    if not _DEED.fullmatch(rule.deed):
        yield f"a rule is named by the deed done, in words joined by _: {rule.deed}"
    if not _WORD.fullmatch(rule.fact):
        yield f"fact {rule.fact!r}"
    if not _VERSION.fullmatch(rule.since):
        yield f"since {rule.since!r}"
    if rule.table not in TABLES:
        yield f"table {rule.table!r}"
    if rule.card.name != f"{rule.id}.toml":
        yield f"card {rule.card.name}"


# ------------------------------------------------------------ cards


def _card(rule: Rule, _: Policy) -> Iterator[str]:
    words = card(rule)
    for name in _WORDS:
        text = words[name]
        if not _CHINESE.search(text["zh"]):
            yield f"{name}: no Chinese"
        if _CHINESE.search(text["en"]) or not text["en"].strip():
            yield f"{name}: no English"
    act, acted, why = words["act"], words["acted"], words["why"]
    if act["zh"].startswith("应") or act["zh"][-1] in "。；，":
        yield "act.zh follows 应, and ends without a mark"
    if not (act["en"].split()[0].islower() and acted["en"].split()[0].islower()):
        yield "act.en follows “is to”, acted.en follows “has”: no capital"
    if (act["en"] + acted["en"]).endswith("."):
        yield "act.en and acted.en end without a mark"
    if not (why["zh"].endswith("。") and why["en"].endswith(".")):
        yield "why is a sentence, with its full stop"


def _case_names(rule: Rule, _: Policy) -> Iterator[str]:
    if not cases(rule):
        yield "no case"
    for case in cases(rule):
        if not _CHINESE.search(case.name.zh) or _CHINESE.search(case.name.en):
            yield f"{case.name.en}: named in both languages"


def _come_true(rule: Rule, policy: Policy) -> Iterator[str]:
    for scenario in card_scenarios(rule):
        for day in scenario.days:
            for wrong in judged(scenario, day, policy).mismatches:
                yield f"{scenario.name.en}, {day}: {wrong.expected} expected, {' '.join(wrong.found) or 'nothing'} found"


def _outcomes(rule: Rule, policy: Policy) -> Iterator[str]:
    seen = seen_in_cases(rule, policy)
    wanted = {"met", "pending", "undetermined"}
    if rule.owes is Party.PROPOSER:
        wanted = {"met", "pending"}
        if seen.words & {"broken", "undetermined"}:
            yield "it is the proposer's own act, and accuses somebody"
    elif seen.forbids:
        wanted.add("broken forbidden")
    elif can_break(rule, policy):
        wanted |= {"broken missing", "broken late"}
    elif "broken" in seen.words:
        yield "it has no day and is broken"
    if wanted - seen.words:
        yield f"no case says {', '.join(sorted(wanted - seen.words))}"
    if not seen.words & {"not_applicable", "unlisted"}:
        yield "no case in which it is not owed"


def _around(rule: Rule, policy: Policy) -> Iterator[str]:
    seen = seen_in_cases(rule, policy)
    if seen.forbids or rule.owes is Party.PROPOSER:
        return
    yield from _dated(seen) if can_break(rule, policy) else _undated(seen)


def _dated(seen: CaseSeen) -> Iterator[str]:
    if 0 not in seen.offsets:
        yield "never done on the due day"
    if not min(seen.offsets, default=0) < 0 < max(seen.offsets, default=0):
        yield "never done before the due day, or never after it"
    if not {0, 1} <= seen.looked:
        yield "not looked at on the due day and on the day after"


def _undated(seen: CaseSeen) -> Iterator[str]:
    if not seen.turns_unknown:
        yield "not looked at on the year's last day, pending, and on the day after, undetermined"


# ------------------------------------------------------------ the rule and its pack


def _duties(rule: Rule, policy: Policy) -> Iterator[str]:
    duties = rule.duties({key: value.value for key, value in policy.rules[rule.id].values.items()})
    if not duties:
        yield "it yields no duty"
    if len({duty.part.key for duty in duties}) != len(duties):
        yield "two duties of one part: their findings would have one id"
    for duty in duties:
        for tree in (duty.due, duty.done, duty.applies, duty.counts):
            for node in walk(tree):
                name = getattr(node, "name", "").partition(".")[0]
                if name and name not in FACTS:
                    yield f"no table has the column {name}"
                if isinstance(node, Called) and node.code not in set(BECAUSE) | set(Breach):
                    yield f"the code {node.code} is in no closed list"


def _pack(rule: Rule, policy: Policy) -> Iterator[str]:
    setting = policy.rules.get(rule.id)
    if setting is None:
        yield "the pack says nothing of it"
        return
    if setting.off is not None:
        if not setting.off.strip():
            yield "off without a reason"
        return
    if not setting.clause or not setting.key_term:
        yield "no clause, or no key term"
    for key in sorted(_unfit(rule, setting)):
        yield f"{key}: a parameter that the pack does not give, or that the rule does not take"
    for key, value in setting.stated.items():
        if not value.at:
            yield f"{key}: no place in its source"


PROMISES: Final[tuple[Promise, ...]] = (
    Promise("ids", "编号合于本章，不重用", "ids fit their chapter and are used once", _ids),
    Promise("sizes", "一章不超过九条", "a chapter has at most nine rules", _sizes),
    Promise("declared", "声明齐全", "the declaration is whole", _each(_declared)),
    Promise("card", "卡片有中英两种语言", "the card speaks both languages", _each(_card)),
    Promise("case_names", "有案例，名称有两种语言", "there are cases, named in both languages", _each(_case_names)),
    Promise("come_true", "案例都如所说", "its cases come true", _in_force(_come_true)),
    Promise("outcomes", "案例中见到每种结论", "its cases show every outcome", _in_force(_outcomes)),
    Promise("around", "在期限前后各试一次", "it is tried around its day", _in_force(_around)),
    Promise(
        "conditions", "每个条件都有案例见得出", "each condition matters to some case", _in_force(unmoved_conditions)
    ),
    Promise(
        "text", "代码里没有数字、句子、条款号", "its code holds no number, sentence or locator", _each(text_faults)
    ),
    Promise("chapter", "一章只认识写规则的词", "a chapter knows only the words of rules", _each(chapter_faults)),
    Promise(
        "duties",
        "义务各有其名，代码都在清单里",
        "its duties are told apart, codes are of the lists",
        _in_force(_duties),
    ),
    Promise(
        "pack", "政策给出条款和全部参数，或注明不用", "the pack gives clause and parameters, or a reason", _each(_pack)
    ),
)
"""Every promise; the order is that in which a reader would ask."""
