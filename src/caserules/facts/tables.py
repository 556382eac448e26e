"""The tables that rules read: one row per thing that can owe something, each column declared once with its label.

A rule is written over a table's class, so that `f.delivered` is a word for every row's value. Columns are events (cut at the
day of the verdict), judgements and planned days (not cut), conditions, and words of a closed list. A family of columns is
keyed by what a policy says (a recipient, a step, a post): `f.filed["work_plan", "government_office"]`; flatten fills just
the members that some rule of the policy asks for.

Every column names who can settle it when it is not known. Nothing here decides anything.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Final, Generic, TypeVar, final

from caserules.expr import AS_OF, Column, Cond, Day, Ended, EndedLast, Extended, Flag, OneOf

__all__ = [
    "OFFICE",
    "TABLES",
    "Answer",
    "Carry",
    "CarryPoint",
    "Category",
    "Commitment",
    "Fact",
    "Handling",
    "Keeper",
    "Reassignment",
    "Recipient",
    "Request",
    "Return",
    "Table",
    "Unit",
    "Version",
    "Words",
]

N = TypeVar("N", Day, Cond)

OFFICE: Final = "government_office"
"""Who assigns cases and answers for that: no handling unit, and none of a register's units need be it."""


class Keeper(StrEnum):
    """Who can say what a missing fact was."""

    BEARER = "bearer"
    """承办单位: the unit whose duty it is."""
    LEAD_UNIT = "lead_unit"
    """主办单位."""
    OFFICE = "office"
    """县政府办."""
    COMMITTEE = "committee"
    """人大、政协专门机构."""
    PROPOSER = "proposer"
    """代表、委员."""
    REGISTER_KEEPER = "register_keeper"
    """台账管理人."""


class Fact:
    """What a column is about: its labels and who can settle it."""

    __slots__ = ("en", "keeper", "kind", "name", "zh")

    def __init__(self, name: str, kind: str, zh: str, en: str, keeper: Keeper) -> None:
        self.name: str = name
        self.kind: str = kind
        self.zh: str = zh
        self.en: str = en
        self.keeper: Keeper = keeper


FACTS: Final[dict[str, Fact]] = {}
"""Every column and family by name; one name is one fact in all tables."""


def _fact(name: str, kind: str, zh: str, en: str, keeper: Keeper) -> str:
    known = FACTS.setdefault(name, Fact(name, kind, zh, en, keeper))
    assert (known.kind, known.zh, known.en, known.keeper) == (kind, zh, en, keeper), name  # noqa: S101
    return name


def _event(name: str, zh: str, en: str, keeper: Keeper = Keeper.BEARER) -> Day:
    return Column(_fact(name, "event", zh, en, keeper), True)


def _fixed(name: str, zh: str, en: str, keeper: Keeper = Keeper.BEARER) -> Day:
    """A judgement's day or a planned day: knowledge, not an event."""
    return Column(_fact(name, "fixed", zh, en, keeper), False)


def _flag(name: str, zh: str, en: str, keeper: Keeper = Keeper.BEARER) -> Cond:
    return Flag(_fact(name, "condition", zh, en, keeper))


@final
class Words:
    """A column of a closed list."""

    def __init__(self, name: str, zh: str, en: str, keeper: Keeper = Keeper.OFFICE) -> None:
        self.name: str = _fact(name, "word", zh, en, keeper)

    def is_(self, *values: str) -> Cond:
        """Return the condition that the row's word is one of these."""
        return OneOf(self.name, frozenset(values))


@final
class Family(Generic[N]):
    """Columns keyed by policy data. The name of a member is the family's name and its key, joined by dots."""

    def __init__(self, node: type[Column] | type[Flag], name: str, event: bool = True) -> None:
        self.node: type[Column] | type[Flag] = node
        self.name: str = name
        self.event: bool = event

    def __getitem__(self, key: str | tuple[str, ...]) -> N:
        name = ".".join((self.name, key) if isinstance(key, str) else (self.name, *key))
        if self.node is Column:
            return Column(name, self.event)  # type: ignore[return-value]  # N is Day where the node is Column
        return Flag(name)  # type: ignore[return-value]


def _days(name: str, zh: str, en: str, keeper: Keeper = Keeper.BEARER, event: bool = True) -> Family[Day]:
    return Family(Column, _fact(name, "event" if event else "fixed", zh, en, keeper), event)


def _flags(name: str, zh: str, en: str, keeper: Keeper = Keeper.BEARER) -> Family[Cond]:
    return Family(Flag, _fact(name, "condition", zh, en, keeper))


def _cases(name: str, before: Day) -> Day:
    return EndedLast(name, before)


