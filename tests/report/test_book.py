"""The policy book: what stands in it, the same in both its forms, whatever the pack's texts hold."""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from caserules.errors import InputRejected
from caserules.models import CategoryMeaning
from caserules.policy import Policy, known_policies, load_policy
from caserules.report.book import render_book_docx, render_book_html
from caserules.report.book.content import Book, Choice, Facts, Grid, Heading, Para, Sign
from caserules.report.book.sections import book_of
from caserules.report.book.values import option_text
from caserules.report.book.words import WORDS
from caserules.report.safe import visible
from caserules.report.words import Lang
from caserules.rules import all_rules
from caserules.rules.cards import card

DAY = date(2023, 4, 10)
LANGS: tuple[Lang, ...] = ("zh", "en")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
PACK = files("caserules.policy").joinpath("packs", "pengshui-2023.toml").read_text(encoding="utf-8")
OPINION = 'opinion_term = { term = "30wd", from = "asked", start_day = "@start_day" }'
STACKS = ("pengshui-2023", "pengshui-2023-full")


class _Page(HTMLParser):
    """A page's elements and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.tags[f"{tag} {sorted(x for x, _ in attrs)}"] += 1
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self._open and data.strip():
            self.texts.append(data.strip())


def texts_of_docx(contents: bytes) -> list[str]:
    document: Any = docx.Document(BytesIO(contents))
    found = [x.text for x in document.paragraphs]
    found += [p.text for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
    return [x for x in found if x.strip()]


def elements_of_docx(contents: bytes) -> Counter[str]:
    document: Any = docx.Document(BytesIO(contents))
    return Counter(str(x.tag) for x in document.element.iter())


def texts_of(book: Book) -> list[str]:
    """Every text of a book."""
    found = [book.place, book.title, book.subtitle]

    def cells(row: tuple[Any, ...]) -> list[str]:
        return [line for cell in row for line in ((cell,) if isinstance(cell, str) else cell)]

    for block in book.blocks:
        match block:
            case Heading(_, text) | Para(text, _):
                found.append(text)
            case Facts(rows):
                found += [x for row in rows for x in cells(row)]
            case Grid(heads, rows, _):
                found += [*heads, *(x for row in rows for x in cells(row))]
            case Choice(options):
                found += [x for x, _ in options]
            case Sign(lines, name, day):
                found += [name, day, *(x for line in lines for x in line if x)]
    return found


@cache
def book(name: str, lang: Lang) -> Book:
    return book_of(load_policy(name), lang, DAY)


def grid_after(found: Book, section: str) -> tuple[tuple[Any, ...], ...]:
    """The rows of the first table after a section's heading."""
    heads = [i for i, x in enumerate(found.blocks) if isinstance(x, Heading) and x.level == 1 and section in x.text]
    return next(x.rows for x in found.blocks[heads[0] :] if isinstance(x, Grid))


# ------------------------------------------------------------ the words


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_have_the_same_places(key: str) -> None:
    zh, en = WORDS[key]
    assert set(re.findall(r"\{(\w+)\}", zh)) == set(re.findall(r"\{(\w+)\}", en))
    assert zh and en and not CHINESE.search(en)


def test_no_word_is_left_that_nobody_says() -> None:
    room = files("caserules.report.book")
    said = "".join(x.read_text(encoding="utf-8") for x in room.iterdir() if x.name.endswith(".py"))
    for key in WORDS:
        group = key.partition(".")[0]
        of_a_group = re.search(rf'f"{group}\.\{{|told\([^)]*"{group}"', said)
        assert re.search(rf"[\"']{re.escape(key)}[\"'](?!: \()", said) or ("." in key and of_a_group), key


def test_every_meaning_of_a_letter_is_worded() -> None:
    assert {key.removeprefix("meaning.") for key in WORDS if key.startswith("meaning.")} == set(CategoryMeaning)


