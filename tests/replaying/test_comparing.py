"""Two plain forms: the same bytes or the parts that differ; what another version changes, and which advisory tells of it."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules import InputRejected, assess
from caserules.demo import small_register
from caserules.replaying import Advisory, advisories, load_advisory, recheck, replay
from replaying.test_receipt import DAY, plain

BROKEN = "COHAND-01/suggestion/2023/2/caizheng/notice/0"
ADVISORY = """
schema = "caserules.advisory/1"
id = "CRA-2026-01"
published = 2026-11-02
first = "0.0.8"
fixed = "0.1.0"
rules = ["COHAND-01"]
policies = ["pengshui-2023"]
wrong = ["met"]
right = ["broken"]
title = { zh = "协办意见迟一日被判为符合", en = "an opinion a day late was taken for met" }
what = { zh = "起算日算入期限。", en = "The first day was counted." }
find = { zh = "复核所有 COHAND-01 的“符合”。", en = "Look again at every COHAND-01 that is met." }
correct = { zh = "前次结论有误，现予更正。", en = "The earlier finding was wrong and is corrected." }
"""


def advisory(tmp_path: Path, **changes: str) -> Advisory:
    text = ADVISORY
    for key, value in changes.items():
        lines = [f"{key} = {value}" if x.startswith(f"{key} = ") else x for x in text.split("\n")]
        text = "\n".join(lines)
    path = tmp_path / "CRA-2026-01.toml"
    path.write_text(text, encoding="utf-8")
    return load_advisory(path)


def told_by(library: str, **changes: dict[str, Any]) -> dict[str, Any]:
    """The assessment as another version might have told it: a finding's keys changed, by its id."""
    data = plain() | {"library": library}
    for finding in data["findings"]:
        finding.update(changes.get(finding["id"], {}))
    return data


def earlier(library: str = "0.0.9") -> dict[str, Any]:
    return told_by(library, **{BROKEN: {"verdict": "met", "breach": None, "late": False}})


# ------------------------------------------------------------ replay


def test_the_same_inputs_give_the_same_bytes() -> None:
    again = assess(small_register(), "pengshui-2023", as_of=DAY).to_dict()
    found = replay(plain(), again)
    assert (found.same, found.parts, found.keys, found.findings) == (True, (), (), ())
    assert found.sha256[0] == found.sha256[1]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("register", {"register": {"sha256": "0" * 64, "place": "某县", "year": 2023}}),
        ("calendar", {"calendar": {"sha256": "0" * 64}}),
        ("library", {"library": "0.0.9"}),
        ("plugins", {"plugins": [{"name": "county", "version": "1"}]}),
        ("as_of", {"as_of": "2023-08-24"}),
        ("known_by", {"known_by": "2023-08-24"}),
        ("partial", {"options": {"only": None, "not_owed": False, "partial": True}}),
    ],
)
def test_the_part_of_the_receipt_that_differs_is_named(part: str, change: dict[str, Any]) -> None:
    found = replay(plain() | change, plain())
    assert not found.same
    assert [x.name for x in found.parts] == [part]
    assert found.to_dict()["receipt"][0]["name"] == part


def test_a_layer_that_changed_is_named() -> None:
    data = plain()
    layer = data["policy"]["layers"][0]
    old = layer["sha256"]
    layer["sha256"] = "f" * 64
    found = replay(data, plain())
    assert found.parts == ((f"layer {layer['id']}", "f" * 64, old),)


def test_layers_in_another_order_are_another_policy() -> None:
    data = assess(small_register(), "pengshui-2023-full", as_of=DAY).to_dict()
    turned = copy.deepcopy(data)
    turned["policy"]["layers"].reverse()
    assert [x.name for x in replay(turned, data).parts] == ["layers"]


def test_a_file_changed_by_hand_is_not_explained_by_its_receipt() -> None:
    data = plain()
    data["findings"][0]["verdict"] = "broken"
    found = replay(data, plain())
    assert (found.same, found.parts) == (False, ())
    assert (found.keys, found.findings) == (("findings",), (data["findings"][0]["id"],))


def test_a_number_in_the_place_of_a_yes_is_another_byte() -> None:
    data = plain()
    data["findings"][0]["late"] = int(data["findings"][0]["late"])
    data["summary"]["verdicts"]["met"] = float(data["summary"]["verdicts"]["met"])
    found = replay(data, plain())
    assert (found.keys, len(found.findings)) == (("summary", "findings"), 1)


# ------------------------------------------------------------ recheck


def test_the_same_version_changes_nothing() -> None:
    found = recheck(plain(), plain())
    assert (found.changes, found.scores, found.parts) == ((), (), ())
    assert found.compared == len(plain()["findings"])


