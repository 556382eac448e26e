"""N04: a message that could forge a header, or goes to nobody, is refused as it is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.notify import Arrival, Delivery, Message, MessageKind


def message(**changes: Any) -> Message:
    told = Message(
        MessageKind.NEW,
        "a" * 64,
        "COHAND-01/suggestion/2023/12/caizheng/notice/0",
        "COHAND-01",
        "suggestion/2023/12",
        "caizheng",
        1,
        date(2023, 9, 1),
        "核查提示：建议 2023/12",
        "Found in checking: suggestion 2023/12",
        "截至 2023-09-01：逾期。\n",
        "As of 2023-09-01: late.\n",
    )
    return replace(told, **changes)


FORGED = ["\r\nBcc: all@county.example", "a\nb", "a\rb", "a\x00b", "a\x85b", "a\u2028b", "\u202eabc", "a\ud800"]


@pytest.mark.parametrize("text", ["", " ", *FORGED])
@pytest.mark.parametrize("field", ["finding", "rule", "unit", "subject_zh", "subject_en"])
def test_what_could_end_a_line_of_a_head_is_refused(field: str, text: str) -> None:
    with pytest.raises(InputRejected) as refused:
        message(**{field: text})
    assert (refused.value.code, refused.value.problems[0].where) == ("NTF-001", field)


@pytest.mark.parametrize("changes", [
    {"run": "a" * 63}, {"run": "A" * 64}, {"subject_zh": "长" * 201}, {"revision": 0}, {"case": ""}, {"case": "a\nb"},
    {"text_zh": " \n"}, {"text_en": "a\x1b[31m"}, {"text_zh": "a\rb"},
], ids=str)  # fmt: skip
def test_other_fields_are_held_to_their_form(changes: dict[str, Any]) -> None:
    with pytest.raises(InputRejected) as refused:
        message(**changes)
    assert refused.value.code == "NTF-001"


@pytest.mark.parametrize("field", ["run", "finding", "rule", "case", "unit", "revision"])
def test_the_key_is_of_run_case_rule_finding_unit_and_revision(field: str) -> None:
    other = {"run": "b" * 64, "revision": 2}.get(field, "x")
    assert message().key != message(**{field: other}).key


@pytest.mark.parametrize("field", ["kind", "as_of", "subject_zh", "text_zh"])
def test_the_key_is_of_nothing_else(field: str) -> None:
    other = {"kind": MessageKind.UPDATE, "as_of": date(2023, 9, 2)}.get(field, "x")
    assert message().key == message(**{field: other}).key


def test_a_message_of_a_units_own_duty_has_no_case() -> None:
    assert message(case=None).to_dict()["case"] is None


def test_a_delivery_is_certain_unless_it_says_so() -> None:
    assert Delivery(Arrival.LATER, "NTF-004").may_have_arrived is False
