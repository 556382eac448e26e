"""What is expected of a day, as one line: `2023-05-24 COHAND-01 caizheng broken late`. The line is read and compared here.

    DAY RULE [PART …] VERDICT [HOW] [due=DAY]     the findings of a rule whose ids have these parts say this
    DAY nothing else VERDICT                      no finding has the verdict but those named by the day's other lines

A part is a step of a finding's id: a unit, a case (`suggestion/2023/12`), a step, a recipient. Without parts all findings of the
rule are meant. VERDICT is one of the five, or `unlisted`; HOW is how it was broken, or why it is not applicable.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from caserules.assess import Assessment
from caserules.duties import Verdict
from caserules.errors import Problem
from caserules.findings import Finding
from caserules.rules import all_rules, may_be_rule
from caserules.rules.cards import UNLISTED, has_parts, may_say

__all__ = ["Expectation", "Mismatch", "compared", "no_such_rule", "read_expectation", "said"]

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RULE: Final = re.compile(r"[A-Z]+-[0-9]{2}")
_SAYS: Final = frozenset(Verdict) | {UNLISTED}
_REST: Final = ["nothing", "else"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line of what is expected.

    Attributes:
        day: as of which day.
        rule: of which rule; empty: of all findings that no other line of the day names.
        parts: which of its findings: parts of their ids.
        verdict: their verdict; None where they are not to be listed.
        code: how broken, or why not applicable or not listed; empty where none is asked.
        due: their due day, where one is asked.
        where: the place of the line, for a person.
        alone: whether exactly one finding is meant.
    """

    day: date
    rule: str
    parts: tuple[str, ...]
    verdict: Verdict | None
    code: str = ""
    due: date | None = None
    where: str = ""
    alone: bool = False

    @property
    def subject(self) -> str:
        """What the line is about: the rule and the parts."""
        return " ".join(filter(None, (self.rule, *self.parts)))

    def __str__(self) -> str:
        """What the line says of it."""
        due = "" if self.due is None else f"due={self.due}"
        if not self.rule:
            return f"{' '.join(_REST)} {self.verdict}"
        return " ".join(filter(None, (UNLISTED if self.verdict is None else self.verdict.value, self.code, due)))

    def names(self, finding: Finding) -> bool:
        """Return whether the line is about a finding."""
        return finding.rule == self.rule and has_parts(finding.id, self.parts)


class Mismatch(NamedTuple):
    """An expectation that did not come true: the findings it is about, and what was found, in words."""

    expected: Expectation
    findings: tuple[Finding, ...]
    found: tuple[str, ...]


def said(finding: Finding) -> str:
    """Return what a finding says, in the words of an expectation: `broken late`."""
    how = finding.breach.value if finding.breach is not None else finding.because
    return finding.verdict.value if how is None else f"{finding.verdict.value} {how}"


# ------------------------------------------------------------ reading a line


def read_expectation(text: str, where: str, day: date | None = None) -> Expectation | Problem:
    """Read one line, or say what is wrong with it.

    Args:
        text: the line; a comment after `#` is left out.
        where: its place.
        day: as of which day, where the line has none.

    Example:
        >>> line = read_expectation("2023-05-24 COHAND-01 caizheng broken late", "a.caserules.toml:7")
        >>> line.subject, str(line), line.day.isoformat()
        ('COHAND-01 caizheng', 'broken late', '2023-05-24')
    """
    words = text.partition("#")[0].split()
    if day is None:
        day = _day(words.pop(0)) if words else None
    due = None
    if words and words[-1].startswith("due="):
        due = _day(words.pop()[4:])
        if due is None:
            return Problem("TST-004", where)
    if day is None or not words:
        return Problem("TST-004", where)
    at = len(words) - (1 if words[-1] in _SAYS else 2)
    if at < 1 or words[at] not in _SAYS or not _may_expect(words, at, due):
        return Problem("TST-004", where)
    verdict = None if words[at] == UNLISTED else Verdict(words[at])
    code = words[at + 1] if at + 1 < len(words) else ""
    if words[:at] == _REST:
        return Expectation(day, "", (), verdict, where=where)
    if not _RULE.fullmatch(words[0]):
        return Problem("TST-004", where)
    return no_such_rule(words[0], where) or Expectation(day, words[0], tuple(words[1:at]), verdict, code, due, where)


def _may_expect(words: Sequence[str], at: int, due: date | None) -> bool:
    code = "".join(words[at + 1 :])
    if words[:at] == _REST:
        return words[at] != UNLISTED and not code and due is None
    return may_say(words[at], code) and (due is None or words[at] != UNLISTED)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:
        return None


def no_such_rule(rule: str, where: str) -> Problem | None:
    """Return what to say of an id that no rule has, with the nearest ones; None where there is such a rule."""
    known = [each.id for each in all_rules()]
    near = difflib.get_close_matches(rule.upper(), known, n=3, cutoff=0.5)
    if rule in known or (may_be_rule(rule) and not near):  # what is like no rule of ours may be a plugin's
        return None
    near = near or known
    return Problem("TST-005", where, (("rule", rule if _RULE.fullmatch(rule) else "?"), ("near", " ".join(near))))


# ------------------------------------------------------------ comparing


def compared(expected: Sequence[Expectation], found: Assessment) -> Iterator[Mismatch]:
    """Yield what did not come true of the expectations of one day.

    Args:
        expected: those of the day.
        found: the assessment as of that day.
    """
    named = [line for line in expected if line.rule]
    for line in expected:
        mismatch = _rest(line, named, found) if not line.rule else _named(line, found)
        if mismatch is not None:
            yield mismatch


def _rest(line: Expectation, named: Iterable[Expectation], found: Assessment) -> Mismatch | None:
    said_so = [x for x in named if x.verdict is line.verdict]
    left = [x for x in found.findings if x.verdict is line.verdict and not any(y.names(x) for y in said_so)]
    return Mismatch(line, tuple(left), tuple(said(x) for x in left)) if left else None


def _named(line: Expectation, found: Assessment) -> Mismatch | None:
    about = tuple(x for x in found.findings if line.names(x))
    if line.verdict is None:
        return _unlisted(line, about, found)
    wrong = tuple(x for x in about if not _says(x, line))
    if wrong or not about or (line.alone and len(about) > 1):
        told = wrong or about
        return Mismatch(line, told, tuple(_told(x, line) for x in told) or (UNLISTED,))
    return None


def _says(finding: Finding, line: Expectation) -> bool:
    if line.due is not None and finding.due != line.due:
        return False
    if line.code or line.alone:
        return said(finding) == " ".join(filter(None, (line.verdict, line.code)))
    return finding.verdict is line.verdict


def _told(finding: Finding, line: Expectation) -> str:
    return said(finding) if line.due is None else f"{said(finding)} due={finding.due}"


def _unlisted(line: Expectation, about: tuple[Finding, ...], found: Assessment) -> Mismatch | None:
    if about:
        return Mismatch(line, about, tuple(said(x) for x in about))
    if not line.code:
        return None
    why = [x.because or "" for x in found.unlisted() if line.names(x)]
    return None if why and set(why) == {line.code} else Mismatch(line, (), tuple(sorted(set(why))) or ("no such duty",))
