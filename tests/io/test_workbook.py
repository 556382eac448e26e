"""The project's own workbook: what a person sees, what a person may type, and what each wrong cell is told as."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from caserules.errors import InputRejected
from caserules.io import archive, load_register, load_register_reporting, read_story, read_workbook, write_workbook
from caserules.io.labels import COLUMN_LABELS, SHEET_LABELS
from caserules.io.layout import SHEETS
from caserules.io.shape import Kind, fields_of
from caserules.models import Model, Register

STORY = """
complete_through = 2023-09-10
not_kept = contacts
2023-04-10 assigned jiaowei lead
? assigned caizheng co_handling
2023-05-24 delivered caizheng
2023-06-01 asked caizheng
not_yet delivered caizheng
2023-05-01 contact jiaowei face_to_face leader_in_charge
2023-08-01 draft jiaowei li
2023-08-02 review jiaowei zhao seq=1
2023-08 issued jiaowei number=府办函〔2023〕12号
2023-08-04 category jiaowei A
done issued jiaowei version=2
2023-08-03 draft jiaowei li version=2
2023-08-06 sent jiaowei
2023-08-20 rating jiaowei satisfied
2023-08-18 reminded jiaowei
2023-08-25 published jiaowei
2023-08-26 withheld jiaowei reason=涉及隐私
2023-08-05 made c1 promised_for=2023-11-30 steps=设计,施工
2023-09-05 told c1
2023-06-02 tracker sun
2023-06-03 dealt_with p1
2023-01-01 post jiaowei principal qian
unit court copied_only aliases=法院,县法院
carried suggestion/2022/5 jiaowei B
2023-04-20 return caizheng outcome=refused
proposal/2023/7: 2023-04-10 assigned jiaowei
proposal/2023/7: title = =HYPERLINK("http://x")
"""

Book: TypeAlias = openpyxl.Workbook


@pytest.fixture(scope="module")
def register() -> Register:
    return read_story(STORY)


@pytest.fixture(scope="module")
def file(register: Register, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("books") / "register.xlsx"
    write_workbook(register, path)
    return path


def sheet(book: Book, name: str) -> Worksheet:
    found = next(page for page in book.worksheets if page.title.endswith(f" {name}"))
    assert isinstance(found, Worksheet)
    return found


def column(page: Worksheet, name: str) -> int:
    return next(place for place, cell in enumerate(page[1], 1) if str(cell.value).split()[-1] == name)


def cell(book: Book, where: str) -> Any:
    """Return the cell of a sheet, a column and a row: `cases.title.2`."""
    page, name, row = re.fullmatch(r"(\w+)\.(.+)\.([0-9]+)", where).groups()  # type: ignore[union-attr]
    return sheet(book, page).cell(int(row), column(sheet(book, page), name))


@pytest.fixture
def edited(file: Path, tmp_path: Path) -> Callable[[Callable[[Book], object]], Path]:
    """Give the workbook as a person left it: opened, changed and saved by another program."""

    def edit(change: Callable[[Book], object]) -> Path:
        book = openpyxl.load_workbook(file)
        change(book)
        path = tmp_path / "edited.xlsx"
        book.save(path)
        return path

    return edit


def refusal(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(InputRejected) as caught:
        read_workbook(path)
    return [(problem.code, problem.where) for problem in caught.value.problems]


# ---------------------------------------------------------------- what a person sees


def test_every_list_of_records_has_a_sheet_and_every_field_a_column() -> None:
    ways = {found.way for found in SHEETS}
    seen: set[tuple[str, ...]] = set()

    def walk(model: type[Model], way: tuple[str, ...], sheet_way: tuple[str, ...]) -> None:
        for shape in fields_of(model):
            here = (*way, shape.key)
            if shape.model is None:
                seen.add(here)
                page = next(found for found in SHEETS if found.way == sheet_way)
                assert here[len(sheet_way) :] in [told.path for told in page.columns]
            else:
                assert shape.kind is not Kind.RECORDS or here in ways, here
                walk(shape.model, here, here if here in ways else sheet_way)

    walk(Register, (), ())
    assert len(seen) > 200


def test_every_sheet_and_column_has_a_chinese_label_and_no_label_is_left_over() -> None:
    assert list(SHEET_LABELS) == [found.name for found in SHEETS]
    names = {(found.name, told.name) for found in SHEETS for told in found.columns}
    names |= {(found.name, above.key_name) for found in SHEETS for above in found.parents}
    used = set()
    for page, name in names:
        told = (f"{page}.{name}", name, name.rpartition(".")[2])
        used.add(next((label for label in told if label in COLUMN_LABELS), f"missing: {page}.{name}"))
    assert used <= set(COLUMN_LABELS)
    assert set(COLUMN_LABELS) - used == {"outcome", "about"} & set(COLUMN_LABELS)


def test_a_person_can_read_it(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:3] == ["台账 register", "各类记录完整至 complete_through", "承办单位 units"]
    assert len(book.sheetnames) == len(SHEETS)
    page = sheet(book, "assignments")
    assert [told.value for told in page[1]] == [
        "办件 case",
        "承办单位 unit",
        "承办角色 role",
        "交办日 assigned",
        "签收日 acknowledged",
        "收到日 received",
    ]
    assert [told.value for told in page[2]][:3] == ["suggestion/2023/12", "jiaowei", "lead"]
    assert page["D2"].value == datetime(2023, 4, 10)  # noqa: DTZ001
    assert (page["D2"].number_format, page["D3"].value) == ("yyyy-mm-dd", None)
    assert cell(book, "replies.issued.2").value == "2023-08"
    assert cell(book, "requests.delivered.2").value == "not_yet"
    assert [told.value for told in sheet(book, "steps")[3]][:3] == ["suggestion/2023/12", "jiaowei/1", "review"]
    for found in SHEETS:
        page = sheet(book, found.name)
        assert page.freeze_panes is not None
        assert page.auto_filter.ref is not None
        assert all(10 <= page.column_dimensions[get_column_letter(n)].width <= 50 for n in range(1, len(page[1]) + 1))


def test_every_text_is_text(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    assert {told.data_type for page in book.worksheets for row in page.iter_rows() for told in row} <= set("snbd")
    title = cell(book, "cases.title.3")
    assert (title.value, title.data_type) == ('=HYPERLINK("http://x")', "s")
    with zipfile.ZipFile(file) as members:
        assert not [
            name for name in members.namelist() if b"<f>" in members.read(name) or b"hyperlink" in members.read(name)
        ]


def test_closed_lists_can_be_chosen_from(file: Path) -> None:
    page = sheet(openpyxl.load_workbook(file), "cases")
    lists = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists["A2"] == '"suggestion,proposal"'


def test_columns_that_nobody_fills_are_left_out(file: Path) -> None:
    page = sheet(openpyxl.load_workbook(file), "filings")
    assert [str(told.value).split()[-1] for told in page[1]] == [
        "paper",
        "unit",
        "recipient",
        "cases",
        "filed",
        "arrived",
    ]


# ---------------------------------------------------------------- what a person may do


def test_saved_by_another_program_it_is_the_same(
    edited: Callable[[Callable[[Book], object]], Path], register: Register
) -> None:
    assert read_workbook(edited(lambda book: None)) == register


def test_sheets_and_columns_may_be_moved_and_renamed_in_chinese(
    edited: Callable[[Callable[[Book], object]], Path], register: Register
) -> None:
    def change(book: Book) -> None:
        book.move_sheet(book.worksheets[0], len(SHEETS))
        sheet(book, "steps").move_range("A1:A9", cols=8)
        sheet(book, "units").title = "单位 units"
        sheet(book, "cases")["A1"] = "建议还是提案\n kind"
        del book[sheet(book, "reminders").title]
        sheet(book, "contacts").insert_rows(2, 3)

    assert read_workbook(edited(change)) == register


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2023, 5, 1), "2023-05-01"),
        (datetime(2023, 5, 1, 23, 59, 59, 991000), "2023-05-01"),  # noqa: DTZ001 - D40
        ("2023-05-01", "2023-05-01"),
        ("none", "none"),
        ("2023-Q2", "2023-Q2"),
    ],
)
def test_a_day_as_a_person_types_it(
    edited: Callable[[Callable[[Book], object]], Path], value: object, day: str
) -> None:
    def change(book: Book) -> None:
        cell(book, "assignments.acknowledged.2").value = value

    assert str(read_workbook(edited(change)).cases[0].assignments[0].acknowledged) == day


def test_a_1904_workbook_has_its_own_days(file: Path, tmp_path: Path) -> None:  # D38
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(tmp_path / "mac.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1))
    assert read_workbook(tmp_path / "mac.xlsx").cases[0].assignments[0].assigned == date(2027, 4, 11)


# ---------------------------------------------------------------- what each wrong cell is told as


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        ("assignments.assigned.2", 45026, ("INP-012", "assignments!D2")),  # D41: a number is no day
        ("assignments.assigned.2", 45026.5, ("INP-012", "assignments!D2")),
        ("assignments.assigned.2", "45026", ("INP-012", "assignments!D2")),
        ("assignments.assigned.2", "2023年4月10日", ("INP-012", "assignments!D2")),
        ("assignments.assigned.2", True, ("INP-012", "assignments!D2")),
        ("assignments.assigned.2", date(1950, 1, 1), ("INP-012", "assignments!D2")),  # D39
        ("assignments.assigned.2", date(2101, 1, 1), ("INP-012", "assignments!D2")),
        ("assignments.role.2", "主办", ("INP-004", "assignments!C2")),
        ("assignments.role.2", None, ("INP-006", "assignments!C2")),
        ("assignments.unit.2", 12, ("INP-004", "assignments!B2")),
        ("assignments.unit.2", "jiao\u200bwei", ("INP-009", "assignments!B2")),
        ("cases.number.2", "12", ("INP-004", "cases!C2")),
        ("cases.number.2", 12.5, ("INP-004", "cases!C2")),
        ("cases.title.2", 12, ("INP-004", "cases!D2")),
        ("adjustments.decided.outcome.2", "好", ("INP-004", "adjustments!R2")),
        ("adjustments.about.round.2", 100, ("INP-011", "adjustments!F2")),
        ("complete_through.default.2", "2023-05", ("INP-012", "complete_through!A2")),
        ("units.aliases.4", 5, ("INP-004", "units!C4")),
        ("units.bound.2", False, ("INP-004", "units!D2")),
        ("commitments.steps.2", "有", ("INP-004", "commitments!F2")),
        ("register.carried.2", "有", ("INP-004", "register!H2")),
        ("register.place.2", None, ("INP-006", "register!B2")),
        ("steps.reply.2", "jiaowei/3", ("INP-015", "steps!B2")),
        ("steps.case.2", "suggestion/2023/99", ("INP-015", "steps!B2")),
        ("assignments.case.2", None, ("INP-015", "assignments!A2")),
        ("steps.reply.1", "复函 答复", ("INP-005", "steps!B1")),
        ("cases.title.1", None, ("INP-005", "cases!D1")),
        ("cases.title.1", "类别 kind", ("INP-007", "cases!D1")),
        ("cases.title.2", "=1+1", ("INP-029", "cases!D2")),  # F09: no cached value
        ("assignments.assigned.2", "=D3", ("INP-029", "assignments!D2")),
        ("assignments.assigned.3", "=D3", ("INP-029", "assignments!D3")),
    ],
)
def test_a_wrong_cell(
    edited: Callable[[Callable[[Book], object]], Path], where: str, value: object, told: tuple[str, str]
) -> None:
    def change(book: Book) -> None:
        cell(book, where).value = value
        if type(value) in (int, float):
            cell(book, where).number_format = "General"

    assert told in refusal(edited(change))


def test_all_wrong_cells_at_once(edited: Callable[[Callable[[Book], object]], Path]) -> None:
    def change(book: Book) -> None:
        cell(book, "cases.number.3").value = "七"
        cell(book, "steps.step.3").value = None
        cell(book, "contacts.form.2").value = "面谈"
        cell(book, "units.roles_named.2").value = "=1/0"
        sheet(book, "people")["D1"] = "电话"
        sheet(book, "people")["D2"] = "13800000000"
        sheet(book, "filings").merge_cells("A2:A3")  # F07
        book.create_sheet("备注")

    found = refusal(edited(change))
    assert sorted(found) == sorted(
        [
            ("INP-029", "units!H2"),
            ("INP-029", "filings!A2:A3"),
            ("INP-005", "people!D1"),
            ("INP-006", "people!A2"),
            ("INP-005", "?30!"),
            ("INP-004", "cases!C3"),
            ("INP-015", "proposers!A3"),
            ("INP-015", "assignments!A4"),
            ("INP-006", "steps!C3"),
            ("INP-004", "contacts!F2"),
        ]
    )


def test_an_error_value_is_no_text(file: Path, tmp_path: Path) -> None:  # F09
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet7.xml":
                content = re.sub(rb'<c r="D3"[^>]*>.*?</c>', b'<c r="D3" t="e"><v>#REF!</v></c>', content)
            target.writestr(name, content)
    assert refusal(tmp_path / "a.xlsx") == [("INP-029", "cases!D3")]


def test_the_same_sheet_twice_and_a_second_row_where_there_is_one(
    edited: Callable[[Callable[[Book], object]], Path],
) -> None:
    def change(book: Book) -> None:
        book.create_sheet("另一张 cases")
        sheet(book, "register")["B3"] = "另一个县"
        sheet(book, "follow_up").append(["suggestion/2023/12", date(2023, 5, 1)])

    assert refusal(edited(change)) == [("INP-007", "cases!"), ("INP-007", "register!3"), ("INP-007", "follow_up!3")]


def test_a_missing_sheet_or_key_column(edited: Callable[[Callable[[Book], object]], Path]) -> None:
    def change(book: Book) -> None:
        del book[sheet(book, "register").title]
        sheet(book, "steps").delete_cols(2)

    found = refusal(edited(change))
    assert ("INP-006", "steps! reply") in found
    assert [code for code, _where in found] == ["INP-006"] * 3


def test_a_wrong_case_may_be_left_out(edited: Callable[[Callable[[Book], object]], Path]) -> None:
    def change(book: Book) -> None:
        cell(book, "assignments.role.4").value = "主办"

    register, problems = load_register_reporting(edited(change), allow_partial=True)
    assert [case.key for case in register.cases] == ["suggestion/2023/12"]
    assert [(problem.code, problem.where) for problem in problems] == [("INP-004", "assignments!C4")]


def test_too_much_for_a_workbook_is_refused_when_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = {"id": "u", "name": "某局", "bound": True}
    source = {"place": "某县", "year": 2023, "complete_through": "2023-09-01"}
    long = load_register({**source, "units": [{**unit, "aliases": ["长" * 4_000] * 9}]})
    with pytest.raises(InputRejected) as caught:
        write_workbook(long, tmp_path / "a.xlsx")
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [("INP-011", "units!2")]
    monkeypatch.setattr("caserules.io.workbook_write.MOST_ROWS", 3)
    many = load_register({**source, "reminders": [{"to": "u"}] * 3})
    with pytest.raises(InputRejected) as caught:
        write_workbook(many, tmp_path / "a.xlsx")
    assert caught.value.code == "INP-011"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("module", "act"), [("xlsxwriter", "write"), ("python_calamine", "read")])
def test_without_the_extra(
    register: Register, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, act: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(InputRejected) as caught:
        read_workbook(file) if act == "read" else write_workbook(register, tmp_path / "a.xlsx")
    assert [(problem.code, problem.params) for problem in caught.value.problems] == [("INP-014", (("extra", "xlsx"),))]


# ---------------------------------------------------------------- the archive


def packed(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def members(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as source:
        return {name: source.read(name) for name in source.namelist()}


SHEET = "xl/worksheets/sheet7.xml"
DOCTYPE = b'<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY l2 "&lol;&lol;&lol;">]>'


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (SHEET, lambda old: b" " * 100 + old),  # no XML start
        (SHEET, lambda old: old.replace(b"?>", b"?>" + DOCTYPE, 1)),  # F03
        ("xl/workbook.xml", lambda old: old.replace(b"?>", b"?>" + DOCTYPE, 1)),
        ("xl/styles.xml", lambda old: old.replace(b"?>", b"?>" + b"<!-- -->" * 5_000 + DOCTYPE, 1)),
        (
            "xl/sharedStrings.xml",
            lambda old: old.replace(b"?>", b'?><!DOCTYPE x SYSTEM "file:///etc/passwd">', 1),
        ),  # F04
        (SHEET, lambda old: old.decode().replace("UTF-8", "UTF-16", 1).encode("utf-16")),
        (SHEET, lambda old: old.replace(b"UTF-8", b"UTF-7", 1)),
        ("xl/vbaProject.bin", lambda old: b"x"),  # F10
        ("xl/../evil.xml", lambda old: b"<a/>"),  # F02
        ("/etc/passwd", lambda old: b"<a/>"),
        ("xl\\evil.xml", lambda old: b"<a/>"),
        ("xl/工作表.xml", lambda old: b"<a/>"),
        ("XL/WORKBOOK.XML", lambda old: b"<a/>"),
        ("xl/bomb.bin", lambda old: bytes(2 * 1024 * 1024)),  # F01: 1000:1
        ("xl/_rels/workbook.xml.rels", lambda old: old.replace(b"/>", b' TargetMode="External"/>', 1)),
    ],
)
def test_a_suspicious_archive(
    members: dict[str, bytes], tmp_path: Path, name: str, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed({**members, name: change(members.get(name, b""))}))
    ((code, where),) = refusal(path)
    assert code == "INP-017"
    assert where.startswith("a.xlsx")


def test_a_large_bomb_is_refused_fast() -> None:
    data = packed({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": bytes(300 * 1024 * 1024)})
    started = time.perf_counter()
    with pytest.raises(InputRejected):
        load_register(data)
    assert time.perf_counter() - started < 1


def test_limits_of_the_archive(members: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(members)
    for name, value in (("MOST_MEMBERS", 10), ("MOST_BYTES", 500), ("MOST_TOTAL", 5_000)):
        with monkeypatch.context() as patched:
            patched.setattr(archive, name, value)
            with pytest.raises(InputRejected) as caught:
                load_register(data)
            assert caught.value.code == "INP-017"


def test_two_members_of_one_name_or_place(members: dict[str, bytes]) -> None:
    buffer = BytesIO(packed(members))
    with zipfile.ZipFile(buffer, "a") as target, pytest.warns(UserWarning, match="Duplicate name"):
        target.writestr(SHEET, b"<a/>")
    overlapping = bytearray(packed(members))
    last = overlapping.rindex(b"PK\x01\x02")
    overlapping[last + 42 : last + 46] = bytes(4)  # its data begin where the first member's do
    for data in (buffer.getvalue(), bytes(overlapping)):
        with pytest.raises(InputRejected) as caught:
            load_register(data)
        assert caught.value.code == "INP-017"


@pytest.mark.parametrize(("place", "value"), [(8, 1), (10, 12), (10, 99)])  # encrypted; bzip2; unknown
def test_members_that_are_no_plain_ones(members: dict[str, bytes], place: int, value: int) -> None:
    data = bytearray(packed(members))
    data[data.index(b"PK\x01\x02") + place] = value
    data[data.index(b"PK\x03\x04") + place - 2] = value
    with pytest.raises(InputRejected) as caught:
        load_register(bytes(data))
    assert caught.value.code == "INP-017"


def test_a_size_that_lies(members: dict[str, bytes]) -> None:
    data = bytearray(packed(members))
    start = data.index(b"PK\x01\x02") + 24
    data[start : start + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InputRejected) as caught:
        load_register(bytes(data))
    assert caught.value.code == "INP-017"


@pytest.mark.parametrize(
    "cell_text",
    [
        b'<c r="XFD3" t="n"><v>1</v></c>',  # F06: a dense table of 16,384 columns
        b'<c r="CA3"><v>1</v></c>',
        b'<c r="A100000"><v>1</v></c>',
        b'<c r="A1048576"><v>1</v></c>',
        b"<c><v>1</v></c>",
        b"<c/>",
        b'<x:c r="A3"/>',
        b'<c r="xfd1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c r="A0099999"><v>1</v></c>',
        b'<c r="A0"><v>1</v></c>',
        b'<c t="n" r="XFD3"><v>1</v></c>',
    ],
)
def test_cells_out_of_all_measure(members: dict[str, bytes], cell_text: bytes) -> None:
    content = members[SHEET].replace(b"</sheetData>", b'<row r="9">' + cell_text + b"</row></sheetData>")
    with pytest.raises(InputRejected) as caught:
        load_register(packed({**members, SHEET: content}))
    assert caught.value.code == "INP-011"


def test_sheets_that_together_are_too_large(members: dict[str, bytes]) -> None:
    far = b'<row r="99999"><c r="BZ99999"><v>1</v></c></row></sheetData>'
    content = members[SHEET].replace(b"</sheetData>", far)
    with pytest.raises(InputRejected) as caught:
        load_register(packed({**members, SHEET: content}))
    assert caught.value.code == "INP-011"


def test_a_dimension_that_lies_costs_nothing(members: dict[str, bytes], register: Register) -> None:  # F05
    content = re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>', members[SHEET])
    assert load_register(packed({**members, SHEET: content})) == register


def test_one_long_text_in_very_many_cells(members: dict[str, bytes]) -> None:
    text = b"<si><t>" + b"x" * 30_000 + b"</t></si>"
    shared = members["xl/sharedStrings.xml"].replace(b"<si>", text + b"<si>", 1)
    rows = b"".join(b'<row r="%d"><c r="B%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(10, 40_000))
    content = members[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")
    with pytest.raises(InputRejected) as caught:
        load_register(packed({**members, "xl/sharedStrings.xml": shared, SHEET: content}))
    assert caught.value.code == "INP-011"


def test_other_archives_are_no_workbooks(members: dict[str, bytes]) -> None:
    assert archive.members_of(packed(members), "") == members
    for found in ({"word/document.xml": b"<a/>"}, {"content.xml": b"<a/>"}, {"xl/workbook.bin": b"x"}):
        with pytest.raises(InputRejected) as caught:
            load_register(packed(found))
        assert caught.value.code == "INP-022"
    with pytest.raises(InputRejected) as caught:
        load_register(packed({"xl/workbook.xml": b"<a/>"}))
    assert caught.value.code == "INP-003"
