"""The library against the second implementation, on random registers: the same findings with the same verdicts.

Where the library's arithmetic reads one unknown twice it may be more cautious than the enumeration of all fillings;
what is known of that stands in `CAUTIOUS`. Neither may ever call broken what the other does not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from caserules import Finding, Register, assess
from oracle.layered import layered_register
from oracle.oracle import judge_all
from oracle.registers import random_register
from oracle.test_oracle import TABLE

SEEDS = int(os.environ.get("ORACLE_SEEDS", "120"))
EVERY = int(os.environ.get("ORACLE_EVERY_DAY", "7"))
"""One day in so many is tried where a year is walked through; 1 tries them all."""
BLOCK = 10
DAYS = ["2023-04-20", "2023-05-24", "2023-06-20", "2023-09-04", "2024-01-10"]
NOTICE = "pengshui-2023"
LAYERED = {
    "pengshui-2023-full": SEEDS // 10,
    "zhejiang-2016": SEEDS // 5,
    "henan-2017": SEEDS // 5,
    "beijing-2014": SEEDS // 5,
}
LAYERED_DAYS = ["2023-04-25", "2023-05-12", "2023-07-12", "2023-10-12", "2024-01-04"]
CAUTIOUS = {
    # rule: what the library may say instead, where one unknown is read twice
    "CLOSE-01": {("met", "undetermined")},  # when made, and when closed out
    "COHAND-02": {  # asked for on a day of which only the last is known; or that cannot be: not listed
        ("broken", "undetermined"),
        ("met", "-"),
        ("pending", "-"),
        ("not_applicable", "-"),
    },
    "COHAND-03": {("broken", "undetermined")},  # ended on a day that cannot be: before the assignment, or at any time
    "CONTACT-01": {  # issued before its own first step; a reply not recorded, with steps complete: it had none
        ("pending", "undetermined"),
        ("undetermined", "pending"),
        ("undetermined", "met"),
        ("undetermined", "not_applicable"),  # and then ended
    },
    "CONTACT-04": {("met", "undetermined"), ("met", "pending")},  # a contact without a post, though any post will do
    "FEEDBACK-01": {
        ("met", "-"),
        ("pending", "-"),
        ("not_applicable", "-"),
        ("pending", "not_applicable"),
    },  # a form came back: the reply had issued
    "FEEDBACK-02": {  # which version came first; the rating not known, and its day; a demand before the assignment
        ("broken", "undetermined"),
        ("met", "undetermined"),
        ("pending", "undetermined"),
        ("not_applicable", "undetermined"),
        ("pending", "-"),
        ("met", "-"),
    },
    "FEEDBACK-03": {  # the second rating not known, and its day; that day, against the year's end
        ("met", "undetermined"),
        ("pending", "-"),
        ("not_applicable", "undetermined"),
    },
    "FILE-02": {("met", "undetermined"), ("pending", "undetermined")},  # the return, against the assignment
    "INTAKE-01": {
        ("not_applicable", "pending"),
        ("met", "not_applicable"),
        ("met", "undetermined"),
    },  # when due, and when ended
    "INTAKE-02": {
        ("broken", "undetermined"),
        ("met", "undetermined"),
        ("met", "pending"),
        ("pending", "undetermined"),
    },  # how decided, and when
    "OUTCOME-01": {
        ("met", "not_applicable"),
        ("pending", "not_applicable"),
        ("undetermined", "-"),
        ("undetermined", "not_applicable"),
    },  # a category by a version after the next
    "OUTCOME-03": {("undetermined", "-"), ("undetermined", "not_applicable")},
    "OUTCOME-02": {  # decided before the issue or not; a next version of unknown category
        ("met", "undetermined"),
        ("pending", "undetermined"),
        ("not_applicable", "undetermined"),
        ("broken", "undetermined"),
    },
    "OUTCOME-04": {
        ("met", "not_applicable"),
        ("pending", "not_applicable"),
        ("undetermined", "not_applicable"),
    },  # a next version of unknown category
    "PROMISE-01": {("met", "undetermined"), ("pending", "undetermined")},  # due and done are the day it was made
    "PROMISE-02": {  # for when it was promised, against its making and against what made it longer
        ("met", "undetermined"),
        ("pending", "undetermined"),
        ("not_applicable", "undetermined"),
    },
    "PUBLISH-01": {("met", "-"), ("not_applicable", "-"), ("pending", "met")},  # the issue, against the reason's day
    "REPLY-01": {("broken", "undetermined")},  # assigned on a day of which only the last is known
    "REPLY-04": {("met", "-")},  # the same
    "SIGN-02": {("broken", "undetermined")},  # before, or on the same day in the other order
    "SIGN-03": {("met", "undetermined"), ("broken", "undetermined")},  # listed before an issue that is not known
}


def findings(doc: dict[str, Any], as_of: str, policy: str = NOTICE) -> tuple[Finding, ...]:
    register = Register.model_validate_json(json.dumps(doc))
    return assess(register, policy, as_of=date.fromisoformat(as_of)).findings


def told_apart(doc: dict[str, Any], as_of: str, policy: str = NOTICE) -> Iterator[tuple[str, str, str]]:
    """The findings on which the two do not agree; `-` where one has none."""
    listed, others = judge_all(doc, as_of, policy)
    found = {one.id: one.verdict.value for one in findings(doc, as_of, policy)}
    for name in sorted(listed.keys() | found.keys()):
        mine = listed.get(name) or others.get(name) or {"verdict": "-"}
        theirs = found.get(name, "-")
        if mine["verdict"] == theirs or (mine["verdict"], theirs) in CAUTIOUS.get(name.split("/")[0], ()):
            continue  # a duty that is only possible may be listed or not
        yield name, mine["verdict"], theirs


@pytest.mark.parametrize(
    ("doc", "as_of", "name", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_hand_made_cases(doc: dict[str, Any], as_of: str, name: str, expected: str | None) -> None:
    found = {one.id: one for one in findings(doc, as_of)}
    if expected is None:
        assert name not in found
    else:
        verdict, *breach = expected.split()
        assert found[name].verdict.value == verdict
        assert [str(found[name].breach)] == breach[:1] or verdict != "broken" or not breach
    assert not list(told_apart(doc, as_of))


@pytest.mark.parametrize("first", range(0, SEEDS, BLOCK))
def test_same_verdicts(first: int) -> None:
    apart = [
        (seed, as_of, *difference)
        for seed in range(first, min(first + BLOCK, SEEDS))
        for as_of in DAYS
        for difference in told_apart(random_register(Random(seed)), as_of)
    ]
    assert not apart


LAYERED_SEEDS = [(policy, seed) for policy, seeds in LAYERED.items() for seed in range(seeds)]


@pytest.mark.parametrize(("policy", "seed"), LAYERED_SEEDS)
def test_same_verdicts_above_the_notice(policy: str, seed: int) -> None:
    doc = layered_register(Random(seed))
    assert not [(as_of, *apart) for as_of in LAYERED_DAYS for apart in told_apart(doc, as_of, policy)]


@pytest.mark.parametrize("seed", range(SEEDS // 60))
@pytest.mark.parametrize("policy", [NOTICE, *LAYERED])
def test_same_verdicts_on_every_day_of_a_year(policy: str, seed: int) -> None:
    doc = (random_register if policy == NOTICE else layered_register)(Random(1000 + seed))
    days = (date(2023, 3, 1) + timedelta(i) for i in range(seed % EVERY, 366, EVERY))
    assert not [(day, *apart) for day in days for apart in told_apart(doc, day.isoformat(), policy)]


def test_layered_registers_hold_all_rules() -> None:
    registers = [layered_register(Random(seed)) for seed in range(12)]
    found = [judge_all(doc, LAYERED_DAYS[-1], "pengshui-2023-full")[0] for doc in registers]
    assert len({name.split("/")[0] for listed in found for name in listed}) == 42


def test_registers_differ_and_hold_all_rules() -> None:
    rules = {name.split("/")[0] for seed in range(40) for name in judge_all(random_register(Random(seed)), DAYS[-1])[0]}
    assert len(rules) == 33
