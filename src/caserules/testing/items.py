"""What pytest collects for us: a scenario's days, a card's cases, a register's cases and rules. Each item tells like a clerk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from caserules.assess import assess
from caserules.errors import CaserulesError
from caserules.findings import Finding
from caserules.io import load_register
from caserules.messages.testing import tell
from caserules.rules.rule import Rule
from caserules.testing.compliant import faults_of
from caserules.testing.notes import notes, problems_text
from caserules.testing.scenario import Outcome, Scenario, card_scenarios, judged, read_scenario
from caserules.testing.seen import record
from caserules.testing.settings import language

if TYPE_CHECKING:
    from caserules.testing.suite import Suite

__all__ = ["AuditFile", "AuditItem", "CardFile", "ScenarioFile", "ScenarioItem"]


class _NotAsExpected(Exception):
    """A test that failed, with what it tells."""


class _Item(pytest.Item):
    """A test that is no function: its failure is a text."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, _NotAsExpected):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


def _suite(node: pytest.Item | pytest.Collector) -> Suite:
    from caserules.testing.plugin import _SUITE  # noqa: PLC0415  the plugin's own, which loads this room

    return node.config.stash[_SUITE]


def _refusal(error: CaserulesError) -> pytest.Collector.CollectError:
    return pytest.Collector.CollectError(problems_text(error))


# ------------------------------------------------------------ scenarios


def _days(parent: pytest.File, read: Callable[[], Iterable[Scenario]]) -> Iterator[pytest.Item]:
    """Yield a test for each day of each scenario of a file."""
    try:
        found = tuple(read())
    except CaserulesError as error:
        raise _refusal(error) from None
    for scenario in found:
        name = scenario.name.en if language() == "en" else scenario.name.zh
        for day in scenario.days:
            yield ScenarioItem.from_parent(parent, name=f"{name} {day}", scenario=scenario, day=day)


class ScenarioFile(pytest.File):
    """A `*.caserules.toml` file."""

    def collect(self) -> Iterator[pytest.Item]:
        """Return a test for each of its days."""
        return _days(self, lambda: (read_scenario(self.path),))


class CardFile(pytest.File):
    """A rule's card.

    Args:
        rule: the rule.
    """

    def __init__(self, *, rule: Rule, **settings: Any) -> None:
        super().__init__(**settings)
        self.rule = rule

    def collect(self) -> Iterator[pytest.Item]:
        """Return a test for each day of each of its cases."""
        return _days(self, lambda: card_scenarios(self.rule))


class ScenarioItem(_Item):
    """A scenario as of one of its days.

    Args:
        scenario: the scenario.
        day: the day.
    """

    def __init__(self, *, scenario: Scenario, day: date, **settings: Any) -> None:
        super().__init__(**settings)
        self.scenario = scenario
        self.day = day
        self.user_properties.append(("caserules.as_of", day.isoformat()))
        self.user_properties += (("caserules.expected", f"{x.subject} {x}".strip()) for x in scenario.on(day))

    def runtest(self) -> None:
        """Judge, and compare with what is expected."""
        try:
            outcome: Outcome = judged(self.scenario, self.day, _suite(self).policy_for(self.scenario.policy))
        except CaserulesError as error:
            raise _NotAsExpected(problems_text(error)) from None
        if not outcome.ok:
            raise _NotAsExpected(outcome.text(language()))

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Return where the test stands."""
        return self.path, None, self.name


# ------------------------------------------------------------ a register


class AuditFile(pytest.File):
    """A register: a test for each case (or unit) and rule."""

    def collect(self) -> Iterator[pytest.Item]:
        """Return the tests."""
        suite = _suite(self)
        try:
            found = assess(load_register(self.path), suite.policy, as_of=suite.as_of)
        except CaserulesError as error:
            raise _refusal(error) from None
        groups: dict[tuple[str, str], list[Finding]] = {}
        for finding in found.findings:
            groups.setdefault((finding.case or finding.unit, finding.rule), []).append(finding)
        if not groups:
            raise _refusal(CaserulesError("TST-010", where=self.path.name))
        for (subject, rule), findings in groups.items():
            yield AuditItem.from_parent(self, name=f"{subject} {rule}", findings=findings)


class AuditItem(_Item):
    """What a rule asks of a case, or of a unit.

    Args:
        findings: what was found.
    """

    def __init__(self, *, findings: list[Finding], **settings: Any) -> None:
        super().__init__(**settings)
        self.findings = findings
        self.add_marker("caserules_audit")
        first = findings[0]
        self.user_properties += (
            ("caserules.rule", first.rule),
            ("caserules.clause", first.clause),
            ("caserules.as_of", first.as_of.isoformat()),
        )
        self.user_properties += (("caserules.verdict", f"{x.id} {x.verdict.value}") for x in findings)

    def runtest(self) -> None:
        """Fail what is broken or cannot be told; leave out what cannot be told for want of a kind of record."""
        for finding in self.findings:
            record(finding.rule, finding.verdict.value)
        allow = bool(self.config.getoption("caserules_allow_undetermined", False))
        faults = faults_of(self.findings, allow)
        if faults.broken or faults.unknown:
            raise _NotAsExpected(notes((*faults.broken, *faults.unknown)))
        if faults.allowed:
            pytest.skip(tell(language(), "audit.let_through", n=len(faults.allowed)))
        if faults.not_kept:
            pytest.skip(tell(language(), "audit.not_kept", n=len(faults.not_kept)))

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Return where the test stands."""
        return self.path, None, self.name
