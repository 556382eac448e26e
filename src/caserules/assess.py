"""Register × policy × as-of → Assessment: flatten, judge, and keep what is needed to tell why.

One way from top to bottom, no clock, no file, no network: the same inputs give the same bytes on any machine. A case given
alone stands as a register of its own, for which the caller vouches. The other public functions are this one, narrowed.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from caserules.asking import Question, wanted
from caserules.calendar import WorkCalendar
from caserules.context import Context
from caserules.duties import Verdict
from caserules.errors import InputRejected, PolicyError, Problem
from caserules.expr import NEVER
from caserules.extensions import extension_issues, extensions_tried
from caserules.facts.book import Issue
from caserules.facts.checks import check_register
from caserules.facts.flatten import Facts, Row, flatten
from caserules.findings import Finding
from caserules.foreign import RuleFault
from caserules.guard import called
from caserules.models import Case, Completeness, Register, Unit
from caserules.policy import Policy, load_policy
from caserules.program import NO_DOUBT, Doubt, Program, RuleFailed, members, program_for
from caserules.terms import to_number

if TYPE_CHECKING:
    from caserules.explain import Explanation
    from caserules.hooks import Plugins
    from caserules.hooks.run import Run
    from caserules.scoring import Score

__all__ = ["Assessment", "Question", "Upcoming", "assess", "case_register"]

_REGISTER_ONLY: Final = ("complete_through", "cases", "place")


class Upcoming(NamedTuple):
    """A duty still open: the day it falls due, or the day to remind."""

    finding: str
    unit: str
    day: date
    due: bool


class Assessment:
    """The verdicts of a register under a policy as of a day, with the receipt by which they can be replayed."""

    def __init__(
        self,
        context: Context,
        findings: tuple[Finding, ...],
        counts: Mapping[str, int],
        run: Run | None = None,
        rule_faults: tuple[RuleFault, ...] = (),
    ) -> None:
        self._context = context
        self._counts = counts
        self._run = run
        self.rule_faults: tuple[RuleFault, ...] = rule_faults
        """What went wrong with rules that plugins bring: which, by what code, and what kind of thing was met."""
        self.findings = findings
        context.findings = findings

    @property
    def policy(self) -> Policy:
        """The policy assessed by."""
        return self._context.program.policy

    @property
    def register(self) -> Register:
        """The register assessed."""
        return self._context.register

    @property
    def calendar(self) -> WorkCalendar:
        """The working-day calendar counted by."""
        return self._context.program.calendar

    @cached_property
    def as_of(self) -> date:
        """The day of the verdicts, to its end."""
        return date.fromordinal(self._context.as_of + date(1970, 1, 1).toordinal())

    @property
    def known_by(self) -> date | None:
        """The day after which no record was used, or None: all that the register holds."""
        return self._context.known_by

    @property
    def possible(self) -> int:
        """How many duties only possibly apply and cannot be broken yet: counted, not listed."""
        return self._counts["possible"]

    @property
    def not_owed(self) -> int:
        """How many duties were never owed: counted, not listed."""
        return self._counts["not_owed"]

    @cached_property
    def _by_id(self) -> dict[str, Finding]:
        return {finding.id: finding for finding in self.findings}

    def finding(self, id: str) -> Finding:  # noqa: A002
        """Return the finding of an id; also of a duty that was never owed, which is not listed.

        Raises:
            InputRejected: `INP-018` if no duty has that id.
            PolicyError: `POL-016` if its rule is off under the policy; the reason is told.
        """
        found = self._by_id.get(id)
        if found is None:
            found = next((x for x in self.unlisted() if x.id == id), None)
        setting = self.policy.rules.get(id.partition("/")[0])
        if found is None and setting is not None and setting.off is not None:
            why = {lang: (setting.off_because(lang) or "").rstrip("。. ") for lang in ("zh", "en")}
            raise PolicyError("POL-016", rule=setting.rule, policy=self.policy.id, why=why)
        if found is None:
            raise InputRejected([Problem("INP-018", id)])
        return found

    def explain(self, id: str) -> Explanation:  # noqa: A002
        """Return the reasons of a finding, also of a duty never owed.

        Raises:
            InputRejected: `INP-018` if no duty has that id.
            PolicyError: `POL-016` if its rule is off under the policy.
        """
        from caserules.explain import explain  # noqa: PLC0415  told on demand

        return explain(self.finding(id))

    def unlisted(self) -> Iterator[Finding]:
        """Yield the duties that are not listed: never owed, or only possibly so and not yet to be broken."""
        listed = self._by_id
        for finding in all_duties(self._context):
            if finding.id not in listed:
                yield finding

    def broken(self) -> tuple[Finding, ...]:
        """Return the broken findings."""
        return tuple(x for x in self.findings if x.verdict is Verdict.BROKEN)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Counts by verdict, in all, by unit and by rule; and what is counted without being listed."""
        total: Counter[str] = Counter()
        units: dict[str, Counter[str]] = defaultdict(Counter)
        rules: dict[str, Counter[str]] = defaultdict(Counter)
        for finding in self.findings:
            verdict = finding.verdict.value
            total[verdict] += 1
            units[finding.unit][verdict] += 1
            rules[finding.rule][verdict] += 1
        return {
            "verdicts": {verdict.value: total[verdict.value] for verdict in Verdict},
            "units": {key: dict(units[key]) for key in sorted(units)},
            "rules": {key: dict(value) for key, value in rules.items()},
            **self._counts,
        }

    @cached_property
    def data_issues(self) -> tuple[Issue, ...]:
        """What is wrong with the data and is nobody's breach."""
        context = self._context
        tried = tuple(extensions_tried(context))
        provided = frozenset(id(x.record) for x in tried)
        return (
            *check_register(context.facts, context.as_of, context.pointer, vouched=context.vouched, provided=provided),
            *extension_issues(context, tried),
            *self._arrived_late(),
            *self._other_year(),
            *(Issue(x.code, x.rule, params=(("kind", x.kind),)) for x in self.rule_faults),
            *(() if self._run is None else self._run.issues()),
        )

    @property
    def plugins(self) -> list[dict[str, Any]]:
        """The plugins that had part in it, as plain data: name, version, hooks, and what went wrong with each."""
        return [] if self._run is None else self._run.told()

    def _other_year(self) -> Iterator[Issue]:
        """A policy whose fixed days are of another year than the register."""
        year = self.policy.year
        if year is not None and year != self.register.year:
            yield Issue("DATA-024", "year", params=(("expected", str(year)), ("found", str(self.register.year))))

    def _arrived_late(self) -> Iterator[Issue]:
        """Replies that issued in time and reached the proposer after the deadline."""
        for finding in self.findings:
            if finding.rule != "REPLY-01" or finding.verdict is not Verdict.MET:
                continue
            reached = finding._row.cells["reached"]
            if finding._due[1] < reached[0] <= reached[1] <= self._context.as_of:
                yield Issue("DATA-018", "deliveries", finding.case, finding.unit)

    @cached_property
    def scores(self) -> Mapping[str, Score] | None:
        """Each unit's score, or None where the policy gives no points: see `scores_reason`."""
        from caserules.scoring import scores  # noqa: PLC0415  read on demand

        return scores(self)

    @property
    def scores_reason(self) -> Mapping[str, str] | None:
        """Why nothing is scored, in zh and en; None where it is."""
        return None if self.scores is not None else self.policy.scoring.unscored

    @cached_property
    def upcoming(self) -> tuple[Upcoming, ...]:
        """The open duties by the day on which they fall due, or on which to remind."""
        found = []
        for finding in self.findings:
            if finding.verdict is not Verdict.PENDING:
                continue
            due, remind = finding.due, finding.remind
            if due is not None:
                # where it lies between two days, the earlier one reminds
                first = None if finding.due_range is None else finding.due_range[0]
                found.append(Upcoming(finding.id, finding.unit, first or due, True))
            elif remind is not None:
                found.append(Upcoming(finding.id, finding.unit, remind, False))
        return tuple(sorted(found, key=lambda x: (x.day, x.unit, x.finding)))

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The facts wanted, by unit: what, from whom, and for which findings."""
        return wanted(self.findings)

    @cached_property
    def register_sha256(self) -> str:
        """The hash of the register's canonical document."""
        return hashlib.sha256(self.register.model_dump_json(exclude_unset=True).encode()).hexdigest()

    def to_dict(self, *, only: Iterable[str] | None = None, not_owed: bool = False) -> dict[str, Any]:
        """Return the assessment as plain data, ready for JSON: keys as in the published schema.

        Args:
            only: verdicts to list; by itself all.
            not_owed: list the duties never owed, or only possibly so, as well.
        """
        from caserules.output import assessment_dict  # noqa: PLC0415  told on demand

        return assessment_dict(self, None if only is None else frozenset(only), not_owed=not_owed)


