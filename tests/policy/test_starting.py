"""A pack that was begun: it stands on the layers of its year, is refused until it is filled in, and is then what was written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from caserules import diff_policies, load_policy
from caserules.errors import PolicyRejected
from caserules.policy.review import review_policy
from caserules.policy.starting import new_pack
from caserules.rules import all_rules
from packs import PACK, written

FULL, CITY = "pengshui-2023-full", "cq-suggestions-2018"


def begun(base: str = FULL, year: int = 2023) -> str:
    return new_pack(base, id="begun", place="某县", year=year)


def filled(text: str) -> str:
    """Write in what the packaged county pack states, as a person would: answers, and the rules' tables."""
    doc = tomllib.loads(PACK)
    text = text[: text.index("# PLAN-01")]
    text = text.replace('title = { zh = "?", en = "?" }', 'title = { zh = "甲", en = "A" }')
    for key, day in doc["days"].items():
        text = text.replace(f'\n{key} = "?"', f'\n{key} = "{day["day"]}"')
    for key, letter in doc["categories"].items():
        text = text.replace(f'\n{key} = "?"', f'\n{key} = "{letter}"')
    for key, names in doc["recipients"].items():
        text = text.replace(
            f'\n{key} = {{ zh = "?", en = "?" }}', f'\n{key} = {{ zh = "{names["zh"]}", en = "{names["en"]}" }}'
        )
    for key, reading in doc["readings"].items():
        text = text.replace(f'[readings.{key}]\nvalue = "?"', f'[readings.{key}]\nvalue = "{reading["value"]}"')
    text = text.replace('"?"', '"whole"')
    return text + "\n" + PACK[PACK.index("[plan.PLAN-01]") :]


@pytest.mark.parametrize("base", [FULL, "pengshui-2023", CITY])
def test_a_pack_that_was_begun_is_toml_and_is_refused_with_a_line_for_each_place_to_fill(
    tmp_path: Path, base: str
) -> None:
    text = begun(base)
    tomllib.loads(text)
    with pytest.raises(PolicyRejected) as refused:
        review_policy(written(tmp_path, "begun", text))
    places = {i for i, line in enumerate(text.splitlines(), 1) if '"?"' in line and not line.startswith("#")}
    told = {int(x.where.partition(":")[2]) for x in refused.value.problems if x.code == "POL-020"}
    assert places
    assert told == places
    assert {x.code for x in refused.value.problems} >= {"POL-003", "POL-005", "POL-020"}


def test_filled_in_it_is_the_pack_that_was_written(tmp_path: Path) -> None:
    policy, notes = review_policy(written(tmp_path, "begun", filled(begun("pengshui-2023"))))
    assert {x.section for x in diff_policies(load_policy("pengshui-2023"), policy).changes} <= {"head"}
    assert {x.code for x in notes} <= {"POL-110"}


def test_on_a_stack_it_is_the_stack(tmp_path: Path) -> None:
    policy, _ = review_policy(written(tmp_path, "begun", filled(begun())))
    changes = diff_policies(load_policy(FULL), policy)
    assert {x.section for x in changes.changes} <= {"head", "layers", "parameters", "readings"}
    assert {x.key for x in changes.of("parameters")} == {"REPLY-02.sending_reminder"}  # the stack's own word
    assert {x.key for x in changes.of("readings")} == {"receipt_by_closing"}
    assert {x.key for x in changes.of("layers")} == {"pengshui-2023", "cn-deputies-law-2025"}


@pytest.mark.parametrize(
    ("year", "laws"),
    [(2023, ["2015"]), (2025, ["2015", "2025"]), (2026, ["2025"])],
)
def test_it_stands_on_what_is_in_force_in_its_year(year: int, laws: list[str]) -> None:
    layers = tomllib.loads(begun(year=year))["policy"]["layers"]
    assert [x.rpartition("-")[2] for x in layers if x.startswith("cn-deputies-law")] == laws
    assert layers[-2:] == ["cq-deputies-measures-2016", CITY]


def test_every_rule_stands_in_it_with_the_parameters_that_no_layer_sets() -> None:
    text = begun(CITY)
    for rule in all_rules():
        block = text[text.index(f"# {rule.id} ") :].partition("\n\n")[0]
        assert re.search(rf"^# \[{rule.chapter}\.{rule.id}\]$", block, re.MULTILINE), rule.id
        named = [key for key in rule.params if f"\n# {key} = " in block or f"# {key}：" in block]
        assert named == list(rule.params), rule.id


def test_what_a_layer_sets_for_one_kind_is_said_and_still_asked_for() -> None:
    text = begun(CITY)
    block = text[text.index("# REPLY-02 ") :].partition("\n\n")[0]
    assert "# answer_to（suggestion）：cq-suggestions-2018" in block
    assert '# answer_to = "?"' in block
    assert "leading | all" in block


def test_open_readings_are_listed_with_their_options() -> None:
    text = begun(CITY)
    assert '# 可选 · options: leading | all\n[readings.answer_to]\nvalue = "?"' in text
    assert "[readings.statute_rest_day]" not in text, "the layer below chose"


def test_a_rule_that_the_layers_set_in_full_is_not_asked_for_again(tmp_path: Path) -> None:
    whole = written(
        tmp_path, "whole", PACK.replace('id = "pengshui-2023"', 'id = "whole"', 1).replace('"county"', '"city"', 1)
    )
    text = new_pack(str(whole), id="begun", place="某县", year=2023)
    block = text[text.index("# PLAN-01 ") :].partition("\n\n")[0]
    assert block.endswith("write it only where this notice says more")
    assert "[plan.PLAN-01]" not in block
