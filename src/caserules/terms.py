"""Terms: from a start day to a due day, in working days, days, months, to a fixed day, or back from another deadline.

A term is data. `Term` is what a policy or a command line writes (`30wd`, `30d`, `3m`, `08-31`, `20wd before closing`), with
how it is counted: whether the start day counts, what happens where a month has no such day, and what if the last day is a
rest day. Applied to an interval of days it gives an interval of days; a term is monotone, so the ends are enough.

`RuleTerm` is a term with the place in a policy that it came from; a rule applies it to its table: `term(f)`. This room reads
the calendar and nothing else; it knows no rule and no policy file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final, NamedTuple

from dateutil.relativedelta import relativedelta

from caserules.calendar import WorkCalendar
from caserules.duties import NOT_BEFORE, Part
from caserules.errors import CalendarError, TermError
from caserules.expr import ALWAYS, EVER, NEVER, Applied, Cond, Const, Day, Span, SpanTerm, where

__all__ = [
    "EPOCH",
    "MonthEnd",
    "RestDay",
    "RuleTerm",
    "StartDay",
    "Term",
    "TermUnit",
    "Window",
    "counter",
    "to_date",
    "to_iso",
    "to_number",
]

EPOCH: Final = date(1970, 1, 1).toordinal()
_LIMITS: Final = {"wd": 400, "d": 4000, "m": 120}
_PATTERN: Final = re.compile(r"([0-9]{1,19})(wd|d|m)(?: before ([a-z][a-z0-9_]{0,39}))?")
_FIXED: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_MAX_DAY: Final = date.max.toordinal() - EPOCH


def to_number(day: date) -> int:
    """Return the day number of a date, counted from 1970-01-01.

    Example:
        >>> to_number(date(2023, 4, 10))
        19457
    """
    return day.toordinal() - EPOCH


def to_date(number: int) -> date | None:
    """Return the date of a day number; None for the ends of time.

    Example:
        >>> to_date(19457), to_date(NEVER)
        (datetime.date(2023, 4, 10), None)
    """
    return None if number in (EVER, NEVER) else date.fromordinal(number + EPOCH)


class TermUnit(StrEnum):
    """What a term counts."""

    WORKING_DAYS = "wd"
    DAYS = "d"
    MONTHS = "m"
    FIXED = "fixed"
    """A fixed day of the year."""
    UNDATED = "undated"
    """No day is set: from the year's end on, and never broken."""


class StartDay(StrEnum):
    """Whether the start day itself counts (Civil Code, art. 201: it does not)."""

    OUT = "out"
    IN = "in"


class RestDay(StrEnum):
    """What happens where the last day is a rest day."""

    AS_WRITTEN = "as_written"
    ROLL_FORWARD = "roll_forward"
    UNSETTLED = "unsettled"
    """The text is silent: the written day reminds, only the rolled one can break."""


