"""`caserules due`: the day, how it was counted, and what is no day or no term."""

from __future__ import annotations

import pytest

from cli.conftest import Call


@pytest.mark.parametrize(
    ("start", "term", "due"),
    [
        ("2023-04-10", "30wd", "2023-05-23"),
        ("2023-04-08", "30wd", "2023-05-22"),
        ("2023-04-22", "1wd", "2023-04-23"),
        ("2020-01-20", "30wd", "2020-03-10"),
        ("2023-04-10", "30d", "2023-05-10"),
        ("2023-11-30", "3m", "2024-02-29"),
        ("2023-01-31", "1m", "2023-02-28"),
        ("2023-04-10", "4000d", "2034-03-23"),
        ("2023-04-10", "120m", "2033-04-10"),
    ],
)
def test_the_due_day(call: Call, start: str, term: str, due: str) -> None:
    result = call("due", start, term, "--json")
    assert result.code == 0
    assert (result.json["start"], result.json["term"], result.json["due"]) == (start, term, due)
    assert result.json["provisional"] is False
    assert result.err == ""


def test_skipped_days_have_their_reason_and_the_holidays_name(call: Call) -> None:
    told = call("due", "2023-04-10", "30wd", "--json").json
    assert {"day": "2023-05-01", "reason": "holiday", "name": "劳动节"} in told["skipped"]
    assert {"day": "2023-05-14", "reason": "weekend", "name": ""} in told["skipped"]
    assert told["made_up"] == ["2023-04-23", "2023-05-06"]


def test_the_strip_shows_the_holiday_the_made_up_day_and_the_due_day(call: Call) -> None:
    text = call("due", "2023-04-10", "30wd").out
    for shown in (
        "2023-04-10（星期一）起 30 个工作日 → 2023-05-23（星期二）",
        "›10",
        "+23",
        "[29]–[30] 劳动节",
        "*23*",
    ):
        assert shown in text


def test_the_strip_in_english(call: Call) -> None:
    text = call("due", "2023-04-10", "30wd", "--lang", "en").out
    assert "30 working days from 2023-04-10 (Mo) → 2023-05-23 (Tu)" in text


def test_a_day_on_a_weekend_says_where_it_would_move(call: Call) -> None:
    result = call("due", "2024-08-01", "30d", "--json")
    assert (result.json["due"], result.json["rest_day"], result.json["next_working_day"]) == (
        "2024-08-31",
        True,
        "2024-09-02",
    )
    assert "顺延则为 2024-09-02" in call("due", "2024-08-01", "30d").out


def test_out_of_coverage_ends_3_and_a_provisional_day_is_marked(call: Call) -> None:
    refused = call("due", "2026-11-23", "30wd")
    assert (refused.code, refused.out) == (3, "")
    assert "CAL-001" in refused.err
    given = call("due", "2026-11-23", "30wd", "--provisional", "--json")
    assert given.code == 0
    assert given.json["provisional"] is True
    assert given.json["earliest"] <= given.json["due"] <= given.json["latest"]
    assert given.json["known_through"] == "2026-12-31"
    assert "暂定" in call("due", "2026-11-23", "30wd", "--provisional").out


def test_a_day_that_a_notice_can_still_move_is_marked_even_within_coverage(call: Call) -> None:
    told = call("due", "2026-12-24", "4wd", "--json").json
    assert told["provisional"] is True
    assert told["earliest"] <= told["due"] <= told["latest"]


@pytest.mark.parametrize(("start", "term"), [("2003-12-31", "1wd"), ("0001-01-01", "30wd")])
def test_before_coverage_ends_3_provisional_or_not(call: Call, start: str, term: str) -> None:
    assert call("due", start, term).code == 3
    assert call("due", start, term, "--provisional").code == 3


@pytest.mark.parametrize(("start", "term"), [("9999-12-31", "1d"), ("9999-12-31", "1m"), ("9999-12-31", "1wd")])
def test_beyond_all_days_ends_3(call: Call, start: str, term: str) -> None:
    assert call("due", start, term).code == 3
    assert call("due", start, term, "--provisional").code == 3


@pytest.mark.parametrize(
    "start",
    [
        "2023-4-10", "20230410", "2023-W15-1", "２０２３-０４-１０", "2023-04-1٠", "2023年4月10日", "2023-04-31", "2023-13-01",
        "2023-04-10T00:00", "10/4/2023", "2023-04", " 2023-04-10", "2023-04-10\n", "", "today", "0000-01-01", "-1",
    ],
)  # fmt: skip
def test_what_is_no_day_is_a_usage_error(call: Call, start: str) -> None:
    result = call("due", "--", start, "30wd")
    assert (result.code, result.out) == (2, "")
    assert "2023-04-10" in result.err


@pytest.mark.parametrize(
    "term",
    [
        "0wd", "401wd", "4001d", "121m", "-1wd", "1.5wd", "30", "wd", "30w", "30 wd", "３０wd", "30WD", "1_000d", "+30wd",
        "08-31", "undated", "20wd before closing", "", "10000000000000000000wd", "30wd\n", "٣wd",
    ],
)  # fmt: skip
def test_what_is_no_term_is_a_usage_error(call: Call, term: str) -> None:
    result = call("due", "2023-04-10", "--", term)
    assert (result.code, result.out) == (2, "")
    assert "30wd" in result.err


@pytest.mark.parametrize("term", ["400wd", "030wd"])
def test_terms_at_their_limits(call: Call, term: str) -> None:
    assert call("due", "2023-04-10", term, "--json").code == 0
