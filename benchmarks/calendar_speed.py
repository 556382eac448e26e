"""How fast one due day is: `python benchmarks/calendar_speed.py`.

Two ratios in one run: against a bare look-up by rank in two lists (goal: at most 3 times it), and against
chinese-calendar's own search day by day (goal: at least 1,000 times as fast). Ends with 1 if a goal is
missed.
"""

from __future__ import annotations

import sys
import timeit
from collections.abc import Callable
from datetime import date

from chinese_calendar import find_workday  # noqa: TID251  the peer that is measured

from caserules.calendar import WorkCalendar

MOST_TIMES_BARE = 3.0
LEAST_TIMES_FASTER = 1000.0
EPOCH = date(1970, 1, 1).toordinal()


def best(action: Callable[[], object], times: int) -> float:
    """Return the shortest time of one call, in seconds."""
    return min(timeit.repeat(action, number=times, repeat=9)) / times


def main() -> int:
    """Measure, print the ratios, and say whether both goals are met."""
    calendar = WorkCalendar.default()
    ranks, days = calendar.ranks, [date.fromordinal(day + EPOCH) for day in calendar.working_days]
    origin, start, nth = calendar.origin + EPOCH, date(2023, 4, 10), calendar.nth_working_day

    def bare(day: date, n: int) -> date:
        return days[ranks[day.toordinal() - origin] + n - 1]

    assert bare(start, 30) == nth(start, 30) == date(2023, 5, 23)
    look_up = best(lambda: bare(start, 30), 100_000)
    ours = best(lambda: nth(start, 30), 100_000)
    searched = best(lambda: find_workday(30, start), 50)
    print(f"bare look-up by rank         {look_up * 1e9:>10.0f} ns     1.0")
    print(f"caserules, one due day       {ours * 1e9:>10.0f} ns  {ours / look_up:>6.1f} times it")
    print(f"chinese-calendar, searching  {searched * 1e9:>10.0f} ns  {searched / ours:>6.0f} times caserules")
    met = ours <= MOST_TIMES_BARE * look_up and searched >= LEAST_TIMES_FASTER * ours
    print("both goals met" if met else "a goal is missed")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
