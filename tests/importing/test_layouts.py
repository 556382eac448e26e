"""The three layouts that offices exchange load as they are, in every kind of file, and convict nobody of what they do not tell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules import Verdict, assess, load_register
from caserules.importing import Imported, OfficeMapping, import_file
from importing.sheets import LAYOUT_A, LAYOUT_B, LAYOUT_C, ods, parquet, text, workbook

SAID = OfficeMapping(
    place="某县", year=2023, complete_through=date(2023, 9, 1), scheme="pengshui", bound=True, kept=("adjustments",)
)


def cases(found: Imported) -> dict[int, dict[str, Any]]:
    return {case["number"]: case for case in found.document["cases"]}


def parts(case: dict[str, Any]) -> list[tuple[str, str]]:
    return [(x["unit"], x["role"]) for x in case["assignments"]]


FILES = {
    "xlsx": workbook,
    "ods": ods,
    "csv": text,
    "csv with a mark": lambda rows: text(rows, "utf-8-sig"),
    "csv in GB18030": lambda rows: text(rows, "gb18030"),
    "csv in UTF-16": lambda rows: text(rows, "utf-16"),
    "tabs": lambda rows: text(rows, separator="\t"),
    "semicolons": lambda rows: text(rows, separator=";"),
}


@pytest.mark.parametrize("made", FILES.values(), ids=FILES.keys())
def test_a_districts_table(made: Any) -> None:
    found = import_file(made(LAYOUT_A), SAID, name="a")
    assert found.problems == ()
    one, two = (cases(found)[n] for n in (1, 2))
    assert parts(one) == [("教委", "lead"), ("财政局", "co_handling"), ("民政局", "co_handling")]
    assert parts(two) == [("交通局", "single")]
    assert [case["kind"] for case in (one, two)] == ["proposal", "proposal"]
    assert [r["category"][0]["meaning"] for r in (one["replies"][0], two["replies"][0])] == [
        "solvable_now",
        "to_be_planned",
    ]
    assert [r["receipts"][0]["rating"] for r in (one["replies"][0], two["replies"][0])] == [
        "satisfied",
        "basically_satisfied",
    ]
    assert len(two["proposers"]) == 2
    left = {c.heading for c in found.report.sheets[0].columns if c.field is None}
    assert left == {"性质", "提案分类", "内容", "提交日期", "主办部门答复"}


def test_a_citys_export() -> None:
    found = import_file(workbook(LAYOUT_B), SAID, name="b.xlsx")
    assert found.problems == ()
    assert found.report.sheets[0].header == 2
    one, two = (cases(found)[n] for n in (12, 13))
    assert parts(one) == [("城管局", "lead"), ("财政局", "co_handling"), ("水利局", "co_handling")]
    assert parts(two) == [("文旅委", "separate"), ("教委", "separate")]
    assert {x["assigned"] for x in (*one["assignments"], *two["assignments"])} == {"2023-04-10"}
    assert [x["is"] for x in one["designations"]] == ["key", "supervised"]
    assert two["replies"] == [{"unit": "文旅委"}, {"unit": "教委"}]  # a row's one rating is nobody's of two


@pytest.mark.parametrize("made", [workbook, parquet])
def test_a_case_table_with_replies(made: Any) -> None:
    found = import_file(made(LAYOUT_C), SAID, name="c")
    assert found.problems == ()
    (case,) = found.document["cases"]
    assert parts(case) == [("民政局", "lead"), ("财政局", "co_handling"), ("卫健委", "co_handling")]
    (reply,) = case["replies"]
    assert reply["number"] == "某民函〔2023〕5号"
    assert reply["steps"] == [{"step": "sign_off", "on": "2023-07-20", "person": "p0002"}]
    assert "issued" not in reply  # the day it was signed is not the day it issued


@pytest.mark.parametrize("rows", [LAYOUT_A, LAYOUT_B, LAYOUT_C])
@pytest.mark.parametrize("policy", ["pengshui-2023", "pengshui-2023-full"])
def test_what_a_sheet_does_not_tell_convicts_nobody(rows: Any, policy: str) -> None:
    register = import_file(workbook(rows), SAID).register()
    found = assess(register, policy, as_of=date(2024, 6, 1))
    assert found.findings
    assert [x.id for x in found.broken()] == []


def test_a_day_that_a_sheet_tells_is_judged() -> None:
    rows = (
        ("建议编号", "建议标题", "主办单位", "协办单位", "交办日期", "协办意见送达日期", "答复日期"),
        ("1", "关于路灯的建议", "城管局", "财政局", "2023-04-10", "2023-05-24", "2023-08-31"),
        ("2", "关于校车的建议", "教委", "财政局", "2023-04-10", "2023-05-23", "2023-09-01"),
        ("3", "关于村道的建议", "交通局", "财政局", "2023-04-10", "", ""),
    )
    register = import_file(text(rows), SAID).register()
    found = assess(register, "pengshui-2023", as_of=date(2023, 9, 1))
    assert {(x.rule, x.case, x.unit) for x in found.broken() if x.rule in ("COHAND-01", "REPLY-01")} == {
        ("COHAND-01", "suggestion/2023/1", "财政局"),
        ("REPLY-01", "suggestion/2023/2", "教委"),
    }
    open_ = {x.rule for x in found.findings if x.case == "suggestion/2023/3" and x.verdict is Verdict.UNDETERMINED}
    assert {"COHAND-01", "REPLY-01"} <= open_


def test_days_and_numbers_of_a_parquet_table_are_read_as_they_are() -> None:
    rows = (
        ("提案号", "案由", "主办单位", "交办日期", "答复日期"),
        (7, "路灯", "教委", date(2023, 4, 10), None),
        (8, "x", "教委", None, None),
    )
    found = import_file(parquet(rows), SAID, name="a.parquet")
    assert (found.problems, found.report.sheets[0].repairs) == ((), ())
    assert [case["assignments"][0].get("assigned") for case in found.document["cases"]] == ["2023-04-10", None]
    assert [case["source"]["row"] for case in found.document["cases"]] == [2, 3]


def test_an_empty_cell_is_not_yet_only_where_the_office_says_so() -> None:
    rows = (
        ("建议编号", "建议标题", "主办单位", "协办单位", "交办日期", "协办意见送达日期", "答复日期"),
        ("3", "关于村道的建议", "交通局", "财政局", "2023-04-10", "", ""),
    )
    said = OfficeMapping(
        place="某县", year=2023, complete_through=date(2023, 9, 1), bound=True, kept=("adjustments",),
        blank={"delivered": "not_yet", "issued": "not_yet"},
    )  # fmt: skip
    found = assess(import_file(text(rows), said).register(), "pengshui-2023", as_of=date(2023, 9, 1))
    assert {x.rule for x in found.broken()} >= {"COHAND-01", "REPLY-01"}


@pytest.mark.parametrize("suffix", ["json", "xlsx"])
def test_what_was_read_is_written_and_read_back_equal(suffix: str, tmp_path: Any) -> None:
    from caserules.io import write_workbook

    register = import_file(workbook(LAYOUT_B), SAID).register()
    where = tmp_path / f"register.{suffix}"
    if suffix == "xlsx":
        write_workbook(register, where)
    else:
        where.write_text(register.model_dump_json(by_alias=True, exclude_unset=True), encoding="utf-8")
    assert load_register(where) == register
