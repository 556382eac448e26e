"""Overlays: read whole or refused with all faults, added in any order, and where two sources differ nobody wins."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendar_files import BASE, feed, toml_local
from caserules.calendar import CalendarRejected, Conflict, Notice, Overlay, OverlayKind, WorkCalendar
from caserules.calendar.build import sources_hash, table_hash
from caserules.calendar.festivals import festivals_of
from caserules.calendar.known import known_notices
from caserules.calendar.words import EPOCH, number
from caserules.errors import CalendarError

DAY = timedelta(days=1)
D = date.fromisoformat


def refused(ask: Callable[[], object]) -> list[tuple[str, ...]]:
    with pytest.raises(CalendarRejected) as told:
        ask()
    return [tuple(fault) for fault in told.value.problems]


def year_feed(name: str, year: int, changes: dict[str, bool] | None = None) -> Overlay:
    """A year that no calendar here has: its statutory days off, and some days more, off or worked."""
    days = {date.fromordinal(day + EPOCH) for festival in festivals_of(year) for day in festival.off}
    told = {str(day): True for day in days if day.year == year} | (changes or {})
    rows = [{"name": "节", "date": day, "isOffDay": off} for day, off in sorted(told.items())]
    return Overlay.parse(json.dumps({"year": year, "days": rows}), f"{name}.json")


def alone_2027(notice: Overlay, *more: str) -> WorkCalendar:
    """The year alone, worked on New Year's Day, and with some days off more."""
    days = notice.within(2027, 2027).days()
    off = {day: name for day, name in days.items() if name and day != D("2027-01-01")}
    made_up = [day for day, name in days.items() if name is None]
    return WorkCalendar.from_days(
        version="x", first_year=2027, last_year=2027, holidays=off | {D(day): "加" for day in more}, workdays=made_up
    )


def amended(identity: str, published: str, off: str) -> Overlay:
    told = f"published = {published}\n" if published else ""
    return Overlay.parse(
        f'schema = 1\nkind = "amendment"\nid = "{identity}"\nyear = 2023\n[[notices]]\n{told}{off}\n',
        f"{identity}.toml",
    )


# ---------------------------------------------------------------- there and back


@pytest.mark.parametrize("year", list(known_notices()))
def test_toml_comes_back_as_it_was(year: int) -> None:
    overlay = known_notices()[year]
    assert Overlay.parse(overlay.to_toml(), "x.toml") == overlay


@pytest.mark.parametrize("year", list(known_notices()))
def test_a_feed_comes_back_with_the_same_days(year: int) -> None:
    overlay = known_notices()[year]
    again = Overlay.parse(overlay.to_json(), f"{year}.json")
    assert (again.year, again.days(), again.id) == (year, overlay.days(), str(year))
    assert Overlay.parse(again.to_json(), f"{year}.json") == again


def test_awkward_texts_come_back(local: Overlay) -> None:
    text = local.to_toml().replace("县庆", '引\\"号\\\\')
    assert Overlay.parse(text, "x.toml").days() == {D("2023-04-11"): '引"号\\'}
    assert Overlay.parse(Overlay.parse(text, "x.toml").to_toml(), "x.toml") == Overlay.parse(text, "x.toml")


def test_keys_with_a_dollar_and_a_byte_order_mark_are_passed_over() -> None:
    told = {"$schema": "x", "$id": "y", **json.loads(feed(2023, {}))}
    overlay = Overlay.parse("\ufeff" + json.dumps(told), "cn2023.JSON")
    assert (overlay.kind, overlay.year, overlay.id, overlay.source) == (
        OverlayKind.NOTICE, 2023, "cn2023", "https://example.test/paper",
    )  # fmt: skip


# ---------------------------------------------------------------- a new year


