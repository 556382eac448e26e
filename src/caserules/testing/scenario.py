"""A case told as dated events with the verdicts expected on several days: `*.caserules.toml`, readable by who is no programmer.

    title = { zh = "协办意见晚了一天", en = "The opinion comes a day late" }      # or one text
    story = '''
    complete_through = 2023-06-30
    2023-04-10 assigned jiaowei lead
    2023-04-10 assigned caizheng co_handling
    2023-05-24 delivered caizheng
    '''
    expect = '''
    2023-05-23 COHAND-01 caizheng pending
    2023-05-24 COHAND-01 caizheng broken late
    2023-05-24 nothing else broken
    '''

`caserules.io.scenario` has the vocabulary of the story, `expecting` that of the lines expected. Optional: `about` (what it tells,
like the title), `policy` (a name, or a file beside this one; by itself the run's), and `base`: lines that come first, or the name
of another scenario file of the folder whose story comes first; a line `- …` takes the same line away from it. The cases of a
rule's card are scenarios too. Everything wrong with a file is told at once, with its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from caserules.assess import Assessment, assess
from caserules.errors import InputRejected, Problem
from caserules.io.files import read_file
from caserules.io.scenario import read_story
from caserules.models import Register
from caserules.policy import Policy
from caserules.rules.cards import CASES_POLICY, CaseName, cases
from caserules.rules.rule import Rule
from caserules.testing.expecting import Expectation, Mismatch, compared, read_expectation
from caserules.testing.seen import record

__all__ = ["POLICY", "SUFFIX", "Outcome", "Scenario", "card_scenarios", "find_scenarios", "judged", "read_scenario"]

SUFFIX: Final = ".caserules.toml"
POLICY: Final = CASES_POLICY
"""The policy of a scenario that names none, in a run that names none."""

_UNNAMED: Final = CaseName("", "")
_KEYS: Final = ("title", "about", "policy", "base", "story", "expect")
_OPENED: Final = re.compile(r"""([a-z]+)[ \t]*=[ \t]*('''|\"\"\"|)""")
_PLACE: Final = re.compile(r"\(at line ([0-9]+)")
_LABEL: Final = re.compile(r"(base:)?L([0-9]+)(.*)", re.DOTALL)


@dataclass(frozen=True)
class Scenario:
    """A story and what is expected of it.

    Attributes:
        name: what it is called, in zh and en.
        story: what happened, one line an event.
        base: the lines that come before it.
        expected: what is expected, in the order of its lines.
        where: the file's name, or the rule whose card tells it.
        about: what it tells, in zh and en; empty where it says nothing.
        policy: the policy that it names, or empty.
    """

    name: CaseName
    story: str
    base: str
    expected: tuple[Expectation, ...]
    where: str
    about: CaseName = _UNNAMED
    policy: str = ""
    register: Register = field(repr=False, compare=False, kw_only=True)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The days of which something is expected, in order."""
        return tuple(sorted({line.day for line in self.expected}))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of which something is expected."""
        return tuple(dict.fromkeys(line.rule for line in self.expected if line.rule))

    def on(self, day: date) -> tuple[Expectation, ...]:
        """Return what is expected of a day."""
        return tuple(line for line in self.expected if line.day == day)


@dataclass(frozen=True)
class Outcome:
    """What became of a scenario's day.

    Attributes:
        scenario: the scenario.
        day: as of which day.
        assessment: the verdicts found.
        mismatches: what did not come true; empty where all did.
    """

    scenario: Scenario
    day: date
    assessment: Assessment
    mismatches: tuple[Mismatch, ...]

    @property
    def ok(self) -> bool:
        """Whether all that was expected came true."""
        return not self.mismatches

    def text(self, lang: str = "zh") -> str:
        """Return it as lines for a person: expected and found, what happened, the clerk's note."""
        from caserules.testing.notes import outcome_text  # noqa: PLC0415  told on demand

        return outcome_text(self, lang)


def judged(scenario: Scenario, day: date, policy: Policy | str | Path = POLICY) -> Outcome:
    """Judge a scenario as of a day and compare it with what is expected of that day.

    Args:
        scenario: the scenario.
        day: one of its days.
        policy: for a scenario that names none; a loaded one also for a scenario that names it, as a plugin's card does.
    """
    is_named = isinstance(policy, Policy) and policy.id == scenario.policy
    found = assess(scenario.register, policy if is_named else scenario.policy or policy, as_of=day)
    expected = scenario.on(day)
    mismatches = tuple(compared(expected, found))
    wrong = {id(mismatch.expected) for mismatch in mismatches}
    for line in expected:
        if line.rule and line.verdict is not None and id(line) not in wrong:
            record(line.rule, line.verdict.value)
    return Outcome(scenario, day, found, mismatches)


def find_scenarios(*places: str | Path) -> tuple[Path, ...]:
    """Return the scenario files in folders, and those given themselves, in order.

    Raises:
        InputRejected: `TST-007` if a place has none.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for place in map(Path, places):
        here = sorted(place.rglob(f"*{SUFFIX}")) if place.is_dir() else [place] if place.name.endswith(SUFFIX) else []
        found += here
        if not here:
            problems.append(Problem("TST-007", place.name or "."))
    if problems:
        raise InputRejected(problems)
    return tuple(dict.fromkeys(found))


# ------------------------------------------------------------ the cases of a card


def card_scenarios(rule: str | Rule) -> Iterator[Scenario]:
    """Yield the cases of a rule's card as scenarios; each expectation is about one finding.

    Raises:
        RuleError: the card is badly written.
        InputRejected: a story of it is.
    """
    id_ = rule if isinstance(rule, str) else rule.id
    for case in cases(rule):
        lines = tuple(
            Expectation(
                x.day, x.rule, case.of if x.rule == id_ else (), x.verdict, x.code, where=f"{id_} {x.day}", alone=True
            )
            for x in case.expect
        )
        policy = "" if case.policy == CASES_POLICY else case.policy
        register = read_story(case.story, base=case.base)
        yield Scenario(case.name, case.story, case.base, lines, id_, policy=policy, register=register)


# ------------------------------------------------------------ a file


def read_scenario(path: str | Path) -> Scenario:
    """Read a scenario file.

    Args:
        path: the file.

    Raises:
        InputRejected: with everything wrong with it: `TST-` the file's form, `INP-` the story's lines.
    """
    return _File(Path(path)).scenario()


class _File:
    """A scenario file being read: its keys, the lines on which their texts begin, and what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.lines: Mapping[str, int] = {}
        self.held: Mapping[str, Any] = {}
        try:
            text = read_file(path).decode("utf-8-sig")
        except UnicodeDecodeError:
            self.problems.append(Problem("TST-001", path.name))
            return
        self.lines = dict(_openings(text))
        try:
            self.held = tomllib.loads(text)
        except (ValueError, RecursionError) as error:
            place = _PLACE.search(str(error))
            self.problems.append(Problem("TST-001", self.at(int(place[1]) if place else None)))

    def at(self, line: int | None) -> str:
        return self.path.name if line is None else f"{self.path.name}:{line}"

    def scenario(self) -> Scenario:
        if self.problems:
            raise InputRejected(self.problems)
        for key in self.held.keys() - set(_KEYS):
            self._wrong("TST-002", key, known=" ".join(_KEYS))
        name, about = self._name("title", needed=True), self._name("about", needed=False)
        policy, story = self._text("policy", 'policy = "pengshui-2023"'), self._text("story", "story = '''…'''")
        base = self._base()
        expected = tuple(self._expected())
        register = None if base is None else self._register(story, *base)
        if self.problems or register is None or base is None:
            raise InputRejected(sorted(self.problems, key=_order))
        if policy.endswith(".toml"):  # a pack of the project's own, beside its scenarios
            policy = str(self.path.parent / policy)
        return Scenario(name, story, base[0], expected, self.path.name, about, policy, register=register)

    def _wrong(self, code: str, key: str, **params: str) -> None:
        line = self.lines.get(key)
        self.problems.append(Problem(code, self.at(line), tuple({"key": key, **params}.items())))

    def _text(self, key: str, form: str) -> str:
        held = self.held.get(key, "")
        if isinstance(held, str):
            return held
        self._wrong("TST-003", key, form=form)
        return ""

    def _name(self, key: str, *, needed: bool) -> CaseName:
        held = self.held.get(key, "")
        if isinstance(held, str) and (held.strip() or not needed):
            return CaseName(held, held)
        if isinstance(held, dict) and held.keys() == {"zh", "en"} and all(isinstance(x, str) for x in held.values()):
            return CaseName(**held)
        self._wrong("TST-003", key, form=f'{key} = {{ zh = "…", en = "…" }}')
        return _UNNAMED

    def _expected(self) -> Iterator[Expectation]:
        text = self._text("expect", "expect = '''…'''")
        first, any_line = self.lines.get("expect", 1), False
        for number, line in enumerate(text.splitlines(), first):
            if not line.partition("#")[0].strip():
                continue
            any_line = True
            found = read_expectation(line, self.at(number))
            if isinstance(found, Expectation):
                yield found
            else:
                self.problems.append(found)
        if not any_line:
            self._wrong("TST-003", "expect", form="2023-05-24 COHAND-01 caizheng broken late")

    def _base(self) -> tuple[str, Callable[[int], str]] | None:
        """Return the lines that come first, and how a place in them is told; None where they cannot be had."""
        text = self._text("base", "base = '''…'''")
        first = self.lines.get("base", 1)
        if not text.strip().endswith(SUFFIX):
            return text, lambda line: self.at(first + line - 1)
        other = _beside(self.path, text.strip())
        if other is None or "base" in other.held or not isinstance(other.held.get("story"), str):
            self._wrong("TST-006", "base")
            return None
        start, told = other.lines.get("story", 1), other.at
        return other.held["story"], lambda line: told(start + line - 1)

    def _register(self, story: str, base: str, place: Callable[[int], str]) -> Register | None:
        try:
            return read_story(story, base=base)
        except InputRejected as refused:
            self.problems += (x._replace(where=self._told(x.where, place)) for x in refused.problems)
            return None

    def _told(self, label: str, place: Callable[[int], str]) -> str:
        """The file's own line of a story's label."""
        found = _LABEL.fullmatch(label)
        if found is None:
            return f"{self.path.name} {label}".rstrip()
        line = int(found[2])
        return (place(line) if found[1] else self.at(self.lines.get("story", 1) + line - 1)) + found[3]


def _order(problem: Problem) -> int:
    """The line of a problem; what has none comes first."""
    line = re.search(r":([0-9]+)", problem.where)
    return int(line[1]) if line else 0


def _beside(path: Path, name: str) -> _File | None:
    """The scenario file of a name in the same folder; None where there is none that can be read."""
    if Path(name).name != name or name == SUFFIX:
        return None
    try:
        other = _File(path.with_name(name))
    except InputRejected:
        return None
    return None if other.problems else other


def _openings(text: str) -> Iterator[tuple[str, int]]:
    """Yield each key of the file with the line on which its text begins (a long text's, the line of its opening)."""
    lines: Iterable[str] = iter(text.splitlines())
    closing = ""
    for number, line in enumerate(lines, 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        found = _OPENED.match(line)
        if found is None:
            continue
        yield found[1], number + _starts_below(line, found)
        if found[2] and line.count(found[2]) == 1:
            closing = found[2]


def _starts_below(line: str, found: re.Match[str]) -> int:
    """TOML leaves out the line break right after an opening of a long text."""
    return 1 if found[2] and not line[found.end() :].strip() else 0
