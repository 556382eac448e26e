"""A story told as dated events, read into a register: for rules' cases, scenario files and examples.

One line an event; the vocabulary is the register's own field names (`activities.py` is the table):

    2023-04-10 assigned jiaowei lead            # day, activity, unit, role
    2023-04-10 assigned caizheng co_handling
    2023-05-24 delivered caizheng
    proposal/2023/7: 2023-08-20 issued jiaowei  # another case; without a name it is suggestion/YEAR/12

The day is `2023-05-24`, a part of a year (`2023-05`, `2023-Q2`, `2023`), `none`, `not_yet`, `done` (the day not
recorded) or `?` (not known). Words of a closed list (roles, posts, forms, ratings …) may stand anywhere, other
words in the order below; any other field of the record follows as `key=value`, lists joined by commas.

| activity | words | makes or completes |
| --- | --- | --- |
| assigned | unit [role, else single] | an assignment; acknowledged, received: complete the unit's last one |
| asked | unit | a request of the next round |
| delivered, own_answer | unit | the request last asked by that day (round 0 where none was); own_answer: round 0 |
| contact | unit [person] [stage] [post] [form] | a contact |
| draft recheck countersign review sign_off leader_sign_off | unit [person] | a step of the reply (`version=`) |
| step | step unit [person] | the same for a policy's own step |
| issued | unit | the reply |
| category | unit meaning, or A B C for their meanings | a category of the reply |
| sent, reached | unit [proposer] | a delivery: posted, arrived |
| arrived, returned, rating | unit [rating] [proposer] | a receipt form (rating: the same as returned) |
| reminded, demanded | unit [proposer] | the same form: the proposer reminded of it, handling again demanded |
| published | unit | the reply, made public |
| withheld | unit (`reason=`) | the reason why it is not |
| plan_entry solution_plan implemented explained delay_explained | | the case's follow-up |
| tracker | person | who tracks it |
| dealt_with | point | a point dealt with |
| made, done, closed_out | commitment | a commitment (`promised_for=`, `steps=`) |
| told | commitment | its results told to the proposer |
| key major livelihood_hot supervised | [leader] | a mark on the case, from that day |
| role | unit post person | who holds a post for the case |
| post | unit post person | who holds it in the unit |
| roles_named | unit | the unit's naming of roles |
| filed | unit paper recipient | a filing; a reply or receipt is that of the line's case |
| return | unit | an adjustment, asked and in force from that day |
| extension | unit | asked on that day (`planned_end=`) |
| transfer, merge | unit into; into | in force from that day |
| withdrawal, suspension, waiver | ; unit; unit | in force from that day |
| delegation | unit from to [post] | in force from that day; about the unit, not the case |
| attested | judged [unit] | an attestation (`round=`, `commitment=`, `aspect=` …) |
| reminder | unit | a reminder |

An adjustment is accepted on the line's day unless `decided=` or `outcome=` say otherwise; one about no case says
`case=none`. Lines without a day: `unit ID [copied_only] [key=value …]`, `leader ID [body]`,
`carried suggestion/2022/5 unit meaning`. Lines `key = value` say what holds for all: year, place, time_zone,
complete_through, not_kept (kinds), complete.KIND, carried = none; and for a case: title, mode, secret,
proposers, points, carried_from. Units that are named exist and are bound; a case has the proposer `p1`; its mode
follows from the roles. `#` begins a comment. A line `- …` takes the same line away from the base story.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final, NamedTuple

from caserules.errors import Problem
from caserules.io.activities import ACTIVITIES
from caserules.io.documents import Document
from caserules.io.problems import rejected
from caserules.io.reading import read_register
from caserules.io.shape import Kind, fields_of
from caserules.io.story import CASE_KEY, Event, Story, converted, named
from caserules.models import Case, Completeness, Register

__all__ = ["read_story"]

_DAY: Final = re.compile(r"\?|none|not_yet|done|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4])?")
_KINDS: Final = frozenset(shape.key for shape in fields_of(Completeness))
_OF_REGISTER: Final = {shape.key: shape for shape in fields_of(Register) if shape.key in ("place", "year", "time_zone")}
_OF_CASE: Final = {
    shape.key: shape
    for shape in fields_of(Case)
    if shape.key in ("title", "mode", "secret", "proposers", "points", "carried_from")
}


class _Line(NamedTuple):
    label: str
    case: str
    words: tuple[str, ...]


def read_story(
    text: str,
    *,
    year: int = 2023,
    complete_through: Mapping[str, str | date] | str | date | None = None,
    base: str = "",
) -> Register:
    """Read a register from a story told as dated events; this module's page has the vocabulary.

    Args:
        text: the story, one line an event.
        year: the register's year, unless the story states one.
        complete_through: a day, or a day or `not_kept` by kind of record, unless the story states it.
        base: a story whose lines come first; a line `- …` of the text takes the same line away from it.

    Raises:
        InputRejected: with every line that cannot be read (`INP-`); the place is the line (`L3`, `base:L3`).

    Example:
        >>> register = read_story(
        ...     '''
        ...     2023-04-10 assigned jiaowei lead
        ...     2023-04-10 assigned caizheng co_handling
        ...     2023-05-24 delivered caizheng
        ...     ''',
        ...     complete_through="2023-06-30",
        ... )
        >>> register.cases[0].key, register.cases[0].requests[0].delivered
        ('suggestion/2023/12', datetime.date(2023, 5, 24))
    """
    problems: list[Problem] = []
    lines = _joined(list(_lines(base, "base:L")), list(_lines(text, "L")), problems)
    stated = [line for line in lines if line.words[1:2] == ("=",)]
    register: Document = {"place": "某县", "year": year}
    complete = _complete(complete_through)
    of_cases = [line for line in stated if line.case or not _state(line, register, complete)]
    if not complete:
        problems.append(Problem("INP-028", ""))
    register["complete_through"] = complete.get("default") if complete.keys() == {"default"} else complete
    story = Story(register)
    usual = f"suggestion/{register['year'] if isinstance(register['year'], int) else year}/12"
    for line in of_cases:
        if not _state_of_case(line, story, line.case or usual):
            problems.append(Problem("INP-023", line.label))
    told = (_event(line, usual) for line in lines if line not in stated)
    events: list[Event] = []
    for found in told:
        if isinstance(found, Event):
            events.append(found)
        else:
            problems.append(found)
    for event in sorted(events, key=lambda event: _FIRST.get(event.activity, len(_FIRST))):
        story.tell(event)
    if problems or story.problems:
        raise rejected([*problems, *story.problems])
    document = story.document(dict.fromkeys(line.case or usual for line in lines))
    return read_register(document, locate=story.locate(document)).register


_FIRST: Final = {"assigned": 0, "asked": 1}
"""Told before the others: what they tell is looked up by the rest, wherever it stands."""


def _lines(text: str, prefix: str) -> Iterator[_Line]:
    for number, line in enumerate(text.splitlines(), 1):
        words = tuple(itertools.takewhile(lambda word: not word.startswith("#"), line.split()))
        case = words[0][:-1] if words and words[0].endswith(":") else ""
        if CASE_KEY.fullmatch(case):
            words = words[1:]
        else:
            case = ""
        if words:
            yield _Line(f"{prefix}{number}", case, words)


def _joined(base: list[_Line], lines: list[_Line], problems: list[Problem]) -> list[_Line]:
    """Return the base's lines but for those taken away, then the story's own."""
    left, own = list(base), []
    for line in lines:
        if line.words[0] != "-":
            own.append(line)
            continue
        taken = next((known for known in left if known[1:] == (_case_of(line), _words_of(line))), None)
        if taken is None:
            problems.append(Problem("INP-027", line.label))
        else:
            left.remove(taken)
    return left + own


def _case_of(line: _Line) -> str:
    """Return the case of the line that a line takes away: named before or after the dash."""
    return line.case or (line.words[1][:-1] if _names_case(line) else "")


def _words_of(line: _Line) -> tuple[str, ...]:
    return line.words[2 if _names_case(line) else 1 :]


def _names_case(line: _Line) -> bool:
    return len(line.words) > 1 and CASE_KEY.fullmatch(line.words[1].removesuffix(":")) is not None


def _complete(stated: Mapping[str, str | date] | str | date | None) -> Document:
    if stated is None:
        return {}
    return dict(stated) if isinstance(stated, Mapping) else {"default": stated}


def _state(line: _Line, register: Document, complete: Document) -> bool:
    """Take a line about the register; say whether it was one."""
    key, values = line.words[0], line.words[2:]
    kind = key.removeprefix("complete.")
    if key in _OF_REGISTER:
        register[key] = converted(_OF_REGISTER[key], " ".join(values))
    elif key == "complete_through" and len(values) == 1:
        complete["default"] = values[0]
    elif key == "not_kept" and values and _KINDS.issuperset(values):
        complete.update(dict.fromkeys(values, "not_kept"))
    elif (key, values) == ("carried", ("none",)):
        register["carried"] = []
    elif kind != key and kind in _KINDS and len(values) == 1:
        complete[kind] = values[0]
    else:
        return False
    return True


def _state_of_case(line: _Line, story: Story, key: str) -> bool:
    """Take a line about a case; say whether it was one."""
    name, values = line.words[0], line.words[2:]
    shape = _OF_CASE.get(name)
    if shape is None or not values:
        return False
    value: object = converted(shape, " ".join(values))
    if shape.kind is Kind.RECORDS:
        value = [] if values == ("none",) else [{"id": word} for word in values]
    elif shape.kind is Kind.RECORD:
        value = named(values[0]) if CASE_KEY.fullmatch(values[0]) else values[0]
    story.put(story.case(key, line.label), {name: value}, line.label)
    return True


def _event(line: _Line, usual: str) -> Event | Problem:
    first, *rest = line.words
    undated = ACTIVITIES.get(first)
    if undated is not None and not undated.day and not (rest and rest[0] in ACTIVITIES):
        return Event(line.label, line.case or usual, "", first, tuple(rest))
    if not rest or not _DAY.fullmatch(first):
        return Problem("INP-023", line.label)
    activity = ACTIVITIES.get(rest[0])
    if activity is None or not activity.day:
        known = " ".join(name for name, known in ACTIVITIES.items() if known.day)
        return Problem("INP-024", line.label, (("known", known),))
    return Event(line.label, line.case or usual, first, rest[0], tuple(rest[1:]))