def test_a_new_year_s_notice_extends_the_coverage(calendar: WorkCalendar, notice_2027: Overlay) -> None:
    more = BASE.with_overlay(notice_2027)
    assert (more.first_year, more.last_year, more.conflicts) == (2004, 2027, ())
    assert more.version == f"{BASE.version}/cn-2027"
    assert more.sha256 != BASE.sha256
    assert more.settled_through == number(D("2027-12-25"))
    due = more.nth_working_day(D("2026-11-23"), 30)
    assert more.nth_range(number(D("2026-11-23")), 30) == (number(due), number(due))
    earliest, latest = calendar.nth_range(number(D("2026-11-23")), 30)
    assert earliest <= number(due) <= latest
    assert D("2026-12-26") in more.workdays
    assert not more.is_settled(number(D("2027-12-26")))
    with pytest.raises(CalendarError, match="CAL-001"):
        more.nth_working_day(D("2027-12-20"), 20)


def test_the_same_year_as_a_feed(notice_2027: Overlay) -> None:
    as_feed = Overlay.parse(notice_2027.to_json(), "cn2027.json")
    a, b = (BASE.with_overlay(each) for each in (notice_2027, as_feed))
    assert (a.ranks, a.holidays, a.workdays) == (b.ranks, b.holidays, b.workdays)
    both = BASE.with_overlay(as_feed, notice_2027)
    assert both.conflicts == ()
    assert both.ranks == a.ranks


def test_days_before_the_new_year_do_not_move(notice_2027: Overlay) -> None:
    more, default = BASE.with_overlay(notice_2027), BASE
    through = default.settled_through - default.origin + 1
    assert more.ranks[:through] == default.ranks[:through]


@pytest.mark.parametrize("year", range(2009, 2027))
def test_a_year_taken_away_and_given_back(pretend_uncovered: object, year: int) -> None:
    """Each real year as an overlay on the calendar before its notice."""
    assert callable(pretend_uncovered)
    before: WorkCalendar = pretend_uncovered(year)
    back = before.with_overlay(known_notices()[year])
    default = BASE
    through = number(date(year, 12, 25)) - default.origin + 1
    assert back.ranks[:through] == default.ranks[:through]
    assert back.conflicts == ()


def test_years_must_adjoin(notice_2027: Overlay) -> None:
    earlier = WorkCalendar.known_as_of(D("2025-06-01"))
    assert refused(lambda: earlier.with_overlay(notice_2027)) == [("CAL-004", "cn-2027: 2027", "gap")]


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_two_new_years_at_once_whatever_their_files_are_called(names: tuple[str, str]) -> None:
    more = BASE.with_overlay(year_feed(names[0], 2027), year_feed(names[1], 2028))
    assert (more.last_year, more.conflicts) == (2028, ())
    assert {D("2027-01-01"), D("2028-10-01")} <= more.holidays.keys()


@pytest.mark.parametrize("month_day", ["12-25", "12-26", "12-31"])
def test_a_notice_s_own_last_days_of_december_count_until_the_next_one_speaks(month_day: str) -> None:
    day = f"2027-{month_day}"
    of_2027 = year_feed("a", 2027, {day: D(day).weekday() < 5})
    more = BASE.with_overlay(of_2027)
    assert more.is_working_day(D(day)) is (D(day).weekday() >= 5)
    both = more.with_overlay(year_feed("b", 2028))
    named = {"12-31": [Conflict(D(day), ("b",), ("a",))], "12-26": [Conflict(D(day), ("a",), ("b",))], "12-25": []}
    assert list(both.conflicts) == named[month_day]


def test_a_base_s_own_last_days_of_december_are_its_own_against_the_next_notice(notice_2027: Overlay) -> None:
    base = WorkCalendar.from_days(version="x", first_year=2026, last_year=2026, holidays={D("2026-12-28"): "加"})
    assert base.with_overlay(notice_2027).conflicts == (Conflict(D("2026-12-28"), ("cn-2027",), ("x",)),)


