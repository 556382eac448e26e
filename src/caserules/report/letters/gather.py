"""From an assessment's reading to the places and rows of letters. It words what was decided, and decides nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from caserules.messages.sentences import day_text
from caserules.report.book.words import told
from caserules.report.days import due_text
from caserules.report.letters.content import Kind, Letter
from caserules.report.letters.words import say
from caserules.report.safe import visible
from caserules.report.view import Plain, View

__all__ = ["correction", "criticism", "notices", "reminders", "reply_forms"]

Row = Mapping[str, str]
_RATINGS = ("satisfied", "basically_satisfied", "not_satisfied")


def reminders(view: View, due: Plain, secret: Collection[str], issuer: str) -> Iterator[tuple[str, Letter]]:
    """Yield for each unit what falls due within the term, and what is overdue and still owed."""
    for unit, items in (due.get("units") or {}).items():
        shown = [x for x in items if x["case"] not in secret]
        rows = (_reminded(view, x, number) for number, x in enumerate(shown, 1))
        values = {"through": _day(view, due["through"])}
        yield unit, _to_unit(view, "reminder", unit, rows, len(items) - len(shown), issuer, values)


def notices(view: View, secret: Collection[str], issuer: str) -> Iterator[tuple[str, Letter]]:
    """Yield for each unit with broken duties what is put to it for its answer."""
    for unit in sorted({x["unit"] for x in view.findings if x["verdict"] == "broken"}):
        broken = view.with_verdict("broken", unit)
        shown = [x for x in broken if x["case"] not in secret]
        numbers = {x["id"]: number for number, x in enumerate(shown, 1)}
        rows = (_broken(view, x, number, numbers.get(x.get("same_fact_as"))) for number, x in enumerate(shown, 1))
        yield unit, _to_unit(view, "notice", unit, rows, len(broken) - len(shown), issuer, {})


def reply_forms(view: View, categories: Mapping[str, str]) -> Iterator[tuple[str, Letter]]:
    """Yield for each unit of the register the form of a reply and its receipt, with the policy's categories."""
    by_letter = sorted((letter, str(meaning)) for meaning, letter in categories.items())
    marks = [letter for letter, _ in by_letter]
    meanings = (
        say(view.lang, "meaning", letter=letter, meaning=told(view.lang, "meaning", meaning))
        for letter, meaning in by_letter
    )
    boxes = (say(view.lang, "receipt.box", what=say(view.lang, f"rating.{x}")) for x in _RATINGS)
    values = {
        "letters": say(view.lang, "marks").join(marks),
        "meanings": say(view.lang, "semi").join(meanings),
        "ratings": "\u3000".join(boxes),
    }
    for unit in sorted(view.data.get("units") or {}):
        places = {**_common(view, ""), **values, "unit": view.unit(unit), "draft": "", "count": "", "withheld": ""}
        yield unit, _letter(view, "reply_form", places, None)


def criticism(view: View, drafted: Plain, issuer: str) -> Letter:
    """Return the draft of a public criticism: what is broken and confirmed."""
    items = [view.by_id[x["finding"]] for x in drafted["items"]]
    rows = tuple(_broken(view, x, number, None) for number, x in enumerate(items, 1))
    return _letter(view, "criticism", {**_common(view, issuer), "count": str(len(rows))}, rows)


def correction(view: View, drafted: Plain, issuer: str) -> Letter:
    """Return the draft of a correction: what was published and no longer stands."""
    rows = tuple(_fallen(view, x, number) for number, x in enumerate(drafted["corrections"], 1))
    return _letter(view, "correction", {**_common(view, issuer), "count": str(len(rows))}, rows)


# ------------------------------------------------------------ letters


def _to_unit(view: View, kind: Kind, unit: str, rows: Iterable[Row], withheld: int, issuer: str, values: Row) -> Letter:
    made = tuple(rows)
    places = {
        **_common(view, issuer),
        **values,
        "unit": view.unit(unit),
        "count": str(len(made) + withheld),
        "withheld": say(view.lang, "withheld", n=withheld) if withheld else "",
    }
    return _letter(view, kind, places, made)


