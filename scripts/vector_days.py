"""Vectors of days: due days, counts, rest days, terms. Which days are asked stands here; the answers are counted in `vector_counting`."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from vector_counting import (
    DAY,
    EARLIER,
    FIRST,
    LAST,
    Refusal,
    count_of,
    covered,
    days_of,
    due_of,
    fixed,
    months_on,
    rolled_of,
    works,
)

Json = dict[str, Any]
ANCHORS = {"closing": "08-31"}
STATED = Path(__file__).parents[1] / "tests" / "calendar" / "vectors.json"

# ------------------------------------------------------------ due days


def vector(
    group: str, name: str, comment: tuple[str, str], flags: set[str], told: Json, answer: Callable[[Json], Json]
) -> Json:
    try:
        expected = answer(told)
    except Refusal as refused:
        expected = {"code": refused.code}
        flags = flags | {"not_covered" if refused.code == "CAL-001" else "month_end"}
    return {
        "id": f"{group}/{name}",
        "group": group,
        "comment": {"zh": comment[0], "en": comment[1]},
        "flags": sorted(flags),
        "valid": "code" not in expected,
        "input": told,
        "expected": expected,
    }


def due(start: date | str, term: str, comment: tuple[str, str], *flags: str, calendar: str = "cn", **how: Any) -> Json:
    told: Json = {"start": str(start), "term": term, "calendar": calendar, **how}
    if "before" in term or term in ANCHORS:
        told["anchors"] = ANCHORS
    name = "/".join(
        [str(start), term.replace(" ", "-"), *(str(x) for x in how.values()), *([calendar] if calendar != "cn" else [])]
    )
    made = vector("due_days", name, comment, set(flags), told, due_of)
    if made["valid"]:
        made["flags"] = sorted({*made["flags"], *seen(told, made["expected"])})
    return made


def seen(told: Json, expected: Json) -> Iterator[str]:
    """What lies in the span, told by flags."""
    start, last = date.fromisoformat(told["start"]), date.fromisoformat(expected["due"])
    calendar = told["calendar"]
    if told.get("start_day") == "in":
        yield "start_counted"
    if "latest" in expected:
        yield "unsettled"
    if "before" in told["term"]:
        yield "backwards"
        start, last = last, fixed(start.year, "08-31")
    elif covered(start, calendar) and not works(start, calendar):
        yield "start_on_rest_day"
    if start.year != last.year:
        yield "year_crossed"
    if told["term"].endswith("m") and last.day < start.day and told.get("rest_day", "as_written") == "as_written":
        yield "month_end"
    if told["term"].endswith("wd"):
        span = [start + DAY * i for i in range(1, (last - start).days + 1)]
        if any(day.weekday() >= 5 and works(day, calendar) for day in span):
            yield "made_up_day"
        if any(day.weekday() < 5 and not works(day, calendar) for day in span):
            yield "holiday"
    elif told.get("rest_day") == "roll_forward" and due_of(told | {"rest_day": "as_written"}) != expected:
        yield "rolled"


NOTICE = date(2023, 4, 10)
TO_GET_RIGHT: list[tuple[str, str, tuple[str, str], Json]] = [
    ("2023-04-10", "30wd", ("通知之日交办，三十个工作日", "assigned on the notice's own day, thirty working days"), {}),
    ("2023-04-08", "30wd", ("周六交办：五月二十二日，不是二十三日", "assigned on a Saturday: 22 May, not 23 May"), {}),
    ("2023-04-10", "10wd", ("十个工作日内退回：上班的周日", "a return within ten working days: a Sunday that is worked"), {}),
    ("2023-05-23", "5wd", ("五个工作日内重新提出", "an opinion given again within five working days"), {}),
    ("2023-04-10", "3m", ("三个月", "three months"), {}),
    ("2023-04-10", "6m", ("六个月", "six months"), {}),
    ("2023-11-30", "3m", ("三个月，到闰年二月末", "three months, to the end of a leap year's February"), {}),
    ("2023-04-23", "1wd", ("上班的周日交办", "assigned on a Sunday that is worked"), {}),
    ("2023-04-22", "1wd", ("周六交办，次日周日上班", "assigned on a Saturday, the next day, a Sunday, is worked"), {}),
    ("2020-01-20", "1wd", ("春节前一日起", "from the eve of the holiday"), {}),
    ("2020-01-20", "7wd", ("春节假期延长", "a Spring Festival made longer"), {}),
    ("2020-01-20", "15wd", ("春节假期延长，十五个工作日", "a Spring Festival made longer, fifteen working days"), {}),
    ("2020-01-20", "30wd", ("春节假期延长，三十个工作日", "a Spring Festival made longer, thirty working days"), {}),
    ("2005-12-30", "1wd", ("2005年12月31日上班", "2005-12-31 is worked"), {}),
    ("2019-03-15", "30wd", ("第二次通知之后", "after the second notice"), {}),
    ("2019-03-15", "30wd", ("第二次通知之前", "before the second notice"), {"calendar": "cn@2019-03-21"}),
    ("2026-11-23", "30wd", ("2027年通知尚未发布：不得编造", "the notice of 2027 is not out: nothing may be invented"), {}),
    *(
        (f"{year}-04-10", day, ("固定日逢周末，不顺延", "a fixed day on a weekend, as written"), {})
        for year in (2024, 2025, 2030)
        for day in ("04-20", "08-31")
    ),
]  # fmt: skip
"""The field's own table of days to get right, row by row."""