def test_the_december_before_a_calendar_s_first_year_is_not_its_own(notice_2027: Overlay) -> None:
    """The notice names 26 December 2026."""
    base = alone_2027(notice_2027)
    more = base.with_overlay(notice_2027)
    assert more.conflicts == (Conflict(D("2027-01-01"), ("x",), ("cn-2027",)),)
    assert more.workdays == base.workdays


def test_a_notice_says_nothing_of_other_years_even_where_it_names_their_days() -> None:
    """Reading refuses such a file; an overlay made by hand can be so."""
    strays = tuple((D(day), "误") for day in ("2026-03-02", "2028-01-03", "2028-01-01"))
    overlay = Overlay(id="x", kind=OverlayKind.NOTICE, year=2027, notices=(Notice(off=strays),))
    more = BASE.with_overlay(overlay)
    assert (more.last_year, more.conflicts, more.holidays) == (2027, (), BASE.holidays)


@pytest.mark.parametrize(("kind", "why"), [(OverlayKind.NOTICE, "gap"), (OverlayKind.AMENDMENT, "not_covered")])
def test_an_overlay_made_by_hand_without_a_year_is_of_no_year(kind: OverlayKind, why: str) -> None:
    first = WorkCalendar.from_days(version="x", first_year=1, last_year=1, holidays={})
    assert refused(lambda: first.with_overlay(Overlay(id="y", kind=kind))) == [("CAL-004", "y: 0", why)]


# ---------------------------------------------------------------- a place's own days


def test_a_local_day_off_moves_the_deadline_there_only(local: Overlay) -> None:
    """D19."""
    default, there = BASE, BASE.with_overlay(local)
    start = D("2023-04-10")
    assert (str(there.nth_working_day(start, 1)), str(there.nth_working_day(start, 30))) == ("2023-04-12", "2023-05-24")
    assert (str(default.nth_working_day(start, 1)), str(default.nth_working_day(start, 30))) == (
        "2023-04-11",
        "2023-05-23",
    )
    assert ("2023-04-11", "holiday", "县庆") in [
        (str(x.day), *x[1:]) for x in there.skipped_days(start, D("2023-04-12"))
    ]
    assert (there.version, there.conflicts) == (f"{default.version}/local", ())
    assert there.sha256 != default.sha256


@pytest.mark.parametrize(("days", "moved"), [(2, "2023-05-25"), (3, "2023-05-26")])
def test_two_or_three_days_of_a_prefecture(days: int, moved: str) -> None:
    """D19, with as many days as two prefectures set."""
    off = f'off = [{{ name = "州庆", from = 2023-04-11, to = {D("2023-04-10") + DAY * days} }}]'
    text = f'schema = 1\nkind = "local"\nid = "zhou"\narea = "某自治州"\nsource = "某条例"\n[[notices]]\n{off}\n'
    there = BASE.with_overlay(Overlay.parse(text, "zhou.toml"))
    assert str(there.nth_working_day(D("2023-04-10"), 30)) == moved


def test_a_local_day_within_a_holiday_changes_no_count(local: Overlay) -> None:
    there = BASE.with_overlay(Overlay.parse(toml_local("2023-05-01"), "x.toml"))
    assert there.ranks == BASE.ranks
    assert there.holidays[D("2023-05-01")] == "劳动节"


def test_a_local_day_on_a_weekend_has_its_name() -> None:
    there = BASE.with_overlay(Overlay.parse(toml_local("2023-04-15"), "x.toml"))
    assert there.holidays[D("2023-04-15")] == "县庆"


def test_a_local_day_on_a_made_up_day_is_a_conflict() -> None:
    there = BASE.with_overlay(Overlay.parse(toml_local("2023-04-23"), "x.toml"))
    assert there.conflicts == (Conflict(D("2023-04-23"), (BASE.version,), ("local",)),)


def test_two_places_that_differ() -> None:
    """A Saturday that one place works for its festival, and another has off by name."""
    a = Overlay.parse(toml_local("2023-04-11", "a", "made_up = [2023-04-15]\n"), "a.toml")
    b = Overlay.parse(toml_local("2023-04-15", "b"), "b.toml")
    assert BASE.with_overlay(a, b).conflicts == (Conflict(D("2023-04-15"), ("a",), ("b",)),)