class MonthEnd(StrEnum):
    """What happens where a month has no corresponding day (Civil Code, art. 202: its last day)."""

    LAST_DAY = "last_day"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Term:
    """A term, as a policy writes it.

    Attributes:
        unit: what is counted.
        count: how many (1 to 400 working days, 1 to 4,000 days, 1 to 120 months); month and day for a fixed day.
        before: the name of the deadline it counts back from, if any.
        start_day: whether the start day itself counts.
        rest_day: what happens where the last day is a rest day (not for working days).
        month_end: what happens where the month has no corresponding day.
        anchor: the fixed day that `before` names, as month and day, once a policy resolved it.
        year: the year of a fixed day, where the policy states it; else the register's.

    Example:
        >>> Term.parse("30wd").due(date(2023, 4, 10))
        datetime.date(2023, 5, 23)
        >>> Term.parse("3m").due(date(2023, 11, 30))
        datetime.date(2024, 2, 29)
    """

    unit: TermUnit
    count: int = 0
    month: int = 0
    before: str | None = None
    start_day: StartDay = StartDay.OUT
    rest_day: RestDay = RestDay.AS_WRITTEN
    month_end: MonthEnd = MonthEnd.LAST_DAY
    anchor: tuple[int, int] | None = None
    year: int | None = None
    key: str = field(init=False, repr=False, compare=False)
    """A name under which equal terms are equal."""

    def __post_init__(self) -> None:
        parts = (
            self.unit,
            self.count,
            self.month,
            self.anchor,
            self.start_day,
            self.rest_day,
            self.month_end,
            None if self.needs_start else self.year,
        )
        object.__setattr__(self, "key", "|".join(str(part) for part in parts))

    @classmethod
    def parse(
        cls,
        text: str,
        *,
        field: str = "term",
        start_day: StartDay = StartDay.OUT,
        rest_day: RestDay = RestDay.AS_WRITTEN,
        month_end: MonthEnd = MonthEnd.LAST_DAY,
        anchors: Mapping[str, tuple[int, int]] | None = None,
        year: int | None = None,
    ) -> Term:
        """Read a term: `30wd`, `30d`, `3m`, `08-31`, `20wd before closing`, `undated`, or the name of a day.

        Args:
            text: the term.
            field: where it stands, for the error.
            start_day: whether the opening day is counted.
            rest_day: what a rest day does to it.
            month_end: what a month without the day does to it.
            anchors: the fixed days that may be named, as (month, day).
            year: the year of a fixed day, where the policy states one.

        Raises:
            TermError: `TRM-001` if it cannot be read, `TRM-002` if out of limits, `TRM-004` if the day it counts back from
                is not defined.
        """
        how: dict[str, Any] = {
            "start_day": start_day,
            "rest_day": rest_day,
            "month_end": month_end,
            "year": year,
        }
        anchors = anchors or {}
        if text == TermUnit.UNDATED:
            return cls(TermUnit.UNDATED, **how)
        if text in anchors:
            return cls(TermUnit.FIXED, anchors[text][1], anchors[text][0], **how)
        if fixed := _FIXED.fullmatch(text):
            month, day = int(fixed[1]), int(fixed[2])
            _check_day_of_year(month, day, field)
            return cls(TermUnit.FIXED, day, month, **how)
        found = _PATTERN.fullmatch(text)
        if not found:
            raise TermError("TRM-001", field=field)
        count, unit, before = int(found[1]), found[2], found[3]
        if not 1 <= count <= _LIMITS[unit]:
            raise TermError("TRM-002", field=field)
        if before is None:
            return cls(TermUnit(unit), count, **how)
        if before not in anchors:
            raise TermError("TRM-004", field=field, anchor=before)
        return cls(TermUnit(unit), count, before=before, anchor=anchors[before], **how)

    @property
    def needs_start(self) -> bool:
        """Whether the term is counted from a day of the case."""
        return self.unit not in (TermUnit.FIXED, TermUnit.UNDATED) and self.anchor is None

    def __str__(self) -> str:
        if self.unit is TermUnit.FIXED:
            return f"{self.month:02d}-{self.count:02d}"
        if self.unit is TermUnit.UNDATED:
            return "undated"
        return f"{self.count}{self.unit}" + (f" before {self.before}" if self.before else "")

    def due(self, start: date, calendar: WorkCalendar | None = None) -> date:
        """Return the due day of this term from a start day.

        Args:
            start: the day that starts it (for a fixed day: any day of its year).
            calendar: the working-day calendar; by itself the packaged one.

        Raises:
            CalendarError: `CAL-001` if a day outside the coverage is needed, `CAL-003` if the day is out of range.
            TermError: `TRM-003` if the month has no such day and the term refuses that.
        """
        calendar = calendar or WorkCalendar.default()
        if self.unit is TermUnit.WORKING_DAYS and not self.before:
            return calendar.nth_working_day(_shifted(start, self), self.count)
        lo, hi = self.span(to_number(start), calendar, start.year)
        if lo != hi and (self.rest_day is not RestDay.UNSETTLED or not calendar.is_settled(hi)):
            raise CalendarError("CAL-001", day=to_iso(hi), first=calendar.first_year, last=calendar.last_year)
        return date.fromordinal(lo + EPOCH)

    def span(self, start: int, calendar: WorkCalendar, year: int) -> Span:
        """Return the earliest and latest due day from a start day; equal where nothing is open.

        Args:
            start: a day number.
            calendar: the working-day calendar.
            year: the year of a fixed day, where the term states none.

        Raises:
            CalendarError: `CAL-003` if the day is out of range.
            TermError: `TRM-003` if the month has no such day and the term refuses that.
        """
        if self.unit is TermUnit.UNDATED:
            return _fixed(self.year or year, 12, 31), NEVER
        if self.unit is TermUnit.FIXED:
            return self._rolled(_fixed(self.year or year, self.month, self.count), calendar)
        if self.anchor is not None:
            return self._back(_fixed(self.year or year, *self.anchor), calendar)
        if start in (EVER, NEVER):
            return start, start
        back = 1 if self.start_day is StartDay.IN else 0
        if self.unit is TermUnit.WORKING_DAYS:
            return calendar.nth_range(start - back, self.count)
        day = start + self.count if self.unit is TermUnit.DAYS else self._months_after(start)
        if day > _MAX_DAY:
            raise CalendarError("CAL-003", day=str(self))
        return self._rolled(day - back, calendar)

    def _months_after(self, start: int) -> int:
        first = date.fromordinal(start + EPOCH)
        try:
            last = first + relativedelta(months=self.count)
        except (ValueError, OverflowError):
            raise CalendarError("CAL-003", day=first.isoformat()) from None
        if last.day != first.day and self.month_end is MonthEnd.REFUSE:
            raise TermError("TRM-003", day=first.isoformat())
        return to_number(last)

    def _back(self, anchor: int, calendar: WorkCalendar) -> Span:
        if self.unit is TermUnit.WORKING_DAYS:
            return calendar.nth_range_before(anchor, self.count)
        day = date.fromordinal(anchor + EPOCH)
        back = relativedelta(days=self.count) if self.unit is TermUnit.DAYS else relativedelta(months=self.count)
        try:
            found = day - back
        except (ValueError, OverflowError):
            raise CalendarError("CAL-003", day=str(self)) from None
        return self._rolled(to_number(found), calendar)

    def _rolled(self, day: int, calendar: WorkCalendar) -> Span:
        if self.rest_day is RestDay.AS_WRITTEN:
            return day, day
        rolled = calendar.roll_range(day)
        return rolled if self.rest_day is RestDay.ROLL_FORWARD else (day, rolled[1])