@pytest.mark.parametrize("name", known_policies())
def test_every_choice_of_a_packaged_reading_is_worded(name: str) -> None:
    for layer in load_policy(name).layers:
        for reading in layer.readings.values():
            for value in reading.options:
                assert "_" not in option_text("en", value), (layer.id, reading.key, value)


# ------------------------------------------------------------ what stands in it


@pytest.mark.parametrize("name", known_policies())
@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_stands_by_its_clause_or_among_those_that_are_off(name: str, lang: Lang) -> None:
    policy, found = load_policy(name), book(name, lang)
    headings = [x.text for x in found.blocks if isinstance(x, Heading)]
    texts = texts_of(found)
    for rule in all_rules():
        title = f"{rule.id} {card(rule.id)['title'][lang]}"
        why = policy.rules[rule.id].off_because(lang)
        if why is None:
            assert title in headings
        else:
            assert title not in headings
            listed = next(i for i, x in enumerate(texts) if title in x)
            assert texts[listed - 1].startswith(visible(why))


def test_a_value_stands_with_its_article_and_on_what_it_rests() -> None:
    blocks = book("pengshui-2023", "en").blocks
    at = next(i for i, x in enumerate(blocks) if isinstance(x, Heading) and x.text.startswith("COHAND-01"))
    grid = next(x for x in blocks[at:] if isinstance(x, Grid))
    assert grid.rows == (
        (
            ("term", "opinion_term"),
            ("30 working days from “assigned, or asked again”, that day not counted",),
            ("stated: open point 2", "三.1.d"),  # by which the opening day is not counted
        ),
    )
    forms = next(x for x in blocks if isinstance(x, Grid) and any(row[0] == ("value", "talk_forms") for row in x.rows))
    number = next(x.text.split(".")[0] for x in blocks if isinstance(x, Heading) and x.text.endswith(". contact_forms"))
    assert forms.rows[1][2] == (f"a reading: open point {number}", "二.1.a")


def test_a_stack_has_each_layer_s_clauses_with_their_own_basis() -> None:
    """The city's five working days are stated, though the notice's own reading of the same rule has no day."""
    blocks = book("pengshui-2023-full", "en").blocks
    found = [
        (row[1], row[2]) for x in blocks if isinstance(x, Grid) for row in x.rows if row[0] == ("term", "redo_term")
    ]
    assert [basis[1] for _, basis in found] == ["三.1.e", "第二十条"]
    assert found[0][1][0].startswith("a reading: open point") and found[1][1][0].startswith("stated")
    assert "5 working days" in found[1][0][0]


def test_a_value_that_another_layer_replaces_is_marked(tmp_path: Path) -> None:
    text = (
        '[policy]\nid = "upper"\nversion = "1"\nschema = "caserules.policy/1"\nplace = "某县"\nrank = "county"\n'
        'time_zone = "Asia/Shanghai"\nlayers = ["pengshui-2023"]\n[sources.s]\ntitle = "补充"\n'
        '[contact.CONTACT-01]\nclause = "一"\nsource = "s"\ntalk_post = "principal"\n'
    )
    path = tmp_path / "upper.toml"
    path.write_text(text, encoding="utf-8")
    blocks = book_of(load_policy(path), "en", DAY).blocks
    found = [row[1] for x in blocks if isinstance(x, Grid) for row in x.rows if row[0] == ("value", "talk_post")]
    assert found == [("principal",), ("leader in charge", "(once stacked, another layer's value is taken)")]


def test_worked_dates_are_those_of_the_law_and_the_notice() -> None:
    rows = grid_after(book("pengshui-2023-full", "en"), "Worked dates")
    due = {(row[0][0], row[0][2], row[2]) for row in rows}
    assert {
        ("PLAN-01", "notice 一.2.f", "2023-04-20 (Thu)"),
        ("COHAND-01", "notice 三.1.d", "2023-05-23 (Tue)"),
        ("COHAND-02", "city 第二十条", "2023-04-17 (Mon)"),
        ("REPLY-01", "city 第二十一条", "2023-07-10 (Mon)"),
        ("REPLY-01", "city 第二十一条", "2023-10-10 (Tue)"),
        ("REPLY-01", "notice 三.1.a", "2023-08-31 (Thu)"),
    } <= due
    how = next(row[3] for row in rows if row[0][0] == "COHAND-01")
    assert "劳动节 04-29–05-03" in how and "8 weekend days" in how and "04-23, 05-06" in how