def assess(
    register_or_case: Register | Case | Mapping[str, Any] | object,
    policy: Policy | str | Path,
    *,
    as_of: date,
    calendar: WorkCalendar | None = None,
    known_by: date | None = None,
    plugins: Plugins | None = None,
) -> Assessment:
    """Judge every duty of a register, or of a case given alone, under a policy as of a day.

    Args:
        register_or_case: a register or a case: a model, a mapping, or an object with the same attributes.
        policy: a loaded policy, the id of a packaged one, or a path to a pack.
        as_of: the day of the verdicts, to its end; nothing later is used.
        calendar: the working-day calendar; by itself the packaged one.
        known_by: use no record made after this day; by itself all that the register holds.
        plugins: the plugins that have part in it; by itself none, whatever is installed.

    Returns:
        Findings, scores, upcoming duties, questions and data issues, with the receipt.

    Raises:
        InputRejected: the register or case is not one; all its problems at once.
        PolicyError: `POL-001` no such policy, `POL-007` its time zone is not the register's.
        PluginError: what plugins bring cannot stand beside the library's own; a failing plugin raises nothing.

    Example:
        >>> from datetime import date
        >>> case = {
        ...     "kind": "suggestion",
        ...     "year": 2023,
        ...     "number": 12,
        ...     "assignments": [
        ...         {"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
        ...         {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"},
        ...     ],
        ...     "requests": [{"unit": "caizheng", "round": 0, "delivered": "2023-05-24"}],
        ... }
        >>> found = assess(case, "pengshui-2023", as_of=date(2023, 6, 1))
        >>> [(x.unit, x.due.isoformat(), x.breach.value) for x in found.broken()]
        [('caizheng', '2023-05-23', 'late')]
    """
    day: object = as_of
    if not isinstance(day, date) or isinstance(day, datetime):  # an instant is no day: which one, the caller must say
        raise InputRejected([Problem("INP-012", "as_of")])
    loaded = policy if isinstance(policy, Policy) else load_policy(policy, plugins=plugins)
    register, vouched = register_of(register_or_case, as_of, loaded)
    if known_by is not None:
        from caserules.facts.known import known_by_day  # noqa: PLC0415

        register = known_by_day(register, known_by)
    if loaded.time_zone != register.time_zone:
        raise PolicyError("POL-007", policy=loaded.time_zone, register=register.time_zone)
    days = calendar or WorkCalendar.default()
    if plugins is None and not loaded.ruleset.extra:
        program = program_for(loaded, days, register.year)
        context = Context(
            register, flatten(register, program.needs, program.chain), program, to_number(as_of), known_by, vouched
        )
        return Assessment(context, *judge_rows(context))
    run = None if plugins is None else plugins.begin(register, loaded, as_of, days)
    faults: list[RuleFault] = []
    doubt = NO_DOUBT if run is None else Doubt(days=run.days_doubted)
    while True:  # once more for each rule of a plugin that fails on the way; then nothing of it is left that could
        program = program_for(loaded, days if run is None else run.calendar, register.year, doubt)
        try:
            context = Context(register, _flattened(register, program), program, to_number(as_of), known_by, vouched)
            judged = judge_rows(context)
        except RuleFailed as failed:
            if failed.rule in doubt.faulty:
                raise
            doubt = doubt._replace(faulty=doubt.faulty | {failed.rule})
            faults.append(RuleFault(failed.rule, "PLG-101", failed.kind))
            continue
        made = Assessment(context, *judged, run, tuple(sorted({*program.faults, *faults})))
        if run is not None:
            run.end(made)
        return made


