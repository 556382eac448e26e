"""Every released version's samples: each format is still read, and the register is still judged as it was."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules import assess, load_policy, load_register
from caserules.replaying import load_advisory, load_assessment, receipt_of, recheck
from release.conftest import ROOT, git, script

COMPAT = ROOT / "tests" / "compat"
FOLDERS = sorted(x for x in COMPAT.iterdir() if x.is_dir())
AGAIN = "python scripts/make_compat.py writes the samples of a version that has no tag yet"


def test_this_version_has_its_samples_and_they_are_current() -> None:
    made = script("make_compat")
    assert COMPAT / made.version() in FOLDERS
    assert made.main(["--check"]) == 0, AGAIN


# ------------------------------------------------------------ what each version wrote is read


def read_vectors(path: Path) -> None:
    from pydantic import TypeAdapter

    from caserules.testing.answers import answer
    from caserules.testing.vectors import Vector

    reader: TypeAdapter[Vector] = TypeAdapter(Vector)
    for line in path.read_text(encoding="utf-8").splitlines():
        vector = reader.validate_json(line)
        assert answer(vector) == vector.expected


def read_table(path: Path) -> None:
    from caserules.importing import import_file, read_mapping

    said = read_mapping(path.with_name("table.map.toml").read_bytes())
    assert import_file(path, said).register().cases


def read_story(path: Path) -> None:
    from caserules.testing.scenario import judged, read_scenario

    scenario = read_scenario(path)
    assert scenario.days and all(judged(scenario, day).ok for day in scenario.days)


def read_calendar(path: Path) -> None:
    from caserules.calendar import Overlay, WorkCalendar

    there = WorkCalendar.default().with_overlay(Overlay.parse(path.read_text(encoding="utf-8"), path.name))
    assert there.nth_working_day(date(2023, 4, 10), 30) == date(2023, 5, 24)


def read_confirmations(path: Path) -> None:
    from caserules.confirming import State
    from caserules.io.confirmations import load_confirmations

    record = load_confirmations(path)
    assert [record.state(x) for x in record.findings] == [State.PUBLISHED]


def read_register(path: Path) -> None:
    assert load_register(path) == load_register(path.with_name("register.json"))


def read_facts(path: Path) -> None:
    """By columns the same verdicts, from the tables that the version wrote."""
    from caserules.bulk import count

    told = json.loads(path.with_name("assessment.json").read_text(encoding="utf-8"))
    policy = load_policy(path.with_name("pack.toml"))
    counted = count(path, policy, date.fromisoformat(told["as_of"])).verdicts()
    expected = Counter(x["verdict"] for x in told["findings"])
    assert {key: n for key, n in counted.items() if n} == expected


READERS: dict[str, Callable[[Path], Any]] = {
    "register.json": read_register,
    "register.jsonl": read_register,
    "register.xlsx": read_register,
    "pack.toml": load_policy,
    "assessment.json": load_assessment,
    "confirmations.jsonl": read_confirmations,
    "CRA-2026-01.toml": load_advisory,
    "calendar.toml": read_calendar,
    "vectors.jsonl": read_vectors,
    "story.caserules.toml": read_story,
    "table.csv": read_table,
    "facts": read_facts,
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda x: x.name)
@pytest.mark.parametrize("name", READERS)
def test_what_a_version_wrote_is_read(folder: Path, name: str) -> None:
    READERS[name](folder / name)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda x: x.name)
def test_every_sample_has_its_reader(folder: Path) -> None:
    there = {x.name for x in folder.iterdir()}
    assert there - {"table.map.toml", "schemas"} == READERS.keys()  # the mapping is read with its table


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda x: x.name)
def test_the_register_is_judged_as_it_was_or_an_advisory_says_why_not(folder: Path) -> None:
    before = load_assessment(folder / "assessment.json")
    register, policy = load_register(folder / "register.json"), load_policy(folder / "pack.toml")
    now = assess(register, policy, as_of=receipt_of(before).as_of).to_dict()
    assert [x for x in recheck(before, now).changes if not x.advisories] == []


# ------------------------------------------------------------ published schemas

DIRECTIONS = {
    "register": "read",
    "advisory": "read",
    "vectors": "read",
    "assessment": "written",
    "finding": "written",
    "facts": "written",
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda x: x.name)
@pytest.mark.parametrize(("what", "direction"), DIRECTIONS.items())
def test_no_format_breaks_without_a_version_of_its_own(folder: Path, what: str, direction: str) -> None:
    made, diff = script("make_compat"), script("schema_diff")
    old = json.loads((folder / "schemas" / f"{what}.json").read_text(encoding="utf-8"))
    new = json.loads(made.samples()[f"schemas/{what}.json"]())
    assert [x for x in diff.differences(old, new) if x.breaks(direction)] == []


def record(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": ["id"], "additionalProperties": False}


OLD = record(id={"type": "string"}, word={"enum": ["a", "b"]}, n={"type": "integer", "maximum": 9})
"""A small schema, to plant differences in."""


@pytest.mark.parametrize(
    ("new", "kind", "breaks"),
    [
        (OLD, None, ""),
        (OLD | {"properties": {**OLD["properties"], "more": {"type": "string"}}}, "added-optional", ""),
        (
            OLD | {"properties": {**OLD["properties"], "more": {}}, "required": ["id", "more"]},
            "added-required",
            "read",
        ),
        (OLD | {"properties": {"id": {"type": "string"}, "word": {"enum": ["a", "b"]}}}, "removed", "read written"),
        (OLD | {"required": ["id", "n"]}, "made-required", "read"),
        (OLD | {"required": []}, "made-optional", "written"),
        (record(**OLD["properties"] | {"word": {"enum": ["a"]}}), "narrowed", "read"),
        (record(**OLD["properties"] | {"word": {"enum": ["a", "b", "c"]}}), "widened", "written"),
        (record(**OLD["properties"] | {"n": {"type": "integer", "maximum": 5}}), "narrowed", "read"),
        (record(**OLD["properties"] | {"n": {"type": "integer"}}), "widened", "written"),
        (record(**OLD["properties"] | {"id": {"type": "string", "pattern": "^a$"}}), None, "read written"),
        (
            record(**OLD["properties"] | {"id": {"anyOf": [{"type": "string"}, {"type": "null"}]}}),
            "widened",
            "written",
        ),
    ],
)
def test_a_planted_difference_is_classed(new: dict[str, Any], kind: str | None, breaks: str) -> None:
    found = script("schema_diff").differences(OLD, new)
    if kind is not None:
        assert [x.kind for x in found] == [kind]
    for direction in ("read", "written"):
        assert any(x.breaks(direction) for x in found) == (direction in breaks.split())


def test_a_difference_inside_a_definition_that_refers_to_itself_is_found() -> None:
    def tree(**more: Any) -> dict[str, Any]:
        node = {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}, **more}}
        return {"$ref": "#/$defs/Node", "$defs": {"Node": node}}

    found = script("schema_diff").differences(tree(), tree(x={"type": "string"}))
    assert found == [("Node.x", "added-optional")]


def test_a_column_of_the_facts_may_come_and_not_change_or_go() -> None:
    def layout(**columns: str) -> dict[str, Any]:
        return {"tables": {"unit": {k: {"kind": v} for k, v in columns.items()}}, "keys": {}, "kinds": {}}

    differences = script("schema_diff").differences
    assert differences(layout(a="day"), layout(a="day", b="word")) == [("unit.b", "added-optional")]
    assert differences(layout(a="day"), layout(a="word")) == [("unit.a", "changed")]
    assert differences(layout(a="day"), layout()) == [("unit.a", "removed")]


def test_the_script_ends_1_where_something_breaks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, schema in (("a", OLD), ("b", OLD | {"required": []})):
        (tmp_path / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
    main, files = script("schema_diff").main, [str(tmp_path / "a.json"), str(tmp_path / "b.json")]
    assert (main(["read", *files]), main(["written", *files]), main(["both", *files])) == (0, 1, 2)
    assert "BREAKS" in capsys.readouterr().out


# ------------------------------------------------------------ once a version has its tag, its folder stands


def test_a_tagged_versions_samples_are_not_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = script("make_compat")
    sample = tmp_path / "tests" / "compat" / "9.9.9" / "register.json"
    sample.parent.mkdir(parents=True)
    sample.write_text("{}\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "9.9.9"\n', encoding="utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a")
    monkeypatch.setattr(made, "ROOT", tmp_path)
    monkeypatch.setattr(made, "COMPAT", tmp_path / "tests" / "compat")
    assert made.tag_of("9.9.9", tmp_path) is None
    git(tmp_path, "tag", "v9.9.9")
    monkeypatch.setattr(made.tag_of, "__defaults__", (tmp_path,))
    monkeypatch.setattr(made.changed_since, "__defaults__", (tmp_path,))
    assert made.main([]) == 0 and sample.read_text(encoding="utf-8") == "{}\n"
    sample.write_text("[]\n", encoding="utf-8")
    capsys.readouterr()
    assert made.main(["--check"]) == 1
    assert "tests/compat/9.9.9/register.json" in capsys.readouterr().out


def test_between_two_releases_the_samples_are_of_the_one_to_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = script("make_compat")
    monkeypatch.setattr(made, "ROOT", tmp_path)
    for stated, of in (("0.2.0.dev0", "0.2.0"), ("0.2.0", "0.2.0")):
        (tmp_path / "pyproject.toml").write_text(f'[project]\nversion = "{stated}"\n', encoding="utf-8")
        assert made.version() == of


def test_the_version_stands_in_one_place() -> None:
    """Only pyproject.toml states it; the code asks the installed package."""
    number = script("make_compat").version()
    stated = [x for x in (ROOT / "src").rglob("*.py") if f'"{number}"' in x.read_text(encoding="utf-8")]
    assert stated == [], sys.executable
