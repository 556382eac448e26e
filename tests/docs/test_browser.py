"""The sites in a browser, opened from files, without a network: found by searching, answered in two clicks, readable by everyone."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
QUESTIONS = tomllib.loads((HERE / "questions.toml").read_text(encoding="utf-8"))["questions"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = [
    *(
        name
        for name in ("mkdocs", "material", "jieba", "playwright", "axe_playwright_python")
        if find_spec(name) is None
    ),
    *([] if CHROMIUM else ["chromium"]),
]
if MISSING and os.environ.get("CASERULES_BROWSER") == "required":
    raise RuntimeError(f"the sites were to be looked at in a browser; missing: {', '.join(MISSING)}")
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the sites were not looked at in a browser; missing: {MISSING}")

SHOWN = (
    "index.html",
    "rules/index.html",
    "rules/COHAND-01.html",
    "rules/SIGN-02.html",
    "clauses.html",
    "calculator.html",
    "pictures.html",
    "guides/for-units.html",
    "api/testing.html",
)
GRAVE = ("serious", "critical")


class Window:
    """A page of the browser that notes what it asked for and what it complained of."""

    def __init__(self, page: Any, site: Path) -> None:
        self.page, self.site = page, site
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto((self.site / path).as_uri())

    @property
    def here(self) -> str:
        return str(self.page.url).partition("#")[0].partition("?")[0].removeprefix(f"{self.site.as_uri()}/")

    def found(self, words: str) -> list[str]:
        """Search as a reader does, and return the pages that are listed, in order."""
        self.page.fill(".md-search__input", words)
        self.page.wait_for_selector(".md-search-result__item")
        self.page.wait_for_function("!document.querySelector('.md-search-result__meta').textContent.includes('…')")
        self.page.wait_for_timeout(150)
        links = self.page.eval_on_selector_all(".md-search-result__item > a", "each => each.map(a => a.href)")
        paths = (x.partition("#")[0].partition("?")[0].removeprefix(f"{self.site.as_uri()}/") for x in links)
        return list(dict.fromkeys(paths))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def window(browser: Any, site: Path) -> Iterator[Window]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, offline=True)
    made = Window(context.new_page(), site)
    yield made
    context.close()
    assert [x for x in made.asked if not x.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert made.complaints == []


def prefix(question: dict[str, Any]) -> str:
    return "en/" if question.get("lang") == "en" else ""


# ------------------------------------------------------------ questions


def test_there_are_ten_questions_and_more() -> None:
    assert len(QUESTIONS) >= 10


@pytest.mark.parametrize("question", QUESTIONS, ids=[x["asks"] for x in QUESTIONS])
def test_one_search_answers(window: Window, question: dict[str, Any]) -> None:
    window.open(f"{prefix(question)}index.html")
    page = prefix(question) + question["page"]
    assert page in window.found(question["search"])[:3]
    window.page.locator(f".md-search-result__item > a[href*='{page}']").first.click()
    window.page.wait_for_load_state()
    assert window.here == page
    assert question["answer"] in window.page.inner_text("article")


@pytest.mark.parametrize("question", QUESTIONS, ids=[x["asks"] for x in QUESTIONS])
def test_two_clicks_answer(window: Window, question: dict[str, Any]) -> None:
    assert len(question["clicks"]) <= 2
    window.open(f"{prefix(question)}index.html")
    for click in question["clicks"]:
        window.page.locator("article").get_by_role("link", name=click).first.click()
        window.page.wait_for_load_state()
    assert window.here == prefix(question) + question["page"]
    assert question["answer"] in window.page.inner_text("article")


@pytest.mark.parametrize(
    ("words", "page"),
    [("30个工作日", "rules/COHAND-01.html"), ("协办意见", "rules/COHAND-01.html"), ("8月31日", "rules/REPLY-01.html")],
)
def test_what_people_type_is_found_first(window: Window, words: str, page: str) -> None:
    window.open("index.html")
    assert window.found(words)[0] == page


def test_a_word_that_stands_nowhere_is_not_found(window: Window) -> None:
    window.open("index.html")
    window.page.fill(".md-search__input", "鬮鬯")
    window.page.wait_for_timeout(800)
    assert window.page.locator(".md-search-result__item").count() == 0


# ------------------------------------------------------------ the calculator


def test_the_calculator_counts_as_the_vectors_say(window: Window) -> None:
    from caserules.testing.vectors import DueInput, vectors

    asked = [
        {
            **x.input.model_dump(mode="json", exclude_none=True),
            "expected": x.expected.model_dump(mode="json", exclude_none=True),
        }
        for x in vectors("due_days")
        if isinstance(x.input, DueInput) and x.input.calendar == "cn"
    ]
    assert len(asked) > 500
    window.open("calculator.html")
    wrong = window.page.evaluate(
        """asked => {
            const { Refused, WorkDays, due } = caserulesCounting, calendar = new WorkDays(caserulesCalendar);
            const answer = input => { try { return due(input, calendar); } catch (e) { if (e instanceof Refused) return { code: e.code }; throw e; } };
            return asked.filter(x => ["due", "latest", "code"].some(key => answer(x)[key] !== x.expected[key]));
        }""",
        asked,
    )
    assert wrong == []


@pytest.mark.parametrize(
    ("start", "count", "unit", "rest_day", "shown"),
    [
        ("2023-04-10", "30", "wd", "unsettled", ["2023-05-23", "30 个工作日", "跳过 13 天", "补班 2 天"]),
        ("2023-07-03", "2", "m", "unsettled", ["2023-09-03", "2023-09-04"]),
        ("2023-07-03", "2", "m", "roll_forward", ["2023-09-04"]),
        ("2026-12-10", "30", "wd", "unsettled", ["放假通知还没有出"]),
        ("", "30", "wd", "unsettled", ["请填起算日"]),
    ],
)
def test_the_calculator_shows_the_days(
    window: Window, start: str, count: str, unit: str, rest_day: str, shown: list[str]
) -> None:
    window.open("calculator.html")
    form = window.page.locator("[data-calculator] form")
    for name, value in (("start", start), ("count", count)):
        form.locator(f"[name={name}]").fill(value)
    for name, value in (("unit", unit), ("rest_day", rest_day)):
        form.locator(f"[name={name}]").select_option(value)
    told = window.page.inner_text("[data-out]")
    for words in shown:
        assert words in told


def test_the_calculator_marks_start_due_and_made_up_days(window: Window) -> None:
    window.open("en/calculator.html")
    marked = window.page.eval_on_selector_all(
        ".cr-calendar td[title]", "each => each.map(x => [x.className, x.title.slice(0, 10)])"
    )
    days = {day: kind for kind, day in marked}
    assert (days["2023-04-10"], days["2023-05-23"]) == ("cr-start", "cr-due")
    assert [day for day, kind in days.items() if kind == "cr-made_up"] == ["2023-04-23", "2023-05-06"]
    assert days["2023-05-01"] == "cr-holiday"
    assert sum(kind in ("cr-worked", "cr-made_up", "cr-due") for kind in days.values()) == 30


# ------------------------------------------------------------ for everyone


@pytest.mark.parametrize(
    ("scheme", "paths"),
    [
        ("light", (*SHOWN, "en/rules/COHAND-01.html", "en/calculator.html")),
        ("dark", ("index.html", "rules/SIGN-02.html", "calculator.html", "pictures.html", "guides/for-units.html")),
    ],
    ids=["light", "dark"],
)
def test_no_grave_fault_for_readers_who_see_or_move_otherwise(
    browser: Any, site: Path, scheme: str, paths: tuple[str, ...]
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_context(viewport={"width": 1300, "height": 900}, color_scheme=scheme).new_page()
    found = []
    for path in paths:
        page.goto((site / path).as_uri())
        for fault in Axe().run(page).response["violations"]:
            if fault["impact"] in GRAVE:
                found += [(path, fault["id"], node["html"][:120], node["target"]) for node in fault["nodes"][:3]]
    page.context.close()
    assert found == [], json.dumps(found, ensure_ascii=False, indent=1)


def test_a_grave_fault_is_seen(browser: Any, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    bad = tmp_path / "bad.html"
    bad.write_text(
        "<!doctype html><html lang=zh><title>x</title><img src=x><p style='color:#ddd;background:#fff'>看不清</p>"
    )
    page = browser.new_page()
    page.goto(bad.as_uri())
    assert {x["id"] for x in Axe().run(page).response["violations"] if x["impact"] in GRAVE} >= {
        "image-alt",
        "color-contrast",
    }
    page.close()


@pytest.mark.parametrize("width", [360, 1300])
def test_a_page_is_no_wider_than_the_window(browser: Any, site: Path, width: int) -> None:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    wide = []
    for path in (*SHOWN, "en/index.html", "en/rules/COHAND-01.html", "en/calculator.html"):
        page.goto((site / path).as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    page.context.close()
    assert wide == []


def test_the_other_language_has_the_same_page(window: Window) -> None:
    for path in ("rules/COHAND-01.html", "guides/for-units.html", "errors.html"):
        window.open(path)
        window.page.click(".caserules-language")
        window.page.wait_for_load_state()
        assert window.here == f"en/{path}"
        window.page.click(".caserules-language")
        window.page.wait_for_load_state()
        assert window.here == path


def test_chinese_is_shown_in_a_chinese_font(window: Window) -> None:
    """A browser without one draws boxes, all of one width and look; here two characters are drawn unlike."""
    window.open("index.html")
    drawn = window.page.evaluate(
        """() => ["县", "期"].map(word => {
            const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
            pen.font = "40px " + getComputedStyle(document.body).fontFamily;
            pen.fillText(word, 10, 60);
            return canvas.toDataURL();
        })"""
    )
    assert drawn[0] != drawn[1]
