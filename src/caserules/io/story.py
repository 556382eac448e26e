"""What the lines of a story add up to: the document of a register, each field knowing the line that told it.

`scenario.py` reads the lines; here they are put where the table of activities says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from caserules.errors import Problem
from caserules.io.activities import ACTIVITIES, Activity, Argument, arguments_of
from caserules.io.documents import Document
from caserules.io.problems import Place
from caserules.io.shape import Kind, Shape
from caserules.models import AdjustmentKind, Case, Register, Unit

__all__ = ["CASE_KEY", "Event", "Story"]

CASE_KEY: Final = re.compile(r"(suggestion|proposal)/([1-9][0-9]{3})/([1-9][0-9]{0,8})")

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LETTERS: Final = {"A": "solvable_now", "B": "to_be_planned", "C": "not_possible"}
_PAPERS_OF_A_CASE: Final = ("reply", "receipt")
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
        self.register = register
        self.cases: dict[str, Document] = {}
        self.problems: list[Problem] = []
        self._units: dict[str, Document] = {}
        self._labels: dict[tuple[int, str], str] = {}

    def case(self, key: str, label: str) -> Document:
        """Return the case of a key, made when first named."""
        if key not in self.cases:
            kind, year, number = key.split("/")
            self.cases[key] = {"kind": kind, "year": int(year), "number": int(number)}
            self._labels[id(self.cases[key]), ""] = label
        return self.cases[key]

    def tell(self, event: Event) -> None:
        """Put an event where its activity says."""
        told = self._told(event)
        if told is None:
            return
        arguments = arguments_of(event.activity)
        for name, token in told.items():
            if arguments[name].unit and not CASE_KEY.fullmatch(token):
                self._unit(token, event.label)
        for number, record in enumerate(self._way(event, told)):
            for name, token in told.items():
                if arguments[name].level == number and (number or ACTIVITIES[event.activity].root is not Unit):
                    self._set(record, arguments[name], _converted(arguments[name].shape, token), event.label)
        self._fill(event, told)

    def document(self) -> Document:
        """Return the whole document."""
        for case in self.cases.values():
            case.setdefault("proposers", [{"id": "p1"}])
            case.setdefault("mode", _mode(case))
            if case["mode"] is None:
                del case["mode"]
        return {**self.register, "units": list(self._units.values()), "cases": list(self.cases.values())}
