"""What the calendar's tests share: the default calendar, the vectors, and a count that knows no table."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from calendar_files import BASE, feed, toml_2027, toml_local
from caserules.calendar import Overlay, WorkCalendar

DAY = timedelta(days=1)
LAST_YEAR = 2026


class Vector(NamedTuple):
    start: date
    n: int
    due: date
    why: str


def vectors() -> list[Vector]:
    rows = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))
    return [
        Vector(date.fromisoformat(r["start"]), r["n"], date.fromisoformat(r["due"]), r.get("why", "")) for r in rows
    ]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "vector" in metafunc.fixturenames:
        rows = vectors()
        metafunc.parametrize("vector", rows, ids=[f"{v.start}+{v.n}" for v in rows])


def as_known_before(year: int) -> WorkCalendar:
    """Return the default calendar as it was before a year's notice was out."""
    calendar, end = WorkCalendar.default(), date(year - 1, 12, 26)
    return WorkCalendar.from_days(
        version=f"before {year}'s notice",
        first_year=calendar.first_year,
        last_year=year - 1,
        holidays={day: name for day, name in calendar.holidays.items() if day < end},
        workdays=[day for day in calendar.workdays if day < end],
    )


@pytest.fixture(scope="session")
def calendar() -> WorkCalendar:
    """Give the years to 2026, also where the installed chinese-calendar knows more of them."""
    default = WorkCalendar.default()
    return default if default.last_year == LAST_YEAR else as_known_before(LAST_YEAR + 1)


@pytest.fixture(scope="session")
def all_vectors() -> list[Vector]:
    return vectors()


@pytest.fixture(scope="session")
def counted() -> Callable[[date, int, Callable[[date], bool]], date]:
    """Count day by day, the slow and plain way."""

    def count(start: date, n: int, works: Callable[[date], bool]) -> date:
        day = start
        while n:
            day += DAY
            n -= works(day)
        return day

    return count


@pytest.fixture(scope="session")
def pretend_uncovered() -> Callable[[int], WorkCalendar]:
    return as_known_before


# ---------------------------------------------------------------- overlays


@pytest.fixture(scope="session")
def notice_2027() -> Overlay:
    return Overlay.parse(toml_2027(), "2027.toml")


@pytest.fixture(scope="session")
def local() -> Overlay:
    return Overlay.parse(toml_local(), "local.toml")


@pytest.fixture(scope="session")
def later_2026() -> Overlay:
    """An invented second notice of 2026: one more day off."""
    text = (
        'schema = 1\nkind = "amendment"\nid = "later"\nyear = 2026\n[[notices]]\npublished = 2026-09-03\n'
        'off = [{ name = "加", day = 2026-09-04 }]\n'
    )
    return Overlay.parse(text, "later.toml")


@pytest.fixture(scope="session")
def disputed() -> WorkCalendar:
    """The default calendar and a feed that has 2023-05-22 off."""
    return BASE.with_overlay(Overlay.parse(feed(2023, {"2023-05-22": True}), "feed.json"))
