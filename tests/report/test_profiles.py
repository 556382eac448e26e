"""Profiles: what a unit and the public see; names, numbers and secret cases planted everywhere and looked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from pydantic import TypeAdapter

from caserules import Assessment, assess, load_register
from caserules.demo import build_demo, small_register
from caserules.report import render_html, render_json, render_json_lines
from caserules.report.profiles import Profile, people_of, profiled, secret_cases
from caserules.report.shape import AssessmentShape
from caserules.report.words import Lang

DAY = date(2023, 8, 25)
NAMES = ("欧阳无名", "Anonymous Person")
PHONES = ("13812345678", "023-78440000")
NUMBERS = ("500243199001011234", "50024319900101123X", "6222021234567890123")
SECRET = 987654
HIDDEN_TITLE = "机密项目甲"
PLANTED = (*NAMES, *PHONES, *NUMBERS)
TEXT = " ".join(PLANTED)


def planted() -> Any:
    """The small register with a person in every text that takes one, and with its broken case twice: once secret."""
    plain = small_register().model_dump(mode="json", by_alias=True, exclude_unset=True)
    plain["place"] = f"某县（{TEXT}）"
    for unit in plain["units"]:
        unit["name"] += f"（{TEXT}）"
        unit["aliases"] = [NAMES[0]]
    for person, name in zip(plain["people"], NAMES * len(plain["people"]), strict=False):
        person["name"] = name
    for case in plain["cases"]:
        case["title"] = TEXT
        case["points"] = [{"id": "p1", "text": TEXT}]
        case["source"] = {"file": f"{NAMES[0]}{PHONES[0]}.xlsx", "sheet": TEXT[:30], "row": 3}
        for request in case.get("requests", ()):
            request["source"] = {"file": f"{NAMES[0]}{NUMBERS[0]}.xlsx", "sheet": NAMES[0], "row": 4}
    secret = json.loads(json.dumps(plain["cases"][1]))
    plain["cases"].append(secret | {"number": SECRET, "secret": True, "title": HIDDEN_TITLE})
    del plain["expected"]
    return load_register(plain)


@cache
def found() -> Assessment:
    return assess(planted(), "pengshui-2023", as_of=DAY)


@cache
def plain() -> dict[str, Any]:
    return found().to_dict()


def shown(profile: Profile, unit: str | None = None) -> dict[str, Any]:
    return profiled(
        plain(),
        profile,
        unit=unit,
        secret=secret_cases(found().register),
        published={x.id for x in found().broken()},
        people=people_of(found().register),
    )


def outputs(data: dict[str, Any]) -> Iterator[str]:
    yield render_json(data).decode()
    yield render_json_lines(data).decode()
    langs: tuple[Lang, ...] = ("zh", "en")
    for lang in langs:
        yield render_html(data, lang)


def of_unit(plan: dict[str, Any], unit: str) -> list[str]:
    return [x["id"] for x in plan["findings"] if x["unit"] == unit]


def test_what_is_planted_stands_in_the_internal_form() -> None:
    told = render_json(shown("internal")).decode()
    assert shown("internal") == plain()
    assert all(x in told for x in (*PLANTED, str(SECRET)))
    assert len(found().broken()) == 2


@pytest.mark.parametrize(("profile", "unit"), [("unit", "caizheng"), ("unit", "jiaotong"), ("public", None)])
def test_no_person_and_no_secret_case_is_shown(profile: Profile, unit: str | None) -> None:
    for text in outputs(shown(profile, unit)):
        for told in (*PLANTED, str(SECRET), HIDDEN_TITLE, ".xlsx"):
            assert told not in text, told
        assert not re.search(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])", text)


def test_a_unit_sees_its_own_duties_and_no_ranking() -> None:
    data = shown("unit", "caizheng")
    secret = [x for x in of_unit(plain(), "caizheng") if f"/{SECRET}/" in x]
    assert [x["id"] for x in data["findings"]] == [x for x in of_unit(plain(), "caizheng") if x not in secret]
    assert data["summary"]["withheld"] == len(secret) > 0
    assert data["summary"]["units"].keys() == {"caizheng"}
    assert {x["unit"] for x in (*data["upcoming"], *data["questions"])} <= {"caizheng"}
    assert data["units"].keys() == {"caizheng"}
    page = render_html(data)
    assert 'id="units"' not in page and 'id="broken"' in page and 'id="all"' in page and 'href="#units"' not in page
    for other in ("县教委", "县交通局", "枫溪镇"):
        assert other not in page
    assert "另有" in page and "涉密件" in page


def test_a_unit_sees_another_only_where_its_own_findings_speak_of_it() -> None:
    data = assess(build_demo().register, "pengshui-2023", as_of=DAY).to_dict()
    waiting = next(x for x in data["findings"] if x["detail"].get("waited_for"))
    own = profiled(data, "unit", unit=waiting["unit"])
    spoken_of = {y for x in own["findings"] for y in x["detail"].get("waited_for", ())}
    assert set(waiting["detail"]["waited_for"]) <= own["units"].keys() <= {waiting["unit"], *spoken_of}
    for unit in data["units"]:
        part = profiled(data, "unit", unit=unit)
        assert part["summary"]["verdicts"] == data["summary"]["units"].get(unit, {})
        assert part["scores"] is None or part["scores"].keys() <= {unit}


def test_the_public_sees_totals_and_what_was_published() -> None:
    data = shown("public")
    assert data["summary"]["verdicts"] == plain()["summary"]["verdicts"]
    assert [(x["rule"], x["case"], x["unit"]) for x in data["findings"]] == [
        ("COHAND-01", "suggestion/2023/2", "caizheng")
    ]
    assert (data["upcoming"], data["questions"], data["data_issues"], data["scores"]) == ([], [], [], None)
    assert data["findings"][0]["evidence"] == []
    assert data["units"].keys() == data["summary"]["units"].keys() == {"caizheng"}
    page, told = render_html(data), render_json(data).decode()
    assert "/cases/" not in told and "/units/" not in told and "<script" not in page
    for absent in ("units", "chart", "all", "questions", "issues"):
        assert f'id="{absent}"' not in page and f'href="#{absent}"' not in page
    assert "COHAND-01" in page or "协办意见" in page


@pytest.mark.parametrize("published", [(), ("COHAND-01/suggestion/2023/99/caizheng/notice/0",)])
def test_nothing_unpublished_is_told_of_any_unit(published: tuple[str, ...]) -> None:
    data = profiled(plain(), "public", published=published)
    assert (data["findings"], data["units"], data["summary"]["units"], data["summary"]["rules"]) == ([], {}, {}, {})
    assert not [x for x in ("县教委", "县财政局", "枫溪镇") if x in render_html(data)]


def test_what_was_published_and_fell_is_not_shown() -> None:
    met = next(x["id"] for x in plain()["findings"] if x["verdict"] == "met")
    assert profiled(plain(), "public", published=[met])["findings"] == []


@pytest.mark.parametrize(("profile", "unit"), [("unit", "jiaowei"), ("public", None)])
def test_a_profile_keeps_the_published_form(profile: Profile, unit: str | None) -> None:
    data = shown(profile, unit)
    TypeAdapter(AssessmentShape).validate_python(data)
    assert data.keys() == plain().keys()
    assert data["options"]["profile"] == profile
    assert data == shown(profile, unit)
    assert json.loads(render_json(data)) == json.loads(json.dumps(data))


def test_hashes_and_days_and_numbers_of_cases_are_left() -> None:
    data = shown("public")
    for key in ("policy", "calendar"):
        assert data[key] == plain()[key]
    assert data["register"]["sha256"] == plain()["register"]["sha256"]
    assert data["findings"][0]["due"] == "2023-05-23"


def test_short_names_do_not_eat_other_words() -> None:
    data = profiled(plain(), "unit", unit="caizheng", people=["县", "met", "broken"])
    assert data["units"]["caizheng"].startswith("县财政局")
    assert {x["verdict"] for x in data["findings"]} >= {"met"}
