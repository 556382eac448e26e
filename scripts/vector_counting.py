"""Working days counted one by one, by no code of the library: what the vectors of days expect.

What is worked is read from the second implementation's calendar (chinese-calendar, one correction) and, for the calendars of
earlier notices, from the days by which those notices differed, written out below.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from oracle.days import worked as worked_number

Json = dict[str, Any]
DAY = timedelta(days=1)
FIRST, LAST = 2004, 2026

EARLIER = {  # eve of a second notice: the year's days by which the first one differed
    "cn@2015-05-12": (2015, {"09-03", "09-04"}, {"09-06"}),
    "cn@2019-03-21": (2019, {"05-02", "05-03"}, {"04-28", "05-05"}),
    "cn@2020-01-26": (2020, {"01-31", "02-01"}, set()),
}
"""Name: the last year covered, days that were worked then, days that were off then."""


def covered(day: date, calendar: str) -> bool:
    return FIRST <= day.year <= (EARLIER[calendar][0] if calendar in EARLIER else LAST)


def works(day: date, calendar: str = "cn") -> bool:
    if calendar in EARLIER:
        year, worked, off = EARLIER[calendar]
        if day.year == year and f"{day:%m-%d}" in worked | off:
            return f"{day:%m-%d}" in worked
    return worked_number(day.toordinal())


def days_of(calendar: str) -> Iterator[date]:
    day = date(FIRST, 1, 1)
    while covered(day, calendar):
        yield day
        day += DAY


@cache
def table(calendar: str) -> Json:
    """The calendar as it is published: by what it differs from Monday to Friday."""
    days = list(days_of(calendar))
    return {
        "first_year": FIRST,
        "last_year": days[-1].year,
        "off": [str(day) for day in days if day.weekday() < 5 and not works(day, calendar)],
        "worked": [str(day) for day in days if day.weekday() >= 5 and works(day, calendar)],
    }


class Refusal(Exception):
    def __init__(self, code: str) -> None:
        self.code = code


def next_worked(day: date, calendar: str, step: int = 1) -> date:
    """The first working day from a day on, or back."""
    while covered(day, calendar) and not works(day, calendar):
        day += DAY * step
    if not covered(day, calendar):
        raise Refusal("CAL-001")
    return day


def nth(day: date, count: int, calendar: str, step: int = 1) -> date:
    """The working day that many on (or back), the first day not counted."""
    if not covered(day, calendar):
        raise Refusal("CAL-001")
    for _ in range(count):
        day = next_worked(day + DAY * step, calendar, step)
    return day


def months_on(day: date, count: int, end: str) -> date:
    index = day.year * 12 + day.month - 1 + count
    year, month = index // 12, index % 12 + 1
    last = monthrange(year, month)[1]
    if day.day > last and end == "refuse":
        raise Refusal("TRM-003")
    return date(year, month, min(day.day, last))


def due_of(told: Json) -> Json:
    """The due day of a vector's input."""
    start, calendar = date.fromisoformat(told["start"]), told["calendar"]
    text, _, anchor = told["term"].partition(" before ")
    step = -1 if anchor else 1
    if anchor:
        start = fixed(start.year, told["anchors"][anchor])
    elif told.get("start_day") == "in":
        start -= DAY
    if text.endswith("wd"):
        return {"due": str(nth(start, int(text[:-2]), calendar, step))}
    if text.endswith("m"):
        due = months_on(start, int(text[:-1]) * step, told.get("month_end", "last_day"))
        if told.get("start_day") == "in" and not anchor:
            due = months_on(start + DAY, int(text[:-1]), told.get("month_end", "last_day")) - DAY
    elif text.endswith("d"):
        due = start + DAY * int(text[:-1]) * step
    else:
        due = fixed(start.year, told.get("anchors", {}).get(text, text))
    rest = told.get("rest_day", "as_written")
    if rest == "as_written":
        return {"due": str(due)}
    rolled = next_worked(due, calendar)
    if rest == "roll_forward" or rolled == due:
        return {"due": str(rolled)}
    return {"due": str(due), "latest": str(rolled)}


def fixed(year: int, text: str) -> date:
    month, day = int(text[:2]), int(text[3:])
    return date(year, month, min(day, monthrange(year, month)[1]))


def count_of(told: Json) -> Json:
    after, through = (date.fromisoformat(told[key]) for key in ("after", "through"))
    if not (covered(after, told["calendar"]) and covered(through, told["calendar"])):
        raise Refusal("CAL-001")
    return {"count": sum(works(after + DAY * i, told["calendar"]) for i in range(1, (through - after).days + 1))}


def rolled_of(told: Json) -> Json:
    day, calendar = date.fromisoformat(told["day"]), told["calendar"]
    return {
        "worked": covered(day, calendar) and works(day, calendar),
        "same_or_next": str(next_worked(day, calendar)),
        "next": str(nth(day, 1, calendar)),
    }