def _check_day_of_year(month: int, day: int, field: str) -> None:
    try:
        date(2024, month, day)
    except ValueError:
        raise TermError("TRM-001", field=field) from None


def _fixed(year: int, month: int, day: int) -> int:
    last = 28 if month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)) else day
    return to_number(date(year, month, last))


def _shifted(start: date, term: Term) -> date:
    if term.start_day is StartDay.OUT:
        return start
    if start == date.min:
        raise CalendarError("CAL-003", day=start.isoformat())
    return start - timedelta(days=1)


def to_iso(number: int) -> str:
    """Return the ISO text of a day number; `-` for the ends of time.

    Example:
        >>> to_iso(19457), to_iso(NEVER)
        ('2023-04-10', '-')
    """
    day = to_date(number)
    return day.isoformat() if day else "-"


def counter(calendar: WorkCalendar, year: int) -> Callable[[SpanTerm, Span], Span]:
    """Return the function that applies a term to an interval of start days, remembering what it counted.

    Args:
        calendar: the working-day calendar.
        year: the year of fixed days whose policy states none.
    """
    known: dict[tuple[str, int], Span] = {}

    def count(term: SpanTerm, start: Span) -> Span:
        assert isinstance(term, RuleTerm)  # noqa: S101  the only kind that policies make
        first, last = start
        key = (term.key, first)
        found = known.get(key)
        if found is None:
            found = known[key] = term.term.span(first, calendar, year)
        if first == last:
            return found
        key = (term.key, last)
        end = known.get(key)
        if end is None:
            end = known[key] = term.term.span(last, calendar, year)
        return found[0], end[1]

    return count


class Window(NamedTuple):
    """When an instrument is in force: its first and last day as ISO text, None where it is open."""

    first: str | None
    last: str | None

    def covers(self, first: str, last: str) -> bool:
        """Return whether it is in force on every day from one to another."""
        return (self.first is None or self.first <= first) and (self.last is None or self.last >= last)

    def misses(self, first: str, last: str) -> bool:
        """Return whether it is in force on no day from one to another."""
        return (self.first is not None and self.first > last) or (self.last is not None and self.last < first)

    def holds_on(self, day: Day) -> Cond:
        """Return the condition that a day is one on which the instrument is in force."""
        from_ = ALWAYS if self.first is None else _constant(self.first) <= day
        return from_ if self.last is None else from_ & (day <= _constant(self.last))


