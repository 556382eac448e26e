"""Letters: what stands in them, in whose template, with whatever text; parsed back by another way than they were written."""

from __future__ import annotations

import re
import sys
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import docx
import pytest

from caserules import Confirmation, Confirmations, InputRejected, assess, criticism, remind
from caserules.confirming import State
from caserules.demo import build_demo
from caserules.report.letters import KINDS, Letter, letter_template, render_criticism, unit_letters, written
from caserules.report.letters.content import PLACES, ROW_PLACES
from caserules.report.letters.words import WORDS
from caserules.report.safe import visible
from caserules.report.words import Lang

DAY = date(2023, 8, 25)
LANGS: tuple[Lang, ...] = ("zh", "en")
MARKS = {"zh": "草稿，须经人工复核后发出", "en": "Draft: a person must review it before it is sent"}
HOSTILE = (
    "<w:p><w:r/></w:p>",
    "{单位}{序号}{nothing}",
    "]]>&amp;<!--",
    "a\x00b\x1bc\u202ed\ufffe",
    "=HYPERLINK(1)",
    "\ud800",
    "行\n\r\t列",
)


@cache
def county() -> Any:
    return assess(build_demo().register, "pengshui-2023", as_of=DAY)


@cache
def plain() -> Any:
    return county().to_dict()


@cache
def due() -> Any:
    return remind(county(), "10wd").to_dict()


def opened(contents: bytes) -> Any:
    return docx.Document(BytesIO(contents))


def paragraphs(contents: bytes) -> list[str]:
    return [x.text for x in opened(contents).paragraphs]


def rows(contents: bytes) -> list[list[str]]:
    (table,) = opened(contents).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def shape(contents: bytes) -> Counter[str]:
    return Counter(str(x.tag) for x in opened(contents).element.iter())


def letters(kind: Any, lang: Lang = "zh", **more: Any) -> dict[str, Letter]:
    given: dict[str, Any] = {"due": due()} if kind == "reminder" else {}
    if kind == "reply_form":
        given = {"categories": county().policy.letters}
    return dict(unit_letters(plain(), kind, lang, **given | more))


# ------------------------------------------------------------ what stands in them


def test_a_reminder_lists_what_the_reminders_list() -> None:
    made = letters("reminder")
    assert made.keys() == due()["units"].keys()
    for unit, items in due()["units"].items():
        letter = made[unit]
        assert letter.rows is not None and letter.values["count"] == str(len(items))
        assert [x["clause"] for x in letter.rows] == [x["clause"] for x in items]
        for row, item in zip(letter.rows, items, strict=True):
            days = (date.fromisoformat(item["day"]) - DAY).days
            told = {"overdue": f"逾期 {-days} 天", "due": f"还有 {days} 天", "reminder": "提醒，不是期限"}
            assert row["due"] == item["day"]
            assert row["state"] == ("今日到期" if item["urgency"] == "due" and not days else told[item["urgency"]])


def test_a_notice_lists_all_that_is_broken_by_unit() -> None:
    made = letters("notice")
    broken = Counter(x["unit"] for x in plain()["findings"] if x["verdict"] == "broken")
    assert {unit: len(letter.rows or ()) for unit, letter in made.items()} == dict(broken)
    late = next(x for x in plain()["findings"] if x["breach"] == "late" and x["late"])
    states = [x["state"] for x in made[late["unit"]].rows or ()]
    assert f"逾期 {late['detail']['late_by']['days']} 天办结" in states
    folded = [x for letter in made.values() for x in letter.rows or () if "同一事实" in x["mend"]]
    in_one_letter = [
        x for x in plain()["findings"] if x["verdict"] == "broken" and x["same_fact_as"] and x["unit"] == _unit(x)
    ]
    assert len(folded) == len(in_one_letter) > 0


def _unit(finding: Mapping[str, Any]) -> str:
    return next(str(x["unit"]) for x in plain()["findings"] if x["id"] == finding["same_fact_as"])


def test_a_letter_is_to_one_unit_and_names_no_other() -> None:
    names = plain()["units"]
    for unit, letter in letters("notice").items():
        text = "\n".join([*letter.values.values(), *(x for row in letter.rows or () for x in row.values())])
        assert letter.values["unit"] == names[unit]
        longer = [x for x in names.values() if x in names[unit]]
        assert not [x for x in names.values() if x in text and x not in longer]
    assert list(letters("notice", unit="jiaowei")) == ["jiaowei"]
    assert letters("notice", unit="nobody") == {}