def test_local_days_outside_the_coverage_are_refused() -> None:
    local = Overlay.parse(toml_local("2027-04-12"), "x.toml")
    assert refused(lambda: BASE.with_overlay(local)) == [("CAL-004", "local: 2027-04-12", "not_covered")]


@pytest.mark.parametrize("day", ["2004-04-12", "2026-04-13"])
def test_local_days_of_the_first_and_of_the_last_year(day: str) -> None:
    assert BASE.with_overlay(Overlay.parse(toml_local(day), "x.toml")).holidays[D(day)] == "县庆"


def test_local_days_of_a_year_that_another_overlay_brings(notice_2027: Overlay) -> None:
    local = Overlay.parse(toml_local("2027-04-12"), "x.toml")
    assert D("2027-04-12") in BASE.with_overlay(local, notice_2027).holidays


# ---------------------------------------------------------------- amendments


def test_an_amendment_wins_over_the_year_s_notices() -> None:
    later = amended("later", "2023-05-01", 'off = [{ name = "加", day = 2023-05-22 }]\nmade_up = [2023-05-20]')
    more = BASE.with_overlay(later)
    assert (more.conflicts, str(more.nth_working_day(D("2023-04-10"), 30))) == ((), "2023-05-23")
    assert D("2023-05-20") in more.workdays


def test_an_amendment_settles_a_conflict(disputed: WorkCalendar) -> None:
    later = amended("later", "2023-05-01", 'off = [{ name = "加", day = 2023-05-22 }]')
    assert disputed.conflicts
    assert disputed.with_overlay(later).conflicts == ()


@pytest.mark.parametrize(
    ("first", "second", "conflicts", "worked"),
    [
        ("2023-05-01", "2023-05-02", 0, True),
        ("2023-05-02", "2023-05-01", 0, False),
        ("2023-05-01", "2023-05-01", 1, False),
        ("", "2023-05-01", 1, False),
        ("2023-05-01", "", 1, True),
        ("", "", 1, False),
    ],
)
def test_of_two_amendments_the_later_wins_if_it_is_known_which(
    first: str, second: str, conflicts: int, worked: bool
) -> None:
    """Where it is not, the day is counted as the one without a day has it, then as the one of the first id."""
    a = amended("a", first, 'off = [{ name = "加", day = 2023-05-20 }]')
    b = amended("b", second, "made_up = [2023-05-20]")
    more = BASE.with_overlay(a, b)
    assert more.conflicts == (Conflict(D("2023-05-20"), ("b",), ("a",)),) * conflicts
    assert (D("2023-05-20") in more.workdays) is worked
    assert more.count_working_days(D("2023-05-19"), D("2023-05-20")) == worked


def test_two_amendments_that_say_the_same_are_no_conflict() -> None:
    a, b = (amended(identity, "", "made_up = [2023-05-20]") for identity in "ab")
    more = BASE.with_overlay(a, b)
    assert (more.conflicts, D("2023-05-20") in more.workdays) == ((), True)


def test_an_amendment_may_take_back_what_it_said_itself() -> None:
    twice = amended("a", "", 'off = [{ name = "加", day = 2023-05-20 }]\n[[notices]]\nmade_up = [2023-05-20]')
    more = BASE.with_overlay(twice)
    assert (more.conflicts, D("2023-05-20") in more.workdays) == ((), True)


@pytest.mark.parametrize(("year", "day"), [(2027, "2027-01-30"), (2003, "2003-02-15")])
def test_an_amendment_of_a_year_that_is_not_covered_is_refused(year: int, day: str) -> None:
    later = Overlay.parse(
        f'schema = 1\nkind = "amendment"\nid = "x"\nyear = {year}\n[[notices]]\nmade_up = [{day}]\n', "x.toml"
    )
    assert refused(lambda: BASE.with_overlay(later)) == [("CAL-004", f"x: {year}", "not_covered")]


