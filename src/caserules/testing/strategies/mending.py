"""What is due gets done: the deeds that findings are waiting for are told, on drawn days, until nothing is broken or undetermined.

The assessment itself says what is missing and by when, so that no rule is written here a second time: a duty is a column that waits,
a day before which it may not be done, and a day by which it is due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import date
from typing import Final

from caserules.assess import Assessment, assess
from caserules.duties import Verdict
from caserules.expr import EVER, NEVER
from caserules.findings import Finding
from caserules.policy import Policy
from caserules.terms import to_date, to_number
from caserules.testing.strategies.days import between, edges_of
from caserules.testing.strategies.deeds import Deed, Told, deeds_for, in_time
from caserules.testing.strategies.dice import Dice
from caserules.testing.strategies.tale import Line, Tale

__all__ = ["TROUBLE", "Mender"]

TROUBLE: Final = frozenset({Verdict.BROKEN, Verdict.UNDETERMINED})
_STARTS: Final = ("assigned", "asked", "since", "made", "bearing")
_ROUNDS: Final = 16
_TRIES: Final = 6


class Mender:
    """Mends a tale, as of a day, by a policy."""

    def __init__(self, tale: Tale, policy: Policy, as_of: date, dice: Dice, prefer: Collection[str] = ()) -> None:
        self.tale = tale
        self.policy = policy
        self.as_of = as_of
        self.dice = dice
        self.prefer = prefer
        self._edges = edges_of(policy)
        self._tries: Counter[str] = Counter()
        self._judged: tuple[tuple[Line, ...], date, Assessment] | None = None
        self._steps: dict[tuple[str | None, str, str], dict[str, int]] = {}

    def judged(self) -> Assessment:
        """Return the verdicts on the tale as it stands."""
        told = tuple(self.tale.lines)
        if self._judged is None or self._judged[:2] != (told, self.as_of):
            found = assess(self.tale.register(self.as_of), self.policy, as_of=self.as_of)
            self._judged = (told, self.as_of, found)
        return self._judged[2]

    def do_some(self, wanted: Callable[[Finding], bool]) -> None:
        """Do what is still pending and wanted, until no such thing can be done."""
        for _ in range(_ROUNDS):
            pending = [x for x in self.judged().findings if x.verdict is Verdict.PENDING and wanted(x)]
            if not [x for x in pending if self._do(x)]:
                return

    def mend(self, keep: Collection[str] = ()) -> Assessment:
        """Do what is missing; return the verdicts after all that could be done.

        Args:
            keep: the findings that may stay as they are.
        """
        found = self.judged()
        for _ in range(_ROUNDS):
            trouble = [x for x in found.findings if x.verdict in TROUBLE and x.id not in keep]
            if not [x for x in trouble if self._do(x)]:
                break
            found = self.judged()
        return found

    def compliant(self) -> bool:
        """Mend the tale; where something cannot be mended, go back to the last day on which all was well."""
        while True:
            trouble = [x for x in self.mend().findings if x.verdict in TROUBLE]
            if not trouble:
                return True
            eve = min(to_date(_last_good_day(x)) or self.as_of for x in trouble)
            if eve >= self.as_of or eve < date(self.tale.year, 1, 1):
                return False
            self.as_of = eve

    # ------------------------------------------------------------------------------------------------- one duty

    def _do(self, finding: Finding) -> bool:
        """Tell what the duty is waiting for; say whether anything was told."""
        if self._tries[finding.id] >= _TRIES:
            return False
        if finding.verdict in TROUBLE and not in_time(finding):
            self._forget(finding)
        told = [self._tell(finding, *deed) for deed in deeds_for(finding, self._word)]
        self._tries[finding.id] += any(told)
        return any(told)

    def _word(self, words: tuple[str, ...]) -> str:
        """Choose among words: one that is preferred, if there is one."""
        return next((word for word in words if word in self.prefer), None) or self.dice.pick(words)

    def _forget(self, finding: Finding) -> None:
        """Take back what was told for a duty, and did not meet it."""
        self.tale.lines = [line for line in self.tale.lines if line.of != finding.id]
        step = finding.part.step
        if step is not None:
            self._steps_of(finding).pop(step, None)

    def _tell(self, finding: Finding, column: str, deed: Deed, told: Told) -> bool:
        first, last = self._window(finding, column, deed)
        if first > last:
            return False
        days = (date.fromordinal(x + _EPOCH) for x in (first, last))
        day = self.dice.pick(between(self._edges, *days, by=not deed.soon))
        if column.startswith("step."):
            self._steps_of(finding)[column.removeprefix("step.")] = to_number(day)
        case = finding.case if deed.of_case and finding.case else ""
        words = deed.words(told)
        if finding.verdict not in TROUBLE and any((line.words, line.case) == (words, case) for line in self.tale.lines):
            return False  # done for another duty
        self.tale.tell(words, day, case=case, of=finding.id)
        return True

    def _window(self, finding: Finding, column: str, deed: Deed) -> tuple[int, int]:
        """From which day the deed can be done, and by which it is due."""
        cells = finding._row.cells
        known = [cells[name] for name in (*_STARTS, *deed.after) if name in cells]
        first = max([to_number(date(self.tale.year, 1, 1)), *(x[0] for x in known if EVER < x[0] < NEVER)])
        if "answered" in deed.after and "answered" not in cells:
            first = max(first, self._issued(finding))
        if column.startswith("told.Q"):  # told in an earlier quarter it does not count
            first = max(first, to_number(date(self.tale.year, 3 * int(column[-1]) - 2, 1)))
        due = finding._due[0]
        last = min(to_number(self.as_of), due if EVER < due < NEVER else NEVER)
        if column.startswith("step."):
            return self._between_steps(finding, column.removeprefix("step."), first, last)
        if column.partition(".")[0] in ("attested", "promise_attested"):  # knowledge, which may come later
            return min(first, last), to_number(self.as_of)
        return first, last

    def _issued(self, finding: Finding) -> int:
        """The day on which the unit's reply issued, which not every row has."""
        start = f"issued {finding.unit} "
        days = (line.day for line in self.tale.lines if line.case == finding.case and line.words.startswith(start))
        return min((to_number(day) for day in days if day is not None), default=NEVER)

    def _steps_of(self, finding: Finding) -> dict[str, int]:
        """The steps of the finding's version told so far, by day."""
        row = finding._row
        key = (row.case, row.unit, row.ref)
        if key not in self._steps:
            cells = {name.removeprefix("step."): cell for name, cell in row.cells.items() if name.startswith("step.")}
            self._steps[key] = {step: cell[0] for step, cell in cells.items() if cell[0] == cell[1] < NEVER}
        return self._steps[key]

    def _between_steps(self, finding: Finding, step: str, first: int, last: int) -> tuple[int, int]:
        chain = finding._context.program.chain
        told = self._steps_of(finding)
        before = [day for other, day in told.items() if step in chain.get(other, ())]
        after = [day for other, day in told.items() if other in chain.get(step, ())]
        return max([first, *before]), min([last, *after])


_EPOCH: Final = date(1970, 1, 1).toordinal()


def _last_good_day(finding: Finding) -> int:
    """The eve of the day on which it could first be broken."""
    lo = finding._due[0]
    return lo - 1 if EVER < lo < NEVER else NEVER
