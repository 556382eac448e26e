"""The facts wanted, sent out as sheets, filled in, read back and merged: each answer in its own place, and nothing else changed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from caserules.assess import Assessment, assess
from caserules.demo import build_register
from caserules.duties import Verdict
from caserules.errors import InputRejected
from caserules.importing import Answer, merge_answers, read_answers
from caserules.io import read_register_json
from caserules.models import Register
from caserules.report import render_questions, render_workbook
from importing.sheets import workbook

AS_OF = date(2023, 9, 1)


def small() -> Register:
    """One case whose opinion and reply are on file without a day, and a plan filed on an unknown day."""
    return read_register_json(
        json.dumps(
            {
                "schema": "caserules.register/1", "place": "某县", "year": 2023, "complete_through": "2023-09-01",
                "units": [{"id": "jiaowei", "name": "县教委", "bound": True}, {"id": "caizheng", "name": "县财政局", "bound": True}],
                "cases": [
                    {"kind": "suggestion", "year": 2023, "number": 12, "mode": "lead_with_co_handling",
                     "assignments": [{"unit": "jiaowei", "role": "lead", "assigned": "2023-04-10"},
                                     {"unit": "caizheng", "role": "co_handling", "assigned": "2023-04-10"}],
                     "requests": [{"unit": "caizheng"}], "replies": [{"unit": "jiaowei", "issued": "2023"}]},
                ],
            }
        )
    )  # fmt: skip


def judged(register: Register) -> Assessment:
    return assess(register, "pengshui-2023", as_of=AS_OF)


def filled(data: bytes, answer: Callable[[dict[str, Any]], Any]) -> bytes:
    """A sheet of facts wanted with each row answered."""
    book = load_workbook(io.BytesIO(data))
    sheet = next(x for x in book if "wanted" in x.title or x.title in ("待补事实", "Facts wanted"))
    heads = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        told: dict[str, Any] = {str(head): cell.value for head, cell in zip(heads, row, strict=True)}
        row[heads.index("答复（请填）" if "答复（请填）" in heads else "Answer (to fill in)")].value = answer(told)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


PLACES = {"/cases/0/requests/0/delivered": "2023-05-24", "/cases/0/replies/0/issued": "2023-08-31"}


def by_place(told: dict[str, Any]) -> Any:
    place = str(told.get("位置（勿改）") or told.get("Place (do not change)") or "")
    return PLACES.get(place.partition("#")[0])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("made", [render_questions, render_workbook])
def test_what_was_answered_settles_what_was_asked(lang: Any, made: Any) -> None:
    register = small()
    before = judged(register)
    answers = read_answers(filled(made(before.to_dict(), lang), by_place), name="a.xlsx")
    assert {x.place: x.day for x in answers} == PLACES
    merged = merge_answers(register, answers)
    assert (merged.cases[0].requests[0].delivered, merged.cases[0].replies[0].issued) == (
        date(2023, 5, 24),
        date(2023, 8, 31),
    )
    after = judged(merged)
    (opinion,) = (x for x in after.findings if x.rule == "COHAND-01")
    (reply,) = (x for x in after.findings if x.rule == "REPLY-01")
    assert (opinion.verdict, reply.verdict) == (Verdict.BROKEN, Verdict.MET)
    assert {x.place.pointer for x in before.questions if x.place} >= set(PLACES)
    assert not {x.place.pointer for x in after.questions if x.place} & set(PLACES)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2023-05-24", "2023-05-24"), ("2023年5月24日", "2023-05-24"), ("2023-05", "2023-05"), (date(2023, 5, 24), "2023-05-24"), ("2023-13", None), ("2023年5月", "2023-05"), ("尚未", "not_yet"), ("不会", "none"),
        ("已办", "done"), ("not yet", "not_yet"), ("will not happen", "none"), ("done", "done"), ("not_yet", "not_yet"), ("五月", None),
        ("大概五月", None), (5, None),
    ],
)  # fmt: skip
def test_an_answer_is_a_day_or_a_word_in_its_place(cell: Any, day: str | None) -> None:
    def answer(told: dict[str, Any]) -> Any:
        return cell if by_place(told) == "2023-05-24" else None

    sheet = filled(render_questions(judged(small()).to_dict()), answer)
    if day is None:
        with pytest.raises(InputRejected) as refused:
            read_answers(sheet, name="a.xlsx")
        assert [x.code for x in refused.value.problems] == ["INP-044"]
        assert refused.value.problems[0].where.startswith("a.xlsx 待补事实!E")
        assert (
            str(cell) not in refused.value.problems[0].message().removeprefix(refused.value.problems[0].where)
            or cell == 5
        )
    else:
        assert [x.day for x in read_answers(sheet)] == [day]


def test_every_day_that_a_county_lacks_can_be_answered_and_nothing_else_changes() -> None:
    register = build_register(2023)
    found = judged(register)
    asked = {x.place.pointer for x in found.questions if x.place}
    assert len(asked) > 20
    answers = read_answers(
        filled(render_questions(found.to_dict()), lambda told: told.get("位置（勿改）") and "2023-08-30")
    )
    assert {x.place for x in answers} == asked
    before, after = (
        json.loads(x.model_dump_json(exclude_unset=True, by_alias=True))
        for x in (register, merge_answers(register, answers))
    )
    for place in asked:
        *path, field = place.split("/")[1:]
        record, changed = before, after
        for key in path:
            index: Any = int(key) if key.isdigit() else key
            record, changed = record[index], changed[index]
        assert changed.pop(field) == "2023-08-30"
        record.pop(field, None)
    assert before == after


def test_sheets_of_several_units_are_merged_one_after_the_other() -> None:
    register = small()
    told = judged(register).to_dict()
    for unit in ("caizheng", "jiaowei"):
        mine = {**told, "questions": [x for x in told["questions"] if x["unit"] == unit]}
        register = merge_answers(register, read_answers(filled(render_questions(mine), by_place)))
    assert (register.cases[0].requests[0].delivered, register.cases[0].replies[0].issued) == (
        date(2023, 5, 24),
        date(2023, 8, 31),
    )


def code_of(register: Register, *answers: Answer) -> list[tuple[str, str]]:
    with pytest.raises(InputRejected) as refused:
        merge_answers(register, answers)
    return [(x.code, x.where) for x in refused.value.problems]


def test_a_record_that_has_changed_since_is_not_answered() -> None:
    register = small()
    (place,) = (x.place for x in judged(register).questions if x.place and x.place.pointer.endswith("delivered"))
    answer = Answer(*place, "2023-05-24", "a.xlsx x!E2")
    merged = merge_answers(register, [answer])
    assert code_of(merged, answer) == [("INP-053", "a.xlsx x!E2")]
    for pointer in (
        "/cases/9/requests/0/delivered",
        "/cases/0",
        "",
        "/place",
        "/__class__/x",
        "/cases/0/requests/0/nothing/x",
    ):
        assert code_of(register, Answer(pointer, place.record, "2023-05-24", "y")) == [("INP-053", "y")]


def test_answers_that_differ_are_told_with_both_places() -> None:
    register = small()
    (place,) = (x.place for x in judged(register).questions if x.place and x.place.pointer.endswith("delivered"))
    first, second = (Answer(*place, day, where) for day, where in (("2023-05-24", "a"), ("2023-05-23", "b")))
    assert code_of(register, first, second) == [("INP-054", "b")]
    assert merge_answers(register, [first, Answer(*place, "2023-05-24", "b")]) == merge_answers(register, [first])


def test_an_answer_that_the_register_cannot_hold_is_told_by_its_cell() -> None:
    register = small()
    (place,) = (x.place for x in judged(register).questions if x.place and x.place.pointer.endswith("delivered"))
    other = Answer(place.pointer.replace("delivered", "round"), place.record, "2023-05-24", "a.xlsx x!E2")
    assert {where for _, where in code_of(register, other)} == {"a.xlsx x!E2"}


def test_another_workbook_is_refused() -> None:
    with pytest.raises(InputRejected) as refused:
        read_answers(workbook((("件", "答复（请填）"), ("1", "2023-05-24"))), name="x")
    assert refused.value.code == "INP-055"
