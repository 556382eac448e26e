"""What a JSON register gets refused for: the code and the place, all problems at once, never a value."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from caserules.errors import InputRejected
from caserules.io import load_case, load_register, load_register_reporting, read_register_json

Json = dict[str, Any]

CANARY = "金丝雀13800000000"
"""Stands in every wrong value, and in no error."""


def smallest() -> Json:
    return {
        "schema": "caserules.register/1",
        "place": "某县",
        "year": 2023,
        "complete_through": "2023-09-01",
        "units": [
            {"id": "jiaowei", "name": "县教委", "aliases": ["县教育委员会"], "bound": True},
            {"id": "caizheng", "name": "县财政局", "bound": True},
        ],
        "cases": [
            {
                "kind": "suggestion",
                "year": 2023,
                "number": number,
                "assignments": [{"unit": "jiaowei", "role": "single", "assigned": "2023-04-10"}],
                "contacts": [{"unit": "jiaowei", "form": "telephone", "on": "2023-05-01"}],
            }
            for number in (12, 13, 14)
        ],
        "filings": [{"paper": "reply", "unit": "jiaowei", "recipient": "government_office"}],
        "attestations": [{"id": "a1", "about": {}, "judged": "substance"}],
        "adjustments": [{"kind": "return", "about": {"unit": "jiaowei"}}],
    }


def changed(pointer: str, value: object) -> Json:
    document = smallest()
    *path, last = pointer.split("/")[1:]
    at: Any = document
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at[part]
    at[int(last) if isinstance(at, list) else last] = value
    return document


def told(source: object, **options: bool) -> list[tuple[str, str]]:
    """Return the codes and places of a refusal; of a text, also without a way around by a document."""
    with pytest.raises(InputRejected) as caught:
        load_register(source, **options)
    for problem in caught.value.problems:
        for lang in ("zh", "en"):
            assert problem.message(lang)
            assert "?" not in problem.message(lang).replace(problem.where, "")
    assert CANARY not in str(caught.value)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def as_text(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False)


DAY = "/cases/1/assignments/0/assigned"


@pytest.mark.parametrize(
    "day",
    [
        *("2023年4月10日", "2023年04月10日", "二〇二三年四月十日", "二○二三年四月十日"),  # D31
        *("2023年4月31日", "2023-02-29", "2023-13-01", "0000-01-01", "2023-00-10"),  # D32
        *("２０２３-０４-１０", "２０２３年４月１０日"),  # D33
        *("10/4/2023", "4.10", "4", "2023-4-1"),  # D34
        *("2023-W15-1", "20230410", "2023-100"),  # D35
        *("4月10日", "去年12月", "8月底前", "长期"),  # D36
        "癸卯年二月二十",  # D37
        *("45026", "1693440000", "0", "-86400", "86400.0", "1693440000000"),  # seconds since 1970, to pydantic
        *("", " 2023-04-10", "2023-04-10 ", "2023-04-10\n", "+2023-04-10", "0000", "2023-Q5", "None", "NONE"),
        *("2023-08-31T24:00:00Z", "2023-08-31T16:00:00+25:00", "2023-08-31T16", "2023-08-31T16:60:00Z"),
        *("9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2023-02-30T00:00:00"),
        *("2023-08-31T16:00:00 Asia/Shanghai", CANARY),
        *(45026, 45026.5, True, 1693440000, {}, [], {"day": CANARY}, ["2023-04-10"]),
    ],
)
def test_a_day_is_written_in_one_way(day: object) -> None:
    document = changed(DAY, day)
    assert told(as_text(document)) == [("INP-012", DAY)]
    assert told(document) == [("INP-012", DAY)]


@pytest.mark.parametrize("day", ["2023-05", "2023-Q2", "2023", "none", "not_yet", "done", "1023-04-10"])
def test_a_day_or_what_stands_in_its_place(day: str) -> None:
    register = load_register(as_text(changed(DAY, day)))
    assert str(register.cases[1].assignments[0].assigned) == day


@pytest.mark.parametrize("day", ["2023-05", "none", "1693440000", "not_kept", "2023-04-31", CANARY, 5, [], ""])
def test_a_plain_day_takes_nothing_else(day: object) -> None:
    assert told(as_text(changed("/complete_through", day))) == [("INP-012", "/complete_through")]
    if day != "not_kept":
        by_kind = {"default": "2023-09-01", "contacts": day}
        assert told(changed("/complete_through", by_kind)) == [("INP-012", "/complete_through/contacts")]


def each(pointer: str, code: str, *values: object) -> list[tuple[str, object, str]]:
    return [(pointer, value, code) for value in values]


NUMBER, UNIT, TITLE = "/cases/1/number", "/cases/1/assignments/0/unit", "/cases/1/title"


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        *each(UNIT, "INP-009", *(f"jiaowei{c}" for c in "\u200b\ufeff\u202e\u00ad\x00\x0b\u2066\x85\ue000")),  # I02
        *each(UNIT, "INP-004", "jiaowei\n", "jiao wei", "教\u3000委", "٢٠٢٣", "А", "", "a/b"),  # I03, I04, I05
        *each(UNIT, "INP-004", 12, True, ["jiaowei"], {}),
        (UNIT, "a" * 65, "INP-011"),
        *each(NUMBER, "INP-004", "001", "13", "２０２３", 13.0, 13.5, True, "12\n", [], CANARY),  # I09
        *each(NUMBER, "INP-011", 0, -1, 10**9, 2**63, -(2**70)),
        *each("/cases/1/year", "INP-011", 1989, 2101),
        *each(TITLE, "INP-009", *(f"标题{c}" for c in "\x00\x0b\u202e\u200b\ue81e\uffff")),  # I14, I20
        (TITLE, "长" * 10_000_000, "INP-011"),
        *each(TITLE, "INP-004", 1, True, [], {}, 1e308),
        *each("/cases/1/kind", "INP-004", "建议", "Suggestion", "suggestion ", CANARY, 1),
        ("/units/0/bound", False, "INP-004"),
        ("/units/0/bound", "true", "INP-004"),
        *each("/units/0/bound", "INP-004", 1, 1.0, 0),  # equal to true or false in Python
        ("/units/0/aliases", "县教育委员会", "INP-004"),
        ("/cases/1/secret", "true", "INP-004"),
        ("/cases/1/secret", 1, "INP-004"),
        ("/cases/1/contacts", {}, "INP-004"),
        ("/cases/1/contacts", "", "INP-004"),
        ("/cases/1/follow_up", [], "INP-004"),
        ("/cases/1/follow_up", "2023-05-01", "INP-004"),
        ("/cases/1/contacts/0", CANARY, "INP-004"),
        ("/time_zone", "Asia/Nowhere", "INP-004"),
        ("/time_zone", "../../etc/passwd", "INP-004"),
        ("/time_zone", 8, "INP-004"),
        ("/schema", "caserules.policy/1", "INP-004"),
        *[
            (place, None, "INP-019")
            for place in (DAY, TITLE, UNIT, NUMBER, "/cases", "/cases/0", "/carried", "/time_zone")
        ],
    ],
)
def test_a_wrong_value(pointer: str, value: object, code: str) -> None:
    assert told(as_text(changed(pointer, value))) == [(code, pointer)]
    assert told(changed(pointer, value)) == [(code, pointer)]


@pytest.mark.parametrize(
    ("pointer", "value", "where"),
    [
        ("/titel", 1, "/titel"),
        ("/cases/1/titel", CANARY, "/cases/1/titel"),
        ("/cases/1/assignments/0/since", "2023", "/cases/1/assignments/0/since"),
        (f"/cases/1/{CANARY}", 1, "/cases/1/?5"),
        ("/cases/1/from_", 1, "/cases/1/from_"),
        ("/complete_through", {"default": "2023-09-01", "visits": "2023-09-01"}, "/complete_through/visits"),
    ],
)
def test_an_unknown_key(pointer: str, value: object, where: str) -> None:
    assert told(as_text(changed(pointer, value))) == [("INP-005", where)]


@pytest.mark.parametrize(
    "pointer",
    ["/place", "/year", "/complete_through", "/cases/2/kind", "/cases/0/assignments/0/role", "/units/1/bound"],
)
def test_a_missing_key(pointer: str) -> None:
    document = smallest()
    *path, last = pointer.split("/")[1:]
    at: Any = document
    for part in path:
        at = at[int(part)] if isinstance(at, list) else at[part]
    del at[last]
    assert told(as_text(document)) == [("INP-006", pointer)]


def test_all_problems_at_once_in_the_order_of_the_models() -> None:
    document = smallest()
    document["units"][1]["bound"] = CANARY
    document["cases"][0]["assignments"][0] = {"role": "both", "assigned": CANARY}
    document["cases"][2]["number"] = "014"
    document["cases"][2]["extra"] = 1
    del document["place"]
    assert told(as_text(document)) == [
        ("INP-006", "/place"),
        ("INP-004", "/units/1/bound"),
        ("INP-006", "/cases/0/assignments/0/unit"),
        ("INP-004", "/cases/0/assignments/0/role"),
        ("INP-012", "/cases/0/assignments/0/assigned"),
        ("INP-004", "/cases/2/number"),
        ("INP-005", "/cases/2/extra"),
    ]


def test_at_most_a_thousand_problems_are_told() -> None:
    document = smallest()
    document["filings"] = [{}] * 1_000
    found = told(as_text(document))
    assert len(found) == 1_001
    assert found[-1] == ("INP-011", "…")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "nul", "[]", "null", '"register"', "12", "true", "{", "}", "{,}", "{'a': 1}", "{a: 1}", "// x\n{}"),
        *("{}{}", "{}\n{}\n", "{} x", "\ufeff{}", '{"a": 1,}'),  # trailing data, JSON lines, BOM
        *("[" * 100_000, '{"a":' * 100_000 + "1" + "}" * 100_000),  # deep
        *('{"year":' + "9" * 5_000 + "}", '{"year":01}', '{"year":1e}'),
        *(
            '{"place":"\\ud800"}',
            '{"place":"\ud800"}',
            '{"place":"\\udc00\\ud800"}',
            '{"place":"\x00"}',
            '{"\\ud800":1}',
        ),
        *(
            b"\xff\xfe{\x00}\x00",
            b"\xef\xbb\xbf{}",
            b'{"place":"\xed\xa0\x80"}',
            b'{"place":"\xff"}',
            b"\x00",
            b"{}\x00",
        ),
    ],
    ids=repr,
)
def test_no_json_at_all(text: str | bytes) -> None:
    with pytest.raises(InputRejected) as caught:
        read_register_json(text, where="register.json")
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [("INP-003", "register.json")]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 4_000, "2023.0", "-0"])
def test_numbers_that_are_no_year(number: str) -> None:
    text = as_text(smallest()).replace('"year": 2023, "complete', f'"year": {number}, "complete')
    assert [where for _code, where in told(text)] == ["/year"]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('"place"', '"place": "别处", "place"', ["/place"]),
        ('"place"', '"pl\\u0061ce": "别处", "place"', ["/place"]),
        ('"place"', '"place" \n:\t"别处", "place"', ["/place"]),
        ('"cases"', '"cases": [], "cases"', ["/cases"]),
        ('"cases"', '"cases": [{"kind": ":"}], "cases"', ["/cases"]),
        ('"number": 13', '"number": 99, "number": 13', ["/cases/1/number"]),
        ('"number": 13', f'"number": 99, "number": 13, "title": "{CANARY}", "title": ""', ["/cases/1/number", "/cases/1/title"]),
        ('"unit": "jiaowei", "role"', '"unit": "x", "unit": "jiaowei", "role"', [f"/cases/{n}/assignments/0/unit" for n in range(3)]),
        ('"about": {}', '"about": {"round": 1, "round": 1}', ["/attestations/0/about/round"]),
    ],
)  # fmt: skip
def test_a_key_that_stands_twice(old: str, new: str, where: list[str]) -> None:
    assert told(as_text(smallest()).replace(old, new)) == [("INP-007", place) for place in where]


def test_a_key_twice_and_another_problem_are_told_together() -> None:
    text = as_text(smallest()).replace('"number": 13', f'"number": 99, "number": 13, "{CANARY}": 1, "{CANARY}": 2')
    found = told(text.replace('"telephone"', f'"{CANARY}"', 1))
    assert found == [
        ("INP-007", "/cases/1/number"),
        ("INP-007", "/cases/1/?3"),
        ("INP-004", "/cases/0/contacts/0/form"),
        ("INP-005", "/cases/1/?3"),
    ]


@pytest.mark.parametrize(
    "title", ['":', 'a": "b', "12:30", '\\":', " : ", '"\t:', "：", '{"title": "x", "title": "y"}', "\\", '\\\\"']
)
def test_a_text_that_looks_like_keys_is_no_key(title: str) -> None:
    document = changed(TITLE, title)
    for text in (json.dumps(document), as_text(document), json.dumps(document, indent=1)):
        assert read_register_json(text).cases[1].title == title


@pytest.mark.parametrize("indent", [None, 2])
def test_a_key_twice_behind_texts_that_look_like_keys(indent: int | None) -> None:
    document = changed(TITLE, 'a": "b')
    text = json.dumps(document, indent=indent).replace('"place"', '"place": "x", "place"')
    assert told(text) == [("INP-007", "/place")]


def test_a_newer_format_is_refused_by_name_and_alone() -> None:
    document = changed("/schema", "caserules.register/2") | {"new": 1, "cases": "?"}
    with pytest.raises(InputRejected) as caught:
        load_register(as_text(document))
    (problem,) = caught.value.problems
    assert (problem.code, problem.params) == ("INP-013", (("schema", "caserules.register/2"),))


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("units", {"id": "jiaowei", "name": "另一个", "bound": True}),
        ("attestations", {"id": "a1", "about": {}, "judged": "done"}),
    ],
)
def test_an_id_that_stands_twice(name: str, record: Json) -> None:
    document = smallest()
    document[name].append(record)
    place = f"/{name}/{len(document[name]) - 1}/id"
    assert told(as_text(document)) == [("INP-010", place)]


@pytest.mark.parametrize("name", ["people", "leaders"])
def test_an_id_that_stands_three_times(name: str) -> None:
    document = {**smallest(), name: [{"id": "x"}, {"id": "y"}, {"id": "x"}, {"id": "x"}]}
    assert told(document) == [("INP-010", f"/{name}/2/id"), ("INP-010", f"/{name}/3/id")]


def test_a_case_twice_in_the_same_words_is_kept_once_and_told() -> None:  # I07
    document = smallest()
    document["cases"].append(copy.deepcopy(document["cases"][0]) | {"source": {"row": 9}})
    register, problems = load_register_reporting(as_text(document))
    assert [case.number for case in register.cases] == [12, 13, 14]
    assert [(problem.code, problem.where) for problem in problems] == [("INP-020", "/cases/3")]


def test_a_case_number_for_different_contents_is_refused() -> None:  # I08
    document = smallest()
    document["cases"].append(copy.deepcopy(document["cases"][0]) | {"title": CANARY})
    assert told(as_text(document)) == [("INP-008", "/cases/0"), ("INP-008", "/cases/3")]


def test_a_number_is_a_case_in_its_kind_and_year() -> None:  # I06
    document = smallest()
    for kind, year in (("proposal", 2023), ("suggestion", 2022)):
        document["cases"].append(copy.deepcopy(document["cases"][0]) | {"kind": kind, "year": year})
    assert len(load_register(as_text(document)).cases) == 5


def test_missing_none_and_not_yet_are_three_values() -> None:  # S18
    document = smallest()
    document["cases"][0]["requests"] = [{"unit": "caizheng"}, {"unit": "caizheng", "delivered": "none"}]
    document["cases"][0]["requests"] += [{"unit": "caizheng", "delivered": "not_yet"}]
    found = [request.delivered for request in load_register(as_text(document)).cases[0].requests]
    assert found == [None, "none", "not_yet"]


def test_references_to_cases_that_are_not_there_are_no_error() -> None:
    document = smallest()
    document["adjustments"].append(
        {"kind": "merge", "about": {"case": "proposal/2023/1"}, "into": "suggestion/2023/99"}
    )
    document["filings"][0]["cases"] = ["suggestion/2023/98"]
    assert len(load_register(as_text(document)).adjustments) == 2


@pytest.mark.parametrize("source", [None, 12, [], [{}], (), 1.5, True])
def test_what_is_no_register_at_all(source: object) -> None:
    assert told(source) == [("INP-003", "")]


def test_a_case_given_alone() -> None:
    case = smallest()["cases"][0]
    for source in (case, json.dumps(case), json.dumps(case).encode(), load_case(case)):
        assert load_case(source).key == "suggestion/2023/12"
    for wrong, code in (
        (case | {"number": "12"}, "INP-004"),
        (json.dumps(case).replace('"year"', '"year": 2022, "year"'), "INP-007"),
        ("{}}", "INP-003"),
        ([], "INP-003"),
        (b"PK\x03\x04", "INP-022"),
    ):
        with pytest.raises(InputRejected) as caught:
            load_case(wrong)
        assert caught.value.code == code
    with pytest.raises(InputRejected) as caught:
        load_case(case, time_zone="Asia/Nowhere")
    assert caught.value.problems[0].where == "/time_zone"