def test_a_changed_verdict_is_told_with_what_differs_and_the_advisory(tmp_path: Path) -> None:
    found = recheck(earlier(), plain(), [advisory(tmp_path)])
    (change,) = found.changes
    assert (change.finding, change.before, change.now) == (BROKEN, "met", "broken")
    assert set(change.keys) == {"verdict", "breach", "late"}
    assert change.advisories == ("CRA-2026-01",)
    assert [x.name for x in found.parts] == ["library"]


def test_a_change_that_no_advisory_tells_of_is_told_as_such() -> None:
    assert [x.advisories for x in recheck(earlier(), plain(), []).changes] == [()]
    assert [x.advisories for x in recheck(earlier(), plain()).changes] == [()]  # none of the packaged ones is of 0.0.9


@pytest.mark.parametrize(
    ("library", "changes"),
    [
        ("0.0.7", {}),  # before the first
        ("0.1.0", {}),  # mended
        ("0.0.9", {"rules": '["COHAND-02"]'}),
        ("0.0.9", {"policies": '["another-county"]'}),
        ("0.0.9", {"wrong": '["undetermined"]'}),
        ("0.0.9", {"published": "2026-11-02\nwithdrawn = 2026-11-09"}),
    ],
)
def test_an_advisory_of_something_else_explains_nothing(tmp_path: Path, library: str, changes: dict[str, str]) -> None:
    (change,) = recheck(earlier(library), plain(), [advisory(tmp_path, **changes)]).changes
    assert change.advisories == ()


@pytest.mark.parametrize("library", ["0.0.8", "0.0.10", "0.1.0rc1", "0.1.0.dev3", "0.0.9.post1"])
def test_an_advisory_explains_every_version_from_the_first_to_the_mended(tmp_path: Path, library: str) -> None:
    (change,) = recheck(earlier(library), plain(), [advisory(tmp_path)]).changes
    assert change.advisories == ("CRA-2026-01",)


def test_a_finding_that_was_not_listed_and_one_that_is_no_more() -> None:
    old, new = plain(), plain()
    first, last = old["findings"].pop(0), new["findings"].pop()
    changes = {x.finding: (x.before, x.now) for x in recheck(old, new).changes}
    assert changes == {first["id"]: (None, first["verdict"]), last["id"]: (last["verdict"], None)}


def test_what_was_not_asked_for_then_is_no_change_now() -> None:
    listed = assess(small_register(), "pengshui-2023", as_of=DAY).to_dict(only=["broken"])
    assert recheck(listed, plain()).changes == ()
    del listed["findings"][:]  # a version that missed the broken one
    assert [x.finding for x in recheck(listed, plain()).changes] == [BROKEN]


def test_other_words_and_other_evidence_are_no_change() -> None:
    data = told_by("0.0.9", **{BROKEN: {"message": {"zh": "旧", "en": "old"}, "evidence": [], "detail": {}}})
    assert recheck(data, plain()).changes == ()


def test_a_score_that_changes_is_told() -> None:
    data = plain()
    data["scores"] = {"caizheng": {"score": "97"}}
    new = plain() | {"scores": {"caizheng": {"score": "98"}, "jiaowei": {"score": "100"}}}
    assert recheck(data, new).scores == (("caizheng", "97", "98"), ("jiaowei", None, "100"))


def test_another_register_or_day_is_refused() -> None:
    later = assess(small_register(), "pengshui-2023", as_of=date(2023, 8, 26)).to_dict()
    later["register"] = {"sha256": "0" * 64}
    with pytest.raises(InputRejected) as error:
        recheck(plain(), later)
    assert [(x.code, x.where) for x in error.value.problems] == [("RPL-004", "register"), ("RPL-004", "as_of")]


# ------------------------------------------------------------ advisories


def test_every_packaged_advisory_is_good_and_names_rules_that_there_are() -> None:
    from caserules.rules import rule_by_id

    for each in advisories():
        assert all(rule_by_id(x).id == x for x in each.rules)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"id": '"CRA-2026-02"'}, "id"),
        ({"published": "2025-11-02"}, "id"),
        ({"fixed": '"0.0.8"'}, "fixed"),
        ({"right": '["met"]'}, "right"),
        ({"rules": "[]"}, "rules"),
        ({"rules": '["cohand"]'}, "rules.0"),
        ({"first": '"0.1"'}, "first"),
        ({"wrong": '["guilty"]'}, "wrong.0"),
        ({"what": '{ zh = "缺英文" }'}, "what.en"),
        ({"schema": '"caserules.advisory/2"'}, "schema"),
        ({"policies": "[]\nnote = 1"}, "note"),
        ({"id": "="}, "TOML"),
    ],
)
def test_an_advisory_that_is_wrong_is_refused_by_its_key(tmp_path: Path, changes: dict[str, str], key: str) -> None:
    with pytest.raises(InputRejected) as error:
        advisory(tmp_path, **changes)
    assert {x.code for x in error.value.problems} == {"ADV-001"}
    assert dict(error.value.problems[0].params)["key"] == key
