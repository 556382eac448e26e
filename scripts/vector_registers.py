"""Vectors of registers: documents that are read, and documents that are refused with codes and places.

Every field of every record of the models is tried with what it must refuse; which code that is stands in the tables below, by the
kind of the field, and was written from the format's page, not taken from the reader. A new field or record comes in by itself.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, NamedTuple

from caserules.io.shape import Kind, Shape, fields_of
from caserules.models import Model, Register

Json = dict[str, Any]

DAYS = (
    *("2023年4月10日", "二〇二三年四月十日", "2023-02-29", "2023-04-31", "2023-13-01", "0000-01-01", "2023-00-10"),
    *(
        "２０２３-０４-１０",
        "10/4/2023",
        "4.10",
        "2023-4-1",
        "2023-W15-1",
        "20230410",
        "2023-100",
        "4月10日",
        "8月底前",
    ),
    *("长期", "癸卯年二月二十", "45026", "1693440000", "", " 2023-04-10", "2023-04-10 ", "2023-04-10\n", "+2023-04-10"),
    *("2023-Q5", "None", "NONE", "2023-08-31T24:00:00Z", "2023-08-31T16", "9999-12-31T23:59:59-12:00"),
    *("2023-02-30T00:00:00", 45026, 45026.5, True, {}, [], {"day": "2023-04-10"}, ["2023-04-10"]),
)
INVISIBLE = "\u200b\ufeff\u202e\u00ad\u0000\u000b\u2066\u0085\ue000"
TEXTS = ("Asia/Shanghai", "suggestion/2023/12", "A", "x1")
ZONES = ("Asia/Nowhere", "../../etc/passwd", "+08:00", "Asia/Shanghai ")

WRONG_DAY = (("日期写法不对或不存在", "a day written otherwise, or one that does not exist"), "wrong_day", "INP-012")
WRONG_KIND = (("值的种类不对", "a value of another kind"), "wrong_kind", "INP-004")
WRONG_WORD = (("不在封闭清单之内", "a word that the closed list does not have"), "wrong_word", "INP-004")
WRONG_TEXT = (("写法不合格式", "not written as the field asks"), "wrong_character", "INP-004")
INVISIBLES = (("不可见字符或控制字符", "an invisible or control character"), "wrong_character", "INP-009")
OVER = (("超出上下限", "out of limits"), "limit", "INP-011")
NULL = (("不接受 null", "null is not read"), "null", "INP-019")
UNKNOWN = (("没有这个键", "there is no such key"), "unknown_key", "INP-005")
MISSING = (("缺少必填的键", "a required key is missing"), "missing_key", "INP-006")
ONCE_READ = {"/units/0/bound=1", "/time_zone=null"}
"""What the library once took, or told twice."""

Why = tuple[tuple[str, str], str, str]


class Spot(NamedTuple):
    """A record of the models, with the smallest document that has one, and where it stands there."""

    model: type[Model]
    document: Json
    place: tuple[str | int, ...]

    def record(self, document: Json) -> Json:
        at: Any = document
        for key in self.place:
            at = at[key]
        return at  # type: ignore[no-any-return]

    def changed(self, **values: Any) -> Json:
        document = copy.deepcopy(self.document)
        self.record(document).update(values)
        return document

    def pointer(self, key: str = "") -> str:
        return "".join(f"/{part}" for part in (*self.place, *([key] if key else [])))


# ------------------------------------------------------------ right values


def right(shape: Shape) -> Any:
    """A value that the field takes."""
    if shape.kind in (Kind.DAY, Kind.DATE):
        return "2023-05-10"
    if shape.kind is Kind.CHOICE:
        return True if shape.choices[0] == "true" else shape.choices[0]
    if shape.kind in (Kind.TEXTS, Kind.RECORDS):
        return []
    if shape.kind is Kind.INTEGER:
        return max(1, int(shape.limit.split("–")[0]))
    if shape.kind is Kind.RECORD:
        return "2023-12-31" if shape.plain_day else smallest(record_of(shape))
    if shape.kind is Kind.FLAG:
        return True
    return TEXTS[0] if shape.key == "time_zone" else next(text for text in TEXTS if fits(shape, text))


def record_of(shape: Shape) -> type[Model]:
    assert shape.model is not None
    return shape.model


def fits(shape: Shape, text: str) -> bool:
    return not shape.pattern or re.fullmatch(shape.pattern.strip("^$"), text) is not None


def smallest(model: type[Model]) -> Json:
    """The smallest record of a model."""
    found = {shape.key: right(shape) for shape in fields_of(model) if shape.required}
    return found | ({"year": 2023} if "year" in found else {}) | ({"place": "某县"} if model is Register else {})


def whole(model: type[Model]) -> Json:
    """A record of a model with all its fields, lists left empty."""
    return {shape.key: right(shape) for shape in fields_of(model)} | smallest(model)


def spots() -> Iterator[Spot]:
    """Every record of the models once: the first place where it may stand."""
    seen: set[type[Model]] = {Register}
    left = [Spot(Register, smallest(Register), ())]
    for spot in left:
        yield spot
        for shape in fields_of(spot.model):
            if shape.model is not None and (shape.model not in seen or shape.plain_day):
                seen.add(shape.model)
                listed = shape.kind is Kind.RECORDS
                inner = smallest(shape.model)
                document = spot.changed(**{shape.key: [inner] if listed else inner})
                left.append(Spot(shape.model, document, (*spot.place, shape.key, *([0] if listed else []))))


# ------------------------------------------------------------ wrong values


class Turn:
    """Takes values from a list in turn, so that all are used and no field needs all."""

    def __init__(self, values: tuple[Any, ...]) -> None:
        self.values, self.at = values, 0

    def take(self, number: int) -> Iterator[Any]:
        for _ in range(number):
            yield self.values[self.at % len(self.values)]
            self.at += 1


def wrong(shape: Shape, turns: dict[str, Turn]) -> Iterator[tuple[Any, Why]]:
    """Values that the field must refuse."""
    yield None, NULL
    match shape.kind:
        case Kind.DAY:
            yield from ((value, WRONG_DAY) for value in turns["days"].take(5))
        case Kind.DATE:
            yield from ((value, WRONG_DAY) for value in (*turns["days"].take(3), "2023-05", "not_yet"))
        case Kind.CHOICE:
            upper = next((word.upper() for word in shape.choices if word != "true"), "-")
            yield from ((value, WRONG_WORD) for value in ("", "-", upper, f" {shape.choices[-1]}", "甲"))
            yield from ((value, WRONG_KIND) for value in (1, [], {}))
        case Kind.INTEGER:
            least, most = (int(end) for end in shape.limit.split("–"))
            yield from ((value, WRONG_KIND) for value in ("7", f"0{most}", f"{most}\n", most + 0.5, True, []))
            yield from ((value, OVER) for value in (least - 1, most + 1, 2**63, -(2**70)))
        case Kind.FLAG:
            yield from ((value, WRONG_KIND) for value in ("true", "是", 1, 0, []))
        case Kind.RECORD if shape.plain_day:
            yield from ((value, WRONG_DAY) for value in (*turns["days"].take(6), "none", "not_kept"))
        case Kind.RECORD:
            yield from ((value, WRONG_KIND) for value in ([], "", "2023-05-10", 1))
        case Kind.RECORDS | Kind.TEXTS:
            yield from ((value, WRONG_KIND) for value in ({}, "", 1, True))
        case Kind.TEXT:
            yield from wrong_text(shape, turns)


def wrong_text(shape: Shape, turns: dict[str, Turn]) -> Iterator[tuple[Any, Why]]:
    yield from ((value, WRONG_KIND) for value in (12, True, [], {}))
    if shape.key == "time_zone":
        yield from ((zone, WRONG_TEXT) for zone in ZONES)
    elif shape.key != "schema":
        yield from ((f"{right(shape)}{mark}", INVISIBLES) for mark in turns["invisible"].take(2))
    longest = int(shape.limit.partition("≤ ")[2] or 0)
    if 0 < longest <= 64 and shape.key != "time_zone" and not shape.pattern.startswith("^(sugg"):
        yield "a" * (longest + 1), OVER
    if shape.pattern and not shape.pattern.startswith("^[A-Z]$") and shape.key != "time_zone":
        yield from ((f"{right(shape)}{tail}", WRONG_TEXT) for tail in ("\n", " ", "/а"))


# ------------------------------------------------------------ vectors


def vector(
    name: str, why: Why | tuple[tuple[str, str], str, None], told: Json, *wrong_at: tuple[str, str], **values: Any
) -> Json:
    comment, flag, _ = why
    problems = [{"at": at, "code": code} for at, code in sorted(wrong_at)]
    return {
        "id": f"registers/{name}",
        "group": "registers",
        "comment": {"zh": comment[0], "en": comment[1]},
        "flags": sorted(
            {flag, *(["several"] if len(problems) > 1 else []), *(["regression"] if name in ONCE_READ else [])}
        ),
        "valid": not problems,
        "input": told,
        "expected": {"problems": problems} if problems else {"values": values},
    }


def refused() -> Iterator[Json]:
    turns = {"days": Turn(DAYS), "invisible": Turn(tuple(INVISIBLE))}
    for spot in spots():
        for shape in fields_of(spot.model):
            for value, why in wrong(shape, turns):
                name = f"{spot.pointer(shape.key)}={json.dumps(value, ensure_ascii=True)}"
                document = spot.changed(**{shape.key: value})
                yield vector(name, why, {"document": document}, (spot.pointer(shape.key), why[2]))
            if shape.required:
                document = spot.changed()
                del spot.record(document)[shape.key]
                yield vector(
                    f"{spot.pointer(shape.key)} missing",
                    MISSING,
                    {"document": document},
                    (spot.pointer(shape.key), MISSING[2]),
                )
            if shape.kind is Kind.RECORDS:
                document = spot.changed(**{shape.key: ["-"]})
                yield vector(
                    f"{spot.pointer(shape.key)}/0 no record",
                    WRONG_KIND,
                    {"document": document},
                    (f"{spot.pointer(shape.key)}/0", WRONG_KIND[2]),
                )
        document = spot.changed(titel="x")
        yield vector(
            f"{spot.pointer('titel')} unknown", UNKNOWN, {"document": document}, (spot.pointer("titel"), UNKNOWN[2])
        )
        yield from twice(spot)


def twice(spot: Spot) -> Iterator[Json]:
    """A key that stands twice, which no parsed document can show."""
    record = spot.record(spot.document)
    key = next(iter(record), None)
    if key is None:
        return
    inner = json.dumps(record, ensure_ascii=False)
    doubled = inner.replace("{", "{" + f"{json.dumps(key)}: {json.dumps(record[key], ensure_ascii=False)}, ", 1)
    text = json.dumps(spot.document, ensure_ascii=False)
    at = text.rindex(inner)
    why = (("同一对象中键重复", "a key stands twice in one object"), "twice", "INP-007")
    yield vector(
        f"{spot.pointer(key)} twice",
        why,
        {"text": text[:at] + doubled + text[at + len(inner) :]},
        (spot.pointer(key), why[2]),
    )


NOT_JSON = (
    *("", " ", "nul", "[]", "null", '"register"', "12", "true", "{", "}", "{,}", "{'a': 1}", "{a: 1}", "// x\n{}"),
    *("{}{}", "{}\n{}\n", "{} x", "\ufeff{}", '{"a": 1,}', '{"year":01}', '{"year":1e}', '{"place":"\u0000"}'),
    *('{"place":"\\ud800"}', '{"place":"\\udc00\\ud800"}', '{"\\ud800":1}', "{}\u0000"),
)


def odd_texts() -> Iterator[Json]:
    why = (("不是一个 JSON 对象", "not one JSON object"), "not_json", "INP-003")
    for text in NOT_JSON:
        yield vector(f"text {json.dumps(text)}", why, {"text": text}, ("", why[2]))
    newer = (("格式版本较新", "a newer format"), "not_json", "INP-013")
    for schema in ("caserules.register/2", "caserules.register/10"):
        yield vector(schema, newer, {"document": smallest(Register) | {"schema": schema}}, ("/schema", newer[2]))
    case = {"kind": "suggestion", "year": 2023, "number": 12}
    other = (("同一件号，内容不同", "one number for different contents"), "twice", "INP-008")
    document = smallest(Register) | {"cases": [case, case | {"title": "另一件"}]}
    yield vector("a case twice", other, {"document": document}, ("/cases/0", other[2]), ("/cases/1", other[2]))
    ids = (("编号重复", "an id stands twice"), "twice", "INP-010")
    for key in ("units", "people", "leaders", "attestations"):
        shape = next(shape for shape in fields_of(Register) if shape.key == key)
        document = smallest(Register) | {key: [smallest(record_of(shape))] * 2}
        yield vector(f"/{key} one id twice", ids, {"document": document}, (f"/{key}/1/id", ids[2]))


def several() -> Iterator[Json]:
    """Documents in which a few things are wrong at once: all are told."""
    turns = {"days": Turn(DAYS), "invisible": Turn(tuple(INVISIBLE))}
    comment = (("几处有误，一次全部指出", "several things are wrong, and all are told at once"), "several", "")
    for spot in spots():
        fields = [shape for shape in fields_of(spot.model) if shape.key != "schema"]
        for start in range(0, len(fields) - 1, 2):
            values, places = {}, []
            for place, shape in enumerate(fields[start : start + 3]):
                value, why = next(islice(chain(wrong(shape, turns)), place + 1, None), (None, NULL))
                values[shape.key] = value
                places.append((spot.pointer(shape.key), why[2]))
            if len(places) > 1:
                name = f"{spot.pointer()} several {start}"
                yield vector(name, comment, {"document": spot.changed(**values)}, *places)


def read() -> Iterator[Json]:
    plain = ("每个字段都写了", "every field told"), "limit", None
    for spot in spots():
        record = whole(spot.model)
        told = {key: value for key, value in record.items() if not isinstance(value, dict | list)}
        values = {spot.pointer(key): value for key, value in told.items()}
        yield vector(f"{spot.pointer()} whole", plain, {"document": spot.changed(**record)}, **values)
    day = next(spot for spot in spots() if spot.place[2:3] == ("assignments",))
    words = ("代替日期的写法", "what may stand in place of a day"), "day_word", None
    for word in ("none", "not_yet", "done", "2023-05", "2023-12", "2023-Q1", "2023-Q4", "2023", "1990", "2023-04-10"):
        yield vector(f"day {word}", words, {"document": day.changed(assigned=word)}, **{day.pointer("assigned"): word})
    instant = ("时刻换算为台账时区的日期", "an instant becomes a day of the register's time zone"), "instant", None
    for told_, zone, expected in INSTANTS:
        document = day.changed(assigned=told_) | {"time_zone": zone}
        yield vector(f"instant {told_} {zone}", instant, {"document": document}, **{day.pointer("assigned"): expected})
    yield from limits(day)


INSTANTS = (
    ("2023-08-31T23:59:59+08:00", "Asia/Shanghai", "2023-08-31"),
    ("2023-09-01T00:00:00+08:00", "Asia/Shanghai", "2023-09-01"),
    ("2023-08-31T16:00:00Z", "Asia/Shanghai", "2023-09-01"),
    ("2023-08-31T15:59:59.999999Z", "Asia/Shanghai", "2023-08-31"),
    ("2023-08-31T20:00:00", "Asia/Shanghai", "2023-08-31"),
    ("2023-08-31T20:00:00-04:00", "Asia/Shanghai", "2023-09-01"),
    ("1988-07-01T15:30:00Z", "Asia/Shanghai", "1988-07-02"),
    ("2023-08-31T19:00:00Z", "Asia/Urumqi", "2023-09-01"),
    ("2023-08-31T17:30:00Z", "Asia/Urumqi", "2023-08-31"),
    ("2023-08-31T22:30:00Z", "Europe/Berlin", "2023-09-01"),
)


def limits(day: Spot) -> Iterator[Json]:
    exact = ("正好在上下限上", "exactly on a limit"), "limit", None
    unit, case = day.pointer("unit"), "/cases/0"
    for value in ("a" * 64, "教", "县教委-1.2_3"):
        yield vector(f"unit {value}", exact, {"document": day.changed(unit=value)}, **{unit: value})
    for key, ends in (("year", (1990, 2100)), ("number", (1, 999_999_999))):
        for value in ends:
            document = day.changed()
            document["cases"][0][key] = value
            yield vector(f"{key} {value}", exact, {"document": document}, **{f"{case}/{key}": value})
    for title in (
        '":',
        'a": "b',
        "12:30",
        "\\",
        '{"title": "x", "title": "y"}',
        "阿不都·买买提",
        "𬱖㛃",
        "一\n二\t三",
        "😀",
    ):
        document = day.changed()
        document["cases"][0]["title"] = title
        name = f"title {json.dumps(title)}"
        yield vector(
            name,
            (("看似键的文字，少见的字", "text that looks like keys; rare characters"), "limit", None),
            {"document": document},
            **{f"{case}/title": title},
        )


def registers() -> Iterator[Json]:
    yield from read()
    yield from refused()
    yield from odd_texts()
    yield from several()
