"""Answers to what was asked: the sheet of facts wanted, filled in, read back and merged into the register that was asked about.

Only a day that a record lacked is answered here, in that record's own field; a record that has changed since, or two answers that
differ, are told and nothing is merged. Whether an answer is true is for people to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from os import PathLike
from typing import Any, Final, NamedTuple

from caserules.asking import record_digest
from caserules.errors import InputRejected, Problem
from caserules.importing import values
from caserules.importing.mapping import OfficeMapping
from caserules.importing.pages import Page, pages_of
from caserules.importing.values import Unread, class_of
from caserules.io.cells import Cell
from caserules.io.files import read_file, told_path
from caserules.io.problems import Place, pointer, rejected
from caserules.io.reading import read_register
from caserules.io.spreadsheet import column_letters
from caserules.models import DayWord, Model, Register
from caserules.report.words import Lang, known, say

__all__ = ["Answer", "merge_answers", "read_answers"]

_SEARCHED: Final = 20
_MONTH: Final = re.compile("[12][0-9]{3}-(?:0[1-9]|1[0-2])")
_LANGS: Final[tuple[Lang, ...]] = ("zh", "en")
_WORDS: Final[Mapping[str, str]] = {
    told: word.value for word in DayWord for told in (word.value, *(known(lang, "day_word", word) for lang in _LANGS))
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A day answered.

    Attributes:
        place: the JSON pointer of the field in the register.
        record: the digest of the record when it was asked about.
        day: the answer as a register writes it.
        where: the cell in which it stands.
    """

    place: str
    record: str
    day: str
    where: str


class _Columns(NamedTuple):
    row: int
    answer: int
    place: int


def read_answers(source: str | PathLike[str] | bytes, *, name: str = "") -> tuple[Answer, ...]:
    """Return the answers of a sheet of facts wanted that was filled in; an empty cell is no answer.

    Args:
        source: a path, or the bytes of a file.
        name: the file's name, where its bytes are given.

    Raises:
        InputRejected: `INP-055` it is no such sheet; `INP-044` an answer is no day; and as `import_file`.
    """
    data, where = (source, name) if isinstance(source, bytes) else (read_file(source), told_path(source))
    found = [(page, columns) for page in pages_of(data, where, {}) if (columns := _columns(page)) is not None]
    if not found:
        raise InputRejected([Problem("INP-055", where)])
    answers: list[Answer] = []
    problems: list[Problem] = []
    for page, columns in found:
        for row, cells in enumerate(page.rows[columns.row + 1 :], columns.row + 2):
            at = f"{where} {page.name}!{column_letters(columns.answer)}{row}"
            place, _, record = str(cells[columns.place]).partition("#")
            if not place or cells[columns.answer] == "":
                continue
            try:
                answers.append(Answer(place, record, _day(cells[columns.answer]), at))
            except Unread as error:
                told = {**error.params, "value": class_of(cells[columns.answer])}
                problems.append(Problem(error.code, at, tuple(told.items())))
    if problems:
        raise rejected(problems)
    return tuple(answers)


def _columns(page: Page) -> _Columns | None:
    heads = {key: {say(lang, key) for lang in _LANGS} for key in ("answer", "wanted_place")}
    for row, cells in enumerate(page.rows[:_SEARCHED]):
        places = {key: next((i for i, cell in enumerate(cells) if cell in heads[key]), None) for key in heads}
        if places["answer"] is not None and places["wanted_place"] is not None:
            return _Columns(row, places["answer"], places["wanted_place"])
    return None


def _day(cell: Cell) -> str:
    text = str(cell).strip()
    if _MONTH.fullmatch(text):
        return text
    found = _WORDS.get(text) or values.day(cell, OfficeMapping(), lambda _: None)
    if found is None:
        raise Unread("INP-044", why="2023-04-10")
    return found


def merge_answers(register: Register, answers: Iterable[Answer]) -> Register:
    """Return a register with the days that were answered.

    Args:
        register: the register that was asked about.
        answers: of one sheet or several.

    Raises:
        InputRejected: `INP-053` a record has changed since, `INP-054` two answers differ, and what makes the register wrong.
    """
    document = json.loads(register.model_dump_json(exclude_unset=True, by_alias=True))
    given: dict[str, Answer] = {}
    problems: list[Problem] = []
    for answer in answers:
        before = given.setdefault(answer.place, answer)
        if before.day != answer.day:
            problems.append(Problem("INP-054", answer.where, (("other", before.where),)))
        elif not _is_asked(register, answer):
            problems.append(Problem("INP-053", answer.where))
    if problems:
        raise rejected(problems)
    for place, answer in given.items():
        *path, field = _keys(place)
        record: Any = document
        for key in path:
            record = record[key]
        record[field] = answer.day

    def locate(place: Place) -> str:
        told = given.get(pointer(place))
        return pointer(place) if told is None else told.where

    return read_register(document, locate=locate).register


def _is_asked(register: Register, answer: Answer) -> bool:
    """Whether the record stands as it did when it was asked about."""
    record: Any = register
    try:
        for key in list(_keys(answer.place))[:-1]:
            record = record[key] if isinstance(key, int) else getattr(record, key)
    except (AttributeError, IndexError, TypeError):
        return False
    return isinstance(record, Model) and record_digest(record) == answer.record


def _keys(place: str) -> Iterator[str | int]:
    for key in place.split("/")[1:]:
        yield int(key) if key.isascii() and key.isdigit() else key
