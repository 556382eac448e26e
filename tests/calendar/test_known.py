"""The calendar as it was known on a day, and what an announced deadline keeps of it."""

from __future__ import annotations

import copy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_files import BASE
from caserules.calendar import (
    Announced,
    CalendarRejected,
    Notice,
    Overlay,
    OverlayKind,
    WorkCalendar,
    announced_deadline,
)
from caserules.calendar.known import known_notices, state_as_of
from caserules.calendar.words import notice_year
from caserules.errors import CalendarError

DAY = timedelta(days=1)
AMENDED = {2015: "2015-05-13", 2019: "2019-03-22", 2020: "2020-01-27"}
"""Years with a second notice, and the day on which it was published."""


def known(day: str, *overlays: Overlay) -> WorkCalendar:
    return WorkCalendar.known_as_of(date.fromisoformat(day), *overlays)


def due(calendar: WorkCalendar, start: str, n: int) -> str:
    return str(calendar.nth_working_day(date.fromisoformat(start), n))


# ---------------------------------------------------------------- the packaged notices


def test_the_packaged_notices_are_the_calendar_s_days(calendar: WorkCalendar) -> None:
    """The final state of every year, against chinese-calendar's corrected tables."""
    files = known_notices()
    assert list(files) == list(range(2004, 2027))
    for year, overlay in files.items():
        days = overlay.days()
        off = {day: name for day, name in days.items() if name is not None}
        assert off == {day: name for day, name in calendar.holidays.items() if notice_year(day) == year}
        made_up = [day for day, name in days.items() if name is None]
        assert made_up == [day for day in calendar.workdays if notice_year(day) == year]


def test_only_three_years_have_a_second_notice_and_only_their_first_is_reconstructed() -> None:
    seconds = {year: str(x.notices[1].published) for year, x in known_notices().items() if len(x.notices) > 1}
    assert seconds == AMENDED
    for year, overlay in known_notices().items():
        assert [notice.reconstructed for notice in overlay.notices] == ([True, False] if year in AMENDED else [False])
        assert all(notice.ground for notice in overlay.notices)


def test_what_no_source_shows_is_absent() -> None:
    files = known_notices()
    assert [year for year, x in files.items() if x.notices[0].published is None] == [2004, 2005]
    assert files[2026].notices[0].number == ""
    for overlay in files.values():
        for notice in overlay.notices:
            assert not notice.number or notice.title, "a number is known only from the notice's own head"
            if notice.published and str(notice.published.year) in notice.address:
                path = notice.address.replace("/", "").replace("-", "")
                assert f"{notice.published:%Y%m}" in path


def test_every_notice_came_before_its_year_or_within_it() -> None:
    for year, overlay in known_notices().items():
        published = [notice.published for notice in overlay.notices if notice.published]
        assert published == sorted(published)
        assert all(date(year - 1, 10, 1) < day < date(year, 6, 1) for day in published)


# ---------------------------------------------------------------- known as of a day


@pytest.mark.parametrize(
    ("day", "version", "dues"),
    [
        ("2019-03-21", "@2018-12-06", ["2019-04-29"]),
        ("2019-03-22", "@2019-03-22", ["2019-04-28"]),
        ("2019-03-23", "@2019-03-22", ["2019-04-28"]),
        ("2027-12-31", "", ["2019-04-28"]),
    ],
)
def test_2019_before_and_after_its_second_notice(day: str, version: str, dues: list[str]) -> None:
    """D14."""
    calendar = known(day)
    assert calendar.version == WorkCalendar.default().version + version
    assert [due(calendar, "2019-03-15", 30)] == dues


@pytest.mark.parametrize(
    ("day", "dues"),
    [
        ("2020-01-26", ["2020-01-21", "2020-02-04", "2020-02-14", "2020-03-06"]),
        ("2020-01-27", ["2020-01-21", "2020-02-06", "2020-02-18", "2020-03-10"]),
    ],
)
def test_2020_before_and_after_its_second_notice(day: str, dues: list[str]) -> None:
    """D13: the second row is the one to get right; the first is what recipients had been told."""
    calendar = known(day)
    assert [due(calendar, "2020-01-20", n) for n in (1, 7, 15, 30)] == dues


