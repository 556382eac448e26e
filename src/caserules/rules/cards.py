"""The cards of the rules: title, act, acted and why in zh and en, and the cases; read only when told, tested or documented.

A case is a story with what is expected of some days. It is told once, as dated events (`caserules.io.scenario` has the
vocabulary), and read here no further than its shape: whoever runs or shows it reads the story.

    base = '''                              # the lines with which every story of the card begins
    complete_through = 2024-01-31
    2023-04-10 assigned jiaowei lead
    2023-04-10 assigned caizheng co_handling
    '''

    [[cases]]
    name = { zh = "到期当日送达", en = "delivered on the day itself" }
    story = '''
    2023-05-23 delivered caizheng
    '''
    of = "caizheng"                         # optional: parts of the id, where the story yields several findings
    expect = { "2023-05-22" = "pending", "2023-05-23" = "met" }

An expectation is a verdict, with how it was broken or why it is not applicable (`broken late`, `not_applicable withdrawn`);
or `unlisted`, with the reason where one can be told (`unlisted not_bound`). It may name another rule first:
`REPLY-01 broken late`. A story's line `- …` takes the same line away from the base. A card whose rule another instrument
than the county's notice sets names the policy under which its cases are told, before the base:
`policy = "pengshui-2023-full"`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from caserules.duties import Breach, Verdict
from caserules.errors import RuleError
from caserules.rules import rule_by_id
from caserules.rules.rule import Rule

__all__ = [
    "CASES_POLICY",
    "UNLISTED",
    "CaseName",
    "Expected",
    "RuleCase",
    "card",
    "cases",
    "has_parts",
    "may_say",
    "page_of",
]

CASES_POLICY: Final = "pengshui-2023"
"""The policy under which a card's cases are told, unless it names another one."""

_HERE: Final = Path(__file__).parent
_WORDS: Final = ("title", "act", "acted", "why")
_CASES: Final = re.compile(r"^(?:policy\b|base\b|\[\[cases\]\])", re.MULTILINE)
_PLACE: Final = re.compile(r"\(at (.+)\)")
_RULE: Final = re.compile(r"[A-Z]+-[0-9]{2}")
_CODE: Final = re.compile(r"[a-z]+(_[a-z]+)*")
UNLISTED: Final = "unlisted"
"""What is expected where the duty is not to be listed."""


@dataclass(frozen=True, slots=True)
class CaseName:
    """A case's name in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a case expects of a day.

    Attributes:
        day: as of which day.
        rule: of which rule; the card's own, unless another one is named.
        verdict: the finding's verdict; None where the duty is not to be listed.
        code: how it was broken, or why it is not applicable or not listed; empty where it has none, or none is asked.
    """

    day: date
    rule: str
    verdict: Verdict | None
    code: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (UNLISTED if self.verdict is None else self.verdict.value, self.code)))


@dataclass(frozen=True, slots=True)
class RuleCase:
    """A situation in which a rule is tried.

    Attributes:
        rule: the rule's id.
        name: the situation.
        story: what happened, one line an event.
        of: parts of the finding's id, where the story yields more than one finding of the rule.
        expect: what is expected, by day.
        base: the lines that come before the story.
        policy: the packaged policy under which it is judged.
    """

    rule: str
    name: CaseName
    story: str
    of: tuple[str, ...]
    expect: tuple[Expected, ...]
    base: str = ""
    policy: str = CASES_POLICY

    def picks(self, finding: str) -> bool:
        """Return whether a finding's id has the parts that the case names.

        Example:
            >>> case = RuleCase("SIGN-02", CaseName("", ""), "", ("jiaowei", "review/1"), ())
            >>> (
            ...     case.picks("SIGN-02/suggestion/2023/12/jiaowei/review/1"),
            ...     case.picks("SIGN-02/suggestion/2023/12/jiaowei/review/1.2"),
            ... )
            (True, False)
        """
        return has_parts(finding, self.of)


def has_parts(finding: str, parts: Iterable[str]) -> bool:
    """Return whether a finding's id has some parts: steps of its path, one or several in a row."""
    path = f"/{finding.replace('→', '/')}/"
    return all(f"/{part}/" in path for part in parts)


