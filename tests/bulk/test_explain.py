"""A finding of a column explains itself as a scalar one does: reasons, parameters, how days were counted, evidence, needs."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from caserules.assess import assess
from caserules.bulk import case_assessment, explain, facts_tables, units_table, write_facts
from caserules.demo import build_register
from caserules.errors import InputRejected
from caserules.models import Register
from caserules.policy import load_policy
from oracle.registers import random_register

POLICY = load_policy("pengshui-2023")


def generated(seed: int) -> Register:
    return Register.model_validate_json(json.dumps(random_register(random.Random(seed))))


@pytest.mark.parametrize("seed", range(8))
def test_every_finding_of_a_generated_register_is_told_alike(seed: int) -> None:
    register = generated(900 + seed)
    for as_of in (date(2023, 6, 1), date(2023, 9, 1), date(2024, 1, 10)):
        by_row = assess(register, POLICY, as_of=as_of)
        facts, units = facts_tables(register, POLICY, places=True), units_table(register)
        for finding in by_row.findings:
            found = explain(facts, finding.id, POLICY, as_of, units=units)
            assert found.to_dict() == by_row.explain(finding.id).to_dict()
            assert [found.text(lang) for lang in ("zh", "en")] == [
                by_row.explain(finding.id).text(lang) for lang in ("zh", "en")
            ]


def test_findings_of_the_demo_register_are_told_alike_from_a_folder(tmp_path: Path) -> None:
    register, as_of = build_register(2023), date(2023, 9, 1)
    by_row = assess(register, POLICY, as_of=as_of)
    facts = facts_tables(register, POLICY, places=True)
    write_facts(facts | {"units": units_table(register)}, tmp_path)
    for finding in random.Random(1).sample(by_row.findings, 25):
        assert explain(tmp_path, finding.id, POLICY, as_of).to_dict() == by_row.explain(finding.id).to_dict()


def test_a_duty_that_was_never_owed_can_be_asked_for() -> None:
    register, as_of = generated(3), date(2023, 9, 1)
    by_row = assess(register, POLICY, as_of=as_of)
    facts = facts_tables(register, POLICY, places=True)
    unlisted = next(iter(by_row.unlisted()))
    found = explain(facts, unlisted.id, POLICY, as_of, units=units_table(register))
    assert found.to_dict() == by_row.explain(unlisted.id).to_dict()


def test_without_places_the_verdict_is_explained_and_only_the_evidence_is_missing() -> None:
    register, as_of = generated(4), date(2023, 9, 1)
    by_row = assess(register, POLICY, as_of=as_of)
    facts = facts_tables(register, POLICY)
    for finding in by_row.findings:
        found = explain(facts, finding.id, POLICY, as_of, units=units_table(register))
        want = by_row.explain(finding.id)
        assert [(x.place, x.fact, x.value) for x in found.reasons] == [(x.place, x.fact, x.value) for x in want.reasons]
        assert (found.evidence, found.finding.verdict) == ((), finding.verdict)


def test_what_is_not_there_is_refused_and_what_is_there_twice_has_to_be_named() -> None:
    one, other = (generated(5).model_copy(update={"place": place}) for place in "ab")
    as_of = date(2023, 9, 1)
    facts = facts_tables([one, other], POLICY)
    finding = assess(one, POLICY, as_of=as_of).findings[0]
    with pytest.raises(InputRejected) as refused:
        explain(facts, "COHAND-01/suggestion/2023/99999/x/notice/0", POLICY, as_of)
    assert refused.value.code == "INP-018"
    with pytest.raises(InputRejected) as refused:
        explain(facts, finding.id, POLICY, as_of)
    assert refused.value.code == "INP-064"
    assert explain(facts, finding.id, POLICY, as_of, register="b/2023").finding.id == finding.id


def test_a_case_of_an_archive_is_assessed_by_itself() -> None:
    register, as_of = generated(6), date(2023, 9, 1)
    case = register.cases[0].key
    found = case_assessment(facts_tables(register, POLICY), POLICY, as_of, case=case)
    assert found is not None
    want = {x.id: x.verdict for x in assess(register, POLICY, as_of=as_of).findings if x.case == case}
    assert {x.id: x.verdict for x in found.findings} == want
    assert case_assessment(pa.table({}).to_batches(), POLICY, as_of, case=case) is None