def test_secret_cases_are_counted_and_not_listed() -> None:
    case = next(x["case"] for x in plain()["findings"] if x["verdict"] == "broken" and x["case"])
    unit = next(x["unit"] for x in plain()["findings"] if x["verdict"] == "broken" and x["case"] == case)
    number = case.rpartition("/")[2]
    hidden = sum(x["verdict"] == "broken" and (x["unit"], x["case"]) == (unit, case) for x in plain()["findings"])
    open_, closed = letters("notice")[unit], letters("notice", secret={case})[unit]
    assert closed.values["count"] == open_.values["count"]
    assert len(closed.rows or ()) == len(open_.rows or ()) - hidden
    assert f"另有 {hidden} 项属涉密件" in closed.values["withheld"] and open_.values["withheld"] == ""
    assert not [x for x in closed.rows or () if x["case"].endswith(f"/{number}")]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["reminder", "notice"])
def test_a_letter_is_laid_out_as_one(kind: Any, lang: Lang) -> None:
    unit, letter = next(iter(letters(kind, lang, issuer="某县某办").items()))
    contents = written(letter)
    lines, document = paragraphs(contents), opened(contents)
    assert MARKS[lang] in lines
    assert any(x.text and x.style.name == "Title" for x in document.paragraphs)
    addressee = next(x for x in document.paragraphs if plain()["units"][unit] in x.text)
    assert addressee.paragraph_format.first_line_indent is None
    assert lines[-2:] == ["某县某办", "2023年8月25日" if lang == "zh" else "2023-08-25"]
    assert rows(contents)[0] == [WORDS[f"head.{x}"][lang == "en"] for x in list(ROW_PLACES) if x != "bearer"]
    assert [x[0] for x in rows(contents)[1:]] == [str(x) for x in range(1, len(letter.rows or ()) + 1)]
    section = document.sections[0]
    assert [round(x.mm) for x in (section.page_width, section.page_height, section.top_margin)] == [210, 297, 37]
    assert [round(x.mm) for x in (section.bottom_margin, section.left_margin, section.right_margin)] == [35, 28, 26]
    assert not re.search(r"[{}\[\]]", "".join(lines))


def test_the_form_of_a_reply_has_the_policys_letters_and_its_receipt() -> None:
    contents = written(letters("reply_form")["jiaowei"])
    lines = paragraphs(contents)
    assert lines[0] == "类别：A / B / C"
    assert "A 能够解决，尽快落实；B 列入计划逐步解决；C 不符合规定或不具备条件" in "".join(lines)
    assert MARKS["zh"] not in lines
    form = dict(rows(contents))
    assert form["承办单位"] == "县教委"
    assert form["对答复的评价"] == "□满意\u3000□基本满意\u3000□不满意"
    assert letters("reply_form").keys() == plain()["units"].keys()


def test_a_draft_of_criticism_and_its_correction() -> None:
    steps = []
    first, second = county().broken()[:2]
    for finding, states in (
        (first, "draft told answered confirmed"),
        (second, "draft told answered confirmed published withdrawn"),
    ):
        steps += [Confirmation(finding.id, State(x), "欧阳无名", DAY) for x in states.split()]
    drafted = criticism(county(), Confirmations(steps), as_of=DAY).to_dict()
    draft = written(render_criticism(plain(), drafted))
    assert [x[1] for x in rows(draft)[1:]] == [first.unit_name()]
    assert "由人研究决定" in "".join(paragraphs(draft)) and MARKS["zh"] in paragraphs(draft)
    correction = written(render_criticism(plain(), drafted, corrections=True))
    assert [(x[1], x[-1]) for x in rows(correction)[1:]] == [(second.unit_name(), "2023年8月25日通报；已撤销")]
    for contents in (draft, correction):
        with zipfile.ZipFile(BytesIO(contents)) as archive:
            assert not any("欧阳无名".encode() in archive.read(x) for x in archive.namelist())