@pytest.mark.parametrize(
    ("day", "rule", "due", "how"),
    [
        (date(2024, 4, 10), "REPLY-01", "between 2024-08-31 (Sat) and 2024-09-02 (Mon)", "2024-08-31 is a rest day"),
        (
            date(2026, 11, 23),
            "COHAND-01",
            "between 2026-12-31 (Thu) and 2027-01-08 (Fri)",
            "the holiday notice is not out",
        ),
        (date(9999, 12, 30), "CONTACT-02", "–", "cannot be counted"),
    ],
    ids=["a rest day unsettled", "a notice not out", "past the end of dates"],
)
def test_a_worked_date_that_is_not_one_day_says_why(day: date, rule: str, due: str, how: str) -> None:
    text = PACK.replace("year = 2023\n", f"year = {day.year}\n" if day.year < 2100 else "year = 2100\n")
    rows = grid_after(book_of(_loaded(text), "en", day), "Worked dates")
    row = next(x for x in rows if x[0][0] == rule)
    assert row[2].startswith(due) and how in row[3]


def test_a_month_that_ends_on_a_rest_day_says_that_it_moved() -> None:
    rows = grid_after(book_of(load_policy("pengshui-2023-full"), "en", date(2023, 4, 15)), "Worked dates")
    row = next(x for x in rows if x[0][2] == "city 第二十一条")
    assert row[2] == "2023-07-17 (Mon)" and "2023-07-15 is a rest day" in row[3]


@pytest.mark.parametrize("name", STACKS)
def test_every_open_point_has_its_options_its_choice_and_a_place_to_sign(name: str) -> None:
    policy, found = load_policy(name), book(name, "en")
    readings = [x for layer in policy.layers for x in layer.readings.values()]
    choices = [x for x in found.blocks if isinstance(x, Choice)]
    assert [[option_text("en", x) for x in r.options] for r in readings] == [
        [text.removesuffix(" (as chosen)") for text, _ in x.options] for x in choices
    ]
    assert [[x == r.value for x in r.options] for r in readings] == [[y for _, y in x.options] for x in choices]
    lines = [line for x in found.blocks if isinstance(x, Sign) for line in x.lines]
    assert len(lines) == len(readings) + 3
    assert not any(who or day for _, who, day in lines)


def test_an_open_point_names_the_rules_that_are_counted_by_it() -> None:
    blocks = book("pengshui-2023", "en").blocks

    def users(key: str) -> str:
        at = next(i for i, x in enumerate(blocks) if isinstance(x, Heading) and x.text.endswith(f". {key}"))
        return next(x.text for x in blocks[at:] if isinstance(x, Para) and "Used by" in x.text)

    assert "COHAND-01" in users("start_day")
    assert all(rule in users("rest_day_of_fixed_days") for rule in ("PLAN-01", "REPLY-01", "FILE-03"))
    assert "REPLY-02" in users("answer_to")


def test_who_reviewed_a_reading_stands_on_its_line() -> None:
    text = PACK.replace(
        "[readings.start_day]\n", '[readings.start_day]\nreviewed_by = "法制科"\nreviewed_on = 2023-05-04\n'
    )
    found = book_of(_loaded(text), "zh", DAY)
    lines = [line for x in found.blocks if isinstance(x, Sign) for line in x.lines]
    assert [line[1:] for line in lines if line[1]] == [("法制科", "2023-05-04")]
    assert any(isinstance(x, Para) and "法制科 于 2023-05-04 核对" in x.text for x in found.blocks)


