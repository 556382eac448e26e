"""Law 3 over registers: an audit by columns lists the findings that `assess` lists, with their days and codes, counts and scores."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from bulk.equality import by_id, differing, generated, told
from caserules.assess import Assessment, assess
from caserules.bulk import BulkProgram, audit, audit_batch, count, facts_tables, plain
from caserules.demo import build_register
from caserules.io.scenario import read_story
from caserules.models import Register
from caserules.policy import Policy, known_policies, load_policy
from caserules.rules import all_rules
from caserules.rules.cards import cases

POLICY = load_policy("pengshui-2023")
DAYS = tuple(
    date.fromisoformat(day)
    for day in ("2023-04-12", "2023-05-23", "2023-06-01", "2023-08-31", "2023-09-01", "2023-12-31", "2024-01-10")
)


def scored(policy: Policy) -> Policy:
    """The policy with points of every size, so that each fold has a dearest part."""
    points = {rule.id: Decimal(1 + i % 7) / 2 for i, rule in enumerate(all_rules())}
    return replace(policy, scoring=replace(policy.scoring, full=Decimal(100), points=points, exempt=("jiaowei",)))


def check(register: Register, policy: Policy, as_of: date) -> Assessment:
    by_row = assess(register, policy, as_of=as_of)
    found = audit(facts_tables(register, policy), policy, as_of)
    assert by_id(found.findings().to_pylist()) == {x.id: told(x) for x in by_row.findings}
    tally = found.counted()
    summary = by_row.summary
    assert tally.verdicts() == summary["verdicts"]
    assert (tally.units(), tally.rules()) == (
        summary["units"],
        {k: summary["rules"][k] for k in sorted(summary["rules"])},
    )
    assert (tally.possible, tally.not_owed) == (by_row.possible, by_row.not_owed)
    return by_row


@pytest.mark.parametrize("as_of", DAYS)
def test_the_demo_register_by_columns_is_the_demo_register_by_rows(as_of: date) -> None:
    check(build_register(2023), POLICY, as_of)


@pytest.mark.parametrize("block", range(5))
def test_law_3_generated_registers(block: int) -> None:
    for seed in range(block * 8, block * 8 + 8):
        for as_of in DAYS[block % 2 :: 2]:
            check(generated(seed), POLICY, as_of)


def test_many_registers_in_one_table_are_each_by_itself() -> None:
    for as_of in DAYS[::2]:
        assert differing([generated(seed) for seed in range(500, 540)], POLICY, as_of) == []


@pytest.mark.parametrize("seed", range(12))
def test_scores_by_columns_are_scores_by_rows(seed: int) -> None:
    policy = scored(POLICY)
    register = build_register(2023) if seed == 0 else generated(600 + seed)
    for as_of in DAYS[1::2]:
        want = assess(register, policy, as_of=as_of).scores
        assert want is not None
        tally = count(facts_tables(register, policy), policy, as_of)
        got = tally.scores()
        assert got is not None
        assert {(x.unit, x.full, x.deducted, x.score, x.exempt, x.advice) for x in got} == {
            (x.unit, x.full, x.deducted, x.score, x.exempt, x.advice) for x in want.values() if x.unit in tally.units()
        }


@pytest.mark.parametrize("size", [1, 2, 7, 50])
def test_the_size_of_batches_changes_nothing(size: int) -> None:
    policy, as_of = scored(POLICY), date(2023, 9, 1)
    registers = [generated(700), generated(701).model_copy(update={"place": "another"})]
    facts = facts_tables(registers, policy)
    whole = audit(facts, policy, as_of)
    parts = audit((b for table in facts.values() for b in table.to_batches(size)), policy, as_of)
    assert whole.findings().to_pylist() == parts.findings().to_pylist()
    assert whole.scores() == parts.scores()
    assert whole.counted().table() == parts.counted().table()
    assert count(facts, policy, as_of).table() == whole.counted().table()


def test_only_some_verdicts_are_listed_and_all_are_counted() -> None:
    facts = facts_tables(build_register(2023), POLICY)
    everything = audit(facts, POLICY, DAYS[4])
    chosen = audit(facts, POLICY, DAYS[4], only=["broken", "undetermined"])
    want = [x for x in everything.findings().to_pylist() if x["verdict"] in ("broken", "undetermined")]
    assert chosen.findings().to_pylist() == want
    assert chosen.counted().verdicts() == everything.counted().verdicts()


def test_an_audit_begun_again_counts_from_the_beginning() -> None:
    facts = facts_tables(generated(12), POLICY)
    found = audit(facts, POLICY, DAYS[4])
    once = found.findings()
    want = found.counted().table()
    next(iter(found))  # begun, and left
    assert found.counted().table() == want
    assert (found.findings(), found.counted().table()) == (once, want)


def test_a_batch_of_all_tables_at_once_is_the_same() -> None:
    register = generated(3)
    facts = facts_tables(register, POLICY)
    program = BulkProgram(POLICY, DAYS[4])
    mixed = pa.concat_tables(facts.values(), promote_options="default").combine_chunks().to_batches()[0]
    each = [x for table in facts.values() for b in table.to_batches() for x in audit_batch(b, program).to_pylist()]
    assert by_id(audit_batch(mixed, program).to_pylist()) == by_id(each)
    assert by_id(plain(audit_batch(mixed, program)).to_pylist()) == by_id(each)


@pytest.mark.parametrize("name", known_policies())
def test_every_packaged_policy_by_columns(name: str) -> None:
    policy = load_policy(name)
    for as_of in (date(2023, 6, 1), date(2024, 1, 10)):
        assert differing([generated(seed) for seed in range(800, 815)], policy, as_of) == []


def test_every_case_of_every_card_by_columns() -> None:
    told_on: dict[tuple[str, date], list[Register]] = {}
    for rule in all_rules():
        for case in cases(rule.id):
            register = read_story(case.story, base=case.base)
            for expected in case.expect:
                told_on.setdefault((case.policy, expected.day), []).append(register)
    for (policy, as_of), registers in told_on.items():
        assert differing(registers, load_policy(policy), as_of) == []
    assert sum(map(len, told_on.values())) > 300
