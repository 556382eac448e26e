"""Days worth trying: where holiday notices, months, the year, a policy's fixed days and the calendar's end leave an edge."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from caserules.calendar import WorkCalendar
from caserules.expr import NEVER
from caserules.policy import Policy
from caserules.terms import EPOCH, RuleTerm, Term, to_number

__all__ = ["DAY", "between", "edges_of", "first_day", "year_of"]

DAY: Final = timedelta(days=1)
_MOST: Final = 150


def year_of(policy: Policy) -> int:
    """Return the year of a policy's registers: its own, or the one before the calendar's last."""
    return policy.year if policy.year is not None else WorkCalendar.default().last_year - 1


def first_day(policy: Policy) -> date:
    """Return the day on which cases are given out: that on which the topmost layer came into force, if in its year."""
    year = year_of(policy)
    told = policy.layers[-1].in_force
    return date.fromisoformat(told) if told[:4] == str(year) else date(year, 3, 1)


@lru_cache(maxsize=16)
def edges_of(policy: Policy) -> tuple[date, ...]:
    """Return the days at an edge, from the eve of the policy's year to the spring after it, in order."""
    calendar, year = WorkCalendar.default(), year_of(policy)
    found = {date(year, 1, 1), date(year, 12, 31), date(year + 1, 1, 1)}
    for month, day in policy.days.values():
        for fixed in (date(year, month, day), date(year + 1, month, day)):
            rolled = calendar.next_working_day_or_same(fixed) if calendar.covers(fixed) else fixed
            found |= {fixed - DAY, fixed, fixed + DAY, rolled, rolled + DAY}
    first = first_day(policy)
    for term in _counted(policy):
        lo, hi = term.span(to_number(first), calendar, year)
        found |= {date.fromordinal(day + EPOCH + by) for day in (lo, hi) if day < NEVER for by in (-1, 0, 1)}
    found |= set(_turns(calendar, date(year - 1, 12, 25), date(year + 1, 4, 1)))
    return tuple(sorted(found))


def _counted(policy: Policy) -> Iterator[Term]:
    """The terms of the policy that are counted from a day of the case."""
    for setting in policy.rules.values():
        for value in setting.values.values():
            for term in value.value if isinstance(value.value, tuple) else ():
                if isinstance(term, RuleTerm):
                    yield from (x for x in (term.term, term.longer) if x is not None and x.needs_start)


def _turns(calendar: WorkCalendar, first: date, last: date) -> Iterator[date]:
    """Both sides of each month's end and of each change that a notice makes, and the calendar's own last days."""
    end = date(calendar.last_year, 12, 25)
    day = first
    while day <= last:
        is_edge = day.day == 1 or day in calendar.workdays or (day in calendar.holidays and day.weekday() < 5)
        if is_edge or day in (end, end + DAY):
            yield from (day - DAY, day)
            if is_edge and day.day != 1:
                yield day + DAY
        day += DAY


def between(edges: tuple[date, ...], first: date, last: date, *, by: bool = False) -> list[date]:
    """Return days to choose from within a span, the simplest first: its ends, their neighbours, the edges inside.

    Args:
        edges: days at an edge.
        first, last: the span.
        by: whether the last day is simpler than the first: something has to be done by it.
    """
    inside = edges[bisect_left(edges, first) : bisect_right(edges, last)]
    step = max(1, len(inside) // _MOST)
    ends = (last, first, last - DAY, first + DAY) if by else (first, last, first + DAY, last - DAY)
    return list(dict.fromkeys(day for day in (*ends, *inside[::step]) if first <= day <= last))
