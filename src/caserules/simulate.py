"""The load of a year before it begins: how many duties fall due in which week, of which unit, by which rule.

From assignments alone. The register is taken as it stands on the eve of its first assignment: who gets which case is known,
nothing has been done, and whatever may come is not known. Each duty is then asked for its due day, never for its verdict. A
duty is *dated* where the policy sets it a day; where it hangs on an event as well (a paper is filed once it exists), that day
is the earliest on which it can fall due. What has no day, but one on which to remind, is counted apart; so is what has neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel

from caserules.assess import Assessment, assess, register_of
from caserules.calendar import WorkCalendar
from caserules.duties import Verdict
from caserules.findings import Finding
from caserules.models import Case, Completeness, Register
from caserules.policy import Policy, load_policy

__all__ = ["LOAD_SCHEMA", "By", "Load", "LoadItem", "Undated", "Week", "assignments_only", "simulate"]

LOAD_SCHEMA: Final = "caserules.load/1"

By: TypeAlias = Literal["week", "unit", "rule"]
"""By what a load is drawn."""

_PEAKS: Final = 3
_OPEN: Final = (Verdict.PENDING, Verdict.UNDETERMINED, Verdict.BROKEN)
_OF_REGISTER: Final = ("place", "year", "time_zone", "expected", "people", "leaders", "carried")
_OF_UNIT: Final = ("id", "name", "aliases", "bound", "from_", "to", "successor", "posts")
_OF_CASE: Final = (
    "kind year number title points proposers mode secret carried_from assignments roles designations".split()
)
_OF_ASSIGNMENT: Final = ("unit", "role", "assigned", "received")

M = TypeVar("M", bound=BaseModel)


class LoadItem(NamedTuple):
    """A duty with the day on which it falls due, or on which to remind."""

    finding: str
    rule: str
    unit: str
    case: str | None
    day: date

    @property
    def week(self) -> str:
        """The ISO week of the day, as `2023-W17`."""
        return _week(self.day)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {**self._asdict(), "day": self.day.isoformat(), "week": self.week}


class Week(NamedTuple):
    """How many duties fall due in an ISO week, and how many only remind."""

    week: str
    monday: date
    due: int
    remind: int


class Undated(NamedTuple):
    """Duties of a rule that have neither a day nor one on which to remind, and why: `no_day`, `event`, `forbidden`."""

    rule: str
    why: str
    duties: int


@dataclass(frozen=True, eq=False)
class Load:
    """The load of a year, drawn before it begins.

    Attributes:
        due: the dated duties, by day.
        reminders: those without a day that have one on which to remind, by that day.
        undated: the others, counted by rule.
        names: the units' names.
    """

    place: str
    year: int
    policy: Policy
    calendar: WorkCalendar
    eve: date
    due: tuple[LoadItem, ...]
    reminders: tuple[LoadItem, ...]
    undated: tuple[Undated, ...]
    names: Mapping[str, str]

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """The weeks with any duty or reminder, in order."""
        due, remind = (Counter(_monday(x.day) for x in items) for items in (self.due, self.reminders))
        return tuple(Week(_week(day), day, due[day], remind[day]) for day in sorted({*due, *remind}))

    @cached_property
    def peaks(self) -> tuple[Week, ...]:
        """The weeks with the most dated duties, at most three, the fullest first."""
        return tuple(sorted((x for x in self.weeks if x.due), key=lambda x: (-x.due, x.monday))[:_PEAKS])

    @cached_property
    def units(self) -> Mapping[str, Mapping[str, int]]:
        """For each unit its dated duties by week; the units with the most first."""
        return _grouped(self.due, lambda x: x.unit)

    @cached_property
    def rules(self) -> Mapping[str, Mapping[str, int]]:
        """For each rule its dated duties by week; the rules with the most first."""
        return _grouped(self.due, lambda x: x.rule)

    def to_dict(self) -> dict[str, Any]:
        """Return the load as plain data, ready for JSON."""
        return {
            "schema": LOAD_SCHEMA,
            "place": self.place,
            "year": self.year,
            "policy": {"id": self.policy.id, "version": self.policy.version},
            "calendar": {"version": self.calendar.version, "sha256": self.calendar.sha256},
            "eve": self.eve.isoformat(),
            "totals": {
                "due": len(self.due),
                "remind": len(self.reminders),
                "undated": sum(x.duties for x in self.undated),
            },
            "weeks": [_plain(x) for x in self.weeks],
            "peaks": [_plain(x) for x in self.peaks],
            "by_unit": {unit: dict(weeks) for unit, weeks in self.units.items()},
            "by_rule": {rule: dict(weeks) for rule, weeks in self.rules.items()},
            "undated": [x._asdict() for x in self.undated],
            "duties": [x.to_dict() for x in self.due],
            "reminders": [x.to_dict() for x in self.reminders],
            "units": dict(self.names),
        }

    def text(self, lang: str = "zh", *, by: By = "week", width: int = 80) -> str:
        """Return the load as a small table with bars, for a person.

        Args:
            lang: `zh` or `en`.
            by: what a line is of: `week`, `unit` or `rule`.
            width: columns of the terminal.
        """
        from caserules.messages.load import load_text  # noqa: PLC0415  told on demand

        return load_text(self.to_dict(), lang, by, width)


def simulate(
    register: Register | Case | Mapping[str, Any] | object,
    policy: Policy | str | Path,
    *,
    calendar: WorkCalendar | None = None,
) -> Load:
    """Draw the load of a year before it begins: what falls due in which week, from the assignments alone.

    Args:
        register: the year's register; what it holds beside assignments, posts, marks and last year's list is left aside.
        policy: the policy, its id or its path.
        calendar: the working-day calendar; by itself the packaged one.

    Raises:
        InputRejected: the register is not one.
        PolicyError: there is no such policy.

    Example:
        >>> from caserules.io.scenario import read_story
        >>> register = read_story('''
        ... complete_through = 2023-04-01
        ... 2023-04-10 assigned caizheng co_handling
        ... ''')
        >>> load = simulate(register, "pengshui-2023")
        >>> [(x.week, x.due) for x in load.weeks if x.due]
        [('2023-W16', 3), ('2023-W21', 1)]
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    given, _ = register_of(register, date.max, loaded)
    bare = assignments_only(given)
    eve = bare.complete()
    last = max([date(given.year, 12, 31), *(day for case in bare.cases for day in _days(case))])
    found = assess(bare, loaded, as_of=last, calendar=calendar)
    due, reminders, undated = _sorted_out(found)
    used = {x.unit for x in (*due, *reminders)}
    names = {unit: found._context.unit_name(unit) for unit in sorted(used)}
    assert eve is not None  # noqa: S101  `assignments_only` states one
    return Load(bare.place, bare.year, loaded, found.calendar, eve, due, reminders, undated, names)


