"""Natural persons do not print themselves: in a repr, a log, an error, a finding, a report. Canaries are planted and looked for."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle  # noqa: TID251  what a host does between its own processes
import pprint
import re
import traceback
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import caserules
from caserules import Assessment, InputRejected, Register, assess, load_case, load_register
from caserules.demo import small_register
from caserules.models import Person, Personal
from caserules.report import (
    render_html,
    render_ics,
    render_json,
    render_json_lines,
    render_junit,
    render_sarif,
    render_text,
    render_workbook,
)
from caserules.report.profiles import people_of, profiled
from caserules.report.words import Lang

DAY = date(2023, 8, 25)
NAMES = ("欧阳无名氏", "Wilhelmina Canary")
PHONE, NUMBER, CARD = "13812345678", "500243199001011234", "6222021234567890123"
CANARY = f"{NAMES[0]} {PHONE} {NUMBER} {CARD}"
PARTS = (*NAMES, PHONE, NUMBER, CARD)
LANGS: tuple[Lang, ...] = ("zh", "en")


def document() -> dict[str, Any]:
    """The small register with canary names for all its people, and one more of each."""
    plain: dict[str, Any] = small_register().model_dump(mode="json", by_alias=True, exclude_unset=True)
    for number, person in enumerate(plain["people"]):
        person["name"] = f"{NAMES[number % 2]}{number}"
    plain["people"] += [{"id": f"canary-{n}", "name": name} for n, name in enumerate(NAMES)]
    return plain


@cache
def register() -> Register:
    return load_register(document())


@cache
def found() -> Assessment:
    return assess(register(), "pengshui-2023", as_of=DAY)


def canaries(text: str) -> list[str]:
    return [x for x in PARTS if x in text]


# ------------------------------------------------------------ a name, and what holds one


def test_a_name_is_shown_by_its_first_character_alone() -> None:
    name = Personal(NAMES[0])
    shown = (str(name), repr(name), f"{name}", f"{name!r:>20}", "%s" % name, "{}".format(name), pprint.pformat([name]))  # noqa: UP031, UP032  every way to print
    assert not canaries(" ".join(shown))
    assert name.reveal() == NAMES[0]
    assert not hasattr(name, "__dict__")


def test_no_printed_model_shows_a_name() -> None:
    person = Person(id="p", name=Personal(NAMES[0]))
    for value in (person, register(), register().people, found(), found().findings, copy.deepcopy(person)):
        assert not canaries(f"{value} {value!r} {pprint.pformat(value)}")


def test_a_register_is_copied_and_sent_to_another_process_of_the_host() -> None:
    copied = copy.deepcopy(register())
    assert copied == register() and people_of(copied) == people_of(register())
    assert pickle.loads(pickle.dumps(register())) == register()  # noqa: S301  our own bytes


def test_a_log_of_anything_shows_no_name(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for value in (register(), *register().people, found(), found().findings[0]):
            logging.getLogger("host").warning("%s %r", value, value)
    assert len(caplog.records) > 3 and not canaries(caplog.text)


def test_the_library_itself_logs_nothing(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    with caplog.at_level(logging.DEBUG):
        again = assess(load_register(document()), "pengshui-2023", as_of=DAY)
        render_html(again.to_dict())
    told = capfd.readouterr()
    assert (caplog.text, told.out, told.err) == ("", "", "")


# ------------------------------------------------------------ findings and reports, also the office's own


def zipped(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            yield name
            yield archive.read(name).decode("utf-8", errors="replace")


def letters() -> Iterator[str]:
    from caserules.report.letters import KINDS, unit_letters, written

    data = found().to_dict()
    due = caserules.remind(found(), "10wd").to_dict()
    for kind in KINDS:
        if kind != "criticism":
            for _unit, letter in unit_letters(data, kind, due=due, issuer="某办"):
                yield from zipped(written(letter))


def reports() -> Iterator[tuple[str, str]]:
    """Every report of the office's own form, as text."""
    data = found().to_dict(not_owed=True)
    yield "json", render_json(data).decode()
    yield "jsonl", render_json_lines(data).decode()
    for lang in LANGS:
        yield f"html {lang}", render_html(data, lang)
        yield f"text {lang}", render_text(data, lang, everything=True, width=100)
        for name, render in (("ics", render_ics), ("junit", render_junit), ("sarif", render_sarif)):
            yield f"{name} {lang}", render(data, lang).decode()
        for text in zipped(render_workbook(data, lang, register=register())):
            yield f"xlsx {lang}", text
    for finding in found().findings:
        yield "explanation", f"{found().explain(finding.id)!s} {found().explain(finding.id)!r} {finding.to_dict()}"
    yield "reminders", json.dumps(caserules.remind(found(), "10wd").to_dict(), ensure_ascii=False)
    yield "satisfaction", repr(caserules.satisfaction(register(), "pengshui-2023", as_of=DAY))
    yield "carry over", repr(caserules.carry_over(register(), "pengshui-2023", as_of=DAY))
    for text in letters():
        yield "letter", text