class Table:
    """The base of all tables: what every row has."""

    key: ClassVar[str]
    bound: ClassVar[Cond] = _flag("bound", "受通知约束", "bound by the notice", Keeper.OFFICE)
    endings: ClassVar[Day] = Ended(
        _fact("endings", "event", "退回、撤回、并案等终止", "return, withdrawal, merge …", Keeper.OFFICE)
    )
    bearing: ClassVar[Day] = _event("bearing", "承接之日", "taken over from another unit", Keeper.OFFICE)
    kind: ClassVar[Words] = Words("kind", "类别（建议或提案）", "kind (suggestion or proposal)")
    carried: ClassVar[Cond] = _flag("carried", "跨年度件", "carried over from an earlier year", Keeper.OFFICE)
    starts: ClassVar[Day] = _event("assigned", "交办之日", "assigned", Keeper.OFFICE)
    """The day that starts what a row owes, where the rule names none."""
    of_case: ClassVar[bool] = True
    """Whether a row is of a case, so that it has a kind and may be a carry-over."""

    @classmethod
    def starters(cls) -> tuple[str, ...]:
        """Return the events from which a pack's terms may be counted: `asked`, `assigned` …"""
        own = (name for each in cls.__mro__ if each not in (Table, object) for name in vars(each))
        return tuple(name for name in own if isinstance(getattr(cls, name), Column) and name != "starts")


class Unit(Table):
    """A unit that has had a case this year."""

    key: ClassVar[str] = "unit"
    of_case: ClassVar[bool] = False
    since: ClassVar[Day] = _event("since", "首次交办之日", "first assigned", Keeper.OFFICE)
    starts: ClassVar[Day] = since
    since_leading: ClassVar[Family[Day]] = _days(
        "since_leading", "首次主办之日", "first assigned as lead unit", Keeper.OFFICE
    )
    roles_named: ClassVar[Day] = _event(
        "roles_named", "明确分管负责人和经办人员之日", "leader in charge and handlers named"
    )
    filed: ClassVar[Family[Day]] = _days("filed", "报送之日", "filed")
    attested: ClassVar[Family[Day]] = _days("attested", "认定（由人作出）", "attested by a person", event=False)

    @staticmethod
    def last_ended(before: Day) -> Day:
        """The day on which the last case assigned before a day had ended."""
        return _cases("cases", before)

    @staticmethod
    def last_led_ended(kind: str, before: Day) -> Day:
        """The same for the cases of one kind that the unit leads."""
        return _cases(f"led_cases.{kind}", before)


_fact("cases", "event", "承办件的终止", "how the unit's cases ended", Keeper.OFFICE)
_fact("led_cases", "event", "主办件的终止", "how the cases that the unit leads ended", Keeper.OFFICE)


class Return(Table):
    """A return of a case that a unit asked for."""

    key: ClassVar[str] = "return"
    assigned: ClassVar[Day] = _event("assigned", "交办之日", "assigned", Keeper.OFFICE)
    received: ClassVar[Day] = _event("received", "收到之日", "received")
    return_asked: ClassVar[Day] = _event("return_asked", "要求退回之日", "return asked for", Keeper.OFFICE)
    is_asked: ClassVar[Cond] = _flag("own_return", "由该单位要求退回", "asked for by this unit", Keeper.OFFICE) & (
        return_asked <= AS_OF
    )
    first_asked: ClassVar[Day] = _event("first_asked", "首次要求退回之日", "return first asked for", Keeper.OFFICE)
    return_accepted: ClassVar[Day] = _event("return_accepted", "同意退回之日", "return accepted", Keeper.OFFICE)
    return_refused: ClassVar[Day] = _event("return_refused", "不同意退回之日", "return refused", Keeper.OFFICE)
    is_accepted: ClassVar[Cond] = return_accepted <= AS_OF


class Reassignment(Table):
    """What the assigning office did about a return that a unit asked for."""

    key: ClassVar[str] = "reassignment"
    return_asked: ClassVar[Day] = Return.return_asked
    is_asked: ClassVar[Cond] = Return.is_asked
    reassigned: ClassVar[Day] = _event(
        "reassigned", "重新交办（或不同意退回）之日", "assigned anew, or the return refused", Keeper.OFFICE
    )


class Request(Table):
    """A request to a co-handling unit for its opinion: the assignment, or a sending-back."""

    key: ClassVar[str] = "request"
    mode: ClassVar[Words] = Words("mode", "办理方式", "mode of handling")
    is_first: ClassVar[Cond] = _flag("is_first", "首次征询", "the first request", Keeper.LEAD_UNIT)
    asked: ClassVar[Day] = _event("asked", "交办（或要求重新提出）之日", "assigned, or asked again", Keeper.OFFICE)
    received: ClassVar[Day] = Return.received
    contested: ClassVar[Cond] = _flag(
        "contested", "退回理由有争议（另有认定有实质内容）", "the sending-back is contested", Keeper.LEAD_UNIT
    )
    delivered: ClassVar[Day] = _event(
        "delivered", "协办意见送达主办单位之日", "opinion delivered to the lead unit", Keeper.LEAD_UNIT
    )
    own_answer: ClassVar[Day] = _event("own_answer", "自行答复代表委员之日", "own answer to the proposer")