def due_days() -> Iterator[Json]:
    for start, term, comment, how in TO_GET_RIGHT:
        earlier = {"earlier_notice"} if "calendar" in how else set()
        yield due(start, term, comment, "stated", *earlier, **how)
    for row in json.loads(STATED.read_text(encoding="utf-8")):
        made = due(row["start"], f"{row['n']}wd", ("人工核对的表", "a table checked by hand"), "stated")
        assert made["expected"] == {"due": row["due"]}, row
        yield made
    yield from around_special_days()
    yield from in_months()
    yield from on_rest_days()
    yield from backwards()
    yield from earlier_notices()
    yield from uncovered()


def around_special_days() -> Iterator[Json]:
    """Starts on and before each worked weekend day and each run of days off."""
    counts = (1, 5, 10, 15, 20, 30)
    turn = 0
    previous = date(2006, 12, 1)
    for day in days_of("cn"):
        if not date(2007, 1, 1) <= day < date(2026, 10, 20):
            continue
        if day.weekday() >= 5 and works(day):
            turn += 1
            yield due(day, f"{counts[turn % 6]}wd", ("上班的周末日起算", "from a weekend day that is worked"))
            if not works(day - DAY):
                yield due(day - DAY, "1wd", ("次日是上班的周末日", "the next day is a weekend day that is worked"))
        elif day.weekday() < 5 and not works(day) and (day - previous).days > 9:
            previous = day
            turn += 1
            yield due(day - DAY, f"{counts[turn % 6]}wd", ("放假前一日起算", "from the eve of days off"))
            yield due(day, f"{counts[(turn + 1) % 6]}wd", ("假期中起算", "from a day off"))
    for year in range(2007, 2027):
        yield due(f"{year}-04-10", "30wd", ("每年四月十日交办", "assigned on 10 April of each year"))
        yield due(f"{year}-01-04", "400wd" if year < 2025 else "200wd", ("跨多个假期", "over many holidays"), "limit")
        yield due(f"{year}-03-02", "30wd", ("起算之日计入", "the start day counts"), start_day="in")


MONTHS = (("1m", (31,)), ("2m", (31, 30)), ("3m", (10, 30)), ("6m", (31,)), ("12m", (29,)))


def in_months() -> Iterator[Json]:
    for text, days in MONTHS:
        year = 2024 if text == "12m" else 2023
        for month in range(1, 13):
            for day in days:
                if day <= monthrange(year, month)[1]:
                    yield due(date(year, month, day), text, ("按月计算", "counted in months"))
    for start in ("2023-01-31", "2023-08-31", "2023-10-31", "2024-01-30"):
        for text in ("1m", "6m"):
            comment = ("没有对应日则拒绝", "refused where there is no corresponding day")
            yield due(start, text, comment, month_end="refuse")
    yield due("2023-01-31", "3m", ("起算之日计入，按月", "the start day counts, in months"), start_day="in")


def on_rest_days() -> Iterator[Json]:
    for start in ("2023-04-10", "2023-08-14", "2024-02-09", "2025-09-20", "2026-01-15"):
        for text in ("10d", "20d", "30d", "1m", "3m"):
            for rest in ("as_written", "roll_forward", "unsettled"):
                yield due(start, text, ("末日逢休息日怎么办", "what if the last day is a rest day"), rest_day=rest)
    for year in range(2021, 2027):
        for text in ("04-20", "closing", "02-29", "10-01"):
            for rest in ("roll_forward", "unsettled"):
                yield due(f"{year}-04-10", text, ("固定日逢休息日", "a fixed day and rest days"), rest_day=rest)


