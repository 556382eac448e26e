"""What programs read: SARIF, JUnit, iCalendar and JSON Lines, parsed back and compared with the assessment they were made of."""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from caserules.errors import InputRejected
from caserules.report import render_ics, render_json, render_json_lines, render_junit, render_sarif
from report.sample import assessment

HOSTILE = "县\x00\x1b[31m\n]]>BEGIN:VEVENT\r\nUID:x\u202e<a b='\">&;,\\局" + "很长的名称" * 40


@pytest.fixture(params=[0, 12], ids=["small", "twelve cases"])
def data(request: pytest.FixtureRequest) -> dict[str, Any]:
    return assessment(request.param)


def events_of(contents: bytes) -> list[Any]:
    """The events of a calendar file, parsed back."""
    return list(Calendar.from_ical(contents).walk("VEVENT"))


def hostile() -> dict[str, Any]:
    found = assessment(3)
    found["units"] = dict.fromkeys(found["units"], HOSTILE)
    for finding in found["findings"]:
        finding["message"] = {"zh": HOSTILE, "en": HOSTILE}
        finding["clause"] = HOSTILE
    return found


def test_a_sarif_result_stands_for_each_finding(data: dict[str, Any]) -> None:
    run = json.loads(render_sarif(data))["runs"][0]
    kinds = Counter(x["kind"] for x in run["results"])
    of = Counter(x["verdict"] for x in data["findings"])
    assert (kinds["fail"], kinds["open"], kinds["pass"], kinds["informational"], kinds["notApplicable"]) == (
        of["broken"],
        of["undetermined"],
        of["met"],
        of["pending"],
        of["not_applicable"],
    )
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result, finding in zip(run["results"], data["findings"], strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding["rule"]
        assert result["partialFingerprints"] == {"caserulesFinding/v1": finding["id"]}
        assert (result["level"] == "error") is (finding["verdict"] == "broken")
        assert result["message"]["text"]


def test_a_junit_test_stands_for_each_finding(data: dict[str, Any]) -> None:
    root = ET.fromstring(render_junit(data, "en"))  # noqa: S314  our own
    of = Counter(x["verdict"] for x in data["findings"])
    found = {key: int(root.get(key, "-1")) for key in ("tests", "failures", "errors", "skipped")}
    assert found == {
        "tests": of.total(),
        "failures": of["broken"],
        "errors": of["undetermined"],
        "skipped": of["pending"] + of["not_applicable"],
    }
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert len(root.findall(f".//{tag}")) == found[key]
        assert sum(int(suite.get(key, "-1")) for suite in root) == found[key]
    ids = [x.get("value") for x in root.findall(".//property[@name='id']")]
    assert sorted(map(str, ids)) == sorted(x["id"] for x in data["findings"])


def test_an_event_stands_for_each_finding_with_a_day(data: dict[str, Any]) -> None:
    events = events_of(render_ics(data))
    dated = {x["id"]: x for x in data["findings"] if x["due"] or x["remind"]}
    assert len({str(x["uid"]) for x in events}) == len(events) == len(dated)
    for event in events:
        finding = dated[str(event["uid"]).removeprefix(f"{data['register']['year']}/").removesuffix("@caserules")]
        day = date.fromisoformat(finding["due"] or finding["remind"])
        assert (event.decoded("dtstart"), event.decoded("dtend")) == (day, day + timedelta(days=1))
        gone = finding["verdict"] in ("met", "not_applicable")
        assert (event["status"] == "CANCELLED") is gone


def test_an_event_moves_and_is_never_doubled() -> None:
    before, after = assessment(4), assessment(4)
    after["as_of"] = (date.fromisoformat(after["as_of"]) + timedelta(days=7)).isoformat()
    moved = next(x for x in after["findings"] if x["due"] and x["verdict"] == "pending")
    moved["due"] = "2023-12-29"
    one, two = ({str(x["uid"]): x for x in events_of(render_ics(each))} for each in (before, after))
    assert one.keys() == two.keys()
    assert all(two[key]["sequence"] == event["sequence"] + 7 for key, event in one.items())
    assert [x.decoded("dtstart") for key, x in two.items() if moved["id"] in key] == [date(2023, 12, 29)]


def test_a_calendar_holds_one_unit_alone() -> None:
    data = assessment(12)
    unit = data["findings"][0]["unit"]
    found = events_of(render_ics(data, unit=unit))
    assert len(found) == sum(x["unit"] == unit and bool(x["due"] or x["remind"]) for x in data["findings"]) > 0


def test_lines_of_a_calendar_are_folded_between_characters() -> None:
    for line in render_ics(hostile()).split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")


@pytest.mark.parametrize("render", [render_sarif, render_junit, render_ics, render_json_lines])
def test_any_text_leaves_the_structure_as_it_was(render: Any) -> None:
    plain, strange = assessment(3), hostile()
    assert _shape(render, render(strange)) == _shape(render, render(plain))


def _shape(render: Any, contents: bytes) -> object:
    if render is render_junit:
        return [(x.tag, sorted(x.keys())) for x in ET.fromstring(contents).iter()]  # noqa: S314
    if render is render_ics:
        return [sorted(x.keys()) for x in Calendar.from_ical(contents).walk()]
    documents = [json.loads(line) for line in contents.splitlines()] if render is render_json_lines else [contents]
    return [_keys(json.loads(x) if isinstance(x, bytes) else x) for x in documents]


def _keys(value: Any) -> object:
    if isinstance(value, dict):
        return sorted((key, _keys(x)) for key, x in value.items())
    return [_keys(x) for x in value] if isinstance(value, list) else None


def test_lines_hold_the_head_and_then_each_finding(data: dict[str, Any]) -> None:
    head, *findings = (json.loads(line) for line in render_json_lines(data).splitlines())
    assert {**head, "findings": findings} == json.loads(render_json(data))


@pytest.mark.parametrize("render", [render_sarif, render_junit, render_ics, render_json_lines])
def test_the_same_assessment_gives_the_same_bytes(render: Any, data: dict[str, Any]) -> None:
    assert render(data) == render(json.loads(json.dumps(data)))


def test_without_the_extra_a_calendar_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(InputRejected) as refused:
        render_ics(assessment(1))
    assert [x.code for x in refused.value.problems] == ["INP-014"]
