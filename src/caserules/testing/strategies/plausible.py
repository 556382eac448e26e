"""Registers that an office might really hand in: valid by the models, with days at every edge, words for days, and much left out.

Drawn from the models' own fields (`caserules.io.shape`) and from the words of a policy's rules, so that a new record or field comes in
by itself. Nothing is said of what they are found to be.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from hypothesis import strategies as st

from caserules.calendar import WorkCalendar
from caserules.io import load_register
from caserules.io.shape import Kind, Shape, fields_of, is_unit
from caserules.models import Case, Completeness, DayWord, Judged, Model, Register
from caserules.policy import Policy, load_policy
from caserules.program import program_for
from caserules.testing.strategies.days import DAY, edges_of, year_of
from caserules.testing.strategies.opening import UNITS

__all__ = ["days", "plausible_documents", "plausible_registers", "records"]

Json = dict[str, Any]
_PEOPLE: Final = (
    *(f"{unit}.{post}" for unit in UNITS[:2] for post in ("principal", "leader_in_charge", "handler")),
    "p.wang",
)
_LEADERS: Final = ("wang", "zhao")
_PROPOSERS: Final = ("p1", "p2")
_SELDOM: Final = frozenset(
    {"recorded_on", "source", "carried_from", "successor", "acting", "secret", "time_zone", "schema", "expected"}
)
_MODES: Final[Mapping[str, tuple[str, ...]]] = {
    "single": ("single",),
    "lead_with_co_handling": ("lead", "co_handling", "co_handling"),
    "separate": ("separate", "separate"),
}


def days(policy: Policy | str = "pengshui-2023") -> st.SearchStrategy[date]:
    """Return a strategy of days at the edges that a policy and the calendar's notices make.

    Example:
        >>> from hypothesis import find
        >>> may_day = lambda day: day.month == 5 and day.day < 5 and not WorkCalendar.default().is_working_day(day)
        >>> str(find(days(), lambda day: day.year == 2023 and may_day(day)))
        '2023-05-01'
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    return st.sampled_from(_from_april(loaded))


@lru_cache(maxsize=16)
def _from_april(policy: Policy) -> tuple[date, ...]:
    """The edges, and those of counted terms; the year's own first, the eves of its beginning last."""
    year, calendar = year_of(policy), WorkCalendar.default()
    edges = edges_of(policy)
    starts = [day for day in edges if day.year == year and calendar.covers(day)]
    dues = {calendar.nth_working_day(day, 30) for day in starts[:: max(1, len(starts) // 8)] if day.month < 10}
    found = {*edges, *dues, *(day + DAY for day in dues)}
    return tuple(sorted(found, key=lambda day: (day < date(year, 4, 1), day)))


@dataclass(frozen=True)
class _World:
    """What records may refer to, and the words of the policy's rules."""

    policy: Policy
    keys: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=16)
def _words(policy: Policy) -> Mapping[str, tuple[str, ...]]:
    """The steps, papers, recipients and aspects that some rule of the policy reads."""
    needs = program_for(policy, WorkCalendar.default(), year_of(policy)).needs
    members = [(family, key) for families in needs.values() for family, keys in families.items() for key in keys]

    def of(family: str, place: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key[place] for name, key in members if name == family))

    return {
        "step": of("step", 0) or ("draft",),
        "paper": of("filed", 0) or ("reply",),
        "recipient": of("filed", 1) or ("government_office",),
        "aspect": (*of("attested", 0), "kept", "closed_out"),
        "judged": tuple(word.value for word in Judged),
    }


def plausible_registers(policy: Policy | str = "pengshui-2023", *, max_cases: int = 3) -> st.SearchStrategy[Register]:
    """Return a strategy of registers that are valid by the models and like an office's own.

    Args:
        policy: a policy or the id of a packaged one, for its year, its days and its words.
        max_cases: the most cases in a register.

    Example:
        >>> from hypothesis import Phase, find, settings
        >>> first = settings(max_examples=1, phases=[Phase.generate], database=None)  # the simplest one
        >>> find(plausible_registers(), lambda register: True, settings=first).year
        2023
    """
    return plausible_documents(policy, max_cases=max_cases).map(_validated)


def _validated(document: Json) -> Register:
    return load_register(document)


def plausible_documents(policy: Policy | str = "pengshui-2023", *, max_cases: int = 3) -> st.SearchStrategy[Json]:
    """Return a strategy of the same registers as JSON documents."""
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)

    @st.composite
    def document(draw: st.DrawFn) -> Json:  # a policy as an argument would be printed whole
        return _register(draw, loaded, draw(st.integers(1, max_cases)))

    return document()


