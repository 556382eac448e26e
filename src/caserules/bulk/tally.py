"""Counts and points by unit, added up block by block: what a stream of any length leaves behind in bounded memory.

One fact is punished once: within a unit, case and fact the dearest broken duty alone is deducted. Rows of one unit in one case
stand together (the layout says so), also over the end of a batch; facts whose rules read several tables are remembered by
case until the end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from caserules.bulk.judge import Judge, Judged
from caserules.bulk.ops import BROKEN, CODES, NOT_OWED, POSSIBLE, Codes
from caserules.bulk.read import texts
from caserules.facts.tables import Unit
from caserules.policy import Policy
from caserules.scoring import advice_on, left_of

__all__ = ["Tally", "UnitScore", "units_of"]

_UNLISTED: Final = len(CODES)
"""Stands for whatever is counted without being listed."""
_ROOM: Final = 8
_MOST_PAIRS: Final = 1_000_000

_Ints = npt.NDArray[np.int64]
_Units = tuple[list[tuple[str, str]], npt.NDArray[np.int32]]


class UnitScore(NamedTuple):
    """A unit's score from its counts: no deductions are listed, the findings have them."""

    register: str
    unit: str
    full: Decimal
    deducted: Decimal
    score: Decimal
    exempt: bool
    advice: str


class Tally:
    """Adds up verdicts by unit and rule, and points by unit, under a policy."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._rules = {rule: at for at, rule in enumerate(policy.rules)}
        self._units: dict[tuple[str, str], int] = {}
        self._counts = np.zeros((64, len(self._rules), len(CODES)), np.int64)
        self.possible = 0
        self.not_owed = 0
        self._points: dict[tuple[str, str], int] = defaultdict(int)
        self._scale, self._by_rule = _scaled(policy.scoring.points)
        self._last: dict[str, tuple[tuple[str, str, str | None], dict[str, int]]] = {}
        self._spanning: dict[tuple[str, str, str | None, str], int] = {}

    def add(self, judge: Judge, rows: pa.RecordBatch, judged: Judged, units: _Units) -> None:
        """Add a block.

        Args:
            judge: the rules.
            rows: the batch that the block is a stretch of.
            judged: the block.
            units: the batch's units, as `units_of` gives them.
        """
        keys, codes = units
        mine = self._places(keys)
        part = codes[judged.block.start : judged.block.stop].astype(np.int64) * _ROOM
        broken = []
        for item, outcome in zip(judge.duties, judged.outcomes, strict=True):
            found = outcome.codes
            not_owed = int(np.count_nonzero(found >= NOT_OWED)) * (1 if np.ndim(found) else judged.block.size)
            unlisted = int(np.count_nonzero(found >= POSSIBLE)) * (1 if np.ndim(found) else judged.block.size)
            self.not_owed += not_owed
            self.possible += unlisted - not_owed
            counted = np.bincount(part + np.minimum(found, _UNLISTED), minlength=len(keys) * _ROOM).reshape(-1, _ROOM)
            self._counts[mine, self._rules[item.rule.id]] += counted[:, : len(CODES)]
            if self._by_rule.get(item.rule.id):
                broken.append((item.rule.fact, self._by_rule[item.rule.id], found))
        if broken:
            self._punish(judge, rows, judged, units, broken)

    def _places(self, keys: list[tuple[str, str]]) -> list[int]:
        """The lines of units in the counts; a new unit gets the next one."""
        found = [self._units.setdefault(key, len(self._units)) for key in keys]
        if len(self._units) > len(self._counts):
            room = np.zeros((2 * len(self._units), *self._counts.shape[1:]), np.int64)
            room[: len(self._counts)] = self._counts
            self._counts = room
        return found

    # ------------------------------------------------------------------------------------------------------ points

    def _punish(
        self,
        judge: Judge,
        rows: pa.RecordBatch,
        judged: Judged,
        units: _Units,
        broken: list[tuple[str, int, Codes | int]],
    ) -> None:
        """Add a block's points: of each row and fact the dearest broken duty, of each case and unit the dearest row."""
        facts = list(dict.fromkeys(fact for fact, _, _ in broken))
        points = np.zeros((len(facts), judged.block.size), np.int64)
        for fact, dear, codes in broken:
            line = points[facts.index(fact)]
            np.maximum(line, (np.asarray(codes) == BROKEN) * dear, out=line)
        chosen = np.flatnonzero(points.any(axis=0))
        if not chosen.size:
            return
        points = points[:, chosen]
        at = chosen + judged.block.start
        cases = texts(rows, "case").take(pa.array(at))
        bearers = units[1][at]
        spanning = [i for i, fact in enumerate(facts) if judge.table in _tables_of(judge, fact)]
        for i in spanning:
            self._remember(facts[i], points[i], cases, [units[0][x] for x in bearers.tolist()])
            points[i] = 0
        starts = np.flatnonzero(np.concatenate(([True], (bearers[1:] != bearers[:-1]) | _differ(cases))))
        dearest = np.maximum.reduceat(points, starts, axis=1)
        first, last = ((*units[0][bearers[starts[i]]], cases[int(starts[i])].as_py()) for i in (0, -1))
        known = self._last.get(judge.table)
        begun = dict(zip(facts, dearest[:, 0].tolist(), strict=True))
        if known is not None and known[0] == first:  # the same case and unit as at the end of the block before
            dearest[:, 0] -= np.minimum(dearest[:, 0], [known[1].get(fact, 0) for fact in facts])
            begun = {fact: max(dear, known[1].get(fact, 0)) for fact, dear in begun.items()}
        ended = begun if len(starts) == 1 else dict(zip(facts, dearest[:, -1].tolist(), strict=True))
        self._last[judge.table] = (last, ended)
        sums = np.bincount(bearers[starts], weights=dearest.sum(axis=0), minlength=len(units[0]))
        for place in np.flatnonzero(sums).tolist():
            self._points[units[0][place]] += int(sums[place])

    def _remember(self, fact: str, points: _Ints, cases: pa.Array, units: list[tuple[str, str]]) -> None:
        """Keep the points of a fact whose rules read several tables by case and unit, until all are seen."""
        for case, unit, dear in zip(cases.to_pylist(), units, points.tolist(), strict=True):
            if dear:
                key = (*unit, case, fact)
                self._spanning[key] = max(self._spanning.get(key, 0), dear)

    # ----------------------------------------------------------------------------------------------------- results

    def verdicts(self) -> dict[str, int]:
        """Return how many there are of each verdict in all."""
        return {verdict.value: int(n) for verdict, n in zip(CODES, self._counts.sum(axis=(0, 1)), strict=True)}

    def units(self) -> dict[str, dict[str, int]]:
        """Return how many of each verdict each unit has; a unit of several registers has them together."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for (_, unit), counted in zip(self._units, self._counts.sum(axis=1), strict=False):
            found[unit].update(_named(counted))
        return {unit: dict(found[unit]) for unit in sorted(found) if found[unit]}

    def rules(self) -> dict[str, dict[str, int]]:
        """Return how many of each verdict each rule has, for those that have any."""
        counts = self._counts.sum(axis=0)
        return {rule: named for rule, counted in zip(self._rules, counts, strict=True) if (named := _named(counted))}

    def table(self) -> pa.Table:
        """Return the counts as a table: register, unit, rule, verdict, how many."""
        rows = [
            {"register": register, "unit": unit, "rule": rule, "verdict": verdict, "count": n}
            for (register, unit), place in sorted(self._units.items())
            for rule, at in self._rules.items()
            for verdict, n in _named(self._counts[place, at]).items()
        ]
        names = ("register", "unit", "rule", "verdict")
        return pa.Table.from_pylist(rows, pa.schema([*((name, pa.string()) for name in names), ("count", pa.int64())]))

    def scores(self) -> tuple[UnitScore, ...] | None:
        """Return the score of each unit that has a finding, or None where the policy gives no points."""
        scoring = self.policy.scoring
        if scoring.full is None or not scoring.points:
            return None
        points = Counter(self._points)
        for (register, unit, _, _), dear in self._spanning.items():
            points[register, unit] += dear
        units = sorted(unit for unit, place in self._units.items() if self._counts[place].any())
        return tuple(self._score(unit, Decimal(points[unit]) / self._scale, scoring.full) for unit in units)

    def _score(self, unit: tuple[str, str], taken: Decimal, full: Decimal) -> UnitScore:
        exempt = unit[1] in self.policy.scoring.exempt
        return UnitScore(*unit, full, taken, left_of(full, taken), exempt, advice_on(full, taken))


def _named(counted: _Ints) -> dict[str, int]:
    return {verdict.value: n for verdict, n in zip(CODES, counted.tolist(), strict=True) if n}


def _scaled(points: Mapping[str, Decimal]) -> tuple[int, dict[str, int]]:
    """Points as whole numbers, and by how much they were multiplied."""
    scale = 10 ** max((-int(x.as_tuple().exponent) for x in points.values()), default=0)
    scale = max(scale, 1)
    return scale, {rule: int(x * scale) for rule, x in points.items()}


def _differ(texts: pa.Array) -> npt.NDArray[np.bool_]:
    """Whether each text but the first differs from the one before it; two that are missing are the same."""
    after, before = texts[1:], texts[:-1]
    differ = pc.fill_null(pc.not_equal(after, before), True)
    both: npt.NDArray[np.bool_] = pc.and_not(differ, pc.and_(after.is_null(), before.is_null())).to_numpy(
        zero_copy_only=False
    )
    return both


@lru_cache(maxsize=4096)
def _tables_of(judge: Judge, fact: str) -> frozenset[str]:
    """The tables whose rows of a case share a fact, where there are several; a unit's own rows have no case."""
    found = frozenset(
        table
        for table, duties in judge.program.duties.items()
        if table != Unit.key and any(item.rule.fact == fact for item in duties)
    )
    return found if len(found) > 1 else frozenset()


