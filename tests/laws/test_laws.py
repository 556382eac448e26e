"""The laws of verdicts over generated registers: compiled = interpreted, cutting and flattening commute, time and knowledge only grow.

Laws are numbered as in the page on verdicts. The registers come from the generator that the second implementation is tried
with: dates at every edge, records left out, kinds not kept, wrong persons, endings asked for and decided later.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

import pytest

from caserules.assess import Assessment, all_duties, assess
from caserules.duties import Verdict
from caserules.expr import EVER, NEVER
from caserules.expr.interpret import cut
from caserules.facts.book import Book
from caserules.models import Register
from caserules.policy import Policy, load_policy
from caserules.terms import to_number
from laws.adjusted import adjusted_register
from oracle.registers import random_register
from packs import stacked

DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2023-04-12",
        "2023-04-25",
        "2023-05-23",
        "2023-06-01",
        "2023-08-31",
        "2023-09-01",
        "2023-12-31",
        "2024-01-10",
    )
)


EXTENDING = """
[sources.statute]
title = "x"
[reply.REPLY-01]
clause = "x"
reply_term = { term = "3m", extended = "6m", extension = "consent", from = "assigned", source = "statute", at = "x" }
[reply.REPLY-04]
clause = "x"
answer_term = { term = "3m", extended = "6m", extension = "told", from = "assigned", source = "statute", at = "x" }
explaining_term = { term = "5wd", from = "answered", source = "statute" }
"""


class World(NamedTuple):
    """A policy, and what its registers hold."""

    policy: Policy
    document: Callable[[random.Random], dict[str, Any]]
    share: int = 3

    def seeds(self, first: int, count: int) -> range:
        """Seeds of registers: all under the notice, each third elsewhere."""
        return range(first, first + count, self.share)

    def register(self, seed: int) -> Register:
        return Register.model_validate_json(json.dumps(self.document(random.Random(seed))))

    def assess(self, register: Register, as_of: date) -> Assessment:
        return assess(register, self.policy, as_of=as_of)


@pytest.fixture(scope="module", params=["notice", "stack", "extending"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The notice alone; on top of the instruments above it; with terms that can be extended."""
    if request.param == "notice":
        return World(load_policy("pengshui-2023"), random_register, 1)
    if request.param == "stack":
        return World(load_policy("pengshui-2023-full"), adjusted_register)
    return World(stacked(tmp_path_factory.mktemp("pack"), EXTENDING), adjusted_register)


def verdicts(found: Assessment) -> dict[str, Verdict]:
    return {finding.id: finding.verdict for finding in found.findings}


@pytest.mark.parametrize("block", range(6))
def test_law_3_compiled_is_interpreted(world: World, block: int) -> None:
    for seed in world.seeds(block * 8, 8):
        for as_of in DAYS[1::3]:
            found = world.assess(world.register(seed), as_of)
            reference = {x.id: x for x in all_duties(found._context)}
            for finding in found.findings:
                other = reference[finding.id]
                assert (finding.verdict, finding._due, finding._done) == (other.verdict, other._due, other._done)
            listed = {x.id for x in found.findings}
            assert len(listed) == len(found.findings)
            assert len(reference) == len(listed) + found.possible + found.not_owed


