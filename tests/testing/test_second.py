"""The strategies against the second implementation: what was made compliant is so for it too, and the one breach is the one it finds."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings

from caserules import Register
from caserules.testing.strategies import Sample, compliant_registers, registers_with_one_breach
from oracle.oracle import judge_all

some = settings(
    max_examples=15, deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)


def found(register: Register, day: str) -> dict[str, dict[str, Any]]:
    document = json.loads(register.model_dump_json(exclude_unset=True, by_alias=True))
    listed, _ = judge_all(document, day)
    return {name: one for name, one in listed.items() if one["verdict"] in ("broken", "undetermined")}


@some
@given(compliant_registers())
def test_a_compliant_register_is_so_for_both(sample: Sample) -> None:
    assert found(sample.register, sample.as_of.isoformat()) == {}


@some
@given(registers_with_one_breach())
def test_one_breach_is_one_for_both(sample: Sample) -> None:
    broken = found(sample.register, sample.as_of.isoformat())
    assert broken.keys() == {sample.broken, *sample.folded}
    assert sample.broken is not None
    assert sample.breach is not None
    assert broken[sample.broken]["breach"] in (None, sample.breach.value)