def units_of(rows: pa.RecordBatch) -> _Units:
    """Return the units of a batch, each with its register, and for each row which of them bears it."""
    unit, register = (_encoded(texts(rows, name)) for name in ("unit", "register"))
    wide = max(len(unit[0]), 1)
    whole = register[1].astype(np.int64) * wide + unit[1]
    known, places = _numbered(whole, wide * len(register[0]))
    keys = [(register[0][int(key) // wide], unit[0][int(key) % wide]) for key in known]
    return keys, places.astype(np.int32)


def _numbered(pairs: _Ints, most: int) -> tuple[_Ints, _Ints]:
    """The pairs that occur, in order, and for each row which of them it is."""
    if most > _MOST_PAIRS:
        known, places = np.unique(pairs, return_inverse=True)
        return known, places
    known = np.flatnonzero(np.bincount(pairs, minlength=most))
    table = np.zeros(most, np.int64)
    table[known] = np.arange(len(known))
    return known, table[pairs]


def _encoded(array: pa.Array) -> tuple[list[str], npt.NDArray[np.int32]]:
    if not pa.types.is_dictionary(array.type):
        array = array.dictionary_encode()
    words: list[Any] = [word or "" for word in array.dictionary.to_pylist()]
    codes = array.indices
    if codes.null_count or not words:
        codes = codes.fill_null(len(words))
        words.append("")
    return words, codes.to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