def _flattened(register: Register, program: Program) -> Facts:
    """The register's rows, filled as the rules ask; what a plugin's rule asks must not keep the others from theirs."""
    filled = called(flatten, register, program.needs, program.chain)
    if filled.value is not None:
        return filled.value
    for table, duties in program.duties.items():
        for rule in program.policy.ruleset.extra:
            own = {table: members([x for x in duties if x.rule is rule])}
            tried = called(flatten, register, own, program.chain)
            if tried.value is None:
                raise RuleFailed(rule.id, tried.raised or "")
    return flatten(register, program.needs, program.chain)  # it was none of them: ours to raise


def register_of(given: Any, as_of: date, policy: Policy) -> tuple[Register, bool]:
    """The register given, or made of a case given alone; and whether the caller has to vouch for it."""
    if isinstance(given, Register):
        return given, False
    if isinstance(given, Case):
        return case_register(given, as_of, policy.year), True
    from caserules.io import load_case, load_register  # noqa: PLC0415  hosts' own objects are read at the edge

    if any(name in given if isinstance(given, Mapping) else hasattr(given, name) for name in _REGISTER_ONLY):
        return load_register(given), False
    return case_register(load_case(given), as_of, policy.year), True


def case_register(case: Case, as_of: date, year: int | None = None) -> Register:
    """Return a case given alone as a register: its units bound, its lists complete where present.

    Args:
        case: the case.
        as_of: the day through which what is present is complete.
        year: the register's year; by itself the case's.
    """
    given = _given_kinds(case)
    through: dict[str, Any] = {
        kind: as_of if kind in given else "not_kept" for kind in Completeness.model_fields if kind != "default"
    }
    units = dict.fromkeys(record.unit for record in case.assignments)
    return Register(
        place="-",
        year=year if year is not None and year >= case.year else case.year,
        complete_through=Completeness(default=as_of, **through | {"adjustments": as_of}),
        units=tuple(Unit(id=unit, name=unit, bound=True) for unit in units),
        cases=(case,),
    )