def test_clauses_of_no_number_stand_in_the_order_of_a_case_s_life() -> None:
    found = [x.text for x in book("henan-2017", "en").blocks if isinstance(x, Heading) and x.level == 3]
    assert [x.split()[0] for x in found[:5]] == ["退回", "协办", "办结", "回执", "再次办理"]


def test_clauses_without_a_rule_stand_in_the_notice_s_order_with_the_reason() -> None:
    policy = load_policy("pengshui-2023")
    rows = grid_after(book("pengshui-2023", "zh"), "不设规则的条款")
    assert dict(rows) == {at: x["zh"] for at, x in policy.clauses.items()}
    assert [at for at, _ in rows][:4] == ["前言", "一.1", "一.2.e", "二.1.d"]


def test_points_stand_with_their_source() -> None:
    text = PACK.replace("[scoring]\n", '[scoring]\nfull = "10"\npoints = { REPLY-01 = "1.5" }\nsource = "某通知"\n')
    found = book_of(_loaded(text), "zh", DAY)
    assert grid_after(found, "计分") == (("REPLY-01 按期办结答复", "1.5"),)
    assert any(isinstance(x, Para) and "满分 10" in x.text and "某通知" in x.text for x in found.blocks)


def test_what_nobody_has_confirmed_is_marked() -> None:
    text = PACK.replace(OPINION, OPINION.replace(" }", ', basis = "unconfirmed" }'))
    grids = [x for x in book_of(_loaded(text), "zh", DAY).blocks if isinstance(x, Grid)]
    assert [row[2][0] for x in grids for row in x.rows if row[0] == ("期限", "opinion_term")] == [
        "草拟，未核对，见留白第 2 项"
    ]


def test_a_source_read_in_part_is_told() -> None:
    found = book_of(_loaded(PACK.replace('read = "whole"', 'read = "part"')), "en", DAY)
    assert any(isinstance(x, Para) and x.text.startswith("Read in part only") for x in found.blocks)
    assert not any(
        isinstance(x, Para) and x.text.startswith("Read in part") for x in book("pengshui-2023", "en").blocks
    )


# ------------------------------------------------------------ two forms of one content


@pytest.mark.parametrize("name", STACKS)
@pytest.mark.parametrize("lang", LANGS)
def test_page_and_document_hold_every_text_of_the_content(name: str, lang: Lang) -> None:
    policy = load_policy(name)
    page = "\n".join(_Page(render_book_html(policy, lang, start=DAY)).texts)
    document = "\n".join(texts_of_docx(render_book_docx(policy, lang, start=DAY)))
    for text in texts_of(book(name, lang)):
        assert text in page
        assert text in document


def test_the_page_needs_nothing_else() -> None:
    page = render_book_html(load_policy("pengshui-2023"), start=DAY)
    assert not re.search(r"<script|https?:|url\(|@import|<link|<img", page)
    assert "default-src &#x27;none&#x27;" in page
    shares = {x for block in book("pengshui-2023-full", "zh").blocks if isinstance(block, Grid) for x in block.shares}
    assert all(f".w{x} {{" in page for x in shares)


def test_the_document_is_an_official_one_s_size_and_its_tables_repeat_their_heads() -> None:
    document: Any = docx.Document(BytesIO(render_book_docx(load_policy("pengshui-2023"), start=DAY)))
    section = document.sections[0]
    assert [
        round(x.mm) for x in (section.page_width, section.page_height, section.left_margin, section.right_margin)
    ] == [210, 297, 28, 26]
    repeated = [x for x in document.element.iter() if x.tag.endswith("}tblHeader")]
    assert len(repeated) == sum(isinstance(x, Grid) for x in book("pengshui-2023", "zh").blocks)


