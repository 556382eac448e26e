"""How fast due days over a column are: `python benchmarks/bulk_days.py [--rows 1000000]`.

Ratios in one run: against a bare rank/select in NumPy (goal: at most twice it), and against `numpy.busday_offset` given the
same days off and made-up days as far as it can take them (goal: 25 times as fast). Equal answers first. Ends with 1 if a
goal is missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from caserules.bulk import due_days
from caserules.calendar import WorkCalendar

MOST_TIMES_BARE = 2.0
LEAST_TIMES_FASTER = 25.0


def times(*works: Callable[[], Any], tries: int = 9) -> list[float]:
    """Return the shortest processor time of each work, in seconds; they take turns."""
    found = [float("inf")] * len(works)
    for _ in range(tries):
        for place, work in enumerate(works):
            start = time.process_time()
            work()
            found[place] = min(found[place], time.process_time() - start)
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows: int = parser.parse_args().rows
    calendar = WorkCalendar.default()
    first, last = (np.datetime64(f"{year}-01-01") for year in (2008, 2026))
    dates = first + np.random.default_rng(1).integers(0, (last - first).astype(int), rows).astype("timedelta64[D]")
    numbers = dates.astype(np.int32)
    ranks, days = np.array(calendar.ranks, np.int32), np.array(calendar.working_days, np.int32)
    origin = np.int32(calendar.origin)

    def bare() -> Any:
        return days[ranks[numbers - origin] + 29]

    weekend_work = np.array(calendar.workdays, "datetime64[D]")
    off = np.array([day for day in calendar.holidays if day.weekday() < 5], "datetime64[D]")
    busday = np.busdaycalendar(holidays=off)

    def with_numpy() -> Any:
        return np.busday_offset(dates, 30, roll="backward", busdaycal=busday)

    def ours() -> Any:
        return due_days(numbers, 30).latest

    def marked() -> Any:
        return due_days(numbers, 30).covered

    assert (bare() == ours()).all() and marked().all()
    sample = np.random.default_rng(2).choice(rows, 2000, replace=False)
    assert [date.fromordinal(719163 + int(day)) for day in ours()[sample]] == [
        calendar.nth_working_day(date.fromordinal(719163 + int(day)), 30) for day in numbers[sample]
    ]
    wrong = float((with_numpy().astype(np.int32) != ours()).mean())
    look_up, counted, covered, offset = times(bare, ours, marked, with_numpy)
    for name, seconds in (
        ("bare rank/select in NumPy", look_up),
        ("caserules, due days", counted),
        ("caserules, due days and coverage", covered),
        (f"numpy.busday_offset ({len(weekend_work)} worked weekend days unknown to it: {wrong:.0%} wrong)", offset),
    ):
        print(f"{seconds / rows * 1e9:8.2f} ns  {seconds / look_up:7.2f}  {name}")
    print(f"caserules is {offset / counted:.0f} times as fast as numpy.busday_offset")
    met = covered <= MOST_TIMES_BARE * look_up and offset >= LEAST_TIMES_FASTER * counted
    print("both goals met" if met else "a goal is missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
