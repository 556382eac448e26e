"""Cases and registers in a few readable lines, in the register's own words; a slip is refused at its own line.

A builder is a value: each call returns another one, so that a well-handled case can be told once and changed by a line. Its
methods are the activities of a story (`caserules.io.scenario` has the table), with the day first where an activity has one:

    told = RegisterBuilder().complete_through("2023-06-30").assigned("2023-04-10", "jiaowei", "lead")
    late = told.assigned("2023-04-10", "caizheng", "co_handling").delivered("2023-05-24", "caizheng")

Words stand as in a story; other fields follow by name, those that Python keeps for itself with a `_` (`from_=`). A word that
means nothing there, a field that the record has not, a day that is none: `InputRejected` with its code, where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, Self, TypeAlias, TypeVar, overload

from caserules.errors import InputRejected, Problem
from caserules.io.activities import ACTIVITIES
from caserules.io.scenario import read_story
from caserules.models import Case, Register

__all__ = ["CaseBuilder", "DayLike", "Field", "RegisterBuilder"]

DayLike: TypeAlias = date | str
"""A day, or a word of a story for one: `2023-05-24`, `2023-05`, `none`, `not_yet`, `done`, `?`."""

Field: TypeAlias = str | int | bool | date | Sequence[str]
"""A field's value; several, of a list."""

B = TypeVar("B", bound="_Builder")
Made_co = TypeVar("Made_co", covariant=True)
_LATER: Final = "9998-12-31"
_UNFIT: Final = re.compile(r"[\s#]|^$")


class Told(Protocol[Made_co]):
    """Tell an event of a day."""

    def __call__(self, day: DayLike, /, *words: str, **fields: Field) -> Made_co:
        """Return the builder with the event."""


class Stated(Protocol[Made_co]):
    """Tell what has no day."""

    def __call__(self, /, *words: str, **fields: Field) -> Made_co:
        """Return the builder with the line."""


class _Event:
    """A method that tells an activity of a day."""

    def __set_name__(self, owner: type[_Builder], name: str) -> None:
        self.activity = name.removesuffix("_")
        self.__doc__ = (
            f"Tell `{self.activity}`: a day, then {' '.join(ACTIVITIES[self.activity].words) or 'nothing more'}."
        )

    @overload
    def __get__(self, builder: None, owner: type[B]) -> _Event: ...
    @overload
    def __get__(self, builder: B, owner: type[B]) -> Told[B]: ...
    def __get__(self, builder: B | None, owner: type[B]) -> _Event | Told[B]:
        if builder is None:
            return self

        def told(day: DayLike, /, *words: str, **fields: Field) -> B:
            return builder._told((_word(day, self.activity), self.activity), words, fields)

        return told


class _Statement(_Event):
    """A method that tells what has no day."""

    @overload  # type: ignore[override]
    def __get__(self, builder: None, owner: type[B]) -> _Statement: ...
    @overload
    def __get__(self, builder: B, owner: type[B]) -> Stated[B]: ...
    def __get__(self, builder: B | None, owner: type[B]) -> _Statement | Stated[B]:
        if builder is None:
            return self

        def told(*words: str, **fields: Field) -> B:
            return builder._told((self.activity,), words, fields)

        return told


@dataclass(frozen=True)
class _Builder:
    """What both builders tell: the events of a case."""

    year: int = 2023
    lines: tuple[str, ...] = ()
    about: str = ""

    assigned = _Event()
    acknowledged = _Event()
    received = _Event()
    asked = _Event()
    delivered = _Event()
    own_answer = _Event()
    contact = _Event()
    draft = _Event()
    recheck = _Event()
    countersign = _Event()
    review = _Event()
    sign_off = _Event()
    leader_sign_off = _Event()
    step = _Event()
    issued = _Event()
    category = _Event()
    sent = _Event()
    reached = _Event()
    arrived = _Event()
    returned = _Event()
    rating = _Event()
    reminded = _Event()
    demanded = _Event()
    delay_explained = _Event()
    published = _Event()
    withheld = _Event()
    plan_entry = _Event()
    solution_plan = _Event()
    implemented = _Event()
    explained = _Event()
    tracker = _Event()
    dealt_with = _Event()
    made = _Event()
    done = _Event()
    closed_out = _Event()
    key = _Event()
    major = _Event()
    livelihood_hot = _Event()
    supervised = _Event()
    role = _Event()

    def told(self, story: str) -> Self:
        """Return the builder with lines of a story."""
        made = self
        for line in story.splitlines():
            if line.partition("#")[0].strip():
                made = made._with(line.strip(), "told")
        return made

    def case_is(self, **fields: Field) -> Self:
        """Return the builder with what holds for the case: `mode`, `proposers`, `points`, `carried_from`, `secret`."""
        made = self
        for key, value in fields.items():
            made = made._with(f"{key} = {_word(value, key).replace(',', ' ')}", key)
        return made

    def _told(self, start: tuple[str, ...], words: Sequence[str], fields: dict[str, Field]) -> Self:
        told = [_word(word, start[-1]) for word in words]
        named = [f"{key.rstrip('_')}={_word(value, key)}" for key, value in fields.items()]
        return self._with(" ".join((*start, *told, *named)), start[-1])

    def _with(self, line: str, name: str) -> Self:
        """Return the builder with a line, which is read by itself first, so that a slip is told by its name at once."""
        line = f"{self.about}: {line}" if self.about else line
        try:
            read_story(line, year=self.year, complete_through=_LATER)
        except InputRejected as refused:
            raise InputRejected(x._replace(where=x.where.replace("L1", name, 1)) for x in refused.problems) from None
        return replace(self, lines=(*self.lines, line))


