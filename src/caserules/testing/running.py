"""Scenario files run one after the other, without pytest: the same reading, the same verdicts, the same text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from caserules.errors import CaserulesError
from caserules.messages.testing import tell
from caserules.policy import Policy
from caserules.report.safe import visible
from caserules.testing.notes import problems_text
from caserules.testing.scenario import Outcome, judged, read_scenario

__all__ = ["Result", "results_text", "run"]


@dataclass(frozen=True)
class Result:
    """What became of a scenario file.

    Attributes:
        where: the file.
        outcomes: what became of each of its days.
        refused: why it cannot be read, if it cannot.
    """

    where: str
    outcomes: tuple[Outcome, ...] = ()
    refused: CaserulesError | None = None

    @property
    def failed(self) -> int:
        """How many days were not as expected."""
        return sum(not outcome.ok for outcome in self.outcomes)


def run(files: Sequence[Path], policy: Policy) -> Iterator[Result]:
    """Yield what becomes of scenario files.

    Args:
        files: the files.
        policy: for the scenarios that name none.
    """
    for path in files:
        try:
            scenario = read_scenario(path)
            yield Result(str(path), tuple(judged(scenario, day, policy) for day in scenario.days))
        except CaserulesError as refused:
            yield Result(str(path), refused=refused)


def results_text(results: Sequence[Result], lang: str) -> str:
    """Return a run as lines for a person: each scenario, then what failed, then the sum."""
    lines = [_line(result, lang) for result in results]
    for result in results:
        if result.refused is not None:
            lines += ["", visible(result.where), problems_text(result.refused, lang)]
        for outcome in result.outcomes:
            if not outcome.ok:
                lines += ["", outcome.text(lang)]
    total = tell(
        lang,
        "run.total",
        files=len(results),
        days=sum(len(result.outcomes) for result in results),
        failed=sum(result.failed for result in results),
        refused=sum(result.refused is not None for result in results),
    )
    return "\n".join((*lines, "", total))


def _line(result: Result, lang: str) -> str:
    if result.refused is not None:
        return tell(lang, "run.refused", where=visible(result.where))
    name = result.outcomes[0].scenario.name
    told = visible(name.en if lang == "en" else name.zh)
    key = "run.failed" if result.failed else "run.ok"
    return tell(lang, key, name=told, days=len(result.outcomes), failed=result.failed)