def test_2015_before_and_after_its_second_notice() -> None:
    assert [due(known(day), "2015-09-02", 1) for day in ("2015-05-12", "2015-05-13")] == ["2015-09-03", "2015-09-06"]


@pytest.mark.parametrize(("year", "second"), AMENDED.items())
def test_a_second_notice_changes_only_the_days_that_it_names(year: int, second: str) -> None:
    before, after = (WorkCalendar.known_as_of(date.fromisoformat(second) - DAY * i) for i in (1, 0))
    days = [date(year, 1, 1) + DAY * i for i in range(365)]
    changed = [str(day)[5:] for day in days if before.is_working_day(day) != after.is_working_day(day)]
    assert (
        changed
        == {
            2015: ["09-03", "09-04", "09-06"],
            2019: ["04-28", "05-02", "05-03", "05-05"],
            2020: ["01-31", "02-01"],
        }[year]
    )
    assert [day for day in days if after.is_working_day(day) != WorkCalendar.default().is_working_day(day)] == []


@pytest.mark.parametrize(
    ("day", "last_year", "settled"),
    [
        ("2018-12-05", 2018, "2018-12-25"),
        ("2018-12-06", 2019, "2019-12-25"),
        ("2004-01-01", 2004, "2004-12-25"),
        ("2004-12-31", 2004, "2004-12-25"),  # when 2005's notice was published is not known
        ("2005-01-01", 2005, "2005-12-25"),
        ("2005-12-21", 2005, "2005-12-25"),
        ("2005-12-22", 2006, "2006-12-25"),
        ("2025-11-03", 2025, "2025-12-25"),
    ],
)
def test_a_year_is_covered_from_its_notice_on(day: str, last_year: int, settled: str) -> None:
    calendar = known(day)
    assert calendar.last_year == last_year
    assert str(date(1970, 1, 1) + DAY * calendar.settled_through) == settled


@pytest.mark.parametrize(
    ("december", "before", "after"),
    [
        ("2018-12-28", "2018-12-05", "2018-12-06"),
        ("2007-12-28", "2007-12-17", "2007-12-18"),
        ("2011-12-30", "2011-12-05", "2011-12-06"),
    ],
)
def test_the_last_days_of_december_are_the_next_notice_s(december: str, before: str, after: str) -> None:
    """D18: a Saturday that is worked is not known before the next year's notice, and is in the range."""
    start = date.fromisoformat(december)
    real = WorkCalendar.default().nth_working_day(start, 1)
    assert real.weekday() == 5
    assert known(after).nth_working_day(start, 1) == real
    early = known(before)
    earliest, latest = early.nth_range((start - date(1970, 1, 1)).days, 1)
    assert earliest <= (real - date(1970, 1, 1)).days < latest


def test_as_known_later_is_the_default_itself(calendar: WorkCalendar) -> None:
    assert known("2027-12-31") is WorkCalendar.default()
    assert known("2018-12-06") is not known("2018-12-07")
    assert known("2018-12-06") == known("2018-12-07") != known("2018-12-05")


def test_before_any_notice_nothing_is_known() -> None:
    with pytest.raises(CalendarError) as refused:
        known("2003-12-31")
    years = {"first": 2004, "last": WorkCalendar.default().last_year}
    assert (refused.value.code, refused.value.params) == ("CAL-001", {"day": "2003-12-31", **years})
    with pytest.raises(CalendarError) as refused:
        WorkCalendar.known_as_of("2019-03-21")  # type: ignore[arg-type]
    assert refused.value.code == "CAL-003"


