"""A finding: what became of one duty, readable by a program and a person. Built lean, told on demand.

A finding keeps the row, the rule's duty and the verdict; its days, codes, evidence and sentences are read from those when
asked for, and nothing is judged a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from caserules import expr as e
from caserules.duties import Breach, Part, Verdict
from caserules.expr import EVER, NEVER, Span
from caserules.expr.interpret import Env, cond_of, cut, day_of, ended
from caserules.facts.flatten import Row
from caserules.facts.tables import FACTS
from caserules.leaves import (
    Leaf,
    Standing,
    endings_in,
    failed_code,
    fillings,
    is_open,
    iso,
    not_by,
    origins,
    source_of,
    word_of,
)
from caserules.rules.rule import Party
from caserules.terms import RuleTerm, TermUnit, to_date

if TYPE_CHECKING:
    from caserules.context import Context
    from caserules.program import RuleDuty

__all__ = ["Evidence", "Finding", "Message", "Need"]

_BREACHES: Final = frozenset(Breach)


class Message(NamedTuple):
    """A sentence in both languages."""

    zh: str
    en: str


class Need(NamedTuple):
    """A fact that would settle an undetermined finding, and who can say it."""

    fact: str
    who: str


class Evidence(NamedTuple):
    """A value that a finding rests on: where it stands in the register, what it says, where it was read."""

    pointer: str
    fact: str
    value: str | None
    source: str | None


class Finding:
    """What became of one duty, as of a day.

    Attributes are read-only. Two findings are equal if their plain data are.
    """

    __slots__ = ("_context", "_done", "_due", "_duty", "_row", "_shown", "_verdict")

    def __init__(self, context: Context, duty: RuleDuty, row: Row, verdict: Verdict, due: Span, done: Span) -> None:
        self._context = context
        self._duty = duty
        self._row = row
        self._verdict = verdict
        self._due = due
        self._done = done
        self._shown: Span | None = None

    # ---------------------------------------------------------------------------------------------------- identity

    @property
    def id(self) -> str:
        """A readable path, `RULE/case/unit/part/ref`; never an index, never a value that can be corrected."""
        row = self._row
        return f"{self._duty.rule.id}/{row.case or '-'}/{row.name}/{self._duty.duty.part.key or '-'}/{row.ref}"

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self._duty.rule.id

    @property
    def clause(self) -> str:
        """The locator in the instrument that set the day."""
        term = self._duty.term
        return term.at if term is not None and term.at else self._duty.setting.clause

    @property
    def case(self) -> str | None:
        """The case, as `suggestion/2023/12`; None for a unit's own duty."""
        return self._row.case

    @property
    def kind(self) -> str | None:
        """The kind of the case; None for a unit's own duty."""
        return self._row.case and self._row.case.partition("/")[0]

    @property
    def unit(self) -> str:
        """The unit that bears the duty."""
        return self._row.unit

    @property
    def part(self) -> Part:
        """Which part of the rule's duty this is."""
        return self._duty.duty.part

    @property
    def ref(self) -> str:
        """The round, the version or the record's own key; `-` where there is one only."""
        return self._row.ref

    @property
    def fact(self) -> str:
        """The group within which one fact is punished once."""
        return self._duty.rule.fact

    @property
    def title(self) -> Message:
        """The rule's title, from its card."""
        from caserules.rules.cards import card  # noqa: PLC0415  told on demand

        words = card(self._duty.rule)["title"]
        return Message(words["zh"], words["en"])

    # ----------------------------------------------------------------------------------------------------- verdict

    @property
    def verdict(self) -> Verdict:
        """What became of the duty."""
        return self._verdict

    @property
    def breach(self) -> Breach | None:
        """How a broken duty was broken."""
        if self._verdict is not Verdict.BROKEN:
            return None
        if self._duty.duty.forbidden:
            return Breach.FORBIDDEN
        due, done = self._due, self._done
        if done[0] <= due[1] and done[0] != NEVER:  # in time in some filling, so it does not count
            code = failed_code(self._duty.duty.counts, self._env())
            return Breach(code) if code in _BREACHES else Breach.INSUFFICIENT
        return Breach.LATE if done[1] <= self._context.as_of else Breach.MISSING

    @property
    def because(self) -> str | None:
        """Why a duty is not applicable: withdrawn, merged, returned, transferred, waived, superseded, closed_out, …

        Of an undetermined one: that a plugin it depends on failed (`plugin_faulty`, `calendar_faulty`), else None.
        """
        if self._verdict is Verdict.UNDETERMINED:
            return self._duty.doubt or None
        if self._verdict is not Verdict.NOT_APPLICABLE:
            return None
        env = self._env()
        duty = self._duty.duty
        if not cond_of(duty.applies, env)[1]:
            return failed_code(duty.applies, env)
        if not cond_of(duty.since < duty.due, env)[1]:
            return "before_assignment"
        return self._ending_code()

    def _ending_code(self) -> str | None:
        """The code of what ended a case first; for a unit's own duty, of what ended the last of its cases."""
        as_of = self._context.as_of
        groups: list[tuple[Any, ...]] = []
        for node in e.walk(self._duty.duty.ended):
            if isinstance(node, e.Ended):
                groups.append(self._row.cells[node.name])
            elif isinstance(node, e.EndedLast):
                groups += [endings for _, endings in self._row.cells[node.name]]
        told = [
            min((ended((x,), as_of)[1], x[3]) for x in group if x[3] is not None)
            for group in groups
            if any(x[3] is not None for x in group)
        ]
        return max((x for x in told if x[0] != NEVER), default=(NEVER, None))[1]

    @property
    def due(self) -> date | None:
        """The due day as things stand (what comes after as_of taken as never); None where no day is set."""
        lo, hi = self._standing_due()
        term = self._duty.term
        if lo != hi and term is not None and term.longer is not None:  # nobody attested that the longer term holds
            lo, hi = day_of(self._duty.duty.due, self._env(standing=True, unsaid_is_no=True))
        return None if lo == EVER and hi == NEVER else to_date(hi)

    def _standing_due(self) -> Span:
        """The due day with every event after as_of taken as never."""
        if self._shown is None:
            exact = self._due[0] == self._due[1]
            self._shown = self._due if exact else day_of(self._duty.duty.due, self._env(standing=True))
        return self._shown

    @property
    def due_range(self) -> tuple[date | None, date | None] | None:
        """The earliest and latest due day, where something past is not known or a reading is open; else None."""
        lo, hi = self._standing_due()
        if lo == hi or (hi == NEVER and lo != EVER and self.undated):
            return None
        return to_date(lo), to_date(hi)

    @property
    def first_due(self) -> date | None:
        """The due day before any extension, where one was granted; never edited."""
        for node in e.walk(self._duty.duty.due):
            if isinstance(node, e.Extended):
                first = day_of(node.first, self._env(standing=True))
                return to_date(first[1]) if first != self._standing_due() else None
        return None

    @property
    def done(self) -> date | None:
        """The day on which it was done, where it is known exactly."""
        lo, hi = self._done
        return to_date(lo) if lo == hi and not self._duty.duty.forbidden else None

    @property
    def late(self) -> bool:
        """Whether it was certainly done after its due day."""
        lo, hi = self._done
        return self._verdict is Verdict.BROKEN and hi <= self._context.as_of and lo > self._due[1]

    @property
    def still_owed(self) -> bool:
        """Whether a broken duty is still to be done."""
        return self._verdict is Verdict.BROKEN and not self.forbids and self._done[0] > self._context.as_of

    @property
    def remind(self) -> date | None:
        """A day on which to remind; no verdict reads it."""
        node = self._duty.duty.remind
        if node is None:
            return None
        first, last = day_of(node, self._env(standing=True))
        return to_date(first) or to_date(last)

    @property
    def provisional(self) -> bool:
        """Whether the due day can still move with a holiday notice that is not out."""
        due = self._due
        calendar = self._context.program.calendar
        return any(day not in (EVER, NEVER) and not calendar.is_settled(day) for day in due)

    @property
    def same_fact_as(self) -> str | None:
        """The finding under which this breach is punished, where one fact broke several duties."""
        return self._context.same_fact(self)

    @property
    def basis(self) -> tuple[str, ...]:
        """The readings that the finding rests on and that nobody at the place has confirmed."""
        values = (x for value in self._duty.setting.values.values() for x in value.stated_for(self.kind))
        names = (value.reading for value in values if value.reading)
        policy = self._context.program.policy
        found = dict.fromkeys(names)
        return tuple(name for name in found if (r := policy.reading(name)) is not None and not r.reviewed_by)

    @property
    def as_of(self) -> date:
        """The day of the verdict, to its end."""
        found = to_date(self._context.as_of)
        assert found is not None  # noqa: S101  a verdict has a day
        return found

    @property
    def acted_on(self) -> date | None:
        """The day of a forbidden act."""
        lo, hi = self._due
        return to_date(lo + 1) if self.breach is Breach.FORBIDDEN and lo == hi else None

    @property
    def forbids(self) -> bool:
        """Whether the duty is a prohibition."""
        return self._duty.duty.forbidden

    @property
    def by_proposer(self) -> bool:
        """Whether it is the proposer's act, for which no unit answers."""
        return self._duty.rule.owes is Party.PROPOSER

    @property
    def undated(self) -> bool:
        """Whether no instrument sets a day for the duty."""
        term = self._duty.term
        return term is not None and term.term.unit is TermUnit.UNDATED

    def recipient_name(self, recipient: str, lang: str) -> str:
        """Return a recipient's name in the policy, else its key."""
        names = self._context.program.policy.recipients.get(recipient, {})
        return names.get(lang, recipient)

    @property
    def key_term(self) -> str:
        """A short Chinese key term of the clause."""
        return self._duty.setting.key_term

    @property
    def head(self) -> str:
        """The head of default that a breach falls under."""
        return self._duty.setting.head

    @property
    def waited_for(self) -> tuple[str, ...]:
        """The co-handling units whose opinions a late lead unit still waited for."""
        return self._context.waited_for(self)

    # ------------------------------------------------------------------------------------------------ what it rests on

    def _env(self, *, standing: bool = False, unsaid_is_no: bool = False) -> Env:
        cells: Mapping[str, Any] = self._row.cells
        as_of = self._context.as_of
        if standing:
            cells = Standing(cells, as_of, unsaid_is_no=unsaid_is_no)
        return Env(cells, as_of, self._context.program.count)

    def _leaves(self) -> Iterator[Leaf]:
        cells = self._row.cells
        for name, node in self._duty.leaves:
            yield Leaf(name, cells[name], node)

    @property
    def needs(self) -> tuple[Need, ...]:
        """For an undetermined finding: the facts that would settle it, and who can say them."""
        if self._verdict is not Verdict.UNDETERMINED:
            return ()
        # whether anybody attested is asked for with what was attested
        unknown = [x for x in self._leaves() if self._unknown(x) and not x.name.startswith("not_judged.")]
        settling = [leaf for leaf in unknown if self._settles(leaf)]
        return tuple(Need(leaf.name, _keeper(leaf.name)) for leaf in settling or unknown)

    def _settles(self, leaf: Leaf) -> bool:
        """Whether some value of an unknown fact would by itself settle the verdict."""
        from caserules.explain import interpreted  # noqa: PLC0415  the reference judges it

        cells = self._row.cells
        for cell in fillings(leaf):
            row = replace(self._row, cells={**cells, leaf.name: cell})
            if interpreted(self._context, self._duty, row)._verdict is not Verdict.UNDETERMINED:
                return True
        return False

    def _unknown(self, leaf: Leaf) -> bool:
        cell, node = leaf.cell, leaf.node
        if isinstance(node, e.OneOf):
            return cell is None
        if isinstance(node, e.Flag):
            return (cell[0], cell[1]) == e.NOT_KNOWN
        if isinstance(node, e.Column):
            if node.event:
                lo, hi = cut(cell[0], cell[1], self._context.as_of)
                return lo != hi and lo <= self._context.as_of
            return bool(cell[0] != cell[1])
        return any(is_open(x, self._context.as_of) for x in endings_in(cell))

    @property
    def not_kept(self) -> bool:
        """Whether it is undetermined only because the register keeps no such records."""
        through = self._context.facts.book.through
        return self._settled_without(lambda day: through[day[3]] is None)

    @property
    def after_complete(self) -> bool:
        """Whether it is undetermined only because the register ends before the day of the verdict."""
        through = self._context.facts.book.through
        return self._settled_without(lambda day: day[0] == (through[day[3]] or 0) + 1)

    def _settled_without(self, doubted: Callable[[Any], bool]) -> bool:
        """Whether an undetermined verdict would be settled if what has no record of some kinds had not happened by as_of."""
        from caserules.explain import interpreted  # noqa: PLC0415  the reference judges it

        if self._verdict is not Verdict.UNDETERMINED:
            return False
        cells = {leaf.name: not_by(leaf.cell, doubted, self._context.as_of) for leaf in self._leaves()}
        row = replace(self._row, cells={**self._row.cells, **cells})
        return interpreted(self._context, self._duty, row)._verdict is not Verdict.UNDETERMINED

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The values that the finding rests on, each with its place in the register."""
        found: dict[Evidence, None] = {}
        for leaf in self._leaves():
            for record, name, value in origins(leaf):
                pointer = self._context.pointer(record, name)
                found[Evidence(pointer, leaf.name, value, source_of(record))] = None
        return tuple(found)

    @property
    def message(self) -> Message:
        """What happened, in one sentence of each language."""
        from caserules.messages.sentences import sentence  # noqa: PLC0415  told on demand

        return Message(sentence(self, "zh"), sentence(self, "en"))

    def unit_name(self) -> str:
        """The bearing unit's name in the register, else its id."""
        return self._context.unit_name(self.unit)

    # -------------------------------------------------------------------------------------------------- plain data

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain data: keys as in the published schema, days as ISO text."""
        part = {k: v for k in ("paper", "recipient", "step", "aspect") if (v := getattr(self.part, k)) is not None}
        if not part and self.part.key:
            part = {"source": self.part.key}
        due_range = self.due_range
        message = self.message
        return {
            "id": self.id,
            "rule": self.rule,
            "clause": self.clause,
            "case": self.case,
            "unit": self.unit,
            "part": part | ({} if self.ref == "-" else {"ref": self.ref}),
            "verdict": self.verdict.value,
            "breach": None if self.breach is None else self.breach.value,
            "because": self.because,
            "due": iso(self.due),
            "due_range": None if due_range is None else [iso(due_range[0]), iso(due_range[1])],
            "done": iso(self.done),
            "late": self.late,
            "remind": iso(self.remind),
            "fact": self.fact,
            "same_fact_as": self.same_fact_as,
            "needs": [{"fact": need.fact, "who": need.who} for need in self.needs],
            "evidence": [x._asdict() for x in self.evidence],
            "message": {"zh": message.zh, "en": message.en},
            "detail": self.detail(),
        }

    def detail(self) -> dict[str, Any]:
        """Return what else can be told, empty parts left out: performer, how the day was counted, what remains."""
        from caserules.explain import counted_days  # noqa: PLC0415  told on demand

        rule, verdict = self._duty.rule, self._verdict
        env = self._env()
        duty = self._duty.duty
        broken = verdict is Verdict.BROKEN
        lo, hi = self._done
        items: dict[str, Any] = {
            "performer": rule.owes.value,
            "answerable": None if (answerable := self._context.answerable(self.unit)) == self.unit else answerable,
            "counterparty": rule.to.value,
            "provisional": self.provisional,
            "first_due": iso(self.first_due),
            "done_range": None
            if lo == hi or lo > self._context.as_of or (lo, hi) == e.UNKNOWN
            else [iso(to_date(lo)), iso(to_date(hi))],
            "late_by": self.late_by(),
            "still_owed": self.still_owed,
            "cured_on": iso(self.done) if self.late else None,
            "applies": word_of(cond_of(duty.applies, env)),
            "in_time": word_of(cond_of(duty.done <= duty.due, env)),
            "counts": word_of(cond_of(duty.counts, env)),
            "waited_for": list(self.waited_for),
            "head": self.head if broken else None,
            "also": [_cited(term) for term in self._cited()],
            "row": self._duty.setting.clause if self._duty.setting.clause != self.clause else None,
            "basis": list(self.basis),
            "not_kept": self.not_kept,
            "counted": counted_days(self),
        }
        return {key: value for key, value in items.items() if value not in (None, False, [], {})}

    def _cited(self) -> Iterator[RuleTerm]:
        """The terms of other layers that set the same day, where they may be asked of the row's case."""
        duty, env = self._duty, self._env()
        table = duty.rule.table
        for term in duty.term.also if duty.term else ():
            if cond_of(term.asked(table, table.starts), env)[1]:
                yield term

    def late_by(self) -> dict[str, int]:
        """Return by how many days, and working days where the calendar covers them, a late duty was late."""
        if not self.late:
            return {}
        due, done = to_date(self._due[1]), to_date(self._done[0])
        assert due is not None and done is not None  # noqa: S101  `late` says so
        late = {"days": (done - due).days}
        calendar = self._context.program.calendar
        if calendar.covers(due) and calendar.covers(done):
            late["working_days"] = calendar.count_working_days(due, done)
        return late

    def __repr__(self) -> str:
        return f"<Finding {self.id}: {self.verdict.value}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and (self is other or self.to_dict() == other.to_dict())

    def __hash__(self) -> int:
        return hash(self.id)


def _cited(term: RuleTerm) -> dict[str, str]:
    window = dict(zip(("in_force", "until"), term.window, strict=True)) if term.window else {}
    return {"source": term.source, "at": term.at} | {key: day for key, day in window.items() if day}


def _keeper(name: str) -> str:
    return FACTS[name.partition(".")[0]].keeper.value
