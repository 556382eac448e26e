"""Every published vector that columns can answer, answered by columns: verdicts, due days, counts."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import pytest

from bulk.equality import by_columns
from caserules.bulk import due_days, working_days_between
from caserules.expr import EVER, NEVER
from caserules.io import read_register_json
from caserules.policy import load_policy
from caserules.terms import MonthEnd, RestDay, StartDay, Term, to_number
from caserules.testing import vectors as v
from caserules.testing.answers import calendar_of

VERDICTS: defaultdict[tuple[str, str, str], list[v.VerdictVector]] = defaultdict(list)
for one in v.vectors(v.Group.VERDICTS):
    assert isinstance(one, v.VerdictVector)
    VERDICTS[one.input.policy, one.input.as_of, one.input.calendar].append(one)


@pytest.mark.parametrize(("policy", "as_of", "calendar"), VERDICTS)
def test_every_vector_of_verdicts(policy: str, as_of: str, calendar: str) -> None:
    some = VERDICTS[policy, as_of, calendar]
    registers = [read_register_json(json.dumps(one.input.register_, ensure_ascii=False)) for one in some]
    told = by_columns(registers, load_policy(policy), date.fromisoformat(as_of), calendar_of(calendar))
    assert [each for one, found in zip(some, told, strict=True) for each in wrong(one, found)] == []


def wrong(vector: v.VerdictVector, found: dict[str, dict[str, Any]]) -> Iterable[str]:
    """What a vector asks for and columns do not say."""
    for asked in vector.expected.findings:
        said = found.get(asked.id, {})
        due = None if said.get("due") is None else said["due"].isoformat()
        for key, value in (
            ("verdict", said.get("verdict")),
            ("breach", said.get("breach")),
            ("because", said.get("because")),
            ("due", due),
        ):
            if getattr(asked, key) not in (None, value):
                yield f"{vector.id} {asked.id} {key}: {value}"
    for start in vector.expected.unlisted:
        yield from (f"{vector.id} {id_} stands" for id_ in found if id_.startswith(start))


def test_every_vector_of_due_days() -> None:
    """A due day that must be refused by itself is marked in a column: not covered, or no day at all."""
    by_term: defaultdict[str, list[v.DueVector]] = defaultdict(list)
    for one in v.vectors(v.Group.DUE_DAYS):
        assert isinstance(one, v.DueVector)
        by_term[one.input.model_copy(update={"start": ""}).model_dump_json()].append(one)
    for some in by_term.values():
        how = some[0].input
        anchors = {name: (int(day[:2]), int(day[3:])) for name, day in how.anchors.items()}
        term = Term.parse(
            how.term,
            anchors=anchors,
            start_day=StartDay(how.start_day),
            rest_day=RestDay(how.rest_day),
            month_end=MonthEnd(how.month_end),
        )
        found = due_days(column(one.input.start for one in some), term, calendar_of(how.calendar))
        said = zip(some, found.earliest.tolist(), found.latest.tolist(), found.covered.tolist(), strict=True)
        for one, earliest, latest, covered in said:
            if isinstance(one.expected, v.Refused):
                assert not covered, one.id
                assert one.expected.code == "CAL-001" or (earliest, latest) == (EVER, NEVER), one.id
            else:
                due = to_number(date.fromisoformat(one.expected.due))
                assert (earliest, latest) == (
                    due,
                    to_number(date.fromisoformat(one.expected.latest or one.expected.due)),
                ), one.id


def test_every_vector_of_counts() -> None:
    told: Counter[bool] = Counter()
    for one in v.vectors(v.Group.COUNTS):
        assert isinstance(one, v.CountVector)
        after, through = column([one.input.after]), column([one.input.through])
        (count,), (covered,) = working_days_between(after, through, calendar_of(one.input.calendar))
        assert covered == isinstance(one.expected, v.Count), one.id
        assert not isinstance(one.expected, v.Count) or count == one.expected.count, one.id
        told[bool(covered)] += 1
    assert min(told.values()) > 10


def column(days: Iterable[str]) -> np.ndarray[Any, np.dtype[np.datetime64]]:
    return np.array(list(days), "datetime64[D]")