class Handling(Table):
    """A case as handled by a unit that answers for it."""

    key: ClassVar[str] = "handling"
    mode: ClassVar[Words] = Request.mode
    assigned: ClassVar[Day] = Table.starts
    received: ClassVar[Day] = Return.received
    started: ClassVar[Day] = _event(
        "started", "着手办理（拟稿等最早一步）之日", "handling started (earliest step of the reply)"
    )
    answered: ClassVar[Day] = _event("answered", "复函印发之日", "reply issued")
    dispatched: ClassVar[Day] = _event("dispatched", "复函寄送之日", "reply dispatched")
    reached: ClassVar[Day] = _event("reached", "复函送达之日", "reply delivered")
    receipt_returned: ClassVar[Day] = _event(
        "receipt_returned", "复函回执退回之日", "receipt form returned", Keeper.PROPOSER
    )
    judged: ClassVar[Family[Day]] = _days(
        "judged", "认定（面广、难办等）之日", "attested of the case", Keeper.OFFICE, event=False
    )
    not_judged: ClassVar[Family[Cond]] = _flags("not_judged", "未作认定", "not attested either way", Keeper.OFFICE)
    contact: ClassVar[Family[Day]] = _days("contact", "与代表委员沟通之日", "contact with the proposer")
    first_contact: ClassVar[Family[Day]] = _days("first_contact", "首次联系代表委员之日", "first contact")
    delay_explained: ClassVar[Day] = _event(
        "delay_explained", "书面说明未按期答复理由之日", "reasons for the delay given in writing"
    )
    marked: ClassVar[Family[Day]] = _days(
        "marked", "列为重点等之日", "marked (key, major, livelihood …)", Keeper.OFFICE
    )
    filed: ClassVar[Family[Day]] = Unit.filed
    attested: ClassVar[Family[Day]] = Unit.attested

    @staticmethod
    def extended(how: str, first: Day, cap: Day) -> Day:
        """A due day with the extensions granted in one way (`consent`, `told`), each by the day it moves, up to a cap."""
        return Extended(f"extensions.{how}", first, cap)


class Version(Table):
    """One version of a unit's reply."""

    key: ClassVar[str] = "version"
    opened: ClassVar[Day] = _event("opened", "本版复函起始之日", "version opened")
    is_open: ClassVar[Cond] = opened <= AS_OF
    issued: ClassVar[Day] = _event("issued", "本版复函印发之日", "version issued")
    step: ClassVar[Family[Day]] = _days("step", "复函各步骤之日", "step of the reply's chain")
    before: ClassVar[Family[Cond]] = _flags("before", "同日先后次序", "order on one day")
    held: ClassVar[Family[Cond]] = _flags(
        "held", "该步骤由任职人或受托人作出", "the step's person held the post or its delegation"
    )
    listed: ClassVar[Family[Day]] = _days(
        "listed", "列为领导督办件之日", "listed as supervised by a leader of that body", Keeper.OFFICE
    )
    attested: ClassVar[Family[Day]] = Unit.attested


class Recipient(Table):
    """A proposer to whom a unit's reply goes."""

    key: ClassVar[str] = "recipient"
    leading: ClassVar[Cond] = _flag("leading", "领衔代表委员", "the leading proposer", Keeper.OFFICE)
    sent: ClassVar[Day] = _event("sent", "向该代表委员寄送之日", "sent to this proposer")


