"""The invented register: of the notice's size, the same from the same seed, its days in order and worked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules import load_register
from caserules.calendar import WorkCalendar
from caserules.demo import build_demo, build_register
from caserules.models import Register

LAST = "2023-09-01"
PRINT_HASH = """
import hashlib
from caserules.demo import build_register
text = build_register(2023).model_dump_json(by_alias=True, exclude_none=True)
print(hashlib.sha256(text.encode()).hexdigest())
"""
ACTS = frozenset(
    "assigned acknowledged received delivered own_answer asked on issued decided sent returned arrived filed made done "
    "plan_entry solution_plan implemented explained dealt_with roles_named answer_by".split()
)
"""The fields of a register that tell a day on which somebody in an office did something."""


@pytest.fixture(scope="module")
def register() -> Register:
    return build_register(2023)


@pytest.fixture(scope="module")
def document(register: Register) -> Any:
    return json.loads(register.model_dump_json(by_alias=True, exclude_none=True))


def test_the_counts_of_this_years_numbers_are_the_notices_and_carry_over_comes_on_top(register: Register) -> None:
    fresh = [case for case in register.cases if case.year == 2023 and case.carried_from is None]
    assert Counter(case.kind.value for case in fresh) == {"suggestion": 244, "proposal": 156}
    assert register.expected is not None
    assert (register.expected.suggestion, register.expected.proposal) == (244, 156)
    carried = [case for case in register.cases if case not in fresh]
    assert Counter(case.kind.value for case in carried) == {"suggestion": 8, "proposal": 6}


def test_last_years_list_has_one_case_lost_one_closed_out_and_one_renumbered(register: Register) -> None:
    here = {case.key for case in register.cases}
    renumbered = {case.carried_from.key for case in register.cases if case.carried_from}
    absent = [entry for entry in register.carried or () if entry.key not in here | renumbered]
    assert len(renumbered) == 1
    assert len([entry for entry in absent if isinstance(entry.closed_out, date)]) == 1
    assert len([entry for entry in absent if not isinstance(entry.closed_out, date)]) == 1


def test_every_reference_is_to_somebody_or_something_in_the_register(register: Register) -> None:
    units, people = {unit.id for unit in register.units}, {person.id for person in register.people}
    leaders, cases = {leader.id for leader in register.leaders}, {case.key for case in register.cases}
    for case in register.cases:
        assert {a.unit for a in case.assignments} <= units
        assert {r.unit for r in case.requests} | {r.unit for r in case.replies} <= units
        assert {s.person for r in case.replies for s in r.steps if s.person} <= people
        assert {c.person for c in case.contacts if c.person} <= people
        assert {d.leader for d in case.designations if d.leader} <= leaders
        assert {p.person for p in case.proposers if p.person} <= people
    assert {key for filing in register.filings for key in filing.cases} <= cases
    abouts = [a.about for a in register.adjustments] + [a.about for a in register.attestations]
    assert {about.case for about in abouts if about.case} <= cases
    assert {unit.successor for unit in register.units if unit.successor} <= units


def test_titles_names_and_case_numbers_are_each_used_once(register: Register) -> None:
    for values in (
        [case.title for case in register.cases],
        [case.key for case in register.cases],
        [person.name for person in register.people],
        [attestation.id for attestation in register.attestations],
    ):
        assert len(values) == len(set(values))


def days_of_acts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from days_of_acts(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from days_of_acts(part, key)
    elif key in ACTS and isinstance(value, str) and len(value) == 10 and value[:2] == "20":
        yield key, value


def test_all_acts_are_on_working_days_and_none_after_the_registers_last_day(document: Any) -> None:
    calendar = WorkCalendar.default()
    for key, day in days_of_acts(document):
        assert day <= LAST or key == "answer_by", (key, day)
        assert calendar.is_working_day(date.fromisoformat(day)), (key, day)


def test_nothing_precedes_the_assignment_of_its_case(register: Register) -> None:
    for case in register.cases:
        first = min(a.assigned for a in case.assignments if isinstance(a.assigned, date))
        for reply in case.replies:
            assert all(not isinstance(step.on, date) or step.on > first for step in reply.steps), case.key
        for contact in case.contacts:
            assert not isinstance(contact.on, date) or contact.on > first, case.key


def test_a_letter_is_sent_after_it_issued_arrives_after_that_and_its_form_comes_back_last(register: Register) -> None:
    for case in register.cases:
        for reply in case.replies:
            receipts = [receipt.returned for receipt in reply.receipts]
            days = [
                reply.issued,
                *(d.sent for d in reply.deliveries[:1]),
                *(d.on for d in reply.deliveries[:1]),
                *receipts,
            ]
            known = [day for day in days if isinstance(day, date)]
            assert known == sorted(known), case.key


def test_the_register_survives_being_written_and_read(register: Register, tmp_path: Path) -> None:
    file = tmp_path / "register.json"
    file.write_text(register.model_dump_json(by_alias=True, exclude_none=True), encoding="utf-8")
    assert load_register(file) == register


def test_the_same_seed_gives_the_same_register_and_another_seed_another() -> None:
    assert build_demo(5) == build_demo(5)
    assert build_register(5) != build_register(6)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_bytes_do_not_hang_on_the_hash_seed(register: Register, hash_seed: str) -> None:
    env = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    found = subprocess.run(  # noqa: S603  our own interpreter and our own text
        [sys.executable, "-c", PRINT_HASH], env=env, capture_output=True, text=True, check=True
    ).stdout
    namespace: dict[str, Any] = {}
    lines: list[str] = []
    exec(PRINT_HASH.replace("print(", "said("), {"said": lines.append}, namespace)  # noqa: S102
    assert found.split() == lines
