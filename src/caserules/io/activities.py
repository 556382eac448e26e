"""The vocabulary of stories: which record each activity makes or completes, and what its words mean.

One table; nothing here reads a line. An activity is named after the field that its day fills, or after the
record that it makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from caserules.io.shape import Kind, Shape, fields_of, is_unit
from caserules.models import About, AdjustmentKind, Case, Designated, Model, Register, Unit

__all__ = ["ACTIVITIES", "Activity", "Argument", "Level", "arguments_of"]


class Level(NamedTuple):
    """One level on the way to a record.

    Attributes:
        key: the field of the record above.
        known_by: what tells the records of a list apart; nothing: each line makes a new one. None: no list.
    """

    key: str
    known_by: tuple[str, ...] | None = ()


@dataclass(frozen=True)
class Activity:
    """What a line of one activity says.

    Attributes:
        root: the record where the way begins.
        way: the levels down to the record.
        day: the fields that the line's day fills; none: the line has no day.
        words: what its words stand for, in order, but for words of a closed list, which tell it themselves.
        fixed: what the activity's name alone says.
        inside: arguments that go into a record inside the record.
        defaults: what holds where the line says nothing else; `{case}` is the line's, `{proposer}` its first.
    """

    root: type[Model]
    way: tuple[Level, ...]
    day: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    inside: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)


class Argument(NamedTuple):
    """Where an argument of an activity goes.

    Attributes:
        level: the level of the record that holds it; 0 is the root.
        inner: the record inside that record, if any.
        shape: the field.
        unit: it names a unit.
    """

    level: int
    inner: str
    shape: Shape
    unit: bool


_REPLY: Final = Level("replies", ("unit", "version", "assigned"))
_REQUEST: Final = (Level("requests", ("unit", "round", "assigned")),)
_RECEIPT: Final = (_REPLY, Level("receipts", ("proposer",)))
_DELIVERY: Final = (_REPLY, Level("deliveries", ("proposer",)))
_COMMITMENT: Final = (Level("commitments", ("id",)),)
_FOLLOW_UP: Final = (Level("follow_up", None),)
_ABOUT: Final = {shape.key: ("about", shape.key) for shape in fields_of(About)}
_DECIDED: Final = {"decided": ("decided", "on"), "outcome": ("decided", "outcome"), "by": ("decided", "by")}
_CHAIN: Final = ("draft", "recheck", "countersign", "review", "sign_off", "leader_sign_off")


def _case(way: tuple[Level, ...], day: str, *words: str, **defaults: str) -> Activity:
    return Activity(Case, way, (day,), words, defaults=defaults)


def _adjustment(kind: AdjustmentKind) -> Activity:
    day = {AdjustmentKind.RETURN: ("asked", "from"), AdjustmentKind.EXTENSION: ("asked",)}
    words = {
        AdjustmentKind.WITHDRAWAL: (),
        AdjustmentKind.MERGE: ("into",),
        AdjustmentKind.TRANSFER: ("unit", "into"),
        AdjustmentKind.DELEGATION: ("unit", "from_person", "to_person"),
    }
    return Activity(
        Register,
        (Level("adjustments"),),
        day.get(kind, ("from",)),
        words.get(kind, ("unit",)),
        {"kind": kind.value},
        {**_ABOUT, **_DECIDED},
        {} if kind is AdjustmentKind.DELEGATION else {"case": "{case}"},
    )


ACTIVITIES: Final[Mapping[str, Activity]] = MappingProxyType(
    {
        "assigned": _case((Level("assignments"),), "assigned", "unit", role="single"),
        "acknowledged": _case((Level("assignments", ("unit",)),), "acknowledged", "unit"),
        "received": _case((Level("assignments", ("unit",)),), "received", "unit"),
        "asked": _case(_REQUEST, "asked", "unit"),
        "delivered": _case(_REQUEST, "delivered", "unit"),
        "own_answer": _case(_REQUEST, "own_answer", "unit", round="0"),
        "contact": _case((Level("contacts"),), "on", "unit", "person"),
        **{
            step: Activity(
                Case, (_REPLY, Level("steps")), ("on",), ("unit", "person"), {"step": step}, {}, {"version": "1"}
            )
            for step in _CHAIN
        },
        "step": _case((_REPLY, Level("steps")), "on", "step", "unit", "person", version="1"),
        "issued": _case((_REPLY,), "issued", "unit", version="1"),
        "category": _case((_REPLY, Level("category")), "decided", "unit", version="1"),
        "sent": _case(_DELIVERY, "sent", "unit", "proposer", version="1", proposer="{proposer}"),
        "reached": _case(_DELIVERY, "on", "unit", "proposer", version="1", proposer="{proposer}"),
        "arrived": _case(_RECEIPT, "arrived", "unit", "proposer", version="1", proposer="{proposer}"),
        "returned": _case(_RECEIPT, "returned", "unit", "proposer", version="1", proposer="{proposer}"),
        "rating": _case(_RECEIPT, "returned", "unit", "proposer", version="1", proposer="{proposer}"),
        **{
            name: _case(_RECEIPT, name, "unit", "proposer", version="1", proposer="{proposer}")
            for name in ("reminded", "demanded")
        },
        "published": _case((_REPLY,), "published", "unit", version="1"),
        "withheld": _case((_REPLY, Level("withheld", None)), "on", "unit", version="1"),
        "plan_entry": _case(_FOLLOW_UP, "plan_entry"),
        "solution_plan": _case(_FOLLOW_UP, "solution_plan"),
        "implemented": _case(_FOLLOW_UP, "implemented"),
        "explained": _case(_FOLLOW_UP, "explained"),
        "delay_explained": _case(_FOLLOW_UP, "delay_explained"),
        "tracker": _case((*_FOLLOW_UP, Level("tracker", None)), "from", "person"),
        "dealt_with": _case((*_FOLLOW_UP, Level("points", ("id",))), "dealt_with", "id"),
        "made": _case(_COMMITMENT, "made", "id"),
        "done": _case(_COMMITMENT, "done", "id"),
        "closed_out": _case(_COMMITMENT, "closed_out", "id"),
        "told": _case((*_COMMITMENT, Level("told")), "on", "id"),
        **{
            word.value: Activity(Case, (Level("designations"),), ("from",), ("leader",), {"is": word.value})
            for word in Designated
        },
        "role": _case((Level("roles"),), "from", "unit", "person"),
        "post": Activity(Unit, (Level("posts"),), ("from",), ("unit", "person")),
        "roles_named": Activity(Unit, (), ("roles_named",), ("unit",)),
        "unit": Activity(Unit, (), (), ("unit",)),
        "leader": Activity(Register, (Level("leaders", ("id",)),), (), ("id",)),
        "filed": Activity(Register, (Level("filings"),), ("filed",), ("unit", "paper", "recipient")),
        "carried": Activity(Register, (Level("carried"),), (), ("case", "unit")),
        **{kind.value: _adjustment(kind) for kind in AdjustmentKind},
        "attested": Activity(
            Register,
            (Level("attestations"),),
            ("on",),
            ("judged", "unit"),
            inside=_ABOUT,
            defaults={"case": "{case}"},
        ),
        "reminder": Activity(Register, (Level("reminders"),), ("on",), ("to",)),
    }
)
"""Every activity by its name."""


@cache
def arguments_of(name: str) -> Mapping[str, Argument]:
    """Return the arguments that an activity takes, by name.

    Example:
        >>> sorted(arguments_of("acknowledged"))
        ['acknowledged', 'assigned', 'received', 'recorded_on', 'role', 'unit']
    """
    activity = ACTIVITIES[name]
    found: dict[str, Argument] = {}
    model: type[Model] = activity.root
    if name == "carried":
        found["case"] = _argument(0, "", About, "case")
    if model is Unit:
        found["unit"] = Argument(0, "", _field(Unit, "id"), True)
    for depth, level in enumerate(activity.way, 1):
        model = _inside(model, level.key)
        found.update({key: _argument(depth, "", model, key) for key in level.known_by or ()})
    last = len(activity.way)
    plain = (s.key for s in fields_of(model) if s.kind is not Kind.RECORD)
    listed = (s.key for s in fields_of(model) if s.kind is Kind.RECORDS and not s.optional_list)
    found.update({key: _argument(last, "", model, key) for key in set(plain).difference(listed)})
    for argument, (inner, key) in activity.inside.items():
        found[argument] = _argument(last, inner, _inside(model, inner), key)
    return MappingProxyType(found)


def _argument(level: int, inner: str, model: type[Model], key: str) -> Argument:
    shape = _field(model, key)
    return Argument(level, inner, shape, is_unit(model, shape))


def _inside(model: type[Model], key: str) -> type[Model]:
    return next(shape.model for shape in fields_of(model) if shape.key == key and shape.model)


def _field(model: type[Model], key: str) -> Shape:
    return next(shape for shape in fields_of(model) if shape.key == key)
