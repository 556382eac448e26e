"""The laws of verdicts for what happens after the reply, under law, city and county together.

The registers are the generator's, with ratings, demands, publications and tellings sprinkled over their replies and promises.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from caserules.assess import Assessment, all_duties, assess
from caserules.duties import Verdict
from caserules.models import Register
from caserules.terms import to_number
from laws.test_laws import GROWS, NARROWS, _Cut, _same, narrowed, unknowns
from oracle.registers import move, random_register

POLICY = "pengshui-2023-full"
RULES = frozenset({"FEEDBACK-01", "FEEDBACK-02", "FEEDBACK-03", "PUBLISH-01", "PROMISE-03"})
DAYS = tuple(
    date.fromisoformat(day)
    for day in ("2023-05-23", "2023-07-20", "2023-08-31", "2023-10-31", "2023-12-31", "2024-01-10", "2024-03-01")
)
WORDS = ("none", "not_yet", "done", "2023-08", "2023-Q4")
KINDS = {"receipts": "receipts", "publications": "", "tellings": "", "replies": "replies", "contacts": "contacts"}


def written(seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    doc = random_register(rng)
    through = doc["complete_through"]
    through = through if isinstance(through, dict) else {"default": through}
    for kind in ("publications", "tellings"):
        if rng.random() < 0.7:
            through[kind] = through.get("default", "2024-03-01")
    doc["complete_through"] = through
    for case in doc["cases"]:
        for reply in case.get("replies", ()):
            _sprinkle_reply(rng, case, reply)
        for promise in case.get("commitments", ()):
            promise["told"] = [_said(rng, "on", "2023-11-15") for _ in range(rng.choice([0, 1, 2]))]
    return doc


def _said(rng: random.Random, key: str, day: str) -> dict[str, Any]:
    """A day on record, mostly; else a word in its place, or nothing."""
    share = rng.random()
    if share < 0.7:
        return {key: move(day, rng.choice([-60, -1, 0, 1, 30]))}
    return {} if share < 0.85 else {key: rng.choice(WORDS)}


def _sprinkle_reply(rng: random.Random, case: dict[str, Any], reply: dict[str, Any]) -> None:
    issued = reply.get("issued", "2023-06-15")
    issued = issued if len(issued) == 10 else "2023-06-15"
    for form in reply.get("receipts", ()):
        if rng.random() < 0.8:
            form["rating"] = rng.choice(["not_satisfied", "not_satisfied", "satisfied", "no_answer"])
        if rng.random() < 0.2:
            form.update(_said(rng, "demanded", move(issued, 25)))
        if rng.random() < 0.1:
            form["rated_by"] = reply["unit"]
    if rng.random() < 0.6:
        reply |= _said(rng, "published", move(issued, 28))
    if rng.random() < 0.2:
        reply["withheld"] = {"reason": "x", **_said(rng, "on", move(issued, 28))}
    if rng.random() < 0.1:
        case["secret"] = True


def register(doc: dict[str, Any]) -> Register:
    return Register.model_validate_json(json.dumps(doc))


def verdicts(found: Assessment) -> dict[str, Verdict]:
    return {x.id: x.verdict for x in found.findings if x.rule in RULES}


def judged(seed: int, as_of: date) -> Assessment:
    return assess(register(written(seed)), POLICY, as_of=as_of)


def test_the_registers_show_every_verdict_of_every_rule() -> None:
    seen = {(x.rule, x.verdict.value) for seed in range(60) for x in judged(seed, DAYS[-1]).findings if x.rule in RULES}
    dated = {"met", "broken", "undetermined"}
    assert {(rule, said) for rule in RULES - {"FEEDBACK-01", "FEEDBACK-03"} for said in dated} <= seen
    assert {("FEEDBACK-01", "met"), ("FEEDBACK-01", "pending"), ("FEEDBACK-03", "undetermined")} <= seen
    assert not {("FEEDBACK-01", "broken"), ("FEEDBACK-01", "undetermined"), ("FEEDBACK-03", "broken")} & seen


def test_law_3_compiled_is_interpreted() -> None:
    for seed in range(20):
        found = judged(seed, DAYS[4])
        reference = {x.id: x for x in all_duties(found._context)}
        for finding in found.findings:
            other = reference[finding.id]
            assert (finding.verdict, finding._due, finding._done) == (other.verdict, other._due, other._done)


@pytest.mark.parametrize("as_of", DAYS)
def test_law_4_cut_then_flatten_is_flatten_then_cut(as_of: date) -> None:
    registers = [register(written(seed)) for seed in range(100, 140)]
    whole = [verdicts(assess(x, POLICY, as_of=as_of)) for x in registers]
    with pytest.MonkeyPatch.context() as patch:
        _Cut(patch, to_number(as_of))
        before = [verdicts(assess(x, POLICY, as_of=as_of)) for x in registers]
    assert whole == before


@pytest.mark.parametrize("block", range(3))
def test_law_5_verdicts_only_grow_with_as_of(block: int) -> None:
    for seed in range(200 + block * 20, 220 + block * 20):
        earlier: dict[str, Verdict] = {}
        for as_of in DAYS:
            now = verdicts(judged(seed, as_of))
            for key, verdict in earlier.items():
                if verdict is not Verdict.PENDING:
                    later = {Verdict.NOT_APPLICABLE} if verdict is Verdict.UNDETERMINED else set()
                    assert now.get(key) in GROWS[verdict] | later, (seed, as_of, key, verdict)
            earlier = now


def without(doc: dict[str, Any], kind: str) -> dict[str, Any]:
    """A document without the records of a kind, which is then not kept."""
    doc = json.loads(json.dumps(doc))
    doc["complete_through"] |= {kind: "not_kept"}
    for case in doc["cases"]:
        if KINDS[kind] in case:
            del case[KINDS[kind]]
        for reply in case.get("replies", ()):
            for name in {"receipts": ("receipts",), "publications": ("published", "withheld")}.get(kind, ()):
                reply.pop(name, None)
        for promise in case.get("commitments", ()) if kind == "tellings" else ():
            promise.pop("told", None)
    return doc


@pytest.mark.parametrize("kind", KINDS)
def test_law_6_what_is_not_kept_convicts_nobody(kind: str) -> None:
    for seed in range(300, 350):
        doc = written(seed)
        for as_of in DAYS[2::2]:
            kept = {key for key, x in verdicts(assess(register(doc), POLICY, as_of=as_of)).items() if x == "broken"}
            lost = verdicts(assess(register(without(doc, kind)), POLICY, as_of=as_of))
            assert {key for key, x in lost.items() if x == "broken"} <= kept, (seed, as_of)


def narrowings(rng: random.Random, cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    known = list(unknowns(cells))
    yield from rng.sample(known, min(3, len(known)))


@pytest.mark.parametrize("block", range(3))
def test_law_2_narrowing_an_unknown_settles_and_never_accuses(block: int) -> None:
    rng = random.Random(block)
    for seed in range(400 + block * 8, 408 + block * 8):
        for as_of in DAYS[2::2]:
            found = judged(seed, as_of)
            for finding in all_duties(found._context):
                if finding.rule not in RULES or finding.verdict is Verdict.UNDETERMINED:
                    continue
                row = finding._row
                for name, cell in narrowings(rng, row.cells):
                    kept = dict(row.cells)
                    row.cells[name] = narrowed(cell, to_number(as_of), rng)
                    try:
                        other = {x.id: x for x in _same(found, finding)}[finding.id]
                    finally:
                        row.cells.clear()
                        row.cells.update(kept)
                    assert other.verdict in NARROWS[finding.verdict], (finding.id, name, finding.verdict)
