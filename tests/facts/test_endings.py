"""What may have ended a unit's part in a case, from when and by whose word; and who bears it after the unit itself is gone."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, read_at, row_of
from smallest import CASE, GONE, LAST, adjusted, changed, judged, well_handled

Json = dict[str, Any]
KEPT = {"/complete_through": {"default": LAST, "adjustments": "2023-12-31"}}
ANEW = {"/cases/0/assignments/-": {"unit": "jiaowei", "role": "lead", "assigned": "2023-06-20"}}
DECIDED = {"decided": {"outcome": "accepted"}}
OWN = adjusted("withdrawal", **{"from": "2023-05-01"})
FROM_MAY = ("withdrawn", "2023-05-01", None, "yes")

Told = tuple[str, str, str | None, str]


def endings(row: Any) -> list[Told]:
    """Return the endings on record: by which code, from when, decided when, whether accepted."""
    return [
        (code, in_words(start), None if decided is None else in_words(decided), in_words(accepted))
        for start, decided, accepted, code in row.cells["endings"]
        if code is not None
    ]


def about(**more: str) -> Json:
    return OWN | {"about": {"case": CASE, "unit": "jiaowei"} | more}


ROWS: list[tuple[str, list[Json], list[Told]]] = [
    ("none on record", [], []),
    ("by itself, from its day", [OWN], [FROM_MAY]),
    ("from a month", [OWN | {"from": "2023-05"}], [("withdrawn", "2023-05-01..2023-05-31", None, "yes")]),
    ("from a month in which it was assigned", [OWN | {"from": "2023-04"}], [("withdrawn", "2023-04-10..2023-04-30", None, "yes")]),
    ("from before it was assigned, which cannot be", [OWN | {"from": "2023-04-09"}], [("withdrawn", "2023-04-10..never", None, "yes")]),
    ("not yet, of a kind complete through another day", [OWN | {"from": "not_yet"}], [("withdrawn", "2024-01-01..never", None, "yes")]),
    ("accepted", [OWN | {"decided": {"on": "2023-05-03", "outcome": "accepted"}}], [("withdrawn", "2023-05-01", "2023-05-03", "yes")]),
    ("accepted, no day of it: by the last day of its kind", [OWN | DECIDED], [("withdrawn", "2023-05-01", "ever..2023-12-31", "yes")]),
    ("accepted on a day not come", [OWN | {"decided": {"on": "not_yet", "outcome": "accepted"}}], [("withdrawn", "2023-05-01", "2024-01-01..never", "yes")]),
    ("refused", [OWN | {"decided": {"on": "2023-05-03", "outcome": "refused"}}], [("withdrawn", "2023-05-01", "2023-05-03", "no")]),
    ("pending", [OWN | {"decided": {"on": "2023-05-03", "outcome": "pending"}}], [("withdrawn", "2023-05-01", "2024-01-01..never", "not known")]),
    ("decided how is not said", [OWN | {"decided": {"on": "2023-05-03"}}], [FROM_MAY]),
    ("a waiver waits for a decision", [OWN | {"kind": "waiver"}], [("waived", "2023-05-01", "ever..never", "not known")]),
    ("a withdrawal asked for does", [adjusted("withdrawal", asked="2023-05-01")], [("withdrawn", "2023-05-01", "ever..never", "not known")]),
    ("a withdrawal without a day", [adjusted("withdrawal")], [("withdrawn", "2023-04-10..never", None, "yes")]),
    ("from its decision, where no day is said", [adjusted("withdrawal", on="2023-05-03")], [("withdrawn", "2023-05-03", "2023-05-03", "yes")]),
    ("a return from some day up to its decision", [adjusted("return", on="2023-05-03")], [("returned", "2023-04-10..2023-05-03", "2023-05-03", "yes")]),
    ("a return from the day it was asked", [adjusted("return", on="2023-05-03", asked="2023-04-20")], [("returned", "2023-04-20", "2023-05-03", "yes")]),
    ("a merger", [OWN | {"kind": "merge", "into": "suggestion/2023/13"}], [("merged", "2023-05-01", None, "yes")]),
    ("of all units", [adjusted("withdrawal", unit=None, **{"from": "2023-05-01"})], [FROM_MAY]),
    ("of another unit", [about(unit="caizheng")], []),
    ("of another unit, then its own", [about(unit="caizheng"), OWN], [FROM_MAY]),
    ("an extension, then a withdrawal", [adjusted("extension", planned_end="2023-10-30"), OWN], [FROM_MAY]),
    ("a promise waived", [about(commitment="c1") | {"kind": "waiver"}], []),
    ("a promise waived, then a withdrawal", [about(commitment="c1") | {"kind": "waiver"}, OWN], [FROM_MAY]),
    ("of a unit that nobody knows", [about(unit="jiaowe")], [("withdrawn", "2023-05-01", "2023-05-01", "not known")]),
    ("of a unit that nobody knows, decided", [about(unit="jiaowe") | {"decided": {"on": "2023-05-03", "outcome": "accepted"}}], [("withdrawn", "2023-05-01", "2023-05-03", "not known")]),
    ("of an assignment on another day, of a unit that has one", [about(assigned="2023-04-11")], [FROM_MAY]),
]  # fmt: skip


@pytest.mark.parametrize(("records", "told"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_what_ended_a_units_part(records: list[Json], told: list[Told]) -> None:
    found = judged(changed(well_handled(), KEPT | {"/adjustments": records}))
    assert endings(row_of(found, "handling")) == told


@pytest.mark.parametrize(
    ("records", "first", "second"),
    [
        ([about(assigned="2023-04-10")], [FROM_MAY], []),
        ([about(assigned="2023-06-20")], [], [("withdrawn", "2023-06-20..never", None, "yes")]),
        ([about(assigned="2023-06-20"), about(assigned="2023-04-10")], [FROM_MAY], [("withdrawn", "2023-06-20..never", None, "yes")]),
        ([about(assigned="2023-04-10"), about(assigned="2023-06-20") | {"from": "2023-07-01"}], [FROM_MAY], [("withdrawn", "2023-07-01", None, "yes")]),
    ],
)  # fmt: skip
def test_of_a_unit_with_two_assignments_the_one_named_is_ended(
    records: list[Json], first: list[Told], second: list[Told]
) -> None:
    found = judged(changed(well_handled(), KEPT | ANEW | {"/adjustments": records}))
    names = ("jiaowei@2023-04-10", "jiaowei@2023-06-20")
    assert [endings(row_of(found, "handling", name)) for name in names] == [first, second]


@pytest.mark.parametrize(
    ("kept", "told"),
    [("2023-12-31", "2024-01-01..never"), ("not_kept", "2023-04-10..never"), ("2023-03-31", "2023-04-10..never")],
)
def test_an_ending_may_not_be_on_record_from_the_day_on_that_adjustments_are_not(kept: str, told: str) -> None:
    changes = {"/complete_through": {"default": LAST, "adjustments": kept}}
    cells = row_of(judged(changed(well_handled(), changes)), "handling").cells
    assert [(in_words(start), decided) for start, decided, _, code in cells["endings"] if code is None] == [
        (told, None)
    ]


HEIR = {"id": "jiaoyu", "name": "jiaoyu", "bound": True}


@pytest.mark.parametrize(
    ("successor", "told"),
    [
        ("jiaoyu", [("transferred", "2023-07-21", None, "yes")]),
        (GONE, [("not_bound", "2023-07-21", None, "yes")]),
    ],
)
def test_a_units_part_ends_on_the_day_after_its_last(successor: Any, told: list[Told]) -> None:
    named = {} if successor is GONE else {"/units/0/successor": successor}
    found = judged(changed(well_handled(), {"/units/-": HEIR, "/units/0/to": "2023-07-20"} | named))
    row = row_of(found, "handling")
    assert endings(row) == told
    assert [read_at(found, x[0]) for x in row.cells["endings"] if x[3] is not None] == ["/units/0/to"]


def test_a_successor_bears_a_part_after_its_predecessors_last_day_with_the_clock_that_runs() -> None:
    changes = {"/units/-": HEIR, "/units/0/to": "2023-07-20", "/units/0/successor": "jiaoyu"}
    found = judged(changed(well_handled(), changes))
    old, new = (row_of(found, "handling", unit).cells for unit in ("jiaowei", "jiaoyu"))
    assert (in_words(new["bearing"]), read_at(found, new["bearing"])) == ("2023-07-20", "/units/0/to")
    assert in_words(new["assigned"]) == in_words(old["assigned"]) == "2023-04-10"
    assert endings(row_of(found, "handling", "jiaoyu")) == []


def test_what_ended_a_predecessors_part_ended_it_for_the_successor() -> None:
    changes = {"/units/-": HEIR, "/units/0/to": "2023-07-20", "/units/0/successor": "jiaoyu"}
    found = judged(changed(well_handled(), changes | {"/adjustments": [OWN]}))
    assert endings(row_of(found, "handling", "jiaoyu")) == [FROM_MAY]
