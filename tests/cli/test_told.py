"""The commands that judge nothing: rules, policies, calendar, schemas. They end 0, 2 or 3."""

from __future__ import annotations

from pathlib import Path

import pytest

from caserules.policy import known_policies
from caserules.rules import all_rules
from cli.conftest import Call

PACK = Path(__file__).parents[2] / "src" / "caserules" / "policy" / "packs" / "pengshui-2023.toml"


def test_rules_lists_every_rule(call: Call) -> None:
    told = call("rules", "--json")
    assert told.code == 0
    assert [x["id"] for x in told.json["rules"]] == [rule.id for rule in all_rules()]
    text = call("rules").out
    assert all(rule.id in text for rule in all_rules())


@pytest.mark.parametrize("rule", [rule.id for rule in all_rules()])
def test_a_rules_card_has_title_act_why_clause_and_values(call: Call, rule: str) -> None:
    told = call("rules", rule, "--json").json
    for lang in ("zh", "en"):
        text = call("rules", rule, "--lang", lang)
        assert text.code == 0
        assert told["title"][lang] in text.out
        assert all(value in text.out for value in told["values"] or {})
    assert set(told["parameters"]) >= set(told["values"] or {})


def test_an_unknown_rule_ends_3(call: Call) -> None:
    result = call("rules", "NONE-99", "--lang", "en")
    assert (result.code, result.out) == (3, "")
    assert "RUL-003" in result.err


def test_policies_are_listed_and_shown(call: Call) -> None:
    assert [x["id"] for x in call("policy", "list", "--json").json["policies"]] == list(known_policies())
    assert "pengshui-2023" in call("policy", "list").out
    shown = call("policy", "show", "pengshui-2023", "--json").json
    assert shown["rules"]["COHAND-01"]["clause"] == "三.1.d"
    assert "30wd ← asked" in call("policy", "show", "pengshui-2023").out


def test_a_good_policy_file_is_told_to_be_good(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "county.toml"
    file.write_bytes(PACK.read_bytes())
    result = call("policy", "check", file)
    assert (result.code, result.err) == (0, "")
    assert "可用" in result.out


def test_all_that_is_wrong_with_a_policy_file_is_told(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "county.toml"
    text = PACK.read_text(encoding="utf-8").replace("opinion_term", "opinion_trem", 1)
    text = text.replace("progress_post", "progress_pots", 1)
    file.write_text(text, encoding="utf-8")
    result = call("policy", "check", file, "--lang", "en")
    assert (result.code, result.out) == (3, "")
    assert all(key in result.err for key in ("opinion_trem", "opinion_term", "progress_pots", "progress_post"))


def test_the_calendar_tells_its_years_and_a_years_days(call: Call) -> None:
    told = call("calendar", "--json").json
    assert (told["first_year"], len(told["sha256"])) == (2004, 64)
    year = call("calendar", "--year", "2023", "--json").json
    assert {"name": "劳动节", "from": "2023-04-29", "to": "2023-05-03"} in year["holidays"]
    assert "2023-04-23" in year["made_up"]
    assert year["working_days"] == 249
    assert "劳动节" in call("calendar", "--year", "2023").out


@pytest.mark.parametrize("year", ["2003", "2100", "1"])
def test_a_year_that_is_not_covered_ends_3(call: Call, year: str) -> None:
    result = call("calendar", "--year", year)
    assert (result.code, result.out) == (3, "")
    assert "CAL-001" in result.err


@pytest.mark.parametrize(("what", "key"), [((), "cases"), (("register",), "units"), (("assessment",), "findings"), (("finding",), "verdict")])  # fmt: skip
def test_schemas_are_json_schemas(call: Call, what: tuple[str, ...], key: str) -> None:
    told = call("schema", *what).json
    assert told["$schema"].startswith("https://json-schema.org/")
    assert key in told["properties"]
