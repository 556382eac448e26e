"""A count of working days as small calendars, a block a month: worked, weekend, holiday by name, made-up, the due day.

Told by signs as well as by colour, so that it can be read in a file and by anyone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from rich.cells import cell_len
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from caserules.cli.words import Lang, say
from caserules.report.safe import visible
from caserules.report.view import View

__all__ = ["conflict_line", "due_shown", "months_shown"]

_SIGNS: Final = {
    "worked": (" ", " ", ""),
    "weekend": ("(", ")", "dim"),
    "holiday": ("[", "]", "magenta"),
    "made_up": ("+", " ", "cyan"),
    "start": ("›", " ", "bold"),
    "due": ("*", "*", "bold reverse"),
}
_BLOCK: Final = 30


def due_shown(lang: Lang, counted: Mapping[str, Any]) -> RenderableType:
    """Return a counted due day for a terminal.

    Args:
        lang: the language.
        counted: as `count_due` gives.
    """
    from caserules.report.reasons import term_text

    due = date.fromisoformat(counted["due"])
    line = say(
        lang,
        "due.line",
        start=_named(lang, date.fromisoformat(counted["start"])),
        term=term_text(View({}, lang), counted["term"]),
        due=_named(lang, due),
    )
    parts: list[RenderableType] = [Text(line, style="bold"), *_notes(lang, counted, due)]
    if counted["term"].endswith("wd"):
        parts += [Text(""), months_shown(lang, counted), Text(say(lang, "due.legend"), style="dim")]
    return Group(*parts)


def _named(lang: Lang, day: date) -> str:
    name = say(lang, "weekdays").split()[day.weekday()]
    return f"{day}（星期{name}）" if lang == "zh" else f"{day} ({name})"


def _notes(lang: Lang, counted: Mapping[str, Any], due: date) -> Iterator[Text]:
    if counted["term"].endswith("wd"):
        numbers = {"skipped": len(counted["skipped"]), "made_up": len(counted["made_up"])}
        yield Text(say(lang, "due.counted", **numbers))
    if counted["rest_day"] and counted["next_working_day"]:
        yield Text(say(lang, "due.rest_day", day=counted["next_working_day"]), style="yellow")
    if counted["provisional"] and counted.get("conflicts"):
        days = {"earliest": counted["earliest"], "latest": counted["latest"]}
        yield Text(say(lang, "due.disputed_line", **days), style="yellow")
    elif counted["provisional"]:
        days = {"year": str(due.year), "earliest": counted["earliest"], "latest": counted["latest"]}
        yield Text(say(lang, "due.provisional_line", **days), style="yellow")
    for each in counted.get("conflicts", ()):
        yield Text(visible(conflict_line(lang, each)), style="yellow")
    if counted["calendar"].get("known_as_of"):
        told = {"day": counted["calendar"]["known_as_of"], "version": counted["calendar"]["version"]}
        yield Text(say(lang, "due.known_as_of", **told), style="dim")
    if counted.get("known_through"):
        yield Text(say(lang, "due.beyond", day=counted["known_through"]), style="yellow")


def conflict_line(lang: Lang, told: Mapping[str, Any]) -> str:
    """Return a line on a day about which sources disagree."""
    sides = {"worked": ", ".join(told["worked_by"]), "off": ", ".join(told["off_by"])}
    return say(lang, "calendar.conflict", day=told["day"], **sides)


# ------------------------------------------------------------ the months


def months_shown(lang: Lang, counted: Mapping[str, Any]) -> RenderableType:
    """Return the months from the start day to the due day, side by side."""
    start, due = date.fromisoformat(counted["start"]), date.fromisoformat(counted["due"])
    kinds = {x["day"]: x["reason"] for x in counted["skipped"]}
    kinds |= dict.fromkeys(counted["made_up"], "made_up")
    kinds |= {counted["start"]: "start", counted["due"]: "due"}
    names = {x["day"]: x["name"] for x in counted["skipped"] if x["name"]}
    blocks = [_month(lang, month, start, due, kinds, names) for month in _months(start, due)]
    return Columns(blocks, padding=(0, 2), width=_BLOCK)


def _months(start: date, due: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month <= due:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _month(
    lang: Lang, month: date, start: date, due: date, kinds: Mapping[str, str], names: Mapping[str, str]
) -> RenderableType:
    days = [month + timedelta(days=i) for i in range(31) if (month + timedelta(days=i)).month == month.month]
    shown = Text(f"{month:%Y-%m}\n", style="bold")
    shown.append("".join(_cell(f" {name} ") for name in say(lang, "weekdays").split()) + "\n", style="dim")
    shown.append("    " * month.weekday())
    for each in days:
        if start <= each <= due:
            before, after, style = _SIGNS[kinds.get(each.isoformat(), "worked")]
            shown.append(f"{before}{each.day:2}{after}", style=style)
        else:
            shown.append("    ")
        if each.weekday() == 6 and each != days[-1]:
            shown.append("\n")
    holidays = list(_holidays(month, names))
    shown.append("".join(f"\n{line}" for line in holidays), style="magenta")
    return Padding(shown, (0, 0, 1, 0))


def _cell(text: str) -> str:
    return text + " " * (4 - cell_len(text))


def _holidays(month: date, names: Mapping[str, str]) -> Iterator[str]:
    """The month's holidays, each with its days: `[29]–[30] 劳动节`."""
    runs: list[tuple[str, int, int]] = []
    for day, name in sorted(names.items()):
        if day.startswith(f"{month:%Y-%m}"):
            number = int(day[-2:])
            if runs and runs[-1][0] == name and runs[-1][2] == number - 1:
                runs[-1] = (name, runs[-1][1], number)
            else:
                runs.append((name, number, number))
    for name, first, last in runs:
        yield f"[{first}] {name}" if first == last else f"[{first}]–[{last}] {name}"
