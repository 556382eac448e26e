"""What is mended, what is refused, what is passed over: each by its own rule, each told, and never a value in an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.importing import Imported, OfficeMapping, import_file
from importing.sheets import LAYOUT_A, text, two_sheets, workbook

SAID = OfficeMapping(place="某县", year=2023, complete_through=date(2023, 9, 1), scheme="pengshui", bound=True)
HEAD = ("提案号", "案由", "主办单位", "协办单位", "交办日期", "办理结果")
ROW = ("7", "关于路灯的提案", "城管局", "财政局", "2023-04-10", "A")
PLACES = dict(zip(("number", "title", "lead", "co", "assigned", "category"), range(6), strict=True))


def read(said: OfficeMapping = SAID, **cells: Any) -> Imported:
    """Import a sheet of one row, some of its cells changed."""
    row = list(ROW)
    for key, value in cells.items():
        row[PLACES[key]] = value
    return import_file(workbook((HEAD, row)), said, name="x.xlsx")


def refusals(found: Imported) -> list[tuple[str, str]]:
    return [(x.code, x.where) for x in found.problems]


def mended(found: Imported) -> set[str]:
    return {each.name for sheet in found.report.sheets for each in sheet.repairs}


@pytest.mark.parametrize(
    ("cell", "day", "repairs"),
    [
        ("2023-04-10", "2023-04-10", set()),
        (date(2023, 4, 10), "2023-04-10", set()),
        ("2023年4月10日", "2023-04-10", {"day_rewritten"}),
        ("2023年04月10日", "2023-04-10", {"day_rewritten"}),
        ("2023.4.10", "2023-04-10", {"day_rewritten"}),
        ("2023/4/10", "2023-04-10", {"day_rewritten"}),
        ("２０２３年４月１０日", "2023-04-10", {"day_rewritten"}),
        ("二〇二三年四月十日", "2023-04-10", {"day_rewritten"}),
        ("二○二三年十二月三十一日", "2023-12-31", {"day_rewritten"}),
        ("二〇二三年十月二十日", "2023-10-20", {"day_rewritten"}),
        ("2023年4月", "2023-04", {"day_rewritten"}),
        ("2023-04-10 09:30", "2023-04-10", {"day_rewritten"}),
        ("", None, set()),
    ],
)
def test_a_day_is_read_in_the_ways_that_offices_write_it(cell: Any, day: str | None, repairs: set[str]) -> None:
    found = read(assigned=cell)
    assert found.problems == ()
    assert found.document["cases"][0]["assignments"][0].get("assigned") == day
    assert mended(found) == repairs


@pytest.mark.parametrize(
    "cell",
    ["2023年9月31日", "2023年2月29日", "2023年13月1日", "10/4/2023", "4.10", "4", "2023-W15-1", "20230410", "去年12月", "8月底前",
     "长期", "癸卯年二月二十", "1023-04-10", "1900-01-00", "4月10日", 45026, 0, -1, 2958466, "45026"],
)  # fmt: skip
def test_what_is_no_plain_day_is_refused_by_its_cell(cell: Any) -> None:
    found = read(assigned=cell)
    assert refusals(found) == [("INP-044", "提案!E2")]
    assert str(cell) not in "".join(x.message(lang) for x in found.problems for lang in ("zh", "en")) or cell in (
        "4",
        "4.10",
        0,
        -1,
    )


def test_a_day_without_a_year_or_a_bare_number_is_read_where_the_mapping_says_so() -> None:
    found = read(replace(SAID, year_of_days="supply"), assigned="4月10日")
    assert (found.document["cases"][0]["assignments"][0]["assigned"], mended(found)) == (
        "2023-04-10",
        {"year_supplied"},
    )
    found = read(replace(SAID, serial_days=True), assigned=45026)
    assert (found.document["cases"][0]["assignments"][0]["assigned"], mended(found)) == ("2023-04-10", {"serial_day"})
    for out_of_range in (0, 60, -1, 2958466):
        assert refusals(read(replace(SAID, serial_days=True), assigned=out_of_range)) == [("INP-044", "提案!E2")]


@pytest.mark.parametrize(
    ("cell", "number", "repairs"),
    [
        (7.0, 7, {"number_from_float"}),
        ("007", 7, {"zeros_dropped"}),
        ("第7号", 7, set()),
        ("７", 7, {"full_width"}),
        (2023001.0, 2023001, {"number_from_float"}),
    ],
)
def test_a_number_is_read_however_the_spreadsheet_kept_it(cell: Any, number: int, repairs: set[str]) -> None:
    found = read(number=cell)
    assert (found.problems, found.document["cases"][0]["number"]) == ((), number)
    assert mended(found) == repairs


@pytest.mark.parametrize("cell", ["", "0", "2023-001", "２０２３－００１", "12、35", "1.5", "A7", "7\u200b"])
def test_what_is_no_one_number_is_refused(cell: Any) -> None:
    assert refusals(read(number=cell)) == [("INP-043", "提案!A2")]


def test_two_numbers_are_one_case_and_one_merged_into_it_where_the_mapping_says_so() -> None:
    found = read(replace(SAID, merged_numbers="first"), number="12、35")
    assert [case["number"] for case in found.document["cases"]] == [12]
    assert found.document["adjustments"] == [
        {"kind": "merge", "about": {"case": "proposal/2023/35"}, "into": "proposal/2023/12"}
    ]


@pytest.mark.parametrize(
    "cell", ["财政局、民政局", "财政局，民政局", "财政局,民政局", "财政局；民政局", "财政局/民政局", "财政局\n民政局"]
)
def test_several_units_in_a_cell_are_split(cell: str) -> None:
    found = read(co=cell)
    assert [x["unit"] for x in found.document["cases"][0]["assignments"]] == ["城管局", "财政局", "民政局"]
    assert "names_split" in mended(found)


def test_several_leading_units_need_a_word_on_who_leads() -> None:
    assert refusals(read(lead="城管局、交通局")) == [("INP-048", "提案!C2")]
    head = ("提案号", "案由", "办理单位", "协办单位", "交办日期", "办理结果")
    row = ("7", "关于路灯的提案", "城管局、交通局", "", "", "")
    assert refusals(import_file(workbook((head, row)), SAID)) == [("INP-048", "提案!C2")]
    found = import_file(workbook((head, row)), replace(SAID, units_order="lead_first"))
    assert [(x["unit"], x["role"]) for x in found.document["cases"][0]["assignments"]] == [
        ("城管局", "lead"),
        ("交通局", "co_handling"),
    ]


def test_names_are_one_unit_by_the_table_alone() -> None:
    table = replace(SAID, units={"县财政局": ("财政局", "县财政"), "县城管局": ()})
    found = read(table, lead="县城管局", co="县财政")
    assert [x["unit"] for x in found.document["cases"][0]["assignments"]] == ["县城管局", "县财政局"]
    assert [x["id"] for x in found.document["units"]] == ["县城管局", "县财政局"]
    assert "alias" in mended(found)
    found = read(table, lead="县城管局", co="县财政厅")
    assert [x["id"] for x in found.document["units"]] == ["县城管局"]
    assert ("unknown_unit", (("name", "县财政厅"),)) in found.report.notes
    assert refusals(read(co="县财政局（暂定）*")) == [("INP-049", "提案!D2")]


@pytest.mark.parametrize(
    ("cell", "meaning", "letter"),
    [
        ("A", "solvable_now", "A"),
        ("ａ", "solvable_now", None),
        ("B类", "to_be_planned", "B"),
        (" c ", "not_possible", "C"),
    ],
)
def test_a_letter_is_read_by_the_scheme_that_is_named(cell: str, meaning: str, letter: str | None) -> None:
    found = read(category=cell)
    category = found.document["cases"][0]["replies"][0]["category"][0]
    assert (category["meaning"], category.get("letter")) == (meaning, letter)


def test_a_letter_that_the_scheme_lacks_is_refused_and_so_is_any_without_a_scheme() -> None:
    assert refusals(read(category="D")) == [("INP-040", "提案!F2")]
    assert refusals(read(category="A/B")) == [("INP-040", "提案!F2")]
    assert refusals(read(replace(SAID, scheme=""))) == [("INP-045", "x.xlsx")]


def test_what_only_the_office_can_say_is_asked_once_for_all_rows() -> None:
    found = import_file(text((HEAD, ROW, ("8", *ROW[1:]))), name="x.csv")
    assert refusals(found) == [("INP-045", "x.csv")] * 5
    assert {dict(x.params)["key"] for x in found.problems} == {"place", "year", "complete_through", "bound", "scheme"}
    assert found.report.sheets[0].cases == 2
    with pytest.raises(InputRejected):
        found.register(allow_partial=True)


def test_merged_cells_fill_down_only_where_declared() -> None:
    rows = (HEAD, ROW, ("8", "关于校车的提案", "", "", "2023-04-10", "A"))
    merges = ((1, 2, 2, 2, "城管局"),)
    assert refusals(import_file(workbook(rows, merges=merges), SAID)) == [("INP-051", "提案!C3")]
    said = replace(SAID, fill_down=import_fields("lead_unit"))
    found = import_file(workbook(rows, merges=merges), said)
    assert found.problems == ()
    assert [case["assignments"][0]["unit"] for case in found.document["cases"]] == ["城管局", "城管局"]
    assert "filled_down" in mended(found)


def import_fields(*names: str) -> tuple[Any, ...]:
    from caserules.importing import Field

    return tuple(Field(name) for name in names)


def test_totals_and_remarks_are_passed_over_and_counted() -> None:
    rows = (
        ("某县提案办理情况", *[""] * 5),
        HEAD,
        ROW,
        ("合计", "", "", "", "", ""),
        ("", "注：截至八月", "", "", "", ""),
    )
    (sheet,) = import_file(workbook(rows), SAID).report.sheets
    assert (sheet.header, sheet.rows, sheet.cases, dict(sheet.passed), sheet.refused) == (2, 3, 1, {"total": 2}, 0)


def test_a_row_that_is_no_case_and_no_total_is_refused() -> None:
    found = import_file(workbook((HEAD, ROW, ("", "关于校车的提案", "教委", "", "", ""))), SAID)
    assert refusals(found) == [("INP-043", "提案!A3")]
    (sheet,) = found.report.sheets
    assert sheet.rows == sheet.cases + sheet.refused + sum(sheet.passed.values())


def test_a_hidden_sheet_is_told_and_read_only_where_asked() -> None:
    data = two_sheets((HEAD, ROW), (HEAD, ("8", *ROW[1:])), hide=True)
    found = import_file(data, SAID)
    assert (len(found.document["cases"]), ("hidden_sheet", (("name", "旧表"),)) in found.report.notes) == (1, True)
    assert len(import_file(data, replace(SAID, hidden_sheets="read")).document["cases"]) == 2


def test_a_formula_without_its_value_and_an_error_value_are_refused() -> None:
    assert refusals(read(assigned="=A1")) == [("INP-029", "提案!E2")]
    assert refusals(read(title="#REF!")) == [("INP-029", "提案!B2")]


def test_a_heading_that_stands_twice_is_refused() -> None:
    found = import_file(workbook(((*HEAD, "提案标题"), (*ROW, "x"))), SAID)
    assert [x.code for x in found.problems] == ["INP-007"]


def test_a_heading_is_known_whatever_stands_around_it() -> None:
    head = ("提案号 *", "案\n由", "主办单位（必填）", "协办　单位", "交办日期:", "办理结果")
    assert import_file(workbook((head, ROW)), SAID).problems == ()


def test_an_office_names_its_own_headings() -> None:
    head = ("流水", "题", "牵头", "配合", "何日", "果")
    assert [x.code for x in import_file(workbook((head, ROW)), SAID).problems] == ["INP-050"]
    names = dict(zip(head, ("number", "title", "lead_unit", "co_units", "assigned", "-"), strict=True))
    found = import_file(workbook((head, ROW)), replace(SAID, columns=names, kind=kind("proposal")))
    assert found.problems == ()


def kind(word: str) -> Any:
    from caserules.models import CaseKind

    return CaseKind(word)


@pytest.mark.parametrize(("expected", "explained", "codes"), [(1, "", []), (2, "", ["INP-047"]), (2, "一件撤回", [])])
def test_a_count_that_differs_is_an_error_until_explained(expected: int, explained: str, codes: list[str]) -> None:
    found = read(replace(SAID, expected={"proposal": expected}, explained=explained))
    assert [x.code for x in found.problems] == codes
    if codes:
        with pytest.raises(InputRejected):
            found.register(allow_partial=True)


def test_partial_leaves_out_the_rows_that_are_wrong() -> None:
    rows = (HEAD, ROW, ("8", "x", "教委", "", "8月底前", ""))
    found = import_file(workbook(rows), SAID)
    with pytest.raises(InputRejected):
        found.register()
    assert [case.number for case in found.register(allow_partial=True).cases] == [7]


def test_cases_told_twice_are_found_by_their_rows() -> None:
    found = import_file(workbook((HEAD, ROW, ("7", "另一件", *ROW[2:]))), SAID, name="x.xlsx")
    with pytest.raises(InputRejected) as refused:
        found.register()
    assert {(x.code, x.where) for x in refused.value.problems} == {("INP-008", "提案!2"), ("INP-008", "提案!3")}


def test_every_case_tells_its_row() -> None:
    found = import_file(workbook(LAYOUT_A), SAID, name="a.xlsx")
    assert [case["source"] for case in found.document["cases"]] == [
        {"row": 2, "file": "a.xlsx", "sheet": "提案"},
        {"row": 3, "file": "a.xlsx", "sheet": "提案"},
    ]


def test_a_row_of_another_length_than_its_header_is_refused() -> None:
    data = ",".join(HEAD) + "\n" + ",".join(ROW) + "\n8,x,教委,,2023-04-10\n9,x,教委,,2023-04-10,A,多\n合计,2\n"
    found = import_file(data.encode(), SAID, name="x.csv")
    assert refusals(found) == [("INP-052", "!3"), ("INP-052", "!4")]
    assert [case["number"] for case in found.document["cases"]] == [7]


def test_an_empty_cell_is_not_yet_only_in_a_column_that_is_there() -> None:
    said = replace(SAID, blank={"issued": "not_yet"})
    assert "replies" not in read(said, category="").document["cases"][0]
    found = import_file(workbook(((*HEAD, "答复日期"), (*ROW[:-1], "", ""))), said)
    assert found.document["cases"][0]["replies"] == [{"unit": "城管局", "issued": "not_yet"}]
    assert "blank_not_yet" in mended(found)


def test_what_is_mended_in_a_row_that_is_refused_is_not_told() -> None:
    found = import_file(workbook((HEAD, ("007", *ROW[1:4], "长期", "A"), ROW)), SAID)
    assert (refusals(found), mended(found)) == ([("INP-044", "提案!E2")], set())


def test_cells_that_are_equal_and_of_another_kind_are_read_apart() -> None:
    head = (*HEAD, "是否重点")
    rows = [(n, "x", "教委", "", "", "", mark) for n, mark in enumerate((1, True, "1", False, 0, ""), 1)]
    found = import_file(workbook((head, *rows)), SAID)
    assert [bool(case.get("designations")) for case in found.document["cases"]] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert found.problems == ()