def test_no_report_names_a_natural_person() -> None:
    assert {kind for kind, text in reports() if canaries(text)} == set()


def test_what_is_told_to_units_and_the_public_has_no_number_of_a_person() -> None:
    """The profiles also hide what was typed into a text: see tests/report/test_profiles.py for each of its places."""
    plain = document()
    for case in plain["cases"]:
        case["title"] = CANARY
    for unit in plain["units"]:
        unit["name"] += CANARY
    typed = load_register(plain)
    data = assess(typed, "pengshui-2023", as_of=DAY).to_dict()
    assert canaries(render_json(data).decode())
    units: list[dict[str, Any]] = [profiled(data, "unit", unit=x.id, people=people_of(typed)) for x in typed.units]
    for shown in (
        *units,
        profiled(data, "public", people=people_of(typed), published=[x["id"] for x in data["findings"]]),
    ):
        for text in (render_json(shown).decode(), *(render_html(shown, lang) for lang in LANGS)):
            assert not canaries(text)
            assert not re.search(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])", text)


# ------------------------------------------------------------ errors


def pointers(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value of a document; of a list its first two."""
    yield path
    if isinstance(value, dict):
        for key, held in value.items():
            yield from pointers(held, (*path, key))
    elif isinstance(value, list):
        for number, held in enumerate(value[:2]):
            yield from pointers(held, (*path, number))


def planted(path: tuple[Any, ...], value: Any, *, as_key: bool = False) -> dict[str, Any]:
    """The document with a value at a place, or a key beside it."""
    plain: Any = document()
    at = plain
    for key in path[:-1]:
        at = at[key]
    if as_key and isinstance(at, dict):
        at[value] = 1
    else:
        at[path[-1]] = value
    return plain  # type: ignore[no-any-return]


PLACES = [x for x in pointers(document()) if x]
WRONG: tuple[Any, ...] = (CANARY * 60, {CANARY: CANARY}, [CANARY])
"""Too long for any text, and of no kind that any field is."""


def told_of(error: BaseException) -> str:
    """All that a program could print of an error: its text, its parts, its whole traceback, what stands behind it."""
    parts = [str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error))]
    parts += [repr(vars(error))]
    for problem in getattr(error, "problems", ()):
        parts += [repr(problem), problem.message("zh"), problem.message("en")]
    return "\n".join(parts)


def test_places_are_many_and_of_every_kind_of_record() -> None:
    assert len(PLACES) > 100
    assert {x[0] for x in PLACES} >= {"people", "units", "cases", "complete_through"}


@pytest.mark.parametrize("wrong", WRONG, ids=("too long", "an object", "a list"))
def test_no_error_tells_the_value_that_it_refuses(wrong: Any) -> None:
    told, refused = [], 0
    for path in PLACES:
        plain = planted(path, wrong)
        for given in (plain, json.dumps(plain, ensure_ascii=False)):
            try:
                load_register(given) if isinstance(given, dict) else caserules.io.read_register_json(given)
            except InputRejected as error:
                refused += 1
                if canaries(told_of(error)):
                    told.append(path)
    assert told == []
    assert refused > len(PLACES)


def test_no_error_tells_a_key_that_nobody_knows() -> None:
    told, refused = [], 0
    for path in PLACES:
        try:
            load_register(planted(path, CANARY, as_key=True))
        except InputRejected as error:
            refused += 1
            told += [path] * bool(canaries(told_of(error)))
    assert told == []
    assert refused > 100


def test_a_models_own_error_hides_what_was_given() -> None:
    from pydantic import ValidationError

    with pytest.raises(ValidationError) as refused:
        Register.model_validate({"place": 3, "people": [{"id": CANARY, "name": CANARY, CANARY: 1}]})
    assert not canaries(str(refused.value).replace(f"people.0.{CANARY}", ""))  # pydantic tells the key of what is extra


def test_a_case_alone_is_refused_without_its_values() -> None:
    with pytest.raises(InputRejected) as refused:
        load_case({"kind": CANARY, "year": CANARY, "number": CANARY, "title": [CANARY]})
    assert not canaries(told_of(refused.value))


def test_the_command_line_tells_no_value_of_a_refused_register(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from caserules.cli.run import run

    path = tmp_path / "register.json"
    for wrong in WRONG:
        for place in PLACES[::25]:
            path.write_text(json.dumps(planted(place, wrong), ensure_ascii=False), encoding="utf-8")
            for lang in LANGS:
                run(["audit", str(path), "--policy", "pengshui-2023", "--as-of", "2023-08-25", "--lang", lang])
                told = capsys.readouterr()
                assert not canaries(told.err), place
