"""A unit's part in a case: from when it has it, when it received it, whether the notice binds it, and how the case is handled."""

from __future__ import annotations

from typing import Any

import pytest

from asread import in_words, read_at, row_of
from smallest import CASE, GONE, OLD, changed, judged, well_handled

Json = dict[str, Any]
UNIT, OLD_UNIT = "/cases/0/assignments/0", "/cases/1/assignments/0"

CARRIED: list[tuple[str, Any, str]] = [
    ("given last year", "2022-04-08", "2023-01-01"),
    ("given on the last day of last year", "2022-12-31", "2023-01-01"),
    ("given anew on the first day", "2023-01-01", "2023-01-01"),
    ("given anew this year", "2023-03-01", "2023-03-01"),
    ("given in a month of last year", "2022-12", "2023-01-01"),
    ("given in a month of this year", "2023-02", "2023-02-01..2023-02-28"),
    ("given on a day not recorded", "done", "2023-01-01..2024-01-31"),
    ("no day of it", GONE, "2023-01-01"),
]


@pytest.mark.parametrize(("given", "assigned"), [row[1:] for row in CARRIED], ids=[row[0] for row in CARRIED])
def test_a_case_carried_over_counts_from_the_new_year_unless_it_is_given_anew(given: Any, assigned: str) -> None:
    found = judged(changed(well_handled(), {f"{OLD_UNIT}/assigned": given}))
    cells = row_of(found, "handling", "caizheng", case=OLD).cells
    assert (in_words(cells["assigned"]), read_at(found, cells["assigned"])) == (assigned, f"{OLD_UNIT}/assigned")
    assert (in_words(cells["carried"]), in_words(cells["bearing"])) == ("yes", "ever")


def test_a_case_of_this_year_that_carries_on_another_is_carried_over() -> None:
    changes = {
        f"{UNIT}/assigned": "2022-12-30",
        "/cases/0/carried_from": {"kind": "suggestion", "year": 2022, "number": 3},
    }
    cells = row_of(judged(changed(well_handled(), changes)), "handling").cells
    assert (in_words(cells["carried"]), in_words(cells["assigned"])) == ("yes", "2023-01-01")


def test_a_case_of_this_year_counts_from_its_assignment() -> None:
    cells = row_of(judged(changed(well_handled(), {f"{UNIT}/assigned": "2022-12-30"})), "handling").cells
    assert (in_words(cells["carried"]), in_words(cells["assigned"])) == ("no", "2022-12-30")


RECEIVED: list[tuple[str, Any, str, str]] = [
    ("no day of it", GONE, "2023-04-10", "2023-04-10..never"),
    ("later", "2023-04-12", "2023-04-10", "2023-04-12"),
    ("on the day it was given", "2023-04-10", "2023-04-10", "2023-04-10"),
    ("before it was given, which cannot be", "2023-04-09", "2023-04-10", "2023-04-10..never"),
    ("in the month it was given", "2023-04", "2023-04-10", "2023-04-10..2023-04-30"),
    ("in the month it was given, on a day of which", "2023-04-05", "2023-04", "2023-04-05"),
    ("not yet", "not_yet", "2023-04-10", "2024-02-01..never"),
    ("by a day not recorded", "done", "2023-04-10", "2023-04-10..2024-01-31"),
]


@pytest.mark.parametrize(("said", "given", "received"), [row[1:] for row in RECEIVED], ids=[row[0] for row in RECEIVED])
def test_a_case_is_received_when_it_is_given_at_the_earliest(said: Any, given: str, received: str) -> None:
    changes = {f"{UNIT}/assigned": given} | ({} if said is GONE else {f"{UNIT}/received": said})
    found = judged(changed(well_handled(), changes))
    cell = row_of(found, "handling").cells["received"]
    assert (in_words(cell), read_at(found, cell)) == (received, f"{UNIT}/received")


BOUND: list[tuple[Json, tuple[str, str]]] = [
    ({}, ("yes", "/units/0/bound")),
    ({"/units/0/bound": "copied_only"}, ("no", "/units/0/bound")),
    ({"/units/0/bound": "no_longer", "/units/0/to": "2023-07-20"}, ("yes", "/units/0/bound")),
    ({"/units/0/bound": "no_longer"}, ("no", "/units/0/bound")),
    ({"/units/0/id": "jiaoyu"}, ("not known", "")),
]


@pytest.mark.parametrize(("changes", "bound"), BOUND)
def test_whether_the_notice_binds_a_unit_is_the_registers_to_say(changes: Json, bound: tuple[str, str]) -> None:
    found = judged(changed(well_handled(), changes))
    cell = row_of(found, "handling").cells["bound"]
    assert (in_words(cell), read_at(found, cell)) == bound


MODES: list[tuple[str | None, list[str], str | None]] = [
    (None, ["lead", "co_handling"], "lead_with_co_handling"),
    (None, ["single", "co_handling"], "lead_with_co_handling"),
    (None, ["separate", "separate"], "separate"),
    (None, ["separate", "single"], None),
    (None, ["single"], "single"),
    (None, ["lead"], None),
    ("single", ["lead", "co_handling"], "single"),
]


@pytest.mark.parametrize(("stated", "roles", "mode"), MODES)
def test_a_case_is_handled_as_it_says_else_as_its_units_roles_say(
    stated: str | None, roles: list[str], mode: str | None
) -> None:
    given = [
        {"unit": unit, "role": role, "assigned": "2023-04-10"}
        for unit, role in zip(("jiaowei", "caizheng"), roles, strict=False)
    ]
    changes = {"/cases/0/mode": GONE if stated is None else stated, "/cases/0/assignments": given}
    assert row_of(judged(changed(well_handled(), changes)), "handling", case=CASE).cells["mode"] == mode