def _sorted_out(found: Assessment) -> tuple[tuple[LoadItem, ...], tuple[LoadItem, ...], tuple[Undated, ...]]:
    due: list[LoadItem] = []
    reminders: list[LoadItem] = []
    others: Counter[tuple[str, str]] = Counter()
    for finding in found.findings:
        if finding.verdict not in _OPEN and not finding.forbids:
            continue
        day, remind = _due(finding), finding.remind
        if day is not None:
            due.append(_item(finding, day))
        elif remind is not None:
            reminders.append(_item(finding, remind))
        else:
            others[finding.rule, _why(finding)] += 1
    undated = tuple(Undated(rule, why, n) for (rule, why), n in sorted(others.items()))
    return tuple(sorted(due, key=_by_day)), tuple(sorted(reminders, key=_by_day)), undated


def _due(finding: Finding) -> date | None:
    """The day on which a duty falls due, at the earliest; None where no day is set, or it hangs on an event alone."""
    if finding.forbids or finding.undated:
        return None
    if finding.due is not None:
        return (finding.due_range or (None,))[0] or finding.due
    return None if finding._duty.term is None else finding.remind


def _why(finding: Finding) -> str:
    return "forbidden" if finding.forbids else "no_day" if finding.undated else "event"


def _item(finding: Finding, day: date) -> LoadItem:
    return LoadItem(finding.id, finding.rule, finding.unit, finding.case, day)


def _by_day(item: LoadItem) -> tuple[date, str]:
    return item.day, item.finding


# ------------------------------------------------------------------------------------------ the register on the eve


def assignments_only(register: Register) -> Register:
    """Return a register as it stands on the eve of its first assignment: who gets what, and nothing done.

    Args:
        register: a register, at any time of its year.
    """
    cases = tuple(_kept(case, _OF_CASE, assignments=_assignments(case)) for case in register.cases)
    first = min((day for case in cases for day in _days(case)), default=date(register.year, 1, 1))
    return _kept(
        register,
        _OF_REGISTER,
        complete_through=Completeness(default=first - timedelta(days=1)),
        units=tuple(_kept(unit, _OF_UNIT) for unit in register.units),
        cases=cases,
    )


def _assignments(case: Case) -> tuple[BaseModel, ...]:
    return tuple(_kept(x, _OF_ASSIGNMENT) for x in case.assignments)


def _kept(model: M, names: Iterable[str], **others: Any) -> M:
    """A record with some of its fields, as far as they are given, and others put in."""
    kept = {name: getattr(model, name) for name in names if name in model.model_fields_set} | others
    fields = type(model).model_fields
    return type(model)(**{fields[name].alias or name: value for name, value in kept.items()})


def _days(case: Case) -> Iterator[date]:
    for x in case.assignments:
        if isinstance(x.assigned, date):
            yield x.assigned


# ------------------------------------------------------------------------------------------------------------- counts


def _grouped(items: Iterable[LoadItem], key: Callable[[LoadItem], str]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for x in items:
        found[key(x)][x.week] += 1
    return {name: found[name] for name in sorted(found, key=lambda name: (-found[name].total(), name))}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _plain(week: Week) -> dict[str, Any]:
    return {"week": week.week, "monday": week.monday.isoformat(), "due": week.due, "remind": week.remind}