def records(model: type[Model], policy: Policy | str = "pengshui-2023") -> st.SearchStrategy[Any]:
    """Return a strategy of one kind of record.

    Args:
        model: a model of `caserules.models`.
        policy: whose days and words are used.

    Example:
        >>> from hypothesis import find
        >>> from caserules.models import Contact
        >>> find(records(Contact), lambda contact: contact.form is not None).form.value
        'face_to_face'
    """
    loaded = policy if isinstance(policy, Policy) else load_policy(policy)
    world = _World(loaded, (f"suggestion/{year_of(loaded)}/1",), _words(loaded))

    @st.composite
    def record(draw: st.DrawFn) -> Any:
        return model.model_validate_json(json.dumps(_record(draw, model, world, 0)))

    return record()


# ------------------------------------------------------------ the register


def _register(draw: st.DrawFn, policy: Policy, cases: int) -> Json:
    year = year_of(policy)
    older = [draw(st.integers(0, 5)) == 5 for _ in range(cases)]
    kinds = [draw(st.sampled_from(("suggestion", "proposal"))) for _ in range(cases)]
    keys = tuple(f"{kind}/{year - old}/{n}" for n, (kind, old) in enumerate(zip(kinds, older, strict=True), 1))
    world = _World(policy, keys, _words(policy))
    found: Json = {
        "schema": "caserules.register/1",
        "place": "某县",
        "year": year,
        "complete_through": _complete(draw, policy),
    }
    found["cases"] = [_case(draw, world, key, n) for n, key in enumerate(keys, 1)]
    for shape in fields_of(Register):
        if shape.kind is Kind.RECORDS and shape.key not in ("cases", "units") and shape.model is not None:
            if shape.optional_list and not draw(st.booleans()):
                continue
            found[shape.key] = list(_listed(draw, shape.model, world, 6))
    units = [_record(draw, _model(Register, "units"), world, n) for n in range(len(UNITS))]
    found["units"] = [unit | {"id": name, "name": name} for unit, name in zip(units, UNITS, strict=True)]
    for name, ids in (("leaders", _LEADERS), ("people", _PEOPLE)):
        found[name] = [record | {"id": id_} for record, id_ in zip(found.get(name, ()), ids, strict=False)]
    return {key: value for key, value in found.items() if value != [] or key == "carried"}


def _model(of: type[Model], key: str) -> type[Model]:
    return next(shape.model for shape in fields_of(of) if shape.key == key and shape.model)


def _complete(draw: st.DrawFn, policy: Policy) -> Any:
    """Through which day: one for all, or by kind, some not kept."""
    last = str(draw(st.sampled_from([day for day in _from_april(policy) if day >= date(year_of(policy), 4, 1)][::-1])))
    if not draw(st.booleans()):
        return last
    kinds = draw(
        st.lists(st.sampled_from([shape.key for shape in fields_of(Completeness)][1:]), unique=True, max_size=6)
    )
    return {"default": last} | {kind: "not_kept" if draw(st.booleans()) else last for kind in kinds}


def _case(draw: st.DrawFn, world: _World, key: str, number: int) -> Json:
    mode = draw(st.sampled_from(tuple(_MODES)))
    case = _record(draw, Case, world, number)
    kind, year, place = key.split("/")
    case |= {"kind": kind, "year": int(year), "number": int(place)}
    case["proposers"] = [{"id": id_} for id_ in _PROPOSERS[: draw(st.integers(1, 2))]]
    roles = _MODES[mode][: draw(st.integers(1, len(_MODES[mode])))]
    assignment = _model(Case, "assignments")
    case["assignments"] = [
        _record(draw, assignment, world, n) | {"unit": UNITS[n], "role": role} for n, role in enumerate(roles)
    ]
    if draw(st.integers(0, 9)) < 9:
        case["mode"] = mode
    for key_, field, first in (("replies", "version", 1), ("requests", "round", 0)):
        for n, one in enumerate(case.get(key_, ()), first):
            one[field] = n
    for n, one in enumerate(case.get("commitments", ()), 1):
        one["id"] = f"c{n}"
    return case


