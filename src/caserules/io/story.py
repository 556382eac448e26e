"""What the events of a story add up to: the document of a register, each field knowing the line that told it.

`scenario.py` reads the lines; here they are put where the table of activities says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeAlias

from caserules.errors import Problem
from caserules.io.activities import ACTIVITIES, Activity, Argument, Level, arguments_of
from caserules.io.documents import Document
from caserules.io.problems import Place
from caserules.io.shape import Kind, Shape
from caserules.models import AdjustmentKind, Case, Register, Unit

__all__ = ["CASE_KEY", "Event", "Story", "converted"]

CASE_KEY: Final = re.compile(r"(suggestion|proposal)/([1-9][0-9]{3})/([1-9][0-9]{0,8})")

Told: TypeAlias = dict[str, str]
"""What a line says: its arguments by name."""

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LETTERS: Final = {"A": "solvable_now", "B": "to_be_planned", "C": "not_possible"}
_UNKNOWN: Final = "?"


class Event(NamedTuple):
    """A line of a story: its label, its case, its day, its activity and the words after it."""

    label: str
    case: str
    day: str
    activity: str
    words: tuple[str, ...]


class Story:
    """A register in the making.

    Args:
        register: what holds for the whole register.
    """

    def __init__(self, register: Document) -> None:
        self.problems: list[Problem] = []
        self._register = register
        self._cases: dict[str, Document] = {}
        self._units: dict[str, Document] = {}
        self._labels: dict[tuple[int, str], str] = {}

    def case(self, key: str, label: str) -> Document:
        """Return the case of a key, made when first named."""
        if key not in self._cases:
            self._cases[key] = self._new(named(key), label)
        return self._cases[key]

    def unit(self, key: str, label: str) -> Document:
        """Return the unit of an id, made when first named."""
        if key not in self._units:
            self._units[key] = self._new({"id": key}, label)
        return self._units[key]

    def tell(self, event: Event) -> None:
        """Put an event where its activity says; what it says wrongly becomes a problem of its line."""
        told = self._arguments(event)
        if told is None:
            return
        records = self._records(event, told)
        self.put(records[-1], ACTIVITIES[event.activity].fixed, event.label)
        for name, token in told.items():
            argument = arguments_of(event.activity)[name]
            record = records[argument.level]
            if token == _UNKNOWN:
                continue
            if argument.unit and not CASE_KEY.fullmatch(token):
                self.unit(token, event.label)
            if argument.inner:
                record = record.setdefault(argument.inner, {})
            self.put(record, {argument.shape.key: converted(argument.shape, token)}, event.label)

    def put(self, record: Document, values: Mapping[str, object], label: str) -> None:
        """Put values into a record; one that stands there already and differs is told twice."""
        for key, value in values.items():
            if record.setdefault(key, value) != value:
                self.problems.append(Problem("INP-026", label))
            self._labels.setdefault((id(record), key), label)

    def document(self, order: Iterable[str]) -> Document:
        """Return the whole document, its cases in this order."""
        for unit in self._units.values():
            unit.setdefault("name", unit["id"])
            unit.setdefault("bound", True)
        for case in self._cases.values():
            case.setdefault("proposers", [{"id": "p1"}])
            if mode := _mode(case):
                case.setdefault("mode", mode)
        cases = [self._cases[key] for key in order if key in self._cases]
        return {**self._register, "units": list(self._units.values()), "cases": cases}

    def locate(self, document: Document) -> Callable[[Place], str]:
        """Return how a place of the document is told: by the label of the line, and the field."""
        labels: dict[Place, str] = {}

        def told(place: Place) -> str:
            if not labels:
                labels.update(self._places(document, ()))
            known = next((n for n in range(len(place), 0, -1) if place[:n] in labels), 0)
            rest = ".".join(str(part) for part in place[known:] or place[-1:])
            return f"{labels[place[:known]]} {rest}" if known else rest

        return told

    def _places(self, value: object, place: Place) -> Iterator[tuple[Place, str]]:
        if isinstance(value, dict):
            if label := self._labels.get((id(value), "")):
                yield place, label
            for key, held in value.items():
                if label := self._labels.get((id(value), key)):
                    yield (*place, key), label
                yield from self._places(held, (*place, key))
        elif isinstance(value, list):
            for i, held in enumerate(value):
                yield from self._places(held, (*place, i))

    def _new(self, record: Document, label: str) -> Document:
        self._labels[id(record), ""] = label
        return record

    def _arguments(self, event: Event) -> Told | None:
        """Return what the line says, its day and the defaults included."""
        activity, arguments = ACTIVITIES[event.activity], arguments_of(event.activity)
        told: Told = {}
        by_key = sorted(enumerate(event.words, 1), key=lambda word: "=" not in word[1])
        for number, word in by_key:
            key, stated, value = word.partition("=")
            found = {key: value} if stated else _meant(word, event.activity, activity, arguments, told)
            if not found or not found.keys() <= arguments.keys() or found.keys() & told.keys():
                known = " ".join(key for key in arguments if key not in activity.fixed)
                params = (("word", str(number)), ("known", known))
                self.problems.append(Problem("INP-025", event.label, params))
                return None
            told.update(found)
        if activity.root is Unit and told.get("unit", _UNKNOWN) == _UNKNOWN:
            self.problems.append(Problem("INP-023", event.label))
            return None
        self._defaults(event, activity, told)
        return told

    def _defaults(self, event: Event, activity: Activity, told: Told) -> None:
        if activity.root is Register and "case" in told and told["case"] == "none":
            told["case"] = _UNKNOWN
        for key in activity.day:
            told.setdefault(key, event.day)
        case = self.case(event.case, event.label) if activity.root is Case else {}
        for key, value in activity.defaults.items():
            told.setdefault(key, _default(value, event, case))
        if event.activity in _SPECIAL:
            _SPECIAL[event.activity](told, event, case, self._register)

    def _records(self, event: Event, told: Told) -> list[Document]:
        """Return the records on the way, from the root to the one that the line makes or completes."""
        activity = ACTIVITIES[event.activity]
        if activity.root is Unit:
            records = [self.unit(told["unit"], event.label)]
        else:
            records = [self.case(event.case, event.label) if activity.root is Case else self._register]
        for number, level in enumerate(activity.way, 1):
            known = {
                name: converted(argument.shape, told[name])
                for name, argument in arguments_of(event.activity).items()
                if argument.level == number and name in (level.known_by or ()) and name in told
            }
            records.append(self._record(records[-1], level, known, event.label))
        return records

    def _record(self, above: Document, level: Level, known: Mapping[str, object], label: str) -> Document:
        if level.known_by is None:
            if level.key not in above:
                above[level.key] = self._new({}, label)
            single: Document = above[level.key]
            return single
        records: list[Document] = above.setdefault(level.key, [])
        for record in reversed(records if level.known_by else ()):
            if all(record.get(key) == known.get(key) for key in level.known_by):
                return record
        records.append(self._new({}, label))
        return records[-1]


def named(key: str) -> Document:
    """Return a case's kind, year and number.

    Example:
        >>> named("proposal/2023/7")
        {'kind': 'proposal', 'year': 2023, 'number': 7}
    """
    kind, year, number = key.split("/")
    return {"kind": kind, "year": int(year), "number": int(number)}


def converted(shape: Shape, word: str) -> object:
    """Return a word as the field has it; what does not fit stays as it is, and is refused by the model."""
    if shape.kind is Kind.INTEGER and re.fullmatch("[0-9]{1,9}", word):
        return int(word)
    if word in ("true", "false") and shape.kind in (Kind.FLAG, Kind.CHOICE):
        return word == "true"
    if shape.kind in (Kind.TEXTS, Kind.RECORDS):
        listed = [] if word == "none" else word.split(",")
        return listed if shape.kind is Kind.TEXTS else [{"text": text} for text in listed]
    return word


def _meant(word: str, name: str, activity: Activity, arguments: Mapping[str, Argument], told: Told) -> Told | None:
    """Return what a word without a key says: a word of a closed list tells it itself."""
    if word in _LETTERS and name in ("category", "carried"):
        key = "meaning" if name == "category" else "category"
        return {key: _LETTERS[word], **({"letter": word} if name == "category" else {})}
    for key, argument in arguments.items():
        if word in argument.shape.choices and argument.shape.kind is Kind.CHOICE and key not in activity.fixed:
            return {key: word}
    return next(({key: word} for key in activity.words if key not in told), None)


def _default(value: str, event: Event, case: Document) -> str:
    if value == "{case}":
        return event.case
    if value == "{proposer}":
        return str(next((proposer["id"] for proposer in case.get("proposers", ())), "p1"))
    return value


def _mode(case: Document) -> str:
    roles = {assignment.get("role") for assignment in case.get("assignments", ())}
    modes = {"co_handling": "lead_with_co_handling", "separate": "separate", "lead": "lead_with_co_handling"}
    return next((mode for role, mode in modes.items() if role in roles), "single" if roles else "")


def _next_round(told: Told, event: Event, case: Document, register: Document) -> None:
    told.setdefault("round", str(max(_rounds(told, case), default=0) + 1))


def _last_round(told: Told, event: Event, case: Document, register: Document) -> None:
    by = event.day if _DATE.fullmatch(event.day) else None
    told.setdefault("round", str(max(_rounds(told, case, by), default=0)))


def _rounds(told: Told, case: Document, by: str | None = None) -> list[int]:
    """Return the rounds in which the unit was asked, by a day if one is given."""
    return [
        request["round"]
        for request in case.get("requests", ())
        if all(request.get(key) == told.get(key) for key in ("unit", "assigned"))
        and isinstance(request.get("round"), int)
        and (by is None or request.get("asked", "") <= by)
    ]


def _of_a_case(told: Told, event: Event, case: Document, register: Document) -> None:
    if told.get("paper") in ("reply", "receipt"):
        told.setdefault("cases", event.case)


def _numbered(told: Told, event: Event, case: Document, register: Document) -> None:
    told.setdefault("id", f"a{len(register.get('attestations', ())) + 1}")


def _split(told: Told, event: Event, case: Document, register: Document) -> None:
    key = told.pop("case", "")
    if CASE_KEY.fullmatch(key):
        told.update({name: str(value) for name, value in named(key).items()})


def _accepted(told: Told, event: Event, case: Document, register: Document) -> None:
    if "decided" not in told and told.get("outcome") != "pending":
        told["decided"] = event.day
    told.setdefault("outcome", "accepted")


_SPECIAL: Final[Mapping[str, Callable[[Told, Event, Document, Document], None]]] = {
    "asked": _next_round,
    "delivered": _last_round,
    "filed": _of_a_case,
    "attested": _numbered,
    "carried": _split,
    **dict.fromkeys((kind.value for kind in AdjustmentKind), _accepted),
}
"""What an activity's line leaves to be worked out."""
