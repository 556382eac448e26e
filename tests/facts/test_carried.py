"""A carried-over case counts as assigned from 1 January of the register's year, unless it was assigned anew in it."""

from __future__ import annotations

import pytest

from smallest import GONE, OLD, changed, judged, one, well_handled

ASSIGNED = "/cases/1/assignments/0/assigned"


@pytest.mark.parametrize(
    ("assigned", "counts_from"),
    [
        ("2022-04-08", "2023-01-01"),
        (GONE, "2023-01-01"),
        ("2022", "2023-01-01"),
        ("2023-01-01", "2023-01-01"),
        ("2023-03-15", "2023-03-15"),
        ("2023-03", "2023-03-01..2023-03-31"),
    ],
)
def test_from_when_a_carried_over_case_counts(assigned: object, counts_from: str) -> None:
    found = judged(changed(well_handled(), {ASSIGNED: assigned}))
    told = found.explain(one(found, f"REPLY-01/{OLD}/caizheng").id).reasons
    assert [x.value for x in told if (x.place, x.fact) == ("since", "assigned")] == [counts_from]
