"""Every fuzzed reader, with a few hundred changes by chance; what a long run found stands below, each as a case of its own.

`scripts/fuzz.py` runs the same targets with a fuzzer that follows coverage.
"""

from __future__ import annotations

from random import Random

import pytest

from caserules.importing import import_file
from fuzzing.targets import MAPPING, TARGETS, Target

PIECES = (
    b"",
    b"[",
    b"{",
    b'"',
    b"\n",
    b"=",
    b"0",
    b"9" * 8,
    b"\xff",
    b"\x00",
    b"2023-02-30",
    b"-",
    b",",
    "　".encode(),
)


def changed(data: bytes, luck: Random) -> bytes:
    made = bytearray(data)
    for _ in range(luck.randint(1, 6)):
        place = luck.randrange(len(made) + 1)
        made[place : place + luck.randint(0, 4)] = luck.choice(PIECES) * luck.choice((1, 1, 2))
    return bytes(made[: luck.randrange(len(made) + 1)] if luck.random() < 0.1 else made)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_any_change_is_read_or_refused(target: Target) -> None:
    luck = Random(5)
    for seed in target.seeds():
        target.run(seed)
        for _ in range(60):
            target.run(changed(seed, luck))


FOUND = [
    ("packs", b"a = " + b"[" * 5000),
    ("packs", b"a = " + b"9" * 5000),
    ("mappings", b"a = " + b"[" * 5000),
    ("mappings", b"a = " + b"9" * 5000),
    ("calendars", b"a = " + b"9" * 5000),
    ("sheets", "主办单位,协办单位,交办日期\n教委,财政局,2023-04-10\n".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), FOUND, ids=[f"{name}-{i}" for i, (name, _) in enumerate(FOUND)])
def test_what_was_found_is_refused(name: str, data: bytes) -> None:
    TARGETS[name].run(data)


def test_a_sheet_without_a_column_of_numbers_is_refused_row_by_row() -> None:
    found = import_file("主办单位,协办单位,交办日期\n教委,财政局,2023-04-10\n".encode(), MAPPING, name="x.csv")
    assert [(x.row, x.problem.code) for x in found.report.refused] == [(2, "INP-043")]
