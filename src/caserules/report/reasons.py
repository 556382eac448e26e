"""A finding's reasons in words: due day and how counted, what was done, evidence, clause, what is missing.

Written once for the text and the page, as pairs of a label and a text. It reads what the finding says and
adds nothing; the full explanation, read from the rule itself, is `caserules explain`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from caserules.report.days import due_text, range_text
from caserules.report.view import Plain, View

__all__ = ["counted_text", "reasons", "skipped_text", "term_text"]

_TERM: Final = re.compile(r"([0-9]{1,4})(wd|d|m)")


def reasons(view: View, finding: Plain) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return a finding's reasons: a label and one or more texts each, in the order in which they are asked.

    Args:
        view: the assessment read in a language.
        finding: a finding's plain form.
    """
    detail = finding.get("detail") or {}
    rows = (*_days(view, finding, detail), *_grounds(view, finding, detail))
    told = ((key, (texts,) if isinstance(texts, str) else tuple(texts)) for key, texts in rows)
    return tuple((view.say(f"reason.{key}"), texts) for key, texts in told if any(texts))


def _days(view: View, finding: Plain, detail: Plain) -> Iterator[tuple[str, str]]:
    provisional = f" ({view.say('provisional')})" if detail.get("provisional") else ""
    yield "due", due_text(view.lang, finding) + provisional
    yield "counted", counted_text(view, detail.get("counted"), finding.get("due"))
    yield "first_due", str(detail.get("first_due") or "")
    yield "done", _done(view, finding, detail)
    yield "late_by", _late_by(view, detail.get("late_by"))
    if "still_owed" in detail:
        yield "still_owed", view.say("yes" if detail["still_owed"] else "no")
    if detail.get("cured_on") != finding.get("done"):
        yield "cured_on", str(detail.get("cured_on") or "")
    if finding["verdict"] == "pending":
        yield "remind", str(finding.get("remind") or "")


def _grounds(view: View, finding: Plain, detail: Plain) -> Iterator[tuple[str, str | Iterator[str]]]:
    if finding.get("because"):
        yield "because", view.known("because", finding["because"])
    yield "evidence", (_evidence(view, x) for x in finding.get("evidence") or ())
    row = detail.get("row")
    yield "clause", f"{finding.get('clause') or ''}" + (view.say("row_of", row=row) if row else "")
    yield "needs", (_need(view, x) for x in finding.get("needs") or ())
    yield "waited_for", view.listed(_name(view, x) for x in detail.get("waited_for") or ())
    yield "same_fact_as", str(finding.get("same_fact_as") or "")
    if detail.get("basis"):
        yield "basis", view.say("basis", readings=view.listed(detail["basis"]))
    if detail.get("performer") and detail.get("counterparty"):
        yield "parties", " → ".join(view.known("party", detail[key]) for key in ("performer", "counterparty"))
    yield "id", str(finding["id"])


def _done(view: View, finding: Plain, detail: Plain) -> str:
    if finding.get("done"):
        return str(finding["done"])
    if detail.get("done_range"):
        return range_text(view.lang, *detail["done_range"])
    return view.say("not_done") if finding["verdict"] in ("broken", "pending") else ""


def _late_by(view: View, late: Any) -> str:
    if not late:
        return ""
    if late.get("working_days") is None:
        return view.say("late_by_days", days=late.get("days"))
    return view.say("late_by", **late)


def _need(view: View, need: Plain) -> str:
    return view.say("asks", fact=view.fact(need.get("fact")), who=view.known("who", need.get("who")))


def _name(view: View, item: Any) -> str:
    return view.unit(item.get("unit") or item) if isinstance(item, Mapping) else view.unit(item)


def _evidence(view: View, item: Plain) -> str:
    """A fact, what the register says of it, and where."""
    where = view.listed(str(item[key]) for key in ("pointer", "source") if item.get(key))
    told = view.say("recorded", fact=view.fact(item.get("fact")), value=_value(view, item.get("value")))
    return told + (view.say("at", where=where) if where else "")


def _value(view: View, value: Any) -> str:
    """A value of the register in words: a day, an interval `a..b`, stated not to have been, not on record."""
    if value is None:
        return view.say("not_recorded")
    if value in ("none", "yes", "no", "unknown"):
        return view.say("stated_none" if value == "none" else value)
    earliest, dots, latest = str(value).partition("..")
    return range_text(view.lang, earliest or None, latest or None) if dots else str(value)


# ------------------------------------------------------------ how a due day was counted


def counted_text(view: View, counted: Any, due: object = None) -> str:
    """Return how a due day was counted: from when, how long, which days were passed over.

    Args:
        view: gives the language.
        counted: `{from, term, working_days, skipped}`, or nothing.
        due: the due day, if known.
    """
    if not counted or not counted.get("from"):
        return ""
    told = view.say("counted", **{"from": counted["from"], "term": term_text(view, counted.get("term"))})
    if due:
        told += view.say("counted_to", due=due)
    if counted.get("skipped"):
        told += view.say("counted_skipped", skipped=skipped_text(view, counted["skipped"]))
    if counted.get("made_up"):
        told += view.say("counted_made_up", days=view.listed(_short(x) for x in counted["made_up"]))
    return told


def term_text(view: View, term: object) -> str:
    """Return a term in words: `30wd` as 30 working days; any other as it is written."""
    found = _TERM.fullmatch(str(term))
    if not found:
        return str(term or "")
    return view.say(f"term.one_{found[2]}") if found[1] == "1" else view.say(f"term.{found[2]}", n=found[1])


def skipped_text(view: View, skipped: Iterable[Plain]) -> str:
    """Return the days passed over: holidays by name with their days, and how many weekend days."""
    by_name: dict[str, list[str]] = {}
    weekends = 0
    for day in skipped:
        if day.get("reason") == "holiday":
            by_name.setdefault(str(day.get("name") or ""), []).append(str(day["day"]))
        else:
            weekends += 1
    told = [view.say("holiday_days", name=name, days=_runs(days)) for name, days in by_name.items()]
    if weekends:
        told.insert(0, view.say("weekend_days", n=weekends))
    return view.listed(told)


def _runs(days: Sequence[str]) -> str:
    """Days as `04-29–05-03 06-22`: neighbours joined."""
    runs: list[list[date]] = []
    for day in sorted(date.fromisoformat(x) for x in days):
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return " ".join(_short(run[0]) + (f"–{_short(run[-1])}" if len(run) > 1 else "") for run in runs)


def _short(day: object) -> str:
    return str(day)[5:]
