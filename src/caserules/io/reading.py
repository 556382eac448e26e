"""From a plain document to a register: validated, its units canonical, all problems told at once.

The one way that mappings, objects, workbooks and stories take, and JSON when something is wrong with it. A
warning (a case told twice in the same words) refuses nothing. With `allow_partial` the cases that are wrong
are left out, and with them the cases of which they hold a record: nothing is judged on half a record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from typing import Final, NamedTuple, TypeVar

from pydantic import ValidationError

from caserules.errors import InputRejected, Problem
from caserules.io.checks import cases_twice, ids_twice, resolve_units, unresolved_units
from caserules.io.collector import collector_paused
from caserules.io.days import DEFAULT_ZONE, zone_named
from caserules.io.documents import Document, as_document, is_record
from caserules.io.problems import Fault, Locate, Place, faults_of, pointer, rejected
from caserules.models import Case, Model, Register

__all__ = ["WARNINGS", "Reading", "finish", "read_case", "read_register", "zone_for"]

WARNINGS: Final = frozenset({"INP-020"})
"""Codes of problems that refuse nothing."""

_SCHEMA: Final = re.compile(r"caserules\.register/([1-9][0-9]{0,5})")

M = TypeVar("M", bound=Model)


class Reading(NamedTuple):
    """A register, and what was told about its source without refusing it."""

    register: Register
    problems: tuple[Problem, ...]


def read_case(source: object, *, zone: tzinfo, twice: Iterable[Place] = (), locate: Locate = pointer) -> Case:
    """Return a case given alone.

    Args:
        source: a mapping, or an object with a case's attributes.
        zone: the time zone of its instants.
        twice: places of keys that stand twice in its text.
        locate: how a place is told.

    Raises:
        InputRejected: with every problem.
    """
    if not is_record(source, Case):
        raise rejected([Problem("INP-003", "", (("why", "{…}"),))])
    case, faults = _validate(as_document(source, Case, zone), Case)
    faults = [*_of_keys(twice), *faults]
    if case is None or faults:
        raise rejected(fault.told(locate) for fault in faults)
    return case


def finish(register: Register, units: frozenset[str | None], *, allow_partial: bool = False) -> Reading:
    """Return a validated register with its units canonical, or refuse what only the whole shows.

    Args:
        register: the register.
        units: the units that its records name.
        allow_partial: leave out the cases that are wrong.
    """
    if not unresolved_units(register, units) and not any(_across(register)):
        return Reading(register, ())
    return read_register(register, allow_partial=allow_partial)


@collector_paused()
def read_register(
    source: object,
    *,
    twice: Iterable[Place] = (),
    locate: Locate = pointer,
    allow_partial: bool = False,
) -> Reading:
    """Return a register from a mapping or an object.

    Args:
        source: a mapping, or an object with a register's attributes.
        twice: places of keys that stand twice in its text.
        locate: how a place is told.
        allow_partial: leave out the cases that are wrong, and tell their problems.

    Raises:
        InputRejected: with every problem; with `allow_partial`, where more than cases is wrong.
    """
    if not is_record(source, Register):
        raise rejected([Problem("INP-003", "", (("why", "{…}"),))])
    named = _time_zone(source)
    zone = zone_named(named)
    document = as_document(source, Register, zone or UTC)
    _refuse_newer(document)
    resolve_units(document)
    faults = [*_of_keys(twice), *([] if zone or named is None else [_NO_ZONE])]  # null is told with the fields
    return _settle(document, faults, locate, allow_partial)


def zone_for(name: str) -> tzinfo:
    """Return the time zone of a name.

    Raises:
        InputRejected: `INP-004` where there is no zone of that name.
    """
    zone = zone_named(name)
    if zone is None:
        raise rejected([_NO_ZONE.told()])
    return zone


_NO_ZONE: Final = Fault(("time_zone",), "INP-004", (("why", "IANA"),))


def _time_zone(source: object) -> object:
    if isinstance(source, Mapping):
        return source.get("time_zone", DEFAULT_ZONE)
    return getattr(source, "time_zone", None) or DEFAULT_ZONE


def _refuse_newer(document: Document) -> None:
    schema = document.get("schema")
    if isinstance(schema, str) and (found := _SCHEMA.fullmatch(schema)) and found[1] != "1":
        raise InputRejected([Problem("INP-013", "/schema", (("schema", schema),))])


def _of_keys(twice: Iterable[Place]) -> Iterator[Fault]:
    return (Fault(path, "INP-007") for path in twice)


def _validate(document: Document, model: type[M]) -> tuple[M | None, list[Fault]]:
    text = json.dumps(document, ensure_ascii=False)
    try:
        return model.model_validate_json(text, by_alias=True, by_name=False), []
    except ValidationError as error:
        return None, list(faults_of(error, model, document))


def _across(register: Register) -> Iterator[Fault]:
    """Yield what is wrong with a register as a whole."""
    if register.time_zone != DEFAULT_ZONE and zone_named(register.time_zone) is None:
        yield _NO_ZONE
    yield from ids_twice(register)
    twice = cases_twice(register.cases)
    yield from (Fault(("cases", i), "INP-008") for i in twice.contradicting)
    yield from (Fault(("cases", i), "INP-020") for i in twice.repeated)


def _settle(document: Document, faults: list[Fault], locate: Locate, allow_partial: bool) -> Reading:
    """Validate, and leave out what may be left out, until nothing more is wrong."""
    cases = document.get("cases")
    kept = list(range(len(cases))) if isinstance(cases, list) else []
    told: list[Fault] = []
    while True:
        register, found = _validate(document, Register)
        faults += found if register is None else _across(register)
        told += (_moved(fault, kept) for fault in faults)
        if register is not None and not faults:
            return Reading(register, tuple(fault.told(locate) for fault in told))
        if not _may_go_on(faults, allow_partial) or not isinstance(cases, list):
            raise rejected(fault.told(locate) for fault in _once(told))
        out = _left_out(cases, faults)
        told += (Fault(("cases", kept[i]), "INP-021") for i in sorted(out) if out[i])
        cases = [case for i, case in enumerate(cases) if i not in out]
        kept = [place for i, place in enumerate(kept) if i not in out]
        document, faults = {**document, "cases": cases}, []


def _once(faults: Iterable[Fault]) -> Iterable[Fault]:
    return {(fault.path, fault.code): fault for fault in faults}.values()


def _moved(fault: Fault, kept: Sequence[int]) -> Fault:
    """Return a fault at its place in the source, whatever was left out since."""
    case = _case_of(fault)
    return fault if case is None else fault._replace(path=("cases", kept[case], *fault.path[2:]))


def _case_of(fault: Fault) -> int | None:
    found = fault.path[1] if fault.path[:1] == ("cases",) and len(fault.path) > 1 else None
    return found if isinstance(found, int) else None


def _may_go_on(faults: Iterable[Fault], allow_partial: bool) -> bool:
    return all(_case_of(fault) is not None and (allow_partial or fault.code in WARNINGS) for fault in faults)


def _left_out(cases: Sequence[object], faults: Iterable[Fault]) -> dict[int, bool]:
    """Return the cases to leave out: true where only another left-out case's records are the reason."""
    by_key = {_key(case): i for i, case in enumerate(cases)}
    out = {case: False for fault in faults if (case := _case_of(fault)) is not None}
    repeats = {_case_of(fault) for fault in faults if fault.code in WARNINGS}
    wrong = [case for case in out if case not in repeats]
    while wrong:
        for key in _shared(cases[wrong.pop()]):
            if key in by_key and by_key[key] not in out:
                out[by_key[key]] = True
                wrong.append(by_key[key])
    return out


_NUMBER: Final = ("kind", "year", "number")


def _key(case: object) -> str:
    return "/".join(str(case.get(key)) for key in ("kind", "year", "number")) if isinstance(case, dict) else ""


def _shared(case: object) -> Iterator[object]:
    """Yield the cases that a case's contacts and replies name beside it."""
    if isinstance(case, dict):
        for name in ("contacts", "replies"):
            records = case.get(name)
            for record in records if isinstance(records, list) else ():
                named = record.get("cases") if isinstance(record, dict) else None
                yield from named if isinstance(named, list) else ()
