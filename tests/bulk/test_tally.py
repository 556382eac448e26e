"""One fact is punished once: also over the end of a batch, and where its rules read several tables."""

from __future__ import annotations

from datetime import date

import pytest

from bulk.test_equal import POLICY, scored
from caserules.bulk import count, facts_tables, tally
from caserules.demo import build_register

AS_OF = date(2024, 1, 10)
FACTS = facts_tables(build_register(2023), scored(POLICY))


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_case_may_end_in_another_batch_than_it_began(size: int) -> None:
    policy = scored(POLICY)
    whole = count(FACTS, policy, AS_OF).scores()
    assert whole is not None and any(x.deducted for x in whole)
    twice = {name: table.take(sorted([*range(80)] * 2)) for name, table in FACTS.items() if table.num_rows >= 80}
    once = {name: FACTS[name].slice(0, 80) for name in twice}
    cut = (batch for table in twice.values() for batch in table.combine_chunks().to_batches(size))
    together = count(twice, policy, AS_OF).scores()
    assert together is not None and count(cut, policy, AS_OF).scores() == together
    want = count(once, policy, AS_OF).scores()  # the same rows again are the same facts, and cost nothing more
    assert want is not None and [x.deducted for x in together] == [x.deducted for x in want]


def test_facts_remembered_by_case_are_the_same_points(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = scored(POLICY)
    want = count(FACTS, policy, AS_OF)
    monkeypatch.setattr(tally, "_tables_of", lambda judge, _fact: frozenset({judge.table}))
    monkeypatch.setattr(tally, "_MOST_PAIRS", 0)
    found = count(FACTS, policy, AS_OF)
    assert found.scores() == want.scores()
    assert found.table() == want.table()
