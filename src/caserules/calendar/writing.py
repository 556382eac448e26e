"""An overlay as text: this project's TOML, and the JSON layout of public holiday feeds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from caserules.calendar.notices import Notice, Overlay

__all__ = ["to_json", "to_toml"]


def to_toml(overlay: Overlay) -> str:
    """Return an overlay as this project's TOML."""
    head = [f'schema = 1\nkind = "{overlay.kind}"\nid = {_quoted(overlay.id)}\n']
    if overlay.year is not None:
        head.append(f"year = {overlay.year}\n")
    head += (f"{key} = {_quoted(text)}\n" for key, text in (("area", overlay.area), ("source", overlay.source)) if text)
    return "".join((*head, *map(_notice, overlay.notices)))


def to_json(overlay: Overlay) -> str:
    """Return an overlay's days in the layout of public holiday feeds."""
    names = {day: name for notice in overlay.notices for day, name in notice.off}
    days = [
        {"name": name or _nearest(day, names), "date": day.isoformat(), "isOffDay": name is not None}
        for day, name in overlay.days().items()
    ]
    told = {"year": overlay.year, "papers": overlay.source.split(), "days": days}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _nearest(day: date, names: dict[date, str]) -> str:
    """The holiday nearest to a made-up day: feeds name it, notices do not."""
    return names[min(names, key=lambda other: (abs((other - day).days), other))] if names else ""


def _notice(notice: Notice) -> str:
    lines = ["\n[[notices]]\n"]
    if notice.published:
        lines.append(f"published = {notice.published}\n")
    texts = {"title": notice.title, "number": notice.number, "address": notice.address, "ground": notice.ground}
    lines += (f"{key} = {_quoted(text)}\n" for key, text in texts.items() if text)
    if notice.reconstructed:
        lines.append("reconstructed = true\n")
    lines.append("off = [\n")
    lines += (
        f"  {{ name = {_quoted(name)}, from = {first}, to = {last} }},\n" for name, first, last in _runs(notice.off)
    )
    lines.append(f"]\nmade_up = [{', '.join(map(str, sorted(notice.made_up)))}]\n")
    return "".join(lines)


def _runs(off: Iterable[tuple[date, str]]) -> Iterator[tuple[str, date, date]]:
    """Neighbouring days of one name as one."""
    run: tuple[str, date, date] | None = None
    for day, name in sorted(off):
        if run is not None and run[0] == name and day - run[2] == timedelta(days=1):
            run = (name, run[1], day)
        else:
            if run is not None:
                yield run
            run = (name, day, day)
    if run is not None:
        yield run


def _quoted(text: str) -> str:
    """A text as a TOML string: JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False)