@pytest.mark.parametrize(
    ("day", "latest", "last_year"),
    [("2026-12-31", "2025-11-04", 2026), ("2027-01-01", "2027-01-01", 2027), ("2027-12-31", "2027-01-01", 2027)],
)
def test_a_year_without_a_packaged_notice_is_known_from_its_first_day(day: str, latest: str, last_year: int) -> None:
    """As when the installed chinese-calendar is newer than the notices here."""
    new_year = {date(2027, 1, 1): "元旦", date(2028, 1, 1): "元旦"}
    state = state_as_of(date.fromisoformat(day), (2026, 2028), new_year, [date(2027, 1, 31)])
    assert state is not None
    assert (str(state.latest), state.last_year) == (latest, last_year)
    covered = last_year == 2027
    assert state.holidays == ({date(2027, 1, 1): "元旦"} if covered else {})
    assert state.workdays == ({date(2027, 1, 31)} if covered else set())


def test_two_years_whose_later_notices_were_both_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has not happened yet: each year's days are as its earlier notices had them; of the third there is no notice."""

    def notice(published: str, off: str, made_up: str) -> Notice:
        days = ((date.fromisoformat(off), "节"),)
        return Notice(off=days, made_up=(date.fromisoformat(made_up),), published=date.fromisoformat(published))

    later = notice("2030-03-01", "2019-05-02", "2019-05-05")
    notices = {
        2019: (notice("2018-12-06", "2019-05-01", "2019-04-28"), later),
        2020: (
            notice("2019-11-21", "2020-05-01", "2020-04-26"),
            notice("2019-12-01", "2020-05-04", "2020-05-09"),
            later,
        ),
    }
    files = {year: Overlay(id="x", kind=OverlayKind.NOTICE, year=year, notices=x) for year, x in notices.items()}
    monkeypatch.setattr("caserules.calendar.known.known_notices", lambda: files)
    state = state_as_of(date(2022, 6, 1), (2019, 2021), {date(2019, 5, 2): "节"}, [date(2019, 5, 5)])
    assert state is not None
    assert (str(state.latest), state.last_year) == ("2021-01-01", 2021)
    assert sorted(map(str, state.holidays)) == ["2019-05-01", "2020-05-01", "2020-05-04"]
    assert sorted(map(str, state.workdays)) == ["2019-04-28", "2020-04-26", "2020-05-09"]


@given(st.dates(date(2004, 1, 1), date(2026, 12, 31)), st.dates(date(2004, 1, 1), date(2026, 12, 31)))
def test_what_was_known_stays_known_but_for_second_notices(a: date, b: date) -> None:
    early, late = (WorkCalendar.known_as_of(day) for day in sorted((a, b)))
    assert early.last_year <= late.last_year
    touched = {day for year in AMENDED for day in known_notices()[year].notices[1].days()}
    for i in range(0, early.settled_through - early.origin + 1, 7):
        day = date(2004, 1, 1) + DAY * i
        assert early.is_working_day(day) == late.is_working_day(day) or day in touched


def test_overlays_are_known_from_their_publication_too(notice_2027: Overlay) -> None:
    assert known("2026-11-30", notice_2027).last_year == 2026
    assert known("2026-12-01", notice_2027).last_year == 2027
    assert known("2026-12-01", notice_2027).overlays == (notice_2027,)
    assert known("2026-11-30", notice_2027) is known("2026-11-30")


def test_a_place_s_days_outside_what_was_known_are_left_out(local: Overlay) -> None:
    assert known("2022-06-01", local).overlays[0].days() == {}
    assert date(2023, 4, 11) in known("2023-06-01", local).holidays


def test_copied_whole(local: Overlay, notice_2027: Overlay) -> None:
    for calendar in (known("2019-03-21"), BASE.with_overlay(local, notice_2027)):
        twin = copy.deepcopy(calendar)
        assert twin == calendar
        assert (twin.ranks, twin.holidays, twin.overlays) == (calendar.ranks, calendar.holidays, calendar.overlays)


# ---------------------------------------------------------------- an announced deadline


