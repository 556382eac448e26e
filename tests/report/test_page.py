"""The HTML page: whole without a script, quick with one, closed to what the data may carry."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

import pytest

from caserules.report import render_html
from caserules.report.words import Lang
from report.sample import RULES, assessment

LANGS: tuple[Lang, ...] = ("zh", "en")
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></style></script><!--",
    "javascript:alert(1)",
    "{{7*7}}${7*7}",
    "a\u2028b\u2029c",
    "\x00\x08\x1b[31m\u202e\u2066\ufeff",
    "\ud800",
    "&lt;b&gt;&amp;",
    "]]>",
]
VOID = {"meta", "input", "br", "hr", "line", "rect", "path"}


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes' names, its text, its script and style."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.shape: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.shape.append(f"<{tag} {' '.join(name for name, _ in attrs)}>")
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        kept = self.raw[self.open[-1]] if self.open and self.open[-1] in self.raw else self.texts
        kept.append(data)

    def handle_comment(self, data: str) -> None:
        self.shape.append("<!-->")

    def has(self, text: str) -> bool:
        return any(text in each for each in self.texts)


def hostile(text: str) -> dict[str, Any]:
    """An assessment that says a text wherever the data can say one."""
    data = assessment(25, unit_names={"u0": text, "u1": text})
    data["register"]["place"] = text
    data["policy"]["id"] = text
    data["data_issues"][0].update(where=text, code=text)
    for rule in data["rules"].values():
        rule["title"] = {"zh": text, "en": text}
    for finding in data["findings"]:
        finding["message"] = {"zh": text, "en": text}
        finding["clause"] = text
        finding["id"] += text
        for item in finding["evidence"]:
            item.update(value=text, source=text, pointer=text)
    for item in data["upcoming"]:
        item["finding"] += text
    return data


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("lang", LANGS)
def test_no_text_from_the_data_changes_the_structure(text: str, lang: Lang) -> None:
    page, benign = Reader(render_html(hostile(text), lang)), Reader(render_html(hostile("县教委"), lang))
    assert page.shape == benign.shape
    assert not page.open


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_the_embedded_data_read_back_as_they_were_shown(text: str) -> None:
    page = render_html(hostile(text))
    data = json.loads(Reader(page).raw["script"][0])
    assert len(data["findings"]) == len(hostile(text)["findings"])
    assert not set("\u2028\u2029\u202e\x00\x1b") & set(page)
    page.encode("utf-8")


@pytest.mark.parametrize("lang", LANGS)
def test_the_policy_for_contents_allows_the_pages_own_style_and_script_alone(lang: Lang) -> None:
    page = Reader(render_html(assessment(), lang))
    policy = next(value for tag, name, value in page.attributes if name == "content" and "default-src" in value)
    for name, text in (("style-src", page.raw["style"][0]), ("script-src", page.raw["script"][1])):
        assert f"{name} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_nothing_is_fetched_and_nothing_acts_beside_the_script() -> None:
    page = Reader(render_html(assessment()))
    names = {name for _, name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} | (names & {"style", "src", "srcset", "action"})
    assert all(value.startswith("#") for _, name, value in page.attributes if name == "href")
    assert not re.search(r"https?://|url\(|@import", "".join(page.raw["style"] + page.raw["script"]))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|fetch\(", page.raw["script"][1])


def test_totals_ranking_and_broken_findings_stand_without_the_script() -> None:
    data = assessment(80)
    page = Reader(render_html(data))
    for count in data["summary"]["verdicts"].values():
        assert page.has(f"{count:,}")
    for name in data["units"].values():
        assert page.has(name)
    for finding in data["findings"]:
        if finding["verdict"] == "broken":
            assert page.has(finding["id"])


def test_every_finding_stands_in_the_data_with_its_reasons() -> None:
    data = assessment(30)
    told = json.loads(Reader(render_html(data)).raw["script"][0])
    ids = {told["texts"][record[-1][1]] for record in told["findings"]}
    assert ids == {x["id"] for x in data["findings"]}


def test_ids_are_there_once_and_links_within_the_page_lead_somewhere() -> None:
    page = Reader(render_html(assessment(60)))
    ids = Counter(value for _, name, value in page.attributes if name == "id")
    assert max(ids.values()) == 1
    assert {value[1:] for _, name, value in page.attributes if name == "href"} <= set(ids)


def test_heads_of_tables_say_what_they_head_and_controls_are_labelled() -> None:
    page = render_html(assessment(30))
    assert len(re.findall(r"<th[ >]", page)) == len(re.findall(r"<th scope=|<th [^>]*scope=", page))
    assert len(re.findall("<label[ >]", page)) == len(re.findall(r"<(?:select|input) ", page))


@pytest.mark.parametrize("lang", LANGS)
def test_the_head_says_place_year_policy_day_and_that_a_person_must_confirm(lang: Lang) -> None:
    page = Reader(render_html(assessment(), lang))
    for text in ("某县", "2023", "pengshui-2023", "2023-09-01"):
        assert page.has(text)
    assert page.has({"zh": "系统初判，须经人工复核", "en": "a person must confirm"}[lang])
    assert ("html", "lang", {"zh": "zh-Hans", "en": "en"}[lang]) in page.attributes


def test_the_english_page_has_no_chinese_but_the_datas_own() -> None:
    data = assessment(30, unit_names={"u0": "Education"})
    data["register"]["place"] = "County"
    data["facts"]["delivered"]["zh"] = data["facts"]["delivered"]["en"]
    for finding in data["findings"]:
        finding.update(clause="3.1.d", evidence=[], detail={})
    assert not re.search("[\u3000-\u303f\uff01-\uff5e\u4e00-\u9fff]", "".join(Reader(render_html(data, "en")).texts))


def test_seven_thousand_findings_stay_small() -> None:
    data = assessment(1400)
    assert len(data["findings"]) > 7000
    assert len(render_html(data).encode()) < 4_000_000


def test_the_same_data_give_the_same_page() -> None:
    assert render_html(assessment(20)) == render_html(assessment(20))


def test_a_finding_without_any_day_is_no_bar() -> None:
    data = assessment(3)
    for finding in data["findings"]:
        finding.update(due=None, due_range=None)
    data["upcoming"] = []
    assert Reader(render_html(data)).has("没有期限日可画")


def test_scores_are_told_with_what_is_folded() -> None:
    data = assessment(60)
    first = next(x for x in data["findings"] if x["verdict"] == "broken")
    data["scores"] = {
        unit: {"full": "100", "deducted": "0", "score": "100", "exempt": False, "advice": "none", "deductions": []}
        for unit in data["units"]
    }
    deduction = {"finding": first["id"], "rule": first["rule"], "clause": "x", "points": "2.5", "folded": ["y", "z"]}
    data["scores"][first["unit"]].update(deducted="2.5", score="97.5", advice="remind", deductions=[deduction])
    data["scores_reason"] = None
    page = Reader(render_html(data))
    for text in ("按扣分从多到少", "满分 100，扣 2.5，得 97.5", "含同一事实 2 项", "建议：提醒。由人决定。"):
        assert page.has(text)


def test_all_rules_of_the_sample_can_be_chosen() -> None:
    page = Reader(render_html(assessment(30)))
    assert {value for tag, name, value in page.attributes if tag == "option" and value in RULES} == set(RULES) - {
        "ROLE-02"
    }