def _given_kinds(case: Case) -> set[str]:
    given = case.model_fields_set & {"requests", "replies", "contacts", "designations", "commitments", "follow_up"}
    for reply in case.replies:
        given |= reply.model_fields_set & {"steps", "deliveries", "receipts"}
    if "roles" in case.model_fields_set:
        given.add("posts")
    return given


def _rows(context: Context, later: frozenset[str]) -> Iterator[tuple[str, Row]]:
    """The rows that exist by as_of: a case or a part assigned later yields nothing yet."""
    as_of = context.as_of
    for table in context.program.functions:
        for row in context.facts.rows.get(table, ()):
            if row.case not in later and row.start <= as_of:
                yield table, row


def judge_rows(context: Context) -> tuple[tuple[Finding, ...], dict[str, int]]:
    program, as_of = context.program, context.as_of
    found: list[Finding] = []
    not_owed = possible = 0
    later = _later_cases(context.facts, as_of)
    for table, row in _rows(context, later):
        outcomes, unowed = program.functions[table](row.cells, as_of)
        not_owed += unowed
        duties = program.duties[table]
        for index, verdict, certain, due_lo, due_hi, done_lo, done_hi in outcomes:
            if certain or verdict is Verdict.UNDETERMINED:
                found.append(Finding(context, duties[index], row, verdict, (due_lo, due_hi), (done_lo, done_hi)))
            else:
                possible += 1
    return tuple(found), {"possible": possible, "not_owed": not_owed, "cases_later": len(later)}


def _later_cases(facts: Facts, as_of: int) -> frozenset[str]:
    """The cases first assigned after as_of: they yield no finding, and are counted."""
    return frozenset(key for key, day in facts.assigned.items() if as_of < day[0] < NEVER)


def all_duties(context: Context) -> Iterator[Finding]:
    """Every duty of every row, owed or not, by the interpreter."""
    from caserules.explain import interpreted  # noqa: PLC0415  asked for seldom

    for table, row in _rows(context, _later_cases(context.facts, context.as_of)):
        for duty in context.program.duties[table]:
            yield interpreted(context, duty, row)