ASKED = date(2019, 3, 15)


@pytest.mark.parametrize(
    ("announced_on", "how", "wanted"),
    [
        ("2019-03-15", "keep", "2019-04-29"),
        ("2019-03-21", "keep", "2019-04-29"),
        ("2019-03-22", "keep", "2019-04-28"),
        ("2019-03-15", "recompute", "2019-04-28"),
        ("2019-03-15", Announced.RECOMPUTE, "2019-04-28"),
    ],
)
def test_an_announced_deadline_is_not_shortened(announced_on: str, how: str, wanted: str) -> None:
    """D14."""
    found = announced_deadline(ASKED, 30, date.fromisoformat(announced_on), announced=how)
    assert str(found.due) == wanted
    assert str(found.recounted) == "2019-04-28"
    assert found.changed is (announced_on < "2019-03-22")


def test_days_off_that_came_later_put_it_back() -> None:
    found = announced_deadline(date(2020, 1, 20), 7, date(2020, 1, 20))
    assert [str(day) for day in found[:3]] == ["2020-02-06", "2020-02-04", "2020-02-06"]


def test_which_calendars_counted_is_told() -> None:
    """D15: the old day stays reproducible, and a change is told with both calendars."""
    found = announced_deadline(ASKED, 30, ASKED)
    default = WorkCalendar.default()
    assert (found.announced_by, found.recounted_by) == (f"{default.version}@2018-12-06", default.version)
    assert found.changed
    assert found.announced == WorkCalendar.known_as_of(ASKED).nth_working_day(ASKED, 30)


def test_a_deadline_whose_notice_was_not_out_was_not_announced(notice_2027: Overlay) -> None:
    start = date(2026, 11, 23)
    later = BASE.with_overlay(notice_2027)
    found = announced_deadline(start, 30, start, calendar=later)
    assert (found.announced, found.changed) == (None, False)
    assert found.due == found.recounted == later.nth_working_day(start, 30)


def test_a_deadline_announced_twice_over(later_2026: Overlay) -> None:
    now = BASE.with_overlay(later_2026)
    start = date(2026, 9, 1)
    found = announced_deadline(start, 5, start, calendar=now)
    assert [str(day) for day in found[:3]] == ["2026-09-09", "2026-09-08", "2026-09-09"]


def test_neither_kept_nor_recomputed_is_refused() -> None:
    with pytest.raises(ValueError, match="shortened"):
        announced_deadline(ASKED, 30, ASKED, announced="shortened")


@given(st.dates(date(2014, 6, 1), date(2020, 6, 1)), st.integers(1, 40), st.integers(0, 60))
def test_kept_is_the_later_of_the_two(start: date, n: int, wait: int) -> None:
    found = announced_deadline(start, n, start + DAY * wait)
    assert found.due == max(found.announced or found.recounted, found.recounted)
    assert announced_deadline(start, n, start + DAY * wait, announced="recompute").due == found.recounted


def test_a_conflict_is_refused_not_taken_for_unannounced(disputed: WorkCalendar) -> None:
    with pytest.raises(CalendarError) as refused:
        announced_deadline(date(2023, 4, 10), 30, date(2023, 4, 10), calendar=disputed)
    assert refused.value.code == "CAL-005"
    assert not isinstance(refused.value, CalendarRejected)


def test_a_conflict_of_the_time_is_refused_too(disputed: WorkCalendar) -> None:
    """A notice of later settled it; what was announced then is still not known."""
    later = Overlay.parse(
        'schema = 1\nkind = "amendment"\nid = "later"\nyear = 2023\n[[notices]]\npublished = 2023-09-01\n'
        'off = [{ name = "加", day = 2023-05-22 }]\n',
        "later.toml",
    )
    settled = disputed.with_overlay(later)
    with pytest.raises(CalendarError) as refused:
        announced_deadline(date(2023, 4, 10), 30, date(2023, 4, 10), calendar=settled)
    assert refused.value.code == "CAL-005"