def _constant(day: str) -> Day:
    number = to_number(date.fromisoformat(day))
    return Const((number, number))


@dataclass(frozen=True, slots=True)
class RuleTerm:
    """A term with the place in a policy that it came from, as a rule receives it.

    Attributes:
        term: the term.
        trigger: the column that starts it (`asked`, `assigned`, `received` …); none for a fixed day.
        layer: the policy layer that states it.
        source: the key of its source in that layer.
        at: the article or clause.
        kinds: the kinds of case it is asked of; empty: all.
        carried: True: of carry-over cases alone; False: not of them; None: of both.
        sole: whether it is the only day that the policy sets for its rule.
        longer: a longer term that holds where a person attested so by the shorter term's day.
        when: the word attested (`wide_and_hard`).
        window: when its layer is in force, where that is not throughout the policy's time.
        also: the terms of other layers that set the same day.
        extended: the term, from the same start, beyond which no extension moves the day; None: nothing extends it.
        extension: how it is extended: with the `consent` of the body that assigned the case, or the proposer `told`.
    """

    term: Term
    trigger: str | None = None
    layer: str = ""
    source: str = ""
    at: str = ""
    kinds: tuple[str, ...] = field(default=())
    carried: bool | None = None
    sole: bool = True
    longer: Term | None = None
    when: str = ""
    window: Window | None = None
    also: tuple[RuleTerm, ...] = ()
    extended: Term | None = None
    extension: str = ""
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.term.key)

    def __call__(self, table: type[Any]) -> Day:
        """Return the due day over a table: the term counted from the column that the policy names.

        Of two terms the longer holds if it was attested by the shorter one's day, the shorter if it was denied; otherwise the
        day lies somewhere from the one to the other. An extension moves that day, up to its own term from the same start.
        """
        start: Day = getattr(table, self.trigger) if self.trigger else Const((EVER, EVER))
        day: Day = Applied(self, start)
        if self.longer is not None:
            attested = (table.judged[self.when] <= day) | table.not_judged[self.when]
            day = where(attested, Applied(self._of(self.longer), start), day)
        if self.extended is None:
            return day
        return table.extended(self.extension, day, Applied(self._of(self.extended), start))  # type: ignore[no-any-return]

    def _of(self, term: Term) -> RuleTerm:
        """The same with one term alone."""
        return replace(self, term=term, longer=None, extended=None)

    @property
    def same_day_as(self) -> tuple[object, ...]:
        """What has to be equal for two terms to set the same day."""
        others = (None if term is None else term.key for term in (self.longer, self.extended))
        return self.key, self.trigger, *others, self.when, self.extension

    def covers(self, other: RuleTerm) -> bool:
        """Return whether it sets the same day for every case that another term sets it for."""
        kinds = not self.kinds or (bool(other.kinds) and set(other.kinds) <= set(self.kinds))
        when = self.window in (None, other.window)
        return self.same_day_as == other.same_day_as and kinds and when and self.carried in (None, other.carried)

    def asked(self, table: type[Any], since: Day) -> Cond:
        """Return the condition that it is asked of a case: its kind, a carry-over or not, and the law's day.

        Args:
            table: the facts table of the rule.
            since: the day that starts what is owed, where no column starts the term.
        """
        asked: Cond = table.kind.is_(*self.kinds).called("kind") if self.kinds else ALWAYS
        if self.carried is not None:
            asked = asked & (table.carried if self.carried else ~table.carried).called("kind")
        if self.window is not None:
            start = getattr(table, self.trigger) if self.trigger else since
            asked = asked & self.window.holds_on(start).called("not_in_force")
        return asked

    def binds_from(self, day: Day) -> Day:
        """Return from when it binds a bearer who has the case from a day: a fixed day on or before that day does not.

        A term that is counted from a day of the case binds whenever it runs.
        """
        return day if self.trigger is None else NOT_BEFORE

    def part(self, key: str = "", **names: str) -> Part:
        """Return the part of a duty whose day this term sets."""
        if not key:
            return Part(self.source)
        return Part(key if self.sole else f"{key}@{self.source}", **names)