def test_an_amendment_of_a_year_that_another_overlay_brings(notice_2027: Overlay) -> None:
    later = Overlay.parse(
        'schema = 1\nkind = "amendment"\nid = "x"\nyear = 2027\n[[notices]]\nmade_up = [2027-03-06]\n', "x.toml"
    )
    more = BASE.with_overlay(later, notice_2027)
    assert (more.conflicts, D("2027-03-06") in more.workdays) == ((), True)


# ---------------------------------------------------------------- conflicts


def test_a_day_about_which_two_sources_differ_is_an_interval(disputed: WorkCalendar) -> None:
    """D16."""
    version = BASE.version
    assert disputed.conflicts == (Conflict(D("2023-05-22"), (version,), ("feed",)),)
    assert disputed.nth_range(number(D("2023-04-10")), 30) == (number(D("2023-05-23")), number(D("2023-05-24")))
    assert disputed.nth_range(number(D("2023-04-10")), 20) == (number(D("2023-05-09")),) * 2
    assert disputed.nth_range(number(D("2023-05-22")), 1) == (number(D("2023-05-23")),) * 2
    assert disputed.roll_range(number(D("2023-05-22"))) == (number(D("2023-05-22")), number(D("2023-05-23")))
    assert disputed.nth_range_before(number(D("2023-05-24")), 2) == (number(D("2023-05-19")), number(D("2023-05-22")))
    assert disputed.provisional_working_day(D("2023-04-10"), 30) == (D("2023-05-23"), D("2023-05-23"), D("2023-05-24"))
    assert not disputed.is_settled(number(D("2023-05-22")))


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.nth_working_day(D("2023-04-10"), 30),
        lambda c: c.nth_working_day(D("2023-05-19"), 1),
        lambda c: c.is_working_day(D("2023-05-22")),
        lambda c: c.next_working_day(D("2023-05-20")),
        lambda c: c.next_working_day_or_same(D("2023-05-22")),
    ],
)
def test_strict_questions_name_both_sources(disputed: WorkCalendar, ask: object) -> None:
    assert callable(ask)
    with pytest.raises(CalendarError) as refused:
        ask(disputed)
    assert refused.value.code == "CAL-005"
    assert refused.value.params == {"day": "2023-05-22", "worked": BASE.version, "off": "feed"}
    for lang in ("zh", "en"):
        assert "feed" in refused.value.message(lang)


def test_what_no_disputed_day_touches_is_answered_as_ever(disputed: WorkCalendar) -> None:
    default = BASE
    for start, n in (("2023-04-10", 28), ("2023-05-23", 30), ("2019-04-10", 30), ("2023-05-22", 5)):
        assert disputed.nth_working_day(D(start), n) == default.nth_working_day(D(start), n)
        assert disputed.nth_range(number(D(start)), n) == (number(default.nth_working_day(D(start), n)),) * 2
    unknown = number(D("2026-12-20"))
    for n in (10, 30):
        assert disputed.nth_range(unknown, n) == default.nth_range(unknown, n)
        assert disputed.nth_range_before(unknown + 50, n) == default.nth_range_before(unknown + 50, n)
    assert disputed.is_working_day(D("2023-05-23"))
    assert disputed.conflicts_between(D("2023-05-22"), D("2023-12-31")) == ()
    assert disputed.conflicts_between(D("2023-05-21"), D("2023-05-22")) == disputed.conflicts


@pytest.mark.parametrize(("day", "off"), [("2023-05-22", True), ("2023-05-13", False)])
def test_a_refusal_names_all_sources_that_differ(day: str, off: bool) -> None:
    both = BASE.with_overlay(*(Overlay.parse(feed(2023, {day: off}), f"{name}.json") for name in "ab"))
    with pytest.raises(CalendarError) as told:
        both.is_working_day(D(day))
    worked_by, off_by = (BASE.version, "a, b") if off else ("a, b", BASE.version)
    assert told.value.params == {"day": day, "worked": worked_by, "off": off_by}


