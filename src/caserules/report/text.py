"""An assessment as text for a terminal: what is broken, what is undetermined and why, what is due next.

Readable at 80 columns and up; Chinese counts two columns. Everything from the data goes through `visible`,
and none of it is read as markup. What is left out for length is told in a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from caserules.report.days import complete_text, due_text
from caserules.report.safe import visible
from caserules.report.view import Plain, UnitRow, View
from caserules.report.words import VERDICTS, Lang

__all__ = ["printed", "render_text", "table"]

_STYLES = {
    "broken": "bold red",
    "undetermined": "yellow",
    "pending": "cyan",
    "met": "green",
    "not_applicable": "dim",
}
_FEW = {"units": 12, "broken": 6, "upcoming": 12, "issues": 6, "needs": 12}


def render_text(
    data: Plain,
    lang: Lang = "zh",
    *,
    width: int = 100,
    color: bool = False,
    plain_lines: bool = False,
    everything: bool = False,
) -> str:
    """Return an assessment as text.

    Args:
        data: the plain form of an assessment.
        lang: `zh` or `en`.
        width: columns, 40 and up.
        color: whether to colour it for a terminal.
        plain_lines: whether to draw rules with ASCII characters only.
        everything: whether to list all that a section has.
    """
    view = View(data, lang)
    few = dict.fromkeys(_FEW, 1_000_000) if everything else _FEW
    lists = (_selected(view),) if view.only else (_broken(view, few), _undetermined(view, few["needs"]))
    open_ = () if view.only else (_upcoming(view, few["upcoming"]),)
    parts = (_head(view), _totals(view), _units(view, few["units"]), *lists, *open_, _issues(view, few["issues"]))
    return printed(Group(*parts), width=width, color=color, plain_lines=plain_lines)


def printed(what: RenderableType, *, width: int = 100, color: bool = False, plain_lines: bool = False) -> str:
    """Return what rich would print, as a string without trailing blanks.

    Args:
        what: anything that rich renders.
        width: columns.
        color: whether to colour it.
        plain_lines: whether to draw with ASCII characters only.
    """
    console = Console(
        file=StringIO(),
        width=max(width, 40),
        force_terminal=color,
        color_system="standard" if color else None,
        markup=False,
        highlight=False,
        emoji=False,
        safe_box=True,
        legacy_windows=False,
    )
    with console.capture() as captured:
        console.print(what)
    text = captured.get()
    if plain_lines:
        text = text.translate(_ASCII_LINES)
    lines = [line.rstrip() for line in text.split("\n")]
    return "\n".join(line for line, last in zip(lines, ["", *lines], strict=False) if line or last)


_ASCII_LINES = str.maketrans({"─": "-", "━": "-", "│": "|", "·": "-", "→": ">", "–": "-", "…": ".", "›": ">"})


def table(*columns: str | tuple[str, str], head: bool = True) -> Table:
    """Return a table with a rule under its head and no other lines.

    Args:
        columns: the heads; a pair gives the justification too (`right`), or `keep` for a column that does
            not wrap.
        head: whether to show the heads.
    """
    made = Table(box=box.SIMPLE_HEAD, show_header=head, pad_edge=False, padding=(0, 1), header_style="bold")
    for column in columns:
        name, how = column if isinstance(column, tuple) else (column, "")
        made.add_column(
            name,
            justify="right" if how == "right" else "left",
            no_wrap=bool(how),
            overflow="fold",
        )
    return made


def _text(value: object, style: str = "") -> Text:
    return Text(visible(value), style=style)


def _section(view: View, key: str) -> Text:
    return Text(f"\n{view.say(f'section.{key}')}", style="bold underline")


def _note(text: str) -> Padding:
    return Padding(_text(text, "dim"), (0, 0, 0, 2))


# ------------------------------------------------------------ the head and the totals


def _head(view: View) -> RenderableType:
    register, policy = view.data.get("register") or {}, view.data.get("policy") or {}
    facts = (
        f"{register.get('place') or ''} {register.get('year') or ''}".strip(),
        view.say("policy") + " " + view.say("version_of", id=policy.get("id"), version=policy.get("version")),
        view.say("as_of_day", day=view.data.get("as_of")),
        f"{view.say('complete_through')} {complete_text(view.lang, register.get('complete_through'))}",
    )
    lines = [_text(f"{view.say('title')} · caserules", "bold"), _text(" · ".join(x for x in facts if x))]
    lines.append(_text(view.say("disclaimer"), "bold yellow"))
    if (view.data.get("options") or {}).get("partial"):
        lines.append(_text(view.say("partial"), "yellow"))
    if view.only:
        lines.append(_text(view.say("only", verdicts=view.only), "yellow"))
    return Group(*lines)


def _totals(view: View) -> RenderableType:
    made = table(view.say("verdict"), (view.say("count"), "right"), "")
    for verdict, count in view.totals.items():
        made.add_row(
            _text(view.known("verdict", verdict), _STYLES[verdict]),
            str(count),
            _text(view.known("means", verdict), "dim"),
        )
    summary = view.data.get("summary") or {}
    notes = [
        _note(view.say(key, n=summary[key])) for key in ("possible", "not_owed", "cases_later") if summary.get(key)
    ]
    return Group(_section(view, "totals"), made, *notes)


# ------------------------------------------------------------ units


def _units(view: View, few: int) -> RenderableType:
    scored = [(view.say("deducted"), "right")] if view.is_scored else []
    heads = [(view.known("verdict", verdict), "right") for verdict in VERDICTS]
    made = table((view.say("rank"), "right"), view.say("unit"), *scored, *heads)
    for place, row in enumerate(view.ranking[:few], 1):
        made.add_row(str(place), _text(row.name), *_scores(view, row), *_counts(row))
    why = view.say("ranked_by_score") if view.is_scored else view.say("ranked_by_broken", why=view.why_unscored)
    return Group(_section(view, "units"), _note(why), made, *_more(view, len(view.ranking), few))


def _scores(view: View, row: UnitRow) -> list[str]:
    return [row.deducted or "0"] if view.is_scored else []


def _counts(row: UnitRow) -> Iterator[Text]:
    for verdict in VERDICTS:
        count = row.counts[verdict]
        yield _text(count or "-", _STYLES[verdict] if count else "dim")


def _more(view: View, total: int, few: int) -> list[RenderableType]:
    return [_note(view.say("n_more", n=total - few))] if total > few else []


def _broken(view: View, few: dict[str, int]) -> RenderableType:
    parts: list[RenderableType] = [_section(view, "broken_text")]
    units = [row for row in view.ranking if row.counts["broken"]]
    for row in units[: few["units"]]:
        found = view.with_verdict("broken", row.id)
        parts.append(
            Text.assemble("\n", _text(row.name, "bold"), " · ", _text(view.say("n_broken", n=len(found)), "red"))
        )
        parts.append(_finding_table(view, found[: few["broken"]]))
        parts += _more(view, len(found), few["broken"])
    parts += _more(view, len(units), few["units"])
    if not units:
        parts.append(_note(view.say("nothing_broken")))
    return Group(*parts)


def _selected(view: View) -> RenderableType:
    """All findings of the verdicts asked for, by unit and due day."""
    order = sorted(view.findings, key=lambda x: (x["unit"], x.get("due") or "9999", x["id"]))
    return Group(_section(view, "selected"), _finding_table(view, order) if order else _note(view.say("nothing_else")))


def _finding_table(view: View, findings: Sequence[Plain]) -> Table:
    made = table((view.say("due"), "keep"), (view.say("done"), "keep"), view.say("what"))
    for finding in findings:
        how = (
            view.known("breach", finding["breach"])
            if finding.get("breach")
            else view.known("verdict", finding["verdict"])
        )
        told = Text.assemble(
            _text(how, _STYLES[finding["verdict"]]),
            " ",
            _text(f"{view.case(finding.get('case'))} · {view.duty(finding)}", "bold"),
            "\n",
            _text(view.message(finding)),
            "\n",
            _text(finding["id"], "dim"),
        )
        made.add_row(_text(due_text(view.lang, finding)), _text(finding.get("done") or "-"), told)
    return made


# ------------------------------------------------------------ what is open


def _undetermined(view: View, few: int) -> RenderableType:
    made = table(view.say("wanted"), view.say("who"), (view.say("count"), "right"), view.say("unit"))
    wanted = _wanted(view)
    for (fact, who), units in wanted[:few]:
        names = view.listed(view.unit(unit) for unit in sorted(set(units)))
        made.add_row(_text(view.fact(fact)), _text(view.known("who", who)), str(len(units)), _text(names))
    parts: list[RenderableType] = [_section(view, "undetermined")]
    parts += [made, *_more(view, len(wanted), few)] if wanted else [_note(view.say("nothing_undetermined"))]
    for kept in view.not_kept:
        line = view.say("not_kept", unit=view.unit(kept.unit), n=kept.count, rules=view.listed(kept.rules))
        parts.append(_note(line))
    return Group(*parts)


def _wanted(view: View) -> list[tuple[tuple[str, str], list[str]]]:
    """The facts wanted and from whom, each with the units of the findings it would settle; most first."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for finding in view.with_verdict("undetermined"):
        if (finding.get("detail") or {}).get("not_kept"):
            continue
        for need in finding.get("needs") or ():
            wanted.setdefault((str(need.get("fact")), str(need.get("who"))), []).append(finding["unit"])
    return sorted(wanted.items(), key=lambda item: (-len(item[1]), item[0]))


def _upcoming(view: View, few: int) -> RenderableType:
    coming = view.upcoming()
    if not coming:
        return Group(_section(view, "upcoming"), _note(view.say("nothing_upcoming")))
    made = table((view.say("due"), "keep"), view.say("unit"), view.say("case"), view.say("duty"))
    for item in coming[:few]:
        made.add_row(*_cells(view, item))
    return Group(_section(view, "upcoming"), made, *_more(view, len(coming), few))


def _cells(view: View, item: Plain) -> Iterable[Text]:
    yield _text(view.day_of(item))
    yield _text(view.unit(item.get("unit")))
    yield _text(view.case(item.get("case")))
    yield _text(view.duty(item))


def _issues(view: View, few: int) -> RenderableType:
    issues = view.data.get("data_issues") or ()
    if not issues:
        return Text("")
    made = table(view.say("code"), view.say("where"), view.say("what"))
    for issue in issues[:few]:
        made.add_row(_text(issue.get("code")), _text(issue.get("where") or ""), _text(view.message(issue)))
    return Group(_section(view, "issues"), made, *_more(view, len(issues), few))