def backwards() -> Iterator[Json]:
    for year in range(2021, 2027):
        for text in ("20wd before closing", "1wd before closing", "15d before closing", "1m before closing"):
            yield due(f"{year}-04-10", text, ("从另一期限倒数", "counted back from another deadline"))


def earlier_notices() -> Iterator[Json]:
    for name, (year, _, _) in EARLIER.items():
        eve = date.fromisoformat(name[3:])
        for weeks in range(1, 13):
            start = eve - DAY * 7 * (weeks % 4) + DAY * (weeks // 4)
            for term in ("30wd", "90wd") if year == 2015 else ("10wd", "30wd"):
                told = {"start": str(start), "term": term, "calendar": name}
                try:
                    before, after = due_of(told), due_of(told | {"calendar": "cn"})
                except Refusal:
                    continue
                changed = ["amended_year"] if before != after else []
                yield due(start, term, ("第二次通知之前的日历", "the calendar before the second notice"), "earlier_notice", *changed, calendar=name)  # fmt: skip
                yield due(start, term, ("第二次通知之后的日历", "the calendar after the second notice"), *changed)


def uncovered() -> Iterator[Json]:
    for start, term in [
        *((f"2026-{day}", "30wd") for day in ("11-20", "11-23", "11-30", "12-01", "12-15", "12-25", "12-31")),
        *((f"2026-{day}", "20wd") for day in ("12-04", "12-07", "12-14", "12-31")),
        *((f"2026-{day}", "400wd") for day in ("01-04", "06-01", "09-01")),
        *((f"20{year}-04-10", "1wd") for year in (27, 28, 30, 40)),
        *((f"2003-{day}", "1wd") for day in ("01-02", "06-30", "12-31")),
        *((f"{year}-05-08", "30wd") for year in (1990, 1999, 2000, 2001, 2002, 2003)),
    ]:
        yield due(start, term, ("超出日历范围", "outside the calendar"))
    for year in (2003, 2027, 2030):
        for text in ("closing", "20wd before closing"):
            yield due(f"{year}-04-10", text, ("超出日历范围", "outside the calendar"), rest_day="roll_forward")
            yield due(f"{year}-04-10", text, ("超出日历范围", "outside the calendar"), rest_day="unsettled")
    for name in EARLIER:
        last = int(name[3:7])
        yield due(
            f"{last}-12-20",
            "10wd",
            ("那时下一年的通知尚未发布", "the next year's notice was not out then"),
            calendar=name,
        )
        yield due(f"{last + 1}-04-10", "30wd", ("那时这一年不在范围内", "the year was not covered then"), calendar=name)


# ------------------------------------------------------------ counts and rest days


def count(after: date | str, through: date | str, comment: tuple[str, str], calendar: str = "cn") -> Json:
    told = {"after": str(after), "through": str(through), "calendar": calendar}
    name = f"{after}/{through}" + ("" if calendar == "cn" else f"/{calendar}")
    return vector("counts", name, comment, set(), told, count_of)


def counts() -> Iterator[Json]:
    yield count("2023-04-10", "2023-05-23", ("三十个工作日", "thirty working days"))
    for year in range(FIRST + 1, LAST + 1):
        yield count(f"{year - 1}-12-31", f"{year}-12-25", ("几乎一整年", "nearly a whole year"))
    for year in (2020, 2023, 2024, 2025, 2026):
        for month in range(1, 12):
            first = date(year, month, 1)
            yield count(first - DAY, months_on(first, 1, "") - DAY, ("一个月", "a month"))
    for start in ("2023-04-28", "2023-09-28", "2024-02-09", "2025-01-27", "2026-02-13"):
        day = date.fromisoformat(start)
        for length in (-3, 0, 1, 4, 9):
            yield count(day, day + DAY * length, ("假期前后；反向为零", "around a holiday; none backwards"))
    for name in EARLIER:
        year = name[3:7]
        yield count(f"{year}-01-01", f"{year}-12-25", ("第二次通知之前的一年", "a year before its second notice"), name)
        yield count(f"{year}-12-01", f"{int(year) + 1}-01-05", ("那时不在范围内", "not covered then"), name)
    for after, through in (("2003-12-31", "2004-01-05"), ("2026-12-01", "2027-01-01"), ("2027-01-01", "2027-02-01")):
        yield count(after, through, ("超出日历范围", "outside the calendar"))
    for year in (1949, 1990, 2000, 2003, 2030, 2050):
        yield count(f"{year}-01-01", f"{year}-02-01", ("超出日历范围", "outside the calendar"))
        yield count("2023-01-01", f"{year}-02-01", ("一端超出日历范围", "one end outside the calendar"))


def roll(day: date | str, comment: tuple[str, str], calendar: str = "cn") -> Json:
    name = f"{day}" + ("" if calendar == "cn" else f"/{calendar}")
    return vector("rolls", name, comment, set(), {"day": str(day), "calendar": calendar}, rolled_of)


def rolls() -> Iterator[Json]:
    for day in days_of("cn"):
        special = works(day) == (day.weekday() >= 5)
        if special and (day.year >= 2018 or day.weekday() >= 5) and day < date(2026, 12, 20):
            what = ("上班的周末日", "a weekend day that is worked") if works(day) else ("放假的工作日", "a weekday off")
            yield roll(day, what)
    for year in (2023, 2024, 2025, 2026):
        for text in ("04-20", "08-31", "04-10", "09-01"):
            yield roll(f"{year}-{text}", ("期限所在的日子", "a day on which something is due"))
    for name, (year, worked, off) in EARLIER.items():
        for text in sorted(worked | off):
            yield roll(f"{year}-{text}", ("第二次通知改动的日子", "a day that the second notice changed"), name)
        yield roll(f"{year + 1}-01-04", ("那时不在范围内", "not covered then"), name)
    for text in ("2003-12-31", "2003-06-30", "2027-01-01", "2027-01-04", "2030-08-31", "1990-01-01", "2050-01-01"):
        yield roll(text, ("超出日历范围", "outside the calendar"))


# ------------------------------------------------------------ terms

LIMITS = {"wd": 400, "d": 4000, "m": 120}
NO_TERM = """|30|30 wd|30WD| 30wd|30wd |30wd\n|1.5wd|-1wd|+1wd|1_000d|３０wd|٣d|30w|True|08-32|02-30|04-31|13-01|8-31|08-1|00-10
2023-08-31|08/31|8月31日|三十个工作日|30个工作日|30 days|P30D|20wd before|20wd after closing|20wd before Closing|before closing
30wd,10wd|30wd 10wd|0x1ewd|1e1wd|wd|d|m|30wdm|30y|none|Undated|undated |closing day|99999999999999999999d|३०wd|30\twd|08-31\n
08–31|30wd before|30wd before  closing|30wd before closing |½d|30wd before closing before closing""".replace("\n2", "|2").replace("\n3", "|3").replace("\n0", "|0").split("|")  # fmt: skip


def terms() -> Iterator[Json]:
    comment = ("期限的写法", "how a term is written")

    def term(text: str, expected: Json, what: tuple[str, str], *flags: str) -> Json:
        told: Json = {"term": text, "anchors": ANCHORS}
        return vector("terms", json.dumps(text), what, set(flags), told, lambda _: expected)

    for unit, most in LIMITS.items():
        for number in (1, 5, 30, most):
            yield term(
                f"{number}{unit}", {"unit": unit, "count": number}, comment, *(["limit"] if number in (1, most) else [])
            )
        yield term(f"007{unit}", {"unit": unit, "count": 7}, comment)
        yield term(f"3{unit} before closing", {"unit": unit, "count": 3, "before": "closing"}, comment)
    for month in range(1, 13):
        last = monthrange(2024, month)[1]
        yield term(f"{month:02d}-{last}", {"unit": "fixed", "count": last, "month": month}, comment)
    yield term("closing", {"unit": "fixed", "count": 31, "month": 8}, comment)
    yield term("undated", {"unit": "undated", "count": 0}, comment)
    for text in NO_TERM:
        yield term(text, {"code": "TRM-001"}, ("不是期限的写法", "not a term"), "not_a_term")
    for unit, most in LIMITS.items():
        for number in (0, most + 1, 10**6, 10**18):
            yield term(f"{number}{unit}", {"code": "TRM-002"}, ("超出上下限", "out of limits"), "limit")
        yield term(f"0{unit} before closing", {"code": "TRM-002"}, ("超出上下限", "out of limits"), "limit")
        yield term(f"3{unit} before opening", {"code": "TRM-004"}, ("没有这个期限", "no such deadline"), "not_a_term")