def _told(rule: str | Rule) -> Rule:
    return rule_by_id(rule) if isinstance(rule, str) else rule


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _read(rule: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        raise RuleError("RUL-005", rule=rule, where=place[1] if place else "TOML") from error


def card(rule: str | Rule) -> dict[str, Any]:
    """Return the words of a rule's card, without its cases.

    Args:
        rule: the rule's id, or the rule itself, as a plugin has it.

    Raises:
        RuleError: `RUL-003` if there is no such rule, `RUL-005` if its card is badly written.

    Example:
        >>> card("COHAND-01")["title"]["en"]
        'Co-handling opinion in time'
    """
    found = _told(rule)
    return _words(found.id, found.card)


@cache
def _words(rule: str, path: Path) -> dict[str, Any]:
    text = _text(path)
    found = _CASES.search(text)
    words = _read(rule, text[: found.start()] if found else text)
    for key in _WORDS:
        _both(rule, key, words.get(key))
    return words


def page_of(rule: str | Rule) -> str | None:
    """Return where a rule's page lies in the rule reference, below its address; None for a rule of another package.

    Args:
        rule: the rule's id, or the rule itself, as a plugin has it.

    Raises:
        RuleError: `RUL-003` if there is no such rule.

    Example:
        >>> page_of("COHAND-01")
        'rules/COHAND-01.html'
    """
    found = _told(rule)
    return f"rules/{found.id}.html" if found.card.parent.parent == _HERE else None


def cases(rule: str | Rule) -> tuple[RuleCase, ...]:
    """Return the cases of a rule, in the order of its card.

    Args:
        rule: the rule's id, or the rule itself, as a plugin has it.

    Raises:
        RuleError: `RUL-003` if there is no such rule, `RUL-005` if its card is badly written; the place is told.

    Example:
        >>> case = next(case for case in cases("COHAND-01") if case.name.en == "delivered on the day itself")
        >>> [f"{expected.day} {expected}" for expected in case.expect]
        ['2023-05-22 pending', '2023-05-23 met', '2023-05-24 met']
    """
    found = _told(rule)
    return _cases(found.id, found.card)


@cache
def _cases(rule: str, path: Path) -> tuple[RuleCase, ...]:
    whole = _read(rule, _text(path))
    _known(rule, "", whole, {*_WORDS, "policy", "base", "cases"})
    policy = _line(rule, "policy", whole.get("policy", CASES_POLICY))
    base = _line(rule, "base", whole.get("base", ""))
    told = whole.get("cases", [])
    if not isinstance(told, list):
        raise RuleError("RUL-005", rule=rule, where="cases")
    found = tuple(_case(rule, f"cases[{index}]", value, base, policy) for index, value in enumerate(told))
    for index, case in enumerate(found):
        if any(case.name.zh == other.name.zh or case.name.en == other.name.en for other in found[:index]):
            raise RuleError("RUL-005", rule=rule, where=f"cases[{index}].name")
    return found


def _case(rule: str, where: str, told: object, base: str, policy: str) -> RuleCase:
    if not isinstance(told, dict):
        raise RuleError("RUL-005", rule=rule, where=where)
    _known(rule, where, told, {"name", "story", "of", "expect"})
    expect = told.get("expect")
    if not isinstance(expect, dict) or not expect:
        raise RuleError("RUL-005", rule=rule, where=f"{where}.expect")
    return RuleCase(
        rule=rule,
        name=_both(rule, f"{where}.name", told.get("name")),
        story=_line(rule, f"{where}.story", told.get("story", "")),
        of=tuple(_line(rule, f"{where}.of", told.get("of", "")).split()),
        expect=tuple(_expected(rule, f"{where}.expect", expect)),
        base=base,
        policy=policy,
    )


def _expected(rule: str, where: str, told: Mapping[str, object]) -> Iterator[Expected]:
    before = date.min
    for key, value in told.items():
        place = f"{where}.{key}"
        try:
            day = date.fromisoformat(key)
        except ValueError as error:
            raise RuleError("RUL-005", rule=rule, where=place) from error
        words = _line(rule, place, value).split()
        about = words.pop(0) if words and _RULE.fullmatch(words[0]) else rule
        if day <= before or not words or len(words) > 2:
            raise RuleError("RUL-005", rule=rule, where=place)
        before = day
        verdict, code = words[0], "".join(words[1:])
        if not may_say(verdict, code):
            raise RuleError("RUL-005", rule=rule, where=place)
        yield Expected(day, about, None if verdict == UNLISTED else Verdict(verdict), code)


def may_say(verdict: str, code: str) -> bool:
    """Whether a verdict may have a code: a breach always has one, the reason of a duty not owed may be none."""
    if verdict == Verdict.BROKEN:
        return code in set(Breach)
    if verdict in (Verdict.NOT_APPLICABLE, UNLISTED):
        return not code or _CODE.fullmatch(code) is not None
    return verdict in set(Verdict) and not code


def _both(rule: str, where: str, told: object) -> CaseName:
    """Read a text in both languages."""
    if not isinstance(told, dict) or told.keys() != {"zh", "en"}:
        raise RuleError("RUL-005", rule=rule, where=where)
    found = CaseName(*(_line(rule, f"{where}.{lang}", told[lang]).strip() for lang in ("zh", "en")))
    if not found.zh or not found.en:
        raise RuleError("RUL-005", rule=rule, where=where)
    return found


def _line(rule: str, where: str, told: object) -> str:
    if not isinstance(told, str):
        raise RuleError("RUL-005", rule=rule, where=where)
    return told


def _known(rule: str, where: str, told: Mapping[str, object], keys: set[str]) -> None:
    for key in told:
        if key not in keys:
            raise RuleError("RUL-005", rule=rule, where=f"{where}.{key}".lstrip("."))
