"""Instants become days in the register's zone, whatever machine reads them; hosts' objects are read like mappings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import namedtuple
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.io import load_case, load_register
from caserules.models import CaseKind, Personal, Register

CHINA = timezone(timedelta(hours=8))


def filed(day: object, **register: object) -> dict[str, object]:
    filing = {"paper": "reply", "unit": "u", "recipient": "o", "filed": day}
    return {"place": "某县", "year": 2023, "complete_through": "2023-12-31", "filings": [filing], **register}


def day_of(day: object, **register: object) -> Any:
    return load_register(filed(day, **register)).filings[0].filed


TEXTS = [
    ("2023-08-31T23:59:59+08:00", "2023-08-31"),  # D21
    ("2023-09-01T00:00:00+08:00", "2023-09-01"),
    ("2023-08-31T16:00:00Z", "2023-09-01"),  # D22
    ("2023-08-31T15:59:59.999999Z", "2023-08-31"),
    ("2023-08-31T15:59:59.999999999Z", "2023-08-31"),
    ("2023-08-31 20:00", "2023-08-31"),  # D23
    ("2023-08-31T20:00:00.5", "2023-08-31"),
    ("2023-08-31T12:00:00-05:00", "2023-09-01"),
    ("1990-06-30T15:30:00Z", "1990-07-01"),  # D26: summer time, +09:00
    ("1992-06-30T15:30:00Z", "1992-06-30"),
    ("1900-06-30T15:54:16Z", "1900-06-30"),  # +08:05:43
    ("1900-06-30T15:54:17Z", "1900-07-01"),
]


@pytest.mark.parametrize(("text", "day"), TEXTS)
def test_an_instant_is_a_day_in_the_registers_zone(text: str, day: str) -> None:
    assert day_of(text) == date.fromisoformat(day)
    assert load_register(json.dumps(filed(text))).filings[0].filed == date.fromisoformat(day)
    if "999999999" not in text:
        assert day_of(datetime.fromisoformat(text.replace("Z", "+00:00"))) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Shanghai", date(2023, 9, 1)), ("UTC", date(2023, 8, 31)), ("America/New_York", date(2023, 8, 31))],
)
def test_the_zone_is_the_registers(zone: str, day: date) -> None:
    assert day_of("2023-08-31T17:00:00Z", time_zone=zone) == day
    assert day_of(datetime(2023, 8, 31, 17, tzinfo=UTC), time_zone=zone) == day
    assert day_of(datetime(2023, 8, 31, 17), time_zone=zone) == date(2023, 8, 31)  # noqa: DTZ001  naive is meant


def test_naive_aware_and_plain_days_stand_side_by_side() -> None:  # D24, D25
    days = [date(2023, 8, 31), datetime(2023, 8, 31, 20), datetime(2023, 8, 31, 20, tzinfo=CHINA)]  # noqa: DTZ001
    assert {day_of(day) for day in days} == {date(2023, 8, 31)}
    assert all(type(day_of(day)) is date for day in days)


def test_the_machines_zone_changes_nothing() -> None:  # D23
    program = (
        "import datetime, caserules.io as io;"
        "r = {'place': 'x', 'year': 2023, 'complete_through': datetime.datetime(2023, 8, 31, 20), 'people': []};"
        "print(io.load_register(r).complete_through,"
        " io.load_register({**r, 'complete_through': '2023-08-31T16:00:00Z'}).complete_through)"
    )
    for zone in ("UTC", "America/New_York", "Pacific/Kiritimati"):
        found = subprocess.run(  # noqa: S603
            [sys.executable, "-c", program], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
        )
        assert found.stdout.split() == ["2023-08-31", "2023-09-01"]


@pytest.mark.parametrize("day", [datetime.max.replace(tzinfo=timezone(-timedelta(hours=12))), datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))])  # fmt: skip
def test_an_instant_outside_all_years_is_no_day(day: datetime) -> None:
    with pytest.raises(InputRejected) as caught:
        day_of(day)
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [("INP-012", "/filings/0/filed")]


def test_only_days_are_turned() -> None:
    title = "2023-08-31T16:00:00Z"
    case = load_case({"kind": "proposal", "year": 2023, "number": 1, "title": title, "contacts": [{"on": title}]})
    assert (case.title, case.contacts[0].on) == (title, date(2023, 9, 1))
    assert load_case(json.dumps({"kind": "proposal", "year": 2023, "number": 1, "contacts": [{"on": title}]}),
                     time_zone="UTC").contacts[0].on == date(2023, 8, 31)  # fmt: skip


class Host(Enum):
    LEAD = "lead"


@dataclass
class Assigned:
    unit: str
    role: object
    assigned: object = None
    acknowledged: object = None
    colour: str = "no field of ours"


@dataclass
class Row:
    """A host's row: attributes by our names, columns of its own, nothing set where nothing is known."""

    id: int = 7
    kind: str = "suggestion"
    year: int = 2023
    number: int = 12
    title: str | None = None
    from_: object = None
    assignments: list[Assigned] = field(default_factory=list)
    contacts: tuple[object, ...] | None = ()
    parent: Any = None


Visit = namedtuple("Visit", ["unit", "on"])


