"""Calendar files that cannot be right: all that is wrong with one is told at once, each fault with its place."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_files import BASE, STATUTORY_2027, feed, toml_2027, toml_local
from caserules.calendar import CalendarRejected, Overlay
from caserules.calendar.faults import WHY

BAD = "CAL-006"
DAYS = "CAL-004"
Told = list[tuple[str, str, str]]


def told(text: str, name: str = "x.toml") -> Told:
    with pytest.raises(CalendarRejected) as refused:
        Overlay.parse(text, name)
    for fault in refused.value.problems:
        for lang in ("zh", "en"):
            assert WHY[fault.why][lang == "en"] in fault.message(lang)
            assert "?" not in fault.message(lang)
    assert refused.value.code == refused.value.problems[0].code
    assert refused.value.message("en") == refused.value.problems[0].message("en")
    assert all(fault.code in str(refused.value) for fault in refused.value.problems)
    return [(fault.code, fault.where.removeprefix(f"{name}: "), fault.why) for fault in refused.value.problems]


def swapped(old: str, new: str) -> str:
    assert old in toml_2027()
    return toml_2027().replace(old, new)


def without(festival: str) -> str:
    line = next(line for line in STATUTORY_2027.splitlines() if line.startswith(festival)).split()
    return swapped(f'  {{ name = "{line[0]}", from = {line[1]}, to = {line[2]} }},\n', "")


# ---------------------------------------------------------------- the days (D17)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a gap: February is missing, or any other festival
        (without("春节"), [(DAYS, f"2027-02-0{i}", "festival_missing") for i in (5, 8)]),
        (without("中秋节"), [(DAYS, "2027-09-15", "festival_missing")]),
        (without("国庆节"), [(DAYS, "2027-10-01", "festival_missing")]),
        # a day twice
        (swapped("made_up = [", "made_up = [2027-02-20, "), [(DAYS, "2027-02-20", "twice")]),
        (swapped("from = 2027-10-01", "from = 2027-09-30").replace("off = [", 'off = [{ name = "x", day = 2027-09-30 },'),
         [(DAYS, "2027-09-30", "twice")]),
        (swapped("made_up = [", "made_up = [2027-02-06, "), [(DAYS, "2027-02-06", "off_and_worked")]),
        # a weekday that is to be worked
        (swapped("2027-04-25", "2027-04-26"), [(DAYS, "2027-04-26", "weekday_worked")]),
        # another year's
        (swapped("2027-10-09", "2028-10-07"), [(DAYS, "2028-10-07", "other_year")]),
        (swapped("off = [", 'off = [{ name = "x", day = 2026-12-25 },'), [(DAYS, "2026-12-25", "other_year")]),
        # spans
        (swapped("to = 2027-02-11", "to = 2027-02-01"),
         [(DAYS, "2027-02-05", "backwards")]),
        (swapped("to = 2027-02-11", "to = 2027-03-11"), [(DAYS, "2027-02-05", "too_long")]),
        # all at once
        (swapped("2027-04-25", "2027-04-26").replace("2027-09-26", "2028-09-23").replace("2027-10-09", "2027-10-10, 2027-02-20"),
         [(DAYS, "2027-02-20", "twice")]),
        (swapped("2027-04-25", "2027-04-26").replace("2027-09-26", "2028-09-23"),
         [(DAYS, "2027-04-26", "weekday_worked"), (DAYS, "2028-09-23", "other_year")]),
        (swapped("year = 2027", "year = 2028"), None),
        (swapped("year = 2027", "year = 0"), [(DAYS, "0", "no_year")]),
        (swapped("year = 2027", "year = 99999"), [(DAYS, "99999", "no_year")]),
        (toml_2027().split("off = [")[0], [(DAYS, "notices", "no_days")]),
        (toml_2027() + "\n[[notices]]\npublished = 2026-11-01\nmade_up = [2027-03-06]\n", [(DAYS, "published", "not_in_order")]),
        (toml_local(extra="made_up = [2023-04-12]\n"), [(DAYS, "2023-04-12", "weekday_worked")]),
    ],
)  # fmt: skip
def test_days_that_cannot_be_right(text: str, wanted: Told | None) -> None:
    found = told(text)
    if wanted is None:
        assert {why for _, _, why in found} == {"other_year", "festival_missing"}
    elif wanted and wanted[0][2] == "festival_missing":
        assert set(wanted) <= set(found)
    else:
        assert found == wanted


# ---------------------------------------------------------------- the layout


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [(BAD, "schema", "missing_key"), (BAD, "kind", "missing_key"), (BAD, "id", "missing_key"),
              (BAD, "notices", "missing_key"), (BAD, "kind", "wrong_kind"), (BAD, "year", "missing_key")]),
        ("schema = 2\nanything = 1\n", [(BAD, "x.toml", "newer")]),
        ("schema = 1\nkind = \n", [(BAD, "x.toml:2", "not_toml")]),
        ("schema = 1\nschema = 1\n", [(BAD, "x.toml:2", "not_toml")]),
        ("\x00", [(BAD, "x.toml:1", "not_toml")]),
        (swapped("schema = 1", 'schema = "1"'), [(BAD, "schema", "wrong_kind")]),
        (swapped("schema = 1", "schema = true"), [(BAD, "schema", "wrong_kind")]),
        (swapped('kind = "notice"', 'kind = "law"'), [(BAD, "kind", "wrong_kind")]),
        (swapped("year = 2027", 'year = "2027"'), [(BAD, "year", "wrong_kind")]),
        (swapped("year = 2027", ""), [(BAD, "year", "missing_key")]),
        (swapped('id = "cn-2027"', 'id = "../2027"'), [(BAD, "id", "wrong_kind")]),
        (swapped('id = "cn-2027"', 'id = "２０２７"'), [(BAD, "id", "wrong_kind")]),
        (swapped('id = "cn-2027"', 'id = ""'), [(BAD, "id", "wrong_kind")]),
        (swapped("made_up =", "makeup ="), [(BAD, "notices[0].makeup", "unknown_key")]),
        (swapped("made_up = [", 'made_up = ["2027-02-20", '), [(BAD, "notices[0].made_up", "wrong_kind")]),
        (swapped("2027-04-25", "2027-04-25T00:00:00"), [(BAD, "notices[0].made_up", "wrong_kind")]),
        (swapped("published = 2026-12-01", "published = 2026-12-01T08:00:00"), [(BAD, "notices[0].published", "wrong_kind")]),
        (swapped('name = "元旦"', 'name = "元\\u202e旦"'), [(BAD, "notices[0].off[0].name", "wrong_kind")]),
        (swapped('name = "元旦"', 'name = "元\\n旦"'), [(BAD, "notices[0].off[0].name", "wrong_kind")]),
        (swapped('name = "元旦"', f'name = "{"元" * 301}"'), [(BAD, "notices[0].off[0].name", "wrong_kind")]),
        (swapped('name = "元旦", ', ""), [(BAD, "notices[0].off[0].name", "missing_key")]),
        (swapped("from = 2027-01-01, to = 2027-01-03", "dy = 2027-01-01"),
         [(BAD, "notices[0].off[0].dy", "unknown_key"), (BAD, "notices[0].off[0].day", "missing_key")]),
        (swapped("from = 2027-01-01, to", "day = 2027-01-01, to"), [(BAD, "notices[0].off[0].day", "key_twice")]),
        (swapped("off = [", 'off = ["x", '),
         [(BAD, "notices[0].off[0]", "wrong_kind"), (BAD, "notices[0].off[0].day", "missing_key")]),
        ('schema = 1\nkind = "notice"\nid = "x"\nyear = 2027\nnotices = [1]\n', [(BAD, "notices[0]", "wrong_kind")]),
        ('schema = 1\nkind = "notice"\nid = "x"\nyear = 2027\nnotices = 1\n', [(BAD, "notices", "wrong_kind")]),
        ('schema = 1\nkind = "local"\nid = "x"\nnotices = []\n', [(BAD, "area", "missing_key"), (BAD, "source", "missing_key")]),
        ("x = " + "[" * 5000, [(BAD, "x.toml", "not_toml")]),
    ],
)  # fmt: skip
def test_a_layout_that_is_not_ours(text: str, wanted: Told) -> None:
    assert told(text) == wanted


def with_feed(**changes: object) -> str:
    return json.dumps(json.loads(feed(2023, {})) | changes, ensure_ascii=False)


def rows(*more: object) -> list[object]:
    return [*json.loads(feed(2023, {}))["days"], *more]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", [(BAD, "x.json:1", "not_json")]),
        ("{", [(BAD, "x.json:1", "not_json")]),
        ("[" * 100_000, [(BAD, "x.json", "not_json")]),
        ("[]", [(BAD, "x.json", "wrong_kind")]),
        ("null", [(BAD, "x.json", "wrong_kind")]),
        ("{}", [(BAD, "year", "missing_key"), (BAD, "days", "missing_key")]),
        ('{"year": 2027, "papers": [], "days": []}', [(DAYS, "notices", "no_days")]),  # as feeds are before the notice is out
        (with_feed(year="2023"), [(BAD, "year", "wrong_kind")]),
        (with_feed(year=2023.0), [(BAD, "year", "wrong_kind")]),
        (with_feed(year=True), [(BAD, "year", "wrong_kind")]),
        (with_feed(papers="x"), [(BAD, "papers", "wrong_kind")]),
        (with_feed(papers=["a b"]), [(BAD, "papers", "wrong_kind")]),
        (with_feed(papers=[1]), [(BAD, "papers", "wrong_kind")]),
        (with_feed(region="CN"), [(BAD, "region", "unknown_key")]),
        (with_feed(days={}), [(BAD, "days", "wrong_kind")]),
        (with_feed(days=rows(1)), [(BAD, "days[34]", "wrong_kind")]),
        (with_feed(days=rows({"date": "2023-07-01", "name": "x", "isOffDay": "true"})), [(BAD, "days[34].isOffDay", "wrong_kind")]),
        (with_feed(days=rows({"date": "2023-07-01", "name": "x"})), [(BAD, "days[34].isOffDay", "missing_key")]),
        (with_feed(days=rows({"date": "2023-07-01", "name": "x", "isOffDay": True, "x": 1})), [(BAD, "days[34].x", "unknown_key")]),
        (with_feed(days=rows({"date": "2023-7-1", "name": "x", "isOffDay": True})), [(DAYS, "days[34].date", "not_a_date")]),
        (with_feed(days=rows({"date": "2023-02-30", "name": "x", "isOffDay": True})), [(DAYS, "days[34].date", "not_a_date")]),
        (with_feed(days=rows({"date": "２０２３-07-01", "name": "x", "isOffDay": True})), [(DAYS, "days[34].date", "not_a_date")]),
        (with_feed(days=rows({"date": "2023-05-01", "name": "x", "isOffDay": True})), [(DAYS, "2023-05-01", "twice")]),
        (with_feed(days=rows({"date": "2023-05-01", "name": "x", "isOffDay": False})), [(DAYS, "2023-05-01", "off_and_worked")]),
        (with_feed(days=rows({"date": "2023-07-03", "name": "x", "isOffDay": False})), [(DAYS, "2023-07-03", "weekday_worked")]),
        (with_feed(days=rows({"date": "2024-07-01", "name": "x", "isOffDay": True})), [(DAYS, "2024-07-01", "other_year")]),
        ('{"year": 2023, "year": 2023, "papers": [], "days": []}', [(BAD, "year", "key_twice")]),
        (feed(2023, {"2023-04-05": None}), [(DAYS, "2023-04-05", "festival_missing")]),
    ],
    ids=range(28),
)  # fmt: skip
def test_a_feed_that_cannot_be_right(text: str, wanted: Told) -> None:
    assert told(text, "x.json") == wanted


def test_too_many_days() -> None:
    off = ", ".join(
        f'{{ name = "x", from = {year}-{month:02d}-01, to = {year}-{month:02d}-15 }}'
        for year in range(2010, 2024)
        for month in range(1, 13)
    )
    text = f'schema = 1\nkind = "local"\nid = "x"\narea = "a"\nsource = "s"\n[[notices]]\noff = [{off}]\n'
    assert told(text) == [(DAYS, "2520", "too_many")]


def test_every_fault_has_its_words_in_both_languages() -> None:
    assert all(zh and en and not any("\u4e00" <= x <= "\u9fff" for x in en) for zh, en in WHY.values())


def test_a_feed_s_file_name_must_do_as_an_id() -> None:
    assert told(feed(2023, {}), "二〇二三.json") == [(BAD, "id", "wrong_kind")]


def test_a_refusal_is_copied_whole() -> None:
    with pytest.raises(CalendarRejected) as refused:
        Overlay.parse("", "x.toml")
    twin = copy.copy(refused.value)
    assert (twin.problems, twin.code, str(twin)) == (refused.value.problems, refused.value.code, str(refused.value))


# ---------------------------------------------------------------- whatever the bytes

PIECES = [
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "\\",
    "\n",
    "=",
    ",",
    "2027-02-30",
    "9999-12-31",
    "0001-01-01",
    "1e999",
    "-1",
    "true",
    "null",
    "\x00",
    "\ud7ff",
    "九",
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join), st.sampled_from(["x.toml", "x.json"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    read_or_refused(text, name)


@given(st.data(), st.sampled_from(["x.toml", "x.json"]))
def test_a_good_file_damaged_is_read_or_refused(data: st.DataObject, name: str) -> None:
    text = feed(2023, {}) if name == "x.json" else toml_2027()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        until = data.draw(st.integers(at, min(len(text), at + 12)))
        text = text[:at] + data.draw(st.sampled_from(PIECES) | st.text(max_size=3)) + text[until:]
    read_or_refused(text, name)


def read_or_refused(text: str, name: str) -> None:
    try:
        overlay = Overlay.parse(text, name)
        assert Overlay.parse(overlay.to_toml(), "again.toml") == overlay
        BASE.with_overlay(overlay)
    except CalendarRejected as refused:
        for fault in refused.problems:
            assert fault.message("zh").isprintable()
            assert fault.message("en").isprintable()
