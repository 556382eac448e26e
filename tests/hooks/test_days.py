"""Days that plugins bring: a place's own holiday moves a deadline; two that disagree, or one that fails, leave it open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caserules import Assessment, Overlay, Register, assess, plugins_of
from caserules.hooks import hookimpl
from hooks.conftest import DAY

LOCAL = 'schema = 1\nkind = "local"\nid = "{id}"\narea = "某州"\nsource = "某条例"\n[[notices]]\n{days}\n'


def overlay(id_: str, days: str) -> Overlay:
    return Overlay.parse(LOCAL.format(id=id_, days=days), f"{id_}.toml")


OFF = overlay("off", 'off = [{ name = "苗年", day = 2023-05-23 }]')
OFF_TOO = overlay("off-too", 'off = [{ name = "节", day = 2023-05-24 }]')
EXCHANGED = overlay("exchanged", 'off = [{ name = "苗年", day = 2023-05-23 }]\nmade_up = [2023-05-20]')
LONGER = overlay("longer", 'off = [{ name = "苗年", day = 2023-05-20 }, { name = "苗年", day = 2023-05-23 }]')
OUTSIDE = overlay("outside", 'off = [{ name = "节", day = 2003-05-23 }]')


def days(name: str, *overlays: Any) -> Any:
    class Days:
        caserules_api = 1
        __name__ = name

        @hookimpl
        def calendars(self, place: str, year: int) -> Any:
            assert (place, year) == ("某县", 2023)
            return overlays

    return Days()


class Failing:
    caserules_api = 1

    @hookimpl
    def calendars(self) -> Any:
        raise SystemExit(1)


def judged(register: Register, *plugins: Any) -> Assessment:
    return assess(register, "pengshui-2023", as_of=DAY, plugins=plugins_of(*plugins))


def opinion(found: Assessment) -> tuple[str, Any]:
    (one,) = (x for x in found.findings if x.rule == "COHAND-01")
    return one.verdict.value, one.due


def test_without_plugins_the_opinion_is_late(register: Register) -> None:
    assert opinion(assess(register, "pengshui-2023", as_of=DAY)) == ("broken", date(2023, 5, 23))


def test_a_places_own_day_off_moves_the_deadline(register: Register) -> None:
    found = judged(register, days("county", OFF))
    assert opinion(found) == ("met", date(2023, 5, 24))
    assert found.calendar.sha256 != assess(register, "pengshui-2023", as_of=DAY).calendar.sha256


def test_two_plugins_that_disagree_about_a_day_leave_it_open(register: Register) -> None:
    found = judged(register, days("one", EXCHANGED), days("other", LONGER))
    assert opinion(found)[0] == "undetermined"
    assert [(x.day, set(x.worked_by), set(x.off_by)) for x in found.calendar.conflicts] == [
        (date(2023, 5, 20), {"exchanged"}, {"longer"})
    ]


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_the_days_of_several_plugins_add_up_in_any_order(register: Register, names: str) -> None:
    found = judged(register, days(names[0], OFF), days(names[1], OFF_TOO))
    assert opinion(found) == ("met", date(2023, 5, 25))


def test_a_plugin_that_fails_to_say_its_days_accuses_nobody(register: Register) -> None:
    found = judged(register, Failing())
    assert opinion(found)[0] == "undetermined"
    for one in found.findings:
        counted = one.detail().get("counted", {})
        assert one.verdict.value != "broken" or "wd" not in counted.get("term", "")
    told = {x.because for x in found.findings if x.rule == "COHAND-01"}
    assert told == {"calendar_faulty"}
    (issue,) = (x for x in found.to_dict()["data_issues"] if x["code"] == "PLG-101")
    assert {x.id for x in found.findings if x.because == "calendar_faulty"} == set(issue["affects"])


def test_what_hangs_on_no_working_day_stands_though_days_are_in_doubt(register: Register) -> None:
    sound = assess(register, "pengshui-2023", as_of=DAY)
    found = judged(register, Failing())
    before = {x.id: x.to_dict() for x in sound.findings}
    same = [x for x in found.findings if not x._duty.doubt]
    assert same
    assert all(x.to_dict() == before[x.id] for x in same)


def test_days_that_fit_no_calendar_are_a_fault_and_the_others_stand(register: Register) -> None:
    found = judged(register, days("county", OFF), days("wrong", OUTSIDE))
    faults = {plugin["name"]: [x["code"] for x in plugin["faults"]] for plugin in found.plugins}
    assert faults == {"county": [], "wrong": ["PLG-106"]}
    assert opinion(found)[0] == "undetermined"
    assert found.calendar.sha256 == judged(register, days("county", OFF)).calendar.sha256


def test_overlays_of_one_id_from_two_plugins_fit_only_alone(register: Register) -> None:
    other = overlay("off", 'off = [{ name = "节", day = 2023-05-24 }]')
    found = judged(register, days("a", OFF), days("b", other))
    assert {plugin["name"]: [x["code"] for x in plugin["faults"]] for plugin in found.plugins} == {
        "a": ["PLG-106"],
        "b": ["PLG-106"],
    }