def test_a_dispute_of_the_first_day_of_all_hides_no_other(notice_2027: Overlay) -> None:
    more = alone_2027(notice_2027, "2027-03-08").with_overlay(notice_2027)
    assert [str(conflict.day) for conflict in more.conflicts] == ["2027-01-01", "2027-03-08"]
    friday, monday = number(D("2027-03-05")), number(D("2027-03-08"))
    assert more.nth_range(friday, 1) == (monday, monday + 1)
    with pytest.raises(CalendarError, match="CAL-005"):
        more.nth_working_day(D("2027-03-05"), 1)
    assert more.nth_working_day(D("2027-01-01"), 1) == D("2027-01-04")


def test_days_are_told_as_the_earlier_source_has_them(disputed: WorkCalendar) -> None:
    span = (D("2023-04-10"), D("2023-05-23"))
    default = BASE
    assert disputed.count_working_days(*span) == default.count_working_days(*span)
    assert disputed.skipped_days(*span) == default.skipped_days(*span)


@pytest.mark.parametrize(
    ("day", "off", "worked_by", "off_by"),
    [
        ("2023-05-22", True, "base", "feed"),  # a Monday made a holiday
        ("2023-05-01", None, "feed", "base"),  # a holiday left out
        ("2023-05-06", None, "base", "feed"),  # a made-up Saturday left out
        ("2023-05-13", False, "feed", "base"),  # an ordinary Saturday made up
        ("2022-12-31", False, "feed", "base"),  # a day of the December before
    ],
)
def test_whichever_way_a_feed_differs(day: str, off: bool | None, worked_by: str, off_by: str) -> None:
    text = feed(2023, {day: off})
    if day == "2023-05-01":
        text = feed(2023, {"2023-05-02": off})
        day = "2023-05-02"
    names = {"base": BASE.version, "feed": "feed"}
    found = BASE.with_overlay(Overlay.parse(text, "feed.json"))
    assert found.conflicts == (Conflict(D(day), (names[worked_by],), (names[off_by],)),)


def test_two_overlays_of_a_new_year_that_differ(notice_2027: Overlay) -> None:
    told = json.loads(notice_2027.to_json())
    told["days"].append({"date": "2027-03-08", "name": "改", "isOffDay": True})
    other = Overlay.parse(json.dumps(told), "other.json")
    more = BASE.with_overlay(notice_2027, other)
    assert more.conflicts == (Conflict(D("2027-03-08"), ("cn-2027",), ("other",)),)


def test_a_day_that_only_the_second_overlay_of_a_new_year_names() -> None:
    more = BASE.with_overlay(year_feed("a", 2027), year_feed("b", 2027, {"2027-03-08": True}))
    assert more.conflicts == (Conflict(D("2027-03-08"), ("a",), ("b",)),)


@pytest.mark.parametrize("year", list(known_notices()))
def test_a_year_s_own_notices_again_are_no_conflict(year: int) -> None:
    """Nor where the next year's notice has changed the last days of its December."""
    more = BASE.with_overlay(known_notices()[year])
    assert (more.conflicts, more.ranks, more.last_year) == ((), BASE.ranks, BASE.last_year)


def test_an_equal_feed_is_no_conflict(calendar: WorkCalendar) -> None:
    same = Overlay.parse(feed(2023, {}), "same.json")
    more = BASE.with_overlay(same)
    assert (more.conflicts, more.ranks) == ((), BASE.ranks)
    assert more.version.endswith("/same")