@dataclass(frozen=True)
class CaseBuilder(_Builder):
    """A case given alone, for whose completeness the caller vouches: a list that is told is complete.

    Args:
        year: the register's year.
        lines: the lines of its story.
        about: its key; by itself `suggestion/YEAR/12`.

    Example:
        >>> told = CaseBuilder().assigned("2023-04-10", "jiaowei", "lead")
        >>> told.build().key, told.issued("2023-08-20", "jiaowei").build().replies[0].issued
        ('suggestion/2023/12', datetime.date(2023, 8, 20))
        >>> told.assigned("2023-04-31", "caizheng")
        Traceback (most recent call last):
        ...
        caserules.errors.InputRejected: INP-012 assigned assigned: ...
    """

    def build(self) -> Case:
        """Return the case.

        Raises:
            InputRejected: the lines do not go together.
        """
        register = read_story("\n".join(self.lines), year=self.year, complete_through=_LATER)
        if not register.cases:
            raise InputRejected([Problem("TST-010", "case")])
        return register.cases[0]


@dataclass(frozen=True)
class RegisterBuilder(_Builder):
    """A register.

    Args:
        year: the register's year.
        lines: the lines of its story.
        about: the case that the next lines are about; by itself `suggestion/YEAR/12`.

    Example:
        >>> told = RegisterBuilder().complete_through("2023-06-30", contacts="not_kept")
        >>> told = told.case("proposal/2023/7").assigned("2023-04-10", "jiaowei", "single")
        >>> told.filed("2023-04-18", "jiaowei", "work_plan", "government_office").build().cases[0].key
        'proposal/2023/7'
    """

    post = _Event()
    roles_named = _Event()
    filed = _Event()
    return_ = _Event()
    transfer = _Event()
    withdrawal = _Event()
    merge = _Event()
    extension = _Event()
    suspension = _Event()
    waiver = _Event()
    delegation = _Event()
    attested = _Event()
    reminder = _Event()
    unit = _Statement()
    leader = _Statement()
    carried = _Statement()

    def case(self, key: str) -> Self:
        """Return the builder with another case, of which the next lines are: `proposal/2023/7`."""
        return replace(self, about=key)

    def complete_through(self, day: DayLike, **kinds: DayLike) -> Self:
        """Return the builder with the day through which the register is complete; other days, or `not_kept`, by kind."""
        made = self._stated(f"complete_through = {_word(day, 'complete_through')}", "complete_through")
        for kind, value in kinds.items():
            word = _word(value, kind)
            made = made._stated(f"not_kept = {kind}" if word == "not_kept" else f"complete.{kind} = {word}", kind)
        return made

    def _stated(self, line: str, name: str) -> Self:
        return replace(replace(self, about="")._with(line, name), about=self.about)

    def build(self) -> Register:
        """Return the register.

        Raises:
            InputRejected: the lines do not go together; `INP-028` it is not said through which day it is complete.
        """
        return read_story("\n".join(self.lines), year=self.year)


def _word(value: Field, where: str) -> str:
    """A value as a story has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = value if isinstance(value, str) else str(value) if isinstance(value, int) else ",".join(value)
    if _UNFIT.search(text):
        raise InputRejected([Problem("TST-008", where)])
    return text