def _common(view: View, issuer: str) -> dict[str, str]:
    register = view.data.get("register") or {}
    day = _day(view, view.data["as_of"])
    return {
        "draft": say(view.lang, "draft"),
        "place": str(register.get("place") or ""),
        "year": str(register.get("year") or ""),
        "as_of": day,
        "day": day,
        "issuer": issuer or say(view.lang, "issuer"),
    }


def _letter(view: View, kind: Kind, values: Mapping[str, str], rows: tuple[Row, ...] | None) -> Letter:
    shown = None if rows is None else tuple({key: visible(text) for key, text in row.items()} for row in rows)
    return Letter(kind, view.lang, {key: visible(text) for key, text in values.items()}, shown)


def _day(view: View, iso: object) -> str:
    return day_text(date.fromisoformat(str(iso)), view.lang)


# ------------------------------------------------------------ rows


def _row(view: View, finding: Plain, number: int, due: str, state: str, mend: str) -> Row:
    return {
        "number": str(number),
        "bearer": view.unit(finding.get("unit")),
        "duty": view.duty(finding),
        "case": view.case(finding.get("case")),
        "clause": str(finding.get("clause") or ""),
        "due": due,
        "state": state,
        "mend": mend,
    }


def _reminded(view: View, item: Plain, number: int) -> Row:
    finding = {**item, **view.by_id.get(str(item["finding"]), {})}
    if item["urgency"] == "overdue":
        return _broken(view, finding, number, None)
    left = (date.fromisoformat(item["day"]) - date.fromisoformat(str(view.data["as_of"]))).days
    key = "reminder" if item["urgency"] == "reminder" else "open" if left else "today"
    mend = say(view.lang, "mend.reminder" if key == "reminder" else "mend.open")
    return _row(view, finding, number, item["day"], say(view.lang, f"state.{key}", n=left), mend)


def _broken(view: View, finding: Plain, number: int, same_as: int | None) -> Row:
    lang, breach = view.lang, str(finding.get("breach") or "missing")
    is_owed = breach in ("missing", "late") and bool((finding.get("detail") or {}).get("still_owed"))
    mend = say(lang, "mend.owed" if is_owed else f"mend.{breach}")
    if same_as is not None:
        mend += say(lang, "semi") + say(lang, "mend.same_fact", n=same_as)
    state = _days_over(view, finding, is_owed=is_owed) or say(lang, f"state.{breach}")
    return _row(view, finding, number, due_text(lang, finding), state, mend)


def _days_over(view: View, finding: Plain, *, is_owed: bool) -> str:
    """By how many days it is or was late; empty where that is not known, or not what is wrong."""
    late_by = ((finding.get("detail") or {}).get("late_by") or {}).get("days")
    if late_by and finding.get("breach") == "late":
        return say(view.lang, "state.done_late", n=late_by)
    if not (is_owed and finding.get("due")):
        return ""
    days = date.fromisoformat(str(view.data["as_of"])) - date.fromisoformat(str(finding["due"]))
    return say(view.lang, "state.overdue", n=days.days)


def _fallen(view: View, item: Plain, number: int) -> Row:
    key = str(item["finding"])
    rule, _, rest = key.partition("/")
    case = None if rest.startswith("-/") else "/".join(rest.split("/")[:3])
    finding = {"rule": rule, "case": case, "unit": item["unit"], **view.by_id.get(key, {})}
    verdict = view.known("verdict", item["verdict"]) if item["verdict"] else ""
    why = say(view.lang, f"why.{item['why']}", verdict=verdict)
    due = due_text(view.lang, finding) if finding.get("due") or finding.get("due_range") else ""
    state = say(view.lang, "state.published", day=_day(view, item["published_on"]), why=why)
    return _row(view, finding, number, due, state, "")
