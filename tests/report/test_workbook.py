"""The office's workbook: read back by another library, and compared with the assessment it was made of."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from caserules.assess import assess
from caserules.errors import InputRejected
from caserules.io import read_register_json
from caserules.report import render_workbook
from report.sample import assessment

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "'=1")
SHEETS = {"zh": "全部结论", "en": "Findings"}


def opened(data: dict[str, Any], lang: Any = "zh") -> Any:
    return load_workbook(io.BytesIO(render_workbook(data, lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_finding_has_its_row_and_each_unit_its_sheet(lang: Any) -> None:
    data = assessment(12)
    book = opened(data, lang)
    rows = list(book[SHEETS[lang]].iter_rows(min_row=2, values_only=True))
    assert sorted(row[-1] for row in rows) == sorted(x["id"] for x in data["findings"])
    by_id = {x["id"]: x for x in data["findings"]}
    for row in rows:
        finding = by_id[row[-1]]
        assert row[5] == (datetime.fromisoformat(finding["due"]) if finding["due"] else None)
        assert row[10] == finding["message"][lang]
    names = {data["units"][x["unit"]] for x in data["findings"]}
    assert names <= set(book.sheetnames)
    for name in names:
        owned = [x for x in data["findings"] if data["units"][x["unit"]] == name]
        assert book[name].max_row == len(owned) + 1


def test_the_registers_cases_stand_in_a_sheet_where_the_register_is_given() -> None:
    register = read_register_json(
        json.dumps(
            {
                "schema": "caserules.register/1", "place": "某县", "year": 2023, "complete_through": "2023-09-30",
                "units": [{"id": "u0", "name": "县教委", "bound": True}, {"id": "u1", "name": "县财政局", "bound": True}],
                "cases": [
                    {"kind": "suggestion", "year": 2023, "number": 1, "title": "=1+1", "mode": "lead_with_co_handling",
                     "assignments": [{"unit": "u0", "role": "lead", "assigned": "2023-04-10"},
                                     {"unit": "u1", "role": "co_handling", "assigned": "2023-04-12"}],
                     "replies": [{"unit": "u0", "issued": "2023-08-31", "category": [{"meaning": "to_be_planned", "letter": "B"}]}]},
                    {"kind": "proposal", "year": 2023, "number": 9,
                     "assignments": [{"unit": "u1", "role": "single"}], "replies": [{"unit": "u1", "issued": "not_yet"}]},
                ],
            }
        )
    )  # fmt: skip
    found = assess(register, "pengshui-2023", as_of=date(2023, 9, 1))
    data = found.to_dict()
    sheet = load_workbook(io.BytesIO(render_workbook(data, register=register)))["台账"]
    first, second = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=2))
    assert first[:8] == [
        "建议 2023/1",
        "=1+1",
        "主办会办",
        "县教委",
        "县财政局",
        datetime.fromisoformat("2023-04-10"),
        datetime.fromisoformat("2023-08-31"),
        "B",
    ]
    assert second[:8] == ["提案 2023/9", None, None, "县财政局", None, None, "尚未", None]
    assert sheet["B2"].data_type == "s"
    verdicts = Counter((x.case, x.verdict.value) for x in found.findings)
    for row, case in ((first, "suggestion/2023/1"), (second, "proposal/2023/9")):
        assert row[8:] == [verdicts[case, verdict] for verdict in ("broken", "undetermined", "pending")]
    assert "台账" not in opened(data).sheetnames


def test_every_table_can_be_filtered_and_keeps_its_head_in_sight() -> None:
    for sheet in opened(assessment(3)).worksheets[1:]:
        assert sheet.auto_filter.ref
        assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula(text: str) -> None:
    data = assessment(2)
    data["units"] = dict.fromkeys(data["units"], text)
    for finding in data["findings"]:
        finding["message"], finding["clause"] = {"zh": text, "en": text}, text
    book = opened(data)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert text in {cell.value for cell in cells}


def test_names_that_no_sheet_can_have_are_made_fit_and_stay_apart() -> None:
    data = assessment(4)
    long = "某某县[教育]*局:" + "很长" * 30
    data["units"] = dict.fromkeys(data["units"], long)
    names = opened(data).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 for name in names)


def test_the_same_assessment_gives_the_same_bytes() -> None:
    assert render_workbook(assessment(5)) == render_workbook(assessment(5))


def test_without_the_extra_it_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(InputRejected) as refused:
        render_workbook(assessment(1))
    assert refused.value.code == "INP-014"
