"""Where a finding's rule can be read about: a place that stays, linked to only where an address is named, and never one that acts."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caserules import assess
from caserules.demo import small_register
from caserules.report import render_html, render_sarif
from caserules.report.words import Lang
from caserules.rules import all_rules, rule_by_id
from caserules.rules.cards import page_of

BASE = "https://rules.example/county"
BAD = [
    "javascript:alert(1)",
    "//evil.example",
    "https://a.example/'onclick=x",
    "data:text/html,x",
    "https://a b",
    "",
    "x",
]


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    return assess(small_register(), "pengshui-2023", as_of=date(2023, 8, 25)).to_dict()


def hrefs(page: str) -> list[str]:
    return [x for x in re.findall(r'href="([^"]*)"', page) if not x.startswith("#")]


def test_every_rule_has_a_place_of_its_own_that_its_id_alone_gives() -> None:
    assert [page_of(rule) for rule in all_rules()] == [f"rules/{rule.id}.html" for rule in all_rules()]


def test_a_rule_of_another_package_has_none(tmp_path: Path) -> None:
    rule = rule_by_id("COHAND-01")
    assert page_of(replace(rule, card=tmp_path / "chapter" / "MINE-01.toml")) is None


def test_the_plain_form_names_the_page_of_every_rule(data: dict[str, Any]) -> None:
    assert data["rules"]
    assert all(rule["page"] == f"rules/{key}.html" for key, rule in data["rules"].items())
    assert "reference" not in data


@pytest.mark.parametrize(("lang", "folder"), [("zh", ""), ("en", "en/")])
@pytest.mark.parametrize("end", ["", "/"])
def test_sarif_and_page_link_to_the_reference_that_is_named(
    data: dict[str, Any], lang: Lang, folder: str, end: str
) -> None:
    told = {**data, "reference": BASE + end}
    rules = json.loads(render_sarif(told, lang))["runs"][0]["tool"]["driver"]["rules"]
    assert {x["id"]: x["helpUri"] for x in rules} == {x: f"{BASE}/{folder}rules/{x}.html" for x in data["rules"]}
    page = render_html(told, lang)
    assert f"{BASE}/{folder}rules/COHAND-01.html" in hrefs(page)
    embedded = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert embedded is not None
    pages = json.loads(embedded[1])["pages"]
    assert pages["COHAND-01"] == f"{BASE}/{folder}rules/COHAND-01.html"


def test_without_an_address_nothing_is_linked(data: dict[str, Any]) -> None:
    rules = json.loads(render_sarif(data))["runs"][0]["tool"]["driver"]["rules"]
    assert all("helpUri" not in x and x["properties"]["page"] for x in rules)
    assert hrefs(render_html(data)) == []


def test_a_path_is_a_link_in_a_page_and_no_address_for_sarif(data: dict[str, Any]) -> None:
    told = {**data, "reference": "../site"}
    assert "../site/rules/COHAND-01.html" in hrefs(render_html(told))
    assert "helpUri" not in render_sarif(told).decode()


@pytest.mark.parametrize("address", BAD)
def test_what_may_not_be_a_link_is_none(data: dict[str, Any], address: str) -> None:
    told = {**data, "reference": address}
    assert hrefs(render_html(told)) == []
    assert "helpUri" not in render_sarif(told).decode()


def test_an_assessment_of_before_that_names_no_pages_is_still_shown(data: dict[str, Any]) -> None:
    old = {
        **data,
        "reference": BASE,
        "rules": {k: {"title": x["title"], "deed": x["deed"]} for k, x in data["rules"].items()},
    }
    assert hrefs(render_html(old)) == []
    assert "helpUri" not in render_sarif(old).decode()
