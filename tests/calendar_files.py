"""Calendar files as the tests need them: an invented 2027, a place's day off, a year as a feed with days changed."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from caserules.calendar import WorkCalendar

BASE: Final = WorkCalendar.known_as_of(date(2026, 6, 1))
"""The default calendar to 2026, also where the installed chinese-calendar knows more of them."""

STATUTORY_2027 = """
元旦 2027-01-01 2027-01-03
春节 2027-02-05 2027-02-11
清明节 2027-04-03 2027-04-05
劳动节 2027-05-01 2027-05-05
端午节 2027-06-09 2027-06-09
中秋节 2027-09-15 2027-09-15
国庆节 2027-10-01 2027-10-07
"""
MADE_UP_2027 = "2026-12-26 2027-01-31 2027-02-20 2027-04-25 2027-09-26 2027-10-09".split()
"""An invented arrangement of 2027, whose notice is not out."""


def toml_2027() -> str:
    off = "".join(
        f'  {{ name = "{name}", from = {first}, to = {last} }},\n'
        for name, first, last in (line.split() for line in STATUTORY_2027.strip().splitlines())
    )
    return (
        'schema = 1\nkind = "notice"\nid = "cn-2027"\nyear = 2027\nsource = "测试用，虚构"\n\n'
        f"[[notices]]\npublished = 2026-12-01\noff = [\n{off}]\nmade_up = [{', '.join(MADE_UP_2027)}]\n"
    )


def toml_local(day: str = "2023-04-11", identity: str = "local", extra: str = "") -> str:
    return (
        f'schema = 1\nkind = "local"\nid = "{identity}"\narea = "某自治县"\nsource = "某自治条例"\n'
        f'[[notices]]\noff = [{{ name = "县庆", day = {day} }}]\n{extra}'
    )


def feed(year: int, days: dict[str, bool | None]) -> str:
    """Return a year of the default calendar as a feed, with some days changed; None leaves one out."""
    told: dict[str, tuple[str, bool]] = {str(day): (name, True) for day, name in BASE.holidays.items()}
    told |= {str(day): ("补班", False) for day in BASE.workdays}
    told = {day: told[day] for day in told if f"{year - 1}-12-25" < day < f"{year}-12-26"}
    for day, off in days.items():
        told.pop(day, None)
        if off is not None:
            told[day] = ("改", off)
    rows = [{"name": name, "date": day, "isOffDay": off} for day, (name, off) in sorted(told.items())]
    return json.dumps({"year": year, "papers": ["https://example.test/paper"], "days": rows}, ensure_ascii=False)