def test_the_order_of_overlays_does_not_matter(local: Overlay, notice_2027: Overlay) -> None:
    later = amended("later", "2023-05-01", 'off = [{ name = "加", day = 2023-05-22 }]')
    wrong = Overlay.parse(feed(2023, {"2023-06-01": True}), "wrong.json")
    made = set()
    for order in permutations((local, notice_2027, later, wrong)):
        made.add(BASE.with_overlay(*order))
        one_by_one = BASE
        for each in sorted(order, key=lambda overlay: (overlay.kind is OverlayKind.LOCAL, order.index(overlay))):
            one_by_one = one_by_one.with_overlay(each)
        made.add(one_by_one)
    assert len(made) == 1
    (calendar,) = made
    assert calendar.version == BASE.version + "/cn-2027/later/local/wrong"


def test_one_overlay_twice_changes_nothing(local: Overlay) -> None:
    once = BASE.with_overlay(local)
    assert once.with_overlay(local) is once
    assert BASE.with_overlay() is BASE


def test_two_overlays_of_one_id_are_refused(local: Overlay) -> None:
    other = Overlay.parse(toml_local("2023-04-12"), "x.toml")
    assert refused(lambda: BASE.with_overlay(local, other)) == [("CAL-004", "local", "id_taken")]


def test_the_hash_is_of_a_layout_with_the_overlays_and_the_disputed_days(
    disputed: WorkCalendar, local: Overlay
) -> None:
    found = sources_hash("table", ["a", "b"], [Conflict(D("2023-05-22"), ("p", "q"), ("r", "s"))])
    assert found == sha256(b"table\na\nb\n2023-05-22 p q / r s").hexdigest()
    both = disputed.with_overlay(local)
    table = table_hash(both.first_year, both.last_year, _flags(both), both.holidays)
    assert both.sha256 == sources_hash(table, [each.sha256 for each in both.overlays], both.conflicts)


def _flags(calendar: WorkCalendar) -> bytes:
    before = (0, *calendar.ranks)
    return bytes(rank - last for last, rank in zip(before, calendar.ranks, strict=False))


# ---------------------------------------------------------------- the interval is what the fillings give

FIRST = date(2023, 1, 1)


@given(
    st.frozensets(st.integers(1, 300), min_size=1, max_size=4),
    st.integers(0, 250),
    st.integers(1, 60),
)
def test_the_interval_is_that_of_all_fillings(disputes: frozenset[int], start: int, n: int) -> None:
    statutory = {day for festival in festivals_of(2023) for day in festival.off}
    days = sorted(FIRST + DAY * i for i in disputes if number(FIRST + DAY * i) not in statutory)
    changes = {str(day): BASE.is_working_day(day) for day in days}
    told = json.loads(feed(2023, {}))
    kept = [row for row in told["days"] if row["date"] not in changes]
    kept += [
        {"name": "改", "date": day, "isOffDay": off} for day, off in changes.items() if off or D(day).weekday() >= 5
    ]
    told["days"] = kept
    other = Overlay.parse(json.dumps(told), "other.json")
    both = BASE.with_overlay(other)
    assert [conflict.day for conflict in both.conflicts] == days
    begin = FIRST + DAY * start
    dues, rolled, before = set(), set(), set()
    for filling in product((True, False), repeat=len(days)):
        works = dict(zip(days, filling, strict=True))

        def is_worked(day: date, works: dict[date, bool] = works) -> bool:
            return works[day] if day in works else BASE.is_working_day(day)

        after = [day for i in range(1, 200) if is_worked(day := begin + DAY * i)]
        dues.add(number(after[n - 1]))
        rolled.add(number(begin if is_worked(begin) else after[0]))
        back = [day for i in range(1, 200) if is_worked(day := begin - DAY * i)]
        before.add(number(back[n - 1]))
    assert both.nth_range(number(begin), n) == (min(dues), max(dues))
    assert both.roll_range(number(begin)) == (min(rolled), max(rolled))
    assert both.nth_range_before(number(begin), n) == (min(before), max(before))
    if len(dues) == 1 and not both.conflicts_between(begin, date(1970, 1, 1) + DAY * max(dues)):
        assert number(both.nth_working_day(begin, n)) in dues