class Answer(Table):
    """A reply of a unit that issues, by version: what happens after it."""

    key: ClassVar[str] = "answer"
    case_endings: ClassVar[Day] = Ended(
        _fact(
            "case_endings",
            "event",
            "整件的退回、撤回、并案等",
            "return, withdrawal, merge … of the case",
            Keeper.OFFICE,
        )
    )
    issued: ClassVar[Day] = Version.issued
    arrived: ClassVar[Day] = _event(
        "arrived", "复函送达领衔代表委员之日", "reply reached the leading proposer", Keeper.PROPOSER
    )
    rated: ClassVar[Day] = _event("rated", "评价满意度的回执退回之日", "form with a rating returned", Keeper.PROPOSER)
    demanded: ClassVar[Day] = _event(
        "demanded", "评价不满意、要求再次办理之日", "rated not satisfied: handling again demanded", Keeper.PROPOSER
    )
    is_demanded: ClassVar[Cond] = demanded <= AS_OF
    handled_again: ClassVar[Day] = _event("handled_again", "再次答复印发之日", "new reply issued since the demand")
    failed_again: ClassVar[Day] = _event(
        "failed_again", "对再次答复仍评价不满意之日", "the new reply rated not satisfied too", Keeper.PROPOSER
    )
    has_failed_again: ClassVar[Cond] = failed_again <= AS_OF
    met_about: ClassVar[Family[Day]] = _days("met_about", "其后座谈之日", "meeting held after that")
    published: ClassVar[Day] = _event("published", "复函公开之日", "reply published")
    withheld: ClassVar[Day] = _event("withheld", "记明不公开理由之日", "reason for withholding recorded")
    secret: ClassVar[Cond] = _flag("secret", "涉密", "secret", Keeper.OFFICE)
    attested: ClassVar[Family[Day]] = Unit.attested


class Category(Table):
    """A category given to a case by a unit's reply; or a reply issued without one."""

    key: ClassVar[str] = "category"
    meaning: ClassVar[Words] = Words("meaning", "办理结果类别", "category", Keeper.BEARER)
    decided: ClassVar[Day] = _event("decided", "确定类别之日", "category decided")
    is_given: ClassVar[Cond] = decided <= AS_OF
    issued: ClassVar[Day] = Version.issued
    planned: ClassVar[Day] = _event("planned", "纳入工作计划之日", "entered in a plan")
    implemented: ClassVar[Day] = _event("implemented", "落实之日", "carried out")
    committed: ClassVar[Day] = _event("committed", "就此作出承诺之日", "a promise made about it")
    explained: ClassVar[Day] = _event("explained", "向代表委员作出说明之日", "explained to the proposer")
    attested: ClassVar[Family[Day]] = Unit.attested


class Carry(Table):
    """A case of last year's B list, joined with this year's."""

    key: ClassVar[str] = "carry"
    then: ClassVar[Words] = Words("then", "去年类别", "last year's category", Keeper.REGISTER_KEEPER)
    assigned: ClassVar[Day] = Handling.assigned
    here: ClassVar[Cond] = _flag("here", "在今年台账中", "stands in this year's register", Keeper.REGISTER_KEEPER)
    listed: ClassVar[Day] = _event(
        "listed_this_year", "列入今年台账", "stands in this year's register", Keeper.REGISTER_KEEPER
    )
    tracker: ClassVar[Day] = _event("tracker", "明确专人跟踪之日", "tracker named")
    plan_refined: ClassVar[Day] = _event("plan_refined", "细化解决方案之日", "solution plan refined")


class CarryPoint(Table):
    """One point of a carried-over case."""

    key: ClassVar[str] = "carry_point"
    then: ClassVar[Words] = Carry.then
    dealt_with: ClassVar[Day] = _event("dealt_with", "逐条解决之日", "point dealt with")
    attested: ClassVar[Family[Day]] = Unit.attested


class Commitment(Table):
    """A promise made in handling a case."""

    key: ClassVar[str] = "commitment"
    made: ClassVar[Day] = _event("made", "作出承诺之日", "promise made")
    is_made: ClassVar[Cond] = made <= AS_OF
    first_promised_for: ClassVar[Day] = _fixed("promised_for", "承诺完成时限", "promised for")
    promised_for: ClassVar[Day] = Extended(
        _fact("extensions", "event", "经同意变更的时限", "changes of the day by agreement", Keeper.OFFICE),
        first_promised_for,
    )
    dated: ClassVar[Day] = _event("promise_dated", "写明完成时限之日", "the day for completion stated")
    steps_stated: ClassVar[Cond] = _flag("steps_stated", "写明推进步骤", "steps stated")
    answered: ClassVar[Day] = Handling.answered
    done: ClassVar[Day] = _event("done", "承诺兑现之日", "promise kept")
    closed_out: ClassVar[Day] = _event("closed_out", "销号之日", "closed out")
    made_lately: ClassVar[Cond] = _flag("made_lately", "今年或去年作出的承诺", "made this year or last")
    told: ClassVar[Family[Day]] = _days("told", "告知代表承诺办理结果之日", "results told to the proposer")
    attested: ClassVar[Family[Cond]] = _flags(
        "promise_attested", "兑现、销号有人认定", "the keeping or closing out is attested", Keeper.OFFICE
    )


TABLES: Final[tuple[type[Table], ...]] = (
    Unit,
    Return,
    Reassignment,
    Request,
    Handling,
    Version,
    Recipient,
    Answer,
    Category,
    Carry,
    CarryPoint,
    Commitment,
)