def test_the_same_policy_gives_the_same_bytes() -> None:
    policy = load_policy("pengshui-2023")
    made = render_book_docx(policy, start=DAY)
    assert made == render_book_docx(policy, start=DAY)
    with zipfile.ZipFile(BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {x.date_time for x in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_without_its_extra_the_document_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(InputRejected) as refused:
        render_book_docx(load_policy("pengshui-2023"), start=DAY)
    assert refused.value.code == "INP-014" and refused.value.params["extra"] == "office"
    assert render_book_html(load_policy("pengshui-2023"), start=DAY)


# ------------------------------------------------------------ texts that would be more than texts

HOSTILE = [
    "</td><script>alert(1)</script>\"'><img src=x onerror=alert(1)><!-- ]]> &lt;b&gt;",
    "a\nb\r\tc \x07\x1b[31m \u202e\u2066x\u200b \ufffe\uffff",
    "=1+1 {{x}}{0}%s | <w:p/> 张" + "张" * 2000,
]
PLACES = {
    "place": ("place = ", '"彭水苗族土家族自治县"'),
    "title": ("title = { zh = ", '"2023年度人大代表建议、政协委员提案办理通知（单独一层）"'),
    "version": ("version = ", '"1"'),
    "source": ("[sources.notice]\ntitle = ", '"关于认真做好2023年度人大代表建议政协委员提案办理工作的通知"'),
    "issuer": ("issuer = ", '"彭水苗族土家族自治县人民政府办公室"'),
    "reading": ("same_day]\nvalue = ", '"accept"'),
    "why": ("why = { zh = ", '"通知没有说固定日期逢休息日是否顺延；按文提醒，顺延后仍未办才算违反。"'),
    "locator": ("[roles.ROLE-01]\nclause = ", '"一.2.a"'),
    "key term": ("term = ", '"“一把手”责任制"'),
    "recipient": ("government_office = { zh = ", '"县政府办"'),
    "letter": ("solvable_now = ", '"A"'),
    "clause": ('一.1" = { zh = ', '"意义与态度，无可核查的义务。"'),
    "unscored": ("unscored = { zh = ", '"通知规定实行倒扣分制，但未列分值；本政策不自拟分值。"'),
}


def _loaded(text: str) -> Policy:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "pack.toml"
        path.write_text(text, encoding="utf-8")
        return load_policy(path)


def _toml(text: str) -> str:
    written = json.dumps(text, ensure_ascii=True)
    assert "\\ud8" not in written
    return written


@cache
def _shape_of_a_plain_pack() -> tuple[Counter[str], Counter[str]]:
    policy = _loaded(PACK)
    return _Page(render_book_html(policy, start=DAY)).tags, elements_of_docx(render_book_docx(policy, start=DAY))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda x: ascii(x[:16]))
def test_no_text_of_a_pack_changes_the_structure(text: str) -> None:
    pack = PACK
    for name, (before, plain) in PLACES.items():
        assert before + plain in pack, name
        if name != "reading":
            pack = pack.replace(before + plain, before + _toml(text), 1)
    policy = _loaded(pack)
    page, document = render_book_html(policy, start=DAY), render_book_docx(policy, start=DAY)
    assert (_Page(page).tags, elements_of_docx(document)) == _shape_of_a_plain_pack()
    assert sum(visible(text).strip() in x for x in _Page(page).texts) >= len(PLACES) - 1
    assert sum(visible(text).strip() in x for x in texts_of_docx(document)) >= len(PLACES) - 1


@pytest.mark.parametrize("text", HOSTILE, ids=lambda x: ascii(x[:16]))
def test_a_choice_and_a_reason_to_be_off_are_texts_too(text: str) -> None:
    pack = PACK.replace(
        'value = "year_end"\noptions = ["year_end"]', f"value = {_toml(text)}\noptions = [{_toml(text)}]"
    )
    pack = pack.replace('clause = "三.2.e"\nterm = "完成时限"', f"off = true\nbecause = {_toml(text)}")
    pack = pack.replace(
        'forbidden_through = { term = "year_end", basis = "reading", reading = "forbidden_through" }',
        'forbidden_through = "year_end"',
    )
    found = _Page(render_book_html(_loaded(pack), start=DAY))
    assert found.tags["script"] == found.tags["img"] == 0
    assert sum(visible(text).strip() in x for x in found.texts) >= 2
