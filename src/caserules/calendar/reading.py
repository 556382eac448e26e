"""An overlay read from text: every fault of the file is found before any is told.

First the layout (`CAL-006`: keys and kinds of values), then the days (`CAL-004`): a day named twice, a weekday
that is to be worked, a day of another year, a statutory day that is not off. Text comes in, an overlay goes
out; which file it came from is the edge's affair.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any, Final

from caserules.calendar.faults import CalendarRejected, Fault
from caserules.calendar.festivals import FIRST_LAW_YEAR, festivals_of, last_festival_year
from caserules.calendar.notices import Notice, Overlay, OverlayKind
from caserules.calendar.words import EPOCH, is_weekend, notice_year, number

__all__ = ["overlay_from_json", "overlay_from_toml"]

_SCHEMA: Final = 1
_MOST_DAYS: Final = 2000
_LONGEST: Final = timedelta(days=15)
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,39}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINE: Final = re.compile(r"at line ([0-9]+)")

_TOP: Final[Mapping[str, type]] = {
    "schema": int,
    "kind": str,
    "id": str,
    "year": int,
    "area": str,
    "source": str,
    "notices": list,
}
_NOTICE: Final[Mapping[str, type]] = {
    "published": date, "title": str, "number": str, "address": str, "ground": str, "reconstructed": bool, "off": list, "made_up": list,
}  # fmt: skip
_OFF: Final[Mapping[str, type]] = {"name": str, "day": date, "from": date, "to": date}
_FEED: Final[Mapping[str, type]] = {"year": int, "papers": list, "days": list}
_FEED_DAY: Final[Mapping[str, type]] = {"date": str, "name": str, "isOffDay": bool}


def overlay_from_toml(text: str, name: str) -> Overlay:
    """Read an overlay in this project's TOML.

    Args:
        text: the file's contents.
        name: the file's name, for what is told.

    Raises:
        CalendarRejected: with every fault.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        raise CalendarRejected([Fault("CAL-006", f"{name}:{line[1]}" if line else name, "not_toml")]) from None
    return _Reading(name).toml(data)


def overlay_from_json(text: str, name: str) -> Overlay:
    """Read an overlay in the JSON layout of public holiday feeds: year, papers, days; keys with `$` are passed over.

    Its id is the file's name without its ending. The day on which it was published is not in that layout.

    Args:
        text: the file's contents.
        name: the file's name.

    Raises:
        CalendarRejected: with every fault.
    """
    reading = _Reading(name)
    try:
        data = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=reading.once)
    except (ValueError, RecursionError) as error:
        where = f"{name}:{error.lineno}" if isinstance(error, json.JSONDecodeError) else name
        raise CalendarRejected([Fault("CAL-006", where, "not_json")]) from None
    return reading.feed(data)