def test_a_hosts_objects() -> None:
    row = Row(
        assignments=[
            Assigned("jiaowei", Host.LEAD, datetime(2023, 4, 10, 9)),  # noqa: DTZ001
            Assigned("caizheng", "co_handling", datetime(2023, 4, 9, 16, tzinfo=UTC), "not_yet"),
        ],
        contacts=(Visit("jiaowei", date(2023, 5, 1)), {"unit": "jiaowei", "form": "meeting"}),
    )
    row.parent = row  # never followed
    case = load_case(row)
    assert case.model_dump(mode="json", exclude_unset=True) == {
        "kind": "suggestion",
        "year": 2023,
        "number": 12,
        "assignments": [
            {"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
            {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10", "acknowledged": "not_yet"},
        ],
        "contacts": [{"unit": "jiaowei", "on": "2023-05-01"}, {"unit": "jiaowei", "form": "meeting"}],
    }


def test_a_mapping_may_hold_models_and_objects() -> None:
    case = load_case({"kind": CaseKind.PROPOSAL, "year": 2023, "number": 7})
    source = filed("2023-05-01", cases=(case, Row()), people=[{"id": "p", "name": Personal("张三")}])
    register = load_register(source)
    assert register.cases == (case, load_case(Row()))
    assert register.people[0].name == Personal("张三")


def test_aliased_fields_by_either_name() -> None:
    unit = {"id": "u", "name": "某局", "bound": True, "from_": date(2020, 1, 1)}
    assert load_register(filed("none", units=[unit])).units[0].from_ == date(2020, 1, 1)


@pytest.mark.parametrize("odd", [b"bytes", {1, 2}, object(), time(1), timedelta(1), 1j, lambda: 1, {"a": 1}, [1], type])
@pytest.mark.parametrize(
    ("name", "code"),
    [("place", "INP-004"), ("year", "INP-004"), ("complete_through", "INP-012"), ("time_zone", "INP-004")],
)
def test_odd_objects_where_a_value_belongs(odd: object, name: str, code: str) -> None:
    with pytest.raises(InputRejected) as caught:
        load_register(filed("none", **{name: odd}))
    (problem,) = caught.value.problems
    by_kind = name == "complete_through" and isinstance(odd, dict)
    assert problem.code == ("INP-005" if by_kind else code)


@pytest.mark.parametrize("odd", [b"bytes", {1}, 5, "x", time(1), True, 1j])
def test_odd_objects_where_a_record_belongs(odd: object) -> None:
    with pytest.raises(InputRejected) as caught:
        load_register(filed("none", filings=[odd], expected=odd, units=odd))
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("INP-004", "/expected"),
        ("INP-004", "/units"),
        ("INP-004", "/filings/0"),
    ]


def test_texts_that_json_cannot_hold() -> None:
    with pytest.raises(InputRejected) as caught:
        load_register(filed("none", place="\ud800", **{"\udc00": 1}))
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [
        ("INP-009", "/place"),
        ("INP-005", "/?4"),
    ]


UNITS = [
    {
        "id": "jiaowei",
        "name": "县教委",
        "aliases": ["县教育委员会", "教育委员会（县）", "阿不都·买买提学校"],
        "bound": True,
    },
    {"id": "caizheng", "name": "县财政局", "aliases": ["财政", "两可"], "bound": True},
    {"id": "zhujian", "name": "县住建委", "aliases": ["两可"], "bound": True, "successor": "财政"},
]


@pytest.mark.parametrize(
    ("told", "unit"),
    [
        ("jiaowei", "jiaowei"),
        ("县教委", "jiaowei"),
        ("县教育委员会", "jiaowei"),
        ("教育委员会（县）", "jiaowei"),
        ("教育委员会(县)", "jiaowei"),
        ("阿不都•买买提学校", "jiaowei"),  # I12
        ("阿不都・买买提学校", "jiaowei"),
        ("县教育局", "县教育局"),  # I10: an unknown unit stays what it is
        ("縣教委", "縣教委"),
        ("两可", "两可"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("as_json", [True, False])
def test_a_unit_by_another_name(told: str, unit: str, as_json: bool) -> None:
    source = filed(
        "none",
        units=UNITS,
        reminders=[{"to": told}],
        carried=[{"kind": "proposal", "year": 2022, "number": 1, "unit": told}],
    )
    source["filings"] = [{"paper": "reply", "unit": told, "recipient": "o"}]
    source["adjustments"] = [{"kind": "transfer", "about": {"unit": told}, "into": "财政"}]
    register = load_register(json.dumps(source) if as_json else source)
    assert register.carried is not None
    assert register.adjustments[0].into == "caizheng"
    assert register.units[2].successor == "caizheng"
    found = [
        register.filings[0].unit,
        register.adjustments[0].about.unit,
        register.reminders[0].to,
        register.carried[0].unit,
    ]
    assert found == [unit] * 4


@pytest.mark.parametrize("told", ["教\u200b委", "县教 委", "县教委 "])
def test_a_unit_by_a_name_that_no_id_may_have(told: str) -> None:
    with pytest.raises(InputRejected):
        load_register(filed("none", units=UNITS, reminders=[{"to": told}]))


def test_a_register_made_by_hand_is_checked_too() -> None:
    register = load_register(filed("none", units=UNITS))
    told = register.model_copy(update={"units": (*register.units, register.units[0])})
    with pytest.raises(InputRejected) as caught:
        load_register(told)
    assert caught.value.code == "INP-010"
    assert load_register(Register(place="某县", year=2023, complete_through=date(2023, 9, 1))).year == 2023