# ------------------------------------------------------------ bytes and hostile text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["reminder", "notice", "reply_form"])
def test_the_same_letter_gives_the_same_bytes_without_a_clock(kind: Any, lang: Lang) -> None:
    letter = next(iter(letters(kind, lang).values()))
    contents = written(letter)
    assert contents == written(letter) == written(letter, letter_template(kind, lang))
    with zipfile.ZipFile(BytesIO(contents)) as archive:
        assert {x.date_time for x in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(contents).core_properties
    assert (properties.author, properties.last_modified_by, properties.keywords) == (
        "caserules",
        "",
        "caserules-letter",
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", ["notice", "reply_form"])
def test_hostile_text_leaves_the_structure_as_it_was(kind: Any, text: str) -> None:
    letter = next(iter(letters(kind).values()))
    calm = {key: value and "甲" for key, value in letter.values.items() if key != "draft"}
    wild = {key: value and visible(text) for key, value in letter.values.items() if key != "draft"}
    cells = None if letter.rows is None else ({key: visible(text) for key in letter.rows[0]},) * 3
    calm_cells = None if letter.rows is None else (dict.fromkeys(letter.rows[0], "甲"),) * 3
    draft = {"draft": letter.values["draft"]}
    made = written(Letter(kind, "zh", wild | draft, cells))
    assert shape(made) == shape(written(Letter(kind, "zh", calm | draft, calm_cells)))
    if cells is not None:
        assert [x[0] for x in rows(made)[1:]] == [visible(text)] * 3


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_of_units_come_through_as_text(text: str) -> None:
    data = {**plain(), "units": {**plain()["units"], "jiaowei": text}}
    ((_, letter),) = unit_letters(data, "notice", unit="jiaowei")
    assert f"{visible(text)}：" in paragraphs(written(letter))


# ------------------------------------------------------------ templates


def edited(kind: Any, change: Any, lang: Lang = "zh") -> bytes:
    document = opened(letter_template(kind, lang))
    change(document)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_place_of_a_template_is_known_and_every_place_is_used(kind: Any, lang: Lang) -> None:
    contents = letter_template(kind, lang)
    assert contents == letter_template(kind, lang)
    text = "".join(paragraphs(contents)) + "".join(x for row in rows(contents) for x in row)
    names = {name[lang == "en"] for name in (*PLACES.values(), *ROW_PLACES.values())}
    assert set(re.findall(r"\{(.*?)\}", text)) <= names


def test_no_place_is_without_use() -> None:
    texts = [letter_template(kind) for kind in KINDS]
    used = {
        name
        for contents in texts
        for text in (*paragraphs(contents), *(x for row in rows(contents) for x in row))
        for name in re.findall(r"\{(.*?)\}", text)
    }
    assert used == {zh for zh, _ in (*PLACES.values(), *ROW_PLACES.values())}


def test_an_office_edits_words_fonts_and_columns() -> None:
    def change(document: Any) -> None:
        document.paragraphs[2].text = "关于{year}年有关事项的函（{单位}）"
        paragraph = document.add_paragraph("抄送：")
        for piece in ("{", "单", "位", "}", "、{地", "区}"):  # as an editor cuts a place into pieces
            paragraph.add_run(piece).bold = piece == "{"
        document.sections[0].header.paragraphs[0].text = "{单位} {截至日}"

    letter = letters("notice")["jiaowei"]
    contents = written(letter, edited("notice", change))
    lines = paragraphs(contents)
    assert "关于2023年有关事项的函（县教委）" in lines
    assert f"抄送：县教委、{plain()['register']['place']}" in lines
    assert opened(contents).sections[0].header.paragraphs[0].text == "县教委 2023年8月25日"
    assert len(rows(contents)) == len(letter.rows or ()) + 1


def test_a_draft_says_so_whatever_the_template_leaves_out() -> None:
    def change(document: Any) -> None:
        document.element.body.remove(document.paragraphs[0]._p)

    contents = written(letters("notice")["jiaowei"], edited("notice", change))
    assert paragraphs(contents)[0] == MARKS["zh"]
    assert Counter(paragraphs(written(letters("notice")["jiaowei"])))[MARKS["zh"]] == 1


def test_the_last_editor_of_a_template_is_not_told() -> None:
    def change(document: Any) -> None:
        document.core_properties.last_modified_by = document.core_properties.author = "欧阳无名"

    contents = written(letters("notice")["jiaowei"], edited("notice", change))
    with zipfile.ZipFile(BytesIO(contents)) as archive:
        assert "欧阳无名".encode() not in archive.read("docProps/core.xml")


def _without_table(document: Any) -> None:
    document.element.body.remove(document.tables[0]._tbl)


def _with_another_place(document: Any) -> None:
    document.add_paragraph("{附件}")


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (b"", "LTR-002"),
        (b"PK\x03\x04 no archive", "LTR-002"),
        (lambda: edited("notice", _without_table), "LTR-003"),
        (lambda: edited("notice", _with_another_place), "LTR-001"),
        (lambda: _packed(b"\0" * 21 * 1024 * 1024), "LTR-002"),
        (lambda: _packed(b"x"), "LTR-002"),
    ],
)
def test_a_template_that_is_none_is_refused(template: Any, code: str) -> None:
    with pytest.raises(InputRejected) as refused:
        written(letters("notice")["jiaowei"], template if isinstance(template, bytes) else template(), where="t.docx")
    assert (refused.value.code, refused.value.problems[0].where) == (code, "t.docx")


def _packed(contents: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", contents)
    return made.getvalue()


def test_a_letter_without_duties_to_list_has_no_table() -> None:
    letter = letters("notice")["jiaowei"]
    assert opened(written(Letter("notice", "zh", letter.values, ()))).tables == []


def test_the_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    letter, template = letters("notice")["jiaowei"], letter_template("notice")
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputRejected) as refused:
        written(letter, template)
    assert refused.value.code == "INP-014"


def test_words_have_both_languages_and_the_same_places() -> None:
    for key, (zh, en) in WORDS.items():
        for pattern in (r"\{[a-z]+\}", r"\[[a-z_]+\]"):
            assert sorted(set(re.findall(pattern, zh))) == sorted(set(re.findall(pattern, en))), key
        assert not re.search("[\u4e00-\u9fff]", en), key