class _Reading:
    """One file being read: its name, and the faults found so far."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []

    def fault(self, code: str, where: object, why: str) -> None:
        self.faults.append(Fault(code, self.name if where == "" else f"{self.name}: {where}", why))

    def once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        for key, count in Counter(key for key, _ in pairs).items():
            if count > 1:
                self.fault("CAL-006", key if key.isprintable() else "", "key_twice")
        return dict(pairs)

    # ------------------------------------------------------------ layouts

    def toml(self, data: Mapping[str, Any]) -> Overlay:
        if isinstance(data.get("schema"), int) and data["schema"] > _SCHEMA:
            raise CalendarRejected([Fault("CAL-006", self.name, "newer")])
        top = self.table(data, "", _TOP, ("schema", "kind", "id", "notices"))
        kind = top.get("kind", "")
        if kind not in list(OverlayKind):
            self.fault("CAL-006", "kind", "wrong_kind")
        for key in ("area", "source") if kind == OverlayKind.LOCAL else ("year",):
            if key not in data:
                self.fault("CAL-006", key, "missing_key")
        notices = [self.notice(each, f"notices[{i}]") for i, each in enumerate(top.get("notices", ()))]
        return self.done(kind, notices, **{key: top[key] for key in ("id", "year", "area", "source") if key in top})

    def feed(self, data: Any) -> Overlay:
        known = {k: v for k, v in data.items() if not k.startswith("$")} if isinstance(data, dict) else data
        top = self.table(known, "", _FEED, ("year", "days"))
        papers = top.get("papers", [])
        if not all(isinstance(each, str) and each and " " not in each and each.isprintable() for each in papers):
            self.fault("CAL-006", "papers", "wrong_kind")
            papers = []
        days = [self.table(each, f"days[{i}]", _FEED_DAY, _FEED_DAY) for i, each in enumerate(top.get("days", ()))]
        off: list[tuple[date, str]] = []
        made_up: list[date] = []
        for i, each in enumerate(days):
            day = self.iso(each.get("date"), f"days[{i}].date")
            if day is not None and each.get("isOffDay") is True:
                off.append((day, each.get("name", "")))
            elif day is not None:
                made_up.append(day)
        self.named_once([day for day, _ in off], made_up)
        notice = Notice(off=tuple(sorted(off)), made_up=tuple(sorted(made_up)))
        year = {"year": top["year"]} if "year" in top else {}
        return self.done(OverlayKind.NOTICE, [notice], id=PurePath(self.name).stem, source=" ".join(papers), **year)

    def done(self, kind: str, notices: list[Notice], **fields: Any) -> Overlay:
        """Return the overlay if nothing is wrong with it."""
        if "id" in fields and not _ID.fullmatch(fields["id"]):
            self.fault("CAL-006", "id", "wrong_kind")
        if "year" in fields and not date.min.year < fields["year"] < date.max.year:
            self.fault("CAL-004", fields.pop("year"), "no_year")
        if not self.faults:
            overlay = Overlay(kind=OverlayKind(kind), notices=tuple(notices), **fields)
            self.faults += (Fault("CAL-004", f"{self.name}: {where}", why) for where, why in _faulty_days(overlay))
            if not self.faults:
                return overlay
        raise CalendarRejected(self.faults)

    # ------------------------------------------------------------ a notice

    def notice(self, data: Any, at: str) -> Notice:
        found = self.table(data, at, _NOTICE, ())
        off: list[tuple[date, str]] = []
        for i, each in enumerate(found.pop("off", ())):
            off += self.off(each, f"{at}.off[{i}]")
        made_up = found.pop("made_up", [])
        if not all(_is(day, date) for day in made_up):
            self.fault("CAL-006", f"{at}.made_up", "wrong_kind")
            made_up = []
        self.named_once([day for day, _ in off], made_up)
        return Notice(off=tuple(sorted(off)), made_up=tuple(sorted(made_up)), **found)

    def off(self, data: Any, at: str) -> Iterator[tuple[date, str]]:
        found = self.table(data, at, _OFF, ("name",))
        first = found.get("day", found.get("from"))
        last = found.get("day", found.get("to", first))
        if first is None:
            self.fault("CAL-006", f"{at}.day", "missing_key")
        elif "day" in found and len(found) > 2:
            self.fault("CAL-006", f"{at}.day", "key_twice")
        elif last < first:
            self.fault("CAL-004", first, "backwards")
        elif last - first >= _LONGEST:
            self.fault("CAL-004", first, "too_long")
        else:
            for i in range((last - first).days + 1):
                yield first + timedelta(days=i), found.get("name", "")

    def named_once(self, off: list[date], made_up: list[date]) -> None:
        for days in (off, made_up):
            for day, count in Counter(days).items():
                if count > 1:
                    self.fault("CAL-004", day, "twice")
        for day in sorted(set(off) & set(made_up)):
            self.fault("CAL-004", day, "off_and_worked")

    # ------------------------------------------------------------ values

    def table(self, data: Any, at: str, kinds: Mapping[str, type], needed: Any) -> dict[str, Any]:
        """Return the values of a table that are of their kinds."""
        if not isinstance(data, dict):
            self.fault("CAL-006", at, "wrong_kind")
            return {}
        dot = f"{at}." if at else ""
        for key in data.keys() - kinds.keys():
            self.fault("CAL-006", dot + key if key.isprintable() else at, "unknown_key")
        for key in needed:
            if key not in data:
                self.fault("CAL-006", dot + key, "missing_key")
        right = {key: value for key, value in data.items() if key in kinds and _is(value, kinds[key])}
        for key in data.keys() & kinds.keys() - right.keys():
            self.fault("CAL-006", dot + key, "wrong_kind")
        return right

    def iso(self, text: str | None, at: str) -> date | None:
        if text is not None:
            try:
                if _DAY.fullmatch(text):
                    return date.fromisoformat(text)
            except ValueError:
                pass
            self.fault("CAL-004", at, "not_a_date")
        return None


def _is(value: object, kind: type) -> bool:
    """Say whether a value is of a kind: no instant is a day, no truth value a number, no text endless or hidden."""
    if kind is str:
        return isinstance(value, str) and 0 < len(value) <= 300 and value.isprintable()
    return type(value) is kind


def _faulty_days(overlay: Overlay) -> Iterator[tuple[object, str]]:
    """Give each day of an overlay that cannot be right, and why."""
    days = overlay.days()
    if len(days) > _MOST_DAYS:
        yield len(days), "too_many"
        return
    published = [notice.published for notice in overlay.notices if notice.published]
    if published != sorted(published):
        yield "published", "not_in_order"
    for notice in overlay.notices:
        yield from ((day, "weekday_worked") for day in notice.made_up if not is_weekend(number(day)))
        if overlay.year is not None:
            yield from (
                (day, "other_year") for day in notice.days() if overlay.year not in {day.year, notice_year(day)}
            )
    if not any(days.values()) and (overlay.kind is not OverlayKind.AMENDMENT or not days):
        yield "notices", "no_days"
    elif overlay.kind is OverlayKind.NOTICE:
        yield from _festivals_missing(overlay, days)


def _festivals_missing(overlay: Overlay, days: Mapping[date, str | None]) -> Iterator[tuple[object, str]]:
    year = overlay.year or 0
    if FIRST_LAW_YEAR <= year <= last_festival_year():
        statutory = {date.fromordinal(day + EPOCH) for festival in festivals_of(year) for day in festival.off}
        for day in sorted(statutory):
            if day.year == year and not days.get(day) and not (day.weekday() >= 5 and day not in days):
                yield day, "festival_missing"