# ------------------------------------------------------------ a record, field by field


_RARE: Final = st.integers(0, 19).map(lambda n: n == 19)
_OFTEN: Final = st.integers(0, 3).map(lambda n: n > 0)


def _record(draw: st.DrawFn, model: type[Model], world: _World, number: int) -> Json:
    """A record of a model: each field told or left out."""
    found: Json = {}
    for shape in fields_of(model):
        if shape.required or draw(_RARE if shape.key in _SELDOM else _OFTEN):
            found[shape.key] = _value(draw, model, shape, world, number)
    return found


def _listed(draw: st.DrawFn, model: type[Model], world: _World, most: int) -> Iterator[Json]:
    for number in range(draw(st.integers(0, most))):
        yield _record(draw, model, world, number)


def _value(draw: st.DrawFn, model: type[Model], shape: Shape, world: _World, number: int) -> Any:
    if shape.model is not None and not shape.plain_day:
        if shape.kind is Kind.RECORDS:
            return list(_listed(draw, shape.model, world, 3))
        return _record(draw, shape.model, world, number)
    if shape.kind is Kind.INTEGER:
        return _whole(draw, shape, world)
    return draw(_plain(model, shape, world, number))


def _plain(model: type[Model], shape: Shape, world: _World, number: int) -> st.SearchStrategy[Any]:
    """The values of a field that holds no record."""
    if shape.kind is Kind.DAY:
        return _day_values(world.policy)
    if shape.kind is Kind.DATE or shape.plain_day:
        return days(world.policy).map(str)
    if shape.kind is Kind.CHOICE:
        return st.sampled_from([True if word == "true" else word for word in shape.choices])
    if shape.kind is Kind.FLAG:
        return st.booleans()
    if shape.kind is Kind.TEXTS:
        pool = {"cases": world.keys, "proposers": _PROPOSERS}.get(shape.key, ())
        return st.lists(st.sampled_from(pool), unique=True, max_size=2) if pool else st.just([])
    return _texts(model, shape, world, number)


def _whole(draw: st.DrawFn, shape: Shape, world: _World) -> int:
    if shape.key == "year":
        return year_of(world.policy) - draw(st.integers(0, 1))
    least = int(shape.limit.split("–")[0])
    return draw(st.integers(least, least + 3))


@lru_cache(maxsize=16)
def _day_values(policy: Policy) -> st.SearchStrategy[str]:
    """A day, mostly; now and then a word in its place, or a part of a year."""
    plain = days(policy).map(str)
    parts = plain.map(lambda day: day[:7]) | plain.map(lambda day: f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}")
    words = st.sampled_from(sorted(word.value for word in DayWord))
    return st.integers(0, 9).flatmap(lambda n: plain if n < 8 else words if n == 8 else parts)


_POOLS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("person", "from_person", "to_person", "by", "rated_by"), _PEOPLE),
    "leader": _LEADERS,
    "proposer": _PROPOSERS,
    "commitment": ("c1", "c2"),
    "point": ("q1", "q2"),
    "schema": ("caserules.register/1",),
    "time_zone": ("Asia/Shanghai",),
    "letter": ("A", "B", "C"),
}


def _texts(model: type[Model], shape: Shape, world: _World, number: int) -> st.SearchStrategy[str]:
    if is_unit(model, shape):
        return st.sampled_from(UNITS[:3])
    if shape.key == "id":
        prefix = {"Attestation": "a", "Point": "q", "DutyPoint": "q"}.get(model.__name__, "x")
        return st.just(f"{prefix}{number + 1}")
    pool = world.keys if shape.key == "case" else world.words.get(shape.key) or _POOLS.get(shape.key)
    return st.sampled_from(pool) if pool else st.just("甲")
