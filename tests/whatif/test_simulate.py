"""A year's load: counted from assignments alone, each duty once, whatever was done since."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from caserules import Load, Register, WorkCalendar, assess, simulate, vary
from caserules.demo import build_register, small_register
from caserules.simulate import assignments_only
from whatif.stories import NOTICE, OPINION, day, told

BARE = """
complete_through = 2023-12-31
2023-04-10 assigned jiaowei lead
2023-04-10 assigned caizheng co_handling
"""


def due(load: Load) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for x in load.due:
        found.setdefault(x.rule, []).append(x.day.isoformat())
    return found


def test_the_days_of_one_case() -> None:
    load = simulate(told(BARE), NOTICE)
    assert due(load) == {
        "PLAN-01": ["2023-04-20"] * 6,
        "COHAND-01": ["2023-05-23"],
        "FILE-01": ["2023-08-31"] * 2,
        "FILE-02": ["2023-08-31"] * 2,
        "FILE-03": ["2023-08-31"] * 2,
        "REPLY-01": ["2023-08-31"],
    }
    assert {x.rule for x in load.reminders} == {"ROLE-02", "CONTACT-02"}
    assert ("COHAND-03", "forbidden", 1) in [tuple(x) for x in load.undated]
    assert ("CONTACT-01", "event", 1) in [tuple(x) for x in load.undated]
    assert ("ROLE-01", "no_day", 2) in [tuple(x) for x in load.undated]
    assert load.eve == day("2023-04-09")


def test_weeks_and_peaks() -> None:
    load = simulate(told(BARE), NOTICE)
    weeks = {x.week: (x.monday.isoformat(), x.due) for x in load.weeks if x.due}
    assert weeks == {"2023-W16": ("2023-04-17", 6), "2023-W21": ("2023-05-22", 1), "2023-W35": ("2023-08-28", 7)}
    assert [x.week for x in load.peaks] == ["2023-W35", "2023-W16", "2023-W21"]
    assert load.units == {"jiaowei": {"2023-W16": 3, "2023-W35": 7}, "caizheng": {"2023-W16": 3, "2023-W21": 1}}


def test_what_was_done_since_makes_no_difference() -> None:
    handled = (
        BARE
        + """
    2023-05-04 delivered caizheng
    2023-05-05 asked caizheng
    2023-06-01 issued jiaowei
    2023-06-02 filed jiaowei reply government_office
    2023-06-20 returned jiaowei satisfied
    2023-07-01 withdrawal
    """
    )
    assert simulate(told(handled), NOTICE).to_dict() == simulate(told(BARE), NOTICE).to_dict()


def test_a_fixed_day_before_its_assignment_is_nobodys_load() -> None:
    load = simulate(told(BARE.replace("04-10", "04-24")), NOTICE)
    assert "PLAN-01" not in due(load)


def test_an_assignment_without_a_day_is_no_dated_load() -> None:
    load = simulate(told("complete_through = 2023-12-31\n? assigned caizheng co_handling"), NOTICE)
    assert "COHAND-01" not in due(load)
    assert ("COHAND-01", "event", 1) in [tuple(x) for x in load.undated]


def test_a_term_counted_from_receipt_is_dated_where_the_receipt_is_known() -> None:
    policy = vary(NOTICE, {"COHAND-01.opinion_term": "1m from received"})
    received = BARE + "2023-04-12 received caizheng\n"
    assert due(simulate(told(received), policy))["COHAND-01"] == ["2023-05-12"]
    assert "COHAND-01" not in due(simulate(told(BARE), policy))


def test_an_open_reading_counts_on_the_earlier_day() -> None:
    rested = WorkCalendar.from_days(
        version="31 August off", first_year=2022, last_year=2025, holidays={date(2023, 8, 31): "本地节日"}
    )
    assert due(simulate(told(BARE), NOTICE, calendar=rested))["REPLY-01"] == ["2023-08-31"]


def test_a_case_given_alone_and_a_register_without_cases() -> None:
    alone = simulate(told(BARE).cases[0], NOTICE)
    assert due(alone) == due(simulate(told(BARE), NOTICE))
    empty = simulate(Register(place="x", year=2023, complete_through=date(2023, 1, 1)), NOTICE)
    assert (empty.due, empty.weeks, empty.peaks) == ((), (), ())
    assert "没有到期的事项" in empty.text()
    assert "Nothing falls due." in empty.text("en", by="unit")


@pytest.mark.parametrize(
    "register", [told(OPINION), small_register(), build_register(1)], ids=["story", "small", "demo"]
)
def test_counts_sum_to_the_dated_duties(register: Register) -> None:
    load = simulate(register, NOTICE)
    data = load.to_dict()
    total = len(load.due)
    assert total == data["totals"]["due"] == sum(x.due for x in load.weeks)
    for by in ("by_unit", "by_rule"):
        assert total == sum(n for weeks in data[by].values() for n in weeks.values())
    assert sum(x.remind for x in load.weeks) == len(load.reminders)
    assert max((x for x in load.weeks), key=lambda x: x.due).due == load.peaks[0].due


@pytest.mark.parametrize("register", [small_register(), build_register(1)], ids=["small", "demo"])
def test_each_duty_is_counted_once_and_its_day_is_the_one_that_assess_tells(register: Register) -> None:
    load = simulate(register, NOTICE)
    ids = Counter(x.finding for x in (*load.due, *load.reminders))
    assert set(ids.values()) == {1}
    bare = assignments_only(register)
    later = assess(bare, NOTICE, as_of=day("2023-12-31"))
    for x in load.due:
        finding = later.finding(x.finding)
        assert x.day in (finding.due, (finding.due_range or (None,))[0], finding.remind)


def test_the_register_on_the_eve_holds_no_deed() -> None:
    bare = assignments_only(build_register(1)).model_dump(mode="json", exclude_unset=True)
    assert set(bare) <= {
        "place",
        "year",
        "time_zone",
        "expected",
        "people",
        "leaders",
        "carried",
        "complete_through",
        "units",
        "cases",
    }
    told_ = {key for case in bare["cases"] for key in case}
    assert not told_ & {"requests", "contacts", "replies", "follow_up", "commitments"}
    assert {key for case in bare["cases"] for x in case["assignments"] for key in x} <= {
        "unit",
        "role",
        "assigned",
        "received",
    }


@pytest.mark.parametrize("by", ["week", "unit", "rule"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [80, 100, 120])
def test_lines_keep_to_the_width(by: str, lang: str, width: int) -> None:
    from caserules.messages.width import width_of

    text = simulate(build_register(1), NOTICE).text(lang, by=by, width=width)  # type: ignore[arg-type]
    bars = [line for line in text.split("\n") if "█" in line or "░" in line]
    assert bars
    assert all(width_of(line) <= width for line in bars)
