"""What the reports read out of an assessment: days, reasons, weeks, completeness; and the published shape of it all."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from caserules.report.days import complete_text, due_text
from caserules.report.page.chart import weeks_of
from caserules.report.reasons import counted_text, reasons, term_text
from caserules.report.shape import AssessmentShape
from caserules.report.view import View
from caserules.report.words import Lang
from report.sample import COUNTED, assessment


@pytest.mark.parametrize(
    ("finding", "zh"),
    [
        ({"due": "2023-05-23"}, "2023-05-23"),
        ({"due": None, "due_range": ["2023-04-28", "2023-05-04"]}, "2023-04-28 至 2023-05-04 之间"),
        ({"due": None, "due_range": ["2023-04-28", None]}, "2023-04-28 起"),
        ({"due": None, "due_range": [None, "2023-05-04"]}, "不晚于 2023-05-04"),
        ({"due": None, "due_range": None}, "无期限"),
    ],
)
def test_a_due_day_in_words(finding: dict[str, Any], zh: str) -> None:
    assert due_text("zh", finding) == zh


@pytest.mark.parametrize(
    ("lang", "term", "words"),
    [("zh", "30wd", "30 个工作日"), ("en", "3m", "3 months"), ("zh", "10d", "10 日"), ("en", "08-31", "08-31")],
)
def test_a_term_in_words(lang: Lang, term: str, words: str) -> None:
    assert term_text(View({}, lang), term) == words


def test_how_a_day_was_counted_names_the_holidays_and_joins_their_days() -> None:
    told = counted_text(View({}, "zh"), {**COUNTED, "made_up": ["2023-04-23", "2023-05-06"]}, "2023-05-23")
    assert told == (
        "自 2023-04-10 次日起算 30 个工作日，至 2023-05-23；跳过 周末 1 天、劳动节 04-29–05-03；补班 04-23、05-06"
    )


def test_the_reasons_tell_day_count_evidence_clause_and_id() -> None:
    data = assessment(80)
    finding = next(x for x in data["findings"] if x["rule"] == "COHAND-01" and x["verdict"] == "undetermined")
    told = dict(reasons(View(data, "en"), finding))
    assert told["What would settle it"] == ("opinion delivered to the lead unit (the lead unit)",)
    assert told["Evidence"][0].endswith("(/cases/11/requests/0/delivered, 台账.xlsx/协办/12)")
    assert told["Clause"] == ("三.1.d",)
    assert told["Id"] == (finding["id"],)
    assert "rest_day_of_fixed_days" in told["Basis"][0]


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "未登记"), ("none", "登记为没有"), ("2023-09-02..", "2023-09-02 起"), ("..", "不限"), ("yes", "是")],
)
def test_evidence_says_what_the_register_says(value: str | None, words: str) -> None:
    data = assessment(3)
    finding = {
        **data["findings"][0],
        "evidence": [{"pointer": "/x", "fact": "delivered", "value": value, "source": None}],
    }
    told = dict(reasons(View(data), finding))
    assert told["依据的记录"] == (f"协办意见送达主办单位之日：{words}（/x）",)


def test_weeks_count_every_duty_that_applies_once() -> None:
    data = assessment(100)
    weeks = weeks_of(data["findings"], "2023-09-01")
    assert weeks is not None
    drawn = sum(sum(week.values()) for week in weeks.counts)
    assert drawn + weeks.undated + weeks.outside == sum(x["verdict"] != "not_applicable" for x in data["findings"])


def test_days_far_away_are_counted_and_not_drawn() -> None:
    data = assessment(3)
    for finding, day in zip(data["findings"], ("0001-01-01", "9999-12-31", "2023-08-31"), strict=False):
        finding.update(due=day, verdict="met")
    weeks = weeks_of(data["findings"][:3], "2023-09-01")
    assert weeks is not None
    assert (weeks.outside, len(weeks.counts)) == (2, 1)


def test_completeness_names_what_differs() -> None:
    assert complete_text("zh", {"default": "2023-09-01", "contacts": "not_kept"}) == "2023-09-01（沟通：不登记）"
    assert complete_text("zh", "2023-09-01") == "2023-09-01"


def test_what_is_upcoming_of_a_finding_that_is_not_listed_reads_its_id() -> None:
    data = assessment(0)
    data["upcoming"] = [
        {"finding": "REPLY-01/suggestion/2023/12/u0/notice/-", "unit": "u0", "day": "2023-08-31", "due": True}
    ]
    (item,) = View(data).upcoming("u0")
    assert (item["rule"], item["case"]) == ("REPLY-01", "suggestion/2023/12")


def test_a_real_assessment_has_the_published_shape() -> None:
    from datetime import date

    from caserules import assess
    from caserules.demo import small_register

    data = assess(small_register(), "pengshui-2023", as_of=date(2023, 9, 1)).to_dict(not_owed=True)
    TypeAdapter(AssessmentShape).validate_python(data, strict=True, extra="forbid")