class _Cut:
    """Reads a register as it stood at a day: every event cut before it is flattened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, as_of: int) -> None:
        read: Callable[..., Any] = Book.day
        index: Callable[..., Any] = Book._index

        def day(book: Book, record: Any, name: str, kind: str = "default") -> Any:
            cell = read(book, record, name, kind)
            return cell if kind == "attestations" else (*cut(cell[0], cell[1], as_of), *cell[2:])

        def indexed(book: Book) -> None:
            for kind, cell in book.absent.items():
                book.absent[kind] = (*cut(cell[0], cell[1], as_of), *cell[2:])
            index(book)

        monkeypatch.setattr(Book, "day", day)
        monkeypatch.setattr(Book, "_index", indexed)


@pytest.mark.parametrize("as_of", DAYS)
def test_law_4_cut_then_flatten_is_flatten_then_cut(world: World, as_of: date) -> None:
    registers = [world.register(seed) for seed in world.seeds(100, 40)]
    whole = [verdicts(world.assess(x, as_of)) for x in registers]
    with pytest.MonkeyPatch.context() as patch:
        _Cut(patch, to_number(as_of))
        before = [verdicts(world.assess(x, as_of)) for x in registers]
    assert whole == before


GROWS = {
    Verdict.UNDETERMINED: {Verdict.BROKEN, Verdict.UNDETERMINED},
    Verdict.MET: {Verdict.MET, Verdict.NOT_APPLICABLE},
    Verdict.BROKEN: {Verdict.BROKEN},
    # what was met, and ended by something else, while a return refused on a day not recorded may have ended it before
    Verdict.NOT_APPLICABLE: {Verdict.NOT_APPLICABLE, Verdict.MET},
}
DECIDED_LATER = {Verdict.NOT_APPLICABLE}
"""A decision that acts from an earlier day may take away what was undetermined, pending or met."""
READS_ONE_UNKNOWN_TWICE = {"OUTCOME-02", "PROMISE-02"}
"""Sound, and more cautious than need be: may go from undetermined to met as the unknown day comes nearer."""


@pytest.mark.parametrize("block", range(6))
def test_law_5_verdicts_only_grow_with_as_of(world: World, block: int) -> None:
    for seed in world.seeds(200 + block * 8, 8):
        earlier: dict[str, Verdict] = {}
        for as_of in DAYS:
            found = world.assess(world.register(seed), as_of)
            now = verdicts(found)
            for key, verdict in earlier.items():
                if verdict is Verdict.PENDING:
                    continue
                allowed = GROWS[verdict] | (DECIDED_LATER if verdict is Verdict.UNDETERMINED else set())
                if key.split("/")[0] in READS_ONE_UNKNOWN_TWICE:
                    allowed = allowed | {Verdict.MET, Verdict.PENDING}
                # one ended since, which may never have been owed, is asked for: it is not listed
                then = now.get(key) or found.finding(key).verdict
                assert then in allowed, (seed, as_of, key, verdict)
            earlier = now


def without(doc: dict[str, Any], kind: str) -> dict[str, Any]:
    """A document without the records of a kind, which is then not kept."""
    doc = json.loads(json.dumps(doc))
    through = doc["complete_through"]
    doc["complete_through"] = (through if isinstance(through, dict) else {"default": through}) | {kind: "not_kept"}
    for case in doc["cases"]:
        for name in {"contacts": ("contacts",), "designations": ("designations",), "follow_up": ("follow_up",)}.get(
            kind, ()
        ):
            case.pop(name, None)
        for reply in case.get("replies", ()):
            reply.pop(kind, None)
    for name in {"filings": ("filings",), "adjustments": ("adjustments",), "attestations": ("attestations",)}.get(
        kind, ()
    ):
        doc.pop(name, None)
    return doc


@pytest.mark.parametrize(
    "kind",
    [
        "contacts",
        "steps",
        "filings",
        "deliveries",
        "receipts",
        "designations",
        "adjustments",
        "follow_up",
        "attestations",
    ],
)
def test_law_6_what_is_not_kept_convicts_nobody(world: World, kind: str) -> None:
    for seed in world.seeds(300, 30):
        doc = world.document(random.Random(seed))
        for as_of in (DAYS[3], DAYS[5], DAYS[7]):
            kept = world.assess(Register.model_validate_json(json.dumps(doc)), as_of)
            lost = world.assess(Register.model_validate_json(json.dumps(without(doc, kind))), as_of)
            before = {x.id for x in kept.broken()}
            # a reply whose steps are gone opens no second version: its duties are the first one's then
            versions = {x.id for x in lost.broken() if x.part.step is not None or x.rule == "REPLY-03"}
            assert {x.id for x in lost.broken()} - before - (versions if kind == "steps" else set()) == set(), seed


def unknowns(cells: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, cell in cells.items():
        if not isinstance(cell, tuple) or len(cell) != 4 or isinstance(cell[0], tuple):
            continue
        if type(cell[0]) is bool:
            if (cell[0], cell[1]) == (False, True):
                yield name, cell
        elif cell[0] != cell[1]:
            yield name, cell


NARROWS = {
    Verdict.BROKEN: {Verdict.BROKEN},
    Verdict.MET: {Verdict.MET, Verdict.NOT_APPLICABLE},
    Verdict.NOT_APPLICABLE: {Verdict.MET, Verdict.NOT_APPLICABLE},
    Verdict.PENDING: {Verdict.PENDING, Verdict.MET, Verdict.NOT_APPLICABLE},
}


@pytest.mark.parametrize("block", range(4))
def test_law_2_narrowing_an_unknown_settles_and_never_accuses(world: World, block: int) -> None:
    rng = random.Random(block)
    for seed in world.seeds(400 + block * 6, 6):
        for as_of in (DAYS[3], DAYS[5], DAYS[7]):
            found = world.assess(world.register(seed), as_of)
            today = to_number(as_of)
            for finding in all_duties(found._context):
                row = finding._row
                for name, cell in rng.sample(found_unknowns := list(unknowns(row.cells)), min(2, len(found_unknowns))):
                    kept = dict(row.cells)
                    row.cells[name] = narrowed(cell, today, rng)
                    try:
                        other = {x.id: x for x in _same(found, finding)}[finding.id]
                    finally:
                        row.cells.clear()
                        row.cells.update(kept)
                    if finding.verdict is not Verdict.UNDETERMINED:
                        assert other.verdict in NARROWS[finding.verdict], (finding.id, name, finding.verdict)


def narrowed(cell: Any, today: int, rng: random.Random) -> Any:
    if type(cell[0]) is bool:
        value = rng.random() < 0.5
        return (value, value, *cell[2:])
    lo = cell[0] if cell[0] != EVER else today - 400
    hi = cell[1] if cell[1] != NEVER else today + 400
    day = (
        rng.choice([NEVER, *range(min(lo, hi), max(lo, hi) + 1, 7)])
        if cell[1] == NEVER
        else rng.randint(min(lo, hi), hi)
    )
    return (day, day, *cell[2:])


def _same(found: Assessment, finding: Any) -> Iterator[Any]:
    from caserules.explain import interpreted

    yield interpreted(found._context, finding._duty, finding._row)
